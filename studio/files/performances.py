"""Performances on disk: JSON by name (ours), CSV as OpenFace lays it out, and what face-capture apps export.

Writing goes by suffix: ``.json`` keeps all that moves, ``.csv`` what 17 action units can say (see
``studio.files.facs_csv``), ``.npz`` is how project files hold them. Reading goes by content.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, TextIO, cast

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable, UsageError
from studio.core.face import LANDMARKS, FaceState, Gaze, HeadPose, Performance
from studio.core.life import COLUMNS
from studio.core.project import rate_from_json, state_from_json, state_to_json
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said, entitled, listed
from studio.files.arkit_csv import channel_named, is_arkit_column, is_arkit_table, read_arkit_columns
from studio.files.columns import LONGEST, parse_columns
from studio.files.facs_csv import is_facs_column, is_facs_table, read_facs_columns, write_facs_csv
from studio.files.reading import existing_file, read_bytes
from studio.files.unpacking import Budget, array_of, opened_zip, parsed, unpacked
from studio.files.writing import written_beside

SCHEMA: Final = "performance/1"
SUFFIXES: Final = (".json", ".csv", ".npz")
_ARRAYS: Final = "names channels head gaze rest_channels rest_head rest_gaze missing rate".split()
_LIFE: Final = ("life_names", "life")
"""Of what was spoken: whose is what."""
_PERFORMER: Final = ("neutral", "look")
"""Of who was followed; empty arrays where it is not known."""
_SMALLEST, _FARTHEST = (3.0, 3.0, 0.5), 60.0
"""Canonical centimetres: how wide, high and deep a face at rest is at least; how far out its points are."""
_LOOK: Final = 128
_MOST: Final = 340 << 20
"""Bytes of memory: as many as the longest performance asks for."""
_LARGEST: Final = 1e9
"""Of any value: degrees, centimetres."""
_LARGEST_JSON: Final = 128 << 20
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
            head = opened.read(256)
        if head[:2] == b"PK":
            return Reading(_read_npz(file), "performance arrays")
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        start = head.decode(encoding, "ignore")
        if start.lstrip()[:1] in ("{", "["):
            return _read_json(read_bytes(file, _LARGEST_JSON))
        with file.open(encoding=encoding, errors="replace") as text:
            return _read_table(text)
    except FileUnreadable as error:
        raise FileUnreadable(entitled(file, error.message), error.hint) from error
    except (OSError, UnicodeError) as error:
        raise FileUnreadable(Said("{0} holds no performance.", file), _HINT) from error


def write_performance(path: str | Path, performance: Performance, force: bool = False) -> None:
    """Write a performance in the form that the suffix names.

    Raises:
        UsageError: another suffix than ``SUFFIXES``; too many frames to be read again.
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    place = Path(path)
    suffix = place.suffix.lower()
    refuse_endless(performance)
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


def refuse_endless(performance: Performance) -> None:
    """Raises UsageError for what could not be read again."""
    if len(performance) > LONGEST:
        raise UsageError(
            Said("The performance has more than {0} frames.", LONGEST), Said("Cut it into shorter ones.")
        )


def _read_table(text: TextIO) -> Reading:
    columns = parse_columns(text, lambda name: is_facs_column(name) or is_arkit_column(name))
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
    if performance.neutral is not None:
        out["neutral"] = performance.neutral.tolist()
    return out


def performance_from_json(document: Mapping[str, Any]) -> tuple[Performance, tuple[str, ...]]:
    """The performance, and names in it that nothing here stands for.

    Raises:
        KeyError, TypeError, ValueError: it is not in our form.
    """
    count = _length(document["frames"])
    channels, unknown = _by_name(document.get("channels", {}), CHANNEL_INDEX, count)
    head, more = _by_name(document.get("head", {}), {name: i for i, name in enumerate(_HEAD)}, count)
    gaze, yet_more = _by_name(document.get("gaze", {}), {name: i for i, name in enumerate(_GAZE)}, count)
    missing = None
    if document.get("missing") is not None:
        missing = np.zeros(count, bool)
        missing[np.array(document["missing"], np.intp)] = True
    performance = Performance(
        rate_from_json(document["rate"]),
        np.clip(channels, 0.0, 1.0, out=channels),
        head,
        gaze,
        state_from_json(document.get("rest", {})),
        missing,
        neutral=_neutral(document.get("neutral") or ()),
    )
    return performance, (*unknown, *more, *yet_more)


