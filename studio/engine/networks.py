"""Networks: each is loaded once, put where this machine runs it best, and shared by all who ask for it.

Who needs a network asks ``shared_networks()`` for it by its model's name and the function that makes it from
the model's file, keeps what it gets, and lets it ``run`` things::

    net = shared_networks().load("shading", load_net)
    out = net.run(lambda net, on: net(on.put(x)).cpu())

A network that nobody keeps is let go. One that meets a full memory goes on, more slowly, on the CPU.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from threading import Lock, RLock
from typing import Any, Final, Generic, TypeVar
from weakref import WeakValueDictionary

import torch
from torch import Tensor, nn

from studio.core.errors import ModelError, UsageError
from studio.core.words import Said, entitled, listed
from studio.engine.device import best_device, free_memory, memory_is_full, use_threads
from studio.engine.in_order import processors
from studio.files.models import NetworkFacts, card, installed_file

N = TypeVar("N", bound=nn.Module)
T = TypeVar("T")

CPU: Final = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a network runs, and how exact its numbers are."""

    device: torch.device
    dtype: torch.dtype

    def put(self, x: Tensor) -> Tensor:
        """The same numbers, as the network takes them here."""
        return x.to(self.device, self.dtype)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A loaded network.

    Attributes:
        name: of its model, or of its file.
        device: ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        dtype: as torch calls it: ``float32``.
        size: bytes of its weights.
        left: the device that it had to leave because its memory was full; empty otherwise.
    """

    name: str
    device: str
    dtype: str
    size: int
    left: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted(Generic[N]):
    """What tells one network from another: its file as it is now, how it is made of it, and where it runs."""

    name: str
    path: Path
    stamp: tuple[int, int]
    loader: Callable[[Path], N]
    place: Place
    threads: int

    def made(self, place: Place) -> N:
        """The network in a place."""
        with torch.inference_mode(mode=False):
            net = self.loader(self.path).eval().requires_grad_(requires_grad=False)
            return net.to(place.device, place.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class _Loaded(Generic[N]):
    net: N
    place: Place


class Network(Generic[N]):
    """A network that several may use at once, from any thread."""

    def __init__(self, wanted: _Wanted[N]) -> None:
        self._wanted = wanted
        self._place = wanted.place
        self._loaded: _Loaded[N] | None = None
        self._turn = RLock()

    @property
    def device(self) -> torch.device:
        """Where it runs now."""
        return self._place.device

    @property
    def left(self) -> torch.device | None:
        """The device that it had to leave because its memory was full."""
        return None if self._place == self._wanted.place else self._wanted.place.device

    @property
    def whereabouts(self) -> Whereabouts | None:
        """What is known of it; None while it is not loaded."""
        loaded, left = self._loaded, self.left
        if loaded is None:
            return None
        size = sum(x.nbytes for x in (*loaded.net.parameters(), *loaded.net.buffers()))
        dtype = str(loaded.place.dtype).removeprefix("torch.")
        name, device = self._wanted.name, str(loaded.place.device)
        return Whereabouts(name, device, dtype, size, "" if left is None else str(left))

    def run(self, function: Callable[[N, Place], T]) -> T:
        """What a function makes of the network, without gradients.

        It may be called twice, the second time with the network on the CPU, so it must bring everything that
        it uses to the place that it is given, and change nothing outside.
        """
        threads = self._wanted.threads
        if self.device.type == "cpu" and threads not in (0, torch.get_num_threads()):
            return _workers(threads).submit(self._run, function).result()
        return self._run(function)

    def _run(self, function: Callable[[N, Place], T]) -> T:
        loaded = self.loaded()
        try:
            with torch.inference_mode():
                return function(loaded.net, loaded.place)
        except RuntimeError as error:
            if not memory_is_full(error, loaded.place.device):
                raise
        # After the handler: what it knows of the failed work would keep the memory.
        place = loaded.place
        del loaded
        self._leave(place)
        return self.run(function)

    def loaded(self) -> _Loaded[N]:
        """The network where it is now, loaded if need be."""
        with self._turn:
            while self._loaded is None:
                self._loaded = self._brought()
            return self._loaded

    def _brought(self) -> _Loaded[N] | None:
        """Loaded and put into its place; None if there was no room, and another place has been chosen."""
        place = self._place
        try:
            return _Loaded(self._wanted.made(place), place)
        except RuntimeError as error:
            if not memory_is_full(error, place.device):
                raise
        self._leave(place)
        return None

    def _leave(self, place: Place) -> None:
        """Move to the CPU, unless another thread has seen to it. Whoever is at work here ends undisturbed."""
        with self._turn:
            if self._place == place:
                self._place, self._loaded = _on(CPU, place.dtype), None
        free_memory(place.device)

    def release(self) -> None:
        """Give back its memory; whoever runs it again loads it again, where it was wanted at first."""
        with self._turn:
            device, self._place, self._loaded = self.device, self._wanted.place, None
        free_memory(device)


class Networks:
    """Networks that are in use."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._used: WeakValueDictionary[_Wanted[Any], Network[Any]] = WeakValueDictionary()

    def load(
        self,
        model: str | Path,
        loader: Callable[[Path], N],
        *,
        file: str | None = None,
        device: torch.device | None = None,
        dtype: torch.dtype | None = None,
        threads: int | None = None,
    ) -> Network[N]:
        """A network, ready to run: the one that others use already, if they asked for the same.

        Args:
            model: the name of its model, or a file of weights.
            loader: makes it from the file. It is a function with a name: each lambda is another.
            file: which of the model's files, if it is not the first.
            device: where it runs; otherwise as its card says, or on the best device.
            dtype: of its weights; otherwise as its card says, or single precision.
            threads: how many it may use on the CPU, so that it gives the same on every machine, or because it
                is too small for more; otherwise as its card says. 0: as many as torch takes.

        Raises:
            ModelError: the model is missing or damaged.
            UsageError: there is no such model.
            DeviceError: the device that a person wants is not there.
        """
        path = model if isinstance(model, Path) else installed_file(model, file)
        name = path.name if isinstance(model, Path) else model
        facts = NetworkFacts() if isinstance(model, Path) else _facts(model)
        about = path.stat()
        wanted = _Wanted(
            name=name,
            path=path,
            stamp=(about.st_size, about.st_mtime_ns),
            loader=loader,
            place=_on(device or _device_of(facts), dtype or _dtype_of(facts, name)),
            threads=facts.threads if threads is None else threads,
        )
        with self._turn:
            network: Network[N] = self._used.setdefault(wanted, Network(wanted))
        network.loaded()
        return network

    def whereabouts(self) -> tuple[Whereabouts, ...]:
        """The networks that are loaded."""
        with self._turn:
            used = list(self._used.values())
        return tuple(found for network in used if (found := network.whereabouts))

    def release(self, name: str) -> None:
        """Give back the memory of all networks of that model or file."""
        with self._turn:
            used = [network for wanted, network in self._used.items() if wanted.name == name]
        for network in used:
            network.release()


