"""The gap between the lips in the output picture: its exact outline, and how much light it lets in."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.rig import topology as t
from studio.engine.rig.pose import HeadFrame

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

COARSE: Final = 18.0
"""Finest density of what changes smoothly (light, tongue, depth of the mouth), pixels per cm."""
_SUPERSAMPLE: Final = 4
_SHALLOW: Final = 0.20
"""How far light spreads at the depth of teeth behind lips that lie on them, cm."""
_DEEP: Final = 0.75
_SPREAD: Final = 1.0
"""By how much farther it spreads for each cm that the lips are pushed forward: teeth behind the tube of
an /u/ lie in the dark."""
_FROM_ABOVE: Final = 0.07
"""How far light from above shifts the upper lip's shadow down, cm."""
_AROUND: Final = 0.15
"""What of the lips belongs to the box, cm."""
_RIM: Final = 0.05
_INNER: Final = np.array(t.INNER_LIPS)


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """One frame's mouth opening.

    Attributes:
        box: x0, y0, x1, y1 in the canvas, pixels.
        outline: [n, 2] closed curve in pixels of the canvas.
        mask: [h, w] coverage of the box's pixels, 0–1.
        step: pixels per coarse pixel.
        near: [ch, cw] share of light that reaches teeth just behind the lips, 0–1 (coarse).
        deep: [ch, cw] the same a centimetre or two behind.
        rim: [h, w] 1 on the lips' edge, falling to 0 a millimetre inside.
        gap: the widest vertical opening, cm.
    """

    box: Box
    outline: Floats
    mask: Floats
    step: int
    near: Floats
    deep: Floats
    rim: Floats
    gap: float

    def coarse_grid(self) -> tuple[Floats, Floats]:
        """Pixel places [1, cw] and [ch, 1] of the coarse picture's centres, in the canvas."""
        height, width = self.near.shape
        x = (np.arange(width, dtype=np.float32) + 0.5) * self.step - 0.5 + self.box[0]
        y = (np.arange(height, dtype=np.float32) + 0.5) * self.step - 0.5 + self.box[1]
        return x[None], y[:, None]

    def fine(self, coarse: Floats) -> Floats:
        """A coarse picture at full size [h, w] or [h, w, c]."""
        x0, y0, x1, y1 = self.box
        return self.fine_part(coarse, (y1 - y0, x1 - x0))

    def fine_part(self, coarse: Floats, most: tuple[int, ...]) -> Floats:
        """A part of a coarse picture at full density, at most so high and wide."""
        if self.step > 1:
            size = (coarse.shape[1] * self.step, coarse.shape[0] * self.step)
            coarse = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR).astype(np.float32, copy=False)
        return coarse[: most[0], : most[1]]


def lip_gap(landmarks: Array, frame: HeadFrame) -> float:
    """The widest distance between the inner lips, cm."""
    pairs = np.array(t.LIP_PAIRS)
    apart = landmarks[pairs[:, 1], :2] - landmarks[pairs[:, 0], :2]
    up = frame.rotation[:2, 1] * (-1, 1)
    return float((apart @ up).max() / frame.scale)


def find_opening(
    landmarks: Array,
    frame: HeadFrame,
    size: tuple[int, int],
    origin: tuple[int, int],
    grown: float = 0.0,
    pushed: float = 0.0,
) -> Opening | None:
    """The opening inside a canvas of ``size`` (width, height), whose corner is at ``origin``.

    None when nothing of it is there. ``grown``: how far the lips' edge is moved into the lips, cm;
    ``pushed``: how far the lips are pushed forward, away from the teeth, cm.
    """
    ring = outward(landmarks[_INNER, :2] - origin, grown * frame.scale)
    outline = _smooth(ring)
    around = 1 + _AROUND * frame.scale
    low, high = np.floor(outline.min(0) - around), np.ceil(outline.max(0) + around + 1)
    x0, y0 = np.maximum(low, 0).astype(int)
    x1, y1 = np.minimum(high, size).astype(int)
    if x1 <= x0 or y1 <= y0:
        return None
    box = (int(x0), int(y0), int(x1), int(y1))
    mask = _coverage(outline, ring, box)
    step = max(1, int(frame.scale / COARSE))
    near, deep = _light(outline, box, step, frame.scale / step, max(pushed, 0.0))
    soft = blurred(mask, max(_RIM * frame.scale, 0.6))
    rim = np.clip(2 - 2 * soft, 0, 1).astype(np.float32, copy=False)
    return Opening(box, outline, mask, step, near, deep, rim, lip_gap(landmarks, frame))


