"""A performance shows the person of the picture: said in the library, undone, kept, offered, and doubted."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from studio.app import exporting
from studio.app.autosave import left_behind
from studio.app.orders import Order
from studio.cli import run
from studio.core import edits
from studio.core.face import Performance
from studio.core.source import Pixels
from studio.core.time import Seconds
from studio.files.performances import write_performance
from studio.files.pictures import read_picture
from studio.ui.dialogs.recovery import RecoveryDialog
from tests.acting import filmed

SAID = "Shows the person of the picture"
LABEL = "Rest as in laugh"


@pytest.fixture(scope="module")
def acted(astronaut: Pixels, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A picture and a clip of the same person."""
    return filmed(astronaut, tmp_path_factory.mktemp("acted"))


@pytest.fixture
def moved(window, until, acted: tuple[Path, Path]):
    """The picture is on the stage and moves as in the clip."""
    window.documents.open_path(str(acted[0]))
    until(lambda: window.portrait is not None and is_quiet(window))
    window.shelves.track(acted[1])
    until(lambda: window.session.motions and is_quiet(window))
    return window


def is_quiet(window) -> bool:
    return not window.is_busy and not window.desk.drawing.jobs and not window.desk.lookout.jobs


def choice(window, row: int = 0) -> QAction | None:
    """What the menu of a performance offers, if it does."""
    item = window.library._items("motion")[row]
    found = (action for action in window.library.menu_of(item).actions() if action.text() == SAID)
    return next(found, None)


def say(window, until, row: int = 0) -> None:
    """Click on the choice, and wait for the portrait."""
    before = window.portrait
    choice(window, row).trigger()
    until(lambda: window.portrait is not before and is_quiet(window))


def laugh_of(window) -> Performance:
    return window.session.performances[window.session.motions[-1].id]


def told(window) -> np.ndarray | None:
    return window.portrait.subject.told


def frame(window, index: int = 3) -> Pixels:
    """What is seen of the timeline, as it is exported."""
    scene = exporting.scene_of(window.session.content(), window.portrait)
    return scene.picture(index)


def test_that_it_is_said_with_a_tick_and_the_portrait_is_prepared_anew(moved, until) -> None:
    window, action = moved, choice(moved)
    assert action.isCheckable()
    assert not action.isChecked()
    assert "Only for the same person" in action.toolTip()
    assert action.parent().toolTipsVisible()
    window.face.set_units({"AU02": 2})
    window.face.inspector.released.emit()
    window.desk.apply("Photograph", edits.part_left_set("mouth", 0.5, window.portrait.rest))
    window.stage.zoom_to(2.0)
    before, hand, zoom = frame(window), window.desk.hand, window.stage.transform().m11()
    say(window, until)
    assert window.session.history.undoes == LABEL
    np.testing.assert_array_equal(told(window), laugh_of(window).neutral)
    assert choice(window).isChecked()
    assert window.library.lines("motion")[0].rests
    assert "The face rests as it tells" in window.library._items("motion")[0].toolTip(0)
    left = edits.parts_left(window.session.project, window.portrait.rest)
    assert left["mouth"] == pytest.approx(0.5)
    assert window.desk.hand == hand, "what was set by hand stays"
    assert window.stage.transform().m11() == zoom, "and so does what is looked at"
    assert np.abs(frame(window).astype(int) - before).max() > 8
    assert window.problem.isHidden(), window.problem.text
    say(window, until)
    assert told(window) is None
    assert window.session.project.rests_as == ""
    np.testing.assert_array_equal(frame(window), before)


def test_that_the_stage_and_what_was_drawn_follow(moved, until) -> None:
    window, drawn = moved, []
    window.desk.go_to(Seconds(3, 25))
    until(lambda: is_quiet(window))
    drafts = window.preview.drafts
    window.preview.drawn.connect(drawn.append)
    say(window, until)
    until(lambda: drawn and drawn[-1].quality == "full")
    assert drawn[-1].portrait is window.portrait
    np.testing.assert_array_equal(drawn[-1].pixels, frame(window))
    assert window.preview.drafts is not drafts, "nothing that was drawn before is shown again"


