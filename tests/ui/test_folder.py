"""A folder of portraits in the window: in, out, progress, stop, verdicts, contact sheet."""

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from studio.files.pictures import read_picture
from studio.ui.main_window import MainWindow
from tests.ui.conftest import Gate
from tests.ui.hands import Hands


@pytest.fixture
def folder(tmp_path: Path, astronaut_file: Path) -> Path:
    """Two portraits."""
    place = tmp_path / "portraits"
    place.mkdir()
    for name in ("anna.png", "ben.png"):
        shutil.copy(astronaut_file, place / name)
    return place


def asked(window: MainWindow, folder: Path, goal: Path) -> Hands:
    """The dialog, filled by hand."""
    window.do("face.folder")
    dialog = window.folders.dialog
    hands = Hands(dialog)
    dialog.source.setText(str(folder))
    dialog.goal.setText(str(goal))
    return hands


def verdicts(window: MainWindow) -> list[tuple[str, str]]:
    table = window.folders.dialog.table
    return [(table.item(i, 0).text(), table.item(i, 1).text()) for i in range(table.rowCount())]


def test_that_a_folder_is_neutralised_stopped_and_gone_on_with(
    window: MainWindow, until, folder: Path, tmp_path: Path, gate: Gate
) -> None:
    goal = tmp_path / "out"
    hands = asked(window, folder, goal)
    dialog = window.folders.dialog
    gate.hold(window.desk.batches, 0.5)  # the first is done, the second is not
    hands.click(dialog.go)
    assert not dialog.go.isEnabled()
    until(gate.is_reached)
    until(lambda: len(verdicts(window)) == 1)
    hands.click(dialog.stop)
    gate.open()
    until(dialog.go.isEnabled)
    assert "goes on" in dialog._told.text()
    first = (goal / "anna.png").stat().st_mtime_ns
    assert not (goal / "ben.png").exists()
    hands.click(dialog.go)
    until(lambda: dialog.has_sheet)
    assert verdicts(window) == [("anna.png", "good"), ("ben.png", "good")]
    assert (goal / "anna.png").stat().st_mtime_ns == first, "it was not done again"
    assert "2 pictures, 2 good, 1" in dialog._told.text()
    with (goal / "checks.csv").open(encoding="utf-8-sig") as file:
        assert [row["picture"] for row in csv.DictReader(file)] == ["anna.png", "ben.png"]
    assert read_picture(goal / "ben.png").pixels.shape == read_picture(folder / "ben.png").pixels.shape
    assert window.problem.isHidden()


def test_that_a_folder_that_is_not_there_is_told_where_it_was_asked_for(
    window: MainWindow, until, tmp_path: Path
) -> None:
    hands = asked(window, tmp_path / "nowhere", tmp_path / "out")
    dialog = window.folders.dialog
    hands.key(Qt.Key.Key_Return)
    until(lambda: "There is no folder" in dialog._told.text())
    until(dialog.go.isEnabled)
    assert window.problem.isHidden()
    assert not (tmp_path / "out").exists()


def test_that_parts_go_with_the_whole_until_they_are_moved_themselves(window: MainWindow) -> None:
    window.do("face.folder")
    dialog = window.folders.dialog
    hands = Hands(dialog)
    for part, percent in (("mouth", 40.0), ("whole", 0.0)):
        track = dialog.rows[part].track
        y = track.height() / 2
        hands.drag(track, QPointF(track._x(100.0), y), QPointF(track._x(percent), y))
    assert dialog.strength == 0
    assert dialog.own == {"mouth": pytest.approx(0.4, abs=0.02)}
    assert dialog.rows["nose"].track.value == 0


def test_that_it_begins_once_it_knows_both_folders(window: MainWindow, tmp_path: Path) -> None:
    window.do("face.folder")
    dialog = window.folders.dialog
    dialog.source.setText("")
    dialog.goal.setText("")
    assert not dialog.go.isEnabled()
    assert dialog.go.toolTip() == "Choose both folders first."
    dialog.source.setText(str(tmp_path))
    assert not dialog.go.isEnabled()
    dialog.goal.setText(str(tmp_path / "out"))
    assert dialog.go.isEnabled()
    dialog.show_running(running=True)
    assert not dialog.go.isEnabled()
    dialog.close()
