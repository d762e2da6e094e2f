"""The portrait's own upper teeth, where its photograph shows them, completed by a donor's.

The photograph between the lips is flattened onto the arch, freed of the light that fell on it, and cut
along the teeth's edge. What the lips hide comes from the donor whose row goes on best where the portrait's
ends: its edge runs on, its teeth are as wide, and they are coloured as the last ones seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.rig import topology as t
from studio.engine.rig.pose import HeadFrame
from studio.engine.rig_renderer.mouth.arch import CURVE, Arches, on_arch
from studio.engine.rig_renderer.mouth.light import Light, on_teeth, sideways, warmed
from studio.engine.rig_renderer.mouth.opening import Opening, find_opening, outward
from studio.engine.rig_renderer.mouth.plates import BOTTOM, LEFT, TOP, Donor, Plate, Teeth

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

_DENSITIES: Final = (14.0, 80.0)
_FINER: Final = 1.6
"""Density of the flattened picture beside the photograph's own."""
_LEAST_GAP: Final = 0.28
_LEAST_WIDTH: Final = 1.6
_LEAST_SHARE: Final = 0.3
"""Of the opening, cm and cm²/cm², that must be teeth."""
_REDDEST: Final = 0.065
_DARKEST: Final = 0.55
_ENOUGH: Final = 0.09
"""A fall of brightness that says edge; more says little more: lower teeth follow softly, lips hard."""
_FARTHEST: Final = 0.18
"""How far beyond the found lips teeth are looked for, cm."""
_LEAST_LIGHT: Final = 0.5
"""Darker places are dark by themselves: taking all of the shadow out would flatten the row."""
_CROWN: Final = 1.0
"""Height of the incisors' crowns, cm."""
_KEPT, _FADE = 0.2, 0.25
"""How far up a tooth's colour goes on under the lip, cm, and over how much it becomes a donor's tooth."""
_HIDDEN: Final = 0.4
"""How far above its usual height an edge may be seen, cm, until the lower lip is said to hide it."""
_HIGHEST: Final = 0.25
"""A row lies no higher above its usual place, cm: a lip that is drawn up takes the lips' line along."""
_UNDER: Final = 0.06
"""How far below a row what is not a tooth may be taken for its edge, cm."""
_SHADOW: Final = 0.2
"""Less than this, cm, between a tooth and the upper lip is the lip's shadow; more is gum."""
_TOUCHES: Final = 0.12
"""Closer to the lower lip than this, cm, it is not seen whether a row goes on below it."""
_HOLES: Final = 0.05
"""Dark spots of this radius, cm, are no end of a tooth."""
_FROM_LIP: Final = 0.35
"""What begins farther below the upper lip, cm, is no upper tooth."""
_DIMMEST: Final = 0.5
"""What is darker than this, beside what eyes and skin say of a tooth's white, is none."""
_SIZES: Final = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15)
"""How wide a donor's teeth are made."""
_END: Final = 0.5
"""How near to an end or the middle of the portrait's row its colour is taken from, cm."""
_BEND: Final = 0.1
"""An edge that is so far off, cm, counts as much as teeth that are all differently wide."""
_BLUR: Final = 0.3
"""A donor's row follows the portrait's edge, not its every tooth, cm."""
_FULL: Final = 0.35
"""Beside the height of most: columns that show less of a tooth are the row's end."""
_TINTS: Final = (0.5, 1.25)
"""How much darker and brighter a donor's row may be made."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnTeeth:
    """The portrait's teeth, the arches moved to their height, and the light with their white."""

    arches: Arches
    light: Light
    teeth: Teeth


@dataclass(frozen=True, slots=True, eq=False)
class _Flat:
    """The mouth of the photograph, flattened.

    Attributes:
        x, y: [h, w] places on the arch from its origin, cm.
        seen: [h, w, 3] RGB 0–1.
        cover: [h, w] how much of it is between the lips.
        light: [h, w, 3] what falls on it there.
        density: pixels per cm.
    """

    x: Floats
    y: Floats
    seen: Floats
    cover: Floats
    light: Floats
    density: float


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """The portrait's upper row as far as it is seen.

    Attributes:
        colour: [h, w, 3] without the light, 1 is the teeth's white.
        teeth: [h, w] where they are.
        edge: [w] height of their edge, cm; minus infinity where the lower lip hides it.
        extent: where it begins and ends, cm.
    """

    colour: Floats
    teeth: Mask
    edge: Array
    extent: tuple[float, float]


