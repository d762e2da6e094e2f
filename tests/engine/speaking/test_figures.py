"""Whether a face that moves as one on stressed words is told from one whose parts go their own ways."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import FaceState, Performance
from studio.core.habits import Contour
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.figures import AS_ONE, SPEEDS, TOGETHER, together

COUNT = 250
TIMES = (np.arange(COUNT) + 0.5) / 25
WORDS = np.array([1.5, 3.1, 4.6, 6.4, 8.2])
BEAT = np.exp(-(((TIMES[:, None] - WORDS) / 0.2) ** 2)).sum(1)
SOUND = Contour(12.0 * BEAT, BEAT, np.zeros(COUNT))


def face(brows: np.ndarray, pitch: np.ndarray, jaw: np.ndarray, wide: np.ndarray) -> Performance:
    still = Performance.of([FaceState()] * COUNT, FrameRate.of(25))
    channels, head = still.channels.copy(), still.head.copy()
    head[:, 1] = pitch
    for names, curve in (
        (("browInnerUp",), brows), (("jawOpen",), jaw), (("eyeWideLeft", "eyeWideRight"), wide)
    ):  # fmt: skip
        channels[:, [CHANNEL_INDEX[name] for name in names]] = curve[:, None]
    return replace(still, channels=channels, head=head)


def test_that_a_face_that_moves_as_one_is_told() -> None:
    found = together(face(0.4 * BEAT, 5 * BEAT, 0.3 * BEAT, 0.2 * BEAT), SOUND)
    assert tuple(sorted(found)) == tuple(sorted(AS_ONE))
    assert min(found.values()) > 0.99


def test_that_a_head_that_nods_under_raised_brows_is_told_apart() -> None:
    found = together(face(0.4 * BEAT, -5 * BEAT, 0.3 * BEAT, 0.2 * BEAT), SOUND)
    assert found["at stress: brows with chin, r"] < -0.99
    assert found["at stress: brows with jaw, r"] > 0.99
    assert found[SPEEDS] > 0.99, "as fast, though not the same way"
    assert found[TOGETHER] == pytest.approx(0.0, abs=0.01)


def test_that_only_what_is_done_round_stressed_words_counts() -> None:
    away = np.abs(TIMES[:, None] - WORDS).min(1) > 0.6
    against = face(0.4 * BEAT - 0.3 * away, 5 * BEAT + 20 * away, 0.3 * BEAT, 0.2 * BEAT)
    assert together(against, SOUND)["at stress: brows with chin, r"] > 0.95


def test_that_of_a_still_face_and_of_silence_nothing_is_told() -> None:
    zero = np.zeros(COUNT)
    assert together(face(zero, zero, zero, zero), SOUND) == {}
    quiet = Contour(zero, zero, np.ones(COUNT))
    assert together(face(BEAT, BEAT, BEAT, BEAT), quiet) == {}
