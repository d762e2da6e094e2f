"""One picture over another, pixel by pixel, in whole numbers."""

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels


def lay_over(picture: Pixels, above: Pixels, share: NDArray[np.uint8]) -> None:
    """Lay ``above`` over ``picture`` [h, w, channels], in place, by shares of 0–255 [h, w]."""
    cv2.copyTo(above, np.asarray(share == 255, np.uint8), picture)
    _mix(picture, above, share)


@numba.njit(cache=True, nogil=True)
def _mix(picture, above, share):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Where the share is neither nothing nor all."""
    for y in range(share.shape[0]):
        for x in range(share.shape[1]):
            s = np.uint32(share[y, x])
            if 0 < s < 255:
                rest = np.uint32(255) - s
                for c in range(picture.shape[2]):
                    mixed = np.uint32(picture[y, x, c]) * rest + np.uint32(above[y, x, c]) * s
                    picture[y, x, c] = (mixed + np.uint32(127)) // np.uint32(255)
