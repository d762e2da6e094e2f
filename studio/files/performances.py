"""Performances on disk: JSON by name (ours), CSV as OpenFace lays it out, and what face-capture apps export.

Writing goes by suffix: ``.json`` keeps everything, ``.csv`` what 17 action units can say (see
``studio.files.facs_csv``), ``.npz`` is how project files hold them. Reading goes by content.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable, UsageError
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.project import exact_from_json, state_from_json, state_to_json
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said, entitled, listed
from studio.files.arkit_csv import channel_named, is_arkit_table, read_arkit_columns
from studio.files.columns import parse_columns
from studio.files.facs_csv import is_facs_table, read_facs_columns, write_facs_csv
from studio.files.reading import existing_file
from studio.files.writing import written_beside

SCHEMA: Final = "performance/1"
SUFFIXES: Final = (".json", ".csv", ".npz")
_HEAD: Final = ("yaw", "pitch", "roll", "x", "y", "z")
_GAZE: Final = ("yaw", "pitch")
_HINT: Final = Said("Give a performance as .json of this studio, or as .csv of OpenFace or Live Link Face.")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A performance as it was read.

    Attributes:
        format: what the file was, for a person: "OpenFace CSV".
        unknown: names in it that nothing here stands for; they were left out.
    """

    performance: Performance
    format: str
    unknown: tuple[str, ...] = ()


def read_performance(path: str | Path) -> Performance:
    """The performance in a file of any kind that we read.

    Raises:
        FileMissing, FileUnreadable: not there, damaged, or no performance.
    """
    return examine_performance(path).performance


def examine_performance(path: str | Path) -> Reading:
    """The performance in a file, with what kind of file it is and what was not understood.

    Raises:
        FileMissing, FileUnreadable: not there, damaged, or no performance.
    """
    file = existing_file(path)
    try:
        with file.open("rb") as opened:
            if opened.read(2) == b"PK":
                opened.seek(0)
                return Reading(read_arrays(opened), "performance arrays")
        return _parsed(file.read_text("utf-8-sig"))
    except FileUnreadable as error:
        raise FileUnreadable(entitled(file, error.message), error.hint) from error
    except UnicodeDecodeError as error:
        raise FileUnreadable(Said("{0} holds no performance.", file), _HINT) from error


