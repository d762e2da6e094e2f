"""A field on which two angles are set at once: where the eyes look."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme

_STEP: Final = 1.0


class GazePad(QWidget):
    """A point in a field of degrees: right is to the right of the picture, up is up."""

    changed = Signal(float, float)
    released = Signal()

    def __init__(self, across: float, up: float, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across, self._up, self._theme = across, up, theme
        self._x = self._y = 0.0
        self._seen: tuple[float, float] | None = None
        self.setFixedSize(160, 112)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Gaze"))
        self.setToolTip(self.tr("Drag to where the eyes look; double click looks ahead"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.size()

    def set_angles(self, across: float, up: float) -> None:
        """Show a direction; nobody is told."""
        if (across, up) != (self._x, self._y):
            self._x, self._y = across, up
            self.update()

    def set_seen(self, seen: tuple[float, float] | None) -> None:
        """Where the eyes of the drawn picture are found to look; None if nobody looked."""
        if seen != self._seen:
            self._seen = seen
            self.update()

    def _place(self, across: float, up: float) -> QPointF:
        middle, room = QPointF(self.rect().center()), self._room
        return middle + QPointF(across / self._across * room.x(), -up / self._up * room.y())

    @property
    def _room(self) -> QPointF:
        """Pixels from the middle to where both angles are at their ends."""
        return QPointF(self.width() / 2 - 6, self.height() / 2 - 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.palette().color(self.foregroundRole())
        quiet = QColor(text)
        quiet.setAlpha(130)
        painter.setPen(QPen(quiet, 1))
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(box, 3, 3)
        painter.drawLine(box.center().x(), 4, box.center().x(), box.height() - 4)
        painter.drawLine(4, box.center().y(), box.width() - 4, box.center().y())
        self._paint_words(painter, quiet)
        at = self._place(self._x, self._y)
        painter.setPen(QPen(text if self.hasFocus() else quiet, 1.5))
        painter.setBrush(self._theme.colour("yours"))
        painter.drawEllipse(at, 5, 5)
        if self._seen is not None:
            found = self._place(*self._seen)
            painter.setPen(QPen(text, 1.5))
            painter.drawLine(found - QPointF(4, 0), found + QPointF(4, 0))
            painter.drawLine(found - QPointF(0, 4), found + QPointF(0, 4))

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        """Which way is which, and how far it goes."""
        font = painter.font()
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(ink)
        box = self.rect().adjusted(5, 3, -5, -3)
        top, low = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        half = box.adjusted(0, 0, -box.width() // 2 - 2, 0)
        across = box.adjusted(0, 0, 0, -box.height() // 2 - 1)
        painter.drawText(half, top | right, self.tr("up {0}°").format(f"{self._up:.0f}"))
        painter.drawText(half, low | right, self.tr("down"))
        painter.drawText(across, low | left, self.tr("left"))
        painter.drawText(across, low | right, self.tr("right {0}°").format(f"{self._across:.0f}"))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._by_hand(0.0, 0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        to = {
            Qt.Key.Key_Left: (-_STEP, 0.0), Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, _STEP), Qt.Key.Key_Down: (0.0, -_STEP),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if to is None:
            super().keyPressEvent(event)
            return
        self._by_hand(self._x + to[0], self._y + to[1])
        self.released.emit()

    def _follow(self, event: QMouseEvent) -> None:
        away, room = event.position() - QPointF(self.rect().center()), self._room
        self._by_hand(away.x() / room.x() * self._across, -away.y() / room.y() * self._up)

    def _by_hand(self, x: float, y: float) -> None:
        self._x = min(max(x, -self._across), self._across)
        self._y = min(max(y, -self._up), self._up)
        self.update()
        self.changed.emit(self._x, self._y)
