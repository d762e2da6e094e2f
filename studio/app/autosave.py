"""Autosaves: what is open is written now and then, and offered again after a crash."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.app.session import Session
from studio.core.errors import StudioError
from studio.files.places import autosaves, made
from studio.files.projects import SUFFIX, ProjectFile, read_project, write_project

_PLACE: Final = ".path"


@dataclass(frozen=True, slots=True)
class Autosave:
    """What was open when the studio ended without closing.

    Attributes:
        path: the autosaved project.
        original: where the project was saved last; None if never.
    """

    path: Path
    original: Path | None

    def read(self) -> ProjectFile:
        """The project in it.

        Raises:
            SourceError: it can't be read.
        """
        return read_project(self.path)

    def forget(self) -> None:
        """Throw it away."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(_PLACE).unlink(missing_ok=True)


class Autosaver:
    """Writes one session's autosave, under this process's number."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = autosaves() / f"{os.getpid()}{SUFFIX}"
        self._written: object = None

    def due(self) -> Callable[[], None] | None:
        """What writes what is open, on any thread; None if it is saved, or did not change.

        Calling it raises ``OutputUnwritable`` when the disk is full.
        """
        project, content = self._session.project, self._session.content()
        original = "" if self._session.path is None else str(self._session.path)
        if self._session.is_saved or self._session.is_read_only:
            self.clear()
            return None
        if project is self._written:
            return None

        def write() -> None:
            made(self._path.parent)
            write_project(self._path, content, force=True)
            self._path.with_suffix(_PLACE).write_text(original, "utf-8")
            self._written = project

        return write

    def save(self) -> None:
        """Write what is open at once, if it changed and is not saved.

        Raises:
            OutputUnwritable: the disk is full.
        """
        if (write := self.due()) is not None:
            write()

    def clear(self) -> None:
        """Nothing needs to be recovered."""
        Autosave(self._path, None).forget()
        self._written = None


def left_behind() -> tuple[Autosave, ...]:
    """Autosaves of studios that are gone, the newest first; those that can't be read are left out."""
    if not autosaves().is_dir():
        return ()
    files = [path for path in autosaves().glob(f"*{SUFFIX}") if not _is_running(path.stem)]
    files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return tuple(found for path in files if (found := _autosave(path)) is not None)


def _autosave(path: Path) -> Autosave | None:
    place = path.with_suffix(_PLACE)
    original = place.read_text("utf-8") if place.is_file() else ""
    found = Autosave(path, Path(original) if original else None)
    try:
        found.read()
    except StudioError:
        return None
    return found


def _is_running(number: str) -> bool:
    if not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, so not a studio of ours
        return False
    return True
