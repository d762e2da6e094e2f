"""Undo and redo: the projects that were, each with the name of the edit that made it."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from studio.core.project import Project

MOST: Final = 1000
"""Steps that are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A project and what was done to get there."""

    label: str
    project: Project


class History:
    """A line of steps, of which one is now.

    A drag is one step: edits that share a ``gesture`` become one, until another one or an undo comes
    between them.
    """

    def __init__(self, project: Project, label: str = "") -> None:
        self._steps = [Step(label, project)]
        self._now = 0
        self._saved: int | None = 0
        self._gesture: Hashable = None

    @property
    def project(self) -> Project:
        """As it is now."""
        return self._steps[self._now].project

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of them, undone ones too; the first is where everything began."""
        return tuple(self._steps)

    @property
    def now(self) -> int:
        """Which step is the present one."""
        return self._now

    @property
    def undoes(self) -> str | None:
        """What undo would take back; None if there is nothing."""
        return self._steps[self._now].label if self._now else None

    @property
    def redoes(self) -> str | None:
        """What redo would do again; None if there is nothing."""
        return self._steps[self._now + 1].label if self._now + 1 < len(self._steps) else None

    @property
    def is_saved(self) -> bool:
        """Whether the present project is the one that was saved last."""
        return self._saved == self._now

    def take(self, label: str, project: Project, gesture: Hashable = None) -> None:
        """A new step; what was undone before is gone."""
        if self._saved is not None and self._saved > self._now:
            self._saved = None
        del self._steps[self._now + 1 :]
        goes_on = gesture is not None and gesture == self._gesture and self._now > 0
        if goes_on and self._saved != self._now:
            self._steps[self._now] = Step(label, project)
        else:
            self._steps.append(Step(label, project))
            self._now += 1
        self._gesture = gesture
        self._forget()

    def _forget(self) -> None:
        over = len(self._steps) - 1 - MOST
        if over > 0:
            del self._steps[:over]
            self._now -= over
            self._saved = None if self._saved is None or self._saved < over else self._saved - over

    def go(self, index: int) -> Project:
        """Make another step the present one.

        Raises:
            IndexError: there is no such step.
        """
        if not 0 <= index < len(self._steps):
            raise IndexError(f"there is no step {index}")
        self._now, self._gesture = index, None
        return self.project

    def end_gesture(self) -> None:
        """What comes next is a step of its own."""
        self._gesture = None

    def mark_saved(self) -> None:
        """The present project is on disk."""
        self._saved = self._now
        self._gesture = None
