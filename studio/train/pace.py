"""How long a training lasts and how fast it learns meanwhile: its length, its clock, its learning rates."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

_GAP = 60.0
"""Seconds that may lie between two looks at a clock: what is more was a pause."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A learning rate over a training.

    Attributes:
        rate: the highest.
        shape: how it goes on after the rise: half a cosine or a straight line down to ``end``, or level.
        rise: steps over which it grows from nothing.
        end: what is left of it at the end, as a part of ``rate``.
    """

    rate: float
    shape: Literal["cosine", "linear", "constant"] = "cosine"
    rise: int = 0
    end: float = 0.01

    def at(self, done: float, step: int) -> float:
        """The rate of ``step`` (0, 1 …), when ``done`` of the training (0–1) lies behind."""
        return self.rate * min(1.0, (step + 1) / max(self.rise, 1)) * self._left(min(max(done, 0.0), 1.0))

    def _left(self, done: float) -> float:
        if self.shape == "constant":
            return 1.0
        high = 0.5 + 0.5 * math.cos(math.pi * done) if self.shape == "cosine" else 1 - done
        return self.end + (1 - self.end) * high


@dataclass(frozen=True, slots=True)
class Length:
    """When a training is done: after so many steps or minutes of work, whichever comes first.

    Attributes:
        sitting: minutes after which one run ends although the training is not done; a later run goes on.
    """

    steps: int | None = None
    minutes: float | None = None
    sitting: float | None = None

    def done(self, steps: int, seconds: float) -> float:
        """How much of the training lies behind, 0–1."""
        by_steps = steps / self.steps if self.steps else 0.0
        by_time = seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(by_steps, by_time))

    def is_sat_out(self, seconds: float) -> bool:
        """Whether a run that has worked for so many seconds should end."""
        return self.sitting is not None and seconds >= 60 * self.sitting


class Clock:
    """Seconds of work: while the machine sleeps or the training is paused, hardly any pass.

    Args:
        now: seconds since some instant; a test gives its own.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.go_on(0.0)

    def go_on(self, spent: float) -> None:
        """Count from here, ``spent`` seconds having passed in earlier runs."""
        self._last, self._spent = self._now(), spent

    def seconds(self) -> float:
        """All that was spent, if asked at every step: a gap counts as a minute at most."""
        now = self._now()
        self._spent += min(now - self._last, _GAP)
        self._last = now
        return self._spent
