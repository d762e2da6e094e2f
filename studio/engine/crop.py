"""The aligned crop, which every network looks at, and pasting back what a network drew in it.

A square of the picture with both outer eye corners level, 0.42 of its side apart.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIZE: Final = 160
"""Side of the crop in pixels, unless a network wants another."""
_EYES_APART, _EYES_HEIGHT = 0.42, 0.34
_LARGE = 0.25
"""A face that is larger than the crop by more than this is made smaller first, which is quicker."""


def crop_matrix(landmarks: Array, size: int = SIZE) -> Array:
    """The similarity that carries pixels of the picture into the aligned crop: [2, 3]."""
    right, left = (landmarks[i, :2] for i in t.EYE_OUTER)
    along = (left - right) * (_EYES_APART * size / np.sum((left - right) ** 2))
    turn = np.array([[along[0], along[1]], [-along[1], along[0]]])
    goal = np.array([size / 2, size * _EYES_HEIGHT])
    return np.column_stack([turn, goal - turn @ (right + left) / 2])


def into_crop(landmarks: Array, matrix: Array) -> Array:
    """[n, 3] pixels of the picture → pixels of the crop, depth scaled alike."""
    flat = landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return np.column_stack([flat, landmarks[:, 2] * np.linalg.norm(matrix[:, 0])])


def cut(pixels: Pixels, matrix: Array, size: int = SIZE) -> Pixels:
    """The crop of a picture [h, w, 3], without aliasing, in the picture's own depth."""
    part, matrix = _near(pixels, matrix, size)
    shrink = 1 / float(np.linalg.norm(matrix[:, 0]))
    if shrink > 1.1:
        part = cv2.GaussianBlur(part, (0, 0), 0.45 * shrink)
    return cv2.warpAffine(part, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _near(pixels: Pixels, matrix: Array, size: int) -> tuple[Pixels, Array]:
    """The part of the picture that the crop shows, made smaller if it is far too large, and its matrix."""
    scale = float(np.linalg.norm(matrix[:, 0]))
    corners = (
        (np.array([[0, 0], [size, 0], [0, size], [size, size]]) - matrix[:, 2]) @ matrix[:, :2] / scale**2
    )
    margin = 2 / scale
    high = np.clip(np.ceil(corners.max(0) + margin), 1, pixels.shape[1::-1]).astype(int)
    low = np.clip(np.floor(corners.min(0) - margin), 0, high - 1).astype(int)
    part = np.ascontiguousarray(pixels[low[1] : high[1], low[0] : high[0]])
    matrix = np.column_stack([matrix[:, :2], matrix[:, 2] + matrix[:, :2] @ low])
    if scale > _LARGE:
        return part, matrix
    width, height = (max(1, round(n * 2 * scale)) for n in part.shape[1::-1])
    factors = np.array([part.shape[1] / width, part.shape[0] / height])
    small = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    offset = matrix[:, 2] + matrix[:, :2] @ (factors / 2 - 0.5)
    return small, np.column_stack([matrix[:, :2] * factors, offset])


def filled(points: Array, rings: tuple[tuple[int, ...], ...], size: int = SIZE) -> Bytes:
    """1 inside the rings of landmarks, 0 outside: [size, size]."""
    out = np.zeros((size, size), np.uint8)
    for ring in rings:
        cv2.fillPoly(out, [np.round(points[list(ring), :2]).astype(np.int32)], 1)
    return out


def planes(field: Floats) -> tuple[Floats, Floats]:
    """A field of places [h, w, 2] as the two maps that ``cv2.remap`` wants."""
    return np.ascontiguousarray(field[..., 0]), np.ascontiguousarray(field[..., 1])
