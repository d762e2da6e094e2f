"""What is behind a person, and put back where a warp carried it along with the head."""

from dataclasses import dataclass
from typing import Final

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.warp.blend import lay_over

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]

_AT_ONCE: Final = 1.0
"""Pixels that something must have moved by before the plate is wholly seen in its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """A photograph's person and surroundings.

    Attributes:
        box: x0, y0, x1, y1, the part of the photograph that the plate shows.
        person: how much of each part of the box is person, 0–1, spread over the box [h, w].
        plate: the surroundings [y1 − y0, x1 − x0, channels]; the photograph itself outside the person.
    """

    box: Box
    person: Floats
    plate: Pixels

    def put_back(self, region: Pixels, field: Floats, step: int, corner: tuple[int, int]) -> None:
        """Show the surroundings, in place, where a warped picture shows them moved.

        Args:
            region: part of the warped picture [h, w, channels].
            field: what was warped by, source − result in pixels, on a grid over the box
                [grid height, grid width, 2].
            step: pixels between grid points.
            corner: the photograph's pixel at the region's corner, x and y; the region lies within the box.
        """
        left, top = corner[0] - self.box[0], corner[1] - self.box[1]
        height, width = region.shape[:2]
        rows = slice(top // step, -(-(top + height) // step))
        columns = slice(left // step, -(-(left + width) // step))
        scale = self.person.shape[::-1] / (np.array(self.box[2:]) - self.box[:2])
        share = _given_way(field, self.person, rows, columns, step, scale)
        wide = cv2.resize(share, (share.shape[1] * step, share.shape[0] * step))
        wide = wide[top - rows.start * step :, left - columns.start * step :][:height, :width]
        lay_over(region, self.plate[top : top + height, left : left + width], np.asarray(wide, np.uint8))


def _given_way(
    field: Floats,
    person: Floats,
    rows: slice,
    columns: slice,
    step: int,
    scale: Array,
) -> Bytes:
    """How much of each grid point is to show the surroundings, 0–255."""
    out = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
    _weigh(out, field, person, rows.start, columns.start, step, scale)
    return out


@numba.njit(cache=True, nogil=True)
def _weigh(out, field, person, top, left, step, scale):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = person.shape
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            dx, dy = field[top + row, left + column]
            away = min(np.sqrt(dx * dx + dy * dy) / _AT_ONCE, 1.0)
            if away < 1 / 512:
                continue
            x = min(max(((left + column + 0.5) * step + dx) * scale[0] - 0.5, 0.0), width - 1.001)
            y = min(max(((top + row + 0.5) * step + dy) * scale[1] - 0.5, 0.0), height - 1.001)
            i, j = int(y), int(x)
            v, u = y - i, x - j
            upper = person[i, j] * (1 - u) + person[i, j + 1] * u
            lower = person[i + 1, j] * (1 - u) + person[i + 1, j + 1] * u
            out[row, column] = int(255 * away * (1 - upper * (1 - v) - lower * v) + 0.5)
