"""What is learned from a clip moves as whoever was seen in it, as far and as fast."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.habits import Contour
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.speaking.figures import life
from studio.engine.speaking.learning import RATE, Watched, learned
from studio.engine.speaking.living import lived

SECONDS = 24
TIMES = (np.arange(25 * SECONDS) + 0.5) / 25


def heard(count: int = len(TIMES)) -> Contour:
    pause = (np.sin(2 * np.pi * 0.3 * TIMES) < -0.8).astype(float)
    energy = (0.6 + 0.4 * np.sin(2 * np.pi * 2 * TIMES)) * (1 - pause)
    return Contour(2 * np.sin(2 * np.pi * 0.5 * TIMES), energy, pause).part(0, count)


def watched(size: float, rate: str = "25", count: int = len(TIMES)) -> Watched:
    """Somebody whose head sways and nods by so many degrees, who smiles now and then, and blinks."""
    fps = FrameRate.of(rate)
    times = (np.arange(fps.count_in(RATE.time_of(count))) + 0.5) / float(fps)
    head = np.zeros((len(times), 6), np.float32)
    dice = np.random.default_rng(2)
    for axis, far in enumerate((1.0, 0.8, 0.5)):
        for hertz in (0.2, 0.5, 1.1):
            head[:, axis] += far * size * np.sin(2 * np.pi * (hertz * times + dice.random())) / (1 + hertz)
    channels = np.zeros((len(times), len(CHANNELS)), np.float32)
    for side, strength in (("Left", 0.5), ("Right", 0.35)):
        channels[:, CHANNEL_INDEX[f"mouthSmile{side}"]] = strength * (np.sin(2 * np.pi * 0.25 * times) > 0.3)
        channels[:, CHANNEL_INDEX[f"browOuterUp{side}"]] = strength * (np.sin(2 * np.pi * 0.4 * times) > 0.7)
        channels[:, CHANNEL_INDEX[f"eyeBlink{side}"]] = np.sin(2 * np.pi * 0.3 * times) > 0.99
    gaze = (-0.85 * head[:, :2]).astype(np.float32)
    gaze[:, 0] += 6.0 * (np.sin(2 * np.pi * 0.35 * times) > 0.4)
    return Watched("clip", Performance(fps, channels, head, gaze), heard(count))


def figures_of(habits, seed: int = 5) -> dict[str, float]:
    return life(lived(habits, heard(), (), TIMES, RATE, seed))


@pytest.mark.parametrize("size", [2.0, 8.0])
def test_that_it_moves_as_far_and_as_fast_as_was_seen(size: float) -> None:
    seen = watched(size)
    made, true = figures_of(learned("a", "", [seen])), life(seen.performance)
    for what in ("yaw range, °", "yaw velocity, °/s", "pitch range, °", "pitch velocity, °/s"):
        assert 0.6 < made[what] / true[what] < 1.6
    assert made["smile range"] == pytest.approx(true["smile range"], abs=0.2)
    assert made["blinks a second"] == pytest.approx(true["blinks a second"], abs=0.15)


def test_that_what_was_seen_is_told_with_it() -> None:
    seen = watched(5.0)
    habits = learned("a", "b", [seen])
    assert dict(habits.measured)["yaw range, °"] == pytest.approx(
        life(seen.performance)["yaw range, °"], rel=0.05
    )
    assert (habits.name, habits.origin) == ("a", "b")


@pytest.mark.parametrize("rate", ["30000/1001", "50"])
def test_that_the_rate_of_a_clip_makes_little_difference(rate: str) -> None:
    one, other = (
        figures_of(learned("a", "", [watched(5.0)])),
        figures_of(learned("a", "", [watched(5.0, rate)])),
    )
    assert one["yaw velocity, °/s"] == pytest.approx(other["yaw velocity, °/s"], rel=0.3)


def test_that_snippets_lie_beside_one_another_and_are_cut_in_pauses() -> None:
    snippets = learned("a", "", [watched(5.0)]).snippets
    assert 8 <= len(snippets) <= 12
    assert 0.9 < sum(map(len, snippets)) / len(TIMES) <= 1.0
    ends = np.cumsum([len(each) for each in snippets])[:-1]
    pause = heard().pause
    assert np.mean([pause[max(end - 1, 0) : end + 1].any() for end in ends]) > 0.4


def test_that_where_no_face_is_seen_nothing_is_learned() -> None:
    seen = watched(5.0)
    missing = (TIMES > 5.0) & (TIMES < 9.0)
    gone = replace(seen, performance=replace(seen.performance, missing=missing))
    assert sum(map(len, learned("a", "", [gone]).snippets)) <= len(TIMES) - 100


def test_that_eyes_rest_where_they_were_seen_to() -> None:
    looks = np.concatenate([each.looks[:, 1] for each in learned("a", "", [watched(2.0)]).snippets])
    assert np.ptp(looks) > 3.0
    assert len(looks) > 12


@pytest.mark.parametrize("count", [0, 20, 80])
def test_that_too_little_is_refused_in_words(count: int) -> None:
    with pytest.raises(NoSpeech, match="too little"):
        learned("a", "", [watched(5.0, count=count)] if count else [])
