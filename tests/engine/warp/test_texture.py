"""What a warped picture is fetched from: the photograph's own pixels, and sharp ones between them."""

import cv2
import numpy as np
import pytest

from studio.engine.warp.texture import Texture

BOX = (30, 20, 330, 260)


def places(box, by=(0.0, 0.0)):
    """Where in the photograph each pixel of a box lies, moved."""
    y, x = np.mgrid[box[1] : box[3], box[0] : box[2]]
    return np.dstack([x + by[0], y + by[1]])


def fetched(texture, where, *, fine=True):
    return texture.fetch(texture.at(where).astype(np.float32), fine=fine)


@pytest.mark.parametrize("kind", ["grey alpha", "eight bits", "sixteen bits", "transparent"])
def test_that_its_own_pixels_are_the_photographs(astronaut, kind):
    pixels = {
        "grey alpha": astronaut[..., :1],
        "eight bits": astronaut,
        "sixteen bits": astronaut.astype(np.uint16) * 257,
        "transparent": np.dstack([astronaut, astronaut[..., 0]]),
    }[kind]
    seen = fetched(Texture.doubled(pixels, BOX), places(BOX))
    assert seen.dtype == pixels.dtype
    assert np.array_equal(seen, pixels[BOX[1] : BOX[3], BOX[0] : BOX[2]])


def test_that_a_picture_moved_to_and_fro_stays_sharper_than_by_cubics(astronaut):
    """A third of a pixel there and back, five times."""

    def worn(doubled):
        pixels = astronaut
        for k in range(10):
            box = (0, 0, 512, 512)
            texture = Texture.doubled(pixels, box) if doubled else Texture(pixels)
            step = 1 / 3 if k % 2 == 0 else -1 / 3
            pixels = fetched(texture, places(box, (step, step)))
        return float(np.abs(pixels.astype(int) - astronaut)[20:-20, 20:-20].mean())

    assert worn(doubled=True) < worn(doubled=False) < 4


def test_that_half_a_pixel_is_as_a_wave_says():
    x = np.arange(200)
    wave = 128 + 90 * np.sin(2 * np.pi * x / 5)
    pixels = np.repeat(np.tile(np.rint(wave).astype(np.uint8), (40, 1))[..., None], 3, 2)
    seen = fetched(Texture.doubled(pixels, (0, 0, 200, 40)), places((20, 10, 180, 30), (0.5, 0)))
    there = 128 + 90 * np.sin(2 * np.pi * (np.arange(20, 180) + 0.5) / 5)
    assert np.abs(seen[..., 0] - there).max() < 4


def test_that_a_matrix_leads_on_from_the_texture(astronaut):
    texture = Texture.doubled(astronaut, BOX)
    matrix = np.array([[0.3, -0.1, 7.0], [0.1, 0.3, -4.0]])
    point = np.array([101.5, 77.25])
    onward = texture.onward(matrix)
    there = onward[:, :2] @ texture.at(point) + onward[:, 2]
    assert there == pytest.approx(matrix[:, :2] @ point + matrix[:, 2])


def test_that_a_plain_texture_is_the_photograph(astronaut):
    where = places(BOX, (0.4, 0.7)).astype(np.float32)
    plain = Texture(astronaut)
    expected = cv2.remap(astronaut, where, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    assert np.array_equal(plain.fetch(where, fine=True), expected)
    assert not np.array_equal(plain.fetch(where, fine=False), expected)
