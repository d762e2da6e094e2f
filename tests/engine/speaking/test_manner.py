"""Calmer, livelier, and in a mood: whoever moves the face."""

import numpy as np
import pytest

from studio.core.face import Performance
from studio.core.manner import FEELINGS, Manner
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.manner import in_manner
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.speaking.visemes import LIP_OPENERS, MOVES, spread
from studio.engine.speaking.voice_hibari import HibariVoice

RATE = FrameRate.of(25)
PARTING = np.flatnonzero(spread(np.isin(np.arange(len(MOVES)), [0, *LIP_OPENERS]).astype(float)))


@pytest.fixture(scope="module")
def said(voice: HibariVoice) -> Performance:
    return Performance.joined(
        RuleDriver().drive(voice.speak("My brother Bob bought a big apple pie."), RATE), RATE
    )


def test_that_without_a_wish_nothing_changes(said: Performance) -> None:
    assert in_manner(said, Manner()) is said


def test_that_a_calm_speaker_moves_less_and_says_the_same(said: Performance) -> None:
    calm = in_manner(said, Manner(0.4))
    assert np.allclose(calm.head, 0.4 * said.head, atol=1e-5)
    assert np.allclose(calm.gaze, 0.4 * said.gaze, atol=1e-5)
    assert np.array_equal(calm.channels[:, PARTING], said.channels[:, PARTING])
    blink = CHANNEL_INDEX["eyeBlinkLeft"]
    assert np.array_equal(calm.channels[:, blink], said.channels[:, blink])


@pytest.mark.parametrize("mood", FEELINGS)
def test_that_a_mood_is_seen_and_lips_still_part_and_shut_as_before(said: Performance, mood: str) -> None:
    moved = in_manner(said, Manner(1.0, mood, 0.8))
    assert np.array_equal(moved.channels[:, PARTING], said.channels[:, PARTING])
    middle = slice(len(said) // 3, 2 * len(said) // 3)
    strongest = max(FEELINGS[mood].expression.channels().items(), key=lambda item: item[1])[0]
    if CHANNEL_INDEX[strongest] not in PARTING:
        channel = CHANNEL_INDEX[strongest]
        assert (moved.channels - said.channels)[middle, channel].mean() > 0.1
    assert np.allclose(moved.channels[[0, -1]], in_manner(said, Manner(0.0)).channels[[0, -1]], atol=0.02)


def test_that_half_a_mood_is_less_than_a_whole_one(said: Performance) -> None:
    corner = CHANNEL_INDEX["mouthFrownLeft"]
    half, whole = (
        in_manner(said, Manner(1.0, "sad", strength)).channels[:, corner] for strength in (0.5, 1.0)
    )
    assert 0 < half.max() < whole.max()
