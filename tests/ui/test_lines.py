"""Lines of a dub in the window: placed, dragged, cut, heard, seen and written."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QTest

from studio.app import exporting
from studio.core import line_edits
from studio.core.lines import Line, Take
from studio.core.project import Project
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.files.sound import Sound, write_sound
from studio.ui.controllers import lines as controller
from studio.ui.theme import DARK
from studio.ui.timeline.lanes.lines import ShownLine
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown
from studio.ui.timeline.timeline import TimelineView
from tests.films import decoded

RATE = FrameRate(Seconds(25))
ONE, TWO = Seconds(1), Seconds(2)
LEFT, NONE, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def speech() -> Speech:
    words = (Word("hi", TimeRange(Seconds(1, 5), ONE)),)
    phonemes = (Phoneme("AY", TimeRange(Seconds(1, 5), ONE)),)
    return Speech(np.full(16000, 0.4, np.float32), 8000, words, phonemes)


def line(name: str, start: Seconds) -> Line:
    return Line(name, start, (Take.whole(name, TWO, name.title(), "", None),))


@pytest.fixture
def view(qtbot) -> TimelineView:
    view = TimelineView(DARK)
    qtbot.addWidget(view)
    view.resize(NAMES + 1024, 300)
    view.show()
    said = Speech(np.zeros(80_000, np.float32), 8000, (Word("hi", TimeRange(Seconds(6, 5), TWO)),))
    view.show_timeline(Shown(RATE, TimeRange(Seconds(0), Seconds(10)), said, is_video=True))
    assert view.scale.pixels == 100
    view.lines.show([ShownLine(line("a", ONE), speech()), ShownLine(line("b", Seconds(6)), speech())])
    return view


def place(view: TimelineView, time: float, y: float = 30) -> QPointF:
    return QPointF(view.scale.x(time), view.lanes.lines.top + y)


def drag(view: TimelineView, start: QPointF, to: QPointF, held=NONE, *, lets_go: bool = True) -> None:
    QTest.mousePress(view, LEFT, held, start.toPoint())
    for there in ((start + to) / 2, to):
        move(view, there, held)
    if lets_go:
        QTest.mouseRelease(view, LEFT, held, to.toPoint())


def move(view: TimelineView, there: QPointF, held=NONE) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, view.mapToGlobal(there), Qt.MouseButton.NoButton, LEFT, held
    )
    view.mouseMoveEvent(event)


def done(view: TimelineView, edit) -> dict[str, TimeRange]:
    project = edit(Project(lines=tuple(each.line for each in view.lanes.lines.lines)))
    return {each.id: each.range for each in project.lines}


def test_that_a_line_is_dragged_in_time_by_whole_frames(view: TimelineView, qtbot) -> None:
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 2), place(view, 2.51))
    part, edit = asked.args
    assert part == "body"
    assert done(view, edit)["a"].start == Seconds(38, 25)
    assert view.lines.picked == {"a"}


def test_that_alt_moves_a_line_by_milliseconds(view: TimelineView, qtbot) -> None:
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 2), place(view, 2.51), ALT)
    assert done(view, asked.args[1])["a"].start == Seconds(151, 100)


def test_that_the_playhead_and_other_lines_catch_a_line(view: TimelineView, qtbot) -> None:
    view.show_time(Seconds(233, 100))
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 2), place(view, 3.3))
    assert done(view, asked.args[1])["a"].start == Seconds(233, 100)
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 2), place(view, 4.97))
    assert done(view, asked.args[1])["a"].end == Seconds(6)


def test_that_ends_are_trimmed_and_fades_drawn(view: TimelineView, qtbot) -> None:
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 3), place(view, 2.4))
    assert (asked.args[0], done(view, asked.args[1])["a"]) == ("end", TimeRange(ONE, Seconds(12, 5)))
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 1), place(view, 1.4))
    assert (asked.args[0], done(view, asked.args[1])["a"]) == ("start", TimeRange(Seconds(7, 5), Seconds(3)))
    with qtbot.waitSignal(view.lines.dropped) as asked:
        drag(view, place(view, 1.03, 6), place(view, 1.53, 6))
    faded = asked.args[1](Project(lines=(view.lanes.lines.lines[0].line,))).lines[0]
    assert (asked.args[0], faded.fade_in) == ("fade_in", Seconds(1, 2))


def test_that_a_line_is_shown_where_the_hand_holds_it_and_its_words_with_it(view: TimelineView) -> None:
    drag(view, place(view, 2), place(view, 2.6), lets_go=False)
    (first, _) = view.lanes.lines.lines
    assert view.lanes.lines.as_tried(first).start == Seconds(8, 5)
    assert view._drag is not None
    shown = view._drag.tried(view.page.shown).speech
    assert shown is not None
    assert shown.words[0].range.start == Seconds(9, 5)
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.lanes.lines.as_tried(first).start == ONE
    QTest.mouseRelease(view, LEFT, NONE, place(view, 2.6).toPoint())


def test_that_escape_leaves_a_line_where_it_was(view: TimelineView, qtbot) -> None:
    asked: list[object] = []
    view.lines.dragged.connect(asked.append)
    with qtbot.assertNotEmitted(view.lines.dropped):
        drag(view, place(view, 2), place(view, 2.6), lets_go=False)
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, NONE, place(view, 2.6).toPoint())
    assert asked[-1] is None


def test_that_a_click_selects_and_delete_asks_for_what_is_selected(view: TimelineView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.lines.dropped):
        QTest.mouseClick(view, LEFT, NONE, place(view, 7).toPoint())
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.ShiftModifier, place(view, 2).toPoint())
    assert view.lines.picked == {"a", "b"}
    with qtbot.waitSignal(view.lines.removed) as asked:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert asked.args == [frozenset({"a", "b"})]
    QTest.mouseClick(view, LEFT, NONE, QPointF(view.scale.x(5), 6).toPoint())
    assert view.lines.picked == {"a", "b"}, "whoever moves the playhead keeps the selection"
    QTest.mouseClick(view, LEFT, NONE, place(view, 5).toPoint())
    assert not view.lines.picked


def test_that_a_dropped_sound_is_asked_for_at_its_time(view: TimelineView, qtbot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/sounds/line.wav")])
    event = QDropEvent(place(view, 4.01), Qt.DropAction.CopyAction, data, LEFT, NONE)
    with qtbot.waitSignal(view.lines.sound_dropped) as asked:
        view.dropEvent(event)
    assert asked.args == ["/sounds/line.wav", Seconds(4)]


def test_that_lines_of_other_faces_have_rows_of_their_own(view: TimelineView) -> None:
    before = view.lanes.words.top
    view.lines.show(
        [ShownLine(line("a", ONE), speech()), ShownLine(line("b", ONE), speech(), row=1, face="2")]
    )
    assert view.lanes.words.top > before
    grip = view.lanes.at(place(view, 2, 76))
    assert getattr(grip, "line", None) == "b"
    view.lines.show([])
    assert view.lanes.lines.height == 0


# In the window


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Two tenths of a second that are loud, as a voice is, and as many that are not."""
    time = np.arange(9600) / 24000
    loud = np.where(time < 0.2, 0.5, 0.05) * np.sin(2 * np.pi * 180 * time) * (0.6 + 0.4 * np.sin(40 * time))
    path = tmp_path / "line.wav"
    write_sound(path, Sound(loud.astype(np.float32), 24000))
    path.with_suffix(".txt").write_text("ah")
    return path


