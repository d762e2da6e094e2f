"""The driver ``neural_lipsync``: sound alone → mouth, by the generator of ``studio.nets.neural_lipsync``.

It hears the sound piece by piece and gives each frame as soon as what the network looks at is there, a fifth
of a second later. No words and no phonemes are looked for, so any language will do, and singing.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Portion
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said
from studio.engine.hearing.features import FEATURES_PER_SECOND, HALF, HOP, SOUND_RATE
from studio.engine.hearing.listening import SILENCE, MelStream, VoiceNormal
from studio.engine.networks import Network, shared_networks
from studio.engine.ports import Hears
from studio.engine.progress import Progress, unheard
from studio.files.sound import resampled
from studio.nets.neural_lipsync import PER_FRAME, Generator, LipGenerator, LipsyncConfig, generator_of

Floats = NDArray[np.float32]

NAME: Final = "neural_lipsync"
RATE: Final = FrameRate(Seconds(FEATURES_PER_SECOND, PER_FRAME))
_AT_ONCE: Final = 500
"""Frames that the network makes at once, so that a long sound needs little memory."""

_BLOCK: Final = 1 << 15
"""Samples that are listened to at once."""

MOVES: Final = MappingProxyType(
    {
        "jawOpen": ("jawOpen",),
        "jawForward": ("jawForward",),
        "mouthClose": ("mouthClose",),
        "mouthFunnel": ("mouthFunnel",),
        "mouthPucker": ("mouthPucker",),
        "mouthRollLower": ("mouthRollLower",),
        "mouthRollUpper": ("mouthRollUpper",),
        "mouthShrugLower": ("mouthShrugLower",),
        "mouthShrugUpper": ("mouthShrugUpper",),
        "mouthFrown": ("mouthFrownLeft", "mouthFrownRight"),
        "mouthLowerDown": ("mouthLowerDownLeft", "mouthLowerDownRight"),
        "mouthPress": ("mouthPressLeft", "mouthPressRight"),
        "mouthSmile": ("mouthSmileLeft", "mouthSmileRight"),
        "mouthStretch": ("mouthStretchLeft", "mouthStretchRight"),
        "mouthUpperUp": ("mouthUpperUpLeft", "mouthUpperUpRight"),
        "lipsUpperOpen": ("lipsUpperOpen",),
        "lipsLowerOpen": ("lipsLowerOpen",),
    }
)
"""What the network moves, by which channels: both sides alike, for nobody's crooked mouth is another's."""


def _matrix() -> Floats:
    out = np.zeros((len(MOVES), len(CHANNELS)), np.float32)
    for row, channels in enumerate(MOVES.values()):
        out[row, [CHANNEL_INDEX[name] for name in channels]] = 1.0
    return out


_SPREAD: Final = _matrix()


def moves_of(channels: Floats) -> Floats:
    """Channels [n, len(CHANNELS)] → moves [n, len(MOVES)], the mean of both sides."""
    return np.asarray(channels @ (_SPREAD / _SPREAD.sum(1, keepdims=True)).T, np.float32)


def channels_of(moves: Floats) -> Floats:
    """Moves [n, len(MOVES)] → channels [n, len(CHANNELS)], 0–1."""
    return np.asarray(moves.clip(0.0, 1.0) @ _SPREAD, np.float32)


# Weights ---------------------------------------------------------------------------------------------


def save_generator(path: Path, net: Generator, about: dict[str, Any] | None = None) -> None:
    """Write the network in half precision, with its sizes and ``about``."""
    tensors = {name: x.half().contiguous() for name, x in net.state_dict().items()}
    facts = {"config": asdict(net.config), "moves": list(MOVES), **(about or {})}
    save_file(tensors, path, {"about": json.dumps(facts)})


def load_generator(path: Path) -> Generator:
    """The network in single precision, ready for use."""
    with safe_open(path, "pt") as file:
        config = json.loads(file.metadata()["about"])["config"]
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    net = generator_of(LipsyncConfig(**config | {"dilations": tuple(config["dilations"])}))
    net.load_state_dict(tensors)
    return net.eval()


# The driver ------------------------------------------------------------------------------------------


class NeuralLipsync:
    """A driver of the mouth by sound, at 25 frames a second.

    Args:
        weights: a file of ``save_generator``; the model ``neural_lipsync`` if none is given.

    Raises:
        ModelError: the model is not installed.
    """

    name = NAME
    model = NAME
    hears: frozenset[Hears] = frozenset(("sound",))
    moves: frozenset[Portion] = frozenset(("mouth",))
    rate: FrameRate | None = RATE

    def __init__(self, weights: Path | None = None) -> None:
        self._net: Network[Generator] = shared_networks().load(weights or NAME, load_generator)
        net = self._net.loaded().net
        self.ahead: Seconds | None = None
        if isinstance(net, LipGenerator):
            self.ahead = Seconds(net.ahead * HOP + HALF, SOUND_RATE)

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """The mouth of each frame, as the sound comes; frame i shows the middle of its own time.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """
        pieces, stream, normal, frames = _Pieces(speech), MelStream(), VoiceNormal(), Frames(self._net)
        for block in pieces.sound():
            moves = frames.see(normal.hear(stream.hear(block)))
            progress(0.0, Said("listening"))
            if len(moves):
                yield performance_of_moves(moves)
        if not pieces.length:
            raise NoSpeech(
                Said("There is nothing to speak."), Said("Give a text, or a sound with a voice in it.")
            )
        yield performance_of_moves(frames.end(normal.hear(stream.end()), RATE.count_in(pieces.length)))


class _Pieces:
    """Speech as 16 kHz sound in blocks, as it comes; and how long it was."""

    def __init__(self, speech: Iterator[Speech]) -> None:
        self._speech = speech
        self.length = Seconds(0)

    def sound(self) -> Iterator[Floats]:
        for rate, pieces in groupby(self._speech, lambda piece: piece.sample_rate):
            yield from resampled(self._blocks(pieces), rate, SOUND_RATE)

    def _blocks(self, pieces: Iterator[Speech]) -> Iterator[Floats]:
        for piece in pieces:
            self.length += piece.length
            for first in range(0, len(piece.samples), _BLOCK):
                yield piece.samples[first : first + _BLOCK]


class Frames:
    """Features → moves, frame by frame, as soon as the network has all that it looks at.

    Before and after the sound there is silence. A network that remembers (a baseline) is asked at the end.
    """

    def __init__(self, net: Network[Generator]) -> None:
        self._net = net
        made = net.loaded().net
        self._window, self._streams = made.window, isinstance(made, LipGenerator)
        self._kept = silent(made.before - PER_FRAME // 2)
        self._given = 0

    def see(self, features: Floats) -> Floats:
        """More features [n, BANDS] → the moves that can be told now [frames, len(MOVES)]."""
        self._kept = np.concatenate([self._kept, features])
        ready = (len(self._kept) - self._window) // PER_FRAME + 1
        return self._taken(ready if self._streams else 0)

    def end(self, features: Floats, count: int) -> Floats:
        """The last features → the moves of all frames that are left of ``count``."""
        left = max(count - self._given, 0)
        self._kept = np.concatenate([self._kept, features, silent(self._window + PER_FRAME * left)])
        return self._taken(left)

    def _taken(self, count: int) -> Floats:
        parts = [np.zeros((0, len(MOVES)), np.float32)]
        at_once = _AT_ONCE if self._streams else max(count, 1)
        while count > 0:
            now = min(count, at_once)
            parts.append(self._made(self._kept[: self._window + PER_FRAME * (now - 1)]))
            self._kept = self._kept[now * PER_FRAME :]
            self._given += now
            count -= now
        return np.concatenate(parts)

    def _made(self, features: Floats) -> Floats:
        x = torch.from_numpy(np.ascontiguousarray(features))[None]
        return self._net.run(lambda net, on: net(on.put(x))[0].float().cpu().numpy())


def silent(count: int) -> Floats:
    """Features of silence [count, BANDS]."""
    return np.tile(SILENCE, (max(count, 0), 1))


def performance_of_moves(moves: Floats) -> Performance:
    """Moves [n, len(MOVES)] as a performance in which nothing else moves."""
    still = len(moves)
    return Performance(
        RATE, channels_of(moves), np.zeros((still, 6), np.float32), np.zeros((still, 2), np.float32)
    )
