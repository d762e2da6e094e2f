"""Phonemes to the movements of a speaking mouth, with coarticulation; all frames at once.

Every phoneme pulls each articulator to its target with a dominance that is full in its core and
dies away before and after (Cohen & Massaro 1993, "Modeling coarticulation in synthetic visual
speech"); the mouth is their weighted mean, so that neighbours share, unstressed vowels fall short,
and lips begin to round before the sound. Then come the movements that must not fall short: lips
that shut, lips that tuck, teeth that close; each reaches the frame that shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.speech import Phoneme
from studio.core.time import FrameRate
from studio.engine.speaking.easing import ease
from studio.engine.speaking.envelope import BLOCKS_PER_SECOND, Array
from studio.engine.speaking.pronunciation import VOWELS
from studio.engine.speaking.visemes import (
    GESTURES,
    GLIDES,
    GROUP_OF,
    GROUPS,
    HISSING,
    MOVES,
    SHAPES,
    SHUTTING,
    TUCKING,
    held,
)

_AHEAD: Final = np.array([0.070, 0.065, 0.120, 0.055])
_AFTER: Final = np.array([0.070, 0.060, 0.080, 0.055])
"""Seconds in which a dominance falls to 1/e before and after a phoneme's core, by articulator."""
_SHARPNESS: Final = 1.6
_CORE: Final = 0.25
"""Share of a phoneme on each side of its middle in which its dominance is full."""
_REACH: Final = 0.4
_TURN: Final = 0.55
"""Where in a diphthong the second half begins."""
_SETTLE: Final = 0.15
"""Seconds in which the mouth comes to rest after speech, and leaves it before."""
_PAUSE: Final = 0.06
"""Silence shorter than this is part of the neighbouring sounds."""
_FLANK: Final = 0.075
"""Seconds in which the lips go from open to shut."""
_LEAD: Final = 0.04
"""Seconds by which the mouth is shaped before the sound is heard; lips that shut do so on time."""
_STRESS: Final = np.array([0.78, 1.0, 0.9])
_EMPHATIC: Final = 0.15
"""By how much of itself the most prominent vowel is formed more fully than one in the middle."""
_STRONG: Final = 0.5
_NOTHING: Final = ("SIL", 0.0, 0.0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Phonemes as arrays, in seconds from the start.

    Attributes:
        names: ARPAbet.
        start, end: [n].
        stress: [n], 0–2 for vowels.
        loudness: [n], dB of each phoneme over the speaker's median vowel.
    """

    names: NDArray[np.str_]
    start: Array
    end: Array
    stress: NDArray[np.intp]
    loudness: Array

    @classmethod
    def of(cls, phonemes: Sequence[Phoneme], level: Array) -> "Score":
        """From phonemes and the sound's level in dB, [one per 10 ms].

        Silences that meet (where pieces of speech join) are one; short ones are closed.
        """
        kept: list[tuple[str, float, float, int]] = []
        for phoneme in phonemes:
            row = phoneme.name, float(phoneme.range.start), float(phoneme.range.end), phoneme.stress
            if kept and kept[-1][0] == "SIL":
                _, since, until, _ = kept[-1]
                if phoneme.name == "SIL":
                    row = "SIL", since, row[2], 0
                    kept.pop()
                elif until - since < _PAUSE and len(kept) > 1:
                    kept.pop()
            kept.append(row)
        names, start, end, stress = (np.array(column) for column in zip(*(kept or [_NOTHING]), strict=True))
        return cls(names, start, end, stress, _relative_loudness(names, start, end, level))

    @property
    def is_silent(self) -> NDArray[np.bool_]:
        return np.asarray(self.names == "SIL")

    @property
    def is_vowel(self) -> NDArray[np.bool_]:
        return np.isin(self.names, list(VOWELS))

    @property
    def is_stressed(self) -> NDArray[np.bool_]:
        """Vowels with the stress of their word."""
        return np.asarray(self.is_vowel & (self.stress == 1))

    @property
    def prominence(self) -> Array:
        """How loud and long each stressed vowel is beside this speaker's others: its rank, 0–1; 0 for all
        else, [n].
        """
        vowels = np.flatnonzero(self.is_stressed)
        out = np.zeros(len(self.names))
        if len(vowels) > 1:
            lengths = np.maximum(self.end - self.start, 1e-3)[vowels]
            heard = self.loudness[vowels] / 6.0 + np.log(lengths / np.median(lengths))
            out[vowels] = np.argsort(np.argsort(heard)) / (len(vowels) - 1)
        return out


def frame_times(count: int, rate: FrameRate) -> Array:
    """The middle of each frame, in seconds: what a camera's shutter sees (GRID's clips agree)."""
    return np.asarray((np.arange(count) + 0.5) / float(rate), np.float64)


def articulate(score: Score, times: Array) -> Array:
    """The mouth's movements [len(times), len(MOVES)] at evenly spaced times in seconds."""
    awake = activity(score, times)
    blended = _blend(_halves(score), times + _LEAD) * awake[:, None]
    shut = _gesture(score, SHUTTING, times, 0.05, 0.8)
    tucked = _gesture(score, TUCKING, times, 0.15, 0.8)
    hissed = _gesture(score, HISSING, times, 0.1, 0.9)
    return held(blended, shut, tucked, hissed) * ease(3.0 * awake)[:, None]


