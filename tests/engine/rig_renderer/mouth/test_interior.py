"""The inside of a mouth, on faces that are drawn here: skin, eyes, lips, sometimes teeth."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import HeadFrame, rotation_of
from studio.engine.rig_renderer.mouth.interior import Mouth, MouthPlace
from studio.engine.rig_renderer.mouth.plates import donors
from studio.engine.rig_renderer.mouth.tongue import paint_throat

Array = NDArray[np.float64]

SCALE = 24.0
SIZE = 480
SKIN = (205, 160, 140)
TEETH = (228, 214, 178)
WALL = (60, 90, 190)


def frame(yaw: float = 0.0) -> HeadFrame:
    return HeadFrame(SCALE, rotation_of(yaw, 0, 0), np.array([SIZE / 2, -SIZE / 2, 0.0]))


def neutral() -> Array:
    """The mean face with its lips brought together."""
    shape = load_basis().neutral.copy()
    for upper, lower in t.LIP_PAIRS:
        shape[[upper, lower], 1] = shape[[upper, lower], 1].mean()
    return shape


def opened(shape: Array, up: float, down: float) -> Array:
    """The inner lips parted by so many cm, most in the middle."""
    out = shape.copy()
    for upper, lower in t.LIP_PAIRS:
        bow = 1 - (out[upper, 0] / 2.6) ** 2
        out[upper, 1] += up * bow
        out[lower, 1] -= down * bow
    return out


def portrait(landmarks: Array, tint: tuple[float, float, float] = (1, 1, 1)) -> NDArray[np.uint8]:
    """Skin with the whites of two eyes, before a wall."""
    pixels = np.empty((SIZE, SIZE, 3), np.float64)
    pixels[:] = WALL
    cv2.fillPoly(pixels, [np.round(landmarks[list(t.OVAL), :2]).astype(np.int32)], SKIN)
    for lids, iris in ((t.EYE_RIGHT, t.IRIS_RIGHT), (t.EYE_LEFT, t.IRIS_LEFT)):
        cv2.fillPoly(pixels, [np.round(landmarks[list(lids), :2]).astype(np.int32)], (190, 180, 178))
        cv2.circle(pixels, tuple(np.round(landmarks[iris[0], :2]).astype(int)), 12, (40, 30, 20), -1)
    return (pixels * tint).astype(np.uint8)


def closed_portrait(tint: tuple[float, float, float] = (1, 1, 1)) -> tuple[NDArray[np.uint8], Mouth]:
    landmarks = frame().to_pixels(neutral())
    pixels = portrait(landmarks, tint)
    return pixels, Mouth.of(pixels, landmarks, neutral(), frame())


def place(up: float, down: float, drop: float = 0.0, tongue: float = 0.0, yaw: float = 0.0) -> MouthPlace:
    head = frame(yaw)
    return MouthPlace(head.to_pixels(opened(neutral(), up, down)), head, drop, 0.0, tongue)


def drawn(mouth: Mouth, pixels: NDArray[np.uint8], where: MouthPlace) -> NDArray[np.uint8]:
    out = pixels.copy()
    mouth.draw(out, where)
    return out


def lips_mask(where: MouthPlace, grown: int = 0) -> NDArray[np.bool_]:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.fillPoly(mask, [np.round(where.landmarks[list(t.INNER_LIPS), :2]).astype(np.int32)], 1)
    if grown:
        mask = cv2.dilate(mask, np.ones((2 * grown + 1,) * 2, np.uint8))
    return mask > 0


def test_that_closed_lips_stay_as_they_are() -> None:
    pixels, mouth = closed_portrait()
    assert np.array_equal(drawn(mouth, pixels, place(0.0, 0.0)), pixels)
    assert np.array_equal(drawn(mouth, pixels, place(0.02, 0.02)), pixels)


def test_that_only_what_lies_between_the_lips_is_painted() -> None:
    pixels, mouth = closed_portrait()
    where = place(0.3, 1.5, 1.5)
    changed = (drawn(mouth, pixels, where) != pixels).any(2)
    assert not changed[~lips_mask(where, grown=2)].any()
    assert changed[lips_mask(where)].mean() > 0.98


def test_that_an_open_mouth_shows_pale_teeth_above_a_dark_throat() -> None:
    pixels, mouth = closed_portrait()
    out = drawn(mouth, pixels, place(0.4, 1.8, 1.8)).astype(float)
    x, y = (int(v) for v in frame().to_pixels(mouth.arches.upper[None] + (0.2, 0.15, 0))[0, :2])
    tooth = out[y - 1 : y + 2, x - 1 : x + 2].mean((0, 1))
    throat = out[y + 16 : y + 19, x - 1 : x + 2].mean((0, 1))
    assert tooth.mean() > 150
    assert np.ptp(tooth) < 45
    assert throat.mean() < 0.5 * tooth.mean()


def test_that_upper_teeth_stay_and_lower_teeth_go_with_the_jaw() -> None:
    pixels, mouth = closed_portrait()
    small, large = (drawn(mouth, pixels, place(0.4, 2.4, drop)).astype(float) for drop in (1.2, 2.2))
    upper = frame().to_pixels(mouth.arches.upper[None])[0].astype(int)
    rows = slice(upper[1] - 12, upper[1] - 2)
    columns = slice(upper[0] - 20, upper[0] + 20)
    assert np.abs(small[rows, columns] - large[rows, columns]).max() <= 1
    below = slice(upper[1] + 8, upper[1] + 70)
    brightest = [np.argmax(p[below, columns].mean((1, 2))) for p in (small, large)]
    assert 12 < brightest[1] - brightest[0] < 26


def test_that_a_raised_tongue_fills_the_gap_under_the_teeth() -> None:
    pixels, mouth = closed_portrait()
    at_rest, raised = (drawn(mouth, pixels, place(0.3, 0.9, 0.9, tongue)).astype(float) for tongue in (0, 1))
    x, y = (int(v) for v in frame().to_pixels(mouth.arches.upper[None] - (0, 0.25, 0))[0, :2])
    assert raised[y, x, 0] > at_rest[y, x, 0] + 30
    assert raised[y, x, 0] > 1.3 * raised[y, x, 1]


def test_that_teeth_take_the_colour_of_the_light() -> None:
    warm = (1.0, 0.8, 0.6)
    x, y = (
        int(v) for v in frame().to_pixels(closed_portrait()[1].arches.upper[None] + (0.2, 0.15, 0))[0, :2]
    )
    plain, tinted = (
        drawn(mouth, pixels, place(0.4, 1.5, 1.5))[y, x].astype(float)
        for pixels, mouth in (closed_portrait(), closed_portrait(warm))
    )
    assert tinted[2] / tinted[0] < 0.85 * plain[2] / plain[0]


def test_that_behind_the_corners_of_the_lips_cheeks_are_dim_and_not_black() -> None:
    """In 33 open smiles they are .29, .21 and .21 of the teeth's white, however narrow the opening."""
    _, mouth = closed_portrait()
    corners = neutral()[list(t.MOUTH_CORNERS)] * (1.15, 1, 1)
    x, y = frame().to_pixels(corners)[:, :2].T.astype(np.float32)[..., None]
    for light in (0.18, 0.8):
        seen = paint_throat(frame(), mouth.arches, x, y, np.full_like(x, light))
        assert (seen > (0.22, 0.13, 0.13)).all()
        assert (seen < (0.38, 0.26, 0.26)).all()


