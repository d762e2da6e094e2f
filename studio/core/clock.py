"""Times as a person reads and types them: seconds, timecode, or frames."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal, get_args

from studio.core.errors import UsageError
from studio.core.numbers import exact, shortened
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said

Form = Literal["seconds", "timecode", "frames"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
_DAY: Final = 86400
_EXAMPLES: Final[Mapping[Form, str]] = {
    "seconds": "1:02.5", "timecode": "00:01:02:12", "frames": "1562",
}  # fmt: skip
_FRAMES: Final = re.compile(r"[0-9]{1,9}")


def told_time(time: Seconds, rate: FrameRate, form: Form) -> str:
    """A time: ``01:02.500``, ``00:01:02:12`` (of 25 frames a second the thirteenth), or ``1562``.

    Timecode counts every frame and drops none: of 29.97 frames a second it is a little slow.
    """
    if form == "frames":
        return str(rate.index_at(time))
    if form == "timecode":
        whole, frame = divmod(rate.index_at(time), _nominal(rate))
        return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}:{frame:02d}"
    minutes, seconds = divmod(float(time), 60)
    return f"{int(minutes):02d}:{seconds:06.3f}"


def told_length(length: Seconds, rate: FrameRate, form: Form, *, signed: bool = False) -> str:
    """How long something takes: seconds with three digits, or frames."""
    sign = "+" if signed else ""
    if form == "seconds":
        return f"{float(length):{sign}.3f} s"
    return f"{round(length * rate.fps):{sign}d} f"


def read_time(text: str, rate: FrameRate, form: Form, now: Seconds = Seconds(0)) -> Seconds:
    """A time as it was typed; with a sign before it so much after or before ``now``.

    ``12f`` are frames and ``3.5s`` seconds in every form, and four parts are always timecode.

    Raises:
        UsageError: it is written otherwise, or is before the start or after a day.
    """
    typed = text.strip().lower()
    sign = {"+": 1, "-": -1}.get(typed[:1])
    length = _length(typed if sign is None else typed[1:], rate, form, text)
    time = length if sign is None else now + sign * length
    if not 0 <= time <= _DAY:
        raise UsageError(
            Said("There is no time “{0}”.", shortened(text)), Said("Times begin at 0 and end after a day.")
        )
    return time


def _length(typed: str, rate: FrameRate, form: Form, text: str) -> Seconds:
    try:
        if typed[:1] in ("+", "-"):
            raise ValueError
        parts = typed.removesuffix("s").strip().split(":")
        if typed.endswith("f") or (form == "frames" and parts == [typed]):
            return rate.time_of(_whole(typed.removesuffix("f").strip()))
        if len(parts) == 4 or (form == "timecode" and not typed.endswith("s") and len(parts) > 1):
            return _timecode([_whole(part) for part in parts], rate)
        if len(parts) > 3:
            raise ValueError
        return sum((60**i * exact(part) for i, part in enumerate(reversed(parts))), Fraction(0))
    except ValueError as error:
        raise UsageError(
            Said("“{0}” is not a time.", shortened(text)), Said("Write it as {0}.", _EXAMPLES[form])
        ) from error


def _timecode(parts: list[int], rate: FrameRate) -> Seconds:
    if len(parts) > 4:
        raise ValueError
    *clock, frame = parts
    whole = sum(60**i * part for i, part in enumerate(reversed(clock)))
    return rate.time_of(whole * _nominal(rate) + frame)


def _whole(text: str) -> int:
    if not _FRAMES.fullmatch(text):
        raise ValueError
    return int(text)


def _nominal(rate: FrameRate) -> int:
    """Frames that timecode counts to a second: of 29.97 thirty."""
    return max(1, round(rate.fps))
