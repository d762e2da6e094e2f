"""Keys in a row: how they are drawn, and which is under a pointer or in a box."""

from collections.abc import Container
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from studio.ui.timeline.page import NEAR, Page
from studio.ui.timeline.scale import NAMES, ORIGIN
from studio.ui.timeline.shown import Key, Times

_DENSE: Final = 7.0
"""Pixels for each key below which keys are drawn as a line."""


class Diamonds:
    """Keys as they are drawn: cut once, and again when the theme is another one."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.cut()

    def cut(self) -> None:
        """In the colours that there are now."""
        theme = self._page.theme
        self._key = _diamond(theme.colour("yours"), theme.colour("yours"))
        self._picked = _diamond(theme.colour("focus"), theme.colour("text"), 5.0)
        self._small = _diamond(theme.colour("faint"), theme.colour("faint"), 2.0)

    def paint(
        self,
        painter: QPainter,
        y: float,
        times: Times,
        slots: Container[str] | None = None,
        *,
        small: bool = False,
    ) -> None:
        """Draw keys about a line.

        Args:
            slots: whose keys that are selected are drawn so; None for all.
            small: they only tell where there are keys in other lines.
        """
        page, scale = self._page, self._page.scale
        first, last = np.searchsorted(times, [scale.left, scale.time_at(page.width + 6)])
        xs = ORIGIN + (times[max(first - 1, 0) : last] - scale.left) * scale.pixels
        if len(xs) * _DENSE > page.width - NAMES:
            _paint_dense(painter, xs, y, page.theme.colour("yours"), page.width)
        else:
            for x in xs.tolist():
                painter.drawPixmap(QPointF(x - 6, y - 6), self._small if small else self._key)
        drawn = {time for of, time in page.picked if slots is None or of in slots}
        for time in drawn:
            painter.drawPixmap(QPointF(scale.x(page.placed(time)) - 6, y - 6), self._picked)


def keys_at(page: Page, x: float, times: Times, slots: list[str]) -> frozenset[Key]:
    """Of some slots the keys at that one of ``times`` that is nearest to a place, if it is near."""
    if x < NAMES or not len(times):
        return frozenset()
    time = float(times[np.argmin(np.abs(times - page.scale.time_at(x)))])
    if abs(page.scale.x(time) - x) > NEAR:
        return frozenset()
    return frozenset(key for slot in slots for key in keys_between(page, slot, time - 1e-9, time + 1e-9))


def keys_between(page: Page, slot: str, start: float, end: float) -> set[Key]:
    """The keys of a slot within a stretch of time, seconds."""
    first, last = np.searchsorted(page.times.of(slot), [start, end])
    return {(slot, key.time) for key in page.shown.curves[slot].keyframes[first:last]}


def keys_across(page: Page, slot: str, box: QRectF) -> set[Key]:
    """The keys of a slot between the left and the right of a box."""
    return keys_between(page, slot, page.scale.time_at(box.left()), page.scale.time_at(box.right()))


def _diamond(edge: QColor, inside: QColor, half: float = 4.5) -> QPixmap:
    """A key, 12 pixels large, twice as fine."""
    out = QPixmap(24, 24)
    out.setDevicePixelRatio(2)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(inside)
    painter.drawPolygon(
        QPolygonF([QPointF(6 + a, 6 + b) for a, b in ((0, -half), (half, 0), (0, half), (-half, 0))])
    )
    painter.end()
    return out


def _paint_dense(painter: QPainter, xs: Times, y: float, ink: QColor, width: int) -> None:
    """Keys that stand too close for diamonds, as a line of dots."""
    row = np.zeros(width, np.uint32)
    row[xs[(xs >= 0) & (xs < width)].astype(int)] = ink.rgba()
    image = QImage(row.tobytes(), width, 1, QImage.Format.Format_ARGB32)
    painter.drawImage(QRectF(0, y - 4, width, 8), image)
