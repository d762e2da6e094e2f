"""Layers: a line for each, beside its head; in that in which the hand works are the keys of all curves."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.core.face import Performance
from studio.ui.timeline.heads import HEIGHT
from studio.ui.timeline.lanes.keys import Diamonds, keys_across, keys_at
from studio.ui.timeline.lanes.lane import EDGE, GRIP, Lane, PickedEnd
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES, ORIGIN
from studio.ui.timeline.shown import Key, Shown, ShownLayer


class Layers(Lane):
    """As many lines as there are layers.

    Attributes:
        gap: pixels that the lines of keys take below the layer in which the hand works.
    """

    def __init__(self, page: Page, diamonds: Diamonds) -> None:
        super().__init__(page)
        self._diamonds = diamonds
        self.gap = 0

    @property
    def height(self) -> int:
        return HEIGHT * len(self.page.shown.layers)

    @property
    def gap_top(self) -> float:
        """Where the lines are that belong to the layer in which the hand works: below it."""
        return self.top + HEIGHT * self._above_gap

    @property
    def _above_gap(self) -> int:
        layers = self.page.shown.layers
        return next((i + 1 for i, layer in enumerate(layers) if layer.is_chosen), len(layers))

    @property
    def tops(self) -> list[float]:
        """Where each layer's line begins."""
        above = self._above_gap
        count = len(self.page.shown.layers)
        return [self.top + HEIGHT * i + (self.gap if i >= above else 0) for i in range(count)]

    def top_of(self, name: str) -> float | None:
        """Where a layer's line begins; None for one that is not there."""
        found = zip(self.page.shown.layers, self.tops, strict=True)
        return next((top for layer, top in found if layer.name == name), None)

    def _chosen_top(self) -> float | None:
        """Where the line of the layer begins in which the hand works."""
        chosen = next((layer.name for layer in self.page.shown.layers if layer.is_chosen), None)
        return None if chosen is None else self.top_of(chosen)

    def named_at(self, place: QPointF) -> ShownLayer | None:
        """The layer whose line is at a place."""
        found = zip(self.page.shown.layers, self.tops, strict=True)
        return next((layer for layer, top in found if top <= place.y() < top + HEIGHT), None)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        for layer, top in zip(shown.layers, self.tops, strict=True):
            self._paint_layer(painter, layer, top)

    def _paint_layer(self, painter: QPainter, layer: ShownLayer, y: float) -> None:
        theme, middle = self.page.theme, y + HEIGHT / 2
        painter.fillRect(QRectF(NAMES, y, self.page.width, HEIGHT - 1), theme.colour("panel", 120))
        counts = layer.weight > 0 and not layer.mute
        if layer.is_chosen:
            self._paint_ends(painter, y)
            self._diamonds.paint(painter, middle, self.page.times.all)
        elif layer.keys is not None:
            painter.setOpacity(0.5)
            self._diamonds.paint(painter, middle, layer.keys, ())
            painter.setOpacity(1.0)
        elif layer.motion is not None:
            self._paint_motion(painter, layer.motion, y, theme.colour("made", 255 if counts else 90))

    def _paint_motion(self, painter: QPainter, motion: Performance, y: float, ink: QColor) -> None:
        """How much the face moves."""
        scale = self.page.scale
        moves = motion.channels.max(1) if len(motion) else np.zeros(0)
        xs = np.arange(NAMES, self.page.width, 2.0)
        frames = ((xs - ORIGIN) / scale.pixels + scale.left) * float(motion.rate)
        inside = (frames >= 0) & (frames < len(moves))
        if not inside.any():
            return
        heights = np.interp(frames[inside], np.arange(len(moves)), moves) * (HEIGHT - 6)
        line = QPolygonF([QPointF(x, y + HEIGHT - 3 - h) for x, h in zip(xs[inside], heights, strict=True)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.2))
        painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def paint_names(self, painter: QPainter) -> None:
        """The heads are widgets; only the lines between them are drawn."""
        for top in self.tops:
            self.paint_line(painter, top + HEIGHT)

    def _ends(self) -> tuple[PickedEnd, ...]:
        """The ends of what is selected, if it takes any time."""
        times = {time for _, time in self.page.picked}
        first, last = min(times, default=None), max(times, default=None)
        if first is None or last is None or first == last:
            return ()
        return PickedEnd(first, last), PickedEnd(last, first)

    def _paint_ends(self, painter: QPainter, y: float) -> None:
        """A bar from the first to the last key that is selected, with a grip beyond each."""
        theme, page = self.page.theme, self.page
        ends = self._ends()
        for end in ends:
            x = page.scale.x(page.placed(end.time)) + _beyond(end)
            painter.fillRect(QRectF(x - 2, y + 4, 4, HEIGHT - 9), theme.colour("yours"))
        if ends:
            left, right = (page.scale.x(page.placed(end.time)) + _beyond(end) for end in ends)
            painter.setPen(QPen(theme.colour("yours", 150), 1))
            painter.drawLine(QPointF(left, y + HEIGHT / 2), QPointF(right, y + HEIGHT / 2))

    def at(self, place: QPointF) -> frozenset[Key] | PickedEnd | None:
        """In the line of the layer in which the hand works all keys of a time, or an end of the selection."""
        hand, page = self._chosen_top(), self.page
        if hand is None or not hand <= place.y() < hand + HEIGHT:
            return None
        for end in self._ends():
            if abs(page.scale.x(end.time) + _beyond(end) - place.x()) <= EDGE:
                return end
        return keys_at(page, place.x(), page.times.all, list(page.shown.curves)) or None

    def keys_in(self, box: QRectF) -> set[Key]:
        """Of a box that touches the hand's line, the keys of all curves."""
        hand = self._chosen_top()
        if hand is None or not box.intersects(QRectF(0, hand, self.page.width, HEIGHT)):
            return set()
        return {key for slot in self.page.shown.curves for key in keys_across(self.page, slot, box)}


def _beyond(end: PickedEnd) -> float:
    """How far to the right of an end its grip is."""
    return GRIP if end.time > end.about else -GRIP
