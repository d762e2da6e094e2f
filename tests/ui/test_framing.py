"""How large the face is on the stage: framed, its eyes, its mouth; never tiny where nothing was chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from studio.ui.main_window import MainWindow
from tests.ui.hands import Hands

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def share(window: MainWindow, part: str = "face") -> float:
    """Of the stage's height."""
    box = window.staging._part(part)
    assert box is not None
    seen = window.stage.viewportTransform().mapRect(box)
    assert window.stage.viewport().rect().toRectF().contains(seen), "all of it is seen"
    return seen.height() / window.stage.viewport().height()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_that_a_portrait_is_opened_with_a_face_of_a_third(
    opened: MainWindow, width: int, height: int
) -> None:
    opened.resize(width, height)
    Hands(opened)
    assert share(opened) >= 1 / 3 - 0.01
    opened.do("view.curves")
    assert share(opened) >= 1 / 3 - 0.01


def test_that_face_eyes_and_mouth_are_framed_and_stay_so_in_another_size(opened: MainWindow) -> None:
    hands = Hands(opened)
    hands.key(Qt.Key.Key_F)
    whole = share(opened)
    hands.key(Qt.Key.Key_2, CONTROL)
    assert share(opened) > 0.6 > whole
    near = opened.stage.zoom
    hands.key(Qt.Key.Key_3, CONTROL)
    assert opened.stage.zoom > near
    share(opened, "eyes")
    hands.key(Qt.Key.Key_4, CONTROL)
    share(opened, "mouth")
    opened.resize(1280, 720)
    share(opened, "mouth")


def test_that_curves_have_the_whole_height_and_give_it_back(opened: MainWindow) -> None:
    hands = Hands(opened)
    opened.face.set_units({"AU12": 3.0})
    before = opened.timeline.height()
    hands.key(Qt.Key.Key_C, SHIFT)
    assert opened.graph.isVisible()
    assert opened.graph.height() > 0.35 * opened.height()
    assert opened.timeline.height() == opened.timeline.lanes.ruler.height
    hands.key(Qt.Key.Key_C, SHIFT)
    assert opened.graph.isHidden(), "as it was"
    assert opened.timeline.height() == pytest.approx(before, abs=4)
    hands.key(Qt.Key.Key_C, SHIFT)
    hands.key(Qt.Key.Key_C)
    assert opened.graph.isHidden()
    assert opened.timeline.height() == pytest.approx(before, abs=4)
    assert not opened.commands["view.curves_tall"].checked()
