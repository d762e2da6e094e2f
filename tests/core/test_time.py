from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.numbers import exact
from studio.core.time import FrameRate, TimeRange, seconds

RATES = st.sampled_from(
    [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60), Fraction(7, 3)]
)


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        (29.97, Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        (25, Fraction(25)),
        (12.5, Fraction(25, 2)),
        (30.0, Fraction(30)),
    ],
)
def test_that_a_frame_rate_is_read_exactly(written: float | str, exact: Fraction) -> None:
    assert FrameRate.of(written).fps == exact


@pytest.mark.parametrize("read", [exact, seconds, FrameRate.of])
@pytest.mark.parametrize(
    "written",
    ["1e300000000", "1.5e300000000", "-1e-300000000", "9" * 5000, "1/" + "9" * 5000, "nan", "inf", "a"],
)
def test_that_no_number_is_made_that_fills_the_memory(read: Callable[[str], object], written: str) -> None:
    with pytest.raises(ValueError, match=r"is (no|not a) number"):
        read(written)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_that_what_is_no_number_is_no_time(value: float) -> None:
    for read in (exact, seconds, FrameRate.of):
        with pytest.raises(ValueError, match=r"is (no|not a) number"):
            read(value)


@given(st.fractions(max_denominator=10**9) | st.decimals(-(10**9), 10**9, places=6) | st.integers())
def test_that_usual_numbers_are_read_as_they_are_written(value: object) -> None:
    assert exact(str(value)) == Fraction(str(value))


@given(RATES, st.integers(0, 10_000_000))
def test_that_each_frame_is_found_again_at_its_own_time(fps: Fraction, index: int) -> None:
    rate = FrameRate(fps)
    assert rate.index_at(rate.time_of(index)) == index
    assert rate.count_in(rate.time_of(index)) == index


def test_that_an_hour_of_broadcast_frames_does_not_drift() -> None:
    rate = FrameRate(Fraction(30000, 1001))
    assert rate.time_of(107_892) == Fraction(1001 * 107_892, 30000)
    assert str(rate) == "30000/1001"


@given(RATES, st.fractions(0, 50), st.fractions(0, 5))
def test_that_neighbouring_ranges_share_no_frame(fps: Fraction, start: Fraction, length: Fraction) -> None:
    rate, middle, end = FrameRate(fps), start + length, start + 2 * length
    first = list(TimeRange(start, middle).frames(rate))
    second = list(TimeRange(middle, end).frames(rate))
    assert first + second == list(TimeRange(start, end).frames(rate))


def test_that_a_range_is_half_open() -> None:
    half = TimeRange(seconds(1), seconds(2))
    assert half.holds(seconds(1))
    assert not half.holds(seconds(2))


@pytest.mark.parametrize("fps", [0, -25])
def test_that_a_rate_that_is_none_is_refused(fps: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        FrameRate(Fraction(fps))


def test_that_a_range_can_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        TimeRange(seconds(2), seconds(1))


@pytest.mark.parametrize(
    "written", ["1e300000000", "nan", float("nan"), float("inf"), "1/0", "0", -5, "-1e99"]
)
def test_that_what_can_be_no_rate_is_refused_before_it_fills_the_memory(written: float | str) -> None:
    with pytest.raises(ValueError, match=r"number|zero|positive"):
        FrameRate.of(written)


@pytest.mark.parametrize("written", ["1e300000000", "nan", float("nan"), float("inf"), "soon"])
def test_that_what_can_be_no_time_is_refused_before_it_fills_the_memory(written: float | str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        seconds(written)
