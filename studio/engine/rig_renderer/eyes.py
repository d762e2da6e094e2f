"""The eyeballs behind the lids: the photograph's own eye, completed where the lids hid it.

The iris moves over the white with the gaze; the catchlight is a reflection of the room and stays. The
rims of the opening, with lashes, wet edge, corner and the lids' shadow, move with the lids over the ball.
With the gaze and lids as photographed the layer gives the photograph's own pixels back.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.rig.gaze import iris_from_corners, looking, to_photograph
from studio.engine.rig.person import Person
from studio.engine.rig.pose import HeadFrame
from studio.engine.warp.outline import axes_along, box_around, heights_over, mask_of, smooth_outline

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_INNER_CORNER = 8
_IRIS_MOVES, _LID_MOVES = (0.01, 0.1), (0.3, 0.8)
"""How far iris and lids have moved, in radii of the iris, when the layer begins to show and when it is all
that is seen."""
_FAR = (0.1, 0.6)
"""Likewise, when the iris is so far away that nothing of the photographed eye may be left at the lids."""
_LID_EDGE = 0.1
"""How far from the lids the photograph's own pixels go on until then, in eye widths."""
_SIDES = (
    ("Right", np.array(t.EYE_RIGHT), np.array(t.IRIS_RIGHT), -1.0),
    ("Left", np.array(t.EYE_LEFT), np.array(t.IRIS_LEFT), 1.0),
)
_INSET = 0.05
"""How far inside the found lids the ball itself is seen, in eye widths."""
_RIM = 0.16
"""How far into the opening lashes and shadows of the lids reach, in eye widths."""
_COLUMNS, _ROWS = 64, 20
_NARROW = 0.08
"""An opening that is no wider, toward its corners, is looked at as if it were so wide."""
_DARKEST = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """One eye, prepared.

    Attributes:
        side: ``Left`` or ``Right`` (the subject's), and +1 or −1, the way that it looks out.
        texture: white and iris without the catchlight [h, w, 3], in the pixels' own range.
        light: the catchlight, to be added [h, w, 3].
        rims: what the upper and the lower lid leave of the ball's colour [2, _ROWS from the margin in,
            _COLUMNS from the outer corner to the inner, 3].
        origin: top left of the texture in the photograph.
        centre, radius: of the iris, in texture pixels.
        middle: between the corners, in photograph pixels.
    """

    side: str
    outward: float
    ring: NDArray[np.int_]
    texture: Floats
    light: Floats
    rims: Floats
    origin: Array
    centre: Array
    radius: float
    middle: Array


def prepare_eyes(pixels: Pixels, landmarks: Array) -> tuple[Eye, ...]:
    """Cut both eyes from the photograph and complete them."""
    return tuple(_prepared(pixels, landmarks, *side) for side in _SIDES)


def _prepared(
    pixels: Pixels,
    landmarks: Array,
    side: str,
    ring: NDArray[np.int_],
    iris: NDArray[np.int_],
    outward: float,
) -> Eye:
    lids = landmarks[ring, :2]
    width = float(np.linalg.norm(lids[0] - lids[_INNER_CORNER]))
    box = box_around(lids, 0.5 * width, (pixels.shape[1], pixels.shape[0]))
    crop = pixels[box[1] : box[3], box[0] : box[2], :3].astype(np.float32)
    inset = max(1, round(_INSET * width))
    opening = mask_of(smooth_outline(lids, _INNER_CORNER), box, 0)
    seen = np.asarray(cv2.erode(opening, np.ones((inset * 2 + 1, inset * 2 + 1), np.uint8)) > 0.95)
    centre = landmarks[iris[0], :2] - box[:2]
    radius = float(np.linalg.norm(landmarks[iris[1:], :2] - landmarks[iris[0], :2], axis=1).mean())
    distance = _distance(crop.shape[:2], centre)
    light = _catchlight(crop, seen, distance, radius)
    texture = _completed(crop - light, seen, distance, centre, radius)
    rims = _rims(crop, texture + light, lids - box[:2])
    middle = (lids[0] + lids[_INNER_CORNER]) / 2
    return Eye(side, outward, ring, texture, light, rims, np.array(box[:2], float), centre, radius, middle)


