"""A voice: hibari-tts (Apache-2.0, 24 kHz, inside its package), with the time of every phoneme.

hibari's network predicts how long each of its letters lasts, but its published file keeps that to
itself. Protocol buffers join a repeated field when two messages are written one after the other, so
one more graph output is declared by appending a few bytes to the file: nothing else changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from hibari import Hibari, dsp
from hibari.voices import DEFAULT, voice_path
from numpy.typing import NDArray

from studio.core.errors import TextUnspeakable, UsageError
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.engine.speaking.envelope import (
    BLOCKS_PER_SECOND,
    PAUSE_BLOCKS,
    Array,
    clear_of,
    loudness,
    quiet_blocks,
    runs_of,
)
from studio.engine.speaking.pronunciation import Pronouncer, Sound, SpokenWord, sentences, sounds_of
from studio.engine.speaking.readable import readable

SPEEDS: Final = (0.5, 2.0)
_DURATIONS: Final = "/Clip_output_0"
_DURATION_STEP: Final = 2 * dsp.HOP / dsp.SR
"""Seconds to one step of the predicted durations."""
_LAG: Final = 0.055
"""Seconds by which the predicted times run behind the sound (median against forced alignment)."""
_SHORTEST: Final = 0.025
"""Seconds that every phoneme lasts at least."""
_LONGEST: Final = 400
"""Letters to one run of the network; longer sentences are cut at a clause, or else between words."""
# Seconds of silence around a piece.
_LEAD: Final = 0.10
_FIRST: Final = 0.20
"""More, before the first of all."""
_TAIL: Final = 0.34
_PARAGRAPH: Final = 0.40
"""More, after a paragraph."""
_CLAUSE_TAIL: Final = 0.12
"""After a piece that does not end its sentence."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What goes through the network at once."""

    words: tuple[SpokenWord, ...]
    lead: float
    tail: float


class HibariVoice:
    """American English, one woman's voice; about 100 times faster than real time on one core."""

    name = "hibari"

    def __init__(self) -> None:
        model = Path(voice_path(DEFAULT)).read_bytes() + _declared_output(_DURATIONS)
        self._hibari = Hibari(model=model)  # what it takes as a path may as well be the bytes
        self._pronouncer = Pronouncer(self._hibari.g2p)

    def speak(self, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        """Sentence by sentence, each as soon as it is ready; times count from the piece's own start.

        Raises:
            TextUnspeakable: nothing in the text can be said in English.
            UsageError: the speed is not between 0.5 and 2.
        """
        if not SPEEDS[0] <= speed <= SPEEDS[1]:
            raise UsageError(
                Said("A voice can't speak at speed {0}.", f"{speed:g}"),
                Said("Choose from 0.5 (slow) to 2 (fast)."),
            )
        return self._speak(readable(text).text, speed, seed)

    def left_out(self, text: str) -> tuple[str, ...]:
        """Words in other scripts, and pictures.

        Raises:
            TextUnspeakable: nothing in the text can be said in English.
        """
        return readable(text).left_out

    def _speak(self, text: str, speed: float, seed: int) -> Iterator[Speech]:
        spoken = False
        for index, piece in enumerate(self._pieces(text)):
            yield self._say(piece, speed, np.random.default_rng([seed, index]))
            spoken = True
        if not spoken:
            raise TextUnspeakable(
                Said("The voice finds nothing to say in “{0}”.", text[:40]), Said("Write a whole sentence.")
            )

    def _pieces(self, text: str) -> Iterator[_Piece]:
        first = _FIRST
        for paragraph in text.split("\n"):
            parts = [self._pronouncer.words(sentence) for sentence in sentences(paragraph)]
            parts = [words for words in parts if any(word.sounds for word in words)]
            for i, words in enumerate(parts):
                cut = list(_cut(words))
                for j, run in enumerate(cut):
                    tail = _TAIL if j == len(cut) - 1 else _CLAUSE_TAIL
                    more = _PARAGRAPH if i == len(parts) - 1 and j == len(cut) - 1 else 0.0
                    yield _Piece(run, _LEAD + first, tail + more)
                    first = 0.0

    def _say(self, piece: _Piece, speed: float, rng: np.random.Generator) -> Speech:
        known = self._hibari.vocab
        letters, owners = [], []
        for index, word in enumerate(piece.words):
            for letter in (" " if index else "") + word.letters:
                if letter in known:
                    letters.append(letter)
                    owners.append(index)
        samples, edges = self._synthesise(letters, speed, rng)
        return _timed(piece, letters, owners, samples, edges)

    def _synthesise(
        self, letters: list[str], speed: float, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], Array]:
        """Samples, and the time at which each letter begins and the last one ends [n + 1]."""
        ids = [0, *(self._hibari.vocab[c] for c in letters), 0]
        feed = {"ids": np.array([ids], np.int64), "speed": np.array([speed], np.float32)}
        *spectrum, steps = self._hibari.sess.run(None, feed)
        samples = dsp.synth(*(part[0] for part in spectrum), rng)
        ends = np.cumsum(np.round(steps.reshape(-1))) * _DURATION_STEP
        return np.clip(samples, -1.0, 1.0), np.maximum(ends[:-1] - _LAG, 0.0)


