from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.curve import Curve, Keyframe, frame_times
from studio.core.time import FrameRate, Seconds, TimeRange

RATE = FrameRate(Fraction(30000, 1001))
KINDS = st.sampled_from(["stepped", "linear", "bezier"])
NUMBERS = st.floats(-3, 3)
KEYS = st.builds(
    Keyframe,
    st.fractions(0, 20, max_denominator=50),
    NUMBERS,
    KINDS,
    st.tuples(st.floats(-9, 0), NUMBERS),
    st.tuples(st.floats(0, 9), NUMBERS),
)
CURVES = st.lists(KEYS, min_size=1, max_size=8, unique_by=lambda key: key.time).map(lambda k: Curve(tuple(k)))


@given(CURVES)
def test_that_a_curve_passes_through_its_keys_in_order_of_time(curve: Curve) -> None:
    assert all(a.time < b.time for a, b in pairwise(curve.keyframes))
    for key in curve.keyframes:
        assert curve.value_at(key.time) == pytest.approx(key.value, abs=1e-9)


@given(CURVES, st.fractions(0, 20))
def test_that_one_value_is_the_one_among_many_to_the_bit(curve: Curve, time: Fraction) -> None:
    times = [time, *(key.time for key in curve.keyframes)]
    together = curve.values_at(np.array([float(each) for each in times]))
    assert [curve.value_at(each) for each in times] == together.tolist()


@given(CURVES)
def test_that_a_curve_holds_before_its_first_and_after_its_last_key(curve: Curve) -> None:
    assert curve.value_at(Seconds(-1)) == curve.keyframes[0].value
    assert curve.value_at(Seconds(99)) == curve.keyframes[-1].value


@given(CURVES, st.fractions(0, 20))
def test_that_straight_and_stepped_pieces_stay_between_their_keys(curve: Curve, time: Fraction) -> None:
    straight = Curve(
        tuple(
            Keyframe(k.time, k.value, "linear" if k.interpolation == "bezier" else k.interpolation)
            for k in curve.keyframes
        )
    )
    values = [key.value for key in curve.keyframes]
    assert min(values) - 1e-12 <= straight.value_at(time) <= max(values) + 1e-12


@given(CURVES, st.fractions(0, 20))
def test_that_a_bent_piece_stays_between_its_four_points(curve: Curve, time: Fraction) -> None:
    points = [k.value + dv for k in curve.keyframes for dv in (0.0, k.incoming[1], k.outgoing[1])]
    assert min(points) - 1e-9 <= curve.value_at(time) <= max(points) + 1e-9


@given(CURVES)
def test_that_sampling_gives_what_asking_each_frame_gives(curve: Curve) -> None:
    span = TimeRange(Seconds(1), Seconds(2))
    one_by_one = [curve.value_at(RATE.time_of(index)) for index in span.frames(RATE)]
    np.testing.assert_array_equal(curve.sampled(RATE, span), np.array(one_by_one, np.float32))


@given(st.fractions(0, 30), st.fractions(0, 4))
def test_that_frame_times_are_those_of_the_frames_of_a_range(start: Fraction, length: Fraction) -> None:
    span = TimeRange(start, start + length)
    assert frame_times(RATE, span).tolist() == [float(RATE.time_of(i)) for i in span.frames(RATE)]


def test_that_an_ease_is_slow_at_both_ends_and_half_way_in_the_middle() -> None:
    ease = Curve.of([(0, 0.0), (3, 1.0)], "bezier").settled()
    assert ease.value_at(Seconds(3, 2)) == pytest.approx(0.5)
    assert ease.value_at(Seconds(3, 10)) == pytest.approx(3 * 0.1**2 - 2 * 0.1**3)


def test_that_handles_that_cross_are_shortened_so_that_time_runs_on() -> None:
    long = Curve((
        Keyframe(Seconds(0), 0.0, "bezier", outgoing=(30.0, 0.0)),
        Keyframe(Seconds(1), 1.0, incoming=(-30.0, 0.0)),
    ))  # fmt: skip
    fitting = Curve((
        Keyframe(Seconds(0), 0.0, "bezier", outgoing=(0.5, 0.0)),
        Keyframe(Seconds(1), 1.0, incoming=(-0.5, 0.0)),
    ))  # fmt: skip
    times = np.linspace(0, 1, 101)
    np.testing.assert_allclose(long.values_at(times), fitting.values_at(times), atol=1e-9)
    assert (np.diff(long.values_at(times)) >= 0).all()


