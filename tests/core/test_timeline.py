from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from studio.core.curve import Curve
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import (
    SLOTS,
    Clip,
    Ground,
    Layer,
    Timeline,
    Track,
    performance_of,
    sampled,
    state_at,
    state_of,
)

RATE = FrameRate(Fraction(30000, 1001))
SECOND = TimeRange(Seconds(0), Seconds(1))


def talk(jaw: float = 0.5, rest: FaceState | None = None) -> Performance:
    states = [FaceState.of({"jawOpen": jaw * i / 9}, HeadPose(yaw=i), Gaze(pitch=-i)) for i in range(10)]
    return Performance.of(states, RATE, rest)


def still(slot: str, value: float, **how: object) -> Layer:
    return Layer(slot, {slot: Curve.constant(value)}, **how)


def jaw_of(*layers: Layer) -> float:
    return state_at(Timeline(layers=layers), {}, Seconds(0))["jawOpen"]


def test_that_layers_add_up_from_bottom_to_top() -> None:
    assert jaw_of(still("jawOpen", 0.3), still("jawOpen", 0.4, weight=0.5)) == pytest.approx(0.5)


def test_that_what_one_layer_adds_too_much_another_may_take_away() -> None:
    assert jaw_of(still("jawOpen", 0.9), still("jawOpen", 0.9), still("jawOpen", -1.0)) == pytest.approx(0.8)
    assert jaw_of(still("jawOpen", 0.9), still("jawOpen", 0.9)) == 1.0
    assert jaw_of(still("jawOpen", -0.4)) == 0.0


def test_that_mute_silences_and_solo_silences_the_others() -> None:
    low, high = still("jawOpen", 0.2), still("jawOpen", 0.3)
    assert jaw_of(low, replace(high, mute=True)) == pytest.approx(0.2)
    assert jaw_of(low, replace(high, solo=True)) == pytest.approx(0.3)
    assert jaw_of(low, replace(high, solo=True, mute=True)) == pytest.approx(0.2)


def test_that_a_replacing_layer_hides_its_own_slots_alone() -> None:
    below = Layer("below", {"jawOpen": Curve.constant(0.8), "mouthPucker": Curve.constant(0.6)})
    above = still("jawOpen", 0.2, additive=False, weight=0.5)
    state = state_at(Timeline(layers=(below, above)), {}, Seconds(0))
    assert state["jawOpen"] == pytest.approx(0.5)
    assert state["mouthPucker"] == pytest.approx(0.6)


def test_that_a_generated_performance_is_corrected_by_a_layer_above() -> None:
    base = Layer("speech", performance="talk")
    correction = Layer("mine", {"head.yaw": Curve.of([(0, 0.0), (1, 30.0)]), "jawOpen": Curve.constant(-0.1)})
    timeline = Timeline(SECOND, RATE, layers=(base, correction))
    time = RATE.time_of(9)
    state = state_at(timeline, {"talk": talk()}, time)
    assert state["jawOpen"] == pytest.approx(0.4)
    assert state.head.yaw == pytest.approx(9 + 30 * float(time))
    assert state.gaze.pitch == -9


def nodding(rest: FaceState | None = None) -> Performance:
    states = [
        FaceState.of({"mouthSmileLeft": 0.2 * i, "jawOpen": 0.5}, HeadPose(yaw=i, pitch=10, z=2), Gaze(1, -i))
        for i in range(4)
    ]
    return Performance.of(states, RATE, rest)


def carried(own: Performance, portrait: FaceState, time: Seconds) -> FaceState:
    """A performance on a portrait that lies still, at a time."""
    timeline = Timeline(SECOND, RATE, layers=(Layer("speech", performance="talk"),))
    return state_at(timeline, {"talk": own}, time, Ground.still(portrait))