def find_own_teeth(
    pixels: NDArray[Any],
    landmarks: Array,
    frame: HeadFrame,
    arches: Arches,
    light: Light,
    lenders: Sequence[Donor],
) -> OwnTeeth | None:
    """The teeth that a photograph shows, or None when its mouth is closed or shows too little.

    Args:
        lenders: who may lend the rest of the row; the first one lends the lower row.
    """
    height, width = pixels.shape[:2]
    opening = find_opening(landmarks, frame, (width, height), (0, 0))
    if opening is None or opening.gap < _LEAST_GAP:
        return None
    flat = _flattened(pixels, frame, arches.upper, opening, light)
    teeth = _teeth_in(flat, light)
    if teeth is None:
        return None
    own = replace(light, white=_white(flat, teeth))
    if own.white.mean() < _DIMMEST * light.white.mean():
        return None
    edge, level = _edge(flat, teeth)
    moved = replace(arches, upper=arches.upper + np.array([0, min(level, _HIGHEST), 0]))
    flat = replace(flat, y=flat.y - np.float32(level))
    seen = _Row(flat.seen / flat.light / own.white, teeth, edge - level, _extent(flat, teeth))
    upper = _completed(flat, seen, lenders)
    return OwnTeeth(moved, own, Teeth.of(upper, lenders[0].lower))


def lip_traces(pixels: NDArray[Any], landmarks: Array, frame: HeadFrame, white: Floats) -> Array:
    """How far teeth are seen beyond each found point of the inner lips, cm [20], in their ring's order.

    Landmarks on the edge of an open mouth are a pixel or two off: a warp that takes the lips' edge from
    there would bring teeth along when the mouth closes.
    """
    ring = landmarks[list(t.INNER_LIPS), :2]
    steps = np.arange(0.0, _FARTHEST, 0.02)
    out = np.stack([outward(ring, step * frame.scale) for step in steps], 1).astype(np.float32)
    full = np.float32(np.iinfo(pixels.dtype).max)
    seen = cv2.remap(pixels[..., :3], out[..., 0], out[..., 1], cv2.INTER_LINEAR).astype(np.float32) / full
    balanced = seen / (white / white.mean())
    red = (balanced[..., 0] - balanced[..., 1]) / np.maximum(balanced.sum(2), 0.05)
    teeth = (red < _REDDEST) & (balanced.mean(2) > _DARKEST * white.mean())
    teeth &= np.cumprod(teeth | (steps < 0.06), 1).astype(bool)
    found: Array = np.where(teeth.any(1), steps[len(steps) - 1 - np.argmax(teeth[:, ::-1], 1)] + 0.03, 0)
    found[[t.INNER_LIPS.index(i) for i in t.MOUTH_CORNERS]] = 0
    return found


def _flattened(
    pixels: NDArray[Any], frame: HeadFrame, origin: Array, opening: Opening, light: Light
) -> _Flat:
    density = float(np.clip(frame.scale * _FINER, *_DENSITIES))
    x = (np.arange(round(2 * LEFT * density), dtype=np.float32) + 0.5) / density - LEFT
    y = TOP - (np.arange(round((TOP + BOTTOM) * density), dtype=np.float32) + 0.5) / density
    gx, gy = np.meshgrid(x, y)
    points = np.stack([gx, gy, -CURVE * gx * gx], -1).reshape(-1, 3) + origin
    places = frame.to_pixels(points).astype(np.float32)
    to_x, to_y = places[:, 0].reshape(gx.shape), places[:, 1].reshape(gx.shape)
    full = np.float32(np.iinfo(pixels.dtype).max)
    seen = cv2.remap(pixels[..., :3], to_x, to_y, cv2.INTER_LANCZOS4).astype(np.float32) / full
    to_x, to_y = to_x - opening.box[0], to_y - opening.box[1]
    px, py = opening.coarse_grid()
    across, _ = on_arch(frame, origin, px, py)
    slope = np.repeat(sideways((px - px.mean()) / np.float32(frame.scale), light.slope), len(py), 0)
    lit = opening.fine(on_teeth(opening.near, opening.deep, across) * slope)
    cover, shade = (_sampled(m, to_x, to_y) for m in (opening.mask, lit))
    return _Flat(gx, gy, seen, cover, warmed(np.maximum(shade, np.float32(_LEAST_LIGHT))), density)


