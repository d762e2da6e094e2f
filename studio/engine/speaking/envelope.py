"""How loud a stretch of sound is over time, and where it is silent.

A *block* is 10 ms: loudness is measured at 100 Hz, which is also the step of the aligner's frames.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCKS_PER_SECOND: Final = 100
INAUDIBLE: Final = -60.0
"""dB below full scale under which nothing is heard."""
_AT_ONCE: Final = 3000
"""Blocks worked on at once."""

Array = NDArray[np.float64]
Run = tuple[int, int]
"""First block and the block after the last."""
PAUSE_BLOCKS: Final = 12
"""A silence this long is a pause; the closure of a stop is shorter."""


def loudness(samples: NDArray[np.floating], rate: int) -> Array:
    """RMS level in dB of full scale for each block of 10 ms, [ceil(seconds · 100)].

    A constant offset of the whole (8-bit files, cheap sound cards) does not count as sound. Works
    through a long recording bit by bit, so that it needs no copy of it.
    """
    if not len(samples):
        return np.zeros(0)
    offset = float(np.mean(samples, dtype=np.float64))
    count = int(np.ceil(len(samples) * BLOCKS_PER_SECOND / rate))
    edges = np.round(np.arange(count + 1) * rate / BLOCKS_PER_SECOND).astype(np.int64)
    edges = np.minimum(edges, len(samples))
    levels = [_levels(samples, edges[i : i + _AT_ONCE + 1], offset) for i in range(0, count, _AT_ONCE)]
    return np.concatenate(levels)


def _levels(samples: NDArray[np.floating], edges: NDArray[np.int64], offset: float) -> Array:
    power = (samples[edges[0] : edges[-1]].astype(np.float64) - offset) ** 2
    starts, sizes = np.minimum(edges[:-1] - edges[0], max(len(power) - 1, 0)), np.diff(edges)
    sums = np.add.reduceat(power, starts) if len(power) else np.zeros(len(starts))
    return np.asarray(10.0 * np.log10(np.where(sizes > 0, sums / np.maximum(sizes, 1), 0.0) + 1e-12))


def silence_level(level: Array) -> float:
    """The level in dB under which a block is silent, from the recording's own floor and peak.

    A quarter of the way from the noise floor to the loud parts, but never closer to the loud parts
    than 12 dB nor farther than 40 dB: clean and noisy recordings both keep their pauses.
    """
    if not len(level):
        return INAUDIBLE
    floor, peak = np.percentile(level, [5, 97])
    return float(np.clip(floor + 0.25 * (peak - floor), peak - 40.0, peak - 12.0))


def quiet_blocks(level: Array) -> NDArray[np.bool_]:
    """Which blocks are silent, [n]."""
    return np.asarray(level < max(silence_level(level), INAUDIBLE))


def runs_of(mask: NDArray[np.bool_], at_least: int = 1) -> list[Run]:
    """Stretches of consecutive true values of ``at_least`` blocks, in order."""
    steps = np.diff(np.concatenate([[0], np.asarray(mask, np.int8), [0]]))
    starts, ends = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= at_least]


def clear_of(pauses: Sequence[tuple[float, float]], start: float, end: float) -> tuple[float, float]:
    """What is left of a stretch of sound when pauses are taken from it: the longer part beside each.

    A stretch that lies in a pause altogether stays: it is a sound too soft to hear.
    """
    for since, until in pauses:
        before, after = since - start, end - until
        if start < until and end > since and max(before, after) > 0:
            start, end = (start, since) if before >= after else (until, end)
    return start, end
