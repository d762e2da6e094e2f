"""espeak's events and samples → the studio's words and phonemes with their times.

espeak tells when a sound begins. The closure of a stop, which is what the lips are seen doing, is
silence before that, and silence is exact zeros: so the sounds are parted from the silences, a short silence
before a stop is the stop's, another is its neighbour's, and a long one is a pause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from galatea_espeak.mouths import Mouth, Mouths, is_stop, mouths_of
from galatea_espeak.reading import Piece
from galatea_espeak.synthesis import RATE, WORD, Sound
from studio.api import Phoneme, Seconds, Speech, TimeRange
from studio.api import Word as SpokenWord

_PAUSE: Final = round(0.12 * RATE)
"""Samples of a silence that is a pause."""
_QUIET: Final = round(0.008 * RATE)
"""Samples of zeros that are a silence, and not a wave that crosses zero."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From sample to sample: a sound in IPA, or "" for silence; ``word``: where its word begins."""

    symbol: str
    start: int
    end: int
    word: int


def timed(
    sound: Sound, piece: Piece, own: Mouths, lead: float, tail: float, *, is_spaced: bool
) -> Speech | None:
    """A piece as the studio's speech; None where nothing is heard.

    Args:
        own: the mouths of this language.
        lead, tail: seconds of silence before and after it.
        is_spaced: words have spaces between them; if not, espeak's words are the words.
    """
    parts = _settled(list(_stretches(sound)))
    heard = [part for part in parts if part.symbol]
    if not heard:
        return None
    first, last = heard[0].start, heard[-1].end
    before, after = round(lead * RATE), round(tail * RATE)
    samples = np.pad(sound.samples[first:last].astype(np.float32) / 32768.0, (before, after))
    moved = [
        replace(part, start=part.start + before - first, end=part.end + before - first) for part in heard
    ]
    spoken = [(part, mouths_of(part.symbol, own)) for part in moved]
    return Speech(
        samples, RATE, tuple(_words(moved, piece, is_spaced)), tuple(_phonemes(spoken, len(samples)))
    )


def _stretches(sound: Sound) -> Iterator[_Stretch]:
    """Sounds and silences as espeak made them, from the first event to the last sample."""
    word = 0
    begun: list[tuple[str, int, int]] = []
    for event in sound.events:
        if event.kind == WORD:
            word = max(word, event.position)  # in nonsense they sometimes go back
        else:
            is_sound = not event.symbol.startswith("(")  # "(en)": from here on in English
            begun.append((event.symbol if is_sound else "", event.sample, word))
    begun.append(("", len(sound.samples), word))
    for (symbol, start, owner), (_, end, _) in pairwise(begun):
        quiet = _quiet_from(sound.samples[start:end]) + start if symbol else start
        yield _Stretch(symbol, start, quiet, owner)
        yield _Stretch("", quiet, end, owner)


def _quiet_from(samples: NDArray[np.int16]) -> int:
    """Where the silence at the end of a sound begins; its length if there is none."""
    audible = np.flatnonzero(samples)
    reached = int(audible[-1]) + 1 if len(audible) else 0
    return reached if len(samples) - reached >= _QUIET else len(samples)


def _settled(parts: list[_Stretch]) -> list[_Stretch]:
    """Sounds and pauses without a gap: what is silent and no pause is given to a neighbour."""
    joined: list[_Stretch] = []
    for part in parts:
        if part.end <= part.start:
            continue
        if not part.symbol and joined and not joined[-1].symbol:
            joined[-1] = replace(joined[-1], end=part.end)
        else:
            joined.append(part)
    settled: list[_Stretch] = []
    for i, part in enumerate(joined):
        following = joined[i + 1] if i + 1 < len(joined) else None
        if part.symbol or part.end - part.start >= _PAUSE or following is None:
            settled.append(part)
        elif is_stop(following.symbol) or not settled:
            joined[i + 1] = replace(following, start=part.start)
        else:
            settled[-1] = replace(settled[-1], end=part.end)
    return settled


def _phonemes(spoken: Sequence[tuple[_Stretch, tuple[Mouth, ...]]], length: int) -> Iterator[Phoneme]:
    """The phonemes with SIL in every gap, so that they cover the whole length."""
    found: list[tuple[str, int, int, int]] = []
    for part, mouths in spoken:
        reached = found[-1][2] if found else 0
        if not mouths and found and reached == part.start:
            found[-1] = (*found[-1][:2], part.end, found[-1][3])
            continue
        if part.start > reached:
            found.append(("SIL", reached, part.start, 0))
        bounds = np.cumsum([0.0, *(mouth.share for mouth in mouths)]) * (part.end - part.start)
        edges = [part.start + round(bound) for bound in bounds.tolist()]
        found += [
            (mouth.name, a, b, mouth.stress)
            for mouth, (a, b) in zip(mouths, pairwise(edges), strict=True)
            if b > a
        ]
    reached = found[-1][2] if found else 0
    if length > reached:
        found.append(("SIL", reached, length, 0))
    for name, start, end, stress in found:
        yield Phoneme(name, _range(start, end), stress)


def _words(heard: Sequence[_Stretch], piece: Piece, is_spaced: bool) -> Iterator[SpokenWord]:
    """The words as written, from their first sound to their last.

    Where there are spaces, what espeak says as one although it is written as two is one word ("of the"), and
    a number that it says in several is one too. Where there are none, its words are the words.
    """
    starts = [piece.words[piece.word_at(part.word)].start if is_spaced else part.word for part in heard]
    times: dict[int, tuple[int, int]] = {}
    for start, part in zip(starts, heard, strict=True):
        times[start] = times.get(start, (part.start, 0))[0], part.end
    begins = sorted(times)
    for start, end in pairwise([*begins, len(piece.text) + 1]):
        inside = [word.written for word in piece.words if start <= word.start < end and word.is_read]
        text = " ".join(inside) if is_spaced else piece.text[start:end].strip()
        if text:
            yield SpokenWord(text, _range(*times[start]))


def _range(start: int, end: int) -> TimeRange:
    return TimeRange(Seconds(start, RATE), Seconds(end, RATE))
