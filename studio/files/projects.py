"""Project files: ``NAME.galatea`` is a zip of ``project.json`` and what the project made or recorded.

    project.json            the document (``studio.core.project``), small and versioned
    performances/ID.npz     generated or tracked motion
    takes/ID.flac, .json    speech: mono sound, 24 bit; words and phonemes with their times
    thumbnails/NAME.png
    media/DIGEST.SUFFIX     pictures, sounds and videos that were embedded on request

Everything else that a project uses is linked: by a path relative to the project's folder where it lies
inside it, by an absolute one elsewhere, and by sha256. While a project is open its paths are absolute.
The same project gives the same bytes.
"""

import hashlib
import io
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, TypeVar

import numpy as np
import soundfile

from studio.core.errors import FileMissing, FileUnreadable, ProjectError, UsageError
from studio.core.face import Performance
from studio.core.project import VERSION, Edit, Project, from_json, to_json, version_of
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import Media
from studio.core.words import Said, entitled
from studio.files.performances import read_arrays, write_arrays
from studio.files.places import made, unpacked_media
from studio.files.reading import existing_file
from studio.files.writing import written_beside

SUFFIX: Final = ".galatea"
Part = TypeVar("Part")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}")
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every member: what changes in the file is what changed in the project."""
_BLOCK: Final = 1 << 20
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, TypeError, AttributeError, ZeroDivisionError,
)  # fmt: skip
"""What reading a broken zip, JSON or FLAC may raise."""


@dataclass(frozen=True, slots=True, eq=False)
class ProjectFile:
    """A project with everything that is stored beside it.

    Attributes:
        performances, takes: by id, all that the project's timeline names; more are kept as well.
        thumbnails: PNG bytes by name.
        read_only: the file is from a newer version and was read as far as it is understood.
    """

    project: Project
    performances: Mapping[str, Performance] = field(default_factory=dict)
    takes: Mapping[str, Speech] = field(default_factory=dict)
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    read_only: bool = False


# ---------------------------------------------------------------- writing


def write_project(path: str | Path, content: ProjectFile, force: bool = False) -> None:
    """Write a project file whole, then put it in place of the old one.

    Media that should be embedded are read from where they are, from the old project file in the same
    place, or from the cache of unpacked media.

    Raises:
        UsageError: an id that can't be a file's name; a performance or take that is named but not given.
        ProjectError: the project was opened read-only.
        FileMissing: a file that should be embedded is nowhere to be found.
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    place = Path(path).absolute()
    _check(content)
    project = content.project.with_media(_with_digest)
    with written_beside(place, force) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        document = to_json(project.with_media(lambda media: _linked(media, place.parent)))
        _add(archive, "project.json", json.dumps(document, indent=1, allow_nan=False).encode())
        for name, performance in sorted(content.performances.items()):
            _add(archive, f"performances/{name}.npz", _arrays_bytes(performance))
        for name, take in sorted(content.takes.items()):
            _add(archive, f"takes/{name}.flac", _flac_bytes(take), packed=True)
            _add(archive, f"takes/{name}.json", json.dumps(_speech_json(take)).encode())
        for name, picture in sorted(content.thumbnails.items()):
            _add(archive, f"thumbnails/{name}.png", picture, packed=True)
        for media in _embedded(project):
            _add_media(archive, media, place)


def _check(content: ProjectFile) -> None:
    if content.read_only:
        raise ProjectError(
            Said("This project was made by a newer Galatea Studio, so saving it here would lose part of it."),
            Said("Update the studio, or start a new project."),
        )
    for name in (*content.performances, *content.takes, *content.thumbnails):
        if not _ID.fullmatch(name):
            raise UsageError(
                Said("“{0}” can't name a part of a project.", name),
                Said("Use letters, digits, spaces, dots and dashes."),
            )
    for name in _unanswered(content):
        raise UsageError(
            Said("The timeline names “{0}”, which is not there.", name), Said("Remove it from the timeline.")
        )


def _unanswered(content: ProjectFile) -> list[str]:
    timeline = content.project.timeline
    gone = (timeline.performances() - set(content.performances)) | (timeline.takes() - set(content.takes))
    return sorted(gone)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, packed: bool = False) -> None:
    archive.writestr(_member(name, packed), content)


