"""What the scorer compares, with a network that needs no teaching; and what it withholds."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from studio.core.face import Performance
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.hearing.features import BANDS
from studio.engine.hearing.listening import SILENCE
from studio.engine.lip_sync_scorer import (
    FARTHEST,
    SHIFTS,
    Proof,
    Scorer,
    Sync,
    features_of,
    load_net,
    moves_at_25,
    save_scorer,
)
from studio.engine.neural_lipsync_driver import MOVES
from studio.nets.lip_sync_scorer import PER_FRAME, LipSyncScorer, ScorerConfig


def curve(peak: float, at: int) -> Sync:
    values = np.zeros(len(SHIFTS), np.float32)
    values[FARTHEST + at] = peak
    return Sync(values, 4.0)


def test_that_the_best_shift_and_how_far_it_stands_out_are_told() -> None:
    sync = curve(0.3, 5)
    assert (sync.offset, sync.confidence, sync.certainty) == (5, pytest.approx(0.3), pytest.approx(0.6))


@pytest.mark.parametrize(
    ("proof", "is_told"),
    [
        (Proof(0.8, 0.1, 0.5), True),
        (Proof(0.8, 0.1, 0.7), False),  # a stranger's sound would fit as well
        (Proof(0.2, 0.1, 0.5), False),  # the scorer itself would only guess
    ],
)
def test_that_what_is_near_chance_is_withheld(proof: Proof, is_told: bool) -> None:
    scorer = Scorer(LipSyncScorer(ScorerConfig(width=8, size=8)), proof)
    assert scorer.is_told(curve(0.3, 0)) is is_told


def test_that_a_network_without_proof_tells_nothing() -> None:
    assert not Scorer(LipSyncScorer(ScorerConfig(width=8, size=8))).is_told(curve(1.0, 0))


class LoudMouth(LipSyncScorer):
    """A network that needs no teaching: a mouth is where its first move is, a sound where its level is."""

    def heard(self, sound: Tensor) -> Tensor:
        return sound.mean(2).unflatten(1, (-1, PER_FRAME)).mean(2)

    def seen(self, mouth: Tensor) -> Tensor:
        return mouth[:, :, 0]


def in_time(frames: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Moves that follow the level of a sound, and its features."""
    level = np.random.default_rng(0).normal(size=frames).astype(np.float32)
    moves = np.zeros((frames, len(MOVES)), np.float32)
    moves[:, 0] = 0.3 + 0.1 * level
    return moves, np.tile(np.repeat(level, PER_FRAME)[:, None], (1, BANDS))


@pytest.mark.parametrize("late", [0, 5, -3, FARTHEST])
def test_that_it_is_told_by_how_much_a_mouth_is_late(late: int) -> None:
    moves, features = in_time()
    assert Scorer(LoudMouth()).score(np.roll(moves, late, axis=0), features).offset == late


def test_that_a_frozen_mouth_fits_no_shift() -> None:
    _, features = in_time()
    sync = Scorer(LoudMouth()).score(np.full((100, len(MOVES)), 0.3, np.float32), features)
    np.testing.assert_allclose(sync.curve, 0.0, atol=1e-6)


def test_that_size_and_rest_of_a_mouth_do_not_count() -> None:
    moves, features = in_time()
    scorer = Scorer(LoudMouth())
    once, twice = scorer.score(moves, features), scorer.score(moves * 2 + 0.1, features)
    np.testing.assert_allclose(twice.curve, once.curve, rtol=0.05)


def test_that_of_a_moment_nothing_is_said() -> None:
    moves, features = in_time(40)
    sync = Scorer(LoudMouth()).score(moves, features)
    assert (sync.seconds, sync.certainty) == (0.0, 0.0)


def test_that_moves_are_those_of_the_middle_of_each_frame_whatever_the_rate() -> None:
    channels = np.zeros((60, len(CHANNELS)), np.float32)
    channels[:, CHANNEL_INDEX["jawOpen"]] = (np.arange(60) + 0.5) / 60  # a ramp of a second at 60
    still = np.zeros((60, 8), np.float32)
    moves = moves_at_25(Performance(FrameRate.of(60), channels, still[:, :6], still[:, :2]))
    np.testing.assert_allclose(moves[:, list(MOVES).index("jawOpen")], (np.arange(25) + 0.5) / 25, atol=1e-6)


def test_that_a_sound_is_as_long_as_its_picture() -> None:
    tone = np.sin(np.arange(16_000)).astype(np.float32)
    assert features_of(tone, 10).shape == (40, BANDS)
    longer = features_of(tone, 50)
    assert longer.shape == (200, BANDS)
    np.testing.assert_array_equal(longer[-1], SILENCE)


def test_that_weights_come_back_with_their_proof(tmp_path: Path) -> None:
    net, proof = LipSyncScorer(ScorerConfig(width=8, size=8)).eval(), Proof(0.7, 0.1, 0.5)
    save_scorer(tmp_path / "a.safetensors", net, proof)
    back = load_net(tmp_path / "a.safetensors")
    assert (back.config, back.proof) == (net.config, proof)
    torch.testing.assert_close(back.state_dict(), {k: v.half().float() for k, v in net.state_dict().items()})
