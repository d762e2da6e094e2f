"""A person's own presets: one JSON file that all projects share.

    {"version": 1, "presets": [{"name": "Half a smile", "channels": {"mouthSmileLeft": 0.4, …}}, …]}

Every change reads the file anew, so that two windows don't undo each other's. What can't be read is never
lost: the next change puts it aside under another name.
"""

import json
import math
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from studio.core.errors import FileMissing, FileUnreadable, OutputUnwritable, UsageError
from studio.core.presets import Preset
from studio.core.units import CHANNEL_INDEX
from studio.core.words import Said
from studio.files.places import data_folder, made
from studio.files.reading import read_bytes
from studio.files.unpacking import Budget, parsed
from studio.files.writing import written_beside

_VERSION: Final = 1
_LARGEST, _MOST = 4 << 20, 64 << 20
"""Bytes of the file, and of what it says in memory: thousands of presets."""


def place() -> Path:
    """Where they are kept."""
    return data_folder() / "presets.json"


def read_presets() -> tuple[Preset, ...]:
    """A person's own presets, in the order in which they were kept; none if there is no file.

    Raises:
        FileUnreadable: the file is damaged, or from a newer studio. It is left as it is.
    """
    path = place()
    try:
        return _understood(parsed(read_bytes(path, _LARGEST), Budget(_MOST)))
    except FileMissing:
        return ()
    except (FileUnreadable, ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise FileUnreadable(
            Said("Your presets in {0} can't be read: the file is damaged, or a newer studio made it.", path),
            Said("It is left as it is; when you keep a new preset, it is put aside under another name."),
        ) from error


def keep_preset(preset: Preset) -> tuple[Preset, ...]:
    """Keep one more; gives all.

    Raises:
        UsageError: it has no name, or one that is taken, or moves nothing.
        OutputUnwritable: the file can't be written.
    """
    if not preset.units:
        raise UsageError(
            Said("The face is at rest: there is nothing to keep."), Said("Move something first.")
        )
    try:
        kept = read_presets()
        aside = False
    except FileUnreadable:
        kept, aside = (), True
    named = Preset(_free_name(preset.name, kept), preset.units)
    if aside:
        _put_aside(place())
    return _written((*kept, named))


def rename_preset(name: str, to: str) -> tuple[Preset, ...]:
    """Give one another name; gives all.

    Raises:
        UsageError: the name is empty or taken.
        FileUnreadable: the file can't be read.
        OutputUnwritable: it can't be written.
    """
    kept = read_presets()
    new = _free_name(to, tuple(preset for preset in kept if preset.name != name))
    return _written(tuple(Preset(new, each.units) if each.name == name else each for each in kept))


def remove_preset(name: str) -> tuple[Preset, ...]:
    """Keep one no longer; gives all others.

    Raises:
        FileUnreadable: the file can't be read.
        OutputUnwritable: it can't be written.
    """
    return _written(tuple(each for each in read_presets() if each.name != name))


def _free_name(name: str, kept: tuple[Preset, ...]) -> str:
    name = " ".join(name.split())
    if not name:
        raise UsageError(Said("A preset needs a name."), Said("Type one."))
    if any(preset.name.casefold() == name.casefold() for preset in kept):
        raise UsageError(Said("There is a preset called “{0}” already.", name), Said("Choose another name."))
    return name


def _written(presets: tuple[Preset, ...]) -> tuple[Preset, ...]:
    path = place()
    made(path.parent)
    each = [{"name": preset.name, "channels": dict(preset.units)} for preset in presets]
    with written_beside(path, force=True) as part:
        whole = {"version": _VERSION, "presets": each}
        part.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return presets


def _put_aside(path: Path) -> None:
    number = 1
    try:
        while (aside := path.with_name(f"presets-unreadable-{number}.json")).exists():
            number += 1
        path.rename(aside)
    except OSError as error:
        raise OutputUnwritable(
            Said("{0} can't be read and can't be put aside ({1}).", path, error.strerror or error),
            Said("Move it somewhere else, then keep the preset again."),
        ) from error


def _understood(whole: Any) -> tuple[Preset, ...]:
    if whole["version"] != _VERSION:
        raise ValueError(f"it is of version {whole['version']}, and this studio reads {_VERSION}")
    return tuple(_preset(each["name"], each["channels"]) for each in whole["presets"])


def _preset(name: Any, channels: Any) -> Preset:
    values = {str(channel): float(value) for channel, value in channels.items()}
    for channel, value in values.items():
        if channel not in CHANNEL_INDEX:
            raise ValueError(f"nothing in a face is called {channel}")
        if not (math.isfinite(value) and 0 <= value <= 1):
            raise ValueError(f"{channel} goes from 0 to 1, not {value}")
    return Preset(str(name), MappingProxyType(values))
