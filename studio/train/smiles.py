"""Learns how a person's own smile differs from everybody's; written with the basis by ``basis.py``.

From photographs of one person neutral and smiling: how neutral faces vary, and how what the tracked basis
leaves of the smiling face, less the true neutral, varies.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import CHANNEL_INDEX
from studio.engine.rig import topology as t
from studio.engine.rig.basis import PersonalSmile

Array = NDArray[np.float64]

_SMILES: Final = [CHANNEL_INDEX["mouthSmileLeft"], CHANNEL_INDEX["mouthSmileRight"]]
_LIPS: Final = list(t.OUTER_LIPS + t.INNER_LIPS)
_MOVES: Final = 0.15
"""Landmarks that a full smile moves by more cm than this are looked at."""
_WAYS: Final = 40
_SHRINK: Final = 0.1
"""How much of the ways' mean variance is added to that of each. Both chosen with each person left out in
turn;
neither matters much."""
_FEW: Final = 3.0
"""Full smiles' worth of pull toward none of what every smile leaves over."""


@dataclass(frozen=True, slots=True, eq=False)
class SmilePairs:
    """People neutral and smiling, canonical cm.

    Attributes:
        neutral: [n, 478, 3].
        smiling: [n, 478, 3].
        scores: of the smiling photographs, calibrated [n, 54].
    """

    neutral: Array
    smiling: Array
    scores: Array

    def but(self, person: int) -> "SmilePairs":
        """All but one."""
        rest = np.arange(len(self.neutral)) != person
        return SmilePairs(self.neutral[rest], self.smiling[rest], self.scores[rest])


def fit_smile(pairs: SmilePairs, tracked: Array, mirror: NDArray[np.int32]) -> PersonalSmile:
    """Both Gaussians, from the people and their mirror images.

    Args:
        tracked: the basis [54, 478, 3].
        mirror: each landmark's twin [478].
    """
    neutral = _both(pairs.neutral, mirror)
    left = _both(pairs.smiling - np.tensordot(pairs.scores, tracked, 1), mirror) - neutral
    smile = np.tile(pairs.scores[:, _SMILES].mean(1), 2)[:, None, None]
    power = float((smile**2).sum())
    always = (smile * left).sum(0) / (power + _FEW)
    mean, own = neutral.mean(0), left - smile * always
    places = np.flatnonzero(np.linalg.norm(tracked[_SMILES].sum(0), axis=1) > _MOVES)
    faces, smiles = (rows[:, places].reshape(len(rows), -1) for rows in (neutral - mean, own))
    ways = np.linalg.svd(np.concatenate([faces, smiles]) / np.sqrt(len(faces)), full_matrices=False)[2][
        :_WAYS
    ]
    faces, smiles = faces @ ways.T, smiles @ ways.T
    spread = faces.T @ faces / len(faces)
    spread += _SHRINK * np.trace(spread) / len(ways) * np.eye(len(ways))
    # Ways in which neutral faces vary by 1 and smiles independently of each other.
    even = np.linalg.inv(np.linalg.cholesky(spread))
    varies, turn = np.linalg.eigh(even @ (smiles.T @ smiles / power) @ even.T)
    new = turn.T @ even
    moves = new @ np.tensordot(smiles, own, (0, 0)).reshape(len(ways), -1) / power
    return PersonalSmile(
        places.astype(np.int32), mean, new @ ways, varies, always, moves.reshape(-1, *mean.shape)
    )


def left_out(pairs: SmilePairs, tracked: Array, mirror: NDArray[np.int32]) -> tuple[float, float]:
    """How far the lips stay from the true neutral, of the smile's own distance, pooled: as the basis leaves
    them and less what is told to be smile, each person left out of that in turn.
    """
    before = pairs.smiling - np.tensordot(pairs.scores, tracked, 1)
    after = before.copy()
    for i, shape in enumerate(before):
        smile = fit_smile(pairs.but(i), tracked, mirror)
        after[i] -= smile.left_in(shape, float(pairs.scores[i, _SMILES].mean()))
    own = _lips(pairs.smiling, pairs.neutral)
    return _lips(before, pairs.neutral) / own, _lips(after, pairs.neutral) / own


def _lips(shapes: Array, truths: Array) -> float:
    return float(np.linalg.norm((shapes - truths)[:, _LIPS, :2], axis=2).mean(1).sum())


def _both(shapes: Array, mirror: NDArray[np.int32]) -> Array:
    """Faces and their mirror images."""
    out: Array = np.concatenate([shapes, (shapes * [-1.0, 1.0, 1.0])[:, mirror]])
    return out
