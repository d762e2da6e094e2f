"""What is said and when: words and phonemes with their times, and a stretch of sound."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.core.time import Seconds, TimeRange

PHONEMES = (
    "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH SIL"
).split()
"""ARPAbet without stress, as CMUdict spells it, and SIL for silence."""


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


@dataclass(frozen=True, slots=True, eq=False)
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
