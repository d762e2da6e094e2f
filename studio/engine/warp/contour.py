"""Contours where a turned face hides what lies behind it: as soft as a photograph's own edges."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.warp.blend import lay_over
from studio.engine.warp.field import WarpArea
from studio.engine.warp.texture import Box

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_LEAP: Final = (1.0, 2.0)
"""Leaps of the field from one grid point to the next, in grid steps, that are none, and one for sure."""
_SOFTNESS: Final = 0.7
"""Standard deviation of the blur, in grid steps: a contour is as jagged as the grid is coarse."""
_LEAST_SOFTNESS: Final = 0.5


def soften_contours(region: Pixels, field: Floats, area: WarpArea, box: Box) -> None:
    """Blur a warped picture along the field's leaps, in place.

    Args:
        region: the picture in ``box`` [h, w, channels].
        field: source − result on the area's grid [grid height, grid width, 2].
    """
    leaps = _leaps(field, area.step)
    rows, columns = np.flatnonzero(leaps.any(1)), np.flatnonzero(leaps.any(0))
    if not len(rows):
        return
    grid = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    x0, y0, x1, y1 = _overlap(area, grid, box)
    if x1 <= x0 or y1 <= y0:
        return
    some = leaps[grid[1] : grid[3], grid[0] : grid[2]]
    wide = cv2.resize(some, (some.shape[1] * area.step, some.shape[0] * area.step))
    left, top = area.box[0] + grid[0] * area.step, area.box[1] + grid[1] * area.step
    share = wide[y0 - top : y1 - top, x0 - left : x1 - left]
    part = region[y0 - box[1] : y1 - box[1], x0 - box[0] : x1 - box[0]]
    soft = cv2.GaussianBlur(part, (0, 0), max(_SOFTNESS * area.step, _LEAST_SOFTNESS))
    lay_over(part, np.asarray(soft).reshape(part.shape), np.asarray(share))


def _leaps(field: Floats, step: int) -> Bytes:
    """How surely a contour runs by each grid point, 0–255."""
    most = np.zeros(field.shape[:2], np.float32)
    # Two maxima by hand: numpy takes thirty times as long over so short an axis.
    across, down = (
        np.maximum(d[..., 0], d[..., 1]) for d in (np.abs(np.diff(field, axis=k)) for k in (1, 0))
    )
    for beside, there in (
        (across, np.s_[:, 1:]),
        (across, np.s_[:, :-1]),
        (down, np.s_[1:]),
        (down, np.s_[:-1]),
    ):
        most[there] = np.maximum(most[there], beside)
    sure = np.clip((most / step - _LEAP[0]) / (_LEAP[1] - _LEAP[0]), 0, 1)
    return np.asarray(cv2.blur((cv2.dilate(sure, np.ones((3, 3))) * 255).astype(np.uint8), (3, 3)))


def _overlap(area: WarpArea, grid: Box, box: Box) -> Box:
    """The pixels that a part of the grid stands for and that lie in ``box``."""
    left, top = area.box[:2]
    return (
        max(left + int(grid[0]) * area.step, box[0]),
        max(top + int(grid[1]) * area.step, box[1]),
        min(left + int(grid[2]) * area.step, box[2]),
        min(top + int(grid[3]) * area.step, box[3]),
    )