def activity(score: Score, times: Array) -> Array:
    """1 while speaking, 0 at rest, [n]: exactly still from 150 ms after a sound to 150 ms before the next."""
    out = np.ones(len(times))
    last = len(score.names) - 1
    for i in np.flatnonzero(score.is_silent):
        a, b = score.start[i], score.end[i]
        low, high = np.searchsorted(times, [a, b])
        t = times[low:high]
        leaving = ease(1.0 - (t - a) / _SETTLE) if i > 0 else np.zeros(len(t))
        coming = ease(1.0 - (b - t) / _SETTLE) if i < last else np.zeros(len(t))
        out[low:high] = np.maximum(leaving, coming)
    return out * _ending(times)


def _ending(times: Array) -> Array:
    """Brings everything to rest with the last frame."""
    if not len(times):
        return np.zeros(0)
    return ease((times[-1] - times) / (0.8 * _SETTLE))


def _relative_loudness(names: NDArray[np.str_], start: Array, end: Array, level: Array) -> Array:
    if not len(level):
        return np.zeros(len(names))
    first = np.clip((start * BLOCKS_PER_SECOND).astype(np.intp), 0, len(level) - 1)
    edges = np.append(first, len(level))
    loudest = np.maximum.reduceat(level, edges[:-1]) if len(first) else np.zeros(0)
    vowels = np.isin(names, list(VOWELS))
    return loudest - (np.median(loudest[vowels]) if vowels.any() else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Pulls:
    """What pulls at the mouth: [n] cores in seconds, [n, moves] targets, [n, groups] strengths."""

    core_start: Array
    core_end: Array
    targets: Array
    strength: Array


def _halves(score: Score) -> _Pulls:
    """One pull per phoneme, two per diphthong."""
    start, end = score.start, score.end
    turn = start + _TURN * (end - start)
    glides = np.isin(score.names, list(GLIDES))
    firsts = [GLIDES[n][0] if n in GLIDES else n for n in score.names.tolist()]
    seconds = [GLIDES[n][1] for n in score.names[glides].tolist()]
    shapes = [SHAPES[name] for name in (*firsts, *seconds)]
    a = np.concatenate([start, turn[glides]])
    b = np.concatenate([np.where(glides, turn, end), end[glides]])
    scale = _amplitude(score)
    middle, core = 0.5 * (a + b), _CORE * (b - a)
    targets = np.array([shape.vector() for shape in shapes])
    targets[:, GESTURES] = 0.0
    targets *= np.concatenate([scale, scale[glides]])[:, None]
    return _Pulls(middle - core, middle + core, targets, np.array([shape.strength for shape in shapes]))


def _amplitude(score: Score) -> Array:
    """How fully each phoneme is formed, about 0.5–1.15: vowels by stress, loudness and length."""
    loud = np.clip(1.0 + score.loudness / 90.0, 0.9, 1.06)
    long = np.clip(0.72 + (score.end - score.start) / 0.30, 0.8, 1.05)
    emphatic = 1.0 + _EMPHATIC * np.maximum(score.prominence - _STRONG, 0.0) / (1.0 - _STRONG)
    return np.where(score.is_vowel, _STRESS[score.stress] * loud * long * emphatic, 1.0)


def _blend(pulls: _Pulls, times: Array) -> Array:
    """The weighted mean of all targets, [len(times), len(MOVES)]."""
    n = len(times)
    which, frame = _near(pulls.core_start - _REACH, pulls.core_end + _REACH, times)
    before = np.maximum(pulls.core_start[which] - times[frame], 0.0)
    after = np.maximum(times[frame] - pulls.core_end[which], 0.0)
    out = np.zeros((n, len(MOVES)))
    for group in range(len(GROUPS)):
        away = before / _AHEAD[group] + after / _AFTER[group]
        weight = pulls.strength[which, group] * np.exp(-(away**_SHARPNESS))
        total = np.bincount(frame, weight, n) + 1e-9
        for move in np.flatnonzero(group == GROUP_OF):
            out[:, move] = np.bincount(frame, weight * pulls.targets[which, move], n) / total
    return out


def _gesture(score: Score, kind: frozenset[str], times: Array, core_from: float, core_to: float) -> Array:
    """How far a movement that must be reached is reached, [n], 0–1.

    Full in the core of each phoneme of the kind and at the frame that shows its middle, which a
    short one might otherwise fall between. Beside silence it is held into the silence: lips that
    open for P were shut before, and those that end on M stay shut.
    """
    chosen = np.flatnonzero(np.isin(score.names, list(kind)))
    out = np.zeros(len(times))
    if not len(chosen) or not len(times):
        return out
    a, b = score.start[chosen], score.end[chosen]
    # The length of the silence before the first phoneme, after it, ..., after the last.
    silence = np.concatenate([[0.0], np.where(score.is_silent, score.end - score.start, 0.0), [0.0]])
    before, after = (np.minimum(0.5 * silence[chosen + i], _SETTLE) for i in (0, 2))
    start = np.where(before > 0, a - before, a + core_from * (b - a))
    end = np.where(after > 0, b + after, a + core_to * (b - a))
    which, frame = _near(start - _FLANK, end + _FLANK, times)
    away = np.maximum(start[which] - times[frame], 0.0) + np.maximum(times[frame] - end[which], 0.0)
    np.maximum.at(out, frame, ease(1.0 - away / _FLANK))
    step = times[1] - times[0] if len(times) > 1 else 1.0
    shown = np.clip(np.floor(0.5 * (a + b) / step).astype(np.intp), 0, len(times) - 1)
    out[shown] = 1.0
    return out


def _near(start: Array, end: Array, times: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All pairs (span, frame) where the frame lies in the span, as two arrays."""
    low, high = np.searchsorted(times, start), np.searchsorted(times, end, side="right")
    counts = high - low
    which = np.repeat(np.arange(len(start)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, np.repeat(low, counts) + offset
