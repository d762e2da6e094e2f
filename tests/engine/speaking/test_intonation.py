"""How a voice sounds is heard alike however its sound is cut."""

import numpy as np
import pytest

from studio.engine.speaking.intonation import Ear, contour_of

RATE = 16_000


def voiced(hertz: np.ndarray) -> np.ndarray:
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    return np.asarray(0.2 * sum(np.sin(k * phase) / k for k in range(1, 6)), np.float32)


def gliding() -> np.ndarray:
    """Two seconds from 100 to 200 Hz, half a second of nothing, a second at 141 Hz."""
    up = voiced(np.geomspace(100, 200, 2 * RATE))
    return np.concatenate([up, np.zeros(RATE // 2, np.float32), voiced(np.full(RATE, 141.4))])


def test_that_pitch_and_pauses_are_heard() -> None:
    heard = contour_of(gliding(), RATE)
    assert len(heard) == 88
    assert heard.pitch[45] - heard.pitch[5] == pytest.approx(12 * 40 / 50, abs=0.5)
    assert heard.pause[53:60].all()
    assert not heard.pause[:48].any()
    assert not heard.pause[65:].any()
    assert heard.energy[:48].min() > 0.8
    assert not heard.energy[53:60].any()


@pytest.mark.parametrize("step", [160, 1000, 7777])
def test_that_how_a_sound_is_cut_makes_no_difference(step: int) -> None:
    sound, ear = gliding(), Ear(RATE)
    for start in range(0, len(sound), step):
        ear.feed(sound[start : start + step])
    cut, whole = ear.contour(), contour_of(sound, RATE)
    for name in ("pitch", "energy", "pause"):
        assert np.array_equal(getattr(cut, name), getattr(whole, name))


@pytest.mark.parametrize("count", [0, 1, 300, 641])
def test_that_a_short_sound_is_as_long_as_it_is(count: int) -> None:
    assert len(contour_of(gliding()[:count], RATE)) == -(-count // 640)


def test_that_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 3 * RATE).astype(np.float32)
    assert np.abs(contour_of(noise, RATE).pitch).max() == 0
