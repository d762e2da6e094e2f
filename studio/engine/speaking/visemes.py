"""What each phoneme asks of the mouth: targets on the rig's channels and how strongly it insists.

Amplitudes are those of one man reading aloud (GRID corpus, 129 sentences tracked and aligned here):
at AA, EY, AY the jaw drops 0.5 cm and the lips part by 1.1–1.3 cm, the rest of the opening being the
lips' own; at P, B, M the jaw stays down 0.25 cm while the lips are shut; S and Z keep the teeth
together and the lips apart; AO and UW narrow the mouth by 0.3–0.6 cm. Classes follow Oculus' fifteen
visemes, dominance follows Cohen & Massaro (1993).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.speech import PHONEMES
from studio.core.units import CHANNEL_INDEX, CHANNELS

Array = NDArray[np.float64]

MOVES: Final = (
    "jawOpen", "mouthClose",
    "lipsUpperOpen", "lipsLowerOpen", "mouthUpperUp", "mouthLowerDown",
    "mouthFunnel", "mouthPucker", "mouthStretch", "mouthSmile",
    "mouthRollUpper", "mouthRollLower", "mouthPress", "mouthShrugLower",
    "tongueOut",
)  # fmt: skip
"""What a speaking mouth does, in the order of all arrays here; a movement of both sides is one."""
MOVE: Final[Mapping[str, int]] = MappingProxyType({name: i for i, name in enumerate(MOVES)})

GROUPS: Final = ("jaw", "lips", "rounding", "tongue")
"""Articulators that are governed separately: a phoneme may insist on one and leave the others free."""
GROUP_OF: Final[NDArray[np.intp]] = np.array([
    {"jawOpen": 0, "tongueOut": 3, "mouthFunnel": 2, "mouthPucker": 2, "mouthStretch": 2, "mouthSmile": 2}
    .get(name, 1)
    for name in MOVES
])  # fmt: skip
LIP_OPENERS: Final = tuple(
    MOVE[name] for name in ("lipsUpperOpen", "lipsLowerOpen", "mouthUpperUp", "mouthLowerDown", "mouthFunnel")
)
"""What parts the lips besides the jaw."""

GESTURES: Final = tuple(
    MOVE[name] for name in ("mouthRollUpper", "mouthRollLower", "mouthPress", "mouthShrugLower")
)
"""What only a shut or tucked mouth does: it comes with those gestures, not by blending."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mouth to be reached, and how much each articulator cares.

    Attributes:
        targets: movement → channel value, for a stressed, clear utterance; what is not named is 0.
        strength: dominance of jaw, lips, rounding, tongue; 0 leaves an articulator to the neighbours.
    """

    targets: Mapping[str, float]
    strength: tuple[float, float, float, float]

    def vector(self) -> Array:
        """[len(MOVES)]."""
        out = np.zeros(len(MOVES))
        for name, value in self.targets.items():
            out[MOVE[name]] = value
        return out


def _vowel(jaw: float, lower: float, upper: float, **others: float) -> Shape:
    names = {
        "funnel": "mouthFunnel",
        "pucker": "mouthPucker",
        "stretch": "mouthStretch",
        "smile": "mouthSmile",
    }
    lips = {"jawOpen": jaw, "lipsLowerOpen": lower, "lipsUpperOpen": upper}
    rounded = 1.6 if "pucker" in others else 0.8
    return Shape({**lips, **{names[k]: v for k, v in others.items()}}, (1.0, 1.0, rounded, 0.5))


def _rounded(funnel: float, pucker: float) -> dict[str, float]:
    return {"mouthFunnel": funnel, "mouthPucker": pucker}


def _tip(jaw: float, tongue: float, strength: float = 0.4) -> Shape:
    """The tongue's tip behind the teeth; jaw and lips mostly follow the vowels."""
    lips = {"lipsLowerOpen": 0.34, "lipsUpperOpen": 0.26}
    return Shape({"jawOpen": jaw, **lips, "tongueOut": tongue}, (strength, 0.3, 0.12, 2.0))


def _between(jaw: float, tongue: float, strength: float) -> Shape:
    """The tongue between the teeth: the lips narrow on it."""
    lips = {"lipsLowerOpen": 0.16, "lipsUpperOpen": 0.12}
    return Shape({"jawOpen": jaw, **lips, "tongueOut": tongue}, (strength, strength, 0.12, 2.0))


