"""Five thousand things done at random in the real window: nothing breaks, and all of it can be undone."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QWidget

from studio.app.jobs import is_defect
from studio.core.time import Seconds
from studio.core.timeline import HEAD_SLOTS
from studio.core.units import VOCABULARIES
from studio.ui.main_window import MainWindow

ACTIONS = 1250
LEAVE_OUT = {"file.quit", "help.demo", "file.new"}
"""What would end the walk or begin it anew."""
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Escape,
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_BracketLeft, Qt.Key.Key_5,
)  # fmt: skip


class Monkey:
    """Does things in a window, as one who has no idea."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.dice, self.done = window, random.Random(seed), []
        self.parts: tuple[QWidget, ...] = (
            window.stage.viewport(), window.timeline, window.graph._plot.viewport(), window.inspector,
            window.transport, window.speech_bar, window.library,
        )  # fmt: skip
        self.commands = [name for name in window.commands if name not in LEAVE_OUT]

    def act(self) -> None:
        """One thing."""
        acts: tuple[Callable[[], None], ...] = (
            self.command, self.command, self.drag, self.drag, self.drag, self.click_child, self.click_child,
            self.key, self.wheel, self.menu, self.unit, self.slot, self.scrub, self.undo,
        )  # fmt: skip
        act = self.dice.choice(acts)
        self.done.append(act.__name__)
        act()
        QApplication.processEvents()

    def command(self) -> None:
        name = self.dice.choice(self.commands)
        self.done[-1] += f" {name}"
        self.window.do(name)

    def place(self, widget: QWidget) -> QPoint:
        return QPoint(
            self.dice.randrange(max(widget.width(), 1)), self.dice.randrange(max(widget.height(), 1))
        )

    def drag(self) -> None:
        widget, button = self.dice.choice(self.parts), self.dice.choice(BUTTONS)
        modifier = self.dice.choice(MODIFIERS)
        QTest.mousePress(widget, button, modifier, self.place(widget))
        for _ in range(self.dice.randrange(4)):
            QTest.mouseMove(widget, self.place(widget))
        QTest.mouseRelease(widget, button, modifier, self.place(widget))

    def click_child(self) -> None:
        widget = self.dice.choice(self.parts)
        children = [child for child in widget.findChildren(QWidget) if child.isVisible()] or [widget]
        child = self.dice.choice(children)
        click = self.dice.choice((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(child, Qt.MouseButton.LeftButton, self.dice.choice(MODIFIERS), self.place(child))

    def key(self) -> None:
        widget = QApplication.focusWidget() or self.window
        QTest.keyClick(widget, self.dice.choice(KEYS), self.dice.choice(MODIFIERS))

    def wheel(self) -> None:
        widget = self.dice.choice(self.parts)
        place = QPointF(self.place(widget))
        event = QWheelEvent(
            place, QPointF(widget.mapToGlobal(place.toPoint())), QPoint(),
            QPoint(0, self.dice.choice((-240, -120, 120, 240))), Qt.MouseButton.NoButton,
            self.dice.choice(MODIFIERS), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def menu(self) -> None:
        widget = self.dice.choice(self.parts)
        place = self.place(widget)
        child = widget.childAt(place) or widget
        where = child.mapFrom(widget, place)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(child, QContextMenuEvent(reason, where, child.mapToGlobal(where)))

    def unit(self) -> None:
        unit = self.dice.choice(self.dice.choice(VOCABULARIES).units)
        self.window.face.set_units({unit.name: self.dice.uniform(-1, 1.5 * unit.full)})

    def slot(self) -> None:
        self.window.inspector.slots_changed.emit({self.dice.choice(HEAD_SLOTS): self.dice.uniform(-90, 90)})

    def scrub(self) -> None:
        self.window.desk.go_to(Seconds(self.dice.randrange(-10, 80), 25))

    def undo(self) -> None:
        for _ in range(self.dice.randrange(1, 6)):
            self.window.do(self.dice.choice(("edit.undo", "edit.undo", "edit.redo")))


@pytest.fixture
def alone(window: MainWindow, until, astronaut_file, monkeypatch, tmp_path):
    """A window that speaks; whatever asks something is sent away."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "m.galatea"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("a name", True))
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.speaking.speak("Hello there.")
    until(lambda: window.desk.speech is not None)

    def dismiss() -> None:
        asks = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if asks is not None:
            asks.close()

    timer = QTimer(window, interval=5)
    timer.timeout.connect(dismiss)
    timer.start()
    return window


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_that_whatever_is_done_nothing_breaks_and_everything_can_be_undone(alone, until, seed) -> None:
    monkey = Monkey(alone, seed)
    defects: list[Exception] = []
    alone.desk.told.connect(lambda error: defects.append(error) if is_defect(error) else None)
    for _ in range(ACTIONS):
        monkey.act()
        assert not defects, (monkey.done[-5:], defects)
    until(lambda: not alone.is_busy)
    alone.times.stop()
    assert not defects, defects
    last, now = alone.session.project, alone.session.history.now
    while alone.session.history.undoes is not None:
        alone.session.undo()
    while alone.session.history.now < now:
        alone.session.redo()
    assert alone.session.project == last
