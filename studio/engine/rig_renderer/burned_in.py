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
from studio.engine.rig import topology as t
from studio.engine.warp.blend import lay_over
from studio.engine.warp.shrink import shrunk

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
_NEARLY: Final = 0.85
"""The share of frames that must show the same."""
_GROWN, _AROUND = 3, 6
"""Pixels of the view by which a sign is grown, and of the picture around it from which it is painted out."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """What was burned into one frame.

    Attributes:
        pixels: the frame as it was [h, w, 3 or 4].
        share: how much of each pixel is burned in [h, w], 0–255.
    """

    pixels: Pixels
    share: Bytes

    def shrunk(self, shrink: int) -> "Letters":
        """In the frame made smaller."""
        return Letters(shrunk(self.pixels, shrink), shrunk(self.share, shrink))

    def lay(self, drawn: Pixels) -> None:
        """Bring them back over a drawn frame, in place."""
        x, y, width, height = cv2.boundingRect(self.share)
        box = np.s_[y : y + height, x : x + width]
        lay_over(drawn[box], np.ascontiguousarray(self.pixels[box]), np.ascontiguousarray(self.share[box]))


@dataclass(frozen=True, slots=True, eq=False)
class BurnedIn:
    """What stands still over a face for a stretch of a clip.

    Attributes:
        mask: 1 where it is, 0 elsewhere [h, w].
        colours: what is seen there, 0–255 [h, w, 3].
        to_mask: pixels of the picture → pixels of the mask [2, 3].
    """

    mask: Bytes
    colours: Floats
    to_mask: Array

    @classmethod
    def among(cls, frames: Sequence[Pixels], landmarks: Array) -> Self | None:
        """What stands still in frames in which a face [n, 478, ≥2] moves; None if nothing does."""
        if len(frames) < _FEWEST:
            return None
        to_mask, size = _view(landmarks, frames[0])
        places = landmarks[..., :2] @ to_mask[:, :2].T + to_mask[:, 2]
        views = np.stack([_colours(pixels, to_mask, size) for pixels in frames])
        usual = np.asarray(np.median(views, axis=0), np.float32)
        still = _still(views, usual)
        mask = _signs(_edges(still, usual, places), still, _on_face(places, size))
        return cls(mask, usual, to_mask) if mask.any() else None

    def share_in(self, pixels: Pixels) -> Bytes:
        """How much of each pixel of a frame is burned in [h, w], 0–255."""
        size = self.mask.shape[1], self.mask.shape[0]
        off = np.abs(_colours(pixels, self.to_mask, size) - self.colours).max(2)
        there = self.mask * (cv2.blur(off, (5, 5)) < 2 * _SAME)
        seen = cv2.dilate(there.astype(np.uint8), np.ones((_GROWN, _GROWN), np.uint8)) * np.uint8(255)
        inverse = cv2.invertAffineTransform(self.to_mask)
        return np.asarray(
            cv2.warpAffine(seen, inverse, pixels.shape[1::-1], flags=cv2.INTER_LINEAR), np.uint8
        )


def without_letters(pixels: Pixels, sign: BurnedIn | None) -> tuple[Pixels, Letters | None]:
    """A frame [h, w, 3 or 4] with what is burned in painted out, and that; None if there is nothing."""
    share = None if sign is None else sign.share_in(pixels)
    if share is None or not share.any():
        return pixels, None
    out = pixels.copy()
    x, y, width, height = cv2.boundingRect(share)
    box = np.s_[max(y - _AROUND, 0) : y + height + _AROUND, max(x - _AROUND, 0) : x + width + _AROUND]
    hidden = (share[box] > 0).astype(np.uint8)
    for channel in range(3):
        part = np.ascontiguousarray(pixels[(*box, channel)])
        out[(*box, channel)] = cv2.inpaint(part, hidden, _AROUND / 2, cv2.INPAINT_TELEA)
    return out, Letters(pixels, share)


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


def _colours(pixels: Pixels, matrix: Array, size: tuple[int, int]) -> Floats:
    """What is seen in a view [h, w, 3], 0–255."""
    scale = 255 / np.iinfo(pixels.dtype).max
    left, top = -matrix[:, 2] / matrix[0, 0]
    across, down = size / matrix[0, 0]
    part = pixels[round(top) : round(top + down), round(left) : round(left + across), :3]
    small = cv2.resize(np.ascontiguousarray(part), size, interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) * np.float32(scale)


def _edges(still: NDArray[np.bool_], usual: Floats, places: Array) -> NDArray[np.bool_]:
    """Edges that stood still although the face moved across them [h, w]."""
    (xx, xy), (_, yy) = np.cov(places.mean(1).T)
    out = np.zeros(still.shape, bool)
    for colour in cv2.split(usual):
        across, down = (cv2.Sobel(colour, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
        steep = np.hypot(across, down)
        moved = xx * across**2 + 2 * xy * across * down + yy * down**2
        out |= (steep > _SHARP) & (moved > (_APART * steep) ** 2)
    return out & still


def _still(views: Floats, usual: Floats) -> NDArray[np.bool_]:
    """Where nearly all frames show the same [h, w]."""
    off = np.abs(views - usual).max(3)
    nearly = round(_NEARLY * (len(views) - 1))
    return np.asarray(np.partition(off, nearly, axis=0)[nearly] < _SAME)


def _on_face(places: Array, size: tuple[int, int]) -> Floats:
    """In which part of the frames each pixel lies on the face [h, w]."""
    out = np.zeros(size[::-1], np.float32)
    for points in places:
        once = np.zeros(size[::-1], np.uint8)
        cv2.fillPoly(once, [np.round(points[list(t.OVAL)]).astype(np.int32)], 1)
        out += once
    return np.asarray(out / len(places), np.float32)


def _signs(edges: NDArray[np.bool_], still: NDArray[np.bool_], on_face: Floats) -> Bytes:
    """Edges that belong together, with what they hold, where a good part lies on the face [h, w]."""
    window = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_JOINED, _JOINED))
    joined = np.asarray(cv2.morphologyEx(_without_specks(edges), cv2.MORPH_CLOSE, window), np.uint8)
    out: Bytes = np.zeros_like(joined)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        one: Bytes = np.zeros_like(joined)
        cv2.drawContours(one, [outline], -1, 1, cv2.FILLED)
        if one.sum() > _FILLED * on_face.sum():
            one = np.minimum(one, joined)
        if one.sum() > _LEAST * on_face.sum() and on_face[one > 0].mean() > _ON_FACE:
            out = np.maximum(out, one)
    return np.asarray(np.minimum(out, cv2.dilate(still.astype(np.uint8), window)), np.uint8)


def _without_specks(edges: NDArray[np.bool_]) -> Bytes:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(edges.astype(np.uint8), connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    kept[0] = False
    return np.asarray(kept[labels], np.uint8) if count > 1 else edges.astype(np.uint8)