@pytest.fixture
def dubbing(window, until, clip, recording):
    """A window on a film in which a line is placed at the playhead."""
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.times._own is not None)
    window.desk.go_to(Seconds(1, 5))
    window.lines.place([recording], window.desk.time)
    until(lambda: window.session.project.lines)
    return window


def only(window) -> Line:
    (found,) = window.session.project.lines
    return found


def test_that_a_recording_is_placed_seen_heard_and_undone(dubbing, recording) -> None:
    window, placed = dubbing, only(dubbing)
    assert placed.range == TimeRange(Seconds(1, 5), Seconds(3, 5))
    assert (placed.name, placed.take.text) == ("line", "ah")
    assert window.timeline.lines.picked == {placed.id}
    assert [shown.line for shown in window.timeline.lanes.lines.lines] == [placed]
    assert window.timeline.page.shown.speech.words[0].range.start >= placed.start
    window.desk.go_to(Seconds(3, 10))
    scene, own = window.desk.scene(), window.portrait.rest_at(Seconds(3, 10))
    assert scene.mouths[0].shows == TimeRange(Seconds(0), Seconds(4, 5))
    assert (window.desk.state().channels != own.channels).any()
    assert window.desk.state().head == own.head
    played, rate = exporting.played(window.session.content(), window.portrait, window.times._own)
    own_sound, first = window.times._own.samples, round(0.2 * rate)
    assert np.array_equal(played[: first - 1], own_sound[: first - 1])
    assert np.abs(played[first : 2 * first] - own_sound[first : 2 * first]).max() > 0.2
    window.session.undo()
    assert not window.session.project.lines
    assert not window.timeline.lanes.lines.lines
    assert (window.desk.state().channels == own.channels).all()