def _sampled(picture: Floats, x: Floats, y: Floats) -> Floats:
    """A picture at places [h, w], 0 outside of it."""
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _teeth_in(flat: _Flat, light: Light) -> Mask | None:
    """Bright and hardly red pixels between the lips, or None when they are too few to be teeth."""
    balanced = flat.seen / (light.white / light.white.mean()) / flat.light
    bright = balanced.mean(2)
    red = (balanced[..., 0] - balanced[..., 1]) / np.maximum(balanced.sum(2), 0.05)
    inside = flat.cover > 0.9
    pale = inside & (red < _REDDEST)
    area = flat.density**2
    if pale.sum() < 0.2 * area:
        return None
    teeth = _upper_row(flat, pale & (bright > _DARKEST * np.percentile(bright[pale], 90)))
    columns = (teeth & (np.abs(flat.x) < 2.4)).any(0)
    if columns.sum() / flat.density < _LEAST_WIDTH or teeth.sum() < _LEAST_SHARE * _above(teeth, inside):
        return None
    return teeth


def _upper_row(flat: _Flat, teeth: Mask) -> Mask:
    """What hangs from the upper lip: lower teeth and what shows between the rows are left out."""
    radius = max(1, round(_HOLES * flat.density))
    filled = cv2.morphologyEx(teeth.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((2 * radius + 1,) * 2)) > 0
    rows = np.arange(len(teeth))[:, None]
    begins = np.argmax(filled, 0)
    ends = np.argmax((rows > begins) & ~filled, 0)
    ends = np.where(ends == 0, len(teeth), ends)
    hangs = filled.any(0) & (begins - np.argmax(flat.cover > 0.9, 0) < _FROM_LIP * flat.density)
    out: Mask = teeth & hangs & (rows >= begins) & (rows < ends)
    return out


def _above(teeth: Mask, inside: Mask) -> int:
    """How much of the opening lies above the row's edge, or beside the row."""
    rows = np.arange(len(teeth))[:, None]
    ends = len(teeth) - 1 - np.argmax(teeth[::-1], 0)
    return int((inside & ((rows <= ends) | ~teeth.any(0))).sum())


def _white(flat: _Flat, teeth: Mask) -> Floats:
    """The bright part of the teeth without the light on them [3]."""
    values = (flat.seen / flat.light)[teeth & (np.abs(flat.x) < 1.4)]
    order = np.argsort(values.sum(1))
    out: Floats = values[order[int(len(order) * 0.65) : int(len(order) * 0.9) + 1]].mean(0)
    return np.clip(out, 0.05, 1.2).astype(np.float32)


def _extent(flat: _Flat, teeth: Mask) -> tuple[float, float]:
    """Where the row begins and ends, cm."""
    heights = teeth.sum(0)
    least = max(0.1 * flat.density, _FULL * float(np.median(heights[heights > 0])))
    columns = flat.x[0][heights >= least]
    return float(columns.min()), float(columns.max())


def _edge(flat: _Flat, teeth: Mask) -> tuple[Array, float]:
    """Height of the teeth's edge in every column [w] and at the incisors, cm from the usual one.

    Where the lower lip covers it, it is left at the usual height, and the donor's edge is seen.
    """
    grey = cv2.GaussianBlur(flat.seen.mean(2), (0, 0), 0.05 * flat.density)
    reach = max(1, round(0.06 * flat.density))
    fall = np.roll(grey, reach, 0) - np.roll(grey, -reach, 0)
    fall = np.minimum(fall, _ENOUGH) + 0.3 * np.maximum(fall - _ENOUGH, 0)
    has_teeth, end = teeth.any(0), _ends(flat.y[:, 0], teeth)
    free = has_teeth & (end - _ends(flat.y[:, 0], flat.cover > 0.9) > _TOUCHES)
    usual = np.where(free, -end, -0.04 * flat.x**2)
    gain = np.where(flat.cover > 0.3, fall, -1) - 0.25 * np.maximum(np.abs(flat.y + usual) - 0.15, 0)
    gain[(flat.y < end - _UNDER) & has_teeth] = -1
    rows = _best_path(gain.astype(np.float32))
    heights = flat.y[:, 0].astype(np.float64)[rows]
    near = (np.abs(flat.x[0]) < 0.75) & has_teeth
    level = float(np.median(heights[near])) if near.any() else 0.0
    if level > _HIDDEN and free[near].mean() < 0.5:
        return np.full(len(heights), -np.inf), 0.0
    columns = np.arange(len(heights))
    return np.interp(columns, columns[has_teeth], heights[has_teeth]), level


