"""The one loop of all trainings: it takes batches, lets the lesson teach, keeps checkpoints and curves.

It knows nothing of what is taught. A ``Lesson`` brings networks, optimisers and batches and says what one
step is; the loop sets the rates, makes the averages, counts steps and seconds of work, and goes on after a
crash where the last checkpoint stands, on the processor to the same bits (CUDA's own sums may come in another
order each time). With torch, numpy, safetensors and cv2 it runs on a bare machine.

In the folder of work lie ``step-….safetensors`` (see ``checkpoint``), ``curve.csv`` and ``sheets/``.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.train.batches import Batch, Batches
from studio.train.checkpoint import Checkpoint, forget, newest, store
from studio.train.curves import Curve, Diverged, Losses
from studio.train.machine import dice, throw_on
from studio.train.pace import Clock, Length
from studio.train.taught import Taught, part


class Lesson(ABC, Generic[Batch]):
    """What is taught, and how one step of it goes.

    Attributes:
        taught: networks, optimisers, averages.
        batches: what it learns from.
        rng: for what ``step`` draws; it goes into the checkpoints, as torch's and Python's own dice do.
    """

    def __init__(self, taught: Taught, batches: Batches[Batch], rng: Generator) -> None:
        self.taught, self.batches, self.rng = taught, batches, rng

    @abstractmethod
    def step(self, batch: Batch, step: int) -> Losses:
        """Learn from one batch with ``taught.learners[NAME].improve``, and give the losses by name."""

    def figures(self) -> Mapping[str, float]:
        """What is measured whenever a row of the curve is written; throws no dice."""
        return {}

    def sheet(self) -> NDArray[np.uint8] | None:
        """A picture [h, w, 3] RGB that shows how far it is, or None; throws no dice."""
        return None


@dataclass(frozen=True, slots=True)
class Habits:
    """How often something is done beside learning.

    Attributes:
        report: steps between two rows of the curve.
        sheet: steps between two sheets; 0 for none.
        store: seconds of work between two checkpoints.
    """

    report: int = 100
    sheet: int = 0
    store: float = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a training stands: steps, seconds of work, and how much of its length that is (0–1)."""

    steps: int
    seconds: float
    done: float

    @property
    def minutes(self) -> float:
        return self.seconds / 60


def _print(text: str) -> None:
    print(text, flush=True)


