"""Whether a photograph has colours of its own, or one for each brightness: black and white, sepia, tinted.

What the studio paints into such a photograph (a mouth, what a network drew) takes that brightness' colour.
"""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.engine.crop import SIZE, crop_matrix, cut, filled, into_crop
from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
STEPS: Final = 256
"""Brightnesses that a tone tells the colour of."""
_PARTS: Final = 24
"""Of the pixels, sorted by brightness: each tells its colour."""
_SOFT: Final = 2.0
"""Pixels of the crop over which colours are mixed: what is finer is how a file keeps colours."""
_DARKEST: Final = 0.45
"""Mean brightness below which colours are not taken for stronger."""
_LIPS: Final = 0.5
"""How much lips that are redder than all else of their brightness say beside how much all colours differ."""
_TONED: Final = (0.031, 0.0365)
"""Difference below which there are no colours, and above which there are: of 450 portraits none in colour
lies below .037 (dark skin before a grey wall comes nearest), and of twelve without colours one above."""


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """The colours of a photograph.

    Attributes:
        colours: 0–1 for brightnesses from 0 to 1 [STEPS, 3].
        alone: 0–1: 1 if there are no other colours, 0 if there are.
    """

    colours: Floats
    alone: float

    @classmethod
    def of(cls, pixels: NDArray[Any], landmarks: Array) -> "Tone":
        """Read from what lies around a face: RGB(A), 8 or 16 bits, and landmarks [478, 3] in its pixels."""
        matrix = crop_matrix(landmarks)
        crop = cut(pixels[..., :3], matrix) / np.float32(np.iinfo(pixels.dtype).max)
        return cls.of_crop(np.asarray(crop, np.float32), into_crop(landmarks, matrix))

    @classmethod
    def of_crop(cls, crop: Floats, points: Array) -> "Tone":
        """The same of an aligned crop [SIZE, SIZE, 3], 0–1, and landmarks [478, 3] in its pixels."""
        picture = cv2.GaussianBlur(crop, (0, 0), _SOFT)
        bright = picture @ LUMA
        colour = picture - bright[..., None]
        known = _by_brightness(bright.ravel(), colour.reshape(-1, 3))
        off = colour - _told(known, bright)
        apart = float(np.sqrt((off[..., (0, 2)] ** 2).sum(2).mean())) / max(float(bright.mean()), _DARKEST)
        lips = filled(points, (t.OUTER_LIPS,), SIZE) * (1.0 - filled(points, (t.INNER_LIPS,), SIZE))
        redder = float((off[..., 0] * lips).sum() / max((bright * lips).sum(), 1e-3))
        much = apart + _LIPS * max(redder, 0.0)
        steps = np.linspace(0, 1, STEPS, dtype=np.float32)
        colours = np.clip(steps[:, None] + _told(known, steps), 0, 1)
        return cls(colours.astype(np.float32), 1 - smoothstep((much - _TONED[0]) / (_TONED[1] - _TONED[0])))

    def laid(self, picture: Floats) -> Floats:
        """A picture [h, w, 3], 0–1, in these colours as far as there are no others."""
        if not self.alone:
            return picture
        steps = np.clip(picture @ LUMA * (STEPS - 1), 0, STEPS - 1)
        toned = self.colours[np.rint(steps).astype(np.intp)]
        return np.asarray(picture + np.float32(self.alone) * (toned - picture), np.float32)


def _by_brightness(bright: Floats, colour: Floats) -> tuple[Array, Array]:
    """Brightnesses [n], rising from 0 to 1, and the mean difference of each to its colour [n, 3]; darker and
    lighter than all that is seen in proportion.
    """
    parts = np.array_split(np.argsort(bright), _PARTS)
    at, off = np.array([bright[i].mean() for i in parts]), np.array([colour[i].mean(0) for i in parts])
    return np.array([0, *at, 1]), np.vstack([0 * off[0], off, off[-1] / max(at[-1], 1e-3)])


def _told(known: tuple[Array, Array], bright: Floats) -> Floats:
    """That difference at any brightness."""
    at, colour = known
    return np.stack([np.interp(bright, at, colour[:, i]) for i in range(3)], -1).astype(np.float32)
