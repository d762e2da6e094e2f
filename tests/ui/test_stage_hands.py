"""The first minutes on the stage, with mouse and keyboard: zoom, take hold of the face, go through time."""

from pathlib import Path
from shutil import copy

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication

from studio.core import edits
from studio.core.time import Seconds
from studio.core.units import VOCABULARIES
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK
from studio.ui.timeline.scale import NAMES
from tests.ui import hand

NOSE, LEFT_CORNER, RIGHT_CORNER = "nose tip: head", "left lip corner", "right lip corner"


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.activateWindow()
    near(window)
    return window


def near(window: MainWindow) -> None:
    """Look at the face from near by."""
    window.stage.zoom_to(4.0)
    window.stage.centerOn(window.stage._handles[NOSE])


def at(window: MainWindow, handle: str) -> QPointF:
    """Where a handle is on the viewport."""
    return window.stage.viewportTransform().map(window.stage._handles[handle])


def pull(window: MainWindow, handle: str, *ways: QPointF, lets_go: bool = True) -> None:
    """Drag a handle by pixels of the screen, on and on."""
    place = at(window, handle)
    places = [place]
    for way in ways:
        places.append(places[-1] + way)
    hand.drag(window.stage.viewport(), places, lets_go=lets_go)


def seen_at(window: MainWindow, place: QPointF) -> QPointF:
    """What of the picture is at a place of the viewport."""
    return window.stage.viewportTransform().inverted()[0].map(place)


def view(window: MainWindow) -> tuple[float, ...]:
    """What is seen in two corners of the stage."""
    corners = seen_at(window, QPointF(0, 0)), seen_at(window, QPointF(300, 200))
    return tuple(part for corner in corners for part in corner.toTuple())


def moved(window: MainWindow) -> set[str]:
    layer = window.desk.hand
    return set() if layer is None else {slot for slot, curve in layer.curves.items() if len(curve)}


# Zoom


@pytest.mark.parametrize("part", [(0.5, 0.2), (0.3, 0.7), (0.9, 0.5)])
def test_that_the_wheel_zooms_about_the_pointer_wherever_it_came_from(opened: MainWindow, part) -> None:
    stage, viewport = opened.stage, opened.stage.viewport()
    stage.fit()
    hand.point(viewport, QPointF(5, 5))
    QApplication.processEvents()  # a layout that is still to come would fit the picture anew
    width, height = opened.desk.portrait.size
    on_picture = stage.viewportTransform().map(QPointF(width * part[0], height * part[1]))
    place = QPointF(on_picture.toPoint())
    before = seen_at(opened, place)
    for notches in (8, -3, 4):
        hand.turn_wheel(viewport, place, notches)
        away = (seen_at(opened, place) - before) * stage.transform().m11()
        assert abs(away.x()) + abs(away.y()) < 2, "scroll bars are whole"


def test_that_the_face_is_still_there_after_zooming_in_on_it(opened: MainWindow) -> None:
    opened.stage.fit()
    hand.turn_wheel(opened.stage.viewport(), at(opened, NOSE), 9)
    room = opened.stage.viewport().rect()
    assert opened.stage.zoom > 3
    assert all(room.contains(at(opened, name).toPoint()) for name in (NOSE, LEFT_CORNER, RIGHT_CORNER))


def test_that_the_middle_stays_when_the_stage_gets_another_size(opened: MainWindow) -> None:
    middle = QPointF(opened.stage.viewport().rect().center())
    before = seen_at(opened, middle)
    opened.resize(1280, 760)
    QApplication.processEvents()
    assert (seen_at(opened, QPointF(opened.stage.viewport().rect().center())) - before).manhattanLength() < 3


# Keys


def test_that_arrows_step_frames_and_the_view_stays(opened: MainWindow) -> None:
    opened.stage.setFocus()
    before = view(opened)
    hand.type_key(opened, Qt.Key.Key_Right, 3)
    assert opened.desk.time == opened.desk.rate.time_of(3)
    hand.type_key(opened, Qt.Key.Key_Left)
    assert opened.desk.time == opened.desk.rate.time_of(2)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        hand.type_key(opened, key)
    assert view(opened) == pytest.approx(before, abs=0.5), "less than Qt pans with one key"


