"""Tables of numbers over time, as other programs write them: named columns, and rows put on even frames."""

import csv
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import chain, compress
from typing import Final, TextIO

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable
from studio.core.time import FrameRate
from studio.core.words import Said

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

_USUAL_RATES: Final = tuple(
    Fraction(rate)
    for rate in ("24000/1001 24 25 30000/1001 30 48 50 60000/1001 60 120 12 15 10 100 90 240".split())
)

LONGEST: Final = 1_000_000
"""Frames of a performance: nine hours at 30 a second."""
_LONGEST_LINE: Final = 1 << 20
_MOST_CELLS: Final = 20_000_000
_TOLD: Final = re.compile(r'"?sep=([,;\t])"?', re.IGNORECASE)
"""How Excel is told what parts the cells."""
_SLOWEST, _FASTEST = Fraction(1, 1001), Fraction(1000)
_LATEST: Final = 1e10
"""Seconds: some programs count from 1970."""

_ROUNDING: Final = 0.0011
"""Seconds by which times written to the millisecond may be off against the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A table by columns. Of those that nobody wants only the names are kept.

    Attributes:
        names: of all columns, without blanks around them.
        count: of rows.
        figures: [count] for each column of numbers; NaN where a cell holds none.
        texts: [count] for each column of texts, such as timecodes.
    """

    names: tuple[str, ...]
    count: int
    figures: Mapping[str, Array]
    texts: Mapping[str, tuple[str, ...]]

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def numbers(self, name: str) -> Array:
        """One column [n]; zeros if there is no such column of numbers."""
        return self.figures.get(name, np.zeros(self.count))

    def table(self, names: Sequence[str]) -> Array:
        """Several columns, [n, len(names)]."""
        return np.stack([self.numbers(name) for name in names], axis=1)

    def only(self, keep: Flags) -> "Columns":
        figures = {name: column[keep] for name, column in self.figures.items()}
        texts = {name: tuple(compress(column, keep)) for name, column in self.texts.items()}
        return Columns(self.names, int(keep.sum()), figures, texts)


@dataclass(frozen=True, slots=True, eq=False)
class EvenFrames:
    """Values [n, k] at an exact rate, and which frames had to be filled in [n]."""

    rate: FrameRate
    values: Array
    missing: Flags


def parse_columns(file: TextIO, wanted: Callable[[str], bool]) -> Columns:
    """Read comma-, semicolon- or tab-separated text with a line of names, row by row.

    Decimal commas are understood, and Excel's first line ``sep=;``. Broken rows are left out. A column is one
    of texts if its first cell has a colon.

    Args:
        file: the text; no more of it is read than fits into a table.
        wanted: asked for each name whether its column is to be kept.

    Raises:
        FileUnreadable: there is no table in it, or it is too long.
    """
    lines = _lines(file)
    head = next(lines, "")
    told = _TOLD.fullmatch(head.strip())
    head = next(lines, "") if told else head
    separator = told[1] if told else max(",;\t", key=head.count)
    try:
        table = csv.reader(chain([head], lines), delimiter=separator, skipinitialspace=True)
        names = tuple(name.strip() for name in next(table, ()))
        rows = (row for row in table if len(row) == len(names))
        first = next(rows, None)
        if len(names) < 2 or first is None:
            raise FileUnreadable(
                Said("There is no table of numbers in the file."), Said("Export it again as CSV.")
            )
        return _gathered(names, wanted, first, rows)
    except csv.Error as error:
        raise FileUnreadable(Said("The table is damaged."), Said("Export it again as CSV.")) from error


def _lines(file: TextIO) -> Iterator[str]:
    """Raises FileUnreadable where a line, or the text, is longer than any table."""
    for _ in range(LONGEST):
        line = file.readline(_LONGEST_LINE)
        if len(line) == _LONGEST_LINE:
            break
        if not line:
            return
        yield line
    raise _too_long()


def _gathered(
    names: tuple[str, ...], wanted: Callable[[str], bool], first: list[str], rows: Iterator[list[str]]
) -> Columns:
    places = {name: names.index(name) for name in names if wanted(name)}
    texts: dict[str, list[str]] = {name: [] for name, place in places.items() if ":" in first[place]}
    figures = {name: array("d") for name in places if name not in texts}
    columns: list[tuple[int, Callable[[str], None]]] = [
        *((places[name], texts[name].append) for name in texts),
        *((places[name], partial(_append, figures[name])) for name in figures),
    ]
    count = 0
    for count, row in enumerate(chain([first], rows), 1):
        if count * len(columns) > _MOST_CELLS:
            raise _too_long()
        for place, append in columns:
            append(row[place])
    return Columns(
        names,
        count,
        {name: np.frombuffer(column) for name, column in figures.items()},
        {name: tuple(column) for name, column in texts.items()},
    )


