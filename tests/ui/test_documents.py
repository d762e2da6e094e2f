"""Projects as files: damaged, newer, moved, and work that is stopped half way."""

import json
import shutil
import zipfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMessageBox

from studio.app.orders import Order
from studio.core import edits
from studio.core.project import VERSION
from studio.core.time import FrameRate, Seconds
from studio.ui.main_window import MainWindow
from tests.clips import write_clip


@pytest.fixture
def saved(window: MainWindow, until, astronaut_file: Path, tmp_path: Path) -> Path:
    """A project with a portrait that lies beside it."""
    portrait = tmp_path / "work" / "portrait.png"
    portrait.parent.mkdir()
    shutil.copy(astronaut_file, portrait)
    window.documents.open_path(str(portrait))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.desk.apply("Mark", edits.marked(Seconds(1), "here"))
    window.session.save(tmp_path / "work" / "a.galatea")
    window.session.new()
    return tmp_path / "work" / "a.galatea"


def rewritten(path: Path, goal: Path, change) -> Path:
    """The project with its document changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(goal, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "project.json":
                document = json.loads(data)
                change(document)
                data = json.dumps(document).encode()
            new.writestr(name, data)
    return goal


def test_that_a_damaged_project_is_told_and_the_open_one_stays(window, saved, tmp_path) -> None:
    window.documents.open_path(saved)
    before = window.session.project
    broken = tmp_path / "broken.galatea"
    broken.write_bytes(saved.read_bytes()[:200])
    window.documents.open_path(broken)
    assert "broken.galatea" in window.problem.text
    assert window.session.project == before
    assert window.session.path == saved


def test_that_a_newer_project_can_be_looked_at_and_exported_but_not_saved(window, until, saved, tmp_path):
    def newer(document) -> None:
        document |= {"schema": f"project/{VERSION + 1}", "hologram": {"depth": 3}}

    path = rewritten(saved, saved.parent / "newer.galatea", newer)
    before = path.read_bytes()
    window.documents.open_path(path)
    assert "newer" in window.problem.text
    assert window.session.is_read_only
    assert window.session.project.timeline.markers[0].name == "here"
    until(lambda: window.portrait is not None)
    window.exports.write(Order(tmp_path / "still.png", "still", force=True))
    until((tmp_path / "still.png").exists)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
        assert not window.documents.save()
    assert path.read_bytes() == before


class _Answer:
    """Presses the button with a word on it, in whatever asks."""

    def __init__(self, patch: pytest.MonkeyPatch, word: str) -> None:
        self.asked: list[str] = []

        def answer(box: QMessageBox) -> int:
            self.asked.append(box.text())
            button = next(b for b in box.buttons() if word in b.text())
            patch.setattr(QMessageBox, "clickedButton", lambda _box: button)
            return 0

        patch.setattr(QMessageBox, "exec", answer)


def test_that_a_portrait_that_was_moved_is_looked_for(window, until, saved, tmp_path, monkeypatch) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    shutil.move(saved.parent / "portrait.png", elsewhere / "renamed.png")
    asks = _Answer(monkeypatch, "folder")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "elsewhere"))
    window.documents.open_path(saved)
    until(lambda: window.portrait is not None)
    assert "portrait.png" in asks.asked[0]
    assert Path(window.session.project.source.path) == elsewhere / "renamed.png"
    assert window.session.history.undoes is not None


def test_that_another_file_is_not_taken_for_the_one_that_is_missing(window, until, saved, monkeypatch):
    portrait = saved.parent / "portrait.png"
    portrait.unlink()
    other = saved.parent / "other.png"
    other.write_bytes(b"another picture")
    _Answer(monkeypatch, "file")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(other), ""))
    window.documents.open_path(saved)
    until(lambda: "other.png" in window.problem.text)
    assert window.portrait is None
    assert window.session.project.timeline.markers[0].name == "here"


def test_that_unsaved_work_is_asked_about_and_kept_when_one_says_so(window, saved, monkeypatch) -> None:
    window.documents.open_path(saved)
    window.desk.apply("Mark", edits.marked(Seconds(2), "there"))
    assert "●" in window.windowTitle()
    asks = _Answer(monkeypatch, "Cancel")
    assert not window.documents.may_close()
    _Answer(monkeypatch, "Save")
    assert window.documents.may_close()
    assert asks.asked
    assert "●" not in window.windowTitle()


@pytest.fixture
def clip(astronaut, tmp_path) -> Path:
    drifting = [np.roll(astronaut, 2 * i, axis=1) for i in range(30)]
    return write_clip(tmp_path / "clip.mp4", drifting, FrameRate(Fraction(10)))


def work_of(window: MainWindow, kind: str, clip: Path, goal: Path) -> None:
    """Begin something long."""
    if kind == "open":
        window.documents.open_path(str(clip))
    elif kind == "speak":
        window.speaking.speak("A long sentence that takes a while to be said, and then some more. " * 3)
    else:
        window.desk.apply("Range", edits.range_set(Seconds(0), Seconds(20)))
        window.exports.write(Order(goal / f"film.{kind}", "web" if kind == "mp4" else "gif", force=True))


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["open", "speak", "mp4", "gif"])
def test_that_whatever_takes_long_is_stopped_and_leaves_nothing(
    window, until, gate, kind, clip, astronaut_file, tmp_path, home
) -> None:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and not window.is_busy)
    goal = tmp_path / "out"
    goal.mkdir()
    for lane in (window.desk.working, window.desk.drawing):
        gate.hold(lane, 0.1)
    work_of(window, kind, clip, goal)
    before, portrait = window.session.project, window.portrait
    until(gate.is_reached)
    assert window.is_busy
    if kind in ("mp4", "gif"):
        assert files_below(home / "cache"), "some of the film is there already"
    window.desk.stop_work()
    gate.open()
    until(lambda: not window.is_busy)
    assert window.session.project == before
    assert window.portrait is portrait
    assert window.problem.isHidden(), window.problem.text
    assert list(goal.iterdir()) == []
    assert files_below(home / "cache") == []


@pytest.mark.parametrize("kept", [QPoint(3, 4), 7, None, [1, "/a.png", None], "", "/a.png", {"a": 1}])
def test_that_strange_preferences_are_no_files_that_were_opened(window, kept: object) -> None:
    window.desk.settings.setValue("recent", kept)
    assert window.documents.last_opened() in ([], ["/a.png"])
