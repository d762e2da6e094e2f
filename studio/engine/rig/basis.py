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
    """

    neutral: Array
    tracked: Array
    sliders: Array
    weights: Array
    triangles: NDArray[np.int32]
    mirror: NDArray[np.int32]


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
    )


def _checked(tensor: NDArray[np.floating]) -> Array:
    if tensor.shape != (len(CHANNELS), 478, 3):
        raise ValueError(f"the basis has shape {tensor.shape}, not ({len(CHANNELS)}, 478, 3)")
    return tensor.astype(np.float64)
