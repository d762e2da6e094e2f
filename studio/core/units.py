"""Action units: what can move in a face, by name, in the three vocabularies that the field uses.

The rig's own channels are the 52 ARKit ones plus two that ARKit lacks (``lipsUpperOpen`` and
``lipsLowerOpen`` of FaceWarehouse). Every unit of every vocabulary is a weighted set of channels;
the weights are anatomical (FACS manual, ARKit documentation), not fitted to another program's output.
Left and right are always the subject's own.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

Region = Literal["brow", "eye", "cheek", "nose", "mouth", "jaw", "tongue"]
Side = Literal["left", "right", "both"]
MOUTH: Final[frozenset[Region]] = frozenset(("mouth", "jaw", "tongue"))
"""The regions that speech moves."""

_ARKIT: Final = (
    # name, FACS units, muscle, region
    ("browDownLeft", "AU04", "corrugator supercilii, depressor supercilii", "brow"),
    ("browDownRight", "AU04", "corrugator supercilii, depressor supercilii", "brow"),
    ("browInnerUp", "AU01", "frontalis, inner part", "brow"),
    ("browOuterUpLeft", "AU02", "frontalis, outer part", "brow"),
    ("browOuterUpRight", "AU02", "frontalis, outer part", "brow"),
    ("cheekPuff", "AD34", "buccinator against the breath", "cheek"),
    ("cheekSquintLeft", "AU06", "orbicularis oculi, orbital part", "cheek"),
    ("cheekSquintRight", "AU06", "orbicularis oculi, orbital part", "cheek"),
    ("eyeBlinkLeft", "AU45", "orbicularis oculi; levator palpebrae relaxed", "eye"),
    ("eyeBlinkRight", "AU45", "orbicularis oculi; levator palpebrae relaxed", "eye"),
    ("eyeLookDownLeft", "AU64", "rectus inferior", "eye"),
    ("eyeLookDownRight", "AU64", "rectus inferior", "eye"),
    ("eyeLookInLeft", "AU62", "rectus medialis", "eye"),
    ("eyeLookInRight", "AU61", "rectus medialis", "eye"),
    ("eyeLookOutLeft", "AU61", "rectus lateralis", "eye"),
    ("eyeLookOutRight", "AU62", "rectus lateralis", "eye"),
    ("eyeLookUpLeft", "AU63", "rectus superior", "eye"),
    ("eyeLookUpRight", "AU63", "rectus superior", "eye"),
    ("eyeSquintLeft", "AU07", "orbicularis oculi, palpebral part", "eye"),
    ("eyeSquintRight", "AU07", "orbicularis oculi, palpebral part", "eye"),
    ("eyeWideLeft", "AU05", "levator palpebrae superioris", "eye"),
    ("eyeWideRight", "AU05", "levator palpebrae superioris", "eye"),
    ("jawForward", "AU29", "pterygoideus lateralis", "jaw"),
    ("jawLeft", "AU30", "pterygoideus lateralis, one side", "jaw"),
    ("jawOpen", "AU26", "masseter and temporalis relaxed; digastricus", "jaw"),
    ("jawRight", "AU30", "pterygoideus lateralis, one side", "jaw"),
    ("mouthClose", "AU08", "orbicularis oris, lips together over an open jaw", "mouth"),
    ("mouthDimpleLeft", "AU14", "buccinator", "mouth"),
    ("mouthDimpleRight", "AU14", "buccinator", "mouth"),
    ("mouthFrownLeft", "AU15", "depressor anguli oris", "mouth"),
    ("mouthFrownRight", "AU15", "depressor anguli oris", "mouth"),
    ("mouthFunnel", "AU22", "orbicularis oris, lips forward and apart", "mouth"),
    ("mouthLeft", "", "both lips pulled to one side", "mouth"),
    ("mouthLowerDownLeft", "AU16", "depressor labii inferioris", "mouth"),
    ("mouthLowerDownRight", "AU16", "depressor labii inferioris", "mouth"),
    ("mouthPressLeft", "AU24", "orbicularis oris, lips pressed", "mouth"),
    ("mouthPressRight", "AU24", "orbicularis oris, lips pressed", "mouth"),
    ("mouthPucker", "AU18", "incisivii labii", "mouth"),
    ("mouthRight", "", "both lips pulled to one side", "mouth"),
    ("mouthRollLower", "AU28", "orbicularis oris, lower lip over the teeth", "mouth"),
    ("mouthRollUpper", "AU28", "orbicularis oris, upper lip over the teeth", "mouth"),
    ("mouthShrugLower", "AU17", "mentalis", "mouth"),
    ("mouthShrugUpper", "AU17", "mentalis, the upper lip carried along", "mouth"),
    ("mouthSmileLeft", "AU12", "zygomaticus major", "mouth"),
    ("mouthSmileRight", "AU12", "zygomaticus major", "mouth"),
    ("mouthStretchLeft", "AU20", "risorius, platysma", "mouth"),
    ("mouthStretchRight", "AU20", "risorius, platysma", "mouth"),
    ("mouthUpperUpLeft", "AU10", "levator labii superioris", "mouth"),
    ("mouthUpperUpRight", "AU10", "levator labii superioris", "mouth"),
    ("noseSneerLeft", "AU09", "levator labii superioris alaeque nasi", "nose"),
    ("noseSneerRight", "AU09", "levator labii superioris alaeque nasi", "nose"),
    ("tongueOut", "AD19", "genioglossus", "tongue"),
)
_OWN: Final = (
    ("lipsUpperOpen", "AU25", "levator labii superioris, without the corners", "mouth"),
    ("lipsLowerOpen", "AU25", "depressor labii, without the corners", "mouth"),
)

CHANNELS: Final[tuple[str, ...]] = tuple(row[0] for row in (*_ARKIT, *_OWN))
"""The rig's channels in their fixed order: 52 ARKit names (tongueOut last), then our two."""
CHANNEL_INDEX: Final = MappingProxyType({name: i for i, name in enumerate(CHANNELS)})


