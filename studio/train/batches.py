"""Where batches come from: sources that give the same batches again after a pause.

What batch number n holds depends on the seed and on n alone. So a source's state is one number, and
batches may be made ahead, on other threads, without any change of what is learned.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final, Generic, Protocol, TypeVar, cast

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

Batch = TypeVar("Batch")
Batch_co = TypeVar("Batch_co", covariant=True)


class Batches(Protocol[Batch_co]):
    """A source without end. ``state`` is what JSON can hold; ``restore`` goes on from there."""

    def take(self) -> Batch_co: ...

    def state(self) -> dict[str, Any]: ...

    def restore(self, state: dict[str, Any]) -> None: ...


_ALIGNED: Final = 64
"""Bytes; where torch's own memory begins."""


def settled(batch: Batch) -> Batch:
    """The same batch, its tensors at addresses like those of torch's own.

    Memory of numpy's begins anywhere, and a product of matrices differs in its last bit with where its
    operands begin: a training that goes on would not end with the very bits of one that was never stopped.

    Args:
        batch: a tensor, or a dataclass or tuple of batches; what else it holds stays as it is.
    """
    return cast(Batch, _settled(batch))


def _settled(x: Any) -> Any:
    if isinstance(x, Tensor):
        return x.clone() if x.device.type == "cpu" and x.data_ptr() % _ALIGNED else x
    if is_dataclass(x) and not isinstance(x, type):
        return replace(x, **{f.name: _settled(getattr(x, f.name)) for f in fields(x) if f.init})
    return tuple(map(_settled, x)) if type(x) is tuple else x


def sent(batch: Batch, device: torch.device) -> Batch:
    """The same batch, a dataclass, with its tensors on a device; what else it holds stays as it is."""
    held = {f.name: getattr(batch, f.name) for f in fields(cast(Any, batch))}
    moved = {name: x.to(device) for name, x in held.items() if isinstance(x, Tensor)}
    return cast(Batch, replace(cast(Any, batch), **moved))


class Drawn(Generic[Batch]):
    """Batches that a function draws.

    Args:
        draw: makes a batch from its number and a generator of its own; uses no other random numbers.
        seed: what the generators are made from.
        ahead: how many are made ahead, each on a thread of its own; then ``draw`` must bear to be called by
            several at once (numba's parallel loops do not).
    """

    def __init__(self, draw: Callable[[int, Generator], Batch], seed: int, ahead: int = 0) -> None:
        self._draw, self._seed, self._ahead = draw, seed, ahead
        self._number = 0
        self._coming: deque[Future[Batch]] = deque()
        self._pool = ThreadPoolExecutor(ahead) if ahead else None

    def take(self) -> Batch:
        """The next batch."""
        batch = self._made(self._number) if self._pool is None else self._awaited(self._pool)
        self._number += 1
        return batch

    def _made(self, number: int) -> Batch:
        return settled(self._draw(number, np.random.default_rng((self._seed, number))))

    def _awaited(self, pool: ThreadPoolExecutor) -> Batch:
        while len(self._coming) <= self._ahead:
            self._coming.append(pool.submit(self._made, self._number + len(self._coming)))
        return self._coming.popleft().result()

    def state(self) -> dict[str, Any]:
        """The number of the next batch."""
        return {"next": self._number}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on with the batch of that number."""
        for future in self._coming:
            future.cancel()
        self._coming.clear()
        self._number = int(state["next"])


class Shuffled:
    """Which of ``count`` examples are in batch number n: all in turn, in a new order each time round.

    A round ends with its last whole batch; what is left over then is another each time.
    """

    def __init__(self, count: int, size: int, seed: int) -> None:
        self._count, self._size, self._seed = count, min(size, count), seed

    def __call__(self, number: int) -> NDArray[np.int64]:
        """Indices [size]."""
        turn, place = divmod(number, self._count // self._size)
        return _order(self._seed, turn, self._count)[place * self._size : (place + 1) * self._size]


@lru_cache(maxsize=4)
def _order(seed: int, turn: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng((seed, turn)).permutation(count)
