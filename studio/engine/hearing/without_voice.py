"""Sounds in which nobody speaks: silence, noise, music. A mouth should rest through all of them.

16 kHz, mono; all dice come from the generator that is given.
"""

from typing import Final

import numpy as np
import scipy.signal
from numpy.random import Generator
from numpy.typing import NDArray

from studio.engine.hearing.features import SOUND_RATE

Floats = NDArray[np.float32]

KINDS: Final = ("silence", "noise", "music")
_PARTIALS: Final = 6
"""Overtones of an instrument."""


def without_voice(kind: str, seconds: float, rng: Generator) -> Floats:
    """So many seconds of one of ``KINDS``; its loudest sample is at most 1."""
    count = round(seconds * SOUND_RATE)
    if kind == "silence":
        return np.zeros(count, np.float32)
    made = _noise(count, rng) if kind == "noise" else _music(count, rng)
    return np.asarray(made / max(float(np.abs(made).max()), 1e-9), np.float32)


def _noise(count: int, rng: Generator) -> NDArray[np.float64]:
    """Wind, street or a fan: noise that is duller or sharper, and swells and falls."""
    dull = rng.uniform(0.0, 0.97)
    steady = scipy.signal.lfilter([1 - dull], [1, -dull], rng.normal(0, 1, count + SOUND_RATE))[SOUND_RATE:]
    swell = 1 + rng.uniform(0, 0.8) * np.sin(2 * np.pi * _swell(count, rng))
    return np.asarray(steady * swell)


def _swell(count: int, rng: Generator) -> NDArray[np.float64]:
    return rng.uniform(0.2, 3.0) * np.arange(count) / SOUND_RATE + rng.random()


def _music(count: int, rng: Generator) -> NDArray[np.float64]:
    """Chords of plucked or bowed strings, with a drum at times."""
    out = np.zeros(count)
    beat = int(SOUND_RATE / rng.uniform(1.2, 4.0))
    fall, loud = rng.uniform(0.5, 6.0), rng.uniform(0.3, 0.8, _PARTIALS).cumprod()
    drums = rng.random() < 0.5
    for first in range(0, count, beat):
        since = np.arange(count - first) / SOUND_RATE
        rings = np.exp(-fall * since) * (1 - np.exp(-80 * since))
        root = 82 * 2 ** (rng.integers(0, 24) / 12)
        for third in (1.0, 2 ** (rng.integers(3, 5) / 12), 2 ** (7 / 12)):
            for overtone, level in enumerate(loud, 1):
                out[first:] += level * rings * np.sin(2 * np.pi * root * third * overtone * since)
        if drums:
            out[first:] += 2 * np.exp(-40 * since) * rng.normal(0, 1, len(since))
    return out
