"""How loud a stretch of sound is over time, and where it is silent.

A *block* is 10 ms: loudness is measured at 100 Hz, which is also the step of the aligner's frames.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCKS_PER_SECOND: Final = 100
INAUDIBLE: Final = -60.0
"""dB below full scale under which a whole recording counts as silent."""

Array = NDArray[np.float64]
Run = tuple[int, int]
"""First block and the block after the last."""


def loudness(samples: NDArray[np.floating], rate: int) -> Array:
    """RMS level in dB of full scale for each block of 10 ms, [ceil(seconds · 100)].

    A constant offset of the whole (8-bit files, cheap sound cards) does not count as sound.
    """
    if not len(samples):
        return np.zeros(0)
    power = (np.asarray(samples, np.float64) - np.mean(samples, dtype=np.float64)) ** 2
    count = int(np.ceil(len(samples) * BLOCKS_PER_SECOND / rate))
    edges = np.minimum(np.round(np.arange(count) * rate / BLOCKS_PER_SECOND), len(samples) - 1).astype(np.int64)
    sizes = np.diff(np.append(edges, len(samples)))
    return 10.0 * np.log10(np.add.reduceat(power, edges) / np.maximum(sizes, 1) + 1e-12)


def silence_level(level: Array) -> float:
    """The level in dB under which a block is silent, from the recording's own floor and peak.

    A quarter of the way from the noise floor to the loud parts, but never closer to the loud parts
    than 12 dB nor farther than 40 dB: clean and noisy recordings both keep their pauses.
    """
    if not len(level):
        return INAUDIBLE
    floor, peak = np.percentile(level, [5, 97])
    return float(np.clip(floor + 0.25 * (peak - floor), peak - 40.0, peak - 12.0))


def runs_of(mask: NDArray[np.bool_], at_least: int = 1) -> list[Run]:
    """Stretches of consecutive true values of ``at_least`` blocks, in order."""
    steps = np.diff(np.concatenate([[0], np.asarray(mask, np.int8), [0]]))
    starts, ends = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= at_least]


def silences(level: Array, at_least: int = 6) -> list[Run]:
    """Silent stretches of ``at_least`` blocks, in order."""
    return runs_of(level < silence_level(level), at_least)
