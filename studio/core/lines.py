"""Lines of a dub: recordings that are said in ranges of a film, and the mouths that say them there.

A line lies somewhere on the timeline and has takes, of which one counts. Its sound is heard in its range; its
mouth comes and goes beside it, over ``EASE`` or as far as there is room to the next line of the same face.
Outside all lines the actor is untouched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import Ground, Media, Portion, moves_at, slots_in
from studio.core.words import Said

Array = NDArray[np.float64]
FacePoint = tuple[float, float]

EASE: Final = Seconds(1, 5)
"""Seconds in which a mouth goes over from the actor's own to the line's, and back."""
DRAWN_ALONE: Final = 0.6
"""How much of a line's shape there is when nothing of the actor's own mouth is mixed in any more."""
DUCKED: Final = 0.125
"""What is usually left of the original sound under a line."""
LEAST: Final = Seconds(1, 20)
"""Seconds: no line is made shorter by hand."""
LOUDEST: Final = 8.0
"""How much louder a line can be made, as a factor."""
LIPS: Final[frozenset[Portion]] = frozenset(("mouth",))
"""What a line moves: the expression is the actor's own."""
_MOUTH: Final = slots_in(LIPS)
_START: Final = Seconds(0)


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of a line.

    Attributes:
        id: of its sound and its motion, which are stored beside the document.
        length: of the whole recording.
        part: what of it is heard.
        text: what is said in it; empty if nobody wrote it down.
        media: the file that it was heard in, if it was.

    Raises:
        ValueError: nothing of it is heard, or more than there is.
    """

    id: str
    length: Seconds
    part: TimeRange
    name: str = ""
    text: str = ""
    media: Media | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.part.start < self.part.end <= self.length:
            raise ValueError(Said("a take of {0} s can't be heard until {1} s", self.length, self.part.end))

    @classmethod
    def whole(cls, id: str, length: Seconds, name: str, text: str, media: Media | None) -> "Take":  # noqa: A002
        """All of a recording."""
        return cls(id, length, TimeRange(_START, length), name, text, media)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dub.

    Attributes:
        id: what it is known by while it is edited.
        start: when it begins to be heard.
        takes: recordings of it, of which the one that is ``chosen`` counts.
        fade_in, fade_out: seconds in which its sound comes and goes.
        gain: how loud it is, as a factor.
        left: what is left of the original sound under it: 1 all of it, 0 nothing.
        face: whose mouth says it: a point on it, in pixels of the source; None is the largest.
        speaker: who says it, by name; empty if nobody wrote it down.

    Raises:
        ValueError: it has no take, or a number of it is out of range.
    """

    id: str
    start: Seconds
    takes: tuple[Take, ...]
    chosen: int = 0
    fade_in: Seconds = _START
    fade_out: Seconds = _START
    gain: float = 1.0
    left: float = DUCKED
    face: FacePoint | None = None
    speaker: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.chosen < len(self.takes):
            raise ValueError(Said("a line has no take {0}", self.chosen))
        if self.start < 0 or self.fade_in < 0 or self.fade_out < 0:
            raise ValueError(Said("a line begins before the film, or fades backwards"))
        if not 0 <= self.left <= 1 or not 0 <= self.gain <= LOUDEST:
            raise ValueError(Said("{0} is no loudness", self.gain if 0 <= self.left <= 1 else self.left))

    @property
    def take(self) -> Take:
        """The one that counts."""
        return self.takes[self.chosen]

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.speaker}: {self.take.name}" if self.speaker else self.take.name

    @property
    def range(self) -> TimeRange:
        """Where it is heard."""
        return TimeRange(self.start, self.start + self.take.part.length)

    @property
    def begins(self) -> Seconds:
        """When the first moment of its recording would be heard; what is cut off lies before ``start``."""
        return self.start - self.take.part.start

    @property
    def fades(self) -> tuple[Seconds, Seconds]:
        """Both fades, no longer together than what is heard."""
        length = self.take.part.length
        first = min(self.fade_in, length)
        return first, min(self.fade_out, length - first)


def takes_of(lines: Iterable[Line]) -> frozenset[str]:
    """Ids of all takes of lines, chosen or not."""
    return frozenset(take.id for line in lines for take in line.takes)


