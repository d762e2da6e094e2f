"""The stage: the picture, pixel-true, and what is drawn over it."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from studio.core.source import Pixels

_STEP: Final = 1.2
_NEAREST, _FARTHEST = 32.0, 0.05
_SHARP: Final = 3.0
"""From so many screen pixels for one of the picture on, its pixels are shown as squares."""
_HANDLE: Final = 9.0


def image_of(pixels: Pixels) -> QImage:
    """RGB or RGBA [h, w, 3 or 4] as Qt sees it while the pixels live: make something of it at once."""
    shallow = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    shallow = np.ascontiguousarray(shallow)
    height, width, channels = shallow.shape
    kind = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    return QImage(shallow.data, width, height, channels * width, kind)


class _Picture(QGraphicsPixmapItem):
    """The drawn picture; with a wipe, the original to the left of it."""

    def __init__(self) -> None:
        super().__init__()
        self.original: QPixmap | None = None
        self.wipe: float | None = None
        self.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)

    def paint(self, painter: QPainter, option: object, widget: QWidget | None = None) -> None:
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform,
            self.transformationMode() == Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(0, 0, self.pixmap())
        if self.wipe is not None and self.original is not None:
            size = self.original.size()
            part = QRectF(0, 0, size.width() * self.wipe, size.height())
            painter.drawPixmap(part, self.original, part)


class Stage(QGraphicsView):
    """Shows one picture. Wheel zooms about the pointer, middle or Space-drag pans.

    Handles are points of the face that a person drags; the stage tells where to and somebody else moves
    the face.
    """

    dropped = Signal(str)
    handle_moved = Signal(str, QPointF)
    """A handle's name and where it is wanted, in pixels of the picture."""
    handle_released = Signal(str)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self.setScene(scene)
        self._picture = _Picture()
        scene.addItem(self._picture)
        self._fits = True
        self._pan: QPointF | None = None
        self._held: str | None = None
        self._wiping = False
        self._handles: dict[str, QPointF] = {}
        self._mesh: list[tuple[QPointF, QPointF]] = []
        self._ink = QColor("#e0a030")
        self._hint = ""
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Stage"))
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._picture.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, enabled=False)

    # The picture

    @property
    def is_empty(self) -> bool:
        return self._picture.pixmap().isNull()

    def show_hint(self, text: str) -> None:
        """What to read where there is no picture yet."""
        self._hint = text
        self.viewport().update()

    def show_original(self, pixels: Pixels | None) -> None:
        """The photograph, for the wipe; None clears the stage."""
        self._picture.original = None if pixels is None else QPixmap.fromImage(image_of(pixels))
        if pixels is None:
            self._picture.setPixmap(QPixmap())
            self._handles, self._mesh = {}, []

    def show_picture(self, pixels: Pixels) -> None:
        """Put a drawn picture on the stage; zoom and place stay unless its size is another."""
        image = QPixmap.fromImage(image_of(pixels))
        changed = image.size() != self._picture.pixmap().size()
        self._picture.setPixmap(image)
        if changed:
            # Room to pan as far as one likes.
            width, height = image.width(), image.height()
            self.scene().setSceneRect(QRectF(-width, -height, 3 * width, 3 * height))
            self.fit()

    def grabbed(self) -> QPixmap:
        """The picture as it is shown."""
        return self._picture.pixmap()

    # View

    def fit(self) -> None:
        """As large as there is room for."""
        if not self.is_empty:
            margin = 8
            box = QRectF(self._picture.boundingRect())
            self.fitInView(box, Qt.AspectRatioMode.KeepAspectRatio)
            room = min(
                (self.viewport().width() - 2 * margin) / max(box.width(), 1),
                (self.viewport().height() - 2 * margin) / max(box.height(), 1),
            )
            self._set_zoom(max(room, _FARTHEST))
            self.centerOn(self._picture)
        self._fits = True

    def zoom_to(self, zoom: float) -> None:
        """So many screen pixels for one of the picture."""
        self._fits = False
        self._set_zoom(zoom * 1.0 / self.devicePixelRatioF())

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the picture."""
        return self.transform().m11() * self.devicePixelRatioF()

    def _set_zoom(self, scale: float) -> None:
        scale = min(max(scale, _FARTHEST), _NEAREST)
        now = self.transform().m11()
        self.scale(scale / now, scale / now)
        smooth = self.zoom < _SHARP
        self._picture.setTransformationMode(
            Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
        )
        self.zoomed.emit(self.zoom)

    def set_wipe(self, part: float | None) -> None:
        """The original to the left of a part of the width; None hides it."""
        self._picture.wipe = part
        self.viewport().update()

    @property
    def wipe(self) -> float | None:
        return self._picture.wipe

    def set_ink(self, colour: QColor) -> None:
        """What is drawn over the picture is drawn in this colour."""
        self._ink = colour
        self.viewport().update()

    def set_handles(self, handles: dict[str, QPointF]) -> None:
        """Points of the face that can be dragged, in pixels of the picture."""
        self._handles = handles
        self.viewport().update()

    def set_mesh(self, lines: list[tuple[QPointF, QPointF]]) -> None:
        """Lines over the picture; none hides them."""
        self._mesh = lines
        self.viewport().update()

    # Drawing over it

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        if self.is_empty:
            painter.resetTransform()
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mesh:
            pen = QPen(self._ink)
            pen.setCosmetic(True)
            pen.setWidthF(0.6)
            painter.setPen(pen)
            for a, b in self._mesh:
                painter.drawLine(a, b)
        self._draw_wipe(painter)
        self._draw_handles(painter)

    def _draw_wipe(self, painter: QPainter) -> None:
        if self._picture.wipe is None:
            return
        pen = QPen(self._ink)
        pen.setCosmetic(True)
        painter.setPen(pen)
        x = self._picture.wipe * self._picture.boundingRect().width()
        painter.drawLine(QPointF(x, 0), QPointF(x, self._picture.boundingRect().height()))

    def _draw_handles(self, painter: QPainter) -> None:
        if not self._handles or not self.underMouse():
            return
        unit = 1 / self.transform().m11()
        for name, place in self._handles.items():
            pen = QPen(QColor(0, 0, 0, 160), 3 * unit)
            radius = (5 if name == self._held else 3.5) * unit
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawEllipse(place, radius, radius)
            painter.setPen(QPen(self._ink, 1.4 * unit))
            painter.drawEllipse(place, radius, radius)

    # Hands

    def handle_at(self, place: QPointF) -> str | None:
        """The handle under a place of the viewport."""
        reach = _HANDLE / self.transform().m11()
        here = self.mapToScene(place.toPoint())
        near = [
            ((p - here).manhattanLength(), name)
            for name, p in self._handles.items()
            if (p - here).manhattanLength() < reach
        ]
        return min(near)[1] if near else None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if not self.is_empty:
            self._fits = False
            self._set_zoom(self.transform().m11() * _STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = place
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._held = self.handle_at(place)
            self._wiping = self._held is None and self._near_wipe(place)
            if self._held is None and not self._wiping:
                self._pan = place
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        if self._held is not None:
            self.handle_moved.emit(self._held, self.mapToScene(place.toPoint()))
        elif self._wiping:
            width = self._picture.boundingRect().width()
            self.set_wipe(min(max(self.mapToScene(place.toPoint()).x() / max(width, 1), 0.0), 1.0))
        elif self._pan is not None:
            moved = place - self._pan
            self._pan, self._fits = place, False
            for bar, by in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
                bar.setValue(round(bar.value() - by))
        else:
            over = self.handle_at(place)
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            if self._near_wipe(place):
                shape = Qt.CursorShape.SplitHCursor
            self.setCursor(shape)
            self.setToolTip(over or "")
            self.viewport().update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._held is not None:
            self.handle_released.emit(self._held)
        self._held, self._pan, self._wiping = None, None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        event.accept()

    def _near_wipe(self, place: QPointF) -> bool:
        if self._picture.wipe is None:
            return False
        x = self._picture.wipe * self._picture.boundingRect().width()
        return abs(self.mapToScene(place.toPoint()).x() - x) * self.transform().m11() < _HANDLE / 2

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    # Files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.dropped.emit(url.toLocalFile())
                event.acceptProposedAction()
                return
