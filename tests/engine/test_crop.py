"""The aligned crop: cut from a picture, and pasted back."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.crop import (
    SIZE,
    box_of,
    coarsely,
    crop_matrix,
    cut,
    finely,
    finer,
    from_corner,
    into_crop,
    paste_back,
    share_at,
)
from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

SCALES = [0.15, 0.4, 0.95, 1.3, 2.6]
"""Pixels of the crop to one of the picture."""
DEEPEST = {np.uint8: 255, np.uint16: 65535}


def turned(scale: float, size: int = 96, at: tuple[float, float] = (128.3, 127.6)) -> Array:
    """A matrix that leads a place of the picture to the middle of a crop, turned a little."""
    turn = scale * np.array([[np.cos(0.2), np.sin(0.2)], [-np.sin(0.2), np.cos(0.2)]])
    return np.column_stack([turn, np.full(2, size / 2) - turn @ at])


def disc(size: int = 96) -> Floats:
    """1 in the middle of a crop, softly to 0 before its edge."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    return np.clip((0.45 - np.hypot(x, y) / size) / 0.15, 0, 1).astype(np.float32)


@pytest.fixture
def photo(astronaut: Pixels) -> Pixels:
    """A part of a photograph with its finest detail [256, 256, 3]."""
    return astronaut[100:356, 100:356].copy()


def test_that_the_eyes_come_to_lie_where_the_crop_says() -> None:
    landmarks = np.zeros((478, 3))
    landmarks[list(t.EYE_OUTER), :2] = [[40, 60], [100, 90]]
    matrix = crop_matrix(landmarks, 200)
    right, left = (matrix @ (*landmarks[i, :2], 1) for i in t.EYE_OUTER)
    assert right == pytest.approx([100 - 42, 68])
    assert left == pytest.approx([100 + 42, 68])


def test_that_a_finer_crop_has_its_pixels_within_those_of_the_coarse_one(photo: Pixels) -> None:
    matrix = turned(0.4, SIZE)
    coarse, fine = cut(photo, matrix), cut(photo, finer(matrix, 2), 2 * SIZE)
    here, aside = (coarsely(np.roll(fine, n, 1).astype(np.float32)) for n in (0, 1))
    off, further = (np.abs(x - coarse)[20:-20, 20:-20].mean() for x in (here, aside))
    assert off < 0.5 * further
    places = np.array([[30.0, 40.0, 3.0]])
    np.testing.assert_allclose(finely(into_crop(places, matrix), 2), into_crop(places, finer(matrix, 2)))


# Pasted back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.6, 5.0])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_that_what_was_cut_finer_than_the_picture_comes_back_as_it_was(
    photo: Pixels, scale: float, depth: type
) -> None:
    picture = photo.astype(depth) * (257 if depth is np.uint16 else 1)
    matrix, before = turned(scale), picture.copy()
    paste_back(picture, cut(picture, matrix, 96), matrix, np.ones((96, 96), np.float32))
    assert np.abs(picture.astype(int) - before).max() <= 1


