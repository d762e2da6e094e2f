"""What belongs to a photograph's face, carried along with its texture: folds, and what lies in front."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.source import Pixels
from studio.engine.crop import finer
from studio.engine.warp.texture import Texture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_LEAST: Final = 1e-3
"""Of a log-gain, or of what is in front: less is none."""

_FADE: Final = 8.0
"""Over how many of the crop's pixels light ends at a region's edge."""
_STRIDE: Final = 4
"""Of the points whose places are known, every so many-th tells which part of a region shows something."""


class Carried(NamedTuple):
    """Values of the aligned crop where they came to lie.

    Attributes:
        part: of a region of the result, where there is any.
        values: there [h, w] or [h, w, 3].
    """

    part: tuple[slice, slice]
    values: Floats


class Carrier:
    """Lays values of the aligned crop where they come to lie in a region.

    Args:
        places: where in the texture each pixel of the region comes from [h, w, 2].
        to_crop: pixels of the photograph → pixels of the crop [2, 3].
    """

    def __init__(self, places: Floats, texture: Texture, to_crop: Array) -> None:
        self._made_of = places, texture, to_crop
        self._pixel = float(np.sqrt(1 / abs(np.linalg.det(to_crop[:, :2]))))
        # On a grid as coarse as the crop's pixels; odd, so that its points lie in the middle of a pixel.
        self._coarse = max(1, round(self._pixel) - 1 | 1)
        self._size = places.shape[:2]
        small = places[self._coarse // 2 :: self._coarse, self._coarse // 2 :: self._coarse]
        there = cv2.transform(np.ascontiguousarray(small), texture.onward(to_crop))
        self._places = np.asarray(there, np.float32)

    def carried(self, values: Floats) -> Carried | None:
        """Values of the crop [s, s] or [s, s, 3]; None if there are none."""
        coarse = self._coarse
        # The second map must be None, not an empty array: OpenCV 5.0 would read beyond it.
        moved = np.asarray(cv2.remap(values, self._places, None, cv2.INTER_LINEAR))  # type: ignore[call-overload]
        strong = np.abs(_strength_of(moved)) > _LEAST
        rows, columns = np.flatnonzero(strong.any(1)), np.flatnonzero(strong.any(0))
        if not len(rows):
            return None
        top, left = max(rows[0] - 1, 0), max(columns[0] - 1, 0)
        part = moved[top : rows[-1] + 2, left : columns[-1] + 2]
        size = part.shape[1] * coarse, part.shape[0] * coarse
        wide = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR) if coarse > 1 else part
        out = np.asarray(wide[: self._size[0] - top * coarse, : self._size[1] - left * coarse], np.float32)
        down = slice(top * coarse, top * coarse + out.shape[0])
        return Carried((down, slice(left * coarse, left * coarse + out.shape[1])), out)

    def carried_finely(self, values: Floats, times: int) -> Carried | None:
        """The same of values [s, s] or [s, s, 3] of a crop that is so many times as fine, as ``crop.finer``
        makes it; only their part costs.
        """
        part = self._part_of(values, times)
        if part is None:
            return None
        places, texture, to_crop = self._made_of
        here = places[part]
        coarse = int(self._pixel / times) | 1
        small = np.ascontiguousarray(here[coarse // 2 :: coarse, coarse // 2 :: coarse])
        found = cv2.transform(small, texture.onward(finer(to_crop, times)))
        moved = cv2.remap(values, found, None, cv2.INTER_LINEAR)  # type: ignore[call-overload]
        if coarse > 1:
            moved = cv2.resize(moved, (moved.shape[1] * coarse, moved.shape[0] * coarse))
        out = np.asarray(moved[: here.shape[0], : here.shape[1]], np.float32)
        (top, left), (height, width) = (p.start for p in part), out.shape[:2]
        return Carried((slice(top, top + height), slice(left, left + width)), out)

    def faded(self, carried: Carried) -> Carried:
        """The same, softly ending where the region ends: skin that hardly moves may be lit, too, and light
        must not break off where the motion does.
        """
        values = carried.values.copy()
        for axis, (part, size) in enumerate(zip(carried.part, self._size, strict=True)):
            here = np.arange(part.start, part.stop)
            share = smoothstep(np.minimum(here + 0.5, size - here - 0.5) / (_FADE * self._pixel))
            for edge in _below_one(share):
                strip = (slice(None),) * axis + (edge,)
                values[strip] *= share[edge].reshape((-1,) + (1,) * (values.ndim - 1 - axis))
        return Carried(carried.part, values)

    def _part_of(self, values: Floats, times: int) -> tuple[slice, slice] | None:
        """The part of the region that shows values of a finer crop; None if it shows none."""
        x, y, width, height = (
            side / times
            for side in cv2.boundingRect((np.abs(_strength_of(values)) > _LEAST).astype(np.uint8))
        )
        step = self._coarse * _STRIDE
        near = _seen_in(self._places[::_STRIDE, ::_STRIDE], x - 1, y - 1, x + width + 1, y + height + 1)
        rows, columns = np.flatnonzero(near.any(1)), np.flatnonzero(near.any(0))
        if not width or not len(rows):
            return None
        down, across = (
            slice(max(int(seen[0]) - 1, 0) * step, min((int(seen[-1]) + 1) * step, size))
            for seen, size in zip((rows, columns), self._size, strict=True)
        )
        return down, across


def _below_one(share: Array) -> list[slice]:
    """Where a share that is less at both ends is below 1."""
    full = np.flatnonzero(share >= 1)
    return [slice(0, full[0]), slice(full[-1] + 1, len(share))] if len(full) else [slice(0, len(share))]


def _strength_of(values: Floats) -> Floats:
    """Values [h, w] or [h, w, 3] as one [h, w], by which is told where there are any."""
    return values if values.ndim == 2 else np.asarray(cv2.extractChannel(values, 1), np.float32)


def _seen_in(places: Floats, x0: float, y0: float, x1: float, y1: float) -> NDArray[np.bool_]:
    x, y = places[..., 0], places[..., 1]
    return (x > x0) & (x < x1) & (y > y0) & (y < y1)


def shade(part: Pixels, gain: Floats, tint: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> None:
    """Multiply a part of a picture by exp(gain), in place.

    Args:
        gain: [h, w, 3], or [h, w] for all colours.
        tint: how much of the latter's light and dark each colour takes.
    """
    colours = part[..., :3]
    depth = cv2.CV_8U if part.dtype == np.uint8 else cv2.CV_16U
    factor = cv2.exp(gain)
    if gain.ndim == 2:
        factor = cv2.merge([factor * np.float32(share) + np.float32(1 - share) for share in tint])
    colours[:] = cv2.multiply(colours, factor, dtype=depth)
