"""Hears a sound piece by piece: the same features as of the whole sound at once, but for rounding.

A voice, a microphone and a room make a sound louder or duller as a whole. ``VoiceNormal`` takes that away:
from each band it takes the mean that the voice has had so far while it spoke, so nothing of what is to come
is needed.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.engine.hearing.features import (
    BANDS,
    FEATURES_PER_SECOND,
    FLOOR,
    HALF,
    HOP,
    count_of,
    mel_of_windows,
)

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_PRIOR_SECONDS: Final = 0.5
"""How long a voice must have spoken until it counts as much as what was known of voices before."""
_MEMORY_SECONDS: Final = 15.0
"""Seconds of speech after which a mean has forgotten two thirds: somebody else may speak by then."""
_FALL: Final = 3.0
"""Nepers of power a second by which what counts as loud falls while it is quiet."""
_SPEAKING, _EDGE = 4.5, 0.5
"""Nepers of power below the loudest that still count as speech (20 dB), and how sharply that is told."""
_EXPECTED_PEAK: Final = -9.4
"""Nepers: mean band of the loudest speech; like the usual voice, the middle of thirty recordings."""
_SCALE: Final = 2.5
"""Nepers that are one unit of what a network sees."""


def _usual() -> Array:
    """What is known of voices before one is heard: their mean log-mel while they speak, nepers [BANDS]."""
    return np.interp(np.arange(BANDS), (0, 5, 10, 26, BANDS - 1), (-8.1, -8.9, -12.0, -12.4, -14.8))


SILENCE: Final[Floats] = np.asarray((np.log(FLOOR) - _usual()) / _SCALE, np.float32)
"""What a network hears of no sound at all [BANDS]."""


class MelStream:
    """Log-mel of a 16 kHz sound that comes in pieces of any length."""

    def __init__(self) -> None:
        self._kept: Floats = np.zeros(HALF, np.float32)
        self._heard = 0
        self._given = 0

    def hear(self, samples: Floats) -> Floats:
        """The features that are complete now [n, BANDS]."""
        self._heard += len(samples)
        self._kept = np.concatenate([self._kept, np.asarray(samples, np.float32)])
        return self._take((len(self._kept) - 2 * HALF) // HOP + 1)

    def end(self) -> Floats:
        """The last features: of windows that reach over the end, where silence is taken to be."""
        left = count_of(self._heard) - self._given
        self._kept = np.concatenate([self._kept, np.zeros(2 * HALF + HOP, np.float32)])
        return self._take(left)

    def _take(self, count: int) -> Floats:
        count = max(count, 0)
        if not count:
            return np.zeros((0, BANDS), np.float32)
        parts = np.lib.stride_tricks.sliding_window_view(self._kept, 2 * HALF)[::HOP][:count]
        out = mel_of_windows(parts)
        self._kept = self._kept[count * HOP :].copy()
        self._given += count
        return out


@dataclass(slots=True)
class VoiceNormal:
    """Log-mel → the same freed of the voice's own mean, by what was heard until then; piece by piece."""

    _loud: float = _EXPECTED_PEAK
    _weight: float = _PRIOR_SECONDS * FEATURES_PER_SECOND
    _sums: Array | None = None

    def hear(self, mel: Floats) -> Floats:
        """[n, BANDS] → [n, BANDS], about -1 to 1 while somebody speaks, lower in silence."""
        if not len(mel):
            return np.zeros((0, BANDS), np.float32)
        values = mel.astype(np.float64)
        speaking = self._speaking(values.mean(1))
        keep = np.exp(-1 / (_MEMORY_SECONDS * FEATURES_PER_SECOND))
        sums = self._weight * _usual() if self._sums is None else self._sums
        out = np.empty_like(values)
        weight = self._weight
        for i, (row, share) in enumerate(zip(values, speaking, strict=True)):
            fade = 1 - (1 - keep) * share
            weight = weight * fade + share
            sums = sums * fade + share * row
            out[i] = row - sums / weight
        self._weight, self._sums = weight, sums
        return np.asarray(out / _SCALE, np.float32)

    def _speaking(self, level: Array) -> Array:
        """How surely each feature is speech, 0–1, by its level beside the loudest so far."""
        fall = _FALL / FEATURES_PER_SECOND * np.arange(1, len(level) + 1)
        loud = np.maximum(np.maximum.accumulate(level + fall), self._loud) - fall
        self._loud = float(loud[-1])
        return np.asarray(1 / (1 + np.exp((loud - _SPEAKING - level) / _EDGE)))


def heard(samples: Floats) -> Floats:
    """What a network hears of a whole sound of 16 kHz [count_of(len(samples)), BANDS]."""
    stream, normal = MelStream(), VoiceNormal()
    mel = np.concatenate([stream.hear(samples), stream.end()])
    return normal.hear(mel)
