"""What every lane is drawn on and every hand measures by: colours, scale, size, and what is selected."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize

from studio.core.time import Seconds
from studio.ui.theme import Theme
from studio.ui.timeline.scale import TimeScale
from studio.ui.timeline.shown import NOTHING, Key, KeyTimes

NEAR: Final = 6.0
"""Pixels within which a time catches what is dragged, and a key is taken hold of."""


class Page:
    """The ground of the timeline.

    Attributes:
        shown: the project's time.
        times: of the keys of its curves.
        picked: the keys that are selected; they are drawn ``by`` seconds from where they are.
    """

    def __init__(self, theme: Theme, size: Callable[[], QSize]) -> None:
        self.theme = theme
        self.scale = TimeScale()
        self.shown = NOTHING
        self.times = KeyTimes()
        self.picked: set[Key] = set()
        self.by = Seconds(0)
        self._size = size

    @property
    def width(self) -> int:
        return self._size().width()

    @property
    def height(self) -> int:
        return self._size().height()

    @property
    def picked_by_slot(self) -> dict[str, tuple[Seconds, ...]]:
        """The times of the keys that are selected."""
        out: dict[str, tuple[Seconds, ...]] = {}
        for slot, time in sorted(self.picked):
            out[slot] = (*out.get(slot, ()), time)
        return out

    def frame_at(self, x: float) -> Seconds:
        """The time of the nearest frame."""
        return self.scale.frame_at(x, self.shown.rate)

    def caught(self, x: float) -> Seconds:
        """On a frame, or on a phoneme or a marker that is near."""
        speech = self.shown.speech
        times = [] if speech is None else [phoneme.range.start for phoneme in speech.phonemes]
        times += [marker.time for marker in self.shown.markers]
        away, time = min(((abs(self.scale.x(t) - x), t) for t in times), default=(NEAR, Seconds(0)))
        return time if away < NEAR else self.frame_at(x)

    def caught_frame(self, x: float) -> Seconds:
        """The frame nearest to that."""
        rate = self.shown.rate
        return rate.time_of(max(0, round(self.caught(x) * rate.fps)))
