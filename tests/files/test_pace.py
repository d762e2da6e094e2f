"""Clips whose frames come as they like get a rate that keeps them all."""

from fractions import Fraction

import numpy as np
import pytest

from studio.core.time import FrameRate, Seconds
from studio.files.pace import steady_rate, suitable_rate

NTSC = Fraction(30000, 1001)


def stamps(numbers: list[int], rate: Fraction) -> list[Seconds]:
    return [Fraction(number) / rate for number in numbers]


def on_screen(numbers: int, rate: Fraction, clock: int = 1000) -> list[Seconds]:
    """Even frames, as a file keeps them whose clock ticks so often a second."""
    return [Fraction(round(number / rate * clock), clock) for number in range(numbers)]


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), NTSC, Fraction(30), Fraction(60), Fraction(12)])
def test_that_even_frames_keep_their_rate_whatever_the_clock_rounds_to(rate: Fraction) -> None:
    assert suitable_rate(on_screen(300, rate), rate) == (FrameRate(rate), False)


def test_that_an_odd_even_rate_stays() -> None:
    rate = Fraction(37, 2)
    found, varies = suitable_rate(stamps(list(range(90)), rate), rate)
    assert not varies
    assert float(found) == pytest.approx(18.5, abs=1e-3)


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30), NTSC])
def test_that_a_clip_with_holes_gets_the_rate_that_its_frames_lie_on(rate: Fraction) -> None:
    numbers = [*range(0, 30, 2), *range(30, 60, 4), *range(85, 120)]
    assert suitable_rate(stamps(numbers, rate), rate) == (FrameRate(rate), True)


def test_that_of_jittering_frames_none_is_dropped() -> None:
    jitter = np.random.default_rng(1).uniform(-0.012, 0.012, 200)
    times = [Fraction(round((number / 30 + jitter[number]) * 90000), 90000) for number in range(200)]
    times = [time - times[0] for time in times]
    rate, varies = suitable_rate(times, Fraction(30))
    places = [round(time * rate.fps) for time in times]
    assert varies
    assert len(set(places)) == 200
    assert rate == FrameRate(Fraction(30))


def test_that_a_slide_show_of_hours_gets_a_rate_for_a_face() -> None:
    for rate in (Fraction(1), Fraction(1, 7), Fraction(1, 3000)):
        found, varies = suitable_rate(stamps(list(range(6)), rate), rate)
        assert 24 <= found.fps <= 60
        assert varies


def test_that_one_frame_and_a_mess_of_stamps_have_a_rate() -> None:
    assert suitable_rate([Fraction(0)])[0].fps == 25
    mess = sorted(Fraction(int(t), 10000) for t in np.random.default_rng(2).integers(0, 10000, 400))
    assert 24 <= suitable_rate(mess)[0].fps <= 240


def test_that_a_rate_is_taken_from_the_file_only_if_it_is_usual_and_uncontradicted() -> None:
    assert steady_rate(NTSC, NTSC) == FrameRate(NTSC)
    assert steady_rate(Fraction(30), Fraction(870, 61)) is None
    assert steady_rate(Fraction(1, 3000), Fraction(1, 3000)) is None
    assert steady_rate(None, Fraction(25)) is None