def test_that_an_old_photograph_gets_a_mouth_in_its_own_tone() -> None:
    landmarks = frame().to_pixels(neutral())
    sepia = np.array([1.0, 0.85, 0.6])
    grey = portrait(landmarks) @ np.array([0.299, 0.587, 0.114])
    pixels = (grey[..., None] * sepia).astype(np.uint8)
    where = place(0.4, 1.8, 1.8, tongue=1.0)
    out = drawn(Mouth.of(pixels, landmarks, neutral(), frame()), pixels, where)
    inside = out[lips_mask(where)].astype(float)
    assert np.ptp(inside.mean(1)) > 100  # teeth, tongue and dark
    assert np.abs(inside - inside[:, :1] * sepia).max() < 6


def test_that_a_blurred_photograph_gets_a_mouth_as_blurred() -> None:
    landmarks, where = frame().to_pixels(neutral()), place(0.4, 1.8, 1.8)
    sharp = portrait(landmarks)
    steepest = []
    for blur in (0, 2, 4):
        pixels = cv2.GaussianBlur(sharp, (0, 0), blur) if blur else sharp
        mouth = Mouth.of(pixels, landmarks, neutral(), frame())
        assert abs(mouth.light.soft * SCALE - blur) <= 0.2 * blur
        inside = drawn(mouth, pixels, where).mean(2)[lips_mask(where).any(1)]
        steepest.append(float(np.abs(np.diff(inside, axis=0)).max()))
    assert steepest[0] > 2 * steepest[1] > 2.4 * steepest[2]


def test_that_a_crop_and_a_deep_picture_get_the_same_mouth() -> None:
    pixels, mouth = closed_portrait()
    mouth = replace(mouth, light=replace(mouth.light, grain=0.0))
    where = place(0.3, 1.4, 1.4, yaw=12)
    whole = drawn(mouth, pixels, where)
    crop = pixels[180:460, 90:400].copy()
    mouth.draw(crop, where, origin=(90, 180))
    assert np.abs(crop.astype(int) - whole[180:460, 90:400]).max() <= 2
    deep = pixels.astype(np.uint16) * 257
    mouth.draw(deep, where)
    assert np.abs(deep / 257 - whole).max() <= 1


