"""When each word and phoneme of a recording sounds: forced alignment by PocketSphinx, or a phone loop.

A recording is cut at its pauses into segments of at most 20 s and each is aligned by itself, so a
long one needs little memory and one bad stretch does not spoil the rest. Which words belong to a
segment is found by decoding with a grammar that follows the transcript word by word and may stop
at any. Where sound and transcript part ways, the segment is cut at its pauses and each part looks for
its place anew; what still does not fit, and it alone, is heard without the transcript. A subtitle tells
about when each line is said: its lines are segments then, each with its own words. Where nobody wrote down
what is said, words are guessed for their sounds, and where those are in doubt there is the ear alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Final

import numpy as np
import soxr
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path

from studio.core.errors import NoSpeech, TextUnspeakable
from studio.core.speech import PHONEMES, Cue, Phoneme, Speech, Word
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.engine.progress import Progress, unheard
from studio.engine.speaking.envelope import (
    BLOCKS_PER_SECOND,
    INAUDIBLE,
    PAUSE_BLOCKS,
    Array,
    Run,
    clear_of,
    loudness,
    quiet_blocks,
    runs_of,
)
from studio.engine.speaking.pronunciation import VOWELS, Pronouncer, SpokenWord, arpabet, sentences, sounds_of
from studio.engine.speaking.readable import readable

_RATE: Final = 16_000
_LONGEST, _SHORTEST = 20.0, 6.0
"""Seconds of a segment; it is cut at the longest pause between these, or at its quietest moment."""
_WORST_SCORE: Final = -38.0
"""Median acoustic score per frame, against the frame's best sound, below which the words don't fit
the sound: right words of 24 LJSpeech recordings score -12 to -29, wrong ones -37 to -72."""
_WORST_WORDS: Final = -42.0
"""The same for three words that follow one another, by the time they take: of right words of 21 LJSpeech
recordings 1 % score lower, of wrong ones 90 %."""
_DOUBTED: Final = -4.0
"""By how much per block a guessed word may fit worse than what the ear hears there. With what lies below
taken by ear, lips are nearer to the truth in 42 clips of GRID (jaw .723 to .729, pucker .20 to .24), and
hardly farther from it in 12 readings of LJSpeech (jaw .874 to .870).
"""
_TOGETHER: Final = 3
_LONG_ENOUGH: Final = 50
"""Blocks: a shorter misfit is a word said carelessly, and the transcript knows better than the ear."""
_LEAST_PART: Final = 60
"""Blocks: what is cut at a pause to find where the transcript fits is no shorter."""
_CUE_SLACK: Final = 30
"""Blocks by which a subtitle may be early or late."""
_APART: Final = 100
"""Blocks: between lines of a subtitle that are as far apart nothing is said."""
_TRUSTED: Final = 0.5
"""The share of its words that must be found where a subtitle says; otherwise its times are not believed."""
_HEADROOM: Final = 0.7
_AUDIBLE_BLOCKS: Final = 8
"""A segment with less sound than this (in blocks of 10 ms) is silent."""
_EDGE_BLOCKS: Final = 4
_STOPS: Final = frozenset("P B T D K G".split())
_CLOSURE_BLOCKS: Final = 8
"""The silent part of a stop that begins a word after a pause."""
_MISSED_BLOCKS: Final = 30
"""Sound without a word that lasts this long is heard by ear."""


@dataclass(frozen=True, slots=True)
class AlignedPiece:
    """One segment of a recording.

    Attributes:
        speech: its sound at the recording's own rate; times count from the segment's start.
        range: where it lies in the recording.
        by_ear: stretches (times of the recording) in which the transcript did not fit, or there is
            none: their phonemes are a guess and they have no words.
    """

    speech: Speech
    range: TimeRange
    by_ear: tuple[TimeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A word of the transcript: as written, its key in the decoder's dictionary, its vowels' stresses."""

    text: str
    key: str
    stresses: tuple[int, ...]


