"""The playhead, over all lanes."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from studio.core.time import Seconds
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES

_TOP = 15
"""Pixels from the top: below the ruler's numbers."""


class Playhead:
    """Where it stands in time."""

    def __init__(self, page: Page) -> None:
        self.time = Seconds(0)
        self._page = page

    def is_seen(self) -> bool:
        """Whether it stands on the page, and not at its very right."""
        return NAMES <= self._page.scale.x(self.time) <= self._page.width - 20

    def paint(self, painter: QPainter) -> None:
        """A line from top to bottom, with a head."""
        x, ink = self._page.scale.x(self.time), self._page.theme.colour("text")
        if x < NAMES:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x, _TOP), QPointF(x, self._page.height))
        painter.setBrush(ink)
        head = (QPointF(x - 5, _TOP), QPointF(x + 5, _TOP), QPointF(x, _TOP + 8))
        painter.drawPolygon(QPolygonF(head))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
