"""Squares cut out of a picture, turned so that the face in them stands upright.

Places are continuous pixel coordinates: 0 is the left (upper) edge of the first pixel, so that the
first pixel's centre is 0.5 and the picture's right edge is its width.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

MARGIN: Final = 1.5
"""How much larger than the face the landmark network expects its crop."""


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A square in a picture.

    Attributes:
        centre: x, y in pixels.
        side: in pixels.
        angle: radians; how far it is turned, clockwise as seen.
    """

    centre: Array
    side: float
    angle: float

    @classmethod
    def around_box(cls, box: Array, eyes: Array) -> "Crop":
        """Around a detected face; the line between its eyes becomes level."""
        side = float((box[2:] - box[:2]).max())
        return cls((box[:2] + box[2:]) / 2, side * MARGIN, _slope(eyes[0], eyes[1]))

    @classmethod
    def around_landmarks(cls, landmarks: Array) -> "Crop":
        """Around a face whose landmarks [478, ≥2] are known."""
        level, angle = upright(landmarks)
        low, high = level.min(axis=0), level.max(axis=0)
        return cls(_turn(angle) @ ((low + high) / 2), float((high - low).max()) * MARGIN, angle)

    def is_near(self, other: "Crop") -> bool:
        """Turned alike within 3°, as large within a tenth and in the same place within a tenth of the side:
        the network sees the same.
        """
        turn = (self.angle - other.angle + np.pi) % (2 * np.pi) - np.pi
        moved = float(np.linalg.norm(self.centre - other.centre)) / self.side
        return bool(abs(turn) < 0.05 and abs(self.side / other.side - 1) < 0.1 and moved < 0.1)

    def sample(self, pixels: Pixels, side: int) -> Floats:
        """The crop as [side, side, 3], 0–1; what lies outside of the picture repeats its edge.

        A large crop is averaged down, not skipped through, so that landmarks do not jitter.
        """
        part, corner, shrink = self._reduced(pixels, side)
        step = _turn(self.angle) * (self.side / side / shrink)
        # Pixel centres are half a pixel in, in the crop as in the part.
        start = (self.centre - corner) / shrink - 0.5 - step @ np.full(2, (side - 1) / 2)
        place = np.column_stack([step, start])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        out = cv2.warpAffine(part, place, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return unit_rgb(out)

    def to_picture(self, points: Array) -> Array:
        """Points [n, 3] in parts of the side → pixels of the picture; z is scaled alike."""
        flat = (points[:, :2] - 0.5) * self.side @ _turn(self.angle).T + self.centre
        return np.column_stack([flat, points[:, 2] * self.side])

    def _reduced(self, pixels: Pixels, side: int) -> tuple[Pixels, Array, float]:
        """The part of the picture that the crop needs, made small; its corner; how much smaller."""
        reach = self.side / 2 * (abs(np.cos(self.angle)) + abs(np.sin(self.angle))) + 2
        size = np.array(pixels.shape[1::-1])
        low = np.clip(np.floor(self.centre - reach), 0, size - 1).astype(int)
        high = np.clip(np.ceil(self.centre + reach), low + 1, size).astype(int)
        part = pixels[low[1] : high[1], low[0] : high[0]]
        factor = int(self.side // side)
        if factor < 2 or min(part.shape[:2]) < 2 * factor:
            return np.ascontiguousarray(part), low.astype(float), 1.0
        whole = np.array(part.shape[1::-1]) // factor * factor
        part = part[: whole[1], : whole[0]]
        small = cv2.resize(part, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
        return small, low.astype(float), float(factor)


def upright(landmarks: Array) -> tuple[Array, float]:
    """Landmarks [478, 2] turned so that the eyes are level, and how far they were turned (radians)."""
    angle = _slope(*landmarks[list(t.EYE_OUTER), :2])
    return landmarks[:, :2] @ _turn(angle), angle


def unit_rgb(pixels: Pixels) -> Floats:
    """Grey, RGB or RGBA of 8 or 16 bits (or 0–1) as RGB [h, w, 3], 0–1; transparency is ignored."""
    full = np.iinfo(pixels.dtype).max if np.issubdtype(pixels.dtype, np.integer) else 1
    colours = np.atleast_3d(pixels)[..., :3].astype(np.float32) / np.float32(full)
    return colours if colours.shape[2] == 3 else np.repeat(colours[..., :1], 3, axis=2)


def _turn(angle: float) -> Array:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin], [sin, cos]])


def _slope(left: Array, right: Array) -> float:
    return float(np.arctan2(right[1] - left[1], right[0] - left[0]))