_SHUT: Final = Shape({"jawOpen": 0.12, "mouthShrugLower": 0.06, "mouthPress": 0.16}, (0.7, 0.25, 0.06, 0.3))
_TUCKED: Final = Shape({"jawOpen": 0.06, "mouthRollLower": 0.42, "mouthUpperUp": 0.16}, (1.0, 1.6, 0.15, 0.3))
_HISS: Final = Shape(
    {"jawOpen": 0.06, "lipsLowerOpen": 0.46, "lipsUpperOpen": 0.36, "mouthStretch": 0.12},
    (1.6, 0.9, 0.35, 0.5),
)
_HUSH: Final = Shape(
    {"jawOpen": 0.06, "lipsLowerOpen": 0.14, "lipsUpperOpen": 0.08, **_rounded(0.46, 0.30)},
    (1.6, 1.2, 1.4, 0.5),
)
_BACK: Final = Shape({"jawOpen": 0.24, "lipsLowerOpen": 0.36, "lipsUpperOpen": 0.28}, (0.3, 0.25, 0.1, 0.3))

SHAPES: Final[Mapping[str, Shape]] = MappingProxyType({
    "SIL": Shape({}, (0.8, 0.8, 0.8, 0.8)),
    "AA": _vowel(0.61, 0.42, 0.20),
    "AE": _vowel(0.54, 0.46, 0.32, stretch=0.12),
    "AH": _vowel(0.41, 0.38, 0.26),
    "AO": _vowel(0.45, 0.10, 0.04, funnel=0.30, pucker=0.46),
    "EH": _vowel(0.47, 0.46, 0.32, stretch=0.10),
    "ER": _vowel(0.26, 0.14, 0.08, funnel=0.18, pucker=0.32),
    "IH": _vowel(0.31, 0.40, 0.30, stretch=0.10),
    "IY": _vowel(0.26, 0.48, 0.38, stretch=0.22, smile=0.08),
    "UH": _vowel(0.26, 0.12, 0.06, funnel=0.16, pucker=0.46),
    "UW": _vowel(0.15, 0.02, 0.00, funnel=0.16, pucker=0.85),
    "P": _SHUT, "B": _SHUT, "M": _SHUT,
    "F": _TUCKED, "V": _TUCKED,
    "S": _HISS, "Z": _HISS,
    "SH": _HUSH, "ZH": _HUSH, "CH": _HUSH, "JH": _HUSH,
    "TH": _between(0.10, 0.85, 1.6), "DH": _between(0.10, 0.75, 1.2),
    "T": _tip(0.18, 0.40), "D": _tip(0.19, 0.40), "N": _tip(0.19, 0.45), "L": _tip(0.22, 0.75),
    "K": _BACK, "G": _BACK, "NG": _BACK,
    "R": Shape(
        {"jawOpen": 0.12, "lipsLowerOpen": 0.06, "lipsUpperOpen": 0.03, **_rounded(0.12, 0.42)},
        (1.0, 1.8, 1.6, 0.4),
    ),
    "W": Shape({"jawOpen": 0.07, "mouthFunnel": 0.08, "mouthPucker": 0.90}, (1.6, 3.0, 3.0, 0.4)),
    "Y": Shape(
        {"jawOpen": 0.12, "lipsLowerOpen": 0.36, "lipsUpperOpen": 0.28, "mouthStretch": 0.14},
        (0.6, 0.5, 0.5, 0.4),
    ),
    "HH": Shape({"jawOpen": 0.20, "lipsLowerOpen": 0.2, "lipsUpperOpen": 0.15}, (0.06, 0.06, 0.04, 0.1)),
})  # fmt: skip
"""One shape per phoneme; diphthongs are two (``GLIDES``)."""

GLIDES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"AW": ("AA", "UH"), "AY": ("AA", "IH"), "EY": ("EH", "IY"), "OW": ("AO", "UW"), "OY": ("AO", "IH")}
)
"""Diphthongs: where they start and where they go."""

SHUTTING: Final = frozenset("PBM")
TUCKING: Final = frozenset("FV")
HISSING: Final = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))

