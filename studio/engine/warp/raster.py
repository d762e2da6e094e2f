"""Triangles to pixels: what a mesh's vertex values are at every pixel, nearest triangle first."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@numba.njit(cache=True, fastmath=True, nogil=True)
def _fill(tri, points, depth, values, out, nearest):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = nearest.shape
    channels = values.shape[1]
    for k in range(tri.shape[0]):
        a, b, c = tri[k, 0], tri[k, 1], tri[k, 2]
        x0, y0, x1, y1, x2, y2 = (
            points[a, 0],
            points[a, 1],
            points[b, 0],
            points[b, 1],
            points[c, 0],
            points[c, 1],
        )
        area = (y1 - y2) * (x0 - x2) + (x2 - x1) * (y0 - y2)
        if abs(area) < 1e-9:
            continue
        left = max(0, int(np.ceil(min(x0, x1, x2) - 1e-6)))
        right = min(width - 1, int(np.floor(max(x0, x1, x2) + 1e-6)))
        top = max(0, int(np.ceil(min(y0, y1, y2) - 1e-6)))
        bottom = min(height - 1, int(np.floor(max(y0, y1, y2) + 1e-6)))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                u = ((y1 - y2) * (x - x2) + (x2 - x1) * (y - y2)) / area
                v = ((y2 - y0) * (x - x2) + (x0 - x2) * (y - y2)) / area
                w = 1.0 - u - v
                if u < -1e-5 or v < -1e-5 or w < -1e-5:
                    continue
                z = u * depth[a] + v * depth[b] + w * depth[c]
                if z < nearest[y, x]:
                    nearest[y, x] = z
                    for q in range(channels):
                        out[y, x, q] = u * values[a, q] + v * values[b, q] + w * values[c, q]


def rasterise(
    triangles: NDArray[np.int32],
    points: NDArray[np.floating],
    values: NDArray[np.floating],
    size: tuple[int, int],
    depth: NDArray[np.floating] | None = None,
    background: Floats | float = 0.0,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Interpolate vertex values over a mesh.

    Args:
        triangles: [m, 3] vertex indices, any winding.
        points: [n, 2] vertex positions in pixels (pixel centres at integers).
        values: [n, c].
        size: width, height.
        depth: [n], smaller is nearer and wins; all alike if None.
        background: a number, or [height, width, c], where no triangle is.

    Returns:
        [height, width, c] float32 and the covered pixels [height, width].
    """
    width, height = size
    out = np.empty((height, width, values.shape[1]), np.float32)
    out[:] = background
    nearest = np.full((height, width), np.inf, np.float32)
    z = np.zeros(len(points)) if depth is None else depth
    _fill(
        np.ascontiguousarray(triangles, np.int32),
        np.ascontiguousarray(points, np.float64),
        np.ascontiguousarray(z, np.float64),
        np.ascontiguousarray(values, np.float64),
        out,
        nearest,
    )
    return out, np.isfinite(nearest)
