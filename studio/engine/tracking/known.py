"""Who is followed: what one person's face looks like, by its identity and not by its place."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.tracking.identity import MODEL, face_vector
from studio.engine.tracking.port import Landmarks
from studio.files.models import is_installed

Floats = NDArray[np.float32]

SAME: Final = 0.36
"""The cosine of two faces from which they are one person's: over twelve clips of different people, a
person was at least 0.7 like one of their own first looks; of two people, half were below 0.1, and one pair of
66 at 0.41."""
_KEPT: Final = 8
"""Looks that are remembered: the first ones, and the last."""


class Known:
    """One person, as far as they have been seen; without the identity model everybody is like them."""

    def __init__(self) -> None:
        self._looks: list[Floats] = []
        self._can_tell = is_installed(MODEL)

    def see(self, pixels: Pixels, landmarks: Landmarks) -> Floats | None:
        """Remember how they look: a unit vector [128]; None without the identity model."""
        if not self._can_tell:
            return None
        look = face_vector(pixels, landmarks)
        self._looks = [*self._looks[: _KEPT - 1], look]
        return look

    def likeness(self, pixels: Pixels, landmarks: Landmarks) -> float:
        """The cosine of a face and the look of theirs that is most like it; 1 if they are not known yet."""
        if not self._looks:
            return 1.0
        return float(max(np.stack(self._looks) @ face_vector(pixels, landmarks)))
