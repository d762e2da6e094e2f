"""Renderer, drivers and voice are chosen in the window, kept, and honoured; what can not be done is grey."""

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from studio.app import offers
from studio.app.offers import Facts, facts_of
from studio.core import edits
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.project import Drivers
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import WHOLE
from studio.files.projects import read_project
from studio.ui.dialogs.drivers import DriversDialog
from studio.ui.main_window import MainWindow
from studio.ui.timeline.heads import LayerHead
from studio.ui.widgets.choice import ChoiceBox
from tests.fakes import Gaper, Nodder, Painter, told_by

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(fakes_installed: Path, window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def choose(box: ChoiceBox, name: str) -> None:
    """Take an item of a box, as a click does."""
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


def is_grey(box: ChoiceBox, name: str) -> bool:
    return not box.model().item(box.findData(name)).isEnabled()


def reason(box: ChoiceBox, name: str) -> str:
    return str(box.itemData(box.findData(name), Qt.ItemDataRole.ToolTipRole) or "")


def is_quiet(window: MainWindow) -> bool:
    return not (window.desk.jobs or window.desk.drawing.jobs)


def drawn(window: MainWindow) -> np.ndarray:
    """What is on the stage, RGB."""
    picture = window.stage.grabbed().toImage()
    whole = np.array(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4)
    return whole[..., 2::-1]


def head_of_speech(window: MainWindow) -> LayerHead:
    return next(
        head
        for head in window.timeline.findChildren(LayerHead)
        if head.shown is not None and head.shown.name == edits.SPEECH
    )


# Who draws


def test_that_another_renderer_draws_the_same_subject_and_undo_goes_back(opened, until) -> None:
    window, subject = opened, opened.portrait.subject
    choose(window.renderer_box, "painter")
    assert window.session.history.undoes == "Renderer painter"
    until(lambda: window.portrait.renderer.name == "painter" and is_quiet(window))
    assert window.portrait.subject is subject, "nothing is tracked again"
    until(lambda: drawn(window).shape[:2] == (512, 512))
    assert told_by(drawn(window))["mouthSmileLeft"] == pytest.approx(
        window.desk.state()["mouthSmileLeft"], abs=0.01
    )
    window.face.set_units({"AU26": 2.5})
    until(lambda: is_quiet(window) and told_by(drawn(window))["jawOpen"] == pytest.approx(0.5, abs=0.01))
    window.session.undo()
    window.session.undo()
    assert window.renderer_box.currentText() == "Renderer: Rig"
    until(lambda: window.portrait.renderer.name == "rig")
    window.session.redo()
    until(lambda: window.portrait.renderer.name == "painter")
    assert window.problem.isHidden(), window.problem.text


def test_that_the_stage_stays_until_the_other_renderer_is_ready_and_it_can_be_stopped(
    opened, gate, until
) -> None:
    window, before = opened, opened.portrait
    until(lambda: is_quiet(window))
    gate.hold(window.desk.drawing, 0.3)
    window.renderers.choose("painter")
    until(gate.is_reached)
    assert window.portrait is before
    assert window.documents.is_loading
    assert window._doing.text().startswith("Preparing “painter”")
    window.desk.stop_work()
    gate.open()
    until(lambda: is_quiet(window))
    assert window.portrait.renderer.name == "rig"
    choose(window.renderer_box, "painter")
    until(lambda: window.portrait.renderer.name == "painter")


def test_that_a_renderer_chosen_while_a_portrait_is_opened_draws_it(
    fakes_installed, window, gate, until, astronaut_file
) -> None:
    gate.hold(window.desk.drawing, 0.1)
    window.documents.open_path(str(astronaut_file))
    until(gate.is_reached)
    window.renderers.choose("painter")
    gate.open()
    until(lambda: window.portrait is not None and window.portrait.renderer.name == "painter")
    assert window.session.project.source is not None


def test_that_the_renderer_is_found_in_the_palette_and_names_what_does_not_work(opened, until) -> None:
    window, box = opened, opened.renderer_box
    assert window.commands["view.renderer"].enabled()
    window.do("view.renderer")
    until(lambda: box.findText("Renderer: hollow (does not work)") >= 0)
    assert is_grey(box, "hollow")
    assert "lacks" in reason(box, "hollow")
    assert not is_grey(box, "painter")
    box.hidePopup()


def test_that_with_one_renderer_there_is_no_choice_and_the_menu_says_so(window, monkeypatch) -> None:
    monkeypatch.setattr(window.desk.offers, "names", lambda port: ("rig",))
    window.renderers.refresh()
    assert not window.renderer_box.isEnabled()
    window.do("view.renderer")
    assert window.said.text() == "No other renderer is installed."


def test_that_what_is_chosen_is_kept_and_honoured_when_it_is_opened_again(
    opened, until, tmp_path, qapp
) -> None:
    window, file = opened, tmp_path / "mine.galatea"
    choose(window.renderer_box, "painter")
    choose(window.speech_bar._voice, "hummer")
    window.speaking.choose_drivers(Drivers("rule", "rule", "nodder"))
    assert window.speech_bar._driver.currentText() == "Rules + nodder"
    assert "head: nodder" in window.speech_bar._driver.toolTip()
    window.session.save(file)
    kept = read_project(file).project
    assert (kept.renderer, kept.speaking.voice) == ("painter", "hummer")
    window.session.new()
    until(lambda: window.portrait is None)
    assert window.renderer_box.currentText() == "Renderer: Rig"
    window.documents.open_path(str(file))
    until(lambda: window.portrait is not None and window.portrait.renderer.name == "painter")
    assert window.renderer_box.currentText() == "Renderer: painter"
    assert window.speech_bar._voice.currentText() == "Voice: hummer"
    assert window.speech_bar._driver.currentText() == "Rules + nodder"
    assert window.session.project.speaking.drivers == Drivers("rule", "rule", "nodder")


def test_that_a_project_of_a_missing_renderer_opens_all_the_same_and_keeps_it(
    window, until, astronaut_file, tmp_path
) -> None:
    file = tmp_path / "far.galatea"
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    speaking = replace(window.session.project.speaking, voice="lost", drivers=Drivers("rule", "gone", "rule"))
    window.desk.apply("", lambda project: replace(project, renderer="nowhere", speaking=speaking))
    window.session.save(file)
    window.session.new()
    window.problem.hide()
    window.documents.open_path(str(file))
    until(lambda: window.portrait is not None)
    assert "“nowhere”" in window.problem.text
    assert "not installed" in window.problem.text
    assert window.portrait.renderer.name == "rig"
    assert window.renderer_box.currentText() == "Renderer: nowhere (not installed)"
    assert window.speech_bar._voice.currentText() == "Voice: lost (not installed)"
    assert window.speech_bar._driver.currentText() == "Rules + gone (gone not installed)"
    window.session.save(file)
    kept = read_project(file).project
    assert (kept.renderer, kept.speaking) == ("nowhere", speaking)


def test_that_a_broken_renderer_is_told_and_another_one_draws(opened, until, tmp_path) -> None:
    window, file = opened, tmp_path / "broken.galatea"
    window.renderers.choose("hollow")
    until(window.problem.isVisible)
    assert "lacks" in window.problem.text
    assert window.portrait.renderer.name == "rig"
    window.session.save(file)
    window.session.new()
    window.problem.hide()
    window.documents.open_path(str(file))
    until(lambda: window.portrait is not None and window.problem.isVisible())
    assert "lacks" in window.problem.text
    assert "“rig” draws instead" in window.problem._hint.text()
    assert window.session.project.renderer == "hollow"


def test_that_the_command_line_exports_with_the_renderer_of_the_project(
    opened, until, tmp_path, fakes_installed
) -> None:
    window, file, out = opened, tmp_path / "painted.galatea", tmp_path / "out.png"
    choose(window.renderer_box, "painter")
    window.face.set_units({"AU26": 2.5})
    window.session.save(file)
    path = os.pathsep.join((str(fakes_installed), str(ROOT)))
    command = [sys.executable, "-m", "studio", "export", str(file), "-o", str(out), "--frame", "0"]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, check=True, timeout=300)
    assert told_by(np.asarray(Image.open(out))[..., :3])["jawOpen"] == pytest.approx(0.5, abs=0.01)


