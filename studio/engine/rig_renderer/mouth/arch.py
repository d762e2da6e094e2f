"""Where the teeth are: two rows on shallow dental arches, one rigid with the skull, one with the jaw.

An arch is the surface ``z = front - CURVE · x²`` of the canonical frame (cm): a parabola seen from
above, upright. A picture of a row, flattened onto its arch, is turned by the head as real teeth are.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.engine.rig import topology as t
from studio.engine.rig.pose import FLIP, HeadFrame

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

CURVE: Final = 0.28
"""Depth of the arch per squared distance from the midline, 1/cm: 0.9 cm at the canines, 2 cm at the
first molars of an adult."""
BEHIND_LIPS: Final = 0.5
"""The incisors' distance behind the line where the lips meet, cm."""
EDGE_BELOW: Final = 0.046
"""How far the upper incisors reach below that line, in distances between the outer eye corners: the mean
of 15 people of the London set (0.015 to 0.08)."""
_OVERBITE: Final = 0.33
_OVERJET: Final = 0.28
_HINGE: Final = np.array([0.0, 4.0, -9.3])
"""From where the lips meet to the axis of the jaw joints, cm: of a mean head, because the depth of a
person's ears is not to be seen from the front."""
_BONE: Final = 0.9
"""How far the jaw's bone goes beside the skin of the chin, that is stretched."""


@dataclass(frozen=True, slots=True, eq=False)
class Arches:
    """The place of one person's rows of teeth in their canonical head.

    Attributes:
        upper: [3] the middle of the upper row's edge, cm.
        lower: [3] the middle of the lower row's edge with the teeth together, cm.
        hinge: [3] a point of the jaw's axis, which runs along x.
        chin: [2] height and depth of the chin from that axis, cm (negative height, positive depth).
        interocular: distance between the outer eye corners, cm.
    """

    upper: Array
    lower: Array
    hinge: Array
    chin: Array
    interocular: float

    @classmethod
    def of(cls, neutral: Array, edge_below: float = EDGE_BELOW) -> "Arches":
        """The arches behind a neutral face with closed lips [478, 3], canonical cm."""
        meet = (neutral[13] + neutral[14]) / 2
        middle = (neutral[list(t.MOUTH_CORNERS), 0].mean() + meet[0] + neutral[2, 0]) / 3
        eyes = neutral[list(t.EYE_OUTER)]
        interocular = float(np.linalg.norm(eyes[0] - eyes[1]))
        upper = np.array([middle, meet[1] - edge_below * interocular, meet[2] - BEHIND_LIPS])
        hinge = np.array([middle, meet[1], meet[2]]) + _HINGE
        return cls(
            upper,
            upper + np.array([0.0, _OVERBITE, -_OVERJET]),
            hinge,
            neutral[t.CHIN, 1:] - hinge[1:],
            interocular,
        )


def jaw_frame(skull: HeadFrame, arches: Arches, drop: float, side: float) -> HeadFrame:
    """The frame that moves with the jaw.

    It is turned about its joints until the chin has dropped ``drop`` cm, and shifted ``side`` cm to
    the viewer's right.
    """
    height, depth = arches.chin
    radius = float(np.hypot(height, depth))
    now = np.arcsin(np.clip((height - _BONE * max(drop, 0.0)) / radius, -0.98, 0.98))
    angle = float(np.arctan2(height, depth) - now)
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    shift = arches.hinge - turn @ arches.hinge + np.array([side, 0.0, 0.0])
    return HeadFrame(skull.scale, skull.rotation @ turn, skull.offset + skull.scale * skull.rotation @ shift)


def on_arch(frame: HeadFrame, middle: Array, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where the viewing rays of pixels meet the arch through ``middle``.

    Args:
        frame: of the skull or of the jaw.
        middle: [3] the arch's origin, canonical cm.
        x, y: pixels [1, w] and [h, 1], or any shapes that broadcast.

    Returns:
        Distance from the midline and height above the edge, cm, each [h, w].
    """
    right, down, near = (frame.rotation.T * FLIP / frame.scale).T.astype(np.float32)
    start = (frame.to_canonical(np.zeros((1, 3)))[0] - middle).astype(np.float32)
    px, py, pz = (start[i] + right[i] * x + down[i] * y for i in range(3))
    ray = -near
    b = 2 * CURVE * ray[0] * px + ray[2]
    c = pz + CURVE * px * px
    root = np.sqrt(np.maximum(b * b - 4 * CURVE * ray[0] ** 2 * c, 0.0))
    along = -2 * c / np.maximum(b + root, 1e-6)
    return px + along * ray[0], py + along * ray[1]
