"""How far a head may leave its place: as far as picture and backdrop bear, and smoothly no farther.

A still, or a frame of a video, shows its head once, in one place and size. Carried too far from it, the hair
is drawn twice, or a large head sits on a small body. So of a performance that goes farther, the way is made
shorter the farther it goes; small motion stays as it is.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.life import COLUMNS
from studio.core.timeline import HEAD_SLOTS

Array = NDArray[np.float64]

_TOLD: Final = [i for i, (_, slot) in enumerate(COLUMNS) if slot in HEAD_SLOTS]
_AXES: Final = [HEAD_SLOTS.index(COLUMNS[i][1]) for i in _TOLD]
"""Columns of life that move the head, and which of its axes."""
_UNTOUCHED: Final = 0.5
"""The part of the way that stays as it is."""
_NOTICED: Final = 0.05
"""By how much of the way a head must be held back for somebody to be told."""


@dataclass(frozen=True, slots=True, eq=False)
class Leeway:
    """How far a head may go from its own place.

    Attributes:
        low, high: yaw, pitch, roll (degrees), x, y, z (canonical cm), how far to either side, above 0 [6].
    """

    low: Array
    high: Array

    def bounded(self, performance: Performance, reach: float = 1.0) -> Performance:
        """A performance whose head stays within, seen from its own rest.

        Args:
            reach: how many times as far it may go; 0 leaves the head where it is.
        """
        rest = np.array(performance.rest.head.values())
        way = performance.head - rest
        near = self.within(way, reach)
        life = performance.life
        if life is not None:
            share = np.divide(near, way, out=np.ones_like(near), where=way != 0)
            life = life.copy()
            life[:, _TOLD] *= share[:, _AXES]
        return replace(performance, head=(rest + near).astype(np.float32), life=life)

    def held_back(self, performance: Performance, reach: float = 1.0) -> NDArray[np.bool_]:
        """In which frames of a performance the head is held back so far that it is seen [n]."""
        return self.falls_short(performance.head - np.array(performance.rest.head.values()), reach)

    def falls_short(self, way: Array, reach: float = 1.0) -> NDArray[np.bool_]:
        """Which of some ways from a head's own place [n, 6] are held back so far that it is seen [n]."""
        short = np.abs(way - self.within(way, reach))
        return np.asarray((short > _NOTICED * np.minimum(self.low, self.high)).any(1))

    def within(self, way: Array, reach: float = 1.0) -> Array:
        """Ways from a head's own place [n, 6], as far as they can be gone."""
        most = np.where(way < 0, self.low, self.high) * reach
        free = most * _UNTOUCHED
        rest = np.maximum(most - free, 1e-9)
        beyond = free + rest * np.tanh((np.abs(way) - free) / rest)
        return np.asarray(np.sign(way) * np.where(np.abs(way) <= free, np.abs(way), beyond))