def test_that_a_slider_over_a_line_sets_what_it_says(dubbing) -> None:
    window = dubbing
    window.desk.go_to(Seconds(3, 10))
    window.face.set_units({"AU26": 4.0})
    assert window.desk.state()["jawOpen"] == pytest.approx(0.8, abs=1e-3)


def test_that_a_line_is_split_trimmed_and_removed_at_the_playhead(dubbing) -> None:
    window = dubbing
    window.desk.go_to(Seconds(2, 5))
    window.do("dub.split")
    first, second = window.session.project.lines
    assert (first.range.end, second.start) == (Seconds(2, 5), Seconds(2, 5))
    assert window.lines.line == second
    window.desk.go_to(Seconds(1, 2))
    window.do("dub.to")
    assert window.session.project.lines[1].range.end == Seconds(1, 2)
    window.do("dub.remove")
    assert window.session.project.lines == (first,)
    for _ in range(3):
        window.session.undo()
    assert only(window).range == TimeRange(Seconds(1, 5), Seconds(3, 5))


def test_that_a_dragged_line_is_tried_out_on_the_stage(dubbing) -> None:
    window, view = dubbing, dubbing.timeline
    drag(view, place(view, 0.4), place(view, 0.3), lets_go=False)
    assert window.desk.scene().mouths[0].begins == Seconds(1, 10)
    assert only(window).start == Seconds(1, 5)
    QTest.mouseRelease(view, LEFT, NONE, place(view, 0.3).toPoint())
    assert only(window).start == Seconds(1, 10)
    assert window.session.history.undoes == "Move line"


def test_that_the_menu_of_a_line_sets_how_it_is_heard(dubbing) -> None:
    window = dubbing
    assert window.lines.fill_menu(only(window).id)
    replaced = [a for menu in window.lines.menu.actions() if menu.menu() for a in menu.menu().actions()]
    next(action for action in replaced if action.text() == "Replaced by the line").trigger()
    assert only(window).left == 0
    window.lines.fill_menu(only(window).id)
    softer = [a for menu in window.lines.menu.actions() if menu.menu() for a in menu.menu().actions()]
    next(action for action in softer if action.text() == "-6 dB").trigger()
    assert only(window).gain == pytest.approx(0.501, abs=1e-3)


def test_that_takes_are_stacked_and_one_is_chosen(dubbing, until, recording, tmp_path) -> None:
    window = dubbing
    other = tmp_path / "again.wav"
    other.write_bytes(recording.read_bytes())
    window.lines.add_take(only(window).id, other)
    until(lambda: len(only(window).takes) == 2)
    assert only(window).take.name == "again"
    window.lines.choose_take_of(only(window).id, 0)
    assert only(window).take.name == "line"
    assert {item.name for item in window.session.sounds} == {"line", "again"}


