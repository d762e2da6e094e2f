"""Photographs with colours of their own, and with one for each brightness."""

import numpy as np
import pytest

from studio.core.source import Pixels
from studio.engine.tone import LUMA, Tone
from studio.engine.tracking.landmarker import FaceLandmarker


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> np.ndarray:
    return FaceLandmarker().find(astronaut)[0].landmarks


def toned(pixels: Pixels, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Pixels:
    """In one colour for each brightness, from ``dark`` to ``light``."""
    bright = (pixels @ LUMA / 255)[..., None]
    return np.rint(dark + bright * (np.array(light) - dark)).astype(np.uint8)


@pytest.mark.parametrize(
    ("dark", "light"),
    [((0, 0, 0), (255, 255, 255)), ((30, 12, 0), (255, 240, 205)), ((0, 20, 60), (230, 240, 255))],
)
def test_that_black_and_white_sepia_and_blue_are_tones(
    astronaut: Pixels, landmarks: np.ndarray, dark: tuple[int, int, int], light: tuple[int, int, int]
) -> None:
    pixels = toned(astronaut, dark, light)
    tone = Tone.of(pixels, landmarks)
    assert tone.alone == 1
    red = np.full((4, 4, 3), (0.6, 0.2, 0.2), np.float32)
    laid = 255 * tone.laid(red)
    bright = red[0, 0] @ LUMA
    assert np.abs(laid - (dark + bright * (np.array(light) - dark))).max() < 12
    assert np.abs(255 * tone.laid(pixels / np.float32(255)) - pixels)[100:300, 150:300].mean() < 3


def test_that_a_photograph_in_colour_keeps_what_is_painted_into_it(
    astronaut: Pixels, landmarks: np.ndarray
) -> None:
    tone = Tone.of(astronaut, landmarks)
    red = np.full((4, 4, 3), (0.6, 0.2, 0.2), np.float32)
    assert tone.alone == 0
    assert np.array_equal(tone.laid(red), red)


def test_that_depth_and_transparency_tell_the_same(astronaut: Pixels, landmarks: np.ndarray) -> None:
    sepia = toned(astronaut, (30, 12, 0), (255, 240, 205))
    deep = np.dstack([sepia, np.full(sepia.shape[:2], 255, np.uint8)]).astype(np.uint16) * 257
    assert np.allclose(Tone.of(deep, landmarks).colours, Tone.of(sepia, landmarks).colours, atol=1e-3)