def _margins(lids: Array) -> tuple[Array, Array]:
    """Heights of the upper and the lower lid over the line of the corners [_COLUMNS] each."""
    corners = lids[[0, _INNER_CORNER]]
    upper, lower = lids[1:_INNER_CORNER], lids[_INNER_CORNER + 1 :]
    return heights_over(corners, upper, _COLUMNS), heights_over(corners, lower, _COLUMNS)


def _rims(crop: Floats, ball: Floats, lids: Array) -> Floats:
    """What the photograph shows of the ball beside what there is of it, along both lids.

    Each lid is looked at as far as the middle of the opening, where neither leaves a trace.
    """
    axes, (upper, lower) = axes_along(lids[[0, _INNER_CORNER]]), _margins(lids)
    along, deep = np.linspace(0, 1, _COLUMNS), np.linspace(0, _RIM, _ROWS)[:, None]
    half = np.maximum(upper - lower, _NARROW) / 2
    seen = np.clip((half - deep) / (0.3 * half), 0, 1) * np.clip((_RIM - deep) / (0.4 * _RIM), 0, 1)
    out = []
    for height in (upper - deep, lower + deep):
        place = (lids[0] + along[:, None] * axes[0] + height[..., None] * axes[1]).astype(np.float32)
        shown, there = (cv2.remap(p, place[..., 0], place[..., 1], cv2.INTER_LINEAR) for p in (crop, ball))
        floor = 0.02 * max(float(ball.max()), 1.0)
        ratio = np.clip((shown + floor) / (there + floor), _DARKEST, 1.1)
        out.append(1 + (ratio - 1) * seen[..., None])
    return np.asarray(out, np.float32)


def _distance(shape: tuple[int, ...], centre: Array) -> Floats:
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    out: Floats = np.hypot(x - centre[0], y - centre[1]).astype(np.float32)
    return out


def _catchlight(crop: Floats, seen: NDArray[np.bool_], distance: Floats, radius: float) -> Floats:
    """What is far brighter in the iris than the iris is at that distance from its middle."""
    grey = crop.mean(2)
    inside = seen & (distance < 0.8 * radius)
    out = np.zeros_like(crop)
    if inside.sum() < 20:
        return out
    ring = np.minimum((distance / max(radius, 1e-3) * 6).astype(int), 5)
    usual = np.zeros(6, np.float32)
    for k in range(6):
        here = inside & (ring == k)
        usual[k] = np.median(grey[here]) if here.any() else np.median(grey[inside])
    excess = grey - usual[ring]
    spread = max(float(np.median(np.abs(excess[inside]))), 1.0)
    scale = 65535.0 if crop.max() > 300 else 255.0
    strength = np.clip((excess - max(4 * spread, 0.14 * scale)) / (0.10 * scale), 0, 1) * inside
    strength = cv2.GaussianBlur(strength.astype(np.float32), (0, 0), max(0.5, 0.04 * radius)) * seen
    dark = np.minimum(crop, usual[ring][..., None])
    out = (crop - dark) * strength[..., None]
    return np.asarray(out, np.float32)


