"""What a lane is: it knows how high it is, draws itself, and tells what lies at a place in it."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.core.time import Seconds
from studio.core.timeline import Marker
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Key, Shown

EDGE: Final = 4.0
"""Pixels from a boundary or an end within which it is taken hold of."""
GRIP: Final = 11
"""Pixels from an end of what is selected to the grip that stretches it."""

Kind = Literal["word", "phoneme"]


@dataclass(frozen=True, slots=True)
class RangeEnd:
    """Where the range starts or ends."""

    name: Literal["start", "end"]
    time: Seconds


@dataclass(frozen=True, slots=True)
class PickedEnd:
    """The first or the last of the keys that are selected, where they can be stretched.

    Attributes:
        time: when it is. ``about``: when the one at the other end is, which stays.
    """

    time: Seconds
    about: Seconds


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a word or phoneme begins or ends."""

    kind: Kind
    time: Seconds


Part = Literal["body", "start", "end", "fade_in", "fade_out"]


@dataclass(frozen=True, slots=True)
class LineGrip:
    """A line of a dub, by its id, and where it is taken hold of."""

    line: str
    part: Part


Found = RangeEnd | Boundary | Marker | LineGrip | frozenset[Key] | PickedEnd
"""What a hand can take hold of; keys are never none."""


class Lane:
    """A lane of one height across the timeline. ``top`` is given to it where lanes are laid out."""

    def __init__(self, page: Page, name: str = "", height: int = 0) -> None:
        self.page, self.name, self.top = page, name, 0.0
        self._height = height

    @property
    def height(self) -> int:
        """Pixels; none if it has nothing to show."""
        return self._height

    def paint(self, painter: QPainter, shown: Shown) -> None:
        """Draw what is shown, with what a hand tries out."""

    def paint_names(self, painter: QPainter) -> None:
        """Draw what stands on the left."""
        self.paint_name(painter, self.name, self.top, self.height, 8)

    def at(self, place: QPointF) -> Found | None:
        """What a hand can take hold of at a place of this lane."""
        return None

    def keys_in(self, box: QRectF) -> set[Key]:
        """The keys that a box touches."""
        return set()

    def paint_name(
        self,
        painter: QPainter,
        name: str,
        top: float,
        height: int,
        left: int,
        right: int = 0,
        *,
        faint: bool = False,
    ) -> None:
        """Draw a name, with some room free to its right, and the line below it."""
        painter.setPen(self.page.theme.colour("faint" if faint else "text"))
        box = QRectF(left, top, NAMES - left - 4 - right, height)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        self.paint_line(painter, top + height)

    def paint_line(self, painter: QPainter, y: float, left: int = 0) -> None:
        """Draw a line across."""
        painter.setPen(QPen(self.page.theme.colour("line"), 1))
        painter.drawLine(QPointF(left, y), QPointF(self.page.width, y))
