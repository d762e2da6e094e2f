"""Pictures as a screen wants them: no larger than they are shown, and of each only what changes.

A portrait's picture is the photograph but for a box around the face. So a drawn picture comes as a patch,
and the stage keeps the photograph, at the size that it is looked at.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.part import Part
from studio.engine.warp.shrink import shrunk

Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]

_SMALLEST: Final = 8
_ENLARGED: Final = 1.1
"""How much larger than it is a picture may be shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A part of a picture, ready for the screen; around it is the photograph.

    Attributes:
        pixels: [h, w, 4] bytes: blue, green, red, each times the opacity, and the opacity.
        corner: x, y of the first of them, in such pixels as these.
        shrink: so many pixels of the photograph each way, a power of two, are one of these.
    """

    pixels: Bytes
    corner: tuple[int, int] = (0, 0)
    shrink: int = 1

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1, in such pixels as these."""
        (x, y), (height, width) = self.corner, self.pixels.shape[:2]
        return x, y, x + width, y + height


def shrink_at(zoom: float) -> int:
    """How small a picture suffices of which each pixel is shown as so many of the screen's."""
    shrink = 1
    while shrink < _SMALLEST and 2 * shrink * zoom <= _ENLARGED:
        shrink *= 2
    return shrink


def for_screen(pixels: Pixels) -> Bytes:
    """RGB(A) of 8 or 16 bits [h, w, 3 or 4] as a ``Patch`` has it."""
    shallow = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    if shallow.shape[2] == 4:
        shallow = cv2.cvtColor(shallow, cv2.COLOR_RGBA2mRGBA)
        return np.asarray(cv2.cvtColor(shallow, cv2.COLOR_RGBA2BGRA), np.uint8)
    return np.asarray(cv2.cvtColor(shallow, cv2.COLOR_RGB2BGRA), np.uint8)


def patch_of(part: Part) -> Patch:
    """What a renderer drew, for the screen."""
    return Patch(for_screen(part.pixels), part.corner, part.shrink)


class Canvas:
    """A photograph at the size that it is looked at, into which patches are laid.

    Attributes:
        original: the photograph alone [h, w, 4], as a ``Patch`` has it.
        pixels: what is seen, likewise; they are painted on in place until the size changes.
        shrink: so many pixels of the photograph each way are one of these.
        size: width and height of the photograph.
    """

    def __init__(self, photograph: Pixels, shrink: int = 1) -> None:
        self.size = photograph.shape[1], photograph.shape[0]
        self._levels = {1: for_screen(photograph)}
        self._patch: Patch | None = None
        self._laid: Box = (0, 0, 0, 0)
        self._show_at(shrink)

    def show_at(self, shrink: int) -> bool:
        """Look at it in another size; whether it is one."""
        if shrink == self.shrink:
            return False
        self._show_at(shrink)
        return True

    def lay(self, patch: Patch | None) -> None:
        """Show a patch instead of the one before; None: the photograph alone."""
        self._patch = patch
        x0, y0, x1, y1 = self._laid
        self.pixels[y0:y1, x0:x1] = self.original[y0:y1, x0:x1]
        self._laid = (0, 0, 0, 0)
        if patch is not None:
            fitting = self._fitting(patch)
            x0, y0, x1, y1 = self._laid = fitting.box
            self.pixels[y0:y1, x0:x1] = fitting.pixels

    def _show_at(self, shrink: int) -> None:
        self.shrink = shrink
        self.original = self._level(shrink)
        self.pixels = self.original.copy()
        self.lay(self._patch)

    def _level(self, shrink: int) -> Bytes:
        if shrink not in self._levels:
            self._levels[shrink] = np.asarray(shrunk(self._level(shrink // 2), 2), np.uint8)
        return self._levels[shrink]

    def _fitting(self, patch: Patch) -> Patch:
        """The patch in the size that is looked at."""
        if patch.shrink < self.shrink:
            return self._smaller(patch, self.shrink // patch.shrink)
        if patch.shrink > self.shrink:
            return self._larger(patch, patch.shrink // self.shrink)
        return patch

    def _smaller(self, patch: Patch, times: int) -> Patch:
        # What pixels at the edge are the means of lies partly outside the patch.
        level = self._level(patch.shrink)
        x0, y0, x1, y1 = patch.box
        left, top = x0 - x0 % times, y0 - y0 % times
        part = level[top : y1 + -y1 % times, left : x1 + -x1 % times].copy()
        part[y0 - top : y1 - top, x0 - left : x1 - left] = patch.pixels
        small = np.asarray(shrunk(part, times), np.uint8)
        return Patch(small, (left // times, top // times), self.shrink)

    def _larger(self, patch: Patch, times: int) -> Patch:
        x0, y0, x1, y1 = (times * place for place in patch.box)
        height, width = self.pixels.shape[:2]
        wide = cv2.resize(patch.pixels, (x1 - x0, y1 - y0), interpolation=cv2.INTER_LINEAR)
        return Patch(np.asarray(wide[: height - y0, : width - x0], np.uint8), (x0, y0), self.shrink)