def test_that_arrows_stay_with_whatever_walks_with_them(opened: MainWindow) -> None:
    opened.inspector.section("gaze").set_open(True)
    QApplication.processEvents()
    opened.inspector.gaze.pad.setFocus()
    hand.type_key(opened, Qt.Key.Key_Right, 2)
    hand.type_key(opened, Qt.Key.Key_Up)
    gaze = opened.desk.state().gaze.minus(opened.desk.rest.gaze)
    assert (gaze.yaw, gaze.pitch) == pytest.approx((2.0, 1.0), abs=1e-3)
    assert opened.desk.time == 0
    track = opened.inspector.row("AU26").track
    track.setFocus()
    before = track._value
    hand.type_key(opened, Qt.Key.Key_Right)
    assert track._value > before
    assert opened.desk.time == 0


def test_that_beginning_and_ending_the_range_leaves_both_views(opened: MainWindow) -> None:
    opened.stage.setFocus()
    hand.type_key(opened, Qt.Key.Key_Period, 2)
    before, scale = view(opened), (opened.timeline.scale.left, opened.timeline.scale.pixels)
    hand.type_key(opened, Qt.Key.Key_I)
    hand.type_key(opened, Qt.Key.Key_Period, 4)
    hand.type_key(opened, Qt.Key.Key_O)
    span = opened.session.project.timeline.range
    assert (span.start, span.end) == (Seconds(2, 25), Seconds(7, 25))
    assert (opened.timeline.scale.left, opened.timeline.scale.pixels) == scale
    assert view(opened) == pytest.approx(before, abs=0.5), "less than Qt pans with one key"


def test_that_a_range_that_is_out_of_view_is_brought_into_it(opened: MainWindow) -> None:
    opened.desk.apply("Move", edits.range_set(Seconds(0), Seconds(90)))
    assert opened.timeline.scale.x(90) <= opened.timeline.width()
    assert opened.timeline.scale.x(0) >= NAMES


# The face


def test_that_a_pupil_goes_where_it_is_dragged(opened: MainWindow) -> None:
    for name, way in (("right pupil: gaze", QPointF(14, -6)), ("left pupil: gaze", QPointF(-20, 8))):
        goal = at(opened, name) + way
        pull(opened, name, way)
        left = at(opened, name) - goal
        assert abs(left.x()) + abs(left.y()) < 3
        assert moved(opened) == {"gaze.yaw", "gaze.pitch"}


def test_that_the_way_back_leads_back(opened: MainWindow) -> None:
    for name in ("right pupil: gaze", LEFT_CORNER, "chin", NOSE):
        before, steps = opened.desk.state(), len(opened.session.history.steps)
        pull(opened, name, QPointF(-15, 20), QPointF(40, -30), QPointF(-25, 10))
        after = opened.desk.state()
        assert after.channels == pytest.approx(before.channels, abs=0.02)
        assert (after.gaze.yaw, after.head.yaw) == pytest.approx((before.gaze.yaw, before.head.yaw), abs=0.6)
        assert len(opened.session.history.steps) == steps + 1, "a drag is one step"


def test_that_a_lip_corner_moves_the_smile_and_nothing_that_the_pull_does_not_need(
    opened: MainWindow,
) -> None:
    pull(opened, LEFT_CORNER, QPointF(-10, 16))
    assert opened.desk.state()["mouthSmileLeft"] < 0.7
    pull(opened, LEFT_CORNER, QPointF(50, -80))
    assert opened.desk.state()["mouthSmileLeft"] > 0.95
    others = [name for name in ("mouthStretchLeft", "mouthDimpleLeft", "mouthPucker", "mouthFrownLeft")
              if opened.desk.state()[name] > opened.desk.rest[name] + 0.02]  # fmt: skip
    assert others == []


@pytest.mark.parametrize("vocabulary", [0, 2])
def test_that_linked_sides_move_together_on_the_face(opened: MainWindow, vocabulary: int) -> None:
    opened.inspector.set_vocabulary(VOCABULARIES[vocabulary])
    opened.inspector.toggle_link()
    pull(opened, LEFT_CORNER, QPointF(-18, 30))
    state = opened.desk.state()
    assert state["mouthSmileLeft"] < 0.7
    assert state["mouthSmileRight"] == pytest.approx(state["mouthSmileLeft"])
    opened.session.undo()
    opened.inspector.toggle_link()
    pull(opened, LEFT_CORNER, QPointF(-18, 30))
    assert opened.desk.state()["mouthSmileRight"] == opened.desk.rest["mouthSmileRight"]


def test_that_what_is_taken_beside_its_middle_does_not_jump(opened: MainWindow) -> None:
    viewport, place = opened.stage.viewport(), at(opened, LEFT_CORNER) + QPointF(4, 3)
    before = opened.desk.state().channels
    hand.press(viewport, place)
    hand.point(viewport, place + QPointF(1, 0))
    assert np.abs(opened.desk.state().channels - before).max() < 0.05
    hand.release(viewport, place + QPointF(1, 0))