def test_that_a_performance_plays_as_the_difference_from_its_rest_on_what_lies_below() -> None:
    performer = FaceState.of({"jawOpen": 0.1, "mouthSmileLeft": 0.3}, HeadPose(yaw=1, pitch=4), Gaze(1, 1))
    portrait = FaceState.of({}, HeadPose(yaw=-20, roll=3), Gaze(5, 0))
    state = carried(nodding(performer), portrait, RATE.time_of(3))
    assert state["jawOpen"] == pytest.approx(0.4)
    assert state["mouthSmileLeft"] == pytest.approx(0.3)
    assert state.head == HeadPose(yaw=-18, pitch=6, roll=3, z=2)
    assert state.gaze == Gaze(5, -4)


def test_that_a_channel_below_the_performers_rest_is_at_rest() -> None:
    state = carried(nodding(FaceState.of({"mouthSmileLeft": 0.9})), FaceState(), Seconds(0))
    assert state["mouthSmileLeft"] == 0.0


def test_that_a_performer_at_rest_leaves_the_portrait_as_it_is() -> None:
    portrait = FaceState.of({}, HeadPose(yaw=12), Gaze(2, 3))
    own = nodding().state(2)
    assert carried(Performance.of([own], RATE, own), portrait, Seconds(0)) == portrait


def test_that_time_between_frames_is_mixed_and_held_at_both_ends() -> None:
    own, at_zero = nodding(), FaceState()
    assert own.length == RATE.time_of(4)
    assert carried(own, at_zero, RATE.time_of(1) / 2).head.yaw == pytest.approx(0.5)
    assert carried(own, at_zero, Seconds(-5)).head.yaw == 0
    assert carried(own, at_zero, Seconds(99)).head.yaw == 3


def test_that_an_empty_performance_is_neutral() -> None:
    assert carried(Performance.of([], RATE), FaceState(), Seconds(1)) == FaceState()


def test_that_a_clip_moves_the_face_only_where_it_lies() -> None:
    clip = Clip(TimeRange(Seconds(1), Seconds(2)), offset=RATE.time_of(5), performance="talk")
    timeline = Timeline(tracks=(Track("motion", "motion", (clip,)),))
    given = {"talk": talk()}
    assert state_at(timeline, given, Seconds(999, 1000)) == FaceState()
    assert state_at(timeline, given, Seconds(1)).head.yaw == pytest.approx(5)
    assert state_at(timeline, given, Seconds(2)) == FaceState()
    assert timeline.performances() == {"talk"}


def test_that_sampling_gives_what_asking_each_frame_gives() -> None:
    clip = Clip(TimeRange(Seconds(1, 3), Seconds(2, 3)), performance="talk")
    layers = (
        Layer("speech", performance="talk", start=Seconds(1, 7)),
        Layer("mine", {"head.yaw": Curve.of([(0, 0.0), (1, 9.0)]).settled(), "gaze.yaw": Curve.constant(2)}),
        Layer("over", {"jawOpen": Curve.of([(0, 0.1), (1, 0.9)])}, additive=False, weight=0.3),
    )
    timeline = Timeline(SECOND, RATE, (Track("motion", "motion", (clip,)),), layers)
    given = {"talk": talk()}
    whole = sampled(timeline, given)
    assert len(whole) == 30
    for row, index in enumerate(SECOND.frames(RATE)):
        assert state_of(whole[row]) == state_at(timeline, given, RATE.time_of(index)), "to the last digit"


def test_that_a_performance_at_its_own_rate_comes_through_bit_for_bit() -> None:
    timeline = Timeline(
        TimeRange(Seconds(0), RATE.time_of(10)), RATE, layers=(Layer("a", performance="talk"),)
    )
    own = talk()
    whole = performance_of(sampled(timeline, {"talk": own}), RATE)
    np.testing.assert_array_equal(whole.channels, own.channels)
    np.testing.assert_array_equal(whole.head, own.head)


def test_that_a_curve_for_nothing_in_a_face_is_refused() -> None:
    with pytest.raises(ValueError, match="earWiggle"):
        still("earWiggle", 1.0)
    assert len(SLOTS) == 62


def test_that_an_empty_curve_leaves_a_layer() -> None:
    assert still("jawOpen", 0.3).with_curve("jawOpen", Curve()) == Layer("jawOpen")