def _completed(
    crop: Floats, seen: NDArray[np.bool_], distance: Floats, centre: Array, radius: float
) -> Floats:
    """Iris mirrored where a lid hid it, white carried on where there is nothing to see."""
    y, x = np.mgrid[: crop.shape[0], : crop.shape[1]].astype(np.float32)
    filled, known = crop.copy(), seen.copy()
    iris = distance < 1.06 * radius
    for map_x, map_y in (
        (x, 2 * np.float32(centre[1]) - y),
        (2 * np.float32(centre[0]) - x, y),
        (2 * np.float32(centre[0]) - x, 2 * np.float32(centre[1]) - y),
    ):
        mirrored = cv2.remap(crop, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        there = cv2.remap(seen.astype(np.uint8), map_x, map_y, cv2.INTER_NEAREST) > 0
        use = iris & ~known & there
        filled[use] = mirrored[use]
        known |= use
    rim = _carried_on(filled, (known & iris).astype(np.float32))
    clear = _clear_white(crop, seen & (distance > 1.15 * radius))
    white = _carried_on(filled, clear)
    seen = seen & ((clear > 0) | (distance < 1.15 * radius))
    known &= seen | iris
    disc = np.clip((1.08 - distance / radius) / 0.1, 0, 1)[..., None]
    ground = rim * disc + white * (1 - disc)
    soft = cv2.GaussianBlur(known.astype(np.float32), (0, 0), max(0.8, 0.1 * radius)) * known
    mixed = filled * soft[..., None] + ground * (1 - soft[..., None])
    inner = cv2.erode(seen.astype(np.float32), np.ones((3, 3)))
    sure = cv2.GaussianBlur(inner, (0, 0), max(0.8, 0.16 * radius))[..., None] * seen[..., None]
    return np.asarray(crop * sure + mixed * (1 - sure), np.float32)


def _clear_white(crop: Floats, white: NDArray[np.bool_]) -> Floats:
    """Which pixels of the white are not lashes, corner or the lid's shadow."""
    if white.sum() < 12:
        return np.ones(white.shape, np.float32)
    grey = crop.mean(2)
    return np.asarray(white & (grey > np.median(grey[white]) * 0.92), np.float32)


def _carried_on(values: Floats, known: Floats) -> Floats:
    """Weighted means over growing neighbourhoods, nearest first."""
    out = np.zeros_like(values)
    have = np.zeros_like(known)
    there = values * known[..., None]
    for sigma in (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0):
        weight = _spread(known, sigma)
        mean = _spread(there, sigma) / np.maximum(weight, 1e-5)[..., None]
        share = np.clip(weight / 0.05, 0, 1) * (1 - have)
        out += mean * share[..., None]
        have += share
        if have.min() >= 1:
            break
    return out + values * (1 - have)[..., None]


def _spread(values: Floats, sigma: float) -> Floats:
    """Blurred; what is blurred much, on a coarser grid."""
    times = max(1, int(sigma) // 4)
    height, width = values.shape[:2]
    size = -(-width // times), -(-height // times)
    small = cv2.resize(values, size, interpolation=cv2.INTER_AREA) if times > 1 else values
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / times)
    return np.asarray(cv2.resize(blurred, (width, height)) if times > 1 else blurred, np.float32)


def looks_elsewhere(person: Person, state: FaceState) -> bool:
    """Whether an eye looks elsewhere than in the photograph."""
    return any(looking(state, side) != looking(person.rest, side) for side in ("Left", "Right"))


def draw_eyes(
    canvas: Pixels, eyes: tuple[Eye, ...], person: Person, state: FaceState, pose: HeadFrame, target: Array
) -> None:
    """Paint both eyes into the picture, within their lids.

    Args:
        canvas: the result so far, changed in place.
        pose: the head's frame in the result.
        target: landmarks in the result [478, 3].
    """
    for eye in eyes:
        _draw(canvas, eye, person, state, pose, target)


def _draw(canvas: Pixels, eye: Eye, person: Person, state: FaceState, pose: HeadFrame, target: Array) -> None:
    lids = target[eye.ring, :2]
    width = float(np.linalg.norm(lids[0] - lids[_INNER_CORNER]))
    opening = float(np.linalg.norm(lids[4] - lids[12]))
    shown = np.clip((opening / max(width, 1e-3) - 0.02) / 0.05, 0, 1)
    if shown <= 0:
        return
    box = box_around(lids, 3, (canvas.shape[1], canvas.shape[0]))
    if box[2] <= box[0] or box[3] <= box[1]:
        return
    to_photo, middle = to_photograph(person, pose), (lids[0] + lids[_INNER_CORNER]) / 2
    shift = _iris_shift(eye, person, state, pose, to_photo)
    changed = _changed(eye, person, lids, shift, to_photo)
    if changed <= 0:
        return
    mask = mask_of(smooth_outline(lids, _INNER_CORNER), box, max(0.4, width * 0.008))
    edge = _LID_EDGE * width * (1 - _risen(float(np.hypot(*shift)) / eye.radius, _FAR))
    mask *= _inside(mask, edge) * float(shown * changed)
    x = np.arange(box[0], box[2]) - middle[0]
    y = np.arange(box[1], box[3])[:, None] - middle[1]
    away = eye.middle - eye.origin
    px, py = (
        (row[0] * x + row[1] * y + by).astype(np.float32) for row, by in zip(to_photo, away, strict=True)
    )
    there = (eye.centre + shift).astype(np.float32)
    distance = np.hypot(px - there[0], py - there[1]) / np.float32(eye.radius)
    shift = shift.astype(np.float32)
    share = smoothstep((2.4 - distance) / (2.4 - 1.12))
    moved = cv2.remap(
        eye.texture,
        px - shift[0] * share,
        py - shift[1] * share,
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    light = cv2.remap(eye.light, px, py, cv2.INTER_LINEAR)
    region = canvas[box[1] : box[3], box[0] : box[2], :3]
    ball = (moved + light) * _shaded_by_lids(eye, lids, box)
    mixed = region * (1 - mask[..., None]) + ball * mask[..., None]
    region[:] = np.clip(mixed + 0.5, 0, np.iinfo(canvas.dtype).max).astype(canvas.dtype)


def _shaded_by_lids(eye: Eye, lids: Array, box: tuple[int, int, int, int]) -> Floats:
    """What the lids, where they are now, leave of the ball's colour [h, w, 3]."""
    axes = axes_along(lids[[0, _INNER_CORNER]])
    per_width = axes / (axes[0] @ axes[0])
    x = np.arange(box[0], box[2]) - lids[0, 0]
    y = np.arange(box[1], box[3])[:, None] - lids[0, 1]
    along, up = (row[0] * x + row[1] * y for row in per_width)
    column = np.clip(along, 0, 1) * (_COLUMNS - 1)
    out = np.ones((*column.shape, 3), np.float32)
    for rim, margin, inward in zip(eye.rims, _margins(lids), (-1.0, 1.0), strict=True):
        deep = (up - np.interp(column, np.arange(_COLUMNS), margin)) * inward
        row = np.maximum(deep, 0) / _RIM * (_ROWS - 1)
        places = column.astype(np.float32), row.astype(np.float32)
        out *= cv2.remap(rim, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return out


def _changed(eye: Eye, person: Person, lids: Array, shift: Array, to_photo: Array) -> float:
    """0 while the eye stands as in the photograph, whose own pixels, with the lids' shadow and lashes, the
    warp then carries; 1 once the iris has moved, or a lid so far that the warp would pull it out of round.
    """
    there = (lids - (lids[0] + lids[_INNER_CORNER]) / 2) @ to_photo.T
    here = person.landmarks[eye.ring, :2] - eye.middle
    lid = float(np.linalg.norm(there - here, axis=1).max())
    moved = zip((float(np.hypot(*shift)), lid), (_IRIS_MOVES, _LID_MOVES), strict=True)
    return max(_risen(far / eye.radius, between) for far, between in moved)


def _risen(value: float, between: tuple[float, float]) -> float:
    """0 below, 1 above, smooth between."""
    return float(smoothstep((value - between[0]) / (between[1] - between[0])))


def _inside(mask: Floats, edge: float) -> Floats:
    """0 at the rim of a mask [h, w], 1 from so many pixels within: there the photograph's lids go on."""
    away = cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    return np.asarray(smoothstep(np.asarray(away, np.float32) / max(edge, 1e-3)), np.float32)


def _iris_shift(eye: Eye, person: Person, state: FaceState, pose: HeadFrame, to_photo: Array) -> Array:
    """How far the iris moves over the photographed eye, in photograph pixels [2].

    The iris stands out from the corners of the eye: a turning head moves it against them, and the
    gaze, which often turns the other way, moves it back.
    """
    here = iris_from_corners(person.frame, looking(person.rest, eye.side), eye.outward)
    there = iris_from_corners(pose, looking(state, eye.side), eye.outward)
    limit = 1.7 * eye.radius
    out: Array = np.clip(to_photo @ there - here, -limit, limit)
    return out