# Playing


def test_that_nothing_can_be_taken_hold_of_while_it_plays_and_the_mesh_follows(
    opened: MainWindow, until
) -> None:
    desk = opened.desk
    for time, value in ((0, 0.0), (4, 1.0)):
        desk.apply("Key", edits.slot_set({"jawOpen": value}, Seconds(time), key=True))
    desk.apply("Range", edits.range_set(Seconds(0), Seconds(4)))
    opened.do("view.mesh")
    before = list(opened.stage._mesh)
    hand.point(opened.stage.viewport(), at(opened, NOSE))
    assert opened.stage._handles
    hand.type_key(opened, Qt.Key.Key_Space)
    assert opened.times.player is not None
    assert not opened.stage._handles
    until(lambda: desk.time > Seconds(0))
    assert opened.stage._mesh != before, "the mesh is that of the frame that is shown"
    assert not opened.stage._handles
    opened.times.stop()
    assert opened.stage._handles


# Documents


def test_that_undo_past_open_leaves_nothing_of_it(opened: MainWindow, until) -> None:
    until(lambda: opened.timeline.lanes.ruler.cached)
    for name in ("view.mesh", "view.landmarks", "view.wipe", "view.crop", "view.faces"):
        opened.do(name)
    while opened.session.history.undoes is not None:
        opened.do("edit.undo")
    until(lambda: opened.portrait is None and not opened.desk.lookout.jobs)
    QApplication.processEvents()
    over = opened.stage.overlays
    assert opened.stage.is_empty
    left = (opened.stage._handles, opened.stage._mesh, over.landmarks, over.heat, over.faces, over.crop)
    assert not any(left)
    assert opened.timeline.lanes.ruler.cached == []
    assert opened.inspector._seen is None


def test_that_a_source_that_goes_away_is_told_at_once(
    window: MainWindow, until, astronaut_file: Path, tmp_path: Path
) -> None:
    source = tmp_path / "portrait.png"
    copy(astronaut_file, source)
    window.documents.open_path(str(source))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    assert not window.problem.isVisible()
    source.unlink()
    until(window.problem.isVisible)
    assert "portrait.png" in window.problem.text


def test_that_a_source_that_is_written_anew_is_no_loss(
    window: MainWindow, until, qtbot, astronaut_file: Path, tmp_path: Path
) -> None:
    source, other = tmp_path / "portrait.png", tmp_path / "other.png"
    copy(astronaut_file, source)
    copy(astronaut_file, other)
    window.documents.open_path(str(source))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    with qtbot.waitSignal(window.documents._looks.timeout, timeout=60_000):
        other.replace(source)
    assert not window.problem.isVisible()


# The window


def test_that_the_first_window_is_no_larger_than_the_screen(qapp, home: Path, tmp_path: Path) -> None:
    window = MainWindow(DARK, QSettings(str(tmp_path / "fresh.ini"), QSettings.Format.IniFormat))
    room = window.screen().availableGeometry().size()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    window.leave()
    window.deleteLater()


@pytest.mark.parametrize("size", [QSize(1272, 688), QSize(1432, 868)])
def test_that_all_can_be_reached_on_a_small_screen(qapp, home: Path, tmp_path: Path, size: QSize) -> None:
    window = MainWindow(DARK, QSettings(str(tmp_path / "fresh.ini"), QSettings.Format.IniFormat))
    window.resize(size)
    window.show()
    QApplication.processEvents()
    assert window.stage.height() > 0.4 * size.height()
    window.transport.show_faces(2)
    window.transport.show_clock("00:00.000 / 00:00.000   29.97 fps   100 dropped")
    window.do("view.curves")
    QApplication.processEvents()
    assert window.size() == size, "nothing makes the window larger"
    whole = window.rect()
    for panel in (window.stage, window.transport, window.inspector, window.timeline, window.speech_bar,
                  window.library, window.costs, window.renderer_box, window.graph):  # fmt: skip
        place = panel.mapTo(window, panel.rect().topLeft()), panel.mapTo(window, panel.rect().bottomRight())
        assert all(whole.contains(corner) for corner in place), type(panel).__name__
    window.leave()
    window.deleteLater()


def test_that_work_that_begins_or_ends_leaves_the_stage_where_it_is(opened: MainWindow) -> None:
    QApplication.processEvents()
    before = opened.stage.geometry()
    for part in (opened._doing, opened._busy, opened._stop):
        for shown in (not part.isVisible(), part.isVisible()):
            part.setVisible(shown)
            QApplication.processEvents()
            assert opened.stage.geometry() == before
