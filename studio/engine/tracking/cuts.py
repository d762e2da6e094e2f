"""Where a clip's shots begin: a picture that differs from the last one far more than those before it did."""

from collections import deque
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.tracking.crops import unit_rgb

Floats = NDArray[np.float32]

_SIDE: Final = 48
"""Pixels of a picture made small, in which only what is large counts."""
_LEAST: Final = 0.025
"""How much the picture must change, in parts of its brightness."""
_SUDDEN: Final = 4.0
"""How many times more than it did before; a moving camera changes all pictures alike."""
_AGAIN: Final = 2.0
"""How many times more than at the frame before: where something begins to move at once, it goes on to."""
_AT_FIRST: Final = 0.05
"""What may be motion where nothing is known yet."""
_CALM: Final = 0.002
"""Changes below this are noise."""
_REMEMBERED: Final = 6


class Cuts:
    """Looks at the frames of a clip one after another."""

    def __init__(self) -> None:
        self._last: Floats | None = None
        self._changes: deque[float] = deque(maxlen=_REMEMBERED)
        self._before = _AT_FIRST

    def begins_shot(self, pixels: Pixels) -> bool:
        """Whether a frame shows something else than the last one; the first frame of all does not."""
        small = unit_rgb(cv2.resize(pixels, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA))
        last, self._last = self._last, small
        if last is None:
            return False
        change = float(np.abs(small - last).mean())
        usual = max(float(np.median(self._changes)), _CALM) if self._changes else _CALM
        is_cut = change > max(_LEAST, _SUDDEN * usual, _AGAIN * self._before)
        if is_cut:
            self._changes.clear()
        else:
            self._changes.append(change)
        self._before = change
        return is_cut