def _member(name: str, packed: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _add_media(archive: zipfile.ZipFile, media: Media, place: Path) -> None:
    member = _member(_media_name(media), packed=True)
    with _opened_media(media, place) as source, archive.open(member, "w", force_zip64=True) as goal:
        shutil.copyfileobj(source, goal, _BLOCK)


@contextmanager
def _opened_media(media: Media, place: Path) -> Iterator[IO[bytes]]:
    """The bytes of an embedded file: linked, in the project file that is replaced, or unpacked before."""
    for candidate in (Path(media.path), _unpacked(media)):
        if candidate.is_file() and digest_of(candidate) == media.digest:
            with candidate.open("rb") as file:
                yield file
            return
    if not (zipfile.is_zipfile(place) and _media_name(media) in _names(place)):
        raise _changed(media) if Path(media.path).is_file() else _lost(media)
    with zipfile.ZipFile(place) as old, old.open(_media_name(media)) as file:
        yield file


def _names(place: Path) -> list[str]:
    with zipfile.ZipFile(place) as archive:
        return archive.namelist()


def _with_digest(media: Media) -> Media:
    """An embedded file goes by its digest, so it must have one."""
    if not media.embedded or media.digest:
        return media
    return replace(media, digest=digest_of(existing_file(media.path)))


def _linked(media: Media, folder: Path) -> Media:
    """Relative to the project where it lies in the project's folder, so that both can move together."""
    path = Path(media.path)
    if path.is_relative_to(folder):
        return replace(media, path=path.relative_to(folder).as_posix())
    return replace(media, path=path.as_posix())


def _embedded(project: Project) -> list[Media]:
    wanted = {_media_name(media): media for media in project.media() if media.embedded}
    return [wanted[name] for name in sorted(wanted)]


def _media_name(media: Media) -> str:
    return f"media/{media.digest}{PurePosixPath(media.path).suffix.lower()}"


def _arrays_bytes(performance: Performance) -> bytes:
    out = io.BytesIO()
    write_arrays(out, performance)
    return out.getvalue()


def _flac_bytes(take: Speech) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, take.samples, take.sample_rate, format="FLAC", subtype="PCM_24")
    return out.getvalue()


def _speech_json(take: Speech) -> dict[str, Any]:
    return {
        "words": [[w.text, str(w.range.start), str(w.range.end)] for w in take.words],
        "phonemes": [[p.name, str(p.range.start), str(p.range.end), p.stress] for p in take.phonemes],
    }


# ---------------------------------------------------------------- reading


def read_project(path: str | Path, newer_too: bool = False) -> ProjectFile:
    """Open a project file.

    Args:
        newer_too: open one of a newer version as far as it is understood, read-only.

    Raises:
        FileMissing, FileUnreadable: there is no such file, or it can't be opened.
        ProjectError: it is damaged, is no project, or is of a newer version.
    """
    place = existing_file(path).absolute()
    try:
        with zipfile.ZipFile(place) as archive:
            return _read(archive, place, newer_too)
    except (ProjectError, FileUnreadable) as error:
        raise ProjectError(entitled(place.name, error.message), error.hint) from error
    except _DAMAGED as error:
        raise ProjectError(
            Said("{0} is damaged, or is not a project.", place.name),
            Said("Open an autosave or an earlier copy of it."),
        ) from error


def _read(archive: zipfile.ZipFile, place: Path, newer_too: bool) -> ProjectFile:
    document = json.loads(archive.read("project.json"))
    project = from_json(document, newer_too=newer_too)
    content = ProjectFile(
        project=project.with_media(lambda media: _absolute(media, place.parent)),
        performances=_parts(archive, "performances/", ".npz", _performance),
        takes=_parts(archive, "takes/", ".flac", _take),
        thumbnails=_parts(archive, "thumbnails/", ".png", lambda archive, name: archive.read(name)),
        read_only=version_of(document) > VERSION,
    )
    for name in _unanswered(content):
        raise ProjectError(
            Said("the part “{0}” is missing.", name), Said("Open an autosave or an earlier copy of it.")
        )
    return content


def _parts(
    archive: zipfile.ZipFile, folder: str, suffix: str, read: Callable[[zipfile.ZipFile, str], Part]
) -> dict[str, Part]:
    names = [name for name in archive.namelist() if name.startswith(folder) and name.endswith(suffix)]
    return {name[len(folder) : -len(suffix)]: read(archive, name) for name in sorted(names)}


def _performance(archive: zipfile.ZipFile, name: str) -> Performance:
    return read_arrays(io.BytesIO(archive.read(name)))