# What can't be done


def test_that_a_renderer_that_draws_to_speech_waits_for_it_calmly(opened, until) -> None:
    window = opened
    choose(window.renderer_box, "echo")
    until(
        lambda: window.portrait.renderer.name == "echo" and window.stage.note.isVisible() and is_quiet(window)
    )
    assert "nothing is said" in window.stage.note.text()
    window.face.set_units({"AU26": 2.5})
    until(lambda: is_quiet(window))
    assert window.problem.isHidden(), window.problem.text
    original = window.portrait.original[..., :3]
    until(lambda: np.array_equal(drawn(window), original))
    for name in ("play.play", "play.forward", "file.export"):
        assert not window.commands[name].enabled()
        assert "nothing is said" in window.commands[name].because()
    play = window.transport._buttons["play.play"][0]
    assert not play.isEnabled()
    assert "nothing is said" in play.toolTip()
    window.do("play.play")
    assert "nothing is said" in window.said.text()
    window._show_enabled()
    assert not window._actions["play.play"].isEnabled()
    assert "nothing is said" in window._actions["play.play"].toolTip()
    window._enable_all()
    window.speaking.choose_voice("hummer")
    window.speaking.choose_driver("gaper")
    window.speaking.speak("one two")
    until(lambda: window.desk.speech is not None)
    assert not window.stage.note.isVisible()
    assert play.isEnabled()
    assert window.commands["file.export"].because() == ""
    until(lambda: is_quiet(window) and not np.array_equal(drawn(window), original))
    assert window.problem.isHidden(), window.problem.text
    window.session.undo()
    assert window.stage.note.isVisible()


