import numpy as np
import pytest

from studio.engine.hearing.features import (
    COEFFICIENTS,
    SOUND_RATE,
    Floats,
    count_of,
    energy,
    log_mel,
    mfcc,
    pitch,
)


def tone(hertz: float, loud: float = 0.5) -> Floats:
    time = np.arange(SOUND_RATE) / SOUND_RATE
    return np.asarray(loud * np.sin(2 * np.pi * hertz * time), np.float32)


def test_that_a_higher_tone_lies_in_a_higher_band() -> None:
    bands = [int(log_mel(tone(hertz))[50].argmax()) for hertz in (200, 800, 3000)]
    assert bands == sorted(set(bands))


@pytest.mark.parametrize("hertz", [90.0, 240.0])
def test_that_the_pitch_of_a_tone_is_found(hertz: float) -> None:
    found = pitch(tone(hertz))
    assert np.median(found[found > 0]) == pytest.approx(hertz, rel=0.02)


def test_that_silence_has_no_pitch() -> None:
    assert not pitch(np.zeros(SOUND_RATE, np.float32)).any()


def test_that_energy_is_told_in_decibels_of_full_scale() -> None:
    full, tenth = (energy(tone(400, loud))[50] for loud in (1.0, 0.1))
    assert full == pytest.approx(-3.0, abs=0.3)
    assert full - tenth == pytest.approx(20.0, abs=0.3)


def test_that_all_features_have_the_same_count() -> None:
    sound = tone(200)[:4321]
    mel = log_mel(sound)
    assert len(mel) == len(energy(sound)) == len(pitch(sound)) == count_of(4321)
    assert mfcc(mel).shape == (count_of(4321), COEFFICIENTS)
