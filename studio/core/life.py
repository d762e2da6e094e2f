"""Life beside the lips: parts of a speaking face that can be turned down or off, each by itself.

What a performance does besides speaking is told part by part (``COLUMNS``). A part that is turned down has so
much of its own taken away where the performance is played; the performance itself stays whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final, Literal, get_args

from studio.core.errors import UsageError
from studio.core.numbers import shortened
from studio.core.words import Said, listed

Part = Literal["head", "gaze", "blinks", "brows", "smile", "breath"]
"""Turns of the head; where the eyes look; the lids; brows; smiles, with the cheeks; the rise of the head as
one breathes in.
"""
PARTS: Final[tuple[Part, ...]] = get_args(Part)

_BOTH: Final = ("Left", "Right")
_SLOTS: Final[Mapping[Part, tuple[str, ...]]] = {
    "head": (*(f"head.{axis}" for axis in ("yaw", "pitch", "roll", "x", "y", "z")), "gaze.yaw", "gaze.pitch"),
    "gaze": ("gaze.yaw", "gaze.pitch"),
    "blinks": tuple(f"eye{what}{side}" for what in ("Blink", "Squint", "Wide") for side in _BOTH),
    "brows": ("browInnerUp", *(f"brow{what}{side}" for what in ("OuterUp", "Down") for side in _BOTH)),
    "smile": tuple(f"{what}{side}" for what in ("mouthSmile", "cheekSquint") for side in _BOTH),
    "breath": ("head.pitch", "head.y"),
}
COLUMNS: Final[tuple[tuple[Part, str], ...]] = tuple((part, slot) for part in PARTS for slot in _SLOTS[part])
"""What is told of a performance: of each part, in which slots it moves. Of the gaze, the head has as much as
the eyes turn back to stay where they look while it turns.
"""
STEADYING: Final = 0.85
"""Share of the head's turning that the eyes take back to stay on what they look at."""


@dataclass(frozen=True, slots=True)
class Life:
    """How much of each part is left, 0–1."""

    head: float = 1.0
    gaze: float = 1.0
    blinks: float = 1.0
    brows: float = 1.0
    smile: float = 1.0
    breath: float = 1.0

    def __post_init__(self) -> None:
        for part, amount in self:
            if not 0.0 <= amount <= 1.0:
                raise ValueError(Said("{0} goes from {1} to {2}, not {3}", part, 0, 1, amount))

    def __iter__(self) -> Iterator[tuple[Part, float]]:
        return iter([(part, getattr(self, part)) for part in PARTS])

    @classmethod
    def read(cls, without: str = "", amounts: str = "") -> "Life":
        """From what a person typed: parts that are off, ``gaze,blinks``, and amounts, ``head:.5,smile:.3``.

        Raises:
            UsageError: it is of another form, or one part is named twice.
        """
        wanted: dict[Part, float] = {}
        given = [(each, 0.0) for each in _listed(without)]
        given += [_amount(each) for each in _listed(amounts)]
        for name, amount in given:
            part = next((part for part in PARTS if part == name), None)
            if part is None:
                raise UsageError(
                    Said("No part of a speaking face is called “{0}”.", shortened(name)),
                    Said("Choose from {0}.", listed(PARTS)),
                )
            if part in wanted:
                raise UsageError(Said("It is said twice how much “{0}” counts.", part), Said("Say it once."))
            wanted[part] = amount
        return cls(**wanted)


ALL: Final = Life()
assert tuple(field.name for field in fields(Life)) == PARTS


def _listed(written: str) -> list[str]:
    return [each.strip() for each in written.split(",") if each.strip()]


def _amount(written: str) -> tuple[str, float]:
    name, _, number = (side.strip() for side in written.partition(":"))
    try:
        amount = float(number)
    except ValueError:
        amount = -1.0
    if not 0.0 <= amount <= 1.0:
        raise UsageError(
            Said("“{0}” tells no amount.", shortened(written)),
            Said("Write a part and a number from 0 to 1, as head:0.5; several with commas."),
        )
    return name, amount
