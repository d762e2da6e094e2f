"""The eyeballs behind the lids: the photograph's own eyes, turned."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.core.face import FaceState, Gaze
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.gaze import looking
from studio.engine.rig_renderer.eyes import draw_eyes, prepare_eyes
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker

RINGS = {"Right": t.EYE_RIGHT, "Left": t.EYE_LEFT}
IRISES = {"Right": t.IRIS_RIGHT, "Left": t.IRIS_LEFT}


@pytest.fixture(scope="module")
def photo(astronaut):
    """Her face large enough for irises of twenty pixels."""
    return cv2.resize(astronaut[30:230, 120:330], None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)


@pytest.fixture(scope="module")
def person(photo):
    (face,) = FaceLandmarker().find(photo)
    return read_person(load_basis(), face)


@pytest.fixture(scope="module")
def eyes(photo, person):
    return prepare_eyes(photo, person.landmarks)


@pytest.fixture(scope="module")
def drawn(photo, person, eyes):
    """The photograph with its eyes painted as a state has them, the lids as they are."""

    def draw(state, canvas=photo, layer=eyes):
        out = canvas.copy()
        draw_eyes(out, layer, person, state, person.frame, person.frame.to_pixels(person.own))
        return out

    return draw


def turned(person, yaw=0.0, pitch=0.0):
    return replace(person.rest, gaze=person.rest.gaze.plus(Gaze(yaw, pitch)))


def lids_mask(photo, person, side, grown=0):
    mask = np.zeros(photo.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(person.landmarks[list(RINGS[side]), :2]).astype(np.int32)], 1)
    return cv2.dilate(mask, np.ones((2 * grown + 1,) * 2, np.uint8)) > 0


def iris_of(pixels, photo, person, side):
    """Centre of what is dark between the lids [2]."""
    inside = cv2.erode(lids_mask(photo, person, side).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    grey = pixels.mean(2)
    dark = np.clip(np.median(grey[inside]) - grey, 0, None) * inside
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    return np.array([np.average(x, weights=dark), np.average(y, weights=dark)])


def light_above(pixels, photo, person, side):
    """How much lighter the upper third of the opening is over the iris than the lower third."""
    x = round(person.landmarks[IRISES[side][0], 0])
    mask = lids_mask(photo, person, side)[:, x - 6 : x + 7]
    column = pixels.mean(2)[:, x - 6 : x + 7]
    rows = np.flatnonzero(mask.all(1))
    third = len(rows) // 3
    return column[rows[:third]].mean() - column[rows[-third:]].mean()


def test_that_looking_is_the_gaze_and_what_the_channels_add():
    state = FaceState.of({"eyeLookOutLeft": 0.5, "eyeLookUpRight": 0.5}, gaze=Gaze(4.0, -2.0))
    assert looking(state, "Left") == Gaze(18.0, -2.0), "the subject's left is the right of the picture"
    assert looking(state, "Right") == Gaze(4.0, 12.0)
    inward = FaceState.of({"eyeLookInLeft": 1.0, "eyeLookInRight": 1.0})
    assert looking(inward, "Left").yaw < 0 < looking(inward, "Right").yaw


def test_that_there_are_two_eyes_each_on_its_side(eyes, person):
    assert {eye.side for eye in eyes} == {"Left", "Right"}
    for eye in eyes:
        centre = eye.origin + eye.centre
        assert centre == pytest.approx(person.landmarks[IRISES[eye.side][0], :2])
    right, left = (next(eye for eye in eyes if eye.side == side) for side in ("Right", "Left"))
    assert right.middle[0] < left.middle[0]


def test_that_eyes_as_photographed_are_the_photograph(photo, person, drawn):
    off = np.abs(drawn(person.rest).astype(int) - photo).max(2)
    between = lids_mask(photo, person, "Left") | lids_mask(photo, person, "Right")
    assert off[between].mean() < 2
    assert (off > 40).sum() < 0.01 * between.sum()


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_that_the_iris_goes_where_the_eye_looks(photo, person, drawn, side):
    straight = iris_of(drawn(turned(person)), photo, person, side)
    for yaw in (-15.0, 15.0):
        moved = iris_of(drawn(turned(person, yaw)), photo, person, side) - straight
        assert moved[0] * np.sign(yaw) > 3
    up, down = (drawn(turned(person, pitch=pitch)) for pitch in (14.0, -14.0))
    assert light_above(down, photo, person, side) > light_above(up, photo, person, side) + 10


def test_that_an_eye_look_channel_turns_one_eye_alone(photo, person, drawn):
    before, after = drawn(person.rest), drawn(person.rest.with_channels(eyeLookOutLeft=0.6))
    changed = np.abs(before.astype(int) - after).max(2) > 4
    assert changed[lids_mask(photo, person, "Left")].mean() > 0.2
    assert not changed[lids_mask(photo, person, "Right")].any()


def test_that_the_catchlight_stays_where_the_room_puts_it(photo, person, eyes, drawn):
    """The iris moves under it."""
    for eye in eyes:
        light = eye.light.sum(2)
        assert light.max() > 60
        spot = np.unravel_index(np.argmax(light), light.shape) + eye.origin[::-1]
        y, x = spot.astype(int)
        for yaw in (-8.0, 8.0):
            pixels = drawn(turned(person, yaw)).mean(2)
            around = pixels[y - 9 : y + 10, x - 9 : x + 10]
            assert pixels[y, x] > around.mean() + 20


def test_that_nothing_is_painted_outside_the_lids(photo, person, drawn):
    near = lids_mask(photo, person, "Left", 4) | lids_mask(photo, person, "Right", 4)
    assert np.array_equal(drawn(turned(person, 20.0, 10.0))[~near], photo[~near])


def test_that_lids_that_open_a_little_leave_the_eye_to_the_warp(photo, person, eyes):
    wide = person.rest.with_channels(eyeWideLeft=0.2, eyeWideRight=0.2)
    out = photo.copy()
    draw_eyes(out, eyes, person, wide, person.pose(wide), person.place(wide))
    assert np.abs(out.astype(int) - photo).max() < 40


def test_that_a_small_turn_of_the_eye_keeps_the_shadow_of_its_lids(photo, person, drawn):
    for side, ring in RINGS.items():
        inner = cv2.erode(lids_mask(photo, person, side).astype(np.uint8), np.ones((7, 7), np.uint8))
        rim = lids_mask(photo, person, side) & (inner == 0)
        off = np.abs(drawn(turned(person, 2.0)).astype(int) - photo).max(2)
        assert off[rim].mean() < 8, f"the {len(ring)} points of the lids"


def test_that_closed_lids_hide_the_eye(photo, person, eyes):
    shut = person.rest.with_channels(eyeBlinkLeft=1.0, eyeBlinkRight=1.0)
    out = photo.copy()
    draw_eyes(out, eyes, person, shut, person.pose(shut), person.place(shut))
    assert np.array_equal(out, photo)


def test_that_sixteen_bits_look_alike(photo, person, drawn):
    deep = photo.astype(np.uint16) * 257
    state = turned(person, 12.0)
    out = drawn(state, deep, prepare_eyes(deep, person.landmarks))
    assert out.dtype == np.uint16
    assert np.abs(out / 257 - drawn(state)).mean() < 0.5


def test_that_lashes_are_the_lids_and_not_the_balls(photo, person, eyes):
    """An eye that opens wider shows white where the photograph had lashes."""
    for eye in eyes:
        y, x = np.mgrid[: eye.texture.shape[0], : eye.texture.shape[1]]
        beside = np.hypot(x - eye.centre[0], y - eye.centre[1]) > 1.25 * eye.radius
        top, left = eye.origin.astype(int)[::-1]
        between = lids_mask(photo, person, eye.side)[top:, left:][: beside.shape[0], : beside.shape[1]]
        ball, seen = (
            p[beside & between].mean(1)
            for p in (eye.texture, photo[top:, left:][: beside.shape[0], : beside.shape[1]])
        )
        assert seen.min() < 0.5 * np.median(seen)
        assert ball.min() > 0.5 * np.median(ball)


def test_that_a_lid_that_comes_down_brings_its_lashes(photo, person, eyes):
    """Over an eye that looks elsewhere; otherwise what is by the lids is the photograph's own."""
    half = turned(person, 25.0).with_channels(eyeBlinkLeft=0.5, eyeBlinkRight=0.5)
    target, canvas = person.place(half), np.full_like(photo, 255)
    draw_eyes(canvas, eyes, person, half, person.frame, target)
    x, y = target[t.UPPER_LID_LEFT[3], :2].round().astype(int)
    assert canvas[y + 2, x - 20 : x + 20].mean() < 0.75 * canvas[y + 12, x - 20 : x + 20].max()
