"""A field on which two angles are set at once: where the eyes look."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_STEP: Final = 1.0


class GazePad(QWidget):
    """A point in a field of degrees: right is to the right of the picture, up is up."""

    changed = Signal(float, float)
    released = Signal()

    def __init__(self, across: float, up: float, ink: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across, self._up, self._ink = across, up, ink
        self._x = self._y = 0.0
        self.setFixedSize(132, 92)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Gaze"))
        self.setToolTip(self.tr("Drag to where the eyes look; double click looks ahead"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.size()

    def set_angles(self, across: float, up: float) -> None:
        """Show a direction; nobody is told."""
        self._x, self._y = across, up
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.palette().color(self.foregroundRole())
        quiet = QColor(text)
        quiet.setAlpha(80)
        painter.setPen(QPen(quiet, 1))
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(box, 3, 3)
        painter.drawLine(box.center().x(), 4, box.center().x(), box.height() - 4)
        painter.drawLine(4, box.center().y(), box.width() - 4, box.center().y())
        middle = QPointF(box.center())
        at = middle + QPointF(
            self._x / self._across * (box.width() / 2 - 6), -self._y / self._up * (box.height() / 2 - 6)
        )
        painter.setPen(QPen(text if self.hasFocus() else quiet, 1.5))
        painter.setBrush(self._ink)
        painter.drawEllipse(at, 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
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
        place = event.position()
        x = (place.x() / self.width() * 2 - 1) * self._across
        y = -(place.y() / self.height() * 2 - 1) * self._up
        self._by_hand(x, y)

    def _by_hand(self, x: float, y: float) -> None:
        self._x = min(max(x, -self._across), self._across)
        self._y = min(max(y, -self._up), self._up)
        self.update()
        self.changed.emit(self._x, self._y)
