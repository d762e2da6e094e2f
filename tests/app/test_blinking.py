"""A face that blinks and looks around by itself, where it does not already."""

from fractions import Fraction

import numpy as np
import pytest

from studio.app.blinking import LIDS, alive
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import SLOT_INDEX, SLOTS

RATE = FrameRate(Fraction(25))
MINUTE = 60 * 25


def still(frames: int = MINUTE) -> np.ndarray:
    return np.zeros((frames, len(SLOTS)))


def test_that_both_lids_shut_whole_a_dozen_times_a_minute_and_open_again() -> None:
    curves = alive(still(), 0, RATE)
    assert curves[LIDS[0]] == curves[LIDS[1]]
    values = curves[LIDS[0]].values_at(np.arange(MINUTE) / 25)
    shut = np.flatnonzero((values[1:] > 0.99) & (values[:-1] <= 0.99))
    assert 8 <= len(shut) <= 26
    assert np.diff(shut).min() >= 20
    assert values[0] == values[-1] == 0
    assert (values.min(), values.max()) == (0, 1)
    assert (values > 0.5).sum() < 12 * len(shut), "it is quick"


def test_that_the_eyes_jump_between_points_and_rest_at_both_ends() -> None:
    yaw = alive(still(), 0, RATE)["gaze.yaw"].values_at(np.arange(MINUTE) / 25)
    moving = np.abs(np.diff(yaw)) > 0.01
    assert 15 < moving.sum() < 200
    assert 1 < np.abs(yaw).max() < 9
    assert yaw[0] == yaw[-1] == 0


def test_that_a_face_that_does_so_already_is_left_alone() -> None:
    below = still()
    below[:, SLOT_INDEX[LIDS[0]]] = np.where(np.arange(MINUTE) % 25 < 4, 1.0, 0.0)
    below[:, SLOT_INDEX["gaze.yaw"]] = 3 * np.sin(np.arange(MINUTE) / 10)
    assert alive(below, 0, RATE) == {}
    half = still()
    half[: MINUTE // 2] = below[: MINUTE // 2]
    curves = alive(half, 0, RATE)
    assert min(key.time for key in curves[LIDS[0]].keyframes) >= 29
    assert "gaze.yaw" not in curves


def test_that_the_same_seed_gives_the_same_and_a_range_may_begin_later() -> None:
    assert alive(still(), 0, RATE, 3) == alive(still(), 0, RATE, 3)
    assert alive(still(), 0, RATE, 3) != alive(still(), 0, RATE, 4)
    later = alive(still(), 250, RATE)[LIDS[0]].keyframes
    assert [key.time - 10 for key in later] == [k.time for k in alive(still(), 0, RATE)[LIDS[0]].keyframes]


@pytest.mark.parametrize("frames", [0, 1, 2, 10])
def test_that_there_is_no_room_in_no_time(frames: int) -> None:
    curves = alive(still(frames), 0, RATE)
    assert all(key.time < Seconds(1) for curve in curves.values() for key in curve.keyframes)
    assert not any(slot in curves for slot in LIDS)
