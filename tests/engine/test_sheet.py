import numpy as np
import pytest

from studio.core.errors import UsageError
from studio.core.face import FaceState, HeadPose
from studio.core.presets import EMOTIONS
from studio.core.source import Pixels
from studio.core.units import FACS_17
from studio.engine.sheet import CELL, cells_of, contact_sheet, unit_cells
from studio.files.pictures import Picture, Still
from tests.fakes import painted


def test_that_every_unit_stands_alone_at_full() -> None:
    rest = FaceState.of({"mouthSmileLeft": 0.5}, HeadPose(yaw=3.0))
    as_is, neutral, *units = unit_cells(FACS_17, rest)
    assert as_is.state == rest
    assert not neutral.state.channels.any()
    assert len(units) == 17
    for cell, unit in zip(units, FACS_17.units, strict=True):
        moved = {name for name, weight in unit.weights.items() if weight and cell.state[name] > 0}
        assert moved == set(unit.weights)
        assert cell.state.head.yaw == 3.0


def test_that_poses_turn_about_the_portraits_own() -> None:
    cells, across = cells_of("poses", FaceState.of({}, HeadPose(yaw=3.0, pitch=-1.0)))
    assert across == 5
    assert {cell.state.head.yaw for cell in cells} == {-22.0, -9.0, 3.0, 15.0, 28.0}
    assert {cell.state.head.pitch for cell in cells} == {14.0, -1.0, -16.0}


def test_that_lips_are_shut_on_the_sheet_of_visemes() -> None:
    cells, _ = cells_of("visemes", FaceState.of({"mouthSmileLeft": 0.5}))
    shut = next(cell.state for cell in cells if cell.name == "PP")
    assert shut["mouthClose"] == shut["jawOpen"] > 0
    assert shut["mouthSmileLeft"] == 0, "from neutral"


def test_that_each_emotion_is_shown_at_three_strengths() -> None:
    cells, across = cells_of("emotions", FaceState.of({"mouthSmileLeft": 0.5}))
    assert across == 9
    assert [cell.name for cell in cells[::3]] == [preset.name for preset in EMOTIONS]
    joy = [cell.state["mouthSmileLeft"] for cell in cells[:3]]
    assert joy == pytest.approx([0.8 / 3, 1.6 / 3, 0.8], abs=1e-6)


def test_that_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        cells_of("FACS17", FaceState())
    assert "FACS_17" in caught.value.hint


def test_that_a_sheet_holds_a_picture_for_each_cell(ramp: Pixels) -> None:
    pixels = contact_sheet(painted(Still(Picture(ramp))), "poses")
    height, width, _ = pixels.shape
    assert width > 5 * CELL
    assert height > 3 * CELL
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 1000
