"""The course of a training as a table: a row for every so many steps, with the mean of each loss meanwhile.

It is kept in the checkpoints, and written as ``curve.csv`` after every row: the file is only a copy, so that
a training that goes on after a crash writes the very rows that it would have written.
"""

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from studio.core.errors import StudioError

Losses = Mapping[str, Tensor | float]
"""What a step gives: each loss by name, as a number or a tensor of one. Tensors are not waited for."""


class Diverged(StudioError):
    """A loss or a weight is infinite or not a number."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The training went astray: {what} is no longer a number.",
            "Its last checkpoint is from before; begin anew at a lower rate.",
        )


class Curve:
    """Rows that are complete, and the losses since the last of them."""

    def __init__(self) -> None:
        self.rows: list[dict[str, float]] = []
        self._pending: dict[str, list[Tensor | float]] = {}

    def take(self, losses: Losses) -> None:
        """Add the losses of one step."""
        for name, value in losses.items():
            self._pending.setdefault(name, []).append(value.detach() if isinstance(value, Tensor) else value)

    def close_row(self, step: int, seconds: float, figures: Mapping[str, float]) -> dict[str, float]:
        """The row of what was taken since the last one, with ``figures`` that were measured meanwhile.

        Raises:
            Diverged: a loss is not a finite number.
        """
        means = {name: math.fsum(values) / len(values) for name, values in self._settled().items()}
        row = {"step": step, "seconds": round(seconds, 1), **means, **figures}
        self.rows.append(row)
        self._pending.clear()
        return row

    def _settled(self) -> dict[str, list[float]]:
        settled = {name: [float(value) for value in values] for name, values in self._pending.items()}
        self._pending = {name: list(values) for name, values in settled.items()}
        wrong = [name for name, values in settled.items() if not all(map(math.isfinite, values))]
        if wrong:
            raise Diverged(", ".join(wrong))
        return settled

    def state(self) -> dict[str, Any]:
        """All of it, as JSON can hold it.

        Raises:
            Diverged: a loss is not a finite number, so that what was learned should not be stored.
        """
        return {"rows": self.rows, "pending": self._settled()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Put back what ``state`` gave."""
        self.rows = [dict(row) for row in state["rows"]]
        self._pending = {name: list(values) for name, values in state["pending"].items()}

    def write(self, path: Path) -> None:
        """As CSV; a column that came in later is empty in the rows before."""
        columns = list(dict.fromkeys(name for row in self.rows for name in row))
        beside = path.with_suffix(".part")
        with beside.open("w", newline="", encoding="utf-8") as stream:
            table = csv.DictWriter(stream, columns, lineterminator="\n")
            table.writeheader()
            table.writerows(self.rows)
        beside.replace(path)