def test_that_presets_of_such_a_renderer_have_no_pictures_and_no_errors(opened, until) -> None:
    window = opened
    choose(window.renderer_box, "echo")
    until(lambda: window.portrait.renderer.name == "echo")
    window.inspector.section("presets").set_open(True)
    window.inspector.presets.pictures_asked.emit()
    until(lambda: is_quiet(window))
    assert window.problem.isHidden(), window.problem.text
    assert window.inspector.presets.without_picture()


def test_that_what_a_renderer_does_not_move_is_grey_and_names_it(opened, until, monkeypatch) -> None:
    window = opened
    monkeypatch.setattr(Painter, "honours", frozenset(("jawOpen",)))
    choose(window.renderer_box, "painter")
    until(lambda: window.portrait.renderer.name == "painter")
    jaw, brow = window.inspector.row("AU26"), window.inspector.row("AU01")
    assert jaw.isEnabled()
    assert "painter" not in jaw.tip
    assert not brow.isEnabled()
    assert "The renderer “painter” does not move this." in brow.tip
    assert not window.inspector.gaze.isEnabled()
    assert "painter" in window.inspector.gaze.toolTip()
    QApplication.sendEvent(brow, help_event(brow))
    assert "painter" in QToolTip.text()
    window.session.undo()
    until(lambda: window.portrait.renderer.name == "rig")
    assert brow.isEnabled()
    assert "does not move" not in brow.tip


def help_event(widget: QWidget) -> QHelpEvent:
    """What Qt sends where the pointer rests."""
    middle = widget.rect().center()
    return QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle))


# Who drives


