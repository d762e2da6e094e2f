"""All lanes, one below another: those of the speech stay where they are, layers and curves scroll below."""

from itertools import chain

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from studio.ui.timeline.lanes.curves import LINE, Curves
from studio.ui.timeline.lanes.keys import Diamonds
from studio.ui.timeline.lanes.lane import Found, Lane
from studio.ui.timeline.lanes.layers import Layers
from studio.ui.timeline.lanes.lines import Lines
from studio.ui.timeline.lanes.pictures import Pictures
from studio.ui.timeline.lanes.ruler import Ruler
from studio.ui.timeline.lanes.sound import Sound
from studio.ui.timeline.lanes.spoken import Phonemes, Words
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Key, Shown


class Lanes:
    """Where each lane is.

    Attributes:
        below: where the part begins that scrolls.
        down: how far it is scrolled: by whole lines, so that none is cut at the top.
        wanted: how far it was asked to be, to the pixel.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._diamonds = Diamonds(page)
        self.ruler, self.pictures = Ruler(page), Pictures(page)
        self.words, self.phonemes, self.sound = Words(page), Phonemes(page), Sound(page)
        self.lines = Lines(page)
        self.layers, self.curves = Layers(page, self._diamonds), Curves(page, self._diamonds)
        self._still: tuple[Lane, ...] = (
            self.ruler, self.pictures, self.lines, self.words, self.phonemes, self.sound,
        )  # fmt: skip
        self._scrolled: tuple[Lane, ...] = (self.layers, self.curves)
        self.below = self.down = self.wanted = 0.0
        self.scroll(0.0)

    def scroll(self, by: float) -> None:
        """Layers and curves farther up, as far as there are any; all lanes have their place then."""
        self.below = _lay(self._still, 0.0)
        self.wanted = min(max(self.wanted + by, 0.0), self.hidden)
        self._lie(0.0)
        tops = sorted((*self.layers.tops, *self.curves.tops))
        self._lie(next((top - self.below for top in tops if top - self.below >= self.wanted - 0.5), 0.0))

    def _lie(self, down: float) -> None:
        self.down = down
        self.layers.top, self.layers.gap = self.below - down, self.curves.height
        self.curves.top = self.layers.gap_top

    @property
    def hidden(self) -> float:
        """How much of layers and curves finds no room: as far as they can be scrolled."""
        return max(sum(lane.height for lane in self._scrolled) - self.scrolled_part.height(), 0.0)

    def bring(self, middle: float) -> None:
        """Scroll a line of keys into view, if it is not there; ``middle``: how far down its middle is."""
        part = self.scrolled_part
        above, beneath = part.top() - (middle - LINE / 2), middle + LINE / 2 - part.bottom()
        self.scroll(-above if above > 0 else max(beneath, 0.0))

    def restyle(self) -> None:
        """The theme is another one."""
        self._diamonds.cut()

    def paint(self, painter: QPainter, shown: Shown) -> None:
        """Draw what is shown, with what a hand tries out."""
        for lane in self._still:
            lane.paint(painter, shown)
        painter.setClipRect(self.scrolled_part)
        for lane in self._scrolled:
            lane.paint(painter, shown)
        painter.setClipping(False)

    def paint_names(self, painter: QPainter) -> None:
        """Draw the column on the left."""
        page = self._page
        painter.fillRect(QRectF(0, self.ruler.height, NAMES, page.height), page.theme.colour("panel"))
        for lane in self._still:
            lane.paint_names(painter)
        painter.setClipRect(self.scrolled_part)
        for lane in self._scrolled:
            lane.paint_names(painter)
        painter.setClipping(False)
        painter.setPen(QPen(page.theme.colour("line"), 1))
        painter.drawLine(QPointF(NAMES, 0), QPointF(NAMES, page.height))

    @property
    def scrolled_part(self) -> QRectF:
        """Outside of it layers and curves are not seen."""
        return QRectF(0, self.below, self._page.width, self._page.height - self.below)

    def at(self, place: QPointF) -> Found | None:
        """What a hand can take hold of at a place."""
        lanes = self._still if place.y() < self.below else (self.curves,)
        there = (lane for lane in lanes if lane.top <= place.y() < lane.top + lane.height)
        lane = next(there, self.layers if place.y() >= self.below else None)
        return None if lane is None else lane.at(place)

    def keys_in(self, box: QRectF) -> set[Key]:
        """The keys that a box touches."""
        return set(chain.from_iterable(lane.keys_in(box) for lane in self._scrolled))


def _lay(lanes: tuple[Lane, ...], top: float) -> float:
    """Give each lane its place; what is below the last."""
    for lane in lanes:
        lane.top, top = top, top + lane.height
    return top
