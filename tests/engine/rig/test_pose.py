"""The head's pose: angles and rotations, their signs, and a pose found again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import HeadFrame, angles, fit_pose, head_pose, rotation_of

steady = settings(max_examples=40)
turns = st.tuples(st.floats(-179, 179), st.floats(-89, 89), st.floats(-179, 179))
CHEEK_LEFT = 454
"""On the subject's left, the right side of the picture."""


@steady
@given(turns)
def test_that_a_rotation_has_the_angles_it_was_made_of(turn):
    assert angles(rotation_of(*turn)) == pytest.approx(turn, abs=1e-6)


@steady
@given(turns)
def test_that_a_rotation_turns_and_does_nothing_else(turn):
    rotation = rotation_of(*turn)
    assert rotation @ rotation.T == pytest.approx(np.eye(3), abs=1e-9)
    assert np.linalg.det(rotation) == pytest.approx(1)


def placed(yaw=0.0, pitch=0.0, roll=0.0):
    """Where a frontal face's landmarks are in a picture after a turn."""
    return HeadFrame(20.0, rotation_of(yaw, pitch, roll), np.array([300.0, -200.0, 0.0])).to_pixels(
        load_basis().neutral
    )


def nose_over_oval(landmarks):
    return landmarks[t.NOSE_TIP, :2] - landmarks[list(t.OVAL), :2].mean(0)


def test_that_yaw_turns_to_the_right_side_of_the_picture():
    assert nose_over_oval(placed(yaw=20))[0] > nose_over_oval(placed())[0] + 20


def test_that_pitch_looks_up():
    assert nose_over_oval(placed(pitch=20))[1] < nose_over_oval(placed())[1] - 20


def test_that_roll_tilts_clockwise():
    upright, tilted = placed(), placed(roll=20)
    assert tilted[10, 0] > upright[10, 0] + 20, "the forehead goes to the right"
    assert tilted[CHEEK_LEFT, 1] > upright[CHEEK_LEFT, 1] + 20, "and what is on the right goes down"


@steady
@given(turns, st.floats(2, 200), st.floats(-500, 500), st.floats(-500, 500))
def test_that_a_known_pose_is_found_again(turn, scale, x, y):
    basis = load_basis()
    frame = HeadFrame(scale, rotation_of(*turn), np.array([x, y, 0.0]))
    found = fit_pose(frame.to_pixels(basis.neutral), basis.neutral, basis.weights)
    assert found.scale == pytest.approx(scale)
    assert found.rotation == pytest.approx(frame.rotation, abs=1e-6)
    assert found.offset == pytest.approx(frame.offset, abs=1e-4 * scale)


def test_that_points_without_weight_do_not_turn_the_head():
    basis = load_basis()
    moving = np.flatnonzero(basis.weights == 0)
    assert len(moving), "lips, lids and irises move with the face"
    points = placed(yaw=12, pitch=-5)
    points[moving] += np.random.default_rng(1).normal(0, 30, (len(moving), 3))
    pose = head_pose(fit_pose(points, basis.neutral, basis.weights))
    assert pose.values()[:3] == pytest.approx((12, -5, 0), abs=1e-6)


def test_that_a_mirrored_head_is_not_taken_for_a_turn():
    """Points in a plane could be mirrored as well as turned: a head is never inside out."""
    basis = load_basis()
    flat = basis.neutral * (1, 1, 0)
    found = fit_pose(placed(yaw=10) * (1, 1, 0), flat, basis.weights)
    assert np.linalg.det(found.rotation) == pytest.approx(1)


@steady
@given(turns, turns)
def test_that_pixels_and_centimetres_are_two_ways_to_say_a_place(turn, further):
    frame = HeadFrame(13.0, rotation_of(*turn), np.array([300.0, -200.0, 7.0]))
    frame = frame.turned(rotation_of(*further), np.array([0.0, -5.0, -5.0]))
    shape = load_basis().neutral
    assert frame.to_canonical(frame.to_pixels(shape)) == pytest.approx(shape, abs=1e-9)


@steady
@given(turns)
def test_that_the_point_a_head_turns_about_stays(turn):
    frame, about = (
        HeadFrame(13.0, rotation_of(5, -9, 2), np.array([300.0, -200.0, 7.0])),
        np.array([[1, -5, -4.0]]),
    )
    turned = frame.turned(rotation_of(*turn), about[0])
    assert turned.to_pixels(about) == pytest.approx(frame.to_pixels(about), abs=1e-9)