PHONEME_VISEMES: Final[Mapping[str, str]] = MappingProxyType({
    "SIL": "sil", "P": "PP", "B": "PP", "M": "PP", "F": "FF", "V": "FF", "TH": "TH", "DH": "TH",
    "T": "DD", "D": "DD", "K": "kk", "G": "kk", "NG": "kk", "HH": "kk", "CH": "CH", "JH": "CH", "SH": "CH",
    "ZH": "CH", "S": "SS", "Z": "SS", "N": "nn", "L": "nn", "R": "RR", "ER": "RR",
    "AA": "aa", "AE": "aa", "AH": "aa", "AY": "aa", "AW": "aa", "EH": "E", "EY": "E",
    "IH": "ih", "IY": "ih", "Y": "ih", "AO": "oh", "OW": "oh", "OY": "oh", "UH": "ou", "UW": "ou", "W": "ou",
})  # fmt: skip
"""ARPAbet → the fifteen viseme names of Oculus Lipsync."""


def spread(moves: Array) -> NDArray[np.float32]:
    """Movements [..., len(MOVES)] to the rig's channels [..., len(CHANNELS)], both sides alike."""
    out = np.zeros((*moves.shape[:-1], len(CHANNELS)), np.float32)
    for i, name in enumerate(MOVES):
        for channel in (name,) if name in CHANNEL_INDEX else (f"{name}Left", f"{name}Right"):
            out[..., CHANNEL_INDEX[channel]] = moves[..., i]
    return out


def held(moves: Array, shut: Array, tucked: Array, hissed: Array) -> Array:
    """Enforce what must be reached, whatever the neighbours want.

    Args:
        moves: blended movements [n, len(MOVES)].
        shut: how far the lips are shut, [n], 0–1: at 1 they touch, because ``mouthClose`` undoes on
            the lips exactly what ``jawOpen`` does and nothing else parts them.
        tucked: how far the lower lip is under the upper teeth, [n].
        hissed: how far the teeth must be together, [n].
    """
    out = moves.copy()
    jaw, close = MOVE["jawOpen"], MOVE["mouthClose"]
    for amount, limit in ((hissed, 0.07), (tucked, 0.05), (shut, 0.15)):
        out[:, jaw] -= amount * np.maximum(out[:, jaw] - limit, 0.0)
    openers = list(LIP_OPENERS)
    out[:, openers] *= (1.0 - np.maximum(shut, tucked))[:, None]
    for amount, shape in ((tucked, _TUCKED), (shut, _SHUT)):
        for name in set(shape.targets) - {"jawOpen"}:
            i = MOVE[name]
            out[:, i] += amount * (shape.targets[name] * (1.0 - shut * (shape is _TUCKED)) - out[:, i])
    # A rounded mouth that shuts keeps its rounding as a pucker: a funnel would part the lips.
    out[:, MOVE["mouthPucker"]] += 0.5 * (moves[:, MOVE["mouthFunnel"]] - out[:, MOVE["mouthFunnel"]]) * shut
    out[:, close] = out[:, jaw] * shut
    return np.clip(out, 0.0, 1.0)


def _pose(phoneme: str) -> Mapping[str, float]:
    """The channels of one phoneme held by itself."""
    flags = [np.array([float(phoneme in kind)]) for kind in (SHUTTING, TUCKING, HISSING)]
    values = spread(held(SHAPES[phoneme].vector()[None], *flags))[0]
    return MappingProxyType({name: float(v) for name, v in zip(CHANNELS, values, strict=True) if v > 0})


VISEMES: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType({
    viseme: _pose(phoneme)
    for viseme, phoneme in {
        "sil": "SIL", "PP": "P", "FF": "F", "TH": "TH", "DD": "D", "kk": "K", "CH": "CH", "SS": "S",
        "nn": "L", "RR": "R", "aa": "AA", "E": "EH", "ih": "IY", "oh": "AO", "ou": "UW",
    }.items()
})  # fmt: skip
"""Each of the fifteen visemes as channel values: for contact sheets, presets and evaluation."""

_UNKNOWN = set(PHONEMES) - set(PHONEME_VISEMES) | set(PHONEMES) - set(SHAPES) - set(GLIDES)
if _UNKNOWN:
    raise ValueError(f"no mouth is known for {sorted(_UNKNOWN)}")
