"""Parts of a speaking face, and how much of each counts."""

import numpy as np
import pytest

from studio.core.errors import UsageError
from studio.core.face import Performance
from studio.core.life import ALL, COLUMNS, PARTS, Life
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import (
    GAZE_SLOTS,
    HEAD_SLOTS,
    SLOTS,
    Layer,
    Timeline,
    life_of,
    lived,
    sampled,
    state_at,
)
from studio.core.units import CHANNEL_INDEX

RATE = FrameRate.of(25)
YAW, PITCH, HEIGHT = (SLOTS.index(slot) for slot in ("head.yaw", "head.pitch", "head.y"))
LOOK = SLOTS.index("gaze.yaw")
NOTHING = Life(**dict.fromkeys(PARTS, 0.0))


def alive() -> tuple[np.ndarray, Performance]:
    """Everything that is life moves at random, and so does the jaw; the same as rows and as a performance."""
    dice = np.random.default_rng(3)
    rows = np.zeros((20, len(SLOTS)))
    for _, slot in COLUMNS:
        rows[:, SLOTS.index(slot)] = dice.uniform(0.1, 0.5, 20)
    breath = dice.uniform(0.0, 0.1, (20, 2))
    life = life_of(rows, breath)
    rows[:, CHANNEL_INDEX["jawOpen"]] = dice.uniform(0.1, 0.5, 20)
    rows[:, CHANNEL_INDEX["mouthSmileLeft"]] += 0.2  # of the lips
    channels, rest = (
        rows[:, : -len(HEAD_SLOTS) - len(GAZE_SLOTS)],
        rows[:, -len(HEAD_SLOTS) - len(GAZE_SLOTS) :],
    )
    return rows, Performance(RATE, channels, rest[:, :6], rest[:, 6:], life=life)


def shown(performance: Performance, life: Life) -> np.ndarray:
    timeline = Timeline(layers=(Layer("speech", performance="p", life=life),))
    times = [RATE.time_of(i) for i in range(len(performance))]
    return np.array([state_at(timeline, {"p": performance}, time).channels for time in times])


def head_and_gaze(performance: Performance, life: Life) -> np.ndarray:
    out = lived(performance, life)
    return np.hstack([out.head, out.gaze])


def test_that_a_part_that_is_off_takes_away_what_is_its_own_and_nothing_else() -> None:
    rows, performance = alive()
    for part, changed in (("brows", "brow"), ("blinks", "eye"), ("smile", ("mouthSmile", "cheekSquint"))):
        without = shown(performance, Life(**{part: 0.0}))
        for name, index in CHANNEL_INDEX.items():
            if not name.startswith(changed):
                np.testing.assert_allclose(without[:, index], rows[:, index], atol=1e-6)
        own = [CHANNEL_INDEX[slot] for which, slot in COLUMNS if which == part]
        left = without[:, own] - 0.2 * np.array([index == CHANNEL_INDEX["mouthSmileLeft"] for index in own])
        np.testing.assert_allclose(left, 0.0, atol=1e-6)
        np.testing.assert_allclose(head_and_gaze(performance, Life(**{part: 0.0})), rows[:, YAW:], atol=1e-6)


def test_that_a_part_that_is_turned_down_keeps_so_much_of_its_own() -> None:
    rows, performance = alive()
    half = shown(performance, Life(brows=0.5))
    assert half[:, CHANNEL_INDEX["browInnerUp"]] == pytest.approx(0.5 * rows[:, CHANNEL_INDEX["browInnerUp"]])


def test_that_without_turns_the_eyes_look_where_they_looked_and_without_glances_they_stay_there() -> None:
    rows, performance = alive()
    turned, looks = rows[:, YAW], rows[:, LOOK] + 0.85 * rows[:, YAW]
    still = lived(performance, Life(head=0.0))
    assert still.gaze[:, 0] == pytest.approx(looks, abs=1e-6)
    assert still.head[:, 0] == pytest.approx(0.0, abs=1e-6)
    steady = lived(performance, Life(gaze=0.0))
    assert steady.gaze[:, 0] == pytest.approx(-0.85 * turned, abs=1e-6)
    assert steady.head[:, 0] == pytest.approx(turned, abs=1e-6)


def test_that_breath_and_turns_of_the_head_are_told_apart() -> None:
    _, performance = alive()
    no_breath, no_turns = lived(performance, Life(breath=0.0)), lived(performance, Life(head=0.0))
    both = no_breath.head[:, [1, 4]] + no_turns.head[:, [1, 4]]
    np.testing.assert_allclose(both, performance.head[:, [1, 4]], atol=1e-6)
    assert (no_turns.head[:, 4] > 0).any()


def test_that_of_life_that_is_off_nothing_is_left_and_lips_are_as_they_were() -> None:
    _, performance = alive()
    np.testing.assert_allclose(head_and_gaze(performance, NOTHING), 0.0, atol=1e-6)
    left = shown(performance, NOTHING)
    moves = left.any(0)
    assert {name for name, index in CHANNEL_INDEX.items() if left[:, index].max() > 1e-6} == {
        "jawOpen", "mouthSmileLeft",
    }  # fmt: skip
    assert moves.any()


def test_that_the_performance_and_hand_set_curves_stay_whole() -> None:
    _, performance = alive()
    before = performance.channels.copy()
    layers = (Layer("speech", performance="p", life=NOTHING),)
    sampled(Timeline(layers=layers), {"p": performance})
    np.testing.assert_array_equal(performance.channels, before)
    assert lived(performance, ALL) is performance


def test_that_of_a_performance_that_does_not_tell_the_slots_are_taken() -> None:
    rows, told = alive()
    untold = Performance(RATE, told.channels, told.head, told.gaze)
    assert not shown(untold, NOTHING)[:, CHANNEL_INDEX["mouthSmileLeft"]].any()
    np.testing.assert_allclose(head_and_gaze(untold, NOTHING), 0.0, atol=1e-6)
    assert shown(untold, NOTHING)[:, CHANNEL_INDEX["jawOpen"]] == pytest.approx(
        rows[:, CHANNEL_INDEX["jawOpen"]]
    )


def test_that_between_frames_it_is_mixed_as_the_rest_is() -> None:
    rows, performance = alive()
    timeline = Timeline(layers=(Layer("speech", performance="p", life=Life(brows=0.0, head=0.25)),))
    between = state_at(timeline, {"p": performance}, Seconds(3, 50))
    assert between["browInnerUp"] == pytest.approx(0.0, abs=1e-6)
    assert between.head.yaw == pytest.approx(0.25 * (rows[1, YAW] + rows[2, YAW]) / 2)


def test_that_parts_are_read_as_people_type_them() -> None:
    assert Life.read() == ALL
    assert Life.read("gaze, blinks", "head:.5,smile:0.3") == Life(head=0.5, gaze=0.0, blinks=0.0, smile=0.3)


@pytest.mark.parametrize(
    ("without", "amounts", "told"),
    [
        ("nose", "", "“nose”"),
        ("", "head", "“head” tells no amount"),
        ("", "head:2", "“head:2” tells no amount"),
        ("", "head:nan", "“head:nan” tells no amount"),
        ("head", "head:.5", "said twice"),
    ],
)
def test_that_what_can_not_be_understood_is_told(without: str, amounts: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Life.read(without, amounts)


def test_that_there_is_no_more_than_all_of_a_part() -> None:
    with pytest.raises(ValueError, match="head"):
        Life(head=1.5)
