"""Numbers as a person types them: bounded while they are still text, and exact afterwards.

``1e300000000`` is short to write and would fill the memory as a fraction; ``nan`` passes every comparison
the wrong way. So what is typed is first held against a pattern, then made, then held against its bounds.
"""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from studio.core.errors import UsageError
from studio.core.words import Said

Number = int | float | str | Fraction

_DIGITS: Final = "[0-9]{1,60}"
_DECIMAL: Final = rf"(?:{_DIGITS}(?:[.,][0-9]{{0,60}})?|[.,]{_DIGITS})(?:[eE][+-]?[0-9]{{1,2}})?"
_NUMBER: Final = re.compile(rf"\s*([+-]?(?:{_DECIMAL}|{_DIGITS}/{_DIGITS}))\s*")
_SHOWN: Final = 40
"""Letters of what was typed that are said again."""


def exact(value: Number) -> Fraction:
    """A number as a fraction, if it is of a size that anybody would write.

    A text is one as ``25``, ``-2.5``, ``,5``, ``1e-3`` or ``30000/1001``, with at most 60 digits a part.

    Raises:
        ValueError: it is written otherwise, divides by zero, or is not finite.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(Said("“{0}” is not a number", value))
    if not isinstance(value, str):
        return Fraction(value)
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise ValueError(Said("“{0}” is not a number", shortened(value)))
    try:
        return Fraction(match[1].replace(",", "."))
    except ZeroDivisionError:
        raise ValueError(Said("“{0}” divides by zero", shortened(value))) from None


def shortened(text: str) -> str:
    """What was typed, no longer than a person reads."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be.

    Attributes:
        name: what it is of, as ``--speed``.
        low, high: the least and the most, both allowed.
        example: what may follow "as" in a sentence; empty for none.
    """

    name: str
    low: float
    high: float
    example: str = ""

    def read(self, text: object) -> Fraction:
        """The number that was typed.

        Raises:
            UsageError: it is none, or out of bounds.
        """
        typed = str(text)
        try:
            value = exact(typed)
        except ValueError as error:
            raise self._refused(typed) from error
        if not self.low <= value <= self.high:
            raise self._refused(typed)
        return value

    def real(self, text: object) -> float:
        """The same as a float."""
        return float(self.read(text))

    def whole(self, text: object) -> int:
        """The same, without a fraction."""
        value = self.read(text)
        if value.denominator != 1:
            raise self._refused(str(text))
        return int(value)

    def _refused(self, typed: str) -> UsageError:
        low, high = f"{self.low:.15g}", f"{self.high:.15g}"
        can = Said("Write a number from {0} to {1}.", low, high)
        if self.example:
            can = Said("Write a number from {0} to {1}, as {2}.", low, high, self.example)
        return UsageError(Said("{0} can't be “{1}”.", self.name, shortened(typed)), can)
