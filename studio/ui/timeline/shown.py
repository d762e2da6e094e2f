"""What the timeline shows, all of it values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.curve import Curve, Keyframe
from studio.core.face import Performance
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Marker, Portion
from studio.core.tracks import FULL, UnitTrack

Times = NDArray[np.float64]
Key = tuple[str, Seconds]
"""A slot, and the time of one of its keys."""
MOST: Final = 600
"""Keys in view above which they are not drawn one by one."""


def _nobody(_: frozenset[Portion]) -> None:
    """Where there is nothing to choose."""


@dataclass(frozen=True, slots=True, eq=False)
class ShownLayer:
    """One layer, as its head shows it.

    Attributes:
        name: in the project. ``title``: as it is read.
        motion: what plays in it.
        moves: what of an actor's own motion that takes the place of; None where that is no question.
        choose_moves: lets it be another choice.
        portions: what of the face it moves where another layer moves the rest; None where it is alone.
        share: lets it be other portions, or none: then the performance goes.
        keys: seconds at which a layer of the hand has keys; None of any other layer.
        is_chosen: what is set goes into it, and its tracks are shown.
    """

    name: str
    title: str
    weight: float = 1.0
    mute: bool = False
    solo: bool = False
    motion: Performance | None = None
    moves: frozenset[Portion] | None = None
    choose_moves: Callable[[frozenset[Portion]], None] = _nobody
    portions: frozenset[Portion] | None = None
    share: Callable[[frozenset[Portion]], None] = _nobody
    keys: Times | None = None
    is_chosen: bool = False

    @property
    def is_by_hand(self) -> bool:
        return self.keys is not None


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """All of a project's time.

    Attributes:
        curves: what the hand set in the layer that is chosen, by slot; ``tracks``: the same by units.
        solos, locks: slots of that layer.
        is_video: pictures of the source have a lane of their own.
    """

    rate: FrameRate
    span: TimeRange
    speech: Speech | None = None
    layers: tuple[ShownLayer, ...] = ()
    curves: Mapping[str, Curve] = field(default_factory=dict)
    markers: tuple[Marker, ...] = ()
    is_video: bool = False
    tracks: tuple[UnitTrack, ...] = ()
    solos: frozenset[str] = frozenset()
    locks: frozenset[str] = frozenset()

    @property
    def sound(self) -> object:
        """What tells one sound from another; None without any."""
        return None if self.speech is None else self.speech.samples


NOTHING: Final = Shown(FrameRate(Seconds(25)), TimeRange(Seconds(0), Seconds(0)))


class KeyTimes:
    """Many keys as numbers, made once for each curve."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Curve, Times, Times]] = {}
        self._all: Times | None = None

    def show(self, curves: Mapping[str, Curve]) -> None:
        """Other curves, or the same ones."""
        changed = {slot: curve for slot, curve in curves.items() if not self._knows(slot, curve)}
        if changed or len(curves) != len(self._known):
            fresh = {slot: (curve, *_numbers(curve)) for slot, curve in changed.items()}
            self._known = {slot: fresh.get(slot) or self._known[slot] for slot in curves}
            self._all = None

    def of(self, slot: str) -> Times:
        """Seconds [n], in order."""
        return self._known[slot][1]

    def around(self, slot: str, start: float, end: float) -> tuple[Keyframe, ...]:
        """The keys within a stretch of time, and one more on either side."""
        return self._known[slot][0].keyframes[self._part(slot, start, end)]

    def numbers(self, slot: str, start: float, end: float) -> tuple[Times, Times]:
        """Times and values of the keys that ``around`` gives."""
        part, (_, times, values) = self._part(slot, start, end), self._known[slot]
        return times[part], values[part]

    def count(self, slot: str, start: float, end: float) -> int:
        """How many those are."""
        part = self._part(slot, start, end)
        return min(int(part.stop), len(self.of(slot))) - int(part.start)

    def values(self, slot: str, at: Times) -> Times:
        """The curve at times [n], in order; of more than ``MOST`` keys what lies straight between them."""
        curve, times, values = self._known[slot]
        part = self._part(slot, at[0], at[-1])
        if self.count(slot, at[0], at[-1]) > MOST:
            return np.interp(at, times[part], values[part])
        return Curve(curve.keyframes[part]).values_at(at)

    def _part(self, slot: str, start: float, end: float) -> slice:
        first, last = np.searchsorted(self.of(slot), [start, end])
        return slice(max(int(first) - 1, 0), int(last) + 1)

    @property
    def all(self) -> Times:
        """Of all curves together, each time once."""
        if self._all is None:
            times = [times for _, times, _ in self._known.values()]
            self._all = np.unique(np.concatenate(times)) if times else np.zeros(0)
        return self._all

    def _knows(self, slot: str, curve: Curve) -> bool:
        return slot in self._known and self._known[slot][0] is curve


def _numbers(curve: Curve) -> tuple[Times, Times]:
    """Times and values of all keys."""
    times = np.array([key.time.numerator / key.time.denominator for key in curve.keyframes])
    return times, np.array([key.value for key in curve.keyframes])


def amount_of(track: UnitTrack, value: float) -> str:
    """A value with its unit."""
    if track.name in ("head.x", "head.y", "head.z"):
        return f"{value:.2f} cm"
    if track.name in FULL:
        return f"{value:.1f}°"
    return f"{value:.2f}" if track.full > 1 else f"{value:.3f}"


def times_of(curves: Mapping[str, Curve]) -> Times:
    """When there are keys, seconds, each time once."""
    every = {key.time for curve in curves.values() for key in curve.keyframes}
    return np.array(sorted(map(float, every)))
