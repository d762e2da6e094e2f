"""Length, clock and learning rates."""

import pytest

from studio.train.pace import Clock, Length, Schedule


def test_that_the_rate_rises_then_falls_by_half_a_cosine() -> None:
    schedule = Schedule(2.0, rise=100, end=0.1)
    places = ((0.0, 0), (0.0, 49), (0.5, 2000), (1.0, 4000))
    assert [schedule.at(*place) for place in places] == pytest.approx([0.02, 1.0, 1.1, 0.2])
    assert schedule.at(0.25, 1000) > 2.0 * 0.75


@pytest.mark.parametrize(("shape", "middle", "end"), [("linear", 0.55, 0.1), ("constant", 1.0, 1.0)])
def test_that_a_rate_falls_straight_or_not_at_all(shape: str, middle: float, end: float) -> None:
    schedule = Schedule(1.0, shape, end=0.1)
    assert [schedule.at(done, 9) for done in (0.0, 0.5, 1.0, 7.0)] == pytest.approx([1.0, middle, end, end])


def test_that_steps_or_minutes_end_it_whichever_come_first() -> None:
    length = Length(steps=100, minutes=2)
    assert length.done(50, 30) == 0.5
    assert length.done(50, 90) == 0.75
    assert length.done(50, 500) == 1.0
    assert Length(minutes=2).done(10**9, 60) == 0.5
    assert Length(steps=100).done(25, 10**9) == 0.25


def test_that_a_sitting_ends_where_it_was_told_to() -> None:
    assert not Length(sitting=1).is_sat_out(59)
    assert Length(sitting=1).is_sat_out(60)
    assert not Length().is_sat_out(10**9)


def test_that_a_pause_is_no_work() -> None:
    time = [1000.0]
    clock = Clock(lambda: time[0])
    for later, spent in ((5, 5), (50, 55), (8 * 3600, 115), (1, 116)):
        time[0] += later
        assert clock.seconds() == spent


def test_that_a_clock_goes_on_from_what_was_spent_before() -> None:
    time = [1000.0]
    clock = Clock(lambda: time[0])
    time[0] += 30
    clock.go_on(500)
    time[0] += 2
    assert clock.seconds() == 502