def test_that_a_driver_for_each_portion_is_chosen_and_what_it_can_not_move_is_grey(opened, until) -> None:
    window = opened
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DriversDialog)
        try:
            fill_in(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()  # whoever fails leaves nothing open

    def fill_in(dialog: DriversDialog) -> None:
        until(lambda: is_grey(dialog.boxes["head"], "gaper"))
        seen.append(reason(dialog.boxes["mouth"], "nodder"))
        assert is_grey(dialog.boxes["mouth"], "nodder")
        assert not is_grey(dialog.boxes["head"], "nodder")
        choose(dialog.boxes["mouth"], "nodder")
        seen.append(dialog.refusals)
        choose(dialog.boxes["mouth"], "gaper")
        choose(dialog.boxes["head"], "nodder")
        assert dialog.refusals == ""
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Choose").click()

    QTimer.singleShot(0, window, answer)
    choose(window.speech_bar._driver, "")
    assert seen[0] == "nodder does not move the mouth."
    assert seen[1].startswith(seen[0])
    assert window.session.project.speaking.drivers == Drivers("gaper", "rule", "nodder")
    assert window.speech_bar._driver.currentText() == "gaper + Rules + nodder"
    assert window.session.history.undoes == "Driver gaper + Rules + nodder"
    choose(window.speech_bar._driver, "gaper")
    assert window.session.project.speaking.drivers == Drivers.all("gaper")
    window.session.undo()
    window.session.undo()
    assert window.speech_bar._driver.currentText() == "Driver: Rules"


def test_that_whoever_cancels_keeps_the_driver(opened) -> None:
    window = opened
    QTimer.singleShot(0, window, lambda: QApplication.activeModalWidget().reject())
    choose(window.speech_bar._driver, "")
    assert window.speech_bar._driver.currentText() == "Driver: Rules"
    assert window.session.project.speaking.drivers == Drivers()


def test_that_the_list_of_drivers_tells_what_they_move_and_hear(opened, until) -> None:
    box = opened.speech_bar._driver
    box.showPopup()
    until(lambda: reason(box, "nodder"))
    assert reason(box, "nodder") == "Moves: head. Goes by: sound."
    assert reason(box, "gaper") == "Moves: mouth. Goes by: phonemes."
    box.hidePopup()


# How far a network was trained


@dataclass(frozen=True)
class Training:
    """What a card tells."""

    stage: str
    steps: int | None = None


@dataclass(frozen=True)
class Card:
    """A card that tells of its training, or does not."""

    training: Training | None


@pytest.mark.parametrize(
    ("training", "told", "note"),
    [
        (Training("trained", 4000), "Its network was trained for 4000 steps.", ""),
        (Training("trained"), "Its network was trained.", ""),
        (
            Training("begun", 120), "The training of its network is begun, 120 steps: not yet useful.",
            " (training begun)",
        ),
        (Training("begun"), "The training of its network is begun: not yet useful.", " (training begun)"),
        (Training("untrained"), "Its network is not trained.", " (not trained)"),
        (Training(""), "", ""),
        (None, "", ""),
    ],
)  # fmt: skip
def test_that_a_choice_tells_how_far_its_network_was_trained(
    opened, until, monkeypatch, training, told, note
) -> None:
    own = offers.card
    monkeypatch.setattr(offers, "card", lambda name: Card(training) if name == "brush" else own(name))
    monkeypatch.setattr(Painter, "model", "brush", raising=False)
    box = opened.renderer_box
    box.showPopup()
    until(lambda: opened.desk.offers.facts("renderer", "hollow").problem is not None)
    assert reason(box, "painter") == told
    assert box.itemText(box.findData("painter")) == f"Renderer: painter{note}"
    box.hidePopup()


def test_that_a_model_without_a_card_tells_nothing() -> None:
    painter = Painter()
    painter.model = "no such model"  # type: ignore[attr-defined]
    assert facts_of(painter) == Facts()
    assert facts_of(Nodder()) == Facts(frozenset(("head",)), frozenset(("sound",)))
    assert facts_of(Gaper()).refusal("gaper", "mouth") == ""


# What a performance moves on a video


RATE = FrameRate.of(10)


def test_that_a_person_chooses_what_a_performance_replaces_on_a_video(
    fakes_installed,
    window,
    until,
    clip,
    astronaut_file,
) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    own = window.portrait.rest_at(Seconds(1, 2))
    states = [FaceState.of({"jawOpen": 0.9}, HeadPose(yaw=20.0 * (i > 0))) for i in range(8)]
    window.shelves._place("somebody", Performance.of(states, RATE))
    window.desk.go_to(Seconds(1, 2))
    assert window.desk.state().head.yaw > own.head.yaw + 15
    head = head_of_speech(window)
    assert not head._moves.isHidden()
    head.menu.aboutToShow.emit()
    checks = {action.text(): action for action in head.menu.actions() if action.isCheckable()}
    assert list(checks) == ["Mouth", "Face and gaze", "Head"]
    assert all(check.isChecked() for check in checks.values())
    checks["Head"].trigger()
    assert window.session.history.undoes == "Move mouth, face and gaze"
    assert edits.layer_of(window.session.project, edits.SPEECH).moves == frozenset(("mouth", "face"))
    assert window.desk.state().head.yaw == pytest.approx(own.head.yaw, abs=1e-3)
    assert window.desk.state()["jawOpen"] == pytest.approx(0.9, abs=1e-3)
    window.times.choose_moves(edits.SPEECH, frozenset(("mouth",)))
    head.menu.aboutToShow.emit()
    last = next(action for action in head.menu.actions() if action.text() == "Mouth")
    assert not last.isEnabled(), "one of them is moved at least"
    window.session.undo()
    window.session.undo()
    assert edits.layer_of(window.session.project, edits.SPEECH).moves == WHOLE
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and not window.portrait.is_video)
    until(head_of_speech(window)._moves.isHidden)


