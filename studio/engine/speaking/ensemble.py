"""Several drivers together: the lips by one, brows and gaze by another, the head by a third."""

from collections.abc import Iterator, Mapping
from itertools import tee
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.life import PARTS
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import (
    PORTIONS,
    SLOTS,
    WHOLE,
    Portion,
    life_of,
    performance_of,
    row_of,
    rows_of,
    slots_in,
    slots_of_life,
    told_rows,
)
from studio.engine import providers
from studio.engine.ports import Divisible, Driver, Hears
from studio.engine.progress import Progress, unheard
from studio.engine.promises import each_of

Array = NDArray[np.float64]

_EVERYTHING: Final = slots_in(WHOLE)
_AT_ONCE: Final = 1500
"""Frames that are worked on at once: an hour in one piece is then no more memory than it is itself."""


def ensemble_of(drivers: Drivers, *instead: Driver) -> Driver:
    """The drivers that somebody chose; what one of them can't move, the rule driver does. A portion for which
    nobody is chosen stays still.

    Args:
        instead: each moves all that it can instead of them and of those that follow, but for portions for
            which nobody is chosen.

    Raises:
        UsageError: there is none of that name.
        PluginError: one is broken.
    """
    made: dict[str, Driver] = {}

    def of(name: str) -> Driver:
        if name not in made:
            made[name] = providers.driver(name)
        return made[name]

    chosen: dict[Portion, Driver] = {}
    for portion in PORTIONS:
        if name := drivers.of(portion):
            driver = next((each for each in instead if portion in each.moves), None) or of(name)
            chosen[portion] = driver if portion in driver.moves else of(Drivers().of(portion))
    first = chosen[next(iter(chosen))]
    is_alone = len(chosen) == len(PORTIONS) and all(driver is first for driver in chosen.values())
    return first if is_alone else Ensemble(chosen)


class Ensemble:
    """Drivers that move a face together, each its own portion of it; as a driver of its own.

    Smiles come with the face: one whose face is moved by a driver that knows them (``Divisible``) smiles
    whoever moves its lips, and lips alone don't smile.
    """

    rate: FrameRate | None = None

    def __init__(self, drivers: Mapping[Portion, Driver]) -> None:
        portions: dict[int, frozenset[Portion]] = {}
        for portion, driver in drivers.items():
            portions[id(driver)] = portions.get(id(driver), frozenset()) | {portion}
        whole = {id(driver): driver for driver in drivers.values()}
        each = [_part_of(driver, portions[key]) for key, driver in whole.items()]
        self._each: Final = each
        self._slots: Final = [
            _EVERYTHING if isinstance(driver, Divisible) else slots_in(portions[key])
            for key, driver in whole.items()
        ]
        self.name = ", ".join(driver.name for driver in each)
        self.hears: frozenset[Hears] = frozenset().union(*(driver.hears for driver in each))
        self.moves: frozenset[Portion] = frozenset(drivers)
        waits = [driver.ahead for driver in each]
        self.ahead = None if None in waits else max(wait for wait in waits if wait is not None)

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """As far as all of them have got, piece by piece; see ``Driver``."""
        heard = tee(speech, len(self._each))
        streams = [
            _Stream(driver, pieces, rate, seed, progress, slots)
            for driver, pieces, slots in zip(self._each, heard, self._slots, strict=True)
        ]
        while sum(stream.read_on() for stream in streams):  # all of them, not only the first that can
            if count := min(stream.count for stream in streams):
                yield performance_of(_sum([stream.taken(count) for stream in streams]), rate)
            elif all(stream.count or stream.has_ended for stream in streams):
                break
        if left := max(stream.count for stream in streams):
            yield performance_of(_sum([stream.held(left) for stream in streams]), rate)


def _part_of(driver: Driver, portions: frozenset[Portion]) -> Driver:
    return driver.part(portions) if isinstance(driver, Divisible) else driver


