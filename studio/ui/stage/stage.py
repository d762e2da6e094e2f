"""The stage: the picture, pixel-true, and what is drawn over it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from studio.app.patch import Bytes, Canvas, Patch, for_screen, shrink_at
from studio.core.source import Pixels
from studio.ui.stage.empty import EmptyStage
from studio.ui.stage.note import StageNote
from studio.ui.stage.overlays import Overlays, dragged
from studio.ui.theme import Theme
from studio.ui.unit_words import said
from studio.ui.widgets.drops import TakesFiles

_STEP: Final = 1.2
_NEAREST, _FARTHEST = 32.0, 0.05
_SHARP: Final = 3.0
"""From so many screen pixels for one of the picture on, its pixels are shown as squares."""
_HANDLE: Final = 9.0
_LEAST_FACE: Final = 1 / 3
"""Of the stage's height."""
_LABEL: Final = 6.0
_MARGIN: Final = 8
"""Pixels left free around a picture that fits."""
_PANNING: Final = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)  # fmt: skip
"""Keys with which Qt would pan."""
_GAP: Final = 1.02
"""How far away the photograph stands beside the picture, in widths of it."""


def image_of(pixels: Pixels) -> QImage:
    """RGB(A) of 8 or 16 bits [h, w, 3 or 4] as Qt's own picture."""
    return _seen(for_screen(pixels)).copy()


def _seen(pixels: Bytes) -> QImage:
    """What is ready for the screen, as Qt sees it while the pixels live."""
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, width, height, pixels.strides[0], kind)


def _within(middle: QPointF, view: QSizeF, whole: QRectF) -> QPointF:
    """The middle of a view that is as near as can be and shows nothing beside the picture."""

    def inside(at: float, span: float, length: float) -> float:
        return length / 2 if span >= length else min(max(at, span / 2), length - span / 2)

    return QPointF(
        inside(middle.x(), view.width(), whole.width()), inside(middle.y(), view.height(), whole.height())
    )


