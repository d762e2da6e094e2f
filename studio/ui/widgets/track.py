"""A slider on one line, with a ring where the drawn face is seen to be, if that is elsewhere."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import Theme

_FINE: Final = 0.1
_STEPS: Final = 50
_PAGE: Final = 10
INSET: Final = 7
"""Pixels beside the ends of the line, for the handle."""
_GRIP: Final = 5.0
"""Pixels around the handle in which a press takes hold of it where it is."""
_QUIET: Final = 130
"""Opacity of what is only there for orientation."""
_TOLD: Final = 0.1
"""How far what is seen is from what was asked for, as a part of the track, before it is shown."""


class Track(QWidget):
    """A value between two ends. A double click brings it back to rest; Ctrl makes the wheel fine."""

    changed = Signal(float)
    """Set by hand, while it is dragged."""
    released = Signal()
    """A drag, a key or a turn of the wheel is over."""

    def __init__(self, low: float, high: float, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self._theme = theme
        self._value = self._rest = 0.0
        self._seen: float | None = None
        self._holds: tuple[float, float] | None = None
        self._dragging = False
        self._grip = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(90, 20)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(48, 20)

    @property
    def value(self) -> float:
        return self._value

    @property
    def high(self) -> float:
        """The end on the right."""
        return self._high

    @property
    def rest(self) -> float:
        return self._rest

    @property
    def seen(self) -> float | None:
        return self._seen

    @property
    def tells_seen(self) -> bool:
        """Whether what is seen is far enough from what was asked for to be marked."""
        return self._seen is not None and abs(self._seen - self._value) > _TOLD * (self._high - self._low)

    @property
    def is_dragged(self) -> bool:
        return self._dragging

    def set_value(self, value: float) -> None:
        """Show a value; nobody is told."""
        value = min(max(value, self._low), self._high)
        if value != self._value:
            self._value = value
            self.update()

    def set_rest(self, rest: float) -> None:
        """Where a double click goes."""
        if rest != self._rest:
            self._rest = rest
            self.update()

    def set_seen(self, seen: float | None) -> None:
        """What was found in the drawn picture; None if nobody looked."""
        seen = None if seen is None else min(max(seen, self._low), self._high)
        if seen != self._seen:
            self._seen = seen
            self.update()

    def set_holds(self, low: float, high: float) -> None:
        """Between these the picture holds up; beyond is drawn as a warning."""
        self._holds = (low, high)
        self.update()

    def to_rest(self) -> None:
        """As a double click does."""
        self._by_hand(self._rest)
        self.released.emit()

    # Drawing

    def _x(self, value: float) -> float:
        part = (value - self._low) / (self._high - self._low)
        return INSET + part * (self.width() - 2 * INSET)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.palette().color(self.foregroundRole())
        quiet = QColor(text)
        quiet.setAlpha(_QUIET)
        middle = self.height() / 2
        zero = min(max(0.0, self._low), self._high)
        low, high = self._holds or (self._low, self._high)
        painter.setPen(QPen(quiet, 2))
        painter.drawLine(QPointF(self._x(low), middle), QPointF(self._x(high), middle))
        if self._holds is not None:
            painter.setPen(QPen(self._theme.colour("yours"), 2, Qt.PenStyle.DotLine))
            for a, b in ((low, self._low), (high, self._high)):
                painter.drawLine(QPointF(self._x(a), middle), QPointF(self._x(b), middle))
        painter.setPen(QPen(self._theme.colour("yours") if self.isEnabled() else quiet, 2))
        painter.drawLine(QPointF(self._x(zero), middle), QPointF(self._x(self._value), middle))
        if self._rest != zero:
            painter.setPen(QPen(quiet, 1))
            x = self._x(self._rest)
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
        if self.tells_seen:
            assert self._seen is not None
            painter.setPen(QPen(self._theme.colour("made"), 1.6))
            painter.setBrush(self.palette().color(self.backgroundRole()))
            painter.drawEllipse(QPointF(self._x(self._seen), middle), 3.5, 3.5)
        painter.setPen(QPen(self._theme.colour("focus") if self.hasFocus() else quiet, 1.6))
        painter.setBrush(self.palette().color(self.backgroundRole()) if not self.isEnabled() else text)
        x = self._x(self._value)
        painter.drawRoundedRect(QRectF(x - 3, middle - 6, 6, 12), 2, 2)

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            away = event.position().x() - self._x(self._value)
            self._grip = away if abs(away) <= _GRIP else 0.0
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragging:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragging:
            self._dragging = False
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._dragging = False
        self.to_rest()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.hasFocus():
            event.ignore()  # the list scrolls
            return
        fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1.0
        turns = (event.angleDelta().y() or event.angleDelta().x()) / 120
        self._by_hand(self._value + turns * self._step * fine)
        self.released.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1.0
        to = {
            Qt.Key.Key_Left: self._value - self._step * fine,
            Qt.Key.Key_Right: self._value + self._step * fine,
            Qt.Key.Key_PageDown: self._value - _PAGE * self._step,
            Qt.Key.Key_PageUp: self._value + _PAGE * self._step,
            Qt.Key.Key_Delete: self._rest,
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._by_hand(to)
        self.released.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.update()

    @property
    def _step(self) -> float:
        return (self._high - self._low) / _STEPS

    def _follow(self, event: QMouseEvent) -> None:
        part = (event.position().x() - self._grip - INSET) / max(self.width() - 2 * INSET, 1)
        self._by_hand(self._low + part * (self._high - self._low))

    def _by_hand(self, value: float) -> None:
        value = min(max(value, self._low), self._high)
        if value != self._value:
            self._value = value
            self.update()
            self.changed.emit(value)
