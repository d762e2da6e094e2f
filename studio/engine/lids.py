"""Closing lids: skin where a lid unfolds, and lashes that turn down with it.

A warp alone would stretch the thin band between lid margin and crease, with its lashes and make-up,
over the whole eye. Instead the skin above the crease is mirrored down over the lid, as the lid's own
skin is hidden in the crease of an open eye; the lashes, seen pointing up along the open margin, are
laid below the closed one as a darkening.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.rig.person import Person
from studio.engine.warp.outline import box_around

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
    axes = _axes(corners)
    margin = _curve(axes, corners, landmarks[list(upper), :2])
    crease = _curve(axes, corners, landmarks[list(fold), :2], ends=0.06)
    above = (landmarks[list(brow), :2] - corners[0]) @ axes[1] / (axes[0] @ axes[0])
    room = max(float(np.median(above) - np.median(crease[24:72])) * 0.8, 0.03)
    lashes = _lashes(pixels, corners, axes, margin, crease, room)
    return Lid(side, np.array(ring), np.array(upper), np.array(fold), corners, crease, room, lashes)


def _axes(corners: Array) -> Array:
    """One eye width along the corners, and one up across them [2, 2]; up is up in the picture."""
    along = corners[1] - corners[0]
    across = np.array([along[1], -along[0]])
    return np.stack([along, across if across[1] < 0 else -across])


def _curve(axes: Array, corners: Array, points: Array, ends: float = 0.0) -> Array:
    """Points as heights over the line of the corners, at even places along it [_COLUMNS]."""
    local = (points - corners[0]) @ axes.T / (axes[0] @ axes[0])
    order = np.argsort(local[:, 0])
    along = np.concatenate([[0.0], local[order, 0], [1.0]])
    height = np.concatenate([[ends], local[order, 1], [ends]])
    even = np.interp(np.linspace(0, 1, _COLUMNS), along, height)
    return np.convolve(np.pad(even, 4, mode="edge"), np.ones(9) / 9, "valid")


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
    grey = pixels[..., :3].mean(2, dtype=np.float32)
    found = cv2.remap(
        grey, place[..., 0].astype(np.float32), place[..., 1].astype(np.float32), cv2.INTER_LINEAR
    )
    return np.asarray(found, np.float32)


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
        share = np.clip((closed - _STARTS) / (_FULL - _STARTS), 0, 1)
        if share > 0:
            _draw(canvas, photo, lid, target, float(share * share * (3 - 2 * share)))


def _draw(canvas: Pixels, photo: Pixels, lid: Lid, target: Array, share: float) -> None:
    corners = target[lid.ring[[0, _INNER_CORNER]], :2]
    axes = _axes(corners)
    width = float(np.linalg.norm(axes[0]))
    margin = _curve(axes, corners, target[lid.upper, :2])
    crease = _curve(axes, corners, target[lid.crease, :2], ends=0.06)
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

    skin = _mirrored(photo, lid, along, np.maximum(below_fold, 0), column)
    skin *= _tone(region, below_fold, column, ends) / np.maximum(
        cv2.GaussianBlur(skin, (0, 0), 0.12 * width), 1.0
    )
    edge = max(1.0 / width, 0.012)
    on_lid = np.clip(over / edge + 0.5, 0, 1) * np.clip(below_fold / 0.05, 0, 1) * ends * share
    shade = 1 - 0.10 * np.exp(-np.square(np.maximum(over, 0) / 0.05))
    region += (skin * shade[..., None] - region) * on_lid[..., None]

    dark = _darkening(lid, column, over, edge)
    region *= 1 - (1 - dark[..., None]) * share
    limit = np.iinfo(canvas.dtype).max
    canvas[y0:y1, x0:x1, :3] = np.clip(region + 0.5, 0, limit).astype(canvas.dtype)


def _tone(region: Floats, below_fold: Floats, column: Floats, ends: Floats) -> Floats:
    """The light at the crease, place by place along it, as the picture has it by now [h, w, 3]."""
    weight = np.exp(-np.square((below_fold - 0.0) / 0.035)) * np.clip(ends, 0.02, 1)
    cells = column.astype(np.intp).ravel()
    total = np.stack(
        [np.bincount(cells, (region[..., k] * weight).ravel(), _COLUMNS) for k in range(3)], axis=1
    )
    count = np.bincount(cells, weight.ravel(), _COLUMNS)[:, None]
    blur = np.exp(-np.square(np.arange(-24, 25) / 12.0))
    spread = [np.convolve(row, blur, "same") for row in np.hstack([total, count]).T]
    tone = np.stack(spread[:3]) / np.maximum(spread[3], 1e-6)
    return np.dstack([_looked_up(row, column) for row in tone])


def _looked_up(curve: Array, column: Floats) -> Floats:
    flat = np.interp(column.ravel(), np.arange(_COLUMNS), curve)
    return np.asarray(flat.reshape(column.shape), np.float32)


def _mirrored(photo: Pixels, lid: Lid, along: Floats, below: Floats, column: Floats) -> Floats:
    """The photograph's skin above the crease, for places as far below it; no farther than there is
    skin before the brow.
    """
    axes = _axes(lid.corners)
    up = _looked_up(lid.fold, column) + lid.room * (1 - np.exp(-below / lid.room))
    x = lid.corners[0, 0] + along * axes[0, 0] + up * axes[1, 0]
    y = lid.corners[0, 1] + along * axes[0, 1] + up * axes[1, 1]
    found = cv2.remap(photo[..., :3], x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    return found.astype(np.float32)


def _darkening(lid: Lid, column: Floats, over: Floats, edge: float) -> Floats:
    """The lashes below the margin, and the line of the margin itself a little above it."""
    reach = np.where(over < 0, -over, over * 4)
    row = reach / _LASHES * (_ROWS - 1)
    dark = cv2.remap(lid.lashes, column, row.astype(np.float32), cv2.INTER_LINEAR, borderValue=1.0)
    return np.asarray(dark, np.float32)
