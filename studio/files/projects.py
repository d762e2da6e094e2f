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
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, TypeVar

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.core.errors import FileMissing, FileUnreadable, ProjectError, UsageError
from studio.core.face import Performance, Shape
from studio.core.project import VERSION, Edit, Project, exact_from_json, from_json, to_json, version_of
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import TimeRange
from studio.core.timeline import Media
from studio.core.words import Said, entitled
from studio.files.performances import read_arrays, refuse_endless, write_arrays
from studio.files.places import made, unpacked_media
from studio.files.reading import existing_file, is_there
from studio.files.unpacking import Budget, opened_part, opened_zip, parsed, unpacked
from studio.files.writing import written_beside

SUFFIX: Final = ".galatea"
Part = TypeVar("Part")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}")
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every member: what changes in the file is what changed in the project."""
_BLOCK: Final = 1 << 20
_MOST: Final = 1 << 30
"""Bytes of memory for sound and motion: three hours of speech."""
_LARGEST_PART: Final = 340 << 20
"""Bytes of a part as it lies in the file: the longest performance."""
_LOWEST_RATE, _HIGHEST_RATE = 4000, 768_000
"""Hz."""
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, TypeError, AttributeError, ArithmeticError,
)  # fmt: skip
"""What reading a broken zip, JSON or FLAC may raise."""


@dataclass(frozen=True, slots=True, eq=False)
class ProjectFile:
    """A project with everything that is stored beside it.

    Attributes:
        performances, takes: by id, all that the project names; more are kept as well.
        thumbnails: PNG bytes by name.
        read_only: the file is from a newer version and was read as far as it is understood.
    """

    project: Project
    performances: Mapping[str, Performance] = field(default_factory=dict)
    takes: Mapping[str, Speech] = field(default_factory=dict)
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    read_only: bool = False

    @property
    def neutral(self) -> Shape | None:
        """How the portrait's person rests, as their performance tells it; None leaves it to the picture."""
        told = self.performances.get(self.project.rests_as)
        return None if told is None else told.neutral


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
    project = content.project
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
    if not content.project.is_within_bounds():
        raise UsageError(
            Said("The project is longer than a day, or its frame rate is none of moving pictures."),
            Said("Nobody could open it again: undo what was done last, and save again."),
        )
    for performance in content.performances.values():
        refuse_endless(performance)
    if _weight(content) > _MOST:
        raise UsageError(
            Said("The project holds more sound and motion than can be opened again ({0} MB).", _MOST >> 20),
            Said("Remove what you don't need from the library, or begin another project."),
        )
    for name in _unanswered(content):
        raise UsageError(
            Said("The timeline names “{0}”, which is not there.", name), Said("Remove it from the timeline.")
        )


def _weight(content: ProjectFile) -> int:
    """Bytes in memory, nearly."""
    sounds = sum(take.samples.nbytes for take in content.takes.values())
    motions = sum(
        each.channels.nbytes + each.head.nbytes + (0 if each.life is None else each.life.nbytes)
        for each in content.performances.values()
    )
    return sounds + motions + sum(map(len, content.thumbnails.values()))


def _unanswered(content: ProjectFile) -> list[str]:
    project = content.project
    gone = (project.performances() - set(content.performances)) | (project.takes() - set(content.takes))
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
        if is_there(candidate) and _holds(candidate, media):
            with candidate.open("rb") as file:
                yield file
            return
    if not (zipfile.is_zipfile(place) and _media_name(media) in _names(place)):
        raise _changed(media) if is_there(Path(media.path)) else _lost(media)
    with opened_zip(place) as old, _opened_member(old, media) as file:
        yield file


def _names(place: Path) -> list[str]:
    with opened_zip(place) as archive:
        return archive.namelist()


def _linked(media: Media, folder: Path) -> Media:
    """Relative to the project where it lies in the project's folder, so that both can move together."""
    path, media = Path(media.path), replace(media, embedded=_is_inside(media))
    if path.is_relative_to(folder):
        return replace(media, path=path.relative_to(folder).as_posix())
    return replace(media, path=path.as_posix())


def _embedded(project: Project) -> list[Media]:
    wanted = {_media_name(media): media for media in project.media() if _is_inside(media)}
    return [wanted[name] for name in sorted(wanted)]


def _is_inside(media: Media) -> bool:
    """It is embedded, and known by what it holds: what merely has a name is a link."""
    return media.embedded and bool(_DIGEST.fullmatch(media.digest))


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
        with opened_zip(place) as archive:
            return _read(_Contents(archive), place, newer_too)
    except (ProjectError, FileUnreadable) as error:
        raise ProjectError(entitled(place.name, error.message), error.hint) from error
    except _DAMAGED as error:
        raise ProjectError(
            Said("{0} is damaged, or is not a project.", place.name),
            Said("Open an autosave or an earlier copy of it."),
        ) from error


