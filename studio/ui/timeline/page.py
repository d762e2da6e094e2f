"""What every lane is drawn on and every hand measures by: colours, scale, size, and what is selected."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QSize

from studio.core.clock import FORMS, Form, told_length, told_time
from studio.core.time import Seconds
from studio.ui.theme import Theme
from studio.ui.timeline.scale import TimeScale
from studio.ui.timeline.shown import MOST, NOTHING, Key, KeyTimes, Shown

NEAR: Final = 6.0
"""Pixels within which a time catches what is dragged, and a key is taken hold of."""


class Page:
    """The ground of the timeline.

    Attributes:
        shown: the project's time.
        times: of the keys of its curves. ``track_times``: of its tracks.
        snaps: what is dragged is caught by what it comes near, not by frames alone.
        playhead: where that stands.
        form: how times are written.
        picked: the keys that are selected; they are drawn ``by`` seconds from where they are, or so many
            times as far from a time: ``stretch``.
    """

    def __init__(self, theme: Theme, size: Callable[[], QSize]) -> None:
        self.theme = theme
        self.scale = TimeScale()
        self.shown = NOTHING
        self.times = KeyTimes()
        self.track_times = KeyTimes()
        self.snaps = True
        self.playhead = Seconds(0)
        self.form: Form = FORMS[0]
        self.picked: set[Key] = set()
        self.by = Seconds(0)
        self.stretch: tuple[Seconds, Fraction] | None = None
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

    def told(self, time: Seconds) -> str:
        """A time as it is written."""
        return told_time(time, self.shown.rate, self.form)

    def told_length(self, length: Seconds, *, signed: bool = False) -> str:
        """How long something is, as it is written."""
        return told_length(length, self.shown.rate, self.form, signed=signed)

    def placed(self, time: Seconds) -> Seconds:
        """Where a selected key is drawn while it is dragged."""
        if self.stretch is None:
            return time + self.by
        about, factor = self.stretch
        return about + (time - about) * factor

    def frame_at(self, x: float) -> Seconds:
        """The time of the nearest frame."""
        return self.scale.frame_at(x, self.shown.rate)

    def show(self, shown: Shown) -> None:
        """Another time, or the same one."""
        self.shown = shown
        self.times.show(shown.curves)
        self.track_times.show({track.name: track.curve for track in shown.tracks})

    def caught(self, x: float, *, by_keys: bool = False) -> Seconds:
        """On a frame, or on what is near: the playhead, an end of the range, a phoneme, a marker.

        Args:
            by_keys: keys that are not dragged catch it, too.
        """
        if not self.snaps:
            return self.frame_at(x)
        away, time = min(
            ((abs(self.scale.x(t) - x), t) for t in self._catching(by_keys)), default=(NEAR, Seconds(0))
        )
        return time if away < NEAR else self.frame_at(x)

    def _catching(self, by_keys: bool) -> Iterator[Seconds]:
        shown = self.shown
        if shown.speech is not None:
            yield from (phoneme.range.start for phoneme in shown.speech.phonemes)
        yield from (marker.time for marker in shown.markers)
        if by_keys:
            yield from (self.playhead, shown.span.start, shown.span.end)
            yield from self._keys_at_rest()

    def _keys_at_rest(self) -> Iterator[Seconds]:
        """Times of keys that are not selected; of very many none."""
        if len(self.times.all) <= MOST:
            for slot, curve in self.shown.curves.items():
                yield from (key.time for key in curve.keyframes if (slot, key.time) not in self.picked)

    def caught_frame(self, x: float, *, by_keys: bool = False) -> Seconds:
        """The frame nearest to that."""
        rate = self.shown.rate
        return rate.time_of(max(0, round(self.caught(x, by_keys=by_keys) * rate.fps)))
