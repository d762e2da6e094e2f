"""The warp field: for every pixel of the result, where in the photograph it comes from.

Inside the face the field is the mesh's. Outside, the head's own turning is carried on over hair and
neck and fades out, and the skin's motion (a dropping chin) fades out sooner. The field is made on a
grid a few pixels wide and enlarged, which costs little and smooths the mesh's creases.
"""

from dataclasses import dataclass

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from studio.engine.rig import topology as t
from studio.engine.warp.raster import rasterise
from studio.engine.warp.texture import Box, Texture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_GRID_ACROSS_FACE = 128
"""About so many grid points lie across a face."""
_REACH = np.array([[2.35, 2.75], [2.35, 2.35]])
"""How far the warp may reach left and up, right and down, in face radii from the face's centre."""
_CROWN = 0.6
"""How much farther the crown goes along with the head than its sides do, in face radii."""
_RIGID_PLATEAU, _RIGID_END = 1.30, 2.2
_SKIN_END = 1.45
_OVAL = np.array(t.OVAL)
_RINGS = ((0.8, 0, 0.0), (1.06, 0, 0.1), (1.2, 1, 0.4), (1.5, 3, 1.0), (2.2, 6, 1.0), (4.5, 9, 1.0))
"""Rings around the outline: how far out, in its own size, how many neighbours are averaged, and how much
it moves as the skull does rather than as the face's outline."""
_RING_TRIANGLES = np.array(
    [
        triangle
        for ring in range(len(_RINGS) - 1)
        for i in range(len(t.OVAL))
        for a in (ring * len(t.OVAL),)
        for j in ((i + 1) % len(t.OVAL),)
        for triangle in (
            (a + i, a + len(t.OVAL) + i, a + len(t.OVAL) + j),
            (a + i, a + len(t.OVAL) + j, a + j),
        )
    ],
    np.int32,
)
_EVENED = {
    width: np.mean([np.roll(np.eye(len(t.OVAL)), k, 0) for k in range(-width, width + 1)], axis=0)
    for _, width, _ in _RINGS
}
"""Matrices that average values round a ring with so many neighbours on each side."""
_EDGE_ON = 0.3
_FREE = 0.05
RIMS = (
    np.array(t.LIP_PAIRS).ravel(),
    np.array(t.UPPER_LID_RIGHT + t.LOWER_LID_RIGHT),
    np.array(t.UPPER_LID_LEFT + t.LOWER_LID_LEFT),
)
"""Rims of mouth and eyes, around which the map is laid anew at every pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class WarpArea:
    """Where in the photograph the warp may act, prepared once.

    Attributes:
        box: x0, y0, x1, y1 in pixels; nothing outside it ever changes.
        step: pixels between grid points, a whole number.
        shares: how much of the head's and of the skin's motion is carried on outside the face
            [grid height, grid width, 2], 1 in the face, 0 far away.
        edge: fades to 0 toward the box's edge, per axis [grid height, grid width, 2].
        front: how much of each grid point lies in front of the face (a hand, a microphone) and so
            does not move with the skin [grid height, grid width]; None if nothing does.
    """

    box: Box
    step: int
    shares: Floats
    edge: Floats
    front: Floats | None = None

    @property
    def grid_size(self) -> tuple[int, int]:
        """Width and height of the grid."""
        return self.shares.shape[1], self.shares.shape[0]

    @property
    def origin(self) -> Array:
        """Where in the picture the first grid point lies: in the middle of the pixels it stands for."""
        return np.array(self.box[:2]) + (self.step - 1) / 2

    def to_grid(self, points: Array) -> Array:
        """[n, 2] pixels of the picture → [n, 2] grid coordinates."""
        out: Array = (points - self.origin) / self.step
        return out


def warp_area(landmarks: Array, size: tuple[int, int]) -> WarpArea:
    """Lay the area around a face [478, 3] in a picture of ``size`` (width, height)."""
    oval = landmarks[list(t.OVAL), :2]
    centre, radius = oval.mean(0), np.ptp(oval, axis=0) / 2
    low = np.maximum(np.floor(centre - radius * _REACH[0]), 0).astype(int)
    high = np.minimum(np.ceil(centre + radius * _REACH[1]), size).astype(int)
    step = max(1, round(float(radius.min()) * 2 / _GRID_ACROSS_FACE))
    width, height = (-(-(high - low) // step)).tolist()
    xs, ys = (
        start + (step - 1) / 2 + np.arange(n) * step for start, n in zip(low, (width, height), strict=True)
    )
    away = _distance_in_radii(oval, xs, ys, float(radius.min()) / step, step, low)
    border = _border_ramp(xs, ys, low, high, size, float(radius.min()) * 0.35)
    return WarpArea(
        (int(low[0]), int(low[1]), int(high[0]), int(high[1])),
        step,
        np.dstack(
            [_rigid_share(away, xs - centre[0], ys - centre[1]), _fade(away, 0.0, _SKIN_END - 1)]
        ).astype(np.float32),
        (_box_ramp(xs, ys, low, high, float(radius.min()))[..., None] * border).astype(np.float32),
    )


def _box_ramp(xs: Array, ys: Array, low: NDArray[np.int_], high: NDArray[np.int_], radius: float) -> Array:
    """1 inside, 0 on the edge of the box."""
    x = np.minimum(xs - low[0], high[0] - 1 - xs)
    y = np.minimum(ys - low[1], high[1] - 1 - ys)
    room: Array = np.minimum(
        np.where(low[0] > 0, x, np.inf)[None, :], np.where(low[1] > 0, y, np.inf)[:, None]
    )
    return _fade(np.minimum(room, 1e6), 0.3 * radius, 0.0)


def _distance_in_radii(
    oval: Array, xs: Array, ys: Array, radius: float, step: float, low: NDArray[np.int_]
) -> Array:
    face = np.ones((len(ys), len(xs)), np.uint8)
    cv2.fillPoly(face, [np.round((oval - low) / step).astype(np.int32)], 0)
    away: Array = cv2.distanceTransform(face, cv2.DIST_L2, 5).astype(np.float64) / radius
    return away


def _border_ramp(
    xs: Array, ys: Array, low: NDArray[np.int_], high: NDArray[np.int_], size: tuple[int, int], width: float
) -> Array:
    """Per axis, fade toward the picture's own edges: nothing can be drawn in from outside, but what
    is there may slide along the edge; [rows, columns, 2].
    """
    ramp = np.ones((len(ys), len(xs), 2))
    for axis, place in ((0, xs[None, :]), (1, ys[:, None])):
        if low[axis] <= 0:
            ramp[..., axis] *= _fade(place - low[axis], width, 0.0)
        if high[axis] >= size[axis]:
            ramp[..., axis] *= _fade(high[axis] - 1 - place, width, 0.0)
    return ramp


def _rigid_share(away: Array, dx: Array, dy: Array) -> Array:
    """How much of the head's motion is carried on: far over the hair, little down the neck.

    The neck lies behind the chin, close to the axis that the head turns about, so it moves less.
    """
    down = np.clip(dy[:, None] / np.maximum(np.hypot(dx[None, :], dy[:, None]), 1e-6), 0.0, 1.0)
    up = np.clip(-dy[:, None] / np.maximum(np.hypot(dx[None, :], dy[:, None]), 1e-6), 0.0, 1.0)
    hair = _fade(away - _CROWN * up, _RIGID_PLATEAU - 1, _RIGID_END - 1)
    neck = 0.45 * _fade(away, 0.02, 0.30) + 0.55 * _fade(away, 0.0, 0.95)
    share: Array = hair * (1 - down) + neck * down
    return share


def _fade(value: Array, one: float, zero: float) -> Array:
    """Smoothstep from 1 at ``one`` to 0 at ``zero``."""
    part = np.clip((value - zero) / (one - zero), 0.0, 1.0)
    out: Array = part * part * (3 - 2 * part)
    return out


def warp_field(
    area: WarpArea,
    triangles: NDArray[np.int32],
    source: Array,
    target: Array,
    rigid_target: Array,
    skull: Array,
) -> Floats:
    """Displacement on the grid, [grid height, grid width, 2] in pixels: source − result.

    Args:
        source: where each landmark's texture lies in the photograph [n, 2].
        target: where the landmark is in the result, pixels and depth [n, 3].
        rigid_target: where it would be if the head moved but not the face [n, 2].
        skull: source − result of the skull's outline behind each point of the oval [36, 2].
    """
    total = source - target[:, :2]
    rigid = source - rigid_target
    values = np.hstack([rigid, total - rigid])
    places = area.to_grid(target[:, :2])
    facing = triangles[~_turned_away(triangles, source, target[:, :2])]
    outside = _beyond(area, source[_OVAL], values[_OVAL], skull)
    grid, covered = rasterise(facing, places, values, area.grid_size, target[:, 2])
    shares = _at_source(area, area.shares, outside)
    _join(grid, covered, _held(area, grid), outside, shares, area.edge)
    return _softened(grid[..., :2], area.step)


def _turned_away(triangles: NDArray[np.int32], source: Array, target: Array) -> NDArray[np.bool_]:
    """Triangles on the rim of the face that a turned head shows edge-on or from behind."""
    share = _areas(triangles, target) / np.where(np.abs(a := _areas(triangles, source)) < 1e-6, 1e-6, a)
    on_rim = np.isin(triangles, _OVAL).any(1)
    return on_rim & (share < _EDGE_ON)


def _areas(triangles: NDArray[np.int32], points: Array) -> Array:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    out: Array = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return out


def _at_source(area: WarpArea, values: Floats, rigid: Floats) -> Floats:
    """What a map of the photograph says of each point of the result, if only the head had moved.

    How a point moves depends on what is there, hence on where in the photograph it comes from: hair
    goes along with the head wherever the head goes.
    """
    width, height = area.grid_size
    x = rigid[..., 0] / area.step
    y = rigid[..., 1] / area.step
    x += np.arange(width, dtype=np.float32)
    y += np.arange(height, dtype=np.float32)[:, None]
    out = cv2.remap(values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.float32)


def _held(area: WarpArea, rigid: Floats) -> Floats:
    """How much of each point of the result lies in front of the face."""
    if area.front is None:
        return np.zeros((1, 1), np.float32)
    return _at_source(area, area.front, rigid)


@numba.njit(cache=True, nogil=True)
def _join(grid, covered, held, outside, shares, edge):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The face's own motion where it is, what is carried on elsewhere; left in grid[..., :2].

    ``held``: of how much the skin does not move [grid height, grid width], or [1, 1] of nothing.
    """
    holds = held.size > 1
    for y in range(grid.shape[0]):
        for x in range(grid.shape[1]):
            for axis in range(2):
                if covered[y, x]:
                    free = np.float32(1) - held[y, x] if holds else np.float32(1)
                    grid[y, x, axis] += grid[y, x, axis + 2] * free
                else:
                    rigid = outside[y, x, axis] * shares[y, x, 0]
                    skin = outside[y, x, axis + 2] * shares[y, x, 1]
                    grid[y, x, axis] = (rigid + skin) * edge[y, x, axis]


