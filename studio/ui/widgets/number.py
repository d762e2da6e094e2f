"""A number that is typed, or dragged sideways."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

_DRAGGED: Final = 3.0
"""Pixels from which a press is a drag."""
_ACROSS: Final = 240.0
"""Pixels for the whole range; ten times as many with Ctrl."""
_MARGIN: Final = 12
"""Pixels beside the text: frame, padding, and the cursor."""


class NumberBox(QLineEdit):
    """Shows a value with its unit; Enter sets what was typed, the arrows step."""

    changed = Signal(float)
    released = Signal()

    def __init__(
        self, low: float, high: float, digits: int, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._digits, self._unit = low, high, digits, unit
        self._value = 0.0
        self._pressed: QPointF | None = None
        self._drags = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the row's is shown
        self.editingFinished.connect(self._finished)
        self._show()

    def sizeHint(self) -> QSize:  # noqa: N802
        ends = (f"{end:.{self._digits}f}{self._unit}" for end in (self._low, self._high))
        text = max(self.fontMetrics().horizontalAdvance(end) for end in ends)
        return QSize(max(40, -(-(text + _MARGIN) // 4) * 4), 20)

    def set_value(self, value: float) -> None:
        """Show a value; nobody is told."""
        value = min(max(value, self._low), self._high)
        if value != self._value:
            self._value = value
            if not self.hasFocus() or self._drags:
                self._show()

    @property
    def value(self) -> float:
        return self._value

    @property
    def number(self) -> str:
        """The value as it is shown, without its unit."""
        shown = f"{self._value:.{self._digits}f}"
        return shown.removeprefix("-") if float(shown) == 0 else shown

    def _show(self) -> None:
        self.setText(self.number + self._unit)

    def _typed(self) -> None:
        text = self.text().replace(",", ".").replace(self._unit.strip() or "\0", "").strip()
        try:
            self._by_hand(float(text))
        except ValueError:
            self._show()
            return
        self.released.emit()

    def _finished(self) -> None:
        """Enter, or the focus went away: what was typed counts."""
        if self.text() != self.number + self._unit:
            self._typed()

    def _by_hand(self, value: float) -> None:
        if math.isfinite(value):
            self._value = min(max(value, self._low), self._high)
            self._show()
            self.changed.emit(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finished()
            self.clearFocus()  # which gives the keys back to commands
            return
        if event.key() == Qt.Key.Key_Escape:
            self._show()
            self.clearFocus()
            return
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        self._by_hand(self._value + way * (self._high - self._low) / 50)
        self.released.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed, self._start, self._drags = event.position(), self._value, False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pressed is None:
            return
        away = event.position().x() - self._pressed.x()
        self._drags = self._drags or abs(away) > _DRAGGED
        if self._drags:
            fine = 10 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            self._by_hand(self._start + away * (self._high - self._low) / _ACROSS / fine)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed = None
        if self._drags:
            self._drags = False
            self.deselect()
            self.clearFocus()
            self.released.emit()
        else:
            self.selectAll()
