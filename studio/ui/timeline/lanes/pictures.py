"""Pictures of the video, each where its time is."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

from studio.ui.timeline.lanes.lane import Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown
from studio.ui.words import translate

_HEIGHT: Final = 40


class Pictures(Lane):
    """A lane that is there for a video only."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, translate("TimelineView", "Video"), _HEIGHT)
        self._pictures: list[tuple[float, QPixmap]] = []

    @property
    def height(self) -> int:
        return _HEIGHT if self.page.shown.is_video else 0

    def show_pictures(self, pictures: list[tuple[float, QImage]]) -> None:
        """Other ones, each from its time on, seconds."""
        self._pictures = [(time, QPixmap.fromImage(image)) for time, image in pictures]

    def paint(self, painter: QPainter, shown: Shown) -> None:
        if not shown.is_video:
            return
        painter.setClipRect(QRectF(NAMES, self.top, self.page.width, _HEIGHT))
        high, edge = _HEIGHT - 4, -1.0
        for time, picture in self._pictures:
            x = self.page.scale.x(time)
            if x >= edge:
                wide = picture.width() * high / max(picture.height(), 1)
                painter.drawPixmap(QRectF(x, self.top + 2, wide, high), picture, QRectF(picture.rect()))
                edge = x + wide
        painter.setClipping(False)

    def paint_names(self, painter: QPainter) -> None:
        if self.height:
            super().paint_names(painter)
