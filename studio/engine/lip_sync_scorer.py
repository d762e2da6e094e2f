"""Tells whether a mouth keeps time with a sound, by the two towers of ``studio.nets.lip_sync_scorer``.

The mouth is what the tracker says of it, freed of the person's mean and size of motion; the sound is what
the drivers hear. Their windows of 0.4 s are compared at every frame and at every shift up to 0.6 s.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.face import Performance
from studio.engine.hearing.listening import heard
from studio.engine.networks import CPU, shared_networks
from studio.engine.neural_lipsync_driver import RATE, moves_of, silent
from studio.nets.lip_sync_scorer import PER_FRAME, LipSyncScorer, ScorerConfig

Floats = NDArray[np.float32]

NAME: Final = "lip_sync_scorer"
FARTHEST: Final = 15
"""Frames (0.6 s) by which mouth and sound are shifted against one another."""
SHIFTS: Final = np.arange(-FARTHEST, FARTHEST + 1)
_LEAST: Final = 2 * FARTHEST + 5
"""Windows without which nothing is said."""
_SMALL: Final = 0.03
"""Deviation of a move that hardly moves: its noise is not blown up."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the scorer was worth on people whom it did not learn from.

    Attributes:
        accuracy: part of their stretches of 2.8 s of which it finds the time to a frame.
        chance: the same of a guess.
        noise: certainty (see ``Sync``) that 95 of 100 of these mouths stay below beside a stranger's sound.
    """

    accuracy: float
    chance: float
    noise: float

    @property
    def is_good(self) -> bool:
        """It is far from a guess: what it says may be told."""
        return self.accuracy >= 3 * self.chance


NOTHING_PROVED: Final = Proof(0.0, 1.0, float("inf"))


@dataclass(frozen=True, slots=True, eq=False)
class Sync:
    """A mouth beside a sound.

    Attributes:
        curve: likeness at each of ``SHIFTS``, -1 to 1: above 0 the mouth comes late.
        seconds: how much of both was compared.
    """

    curve: Floats
    seconds: float

    @property
    def offset(self) -> int:
        """Frames (at 25 a second) by which the mouth comes late where both fit best."""
        return int(SHIFTS[self.curve.argmax()])

    @property
    def confidence(self) -> float:
        """How far the best shift stands out from the usual one; as SyncNet tells it."""
        return float(self.curve.max() - np.median(self.curve))

    @property
    def certainty(self) -> float:
        """The same beside chance, which falls with the root of the length."""
        return self.confidence * float(np.sqrt(self.seconds))


class Scorer:
    """The network with what is known of its worth.

    Args:
        net: ready for use, on the CPU, so that figures are the same everywhere.
    """

    def __init__(self, net: LipSyncScorer, proof: Proof = NOTHING_PROVED) -> None:
        self._net, self.proof = net, proof

    @torch.inference_mode()
    def score(self, moves: Floats, features: Floats) -> Sync:
        """Moves [frames, moves] as ``moves_at_25`` gives them, beside features [4 · frames, BANDS].

        What is longer is cut; of less than 1.8 s nothing can be said, and the curve is flat.
        """
        frames = self._net.config.frames
        count = min(len(moves), len(features) // PER_FRAME) - frames + 1
        if count < _LEAST:
            return Sync(np.zeros(len(SHIFTS), np.float32), 0.0)
        mouth = _windows(standard(moves), 1, frames, count)
        sound = _windows(features, PER_FRAME, PER_FRAME * frames, count)
        seen, met = _centred(self._net.seen(mouth)), _centred(self._net.heard(sound))
        likeness = seen @ met.T
        # The diagonals: a mouth that is late by s does at frame i what is heard at i - s.
        curve = [float(np.diagonal(likeness, -s).mean()) for s in SHIFTS]
        return Sync(np.array(curve, np.float32), count / float(RATE))

    def is_told(self, sync: Sync) -> bool:
        """The scorer is worth something, and this mouth fits this sound better than a stranger's would."""
        return self.proof.is_good and sync.certainty > self.proof.noise


def _centred(places: torch.Tensor) -> Floats:
    """Without what all windows of a clip have alike, which tells nothing of time."""
    return (places - places.mean(0)).numpy()


def _windows(rows: Floats, step: int, length: int, count: int) -> torch.Tensor:
    """[count, length, columns]"""
    parts = np.lib.stride_tricks.sliding_window_view(rows, length, axis=0)[::step][:count]
    return torch.from_numpy(np.ascontiguousarray(parts.transpose(0, 2, 1)))


def standard(moves: Floats) -> Floats:
    """Moves freed of the person's mean and of how much the person moves."""
    return np.asarray((moves - moves.mean(0)) / np.hypot(moves.std(0), _SMALL), np.float32)


def moves_at_25(performance: Performance) -> Floats:
    """What the mouth does at the middle of each 25th of a second [frames, moves]."""
    own = (np.arange(len(performance)) + 0.5) / float(performance.rate)
    count = RATE.count_in(performance.length)
    times = (np.arange(count) + 0.5) / float(RATE)
    columns = [np.interp(times, own, column) for column in moves_of(performance.channels).T]
    return np.stack(columns, axis=1).astype(np.float32)


def features_of(samples: Floats, frames: int) -> Floats:
    """What is heard of a 16 kHz sound while so many frames at 25 a second last [4 · frames, BANDS]."""
    features = heard(samples)[: PER_FRAME * frames]
    return np.concatenate([features, silent(PER_FRAME * frames - len(features))])


# Weights ---------------------------------------------------------------------------------------------


def shipped_scorer() -> Scorer:
    """The scorer of the studio.

    Raises:
        ModelError: it is not installed, or damaged.
    """
    shared = shared_networks().load(NAME, load_net, device=CPU)
    return Scorer(shared.loaded().net, shared.loaded().net.proof)


class ProvenNet(LipSyncScorer):
    """The network with the proof that lies in its file."""

    proof: Proof = NOTHING_PROVED


def load_net(path: Path) -> ProvenNet:
    """The network in single precision, ready for use."""
    with safe_open(path, "pt") as file:
        about: Mapping[str, Any] = json.loads(file.metadata()["about"])
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    net = ProvenNet(ScorerConfig(**about["config"]))
    net.load_state_dict(tensors)
    net.proof = Proof(**about["proof"])
    return net.eval()


def save_scorer(path: Path, net: LipSyncScorer, proof: Proof) -> None:
    """Write the network in half precision, with its sizes and its proof."""
    tensors = {name: x.half().contiguous() for name, x in net.state_dict().items()}
    about = {"config": asdict(net.config), "proof": asdict(proof)}
    save_file(tensors, path, {"about": json.dumps(about)})
