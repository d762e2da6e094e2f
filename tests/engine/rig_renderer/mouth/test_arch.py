"""Rows of teeth in space."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import HeadFrame, rotation_of
from studio.engine.rig_renderer.mouth.arch import CURVE, Arches, jaw_frame, on_arch

ARCHES = Arches.of(load_basis().neutral)


def frame(yaw: float, pitch: float, roll: float) -> HeadFrame:
    return HeadFrame(40.0, rotation_of(yaw, pitch, roll), np.array([500.0, -400.0, 30.0]))


@settings(max_examples=50)
@given(st.floats(-25, 25), st.floats(-15, 15), st.floats(-20, 20), st.floats(-2.2, 2.2), st.floats(-1, 1))
def test_that_a_ray_finds_the_tooth_that_was_put_there(
    yaw: float, pitch: float, roll: float, x: float, y: float
) -> None:
    head = frame(yaw, pitch, roll)
    point = ARCHES.upper + np.array([x, y, -CURVE * x * x])
    pixel = head.to_pixels(point[None])[0].astype(np.float32)
    found = on_arch(head, ARCHES.upper, pixel[:1, None], pixel[1:2, None])
    assert found[0][0, 0] == pytest.approx(x, abs=2e-3)
    assert found[1][0, 0] == pytest.approx(y, abs=2e-3)


def test_that_teeth_on_the_far_side_of_a_turned_head_are_foreshortened() -> None:
    head = frame(20, 0, 0)
    x = np.array([-2.0, -1.0, 1.0, 2.0])
    points = ARCHES.upper + np.stack([x, 0 * x, -CURVE * x * x], 1)
    left, _, right = np.diff(head.to_pixels(points)[:, 0])
    assert right < 0.75 * left


def test_that_the_jaw_turns_and_the_teeth_drop_with_the_chin() -> None:
    head = frame(0, 0, 0)
    chin = load_basis().neutral[t.CHIN][None]
    moved = head.to_canonical(jaw_frame(head, ARCHES, 2.0, 0.3).to_pixels(chin))
    assert 1.7 < chin[0, 1] - moved[0, 1] <= 2.0
    assert moved[0, 0] - chin[0, 0] == pytest.approx(0.3)
    edge = head.to_canonical(jaw_frame(head, ARCHES, 2.0, 0.0).to_pixels(ARCHES.lower[None]))
    assert 1.7 < ARCHES.lower[1] - edge[0, 1] < 2.4
