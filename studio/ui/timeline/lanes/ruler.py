"""The ruler: the range, what of it is drawn already, the time in numbers, and markers."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from studio.core.time import TimeRange
from studio.ui.timeline.lanes.lane import EDGE, Found, Lane, RangeEnd
from studio.ui.timeline.lanes.markers import Markers
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown

HEIGHT: Final = 24
_TICKS: Final = (0.04, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_FRAMES: Final = (1, 2, 5, 10, 20)
_APART, _FAR_APART = 64, 96
"""Pixels from one number to the next at least, and of timecode."""


class Ruler(Lane):
    """The uppermost lane; its ticks and markers run down through all others.

    Attributes:
        cached: stretches of which the pictures are ready, seconds.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page, height=HEIGHT)
        self.cached: list[tuple[float, float]] = []
        self._markers = Markers(page)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        page = self.page
        painter.fillRect(QRectF(0, 0, page.width, HEIGHT), page.theme.colour("panel"))
        painter.setClipRect(QRectF(NAMES, 0, page.width, page.height))
        self._paint_range(painter, shown.span)
        self._paint_ticks(painter)
        self._markers.paint(painter, shown)
        painter.setClipping(False)

    def paint_names(self, painter: QPainter) -> None:
        """A ruler has no name."""

    def _paint_range(self, painter: QPainter, span: TimeRange) -> None:
        theme, scale = self.page.theme, self.page.scale
        start, end = scale.x(span.start), scale.x(span.end)
        painter.fillRect(QRectF(start, HEIGHT - 4, max(end - start, 0), 4), theme.colour("line"))
        for first, last in self.cached:
            x = scale.x(first)
            painter.fillRect(QRectF(x, HEIGHT - 3, scale.x(last) - x, 2), theme.colour("made"))
        for x in (start, end) if end > start else ():
            painter.fillRect(QRectF(x - 1, HEIGHT - 8, 2, 8), theme.colour("text"))

    def _paint_ticks(self, painter: QPainter) -> None:
        theme, scale = self.page.theme, self.page.scale
        step = self._step()
        for i in range(int(scale.left / step), int(scale.time_at(self.page.width) / step) + 2):
            x = scale.x(i * step)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, 14), QPointF(x, self.page.height))
            text = self._told(i, step)
            if x + 4 + painter.fontMetrics().horizontalAdvance(text) <= self.page.width:  # half a number lies
                painter.setPen(theme.colour("faint"))
                painter.drawText(QPointF(x + 4, 14), text)

    def _step(self) -> float:
        """Seconds from one number to the next."""
        page = self.page
        rate, apart = float(page.shown.rate), _APART if page.form != "timecode" else _FAR_APART
        counts = page.form != "seconds"
        ticks = (*(n / rate for n in _FRAMES if n < rate), *_TICKS[4:]) if counts else _TICKS
        return next((t for t in ticks if t * page.scale.pixels >= apart), ticks[-1])

    def _told(self, number: int, step: float) -> str:
        rate = self.page.shown.rate
        if self.page.form == "seconds":
            return _clock(number * step, step)
        return self.page.told(rate.time_of(round(number * step * float(rate))))

    def at(self, place: QPointF) -> Found | None:
        """A marker, or an end of the range."""
        marker = self._markers.at(place)
        if marker is not None or place.y() <= HEIGHT - 10:
            return marker
        span = self.page.shown.span
        ends = (RangeEnd("end", span.end), RangeEnd("start", span.start)) if span.length > 0 else ()
        return next((end for end in ends if abs(self.page.scale.x(end.time) - place.x()) <= EDGE), None)


def _clock(seconds: float, step: float) -> str:
    minutes, rest = divmod(seconds, 60)
    digits = 2 if step < 0.1 else 1 if step < 1 else 0
    return f"{int(minutes):02}:{rest:0{3 + digits if digits else 2}.{digits}f}"
