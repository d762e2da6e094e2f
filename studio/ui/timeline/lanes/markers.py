"""Markers: a name at a time, on the ruler."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from studio.core.timeline import Marker
from studio.ui.timeline.lanes.lane import EDGE, Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.shown import Shown

_HEIGHT: Final = 15


class Markers(Lane):
    """They lie over the ruler, and their lines over all that is below."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, height=_HEIGHT)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        for marker in shown.markers:
            self._paint_one(painter, marker)

    def _paint_one(self, painter: QPainter, marker: Marker) -> None:
        theme, x = self.page.theme, self.page.scale.x(marker.time)
        painter.setPen(QPen(theme.colour("yours"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.page.height))
        wide = painter.fontMetrics().horizontalAdvance(marker.name) + 8
        painter.fillRect(QRectF(x, 0, wide, _HEIGHT), theme.colour("yours"))
        painter.setPen(theme.colour("onyours"))
        painter.drawText(QPointF(x + 4, 12), marker.name)

    def at(self, place: QPointF) -> Marker | None:
        """The marker whose beginning is there."""
        if place.y() >= _HEIGHT:
            return None
        x = self.page.scale.x
        here = (m for m in self.page.shown.markers if -EDGE <= place.x() - x(m.time) <= 3 * EDGE)
        return next(here, None)