def _cut(words: list[SpokenWord]) -> Iterator[tuple[SpokenWord, ...]]:
    """Runs of at most ``_LONGEST`` letters, cut after the last clause that fits."""
    start = 0
    while start < len(words):
        sizes = np.cumsum([len(w.letters) + 1 for w in words[start:]])
        fit = max(1, int(np.searchsorted(sizes, _LONGEST, side="right")))
        end = start + fit
        if end < len(words):
            clauses = [i for i in range(start + 1, end + 1) if re.search(r"[,;:—…]$", words[i - 1].letters)]
            end = clauses[-1] if clauses else end
        if any(word.sounds for word in words[start:end]):
            yield tuple(words[start:end])
        start = end


def _timed(
    piece: _Piece, letters: list[str], owners: list[int], samples: NDArray[np.float32], edges: Array
) -> Speech:
    """Put samples and times together, with the silence around them cut to what the piece asks for."""
    level = loudness(samples, dsp.SR)
    quiet = quiet_blocks(level)
    audible = runs_of(~quiet)
    first, last = (audible[0][0], audible[-1][1]) if audible else (0, len(level))
    begin, end = first / BLOCKS_PER_SECOND, last / BLOCKS_PER_SECOND
    sounds = sounds_of(letters)
    times = _sound_times(sounds, letters, edges, quiet, (begin, end))
    shift = piece.lead - begin
    framed = _framed(samples, begin, end, piece)
    length = Seconds(len(framed), dsp.SR)
    spans = [(sound, _exact(a + shift), _exact(b + shift)) for sound, a, b in times]
    return Speech(framed, dsp.SR, _words(piece, owners, spans), _phonemes(spans, length))


def _sound_times(
    sounds: list[Sound],
    letters: list[str],
    edges: Array,
    quiet: NDArray[np.bool_],
    spoken: tuple[float, float],
) -> list[tuple[Sound, float, float]]:
    """When each phoneme begins and ends, in order, within the audible part; silences between are left out.

    A space is the closing of the lips or tongue for the word that follows, so its time is that word's.
    """
    named = [(i, sound) for i, sound in enumerate(sounds) if sound.name]
    starts = np.array([edges[_first_letter(sounds, letters, i)] for i, _ in named])
    ends = np.append(starts[1:], spoken[1])
    pauses = _pauses(quiet, spoken)
    for (i, _), (j, _), middle in zip(named, named[1:], 0.5 * (starts + ends), strict=False):
        if any(letters[k] != " " for sound in sounds[i + 1 : j] for k in range(sound.first, sound.last)):
            pauses += _longest_silence(quiet, middle, 0.5 * (edges[sounds[j].first] + edges[sounds[j].last]))
    bounds = _spaced(np.append(starts, spoken[1]), *spoken)
    spans = [clear_of(pauses, float(a), float(b)) for a, b in pairwise(bounds)]
    return [(sound, *span) for (_, sound), span in zip(named, spans, strict=True)]


