"""How a face goes with what is said: it nods on stressed words, and on the strongest it goes up as one.

Prominence is heard in loudness, length and lexical stress; without phonemes, in loudness and pitch. With a
strong word brows, lids and chin rise together and come down through it: brows that rise over a head that nods
pull a face apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from studio.core.habits import SNIPPETS_PER_SECOND, Contour
from studio.core.speech import Word
from studio.engine.speaking.articulation import Score
from studio.engine.speaking.easing import Pulse, at_rest_outside
from studio.engine.speaking.envelope import Array
from studio.engine.speaking.liveliness import one_sided

Rng = np.random.Generator

_NOD_FROM: Final = 0.1
"""How prominent, by rank among all stressed vowels, a word must be for a nod."""
_NOD_APART: Final = 0.35
_NOD: Final = (2.0, 6.0)
"""Degrees of pitch, down, for a word that just stands out and for the strongest."""
_ASIDE: Final = (0.5, 0.25)
"""Spread of the yaw and roll that come with a nod or a raised chin, as shares of it."""
_NOD_TIMES: Final = (0.17, 0.02, 0.24)
_STRONG: Final = 0.5
"""How prominent a word must be for the whole face to go up with it."""
_STRONG_APART: Final = 0.7
_CHIN: Final = (2.8, 6.6)
_BROW: Final = (0.16, 0.47)
"""Degrees of pitch, up, and height of the brows, for a word that is just strong and for the strongest."""
_BOWED: Final = 0.15
"""How often the head bows with a strong word instead, under brows that are raised all the same."""
_INNER: Final = 0.8
_OUTER: Final = (0.9, 1.2)
"""How far the parts of the brows go, of their height: inner parts alone would be worry."""
_VARIED: Final = (0.8, 1.2)
"""By which factor sizes differ by chance."""
_LIDS: Final = 0.9
"""How far the lids open, of the height of the brows."""
_CHIN_TIMES: Final = (0.2, 0.04, 0.26)
_BROW_TIMES: Final = (0.2, 0.13, 0.35)
"""Brows stay while the head is down again: as long in a pause it would be restless."""
_AHEAD: Final = 0.06
"""Seconds by which a face is up before the middle of the vowel."""
_QUESTION_BROW: Final = 0.26
_QUESTION_TILT: Final = 1.4
_QUESTION_TIMES: Final = (0.35, 0.45, 0.6)
"""Rise, stay and fall in seconds."""
_ASKING: Final = ("?", "？", "؟", "\u037e")
"""What ends a question, in Latin, Chinese, Arabic and Greek letters."""
_SYLLABLE: Final = 1.5
"""Frames over which a contour is smoothed: half a syllable."""
_STANDS_OUT: Final = 0.15
_OCTAVE: Final = 12.0
_PHRASE_PAUSE: Final = 0.15
_AT_ENDS: Final = (0.2, 0.4)


@dataclass(frozen=True, slots=True, eq=False)
class Accents:
    """What stands out in the speech.

    Attributes:
        at: seconds, the middle of each stressed vowel, [n].
        strength: 0–1, its rank in prominence, [n].
        phrase_ends: seconds at which a pause begins.
        questions: seconds at which a question ends.
    """

    at: Array
    strength: Array
    phrase_ends: Array
    questions: Array


def accents(score: Score, words: Sequence[Word]) -> Accents:
    """Stressed vowels, see ``Score.prominence``."""
    vowels = score.is_stressed
    lasts = score.end - score.start
    pauses = score.is_silent & (lasts >= _PHRASE_PAUSE) & (score.start > 0)
    middle = 0.5 * (score.start[vowels] + score.end[vowels])
    return Accents(middle, score.prominence[vowels], score.start[pauses], _asked(words))


def heard_accents(contour: Contour, words: Sequence[Word]) -> Accents:
    """What stands out by sound alone: where loudness and pitch have a peak together."""
    height = contour.energy + contour.pitch.clip(-_OCTAVE, _OCTAVE) / _OCTAVE
    height = gaussian_filter1d(np.where(contour.pause > 0, -1.0, height), _SYLLABLE, mode="nearest")
    peaks, _ = find_peaks(height, prominence=_STANDS_OUT)
    strength = np.argsort(np.argsort(height[peaks])) / max(len(peaks) - 1, 1)
    ends = np.flatnonzero(np.diff(contour.pause) > 0) + 1
    at = (peaks + 0.5) / SNIPPETS_PER_SECOND
    return Accents(at, strength, ends / SNIPPETS_PER_SECOND, _asked(words))


def _asked(words: Sequence[Word]) -> Array:
    """Seconds at which questions end."""
    ends = [float(word.range.end) for word in words if word.text.rstrip("\"'”’)!»」").endswith(_ASKING)]
    return np.array(ends)


@dataclass(frozen=True, slots=True, eq=False)
class Emphasis:
    """What a face does with the words; all of it is zero away from them.

    Attributes:
        head: yaw, pitch and roll, degrees [n, 3].
        brows: how far they are raised, inner part, outer left and outer right [n, 3], 0–1.
    """

    head: Array
    brows: Array

    @property
    def lids(self) -> Array:
        """How far the lids are opened, [n], 0–1."""
        return np.asarray(_LIDS * self.brows.max(1))


def emphasis(times: Array, found: Accents, rng: Rng) -> Emphasis:
    """One gesture for each word that stands out: with a strong one brows, lids and chin go up, by as much as
    it is strong, and come down through it; on others the head nods.
    """
    head, brows = np.zeros((len(times), 3)), np.zeros((len(times), 3))
    last = strong = -np.inf
    for at, strength in zip(found.at, found.strength, strict=True):
        chance, size = rng.random(), rng.uniform(*_VARIED)
        aside, outer = rng.normal(0.0, _ASIDE), rng.uniform(*_OUTER) * (0.5 + 0.5 * one_sided(rng))
        if strength >= _STRONG and at - strong >= _STRONG_APART and chance < 0.5 + 0.5 * strength:
            where, shape = _pulse(at - _AHEAD, _CHIN_TIMES).sampled(times)
            chin, brow = (min(size * _sized(strength, _STRONG, ends), ends[1]) for ends in (_CHIN, _BROW))
            way = -1.0 if rng.random() < _BOWED else 1.0
            head[where] += chin * shape[:, None] * np.array([aside[0], way, aside[1]])
            where, shape = _pulse(at - _AHEAD, _BROW_TIMES).sampled(times)
            _raise(brows[where], shape, brow, outer)
            last = strong = at
        elif _NOD_FROM <= strength < _STRONG and at - last >= _NOD_APART and chance < 0.35 + 0.6 * strength:
            where, shape = _pulse(at, _NOD_TIMES).sampled(times)
            depth = min(size * _sized(strength, _NOD_FROM, _NOD), _NOD[1])
            head[where] += depth * shape[:, None] * np.array([aside[0], -1.0, aside[1]])
            last = at
    for at in found.questions:
        where, shape = _pulse(at - _QUESTION_TIMES[1], _QUESTION_TIMES).sampled(times)
        head[where, 1] += 0.5 * _QUESTION_TILT * shape
        head[where, 2] += float(rng.choice((-1.0, 1.0))) * _QUESTION_TILT * shape
        _raise(brows[where], shape, _QUESTION_BROW, np.array([0.9, 0.9]))
    rest = at_rest_outside(times, *_AT_ENDS)[:, None]
    return Emphasis(head * rest, brows * rest)


def _sized(strength: float, least: float, ends: tuple[float, float]) -> float:
    return float(np.interp(strength, (least, 1.0), ends))


def _raise(brows: Array, shape: Array, height: float, outer: Array) -> None:
    """So high, unless they are higher already."""
    np.maximum(brows, height * shape[:, None] * np.array([_INNER, *outer]), out=brows)


def _pulse(at: float, lengths: tuple[float, float, float]) -> Pulse:
    return Pulse(float(at), *lengths)
