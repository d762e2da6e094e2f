"""A second person for tests, made of the first one: identity networks take her for somebody else."""

import cv2
import numpy as np

from studio.core.source import Pixels

_MIDDLE, _WIDE = (226, 125), 900 / 512
"""Her face's middle in the picture, pixels, and how much wider she becomes."""


def somebody_else(astronaut: Pixels) -> Pixels:
    """The astronaut with a broader, otherwise built face, at about the same place [512, 512, 3]."""
    y, x = np.mgrid[0:512, 0:512].astype(np.float32)
    across, down = x - _MIDDLE[0], y - _MIDDLE[1]
    near = np.exp(-(across**2 + down**2) / 60**2)
    pinched = cv2.remap(astronaut, x - 0.2 * across * near, y + 0.1 * down * near, cv2.INTER_LINEAR)
    wide = cv2.resize(pinched, (round(512 * _WIDE), 512))
    left = round(_MIDDLE[0] * (_WIDE - 1))
    return np.ascontiguousarray(wide[:, left : left + 512])