def outward(ring: Array, by: float) -> Array:
    """The ring with all but its corners moved outward by so many pixels."""
    along = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
    normal = (
        np.stack([along[:, 1], -along[:, 0]], 1) / np.maximum(np.linalg.norm(along, axis=1), 1e-6)[:, None]
    )
    normal[[t.INNER_LIPS.index(i) for i in t.MOUTH_CORNERS]] = 0
    moved: Array = ring + normal * by
    return moved


def _smooth(ring: Array) -> Floats:
    """Three points more between each two of the ring, on a Catmull-Rom spline; corners stay sharp."""
    before, after, beyond = np.roll(ring, 1, 0), np.roll(ring, -1, 0), np.roll(ring, -2, 0)
    corners = np.array([t.INNER_LIPS.index(i) for i in t.MOUTH_CORNERS])
    slope_out, slope_in = (after - before) / 2, (beyond - ring) / 2
    slope_out[corners] = after[corners] - ring[corners]
    slope_in[corners - 1] = (after - ring)[corners - 1]
    s = np.arange(4)[None, :, None] / 4
    points = (
        (2 * s**3 - 3 * s**2 + 1) * ring[:, None]
        + (s**3 - 2 * s**2 + s) * slope_out[:, None]
        + (-2 * s**3 + 3 * s**2) * after[:, None]
        + (s**3 - s**2) * slope_in[:, None]
    )
    return points.reshape(-1, 2).astype(np.float32)


def _filled(
    rings: list[Array | Floats], corner: tuple[int, int], shape: tuple[int, int], zoom: float
) -> Floats:
    """Coverage of the rings' union on a grid that is ``zoom`` times as fine as the canvas."""
    canvas = np.zeros(shape, np.uint8)
    for ring in rings:
        places = ((ring - corner + 0.5) * zoom - 0.5) * 16
        cv2.fillPoly(canvas, [np.round(places).astype(np.int32)], 255, lineType=cv2.LINE_8, shift=4)
    return canvas.astype(np.float32) / np.float32(255)


def _coverage(outline: Floats, ring: Array, box: Box) -> Floats:
    """Supersampled coverage. The straight ring is part of it: the warp's own hole is straight."""
    x0, y0, x1, y1 = box
    n = _SUPERSAMPLE
    large = _filled([outline, ring], (x0, y0), ((y1 - y0) * n, (x1 - x0) * n), n)
    small = cv2.resize(large, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32, copy=False)


def _light(outline: Floats, box: Box, step: int, density: float, pushed: float) -> tuple[Floats, Floats]:
    """Light that comes through the opening, blurred by how far behind it falls.

    A point at depth d behind a hole in a wall sees, of a wide frontal light, about the hole blurred
    by d. The upper lip's shadow lies lower than the lip because light comes from above.
    """
    x0, y0, x1, y1 = box
    shape = (-(-(y1 - y0) // step), -(-(x1 - x0) // step))
    depths = _SHALLOW + _SPREAD * pushed, _DEEP + _SPREAD * pushed
    margin = int(np.ceil(2 * depths[1] * density))
    wide = (shape[0] + 2 * margin, shape[1] + 2 * margin)
    corner = (x0 - margin * step, y0 - margin * step)
    shadow = np.array([0, _FROM_ABOVE * density * step], np.float32)
    hole = _filled([outline + shadow], corner, wide, 1 / step)
    inner = (slice(margin, margin + shape[0]), slice(margin, margin + shape[1]))
    near, deep = (blurred(hole, depth * density)[inner] for depth in depths)
    return near, deep


def blurred(values: Floats, sigma: float) -> Floats:
    """Nearly a Gaussian's blur of [h, w] or [h, w, c], at the same cost however wide."""
    # A stack of boxes of radius r spreads by the square root of r (r + 2) / 6.
    radius = max(round(float(np.sqrt(6 * sigma**2 + 1))) - 1, 1)
    return np.asarray(cv2.stackBlur(values, (2 * radius + 1, 2 * radius + 1)), np.float32)
