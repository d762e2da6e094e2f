"""A person's own neutral, nearer than scores alone can tell it: what was learned from pairs of pictures.

Scores leave some of a smile in the face that they are taken from, and take what is the person's own away
with a frown. From pairs of one person's expressive and neutral faces a linear map was learned. It is given
what is seen in the expressive face (scores, and how its shape differs from the mean face) and tells what must
still be added to the neutral that the scores leave: one map of smiles, one of what drops the jaw, frowns or
sulks. Taught by ``studio/train/own_neutral.py``; a face in which nothing is read stays as it is.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from studio.core.easing import smoothstep
from studio.core.units import CHANNEL_INDEX
from studio.engine.rig import topology as t
from studio.files.models import cards, installed_file, is_installed

Array = NDArray[np.float64]

MODEL: Final = "own_neutral"
SKIN: Final = 468
_SMILES: Final = [CHANNEL_INDEX["mouthSmileLeft"], CHANNEL_INDEX["mouthSmileRight"]]
_OTHERS: Final = {
    "jawOpen": 0.5, "browDownLeft": 1.0, "browDownRight": 1.0, "mouthFrownLeft": 1.0, "mouthFrownRight": 1.0,
}  # fmt: skip
"""What drops the jaw, frowns or sulks, and what it counts: speech drops the jaw too, and is left alone."""
_A_SMILE: Final = 0.15
"""A smile's score from which nothing else is thought of."""
_NO_SMILE, _AN_OTHER = 0.08, 0.3
"""The strongest of the others from which a face is no faint smile, and from which it is all one of them."""
_READ: Final = 1.5
"""Motion, as ``size_of`` counts, from which the maps are believed all the way: half of neutral faces show
less than 1 for their build alone, nearly all smiles more than this."""

BELIEVED: Final = 0.6
"""How much of what the maps tell is done: all of it serves best those who were photographed as in the
lessons; others, of other cameras and turned heads, are then seen to smile a little more than without."""


def weights() -> Array:
    """What each coordinate counts in a shape [468, 3]: lips more than skin, depth less than what is seen."""
    out = np.ones((SKIN, 3))
    out[list(t.OUTER_LIPS + t.INNER_LIPS)] = 2.0
    out[:, 2] *= 0.3
    return out


@dataclass(frozen=True, slots=True, eq=False)
class OwnNeutral:
    """The maps.

    Attributes:
        shapes: [k, 468 · 3], how people's faces differ, in canonical cm.
        smiles, others: [54 + k + 1, 468 · 3], scores, shape and 1 → canonical cm.
    """

    shapes: Array
    smiles: Array
    others: Array

    def correction(self, channels: NDArray[np.floating], own: Array, motion: Array, mean: Array) -> Array:
        """What to add to a person's neutral [478, 3].

        Args:
            channels: calibrated scores [54].
            own: the face as photographed, canonical cm [478, 3].
            motion: how far the scores say that it has moved [478, 3].
            mean: people's mean neutral face [478, 3].
        """
        trust = BELIEVED * smoothstep(size_of(motion) / _READ)
        smile, other = shares(channels)
        seen = inputs(self.shapes, channels, own - mean)
        told = trust * (smile * (seen @ self.smiles) + other * (seen @ self.others))
        out = np.zeros_like(own)
        out[:SKIN] = told.reshape(SKIN, 3)
        return out


def inputs(shapes: Array, channels: NDArray[np.floating], differs: Array) -> Array:
    """What a map is given: scores, how the face differs from the mean one, and 1 [54 + k + 1]."""
    return np.concatenate([channels, shapes @ differs[:SKIN].ravel(), [1.0]])


def size_of(motion: Array) -> float:
    """How far a face has moved: the length of all its weighted motion, cm."""
    return float(np.linalg.norm(motion[:SKIN] * weights()))


def shares(channels: NDArray[np.floating]) -> tuple[float, float]:
    """How much the map of smiles, and that of the others, is asked, each 0–1."""
    unsmiling = 1 - smoothstep(float(channels[_SMILES].mean()) / _A_SMILE)
    other = max(share * float(channels[CHANNEL_INDEX[name]]) for name, share in _OTHERS.items())
    return (
        float(1 - unsmiling * smoothstep(other / _NO_SMILE)),
        float(unsmiling * smoothstep(other / _AN_OTHER)),
    )


@cache
def own_neutral() -> OwnNeutral | None:
    """The maps that ship with the studio; None where they are not installed.

    Raises:
        ModelError: their file is damaged.
    """
    if not (any(card.name == MODEL for card in cards()) and is_installed(MODEL)):
        return None
    tensors = load_file(installed_file(MODEL))
    return OwnNeutral(*(tensors[name].astype(np.float64) for name in ("shapes", "smiles", "others")))
