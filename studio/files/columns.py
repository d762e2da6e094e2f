"""Tables of numbers over time, as other programs write them: named columns, and rows put on even frames."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

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

_ROUNDING: Final = 0.0011
"""Seconds by which times written to the millisecond may be off against the first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table as text: names without blanks around them, and the cells of each row."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def text(self, name: str) -> list[str]:
        index = self.names.index(name)
        return [row[index] for row in self.rows]

    def numbers(self, name: str) -> Array:
        """One column [n]; NaN where a cell holds no number; zeros if there is no such column."""
        if name not in self.names:
            return np.zeros(len(self.rows))
        return np.array([_number(cell) for cell in self.text(name)])

    def table(self, names: Sequence[str]) -> Array:
        """Several columns, [n, len(names)]."""
        return np.stack([self.numbers(name) for name in names], axis=1)

    def only(self, keep: Flags) -> "Columns":
        return Columns(self.names, tuple(row for row, kept in zip(self.rows, keep, strict=True) if kept))


@dataclass(frozen=True, slots=True, eq=False)
class EvenFrames:
    """Values [n, k] at an exact rate, and which frames had to be filled in [n]."""

    rate: FrameRate
    values: Array
    missing: Flags


def parse_columns(text: str) -> Columns:
    """Read comma-, semicolon- or tab-separated text with a line of names; broken rows are left out.

    Raises:
        FileUnreadable: there is no table in it.
    """
    lines = text.splitlines()
    head = lines[0] if lines else ""
    separator = max(",;\t", key=head.count)
    try:
        table = list(csv.reader(lines, delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise FileUnreadable(Said("The table is damaged."), Said("Export it again as CSV.")) from error
    names = tuple(name.strip() for name in table[0]) if table else ()
    rows = tuple(tuple(row) for row in table[1:] if len(row) == len(names))
    if len(names) < 2 or not rows:
        raise FileUnreadable(
            Said("There is no table of numbers in the file."), Said("Export it again as CSV.")
        )
    return Columns(names, rows)


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
    if not np.isfinite(times).all():
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
    return FrameRate(best if near else max(Fraction(rate).limit_denominator(1001), Fraction(1, 1001)))


def _resampled(rate: FrameRate, places: Array, values: Array, seen: Flags, frames: Array) -> EvenFrames:
    out = np.stack([np.interp(frames, places, column) for column in values.T], axis=1)
    before = np.searchsorted(places, frames + 1e-6, side="right") - 1
    after = np.minimum(before + 1, len(places) - 1)
    in_gap = (places[after] - places[before] > 1.5) & (np.abs(frames - places[before]) > 0.25)
    in_gap &= np.abs(frames - places[after]) > 0.25
    out[in_gap] = values[before[in_gap]]
    nearest = np.where(frames - places[before] <= places[after] - frames, before, after)
    return EvenFrames(rate, out, ~seen[nearest] | in_gap)


def _held(values: Array, seen: Flags) -> Array:
    """Rows that were not seen take the values of the last that was, or of the first."""
    if not seen.any():
        raise FileUnreadable(Said("No frame in the file has a face."), Said("Track the video again."))
    last = np.maximum.accumulate(np.where(seen, np.arange(len(seen)), -1))
    out: Array = values[np.where(last < 0, int(np.argmax(seen)), last)]
    return out


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")  # some programs write "-nan(ind)" where a fit failed
