"""Curves smoothed without lag, blinks kept sharp."""

from dataclasses import replace

import numpy as np

from studio.core.face import FaceState, Performance
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.tracking.smoothing import smooth, smoothed

RATE = FrameRate.of(25)
RANDOM = np.random.default_rng(5)


def performance(n: int = 100, **curves: np.ndarray) -> Performance:
    channels = np.zeros((n, len(CHANNELS)), np.float32)
    for name, values in curves.items():
        channels[:, CHANNEL_INDEX[name]] = values
    return Performance(RATE, channels, np.zeros((n, 6), np.float32), np.zeros((n, 2), np.float32))


def test_that_smoothing_brings_no_lag() -> None:
    wave = 0.5 + 0.4 * np.sin(2 * np.pi * 1.5 * np.arange(200) / 25)
    noisy = wave + RANDOM.normal(0, 0.03, 200)
    calm = smooth(noisy[:, None], RATE, 0.28)[:, 0]
    lags = range(-3, 4)
    errors = [np.square(np.roll(calm, lag)[5:-5] - wave[5:-5]).mean() for lag in lags]
    assert lags[int(np.argmin(errors))] == 0
    assert np.abs(calm - wave).std() < 0.75 * np.abs(noisy - wave).std()


def test_that_smoothing_a_reversed_curve_is_smoothing_reversed() -> None:
    values = RANDOM.random((60, 4))
    np.testing.assert_allclose(smooth(values[::-1], RATE, 0.4), smooth(values, RATE, 0.4)[::-1], atol=1e-9)


def test_that_a_blink_keeps_its_depth_and_its_frame() -> None:
    blink = np.zeros(100)
    blink[49:53] = 0.4, 0.75, 0.7, 0.3
    trembling = np.clip(blink + RANDOM.normal(0, 0.01, 100), 0, 1)
    out = smoothed(performance(eyeBlinkLeft=trembling)).channels[:, CHANNEL_INDEX["eyeBlinkLeft"]]
    assert out.argmax() == trembling.argmax()
    assert out.max() > 0.95 * trembling.max()
    assert np.abs(np.diff(out[:45])).mean() < 0.7 * np.abs(np.diff(trembling[:45])).mean()


def test_that_lips_still_close_for_a_plosive() -> None:
    jaw = np.full(100, 0.4)
    jaw[50:53] = 0.05, 0.02, 0.05  # 0.12 s
    out = smoothed(performance(jawOpen=jaw)).channels[:, CHANNEL_INDEX["jawOpen"]]
    assert out[51] < 0.06


def test_that_the_gaze_is_carried_across_a_blink() -> None:
    blink = np.zeros(40)
    blink[20:24] = 0.7
    seen = performance(40, eyeBlinkLeft=blink, eyeBlinkRight=blink)
    gaze = np.full((40, 2), (8.0, -3.0), np.float32)
    gaze[20:24] = 0
    out = smoothed(Performance(RATE, seen.channels, seen.head, gaze)).gaze
    np.testing.assert_allclose(out, np.full((40, 2), (8.0, -3.0)), atol=0.01)


def test_that_clips_of_a_few_frames_are_left_in_peace() -> None:
    for n in range(7):
        states = [FaceState.of({"jawOpen": 0.1 * i}) for i in range(n)]
        out = smoothed(Performance.of(states, RATE))
        assert len(out) == n
        assert out.channels.max(initial=0) <= 0.6 + 1e-6


def test_that_what_is_before_a_cut_or_a_gap_tells_nothing_of_what_comes_after() -> None:
    step = np.repeat([0.2, 0.8], 50)
    begins = np.arange(100) == 50
    missing = np.arange(100) >= 50
    stepped = performance(jawOpen=step)
    for out in (smoothed(stepped, begins), smoothed(replace(stepped, missing=missing))):
        np.testing.assert_allclose(out.channels[:, CHANNEL_INDEX["jawOpen"]], step, atol=1e-6)
    assert not np.allclose(smoothed(stepped).channels[:, CHANNEL_INDEX["jawOpen"]], step, atol=0.05)
