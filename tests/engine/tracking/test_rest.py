"""What a face at rest scores, and what is left of an expression without it."""

import numpy as np
import pytest

from studio.core.face import FaceState, Gaze
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.tracking.rest import calibrate_rest, calibrated, population_bias

N = len(CHANNELS)


def test_that_a_typical_neutral_face_reads_zero() -> None:
    bias = population_bias()
    assert bias.typical.max() > 0.2  # squint: a neutral face is far from zero as scored
    assert calibrated(FaceState(bias.typical)).channels.max() == 0


def test_that_a_full_expression_stays_full_and_a_smile_keeps_its_strength() -> None:
    assert np.allclose(calibrated(FaceState(np.ones(N, np.float32))).channels, 1)
    smile = FaceState.of({"mouthSmileLeft": 0.7, "mouthSmileRight": 0.5})
    out = calibrated(smile)
    assert out["mouthSmileLeft"] == pytest.approx(0.7, abs=0.03)
    assert out["mouthSmileRight"] == pytest.approx(0.5, abs=0.03)


def test_that_calibration_never_turns_the_order_round() -> None:
    rows = np.linspace(0, 1, 101)[:, None] * np.ones(N)
    out = np.array([calibrated(FaceState(row.astype(np.float32))).channels for row in rows])
    assert (np.diff(out, axis=0) >= -1e-6).all()
    assert out.min() >= 0
    assert out.max() <= 1 + 1e-6


def test_that_head_and_gaze_are_not_touched() -> None:
    state = FaceState(gaze=Gaze(5, -2))
    assert calibrated(state) == state


def test_that_a_persons_own_rest_is_read_from_the_clip() -> None:
    squint, jaw = CHANNEL_INDEX["eyeSquintLeft"], CHANNEL_INDEX["jawOpen"]
    random = np.random.default_rng(1)
    channels = np.zeros((500, N), np.float32)
    channels[:, squint] = 0.4 + random.normal(0, 0.01, 500)
    channels[:, jaw] = np.abs(np.sin(np.arange(500) / 3)) * 0.5
    gaze = np.full((500, 2), (4.0, -1.0), np.float32)
    rest = calibrate_rest(channels, gaze, np.full((500, 6), 7.0, np.float32))
    assert rest["eyeSquintLeft"] == pytest.approx(0.38, abs=0.04)
    assert rest["jawOpen"] < 0.06
    assert rest.gaze == Gaze(4.0, -1.0)
    assert rest.head.yaw == 7.0


def test_that_a_smile_held_through_the_clip_is_not_taken_for_rest() -> None:
    channels = np.zeros((200, N), np.float32)
    channels[:, CHANNEL_INDEX["mouthSmileLeft"]] = 0.9
    rest = calibrate_rest(channels, np.zeros((200, 2), np.float32), np.zeros((200, 6), np.float32))
    assert rest["mouthSmileLeft"] < 0.45
