"""Expressions by name: which units, how strong.

Emotions after the prototypes of Ekman and Friesen's EMFACS, two at once after what people show who are
asked for both (Du, Tao, Martinez 2014, table 1); mouth shapes are those of the visemes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, get_args

from studio.core.face import FaceState
from studio.core.units import CHANNELS, Region, find_unit

WHOLE_FACE: Final[frozenset[Region]] = frozenset(get_args(Region))
MOUTH: Final[frozenset[Region]] = frozenset(("mouth", "jaw", "tongue"))
_LEAST: Final = 0.005
"""Of a channel: what is moved less is not kept."""


@dataclass(frozen=True, slots=True)
class Preset:
    """An expression.

    Attributes:
        units: name → value, in the unit's own scale, at full strength.
        regions: where it has the say: what it does not move there is at rest.
    """

    name: str
    units: Mapping[str, float]
    regions: frozenset[Region] = WHOLE_FACE

    @classmethod
    def of(cls, name: str, state: FaceState) -> "Preset":
        """What a face does, by channels; head and gaze are no part of it."""
        moved = {c: round(state[c], 3) for c in CHANNELS if state[c] >= _LEAST}
        return cls(name, MappingProxyType(moved))

    def channels(self, strength: float = 1.0) -> dict[str, float]:
        """The rig's channels that it moves, 0–1; what two units share adds up."""
        out: dict[str, float] = {}
        for name, value in self.units.items():
            unit = find_unit(name)
            for channel, weight in unit.weights.items():
                out[channel] = min(1.0, out.get(channel, 0.0) + strength * weight * value / unit.full)
        return out

    def wanted(self, strength: float = 1.0) -> dict[str, float]:
        """The same with the channels that it keeps at rest."""
        still = dict.fromkeys((c for c in CHANNELS if find_unit(c).region in self.regions), 0.0)
        return {**still, **self.channels(strength)}

    def state(self, strength: float = 1.0) -> FaceState:
        """A face that does this and nothing else."""
        return FaceState.of(self.channels(strength))


def _preset(name: str, **units: float) -> Preset:
    return Preset(name, MappingProxyType(units))


EMOTIONS: Final = (
    _preset("Joy", AU06=4.0, AU12=4.0),
    _preset("Sadness", AU01=4.0, AU04=2.5, AU15=3.5, AU17=2.0),
    _preset("Surprise", AU01=4.0, AU02=4.5, AU05=4.0, AU26=3.0),
    _preset("Fear", AU01=4.5, AU02=3.0, AU04=3.0, AU05=5.0, AU20=4.0, AU25=3.5, AU26=0.8),
    _preset("Anger", AU04=4.5, AU05=2.0, AU07=3.0, AU23=4.0),
    _preset("Disgust", AU07=2.0, AU09=5.0, AU10=3.5, AU15=2.0, AU17=1.0),
    _preset(
        "Contempt",
        mouthDimpleLeft=1.0,
        mouthSmileLeft=0.45,
        mouthUpperUpLeft=0.3,
        noseSneerLeft=0.2,
        mouthLeft=0.25,
        mouthPressRight=0.3,
        eyeSquintLeft=0.4,
        eyeSquintRight=0.3,
        eyeBlinkLeft=0.15,
        eyeBlinkRight=0.15,
        browDownLeft=0.2,
    ),
    _preset("Thought", AU04=2.0, AU07=1.5, AU14=2.0, mouthPressLeft=0.4, mouthPressRight=0.4),
    _preset("Happily surprised", AU01=3.5, AU02=3.5, AU05=2.0, AU12=4.0, AU25=3.0, AU26=1.5),
    _preset("Happily disgusted", AU04=2.0, AU06=2.5, AU09=2.0, AU10=2.5, AU12=3.5, AU25=2.0),
    _preset("Sadly fearful", AU01=4.0, AU04=3.0, AU05=2.0, AU15=2.0, AU20=3.0, AU25=2.0),
    _preset("Sadly angry", AU04=4.0, AU07=2.5, AU15=4.0, AU17=2.5),
    _preset("Sadly surprised", AU01=4.5, AU02=1.5, AU04=2.5, AU25=2.0, AU26=2.0),
    _preset("Sadly disgusted", AU01=2.5, AU04=3.5, AU09=2.0, AU10=2.5, AU15=3.0, AU17=2.0),
    _preset("Fearfully angry", AU04=4.5, AU05=4.0, AU07=1.5, AU10=1.5, AU20=3.5, AU25=2.5),
    _preset("Fearfully surprised", AU01=4.0, AU02=4.0, AU05=4.0, AU20=3.0, AU25=2.5, AU26=1.5),
    _preset("Fearfully disgusted", AU01=3.5, AU04=3.5, AU05=2.0, AU10=3.0, AU20=3.0, AU25=2.0),
    _preset("Angrily surprised", AU04=4.5, AU05=4.0, AU25=2.5, AU26=2.5),
    _preset("Angrily disgusted", AU04=4.5, AU07=2.5, AU09=3.0, AU10=3.0, AU17=2.5),
    _preset("Disgustedly surprised", AU01=3.5, AU02=3.5, AU05=3.0, AU09=2.5, AU10=3.5),
    _preset("Appalled", AU04=4.0, AU06=1.5, AU09=3.5, AU10=3.5, AU15=2.0, AU17=2.0),
    _preset("Hatred", AU04=5.0, AU07=3.5, AU10=2.5, AU17=2.5, AU23=3.0),
    _preset("Awed", AU01=3.5, AU02=3.5, AU05=3.0, AU25=3.0, AU26=1.5),
)