def _neutral(points: Any) -> NDArray[np.float64] | None:
    """Somebody's face at rest; None where nothing is told.

    Raises:
        TypeError, ValueError: it is no face, and nothing could be drawn by it.
    """
    face = np.array(points)
    if not len(face):
        return None
    is_whole = face.shape == (LANDMARKS, 3) and face.dtype.kind in "fiu"
    if not is_whole or not (np.ptp(face, axis=0) >= _SMALLEST).all() or not (np.abs(face) <= _FARTHEST).all():
        raise ValueError(Said("what should be a face at rest is none"))
    return face.astype(np.float64)


def _look(vector: NDArray[Any]) -> NDArray[np.float32] | None:
    """How somebody looks, as a unit vector; None where nothing is told.

    Raises:
        ValueError: it is no such vector.
    """
    if not len(vector):
        return None
    look = _values(vector, (_LOOK,))
    if not 0.99 < float(np.linalg.norm(look)) < 1.01:
        raise ValueError("a look that is no unit vector")
    return look


def _length(count: object) -> int:
    if not isinstance(count, int) or not 0 <= count <= LONGEST:
        raise ValueError(Said("{0} is no number of frames", repr(count)[:80]))
    return count


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
    with np.errstate(over="ignore"):
        column = np.array(values, np.float32)
    if column.shape != (count,) or not np.isfinite(column).all():
        raise ValueError(Said("a column has another length than the rest, or numbers that are none"))
    return column


def _read_json(data: bytes) -> Reading:
    try:
        document = parsed(data, Budget(_MOST))
        if "weightMat" in document:
            return Reading(*_split_reading(_from_weights(document), "Audio2Face JSON"))
        schema = document.get("schema")
        if schema != SCHEMA:
            raise FileUnreadable(_strange(schema), _HINT)
        return Reading(*_split_reading(performance_from_json(document), "Galatea performance"))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
        raise FileUnreadable(Said("The performance is damaged ({0}).", error), _HINT) from error


def _strange(schema: object) -> str:
    if isinstance(schema, str) and schema.startswith("performance/"):
        return Said("The performance is of a newer kind ({0}; this studio reads {1}).", schema, SCHEMA)
    return Said("It is JSON, but not a performance.")


def _from_weights(document: Mapping[str, Any]) -> tuple[Performance, tuple[str, ...]]:
    """Audio2Face: ``facsNames``, ``weightMat`` [n, names], ``exportFps``."""
    names = [str(name) for name in document["facsNames"]]
    with np.errstate(over="ignore"):
        weights = np.array(document["weightMat"], np.float32).reshape(-1, len(names))
    if not np.isfinite(weights).all():
        raise ValueError(Said("a weight is no number"))
    _length(len(weights))
    channels = np.zeros((len(weights), len(CHANNELS)), np.float32)
    known = {i: channel for i, name in enumerate(names) if (channel := channel_named(name)) is not None}
    channels[:, [CHANNEL_INDEX[channel] for channel in known.values()]] = weights[:, list(known)]
    performance = Performance(
        rate_from_json(str(FrameRate.of(document["exportFps"]))),
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
        life_names=np.array([_column(*each) for each in COLUMNS]),
        life=np.zeros((0, len(COLUMNS)), np.float32) if performance.life is None else performance.life,
        neutral=np.zeros((0, 3)) if performance.neutral is None else performance.neutral,
        look=np.zeros(0, np.float32) if performance.look is None else performance.look,
    )


