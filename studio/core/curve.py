"""Curves: one value over time, by keyframes that hold, run straight or bend.

A segment belongs to the key on its left, as in other animation programs. Before the first key and after
the last the curve holds. Handles are relative to their key; when both handles of a segment are together
longer than the segment, they are shortened in proportion (as Blender does), so that time never runs back.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.words import Said

Array = NDArray[np.float64]
Number = TypeVar("Number", float, NDArray[np.float64])
Interpolation = Literal["stepped", "linear", "bezier"]
Handles = Literal["auto", "vector", "aligned", "free"]
Handle = tuple[float, float]
"""(seconds, value) from its key: seconds <= 0 for an incoming handle, >= 0 for an outgoing one."""

INTERPOLATIONS = ("stepped", "linear", "bezier")
HANDLES = ("auto", "vector", "aligned", "free")
_LEAST = 1e-4
"""Seconds: a handle that is shorter stands upright."""
_ROUNDS = 44
"""Halvings that narrow a Bézier's parameter down to 6e-14 of its segment."""


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A value at a time, and how the curve goes on from there.

    Attributes:
        incoming, outgoing: what a Bézier segment before or after it bends towards.
        handles: who sets them. ``auto``: the curve, so that it runs smoothly and overshoots nothing;
            ``vector``: the curve, straight to the neighbours; ``aligned``: a person, both on one line;
            ``free``: a person, each for itself.

    Raises:
        ValueError: a number is not finite, or a handle points the wrong way in time.
    """

    time: Seconds
    value: float
    interpolation: Interpolation = "linear"
    incoming: Handle = (0.0, 0.0)
    outgoing: Handle = (0.0, 0.0)
    handles: Handles = "auto"

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.value, *self.incoming, *self.outgoing))):
            raise ValueError(
                Said(
                    "a keyframe's numbers are finite, not {0} {1} {2}",
                    self.value,
                    self.incoming,
                    self.outgoing,
                )
            )
        if self.incoming[0] > 0 or self.outgoing[0] < 0:
            raise ValueError(Said("an incoming handle lies before its keyframe, an outgoing one after it"))
        if self.interpolation not in INTERPOLATIONS:
            raise ValueError(Said("there is no interpolation called {0}", self.interpolation))
        if self.handles not in HANDLES:
            raise ValueError(Said("there are no handles called {0}", self.handles))


@dataclass(frozen=True, slots=True)
class Curve:
    """Keyframes in order of time, no two at the same time; an empty curve is zero everywhere.

    Raises:
        ValueError: two keyframes share one time.
    """

    keyframes: tuple[Keyframe, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.keyframes, key=lambda key: key.time))
        if any(a.time == b.time for a, b in pairwise(ordered)):
            raise ValueError(Said("two keyframes of a curve share one time"))
        object.__setattr__(self, "keyframes", ordered)

    @classmethod
    def of(cls, points: Iterable[tuple[Seconds | int, float]], kind: Interpolation = "linear") -> "Curve":
        """A curve through points (time, value), all of one interpolation."""
        return cls(tuple(Keyframe(Seconds(time), float(value), kind) for time, value in points))

    @classmethod
    def constant(cls, value: float) -> "Curve":
        return cls((Keyframe(Seconds(0), value, "stepped"),))

    def __len__(self) -> int:
        return len(self.keyframes)

    def value_at(self, time: Seconds) -> float:
        """The value at one time; costs little however many keyframes there are."""
        after = bisect_right(self.keyframes, time, key=lambda key: key.time)
        if self.keyframes and after in (0, len(self)):  # before the first key and after the last it holds
            return self.keyframes[min(after, len(self) - 1)].value
        around = self.keyframes[max(after - 1, 0) : after + 1]
        if len(around) == 2:
            before, following = around
            if before.time == time or before.interpolation == "stepped":
                return before.value
            if before.interpolation == "bezier":
                return _bent_between(before, following, float(time))
        return float(Curve(around).values_at(np.array([float(time)]))[0])

    def values_at(self, times: Array) -> Array:
        """Values at times [n] in seconds; [n]."""
        if not self.keyframes:
            return np.zeros(len(times))
        key_times = np.array([float(key.time) for key in self.keyframes])
        key_values = np.array([key.value for key in self.keyframes])
        out: Array = np.interp(times, key_times, key_values)
        segment = np.searchsorted(key_times, times, side="right") - 1
        for kind, shape in (("stepped", _held), ("bezier", _bent)):
            of_kind = np.array([key.interpolation == kind for key in self.keyframes])
            inside = (segment >= 0) & (segment < len(self) - 1)
            at = np.flatnonzero(inside & of_kind[np.clip(segment, 0, None)])
            if len(at):
                out[at] = shape(self.keyframes, segment[at], times[at])
        return out

    def sampled(self, rate: FrameRate, range: TimeRange) -> NDArray[np.float32]:  # noqa: A002
        """The value at each frame that begins in the range; [n] float32."""
        return self.values_at(frame_times(rate, range)).astype(np.float32)

    def has_key(self, time: Seconds) -> bool:
        """Whether a keyframe stands at that time."""
        place = bisect_left(self.keyframes, time, key=lambda key: key.time)
        return place < len(self) and self.keyframes[place].time == time

    def index_of(self, time: Seconds) -> int:
        """Which keyframe stands at that time.

        Raises:
            KeyError: none does.
        """
        for index, key in enumerate(self.keyframes):
            if key.time == time:
                return index
        raise KeyError(f"no keyframe stands at {time} s")

    def insert(self, key: Keyframe) -> "Curve":
        """With one keyframe more; it takes the place of one at the same time."""
        return Curve((*(k for k in self.keyframes if k.time != key.time), key))

    def remove(self, time: Seconds) -> "Curve":
        """Without the keyframe at that time.

        Raises:
            KeyError: none is there.
        """
        index = self.index_of(time)
        return Curve(self.keyframes[:index] + self.keyframes[index + 1 :])

    def move(self, time: Seconds, to: Seconds, value: float | None = None) -> "Curve":
        """With the keyframe at ``time`` moved; it replaces one that stands where it goes.

        Raises:
            KeyError: none is at ``time``.
        """
        key = self.keyframes[self.index_of(time)]
        moved = replace(key, time=to, value=key.value if value is None else value)
        return self.remove(time).insert(moved)

    def settled(self) -> "Curve":
        """With the handles that nobody set by hand (``auto``, ``vector``) where their neighbours put them.

        They reach a third of the way to the next key. The slope of automatic ones is zero at a local
        extreme and at both ends, and never steeper than three times the flatter neighbour (Fritsch and
        Carlson 1980), so that the curve does not overshoot its keys.
        """
        keys = self.keyframes
        if all(key.handles in ("aligned", "free") for key in keys):
            return self
        time = np.array([float(key.time) for key in keys])
        value = np.array([key.value for key in keys])
        gaps, rises, slopes = np.diff(time) / 3, np.diff(value) / 3, _even_slopes(time, value)
        before, after = np.concatenate([[0.0], gaps]), np.concatenate([gaps, [0.0]])
        below, above = np.concatenate([[0.0], rises]), np.concatenate([rises, [0.0]])

        def settled(i: int, key: Keyframe) -> Keyframe:
            if key.handles in ("aligned", "free"):
                return key
            there = key.handles == "auto"
            down, up = (before[i] * slopes[i], after[i] * slopes[i]) if there else (below[i], above[i])
            incoming = (-float(before[i]), -float(down))
            return replace(key, incoming=incoming, outgoing=(float(after[i]), float(up)))

        return Curve(tuple(settled(i, key) for i, key in enumerate(keys)))

    def bent(self, time: Seconds, side: Literal["incoming", "outgoing"], to: Handle) -> "Curve":
        """With one handle of the key at ``time`` dragged.

        A handle that the curve set itself becomes ``aligned``; of aligned ones the other turns along and
        keeps its length.

        Args:
            to: from the key, seconds and value; one that points the wrong way in time is held upright.

        Raises:
            KeyError: no key is at ``time``.
        """
        key = self.keyframes[self.index_of(time)]
        way = -1.0 if side == "incoming" else 1.0
        to = (way * max(way * to[0], 0.0), to[1])
        kind: Handles = key.handles if key.handles == "free" else "aligned"
        incoming, outgoing = (to, key.outgoing) if side == "incoming" else (key.incoming, to)
        if kind == "aligned":
            slope = to[1] / (way * max(abs(to[0]), _LEAST))
            if side == "incoming":
                outgoing = (outgoing[0], outgoing[0] * slope)
            else:
                incoming = (incoming[0], incoming[0] * slope)
        goes_on: Interpolation = key.interpolation if side == "incoming" else "bezier"
        bent = replace(key, interpolation=goes_on, incoming=incoming, outgoing=outgoing, handles=kind)
        return self.insert(bent)


def frame_times(rate: FrameRate, range: TimeRange) -> Array:  # noqa: A002
    """When each frame that begins in the range begins, in seconds; [n]."""
    first = -((-range.start * rate.fps) // 1)
    count = max(0, -((-range.end * rate.fps) // 1) - first)
    fps = rate.fps
    out: Array = (np.arange(int(first), int(first + count)) * fps.denominator) / fps.numerator
    return out


def _held(keys: tuple[Keyframe, ...], segment: NDArray[np.intp], times: Array) -> Array:
    return np.array([key.value for key in keys])[segment]


def _bent(keys: tuple[Keyframe, ...], segment: NDArray[np.intp], times: Array) -> Array:
    """Cubic Bézier segments: find the parameter whose time is asked for, give its value."""
    time = np.array([float(key.time) for key in keys])
    value = np.array([key.value for key in keys])
    left = np.array([key.outgoing for key in keys])[segment]
    right = np.array([key.incoming for key in keys])[segment + 1]
    length = time[segment + 1] - time[segment]
    reach = left[:, 0] - right[:, 0]
    fit = length / np.maximum(reach, length)
    left, right = left * fit[:, None], right * fit[:, None]
    zero = np.zeros(len(segment))
    x = (zero, left[:, 0], length + right[:, 0], length)
    start, end = value[segment], value[segment + 1]
    y = (start, start + left[:, 1], end + right[:, 1], end)
    return _polynomial(_powers(y), _parameter(x, times - time[segment]))


def _bent_between(before: Keyframe, after: Keyframe, time: float) -> float:
    """The same at one time, to the bit; for one a list of numbers costs thirty times as much."""
    begins, length = float(before.time), float(after.time) - float(before.time)
    (left, rise), (right, fall) = before.outgoing, after.incoming
    fit = length / max(left - right, length)
    powers = _powers((0.0, left * fit, length + right * fit, length))
    goal, low, high = time - begins, 0.0, 1.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if _polynomial(powers, middle) < goal:
            low = middle
        else:
            high = middle
    start, end = before.value, after.value
    return float(_polynomial(_powers((start, start + rise * fit, end + fall * fit, end)), low))


def _parameter(x: tuple[Array, Array, Array, Array], goal: Array) -> Array:
    """The parameter at which a Bézier that only grows has the value ``goal``, by halving."""
    powers = _powers(x)
    low, high = np.zeros(len(goal)), np.ones(len(goal))
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        below = _polynomial(powers, middle) < goal
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def _powers(p: tuple[Number, Number, Number, Number]) -> tuple[Number, Number, Number, Number]:
    """A cubic Bézier's coefficients of 1, s, s², s³."""
    return p[0], 3 * (p[1] - p[0]), 3 * (p[0] - 2 * p[1] + p[2]), p[3] - p[0] + 3 * (p[1] - p[2])


def _polynomial(c: tuple[Number, Number, Number, Number], s: Number) -> Number:
    return c[0] + s * (c[1] + s * (c[2] + s * c[3]))


def _even_slopes(time: Array, value: Array) -> Array:
    """A slope per key that keeps a cubic through the keys between them; zero at both ends."""
    out = np.zeros(len(time))
    if len(time) > 2:
        rise = np.diff(value) / np.diff(time)
        before, after = rise[:-1], rise[1:]
        whole = (value[2:] - value[:-2]) / (time[2:] - time[:-2])
        steepest = 3 * np.minimum(np.abs(before), np.abs(after))
        out[1:-1] = np.where(before * after > 0, np.clip(whole, -steepest, steepest), 0.0)
    return out
