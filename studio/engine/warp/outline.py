"""Smooth outlines from a few landmarks, and their antialiased masks."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_SUBPIXEL_BITS = 5


def smooth_outline(ring: Array, corner: int, per_segment: int = 6) -> Array:
    """A ring of points [n, 2] as a smooth closed curve that keeps two sharp corners.

    The corners are ``ring[0]`` and ``ring[corner]``; the two arcs between are Catmull-Rom splines.
    """
    first = _spline(ring[: corner + 1], per_segment)
    second = _spline(np.vstack([ring[corner:], ring[:1]]), per_segment)
    return np.vstack([first[:-1], second[:-1]])


def _spline(points: Array, per_segment: int) -> Array:
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    a, b, c, d = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    u = np.linspace(0, 1, per_segment, endpoint=False)[:, None, None]
    curve = 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)
    return np.vstack([curve.transpose(1, 0, 2).reshape(-1, 2), points[-1:]])


def mask_of(outline: Array, box: tuple[int, int, int, int], softness: float = 0.5) -> Floats:
    """How much of each pixel of ``box`` (x0, y0, x1, y1) lies inside the outline, 0–1.

    Args:
        softness: standard deviation of the edge in pixels, beyond antialiasing.
    """
    x0, y0, x1, y1 = box
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    points = np.round((outline - (x0, y0)) * (1 << _SUBPIXEL_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
    out = np.asarray(mask / np.float32(255), np.float32)
    if softness <= 0.3:
        return out
    return np.asarray(cv2.GaussianBlur(out, (0, 0), softness), np.float32)


def axes_along(corners: Array) -> Array:
    """One step along two corners [2, 2], and one as long across them; up is up in the picture [2, 2]."""
    along = corners[1] - corners[0]
    across = np.array([along[1], -along[0]])
    return np.stack([along, across if across[1] < 0 else -across])


def heights_over(corners: Array, points: Array, columns: int, ends: float = 0.0) -> Array:
    """Points [n, 2] as heights over the line of two corners, in its length, at even places [columns].

    Args:
        ends: the height at the corners.
    """
    axes = axes_along(corners)
    local = (points - corners[0]) @ axes.T / (axes[0] @ axes[0])
    order = np.argsort(local[:, 0])
    along = np.concatenate([[0.0], local[order, 0], [1.0]])
    height = np.concatenate([[ends], local[order, 1], [ends]])
    even = np.interp(np.linspace(0, 1, columns), along, height)
    return np.convolve(np.pad(even, 4, mode="edge"), np.ones(9) / 9, "valid")


def box_around(points: Array, pad: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box x0, y0, x1, y1 of pixels around points, inside a picture of ``size`` (width, height)."""
    low = np.maximum(np.floor(points.min(0) - pad), 0).astype(int)
    high = np.minimum(np.ceil(points.max(0) + pad) + 1, size).astype(int)
    high = np.maximum(high, low)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])