@given(st.lists(NUMBERS, min_size=2, max_size=8))
def test_that_smoothing_does_not_overshoot(values: list[float]) -> None:
    curve = Curve.of(list(enumerate(values)), "bezier").settled()
    for i, (low, high) in enumerate(map(sorted, pairwise(values))):
        between = curve.values_at(np.linspace(i, i + 1, 20))
        assert low - 1e-9 <= between.min()
        assert between.max() <= high + 1e-9


def test_that_inserting_moving_and_removing_give_new_curves() -> None:
    curve = Curve.of([(0, 0.0), (2, 1.0)])
    longer = curve.insert(Keyframe(Seconds(1), 0.9))
    assert longer.value_at(Seconds(1)) == 0.9
    assert curve.value_at(Seconds(1)) == 0.5
    assert longer.move(Seconds(1), Seconds(2)) == Curve.of([(0, 0.0), (2, 0.9)])
    assert longer.move(Seconds(1), Seconds(3), 0.1).keyframes[-1] == Keyframe(Seconds(3), 0.1)
    assert longer.remove(Seconds(1)) == curve
    with pytest.raises(KeyError):
        curve.remove(Seconds(1))


def test_that_an_empty_curve_is_zero() -> None:
    assert Curve().value_at(Seconds(1)) == 0.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": float("nan")},
        {"incoming": (0.1, 0.0)},
        {"outgoing": (-0.1, 0.0)},
        {"interpolation": "cubic"},
    ],
)
def test_that_a_keyframe_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"keyframe|handle|interpolation"):
        Keyframe(**{"time": Seconds(0), "value": 0.0, **wrong})


def test_that_two_keys_at_one_time_are_refused() -> None:
    with pytest.raises(ValueError, match="share one time"):
        Curve((Keyframe(Seconds(1), 0.0), Keyframe(Seconds(1), 1.0)))


def test_that_settling_leaves_alone_what_a_person_set() -> None:
    own = Keyframe(Seconds(1), 1.0, "bezier", (-0.1, 0.4), (0.2, -0.3), "free")
    curve = Curve((Keyframe(Seconds(0), 0.0, "bezier"), own, Keyframe(Seconds(2), 0.0, "bezier"))).settled()
    assert curve.keyframes[1] == own
    assert curve.keyframes[0].outgoing == pytest.approx((1 / 3, 0.0))


def test_that_vector_handles_point_straight_at_the_neighbours() -> None:
    keys = [
        Keyframe(Seconds(i), value, "bezier", handles="vector") for i, value in enumerate((0.0, 3.0, 1.5))
    ]
    curve = Curve(tuple(keys)).settled()
    assert curve.keyframes[1].incoming == pytest.approx((-1 / 3, -1.0))
    assert curve.keyframes[1].outgoing == pytest.approx((1 / 3, -0.5))
    assert curve.value_at(Seconds(1, 2)) == pytest.approx(1.5)


def test_that_an_aligned_handle_turns_its_twin_along_and_a_free_one_does_not() -> None:
    smooth = Curve.of([(0, 0.0), (1, 1.0), (2, 0.0)], "bezier").settled()
    turned = smooth.bent(Seconds(1), "outgoing", (0.2, 0.4)).keyframes[1]
    assert turned.handles == "aligned"
    assert turned.incoming[1] / turned.incoming[0] == pytest.approx(2.0)
    assert turned.incoming[0] == pytest.approx(-1 / 3)
    free = Curve(tuple(replace(key, handles="free") for key in smooth.keyframes))
    assert free.bent(Seconds(1), "incoming", (0.5, 0.4)).keyframes[1].incoming == (0.0, 0.4)
    assert (
        free.bent(Seconds(1), "incoming", (-0.5, 0.4)).keyframes[1].outgoing == smooth.keyframes[1].outgoing
    )


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_that_settling_twice_is_settling_once(values: list[float]) -> None:
    curve = Curve.of(list(enumerate(values)), "bezier").settled()
    assert curve.settled() == curve
