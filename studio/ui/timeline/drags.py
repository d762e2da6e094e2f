"""What a hand holds on the timeline, from where it is taken to where it is let go."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from studio.core.time import Seconds
from studio.core.timeline import Marker
from studio.ui.timeline.lanes.lane import GRIP, Boundary, Kind, PickedEnd, RangeEnd
from studio.ui.timeline.page import Page
from studio.ui.timeline.shown import Shown
from studio.ui.words import percent

_STILL: Final = 2.0
"""Pixels: less is no drag."""
_NO_TIME: Final = Seconds(0)

Stretches = Callable[[dict[str, tuple[Seconds, ...]], Seconds, Fraction], None]
MovesKeys = Callable[[dict[str, tuple[Seconds, ...]], Seconds, bool], None]


class Drag:
    """A hand that holds something."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._told: tuple[QPointF, str] | None = None

    def move(self, event: QMouseEvent) -> None:
        """The hand moved."""

    def release(self) -> None:
        """It lets go: what it tried is asked for."""

    def cancel(self) -> None:
        """It never was there."""

    def is_over(self) -> bool:
        """What it held is no more."""
        return False

    def tried(self, shown: Shown) -> Shown:
        """What is shown as it would be if the hand let go."""
        return shown

    def paint(self, painter: QPainter) -> None:
        """Draw what it does over the lanes."""

    def paint_told(self, painter: QPainter) -> None:
        """Draw how far it is, in numbers, beside the pointer."""
        if self._told is None:
            return
        (place, text), theme = self._told, self._page.theme
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-6, -3, 6, 3)
        left = min(place.x() + 12, self._page.width - box.width())
        box.moveTopLeft(QPointF(left, max(place.y() - 26, 0)))
        painter.fillRect(box, theme.colour("raised"))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _tell(self, event: QMouseEvent, text: str) -> None:
        self._told = (event.position(), text)


class Pan(Drag):
    """The page itself."""

    def __init__(self, page: Page, place: QPointF, panned: Callable[[QPointF], None]) -> None:
        super().__init__(page)
        self._last, self._panned = place, panned

    def move(self, event: QMouseEvent) -> None:
        moved, self._last = event.position() - self._last, event.position()
        self._panned(moved)


class Scrub(Drag):
    """The playhead; with Alt it passes by what would catch it."""

    def __init__(self, page: Page, scrubbed: Callable[[Seconds], None]) -> None:
        super().__init__(page)
        self._scrubbed = scrubbed

    def move(self, event: QMouseEvent) -> None:
        x = event.position().x()
        fine = event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._scrubbed(self._page.frame_at(x) if fine else self._page.caught_frame(x))


class _TimeDrag(Drag):
    """Something that stands at a time."""

    def __init__(self, page: Page, time: Seconds) -> None:
        super().__init__(page)
        self._to = time

    def move(self, event: QMouseEvent) -> None:
        self._to = self._time_at(event.position().x())
        self._tell(event, self._told_time())

    def _told_time(self) -> str:
        return self._page.told(self._to)

    def _time_at(self, x: float) -> Seconds:
        return self._page.caught_frame(x)


class RangeDrag(_TimeDrag):
    """An end of the range."""

    def __init__(self, page: Page, end: RangeEnd, moved: Callable[[Seconds, Seconds], None]) -> None:
        super().__init__(page, end.time)
        self._name, self._moved = end.name, moved

    def release(self) -> None:
        span, to = self._page.shown.span, self._to
        if self._name == "start" and to != span.start:
            self._moved(min(to, span.end), span.end)
        elif self._name == "end" and to != span.end:
            self._moved(span.start, max(to, span.start))


class MarkerDrag(_TimeDrag):
    """A marker."""

    def __init__(self, page: Page, marker: Marker, moved: Callable[[Seconds, Seconds], None]) -> None:
        super().__init__(page, marker.time)
        self._from, self._moved = marker.time, moved

    def tried(self, shown: Shown) -> Shown:
        moved = (replace(m, time=self._to) if m.time == self._from else m for m in shown.markers)
        return replace(shown, markers=tuple(moved))

    def release(self) -> None:
        if self._to != self._from:
            self._moved(self._from, self._to)


