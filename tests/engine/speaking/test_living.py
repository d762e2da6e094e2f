"""Habits laid on speech: matched by sound, never twice within half a minute, still at both ends."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from studio.core import timeline
from studio.core.face import Performance
from studio.core.habits import MOVED, Contour, Figures, Habits, Snippet
from studio.core.life import Life
from studio.core.speech import Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.liveliness import borne, eyes
from studio.engine.speaking.living import UNSEEN, LivingDriver, blended, placed
from studio.files.manners import read_manner

RATE = FrameRate.of(25)
SOUND = 16_000
STILL = Figures(
    posture_yaw=0, posture_pitch=0, posture_roll=0, drift=0, nod=0, brow=0, look_yaw=0, look_pitch=0,
    blinks=0, smile=0, idle=1,
)  # fmt: skip


def contour(energy: np.ndarray) -> Contour:
    return Contour(np.zeros(len(energy)), energy, (energy <= 0).astype(float))


def snippet(name: str, energy: np.ndarray, yaw: float = 0.0) -> Snippet:
    motion = np.zeros((len(energy), len(MOVED)))
    motion[:, 0] = yaw * np.sin(np.linspace(0, np.pi, len(energy)))
    return Snippet(name, contour(energy), motion, np.zeros((0, 3)))


LOUD, SOFT = np.full(50, 1.0), np.full(50, 0.2)
WAVE = np.concatenate([np.full(25, 1.0), np.zeros(25)])


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def spoken(seconds: float, seed: int = 0) -> list[Speech]:
    """A voice that swells and pauses, in pieces of two seconds."""
    dice = np.random.default_rng(seed)
    times = np.arange(int(seconds * SOUND)) / SOUND
    level = (np.sin(2 * np.pi * 0.4 * times) > -0.6) * (0.6 + 0.4 * np.sin(2 * np.pi * 2.5 * times))
    tone = sum(np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 5)) + dice.normal(
        0, 0.01, len(times)
    )
    samples = (0.2 * level * tone).astype(np.float32)
    return [Speech(samples[a : a + 2 * SOUND], SOUND) for a in range(0, len(samples), 2 * SOUND)]


def lived(habits: Habits, pieces: list[Speech], seed: int = 0, rate: FrameRate = RATE) -> Performance:
    (whole,) = LivingDriver(habits).drive(iter(pieces), rate, seed)
    return whole


@pytest.mark.parametrize("seed", range(8))
def test_that_the_snippet_is_seen_that_sounds_as_what_is_said(seed: int) -> None:
    shelf = [snippet("loud", LOUD), snippet("soft", SOFT), snippet("wave", WAVE)]
    for number, said in enumerate((LOUD, SOFT, WAVE)):
        assert placed(shelf, contour(said), rng(seed))[0].index == number


def test_that_no_snippet_is_seen_twice_within_half_a_minute() -> None:
    shelf = [snippet(str(i), LOUD) for i in range(5)]
    seen = placed(shelf, contour(np.full(25 * 300, 1.0)), rng())
    for index in range(5):
        own = [each for each in seen if each.index == index]
        assert len(own) > 3
        assert min(b.start - a.end for a, b in pairwise(own)) >= UNSEEN * 25


def test_that_one_snippet_goes_over_into_the_next_without_a_step() -> None:
    flat = [
        replace(each, motion=np.ones_like(each.motion)) for each in (snippet("a", LOUD), snippet("b", LOUD))
    ]
    seen = placed(flat, contour(np.full(85, 1.0)), rng())
    motion = blended(seen, 85)[:, 0]
    assert len(seen) == 2
    assert motion[15:70] == pytest.approx(1.0)
    assert np.abs(np.diff(motion)).max() < 0.15


def test_that_seeds_vary_it_and_the_same_seed_does_not() -> None:
    pieces, lively = spoken(12), read_manner("lively")
    one, same, other = (lived(lively, pieces, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.head, same.head)
    assert np.array_equal(one.channels, same.channels)
    assert np.corrcoef(one.head[:, 0], other.head[:, 0])[0, 1] < 0.9


def test_that_how_speech_is_cut_makes_no_difference() -> None:
    pieces, lively = spoken(8), read_manner("lively")
    joined = [Speech(np.concatenate([piece.samples for piece in pieces]), SOUND)]
    for name in ("channels", "head", "gaze"):
        assert np.array_equal(getattr(lived(lively, pieces), name), getattr(lived(lively, joined), name))


@pytest.mark.parametrize("rate", ["24", "25", "30000/1001", "60"])
def test_that_it_begins_and_ends_at_rest_and_is_smooth_between(rate: str) -> None:
    moved = lived(read_manner("lively"), spoken(10), 3, FrameRate.of(rate))
    fps = float(moved.rate)
    assert len(moved) == moved.rate.count_in(Seconds(10))
    assert np.abs(moved.head[[0, -1]]).max() < 0.4
    assert moved.channels[[0, -1]].max() < 0.05
    assert np.abs(np.diff(moved.head[:, :3], axis=0)).max() * fps < 120
    assert np.abs(np.diff(moved.head[:, :3], n=2, axis=0)).max() * fps**2 < 2500


def paused(part: float) -> tuple[np.ndarray, list[Speech]]:
    """A minute of speech that is silent for so much of each two seconds, and in which frames it speaks."""
    times = np.arange(60 * SOUND) / SOUND
    said = (times % 2.0) < 2.0 * (1 - part)
    tone = sum(np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 5))
    samples = (0.2 * said * tone * (0.7 + 0.3 * np.sin(2 * np.pi * 3 * times))).astype(np.float32)
    return said[SOUND // 50 :: SOUND // 25], [Speech(samples, SOUND)]


@pytest.mark.parametrize("idle", [0.25, 0.6])
def test_that_a_head_keeps_so_much_of_its_pace_in_pauses(idle: float) -> None:
    said, pieces = paused(0.5)
    pauses = [
        np.convolve(~said, np.ones(17), "same")[:-1] == 17,
        np.convolve(said, np.ones(17), "same")[:-1] == 17,
    ]

    def speeds(idle: float) -> list[float]:
        """In pauses and in speech, without what goes by words, which pauses have none of."""
        figures = replace(read_manner("lively").figures, idle=idle, nod=0.0)
        moved = timeline.lived(
            lived(replace(read_manner("lively"), figures=figures), pieces), Life(breath=0.0)
        )
        speed = np.linalg.norm(np.diff(moved.head[:, :3], axis=0), axis=1)
        return [float(speed[where].mean()) for where in pauses]

    (slow, spoken), (usual, as_ever) = speeds(idle), speeds(1.0)
    assert idle - 0.1 < slow / usual < idle + 0.15, (
        "what was missed is caught up with, a little in pauses too"
    )
    assert spoken == pytest.approx(as_ever, rel=0.12)


def test_that_a_head_that_was_slow_in_a_pause_is_soon_where_it_would_be() -> None:
    times = np.arange(250) / 25
    way = np.minimum(times, 4.0)[:, None] * np.ones(3)
    pace = np.where((times > 2) & (times < 3), 0.3, 1.0)
    gone = borne(way, pace, times)
    assert np.diff(gone[52:72, 0]).max() < 0.5 / 25
    assert gone[72, 0] < way[72, 0] - 0.5
    assert gone[200, 0] == pytest.approx(4.0, abs=0.05)
    assert np.array_equal(borne(way, np.ones(250), times)[30:-30], way[30:-30])
    assert not gone[[0, -1]].any()


def test_that_a_calm_manner_moves_less_than_a_lively_one() -> None:
    calm, lively = (lived(read_manner(name), spoken(20)) for name in ("calm", "lively"))
    assert (calm.head[:, :3].std(0) < 0.7 * lively.head[:, :3].std(0)).all()
    assert calm.gaze.std(0).max() < lively.gaze.std(0).max()


def test_that_lips_are_left_alone_but_for_their_corners() -> None:
    moved = lived(read_manner("lively"), spoken(20))
    speech = [i for name, i in CHANNEL_INDEX.items() if name.startswith(("jaw", "lips", "tongue", "mouth"))]
    corners = [CHANNEL_INDEX["mouthSmileLeft"], CHANNEL_INDEX["mouthSmileRight"]]
    assert not moved.channels[:, [i for i in speech if i not in corners]].any()
    assert moved.channels[:, corners].max() > 0.2


def test_that_each_portion_can_be_had_alone() -> None:
    pieces, lively = spoken(8), read_manner("lively")

    def part(*portions: str) -> Performance:
        (whole,) = LivingDriver(lively).part(frozenset(portions)).drive(iter(pieces), RATE)  # type: ignore[arg-type]
        return whole

    assert not part("head").channels.any()
    assert part("head").head.any()
    assert not part("face").head.any()
    assert np.array_equal(part("face").channels, lived(lively, pieces).channels)


def test_that_a_strong_word_lifts_brows_lids_and_chin_by_as_much_as_a_manner_says() -> None:
    channels = [CHANNEL_INDEX[name] for name in ("browInnerUp", "eyeWideLeft", "eyeWideRight")]

    def highest(nod: float, brow: float) -> np.ndarray:
        done = lived(Habits("", "", replace(STILL, nod=nod, brow=brow), ()), spoken(6))
        return np.append(done.channels[:, channels].max(0), done.head[:, 1].max() / 10)

    much, less = highest(4.0, 0.4), highest(2.0, 0.2)
    assert (less > 0.05).all()
    assert much[:3] == pytest.approx(2 * less[:3], rel=0.01)
    assert much[3] > 1.5 * less[3]
    assert not highest(0.0, 0.0)[:3].any()


def test_that_lids_that_are_shut_do_not_open_wide() -> None:
    done = lived(read_manner("lively"), spoken(60))
    shut = done.channels[:, CHANNEL_INDEX["eyeBlinkLeft"]]
    wide = done.channels[:, CHANNEL_INDEX["eyeWideLeft"]]
    assert (shut > 0.9).any()
    assert wide.max() > 0.1
    assert wide[shut > 0.9].max() < 0.05


def test_that_a_question_lifts_brows_and_chin() -> None:
    pieces = spoken(4)
    asked = replace(pieces[1], words=(Word("so?", TimeRange(Seconds(1, 2), Seconds(1))),))
    habits = Habits("asks", "", replace(STILL, nod=4.0, brow=0.4), ())
    plain, asking = lived(habits, pieces), lived(habits, [pieces[0], asked])
    inner = CHANNEL_INDEX["browInnerUp"]
    assert asking.channels[60:85, inner].max() > plain.channels[60:85, inner].max() or (
        asking.head[60:85, 1].max() > plain.head[60:85, 1].max() + 0.4
    )


def test_that_wide_saccades_take_longer_and_eyes_stay_on_what_they_look_at() -> None:
    """The main sequence: 21 ms and 2.2 ms for each degree."""
    times = np.arange(0, 4, 0.001)

    def lasts(far: float) -> float:
        yaw = eyes(times, [(0.0, 0.0, 0.0), (2.0, far, 0.0)], np.zeros((len(times), 2)))[:, 0]
        return float(((yaw > 0.01 * far) & (yaw < 0.99 * far) & (times < 2.5)).sum()) / 1000

    assert 0.02 < lasts(4.0) < 0.035
    assert 0.045 < lasts(20.0) < 0.07
    turning = np.stack([10 * np.sin(times), np.zeros(len(times))], axis=1)
    held = eyes(times, [(0.0, 0.0, 0.0)], turning)
    assert np.corrcoef(held[:, 0], turning[:, 0])[0, 1] < -0.99


def test_that_eyes_go_ahead_of_a_wide_turn() -> None:
    habits = Habits("turns", "", replace(STILL, posture_yaw=8.0, hold=1.0, viewer=0.0, fixation=5.0), ())
    moved = lived(habits, spoken(30))
    world = moved.gaze[:, 0] + 0.85 * moved.head[:, 0]
    lags = range(-8, 9)
    alike = [np.corrcoef(np.roll(world, lag)[50:-50], moved.head[50:-50, 0])[0, 1] for lag in lags]
    assert lags[int(np.argmax(alike))] > 0


def test_that_who_blinks_often_blinks_as_often() -> None:
    def counted(blinks: float) -> float:
        moved = lived(Habits("b", "", replace(STILL, blinks=blinks), ()), spoken(120))
        shut = moved.channels[:, CHANNEL_INDEX["eyeBlinkLeft"]] > 0.5
        return float((shut[1:] & ~shut[:-1]).sum()) / 120

    assert counted(0.0) == 0
    assert counted(0.2) == pytest.approx(0.2, abs=0.06)
    assert counted(0.8) == pytest.approx(0.8, abs=0.2)


def test_that_an_empty_file_leaves_a_still_face() -> None:
    moved = lived(Habits("still", "", STILL, ()), spoken(6))
    assert not moved.channels.any()
    assert np.abs(timeline.lived(moved, Life(breath=0.0)).head).max() < 1e-6  # it breathes all the same


def silent() -> Iterator[Speech]:
    yield Speech(np.zeros(3 * SOUND, np.float32), SOUND)


def test_that_silence_is_lived_through() -> None:
    (whole,) = LivingDriver(read_manner("lively")).drive(silent(), RATE)
    assert len(whole) == 75
    assert np.isfinite(whole.head).all()
