"""The open document: the project, its history, and the motion and sound that its timeline names."""

import hashlib
import os
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Final

from psygnal import Signal

from studio.app.history import History
from studio.core.errors import OutputUnwritable, ProjectError
from studio.core.face import Performance
from studio.core.project import Edit, Kept, Project
from studio.core.speech import Speech
from studio.core.words import Said
from studio.files.locks import Hold, hold
from studio.files.places import made, under_way
from studio.files.projects import ProjectFile, read_project, stamp_of, write_project

UNTITLED: Final = "Untitled"


class ProjectChanged(ProjectError):
    """Somebody else has written the project since it was opened or saved here."""


class Session:
    """One open project. ``apply`` is the only way to change it.

    Performances and takes are only ever added while a project is open, so that undo finds what an
    earlier project names; saving leaves out what the present one does not need.

    Attributes:
        path: where the project lies; None if nowhere yet.
        stamp: of the file there, when it was opened or saved here last.
        is_elsewhere: another studio on this machine had the same project open when this one opened it.
    """

    project_changed = Signal(Project, Project)
    """The project before and after an edit, an undo or a redo."""
    opened = Signal()
    """Another project is open now."""
    saved_changed = Signal(bool)
    """Whether what is on disk is what is open."""

    def __init__(self) -> None:
        self._history = History(Project(), Said("New project"))
        self._performances: dict[str, Performance] = {}
        self._takes: dict[str, Speech] = {}
        self._numbers = count(1)
        self.path: Path | None = None
        self.stamp = ""
        self.is_read_only = False
        self.is_elsewhere = False
        self._held: Hold | None = None

    # What is there

    @property
    def project(self) -> Project:
        return self._history.project

    @property
    def history(self) -> History:
        """To look at; it is changed through the session alone."""
        return self._history

    @property
    def performances(self) -> Mapping[str, Performance]:
        return MappingProxyType(self._performances)

    @property
    def takes(self) -> Mapping[str, Speech]:
        return MappingProxyType(self._takes)

    @property
    def sounds(self) -> tuple[Kept, ...]:
        """The sounds that the library lists, the newest first."""
        return tuple(item for item in reversed(self.project.kept) if item.id in self._takes)

    @property
    def motions(self) -> tuple[Kept, ...]:
        """The motions without a sound that the library lists, the newest first."""
        kept = reversed(self.project.kept)
        return tuple(i for i in kept if i.id in self._performances and i.id not in self._takes)

    @property
    def title(self) -> str:
        return UNTITLED if self.path is None else self.path.stem

    @property
    def proposed_name(self) -> str:
        """What a file made of it may be called, without an ending: as the project, else as its source."""
        source = self.project.source
        return self.title if self.path is not None or source is None else Path(source.path).stem or UNTITLED

    @property
    def is_saved(self) -> bool:
        return self._history.is_saved

    # What is done

    def apply(self, label: str, edit: Edit, gesture: Hashable = None) -> None:
        """Change the project.

        Args:
            label: what is done, as the history tells it: "Smile", "Move 3 keys".
            gesture: of a drag, the same for all its edits: they become one step.

        Raises:
            StudioError: the edit can't be made; then nothing has changed.
        """
        old = self.project
        new = edit(old)
        if new == old:
            return
        self._changed(old, lambda: self._history.take(label, new, gesture))

    def undo(self) -> None:
        """Take the last edit back, if there is one."""
        if self._history.undoes is not None:
            self.go(self._history.now - 1)

    def redo(self) -> None:
        """Do again what was undone last, if there is anything."""
        if self._history.redoes is not None:
            self.go(self._history.now + 1)

    def go(self, step: int) -> None:
        """To any step of the history.

        Raises:
            IndexError: there is no such step.
        """
        old = self.project
        self._changed(old, lambda: self._history.go(step))

    def end_gesture(self) -> None:
        """A drag ended: what comes next is a step of its own."""
        self._history.end_gesture()

    def keep(self, kind: str, performance: Performance | None = None, take: Speech | None = None) -> str:
        """Keep motion, sound or both under a new id, for an edit to name."""
        taken = self._performances.keys() | self._takes.keys()
        name = next(n for i in self._numbers if (n := f"{kind}-{i}") not in taken)
        if performance is not None:
            self._performances[name] = performance
        if take is not None:
            self._takes[name] = take
        return name

    def listed(
        self,
        name: str,
        performance: Performance | None = None,
        take: Speech | None = None,
        text: str = "",
    ) -> Kept:
        """Keep motion, sound or both, as something that ``edits.kept`` can bring into the library."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        kind = "motion" if take is None else "speech"
        return Kept(self.keep(kind, performance, take), name, made, text)

    # Documents

    def new(self) -> None:
        """Start over with an empty project."""
        self._opened(ProjectFile(Project()), None, Said("New project"))

    def open(self, path: str | Path, *, newer_too: bool = False) -> None:
        """Open a project file.

        Raises:
            FileMissing, FileUnreadable, ProjectError: it can't be opened; then the old one stays open.
        """
        place = Path(path).absolute()
        stamp = stamp_of(place)
        self._opened(read_project(path, newer_too), place, Said("Open"), stamp)

    def recover(self, content: ProjectFile, path: Path | None, stamp: str = "") -> None:
        """Go on with an autosaved project, which is not saved yet.

        Args:
            stamp: of the file in its place, when it was opened or saved last.
        """
        self._opened(content, path, Said("Recover"), stamp or ("" if path is None else stamp_of(path)))
        self._history.take(Said("Recover"), replace(content.project))
        self.saved_changed.emit(self.is_saved)

    def save(self, path: str | Path | None = None, *, replace_changed: bool = False) -> Path:
        """Write the project to its own place, or another, which becomes its own.

        Args:
            replace_changed: a person said that what somebody else wrote in its own place may be replaced.

        Raises:
            ProjectChanged: somebody else has written there since.
            ProjectError: it was opened read-only, or has no place yet.
            OutputUnwritable: it can't be written.
        """
        goal = Path(path).absolute() if path is not None else self.path
        if goal is None:
            raise ProjectError(Said("The project has no name yet."), Said("Choose where to save it."))
        if goal == self.path and stamp_of(goal) not in ("", self.stamp) and not replace_changed:
            raise ProjectChanged(
                Said("{0} was changed by another studio or program since it was opened here.", goal.name),
                Said("Save it under another name, or replace what is there."),
            )
        write_project(goal, self.content(), force=True)
        self._live_at(goal, stamp_of(goal))
        self._history.mark_saved()
        self.saved_changed.emit(True)
        return goal

    def content(self) -> ProjectFile:
        """The project with all that it names, as a file holds it."""
        project = self.project
        performances = project.performances() | {item.id for item in self.motions}
        takes = project.takes() | {item.id for item in self.sounds}
        return ProjectFile(
            self.project,
            {name: self._performances[name] for name in sorted(performances)},
            {name: self._takes[name] for name in sorted(takes)},
            read_only=self.is_read_only,
        )

    def close(self) -> None:
        """Let others have the project."""
        if self._held is not None:
            self._held.let_go()
            self._held = None

    def _live_at(self, path: Path | None, stamp: str) -> None:
        """Be the one that has the project there open, unless somebody else is."""
        if path is None or path != self.path or self._held is None:
            self.close()
        self.path, self.stamp, self.is_elsewhere = path, stamp, False
        if path is not None and self._held is None:
            with suppress(OSError, OutputUnwritable):  # where nothing can be held, nobody knows
                self._held = _held(path)
                self.is_elsewhere = self._held is None

    def _opened(self, content: ProjectFile, path: Path | None, label: str, stamp: str = "") -> None:
        self._history = History(content.project, label)
        self._performances, self._takes = dict(content.performances), dict(content.takes)
        self.is_read_only = content.read_only
        self._live_at(path, stamp)
        self.opened.emit()
        self.saved_changed.emit(self.is_saved)

    def _changed(self, old: Project, change: Callable[[], object]) -> None:
        was_saved = self.is_saved
        change()
        self.project_changed.emit(old, self.project)
        if self.is_saved != was_saved:
            self.saved_changed.emit(self.is_saved)


def _held(path: Path) -> Hold | None:
    """What tells other studios that a project is open here; None if it is open there."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()
    return hold(made(under_way()) / f"{name[:32]}.lock")