def test_that_a_wrong_phoneme_of_a_line_is_mended_and_its_mouth_follows(dubbing, until) -> None:
    window, before = dubbing, only(dubbing)
    said = window.timeline.page.shown.speech.phonemes
    index = next(i for i, phoneme in enumerate(said) if phoneme.name not in ("SIL", "M"))
    window.timeline.phoneme_chosen.emit(index, "M")
    until(lambda: only(window).take.id != before.take.id)
    names = [phoneme.name for phoneme in window.session.takes[only(window).take.id].phonemes]
    assert "M" in names
    assert window.timeline.page.shown.speech.phonemes[index].name == "M"
    assert only(window).take.name == "line"
    window.session.undo()
    assert only(window) == before


def test_that_a_boundary_of_a_line_is_moved_where_it_lies(dubbing, until) -> None:
    window, before = dubbing, only(dubbing)
    take = window.session.takes[before.take.id]
    boundary = take.boundaries("phoneme")[0]
    to = boundary + Seconds(3, 100)
    window.timeline.boundary_moved.emit("phoneme", boundary + before.begins, to + before.begins)
    until(lambda: only(window).take.id != before.take.id)
    assert to in window.session.takes[only(window).take.id].boundaries("phoneme")


def test_that_a_dropped_recording_lies_where_it_was_dropped(dubbing, until, recording) -> None:
    window = dubbing
    window.session.undo()
    window.timeline.lines.sound_dropped.emit(str(recording), Seconds(3, 10))
    until(lambda: window.session.project.lines)
    assert only(window).start == Seconds(3, 10)


def test_that_what_is_opened_at_the_speech_bar_is_a_line_where_there_are_lines(
    dubbing, until, recording
) -> None:
    window, first = dubbing, only(dubbing)
    window.desk.go_to(Seconds(0))
    window.speaking.hear_file(recording)
    until(lambda: len(window.session.project.lines) == 2)
    assert first in window.session.project.lines
    assert window.desk.speech is None
    assert window.desk.scene().mouths[0].shows.start == 0


def test_that_a_sound_of_the_library_is_placed_at_the_playhead(dubbing, until) -> None:
    window = dubbing
    window.lines.remove(frozenset({only(window).id}))
    window.desk.go_to(Seconds(3, 10))
    (sound,) = window.session.sounds
    item = window.library._items("sound")[0]
    titles = {action.text(): action for action in window.library.menu_of(item).actions()}
    titles["Place at the playhead as a line"].trigger()
    until(lambda: window.session.project.lines)
    assert (only(window).start, only(window).name) == (Seconds(3, 10), sound.name)
    assert len(window.session.sounds) == 1


def test_that_dubbing_asks_for_a_film_first(window, monkeypatch) -> None:
    monkeypatch.setattr(controller.QFileDialog, "getOpenFileNames", lambda *_: pytest.fail("asked"))
    window.do("dub.place")
    assert "Only a video" in window.said.text()


def test_that_the_dubbed_film_is_written_and_reported(dubbing, until, clip, tmp_path) -> None:
    window, goal = dubbing, tmp_path / "dubbed.mp4"
    window.dubs.export(goal)
    until(lambda: window.dubs.report is not None or window.problem.isVisible())
    assert not window.problem.isVisible(), window.problem._details
    assert window.dubs.report.table.item(0, 0).text() == "line"
    assert len(decoded(goal)) == len(decoded(clip)) == 8
    window.dubs.report.accept()
    until(lambda: window.dubs.report is None)


def test_that_an_export_that_is_stopped_leaves_nothing(dubbing, until, gate, tmp_path) -> None:
    window, goal = dubbing, tmp_path / "dubbed.mp4"
    gate.hold(window.desk.working, 0.3)
    window.dubs.export(goal)
    until(gate.is_reached)
    window.desk.stop_work()
    gate.open()
    until(lambda: not window.is_busy)
    assert not goal.exists()
    assert window.dubs.report is None


def test_that_lines_are_recovered_after_a_crash(dubbing, until) -> None:
    window = dubbing
    before = window.session.project
    content = window.session.content()
    window.session.recover(content, None)
    until(lambda: window.portrait is not None)
    assert window.session.project.lines == before.lines
    assert line_edits.line_of(window.session.project, only(window).id) == replace(only(window))
    assert window.timeline.lanes.lines.lines
