"""The baseline: the bare formulation that the renderer grew from.

    X = X₀ + B (w − w₀)

with the landmark model's raw scores and the tracked basis, pose by Procrustes to the person's own
neutral + B w, and one plain warp of the photograph: no mouth, no eyes, no folds, no calibration.
Kept so that each figure can be printed beside what it has to beat.
"""

from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import fit_pose
from studio.engine.tracking.port import TrackedFace
from studio.engine.warp.raster import rasterise

Array = NDArray[np.float64]

_RINGS: Final = ((1.25, 0.5), (1.9, 0.0))
"""How far outside the outline, and how much of its motion."""
_OVAL: Final = np.array(t.OVAL)


def warped(pixels: Pixels, landmarks: Array, goal: Array) -> Pixels:
    """The photograph with its landmarks [478, 3] moved to ``goal`` [478, 3]; inside the lips it stays."""
    height, width = pixels.shape[:2]
    outline, motion = landmarks[_OVAL, :2], (goal - landmarks)[_OVAL, :2]
    centre = outline.mean(0)
    rings = np.vstack([centre + (outline - centre) * reach for reach, _ in _RINGS])
    moved = rings + np.vstack([motion * share for _, share in _RINGS])
    behind = np.full(len(rings), 1e3)
    ys, xs = np.mgrid[:height, :width].astype(np.float32)
    places, _ = rasterise(
        _mesh(),
        np.vstack([goal[:, :2], moved]),
        np.vstack([landmarks[:, :2], rings]),
        (width, height),
        np.concatenate([goal[:, 2], behind]),
        np.dstack([xs, ys]),
    )
    out = cv2.remap(pixels, places[..., 0], places[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out)


def carried(face: TrackedFace, driving: TrackedFace) -> Array:
    """Landmarks [478, 3] in pixels of the face moved as the driving face is, in the driving pose."""
    basis = load_basis()
    own, scores, goal_scores = _own_shape(face), face.state.channels, driving.state.channels
    neutral = own - np.tensordot(scores, basis.tracked, 1)
    pose = fit_pose(driving.landmarks, neutral + np.tensordot(goal_scores, basis.tracked, 1), basis.weights)
    return pose.to_pixels(own + np.tensordot(goal_scores - scores, basis.tracked, 1))


def neutral(face: TrackedFace) -> Array:
    """Landmarks [478, 3] in pixels of X₀ − B w₀ in the photograph's own pose, the lips met."""
    basis = load_basis()
    frame = fit_pose(face.landmarks, basis.neutral + _motion(face), basis.weights)
    shape = frame.to_canonical(face.landmarks) - _motion(face)
    for upper, lower in t.LIP_PAIRS:
        shape[[upper, lower], 1] = shape[[upper, lower], 1].mean()
    return frame.to_pixels(shape)


def _motion(face: TrackedFace) -> Array:
    out: Array = np.tensordot(face.state.channels.astype(np.float64), load_basis().tracked, 1)
    return out


def _own_shape(face: TrackedFace) -> Array:
    basis = load_basis()
    return fit_pose(face.landmarks, basis.neutral + _motion(face), basis.weights).to_canonical(face.landmarks)


def _mesh() -> NDArray[np.int32]:
    """The face without the mouth's hole, and two rings around it."""
    inner = set(t.INNER_LIPS)
    face = [row for row in load_basis().triangles.tolist() if not set(row) <= inner]
    n = len(_OVAL)
    rings = [_OVAL, *(t.LANDMARKS + k * n + np.arange(n) for k in range(len(_RINGS)))]
    strips = [
        triangle
        for near, far in pairwise(rings)
        for i in range(n)
        for j in ((i + 1) % n,)
        for triangle in ([near[i], far[i], far[j]], [near[i], far[j], near[j]])
    ]
    return np.array(face + strips, np.int32)
