"""What of a frame differs from the source's own, and the frame that it belongs to."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.core.source import Pixels
from studio.engine.warp.shrink import shrunk


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What of a frame differs from the source's own, perhaps smaller than it will be.

    Attributes:
        pixels: [h, w, 3 or 4], in the source's depth.
        corner: x, y of the first of them, in such pixels as these.
        shrink: so many pixels of the frame each way, a power of two, are one of these.
    """

    pixels: Pixels
    corner: tuple[int, int] = (0, 0)
    shrink: int = 1


def whole(part: Part, original: Pixels) -> Pixels:
    """The picture that a part belongs to, as large as the original [h, w, 3 or 4] and as deep."""
    height, width = original.shape[:2]
    out = shrunk(original, part.shrink).copy()
    (x, y), (down, across) = part.corner, part.pixels.shape[:2]
    out[y : y + down, x : x + across] = part.pixels
    if part.shrink == 1:
        return out
    size = out.shape[1] * part.shrink, out.shape[0] * part.shrink
    return np.asarray(cv2.resize(out, size, interpolation=cv2.INTER_LINEAR))[:height, :width]