_Sound = tuple[str, int, int, int]
"""A phoneme, the blocks of 10 ms between which it lies, and its stress."""
_Placed = tuple[str, int, int, float]
"""A phoneme, the blocks between which it lies, and its acoustic score per block."""


@dataclass(frozen=True, slots=True)
class _Timed:
    """Phonemes and words in blocks of 10 ms from the segment's start.

    Attributes:
        gains: how much better each word fits than a wrong one would, summed over its blocks.
    """

    phonemes: tuple[_Sound, ...]
    words: tuple[tuple[str, int, int], ...] = ()
    gains: tuple[float, ...] = ()

    def then(self, other: "_Timed", at: int) -> "_Timed":
        """With what begins at a block."""
        phonemes = ((name, a + at, b + at, stress) for name, a, b, stress in other.phonemes)
        words = ((text, a + at, b + at) for text, a, b in other.words)
        return _Timed((*self.phonemes, *phonemes), (*self.words, *words), (*self.gains, *other.gains))


@dataclass(frozen=True, slots=True)
class _Segment:
    """Blocks of a recording that are worked on by themselves.

    Attributes:
        words: those of a line of a subtitle; None: whatever comes next in the transcript.
    """

    first: int
    last: int
    words: tuple["_Spelled", ...] | None = None


def align(
    samples: NDArray[np.float32],
    rate: int,
    transcript: str | None = None,
    on_unaligned: Callable[[TimeRange], None] | None = None,
    progress: Progress = unheard,
    cues: Sequence[Cue] = (),
    *,
    guessing: bool = True,
) -> Speech:
    """A recording (mono, any rate) as speech; see ``align_pieces``, of which this is the sum.

    Args:
        on_unaligned: told each stretch whose phonemes are a guess by ear.
        progress: told after each segment; raising in it stops the work.
        cues: the transcript with times; where those are wrong it is looked for everywhere.
    """
    pieces = align_pieces(samples, rate, transcript, cues, guessing=guessing)
    speech, by_ear = _summed(pieces, samples, rate, progress)
    said = len((transcript or "").split())
    if cues and len(speech.words) < _TRUSTED * said:
        other = _summed(align_pieces(samples, rate, transcript), samples, rate, progress)
        if len(other[0].words) > len(speech.words):
            speech, by_ear = other
    if on_unaligned:
        for stretch in by_ear:
            on_unaligned(stretch)
    return speech


def _summed(
    pieces: Iterator[AlignedPiece], samples: NDArray[np.float32], rate: int, progress: Progress
) -> tuple[Speech, list[TimeRange]]:
    words: list[Word] = []
    phonemes: list[Phoneme] = []
    by_ear: list[TimeRange] = []
    length = Seconds(max(len(samples), 1), rate)
    for piece in pieces:
        start = piece.range.start
        words += [Word(w.text, w.range.moved(start)) for w in piece.speech.words]
        phonemes += [Phoneme(p.name, p.range.moved(start), p.stress) for p in piece.speech.phonemes]
        by_ear += piece.by_ear
        progress(float(piece.range.end / length), Said("listening"))
    return Speech(np.asarray(samples, np.float32), rate, tuple(words), tuple(phonemes)), by_ear


def align_pieces(
    samples: NDArray[np.float32],
    rate: int,
    transcript: str | None = None,
    cues: Sequence[Cue] = (),
    *,
    guessing: bool = True,
) -> Iterator[AlignedPiece]:
    """The segments of a recording, in order, without gaps, each with its words and phonemes.

    Args:
        samples: mono, [n], any scale.
        rate: Hz; 8 kHz telephone sound is brought to the decoder's 16 kHz.
        transcript: what is said, in English; without it there are phonemes but no words.
        cues: the same line by line, if it is known when each is said.
        guessing: where there is no transcript, words are guessed for their sounds; otherwise there is the ear
            alone, in a fifth of the time.

    Raises:
        NoSpeech: there is no sound, or only silence.
    """
    level = loudness(samples, rate)
    if not len(level) or level.max() < INAUDIBLE:
        raise NoSpeech(
            Said("There is no speech in this sound: it is empty or silent."),
            Said("Check the recording's level, or choose another file."),
        )
    return _Recording(samples, rate, level, transcript, cues, guessing).pieces()


