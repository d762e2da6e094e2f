"""Mouse and keyboard as a person has them: what they do goes to the window, and Qt finds who gets it.

A test that gives an event to a widget has decided already what a person can't: who has the focus, and what
lies under the pointer.
"""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """One pair of hands on one window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        window.activateWindow()
        QApplication.processEvents()

    @property
    def _handle(self) -> QWindow:
        return self.window.windowHandle()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key and let it go."""
        QTest.keyClick(self._handle, key, held)

    def write(self, text: str) -> None:
        """Type letters without accents, and spaces."""
        for letter in text:
            self.key(Qt.Key.Key_Space if letter == " " else getattr(Qt.Key, f"Key_{letter.upper()}"))

    def click(self, widget: QWidget, place: QPointF | QPoint | None = None) -> None:
        """Click in the middle of a widget, or at a place in it, if that is what lies there."""
        QTest.mouseClick(self._handle, LEFT, NONE, self._there(widget, place))

    def drag(self, widget: QWidget, start: QPointF, to: QPointF) -> None:
        """Press at a place of a widget, move in steps, let go."""
        QTest.mousePress(self._handle, LEFT, NONE, self._there(widget, start))
        for part in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(self._handle, self._there(widget, start + (to - start) * part))
        QTest.mouseRelease(self._handle, LEFT, NONE, self._there(widget, to))

    def _there(self, widget: QWidget, place: QPointF | QPoint | None) -> QPoint:
        inside = widget.rect().center() if place is None else QPointF(place).toPoint()
        return widget.mapTo(self.window, inside)