def _column(part: str, slot: str) -> str:
    return f"{part}: {slot}"


def read_arrays(data: bytes, budget: Budget) -> Performance:
    """Read what ``write_arrays`` wrote.

    Raises:
        FileUnreadable: it is damaged, of a newer kind, or something else, or asks for more than the budget.
    """
    with _arrays_in_words(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _performance_in(archive, budget)


def _read_npz(file: Path) -> Performance:
    with _arrays_in_words(), opened_zip(file) as archive:
        return _performance_in(archive, Budget(_MOST))


@contextmanager
def _arrays_in_words() -> Iterator[None]:
    try:
        yield
    except (
        *(KeyError, ValueError, TypeError, AttributeError, EOFError, OSError, IndexError, ArithmeticError),
        *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, SyntaxError),
    ) as error:
        raise FileUnreadable(Said("The performance is damaged."), _HINT) from error


def _performance_in(archive: zipfile.ZipFile, budget: Budget) -> Performance:
    schema = str(array_of(unpacked(archive, "schema.npy", budget)))
    if schema != SCHEMA:
        raise FileUnreadable(_strange(schema), _HINT)
    there = frozenset(archive.namelist())
    names = [*_ARRAYS, *(name for name in (*_LIFE, *_PERFORMER) if f"{name}.npy" in there)]
    return _performance_of({name: array_of(unpacked(archive, f"{name}.npy", budget)) for name in names})


def _performance_of(arrays: Mapping[str, NDArray[Any]]) -> Performance:
    count, width = _length(len(arrays["channels"])), len(arrays["names"])
    names = {str(name): i for i, name in enumerate(arrays["names"])}
    known = [name for name in CHANNELS if name in names]
    here, there = [CHANNEL_INDEX[name] for name in known], [names[name] for name in known]
    channels = np.zeros((count, len(CHANNELS)), np.float32)
    rest = np.zeros(len(CHANNELS), np.float32)
    channels[:, here] = _values(arrays["channels"], (count, width))[:, there]
    rest[here] = _values(arrays["rest_channels"], (width,))[there]
    rest_head, rest_gaze = _values(arrays["rest_head"], (6,)), _values(arrays["rest_gaze"], (2,))
    missing = arrays["missing"]
    if len(missing) not in (0, count):
        raise ValueError("not every frame is said to be missing or not")
    return Performance(
        rate_from_json(str(arrays["rate"])),
        channels,
        _values(arrays["head"], (count, 6)),
        _values(arrays["gaze"], (count, 2)),
        FaceState(rest, HeadPose(*map(float, rest_head)), Gaze(*map(float, rest_gaze))),
        missing.astype(bool) if len(missing) else None,
        _life_of(arrays, count) if len(arrays.get("life", ())) else None,
        _neutral(arrays.get("neutral", ())),
        _look(arrays.get("look", np.zeros(0, np.float32))),
    )


def _life_of(arrays: Mapping[str, NDArray[Any]], count: int) -> NDArray[np.float32]:
    """What is known of it, [count, len(COLUMNS)]: columns that are not there are zero."""
    names = {str(name): i for i, name in enumerate(arrays["life_names"])}
    told = _values(arrays["life"], (count, len(arrays["life_names"])))
    out = np.zeros((count, len(COLUMNS)), np.float32)
    for index, each in enumerate(COLUMNS):
        if _column(*each) in names:
            out[:, index] = told[:, names[_column(*each)]]
    return out


def _values(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Raises ValueError if the array has another shape, or values that nothing in a face has."""
    is_whole = array.shape == shape and array.dtype.kind in "fiu"
    if not is_whole or not ((array >= -_LARGEST).all() and (array <= _LARGEST).all()):
        raise ValueError("a part has another size than the rest, or values that are no numbers")
    return array.astype(np.float32, copy=False)
