"""Writing so that nothing is ever half there: a result grows beside its place and is then renamed.

What grows is noted in the folder ``under_way`` while its process lives, so that whoever writes next removes
what a killed one has left, wherever it lies, and never what another one is still writing.
"""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import av

from studio.core.errors import OutputExists, OutputUnwritable
from studio.core.words import Said
from studio.files.locks import Hold, hold, left_by_the_dead, lock_of, locked
from studio.files.places import HOME_VARIABLE, made, under_way

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DISK: Final = _FULL | {errno.EFBIG, errno.EROFS}
"""What the disk may say at any moment of writing, wherever the bytes come from."""
_NOTE: Final = ".note"
_BETWEEN: Final = b"\0"
"""What no path holds."""
_OURS: Final = re.compile(r"\..*\.[0-9a-f]{8}\.part.*", re.DOTALL)
"""The name of what grows."""


@contextmanager
def written_beside(path: str | Path, force: bool = False) -> Iterator[Path]:
    """Give a temporary file in the same folder, with the same suffix; it takes its place when all is well.

    The temporary file is there already, empty, so an unwritable folder shows at once and not after hours.
    It is removed when anything goes wrong, a keyboard interrupt included.

    Raises:
        OutputExists: there is a file already and ``force`` is not set.
        OutputUnwritable: no such folder, no permission, disk full, or the place is not that of a file.
    """
    place = Path(path)
    with _place_in_words(place):
        _refuse_taken_place(place, force)
    part = _beside(place)
    with _noted(part, place):
        with _place_in_words(place):
            part.open("xb").close()
        try:
            with _disk_in_words(place):
                yield part
                _flush_to_disk(part)
            with _place_in_words(place):
                _move_into_place(part, place, force)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def folder_written_beside(path: str | Path, force: bool = False, ours: Sequence[str] = ()) -> Iterator[Path]:
    """The same for a result that is a folder, such as a sequence of pictures.

    Args:
        path: the folder that will hold the result.
        force: replace a folder that is there, if it holds nothing but files named as in ``ours``.
        ours: glob patterns of the files that we write; a folder with anything else is never replaced.

    Raises:
        OutputExists, OutputUnwritable: as ``written_beside``.
    """
    place = Path(path)
    with _place_in_words(place):
        _refuse_taken_folder(place, force, ours)
    part, old = _beside(place), _beside(place)
    with _noted(part, place, old):
        with _place_in_words(place):
            part.mkdir()
        try:
            with _disk_in_words(place):
                yield part
            with _place_in_words(place):
                _swap_folders(part, place, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def forget_what_the_dead_left() -> None:
    """Remove what processes were writing that ended before they were done; any number may do so at once."""
    for note in sorted(under_way().glob(f"*{_NOTE}")):
        with suppress(OSError), locked(lock_of(note), patience=0) as free:  # what can't be removed yet stays
            if free and _is_cleared(note):
                note.unlink(missing_ok=True)
    for _lock in left_by_the_dead(under_way()):
        """Nothing hangs on it any more."""


def _is_cleared(note: Path) -> bool:
    """Whether nothing is left of what a note names; what it names on a disk that is gone for now may be."""
    place, *named = (Path(os.fsdecode(name)) for name in note.read_bytes().split(_BETWEEN))
    parts = [part for part in named if part.is_absolute() and _OURS.fullmatch(part.name)]
    if len(parts) == 2 and parts[1].exists() and not place.exists():
        parts[1].rename(place)  # killed between the two steps of a swap
    for part in parts:
        _remove(part)
    return place.parent.is_dir()


def _remove(part: Path) -> None:
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)


@contextmanager
def _noted(part: Path, place: Path, *others: Path) -> Iterator[None]:
    """Keep a note of what is being written, for as long as that lasts.

    Where none can be kept (the home's disk is full, or read-only) the work goes on without.
    """
    forget_what_the_dead_left()
    held, note = None, under_way() / f"{secrets.token_hex(8)}{_NOTE}"
    with suppress(OSError, OutputUnwritable):
        held = _held_note(note, (place, part, *others))
    try:
        yield
    finally:
        if held is not None:
            note.unlink(missing_ok=True)
            held.let_go()


