"""What belongs to a photograph's face, carried along with its texture: folds, and what lies in front."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.warp.texture import Texture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_LEAST: Final = 1e-3
"""Of a log-gain, or of what is in front: less is none."""


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
        # On a grid as coarse as the crop's pixels; odd, so that its points lie in the middle of a pixel.
        self._coarse = max(1, round(float(np.sqrt(1 / abs(np.linalg.det(to_crop[:, :2]))))) - 1 | 1)
        self._size = places.shape[:2]
        small = places[self._coarse // 2 :: self._coarse, self._coarse // 2 :: self._coarse]
        self._places = cv2.transform(np.ascontiguousarray(small), texture.onward(to_crop))

    def finer(self, times: int) -> "Carrier":
        """The same for a crop that is so many times as fine."""
        places, texture, to_crop = self._made_of
        return self if times == 1 else Carrier(places, texture, to_crop * times)

    def carried(self, values: Floats) -> Carried | None:
        """Values of the crop [s, s] or [s, s, 3]; None if there are none."""
        coarse = self._coarse
        # The second map must be None, not an empty array: OpenCV 5.0 would read beyond it.
        moved = np.asarray(cv2.remap(values, self._places, None, cv2.INTER_LINEAR))  # type: ignore[call-overload]
        strong = np.abs(moved if moved.ndim == 2 else moved[..., 1]) > _LEAST
        rows, columns = np.flatnonzero(strong.any(1)), np.flatnonzero(strong.any(0))
        if not len(rows):
            return None
        top, left = max(rows[0] - 1, 0), max(columns[0] - 1, 0)
        part = moved[top : rows[-1] + 2, left : columns[-1] + 2]
        size = part.shape[1] * coarse, part.shape[0] * coarse
        wide = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
        out = np.asarray(wide[: self._size[0] - top * coarse, : self._size[1] - left * coarse], np.float32)
        down = slice(top * coarse, top * coarse + out.shape[0])
        return Carried((down, slice(left * coarse, left * coarse + out.shape[1])), out)


def shade(part: Pixels, gain: Floats, tint: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> None:
    """Multiply a part of a picture by exp(gain), in place.

    Args:
        gain: [h, w, 3], or [h, w] for all colours.
        tint: how much of the latter each colour takes.
    """
    colours = part[..., :3]
    depth = cv2.CV_8U if part.dtype == np.uint8 else cv2.CV_16U
    if gain.ndim == 2:
        gain = cv2.merge([gain * np.float32(share) for share in tint])
    colours[:] = cv2.multiply(colours, cv2.exp(gain), dtype=depth)
