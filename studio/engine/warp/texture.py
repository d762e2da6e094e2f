"""What a warped picture is fetched from: a part of the photograph, at twice its size.

Its own pixels lie at the even places, between them half-pixel values as video codecs interpolate them, so
that the mean of four neighbours is sharper than a cubic of the photograph, at the cost of a linear one.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

HALFWAY: Final = np.array([-1, 4, -11, 40, 40, -11, 4, -1]) / 64
"""What the eight nearest pixels give to the place in the middle between two (ITU-T H.265, 8.5.3.3.3)."""


_FIXED: Final = 1 << 15
"""Places from which a map of whole numbers can't tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """A part of a photograph, to fetch from.

    Attributes:
        pixels: [h, w, channels].
        origin: the photograph's pixel that lies at 0, 0.
        zoom: places in the texture to one pixel of the photograph.
    """

    pixels: Pixels
    origin: tuple[int, int] = (0, 0)
    zoom: int = 1

    @classmethod
    def doubled(cls, photograph: Pixels, box: Box) -> "Texture":
        """The part in ``box`` (x0, y0, x1, y1) at twice its size."""
        x0, y0, x1, y1 = box
        part = np.ascontiguousarray(photograph[y0:y1, x0:x1])
        out = np.empty((2 * part.shape[0] - 1, 2 * part.shape[1] - 1, part.shape[2]), part.dtype)
        out[::2, ::2] = part
        across = _halfway(part, HALFWAY[None])
        out[::2, 1::2] = across[:, :-1]
        out[1::2, ::2] = _halfway(part, HALFWAY[:, None])[:-1]
        out[1::2, 1::2] = _halfway(across, HALFWAY[:, None])[:-1, :-1]
        return cls(out, (x0, y0), 2)

    def at(self, places: Array) -> Array:
        """Places of the photograph [..., 2] → of the texture."""
        out: Array = (places - self.origin) * self.zoom
        return out

    def onward(self, matrix: Array) -> Array:
        """A matrix [2, 3] from the photograph → the same from the texture."""
        linear = matrix[:, :2] / self.zoom
        return np.column_stack([linear, matrix[:, :2] @ self.origin + matrix[:, 2]])

    def fetch(self, places: Floats, *, fine: bool) -> Pixels:
        """What is at places of the texture [h, w, 2].

        Args:
            fine: as sharp as can be; of a doubled texture everything is.
        """
        how = cv2.INTER_CUBIC if fine and self.zoom == 1 else cv2.INTER_LINEAR
        # The second map must be None, not an empty array: OpenCV 5.0 would read beyond it.
        whole, part = places, None
        if self.zoom > 1 and max(self.pixels.shape) < _FIXED:
            # To 1/64 of the photograph's pixels, in two thirds of the time.
            whole, part = cv2.convertMaps(places, None, cv2.CV_16SC2)  # type: ignore[call-overload]
        out = cv2.remap(self.pixels, whole, part, how, borderMode=cv2.BORDER_REFLECT_101)  # type: ignore[arg-type]
        return np.asarray(out).reshape(*places.shape[:2], self.pixels.shape[2])


def _halfway(part: Pixels, kernel: Array) -> Pixels:
    """Between every pixel and the next."""
    before = len(HALFWAY) // 2 - 1
    anchor = (before if kernel.shape[1] > 1 else 0, before if kernel.shape[0] > 1 else 0)
    out = cv2.filter2D(part, -1, kernel, anchor=anchor, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(out).reshape(part.shape)
