"""How far the warp may carry a head: no farther than that the picture around it would fold.

Around the head its motion fades out. Where it fades faster than the head moves, the warp would show the same
piece of the picture twice: a second outline of the hair, a second chin.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositing.backdrop import Backdrop
from studio.engine.compositing.composition import Canvas
from studio.engine.leeway import Leeway

Array = NDArray[np.float64]

_BORNE: Final = (0.5, 0.75)
"""How much of the way to a fold a picture bears; and with a backdrop, which mends what the head uncovers."""
_LARGEST: Final = (4.0, 3.0)
"""Centimetres that a head may go across and up or down, at most: a neck is no longer."""
_NEARER, _FARTHER = 5.0, 4.0
"""Centimetres toward the viewer and away: a head a tenth too large for its body, or a sixteenth too small."""
_TURN: Final = (32.0, 22.0)
"""Degrees of yaw and of pitch beyond which the side of a head that no picture shows would be seen."""
_LEVER: Final = 14.0
"""Centimetres from the neck to the hair's edge, which a tilting head swings sideways."""


def leeway_of(canvas: Canvas, scale: float) -> Leeway:
    """How far a head may go in a picture.

    Args:
        scale: pixels of the picture per canonical cm.
    """
    borne = _BORNE[canvas.backdrop is not None]
    right, left = _farthest(canvas, 0, borne / scale, _LARGEST[0])
    down, up = _farthest(canvas, 1, borne / scale, _LARGEST[1])
    roll = float(np.degrees(np.arctan(min(left, right) / _LEVER)))
    yaw, pitch = _TURN
    return Leeway(
        np.array([yaw, pitch, roll, left, down, _FARTHER]), np.array([yaw, pitch, roll, right, up, _NEARER])
    )


def _farthest(canvas: Canvas, axis: int, borne: float, most: float) -> tuple[float, float]:
    """How far along an axis of the picture, forward and back, until something that is seen would fold."""
    area = canvas.area
    share = area.shares[..., 0] * area.edge[..., axis]
    steep = np.gradient(share, area.step, axis=1 - axis)
    if canvas.backdrop is not None:
        steep = steep * _person_on(canvas.backdrop, area.grid_size)
    forward, back = max(float(steep.max()), 1e-9), max(float(-steep.min()), 1e-9)
    return min(borne / forward, most), min(borne / back, most)


def _person_on(backdrop: Backdrop, size: tuple[int, int]) -> NDArray[np.float32]:
    """How much of each grid point is person; the rest is put back from the backdrop."""
    return np.asarray(cv2.resize(backdrop.person, size, interpolation=cv2.INTER_AREA), np.float32)