def test_that_a_performance_and_speech_move_a_face_together_and_each_its_part(
    opened, fakes_installed, until
) -> None:
    window = opened
    states = [FaceState.of({"jawOpen": 0.9, "browInnerUp": 0.8}, HeadPose(yaw=12.0)) for _ in range(30)]
    window.shelves._place("somebody", Performance.of([FaceState(), *states], RATE))
    window.speaking.choose_voice("hummer")
    window.speaking.choose_driver("gaper")
    window.speaking.speak("ah")
    until(lambda: window.desk.speech is not None)
    (motion,) = window.session.motions
    window.desk.go_to(Seconds(1, 5))
    spoken = window.desk.state()
    item = next(item for item in window.library._items("motion"))
    titles = {action.text(): action for action in window.library.menu_of(item).actions()}
    titles["Use beside speech"].trigger()
    together = window.desk.state()
    assert together["jawOpen"] == pytest.approx(spoken["jawOpen"], abs=1e-6)
    assert together["browInnerUp"] == pytest.approx(0.8, abs=1e-3)
    assert together.head.yaw > spoken.head.yaw + 3
    assert window.desk.speech is not None, "it is still heard"
    head = window.timeline.heads.head(edits.PERFORMED)
    assert not head._moves.isHidden()
    assert not head_of_speech(window)._moves.isHidden()
    head.menu.aboutToShow.emit()
    checks = {action.text(): action for action in head.menu.actions() if action.isCheckable()}
    assert {title for title, check in checks.items() if check.isChecked()} == {"Face and gaze", "Head"}
    checks["Face and gaze"].trigger()
    assert window.session.history.undoes == "From the performance: head"
    assert window.desk.state()["browInnerUp"] == pytest.approx(spoken["browInnerUp"], abs=1e-6)
    head_of_speech(window).menu.aboutToShow.emit()
    checks = {action.text(): action for action in head_of_speech(window).menu.actions()}
    assert [checks[title].isChecked() for title in ("Mouth", "Face and gaze", "Head")] == [True, True, False]
    assert not checks["Head"].isEnabled(), "the performance keeps one"
    window.session.undo()
    assert window.desk.state() == together
    head.menu.aboutToShow.emit()
    next(action for action in head.menu.actions() if action.text() == "Without the performance").trigger()
    assert window.desk.state() == spoken
    assert head_of_speech(window)._moves.isHidden()
    window.session.undo()
    window.session.undo()
    assert window.desk.state() == spoken
    assert motion in window.session.motions


def test_that_the_face_in_a_video_is_taken_hold_of_in_each_frame(
    fakes_installed, window, until, clip
) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.do("view.landmarks")
    window.do("view.mesh")
    first = dict(window.stage._handles)
    window.desk.go_to(Seconds(1, 2))
    later = dict(window.stage._handles)
    moved = later["nose tip: head"] - first["nose tip: head"]
    assert moved.x() == pytest.approx(15, abs=3), "she drifts by 3 pixels a frame"
    assert window.stage._mesh
    assert len(window.stage.overlays.landmarks) >= 468
    assert window.desk.person() is window.desk.person(), "it is made once for a frame"
    before = window.desk.state()
    window.stage.handle_moved.emit("chin", later["chin"] + type(moved)(0, 6))
    window.stage.handle_released.emit("chin")
    assert window.desk.state()["jawOpen"] > before["jawOpen"] + 0.05


def test_that_pictures_are_finished_and_undo_goes_back(opened, until) -> None:
    window = opened
    until(lambda: is_quiet(window) and drawn(window).shape[:2] == (512, 512))
    before = drawn(window)
    window.do("view.finish_contrast")
    assert window.commands["view.finish_contrast"].checked()
    assert not window.commands["view.finish_sharpen"].checked()
    assert window.session.project.finish.steps == ("contrast",)
    until(lambda: is_quiet(window) and not np.array_equal(drawn(window), before))
    window.session.undo()
    assert not window.session.project.finish
    until(lambda: is_quiet(window) and np.array_equal(drawn(window), before))
