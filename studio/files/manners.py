"""Manner files: how one speaker moves, as versioned JSON; some ship, a person can have others anywhere.

    {"schema": "manner/1", "name": "Lively", "origin": "…", "figures": {…}, "measured": {…}, "snippets": [
     {"name": "…", "pitch": […], "energy": […], "pause": […], "motion": {"yaw": […], …},
      "looks": [[0, 1, 2], …], "blinks": […]}, …]}

Pitch is in semitones, turns and looks in degrees, all else from 0 to 1; every list of a snippet is as long as
the others, at 25 frames a second. Nothing in such a file is ever run.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.habits import (
    LONGEST,
    MOST_SNIPPETS,
    MOST_TURNED,
    MOVED,
    TURNS,
    Contour,
    Figures,
    Habits,
    Snippet,
)
from studio.core.words import Said, either, entitled
from studio.files.places import resources
from studio.files.reading import read_bytes
from studio.files.unpacking import Budget, parsed
from studio.files.writing import written_beside

Array = NDArray[np.float64]

SCHEMA: Final = "manner/1"
SUFFIX: Final = ".manner.json"
_LARGEST: Final = 8 << 20
_MOST: Final = 200 << 20
"""Bytes of the file, and of what it says in memory."""
_LETTERS: Final = 2000
_OCTAVES: Final = 60.0
"""Semitones that a pitch may be away from the voice's median."""


def shipped() -> tuple[str, ...]:
    """Names of the manners that come with the studio."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in _folder().glob(f"*{SUFFIX}")))


def read_manner(name: str) -> Habits:
    """The manner of a name that ships, or in a file.

    Raises:
        FileMissing: there is neither.
        FileUnreadable: it is damaged, of a newer kind, or no manner.
    """
    path = _folder() / f"{name}{SUFFIX}" if name in shipped() else Path(name)
    hint = Said("Give a file that ‘galatea manner learn’ has written, or one of {0}.", either(shipped()))
    try:
        document = parsed(read_bytes(path, _LARGEST), Budget(_MOST))
        schema = document.get("schema")
        if schema != SCHEMA:
            raise FileUnreadable(entitled(path, _strange(schema)), hint)
        return _habits(document)
    except FileMissing as error:
        raise FileMissing(Said("There is no manner “{0}”.", name), hint) from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise FileUnreadable(Said("{0} holds no manner ({1}).", path, _why(error)), hint) from error


def write_manner(path: str | Path, habits: Habits, force: bool = False) -> None:
    """Write a manner, rounded to what can be seen.

    Raises:
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    with written_beside(path, force) as part:
        document = manner_to_json(habits)
        snippets = document.pop("snippets")
        head = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
        rows = ",\n".join(json.dumps(each, allow_nan=False, separators=(",", ":")) for each in snippets)
        part.write_text(f'{head.removesuffix("}").rstrip()},\n "snippets": [\n{rows}\n ]\n}}\n', "utf-8")


def manner_to_json(habits: Habits) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers."""
    return {
        "schema": SCHEMA,
        "name": habits.name,
        "origin": habits.origin,
        "figures": {name: _short(value, 4) for name, value in asdict(habits.figures).items()},
        "measured": {name: _short(value, 4) for name, value in habits.measured},
        "snippets": [_snippet_json(snippet) for snippet in habits.snippets],
    }


def _snippet_json(snippet: Snippet) -> dict[str, Any]:
    contour = snippet.contour
    return {
        "name": snippet.name,
        "pitch": _column(contour.pitch, 1),
        "energy": _column(contour.energy, 2),
        "pause": [int(value) for value in contour.pause],
        "motion": {
            name: _column(snippet.motion[:, i], 2 if name in TURNS else 3)
            for i, name in enumerate(MOVED)
            if snippet.motion[:, i].any()
        },
        "looks": [[int(frame), _short(yaw, 1), _short(pitch, 1)] for frame, yaw, pitch in snippet.looks],
        "blinks": list(snippet.blinks),
    }


def _column(values: Array, digits: int) -> list[float | int]:
    return [_short(float(value), digits) for value in values]


def _short(value: float, digits: int) -> float | int:
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


# What is read -----------------------------------------------------------------------------------------


def _habits(document: Mapping[str, Any]) -> Habits:
    known = {field.name for field in fields(Figures)}
    figures = {name: _number(value) for name, value in document["figures"].items() if name in known}
    snippets = document["snippets"]
    if not isinstance(snippets, list) or len(snippets) > MOST_SNIPPETS:
        raise ValueError(Said("there are more than {0} snippets", MOST_SNIPPETS))
    return Habits(
        _text(document["name"]),
        _text(document.get("origin", "")),
        Figures(**figures),
        tuple(_snippet(each) for each in snippets),
        tuple((_text(name), _number(value)) for name, value in document.get("measured", {}).items()),
    )


def _snippet(document: Mapping[str, Any]) -> Snippet:
    pitch = document["pitch"]
    if not isinstance(pitch, list) or not 2 <= len(pitch) <= LONGEST:
        raise ValueError(Said("a snippet is too long or too short"))
    count = len(pitch)
    motion = np.zeros((count, len(MOVED)))
    for name, values in document["motion"].items():
        low, high = (-MOST_TURNED, MOST_TURNED) if name in TURNS else (0.0, 1.0)
        motion[:, MOVED.index(name)] = _values(values, count, low, high)
    contour = Contour(
        _values(pitch, count, -_OCTAVES, _OCTAVES),
        _values(document["energy"], count, 0.0, 1.0),
        _values(document["pause"], count, 0.0, 1.0),
    )
    blinks = _values(document.get("blinks", []), None, 0, count - 1)
    return Snippet(_text(document["name"]), contour, motion, _looks(document, count), tuple(map(int, blinks)))


def _looks(document: Mapping[str, Any], count: int) -> Array:
    rows = [_values(row, 3, -MOST_TURNED, LONGEST) for row in list(document.get("looks", []))[:count]]
    looks = np.array(rows).reshape(-1, 3)
    frames = looks[:, 0]
    if len(looks) and (frames[0] < 0 or frames[-1] >= count or (np.diff(frames) <= 0).any()):
        raise ValueError(Said("a snippet looks about at no time of its own"))
    if (np.abs(looks[:, 1:]) > MOST_TURNED).any():
        raise ValueError(Said("a number is out of its bounds"))
    return looks


def _values(values: object, count: int | None, low: float, high: float) -> Array:
    """Numbers within bounds, [count], or as many as there are up to ``LONGEST``."""
    if not isinstance(values, list) or len(values) > LONGEST or (count is not None and len(values) != count):
        raise ValueError(Said("a list has another length than the rest"))
    out = np.array([_number(value) for value in values])
    if len(out) and not (out.min() >= low and out.max() <= high):
        raise ValueError(Said("a number is out of its bounds"))
    return out


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(Said("“{0}” is not a number", repr(value)[:40]))
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LETTERS:
        raise ValueError(Said("a name is no text, or endless"))
    return value


def _strange(schema: object) -> str:
    if isinstance(schema, str) and schema.startswith("manner/") and len(schema) < len(SCHEMA) + 8:
        return Said("the manner is of a newer kind ({0}; this studio reads {1})", schema, SCHEMA)
    return Said("it is JSON, but no manner")


def _why(error: BaseException) -> str:
    """What is wrong with it, no longer than a person reads."""
    return str(error)[:120]


def _folder() -> Path:
    return resources() / "manners"
