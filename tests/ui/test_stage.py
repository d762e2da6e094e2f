"""What lies over the picture: a crop that is dragged, faces to choose from, landmarks, what a unit moves."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from studio.app.orders import Order
from studio.files.video import check_video
from studio.ui.main_window import MainWindow
from studio.ui.stage.overlays import dragged

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PICTURE = QRectF(0, 0, 512, 512)


def place(window: MainWindow, x: float, y: float) -> QPoint:
    return window.stage.mapFromScene(QPointF(x, y))


@pytest.fixture
def opened(window, until, astronaut_file) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def drag(window: MainWindow, start: tuple[float, float], to: tuple[float, float]) -> None:
    viewport = window.stage.viewport()
    QTest.mousePress(viewport, LEFT, NONE, place(window, *start))
    QTest.mouseMove(viewport, place(window, *to))
    QTest.mouseRelease(viewport, LEFT, NONE, place(window, *to))


def test_that_the_crop_is_dragged_undone_and_exported(opened, until, tmp_path) -> None:
    window = opened
    window.do("view.crop")
    drag(window, (511, 511), (400, 300))
    left, top, right, bottom = window.session.project.crop
    assert (left, top) == (0, 0)
    assert right == pytest.approx(400, abs=2)
    assert bottom == pytest.approx(300, abs=2)
    window.exports.write(Order(tmp_path / "part.png", "still", force=True))
    until((tmp_path / "part.png").exists)
    part = np.asarray(Image.open(tmp_path / "part.png"))
    assert part.shape[:2] == (bottom, right)
    window.exports.write(Order(tmp_path / "part.mp4", "web", force=True))
    until((tmp_path / "part.mp4").exists)
    assert check_video(tmp_path / "part.mp4").size == (right + right % 2, bottom + bottom % 2)
    window.session.undo()
    assert window.session.project.crop is None
    assert window.stage.overlays.crop == PICTURE


@pytest.mark.parametrize("edges", ["l", "lt", "r", "rb", "in"])
def test_that_a_crop_never_leaves_the_picture_nor_turns_inside_out(edges: str) -> None:
    for by in (QPointF(-900, -900), QPointF(900, 900), QPointF(-20, 900)):
        box = dragged(QRectF(100, 100, 200, 150), edges, by, PICTURE)
        assert PICTURE.contains(box)
        assert min(box.width(), box.height()) >= 16


def test_that_another_face_is_chosen_by_a_click(window, until, astronaut, tmp_path) -> None:
    two = np.hstack([astronaut, astronaut[:, ::-1]])
    Image.fromarray(two).save(tmp_path / "two.png")
    window.documents.open_path(str(tmp_path / "two.png"))
    until(lambda: window.portrait is not None and len(window.staging._faces) == 2)
    window.do("view.faces")
    chosen = window.stage.overlays.chosen
    other = window.stage.overlays.faces[1 - chosen].center()
    before = window.portrait
    QTest.mouseClick(window.stage.viewport(), LEFT, NONE, place(window, other.x(), other.y()))
    until(lambda: window.portrait is not before and window.stage.overlays.faces)
    assert window.stage.overlays.chosen == 1 - chosen
    handles = window.stage._handles.values()
    assert all((point.x() < 512) == (other.x() < 512) for point in handles)
    window.session.undo()
    until(lambda: window.portrait is not None and window.portrait.face.point is None)


def test_that_what_a_unit_moves_glows_where_it_moves(opened) -> None:
    opened.staging.show_heat("AU26")
    strong = [polygon.boundingRect().center() for polygon, heat in opened.stage.overlays.heat if heat > 0.5]
    nose = opened.stage._handles["nose tip: head"]
    assert strong
    assert all(point.y() > nose.y() for point in strong)
    opened.staging.show_heat("")
    assert not opened.stage.overlays.heat


def test_that_landmarks_lie_on_the_face(opened) -> None:
    opened.do("view.landmarks")
    points = opened.stage.overlays.landmarks
    assert len(points) >= 468
    nose = opened.stage._handles["nose tip: head"]
    assert min((point - nose).manhattanLength() for point in points) < 2


def test_that_the_photograph_stands_beside_the_picture(opened) -> None:
    whole = opened.stage.zoom
    opened.do("view.beside")
    assert opened.stage.zoom < whole
    seen = opened.stage.grab().toImage()
    assert seen.pixelColor(opened.stage.width() // 4, opened.stage.height() // 2) != seen.pixelColor(1, 1)
    opened.do("view.beside")
    assert opened.stage.zoom == pytest.approx(whole)


def test_that_one_can_work_in_full_quality(opened, until) -> None:
    opened.do("view.full")
    opened.face.set_units({"AU26": 3.0})
    until(lambda: not opened.desk.drawing.jobs)
    worked = opened.stage.grabbed().toImage()
    opened.staging.ask("full")
    until(lambda: not opened.desk.drawing.jobs)
    assert opened.stage.grabbed().toImage() == worked
    opened.do("view.full")
    assert opened.preview.drafts.quality == "draft"


def test_that_an_empty_stage_says_how_to_begin(window, until) -> None:
    assert window.stage.empty.isVisible()
    demo = window.stage.empty.findChildren(QPushButton)[1]
    QTest.mouseClick(demo, LEFT)
    until(lambda: window.portrait is not None)
    assert not window.stage.empty.isVisible()
    until(lambda: window.desk.speech is not None)