def _take(archive: zipfile.ZipFile, name: str) -> Speech:
    samples, sample_rate = soundfile.read(io.BytesIO(archive.read(name)), dtype="float32")
    text = json.loads(archive.read(f"{name.removesuffix('.flac')}.json"))
    return Speech(
        np.ascontiguousarray(samples if samples.ndim == 1 else samples.mean(axis=1)),
        int(sample_rate),
        tuple(Word(word, _span(start, end)) for word, start, end in text["words"]),
        tuple(Phoneme(name, _span(start, end), stress) for name, start, end, stress in text["phonemes"]),
    )


def _span(start: str, end: str) -> TimeRange:
    return TimeRange(Seconds(start), Seconds(end))


def _absolute(media: Media, folder: Path) -> Media:
    return replace(media, path=os.path.normpath(folder / media.path))


def stamp_of(path: Path) -> str:
    """What changes when a file is written again; empty if there is none."""
    try:
        facts = path.stat()
    except OSError:
        return ""
    return f"{facts.st_size}:{facts.st_mtime_ns}"


# ---------------------------------------------------------------- linked and embedded files


def digest_of(path: Path) -> str:
    """sha256 of a file in hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def media_of(path: str | Path, embedded: bool = False) -> Media:
    """A link to a file that is there.

    Raises:
        FileMissing, FileUnreadable: it is not, or can't be read.
    """
    file = existing_file(path).absolute()
    return Media(str(file), digest_of(file), embedded)


def locate(media: Media, project_path: str | Path | None = None) -> Path:
    """Where the file is: at its path, or unpacked from the project file that holds it.

    Raises:
        FileMissing: it is neither there nor in the project file.
        ProjectError: the embedded copy is damaged.
    """
    path = Path(media.path)
    if path.is_file():
        return path
    if media.embedded and media.digest:
        unpacked = _unpacked(media)
        if unpacked.is_file():
            return unpacked
        if project_path is not None:
            return _unpack(media, Path(project_path), unpacked)
    raise _lost(media)


def missing_media(project: Project, project_path: str | Path | None = None) -> tuple[Media, ...]:
    """The files of a project that are not where it says, nor inside it."""
    inside = _names(Path(project_path)) if project_path and zipfile.is_zipfile(project_path) else []
    return tuple(
        media
        for media in project.media()
        if not Path(media.path).is_file()
        and not (media.embedded and (_media_name(media) in inside or _unpacked(media).is_file()))
    )


def relinked(lost: Media, found: str | Path) -> Edit:
    """The edit that points a project to where a moved file is now.

    Raises:
        ProjectError: the file there is another one.
        FileMissing, FileUnreadable: there is none, or it can't be read.
    """
    new = media_of(found, lost.embedded)
    if lost.digest and new.digest != lost.digest:
        raise ProjectError(
            Said("{0} is not the file that the project was made with.", Path(new.path).name),
            Said("Choose the original; to use another file instead, replace the clip or the portrait."),
        )
    return lambda project: project.with_media(lambda media: new if media == lost else media)


def found_in(folder: str | Path, lost: Media) -> Path | None:
    """The lost file somewhere in a folder: the same content, whatever its name; None if it isn't there."""
    files = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    name, suffix = Path(lost.path).name, Path(lost.path).suffix.lower()
    alike = [path for path in files if path.name == name]
    others = [path for path in files if path.name != name and path.suffix.lower() == suffix]
    if not lost.digest:
        return alike[0] if alike else None
    return next((path for path in (*alike, *others) if digest_of(path) == lost.digest), None)


def _unpacked(media: Media) -> Path:
    return unpacked_media() / PurePosixPath(_media_name(media)).name


def _unpack(media: Media, project_path: Path, goal: Path) -> Path:
    made(goal.parent)
    try:
        with (
            zipfile.ZipFile(project_path) as archive,
            archive.open(_media_name(media)) as source,
            written_beside(goal, force=True) as part,
        ):
            with part.open("wb") as file:
                shutil.copyfileobj(source, file, _BLOCK)
            if digest_of(part) != media.digest:
                raise _damaged_media(media)
    except KeyError as error:
        raise _lost(media) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _damaged_media(media) from error
    return goal


def _damaged_media(media: Media) -> ProjectError:
    return ProjectError(
        Said("The copy of {0} inside the project is damaged.", Path(media.path).name),
        Said("Link the project to the original file."),
    )


def _changed(media: Media) -> FileUnreadable:
    return FileUnreadable(
        Said("{0} is not the file that it was when the project linked it.", media.path),
        Said("Bring the original back, or choose the portrait or clip anew."),
    )


def _lost(media: Media) -> FileMissing:
    return FileMissing(
        Said("{0} is not there.", media.path),
        Said("It was moved or renamed: show the project where it is now."),
    )
