"""The portrait's own upper teeth, where its photograph shows them, completed by a donor's.

The photograph between the lips is flattened onto the arch, freed of the light that fell on it, and cut
along the teeth's edge. What the lips hide comes from the donor, in the colour of the portrait's teeth.
"""

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
_HIDDEN: Final = 0.4
"""How far above its usual height an edge may be seen, cm, until the lower lip is said to hide it."""


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


def find_own_teeth(
    pixels: NDArray[Any], landmarks: Array, frame: HeadFrame, arches: Arches, light: Light, lender: Donor
) -> OwnTeeth | None:
    """The teeth that a photograph shows, or None when its mouth is closed or shows too little."""
    height, width = pixels.shape[:2]
    opening = find_opening(landmarks, frame, (width, height), (0, 0))
    if opening is None or opening.gap < _LEAST_GAP:
        return None
    flat = _flattened(pixels, frame, arches.upper, opening, light)
    teeth = _teeth_in(flat, light)
    if teeth is None:
        return None
    own = replace(light, white=_white(flat, teeth))
    edge, level = _edge(flat, teeth)
    moved = replace(arches, upper=arches.upper + np.array([0, level, 0]))
    flat = replace(flat, y=flat.y - np.float32(level))
    upper = _completed(flat, own, edge - level, _extent(flat, teeth), lender)
    return OwnTeeth(moved, own, Teeth.of(upper, lender.lower))


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
    teeth: Mask = pale & (bright > _DARKEST * np.percentile(bright[pale], 90))
    columns = (teeth & (np.abs(flat.x) < 2.4)).any(0)
    if columns.sum() / flat.density < _LEAST_WIDTH or teeth.sum() < _LEAST_SHARE * inside.sum():
        return None
    return teeth


def _white(flat: _Flat, teeth: Mask) -> Floats:
    """The bright part of the teeth without the light on them [3]."""
    values = (flat.seen / flat.light)[teeth & (np.abs(flat.x) < 1.4)]
    order = np.argsort(values.sum(1))
    out: Floats = values[order[int(len(order) * 0.65) : int(len(order) * 0.9) + 1]].mean(0)
    return np.clip(out, 0.05, 1.2).astype(np.float32)


def _extent(flat: _Flat, teeth: Mask) -> tuple[float, float]:
    """Where the row begins and ends, cm."""
    columns = flat.x[0][teeth.sum(0) > 0.1 * flat.density]
    return float(columns.min()), float(columns.max())


def _edge(flat: _Flat, teeth: Mask) -> tuple[Array, float]:
    """Height of the teeth's edge in every column [w] and at the incisors, cm from the usual one.

    Where the lower lip covers it, it is left at the usual height, and the donor's edge is seen.
    """
    grey = cv2.GaussianBlur(flat.seen.mean(2), (0, 0), 0.05 * flat.density)
    reach = max(1, round(0.06 * flat.density))
    fall = np.roll(grey, reach, 0) - np.roll(grey, -reach, 0)
    fall = np.minimum(fall, _ENOUGH) + 0.3 * np.maximum(fall - _ENOUGH, 0)
    usual = -0.04 * flat.x**2
    gain = np.where(flat.cover > 0.3, fall, -1) - 0.25 * np.maximum(np.abs(flat.y + usual) - 0.15, 0)
    rows = _best_path(gain.astype(np.float32))
    heights = flat.y[:, 0].astype(np.float64)[rows]
    near, has_teeth = np.abs(flat.x[0]) < 0.75, teeth.any(0)
    level = float(np.median(heights[near & has_teeth])) if (near & has_teeth).any() else 0.0
    if level > _HIDDEN:
        return np.full(len(heights), -np.inf), 0.0
    columns = np.arange(len(heights))
    return np.interp(columns, columns[has_teeth], heights[has_teeth]), level


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


def _completed(flat: _Flat, light: Light, edge: Array, extent: tuple[float, float], lender: Donor) -> Plate:
    """The portrait's row; what the lips hide of it is continued upward and else the donor's."""
    other = replace(lender.upper, rgba=lender.upper.seen(flat.x, flat.y))
    lent, lent_alpha = other.colour, other.alpha
    inside = _inside(flat)
    own, weight = _continued(flat.seen / flat.light / light.white, inside, flat)
    weight *= _soft((flat.x - extent[0]) / 0.2 + 0.8) * _soft((extent[1] - flat.x) / 0.2 + 0.8)
    colour = lent + (own - lent) * weight[..., None]
    alpha = np.maximum(weight, lent_alpha * _beyond(flat, inside, extent))
    seen_edge = np.isfinite(edge)
    line = np.where(seen_edge, edge, -9).astype(np.float32)
    alpha *= _soft((flat.y - line) * flat.density / 2.2 + 0.5)
    return Plate.of(colour, alpha.astype(np.float32), flat.density, _origin(flat))


def _inside(flat: _Flat) -> NDArray[np.uint8]:
    """What is between the lips, without the pixels that mix with them."""
    radius = max(1, round(0.04 * flat.density))
    seen = (flat.cover > 0.95).astype(np.uint8)
    return cv2.erode(seen, np.ones((2 * radius + 1,) * 2, np.uint8)).astype(np.uint8, copy=False)


def _continued(own: Floats, inside: NDArray[np.uint8], flat: _Flat) -> tuple[Floats, Floats]:
    """The row with every column's uppermost colour continued below the lip, and its weight [h, w]."""
    rows = np.arange(len(own))[:, None]
    first = np.argmax(inside, 0) + max(1, round(0.03 * flat.density))
    last = len(own) - 1 - np.argmax(inside[::-1], 0)
    taken = np.clip(rows, np.minimum(first, last), last)
    longer = np.take_along_axis(own, taken[..., None], 0)
    reach = (rows <= last) & inside.any(0) & (flat.y < _CROWN)
    radius = 0.04 * flat.density
    weight = cv2.GaussianBlur(reach.astype(np.float32), (0, 0), radius + 0.3) * reach
    soft = cv2.GaussianBlur(longer, (0, 0), 0.3 + 0.3 * radius)
    return np.where((rows < first)[..., None], soft, longer).astype(np.float32), weight.astype(np.float32)


def _beyond(flat: _Flat, inside: NDArray[np.uint8], extent: tuple[float, float]) -> Floats:
    """Where the donor may add teeth beside the portrait's: not where the photograph shows a dark gap."""
    columns = flat.x[0][inside.any(0)]
    left = extent[0] - 0.1 if columns.min() < extent[0] - 0.3 else -LEFT
    right = extent[1] + 0.1 if columns.max() > extent[1] + 0.3 else LEFT
    return _soft((flat.x - left) / 0.1) * _soft((right - flat.x) / 0.1)


def _origin(flat: _Flat) -> tuple[float, float]:
    """The pixel of the arch's origin."""
    return float(-flat.x[0, 0] * flat.density), float(flat.y[0, 0] * flat.density)


def _soft(s: Floats) -> Floats:
    out: Floats = np.clip(s, 0, 1).astype(np.float32)
    return out
