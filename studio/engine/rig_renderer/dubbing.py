"""Dubbing: of an actor who speaks other words only mouth and jaw change, and not one pixel elsewhere.

A mouth that moves pulls at the whole face a little: cheeks, lids, the shading of the brow. Of a picture that
is meant to come alive that is welcome; of an actor's own frame it is not. So what the rig moves and shades is
faded out between the middle of the nose and its base, and what is left of it there is put back.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.timeline import row_of, slots_in
from studio.engine.crop import SIZE, crop_matrix, into_crop
from studio.engine.rig import topology as t

Array = NDArray[np.float64]

_OTHERS: Final = slots_in(frozenset(("face", "head")))
_BELOW: Final = (0.46, 0.56)
"""Heights in the aligned crop, in parts of its side, from which the mouth's region begins and is whole: the
middle of the nose, and its base."""
_BESIDE: Final = (0.0, 0.06)
"""Distances beside the face's contour at which it begins to end, and has ended. A head that is turned has its
contour near on one side and far on the other."""
_UNDER: Final = (0.08, 0.26)
"""The same below the chin: a jaw that drops moves the neck."""

_Reach = tuple[float, float, float]
"""How far the lower face reaches in the crop, in parts of its side: left, right, chin."""


def moves_mouth_alone(state: FaceState, own: FaceState) -> bool:
    """Whether all but mouth, jaw and tongue is as the actor has it."""
    return bool(np.array_equal(row_of(state)[_OTHERS], row_of(own)[_OTHERS]))


def shares_of(landmarks: Array) -> Array:
    """How much of each landmark of a face [478, 3] belongs to mouth and jaw, 0–1 [478]."""
    places = into_crop(landmarks, crop_matrix(landmarks))[:, :2] / SIZE
    return _share_at(places, _reach_of(places))


def _reach_of(places: Array) -> _Reach:
    oval = places[list(t.OVAL)]
    lower = oval[oval[:, 1] > _BELOW[0], 0]
    return float(lower.min()), float(lower.max()), float(oval[:, 1].max())


def _share_at(places: NDArray[Any], reach: _Reach) -> NDArray[Any]:
    left, right, chin = reach
    x, y = places[..., 0], places[..., 1]
    beside = _ramp(np.maximum(left - x, x - right), *_BESIDE)
    out: NDArray[Any] = _ramp(y, *_BELOW) * (1 - beside) * (1 - _ramp(y - chin, *_UNDER))
    return out


def put_back(drawn: Pixels, source: Pixels, landmarks: Array) -> None:
    """Show the source's own pixels, in place, where a drawn frame [h, w, c] is neither mouth nor jaw.

    Args:
        landmarks: of the face [478, 3], in pixels of both.
    """
    to_crop = crop_matrix(landmarks)
    matrix, reach = to_crop / SIZE, _reach_of(into_crop(landmarks, to_crop)[:, :2] / SIZE)
    corners = _corners(matrix, reach, (drawn.shape[1], drawn.shape[0]))
    if corners is None:
        drawn[:] = source
    else:
        x0, y0, x1, y1 = corners
        for away in (np.s_[:y0], np.s_[y1:], np.s_[y0:y1, :x0], np.s_[y0:y1, x1:]):
            drawn[away] = source[away]
        x, y = np.arange(x0, x1, dtype=np.float32)[None], np.arange(y0, y1, dtype=np.float32)[:, None]
        places = np.stack([a * x + b * y + c for a, b, c in matrix.astype(np.float32)], -1)
        share = _share_at(places, reach).astype(np.float32)[..., None]
        here, own = drawn[y0:y1, x0:x1], source[y0:y1, x0:x1]
        mixed = own + (here.astype(np.float32) - own) * share
        here[:] = np.where(share == 1, here, np.rint(mixed).astype(drawn.dtype))


def _corners(matrix: Array, reach: _Reach, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The part of a picture that the region may reach, x0, y0, x1, y1; None if there is none of it."""
    low, high = reach[0] - _BESIDE[1], reach[1] + _BESIDE[1]
    places = np.array([[x, y] for x in (low, high) for y in (_BELOW[0], reach[2] + _UNDER[1])])
    points = (places - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    start = np.clip(np.floor(points.min(0)), 0, size).astype(int)
    end = np.clip(np.ceil(points.max(0)) + 1, 0, size).astype(int)
    if (end <= start).any():
        return None
    return int(start[0]), int(start[1]), int(end[0]), int(end[1])


def _ramp(x: NDArray[Any], low: float, high: float) -> NDArray[Any]:
    return np.asarray(smoothstep((x - low) / (high - low)))
