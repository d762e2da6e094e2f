"""A head that goes too far is held back smoothly; one that does not is left alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.core.face import FaceState, HeadPose, Performance
from studio.core.time import FrameRate
from studio.engine.leeway import Leeway

LEEWAY = Leeway(np.array([30.0, 20.0, 12.0, 2.0, 3.0, 4.0]), np.array([30.0, 20.0, 12.0, 3.0, 1.0, 5.0]))


def sideways(*steps: float) -> Performance:
    states = [FaceState(head=HeadPose(x=step)) for step in steps]
    return Performance.of(states, FrameRate.of(25))


def test_that_small_motion_stays_as_it_is() -> None:
    small = sideways(-1, -0.5, 0, 1, 1.5)
    assert np.array_equal(LEEWAY.bounded(small).head, small.head)
    assert not LEEWAY.held_back(small).any()


@given(st.lists(st.floats(-200, 200), min_size=2, max_size=8), st.sampled_from([0.0, 0.5, 1.0, 3.0]))
def test_that_a_head_never_goes_farther_and_never_turns_round(ways: list[float], reach: float) -> None:
    ways = sorted(ways)
    held = LEEWAY.bounded(sideways(*ways), reach).head[:, 3]
    assert (-2 * reach - 1e-5 <= held).all()
    assert (held <= 3 * reach + 1e-5).all()
    assert (np.diff(held) >= 0).all()


def test_that_it_is_held_back_without_a_jolt_and_that_is_known() -> None:
    way = np.linspace(-8, 8, 400)
    far = sideways(*way)
    held = LEEWAY.bounded(far).head[:, 3]
    slopes = np.diff(held) / np.diff(way)
    assert np.abs(np.diff(slopes)).max() < 0.04, "speed changes little by little"
    told = LEEWAY.held_back(far)
    assert told[0]
    assert told[-1]
    assert not told[np.abs(way) < 1].any()


def test_that_the_way_counts_from_where_a_performance_rests() -> None:
    aside = Performance.of([FaceState(head=HeadPose(x=41)), FaceState(head=HeadPose(x=90))], FrameRate.of(25))
    aside = Performance(aside.rate, aside.channels, aside.head, aside.gaze, FaceState(head=HeadPose(x=40)))
    held = LEEWAY.bounded(aside).head[:, 3]
    assert held[0] == 41
    assert 42 < held[1] <= 43