def _too_long() -> FileUnreadable:
    return FileUnreadable(
        Said("The table is too long."), Said("Cut it into parts, or leave out what is not needed.")
    )


def _append(column: "array[float]", cell: str) -> None:
    column.append(_number(cell))


def finite_rows(table: Array) -> Flags:
    """Which rows of [n, k] hold nothing but numbers."""
    out: Flags = np.all(np.isfinite(table), axis=1)
    return out


def on_even_frames(times: Array, values: Array, seen: Flags, alone: FrameRate) -> EvenFrames:
    """Put rows at any times on frames of one exact rate.

    Rows that are even already are taken as they are. Uneven ones are read off linearly at the rate of
    their median step. A row that was not seen holds the last that was (the first, before it), and so
    does a gap of more than a frame and a half.

    Args:
        times: [n] seconds, in any order; rows at the same time count once.
        values: [n, k].
        seen: [n], whether a row means anything.
        alone: the rate of a single row.

    Raises:
        FileUnreadable: no row was seen, or the times make no sense.
    """
    if not (np.abs(times) < _LATEST).all():
        raise FileUnreadable(
            Said("Some rows have no time."), Said("Export the file again, with its timestamps.")
        )
    times, order = np.unique(times, return_index=True)
    values, seen = _held(values[order], seen[order]), seen[order]
    rate = rate_of(times) if len(times) > 1 else alone
    places = (times - times[0]) * float(rate)
    if np.abs(places - np.arange(len(places))).max() < 0.02 + _ROUNDING * float(rate):
        return EvenFrames(rate, values, ~seen)
    count = round(float(places[-1])) + 1
    if count > 20 * len(places) + 1000:
        raise FileUnreadable(
            Said("The times in the file jump."), Said("Export it again, or cut it at the jump.")
        )
    return _resampled(rate, places, values, seen, np.arange(count, dtype=np.float64))


def rate_of(times: Array) -> FrameRate:
    """The rate of increasing times [n >= 2], most of them one frame apart: exact where it is a usual one.

    A straight line through all times, so that neither rounding to the millisecond nor a shaky clock
    turns 30000/1001 into 30; a usual rate is taken when it lies within what the line leaves open.
    """
    steps = np.diff(times)
    frames = np.concatenate([[0.0], np.maximum(1, np.round(steps / np.median(steps))).cumsum()])
    away = frames - frames.mean()
    spread = away @ away
    step = float(away @ times / spread)
    noise = np.std(times - times.mean() - step * away) / np.sqrt(spread)
    rate, slack = 1 / step, max(3e-4, 4 * noise / step) / step
    guesses = (*_USUAL_RATES, Fraction(rate).limit_denominator(10))
    best = min(guesses, key=lambda guess: abs(float(guess) - rate))
    near = best > 0 and abs(float(best) - rate) <= slack
    found = best if near else max(Fraction(rate).limit_denominator(1001), _SLOWEST)
    if found > _FASTEST:
        raise FileUnreadable(
            Said("The times in the file lie too close to one another."),
            Said("Export the file again, with its timestamps in seconds."),
        )
    return FrameRate(found)


def _resampled(rate: FrameRate, places: Array, values: Array, seen: Flags, frames: Array) -> EvenFrames:
    out = np.stack([np.interp(frames, places, column) for column in values.T], axis=1)
    before = np.searchsorted(places, frames + 1e-6, side="right") - 1
    after = np.minimum(before + 1, len(places) - 1)
    in_gap = (places[after] - places[before] > 1.5) & (np.abs(frames - places[before]) > 0.25)
    in_gap &= np.abs(frames - places[after]) > 0.25
    out[in_gap] = values[before[in_gap]]
    nearest = np.where(frames - places[before] <= places[after] - frames, before, after)
    missing = ~seen[nearest] | in_gap
    if missing.all():
        raise _nobody()
    return EvenFrames(rate, out, missing)


def _nobody() -> FileUnreadable:
    return FileUnreadable(Said("No frame in the file has a face."), Said("Track the video again."))


def _held(values: Array, seen: Flags) -> Array:
    """Rows that were not seen take the values of the last that was, or of the first."""
    if not seen.any():
        raise _nobody()
    last = np.maximum.accumulate(np.where(seen, np.arange(len(seen)), -1))
    out: Array = values[np.where(last < 0, int(np.argmax(seen)), last)]
    return out


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return float("nan")  # some programs write "-nan(ind)" where a fit failed