class _Stream:
    """What one driver has given and nobody has taken yet, its own slots alone, at the common rate."""

    def __init__(
        self,
        driver: Driver,
        speech: Iterator[Speech],
        rate: FrameRate,
        seed: int,
        progress: Progress,
        slots: NDArray[np.bool_],
    ) -> None:
        self._pieces = _cut(driven(driver, speech, rate, seed, progress))
        self._slots = slots
        lips = slots_in(frozenset(("mouth",)))
        is_mixed = not isinstance(driver, Divisible) and bool((slots & lips).any())
        self._told: Final = slots_of_life(slots, frozenset(PARTS) - ({"smile"} if is_mixed else set()))
        self._rows: Array = np.zeros((0, len(SLOTS) + len(self._told)))
        self._last: Array = np.zeros((1, len(SLOTS) + len(self._told)))
        self.has_ended = False

    @property
    def count(self) -> int:
        return len(self._rows)

    def read_on(self) -> bool:
        """Ask for the next piece, unless there is something left of the one before; whether there is."""
        while not self.count and not self.has_ended:
            piece = next(self._pieces, None)
            if piece is None:
                self.has_ended = True
            elif len(piece):
                self._rows = self._wide(piece)
                self._last = self._rows[-1:]
        return bool(self.count)

    def _wide(self, piece: Performance) -> Array:
        """Its own slots, and behind them what of it is life."""
        rows = (rows_of(piece) - row_of(piece.rest)) * self._slots
        life = life_of(rows) if piece.life is None else piece.life
        return np.hstack([rows, life * self._told])

    def taken(self, count: int) -> Array:
        """The next so many rows."""
        out, self._rows = self._rows[:count], self._rows[count:]
        return out

    def held(self, count: int) -> Array:
        """The next so many, the last one repeated where there are fewer."""
        rows = self.taken(count)
        return np.concatenate([rows, np.repeat(self._last, count - len(rows), axis=0)])


def _cut(pieces: Iterator[Performance]) -> Iterator[Performance]:
    """The same, in pieces that are not long."""
    for piece in pieces:
        for first in range(0, len(piece), _AT_ONCE):
            yield piece.part(first, first + _AT_ONCE)


def _sum(parts: list[Array]) -> Array:
    return np.asarray(np.sum(parts, axis=0))


def driven(
    driver: Driver, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
) -> Iterator[Performance]:
    """What a driver gives, at any rate; raises as ``Driver.drive`` does."""
    given = each_of(driver, driver.drive(speech, driver.rate or rate, seed, progress), Performance)
    return given if driver.rate in (None, rate) else at_rate(given, driver.rate, rate)


def at_rate(pieces: Iterator[Performance], own: FrameRate, rate: FrameRate) -> Iterator[Performance]:
    """A performance that comes in pieces, at another frame rate: linear between its frames."""
    before = 0
    rows: Array | None = None
    done = 0
    for piece in pieces:
        fresh = told_rows(piece)
        fresh[:, : len(SLOTS)] -= row_of(piece.rest)
        rows = fresh if rows is None else np.concatenate([rows, fresh])
        ready = max(done, rate.index_at(own.time_of(before + len(rows) - 1)) + 1) if len(rows) else done
        if ready > done:
            yield performance_of(_between(rows, own, rate, before, done, ready), rate)
            done = ready
            passed = max(0, min(own.index_at(rate.time_of(done)) - before, len(rows) - 1))
            rows, before = rows[passed:], before + passed
    if rows is not None and len(rows):
        end = rate.count_in(own.time_of(before + len(rows)))
        if end > done:
            yield performance_of(_between(rows, own, rate, before, done, end), rate)


def _between(rows: Array, own: FrameRate, rate: FrameRate, before: int, first: int, end: int) -> Array:
    """Frames ``first`` to before ``end`` at ``rate``, of rows that begin with number ``before``."""
    ratio: Seconds = own.fps / rate.fps
    place = np.array([float(index * ratio - before) for index in range(first, end)])
    place = place.clip(0, len(rows) - 1)
    low = np.floor(place).astype(np.intp)
    part = (place - low)[:, None]
    return np.asarray(rows[low] * (1 - part) + rows[np.minimum(low + 1, len(rows) - 1)] * part)
