"""What a frame is composed of."""

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.compositing.composition import Canvas, CropPatch
from studio.engine.crop import crop_matrix, from_corner, paste_back
from studio.engine.tracking.landmarker import FaceLandmarker

Array = NDArray[np.float64]


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> Array:
    return FaceLandmarker().find(astronaut)[0].landmarks


def test_that_a_canvas_knows_on_its_grid_what_lies_in_front(astronaut: Pixels, landmarks: Array) -> None:
    to_crop = crop_matrix(landmarks)
    mask = np.zeros((160, 160), np.float32)
    mask[60:90, 40:70] = 1
    canvas = Canvas.of(astronaut, landmarks, to_crop, mask)
    assert canvas.area.front is not None
    there = canvas.area.to_grid(np.linalg.solve(to_crop[:, :2], (55, 75) - to_crop[:, 2]))
    column, row = there.round().astype(int)
    assert canvas.area.front[row, column] == 1
    assert canvas.area.front.sum() == pytest.approx(
        900 / abs(np.linalg.det(to_crop[:, :2])) / canvas.area.step**2, rel=0.1
    )
    assert Canvas.of(astronaut, landmarks, to_crop).area.front is None


def test_that_what_is_cut_from_a_canvas_may_be_painted_on(astronaut: Pixels, landmarks: Array) -> None:
    canvas = Canvas.of(astronaut, landmarks, crop_matrix(landmarks))
    x0, y0, x1, y1 = canvas.box
    part = canvas.cut()
    assert np.array_equal(part, astronaut[y0:y1, x0:x1])
    part[:] = 0
    assert canvas.pixels.any()


def test_that_a_patch_is_pasted_where_it_belongs_in_the_whole_picture(landmarks: Array) -> None:
    to_crop = crop_matrix(landmarks)
    drawn = np.random.default_rng(0).random((160, 160, 3)).astype(np.float32)
    alpha = np.zeros((160, 160), np.float32)
    alpha[30:130, 30:130] = 1
    whole, part = (np.zeros((512, 512, 3), np.uint8) for _ in range(2))
    paste_back(whole, drawn, to_crop, alpha)
    CropPatch(drawn, alpha, to_crop).lay(part[70:, 90:], (90, 70), "full")
    assert part.any()
    off = np.abs(part.astype(int) - whole)[72:, 92:]
    assert off.max() <= 2
    assert from_corner(to_crop, (90, 70)) @ (3, 5, 1) == pytest.approx(to_crop @ (93, 75, 1))