def cut(speech: Speech, part: TimeRange) -> Speech:
    """What is heard of speech in a part of it, on a clock that begins with the part."""
    first, end = (round(moment * speech.sample_rate) for moment in (part.start, part.end))

    def placed(span: TimeRange) -> TimeRange:
        start, stop = (min(max(moment, part.start), part.end) for moment in (span.start, span.end))
        return TimeRange(start, stop).moved(-part.start)

    def is_heard(said: Word | Phoneme) -> bool:
        return said.range.start < part.end and said.range.end > part.start

    return replace(
        speech,
        samples=speech.samples[first:end],
        words=tuple(replace(word, range=placed(word.range)) for word in speech.words if is_heard(word)),
        phonemes=tuple(replace(p, range=placed(p.range)) for p in speech.phonemes if is_heard(p)),
    )


# Mouths ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """What a mouth does in a range of a film, in place of the actor's own.

    Attributes:
        performance: its first frame is at ``begins``; held at both ends.
        shows: where the mouth is another one.
        rise, fall: seconds in which it comes at the start of that, and goes before its end.
    """

    performance: Performance
    begins: Seconds
    shows: TimeRange
    rise: Seconds = EASE
    fall: Seconds = EASE

    def share_at(self, times: Array) -> Array:
        """How much of it there is at some times [n], in seconds: 0–1 [n]."""
        start, end = float(self.shows.start), float(self.shows.end)
        begun = (times - start) / float(self.rise) if self.rise else np.ones(len(times))
        left = (end - times) / float(self.fall) if self.fall else np.ones(len(times))
        inside = (times >= start) & (times < end)
        return np.asarray(smoothstep(np.minimum(begun, left)) * inside)


def mouths_of(
    lines: Iterable[Line], performances: Mapping[str, Performance], end: Seconds
) -> tuple[Mouth, ...]:
    """What a face does whose lines these are.

    Args:
        performances: by the ids of takes.
        end: of the film.
    """
    ordered = sorted((line for line in lines if line.start < end), key=lambda line: line.start)
    spans = [TimeRange(line.start, min(line.range.end, end)) for line in ordered]
    return tuple(
        Mouth(
            performances[line.take.id], line.begins, TimeRange(span.start - rise, span.end + fall), rise, fall
        )
        for line, span, (rise, fall) in zip(ordered, spans, eases(spans, end), strict=True)
    )


def eases(spans: Sequence[TimeRange], end: Seconds) -> list[tuple[Seconds, Seconds]]:
    """How long a mouth takes to come before each of the ranges that one face speaks in, and to go after it.

    Args:
        spans: in order of time.
        end: of the film.
    """
    gaps = [max(after.start - before.end, _START) for before, after in pairwise(spans)]
    room = [spans[0].start, *gaps, max(end - spans[-1].end, _START)] if spans else []
    return [(min(EASE, before), min(EASE, after)) for before, after in pairwise(room)]


def shares(mouths: Sequence[Mouth], times: Sequence[Seconds]) -> Array:
    """How much there is of each mouth at some times [mouths, n]; all together no more than 1."""
    moments = np.array([time.numerator / time.denominator for time in times])
    found = np.array([mouth.share_at(moments) for mouth in mouths]).reshape(len(mouths), len(moments))
    return np.asarray(found / np.maximum(found.sum(0), 1.0))


def dubbed(ground: Ground, mouths: Sequence[Mouth], times: Sequence[Seconds]) -> Ground:
    """How an actor is at some times, with what mouths say in place of the own one."""
    there = shares(mouths, times)
    if not there.any():
        return ground
    rows = np.array(ground.rows)
    own, moments = rows[:, _MOUTH], np.array([time.numerator / time.denominator for time in times])
    out = own * (1 - there.sum(0))[:, None]
    for mouth, share in zip(mouths, there, strict=True):
        if (inside := share > 0).any():
            said = moves_at(mouth.performance, moments[inside], mouth.begins)[:, _MOUTH]
            out[inside] += (said + ground.rest[_MOUTH]) * share[inside, None]
    changed = there.any(0)
    rows[np.ix_(changed, _MOUTH)] = out[changed]
    return replace(ground, rows=rows)
