"""The line between lips that close over an open mouth.

The photograph shows no such line: the warp brings its lips together, and where they meet there would be
nothing but the one red beside the other.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.source import Pixels
from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.place import Place
from studio.engine.warp.outline import axes_along, box_around, heights_over

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_UPPER: Final = np.array([a for a, _ in t.LIP_PAIRS])
_LOWER: Final = np.array([b for _, b in t.LIP_PAIRS])
_OPEN: Final = 0.15
"""Centimetres between the photograph's lips from which all of a line is missing."""
_SHUT: Final = 0.12
"""Centimetres between the lips from which there is no line any more, but an opening."""
_COLUMNS: Final = 64
_CORE: Final = (0.55, 0.012)
_SHADE: Final = (0.25, 0.034)
"""The line, and the shade of the lips that roll in: how dark, a logarithm, and how wide, in mouth widths."""
_ENDS: Final = 0.12
"""Over how much of the mouth's width the line runs out to its corners."""
_TINT: Final = (0.75, 1.1, 1.05)
"""How much of that red, green and blue lose: it is the lips' own red, in shadow."""


@dataclass(frozen=True, slots=True, eq=False)
class LipLineLayer:
    """The line, where a state closes the photograph's open lips."""

    place: Place

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Darken it."""
        missing = missing_line(self.place.person.own, self.place.shape)
        if missing.max() > 0.02:
            _draw(out, self.place.target[:, :2] - corner, missing)


def missing_line(own: Array, shape: Array) -> Array:
    """How much of a line each pair of lip points lacks, 0–1 [pairs]: shut now, and open in the photograph.

    Args:
        own, shape: the photograph's landmarks and the state's, canonical cm [478, 3].
    """
    before, now = (np.maximum(s[_UPPER, 1] - s[_LOWER, 1], 0.0) for s in (own, shape))
    closed = np.clip(1 - now / np.maximum(before, 1e-3), 0, 1) * np.clip(before / _OPEN, 0, 1)
    return np.asarray(closed * smoothstep(1 - now / _SHUT), np.float64)


def _draw(canvas: Pixels, landmarks: Array, missing: Array) -> None:
    """Draw the line, in place.

    Args:
        landmarks: [478, 2] in pixels of the canvas.
    """
    corners = landmarks[list(t.MOUTH_CORNERS)]
    seam = (landmarks[_UPPER] + landmarks[_LOWER]) / 2
    axes = axes_along(corners)
    length = float(axes[0] @ axes[0])
    width = length**0.5
    x0, y0, x1, y1 = box_around(np.vstack([corners, seam]), 0.1 * width, (canvas.shape[1], canvas.shape[0]))
    if x1 <= x0 or y1 <= y0 or width < 8:
        return
    y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    along = ((x - corners[0, 0]) * axes[0, 0] + (y - corners[0, 1]) * axes[0, 1]) / length
    up = ((x - corners[0, 0]) * axes[1, 0] + (y - corners[0, 1]) * axes[1, 1]) / length
    even = np.linspace(0, 1, _COLUMNS)
    at = np.linspace(0, 1, len(missing) + 2)[1:-1]
    strength = np.interp(even, at, missing)
    column = np.clip(along, 0, 1)
    over = up - np.interp(column, even, heights_over(corners, seam, _COLUMNS))
    ends = smoothstep(np.minimum(along, 1 - along) / _ENDS)
    # A line that is thinner than a pixel is as dark as it is thin.
    depth = np.zeros_like(over)
    for deep, wide in (_CORE, _SHADE):
        seen = max(wide, 0.5 / width)
        depth += deep * wide / seen * np.exp(-np.square(over / seen))
    gain = -depth * ends * np.interp(column, even, strength)
    region = canvas[y0:y1, x0:x1, :3]
    lit = region * np.exp(gain[..., None] * np.array(_TINT))
    region[:] = np.rint(lit).astype(canvas.dtype)
