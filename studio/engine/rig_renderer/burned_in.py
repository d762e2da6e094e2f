"""Letters and logos burned into a clip over a face: they stand still while the face moves below them.

A pixel shows such a thing if it is sharp and the same in many frames, although the face had moved across that
edge: skin, lips and lids would have taken their edges along. A face that keeps still tells nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.crop import SIZE
from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]

_FACE: Final = 256
"""Pixels of a face's height at which it is looked."""
_LOOKED_AT: Final = 12
"""Frames that are compared, at most: those in which the face lies farthest apart."""
_APART: Final = 1.5
"""Pixels that the face must lie apart in two frames to tell something, and must move across an edge (standard
deviation)."""
_FEWEST: Final = 5
_SHARP: Final = 18.0
"""Grey levels from pixel to pixel, of 256: skin and lips have fewer in the mean of a moving face."""
_SAME: Final = 16.0
"""Grey levels by which a compressed pixel that stands still may differ."""
_JOINED, _SPECK = 9, 24
"""Pixels by which strokes become words, and below which a stroke is noise."""
_ON_FACE: Final = 0.3
"""How much of a word must lie on the face."""
_LEAST: Final = 0.004
"""Part of the face that a sign has at least."""
_FILLED: Final = 0.12
"""Part of the face that an outline may hold to be filled: a sign, not a frame around the whole picture."""
_GROWN, _SOFT = 3, 0.7


@dataclass(frozen=True, slots=True, eq=False)
class BurnedIn:
    """What stands still over a face for a stretch of a clip.

    Attributes:
        mask: 1 where it is, 0 elsewhere [h, w].
        grey: what is seen there, 0–255 [h, w].
        to_mask: pixels of the picture → pixels of the mask [2, 3].
    """

    mask: Bytes
    grey: Floats
    to_mask: Array

    @classmethod
    def among(cls, frames: Sequence[Pixels], landmarks: Array) -> Self | None:
        """What stands still in frames in which a face [n, 478, ≥2] moves; None if nothing does."""
        if len(frames) < _FEWEST:
            return None
        to_mask, size = _view(landmarks, frames[0])
        places = landmarks[..., :2] @ to_mask[:, :2].T + to_mask[:, 2]
        greys = np.stack([_grey(pixels, to_mask, size) for pixels in frames])
        usual = np.asarray(np.median(greys, axis=0), np.float32)
        edges = _edges(greys, usual, places)
        mask = _signs(edges, usual, greys, _on_face(places, size))
        return cls(mask, usual, to_mask) if mask.any() else None

    def front(self, pixels: Pixels, to_crop: Array) -> Floats:
        """How much of each pixel of a frame's aligned crop is burned in [s, s], 0–1.

        Args:
            to_crop: pixels of the picture → pixels of the crop [2, 3].
        """
        now = _grey(pixels, self.to_mask, (self.mask.shape[1], self.mask.shape[0]))
        there = cv2.blur(np.abs(now - self.grey), (5, 5)) < 2 * _SAME
        seen = cv2.dilate(self.mask * there.astype(np.uint8), np.ones((_GROWN, _GROWN), np.uint8))
        square = np.vstack([self.to_mask, [0, 0, 1]])
        to_crop = to_crop @ np.linalg.inv(square)
        laid = cv2.warpAffine(seen.astype(np.float32), to_crop, (SIZE, SIZE), flags=cv2.INTER_AREA)
        return np.asarray(cv2.GaussianBlur(laid, (0, 0), _SOFT), np.float32)


def farthest_apart(landmarks: Array) -> list[int]:
    """Which frames of a face [n, 478, ≥2] tell most: those in which it lies farthest apart, in order."""
    places = landmarks[:, t.OVAL, :2].mean(1) / np.ptp(landmarks[0, :, 1])
    chosen = [0]
    away = np.linalg.norm(places - places[0], axis=1)
    while len(chosen) < _LOOKED_AT and away.max() * _FACE > _APART:
        chosen.append(int(away.argmax()))
        away = np.minimum(away, np.linalg.norm(places - places[chosen[-1]], axis=1))
    return sorted(chosen)


def _view(landmarks: Array, pixels: Pixels) -> tuple[Array, tuple[int, int]]:
    """Where it is looked: pixels of the picture → of the view [2, 3], and the view's size."""
    tall = float(np.ptp(landmarks[..., 1], axis=1).mean())
    margin = 0.3 * tall
    low = np.maximum(landmarks[..., :2].min((0, 1)) - margin, 0)
    high = np.minimum(landmarks[..., :2].max((0, 1)) + margin, pixels.shape[1::-1])
    scale = min(1.0, _FACE / tall)
    width, height = (max(1, round(float(side) * scale)) for side in high - low)
    return np.column_stack([np.eye(2) * scale, -low * scale]), (width, height)


def _grey(pixels: Pixels, matrix: Array, size: tuple[int, int]) -> Floats:
    scale = 255 / np.iinfo(pixels.dtype).max
    left, top = -matrix[:, 2] / matrix[0, 0]
    across, down = size / matrix[0, 0]
    part = pixels[round(top) : round(top + down), round(left) : round(left + across), :3]
    small = cv2.resize(np.ascontiguousarray(part), size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small.astype(np.float32) * np.float32(scale), cv2.COLOR_RGB2GRAY))


def _edges(greys: Floats, usual: Floats, places: Array) -> NDArray[np.bool_]:
    """Edges that stood still although the face moved across them [h, w]."""
    across, down = (cv2.Sobel(usual, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    steep = np.hypot(across, down)
    middles = places.mean(1)
    (xx, xy), (_, yy) = np.cov(middles.T)
    moved = (xx * across**2 + 2 * xy * across * down + yy * down**2) / np.maximum(steep, 1e-6) ** 2
    return np.asarray((steep > _SHARP) & (moved > _APART**2) & _still(greys, usual))


def _still(greys: Floats, usual: Floats) -> NDArray[np.bool_]:
    """Where nearly all frames show the same [h, w]."""
    return np.asarray(np.percentile(np.abs(greys - usual), 85, axis=0) < _SAME)


def _on_face(places: Array, size: tuple[int, int]) -> Floats:
    """In which part of the frames each pixel lies on the face [h, w]."""
    out = np.zeros(size[::-1], np.float32)
    for points in places:
        once = np.zeros(size[::-1], np.uint8)
        cv2.fillPoly(once, [np.round(points[list(t.OVAL)]).astype(np.int32)], 1)
        out += once
    return out / np.float32(len(places))


def _signs(edges: NDArray[np.bool_], usual: Floats, greys: Floats, on_face: Floats) -> Bytes:
    """Edges that belong together, with what they hold, where a good part lies on the face [h, w]."""
    window = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_JOINED, _JOINED))
    joined = cv2.morphologyEx(_without_specks(edges), cv2.MORPH_CLOSE, window)
    out = np.zeros_like(joined)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        one = cv2.drawContours(np.zeros_like(joined), [outline], -1, 1, cv2.FILLED)
        if one.sum() > _FILLED * on_face.sum():
            one &= joined
        if one.sum() > _LEAST * on_face.sum() and on_face[one > 0].mean() > _ON_FACE:
            out |= one
    return np.asarray(out & cv2.dilate(_still(greys, usual).astype(np.uint8), window), np.uint8)


def _without_specks(edges: NDArray[np.bool_]) -> Bytes:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(edges.astype(np.uint8), connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    kept[0] = False
    return np.asarray(kept[labels], np.uint8) if count > 1 else edges.astype(np.uint8)
