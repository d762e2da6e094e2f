"""The action-unit basis: how far each channel moves each landmark, in canonical centimetres.

Trained by ``studio/train/basis.py`` and stored under ``models/rig``; its card says from what.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from studio.core.units import CHANNELS
from studio.files.models import installed_file

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PersonalSmile:
    """How one face's smile differs from everybody's, told from how it looks while smiling.

    What the scores leave of a smiling face is its neutral and some smile that they did not tell. Neutral
    faces vary in one way, such left-over smiles in another; the more a face differs from the mean in a way
    in which smiles do, the more of that is smile: the posterior mean of two Gaussians (a Wiener filter).

    Attributes:
        places: the landmarks that are looked at [m].
        mean: the mean neutral face [478, 3].
        ways: in which faces vary [k, 3 m], each neutral faces' standard deviation for 1.
        varies: variance of left-over smiles along each way, beside that of neutral faces [k].
        always: what everybody's full smile leaves over, cm [478, 3].
        moves: the left-over smile that goes with 1 along each way, times its variance, cm [k, 478, 3].
    """

    places: NDArray[np.int32]
    mean: Array
    ways: Array
    varies: Array
    always: Array
    moves: Array

    def left_in(self, shape: Array, smile: float) -> Array:
        """How much smile a shape still holds, cm [478, 3].

        Args:
            shape: what the scores leave of a face [478, 3].
            smile: the score of the smile, both sides' mean, 0–1.
        """
        always = smile * self.always
        along = self.ways @ (shape - self.mean - always)[self.places].ravel()
        shares = smile**2 * along / (1 + smile**2 * self.varies)
        out: Array = always + np.tensordot(shares, self.moves, 1)
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Shapes in the canonical frame: centimetres, x right (as seen), y up, z toward the viewer.

    Attributes:
        neutral: mean neutral face [478, 3].
        tracked: motion at full score of the landmark model's channels [54, 478, 3]: for reading
            and replaying a tracked face.
        sliders: motion at full intensity for what a person sets by hand or a driver writes
            [54, 478, 3]: local, symmetric, anatomical.
        weights: Procrustes weight of each landmark [478]; zero for those that move with the face.
        triangles: [898, 3] into the landmarks.
        mirror: [478] index of each landmark's twin on the other side.
        smile: what a person's own smile adds to ``tracked``.
    """

    neutral: Array
    tracked: Array
    sliders: Array
    weights: Array
    triangles: NDArray[np.int32]
    mirror: NDArray[np.int32]
    smile: PersonalSmile


_SMILE = ("mean", "ways", "varies", "always", "moves")


@cache
def load_basis() -> Basis:
    """The basis that ships with the studio.

    Raises:
        ModelError: its file is missing or damaged.
    """
    tensors = load_file(installed_file("rig"))
    return Basis(
        neutral=tensors["neutral"].astype(np.float64),
        tracked=_checked(tensors["tracked"]),
        sliders=_checked(tensors["sliders"]),
        weights=tensors["weights"].astype(np.float64),
        triangles=tensors["triangles"].astype(np.int32),
        mirror=tensors["mirror"].astype(np.int32),
        smile=PersonalSmile(
            tensors["smile_places"].astype(np.int32),
            *(tensors[f"smile_{name}"].astype(np.float64) for name in _SMILE),
        ),
    )


def _checked(tensor: NDArray[np.floating]) -> Array:
    if tensor.shape != (len(CHANNELS), 478, 3):
        raise ValueError(f"the basis has shape {tensor.shape}, not ({len(CHANNELS)}, 478, 3)")
    return tensor.astype(np.float64)
