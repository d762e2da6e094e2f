"""What is said and when: words and phonemes with their times, and a stretch of sound."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from studio.core.time import Seconds, TimeRange

PHONEMES = (
    "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH SIL"
).split()
"""ARPAbet without stress, as CMUdict spells it, and SIL for silence."""


LEAST_PART = Seconds(1, 100)
"""Of a second: no phoneme is made shorter by hand."""


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One ARPAbet phoneme and when it sounds; ``stress`` is 0, 1 or 2 on vowels."""

    name: str
    range: TimeRange
    stress: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word, as written, and when it sounds."""

    text: str
    range: TimeRange


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words, and about when they are said: a line of a subtitle."""

    text: str
    range: TimeRange


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Speech:
    """A stretch of speech: its sound and what is known of its words and phonemes.

    Attributes:
        samples: mono, float32 in [-1, 1]; [n].
        sample_rate: Hz.
        words, phonemes: in order of time, from 0 at the first sample; phonemes cover the whole
            length, with SIL in the pauses.
    """

    samples: NDArray[np.float32]
    sample_rate: int
    words: tuple[Word, ...] = field(default=())
    phonemes: tuple[Phoneme, ...] = field(default=())

    @property
    def length(self) -> Seconds:
        return Seconds(len(self.samples), self.sample_rate)

    def boundaries(self, kind: Literal["word", "phoneme"]) -> tuple[Seconds, ...]:
        """Where words, or phonemes, begin and end, in order; the sound's own two ends are left out."""
        parts = self.words if kind == "word" else self.phonemes
        times = {part.range.start for part in parts} | {part.range.end for part in parts}
        return tuple(sorted(times - {Seconds(0), self.length}))

    def room(self, kind: Literal["word", "phoneme"], boundary: Seconds) -> TimeRange:
        """Between which times a boundary may be moved: every part keeps ``LEAST_PART``."""
        others = [Seconds(0), *self.boundaries(kind), self.length]
        below = max(time for time in others if time < boundary)
        above = min(time for time in others if time > boundary)
        inside = self._crowd(below, boundary), self._crowd(boundary, above)
        low, high = below + inside[0] * LEAST_PART, above - inside[1] * LEAST_PART
        return TimeRange(min(low, boundary), max(high, boundary))

    def moved(self, kind: Literal["word", "phoneme"], boundary: Seconds, to: Seconds) -> "Speech":
        """With the boundary between two words, or two phonemes, at another time.

        All that lies between the neighbouring boundaries is stretched or squeezed along: a word's
        phonemes stay inside it, and words begin and end with their phonemes. ``to`` is kept within ``room``.

        Raises:
            ValueError: no boundary of that kind is there.
        """
        if boundary not in self.boundaries(kind):
            raise ValueError(f"no {kind} begins or ends at {boundary} s")
        room = self.room(kind, boundary)
        to = min(max(to, room.start), room.end)
        others = [Seconds(0), *self.boundaries(kind), self.length]
        below = max(time for time in others if time < boundary)
        above = min(time for time in others if time > boundary)

        def place(time: Seconds) -> Seconds:
            if below < time <= boundary:
                return below + (time - below) * (to - below) / (boundary - below)
            if boundary < time < above:
                return above - (above - time) * (above - to) / (above - boundary)
            return time

        def placed(span: TimeRange) -> TimeRange:
            return TimeRange(place(span.start), place(span.end))

        return replace(
            self,
            words=tuple(replace(word, range=placed(word.range)) for word in self.words),
            phonemes=tuple(replace(p, range=placed(p.range)) for p in self.phonemes),
        )

    def renamed(self, index: int, name: str) -> "Speech":
        """With another phoneme in the place of one; the stress stays, so that nods and brows do, too.

        Raises:
            ValueError: there is no such phoneme.
        """
        if name not in PHONEMES:
            raise ValueError(f"there is no phoneme called {name}")
        phonemes = list(self.phonemes)
        phonemes[index] = replace(phonemes[index], name=name)
        return replace(self, phonemes=tuple(phonemes))

    def _crowd(self, start: Seconds, end: Seconds) -> int:
        """How many phonemes lie between two times, at least one."""
        return max(1, sum(start <= p.range.start and p.range.end <= end for p in self.phonemes))
