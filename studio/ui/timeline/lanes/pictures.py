"""Pictures of the video, each where its time is."""

from bisect import bisect_right
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
        self._end = 0.0

    @property
    def height(self) -> int:
        return _HEIGHT if self.page.shown.is_video else 0

    def show_pictures(self, pictures: list[tuple[float, QImage]], end: float) -> None:
        """Other ones, each from its time on, seconds; the last one until ``end``."""
        self._end = end
        self._pictures = [(time, QPixmap.fromImage(image)) for time, image in pictures]

    def paint(self, painter: QPainter, shown: Shown) -> None:
        if not shown.is_video:
            return
        painter.setClipRect(QRectF(NAMES, self.top, self.page.width, _HEIGHT))
        if self._pictures:
            self._paint_strip(painter)
        painter.setClipping(False)

    def _paint_strip(self, painter: QPainter) -> None:
        """One picture beside the other, without a gap: in each place the last one from before it."""
        scale, high = self.page.scale, _HEIGHT - 4
        times, first = [time for time, _ in self._pictures], self._pictures[0][1]
        wide = max(first.width() * high / max(first.height(), 1), 4.0)
        x, end = scale.x(times[0]), min(scale.x(self._end), float(self.page.width))
        x += max(int((NAMES - x) / wide), 0) * wide
        while x < end:
            picture = self._pictures[max(bisect_right(times, scale.time_at(x)) - 1, 0)][1]
            part = min(wide, end - x) / wide
            seen = QRectF(0, 0, picture.width() * part, picture.height())
            painter.drawPixmap(QRectF(x, self.top + 2, wide * part, high), picture, seen)
            painter.fillRect(QRectF(x, self.top + 2, 1, high), self.page.theme.colour("field"))
            x += wide

    def paint_names(self, painter: QPainter) -> None:
        if self.height:
            super().paint_names(painter)
