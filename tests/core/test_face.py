from fractions import Fraction

import numpy as np
import pytest

from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.time import FrameRate, seconds

RATE = FrameRate(Fraction(25))


def nodding(rest: FaceState | None = None) -> Performance:
    states = [
        FaceState.of({"mouthSmileLeft": 0.2 * i, "jawOpen": 0.5}, HeadPose(yaw=i, pitch=10, z=2), Gaze(1, -i))
        for i in range(4)
    ]
    return Performance.of(states, RATE, rest)


def test_that_a_state_is_a_value() -> None:
    one, same = FaceState.of({"jawOpen": 0.4}), FaceState.of({"jawOpen": 0.4})
    assert one == same
    assert hash(one) == hash(same)
    assert one != one.with_channels(jawOpen=0.5)
    with pytest.raises(ValueError, match="read-only"):
        one.channels[0] = 1.0


def test_that_a_unit_sets_or_adds() -> None:
    state = FaceState().with_unit("AU12", 3)
    assert state["mouthSmileLeft"] == pytest.approx(0.6)
    assert state.with_unit("AU12", 1)["mouthSmileRight"] == pytest.approx(0.2)
    assert state.with_unit("AU12", 1, relative=True)["mouthSmileRight"] == pytest.approx(0.8)
    assert state.with_unit("AU12", 9, relative=True)["mouthSmileLeft"] == 1.0


def test_that_a_performance_is_carried_on_as_the_difference_from_its_rest() -> None:
    performer = FaceState.of({"jawOpen": 0.1, "mouthSmileLeft": 0.3}, HeadPose(yaw=1, pitch=4), Gaze(1, 1))
    portrait = FaceState.of({"browInnerUp": 0.7}, HeadPose(yaw=-20, roll=3), Gaze(5, 0))
    carried = nodding(performer).onto(portrait, 3)
    assert carried["jawOpen"] == pytest.approx(0.4)
    assert carried["mouthSmileLeft"] == pytest.approx(0.3)
    assert carried["browInnerUp"] == 0.0
    assert carried.head == HeadPose(yaw=-18, pitch=6, roll=3, z=2)
    assert carried.gaze == Gaze(5, -4)


def test_that_a_channel_below_the_performers_rest_is_at_rest() -> None:
    carried = nodding(FaceState.of({"mouthSmileLeft": 0.9})).onto(FaceState(), 0)
    assert carried["mouthSmileLeft"] == 0.0


def test_that_a_performer_at_rest_leaves_the_portrait_as_it_is_but_neutral() -> None:
    portrait = FaceState.of({}, HeadPose(yaw=12), Gaze(2, 3))
    own = nodding()
    assert Performance.of([own.state(2)], RATE, own.state(2)).onto(portrait, 0) == portrait


def test_that_time_between_frames_is_mixed_and_held_at_both_ends() -> None:
    own = nodding()
    assert own.state_at(seconds("0.02")).head.yaw == pytest.approx(0.5)
    assert own.state_at(seconds(-5)) == own.state(0)
    assert own.state_at(seconds(99)) == own.state(3)
    assert own.length == Fraction(4, 25)


def test_that_parts_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        Performance(
            RATE, np.zeros((3, 54), np.float32), np.zeros((2, 6), np.float32), np.zeros((3, 2), np.float32)
        )


def test_that_an_empty_performance_is_neutral() -> None:
    assert Performance.of([], RATE).state_at(seconds(1)) == FaceState()