def test_that_the_portraits_own_teeth_are_used_where_it_shows_them() -> None:
    shape = opened(neutral(), 0.35, 0.55)
    landmarks = frame().to_pixels(shape)
    pixels = portrait(landmarks)
    inside = lips_mask(MouthPlace(landmarks, frame(), 0, 0, 0))
    x = np.arange(SIZE)
    pixels[inside] = TEETH
    pixels[inside & (np.abs((x[None] - SIZE / 2) % 18) < 1)] = (150, 130, 105)
    mouth = Mouth.of(pixels, landmarks, neutral(), frame())
    assert mouth.own
    assert np.array_equal(drawn(mouth, pixels, MouthPlace(landmarks, frame(), 0, 0, 0)), pixels)
    wider = drawn(mouth, pixels, place(0.35, 1.6, 1.4)).astype(float)
    px, py = (int(v) for v in frame().to_pixels(mouth.arches.upper[None] + (0.25, 0.3, 0))[0, :2])
    tooth = wider[py - 2 : py + 3, px - 2 : px + 3].max((0, 1))
    assert np.abs(tooth / tooth.mean() - np.array(TEETH) / np.mean(TEETH)).max() < 0.06


def two_teeth(lower: bool = False) -> tuple[NDArray[np.uint8], Mouth]:
    """Somebody whose parted lips show two incisors, a red tongue and perhaps the lower teeth."""
    landmarks = frame().to_pixels(opened(neutral(), 0.5, 0.9))
    pixels = portrait(landmarks)
    inside = lips_mask(MouthPlace(landmarks, frame(), 0, 0, 0))
    y, x = np.mgrid[:SIZE, :SIZE]
    off = x - SIZE / 2
    tip = frame().to_pixels(neutral()[[13]])[0, 1] + 6
    pixels[inside] = (70, 30, 30)
    pixels[inside & (np.abs(off) < 26) & (y < tip)] = TEETH
    if lower:
        pixels[inside & (np.abs(off) < 40) & (y > tip + 6)] = TEETH
    return pixels, Mouth.of(pixels, landmarks, neutral(), frame())


def canines(mouth: Mouth) -> Array:
    """The brightness of the plate beside the two incisors, on the left and on the right, 0–255."""
    plate = mouth.teeth.upper[0]
    x, y = (round(v) for v in plate.middle)
    row, side, half = y - round(0.35 * plate.density), round(1.75 * plate.density), round(0.2 * plate.density)
    return np.array(
        [
            plate.rgba[row - half : row + half, x + at - half : x + at + half, :3].mean()
            for at in (-side, side)
        ]
    )


def test_that_a_row_of_which_two_teeth_are_seen_goes_on_to_both_sides() -> None:
    _, mouth = two_teeth()
    assert mouth.own
    assert canines(mouth).min() > 60


def test_that_lower_teeth_and_what_lies_between_the_rows_are_no_upper_teeth() -> None:
    _, alone = two_teeth()
    _, both = two_teeth(lower=True)
    assert both.own
    assert both.arches.upper == pytest.approx(alone.arches.upper, abs=0.05)
    plate = both.teeth.upper[0]
    x, y = (round(v) for v in plate.middle)
    under = plate.rgba[y + round(0.15 * plate.density) :, x - 5 : x + 5, 3]
    assert under.max() < 30
    assert canines(both) == pytest.approx(canines(alone), rel=0.1)


def test_that_what_is_far_darker_than_teeth_can_be_is_no_row_of_them() -> None:
    pixels, _ = two_teeth()
    landmarks = frame().to_pixels(opened(neutral(), 0.5, 0.9))
    inside = lips_mask(MouthPlace(landmarks, frame(), 0, 0, 0))
    pixels[inside] = (48, 48, 46)
    assert not Mouth.of(pixels, landmarks, neutral(), frame()).own


def test_that_there_are_several_donors_and_no_others() -> None:
    assert len(donors()) >= 4
    landmarks = frame().to_pixels(neutral())
    with pytest.raises(UsageError, match="nobody-here"):
        Mouth.of(portrait(landmarks), landmarks, neutral(), frame(), donor="nobody-here")


def test_that_teeth_behind_lips_that_are_pushed_forward_lie_in_the_dark() -> None:
    pixels, mouth = closed_portrait()
    at_ease = place(0.2, 0.2)
    shape = opened(neutral(), 0.2, 0.2)
    shape[list(t.INNER_LIPS), 2] += 0.9
    pushed = replace(at_ease, landmarks=frame().to_pixels(shape))
    inside = lips_mask(at_ease)
    before, after = (drawn(mouth, pixels, where)[inside].mean() for where in (at_ease, pushed))
    assert after < 0.8 * before
