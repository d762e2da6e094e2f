"""From channels back to the units of a vocabulary.

Up (units → channels) is ``Vocabulary.channels``: exact. Down is a bounded least-squares fit in the space
of the channels: of all unit values within ``[0, full]``, those whose channels come nearest. What no unit
moves can't be said at all, and what units move only together is averaged: ``FACS_17`` does
not know left from right, so a one-sided smile becomes half a smile on both sides.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import CHANNELS, Vocabulary

Array = NDArray[np.float64]

_ENOUGH: Final = 1e-9
_ROUNDS: Final = 200
"""Bound on the descent; units overlap in pairs at most, so a dozen rounds reach ``_ENOUGH``."""


def unit_values(vocabulary: Vocabulary, channels: NDArray[np.floating]) -> Array:
    """The unit values whose channels come nearest to the given ones.

    Minimises ``|values @ matrix - channels|²`` with ``0 <= values <= full``, by exact descent along one
    unit at a time, for all frames together. Units that share no channel are solved at once; the problem
    is convex, so the few that overlap (AU06 with AU07, the two lip closers) converge to the optimum.

    Args:
        channels: [..., len(CHANNELS)], 0–1.

    Returns:
        [..., len(vocabulary)], each in the unit's own range.
    """
    matrix = vocabulary.matrix()
    full = np.array([unit.full for unit in vocabulary.units])
    norms = (matrix**2).sum(1)
    rest = np.array(channels, np.float64).reshape(-1, len(CHANNELS))
    values = np.zeros((len(rest), len(full)))
    for _ in range(_ROUNDS):
        before = values.copy()
        for i, row in enumerate(matrix):
            better = np.clip(values[:, i] + rest @ row / norms[i], 0.0, full[i])
            rest -= np.outer(better - values[:, i], row)
            values[:, i] = better
        if np.abs(values - before).max(initial=0.0) < _ENOUGH:
            break
    return values.reshape(*np.shape(channels)[:-1], len(full))