def _softened(field: Floats, step: float) -> Floats:
    """Smooth the mesh's creases, but not the contour where a turned face hides what lies behind."""
    field = np.ascontiguousarray(field)
    soft = np.asarray(cv2.GaussianBlur(field, (0, 0), 0.8), np.float32)
    _keep_leaps(field, soft, 0.6 * step)
    return soft


@numba.njit(cache=True, nogil=True)
def _keep_leaps(field, soft, most):  # type: ignore[no-untyped-def]  # pragma: no cover
    for y in range(field.shape[0]):
        for x in range(field.shape[1]):
            if abs(soft[y, x, 0] - field[y, x, 0]) > most or abs(soft[y, x, 1] - field[y, x, 1]) > most:
                soft[y, x, 0] = field[y, x, 0]
                soft[y, x, 1] = field[y, x, 1]


def _beyond(area: WarpArea, oval: Array, values: Array, skull: Array) -> Floats:
    """Carry the motion of the face's outline on to everything outside it, ever more as the skull moves.

    The outline's own motion, not that of the contour one sees: where a turned cheek hides the
    outline, what lies behind the cheek moves as the outline does. Rings lie around the outline in the
    photograph and are laid where they move to, so that an ear stays as wide as it is, and only the skin
    before it is stretched over the side of the head that comes into view.

    Args:
        oval: the outline in the photograph [36, 2] pixels.
        values: the head's motion there and the skin's, source − result [36, 4] pixels.
        skull: the skull's [36, 2].
    """
    centre = oval.mean(0)
    deeper = np.hstack([skull - values[:, :2], np.zeros_like(skull)])
    along = np.vstack([_EVENED[width] @ (values + depth * deeper) for _, width, depth in _RINGS])
    rings = np.vstack([centre + (oval - centre) * reach for reach, _, _ in _RINGS])
    points = area.to_grid(rings - along[:, :2] - along[:, 2:])
    size = area.grid_size
    # So smooth a field is laid on every fourth point and enlarged.
    coarse, _ = rasterise(_RING_TRIANGLES, points / 4, along, (size[0] // 4 + 2, size[1] // 4 + 2))
    quarter = np.array([[0.25, 0, 0], [0, 0.25, 0]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(coarse, quarter, size, flags=how, borderMode=cv2.BORDER_REPLICATE), np.float32
    )


def halved(area: WarpArea) -> WarpArea:
    """The same area on a grid half as dense: a quicker field, and a coarser one."""

    def half(values: Floats) -> Floats:
        odd = [n % 2 for n in values.shape[:2]]
        even = cv2.copyMakeBorder(values, 0, odd[0], 0, odd[1], cv2.BORDER_REPLICATE)
        size = (even.shape[1] // 2, even.shape[0] // 2)
        return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.float32)

    front = None if area.front is None else half(area.front)
    return WarpArea(area.box, 2 * area.step, half(area.shares), half(area.edge), front)


def pixel_map(area: WarpArea, field: Floats, box: Box, texture: Texture) -> Floats:
    """Where in the texture every pixel of ``box`` comes from, [h, w, 2] float32."""
    x0, y0, x1, y1 = box
    low, size = np.array(area.box[:2]), np.array(area.grid_size)
    # One point more on every side than there are, for the pixels beyond the middles of the outermost.
    first = np.maximum((np.array([x0, y0]) - low) // area.step - 1, -1)
    last = np.minimum((np.array([x1, y1]) - low) // area.step + 2, size + 1)
    before, after = np.maximum(-first, 0), np.maximum(last - size, 0)
    inner = field[first[1] + before[1] : last[1] - after[1], first[0] + before[0] : last[0] - after[0]]
    border = (before[1], after[1], before[0], after[0])
    part = cv2.copyMakeBorder(inner, *border, cv2.BORDER_REPLICATE)
    part = np.asarray(part * np.float32(texture.zoom) + _lattice(area, texture, *first, *last))
    # Grid points stand for squares of pixels, as a picture's own pixels do for those of its enlargement.
    wide = cv2.resize(part, (last - first) * area.step, interpolation=cv2.INTER_LINEAR)
    left, top = np.array([x0, y0]) - low - first * area.step
    return np.asarray(wide[top : top + y1 - y0, left : left + x1 - x0], np.float32)


def _lattice(area: WarpArea, texture: Texture, x0: int, y0: int, x1: int, y1: int) -> Floats:
    """Where in the texture grid points lie [y1 − y0, x1 − x0, 2]."""
    low, high = (texture.at(area.origin + np.array(corner) * area.step) for corner in ((x0, y0), (x1, y1)))
    out = np.empty((y1 - y0, x1 - x0, 2), np.float32)
    out[..., 0] = np.linspace(low[0], high[0], x1 - x0, endpoint=False)
    out[..., 1] = np.linspace(low[1], high[1], y1 - y0, endpoint=False)[:, None]
    return out


def front_at(places: Floats, mask: Floats, to_mask: Array) -> Floats:
    """How much of each pixel lies in front of the face, by where it comes from [h, w].

    Args:
        places: in the texture [h, w, 2].
        mask: 1 in front, 0 face.
        to_mask: places of the texture → of the mask [2, 3].
    """
    x = to_mask[0, 0] * places[..., 0] + to_mask[0, 1] * places[..., 1] + to_mask[0, 2]
    y = to_mask[1, 0] * places[..., 0] + to_mask[1, 1] * places[..., 1] + to_mask[1, 2]
    out = cv2.remap(mask, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(out, np.float32)


def refine(
    places: Floats,
    origin: tuple[int, int],
    triangles: NDArray[np.int32],
    source: Array,
    target: Array,
    around: NDArray[np.int_],
    front: tuple[Floats, Array] | None = None,
) -> None:
    """Lay a part of the map anew at every pixel, where the grid is too coarse: lids and lips.

    Args:
        places: the map to change, whose first pixel is ``origin`` of the picture.
        triangles: those that touch the part.
        source: where each landmark's texture lies, in the texture [n, 2].
        around: the landmarks whose bounding box is laid anew.
        front: what lies in front of the face, and the matrix that leads to it from the texture; left as
            it is.
    """
    points = target[:, :2] - origin
    low = np.maximum(np.floor(points[around].min(0)) - 2, 0).astype(int)
    high = np.minimum(np.ceil(points[around].max(0)) + 3, (places.shape[1], places.shape[0])).astype(int)
    if (high <= low).any():
        return
    fine, covered = rasterise(triangles, points - low, source, tuple(high - low), target[:, 2])
    part = places[low[1] : high[1], low[0] : high[0]]
    free = covered if front is None else covered & (front_at(part, *front) < _FREE)
    part[free] = fine[free]


def touching(triangles: NDArray[np.int32], landmarks: NDArray[np.int_]) -> NDArray[np.int32]:
    """The triangles [m, 3] that have a corner among ``landmarks``."""
    return triangles[np.isin(triangles, landmarks).any(1)]


def active_box(area: WarpArea, field: Floats, threshold: float = 1 / 64) -> Box | None:
    """The smallest box of pixels that the field moves by more than ``threshold``; None if none."""
    moved = (np.abs(field[..., 0]) > threshold) | (np.abs(field[..., 1]) > threshold)
    rows, columns = np.flatnonzero(moved.any(1)), np.flatnonzero(moved.any(0))
    if not len(rows):
        return None
    x0, y0, x1, y1 = area.box
    return (
        max(x0, int(x0 + (columns[0] - 1) * area.step)),
        max(y0, int(y0 + (rows[0] - 1) * area.step)),
        min(x1, int(np.ceil(x0 + (columns[-1] + 1) * area.step)) + 1),
        min(y1, int(np.ceil(y0 + (rows[-1] + 1) * area.step)) + 1),
    )