@dataclass(frozen=True, slots=True)
class ActionUnit:
    """One named unit of a vocabulary.

    Attributes:
        name: as its vocabulary spells it, e.g. ``AU12``, ``MouthSmile_L``, ``mouthSmileLeft``.
        title: what FACS calls the movement, for a tooltip.
        muscle: the muscles that do it.
        full: the unit's value at full intensity (5 or 1); the range is ``[0, full]``.
        weights: channel name → channel value at full intensity.
    """

    name: str
    title: str
    muscle: str
    region: Region
    side: Side
    full: float
    weights: MappingProxyType[str, float]

    def vector(self) -> NDArray[np.float64]:
        """Channel values [len(CHANNELS)] per one step of the unit's own scale."""
        out = np.zeros(len(CHANNELS))
        for channel, weight in self.weights.items():
            out[CHANNEL_INDEX[channel]] = weight / self.full
        return out


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named, ordered set of units that share one scale."""

    name: str
    title: str
    units: tuple[ActionUnit, ...]

    def __len__(self) -> int:
        return len(self.units)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.units)

    def unit(self, name: str) -> ActionUnit:
        """The unit of that name (case does not matter).

        Raises:
            KeyError: this vocabulary has no such unit.
        """
        for unit in self.units:
            if unit.name.lower() == name.lower():
                return unit
        raise KeyError(name)

    def matrix(self) -> NDArray[np.float64]:
        """Channels per unit, [len(self), len(CHANNELS)]: ``channels = values @ matrix``."""
        return np.stack([unit.vector() for unit in self.units])

    def channels(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Unit values [..., len(self)] to channel values [..., len(CHANNELS)], clipped to 0–1."""
        return np.clip(values @ self.matrix(), 0.0, 1.0)


def _side(name: str) -> Side:
    if name.endswith(("Left", "_L")):
        return "left"
    return "right" if name.endswith(("Right", "_R")) else "both"


_FACS_TITLES: Final = {
    "AU01": "Inner brow raiser", "AU02": "Outer brow raiser", "AU04": "Brow lowerer",
    "AU05": "Upper lid raiser", "AU06": "Cheek raiser", "AU07": "Lid tightener",
    "AU08": "Lips toward each other", "AU09": "Nose wrinkler", "AU10": "Upper lip raiser",
    "AU12": "Lip corner puller", "AU14": "Dimpler", "AU15": "Lip corner depressor",
    "AU16": "Lower lip depressor", "AU17": "Chin raiser", "AU18": "Lip pucker",
    "AD19": "Tongue show", "AU20": "Lip stretcher", "AU22": "Lip funneler",
    "AU23": "Lip tightener", "AU24": "Lip pressor", "AU25": "Lips part", "AU26": "Jaw drop",
    "AU28": "Lip suck", "AU29": "Jaw thrust", "AU30": "Jaw sideways", "AD34": "Cheek puff",
    "AU45": "Blink", "AU61": "Eyes turn left", "AU62": "Eyes turn right", "AU63": "Eyes up",
    "AU64": "Eyes down", "": "Mouth sideways",
}  # fmt: skip
_BY_CHANNEL: Final = {row[0]: row for row in (*_ARKIT, *_OWN)}


def _unit(name: str, full: float, weights: dict[str, float], title: str = "") -> ActionUnit:
    main = max(weights, key=lambda channel: weights[channel])
    _, facs, muscle, place = _BY_CHANNEL[main]
    label = title or (f"{_FACS_TITLES[facs]} ({facs})" if facs else _FACS_TITLES[facs])
    region = cast(Region, place)
    return ActionUnit(name, label, muscle, region, _side(name), full, MappingProxyType(dict(weights)))


def _both(channel: str, weight: float = 1.0) -> dict[str, float]:
    return {f"{channel}Left": weight, f"{channel}Right": weight}


ARKIT_52: Final = Vocabulary(
    "ARKIT_52", "52 ARKit channels, 0–1", tuple(_unit(row[0], 1.0, {row[0]: 1.0}) for row in _ARKIT)
)