def _held_note(note: Path, paths: Sequence[Path]) -> Hold | None:
    made(note.parent)
    held = hold(lock_of(note))
    if held is None:
        return None
    try:
        note.write_bytes(_BETWEEN.join(os.fsencode(path.absolute()) for path in paths))
    except OSError:
        note.unlink(missing_ok=True)
        held.let_go()
        raise
    return held


def try_place(path: str | Path) -> None:
    """Refuse at once a folder in which nothing can be written: work that takes hours should not end there.

    Raises:
        OutputUnwritable: no such folder, no permission, or no room.
    """
    place = Path(path)
    part = _beside(place)
    with _place_in_words(place):
        part.open("xb").close()
        part.unlink()


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.stem[:40]}.{secrets.token_hex(4)}.part{place.suffix}")


def _refuse_taken_place(place: Path, force: bool) -> None:
    if place.is_dir():
        raise OutputUnwritable(Said("{0} is a folder.", place), Said("Give the name of a file in it."))
    if place.exists() and not place.is_file():
        raise OutputUnwritable(
            Said("{0} is not an ordinary file.", place), Said("Give another name for the result.")
        )
    if place.exists() and not force:
        raise OutputExists(
            Said("{0} is there already.", place), Said("Use --force to replace it, or give another name.")
        )


def _refuse_taken_folder(place: Path, force: bool, ours: Sequence[str]) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise OutputUnwritable(
            Said("{0} is a file.", place), Said("Give the name of a folder for the pictures.")
        )
    if not force:
        raise OutputExists(
            Said("{0} is there already.", place), Said("Use --force to replace it, or give another name.")
        )
    others = [item for item in place.iterdir() if not any(item.match(pattern) for pattern in ours)]
    if others:
        raise OutputExists(
            Said("{0} holds other things ({1}), so it is not replaced.", place, others[0].name),
            Said("Give the name of a new folder."),
        )


def _flush_to_disk(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _move_into_place(part: Path, place: Path, force: bool) -> None:
    if force or not place.exists():
        part.replace(place)
        return
    # Somebody else wrote there while we worked: lose neither result.
    saved = place.with_name(f"{place.stem}-{secrets.token_hex(2)}{place.suffix}")
    part.replace(saved)
    raise OutputExists(
        Said("{0} appeared while the work went on.", place), Said("The result is in {0}.", saved)
    )


def _swap_folders(part: Path, place: Path, old: Path) -> None:
    if not place.exists():
        part.rename(place)
        return
    place.rename(old)
    part.rename(place)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _place_in_words(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _place_refused(place, error) from error


@contextmanager
def _disk_in_words(place: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, av.FFmpegError) as error:
        if error.errno not in _DISK:
            raise
        raise _place_refused(place, error) from error


@contextmanager
def kept_beside_the_work(path: Path) -> Iterator[None]:
    """What is written elsewhere while a result grows: when that disk is full, it is the one that is named.

    Raises:
        OutputUnwritable: the disk is full.
    """
    try:
        with _disk_in_words(path):
            yield
    except OutputUnwritable as error:
        hint = Said("Make room there, or set {0} to a folder on another disk.", HOME_VARIABLE)
        raise OutputUnwritable(error.message, hint) from error


def _place_refused(place: Path, error: OSError | av.FFmpegError) -> OutputUnwritable:
    folder = place.parent
    if error.errno in _FULL:
        return OutputUnwritable(
            Said("The disk of {0} is full.", folder), Said("Make room, or write to another disk.")
        )
    if error.errno == errno.EFBIG:
        return OutputUnwritable(
            Said("{0} has become too large for this disk.", place),
            Said("Write to a disk that takes large files."),
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputUnwritable(
            Said("{0} can't be written: the folder is read-only, or another program holds the file.", place),
            Said("Choose a folder of your own, or close the other program."),
        )
    if not folder.exists():
        return OutputUnwritable(
            Said("There is no folder {0}.", folder), Said("Make it first, or give another place.")
        )
    reason = error.strerror or str(error)
    return OutputUnwritable(
        Said("{0} can't be written ({1}).", place, reason), Said("Choose another place or a shorter name.")
    )
