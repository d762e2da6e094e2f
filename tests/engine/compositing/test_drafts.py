"""Only what changed is enlarged."""

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.compositing.composition import Canvas
from studio.engine.compositing.drafts import enlarged
from studio.engine.crop import crop_matrix
from studio.engine.part import whole
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.warp.shrink import shrunk


@pytest.fixture(scope="module")
def canvases(astronaut: Pixels) -> tuple[Canvas, Canvas]:
    """Of a picture with odd sides, and of its half."""
    pixels = astronaut[:399, :431]
    landmarks: NDArray[np.float64] = FaceLandmarker().find(pixels)[0].landmarks
    small = (landmarks - (0.5, 0.5, 0)) / 2
    return (
        Canvas.of(pixels, landmarks, crop_matrix(landmarks)),
        Canvas.of(shrunk(pixels, 2), small, crop_matrix(small)),
    )


def test_that_where_nothing_changed_the_photograph_is_as_fine_as_it_was(
    canvases: tuple[Canvas, Canvas],
) -> None:
    canvas, small = canvases
    assert np.array_equal(whole(enlarged(canvas, small, small.cut()), canvas.pixels), canvas.pixels)


def test_that_what_changed_is_seen_at_twice_its_size_and_nothing_else(
    canvases: tuple[Canvas, Canvas],
) -> None:
    canvas, small = canvases
    after = small.cut()
    after[20:40, 30:60] = (200, 30, 90)
    out = whole(enlarged(canvas, small, after), canvas.pixels)
    x, y = (2 * edge for edge in small.corner)
    assert (out[y + 44 : y + 76, x + 64 : x + 116] == (200, 30, 90)).all()
    out[y + 40 - 12 : y + 80 + 12, x + 60 - 12 : x + 120 + 12] = 0
    same = canvas.pixels.copy()
    same[y + 40 - 12 : y + 80 + 12, x + 60 - 12 : x + 120 + 12] = 0
    assert np.array_equal(out, same)
