"""Autosaves: what is open is written now and then, and offered again after a crash.

Each lies under a name of its own, drawn by lot, and is held while its studio lives: no process number, no
clock and no other studio can take it for something else. What a studio did not write itself it removes only
when a person says so.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from studio.app.session import Session
from studio.core.errors import OutputUnwritable, StudioError
from studio.core.words import Said, in_a_row
from studio.files.locks import Hold, hold, left_by_the_dead, lock_of, locked
from studio.files.places import autosaves, made
from studio.files.projects import SUFFIX, ProjectFile, read_project, write_project
from studio.files.writing import forget_what_the_dead_left, written_beside

_ORIGIN: Final = ".path"
_LONGEST: Final = 1 << 16
"""Bytes of what is noted beside an autosave."""
_PART: Final = re.compile(rf"\.(\w+)\.[0-9a-f]{{8}}\.part{re.escape(SUFFIX)}")
"""What a studio was writing that noted it nowhere, as earlier ones did not: whose it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Autosave:
    """What was open when the studio ended without closing; nobody else is offered it.

    Attributes:
        path: the autosaved project.
        original: where the project was saved last; None if never.
        stamp: what tells that what lies there is still what was saved.
        shows: the name of the picture or video in it; empty without one.
        changed: when it was written, seconds since 1970, by this machine's clock.
        size: bytes.
        held: as long as it is looked at; None where nothing can be held.
    """

    path: Path
    original: Path | None
    stamp: str = ""
    shows: str = ""
    changed: float = 0.0
    size: int = 0
    held: Hold | None = None

    def read(self) -> ProjectFile:
        """The project in it.

        Raises:
            SourceError: it can't be read.
        """
        return read_project(self.path)

    def forget(self) -> None:
        """Throw it away.

        Raises:
            OutputUnwritable: it can't be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_suffix(_ORIGIN).unlink(missing_ok=True)
        except OSError as error:
            raise OutputUnwritable(
                Said("{0} can't be removed.", self.path), Said("Remove it with your file manager.")
            ) from error
        self.leave()

    def leave(self) -> None:
        """Leave it for another time, or for another studio."""
        if self.held is not None:
            self.held.let_go()


class Autosaver:
    """Writes one session's autosave."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._own: Autosave | None = None
        self._written: object = None
        self._cleared = 0
        self._turn = Lock()

    def due(self) -> Callable[[], None] | None:
        """What writes what is open, on any thread; None if it is saved, or did not change.

        Calling it raises ``OutputUnwritable`` when the disk is full; what was written before stays.
        """
        session = self._session
        if session.is_saved or session.is_read_only:
            self.clear()
            return None
        project = session.project
        if project is self._written:
            return None
        content, origin, asked = session.content(), _origin_of(session), self._cleared

        def write() -> None:
            with self._turn:
                if asked == self._cleared:  # it was not saved meanwhile
                    self._own = self._own or _new()
                    _write(self._own, content, origin)
                    self._written = project

        return write

    def save(self) -> None:
        """Write what is open at once, if it changed and is not saved.

        Raises:
            OutputUnwritable: the disk is full.
        """
        if (write := self.due()) is not None:
            write()

    def go_on_with(self, found: Autosave) -> None:
        """Open what was open then; the autosave becomes this session's own, so it is never only in memory.

        Raises:
            SourceError: it can't be read; then nothing has changed.
        """
        content = found.read()
        self.clear()
        self._session.recover(content, found.original, found.stamp)
        self._own, self._written = found, self._session.project

    def clear(self) -> None:
        """Nothing needs to be recovered."""
        with self._turn:
            self._cleared += 1
            own, self._own, self._written = self._own, None, None
            if own is not None:
                with suppress(OutputUnwritable):  # a folder that has become read-only: it is offered again
                    own.forget()


def not_autosaved(why: StudioError) -> OutputUnwritable:
    """What a person is told whose project is not being autosaved."""
    message = in_a_row((Said("The project could not be autosaved."), why.message))
    return OutputUnwritable(message, in_a_row((Said("Save it yourself."), why.hint)))


def left_behind() -> tuple[Autosave, ...]:
    """What studios that are gone had open, the newest first. Each is held until it is forgotten or left.

    What lies there and is no file is none; what can't be read is offered all the same, and tells so when it
    is read.
    """
    forget_what_the_dead_left()
    folder = autosaves()
    found = [each for path in _files_in(folder) if (each := _found(path)) is not None]
    _forget_rests(folder)
    return tuple(sorted(found, key=lambda each: each.changed, reverse=True))


def _new() -> Autosave:
    """A place for an autosave, held. Where nothing can be held, its name alone keeps it apart."""
    folder = made(autosaves())
    while True:
        path = folder / f"{secrets.token_hex(8)}{SUFFIX}"
        held: Hold | None = None
        with suppress(OSError):
            held = hold(lock_of(path))
            if held is None:
                continue
        return Autosave(path, None, held=held)


def _write(own: Autosave, content: ProjectFile, origin: bytes) -> None:
    with written_beside(own.path.with_suffix(_ORIGIN), force=True) as part:
        part.write_bytes(origin)
    write_project(own.path, content, force=True)


def _origin_of(session: Session) -> bytes:
    """Where the project lies, whatever bytes that is, its stamp, and whom it shows."""
    place = b"" if session.path is None else os.fsencode(session.path)
    stamp, source = "" if session.path is None else session.stamp, session.project.source
    return b"\0".join((place, stamp.encode(), b"" if source is None else os.fsencode(Path(source.path).name)))


def _found(path: Path) -> Autosave | None:
    """None if its studio lives, or it has just gone."""
    held: Hold | None = None
    with suppress(OSError):  # where nothing can be held, all are offered
        held = hold(lock_of(path), patience=0)
        if held is None:
            return None
    try:
        facts, origin = path.stat(), _read_origin(path.with_suffix(_ORIGIN))
    except OSError:
        if held is not None:
            held.let_go()
        return None
    place, stamp, shows = (*origin.split(b"\0", 2), b"", b"")[:3]
    original, told = Path(os.fsdecode(place)) if place else None, stamp.decode("ascii", "replace")
    return Autosave(path, original, told, os.fsdecode(shows), facts.st_mtime, facts.st_size, held)


def _read_origin(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_LONGEST)


def _files_in(folder: Path) -> Iterator[Path]:
    """Autosaves; no links, pipes or parts of any."""
    try:
        with os.scandir(folder) as entries:
            files = [Path(each.path) for each in entries if each.is_file(follow_symlinks=False)]
    except OSError:  # there is no such folder
        return
    # Parts first: what is offered is held, and then its part would look like that of one who lives.
    for path in files:
        if owner := _PART.fullmatch(path.name):
            _forget_part(path, path.with_name(owner[1]))
    yield from (path for path in files if path.suffix == SUFFIX and not path.name.startswith("."))


def _forget_part(part: Path, owner: Path) -> None:
    with suppress(OSError), locked(lock_of(owner), patience=0) as free:
        if free:
            part.unlink(missing_ok=True)


def _forget_rests(folder: Path) -> None:
    """What is left of an autosave whose studio was killed while it was begun or thrown away."""
    for lock in left_by_the_dead(folder):
        with suppress(OSError):
            if not lock.with_suffix(SUFFIX).exists():
                lock.with_suffix(_ORIGIN).unlink(missing_ok=True)
