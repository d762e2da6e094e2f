"""Dialogs that ask something: Enter says yes, Escape takes it back, the two answers stand in one order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from studio.core import edits
from studio.core.time import Seconds


@pytest.fixture
def opened(fakes_installed, window, until, astronaut_file):
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.desk.apply("Range", edits.range_set(Seconds(0), Seconds(4)))
    window.desk.sets_keys = True
    window.face.set_units({"AU12": 3.0})
    window.inspector.released.emit()
    window.timeline.pick_all()
    return window


@pytest.mark.parametrize(
    ("command", "yes"),
    [
        ("file.settings", "Keep"),
        ("file.export", "Export"),
        ("edit.preferences", "Keep"),
        ("keys.scale", "Scale"),
        ("dub.recording", "Keep"),
    ],
)
def test_that_enter_says_yes_and_escape_takes_it_back(opened, monkeypatch, command: str, yes: str) -> None:
    asked: list[QDialog] = []

    def look(dialog: QDialog) -> int:
        asked.append(dialog)
        dialog.show()
        default = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
        assert default.text() == yes
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    before = opened.session.project
    opened.do(command)
    assert len(asked) == 1
    assert opened.session.project is before