class _Contents:
    """The parts of a project file, which unpack to no more than a project may ask for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive: Final = archive
        self.budget: Final = Budget(_MOST + (_MOST >> 2))
        self.names: Final = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """A part, as it is kept in memory."""
        return unpacked(self._archive, name, self.budget)

    def packed(self, name: str) -> bytes:
        """A part that is unpacked further: what it then is, counts."""
        return unpacked(self._archive, name, Budget(_LARGEST_PART))

    def document(self, name: str) -> Any:
        return parsed(self.packed(name), self.budget)

    def parts(self, folder: str, suffix: str, read: Callable[[str], Part]) -> dict[str, Part]:
        """All in a folder, by id; what has no id that we give is left out."""
        found = [
            name[len(folder) :] for name in self.names if name.startswith(folder) and name.endswith(suffix)
        ]
        ids = sorted(name.removesuffix(suffix) for name in found)
        return {each: read(f"{folder}{each}{suffix}") for each in ids if _ID.fullmatch(each)}


def _read(contents: _Contents, place: Path, newer_too: bool) -> ProjectFile:
    document = contents.document("project.json")
    project = from_json(document, newer_too=newer_too)
    # What is said comes before what is heard: most that is wrong shows before there is much in memory.
    said = contents.parts("takes/", ".json", lambda name: _spoken(contents.document(name)))
    content = ProjectFile(
        project=project.with_media(lambda media: _absolute(media, place.parent, contents.names)),
        performances=contents.parts(
            "performances/", ".npz", lambda name: read_arrays(contents.packed(name), contents.budget)
        ),
        takes=contents.parts(
            "takes/", ".flac", lambda name: _take(contents, name, said[PurePosixPath(name).stem])
        ),
        thumbnails=contents.parts("thumbnails/", ".png", contents.read),
        read_only=version_of(document) > VERSION,
    )
    for name in _unanswered(content):
        raise ProjectError(
            Said("the part “{0}” is missing.", name), Said("Open an autosave or an earlier copy of it.")
        )
    return content


Spoken = tuple[tuple[Word, ...], tuple[Phoneme, ...]]


def _spoken(text: Any) -> Spoken:
    words = tuple(Word(_text(word), _span(start, end)) for word, start, end in text["words"])
    return words, tuple(
        Phoneme(_text(name), _span(start, end), int(stress)) for name, start, end, stress in text["phonemes"]
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} stands where text belongs")
    return value


def _span(start: object, end: object) -> TimeRange:
    return TimeRange(exact_from_json(start), exact_from_json(end))


def _take(contents: _Contents, name: str, spoken: Spoken) -> Speech:
    with soundfile.SoundFile(io.BytesIO(contents.packed(name))) as sound:
        if not _LOWEST_RATE <= sound.samplerate <= _HIGHEST_RATE:
            raise ValueError(f"{sound.samplerate} is no rate of speech")
        contents.budget.take(4 * sound.frames)
        blocks = list(_mono(sound))
    samples = np.concatenate([np.zeros(0, np.float32), *blocks])
    if not np.isfinite(samples).all():
        raise ValueError("samples that are no numbers")
    return Speech(samples, int(sound.samplerate), *spoken)


def _mono(sound: soundfile.SoundFile) -> Iterator[NDArray[np.float32]]:
    """As many samples as the file says it has, in blocks."""
    left = sound.frames
    while left > 0 and len(block := sound.read(min(left, _BLOCK), dtype="float32", always_2d=True)):
        left -= len(block)
        yield block[:, 0].copy() if block.shape[1] == 1 else block.mean(axis=1)


def _absolute(media: Media, folder: Path, inside: Collection[str]) -> Media:
    """Where it is; embedded only if the file holds it, so that no project brings others' files into it."""
    embedded = _is_inside(media) and _media_name(media) in inside
    return replace(media, path=os.path.normpath(folder / media.path), embedded=embedded)


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


def _holds(path: Path, media: Media) -> bool:
    """Whether what is in a file is what was linked; what we may not read is not."""
    try:
        return digest_of(path) == media.digest
    except OSError:
        return False


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
    if is_there(path):
        return path
    if _is_inside(media):
        place = _unpacked(media)
        if is_there(place):
            return place
        if project_path is not None:
            return _unpack(media, Path(project_path), place)
    raise _lost(media)


def missing_media(project: Project, project_path: str | Path | None = None) -> tuple[Media, ...]:
    """The files of a project that are not where it says, nor inside it."""
    inside = _names(Path(project_path)) if project_path and zipfile.is_zipfile(project_path) else []
    return tuple(
        media
        for media in project.media()
        if not is_there(Path(media.path))
        and not (_is_inside(media) and (_media_name(media) in inside or is_there(_unpacked(media))))
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
    new = replace(new, track=lost.track)
    return lambda project: project.with_media(lambda media: new if media == lost else media)


def found_in(folder: str | Path, lost: Media) -> Path | None:
    """The lost file somewhere in a folder: the same content, whatever its name; None if it isn't there."""
    # Passes over what we may not look into, as rglob does not.
    below = [Path(place, each) for place, _, names in os.walk(folder) for each in names]
    files = [path for path in sorted(below) if is_there(path)]
    name, suffix = Path(lost.path).name, Path(lost.path).suffix.lower()
    alike = [path for path in files if path.name == name]
    others = [path for path in files if path.name != name and path.suffix.lower() == suffix]
    if not lost.digest:
        return alike[0] if alike else None
    return next((path for path in (*alike, *others) if _holds(path, lost)), None)


def _unpacked(media: Media) -> Path:
    return unpacked_media() / PurePosixPath(_media_name(media)).name


def _unpack(media: Media, project_path: Path, goal: Path) -> Path:
    made(goal.parent)
    try:
        with (
            opened_zip(project_path) as archive,
            _opened_member(archive, media) as source,
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


def _opened_member(archive: zipfile.ZipFile, media: Media) -> IO[bytes]:
    """The copy of a file in a project. We store it as it is; other programs may pack it, but none so well.

    Raises:
        KeyError: there is none.
        BadZipFile: it would fill the disk.
    """
    member = archive.getinfo(_media_name(media))
    if member.file_size > 16 * member.compress_size + _BLOCK:
        raise zipfile.BadZipFile("unpacks to far more than it is")
    return opened_part(archive, member.filename)


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
