"""Exact time: seconds, frame rates and half-open ranges as fractions, so that 30000/1001 stays itself."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from studio.core.words import Said

_Number = int | float | str | Fraction

Seconds = Fraction
"""A point in time or a length of time, exact, in seconds."""

_WRITTEN = re.compile(r"\s*[+-]?(\d{1,60}(/\d{1,60})?|\d{0,60}\.?\d{0,60}(e[+-]?\d{1,2})?)\s*", re.IGNORECASE)


def exact(value: _Number) -> Fraction:
    """The number as a fraction, if it is of a size that anybody would write.

    Raises:
        ValueError: it is none, or a few characters that stand for more digits than fit into memory.
        ZeroDivisionError: it is a ratio to zero.
    """
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError(Said("“{0}” is no number", value[:40]))
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(Said("“{0}” is no number", value))
    return Fraction(value)


def seconds(value: _Number) -> Seconds:
    """Give ``value`` as exact seconds; a float is taken to the nearest microsecond."""
    if isinstance(value, float):
        return Fraction(round(exact(value) * 1_000_000), 1_000_000)
    return exact(value)


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
    def of(cls, value: _Number) -> "FrameRate":
        """Read 25, "25", "30000/1001" or 29.97 (the broadcast rates by their rounded names)."""
        if isinstance(value, float) or (isinstance(value, str) and "." in value):
            rounded = float(exact(value))
            for nominal in (24, 30, 48, 60, 120):
                broadcast = Fraction(nominal * 1000, 1001)
                if abs(rounded - float(broadcast)) < 0.006:
                    return cls(broadcast)
            return cls(exact(value).limit_denominator(1001))
        return cls(exact(value))

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