def _first_letter(sounds: list[Sound], letters: list[str], index: int) -> int:
    """Where a phoneme's time begins: at a single space before it, but not at punctuation."""
    before = sounds[index - 1] if index else sounds[index]
    spaced = not before.name and letters[before.first] == " " and (index < 2 or bool(sounds[index - 2].name))
    return before.first if spaced else sounds[index].first


def _spaced(bounds: Array, begin: float, end: float) -> Array:
    """Bounds within the audible part, in order, each phoneme at least ``_SHORTEST`` long.

    A weak first or last consonant is often predicted just outside what is audible.
    """
    steps = np.arange(len(bounds)) * min(_SHORTEST, (end - begin) / max(len(bounds) - 1, 1))
    pushed = np.maximum.accumulate(np.maximum(bounds, begin) - steps) + steps
    pushed[0], pushed[-1] = begin, end
    back = steps[::-1]
    return np.asarray(np.minimum.accumulate((pushed + back)[::-1])[::-1] - back)


def _pauses(quiet: NDArray[np.bool_], spoken: tuple[float, float]) -> list[tuple[float, float]]:
    """Silences too long to be the closure of a stop, in seconds, within the audible part."""
    runs = runs_of(quiet, at_least=PAUSE_BLOCKS)
    times = [(a / BLOCKS_PER_SECOND, b / BLOCKS_PER_SECOND) for a, b in runs]
    return [(a, b) for a, b in times if spoken[0] < a and b < spoken[1]]


def _longest_silence(quiet: NDArray[np.bool_], start: float, end: float) -> list[tuple[float, float]]:
    """The longest silence of at least 60 ms between two times, in seconds, if there is one."""
    low, high = (round(t * BLOCKS_PER_SECOND) for t in (start, end))
    runs = runs_of(quiet[low:high], at_least=6)
    longest = sorted(runs, key=lambda run: run[1] - run[0])[-1:]
    return [((low + a) / BLOCKS_PER_SECOND, (low + b) / BLOCKS_PER_SECOND) for a, b in longest]


def _framed(samples: NDArray[np.float32], begin: float, end: float, piece: _Piece) -> NDArray[np.float32]:
    """The samples from ``lead`` seconds before the sound to ``tail`` after it, zeros where there are none."""
    start, stop = round((begin - piece.lead) * dsp.SR), round((end + piece.tail) * dsp.SR)
    body = samples[max(start, 0) : max(stop, 0)]
    return np.pad(body, (max(-start, 0), max(stop - max(start, 0) - len(body), 0))).astype(np.float32)


def _exact(time: float) -> Seconds:
    return Seconds(round(time * dsp.SR), dsp.SR)


def _phonemes(spans: list[tuple[Sound, Seconds, Seconds]], length: Seconds) -> tuple[Phoneme, ...]:
    """The phonemes with SIL in every gap, so that they cover the whole length."""
    found: list[Phoneme] = []
    reached = Seconds(0)
    for sound, start, end in spans:
        if start > reached:
            found.append(Phoneme("SIL", TimeRange(reached, start)))
        if end > start:
            found.append(Phoneme(sound.name, TimeRange(start, end), sound.stress))
        reached = max(reached, end)
    if length > reached:
        found.append(Phoneme("SIL", TimeRange(reached, length)))
    return tuple(found)


def _words(piece: _Piece, owners: list[int], spans: list[tuple[Sound, Seconds, Seconds]]) -> tuple[Word, ...]:
    ranges: dict[int, TimeRange] = {}
    for sound, start, end in spans:
        owner = owners[sound.last - 1]
        begin = ranges[owner].start if owner in ranges else start
        ranges[owner] = TimeRange(begin, max(end, begin))
    return tuple(Word(piece.words[i].text, where) for i, where in sorted(ranges.items()))


def _declared_output(tensor: str) -> bytes:
    """ModelProto { graph (7): GraphProto { output (12): ValueInfoProto { name (1) } } } in wire format."""
    message = tensor.encode()
    for number in (1, 12, 7):
        if len(message) > 127:
            raise ValueError(f"the name of a tensor is short, not {tensor!r}")
        message = bytes([number << 3 | 2, len(message)]) + message
    return message
