"""How head and brows go with what is said: nods on stressed words, brows on the strongest and on questions.

Prominence is heard in loudness, length and lexical stress; without phonemes, in loudness and pitch.
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
_NOD_ASIDE: Final = (0.5, 0.25)
"""Spread of the yaw and roll that come with a nod, as shares of it."""
_NOD_TIMES: Final = (0.17, 0.02, 0.24)
_BROW_FROM: Final = 0.5
_BROW_APART: Final = 1.1
_BROW: Final = (0.16, 0.47)
_BROW_TIMES: Final = (0.18, 0.20, 0.45)
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
    """Stressed vowels by how loud and long they are beside this speaker's others."""
    vowels = np.flatnonzero(score.is_vowel & (score.stress == 1))
    lengths = np.maximum(score.end - score.start, 1e-3)
    strength = np.zeros(len(vowels))
    if len(vowels) > 1:
        long = np.log(lengths[vowels] / np.median(lengths[vowels]))
        strength = np.argsort(np.argsort(score.loudness[vowels] / 6.0 + long)) / (len(vowels) - 1)
    pauses = np.flatnonzero(score.is_silent & (lengths >= _PHRASE_PAUSE) & (score.start > 0))
    middle = 0.5 * (score.start[vowels] + score.end[vowels])
    return Accents(middle, strength, score.start[pauses], _asked(words))


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


def nods(times: Array, found: Accents, rng: Rng) -> Array:
    """The head's yaw, pitch and roll with the words, degrees [n, 3]; zero away from them."""
    out = np.zeros((len(times), 3))
    last = -np.inf
    for at, strength in zip(found.at, found.strength, strict=True):
        chance, size, aside = rng.random(), rng.uniform(0.8, 1.2), rng.normal(0.0, _NOD_ASIDE)
        if strength >= _NOD_FROM and at - last >= _NOD_APART and chance < 0.35 + 0.6 * strength:
            where, shape = _pulse(at, _NOD_TIMES).sampled(times)
            depth = min(size * float(np.interp(strength, (_NOD_FROM, 1.0), _NOD)), _NOD[1])
            out[where] += depth * shape[:, None] * np.array([aside[0], -1.0, aside[1]])
            last = at
    for at in found.questions:
        where, shape = _pulse(at - _QUESTION_TIMES[1], _QUESTION_TIMES).sampled(times)
        out[where, 1] += 0.5 * _QUESTION_TILT * shape
        out[where, 2] += float(rng.choice((-1.0, 1.0))) * _QUESTION_TILT * shape
    return out * at_rest_outside(times, *_AT_ENDS)[:, None]


def brows(times: Array, found: Accents, rng: Rng) -> Array:
    """How far the brows are raised, inner part, outer left and outer right [n, 3], 0–1."""
    out = np.zeros((len(times), 3))
    last = -np.inf
    for at, strength in zip(found.at, found.strength, strict=True):
        outer = rng.uniform(0.4, 0.9)
        if strength >= _BROW_FROM and at - last >= _BROW_APART:
            height = float(np.interp(strength, (_BROW_FROM, 1.0), _BROW))
            _raise(out, times, _pulse(at, _BROW_TIMES), height, outer * one_sided(rng))
            last = at
    for at in found.questions:
        _raise(
            out, times, _pulse(at - _QUESTION_TIMES[1], _QUESTION_TIMES), _QUESTION_BROW, np.array([0.7, 0.7])
        )
    return out * at_rest_outside(times, *_AT_ENDS)[:, None]


def _raise(out: Array, times: Array, pulse: Pulse, height: float, outer: Array) -> None:
    where, shape = pulse.sampled(times)
    raised = height * shape[:, None] * np.array([1.0, *outer])
    out[where] = np.maximum(out[where], raised)


def _pulse(at: float, lengths: tuple[float, float, float]) -> Pulse:
    return Pulse(float(at), *lengths)
