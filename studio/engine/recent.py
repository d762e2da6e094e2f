"""A few things that were made last, for as long as what they were made for lasts."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """What was made last, a few of it; it goes with whom it was made for. For any number of threads."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._made: OrderedDict[Hashable, Value] = OrderedDict()
        self._turn = Lock()

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Found, or else made now."""
        with self._turn:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._turn:
            self._made[key] = made
            while len(self._made) > self._kept:
                self._made.popitem(last=False)
        return made