class _Picture(QGraphicsItem):
    """What is drawn; with a wipe, the original to the left of it."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas: Canvas | None = None
        self.wipe: float | None = None
        self.smooth = True
        self.beside = False

    def put(self, canvas: Canvas | None) -> None:
        """Another photograph; None for none."""
        self.prepareGeometryChange()
        self.canvas = canvas

    def set_beside(self, beside: bool) -> None:
        """The original beside the picture, or not."""
        self.prepareGeometryChange()
        self.beside = beside

    def boundingRect(self) -> QRectF:  # noqa: N802
        whole = QRectF() if self.canvas is None else QRectF(QPointF(), QSizeF(*self.canvas.size))
        return whole.adjusted(-_GAP * whole.width(), 0, 0, 0) if self.beside else whole

    def paint(self, painter: QPainter, option: object, widget: QWidget | None = None) -> None:
        if self.canvas is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        whole, shrink = QRectF(QPointF(), QSizeF(*self.canvas.size)), self.canvas.shrink
        seen = QRectF(QPointF(), whole.size() / shrink)
        painter.drawImage(whole, _seen(self.canvas.pixels), seen)
        if self.beside:
            painter.drawImage(whole.translated(-_GAP * whole.width(), 0), _seen(self.canvas.original), seen)
        if self.wipe is not None:
            painter.setClipRect(QRectF(0, 0, whole.width() * self.wipe, whole.height()))
            painter.drawImage(whole, _seen(self.canvas.original), seen)


class Stage(TakesFiles, QGraphicsView):
    """Shows one picture. Wheel zooms about the pointer, middle or Space-drag pans.

    Handles are points of the face that a person drags; the stage tells where to and somebody else moves
    the face.
    """

    dropped = Signal(str)
    handle_moved = Signal(str, QPointF)
    """A handle's name and where it is wanted, in pixels of the picture."""
    handle_released = Signal(str)
    zoomed = Signal(float)
    crop_changed = Signal(QRectF)
    """The crop as it was dragged; the whole picture after a double click."""
    face_chosen = Signal(int)
    """Which of the faces that are shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self.setScene(scene)
        self._picture = _Picture()
        scene.addItem(self._picture)
        self._view: Callable[[], None] | None = self.fit
        """What is seen whatever size the stage has; None where a person zoomed or panned."""
        self._alone: Callable[[], None] | None = None
        """The same while the photograph stands beside it, for afterwards."""
        self._zoomed_about: tuple[QPointF, QTransform, QPointF] | None = None
        self._pan: QPointF | None = None
        self._held: str | None = None
        self._grip = QPointF()
        """From where the hand took hold to the handle, in pixels of the picture."""
        self._wiping = False
        self._places: Callable[[], dict[str, QPointF]] = dict
        self._known: dict[str, QPointF] | None = None
        self._mesh: list[QLineF] = []
        self.overlays = Overlays()
        self._cropping: tuple[str, QPointF, QRectF] | None = None
        self._theme = theme
        self.empty = EmptyStage(self)
        self.note = StageNote(self)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Stage"))
        # Qt's own anchor under the mouse is where its own handler last saw the mouse move.
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    # The picture

    @property
    def is_empty(self) -> bool:
        return self._picture.canvas is None

    def _place_empty(self) -> None:
        """Whatever says how to begin stands in the middle of an empty stage."""
        self.empty.adjustSize()
        self.empty.move((self.width() - self.empty.width()) // 2, (self.height() - self.empty.height()) // 2)
        self.empty.setVisible(self.is_empty)

    def show_original(self, pixels: Pixels | None) -> None:
        """The photograph, into which pictures are laid; None clears the stage.

        Zoom and place stay unless its size is another.
        """
        before = self._picture.boundingRect()
        self._picture.put(None if pixels is None else Canvas(pixels, shrink_at(self.zoom)))
        if pixels is None:
            self.set_handles(dict)
            self._mesh = []
        elif self._picture.boundingRect() != before:
            # Room to pan as far as one likes.
            height, width = pixels.shape[:2]
            self.scene().setSceneRect(QRectF(-width, -height, 3 * width, 3 * height))
            self.fit()
        self._place_empty()
        self.viewport().update()

    def show_picture(self, picture: Pixels | Patch) -> None:
        """Put a drawn picture on the stage: a whole one, or what of it is other than the photograph."""
        patch = picture if isinstance(picture, Patch) else Patch(for_screen(picture))
        if self._picture.canvas is not None:
            self._picture.canvas.lay(patch)
            self._picture.update()

    def grabbed(self) -> QPixmap:
        """The picture as it is shown."""
        canvas = self._picture.canvas
        return QPixmap() if canvas is None else QPixmap.fromImage(_seen(canvas.pixels).copy())

    # View

    def fit(self) -> None:
        """As large as there is room for."""
        if not self.is_empty:
            box, view = self._picture.boundingRect(), self.viewport().size()
            room = min(
                (view.width() - 2 * _MARGIN) / max(box.width(), 1),
                (view.height() - 2 * _MARGIN) / max(box.height(), 1),
            )
            self._set_zoom(max(room, _FARTHEST))
            self.centerOn(self._picture)
        self._view = self.fit

    def begin_with(self, face: QRectF) -> None:
        """All of the picture, or so much of it that a face has a third of the height."""
        self.fit()
        view = QSizeF(self.viewport().size())
        least = view.height() * _LEAST_FACE / max(face.height(), 1.0)
        if self.transform().m11() < least:
            self._set_zoom(least)
            self.centerOn(_within(face.center(), view / self.transform().m11(), self._whole()))
        self._view = partial(self.begin_with, face)

    def frame(self, box: QRectF) -> None:
        """A part of the picture, as large as there is room for."""
        view = self.viewport().size()
        self._set_zoom(min(view.width() / max(box.width(), 1.0), view.height() / max(box.height(), 1.0)))
        self.centerOn(box.center())
        self._view = partial(self.frame, box)

    def zoom_to(self, zoom: float) -> None:
        """So many screen pixels for one of the picture."""
        self._view = None
        self._zoom_about(QPointF(self.viewport().rect().center()), zoom / self.devicePixelRatioF())

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the picture."""
        return self.transform().m11() * self.devicePixelRatioF()

    def _zoom_about(self, place: QPointF, scale: float) -> None:
        """Zoom so that what is at a place of the viewport stays there."""
        seen = self._scene_place(place)
        # Scroll bars are whole and end somewhere: one notch after another goes for the same point.
        last = self._zoomed_about
        if last is not None and last[:2] == (place, self.viewportTransform()):
            seen = last[2]
        self._set_zoom(scale)
        self._pan_by(place - self.viewportTransform().map(seen))
        self._zoomed_about = place, self.viewportTransform(), seen

    def _pan_by(self, moved: QPointF) -> None:
        for bar, by in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
            bar.setValue(round(bar.value() - by))

    def _set_zoom(self, scale: float) -> None:
        scale = min(max(scale, _FARTHEST), _NEAREST)
        now = self.transform().m11()
        self.scale(scale / now, scale / now)
        self._picture.smooth = self.zoom < _SHARP
        if self._picture.canvas is not None and self._picture.canvas.show_at(shrink_at(self.zoom)):
            self._picture.update()
        self.zoomed.emit(self.zoom)

    def set_wipe(self, part: float | None) -> None:
        """The original to the left of a part of the width; None hides it."""
        self._picture.wipe = part
        self.viewport().update()

    @property
    def wipe(self) -> float | None:
        return self._picture.wipe

    @property
    def _ink(self) -> QColor:
        """What is drawn over the picture is drawn in this colour."""
        return self._theme.colour("yours")

    def set_handles(self, places: Callable[[], dict[str, QPointF]]) -> None:
        """Points of the face that can be dragged, in pixels of the picture; asked for when needed."""
        self._places, self._known = places, None
        self.viewport().update()

    @property
    def _handles(self) -> dict[str, QPointF]:
        if self._known is None:
            self._known = self._places()
        return self._known

    def set_mesh(self, lines: list[QLineF]) -> None:
        """Lines over the picture; none hides them."""
        self._mesh = lines
        self.viewport().update()

    # Drawing over it

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        if self.is_empty:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mesh:
            pen = QPen(self._ink)
            pen.setCosmetic(True)
            pen.setWidthF(0.6)
            painter.setPen(pen)
            painter.drawLines(self._mesh)
        self.overlays.paint(painter, self._whole(), 1 / self.transform().m11(), self._ink)
        self._draw_wipe(painter)
        self._draw_handles(painter)

    def _draw_wipe(self, painter: QPainter) -> None:
        if self._picture.wipe is None:
            return
        pen = QPen(self._ink)
        pen.setCosmetic(True)
        painter.setPen(pen)
        x = self._picture.wipe * self._whole().width()
        painter.drawLine(QPointF(x, 0), QPointF(x, self._whole().height()))
        self._label_sides(painter, x)

    def _label_sides(self, painter: QPainter, x: float) -> None:
        """Say on which side of the wipe is what, at the top of what is seen of it."""
        top = max(self._scene_place(QPointF(0, 0)).y(), 0.0)
        place = self.viewportTransform().map(QPointF(x, top))
        painter.save()
        painter.resetTransform()
        for text, is_left in ((self.tr("Original"), True), (self.tr("Now"), False)):
            box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-_LABEL, -3, _LABEL, 3)
            left = place.x() - box.width() - _LABEL if is_left else place.x() + _LABEL
            box.moveTopLeft(QPointF(left, place.y() + _LABEL))
            painter.fillRect(box, self._theme.colour("panel", 200))
            painter.setPen(self._theme.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _draw_handles(self, painter: QPainter) -> None:
        if not self.underMouse() or not self._handles:
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

    def _scene_place(self, place: QPointF) -> QPointF:
        """A place of the viewport in pixels of the picture; ``mapToScene`` knows whole pixels only."""
        found: QPointF = self.viewportTransform().inverted()[0].map(place)
        return found

    def handle_at(self, place: QPointF) -> str | None:
        """The handle under a place of the viewport."""
        reach = _HANDLE / self.transform().m11()
        here = self._scene_place(place)
        near = [
            ((p - here).manhattanLength(), name)
            for name, p in self._handles.items()
            if (p - here).manhattanLength() < reach
        ]
        return min(near)[1] if near else None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if not self.is_empty:
            self._view = None
            nearer = _STEP ** (event.angleDelta().y() / 120)
            self._zoom_about(event.position(), self.transform().m11() * nearer)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go through time, wherever the focus is; the hand pans."""
        if event.key() in _PANNING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = place
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton and self._take_overlay(place):
            pass
        elif event.button() == Qt.MouseButton.LeftButton:
            self._held = self.handle_at(place)
            self._wiping = self._held is None and self._near_wipe(place)
            if self._held is not None:
                self._grip = self._handles[self._held] - self._scene_place(place)
            elif not self._wiping:
                self._pan = place
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        if self._cropping is not None:
            edges, start, box = self._cropping
            moved_by = self._scene_place(place) - start
            self.overlays.crop = dragged(box, edges, moved_by, self._whole())
            self.viewport().update()
        elif self._held is not None:
            self.handle_moved.emit(self._held, self._scene_place(place) + self._grip)
        elif self._wiping:
            width = self._whole().width()
            self.set_wipe(min(max(self._scene_place(place).x() / max(width, 1), 0.0), 1.0))
        elif self._pan is not None:
            self._pan_by(place - self._pan)
            self._pan, self._view = place, None
        else:
            over = self.handle_at(place)
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            if self._near_wipe(place):
                shape = Qt.CursorShape.SplitHCursor
            self.setCursor(shape)
            self.setToolTip(said(over) if over else "")
            self.viewport().update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._cropping is not None and self.overlays.crop is not None:
            self.crop_changed.emit(self.overlays.crop)
        self._cropping = None
        if self._held is not None:
            self.handle_released.emit(self._held)
        self._held, self._pan, self._wiping = None, None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.overlays.crop is not None:
            self.crop_changed.emit(self._whole())
        event.accept()

    def _take_overlay(self, place: QPointF) -> bool:
        """Take hold of the crop, or choose a face."""
        here = self._scene_place(place)
        edges = self.overlays.edges_at(here, 1 / self.transform().m11())
        if edges and self.overlays.crop is not None:
            self._cropping = edges, here, QRectF(self.overlays.crop)
            return True
        face = self.overlays.face_at(here)
        if face is not None:
            self.face_chosen.emit(face)
        return face is not None

    def _whole(self) -> QRectF:
        """The picture itself."""
        canvas = self._picture.canvas
        return QRectF() if canvas is None else QRectF(QPointF(), QSizeF(*canvas.size))

    def set_beside(self, beside: bool) -> None:
        """The photograph beside the picture, or not."""
        self._picture.set_beside(beside)
        if beside:
            before = self._view
            self.fit()
            self._alone = before
        else:
            (self._alone or self.fit)()

    @property
    def is_beside(self) -> bool:
        return self._picture.beside

    def _near_wipe(self, place: QPointF) -> bool:
        if self._picture.wipe is None:
            return False
        x = self._picture.wipe * self._whole().width()
        return abs(self._scene_place(place).x() - x) * self.transform().m11() < _HANDLE / 2

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_empty()
        if self._view is not None:
            self._view()
