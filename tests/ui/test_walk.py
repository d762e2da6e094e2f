"""As a new user would: open, smile, drag a brow, key, speak, play, undo all, redo all, save, export."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from studio.app.autosave import left_behind
from studio.app.commands import as_markdown
from studio.app.orders import Order
from studio.app.preview import Drawn
from studio.core import edits
from studio.core.time import Seconds
from studio.files.video import check_video
from studio.ui.launch import COMMANDS
from studio.ui.main_window import MainWindow


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def slide(window: MainWindow, unit: str, part: float) -> None:
    """Drag the slider of a unit to a part of its way, with the mouse."""
    track = window.inspector._rows[unit].track
    start, middle = track._x(track.value), track.height() // 2
    goal = track._x(part * track._high)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPointF(start, middle).toPoint())
    for share in (0.5, 1.0):
        QTest.mouseMove(track, QPointF(start + (goal - start) * share, middle).toPoint())
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPointF(goal, middle).toPoint())


def test_that_a_new_user_gets_from_a_portrait_to_a_film(opened: MainWindow, until, tmp_path: Path) -> None:
    window = opened
    assert window.session.history.undoes == "Open astronaut.png"
    slide(window, "AU12", 0.2)
    assert window.desk.state()["mouthSmileLeft"] == pytest.approx(0.2, abs=0.03)
    steps = len(window.session.history.steps)
    brow = window.stage._handles["right outer brow"]
    for up in (2, 4):
        window.stage.handle_moved.emit("right outer brow", brow - QPointF(0, up))
    window.stage.handle_released.emit("right outer brow")
    assert window.desk.state()["browOuterUpRight"] > 0.2
    assert len(window.session.history.steps) == steps + 1, "a drag is one step"
    window.do("face.key")
    window.times.step(12)
    window.face.toggle_auto_key()
    slide(window, "AU26", 0.6)
    assert edits.keys_of(window.session.project.timeline) == (Seconds(0), window.desk.time)
    window.speech_bar.show_text("Hello, [AU12=3]I am[/] a portrait.")
    QTest.keyClick(window.speech_bar._text, Qt.Key.Key_Return)
    until(lambda: window.desk.speech is not None)
    assert window.session.project.timeline.range.length > 1
    window.do("play.play")
    until(lambda: window.times.player is None)
    assert window.problem.isHidden(), window.problem.text
    done = window.session.project
    while window.session.history.undoes is not None:
        window.session.undo()
    assert window.session.project.source is None
    while window.session.history.redoes is not None:
        window.session.redo()
    assert window.session.project == done
    until(lambda: window.portrait is not None)
    window.session.save(tmp_path / "first.galatea")
    assert "●" not in window.windowTitle()
    window.exports.write(Order(tmp_path / "first.mp4", "web", force=True))
    until(lambda: "written" in window.said.text() or not window.problem.isHidden())
    assert window.problem.isHidden(), window.problem.text
    facts = check_video(tmp_path / "first.mp4")
    assert abs(float(facts.length - done.timeline.range.length)) < 0.1


def test_that_the_picture_follows_the_slider(opened: MainWindow, until) -> None:
    seen: list[Drawn] = []
    opened.preview.drawn.connect(seen.append)
    before = opened.stage.grabbed().toImage()
    slide(opened, "AU26", 1.0)
    until(lambda: any(d.quality == "full" and d.scene.state_at(d.moment)["jawOpen"] > 0.9 for d in seen))
    assert opened.stage.grabbed().toImage() != before


def test_that_pulling_the_nose_turns_the_head_and_the_pupils_look(opened: MainWindow) -> None:
    for name, change in (
        ("nose tip: head", lambda s: s.head.yaw),
        ("left pupil: gaze", lambda s: s.gaze.yaw),
    ):
        before = change(opened.desk.state())
        opened.stage.handle_moved.emit(name, opened.stage._handles[name] + QPointF(4, 0))
        opened.stage.handle_released.emit(name)
        assert change(opened.desk.state()) > before + 1


def test_that_a_problem_is_told_calmly_and_nothing_changes(window: MainWindow, until, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    before = window.session.project
    window.documents.open_path(str(tmp_path / "broken.png"))
    until(window.problem.isVisible)
    assert "broken.png" in window.problem.text
    assert "Traceback" not in window.problem.text
    assert window.session.project == before


def test_that_without_a_microphone_recording_is_refused_in_words(window: MainWindow, monkeypatch) -> None:
    monkeypatch.setattr("studio.app.sound.microphones", lambda: ())
    window.speaking.toggle_recording()
    assert "microphone" in window.problem.text


def test_that_the_palette_finds_and_does(opened: MainWindow) -> None:
    assert not opened.commands["view.mesh"].checked()
    opened.do("view.mesh")
    assert opened.commands["view.mesh"].checked()
    assert len(opened.stage._mesh) > 1000


def test_that_every_command_has_a_twin_or_a_reason(window: MainWindow) -> None:
    assert [c.id for c in window.commands.values() if not (c.twin or c.why)] == []


def test_that_the_docs_list_the_commands_as_they_are(window: MainWindow) -> None:
    listed = Path(__file__).parents[2] / "docs" / "commands.md"
    assert listed.read_text("utf-8") == COMMANDS + as_markdown(window.commands.values()), "make pictures"


KILLED = """
import os, signal, sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK
def until(so):
    for _ in range(3000):
        if so():
            return
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    sys.exit("it never was so")
app = QApplication([])
window = MainWindow(DARK)
window.show()
window.documents.open_path(sys.argv[1])
until(lambda: window.session.project.source is not None)
window.session.save(sys.argv[2])
window.speaking.speak("Hello.")
until(lambda: window.desk.speech is not None)
window.face.set_units({"AU01": 3.0})
window.face.set_keys()
window.documents.autosave()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_a_killed_window_is_gone_on_with_and_exported(
    home: Path, window: MainWindow, until, astronaut_file: Path, tmp_path: Path
) -> None:
    project = tmp_path / "walk.galatea"
    script = [sys.executable, "-c", KILLED, str(astronaut_file), str(project)]
    done = subprocess.run(script, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    (found,) = left_behind()
    assert found.original == project
    window.session.recover(found.read(), found.original)
    found.forget()
    assert left_behind() == ()
    until(lambda: window.portrait is not None)
    assert "walk ●" in window.windowTitle()
    assert window.desk.state()["browInnerUp"] > 0.5
    assert edits.keys_of(window.session.project.timeline) == (Seconds(0),)
    window.exports.write(Order(tmp_path / "walk.mp4", "web", force=True))
    until((tmp_path / "walk.mp4").exists)
    facts = check_video(tmp_path / "walk.mp4")
    assert abs(float(facts.length - window.session.project.timeline.range.length)) < 0.1
    assert abs(float(facts.sound_offset)) < 0.04
