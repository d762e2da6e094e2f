"""How much of an old mouth shows under a new one."""

import numpy as np
import pytest

from studio.engine.lip_leak import lip_leak

TIME = np.arange(100) / 25
ASKED = 0.1 + 0.08 * np.sin(2 * np.pi * 1.7 * TIME)
OLD = 0.1 + 0.06 * np.sin(2 * np.pi * 2.9 * TIME + 1)
NOISE = np.random.default_rng(1).normal(0, 0.004, 100)


def test_that_lips_that_only_say_the_line_leak_nothing() -> None:
    found = lip_leak(ASKED, OLD, 0.8 * ASKED + NOISE)
    assert found is not None
    assert found.leak is not None
    assert found.control is not None
    assert abs(found.leak) < max(found.control, 0.2)
    assert found.share == pytest.approx(0, abs=0.03)
    assert found.follows > 0.95


def test_that_a_film_that_was_not_dubbed_leaks_all() -> None:
    found = lip_leak(ASKED, OLD, OLD)
    assert found is not None
    assert found.leak == pytest.approx(1)
    assert found.share == pytest.approx(1)


def test_that_a_third_of_the_old_mouth_is_found_under_the_new_one() -> None:
    found = lip_leak(ASKED, OLD, ASKED + OLD / 3 + NOISE)
    assert found is not None
    assert found.share == pytest.approx(1 / 3, abs=0.03)
    assert found.leak is not None
    assert found.leak > 0.9


def test_that_an_old_mouth_that_happens_to_move_as_the_line_does_is_not_blamed() -> None:
    found = lip_leak(ASKED, 0.7 * ASKED + 0.3 * OLD, ASKED + NOISE)
    assert found is not None
    assert found.leak is not None
    assert abs(found.leak) < 0.25


def test_that_of_a_still_mouth_or_too_few_frames_nothing_is_said() -> None:
    still = lip_leak(ASKED, np.full(100, 0.01), ASKED)
    assert still is not None
    assert still.leak is None
    gone = np.where(np.arange(100) < 92, np.nan, OLD)
    assert lip_leak(ASKED, OLD, gone) is None