@pytest.mark.parametrize("scale", SCALES)
def test_that_what_was_cut_comes_back_about_as_it_was(photo: Pixels, scale: float) -> None:
    """However coarse the crop: a soft picture, which it can tell."""
    picture = cv2.GaussianBlur(photo, (0, 0), 2 + 3 / scale)
    matrix, before = turned(scale), picture.copy()
    paste_back(picture, cut(picture, matrix, 96), matrix, disc())
    assert np.abs(picture.astype(int) - before).max() <= 3


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_that_what_is_not_seen_changes_no_pixel(photo: Pixels, scale: float, depth: type) -> None:
    picture = photo.astype(depth) * (257 if depth is np.uint16 else 1)
    matrix, before = turned(scale), picture.copy()
    drawn = np.random.default_rng(0).random((96, 96, 3)).astype(np.float32)
    paste_back(picture, drawn, matrix, np.zeros((96, 96), np.float32))
    assert np.array_equal(picture, before)
    alpha = disc()
    paste_back(picture, drawn, matrix, alpha)
    reach = cv2.dilate((alpha > 0).astype(np.float32), np.ones((5, 5), np.uint8))
    y, x = np.mgrid[:256, :256]
    places = (np.stack([x, y], -1) @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    near = cv2.remap(reach, places[..., 0], places[..., 1], cv2.INTER_LINEAR) > 0
    near = cv2.dilate(near.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert near.mean() < 0.95 or scale < 0.4
    assert np.array_equal(picture[~near], before[~near])
    assert (picture != before).any()


@pytest.mark.parametrize("scale", SCALES)
def test_that_a_patch_lands_where_the_crop_says(scale: float) -> None:
    """A soft spot in the crop, looked for in the picture to a tenth of a pixel."""
    for spot in ((48.0, 48.0), (44.7, 52.2)):
        matrix = turned(scale)
        y, x = np.mgrid[:96, :96]
        wide = 5 * max(scale, 1)
        light = np.exp(-((x - spot[0]) ** 2 + (y - spot[1]) ** 2) / (2 * wide**2)).astype(np.float32)
        picture = np.zeros((256, 256, 3), np.uint16)
        paste_back(picture, np.dstack([light] * 3), matrix, np.ones((96, 96), np.float32))
        seen = picture[..., 1].astype(float)
        seen[seen < 0.3 * 65535] = 0
        found = [float((seen * axis).sum() / seen.sum()) for axis in np.mgrid[:256, :256][::-1]]
        there = np.linalg.solve(matrix[:, :2], np.array(spot) - matrix[:, 2])
        assert found == pytest.approx(there, abs=0.1)


@pytest.mark.parametrize("scale", SCALES)
def test_that_a_patch_ends_softly(scale: float) -> None:
    picture = np.zeros((256, 256, 3), np.uint8)
    paste_back(picture, np.full((96, 96, 3), 255, np.uint8), turned(scale), disc())
    assert picture.max() == 255
    steep = 255 * scale / (0.15 * 96)
    rows, columns = (np.abs(np.diff(picture[..., 0].astype(int), axis=axis)).max() for axis in (0, 1))
    assert max(rows, columns) <= 1.2 * steep + 2


@pytest.mark.parametrize("scale", [2.6, 6.0])
def test_that_a_fine_patch_does_not_alias(scale: float) -> None:
    """Stripes that the picture can't show come out grey."""
    x = np.arange(192)
    stripes = np.where(x % 2, 255, 0).astype(np.uint8)
    picture = np.full((64, 64, 3), 128, np.uint8)
    matrix = np.array([[scale, 0, 0.3], [0, scale, 0.2]])
    paste_back(picture, np.dstack([np.tile(stripes, (192, 1))] * 3), matrix, np.ones((192, 192), np.float32))
    inner = picture[4 : int(192 / scale) - 4, 4 : int(192 / scale) - 4].astype(float)
    assert np.abs(inner - 127.5).max() < 16


@pytest.mark.parametrize("scale", SCALES)
def test_that_what_is_drawn_anew_is_what_one_sees(photo: Pixels, scale: float) -> None:
    """Nothing of the photograph shines through."""
    picture = photo.copy()
    drawn = np.full((96, 96, 3), (200, 90, 30), np.uint8)
    paste_back(picture, drawn, turned(scale), np.ones((96, 96), np.float32))
    middle = picture[128 - 8 : 128 + 8, 128 - 8 : 128 + 8].astype(int)
    assert np.abs(middle - (200, 90, 30)).max() <= (1 if scale < 1 else 12)
    assert np.abs(middle - (200, 90, 30)).mean() <= 1


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("scale", [0.4, 1.3])
def test_that_colours_come_in_the_pictures_own_depth_and_alpha_stays(depth: type, scale: float) -> None:
    clear = np.zeros((256, 256, 4), depth)
    clear[..., 3] = np.arange(256) * (DEEPEST[depth] // 255)
    for drawn in (np.full((96, 96, 3), 0.6, np.float32), np.full((96, 96, 3), 153, np.uint8)):
        picture = clear.copy()
        paste_back(picture, drawn, turned(scale), disc())
        assert picture[128, 128, :3] == pytest.approx([0.6 * DEEPEST[depth]] * 3, abs=1)
        assert np.array_equal(picture[..., 3], clear[..., 3])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("at", [(2.0, 3.0), (255.0, 120.0), (130.0, 254.0)])
def test_that_a_crop_may_reach_beyond_the_picture(scale: float, at: tuple[float, float]) -> None:
    """What is in the picture is as if there were more of it."""
    drawn = np.random.default_rng(1).random((96, 96, 3)).astype(np.float32)
    drawn = cv2.GaussianBlur(drawn, (0, 0), 3 * max(scale, 1))
    large, small = np.zeros((768, 768, 3), np.uint8), np.zeros((256, 256, 3), np.uint8)
    matrix = turned(scale, at=at)
    paste_back(small, drawn, matrix, disc())
    paste_back(large, drawn, from_corner(matrix, (-256, -256)), disc())
    assert small.any()
    off = np.abs(small.astype(int) - large[256:512, 256:512])
    assert off[2:-2, 2:-2].max() <= 2


def test_that_a_crop_that_lies_elsewhere_leaves_the_picture(photo: Pixels) -> None:
    before = photo.copy()
    for at in ((-500.0, 10.0), (100.0, 900.0)):
        paste_back(photo, np.zeros((96, 96, 3), np.uint8), turned(1, at=at), disc())
    assert np.array_equal(photo, before)


def test_that_a_patch_is_pasted_into_a_part_as_into_the_whole(photo: Pixels) -> None:
    whole, part = photo.copy(), photo[40:220, 31:230].copy()
    drawn = np.random.default_rng(1).random((96, 96, 3)).astype(np.float32)
    paste_back(whole, drawn, turned(0.8), disc())
    paste_back(part, drawn, from_corner(turned(0.8), (31, 40)), disc())
    assert np.abs(part.astype(int) - whole[40:220, 31:230]).max() <= 1


# Masks -----------------------------------------------------------------------------------------------


def test_that_a_box_holds_all_that_a_mask_shows() -> None:
    picture, matrix = np.zeros((256, 256, 3), np.uint8), turned(0.8)
    mask = np.zeros((96, 96), np.float32)
    assert box_of(mask, matrix, picture) is None
    mask[20:30, 60:64] = 0.5
    box = box_of(mask, matrix, picture)
    assert box is not None
    seen = share_at(mask, matrix, np.zeros(2), 1, (256, 256)) > 0
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    assert box[0] <= columns[0] <= columns[-1] < box[2] <= columns[-1] + 16
    assert box[1] <= rows[0] <= rows[-1] < box[3] <= rows[-1] + 16


def test_that_the_mask_is_read_where_the_grid_lies_in_the_picture() -> None:
    y, x = np.mgrid[0:160, 0:160].astype(np.float32)
    to_crop = np.array([[0.4, 0.1, 3.0], [-0.1, 0.4, 40.0]])
    origin, step = np.array([60, 50]), 2.5
    share = share_at(x / 160, to_crop, origin, step, (30, 20))
    column, row = 11, 7
    place = to_crop @ [origin[0] + column * step, origin[1] + row * step, 1]
    assert share.shape == (20, 30)
    assert share[row, column] == pytest.approx(place[0] / 160, abs=2e-4)
    assert share_at(y / 160, to_crop, origin, step, (30, 20))[row, column] == pytest.approx(
        place[1] / 160, abs=2e-4
    )
