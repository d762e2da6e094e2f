"""Patches in a photograph that is looked at in any size: no seam, no shift, and nothing left behind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.patch import Canvas, Patch, for_screen, patch_of, shrink_at
from studio.engine.part import Part, whole
from studio.engine.warp.shrink import shrunk


def noise(width: int, height: int, channels: int = 4, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)


def test_that_no_more_is_drawn_than_the_screen_shows() -> None:
    sizes = {zoom: shrink_at(zoom) for zoom in (2.0, 1.0, 0.7, 0.55, 0.5, 0.3, 0.25, 0.1, 0.01)}
    assert sizes == {2.0: 1, 1.0: 1, 0.7: 1, 0.55: 2, 0.5: 2, 0.3: 2, 0.25: 4, 0.1: 8, 0.01: 8}


def test_that_half_of_a_half_is_a_quarter_to_the_bit() -> None:
    pixels = noise(101, 67)
    assert np.array_equal(shrunk(shrunk(pixels, 2), 2), shrunk(pixels, 4))
    assert shrunk(pixels, 4).shape == (17, 26, 4)
    assert shrunk(pixels, 1) is pixels


def test_that_the_screen_gets_colours_times_opacity() -> None:
    assert for_screen(np.array([[[200, 100, 50, 128]]], np.uint8)).tolist() == [[[25, 50, 100, 128]]]
    assert for_screen(np.array([[[200, 100, 50]]], np.uint8)).tolist() == [[[50, 100, 200, 255]]]
    assert for_screen(np.array([[[200, 100, 50]]], np.uint16) * 257).tolist() == [[[50, 100, 200, 255]]]


@given(
    st.sampled_from((1, 2, 4)), st.integers(0, 40), st.integers(0, 30), st.integers(1, 40), st.integers(1, 30)
)
def test_that_a_full_patch_is_seen_small_as_the_whole_picture_would_be(
    shrink: int, x: int, y: int, across: int, down: int
) -> None:
    photograph = noise(81, 61, 3)
    patch = patch_of(Part(noise(across, down, 3, seed=1), (x, y)))
    canvas = Canvas(photograph, shrink)
    canvas.lay(patch)
    composed = for_screen(photograph)
    composed[y : y + down, x : x + across] = patch.pixels
    assert np.array_equal(canvas.pixels, shrunk(composed, shrink))


def test_that_the_next_patch_leaves_nothing_of_the_one_before() -> None:
    canvas = Canvas(noise(81, 61, 3), 2)
    canvas.lay(Patch(noise(20, 10, seed=1), (3, 4), 2))
    canvas.lay(Patch(noise(5, 5, seed=2), (30, 20), 2))
    assert np.array_equal(canvas.pixels[:20], canvas.original[:20])
    assert np.array_equal(canvas.pixels[20:25, 30:35], noise(5, 5, seed=2))
    canvas.lay(None)
    assert np.array_equal(canvas.pixels, canvas.original)


def test_that_another_size_shows_the_same_patch() -> None:
    photograph = noise(80, 60, 3)
    patch = Patch(for_screen(noise(20, 10, 3, seed=1)), (8, 4))
    canvas, fresh = Canvas(photograph, 4), Canvas(photograph, 1)
    canvas.lay(patch)
    fresh.lay(patch)
    assert canvas.show_at(1)
    assert not canvas.show_at(1)
    assert np.array_equal(canvas.pixels, fresh.pixels)


@pytest.mark.parametrize("size", [(80, 60), (81, 61)])
def test_that_a_patch_too_small_is_enlarged_in_its_place(size: tuple[int, int]) -> None:
    photograph = np.full((size[1], size[0], 3), 50, np.uint8)
    small = shrunk(photograph, 2)
    canvas = Canvas(photograph)
    canvas.lay(Patch(for_screen(np.full_like(small[10:], 200)), (0, 10), 2))
    assert (canvas.pixels[:20, :, :3] == 50).all()
    assert (canvas.pixels[20:, :, :3] == 200).all()


@pytest.mark.parametrize("shrink", [1, 2, 4])
def test_that_a_part_belongs_to_a_whole_of_the_originals_size(shrink: int) -> None:
    original = np.full((61, 81, 3), 50, np.uint16)
    picture = whole(Part(np.full((4, 5, 3), 60000, np.uint16), (3, 2), shrink), original)
    assert (picture.shape, picture.dtype) == (original.shape, original.dtype)
    assert (picture[3 * shrink : 5 * shrink, 4 * shrink : 7 * shrink] == 60000).all()
    assert (picture[: shrink // 2 + 1] == 50).all()
