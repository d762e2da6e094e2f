"""Times are read back as they were told, in each form."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.clock import FORMS, Form, read_time, told_length, told_time
from studio.core.errors import UsageError
from studio.core.time import FrameRate, Seconds

PAL, NTSC = FrameRate(Fraction(25)), FrameRate(Fraction(30000, 1001))


@pytest.mark.parametrize(
    ("form", "text"),
    [("seconds", "01:02.480"), ("timecode", "00:01:02:12"), ("frames", "1562")],
)
def test_that_each_form_tells_the_same_frame(form: Form, text: str) -> None:
    assert told_time(Seconds(1562, 25), PAL, form) == text
    assert read_time(text, PAL, form) == Seconds(1562, 25)


@given(st.integers(0, 2_000_000), st.sampled_from([PAL, NTSC]), st.sampled_from(["timecode", "frames"]))
def test_that_a_frame_comes_back_from_what_is_told(frame: int, rate: FrameRate, form: Form) -> None:
    time = rate.time_of(frame)
    assert read_time(told_time(time, rate, form), rate, form) == time


@pytest.mark.parametrize(
    ("text", "form", "seconds"),
    [
        ("3,5", "seconds", Fraction(7, 2)),
        ("1:00:00", "seconds", Fraction(3600)),
        ("50f", "seconds", Fraction(2)),
        ("0:0:2:5", "seconds", Fraction(11, 5)),
        ("2:5", "timecode", Fraction(11, 5)),
        ("2", "timecode", Fraction(2)),
        ("3.5s", "frames", Fraction(7, 2)),
        ("+25", "frames", Fraction(11)),
        ("-1", "seconds", Fraction(9)),
        ("+0:1:0", "timecode", Fraction(11)),
    ],
)
def test_that_times_are_typed_in_many_ways(text: str, form: Form, seconds: Fraction) -> None:
    assert read_time(text, PAL, form, now=Seconds(10)) == seconds


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["", "x", "1:2:3:4:5", "-11s", "nan", "1e9999999", "1.5f", "90000s", ":", "--1"]
)
def test_that_what_is_no_time_is_refused_in_words(text: str, form: Form) -> None:
    with pytest.raises(UsageError):
        read_time(text, PAL, form, now=Seconds(10))


def test_that_lengths_are_seconds_or_frames() -> None:
    assert told_length(Seconds(-3, 25), PAL, "seconds", signed=True) == "-0.120 s"
    assert told_length(Seconds(3, 25), PAL, "timecode", signed=True) == "+3 f"
