"""Closing lids: skin where a lid unfolds, and lashes that turn down with it.

A warp alone would stretch the thin band between lid margin and crease, with its lashes and make-up,
over the whole eye. Instead the lid takes its colour from the skin around, above the crease and below the
lashes, so that it goes over into both without a step; its pores are those of the skin above the crease,
mirrored down, as the lid's own skin is hidden in the crease of an open eye; and it is a little darker at
crease and margin than between, as a ball is. The lashes, seen pointing up along the open margin, are laid
below the closed one as a darkening, and the slit between the lids is dark.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.rig.person import Person
from studio.engine.warp.outline import axes_along, box_around, heights_over

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_SIDES = (
    ("Right", t.EYE_RIGHT, t.UPPER_LID_RIGHT, t.LID_FOLD_RIGHT, t.BROW_BELOW_RIGHT),
    ("Left", t.EYE_LEFT, t.UPPER_LID_LEFT, t.LID_FOLD_LEFT, t.BROW_BELOW_LEFT),
)
_INNER_CORNER = 8
_STARTS, _FULL = 0.30, 0.85
"""Closure from which the lid is laid anew, and at which it is so entirely."""
_LASHES = 0.17
"""How far from the margin lashes are looked for, in eye widths."""
_COLUMNS, _ROWS = 96, 24
_ROOM = 0.6
"""Share of the skin between crease and brow that is taken for the lid: above it the brow's hair begins."""
_ABOVE_CREASE, _BELOW_LASHES, _BESIDE = 0.05, 0.18, 0.03
"""Where the skin around a lid is looked at, and how far about there, in eye widths."""
_FROM_BELOW = 0.3
"""How much of the skin below shows at the margin."""
_CREASE_SOFT = 0.07
_CREASE_DEPTH, _CREASE_WIDTH = 0.10, 0.018
_SLIT_DEPTH, _SLIT_WIDTH = 0.5, 0.014
"""How dark the crease and the slit between closed lids are, and how wide, in eye widths."""


@dataclass(frozen=True, slots=True, eq=False)
class Lid:
    """One upper lid, prepared. Curves are heights over the line between the eye's corners, in eye
    widths, at ``_COLUMNS`` places from corner to corner.

    Attributes:
        corners: outer and inner corner in the photograph [2, 2].
        fold: the crease's curve.
        room: how much skin there is between crease and brow.
        lashes: darkening over the margin, 1 is none [_ROWS from the margin up, _COLUMNS].
    """

    side: str
    ring: NDArray[np.int_]
    upper: NDArray[np.int_]
    crease: NDArray[np.int_]
    corners: Array
    fold: Array
    room: float
    lashes: Floats


def prepare_lids(pixels: Pixels, landmarks: Array) -> tuple[Lid, ...]:
    """Measure both upper lids of the photograph."""
    return tuple(_prepared(pixels, landmarks, *side) for side in _SIDES)


def _prepared(
    pixels: Pixels,
    landmarks: Array,
    side: str,
    ring: tuple[int, ...],
    upper: tuple[int, ...],
    fold: tuple[int, ...],
    brow: tuple[int, ...],
) -> Lid:
    corners = landmarks[[ring[0], ring[_INNER_CORNER]], :2]
    axes = axes_along(corners)
    margin = heights_over(corners, landmarks[list(upper), :2], _COLUMNS)
    crease = heights_over(corners, landmarks[list(fold), :2], _COLUMNS, ends=0.06)
    above = (landmarks[list(brow), :2] - corners[0]) @ axes[1] / (axes[0] @ axes[0])
    room = max(float(np.median(above) - np.median(crease[24:72])) * _ROOM, 0.03)
    lashes = _lashes(pixels, corners, axes, margin, crease, room)
    return Lid(side, np.array(ring), np.array(upper), np.array(fold), corners, crease, room, lashes)