@cache
def shared_networks() -> Networks:
    """Those of this process."""
    return Networks()


def what_runs_where(parts: Mapping[str, Network[Any] | None]) -> str:
    """What a person is told: ``CPU`` if all runs there, or else ``CUDA: folds; CPU: the rest``.

    Args:
        parts: what is done, and the network that does it; None for what is done without torch, on the CPU.
    """
    places: dict[str, list[str]] = {}
    for what, network in parts.items():
        places.setdefault(_told(CPU if network is None else network.device), []).append(what)
    told = list(places)
    if len(places) > 1:
        told = [entitled(device, listed(places[device])) for device in sorted(places, key="CPU".__eq__)]
    full = {_told(network.left): None for network in parts.values() if network and network.left}
    told += [Said("the memory of {0} is full", device) for device in full]
    return reduce(lambda before, last: Said("{0}; {1}", before, last), told)


def _told(device: torch.device) -> str:
    return str(device).upper()


def _facts(model: str) -> NetworkFacts:
    try:
        return card(model).network
    except UsageError:  # it is being trained here and has no card yet
        return NetworkFacts()


def _device_of(facts: NetworkFacts) -> torch.device:
    return CPU if facts.device == "cpu" else best_device()


def _dtype_of(facts: NetworkFacts, name: str) -> torch.dtype:
    found = getattr(torch, facts.dtype or "float32", None)
    if not isinstance(found, torch.dtype):
        message = Said(
            "The card of the model {0} asks for numbers of an unknown kind: {1}.", name, facts.dtype
        )
        raise ModelError(message, Said("Install the studio again."))
    return found


def _on(device: torch.device, dtype: torch.dtype) -> Place:
    """The CPU has no quick half precision."""
    return Place(device, torch.float32 if device.type == "cpu" and dtype.itemsize == 2 else dtype)


@cache
def _workers(threads: int) -> ThreadPoolExecutor:
    """Threads in which torch has so many of its own, for networks that are run from elsewhere."""
    return ThreadPoolExecutor(processors(), "network", use_threads, (threads,))
