"""What may be done to a finished picture: contrast, noise, sharpness; each by itself, on anybody's frames.

The steps of Pham, Wang and Pavlovic ("Generative Adversarial Talking Head", section 4.2), in their order.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.finish import Finish
from studio.core.source import Pixels

_CLIP: Final = 2.0
"""How steep CLAHE makes a histogram at most; OpenCV's usual for pictures of people."""
_TILES: Final = (8, 8)
_NOISE: Final = 3.0
"""Strength of non-local means, for light and for colour: what is less counts as noise."""
_RADIUS: Final = 1 / 400
"""Of the unsharp mask, in parts of the picture's shorter side."""
_AMOUNT: Final = 0.6


def finished(pixels: Pixels, finish: Finish) -> Pixels:
    """A picture [h, w, 3 or 4] after its steps, in its depth; transparency stays. Without steps, itself."""
    if not finish:
        return pixels
    out = np.ascontiguousarray(pixels[..., :3])
    if finish.contrast:
        out = equalised(out)
    if finish.denoise:
        out = denoised(out)
    if finish.sharpen:
        out = sharpened(out)
    return out if pixels.shape[2] == 3 else np.dstack([out, pixels[..., 3]])


def equalised(pixels: Pixels) -> Pixels:
    """CLAHE (Zuiderveld, 1994) of how light a picture [h, w, 3] is; its colours go along."""
    most = float(np.iinfo(pixels.dtype).max)
    lab = cv2.cvtColor((pixels / np.float32(most)).astype(np.float32), cv2.COLOR_RGB2LAB)
    light = np.rint(lab[..., 0] * (65535 / 100)).clip(0, 65535).astype(np.uint16)
    lab[..., 0] = cv2.createCLAHE(_CLIP, _TILES).apply(light).astype(np.float32) * (100 / 65535)
    return _as_deep(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * most, pixels)


def denoised(pixels: Pixels) -> Pixels:
    """Non-local means (Buades and others, 2011).

    They know 8 bits alone: of a deeper picture only the difference that they make is taken.
    """
    most = np.iinfo(pixels.dtype).max
    shallow = pixels if most == 255 else np.rint(pixels / (most / 255)).astype(np.uint8)
    clean = cv2.fastNlMeansDenoisingColored(shallow, None, _NOISE, _NOISE, 7, 21)
    if most == 255:
        return np.asarray(clean, np.uint8)
    return _as_deep(pixels + (clean.astype(np.float32) - shallow) * np.float32(most / 255), pixels)


def sharpened(pixels: Pixels) -> Pixels:
    """Unsharp mask, of a radius that goes with the picture's size."""
    radius = max(0.8, min(pixels.shape[:2]) * _RADIUS)
    soft = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), radius)
    return _as_deep(pixels + (pixels - soft) * np.float32(_AMOUNT), pixels)


def _as_deep(values: NDArray[np.floating], pixels: Pixels) -> Pixels:
    return np.asarray(np.rint(values.clip(0, np.iinfo(pixels.dtype).max)), pixels.dtype)
