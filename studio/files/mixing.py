"""How the channels of a sound become one or two, by their places, as in a player; and which has a voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import soxr
from numpy.typing import NDArray

Block = NDArray[np.float32]
"""[n, channels], full scale is 1."""
Array = NDArray[np.float64]

_BESIDE: Final = 0.7071
"""What is not in front of the listener, or straight ahead, goes to a side 3 dB softer (ITU-R BS.775)."""
_LOST: Final = 0.1
"""A mix that holds less than this of the energy of what was mixed has cancelled itself."""
_UNHEARD: Final = 1e-3
"""A mix of less than this of its loudest channel's energy has left out what there is."""
_DAMAGE: Final = float(2**32)
"""A sample beyond this is no sound but a damaged file; whole numbers of 32 bits lie below."""


def weights_for(names: Sequence[str], channels: int) -> Array:
    """How much of each channel goes into a mix [channels, n]; no sum of full scales is beyond full scale.

    Args:
        names: places as FFmpeg names them (FL, FC, LFE, SL, …); anything else of two is left and right.
        channels: 1, or 2 for left and right.
    """
    if len(names) == 1:
        return np.ones((channels, 1))
    sides = np.array([_sides(name, index) for index, name in enumerate(names)]).T
    rows = sides if channels == 2 else sides.sum(axis=0, keepdims=True)
    return np.asarray(rows / max(rows.sum(axis=1).max(), 1e-9))


def _sides(name: str, index: int) -> tuple[float, float]:
    """How much goes left and right. The channel for rumble goes nowhere, as in players."""
    if name.startswith("LFE"):
        return 0.0, 0.0
    level = 1.0 if name in {"FL", "FR", "DL", "DR"} else _BESIDE
    if "L" in name or "R" in name:
        return (level, 0.0) if "L" in name else (0.0, level)
    if name == "NONE" and index < 2:
        return (1.0, 0.0) if index == 0 else (0.0, 1.0)
    return _BESIDE, _BESIDE


@dataclass(frozen=True, slots=True)
class Mix:
    """What is done to every block of a track.

    Attributes:
        channels: 1 or 2, of what comes out.
        only: the one channel that is heard; None mixes all by their places.
        gain: makes a sound that is louder than full scale fit.
    """

    channels: int
    only: int | None = None
    gain: float = 1.0

    def of(self, block: Block, names: Sequence[str]) -> Block:
        """[n, c] → [n], or [n, 2]."""
        whole = clean(block)
        if self.only is not None and self.only < whole.shape[1]:
            one = whole[:, self.only]
            mixed = one if self.channels == 1 else np.stack([one, one], axis=1)
        else:
            mixed = whole @ weights_for(names, self.channels).T.astype(np.float32)
            mixed = mixed[:, 0] if self.channels == 1 else mixed
        return np.asarray(mixed if self.gain == 1 else mixed * np.float32(self.gain), np.float32)


def clean(block: Block) -> Block:
    """Without what is no number, or no sound."""
    return np.where(np.abs(block) < _DAMAGE, block, np.float32(0))


# What is in a track


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What listening through a track has found.

    Attributes:
        power: mean products of its channels [c, c], without constant offsets.
        voice: how much voice is in each channel [c], in amplitude; see ``Listener``.
        peak: the loudest sample of all.
    """

    power: Array
    voice: Array
    peak: float

    @property
    def best(self) -> int:
        """The channel with the most voice; without any, the loudest."""
        return int(np.argmax(self.voice if self.voice.max() > 0 else np.diag(self.power)))

    def loses(self, names: Sequence[str]) -> bool:
        """Whether a mix to mono by places would lose what is in the channels: opposite phases cancel."""
        (weights,), own = weights_for(names, 1), np.diag(self.power)
        if own.max() <= 0:
            return False
        mixed, apart = weights @ self.power @ weights, weights**2 @ own
        return bool(mixed < _LOST * apart or mixed < _UNHEARD * own.max())


_RATE: Final = 8000
_WINDOW: Final = 256
_LAGS: Final = slice(_RATE // 400, _RATE // 70)
"""Periods of a voice: 70 to 400 Hz."""
_PERIODIC: Final = 0.35
"""What noise reaches by chance: how like itself it is a period later."""
_SYLLABLES: Final = (2.0, 8.0)
"""Hz at which the loudness of speech rises and falls (Houtgast and Steeneken 1985: most at 4 Hz)."""


class Listener:
    """Listens through a track in bounded memory: 16 bytes for each channel and 32 ms."""

    def __init__(self, channels: int, rate: int) -> None:
        self._to_voice = soxr.ResampleStream(rate, _RATE, channels, dtype="float32", quality="LQ")
        self._channels = channels
        self._left = np.zeros((0, channels), np.float32)
        self._envelope: list[Array] = []
        self._sum, self._products = np.zeros(channels), np.zeros((channels, channels))
        self._count = 0
        self._peak = 0.0

    def hear(self, block: Block) -> None:
        """The next block [n, channels]."""
        block = clean(block)
        if not len(block):
            return
        exact = block.astype(np.float64)
        self._count += len(block)
        self._sum += exact.sum(axis=0)
        self._products += exact.T @ exact
        self._peak = max(self._peak, float(np.abs(block).max()))
        self._left = np.concatenate(
            [self._left, self._to_voice.resample_chunk(block).reshape(-1, self._channels)]
        )
        whole = len(self._left) // _WINDOW * _WINDOW
        if whole:
            self._envelope.append(_voiced(self._left[:whole]))
            self._left = self._left[whole:]

    def survey(self) -> Survey:
        """What was found so far."""
        count = max(self._count, 1)
        mean = self._sum / count
        power = self._products / count - np.outer(mean, mean)
        own = np.diag(power)
        power[np.ix_(own < 1e-12, own < 1e-12)] = 0.0
        envelope = np.concatenate([np.zeros((0, self._channels)), *self._envelope])
        return Survey(power, _syllabic(envelope), self._peak)


def _voiced(samples: Block) -> Array:
    """Loudness of what is periodic as a voice is, in each window of 32 ms [windows, channels]."""
    windows = samples.reshape(-1, _WINDOW, samples.shape[1]).astype(np.float64)
    windows = windows - windows.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(windows, 2 * _WINDOW, axis=1)
    likeness = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)
    energy = likeness[:, 0]
    periodic = likeness[:, _LAGS].max(axis=1) / np.maximum(energy, 1e-12)
    return np.asarray(np.sqrt(energy / _WINDOW) * np.clip(periodic - _PERIODIC, 0, 1))


def _syllabic(envelope: Array) -> Array:
    """How much of an envelope rises and falls as syllables do [channels], RMS."""
    if len(envelope) < 4:
        return np.zeros(envelope.shape[1])
    spectrum = np.fft.rfft(envelope - envelope.mean(axis=0), axis=0)
    rates = np.fft.rfftfreq(len(envelope), _WINDOW / _RATE)
    spectrum[(rates < _SYLLABLES[0]) | (rates > _SYLLABLES[1])] = 0
    found = np.sqrt((np.fft.irfft(spectrum, len(envelope), axis=0) ** 2).mean(axis=0))
    return np.where(found > 1e-6, found, 0.0)


def surveyed(blocks: Iterable[Block], channels: int, rate: int) -> Survey:
    """Listen through blocks of a track; those of another count of channels are left out."""
    listener = Listener(channels, rate)
    for block in blocks:
        if block.shape[1] == channels:
            listener.hear(block)
    return listener.survey()
