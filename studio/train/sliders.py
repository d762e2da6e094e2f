"""The slider basis: what each channel does at full intensity when a person sets it by hand.

Starts from the ICT-FaceKit shapes on the landmarks, which are local and anatomical, and makes them
fit to stand alone: of a size that people reach, the same on both sides, without drift far away,
lips that stay together where they should, lids that close, and ``mouthClose`` undoing on the lips
what ``jawOpen`` does.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t

Array = NDArray[np.float64]

DEFAULT_GAIN: Final = 0.85
GAINS: Final[Mapping[str, float]] = MappingProxyType({
    # A strong smile of 73 people moves the corner by 1.0 cm, every tenth by 1.4; the tracked one by 1.15.
    "mouthSmileLeft": 1.05, "mouthSmileRight": 1.05,
    # Four centimetres of jaw are a yawn; people who speak or shout reach three.
    "jawOpen": 0.70,
    "mouthFunnel": 0.80,
    "mouthPucker": 1.25,  # lips rounded for /u/ are a fifth narrower than at rest
    # Small movements that must be seen to be of use.
    "browInnerUp": 1.1, "browDownLeft": 1.1, "browDownRight": 1.1, "cheekPuff": 1.1,
    "eyeWideLeft": 1.0, "eyeWideRight": 1.0, "eyeSquintLeft": 1.0, "eyeSquintRight": 1.0,
})  # fmt: skip

OBSERVED: Final = ("mouthSmileLeft", "mouthSmileRight")
"""Channels whose shape is learned, not sculpted: what a smile does is seen in the data, 73 people's."""

_BOTH_LIPS: Final = 0.5
SEALED: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    # channel: share of the gap's change that is taken away, share of it that the upper lip takes
    "mouthRollUpper": (1.0, 1.0), "mouthRollLower": (1.0, 0.0),
    **{
        name: (1.0, _BOTH_LIPS)
        for stem in (
            "mouthPress", "mouthDimple", "mouthFrown", "mouthSmile", "mouthStretch",
            "cheekSquint", "noseSneer",
        )
        for name in (f"{stem}Left", f"{stem}Right")
    },
    **dict.fromkeys((
        "mouthShrugUpper", "mouthShrugLower", "mouthPucker", "mouthLeft", "mouthRight",
        "jawLeft", "jawRight", "jawForward", "cheekPuff",
    ), (1.0, _BOTH_LIPS)),
})  # fmt: skip
"""Channels that leave closed lips closed. What opens them is told by others."""

_UPPER = np.array([a for a, _ in t.LIP_PAIRS])
_LOWER = np.array([b for _, b in t.LIP_PAIRS])
_LIDS = (
    ("eyeBlinkRight", np.array(t.UPPER_LID_RIGHT), np.array(t.LOWER_LID_RIGHT)),
    ("eyeBlinkLeft", np.array(t.UPPER_LID_LEFT), np.array(t.LOWER_LID_LEFT)),
)
_LOWER_LID_RISE = 0.1
_HELD_MIDDLE = 0.6
_INNER_BROWS = (("browDownRight", (107, 55), 1.0), ("browDownLeft", (336, 285), -1.0))
"""The inner end of each brow, and the way to the other one."""
_BROWS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({
    "browDownRight": (105, 52, 63, 53, 70, 46), "browDownLeft": (334, 282, 293, 283, 300, 276),
})  # fmt: skip
"""What a corrugator leaves of each brow where it is."""
_FURROW = (0.40, -0.52)
"""How far the inner end of a lowered brow comes inward and down, cm: farther than any other part of it."""
_LIP_REACH, _LID_REACH, _BROW_REACH = 0.7, 0.5, 0.8
"""Centimetres over which a correction at the lips, lids or brows dies away."""


def slider_basis(shapes: Array, tracked: Array, neutral: Array, mirror: NDArray[np.int32]) -> Array:
    """The slider basis [54, 478, 3].

    Args:
        shapes: [54, 478, 3] at full intensity, canonical cm, ``own_shapes`` included.
        tracked: the tracked basis, from which what people are often seen doing is taken.
        neutral: a face with its lips closed and its eyes open [478, 3].
        mirror: twin of each landmark on the other side [478].
    """
    gains = np.array([GAINS.get(name, DEFAULT_GAIN) for name in CHANNELS])
    seen = np.isin(CHANNELS, OBSERVED)[:, None, None]
    out = np.stack([_tapered(shape) for shape in np.where(seen, tracked, shapes)]) * gains[:, None, None]
    below = _below_the_lips(shapes)
    for name, (share, upper) in SEALED.items():
        _change_gap(out[CHANNEL_INDEX[name]], neutral, below, -share * _gaps(out[CHANNEL_INDEX[name]]), upper)
    for name in ("mouthSmileLeft", "mouthSmileRight"):
        _curve(out[CHANNEL_INDEX[name]], neutral)
    _calibrate_close(out, neutral, below)
    _furrow(out, neutral)
    _close_lids(out, neutral)
    return symmetric(out, mirror)


def own_shapes(shapes: Array, neutral: Array) -> tuple[Array, Array]:
    """``lipsUpperOpen`` and ``lipsLowerOpen`` [478, 3] each: a lip's middle moved, its corners not.

    Made of the lip raisers and depressors of both sides, faded out toward corners, cheeks, nose
    and chin.
    """
    x, y = neutral[:, 0], neutral[:, 1]
    corner, upper, lower = abs(neutral[61, 0]), neutral[0, 1], neutral[17, 1]
    middle = 1.0 - np.clip(np.abs(x) / corner, 0, 1) ** 3
    nose = _fade((y - upper) / 0.9)
    chin = _fade((lower - y) / 1.2)
    up = _pair(shapes, "mouthUpperUp") * (middle * nose)[:, None]
    down = _pair(shapes, "mouthLowerDown") * (middle * chin)[:, None] * 1.2
    return up, down


