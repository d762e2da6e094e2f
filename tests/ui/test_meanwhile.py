"""What a person does while something else is under way: nothing gets lost, or into the wrong place."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from studio.app.orders import Order
from studio.core import edits
from studio.core.time import FrameRate, Seconds
from studio.files.sound import Sound
from studio.ui.main_window import MainWindow
from tests.clips import write_clip

ONE = Seconds(1)


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and not window.is_busy)
    return window


@pytest.fixture
def spoken(opened: MainWindow, until) -> MainWindow:
    opened.speaking.speak("Papa may bathe in the sea.")
    until(lambda: opened.desk.speech is not None and not opened.is_busy)
    return opened


@pytest.fixture
def two_faces(astronaut, tmp_path):
    path = tmp_path / "two.png"
    Image.fromarray(np.hstack([astronaut, astronaut[:, ::-1]])).save(path)
    return path


def press(window: MainWindow, keys: str) -> None:
    window.activateWindow()
    window.stage.setFocus()
    QTest.keySequence(window, QKeySequence(keys))


# Keys and menus


def test_that_keys_work_after_commands_that_could_not_be_done(window, until, astronaut_file) -> None:
    for name in ("edit.undo", "play.play", "face.neutral"):
        window.do(name)
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and not window.is_busy)
    window.face.set_units({"AU12": 4.0})
    assert window.session.history.undoes is not None
    before = window.session.history.now
    press(window, "Ctrl+Z")
    assert window.session.history.now == before - 1


def test_that_the_stage_alone_is_no_trap(opened) -> None:
    press(opened, "F11")
    assert not opened.menuBar().isVisible()
    press(opened, "F11")
    assert opened.menuBar().isVisible()


# What arrives late


def test_that_a_retimed_sentence_does_not_arrive_in_another_project(spoken, until) -> None:
    speech = spoken.desk.speech
    spoken.curves.move_boundary("word", speech.boundaries("word")[1], Seconds(1, 2))
    spoken.session.new()
    before = spoken.session.project
    until(lambda: not spoken.is_busy)
    assert spoken.session.project == before


def test_that_two_moves_in_quick_succession_both_count(spoken, until) -> None:
    speech = spoken.desk.speech
    first, second = speech.boundaries("phoneme")[2], speech.boundaries("phoneme")[8]
    goals = [speech.room("phoneme", each).end for each in (first, second)]
    for boundary, goal in zip((first, second), goals, strict=True):
        spoken.curves.move_boundary("phoneme", boundary, goal)
    until(lambda: not spoken.is_busy and spoken.desk.speech is not speech)
    until(lambda: set(goals) <= set(spoken.desk.speech.boundaries("phoneme")))
    spoken.session.undo()
    spoken.session.undo()
    assert spoken.desk.speech is speech


def test_that_the_library_has_the_sentence_as_it_was_retimed(spoken, until) -> None:
    speech = spoken.desk.speech
    boundary = speech.boundaries("word")[1]
    spoken.curves.move_boundary("word", boundary, speech.room("word", boundary).end)
    until(lambda: spoken.desk.speech is not speech)
    (item,) = spoken.session.project.kept
    assert spoken.session.takes[item.id] is spoken.desk.speech


def test_that_a_new_project_does_not_get_the_portrait_that_was_being_opened(window, until, astronaut_file):
    window.documents.open_path(str(astronaut_file))
    window.session.new()
    until(lambda: not window.is_busy)
    assert window.session.project.source is None
    assert window.portrait is None


def test_that_choosing_a_face_and_undoing_it_at_once_leaves_the_first(window, until, two_faces) -> None:
    window.documents.open_path(str(two_faces))
    until(lambda: window.portrait is not None and len(window.staging._faces) == 2)
    window.do("view.faces")
    before = window.portrait
    window.staging._face_chosen(1 - window.stage.overlays.chosen)
    until(lambda: window.portrait is not before)
    window.session.undo()
    window.session.redo()
    window.session.undo()
    until(lambda: not window.is_busy)
    assert window.session.project.face is None
    assert window.portrait.face.point is None


def test_that_a_chosen_face_has_its_own_expression(window, until, two_faces) -> None:
    window.documents.open_path(str(two_faces))
    until(lambda: window.portrait is not None and len(window.staging._faces) == 2)
    window.do("view.faces")
    window.staging._face_chosen(1 - window.stage.overlays.chosen)
    until(lambda: window.session.project.face is not None)
    np.testing.assert_allclose(window.desk.state().channels, window.portrait.rest.channels, atol=1e-5)


def test_that_speech_that_is_ready_does_not_move_the_hand_at_work(opened, until) -> None:
    opened.speaking.speak("Something that takes a moment.")
    opened.desk.go_to(ONE)
    until(lambda: opened.desk.speech is not None)
    assert opened.desk.time == ONE


def test_that_the_stage_is_empty_when_the_projects_portrait_cannot_be_shown(
    opened, until, tmp_path, astronaut_file
) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(astronaut_file.read_bytes())
    opened.documents.open_path(str(other))
    until(lambda: opened.portrait is not None and opened.portrait.path == other)
    opened.session.save(tmp_path / "a.galatea")
    opened.documents.open_path(str(astronaut_file))
    until(lambda: opened.portrait.path == astronaut_file)
    opened.session.save(tmp_path / "b.galatea")
    other.write_bytes(b"no picture any more")
    opened.session.open(tmp_path / "a.galatea")
    until(opened.problem.isVisible)
    assert opened.portrait is None
    assert not opened.commands["file.export"].enabled()


# Values that are asked for


def test_that_the_head_gets_where_it_is_asked_to_whatever_lies_below(spoken) -> None:
    spoken.desk.go_to(ONE)
    spoken.inspector.slots_changed.emit({"head.yaw": 5.0})
    turned = spoken.desk.state().head.minus(spoken.desk.rest.head)
    assert turned.yaw == pytest.approx(5.0, abs=1e-4)


def test_that_a_nose_that_is_held_still_stays(spoken) -> None:
    spoken.desk.go_to(ONE)
    place = spoken.stage._handles["nose tip: head"]
    for _ in range(5):
        spoken.stage.handle_moved.emit("nose tip: head", place)
    again = spoken.stage._handles["nose tip: head"]
    assert (QPointF(again) - QPointF(place)).manhattanLength() < 1.5


@pytest.mark.parametrize("how", [{"weight": 0.5}, {"solo": True}])
def test_that_a_slider_reaches_its_value_in_a_layer_that_is_weighed_or_solo(spoken, how) -> None:
    spoken.face.set_units({"AU26": 1.0})
    spoken.desk.apply("Layer", edits.layer_set(edits.HAND, **how))
    spoken.desk.go_to(ONE)
    spoken.face.set_units({"AU26": 2.0})
    assert spoken.desk.state()["jawOpen"] == pytest.approx(0.4, abs=1e-4)


def test_that_a_click_on_a_key_changes_nothing_even_when_the_hand_shakes(spoken) -> None:
    spoken.desk.apply("Key", edits.slot_set({"jawRight": 0.3}, ONE, key=True))
    timeline = spoken.timeline
    place = QPointF(timeline.scale.x(ONE) + 1, timeline.lanes.curves.top + 10)
    before = spoken.session.history.now
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=place.toPoint())
    QTest.mouseMove(timeline, (place + QPointF(1, 0)).toPoint())
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=(place + QPointF(1, 0)).toPoint())
    assert spoken.session.history.now == before
    spoken.session.new()
    assert spoken.desk.state()["jawRight"] == 0


def test_that_a_drag_while_it_plays_stops_the_playing(spoken, until) -> None:
    spoken.do("play.loop")  # it would play on for ever
    spoken.do("play.play")
    until(lambda: spoken.desk.time > 0)
    spoken.inspector.units_changed.emit({"AU12": 2.0})
    assert spoken.times.player is None


def test_that_another_portrait_stops_the_playing(spoken, until, two_faces) -> None:
    spoken.do("play.loop")
    spoken.do("play.play")
    until(lambda: spoken.desk.time > 0)
    spoken.documents.open_path(str(two_faces))
    until(lambda: spoken.portrait.path == two_faces)
    assert spoken.times.player is None


def test_that_the_range_of_a_picture_begins_where_one_says(opened) -> None:
    opened.desk.go_to(ONE)
    opened.do("play.from")
    opened.desk.go_to(Seconds(3))
    opened.do("play.to")
    span = opened.session.project.timeline.range
    assert (span.start, span.end) == (ONE, Seconds(3) + opened.desk.rate.time_of(1))


def test_that_keys_on_a_picture_can_be_played(opened) -> None:
    opened.desk.apply("Keys", edits.slot_set({"jawOpen": 0.3}, Seconds(2), key=True))
    assert opened.desk.span().end == Seconds(2) + opened.desk.rate.time_of(1)
    opened.do("play.play")
    assert opened.times.player is not None


# Video


@pytest.fixture
def clip(astronaut, tmp_path):
    tone = Sound(np.sin(np.arange(16000) * 0.1).astype(np.float32) * 0.3, 16000)
    drifting = [np.roll(astronaut, i, axis=1) for i in range(10)]
    return write_clip(tmp_path / "clip.mp4", drifting, FrameRate(Fraction(10)), sound=tone)


def test_that_a_videos_own_sound_is_shown_and_played(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.timeline.page.shown.speech is not None)
    shown = window.timeline.page.shown.speech
    assert float(shown.length) == pytest.approx(1.0, abs=0.1)
    assert np.abs(shown.samples).max() > 0.2
    assert window.desk.speech is None


def test_that_muted_speech_gives_a_video_its_own_mouth_back(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and not window.is_busy)
    own = window.desk.state()["mouthSmileLeft"]
    assert own > 0.3
    window.speaking.speak("Yes.")
    until(lambda: window.desk.speech is not None)
    window.desk.go_to(Seconds(0))
    assert window.desk.state()["mouthSmileLeft"] < own / 4
    window.timeline.layer_switched.emit(edits.SPEECH, "mute", True)
    assert window.desk.state()["mouthSmileLeft"] == pytest.approx(own, abs=1e-4)


# Leaving


def test_that_closing_asks_while_something_is_written(opened, until, gate, tmp_path, monkeypatch) -> None:
    opened.desk.apply("Range", edits.range_set(Seconds(0), Seconds(20)))
    opened.session.save(tmp_path / "a.galatea")
    asked: list[str] = []

    def go_on(box: QMessageBox) -> int:
        asked.append(box.text())
        button = next(each for each in box.buttons() if "Go on" in each.text())
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: button)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", go_on)
    gate.hold(opened.desk.working, 0.1)
    opened.exports.write(Order(tmp_path / "film.mp4", "web", force=True))
    until(gate.is_reached)
    assert not opened.close()
    assert "film.mp4" in asked[0]
    opened.desk.stop_work()
    gate.open()
    until(lambda: not opened.is_busy)
    assert opened.close()


def test_that_what_is_told_while_something_is_done_stands_beside_it(opened, until, gate) -> None:
    gate.hold(opened.desk.working, 0.1)
    opened.speaking.speak("Papa may bathe in the sea.")
    until(gate.is_reached)
    opened.desk.said.emit("All is well.")
    until(lambda: opened._doing.isVisible() and opened.said.isVisible())
    places = [part.geometry() for part in (opened._doing, opened._busy, opened._stop, opened.said)]
    assert all(before.right() < after.left() for before, after in pairwise(places))
    assert opened.said.text() == "All is well."
    opened.said._leaves.timeout.emit()
    assert opened.said.text() == ""