def test_that_it_is_undone_and_done_again(moved, until) -> None:
    window = moved
    curves = edits.layer_of(window.session.project, edits.PORTRAIT).curves
    say(window, until)
    again = edits.layer_of(window.session.project, edits.PORTRAIT).curves
    assert again != curves
    window.session.undo()
    until(lambda: told(window) is None)
    assert edits.layer_of(window.session.project, edits.PORTRAIT).curves == curves
    assert not choice(window).isChecked()
    window.session.redo()
    until(lambda: told(window) is not None)
    assert edits.layer_of(window.session.project, edits.PORTRAIT).curves == again
    until(lambda: is_quiet(window))
    assert window.commands["file.export"].enabled()


def test_that_preparing_can_be_stopped_and_then_nothing_was_said(moved, gate, until) -> None:
    window, before = moved, moved.portrait
    gate.hold(window.desk.drawing, 0.3)
    choice(window).trigger()
    until(gate.is_reached)
    assert window.portrait is before
    assert not window.commands["file.export"].enabled()
    assert "being prepared" in window.commands["file.export"].because()
    assert window._doing.text().startswith("Opening anna.png")
    window.desk.stop_work()
    gate.open()
    until(lambda: is_quiet(window))
    assert window.portrait is before
    assert window.session.project.rests_as == ""
    assert window.commands["file.export"].enabled()


def test_that_what_is_not_as_the_project_says_is_not_exported(moved, gate, until) -> None:
    window = moved
    say(window, until)
    gate.hold(window.desk.drawing, 0.3)
    window.session.undo()
    until(gate.is_reached)
    window.desk.stop_work()
    gate.open()
    until(lambda: is_quiet(window))
    assert told(window) is not None, "it was stopped"
    assert not window.commands["file.export"].enabled()
    assert "undo and redo" in window.commands["file.export"].because()
    window.session.redo()
    until(lambda: is_quiet(window))
    assert window.commands["file.export"].enabled()


def test_that_it_is_kept_and_exported_as_the_command_line_does(
    moved, until, acted: tuple[Path, Path], tmp_path: Path
) -> None:
    window, (picture, film) = moved, acted
    say(window, until)
    window.session.save(tmp_path / "a.galatea")
    window.exports.write(Order(tmp_path / "window", "png"))
    until(lambda: (tmp_path / "window").exists() and is_quiet(window))
    window.session.new()
    until(lambda: window.portrait is None)
    window.documents.open_path(str(tmp_path / "a.galatea"))
    until(lambda: window.portrait is not None and is_quiet(window))
    assert told(window) is not None
    assert choice(window).isChecked()
    window.exports.write(Order(tmp_path / "reopened", "png"))
    until(lambda: (tmp_path / "reopened").exists() and is_quiet(window))
    act = ["animate", str(picture), "--performance", str(film), "--same-person"]
    assert run([*act, "-o", str(tmp_path / "animate")]) == 0
    for name in ("window", "reopened"):
        for made, said in zip(
            sorted((tmp_path / name).iterdir()), sorted((tmp_path / "animate").iterdir()), strict=True
        ):
            np.testing.assert_array_equal(read_picture(made).pixels, read_picture(said).pixels, err_msg=name)


def test_that_a_crash_does_not_lose_it(moved, until, monkeypatch) -> None:
    window = moved
    say(window, until)
    window.documents.autosave()
    window.documents._autosaver._own.leave()  # as if this window had been killed
    window.session.new()
    until(lambda: window.portrait is None)

    def first(dialog: RecoveryDialog) -> int:
        dialog.list.setCurrentRow(0)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RecoveryDialog, "exec", first)
    monkeypatch.setattr(window.documents, "may_close", lambda: True)
    assert window.documents.offer_unsaved()
    until(lambda: window.portrait is not None and is_quiet(window))
    assert told(window) is not None
    assert choice(window).isChecked()
    for found in left_behind():
        found.leave()


