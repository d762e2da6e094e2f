"""In what manner somebody speaks: with whose habits, how lively, and in what mood."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from studio.core.errors import UsageError
from studio.core.presets import EMOTIONS, Preset
from studio.core.words import Said

CALM: Final = 0.4
NATURAL: Final = 0.7
LIVELY: Final = 1.0
LIVELIEST: Final = 1.5
_BY_NAME: Final = MappingProxyType({"calm": CALM, "natural": NATURAL, "lively": LIVELY})


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a mood does to a speaking face at full strength.

    Attributes:
        preset: the name of its expression, of ``EMOTIONS``.
        liveliness: how much more head, gaze, brows and smiles move.
        pitch: degrees by which the head is lifted.
    """

    preset: str
    liveliness: float
    pitch: float

    @property
    def expression(self) -> Preset:
        return next(preset for preset in EMOTIONS if preset.name == self.preset)


FEELINGS: Final[Mapping[str, Feeling]] = MappingProxyType({
    "happy": Feeling("Joy", 1.15, 1.0),
    "sad": Feeling("Sadness", 0.55, -4.0),
    "surprised": Feeling("Surprise", 1.2, 1.0),
    "afraid": Feeling("Fear", 0.9, 1.0),
    "angry": Feeling("Anger", 1.1, -2.0),
    "disgusted": Feeling("Disgust", 0.8, 1.5),
    "contemptuous": Feeling("Contempt", 0.7, 2.0),
    "thoughtful": Feeling("Thought", 0.6, -1.0),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """How a driver's performance is laid on a face.

    Attributes:
        liveliness: how much of the head's, the gaze's, the brows' and the smiles' motion is kept, 0–1.5; at
            1 it is as much as that of people who speak freely.
        mood: of ``FEELINGS``; empty for none.
        strength: of the mood, 0–1.
        name: of habits that ship, or the path of a manner file; empty leaves face and head to the driver.
    """

    liveliness: float = LIVELY
    mood: str = ""
    strength: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.liveliness <= LIVELIEST or not 0.0 <= self.strength <= 1.0:
            raise ValueError(Said("liveliness goes from 0 to {0}, a mood from 0 to 1", f"{LIVELIEST:g}"))
        if self.mood and self.mood not in FEELINGS:
            raise ValueError(Said("there is no mood “{0}”", self.mood))

    @classmethod
    def read(cls, liveliness: str, mood: str = "", manner: str = "") -> "Manner":
        """From what a person typed: ``calm``, ``natural``, ``lively`` or a number; ``happy`` or ``happy:.5``;
        a manner's name or file.

        Raises:
            UsageError: it is of another form.
        """
        felt, colon, written = mood.partition(":")
        felt = felt.strip()
        if felt and felt not in FEELINGS:
            raise UsageError(
                Said("There is no mood “{0}”.", felt), Said("Choose one of {0}.", ", ".join(FEELINGS))
            )
        strength = _number(written, 1.0, mood) if colon else float(bool(felt))
        known = _BY_NAME.get(liveliness.strip())
        amount = _number(liveliness, LIVELIEST, liveliness) if known is None else known
        return cls(amount, felt, strength, manner.strip())


def _number(written: str, most: float, whole: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= most:
        names = ", ".join(_BY_NAME)
        raise UsageError(
            Said("“{0}” is no manner to speak in.", whole),
            Said("Write a mood as happy:0.5, and liveliness as {0} or a number from 0 to {1}.", names,
                 f"{LIVELIEST:g}"),
        )  # fmt: skip
    return value
