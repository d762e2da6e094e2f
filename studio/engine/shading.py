"""Folds and shading of a moving face: the network of ``studio.nets.shading`` on a photograph.

Everything happens in an aligned square crop: both outer eye corners level, 0.42 of its side apart.
The gain is made in the photograph's own geometry and in the portrait's own pose, and is carried
along with the picture when the head turns.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file

from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.warp.raster import rasterise
from studio.files.models import installed_file
from studio.nets.shading import AppearanceFeatures, ShadingConfig, ShadingNet

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIZE = 160
_EYES_APART, _EYES_HEIGHT = 0.42, 0.34
_FADE = 0.055
"""Over how much of the crop's side the gain fades out inside the face's outline."""
HOLES = (t.INNER_LIPS, t.EYE_RIGHT, t.EYE_LEFT)


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


def cut(pixels: Bytes, matrix: Array, size: int = SIZE) -> Bytes:
    """The crop, without aliasing."""
    shrink = 1 / float(np.linalg.norm(matrix[:, 0]))
    if shrink > 1.1:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.45 * shrink)
    out = cv2.warpAffine(pixels, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8)


def filled(points: Array, rings: tuple[tuple[int, ...], ...], size: int = SIZE) -> Bytes:
    """1 inside the rings of landmarks, 0 outside: [size, size]."""
    out = np.zeros((size, size), np.uint8)
    for ring in rings:
        cv2.fillPoly(out, [np.round(points[list(ring), :2]).astype(np.int32)], 1)
    return out


def fade_of(skin: Bytes) -> Floats:
    """1 in the face, smoothly to 0 at its outline."""
    size = skin.shape[0]
    padded = cv2.copyMakeBorder(skin, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    inside = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    x = np.clip((inside - 1) / (_FADE * size), 0, 1)
    return cv2.GaussianBlur((x * x * (3 - 2 * x)).astype(np.float32), (0, 0), 0.01 * size)


def motion_map(points: Array, motion: Array, size: int = SIZE // 2) -> Floats:
    """Vertex motion [478, 3] laid over the face: [3, size, size], zero outside; half the crop's size."""
    laid = (points[:, :2] + 0.5) * (size / SIZE) - 0.5
    values, _ = rasterise(load_basis().triangles, laid, motion, (size, size), points[:, 2])
    return np.ascontiguousarray(values.transpose(2, 0, 1))