def symmetric(basis: Array, mirror: NDArray[np.int32]) -> Array:
    """The mean of a basis [54, 478, 3] and its mirror image."""
    flipped: Array = (basis[twins()] * [-1.0, 1.0, 1.0])[:, mirror]
    return (basis + flipped) / 2


def twins() -> NDArray[np.int64]:
    """Index of each channel's twin on the other side [54]; a channel of both sides is its own."""
    return np.array([CHANNEL_INDEX[_other_side(name)] for name in CHANNELS])


def _other_side(name: str) -> str:
    for here, there in (("Left", "Right"), ("Right", "Left")):
        if name.endswith(here):
            return name.removesuffix(here) + there
    return name


def _fade(distance: Array) -> Array:
    """1 at 0 and below, 0 at 1 and above, smooth between."""
    part = np.clip(distance, 0.0, 1.0)
    return 1.0 - part * part * (3.0 - 2.0 * part)


def _pair(shapes: Array, stem: str) -> Array:
    out: Array = shapes[CHANNEL_INDEX[f"{stem}Left"]] + shapes[CHANNEL_INDEX[f"{stem}Right"]]
    return out


def _tapered(shape: Array) -> Array:
    """A shape without the drift that its registration leaves far from where it acts; still irises."""
    size = np.linalg.norm(shape, axis=1)
    peak = max(size.max(), 1e-9)
    out: Array = shape * (1.0 - _fade((size / peak - 0.02) / 0.05))[:, None]
    out[468:] = 0.0
    return out


def _below_the_lips(shapes: Array) -> NDArray[np.bool_]:
    """What goes with the jaw [478]: so the lower lip is told from the upper."""
    jaw = np.linalg.norm(shapes[CHANNEL_INDEX["jawOpen"]], axis=1)
    return np.asarray(jaw > 0.5 * (jaw[13] + jaw[14]))


def _gaps(shape: Array) -> Array:
    """How far a shape parts the lips at the nine pairs, cm."""
    out: Array = shape[_UPPER, 1] - shape[_LOWER, 1]
    return out


def _change_gap(
    shape: Array, neutral: Array, below: NDArray[np.bool_], change: Array, upper_share: float
) -> None:
    """Part the lips by ``change`` [9] more, in place, the skin around going along."""
    shape[~below, 1] += _spread(neutral, _UPPER, change * upper_share, _LIP_REACH)[~below]
    shape[below, 1] -= _spread(neutral, _LOWER, change * (1.0 - upper_share), _LIP_REACH)[below]


def _curve(shape: Array, neutral: Array) -> None:
    """Hold back the middle of both lips, in place: a smile is in how far the corners leave it behind."""
    pairs = np.concatenate([_UPPER, _LOWER])
    near = 1.0 - np.clip(np.abs(neutral[pairs, 0] / neutral[61, 0]), 0.0, 1.0) ** 2
    shape[:, 1] -= _spread(neutral, pairs, _HELD_MIDDLE * near * shape[pairs, 1], _LIP_REACH)


def _spread(neutral: Array, anchors: NDArray[np.int64], values: Array, reach: float) -> Array:
    """A smooth field over all landmarks [478] that has the given values at the anchors."""

    def kernel(places: NDArray[np.int64] | slice) -> Array:
        distance = np.linalg.norm(neutral[places][:, None] - neutral[anchors][None], axis=2)
        return np.asarray(np.exp(-((distance / reach) ** 2)))

    strength = np.linalg.solve(kernel(anchors) + 1e-3 * np.eye(len(anchors)), values)
    field: Array = kernel(slice(None)) @ strength
    return field


def _calibrate_close(out: Array, neutral: Array, below: NDArray[np.bool_]) -> None:
    """Make ``mouthClose = x`` close the lips over ``jawOpen = x``."""
    jaw, close = out[CHANNEL_INDEX["jawOpen"]], out[CHANNEL_INDEX["mouthClose"]]
    opened = _gaps(jaw)
    close *= -(opened @ _gaps(close)) / (_gaps(close) @ _gaps(close))
    _change_gap(close, neutral, below, -opened - _gaps(close), 0.0)


def _furrow(out: Array, neutral: Array) -> None:
    """Draw lowered brows together where the corrugator pulls, at their inner ends."""
    for name, inner, inward in _INNER_BROWS:
        shape, anchors = out[CHANNEL_INDEX[name]], np.array(inner + _BROWS[name])
        for axis, goal in enumerate((_FURROW[0] * inward, _FURROW[1])):
            missing = np.zeros(len(anchors))
            missing[: len(inner)] = goal - shape[list(inner), axis]
            shape[:, axis] += _spread(neutral, anchors, missing, _BROW_REACH)


def _close_lids(out: Array, neutral: Array) -> None:
    """Make a full blink bring the upper lid down to the lower one."""
    for name, upper, lower in _LIDS:
        shape, lids = out[CHANNEL_INDEX[name]], np.concatenate([upper, lower])
        gap = neutral[upper, 1] - neutral[lower, 1]
        goal = np.concatenate([(_LOWER_LID_RISE - 1.0) * gap, _LOWER_LID_RISE * gap])
        shape[:, 1] += _spread(neutral, lids, goal - shape[lids, 1], _LID_REACH)
