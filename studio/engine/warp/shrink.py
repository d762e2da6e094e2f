"""Pictures at a half, a quarter … of their size."""

import cv2
import numpy as np

from studio.core.source import Pixels


def shrunk(pixels: Pixels, times: int) -> Pixels:
    """A picture of which so many pixels each way, a power of two, become one; sides are rounded up.

    Pixel x, y is the mean of those from ``times * (x, y)`` on, so that a picture lies at all sizes exactly
    on itself; half of a half is a quarter to the bit.
    """
    while times > 1:
        height, width = pixels.shape[:2]
        if height % 2 or width % 2:
            pixels = cv2.copyMakeBorder(pixels, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
        size = -(-width // 2), -(-height // 2)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
        times //= 2
    return pixels
