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
    unit at a time, for all frames together. Units that share no channel are told at once; the problem is
    convex, so the few that overlap (AU06 with AU07, the two lip closers) converge to the optimum.

    Args:
        channels: [..., len(CHANNELS)], 0–1.

    Returns:
        [..., len(vocabulary)], each in the unit's own range.
    """
    matrix = vocabulary.matrix()
    full = np.array([unit.full for unit in vocabulary.units])
    alike = matrix @ matrix.T / (matrix**2).sum(1)  # [of, on]: how far one unit says what another one does
    wanted = np.asarray(channels, np.float64).reshape(-1, len(CHANNELS)) @ matrix.T / (matrix**2).sum(1)
    values = np.clip(wanted, 0.0, full)
    np.fill_diagonal(alike, 0.0)
    shared = np.flatnonzero(alike.any(1))
    for _ in range(_ROUNDS if len(shared) else 0):
        before = values[:, shared]
        for i in shared:
            values[:, i] = np.clip(wanted[:, i] - values @ alike[:, i], 0.0, full[i])
        if np.abs(values[:, shared] - before).max(initial=0.0) < _ENOUGH:
            break
    return np.asarray(values.reshape(*np.shape(channels)[:-1], len(full)))
