"""A line of keys for every curve of the hand."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from studio.ui.timeline.lanes.keys import Diamonds, keys_across, keys_at
from studio.ui.timeline.lanes.lane import Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Key, Shown
from studio.ui.unit_words import said

LINE: Final = 20


class Curves(Lane):
    """As many lines as there are curves, or none while they are folded.

    Attributes:
        is_open: they are not folded.
    """

    def __init__(self, page: Page, diamonds: Diamonds) -> None:
        super().__init__(page)
        self.is_open = True
        self._diamonds = diamonds

    @property
    def slots(self) -> list[str]:
        """Which curves have a line, from the top."""
        return list(self.page.shown.curves) if self.is_open else []

    @property
    def height(self) -> int:
        return LINE * len(self.slots)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        seen = painter.clipBoundingRect()
        for i, slot in enumerate(self.slots):
            y = self._middle(i)
            if seen.top() - LINE < y < seen.bottom() + LINE:
                self.paint_line(painter, y, NAMES)
                self._diamonds.paint(painter, y, self.page.times.of(slot), slot)

    def paint_names(self, painter: QPainter) -> None:
        for i, slot in enumerate(self.slots):
            self.paint_name(painter, said(slot), self.top + i * LINE, LINE, 20)

    def at(self, place: QPointF) -> frozenset[Key] | None:
        """The key under the pointer."""
        slot = self.slots[int((place.y() - self.top) // LINE)]
        return keys_at(self.page, place.x(), self.page.times.of(slot), [slot]) or None

    def keys_in(self, box: QRectF) -> set[Key]:
        """Those of the lines whose middle is in the box."""
        inside = (slot for i, slot in enumerate(self.slots) if box.top() <= self._middle(i) <= box.bottom())
        return {key for slot in inside for key in keys_across(self.page, slot, box)}

    def _middle(self, line: int) -> float:
        return self.top + line * LINE + LINE / 2