def _lashes(pixels: Pixels, corners: Array, axes: Array, margin: Array, crease: Array, room: float) -> Floats:
    along = np.linspace(0, 1, _COLUMNS)
    up = np.linspace(0, _LASHES, _ROWS)
    seen = _grey_at(pixels, corners, axes, along[None, :], margin[None, :] + up[:, None])
    skin = _grey_at(pixels, corners, axes, along[None, :], (crease + 0.5 * room)[None, :])
    skin = np.asarray(cv2.GaussianBlur(skin, (0, 0), 9), np.float32)
    ratio = np.clip(seen / np.maximum(skin, 1.0), 0.12, 1.0)
    # What is dark as far up as one looks is shadow or eye shadow, not lash.
    lasting = np.minimum(ratio[-_ROWS // 3 :].mean(0), 1.0)
    ratio = np.clip(ratio / np.maximum(lasting, 0.3), 0.12, 1.0)
    ends = np.clip(np.minimum(along, 1 - along) / 0.08, 0, 1)
    fade = np.clip((_LASHES - up) / (0.5 * _LASHES), 0, 1)[:, None] * ends
    return np.asarray(1 - (1 - ratio) * fade, np.float32)


def _grey_at(pixels: Pixels, corners: Array, axes: Array, along: Array, up: Array) -> Floats:
    along, up = np.broadcast_arrays(along, up)
    place = corners[0] + along[..., None] * axes[0] + up[..., None] * axes[1]
    x0, y0, x1, y1 = box_around(place.reshape(-1, 2), 2, (pixels.shape[1], pixels.shape[0]))
    if x1 <= x0 or y1 <= y0:
        return np.zeros(along.shape, np.float32)
    # A mean over so short an axis takes numpy thirty times as long as this.
    part = pixels[y0:y1, x0:x1]
    grey = (part[..., 0].astype(np.float32) + part[..., 1] + part[..., 2]) / np.float32(3)
    x, y = ((place[..., axis] - low).astype(np.float32) for axis, low in enumerate((x0, y0)))
    return np.asarray(cv2.remap(grey, x, y, cv2.INTER_LINEAR), np.float32)


def draw_lids(
    canvas: Pixels, photo: Pixels, lids: tuple[Lid, ...], person: Person, state: FaceState, target: Array
) -> None:
    """Lay the lids that are closing anew, in place.

    Args:
        target: landmarks in the result [478, 3].
    """
    for lid in lids:
        own = person.rest[f"eyeBlink{lid.side}"]
        closed = np.clip((state[f"eyeBlink{lid.side}"] - own) / max(1 - own, 0.05), 0, 1)
        share = float(smoothstep((closed - _STARTS) / (_FULL - _STARTS)))
        if share > 0:
            _draw(canvas, photo, lid, target, share)


def _draw(canvas: Pixels, photo: Pixels, lid: Lid, target: Array, share: float) -> None:
    corners = target[lid.ring[[0, _INNER_CORNER]], :2]
    axes = axes_along(corners)
    width = float(np.linalg.norm(axes[0]))
    margin = heights_over(corners, target[lid.upper, :2], _COLUMNS)
    crease = heights_over(corners, target[lid.crease, :2], _COLUMNS, ends=0.06)
    around = np.vstack([corners, target[lid.upper, :2], target[lid.crease, :2]])
    x0, y0, x1, y1 = box_around(around, _LASHES * width + 2, (canvas.shape[1], canvas.shape[0]))
    if x1 <= x0 or y1 <= y0:
        return
    y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    along = ((x - corners[0, 0]) * axes[0, 0] + (y - corners[0, 1]) * axes[0, 1]) / width**2
    up = ((x - corners[0, 0]) * axes[1, 0] + (y - corners[0, 1]) * axes[1, 1]) / width**2
    column = np.asarray(np.clip(along, 0, 1) * (_COLUMNS - 1), np.float32)
    over = up - _looked_up(margin, column)
    below_fold = _looked_up(crease, column) - up
    ends = np.clip(np.minimum(along, 1 - along) / 0.12, 0, 1)
    region = canvas[y0:y1, x0:x1, :3].astype(np.float32)

    skin = _tone(region, over, below_fold, column, ends)
    skin *= _pores(_mirrored(photo, lid, along, np.abs(below_fold), column), 0.06 * width)
    edge = max(1.0 / width, 0.012)
    covered = np.clip(below_fold / _CREASE_SOFT + 0.4, 0, 1)
    on_lid = np.clip(over / edge + 0.5, 0, 1) * covered * covered * (3 - 2 * covered) * ends * share
    shade = 1 - 0.10 * np.exp(-np.square(np.maximum(over, 0) / 0.05))
    shade *= 1 - _CREASE_DEPTH * np.exp(-np.square(below_fold / _CREASE_WIDTH))
    region += (skin * shade[..., None] - region) * on_lid[..., None]

    dark = np.minimum(_darkening(lid, column, over), _slit(along, over))
    region *= 1 - (1 - dark[..., None]) * share
    limit = np.iinfo(canvas.dtype).max
    canvas[y0:y1, x0:x1, :3] = np.clip(region + 0.5, 0, limit).astype(canvas.dtype)


def _tone(picture: Floats, over: Floats, below_fold: Floats, column: Floats, ends: Floats) -> Floats:
    """The light on the lid as the skin above it and below it has it [h, w, 3]."""
    above = _along(picture, (below_fold + _ABOVE_CREASE) / _BESIDE, column, ends)
    under = _along(picture, (over + _BELOW_LASHES) / _BESIDE, column, ends)
    part = np.clip(below_fold / np.maximum(below_fold + np.maximum(over, 0), 1e-3), 0, 1)
    return np.asarray(above + (under - above) * (_FROM_BELOW * part[..., None]), np.float32)


def _along(picture: Floats, away: Floats, column: Floats, ends: Floats) -> Floats:
    """The picture's colours near a curve, place by place along it [h, w, 3].

    Args:
        away: how far each pixel is from the curve; at 1 it counts 1/e.
    """
    weight = np.exp(-np.square(away)) * np.clip(ends, 0.02, 1)
    cells = column.astype(np.intp).ravel()
    total = np.stack(
        [np.bincount(cells, (picture[..., k] * weight).ravel(), _COLUMNS) for k in range(3)], axis=1
    )
    count = np.bincount(cells, weight.ravel(), _COLUMNS)[:, None]
    blur = np.exp(-np.square(np.arange(-24, 25) / 12.0))
    spread = [np.convolve(row, blur, "same") for row in np.hstack([total, count]).T]
    tone = np.stack(spread[:3]) / np.maximum(spread[3], 1e-6)
    return np.dstack([_looked_up(row, column) for row in tone])


def _pores(skin: Floats, coarse: float) -> Floats:
    """What is finer than ``coarse`` pixels, as factors about 1."""
    smooth = cv2.GaussianBlur(skin, (0, 0), max(coarse, 0.8))
    return np.asarray(np.clip(skin / np.maximum(smooth, 1.0), 0.94, 1.06), np.float32)


def _looked_up(curve: Array, column: Floats) -> Floats:
    flat = np.interp(column.ravel(), np.arange(_COLUMNS), curve)
    return np.asarray(flat.reshape(column.shape), np.float32)


def _mirrored(photo: Pixels, lid: Lid, along: Floats, below: Floats, column: Floats) -> Floats:
    """The photograph's skin above the crease, for places as far below it; where the brow begins, back
    again toward the crease.
    """
    axes = axes_along(lid.corners)
    up = _looked_up(lid.fold, column) + lid.room * np.sin(np.minimum(below / lid.room, np.pi))
    x = lid.corners[0, 0] + along * axes[0, 0] + up * axes[1, 0]
    y = lid.corners[0, 1] + along * axes[0, 1] + up * axes[1, 1]
    found = cv2.remap(photo[..., :3], x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    return found.astype(np.float32)


def _slit(along: Floats, over: Floats) -> Floats:
    """The dark line where the lids meet, 1 is none; it runs out toward the corners [h, w]."""
    ends = np.clip(np.minimum(along, 1 - along) / 0.15, 0, 1)
    return np.asarray(1 - _SLIT_DEPTH * ends * np.exp(-np.square(over / _SLIT_WIDTH)), np.float32)


def _darkening(lid: Lid, column: Floats, over: Floats) -> Floats:
    """The lashes below the margin, and the line of the margin itself a little above it."""
    reach = np.where(over < 0, -over, over * 4)
    row = reach / _LASHES * (_ROWS - 1)
    dark = cv2.remap(lid.lashes, column, row.astype(np.float32), cv2.INTER_LINEAR, borderValue=1.0)
    return np.asarray(dark, np.float32)