def test_that_a_performance_that_tells_how_the_face_rests_is_not_removed(moved, until) -> None:
    window = moved
    say(window, until)
    length = Seconds(1)
    still = window.session.listed("still", Performance.of([window.portrait.rest] * 3, window.desk.rate))
    other = edits.together(edits.kept(still), edits.performed(still.id, length))
    window.desk.apply("Move", other)  # nothing moves by the clip any more
    name = window.session.motions[-1].id
    window.library.removed.emit(name)
    assert "tells how the portrait's face rests" in window.problem.text
    assert [item.id for item in window.session.motions] == [still.id, name]
    say(window, until, row=1)
    window.library.removed.emit(name)
    assert [item.id for item in window.session.motions] == [still.id]
    window.session.undo()
    window.session.undo()
    until(lambda: told(window) is not None)


def test_that_a_file_that_does_not_tell_it_is_grey_and_says_why(moved, until, tmp_path: Path) -> None:
    window = moved
    for name, neutral in (("tracked", laugh_of(window).neutral), ("keyed", None)):
        write_performance(tmp_path / f"{name}.json", replace(laugh_of(window), neutral=neutral))
        window.documents.open_path(str(tmp_path / f"{name}.json"))
        until(lambda title=name: window.library.lines("motion")[0].title == title)
    assert not choice(window, 0).isEnabled()
    assert "Its file does not tell how the face rests" in choice(window, 0).toolTip()
    assert choice(window, 1).isEnabled()
    assert not window.commands["face.same_person"].enabled(), "this one is used now"
    assert "does not tell" in window.commands["face.same_person"].because()


def test_that_it_is_a_command_too(moved, until) -> None:
    window, command = moved, moved.commands["face.same_person"]
    assert command.enabled()
    assert not command.checked()
    window.do("face.same_person")
    until(lambda: command.checked() and is_quiet(window))
    assert window.session.history.undoes == LABEL
    window.do("face.same_person")
    until(lambda: not command.checked() and is_quiet(window))
    window.session.new()
    assert not command.enabled()


def test_that_of_a_video_nothing_is_asked(window, until, clip: Path, acted: tuple[Path, Path]) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and is_quiet(window))
    window.shelves.track(acted[1])
    until(lambda: window.session.motions and is_quiet(window))
    assert choice(window) is None
    assert window.offer.isHidden()
    assert "A video tells by itself" in window.commands["face.same_person"].because()


def test_that_another_picture_is_not_taken_for_the_same_person(
    moved, until, acted: tuple[Path, Path], astronaut_file: Path
) -> None:
    window = moved
    say(window, until)
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait.path == astronaut_file and is_quiet(window))
    assert told(window) is None
    assert not choice(window).isChecked()
    window.session.undo()
    until(lambda: window.portrait.path == acted[0] and is_quiet(window))
    assert told(window) is not None


# Who it is


def test_that_the_window_offers_it_where_it_is_beyond_doubt(moved, until) -> None:
    window = moved
    assert window.offer.isVisible()
    assert window.offer.text == "“laugh” seems to show the person of the picture."
    QTest.mouseClick(window.offer.agree, Qt.MouseButton.LeftButton)
    assert window.offer.isHidden()
    until(lambda: told(window) is not None and is_quiet(window))
    assert window.session.history.undoes == LABEL


def test_that_the_offer_is_declined_and_gives_way(moved, until, acted: tuple[Path, Path]) -> None:
    window = moved
    QTest.mouseClick(window.offer.decline, Qt.MouseButton.LeftButton)
    assert window.offer.isHidden()
    assert window.session.project.rests_as == ""
    window.shelves.track(acted[1])
    until(window.offer.isVisible)
    window.session.undo()
    assert window.offer.isHidden(), "the clip that it was about is gone"
    window.shelves.track(acted[1])
    until(window.offer.isVisible)
    window.do("play.home")
    assert window.offer.isHidden(), "the person goes on"


def test_that_a_stranger_is_doubted_and_the_choice_stands(moved, until) -> None:
    window = moved
    look = -window.portrait.look
    other = window.session.listed("other", replace(laugh_of(window), look=look))
    window.desk.apply("Keep", edits.kept(other))
    say(window, until)
    until(window.problem.isVisible)
    assert window.problem.text == "“other” seems to show somebody else than the picture."
    assert window.session.project.rests_as == other.id
    assert told(window) is not None