def write_performance(path: str | Path, performance: Performance, force: bool = False) -> None:
    """Write a performance in the form that the suffix names.

    Raises:
        UsageError: another suffix than ``SUFFIXES``.
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    place = Path(path)
    suffix = place.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            Said("A performance can't be written as {0}.", suffix or Said("a file without a suffix")),
            Said("Name it with one of {0}.", listed(SUFFIXES)),
        )
    with written_beside(place, force) as part:
        if suffix == ".npz":
            with part.open("wb") as binary:
                write_arrays(binary, performance)
            return
        with part.open("w", encoding="utf-8", newline="\n") as text:
            if suffix == ".csv":
                write_facs_csv(text, performance)
            else:
                json.dump(performance_to_json(performance), text, allow_nan=False, separators=(",", ":"))


def _parsed(text: str) -> Reading:
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(text)
    columns = parse_columns(text)
    if is_facs_table(columns):
        return Reading(read_facs_columns(columns), "OpenFace CSV")
    if is_arkit_table(columns):
        return Reading(*_split_reading(read_arkit_columns(columns), "ARKit CSV"))
    raise FileUnreadable(Said("The table has no columns of a face."), _HINT)


def _split_reading(
    read: tuple[Performance, tuple[str, ...]], kind: str
) -> tuple[Performance, str, tuple[str, ...]]:
    performance, unknown = read
    return performance, kind, unknown


# ---------------------------------------------------------------- JSON


def performance_to_json(performance: Performance) -> dict[str, Any]:
    """Plain dicts and lists; channels that stay at zero are left out."""
    moving = np.flatnonzero(performance.channels.any(axis=0))
    out: dict[str, Any] = {
        "schema": SCHEMA,
        "rate": str(performance.rate),
        "frames": len(performance),
        "channels": {CHANNELS[i]: _plain(performance.channels[:, i]) for i in moving},
        "head": {name: _plain(performance.head[:, i]) for i, name in enumerate(_HEAD)},
        "gaze": {name: _plain(performance.gaze[:, i]) for i, name in enumerate(_GAZE)},
        "rest": state_to_json(performance.rest),
    }
    if performance.missing is not None:
        out["missing"] = np.flatnonzero(performance.missing).tolist()
    return out


def performance_from_json(document: Mapping[str, Any]) -> tuple[Performance, tuple[str, ...]]:
    """The performance, and names in it that nothing here stands for.

    Raises:
        KeyError, TypeError, ValueError: it is not in our form.
    """
    count = int(document["frames"])
    channels, unknown = _by_name(document.get("channels", {}), CHANNEL_INDEX, count)
    head, more = _by_name(document.get("head", {}), {name: i for i, name in enumerate(_HEAD)}, count)
    gaze, yet_more = _by_name(document.get("gaze", {}), {name: i for i, name in enumerate(_GAZE)}, count)
    missing = None
    if document.get("missing") is not None:
        missing = np.zeros(count, bool)
        missing[np.array(document["missing"], np.intp)] = True
    performance = Performance(
        FrameRate(exact_from_json(document["rate"])),
        np.clip(channels, 0.0, 1.0),
        head,
        gaze,
        state_from_json(document.get("rest", {})),
        missing,
    )
    return performance, (*unknown, *more, *yet_more)


def _plain(column: NDArray[np.float32]) -> list[float]:
    """Numbers as short as they come back the same: 0.1, not 0.10000000149."""
    return cast(list[float], column.astype(str).astype(np.float64).tolist())


def _by_name(
    table: Mapping[str, Any], index: Mapping[str, int], count: int
) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """[count, len(index)], zero where a name is absent; and the names that are not in ``index``."""
    out = np.zeros((count, len(index)), np.float32)
    for name, values in table.items():
        if name in index:
            out[:, index[name]] = _finite(values, count)
    return out, tuple(name for name in table if name not in index)


def _finite(values: object, count: int) -> NDArray[np.float32]:
    column = np.array(values, np.float32)
    if column.shape != (count,) or not np.isfinite(column).all():
        raise ValueError(Said("a column has another length than the rest, or numbers that are none"))
    return column


def _read_json(text: str) -> Reading:
    try:
        document = json.loads(text)
        if "weightMat" in document:
            return Reading(*_split_reading(_from_weights(document), "Audio2Face JSON"))
        schema = document.get("schema")
        if schema != SCHEMA:
            raise FileUnreadable(_strange(schema), _HINT)
        return Reading(*_split_reading(performance_from_json(document), "Galatea performance"))
    except RecursionError as error:
        raise FileUnreadable(Said("The performance is damaged."), _HINT) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as error:
        raise FileUnreadable(Said("The performance is damaged ({0}).", error), _HINT) from error


def _strange(schema: object) -> str:
    if isinstance(schema, str) and schema.startswith("performance/"):
        return Said("The performance is of a newer kind ({0}; this studio reads {1}).", schema, SCHEMA)
    return Said("It is JSON, but not a performance.")


def _from_weights(document: Mapping[str, Any]) -> tuple[Performance, tuple[str, ...]]:
    """Audio2Face: ``facsNames``, ``weightMat`` [n, names], ``exportFps``."""
    names = [str(name) for name in document["facsNames"]]
    weights = np.array(document["weightMat"], np.float32).reshape(-1, len(names))
    if not np.isfinite(weights).all():
        raise ValueError(Said("a weight is no number"))
    channels = np.zeros((len(weights), len(CHANNELS)), np.float32)
    known = {i: channel for i, name in enumerate(names) if (channel := channel_named(name)) is not None}
    channels[:, [CHANNEL_INDEX[channel] for channel in known.values()]] = weights[:, list(known)]
    performance = Performance(
        FrameRate.of(document["exportFps"]),
        np.clip(channels, 0.0, 1.0),
        np.zeros((len(weights), 6), np.float32),
        np.zeros((len(weights), 2), np.float32),
    )
    return performance, tuple(name for i, name in enumerate(names) if i not in known)


# ---------------------------------------------------------------- arrays


def write_arrays(file: IO[bytes], performance: Performance) -> None:
    """Write as ``.npz`` (no pickles): the names of the channels are stored with their values."""
    rest = performance.rest
    np.savez(
        file,
        schema=np.array(SCHEMA),
        rate=np.array(str(performance.rate)),
        names=np.array(CHANNELS),
        channels=performance.channels,
        head=performance.head,
        gaze=performance.gaze,
        rest_channels=rest.channels,
        rest_head=np.array(rest.head.values()),
        rest_gaze=np.array([rest.gaze.yaw, rest.gaze.pitch]),
        missing=np.zeros(0, bool) if performance.missing is None else performance.missing,
    )


def read_arrays(file: IO[bytes]) -> Performance:
    """Read what ``write_arrays`` wrote.

    Raises:
        FileUnreadable: it is damaged, of a newer kind, or something else.
    """
    try:
        with np.load(file, allow_pickle=False) as arrays:
            if str(arrays["schema"]) != SCHEMA:
                raise FileUnreadable(_strange(str(arrays["schema"])), _HINT)
            return _performance_of({name: arrays[name] for name in arrays.files})
    except (KeyError, ValueError, TypeError, AttributeError, EOFError, OSError) as error:
        raise FileUnreadable(Said("The performance is damaged."), _HINT) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ZeroDivisionError) as error:
        raise FileUnreadable(Said("The performance is damaged."), _HINT) from error


def _performance_of(arrays: Mapping[str, NDArray[Any]]) -> Performance:
    names = {str(name): i for i, name in enumerate(arrays["names"])}
    known = [name for name in CHANNELS if name in names]
    here, there = [CHANNEL_INDEX[name] for name in known], [names[name] for name in known]
    channels = np.zeros((len(arrays["channels"]), len(CHANNELS)), np.float32)
    rest = np.zeros(len(CHANNELS), np.float32)
    channels[:, here] = arrays["channels"][:, there]
    rest[here] = arrays["rest_channels"][there]
    missing = arrays["missing"]
    return Performance(
        FrameRate(exact_from_json(str(arrays["rate"]))),
        channels,
        arrays["head"],
        arrays["gaze"],
        FaceState(rest, HeadPose(*map(float, arrays["rest_head"])), Gaze(*map(float, arrays["rest_gaze"]))),
        missing.astype(bool) if len(missing) else None,
    )
