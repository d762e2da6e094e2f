"""Sounds in which nobody speaks."""

import numpy as np
import pytest

from studio.engine.hearing.features import SOUND_RATE
from studio.engine.hearing.without_voice import KINDS, without_voice


@pytest.mark.parametrize("kind", KINDS)
def test_that_each_is_as_long_as_asked_and_never_too_loud(kind: str) -> None:
    made = without_voice(kind, 1.5, np.random.default_rng(3))
    assert made.shape == (1.5 * SOUND_RATE,)
    assert made.dtype == np.float32
    assert np.abs(made).max() == pytest.approx(0 if kind == "silence" else 1)


def test_that_noise_has_no_pitch_and_music_has() -> None:
    peaks = {}
    for kind in ("noise", "music"):
        power = np.abs(np.fft.rfft(without_voice(kind, 2.0, np.random.default_rng(5)))) ** 2
        peaks[kind] = np.sort(power)[-20:].sum() / power.sum()
    assert peaks["noise"] < 0.05 < 0.15 < peaks["music"]


def test_that_dice_decide_and_nothing_else() -> None:
    first, again, other = (without_voice("music", 1.0, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