class Loop(Generic[Batch]):
    """One training.

    Args:
        lesson: what is taught; its networks are as they are at the very beginning.
        length: when it is done.
        work: folder of checkpoints, curve and sheets.
        recipe: what JSON can hold of the settings that must not change in the middle of a training.
        clock: counts the seconds of work.
        tell: is given a line of text for every row of the curve.
    """

    def __init__(
        self,
        lesson: Lesson[Batch],
        length: Length,
        work: Path,
        recipe: Mapping[str, Any] | None = None,
        habits: Habits = Habits(),
        clock: Clock | None = None,
        tell: Callable[[str], None] = _print,
    ) -> None:
        self.lesson, self.length, self.work, self.habits = lesson, length, work, habits
        self._recipe: dict[str, Any] = json.loads(json.dumps(recipe or {}))
        self._clock, self._tell = clock or Clock(), tell
        self._curve = Curve()
        self._step, self._seconds = 0, 0.0

    def run(self, *, anew: bool = False, resume: bool = False) -> Outcome:
        """Learn until the length or the sitting is over; a training that is in ``work`` already goes on.

        Args:
            anew: forget what is in ``work`` and begin again.
            resume: there must be something to go on with.

        Raises:
            CheckpointDamaged: no checkpoint that is there is whole.
            UsageError: the training that is there has another recipe or other networks, or there is none.
            Diverged: a loss or a weight is no longer a number.
            OutputUnwritable: a checkpoint can't be written.
        """
        if anew:
            forget(self.work)
        self._go_on(resume=resume)
        began = stored = self._seconds
        first = self._step
        while True:
            done = self.length.done(self._step, self._seconds)
            if done >= 1 or self.length.is_sat_out(self._seconds - began):
                break
            self._learn(done)
            self._seconds = self._clock.seconds()
            self._report(done)
            if self._seconds - stored >= self.habits.store:
                self._store()
                stored = self._seconds
        if self._step > first:
            self._store()
        return Outcome(self._step, self._seconds, done)

    def _learn(self, done: float) -> None:
        taught = self.lesson.taught
        taught.set_pace(done, self._step)
        self._curve.take(self.lesson.step(self.lesson.batches.take(), self._step))
        taught.average(self._step)
        self._step += 1

    def _report(self, done: float) -> None:
        if self._step % self.habits.report == 0:
            row = self._curve.close_row(self._step, self._seconds, self.lesson.figures())
            self.work.mkdir(parents=True, exist_ok=True)
            self._curve.write(self.work / "curve.csv")
            shown = (f"{name} {x:.4g}" for name, x in row.items() if name not in ("step", "seconds"))
            self._tell(f"{self._step:7} {done:4.0%}  {'  '.join(shown)}")
        if self.habits.sheet and self._step % self.habits.sheet == 0:
            self._show(self.lesson.sheet())

    def _show(self, sheet: NDArray[np.uint8] | None) -> None:
        if sheet is None:
            return
        folder = self.work / "sheets"
        folder.mkdir(parents=True, exist_ok=True)
        _, data = cv2.imencode(".png", np.ascontiguousarray(sheet[:, :, ::-1]))
        (folder / f"step-{self._step:08}.png").write_bytes(data.tobytes())

    # Checkpoints ---------------------------------------------------------------------------------

    def _store(self) -> None:
        tensors = self.lesson.taught.tensors()
        if wrong := [n for n, x in tensors.items() if x.is_floating_point() and not x.isfinite().all()]:
            raise Diverged(wrong[0])
        states, numbers = dice(self.lesson.rng)
        facts = {
            "step": self._step,
            "seconds": self._seconds,
            "recipe": self._recipe,
            "curve": self._curve.state(),
            "batches": self.lesson.batches.state(),
            "dice": numbers,
        }
        all_tensors = tensors | {f"dice/{name}": state for name, state in states.items()}
        store(self.work, self._step, Checkpoint(all_tensors, facts))

    def _go_on(self, *, resume: bool) -> None:
        found = newest(self.work, self._tell)
        if resume and not found:
            what = f"No training was begun in {self.work}."
            raise UsageError(what, "Begin one without --resume, or name its folder with --work.")
        if found:
            self._refuse_another(found.facts["recipe"])
            self._restore(found)
            self._tell(f"Going on after step {self._step}.")
        self._clock.go_on(self._seconds)

    def _restore(self, found: Checkpoint) -> None:
        try:
            self.lesson.taught.restore(found.tensors)
        except (RuntimeError, IndexError) as error:
            what = f"The training in {self.work} is one of other networks."
            raise UsageError(what, "Begin again with --anew, or name another folder with --work.") from error
        self.lesson.batches.restore(found.facts["batches"])
        self._curve.restore(found.facts["curve"])
        self._step, self._seconds = found.facts["step"], found.facts["seconds"]
        throw_on(self.lesson.rng, part(found.tensors, "dice/"), found.facts["dice"])

    def _refuse_another(self, recipe: Mapping[str, Any]) -> None:
        names = sorted(recipe.keys() | self._recipe.keys())
        changed = [
            f"{name} {recipe.get(name)}, not {self._recipe.get(name)}"
            for name in names
            if recipe.get(name) != self._recipe.get(name)
        ]
        if changed:
            what = f"The training in {self.work} was begun with another recipe: {'; '.join(changed)}."
            raise UsageError(what, "Begin again with --anew, or name another folder with --work.")
