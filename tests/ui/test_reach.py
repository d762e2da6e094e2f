"""Everything can be reached with the keyboard, and says what it is to whoever can't see it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.main_window import MainWindow


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.face.set_units({"AU12": 2.0})
    window.do("view.curves")
    return window


def taking_focus(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def test_that_everything_that_takes_the_focus_has_a_name(opened: MainWindow) -> None:
    nameless = []
    for widget in taking_focus(opened):
        if widget.focusProxy() is not None:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = "" if spoken is None else spoken.text(QAccessible.Text.Name)
        if not name and not widget.accessibleName():
            nameless.append(
                f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
            )
    assert nameless == []


def test_that_the_tab_key_gets_to_every_panel_and_back(opened: MainWindow) -> None:
    panels = (opened.stage, opened.inspector, opened.timeline, opened.speech_bar, opened.library)
    opened.activateWindow()
    opened.stage.setFocus()
    reached: set[QWidget] = set()
    first = QApplication.focusWidget()
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now is first:
            break
        reached |= {panel for panel in panels if panel is now or panel.isAncestorOf(now)}
    missing = [type(panel).__name__ for panel in panels if panel not in reached and panel is not opened.stage]
    assert missing == []


def test_that_typing_a_sentence_does_nothing_else(opened: MainWindow) -> None:
    before = opened.session.project
    opened.activateWindow()
    opened.do("speech.text")
    field = QApplication.focusWidget()
    assert field is not None
    for letter in "sjkl, wxmn. 123 cf":
        QTest.keyClicks(field, letter)
    assert opened.speech_bar.text == "sjkl, wxmn. 123 cf"
    assert opened.session.project == before
    assert opened.times.player is None


def test_that_every_key_is_given_once_and_can_be_read(opened: MainWindow) -> None:
    keys = [action.shortcut() for action in opened._actions.values() if not action.shortcut().isEmpty()]
    texts = [key.toString(QKeySequence.SequenceFormat.PortableText) for key in keys]
    assert len(set(texts)) == len(texts)
    assert all(texts)