_FACS_WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "AU01": {"browInnerUp": 1.0},
    "AU02": _both("browOuterUp"),
    "AU04": _both("browDown"),
    "AU05": _both("eyeWide"),
    "AU06": {**_both("cheekSquint"), **_both("eyeSquint", 0.3)},
    "AU07": _both("eyeSquint"),
    "AU09": _both("noseSneer"),
    "AU10": _both("mouthUpperUp"),
    "AU12": _both("mouthSmile"),
    "AU14": _both("mouthDimple"),
    "AU15": _both("mouthFrown"),
    "AU17": {"mouthShrugLower": 1.0, "mouthShrugUpper": 0.3},
    "AU20": _both("mouthStretch"),
    "AU23": {**_both("mouthPress", 0.8), "mouthRollLower": 0.3, "mouthRollUpper": 0.3},
    "AU25": {"lipsLowerOpen": 0.75, "lipsUpperOpen": 0.35},
    "AU26": {"jawOpen": 1.0},
    "AU45": _both("eyeBlink"),
}
FACS_17: Final = Vocabulary(
    "FACS_17",
    "17 FACS units, 0–5",
    tuple(
        _unit(name, 5.0, weights, f"{_FACS_TITLES[name]} ({name})") for name, weights in _FACS_WEIGHTS.items()
    ),
)

_FW: Final[dict[str, dict[str, float]]] = {
    **{f"EyeBlink_{s[0]}": {f"eyeBlink{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeSquint_{s[0]}": {f"eyeSquint{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeDown_{s[0]}": {f"eyeLookDown{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeIn_{s[0]}": {f"eyeLookIn{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeOpen_{s[0]}": {f"eyeWide{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeOut_{s[0]}": {f"eyeLookOut{s}": 1.0} for s in ("Left", "Right")},
    **{f"EyeUp_{s[0]}": {f"eyeLookUp{s}": 1.0} for s in ("Left", "Right")},
    **{f"BrowsD_{s[0]}": {f"browDown{s}": 1.0} for s in ("Left", "Right")},
    "BrowsU_C": {"browInnerUp": 1.0},
    **{f"BrowsU_{s[0]}": {f"browOuterUp{s}": 1.0} for s in ("Left", "Right")},
    "JawFwd": {"jawForward": 1.0},
    "JawLeft": {"jawLeft": 1.0},
    "JawOpen": {"jawOpen": 1.0},
    "JawChew": {"mouthClose": 1.0},
    "JawRight": {"jawRight": 1.0},
    "MouthLeft": {"mouthLeft": 1.0},
    "MouthRight": {"mouthRight": 1.0},
    **{f"MouthFrown_{s[0]}": {f"mouthFrown{s}": 1.0} for s in ("Left", "Right")},
    **{f"MouthSmile_{s[0]}": {f"mouthSmile{s}": 1.0} for s in ("Left", "Right")},
    **{f"MouthDimple_{s[0]}": {f"mouthDimple{s}": 1.0} for s in ("Left", "Right")},
    **{f"LipsStretch_{s[0]}": {f"mouthStretch{s}": 1.0} for s in ("Left", "Right")},
    "LipsUpperClose": {"mouthRollUpper": 1.0, **_both("mouthPress", 0.25)},
    "LipsLowerClose": {"mouthRollLower": 1.0, **_both("mouthPress", 0.25)},
    "LipsUpperUp": _both("mouthUpperUp"),
    "LipsLowerDown": _both("mouthLowerDown"),
    "LipsUpperOpen": {"lipsUpperOpen": 1.0},
    "LipsLowerOpen": {"lipsLowerOpen": 1.0},
    "LipsFunnel": {"mouthFunnel": 1.0},
    "LipsPucker": {"mouthPucker": 1.0},
    "ChinLowerRaise": {"mouthShrugLower": 1.0},
    "ChinUpperRaise": {"mouthShrugUpper": 1.0},
    "Sneer": _both("noseSneer"),
    "Puff": {"cheekPuff": 1.0},
}
FACEWAREHOUSE_46: Final = Vocabulary(
    "FACEWAREHOUSE_46",
    "46 FaceWarehouse shapes, 0–1",
    tuple(_unit(name, 1.0, weights) for name, weights in _FW.items()),
)

VOCABULARIES: Final = (FACS_17, FACEWAREHOUSE_46, ARKIT_52)


def find_unit(name: str) -> ActionUnit:
    """The unit of that name in any vocabulary; ``AU1`` and ``AU6`` are read as ``AU01``, ``AU06``.

    Raises:
        KeyError: no vocabulary has it.
    """
    wanted = name.lower()
    if wanted.startswith("au") and wanted[2:].isdigit():
        wanted = f"au{int(wanted[2:]):02d}"
    for vocabulary in VOCABULARIES:
        for unit in vocabulary.units:
            if unit.name.lower() == wanted:
                return unit
    for channel in CHANNELS:
        if channel.lower() == wanted:
            return _unit(channel, 1.0, {channel: 1.0})
    raise KeyError(name)
