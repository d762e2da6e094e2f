"""Contours of a turned face are soft, and nothing else is touched."""

import numpy as np
import pytest

from studio.engine.warp.contour import soften_contours
from studio.engine.warp.field import WarpArea

BOX = (10, 20, 10 + 120, 20 + 90)


def area(step):
    size = (-(-90 // step), -(-120 // step))
    return WarpArea(BOX, step, np.ones((*size, 2), np.float32), np.ones((*size, 2), np.float32))


def leaping(step, leap):
    """A field that leaps in the middle, from left to right."""
    here = area(step)
    field = np.zeros((*here.grid_size[::-1], 2), np.float32)
    field[:, here.grid_size[0] // 2 :, 0] = leap
    return field


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("step", [1, 3])
def test_that_an_edge_at_a_leap_is_softened_and_the_rest_stays(step, kind):
    picture = np.zeros((90, 120, 3), kind)
    picture[:, 60:] = 200
    drawn = picture.copy()
    soften_contours(drawn, leaping(step, 5.0 * step), area(step), BOX)
    assert 20 < drawn[45, 60, 0] < 180
    assert np.array_equal(drawn[:, : 60 - 5 * step], picture[:, : 60 - 5 * step])
    assert np.array_equal(drawn[:, 60 + 5 * step :], picture[:, 60 + 5 * step :])


def test_that_a_part_is_softened_as_the_whole():
    picture = np.random.default_rng(1).integers(0, 255, (90, 120, 3)).astype(np.uint8)
    whole, part = picture.copy(), picture[30:70, 40:100].copy()
    soften_contours(whole, leaping(3, 20.0), area(3), BOX)
    soften_contours(part, leaping(3, 20.0), area(3), (10 + 40, 20 + 30, 10 + 100, 20 + 70))
    assert np.array_equal(part[8:-8], whole[30:70, 40:100][8:-8])


def test_that_a_smooth_field_leaves_everything():
    picture = np.random.default_rng(1).integers(0, 255, (90, 120, 3)).astype(np.uint8)
    field = np.zeros((30, 40, 2), np.float32)
    field[..., 0] = np.linspace(0, 40, 40)
    drawn = picture.copy()
    soften_contours(drawn, field, area(3), BOX)
    assert np.array_equal(drawn, picture)
