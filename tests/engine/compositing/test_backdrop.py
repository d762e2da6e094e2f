"""What is behind a person, put back."""

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.compositing.backdrop import Backdrop

Floats = NDArray[np.float32]

BOX = (8, 4, 8 + 128, 4 + 96)


@pytest.fixture
def half() -> Backdrop:
    """Person on the left half of the box, surroundings on the right; the plate is 200 all over."""
    person = np.zeros((256, 256), np.float32)
    person[:, :128] = 1
    return Backdrop(BOX, person, np.full((96, 128, 3), 200, np.uint8))


def moved(by: float, step: int) -> Floats:
    """Everything comes from ``by`` pixels to the right."""
    field = np.zeros((-(-96 // step), -(-128 // step), 2), np.float32)
    field[..., 0] = by
    return field


@pytest.mark.parametrize("step", [1, 3, 4])
def test_that_the_plate_is_seen_where_the_surroundings_were_moved(half: Backdrop, step: int) -> None:
    region = np.zeros((96, 128, 3), np.uint8)
    half.put_back(region, moved(16, step), step, (8, 4))
    assert (region[:, : 48 - 2 * step] == 0).all()
    assert (region[:, 48 + 2 * step :] == 200).all()


def test_that_a_part_is_put_back_as_the_whole(half: Backdrop) -> None:
    whole = np.zeros((96, 128, 3), np.uint8)
    part = np.zeros((41, 53, 3), np.uint8)
    half.put_back(whole, moved(16, 3), 3, (8, 4))
    half.put_back(part, moved(16, 3), 3, (8 + 31, 4 + 22))
    inner = np.s_[6:-6, 6:-6]
    assert np.array_equal(part[inner], whole[22 : 22 + 41, 31 : 31 + 53][inner])


def test_that_what_stands_still_is_not_touched(half: Backdrop) -> None:
    region = np.random.default_rng(3).integers(0, 255, (96, 128, 3)).astype(np.uint8)
    before = region.copy()
    half.put_back(region, moved(0, 2), 2, (8, 4))
    assert np.array_equal(region, before)


def test_that_it_comes_in_gently(half: Backdrop) -> None:
    seen = []
    for by in (0.05, 0.25, 0.5, 0.75, 1.0):
        region = np.zeros((96, 128, 3), np.uint8)
        half.put_back(region, moved(by, 2), 2, (8, 4))
        seen.append(int(region[50, 110, 0]))
    assert seen == pytest.approx([10, 50, 100, 150, 200], abs=2)
