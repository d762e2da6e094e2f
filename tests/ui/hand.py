"""A hand on mouse and keys: events come to the window and find their widgets, as real ones do."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_STEPS = 6
"""Moves of one drag: a real one is never one jump."""


def point(widget: QWidget, place: QPointF) -> None:
    """Bring the pointer to a place of a widget."""
    QTest.mouseMove(_window(widget), _in_window(widget, place))


def press(widget: QWidget, place: QPointF) -> None:
    """Press the left button there, and keep it down."""
    point(widget, place)
    QTest.mousePress(_window(widget), _LEFT, _NONE, _in_window(widget, place))


def release(widget: QWidget, place: QPointF) -> None:
    QTest.mouseRelease(_window(widget), _LEFT, _NONE, _in_window(widget, place))


def drag(widget: QWidget, places: Iterable[QPointF], *, lets_go: bool = True) -> None:
    """Press at the first place and go straight from one to the next."""
    here, *others = places
    press(widget, here)
    for there in others:
        for step in range(1, _STEPS + 1):
            point(widget, here + (there - here) * step / _STEPS)
        here = there
    if lets_go:
        release(widget, here)


def turn_wheel(widget: QWidget, place: QPointF, notches: int) -> None:
    """Turn the wheel with the pointer at a place, away from oneself for more than zero."""
    point(widget, place)
    for _ in range(abs(notches)):
        there = QPointF(widget.mapToGlobal(place.toPoint()))
        by = QPoint(0, 120 if notches > 0 else -120)
        event = QWheelEvent(
            place, there, QPoint(), by, Qt.MouseButton.NoButton, _NONE, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(widget, event)


def type_key(window: QWidget, key: Qt.Key, times: int = 1) -> None:
    """Press a key in the window, whatever has the focus there."""
    for _ in range(times):
        QTest.keyClick(_window(window), key)


def _window(widget: QWidget):  # type: ignore[no-untyped-def]
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def _in_window(widget: QWidget, place: QPointF) -> QPoint:
    return widget.mapTo(widget.window(), place.toPoint())
