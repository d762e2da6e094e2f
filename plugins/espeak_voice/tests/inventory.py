"""espeak's own list of the phonemes of each language, read from its compiled tables (``phontab``)."""

import struct
from functools import cache
from pathlib import Path

from galatea_espeak.synthesis import installed

_TABLES = {"en-us": "en-us", "pt-br": "pt"}
"""Where a voice's table has another name than the voice."""
_SOUNDS = range(2, 9)
"""Kinds of phonemes that sound: vowels, liquids, stops, fricatives, nasals."""


def letters_of(voice: str) -> list[str]:
    """The phonemes of a voice in espeak's own letters."""
    found = _inherited(_TABLES.get(voice, voice))
    return [letters for letters, kind in found.values() if kind in _SOUNDS]


def _inherited(name: str) -> dict[int, tuple[str, int]]:
    """A table's phonemes by their number, over those of the table that it is built on."""
    base, own = _tables()[name]
    return (_inherited(base) if base else {}) | own


@cache
def _tables() -> dict[str, tuple[str, dict[int, tuple[str, int]]]]:
    """Each table: the name of its base, and its phonemes, number → letters and kind."""
    data = Path(installed()[1], "phontab").read_bytes()
    tables: list[tuple[str, int, dict[int, tuple[str, int]]]] = []
    place = 4
    for _ in range(data[0]):
        count, base = data[place], data[place + 1]
        name = data[place + 4 : place + 36].split(b"\0")[0].decode()
        place += 36
        rows = [struct.unpack_from("<4sIHBB", data, place + 16 * i) for i in range(count)]
        tables.append(
            (name, base, {row[3]: (row[0].rstrip(b"\0").decode("latin-1"), row[4]) for row in rows})
        )
        place += 16 * count
    return {name: (tables[base - 1][0] if base else "", own) for name, base, own in tables}