def _ends(y: Floats, mask: Mask) -> Floats:
    """The lowest height of a mask [h, w] in every column, cm; where it is empty, that of the last row."""
    out: Floats = y[len(mask) - 1 - np.argmax(mask[::-1], 0)]
    return out


def _best_path(gain: Floats) -> NDArray[np.intp]:
    """The row in each column that gains most, moving by at most one row per column."""
    total, came = gain[:, 0].copy(), np.zeros(gain.shape, np.int8)
    for i in range(1, gain.shape[1]):
        padded = np.pad(total, 1, constant_values=-np.inf)
        options = np.stack([padded[:-2] - 0.01, padded[1:-1], padded[2:] - 0.01])
        came[:, i] = options.argmax(0) - 1
        total = options.max(0) + gain[:, i]
    path = np.empty(gain.shape[1], np.intp)
    path[-1] = total.argmax()
    for i in range(gain.shape[1] - 1, 0, -1):
        path[i - 1] = path[i] + came[path[i], i]
    return path


def _completed(flat: _Flat, row: _Row, lenders: Sequence[Donor]) -> Plate:
    """The portrait's row; what the lips hide of it is continued upward and to the sides by a donor's."""
    lent = _continuing(flat, row, lenders)
    own, weight = _continued(row, _inside(flat), flat)
    left, right = row.extent
    within = _soft((flat.x - left) / 0.2 + 0.8) * _soft((right - flat.x) / 0.2 + 0.8)
    weight *= within
    line = np.where(np.isfinite(row.edge), row.edge, -9).astype(np.float32)
    cut = _soft((flat.y - line) * flat.density / 2.2 + 0.5)
    colour = lent.colour + (own - lent.colour) * weight[..., None]
    alpha = np.maximum(weight * cut, lent.alpha * (1 + (cut - 1) * within))
    return Plate.of(colour, alpha.astype(np.float32), flat.density, _origin(flat))


def _continuing(flat: _Flat, row: _Row, lenders: Sequence[Donor]) -> "_Lent":
    """The donor's row that goes on best from the portrait's, bent to its edge, in its colour."""
    tried = [_Lent.of(flat, donor, size) for donor in lenders for size in _SIZES]
    best = min(tried, key=lambda one: _misfit(flat, row, one))
    if np.isfinite(row.edge).all():
        best = _Lent.of(flat, best.donor, best.size, _bent(flat, row, best))
    return replace(best, colour=best.colour * _tinted(flat, row, best)[None])


