"""How a voice rises, how loud it is and where it pauses, 25 times a second: by what motion is matched to it.

Pitch by normalised autocorrelation of windows of 50 ms (as in Boersma 1993, without its path finding): a
contour to match motion by, hundreds of times faster than real time, not a measure of pitch.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from studio.core.habits import SNIPPETS_PER_SECOND, Contour
from studio.engine.speaking.envelope import Array, quiet_blocks, runs_of, silence_level

_LOWEST, _HIGHEST = 65.0, 400.0
"""Hz between which a voice speaks."""
_WINDOW: Final = 0.05
_VOICED: Final = 0.45
"""How alike a window is to itself one period later where a voice is heard."""
_FARTHEST: Final = 12.0
"""Semitones from the voice's median: what is farther is a mistake of an octave."""
_STRAY: Final = 5
"""Frames of a median: a hiss taken for a voice is alone."""
_LOUDEST: Final = 97
_HEARD: Final = 0.1
"""Energy below which no pitch is looked for."""
_PAUSE: Final = 4
"""Frames of silence that are a pause."""
_AT_ONCE: Final = 400
"""Windows worked on at once: a long recording is no more memory."""


class Ear:
    """Listens to a sound piece by piece; how it is cut makes no difference."""

    def __init__(self, rate: int) -> None:
        self._rate: Final = rate
        self._size: Final = int(_WINDOW * rate)
        self._kept = np.zeros(self._size // 2, np.float32)
        self._begin = -(self._size // 2)
        self._length = 0
        self._level: list[Array] = []
        self._hertz: list[Array] = []
        self._count = 0

    def feed(self, samples: NDArray[np.floating]) -> None:
        """What comes next, mono, [n]."""
        self._length += len(samples)
        self._hear(np.concatenate([self._kept, samples.astype(np.float32, copy=False)]))

    def contour(self) -> Contour:
        """Of all that was heard, and no more."""
        missing = int(np.ceil(self._length * SNIPPETS_PER_SECOND / self._rate)) - self._count
        if missing > 0:
            self._hear(np.concatenate([self._kept, np.zeros(missing * self._rate, np.float32)]), missing)
        if not self._count:
            return Contour(np.zeros(0), np.zeros(0), np.zeros(0))
        level, hertz = np.concatenate(self._level), np.concatenate(self._hertz)
        pause = np.zeros(len(level))
        for start, end in runs_of(quiet_blocks(level), _PAUSE):
            pause[start:end] = 1.0
        low, high = silence_level(level), float(np.percentile(level, _LOUDEST))
        energy = ((level - low) / max(high - low, 1.0)).clip(0.0, 1.0)
        return Contour(_semitones(np.where(energy > _HEARD, hertz, 0.0)), energy, pause)

    def _hear(self, samples: NDArray[np.float32], most: int | None = None) -> None:
        """All windows that lie in what is kept whole."""
        end = self._begin + len(samples)
        while most is None or most > 0:
            frames = np.arange(self._count, self._count + min(_AT_ONCE, most or _AT_ONCE))
            middles = ((frames + 0.5) / SNIPPETS_PER_SECOND * self._rate).astype(np.intp)
            middles = middles[middles + self._size <= end]
            if not len(middles):
                break
            places = middles[:, None] - self._begin + np.arange(self._size) - self._size // 2
            windows = samples[places].astype(np.float64)
            windows -= windows.mean(axis=1, keepdims=True)
            self._level.append(10.0 * np.log10((windows**2).mean(axis=1) + 1e-12))
            self._hertz.append(_hertz(windows, self._rate))
            self._count += len(middles)
            most = None if most is None else most - len(middles)
        next_one = int((self._count + 0.5) / SNIPPETS_PER_SECOND * self._rate) - self._size // 2
        passed = min(max(next_one - self._begin, 0), len(samples))
        self._kept, self._begin = samples[passed:].copy(), self._begin + passed


def contour_of(samples: NDArray[np.floating], rate: int) -> Contour:
    """The contour of a whole sound, mono, [n] at ``rate`` Hz."""
    ear = Ear(rate)
    for block in _blocks(samples, rate):
        ear.feed(block)
    return ear.contour()


def _blocks(samples: NDArray[np.floating], rate: int) -> Iterator[NDArray[np.floating]]:
    step = 10 * rate
    for start in range(0, len(samples), step):
        yield samples[start : start + step]


def _semitones(hertz: Array) -> Array:
    """From the voice's median; where no voice is heard (0), in a straight line between its neighbours."""
    voiced = np.flatnonzero(hertz)
    if not len(voiced):
        return np.zeros(len(hertz))
    semitones = median_filter(
        12.0 * np.log2(hertz[voiced] / np.median(hertz[voiced])), _STRAY, mode="nearest"
    )
    good = np.abs(semitones) <= _FARTHEST
    return np.asarray(np.interp(np.arange(len(hertz)), voiced[good], semitones[good]))


def _hertz(windows: Array, rate: int) -> Array:
    """Of each window [k, samples], 0 where no voice is heard, [k]."""
    size = windows.shape[1]
    shape = np.hanning(size)
    alike = np.fft.irfft(np.abs(np.fft.rfft(windows * shape, 2 * size, axis=1)) ** 2, axis=1)[:, :size]
    own = np.fft.irfft(np.abs(np.fft.rfft(shape, 2 * size)) ** 2)[:size]
    alike = alike / np.maximum(alike[:, :1], 1e-12) / np.maximum(own / own[0], 1e-3)
    first, last = int(rate / _HIGHEST), min(int(rate / _LOWEST), size - 1)
    lag = first + np.argmax(alike[:, first:last], axis=1)
    return np.where(alike[np.arange(len(lag)), lag] > _VOICED, rate / lag, 0.0)