class _Recording:
    """One recording on its way through the decoder."""

    def __init__(
        self,
        samples: NDArray[np.float32],
        rate: int,
        level: Array,
        transcript: str | None,
        cues: Sequence[Cue],
        guessing: bool,
    ) -> None:
        self._samples, self._rate = samples, rate
        self._guessing = guessing
        self._level, self._quiet = level, quiet_blocks(level)
        self._listener = _Listener()
        self._place = 0
        self._lost = False
        self._end = len(level)
        if cues:
            self._words = list[_Spelled]()
            self._segments = self._lines(cues)
        else:
            self._words = self._spelled(transcript) if transcript else []
            self._segments = [_Segment(first, last) for first, last in segments(level)]

    def pieces(self) -> Iterator[AlignedPiece]:
        for segment in self._segments:
            start = segment.first * self._rate // BLOCKS_PER_SECOND
            final = segment is self._segments[-1]
            stop = len(self._samples) if final else segment.last * self._rate // BLOCKS_PER_SECOND
            own = np.asarray(self._samples[start:stop], np.float32)
            timed, by_ear = self._timed(segment, _pcm(own, self._rate))
            length = Seconds(len(own), self._rate)
            begin = Seconds(start, self._rate)
            yield AlignedPiece(
                _speech(own, self._rate, timed),
                TimeRange(begin, begin + length),
                tuple(_range(a, b, length).moved(begin) for a, b in by_ear),
            )

    def _spelled(self, text: str) -> list[_Spelled]:
        return self._listener.spell(_transcribed(text))

    def _lines(self, cues: Sequence[Cue]) -> list[_Segment]:
        """A segment for each line of a subtitle, and for each stretch in which none is shown."""
        lines = sorted(cues, key=lambda cue: cue.range.start)
        total, found = len(self._level), list[_Segment]()
        for cue, following in zip(lines, [*lines[1:], None], strict=True):
            reached = found[-1].last if found else 0
            after = total if following is None else _block(following.range.start)
            begin = min(max(reached, _block(cue.range.start) - _CUE_SLACK), total)
            end = min(self._end_of_line(_block(cue.range.end), after), total)
            if end <= begin:
                continue
            if 0 < begin - reached <= 2 * _CUE_SLACK and found:
                begin = reached
            elif begin > reached:
                found.append(_Segment(reached, begin, ()))
            found.append(_Segment(begin, end, tuple(self._spelled(cue.text))))
        reached = found[-1].last if found else 0
        return found if reached == total else [*found, _Segment(reached, total, ())]

    def _end_of_line(self, last: int, after: int) -> int:
        """Where a line ends: some time later, or at the quietest moment before the next one."""
        if after - last >= _APART:
            return last + _CUE_SLACK
        low, high = max(min(last, after) - _CUE_SLACK, 0), max(last, after) + _CUE_SLACK
        level = self._level[low:high]
        return low + int(np.argmin(np.convolve(level, np.ones(5), "same"))) if len(level) else low

    def _timed(self, segment: _Segment, pcm: bytes) -> tuple[_Timed, list[Run]]:
        """The segment's phonemes and words, and the runs of blocks that were heard by ear."""
        if segment.words is not None:
            self._words, self._place, self._lost = list(segment.words), 0, False
            self._end = segment.last
        if self._voiced(segment.first, segment.last) < _AUDIBLE_BLOCKS:
            return _Timed(()), []
        if not self._words:
            return self._guessed(segment.first, segment.last, pcm), [(0, segment.last - segment.first)]
        return self._fitted(segment.first, segment.last, pcm)

    def _fitted(self, first: int, last: int, pcm: bytes) -> tuple[_Timed, list[Run]]:
        """The same of some blocks; where the transcript does not fit all of them it may fit some."""
        if self._voiced(first, last) < _AUDIBLE_BLOCKS:
            return _Timed(()), []
        before = self._place, self._lost
        found = self._by_transcript(first, last, pcm)
        missed = self._missed(first, last, found) if found else [(0, last - first)]
        if found and not missed:
            return found, []
        if cut := self._longest_pause(first, last):
            after = self._place, self._lost
            self._place, self._lost = before
            parts = self._fitted_parts(first, cut, last, pcm)
            if not found or self._certain(first, last, *parts) > self._certain(first, last, found, missed):
                return parts
            self._place, self._lost = after
        return _filled(found, missed, self._listener.hear(pcm)), missed

    def _guessed(self, first: int, last: int, pcm: bytes) -> _Timed:
        """Phonemes where nobody wrote down what is said."""
        heard = self._listener.hear(pcm)
        found = self._listener.guess(pcm, heard) if self._guessing else None
        return _filled(found, self._missed(first, last, found) if found else [], heard)

    def _certain(self, first: int, last: int, timed: _Timed, missed: Sequence[Run]) -> float:
        """How well words fit, without phrases in which something else is said: there they may be bent."""
        pauses = runs_of(self._quiet[first:last], at_least=PAUSE_BLOCKS)
        phrases = list(pairwise([0, *((a + b) // 2 for a, b in pauses), last - first]))
        bent = [(a, b) for a, b in phrases if any(c < b and a < d for c, d in missed)]
        words = zip(timed.words, timed.gains, strict=True)
        return sum(gain for (_, a, b), gain in words if not any(c < b and a < d for c, d in bent))

    def _fitted_parts(self, first: int, cut: int, last: int, pcm: bytes) -> tuple[_Timed, list[Run]]:
        at = cut - first
        bytes_before = 2 * at * _RATE // BLOCKS_PER_SECOND
        left, left_by_ear = self._fitted(first, cut, pcm[:bytes_before])
        right, right_by_ear = self._fitted(cut, last, pcm[bytes_before:])
        return left.then(right, at), _joined([*left_by_ear, *((a + at, b + at) for a, b in right_by_ear)])

    def _longest_pause(self, first: int, last: int) -> int:
        """The middle of the longest pause that leaves enough on both sides; 0 if there is none."""
        low, high = first + _LEAST_PART, last - _LEAST_PART
        pauses = runs_of(self._quiet[low:high], at_least=PAUSE_BLOCKS) if low < high else []
        if not pauses:
            return 0
        a, b = max(pauses, key=lambda run: run[1] - run[0])
        return low + (a + b) // 2

    def _missed(self, first: int, last: int, found: _Timed) -> list[Run]:
        """Where there is sound, but no word of the transcript."""
        sounds, wordless = ~self._quiet[first:last], np.ones(last - first, bool)
        for _, a, b, _ in found.phonemes:
            wordless[a:b] = False
        heard = [(a, runs_of(sounds[a:b])) for a, b in runs_of(wordless)]
        return [
            (at + runs[0][0], at + runs[-1][1])
            for at, runs in heard
            if any(b - a >= _MISSED_BLOCKS for a, b in runs)
        ]

    def _voiced(self, first: int, last: int) -> int:
        return int((~self._quiet[first:last]).sum())

    def _by_transcript(self, first: int, last: int, pcm: bytes) -> _Timed | None:
        """The words of some blocks found and aligned; None if they don't fit."""
        share = (len(self._words) - self._place) * self._voiced(first, last) / self._voiced(first, self._end)
        final = last == self._end
        reach = len(self._words) if final else min(len(self._words), self._place + ceil(1.7 * share) + 6)
        if not self._lost:
            ahead = self._words[self._place : reach]
            least = len(ahead) if final else max(1, int(0.4 * share))
            found = self._listener.follow(pcm, ahead, least, from_start=True)
            if found:
                return self._arrived(self._place, found)
        start = max(0, self._place - ceil(share))
        ahead = self._words[start : reach + ceil(share)]
        found = self._listener.follow(pcm, ahead, 1, from_start=False)
        if found and found.count >= 0.3 * min(share, len(ahead)):
            return self._arrived(start, found)
        self._place, self._lost = min(len(self._words), self._place + round(share)), True
        return None

    def _arrived(self, start: int, found: "_Followed") -> _Timed:
        self._place, self._lost = start + found.first + found.count, False
        return found.timed


@dataclass(frozen=True, slots=True)
class _Followed:
    """Which of the words offered were heard, and when."""

    first: int
    count: int
    timed: _Timed


class _Listener:
    """PocketSphinx's decoders (US English); 0.2 s to load."""

    def __init__(self) -> None:
        # Wide beams: with the default ones every fifth recording lost its way and words were skipped.
        self._decoder = Decoder(
            lm=None, loglevel="FATAL", bestpath=False, beam=1e-100, pbeam=1e-100, wbeam=1e-80
        )
        self._loop: Decoder | None = None
        self._writer: Decoder | None = None

    def spell(self, words: Sequence[SpokenWord]) -> list[_Spelled]:
        """Give every word a key in the dictionary; those that it lacks are added as the voice says them."""
        return [self._spelled(word) for word in words]

    def _spelled(self, word: SpokenWord) -> _Spelled:
        said = sounds_of(tuple(word.letters))
        key = re.sub(r"^\W+|\W+$", "", word.text.lower().replace("’", "'"))
        if not re.fullmatch(r"[a-z']+", key) or self._decoder.lookup_word(key) is None:
            key = self._key(arpabet(word.letters))
        return _Spelled(word.text, key, tuple(s.stress for s in said if s.name in VOWELS))

    def _key(self, names: Sequence[str]) -> str:
        """Of what sounds so."""
        key = "said_" + "_".join(names)
        if self._decoder.lookup_word(key) is None:
            self._decoder.add_word(key, " ".join(names), True)
        return key

    def follow(self, pcm: bytes, words: Sequence[_Spelled], least: int, from_start: bool) -> _Followed | None:
        """Find the run of ``words`` that is heard, at least so many; None if there is none that fits."""
        if not words:
            return None
        first, count = 0, len(words)
        if least < len(words) or not from_start:
            keys = self._heard(pcm, words, least, from_start)
            first, count = _run_within([w.key for w in words], keys), len(keys)
        run = words[first : first + count]
        timed = self._aligned(pcm, run) if run and first >= 0 else None
        return _Followed(first, count, timed) if timed else None

    def _heard(self, pcm: bytes, words: Sequence[_Spelled], least: int, from_start: bool) -> list[str]:
        """Decode with a grammar that is the words in a row, to be left early, or entered late."""
        n = len(words)
        steps: list[tuple[object, ...]] = [(i, i + 1, 1.0, word.key) for i, word in enumerate(words)]
        steps += [(i, n + 1, 1.0) for i in range(least, n + 1)]
        steps += [] if from_start else [(0, i, 1.0) for i in range(1, n)]
        self._decoder.add_fsg("transcript", self._decoder.create_fsg("transcript", 0, n + 1, steps))
        self._decoder.activate_search("transcript")
        self._run(self._decoder, pcm)
        if self._decoder.hyp() is None:
            return []
        names = (re.sub(r"\(\d+\)$", "", segment.word) for segment in self._decoder.seg())
        return [name for name in names if name and name[0] not in "<[("]

    def _aligned(self, pcm: bytes, words: Sequence[_Spelled]) -> _Timed | None:
        return _told(pcm, words, self._placed(pcm, words))

    def _placed(self, pcm: bytes, words: Sequence[_Spelled]) -> list[list[_Placed]]:
        """Where the phonemes of each word lie that must be in there; none at all if that can't be."""
        decoder = self._decoder
        decoder.set_align_text(" ".join(word.key for word in words))
        self._run(decoder, pcm)
        if decoder.hyp() is None:
            return []
        decoder.set_alignment()
        self._run(decoder, pcm)
        return [
            [(p.name, p.start, p.start + p.duration, p.score / max(p.duration, 1)) for p in entry]
            for entry in decoder.get_alignment()
            if entry.name[0] not in "<[("
        ]

    def guess(self, pcm: bytes, heard: _Timed) -> _Timed | None:
        """Phonemes of the words that a language model takes it for; None where those don't fit what is heard.

        Three of five such words are wrong, but they sound alike: three quarters of the frames are right.

        Args:
            heard: what the ear makes of it: that is kept where it fits better than the words.
        """
        words = self._written(pcm)
        placed = self._placed(pcm, words) if words else []
        timed = _told(pcm, words, placed)
        if timed is None or not heard.phonemes:
            return timed and _Timed(timed.phonemes)
        by_ear = self._placed(pcm, [_Spelled(name, self._key([name]), ()) for name, *_ in heard.phonemes])
        count = len(pcm) * BLOCKS_PER_SECOND // (2 * _RATE) + 1
        better = _scores(placed, count) - _scores(by_ear, count)
        doubted = [(a, b) for _, a, b in timed.words if _mean(better[a:b]) < _DOUBTED]
        return _Timed(_instead(timed.phonemes, heard.phonemes, _joined(doubted)))

    def _written(self, pcm: bytes) -> list[_Spelled]:
        """The words that a language model takes it for."""
        if self._writer is None:
            # In a hurry: a third of the time, and the sounds are no worse: slower, the model trusts its words
            # more than what it hears.
            self._writer = Decoder(
                loglevel="FATAL", lm=get_model_path("en-us/en-us.lm.bin"), bestpath=False, fwdflat=False,
                maxhmmpf=3000, maxwpf=10,
            )  # fmt: skip
        self._run(self._writer, pcm)
        found = self._writer.hyp()
        return self.spell(_transcribed(found.hypstr)) if found is not None else []

    def hear(self, pcm: bytes) -> _Timed:
        """Phonemes by ear alone: about two thirds of the frames are right, silences nearly all."""
        if self._loop is None:
            model = get_model_path("en-us/en-us-phone.lm.bin")
            self._loop = Decoder(
                loglevel="FATAL", lm=None, allphone=model, allphone_ci=True, lw=2.0, beam=1e-20, pbeam=1e-20
            )
        self._run(self._loop, pcm)
        if self._loop.hyp() is None:
            return _Timed(())
        found = [(s.word, s.start_frame, s.end_frame + 1) for s in self._loop.seg()]
        pauses = _pauses(pcm)
        said = [
            (name, *_clear(pauses, a, b))
            for name, a, b in found
            if name in PHONEMES and name != "SIL" and not any(c <= a and b <= d for c, d in pauses)
        ]
        return _Timed(tuple(_stressed_by_ear(said, _level(pcm))))

    @staticmethod
    def _run(decoder: Decoder, pcm: bytes) -> None:
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()


def _told(pcm: bytes, words: Sequence[_Spelled], placed: Sequence[Sequence[_Placed]]) -> _Timed | None:
    """Those words that fit what is heard where they were placed; None if all in all they don't."""
    scores = [[score for _, start, end, score in phones if end > start] for phones in placed]
    if not scores or len(scores) != len(words) or not all(scores):
        return None
    if np.median(np.concatenate(scores)) < _WORST_SCORE:
        return None
    medians, lengths = [float(np.median(each)) for each in scores], [x[-1][2] - x[0][1] for x in placed]
    fits = _fitting(medians, lengths)
    pauses = _pauses(pcm)
    phonemes, times = [], []
    for phones, word, is_right in zip(placed, words, fits, strict=True):
        if is_right:
            cut = _heard_within(pauses, [(name, start, end) for name, start, end, _ in phones])
            phonemes += _stressed(cut, word.stresses)
            times.append((word.text, cut[0][1], cut[-1][2]))
    gains = tuple(n * (m - _WORST_SCORE) for m, n, fit in zip(medians, lengths, fits, strict=True) if fit)
    return _Timed(tuple(phonemes), tuple(times), gains)


def _filled(found: _Timed | None, missed: Sequence[Run], heard: _Timed) -> _Timed:
    """With phonemes by ear where none were found."""
    if not found:
        return heard
    inside = [p for p in heard.phonemes if any(a <= p[1] and p[2] <= b for a, b in missed)]
    return replace(found, phonemes=tuple(sorted([*found.phonemes, *inside], key=_start_of)))


def _scores(placed: Sequence[Sequence[_Placed]], count: int) -> Array:
    """How well each block fits, [count]; not a number where there is no phoneme."""
    out = np.full(count, np.nan)
    for phones in placed:
        for _, start, end, score in phones:
            out[start:end] = score
    return out


def _mean(values: Array) -> float:
    """Of those that are numbers; 0 if there are none."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else 0.0


def _instead(phonemes: Sequence[_Sound], heard: Sequence[_Sound], runs: Sequence[Run]) -> tuple[_Sound, ...]:
    """Other phonemes in some runs of blocks, none of which cuts a phoneme."""
    out = [p for p in phonemes if not any(a <= p[1] < b for a, b in runs)]
    for first, last in runs:
        for name, a, b, stress in heard:
            if first <= (a + b) / 2 < last:
                out.append((name, max(a, first), min(b, last), stress))
    return tuple(sorted(out, key=_start_of))


def _block(time: Seconds) -> int:
    return round(time * BLOCKS_PER_SECOND)


def _fitting(scores: Sequence[float], lengths: Sequence[int]) -> list[bool]:
    """Which words are those that are heard: all but such that stand among others that fit badly, for long."""
    fits = np.ones(len(scores), bool)
    weights, values = np.asarray(lengths, float), np.asarray(scores)
    for first in range(max(1, len(scores) - _TOGETHER + 1)):
        some = slice(first, first + _TOGETHER)
        if np.average(values[some], weights=weights[some]) < _WORST_WORDS:
            fits[some] &= values[some] >= _WORST_SCORE
    for first, last in runs_of(~fits):
        if weights[first:last].sum() < _LONG_ENOUGH:
            fits[first:last] = True
    return fits.tolist()


def _start_of(phoneme: _Sound) -> int:
    return phoneme[1]


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs in order, those that touch as one."""
    joined: list[Run] = []
    for first, last in runs:
        if joined and joined[-1][1] >= first:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def segments(level: Array) -> list[tuple[int, int]]:
    """Cut a recording into stretches of 6–20 s, each at the longest pause in reach; blocks of 10 ms.

    Without a pause the cut falls on the quietest moment. A recording of less than 20 s stays whole.
    """
    quiet = quiet_blocks(level)
    cuts = [0]
    while len(level) - cuts[-1] > _LONGEST * BLOCKS_PER_SECOND:
        low = cuts[-1] + round(_SHORTEST * BLOCKS_PER_SECOND)
        high = cuts[-1] + round(_LONGEST * BLOCKS_PER_SECOND)
        pauses = runs_of(quiet[low:high], at_least=12)
        if pauses:
            a, b = max(pauses, key=lambda run: run[1] - run[0])
            cuts.append(low + (a + b) // 2)
        else:
            cuts.append(low + int(np.argmin(np.convolve(level[low:high], np.ones(5), "same"))))
    return list(zip(cuts, [*cuts[1:], len(level)], strict=True))


def _transcribed(transcript: str) -> list[SpokenWord]:
    """The words that sound; none if the transcript holds no English."""
    try:
        text = readable(transcript).text
    except TextUnspeakable:
        return []
    pronouncer = Pronouncer()
    return [w for sentence in sentences(text) for w in pronouncer.words(sentence) if w.sounds]


def _pcm(samples: NDArray[np.float32], rate: int) -> bytes:
    """16 kHz, 16 bit, at an even level."""
    centred = samples - samples.mean(dtype=np.float64).astype(np.float32)
    at_rate = centred if rate == _RATE else soxr.resample(centred, rate, _RATE)
    loudest = max(float(np.abs(at_rate).max(initial=0.0)), 1e-6)
    return bytes((at_rate * (_HEADROOM * 32767 / loudest)).astype("<i2").tobytes())


def _level(pcm: bytes) -> Array:
    return loudness(np.frombuffer(pcm, "<i2").astype(np.float32) / 32768, _RATE)


def _pauses(pcm: bytes) -> list[Run]:
    """Silences that are no stop's closure: long ones, and those at the very beginning and end."""
    quiet = quiet_blocks(_level(pcm))
    runs = runs_of(quiet, at_least=_EDGE_BLOCKS)
    return [(a, b) for a, b in runs if b - a >= PAUSE_BLOCKS or a == 0 or b == len(quiet)]


def _clear(pauses: Sequence[Run], start: int, end: int) -> Run:
    """The decoder likes to stretch a sound over a silence beside it: what is heard of it."""
    a, b = clear_of(pauses, start, end)
    return int(a), int(b)


def _heard_within(
    pauses: Sequence[Run], phones: Sequence[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """The phonemes of one word without the pauses that the decoder stretched them over.

    A stop that begins the word and is stretched over the end of a pause keeps that end: its closure
    is silent, and its burst comes after it.
    """
    cut = [(name, *_clear(pauses, start, end)) for name, start, end in phones]
    name, start, end = phones[0]
    ends = [until for _, until in pauses if start < until <= end]
    if name in _STOPS and ends:
        cut[0] = name, max(start, ends[-1] - _CLOSURE_BLOCKS), end
    return cut


def _run_within(keys: list[str], heard: list[str]) -> int:
    """Where ``heard`` stands in ``keys``; -1 if nowhere."""
    places = range(len(keys) - len(heard) + 1) if heard else range(0)
    return next((i for i in places if keys[i : i + len(heard)] == heard), -1)


def _stressed(
    phones: list[tuple[str, int, int]], stresses: tuple[int, ...]
) -> list[tuple[str, int, int, int]]:
    """Stress marks for the aligned vowels; by order, or the first if their number differs."""
    vowels = [i for i, (name, _, _) in enumerate(phones) if name in VOWELS]
    if len(vowels) != len(stresses):
        stresses = (1, *([0] * len(vowels)))[: len(vowels)]
    marks = dict(zip(vowels, stresses, strict=True))
    return [(name, a, b, marks.get(i, 0)) for i, (name, a, b) in enumerate(phones)]


def _stressed_by_ear(phones: list[tuple[str, int, int]], level: Array) -> list[tuple[str, int, int, int]]:
    """The louder half of the vowels count as stressed."""
    loudest = [level[a:b].max(initial=-120.0) if name in VOWELS else -120.0 for name, a, b in phones]
    heard = [value for value, phone in zip(loudest, phones, strict=True) if phone[0] in VOWELS]
    middle = np.median(heard) if heard else 0.0
    return [(*phone, int(value >= middle)) for value, phone in zip(loudest, phones, strict=True)]


def _speech(samples: NDArray[np.float32], rate: int, timed: _Timed) -> Speech:
    length = Seconds(len(samples), rate)
    words = tuple(Word(text, _range(a, b, length)) for text, a, b in timed.words)
    phonemes: list[Phoneme] = []
    reached = Seconds(0)
    for name, a, b, stress in timed.phonemes:
        where = _range(a, b, length)
        if where.start > reached:
            phonemes.append(Phoneme("SIL", TimeRange(reached, where.start)))
        if where.length > 0:
            phonemes.append(Phoneme(name, where, stress))
        reached = max(reached, where.end)
    if length > reached:
        phonemes.append(Phoneme("SIL", TimeRange(reached, length)))
    return Speech(samples, rate, words, tuple(phonemes))


def _range(first: int, last: int, length: Seconds) -> TimeRange:
    start = min(Seconds(first, BLOCKS_PER_SECOND), length)
    return TimeRange(start, max(start, min(Seconds(last, BLOCKS_PER_SECOND), length)))
