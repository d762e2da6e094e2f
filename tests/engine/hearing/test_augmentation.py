import numpy as np
import pytest

from studio.engine.hearing.augmentation import (
    Variety,
    by_telephone,
    in_a_room,
    other_voice,
    varied,
    with_noise,
)
from studio.engine.hearing.features import SOUND_RATE, Floats, pitch


def tone(hertz: float) -> Floats:
    time = np.arange(2 * SOUND_RATE) / SOUND_RATE
    return np.asarray(0.4 * np.sin(2 * np.pi * hertz * time), np.float32)


def power(sound: Floats, low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / SOUND_RATE)
    return float(spectrum[(hertz >= low) & (hertz < high)].sum())


def test_that_the_same_dice_give_the_same_sound() -> None:
    a, b = (varied(tone(200), Variety(), np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(a[0], b[0])
    assert a[1] == b[1]


def test_that_another_voice_tells_how_much_longer_it_is() -> None:
    for seed in range(4):
        sound, longer = other_voice(tone(200), Variety(), np.random.default_rng(seed))
        assert len(sound) == pytest.approx(longer * 2 * SOUND_RATE, abs=2)


def test_that_another_size_changes_the_pitch_but_hardly_the_pace() -> None:
    sizes = [other_voice(tone(200), Variety(pitch=0, pace=0), np.random.default_rng(s)) for s in range(6)]
    heights = [np.median(found[found > 0]) for found in (pitch(sound) for sound, _ in sizes)]
    assert max(heights) / min(heights) > 1.1
    assert all(longer == pytest.approx(1.0, abs=0.03) for _, longer in sizes)


def test_that_noise_lies_as_far_below_as_was_asked_for() -> None:
    sound = tone(200)
    noise = with_noise(sound, 20.0, np.random.default_rng(0)) - sound
    assert 10 * np.log10(np.mean(sound**2) / np.mean(noise**2)) == pytest.approx(20.0, abs=0.1)


def test_that_a_room_goes_on_sounding() -> None:
    click = np.zeros(SOUND_RATE, np.float32)
    click[100] = 1.0
    assert np.abs(in_a_room(click, np.random.default_rng(0))[400:1200]).max() > 1e-3


def test_that_a_telephone_carries_no_low_and_no_high_sounds() -> None:
    hiss = np.random.default_rng(0).normal(0, 0.1, SOUND_RATE).astype(np.float32)
    line = by_telephone(hiss)
    assert power(line, 0, 150) + power(line, 5000, 8000) < 0.1 * power(line, 400, 3000)
