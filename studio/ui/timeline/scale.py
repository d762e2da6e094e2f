"""Time across, in pixels."""

from typing import Final

from studio.core.time import FrameRate, Seconds

NAMES: Final = 216
"""Pixels of the column on the left, in which everything is named."""
ORIGIN: Final = NAMES + 16
"""Pixels from the left at which the time is drawn that is the first in view: a key there is seen whole."""
_LEAST, _MOST = 0.2, 4000.0
"""Pixels to a second."""
_ZOOM: Final = 1.25


class TimeScale:
    """Where a time lies: ``left`` seconds stand at ``ORIGIN``, ``pixels`` make a second."""

    def __init__(self) -> None:
        self.left, self.pixels = 0.0, 80.0
        self._fitted = 0.0, 0.0

    def x(self, time: Seconds | float) -> float:
        """The place of a time."""
        return ORIGIN + (float(time) - self.left) * self.pixels

    def time_at(self, x: float) -> float:
        """The time at a place, seconds."""
        return (x - ORIGIN) / self.pixels + self.left

    def frame_at(self, x: float, rate: FrameRate) -> Seconds:
        """The time of the nearest frame."""
        return rate.time_of(max(0, round(self.time_at(x) * float(rate))))

    def zoom(self, turns: float, x: float) -> None:
        """Nearer or farther; what is at ``x`` stays there."""
        here = self.time_at(x)
        self.pixels = min(max(self.pixels * _ZOOM**turns, _LEAST), _MOST)
        self.left = max(0.0, here - (x - ORIGIN) / self.pixels)

    def pan(self, pixels: float) -> None:
        """Move what is shown to the right."""
        self.left = max(0.0, self.left - pixels / self.pixels)

    def fit(self, length: float, width: float) -> None:
        """All of so many seconds in a widget so wide."""
        if length > 0:
            self.pixels = min(max((width - NAMES - 24) / length, _LEAST), _MOST)
            self.left = 0.0
            self._fitted = self.pixels, width

    def is_fitted(self, width: float) -> bool:
        """Whether all is seen as it was when it was fitted into that width: nobody zoomed or panned since."""
        return self.left == 0.0 and (self.pixels, width) == self._fitted
