"""What channels do together, or far up, that they don't do by themselves: corrective shapes for pairs.

    e(w) = Σ w_a · w_b · shape_ab

A pair is nothing while one of the two is zero, and never more than its shape. A channel paired with
itself grows faster the stronger it is: faint moves stay what they were, full ones reach what strong
faces reach. A shape says how much of which channels is added; a few move skin that no channel moves.
Pairs follow the FACS manual (Ekman, Friesen, Hager 2002); sizes were set by drawing people, looking,
and reading the pictures back (``studio/evaluate/strength.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.basis import Basis

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two channels, or a channel with itself, and what comes of both at full.

    A name without its side, ``mouthSmile``, stands for left with left and right with right.

    Attributes:
        adds: channel → how much of it is added; below zero, taken away.
        swells: how far the cheeks go to the side, cm.
        gathers: how far the skin beside the eye is drawn toward its outer corner, cm.
    """

    first: str
    second: str
    adds: Mapping[str, float]
    swells: float = 0.0
    gathers: float = 0.0


def _alone(channel: str, more: float, **adds: float) -> Pair:
    return Pair(channel, channel, {channel: more, **adds})


PAIRS: Final = (
    _alone("browInnerUp", 1.20, browOuterUpLeft=-0.45, browOuterUpRight=-0.45),
    _alone("browOuterUp", 0.30),
    _alone("browDown", 1.05),
    # Frontalis and corrugator together: the inner ends go up and toward one another, the outer ones stay.
    Pair("browInnerUp", "browDown", {"browInnerUp": 0.30, "browDown": -0.25, "browOuterUp": -0.15}),
    _alone("eyeWide", 0.45),
    _alone("eyeSquint", 1.00),
    # A raised cheek bulges under the lid, and pushes the lower lid up more than it narrows the eye; the
    # ring around the eye draws in temple and tail of the brow.
    Pair("cheekSquint", "cheekSquint", {"cheekSquint": 0.85, "eyeSquint": -0.15}, gathers=0.28),
    _alone("noseSneer", 0.15),
    _alone("mouthUpperUp", 0.30),
    # Both lift wing and lip: not twice as far.
    Pair("noseSneer", "mouthUpperUp", {"mouthUpperUp": -0.35}),
    _alone("mouthSmile", 0.10),
    # Corners are lifted by both; the lip's middle by the one alone.
    Pair("mouthUpperUp", "mouthSmile", {"mouthSmile": -0.1, "lipsUpperOpen": 0.05}),
    # A smile that parts shows the upper teeth.
    Pair("mouthSmile", "lipsLowerOpen", {"lipsUpperOpen": 0.2}),
    Pair("mouthSmile", "jawOpen", {"lipsUpperOpen": 0.1}),
    # Lips that part over a dropped jaw bare both rows.
    Pair("lipsLowerOpen", "jawOpen", {"mouthLowerDownLeft": 0.3, "mouthLowerDownRight": 0.3}),
    # A dimpler pulls the corners in against the teeth: the mouth grows no wider, and its lips thinner.
    _alone("mouthDimple", 0.50, mouthStretch=-0.30, mouthFrown=1.15, mouthPress=0.6),
    _alone("mouthFrown", 1.15),
    _alone("mouthShrugLower", 0.75, mouthRollLower=-0.25, mouthFrownLeft=0.25, mouthFrownRight=0.25),
    _alone("mouthStretch", 1.00, mouthDimple=0.3),
    _alone("mouthPress", 0.80, mouthRollUpper=0.08, mouthRollLower=0.08),
    # Pressed and rolled in at once, lips are tightened: thin, and drawn together at the corners.
    Pair("mouthPress", "mouthRollUpper", {"mouthRollUpper": 0.7, "mouthStretch": -1.2, "mouthPucker": 0.3}),
    Pair("mouthPress", "mouthRollLower", {"mouthRollLower": 0.7}),
    # A puffed cheek swells to the side, and the corners stay where they are.
    Pair("cheekPuff", "cheekPuff", {"mouthStretchLeft": 0.5, "mouthStretchRight": 0.5}, swells=0.6),
)
"""In the order of the face, from above."""
_CHEEK: Final = (5.6, -3.6)
_AROUND: Final = 2.2
"""Where a cheek swells most, to its own side and up from the face's origin, and how far around, cm."""
_OUTER: Final = dict(zip(("Right", "Left"), t.EYE_OUTER, strict=True))
_BESIDE: Final = 1.3
"""How far from the eye's outer corner skin is drawn toward it farthest, cm."""


@dataclass(frozen=True, slots=True, eq=False)
class Correctives:
    """Pairs as arrays.

    Attributes:
        first, second: [n] channels.
        shapes: [n, 478, 3], canonical cm.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    shapes: Array

    def shape(self, channels: NDArray[np.floating]) -> Array:
        """What the pairs of channels [54], 0–1, add to a face [478, 3], canonical cm."""
        both = channels[self.first].astype(np.float64) * channels[self.second]
        return np.tensordot(both, self.shapes, 1)


@cache
def correctives(basis: Basis) -> Correctives:
    """The pairs on a basis."""
    pairs = [one for pair in PAIRS for one in _sides(pair)]
    first = np.array([CHANNEL_INDEX[pair.first] for pair in pairs])
    second = np.array([CHANNEL_INDEX[pair.second] for pair in pairs])
    return Correctives(first, second, np.stack([_shape(basis, pair) for pair in pairs]))


def _sides(pair: Pair) -> tuple[Pair, ...]:
    """A pair as it stands, or once for each side."""
    if pair.first in CHANNEL_INDEX and pair.second in CHANNEL_INDEX:
        return (pair,)
    return tuple(
        replace(
            pair,
            first=_of(side, pair.first),
            second=_of(side, pair.second),
            adds={_of(side, k): v for k, v in pair.adds.items()},
        )
        for side in ("Left", "Right")
    )


def _of(side: str, name: str) -> str:
    return name if name in CHANNEL_INDEX else f"{name}{side}"


def _shape(basis: Basis, pair: Pair) -> Array:
    amounts = np.array([pair.adds.get(name, 0.0) for name in CHANNELS])
    out: Array = np.tensordot(amounts, basis.sliders, 1)
    out[:, 0] += pair.swells * _to_the_sides(basis.neutral)
    if pair.gathers:
        out[:, :2] += pair.gathers * _to_the_eye(basis.neutral, pair.first)
    return out


def _to_the_sides(neutral: Array) -> Array:
    """The way outward [478]: 1 where the cheeks swell most, and -1 on the other side."""
    side = np.sign(neutral[:, 0])
    away = np.hypot(np.abs(neutral[:, 0]) - _CHEEK[0], neutral[:, 1] - _CHEEK[1])
    out: Array = side * np.exp(-((away / _AROUND) ** 2))
    return out


def _to_the_eye(neutral: Array, channel: str) -> Array:
    """The way to the outer corner of the eye on a channel's side [478, 2]: 1 where skin is drawn farthest.
    The lids stay.
    """
    corner = neutral[_OUTER["Left" if channel.endswith("Left") else "Right"], :2]
    away = (neutral[:, :2] - corner) / _BESIDE
    outside = smoothstep((away[:, 0] * np.sign(corner[0]) + 0.9) / 1.2)
    out: Array = -away * (np.exp((1 - (away**2).sum(1)) / 2) * outside)[:, None]
    return out
