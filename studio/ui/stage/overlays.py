"""What is drawn over the picture: landmarks, another pose, what a unit moves, faces to choose from, crops."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_NEAR: Final = 8.0
"""Pixels of the screen within which an edge is taken hold of."""
_LEAST: Final = 16.0
"""Pixels of the picture: no crop is smaller."""
_SHADE: Final = QColor(0, 0, 0, 150)


@dataclass(slots=True)
class Overlays:
    """All in pixels of the picture; what is empty is not drawn.

    Attributes:
        ghost: lines of the face as it is at another time.
        heat: triangles, each with how far it moves, 0–1.
        faces: boxes; ``chosen`` is which of them is animated.
        crop: what will be exported; None hides it.
    """

    landmarks: list[QPointF] = field(default_factory=list)
    ghost: list[QPolygonF] = field(default_factory=list)
    heat: list[tuple[QPolygonF, float]] = field(default_factory=list)
    faces: list[QRectF] = field(default_factory=list)
    chosen: int = 0
    crop: QRectF | None = None

    def clear(self) -> None:
        """Draw nothing."""
        self.landmarks, self.ghost, self.heat, self.faces, self.crop = [], [], [], [], None

    def paint(self, painter: QPainter, picture: QRectF, unit: float, ink: QColor) -> None:
        """Draw everything; ``unit`` pixels of the picture are one of the screen."""
        painter.setPen(Qt.PenStyle.NoPen)
        for triangle, strength in self.heat:
            colour = QColor(ink)
            colour.setAlphaF(0.75 * strength)
            painter.setBrush(colour)
            painter.drawPolygon(triangle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.landmarks:
            for width, colour in ((3 * unit, QColor(0, 0, 0, 110)), (1.6 * unit, ink)):
                pen = QPen(colour, width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPoints(self.landmarks)
        for width, colour in ((3 * unit, QColor(0, 0, 0, 90)), (1.4 * unit, ink)):
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.DotLine if colour == ink else Qt.PenStyle.SolidLine)
            )
            for line in self.ghost:
                painter.drawPolyline(line)
        self._paint_faces(painter, unit, ink)
        self._paint_crop(painter, picture, unit, ink)

    def _paint_faces(self, painter: QPainter, unit: float, ink: QColor) -> None:
        for i, box in enumerate(self.faces):
            mine = i == self.chosen
            style = Qt.PenStyle.SolidLine if mine else Qt.PenStyle.DashLine
            for width, colour in ((4 * unit, QColor(0, 0, 0, 140)), (1.6 * unit, ink)):
                painter.setPen(QPen(colour, width, style))
                painter.drawRect(box)
            font = painter.font()
            font.setPointSizeF(max(11 * unit, 0.5))
            painter.setFont(font)
            painter.drawText(box.topLeft() + QPointF(4 * unit, -5 * unit), str(i + 1))

    def _paint_crop(self, painter: QPainter, picture: QRectF, unit: float, ink: QColor) -> None:
        if self.crop is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        around = QPolygonF(picture).subtracted(QPolygonF(self.crop))
        painter.drawPolygon(around)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.6 * unit))
        painter.drawRect(self.crop)
        painter.setPen(QPen(ink, 0.6 * unit))
        for third in (1 / 3, 2 / 3):
            x = self.crop.left() + third * self.crop.width()
            y = self.crop.top() + third * self.crop.height()
            painter.drawLine(QPointF(x, self.crop.top()), QPointF(x, self.crop.bottom()))
            painter.drawLine(QPointF(self.crop.left(), y), QPointF(self.crop.right(), y))

    # Hands

    def edges_at(self, place: QPointF, unit: float) -> str:
        """Which edges of the crop are taken hold of: ``l``, ``t``, ``r``, ``b``, two of them, or ``in``."""
        box = self.crop
        if box is None:
            return ""
        reach = _NEAR * unit
        if not box.adjusted(-reach, -reach, reach, reach).contains(place):
            return ""
        edges = ""
        for name, away in (
            ("l", place.x() - box.left()),
            ("r", place.x() - box.right()),
            ("t", place.y() - box.top()),
            ("b", place.y() - box.bottom()),
        ):
            if abs(away) <= reach:
                edges += name
        return edges or "in"

    def face_at(self, place: QPointF) -> int | None:
        """Which face is there, the smallest of several."""
        there = [(box.width(), i) for i, box in enumerate(self.faces) if box.contains(place)]
        return min(there)[1] if there else None


def dragged(box: QRectF, edges: str, by: QPointF, picture: QRectF) -> QRectF:
    """A crop of which edges, or all of it, were moved; it stays within the picture."""
    if edges == "in":
        x = min(max(by.x(), picture.left() - box.left()), picture.right() - box.right())
        y = min(max(by.y(), picture.top() - box.top()), picture.bottom() - box.bottom())
        return box.translated(x, y)
    out = QRectF(box)
    if "l" in edges:
        out.setLeft(min(max(box.left() + by.x(), picture.left()), box.right() - _LEAST))
    if "r" in edges:
        out.setRight(max(min(box.right() + by.x(), picture.right()), box.left() + _LEAST))
    if "t" in edges:
        out.setTop(min(max(box.top() + by.y(), picture.top()), box.bottom() - _LEAST))
    if "b" in edges:
        out.setBottom(max(min(box.bottom() + by.y(), picture.bottom()), box.top() + _LEAST))
    return out
