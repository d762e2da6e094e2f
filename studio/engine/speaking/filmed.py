"""What was filmed beside what is heard: a tracked performance moves face or head, whoever moves the lips."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.project import FILMED
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import SLOT_INDEX, Portion, performance_of, row_of, rows_of, slots_in
from studio.core.units import CHANNELS
from studio.core.words import Said
from studio.engine.ports import Hears
from studio.engine.progress import Progress, unheard
from studio.engine.speaking.envelope import Array

_CORNERS: Final = [SLOT_INDEX[f"mouthSmile{side}"] for side in ("Left", "Right")]
_SMILE: Final = 0.25
"""Seconds over which the corners of the mouth are smoothed: what is left is a smile, and no speech."""
_REST: Final = 15
"""Percentile of the corners that counts as their rest: where they are while the mouth speaks."""


class FilmedDriver:
    """A performance as a driver that hears nothing: its frames from its start on, held at the end."""

    name = "film"
    hears: frozenset[Hears] = frozenset()
    ahead: Seconds | None = Seconds(0)

    def __init__(self, performance: Performance, portions: frozenset[Portion] = FILMED) -> None:
        self._performance: Final = performance
        self.rate: FrameRate | None = performance.rate
        self.moves: frozenset[Portion] = portions

    def part(self, portions: frozenset[Portion]) -> "FilmedDriver":
        """See ``Divisible``."""
        return FilmedDriver(self._performance, self.moves & portions)

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """As long as what is said.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """
        rows, done, length = self._rows(), 0, Seconds(0)
        for piece in speech:
            length += piece.length
            count = rate.count_in(length)
            yield performance_of(rows[np.arange(done, count).clip(0, len(rows) - 1)], rate)
            done = count
        if not length:
            raise NoSpeech(
                Said("There is nothing to speak."), Said("Give a text, or a sound with a voice in it.")
            )

    def _rows(self) -> Array:
        """All frames, from the performer's rest [n, SLOTS]; of the mouth the smile alone."""
        whole = rows_of(self._performance) - row_of(self._performance.rest)
        whole[:, : len(CHANNELS)] = whole[:, : len(CHANNELS)].clip(0.0, 1.0)
        rows = whole * slots_in(self.moves - {"mouth"})
        if "face" in self.moves:
            width = _SMILE * float(self._performance.rate)
            smile = gaussian_filter1d(whole[:, _CORNERS], width, axis=0, mode="nearest")
            rows[:, _CORNERS] = (smile - np.percentile(smile, _REST, axis=0)).clip(0.0)
        return np.asarray(rows)
