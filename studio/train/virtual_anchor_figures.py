"""Face and head by words: the virtual anchor beside the mean pose and the nearest sentence that it learned.

    python -m studio.train.virtual_anchor_figures --corpus GRID READINGS [--weights FILE] [--json FILE]

The corpora are those that it was taught on; what the recipe holds out of them is measured. People were seen
by the tracker; of readings the truth is what a driver told, so only what that driver moves counts there.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from studio.core.units import FACS_17
from studio.engine.speaking.word_vectors import read_vectors
from studio.engine.virtual_anchor_driver import (
    NAME,
    RATE,
    UNITS,
    WORDS,
    Anchor,
    Script,
    load_anchor,
    spoken,
)
from studio.files.models import installed_file, shelf
from studio.files.places import state_folder
from studio.train.command_line import recipe_in
from studio.train.split import mark_of
from studio.train.virtual_anchor import TOLD, Example, Recipe, apart, examples_in, kept

Floats = NDArray[np.float32]
Method = Callable[[int, Example], Floats]

_HEAD: Final = len(FACS_17.units)
_JAW: Final = next(i for i, unit in enumerate(FACS_17.units) if unit.name == "AU26")
_LEAST: Final = 1e-3
"""Deviation below which a value does not move, and has no r."""
FREE: Final = 60.0
"""Seconds for which it speaks on and on."""
_WINDOW: Final = round(10 * float(RATE))


@dataclass(frozen=True, slots=True)
class Figures:
    """How near a method comes; means over clips, NaN where a figure has no meaning.

    Attributes:
        units, head: root mean square error, of action units (0–5) and of the head's angles (degrees).
        r: Pearson's, mean over all values that move; ``jaw_r``: of AU26.
        velocity: mean change from frame to frame over the truth's, values weighed by their deviation.
    """

    units: float
    head: float
    r: float
    jaw_r: float
    velocity: float


def figures_of(made: Floats, truth: Floats, deviation: Floats, counted: NDArray[np.bool_]) -> Figures:
    """Of one clip [frames, UNITS]; only ``counted`` values [UNITS]."""
    units, head = counted.copy(), counted.copy()
    units[_HEAD:], head[:_HEAD] = False, False
    moves = counted & (truth.std(0) > _LEAST) & (made.std(0) > _LEAST)
    rs = {int(i): float(np.corrcoef(made[:, i], truth[:, i])[0, 1]) for i in np.flatnonzero(moves)}
    return Figures(
        units=_rmse(made[:, units], truth[:, units]),
        head=_rmse(made[:, head], truth[:, head]) if head.any() else float("nan"),
        r=float(np.mean(list(rs.values()))) if rs else float("nan"),
        jaw_r=rs.get(_JAW, float("nan")),
        velocity=_pace(made[:, counted], deviation[counted])
        / max(_pace(truth[:, counted], deviation[counted]), 1e-9),
    )


def _rmse(a: Floats, b: Floats) -> float:
    return float(np.sqrt(((a - b) ** 2).mean()))


def _pace(values: Floats, deviation: Floats) -> float:
    return float(np.abs(np.diff(values, axis=0) / deviation).mean())


def _mean(rows: Sequence[Figures]) -> Figures:
    def of(name: str) -> float:
        known = [x for x in (getattr(row, name) for row in rows) if np.isfinite(x)]
        return float(np.mean(known)) if known else float("nan")

    return Figures(*(of(field.name) for field in fields(Figures)))


# Methods ---------------------------------------------------------------------------------------------


def methods(anchor: Anchor, learned: Sequence[Example]) -> dict[str, Method]:
    """Whoever is compared, by name: number and script of a clip → values [frames, UNITS]."""
    mean = np.concatenate([example.values for example in learned]).mean(0).astype(np.float32)
    return {
        "network": lambda _, example: spoken(anchor, example.script, None),
        "network, with chance": lambda number, example: spoken(anchor, example.script, number),
        "mean pose": lambda _, example: np.broadcast_to(mean, example.values.shape).copy(),
        "nearest sentence": lambda _, example: nearest(example, learned),
    }


def nearest(example: Example, learned: Sequence[Example]) -> Floats:
    """What was done at the sentence whose words are most alike, made as long."""
    own = _meaning(example.script)
    best = max(learned, key=lambda other: float(own @ _meaning(other.script)))
    count, size = len(example.values), len(best.values)
    times = np.linspace(0, size - 1, count)
    return np.stack([np.interp(times, np.arange(size), x) for x in best.values.T], 1).astype(np.float32)


def _meaning(script: Script) -> Floats:
    """Mean of the words' vectors, of length 1; zero where no word is known."""
    mean = script.words.mean(0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


# On and on -------------------------------------------------------------------------------------------


def joined(scripts: Sequence[Script]) -> Script:
    """Sentences as one, spoken after one another."""
    sizes = np.cumsum([0, *(len(script.words) for script in scripts[:-1])])
    return Script(
        np.concatenate([script.words for script in scripts]),
        np.concatenate([script.facts for script in scripts]),
        np.concatenate([script.now + size for script, size in zip(scripts, sizes, strict=True)]),
        np.concatenate([script.place for script in scripts]),
    )


def on_and_on(anchor: Anchor, readings: Sequence[Example]) -> dict[str, list[float]]:
    """A minute without a stop: for every 10 s the velocity over the truth's, and how far the mean drifted.

    The network alone is beside the readings' own curves, of which only what is learned from them counts; with
    chance, beside its own first 10 s. Drift is in deviations, the mean of all values' sizes, from the mean of
    the whole minute.
    """
    chosen: list[Example] = []
    while sum(len(each.values) for each in chosen) < FREE * float(RATE):
        chosen.append(readings[len(chosen) % len(readings)])
    script, truth = joined([each.script for each in chosen]), np.concatenate([e.values for e in chosen])
    alone, lively = (spoken(anchor, script, seed) for seed in (None, 0))
    told = anchor.deviation[TOLD]
    first = _pace(lively[:_WINDOW], anchor.deviation)
    parts = [slice(i, i + _WINDOW) for i in range(0, len(truth) - _WINDOW + 1, _WINDOW)]
    away = (lively - lively.mean(0)) / anchor.deviation
    return {
        "velocity over the truth's": [
            _pace(alone[p][:, TOLD], told) / _pace(truth[p][:, TOLD], told) for p in parts
        ],
        "velocity with chance over its first": [
            _pace(lively[p], anchor.deviation) / max(first, 1e-9) for p in parts
        ],
        "drift": [float(np.abs(away[p].mean(0)).mean()) for p in parts],
    }


# Told ------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="on which it was taught")
    parser.add_argument("--weights", type=Path, help="a file of weights (default: the model)")
    parser.add_argument("--json", type=Path, help="figures as a file")
    asked = parser.parse_args()
    weights = asked.weights or installed_file(NAME)
    recipe = recipe_in(shelf() / NAME / "recipe.toml", Recipe)
    table = read_vectors(installed_file(WORDS))
    anchor = load_anchor(weights)
    known = mark_of(asked.corpus, recipe.split, sorted(table.numbers)[:100])
    work = state_folder() / "training" / NAME
    learned, held = (
        apart(kept(work / f"{name}-{known}.safetensors", examples_in(asked.corpus, recipe, table, held=out)))
        for name, out in (("examples", False), ("held", True))
    )
    told: dict[str, object] = {}
    console = Console()
    every = np.ones(UNITS, bool)
    for title, known_ones, unknown, counted in (
        ("people", learned[0], held[0], every), ("readings", learned[1], held[1], TOLD),
    ):  # fmt: skip
        if not unknown:
            continue
        rows = {
            name: _mean(
                [
                    figures_of(method(i, example), example.values, anchor.deviation, counted)
                    for i, example in enumerate(unknown)
                ]
            )
            for name, method in methods(anchor, known_ones).items()
        }
        console.print(shown(f"{title}, {len(unknown)} held out", rows))
        told[title] = {name: asdict(row) for name, row in rows.items()}
    if held[1]:
        free = on_and_on(anchor, held[1])
        for name, values in free.items():
            console.print(f"{name}, every 10 s: " + ", ".join(f"{x:.2f}" for x in values))
        told["on and on"] = free
    if asked.json is not None:
        asked.json.write_text(json.dumps(told, indent=1), "utf-8")


def shown(title: str, rows: dict[str, Figures]) -> Table:
    """A table of methods."""
    table = Table("", "units, rmse", "head, rmse °", "r", "jaw, r", "velocity", title=title)
    for name, row in rows.items():
        table.add_row(name, *(f"{getattr(row, field.name):.3f}" for field in fields(Figures)))
    return table


if __name__ == "__main__":
    main()
