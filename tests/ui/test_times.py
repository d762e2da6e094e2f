"""Times are read and typed as a person works: seconds, timecode, frames; rate and length are settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from studio.app.preview import Drawn
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.ui.dialogs.project import ProjectDialog
from studio.ui.main_window import MainWindow
from tests.ui.hands import Hands

TYPED = {":": Qt.Key.Key_Colon, "+": Qt.Key.Key_Plus, "f": Qt.Key.Key_F, ".": Qt.Key.Key_Period}


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def typed(hands: Hands, text: str) -> None:
    for letter in text:
        hands.key(TYPED.get(letter) or Qt.Key(ord(letter)))
    hands.key(Qt.Key.Key_Return)


def test_that_the_playhead_goes_where_a_time_is_typed(opened: MainWindow) -> None:
    hands, transport = Hands(opened), opened.transport
    hands.click(transport._clock, QPointF(20, 8))
    assert transport.time_field.isVisible()
    typed(hands, "2.5")
    assert opened.desk.time == Seconds(62, 25), "on its frame"
    assert not transport.time_field.isVisible()
    hands.key(Qt.Key.Key_G)
    typed(hands, "+10f")
    assert opened.desk.time == Seconds(72, 25)
    hands.key(Qt.Key.Key_G)
    hands.key(Qt.Key.Key_7)
    hands.key(Qt.Key.Key_Escape)
    assert opened.desk.time == Seconds(72, 25)
    opened.do("view.timecode")
    hands.key(Qt.Key.Key_G)
    typed(hands, "1:5")
    assert opened.desk.time == Seconds(30, 25)
    assert transport._clock.text().startswith("00:00:01:05 / ")
    hands.key(Qt.Key.Key_G)
    typed(hands, "1:2:3:4:5")
    assert "is not a time" in opened.problem.text


def test_that_frames_are_told_everywhere_and_stay_chosen(opened: MainWindow) -> None:
    opened.do("view.frames")
    opened.desk.go_to(Seconds(2))
    assert opened.transport._clock.text().startswith("50 / ")
    ruler = opened.timeline.lanes.ruler
    opened.timeline.scale.pixels = 100.0
    step = ruler._step()
    assert [ruler._told(i, step) for i in range(3)] == ["0", "20", "40"]
    assert opened.commands["view.frames"].checked()
    assert opened.desk.settings.value("time_form") == "frames"


def test_that_folds_are_seen_while_they_are_set_and_kept_or_given_up(
    opened: MainWindow, until, monkeypatch
) -> None:
    drawn: list[Drawn] = []
    opened.desk.preview.drawn.connect(drawn.append)

    def seen() -> float | None:
        return drawn[-1].scene.folds if drawn else None

    def tried(answer: int):
        def exec_(dialog: ProjectDialog) -> int:
            assert dialog.folds == opened.session.project.folds
            assert opened.session.project.folds == 1.0
            QTest.keyClick(dialog.folds_track, Qt.Key.Key_PageDown)
            assert dialog.folds == 0.8
            assert dialog._folds_box.text() == "80%"
            until(lambda: seen() == 0.8)
            return answer

        return exec_

    steps = len(opened.session.history.steps)
    monkeypatch.setattr(ProjectDialog, "exec", tried(0))
    opened.do("file.settings")
    until(lambda: seen() == 1.0)
    assert len(opened.session.history.steps) == steps
    monkeypatch.setattr(ProjectDialog, "exec", tried(1))
    opened.do("file.settings")
    assert opened.session.project.folds == 0.8
    assert len(opened.session.history.steps) == steps + 1
    until(lambda: seen() == 0.8)
    opened.session.undo()
    until(lambda: seen() == 1.0)


def test_that_rate_and_range_are_settings_in_one_step(opened: MainWindow, monkeypatch) -> None:
    steps = len(opened.session.history.steps)

    def filled(dialog: ProjectDialog) -> int:
        dialog.rate_box.setEditText("0")
        assert not dialog._keep.isEnabled()
        dialog.rate_box.setEditText("29.97")
        dialog.end.setText("7")
        dialog.form_box.setCurrentIndex(2)
        assert dialog.end.text() == "209"
        dialog.start.setText("300")
        assert "before it begins" in dialog._problem.text()
        dialog.start.setText("0")
        assert dialog._keep.isEnabled()
        assert dialog.reach_box.value() == 1.0
        dialog.reach_box.setValue(2.5)
        return 1

    monkeypatch.setattr(ProjectDialog, "exec", filled)
    opened.do("file.settings")
    timeline = opened.session.project.timeline
    rate = FrameRate.of("30000/1001")
    assert timeline.rate == rate
    assert timeline.range == TimeRange(Seconds(0), rate.time_of(209))
    assert opened.desk.form == "frames"
    assert opened.session.project.reach == 2.5
    assert len(opened.session.history.steps) == steps + 1
    opened.session.undo()
    assert opened.session.project.reach == 1.0
    assert opened.session.project.timeline.rate == FrameRate.of(25)