class BoundaryDrag(_TimeDrag):
    """The end of a word or phoneme: nothing catches it."""

    def __init__(
        self, page: Page, boundary: Boundary, moved: Callable[[Kind, Seconds, Seconds], None]
    ) -> None:
        super().__init__(page, boundary.time)
        self._boundary, self._moved = boundary, moved

    def is_over(self) -> bool:
        speech = self._page.shown.speech
        return speech is None or self._boundary.time not in speech.boundaries(self._boundary.kind)

    def tried(self, shown: Shown) -> Shown:
        if shown.speech is None:
            return shown
        boundary = self._boundary
        return replace(shown, speech=shown.speech.moved(boundary.kind, boundary.time, self._to))

    def release(self) -> None:
        if self._to != self._boundary.time:
            self._moved(self._boundary.kind, self._boundary.time, self._to)

    def _told_time(self) -> str:
        return f"{float(self._to):.3f} s"

    def _time_at(self, x: float) -> Seconds:
        return Seconds(max(self._page.scale.time_at(x), 0.0)).limit_denominator(1000)


class KeyDrag(Drag):
    """The keys that are selected, or with Alt copies of them.

    ``dragged`` and ``moved`` are given slot → times, by how many seconds, as copies.
    """

    def __init__(
        self, page: Page, place: QPointF, time: Seconds, dragged: MovesKeys, moved: MovesKeys
    ) -> None:
        super().__init__(page)
        self._from, self._time = place, time
        self._dragged, self._moved = dragged, moved
        self._copies = False

    def move(self, event: QMouseEvent) -> None:
        page, moved = self._page, event.position().x() - self._from.x()
        by = page.caught(page.scale.x(self._time) + moved, by_keys=True) - self._time
        by = _NO_TIME if abs(moved) < _STILL else by
        page.by = max(by, -min((time for _, time in page.picked), default=_NO_TIME))
        self._copies = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._tell(event, page.told_length(page.by, signed=True))
        self._dragged(page.picked_by_slot, page.by, self._copies)

    def release(self) -> None:
        page = self._page
        keys, by = page.picked_by_slot, page.by
        if not by:
            self.cancel()
            return
        page.picked, page.by = {(slot, time + by) for slot, time in page.picked}, _NO_TIME
        self._moved(keys, by, self._copies)

    def cancel(self) -> None:
        self._page.by = _NO_TIME
        self._dragged({}, _NO_TIME, False)


class StretchDrag(Drag):
    """An end of what is selected; the other end stays.

    ``dragged`` and ``stretched`` are given slot → times, the time that stays, and how many times as long.
    """

    def __init__(self, page: Page, end: PickedEnd, dragged: Stretches, stretched: Stretches) -> None:
        super().__init__(page)
        self._end, self._dragged, self._stretched = end, dragged, stretched
        self._factor = Fraction(1)

    def move(self, event: QMouseEvent) -> None:
        page, end = self._page, self._end
        span, frame = end.time - end.about, page.shown.rate.time_of(1)
        beyond = GRIP if span > 0 else -GRIP
        to = page.caught_frame(event.position().x() - beyond, by_keys=True) - end.about
        to = max(to, frame) if span > 0 else min(to, -frame)
        self._factor = to / span
        page.stretch = end.about, self._factor
        self._tell(event, f"{percent(float(self._factor))}   {page.told_length(abs(to))}")
        self._dragged(page.picked_by_slot, end.about, self._factor)

    def release(self) -> None:
        keys, self._page.stretch = self._page.picked_by_slot, None
        if self._factor == 1:
            self.cancel()
        else:
            self._stretched(keys, self._end.about, self._factor)

    def cancel(self) -> None:
        self._page.stretch = None
        self._dragged({}, self._end.about, Fraction(1))


class BoxDrag(Drag):
    """A box around keys."""

    def __init__(self, page: Page, place: QPointF, drawn: Callable[[QRectF], None]) -> None:
        super().__init__(page)
        self._from, self._drawn = place, drawn
        self._box: QRectF | None = None

    def move(self, event: QMouseEvent) -> None:
        self._box = QRectF(self._from, event.position()).normalized()

    def paint(self, painter: QPainter) -> None:
        if self._box is not None:
            painter.setPen(QPen(self._page.theme.colour("yours"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._box)

    def release(self) -> None:
        if self._box is not None:
            self._drawn(self._box)
