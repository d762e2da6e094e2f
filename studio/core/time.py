"""Exact time: seconds, frame rates and half-open ranges as fractions, so that 30000/1001 stays itself."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from studio.core.numbers import Number, exact
from studio.core.words import Said

Seconds = Fraction
"""A point in time or a length of time, exact, in seconds."""


def seconds(value: Number) -> Seconds:
    """Give ``value`` as exact seconds; a float is taken to the nearest microsecond.

    Raises:
        ValueError: it is written as no number is, or not finite.
    """
    number = exact(value)
    return Fraction(round(number * 1_000_000), 1_000_000) if isinstance(value, float) else number


@dataclass(frozen=True, slots=True, order=True)
class FrameRate:
    """Frames per second, exact: ``FrameRate(Fraction(30000, 1001))``.

    Raises:
        ValueError: the rate is not positive.
    """

    fps: Fraction

    def __post_init__(self) -> None:
        if self.fps <= 0:
            raise ValueError(Said("a frame rate is positive, not {0}", self.fps))

    @classmethod
    def of(cls, value: Number) -> "FrameRate":
        """Read 25, "25", "30000/1001" or 29.97 (the broadcast rates by their rounded names).

        Raises:
            ValueError: it is written as no number is, or not positive.
        """
        number = exact(value)
        if isinstance(value, float) or (isinstance(value, str) and ("." in value or "," in value)):
            return cls(_broadcast(float(number)) or number.limit_denominator(1001))
        return cls(number)

    def time_of(self, index: int) -> Seconds:
        """The time at which frame ``index`` begins."""
        return Fraction(index) / self.fps

    def index_at(self, time: Seconds) -> int:
        """The frame that is on screen at ``time``."""
        return math.floor(time * self.fps)

    def count_in(self, length: Seconds) -> int:
        """How many frames begin within a length of time that starts on a frame."""
        return max(0, math.ceil(length * self.fps))

    def __float__(self) -> float:
        return float(self.fps)

    def __str__(self) -> str:
        return str(self.fps)


def _broadcast(rounded: float) -> Fraction | None:
    rates = (Fraction(nominal * 1000, 1001) for nominal in (24, 30, 48, 60, 120))
    return next((rate for rate in rates if abs(rounded - float(rate)) < 0.006), None)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Half-open: ``start <= t < end``.

    Raises:
        ValueError: it ends before it starts.
    """

    start: Seconds
    end: Seconds

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(Said("a range can't end ({0}) before it starts ({1})", self.end, self.start))

    @property
    def length(self) -> Seconds:
        return self.end - self.start

    def holds(self, time: Seconds) -> bool:
        return self.start <= time < self.end

    def moved(self, by: Seconds) -> "TimeRange":
        return TimeRange(self.start + by, self.end + by)

    def frames(self, rate: FrameRate) -> Iterator[int]:
        """Indices of the frames that begin in the range."""
        first = math.ceil(self.start * rate.fps)
        while rate.time_of(first) < self.end:
            yield first
            first += 1