def _bent(flat: _Flat, row: _Row, lent: "_Lent") -> Array:
    """How far a donor's row must be moved in every column [w] to lie along the portrait's edge, cm."""
    inside = _seen_columns(flat, row)
    away = np.interp(flat.x[0], flat.x[0][inside], (row.edge - lent.edge)[inside])
    soft = cv2.GaussianBlur(away[None], (0, 0), _BLUR * flat.density, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(soft[0], np.float64)


def _seen_columns(flat: _Flat, row: _Row) -> Mask:
    left, right = row.extent
    out: Mask = (flat.x[0] > left) & (flat.x[0] < right) & row.teeth.any(0)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Lent:
    """A donor's row over the flattened photograph, made so many times as wide, its edge [w]."""

    donor: Donor
    size: float
    colour: Floats
    alpha: Floats
    edge: Array

    @classmethod
    def of(cls, flat: _Flat, donor: Donor, size: float, down: Array | float = 0.0) -> "_Lent":
        """As it lies there, moved by so much [w], cm."""
        x, y = flat.x / np.float32(size), (flat.y - np.asarray(down, np.float32)) / np.float32(size)
        plate = replace(donor.upper, rgba=donor.upper.seen(x, y))
        alpha = plate.alpha
        return cls(donor, size, plate.colour, alpha, _ends(flat.y[:, 0], alpha > 0.5).astype(np.float64))


def _misfit(flat: _Flat, row: _Row, lent: _Lent) -> float:
    """How badly a donor's row goes on from the portrait's: how its edge runs, how wide its teeth are."""
    inside = _seen_columns(flat, row)
    off = 0.0
    if np.isfinite(row.edge).all():
        away = (row.edge - lent.edge)[inside]
        off = float(np.abs(away - np.median(away)).mean())
    return off / _BEND - _alike(*(_across(colour, row.teeth)[inside] for colour in (row.colour, lent.colour)))


def _across(colour: Floats, teeth: Mask) -> Floats:
    """The mean brightness of a row's teeth in every column [w]: it falls where two of them meet."""
    share = teeth.astype(np.float32)
    out: Floats = (colour.mean(2) * share).sum(0) / np.maximum(share.sum(0), 1)
    return out


def _alike(one: Floats, other: Floats) -> float:
    """How alike two profiles run, -1 to 1."""
    a, b = (v - cv2.GaussianBlur(v[None], (0, 0), len(v) / 8)[0] for v in (one, other))
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 0.0


def _tinted(flat: _Flat, row: _Row, lent: _Lent) -> Floats:
    """What makes a donor's row the portrait's colour: as bright at both ends and in the middle [w, 3]."""
    x, (left, right) = flat.x[0], row.extent
    places = np.linspace(left, right, 3)
    everywhere = _tint(row, lent, np.abs(x) < LEFT)
    levels = [_tint(row, lent, np.abs(x - place) < _END).mean() for place in places]
    level = np.interp(x, places, levels)[:, None] / everywhere.mean()
    out: Floats = np.clip(everywhere * level, *_TINTS).astype(np.float32)
    return out


def _tint(row: _Row, lent: _Lent, columns: Mask) -> Floats:
    """The colour of the portrait's teeth beside that of the donor's, in some columns [3]."""
    teeth = row.teeth & columns & (lent.alpha > 0.9)
    if not teeth.any():
        return np.ones(3, np.float32)
    own, other = (np.median(colour[teeth], 0) for colour in (row.colour, lent.colour))
    return np.clip(own / np.maximum(other, 0.05), *_TINTS).astype(np.float32)


def _inside(flat: _Flat) -> NDArray[np.uint8]:
    """What is between the lips, without the pixels that mix with them."""
    radius = max(1, round(0.04 * flat.density))
    seen = (flat.cover > 0.95).astype(np.uint8)
    return cv2.erode(seen, np.ones((2 * radius + 1,) * 2, np.uint8)).astype(np.uint8, copy=False)


def _continued(row: _Row, inside: NDArray[np.uint8], flat: _Flat) -> tuple[Floats, Floats]:
    """The row with every column's uppermost colour continued below the lip, and its weight [h, w]."""
    own = row.colour
    rows = np.arange(len(own))[:, None]
    top, tooth = np.argmax(inside, 0), np.argmax(row.teeth, 0)
    under_lip = row.teeth.any(0) & (tooth > top) & (tooth - top < _SHADOW * flat.density)
    first = np.where(under_lip, tooth, top) + max(1, round(0.03 * flat.density))
    last = len(own) - 1 - np.argmax(inside[::-1], 0)
    taken = np.clip(rows, np.minimum(first, last), last)
    longer = np.take_along_axis(own, taken[..., None], 0)
    reach = (rows <= last) & inside.any(0) & (flat.y < _CROWN)
    radius = 0.04 * flat.density
    weight = cv2.GaussianBlur(reach.astype(np.float32), (0, 0), radius + 0.3) * reach
    weight *= _soft(1 - ((first - rows) / flat.density - _KEPT) / _FADE)
    soft = cv2.GaussianBlur(longer, (0, 0), 0.3 + 0.3 * radius)
    return np.where((rows < first)[..., None], soft, longer).astype(np.float32), weight.astype(np.float32)


def _origin(flat: _Flat) -> tuple[float, float]:
    """The pixel of the arch's origin."""
    return float(-flat.x[0, 0] * flat.density), float(flat.y[0, 0] * flat.density)


def _soft(s: Floats) -> Floats:
    out: Floats = np.clip(s, 0, 1).astype(np.float32)
    return out
