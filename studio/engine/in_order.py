"""Work on several frames at once, given back in their order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def in_order(work: Callable[[A], B], items: Iterable[A], workers: int | None = None) -> Iterator[B]:
    """Results of ``work`` in the order of ``items``, a few computed ahead on other threads.

    As many frames as there are processors are in flight, so that memory stays bounded. An error
    comes where its item would have come; who stops reading stops the work.
    """
    count = workers or processors()
    waiting: deque[Future[B]] = deque()
    with ThreadPoolExecutor(count, "frame") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
