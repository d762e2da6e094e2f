"""Expression written into a text: ``[AU12=2]Hello[/] there`` smiles over "Hello".

A tag names one or more units of any vocabulary (``[AU12=2, AU06=1]``) or a mood (``[happy=0.5]``). It
holds until ``[/]``, or the end of the text, and may stand inside another. The text without its tags is
what is spoken.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.core.face import Performance
from studio.core.manner import FEELINGS
from studio.core.numbers import exact, shortened
from studio.core.speech import Word
from studio.core.time import TimeRange
from studio.core.units import CHANNEL_INDEX, CHANNELS, find_unit
from studio.core.words import Said
from studio.engine.speaking.easing import Pulse
from studio.engine.speaking.envelope import Array

_TAG: Final = re.compile(r"\[(/|[^\[\]]*=[^\[\]]*|[A-Za-z]\w*)\]")
"""``[/]``, anything with an equals sign, or one word: a stage direction is no unit, but it is not text
either. ``[1]`` and ``[see below]`` are text."""
_BEGUN: Final = re.compile(r"\[\s*(?:/|[A-Za-z]\w*\s*=)[^\[\]\s]*")
"""What begins as a tag does and has no end."""
_EASE_IN, _EASE_OUT = 0.16, 0.20


@dataclass(frozen=True, slots=True)
class Cue:
    """Units held over a run of words.

    Attributes:
        units: unit name → value on the unit's own scale.
        first, last: which words of the clean text, half-open, counted by its spaces.
    """

    units: tuple[tuple[str, float], ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text to speak and what the face does over some of its words."""

    text: str
    cues: tuple[Cue, ...] = ()


def read_tags(text: str) -> TaggedText:
    """Take the tags out of a text.

    Raises:
        UsageError: a tag names no known unit, its value is missing or out of range, it has no end, or a
            ``[/]`` closes nothing. It says which; nothing of a tag is ever spoken.
    """
    clean = ""
    open_tags: list[tuple[tuple[tuple[str, float], ...], int]] = []
    spans: list[tuple[tuple[tuple[str, float], ...], int, int]] = []
    reached = 0
    for found in _TAG.finditer(text):
        clean += text[reached : found.start()]
        reached = found.end()
        if found[1] != "/":
            open_tags.append((_units(found[1]), len(clean)))
        elif open_tags:
            units, start = open_tags.pop()
            spans.append((units, start, len(clean)))
        else:
            raise UsageError(Said("There is a [/] in the text that closes nothing."), Said("Take it out."))
    clean += text[reached:]
    if begun := _BEGUN.search(clean):
        raise UsageError(
            Said("The tag {0} in the text has no ].", shortened(begun[0])),
            Said("Write a tag as [AU12=2], and where it ends [/]."),
        )
    spans += [(units, start, len(clean)) for units, start in open_tags]
    return TaggedText(clean, tuple(_cue(clean, *span) for span in sorted(spans, key=lambda s: s[1])))


def cue_times(tagged: TaggedText, words: Sequence[Word]) -> list[tuple[Cue, TimeRange]]:
    """When each cue's words are spoken; a cue whose words were not spoken is left out."""
    written = [_bare(word) for word in tagged.text.split()]
    spoken = [(_bare(part), word.range) for word in words for part in word.text.split()]
    matcher = difflib.SequenceMatcher(None, written, [text for text, _ in spoken], False)
    when: dict[int, list[TimeRange]] = {}
    for _, a, b, c, d in matcher.get_opcodes():
        for i in range(a, b):
            low = c + (i - a) * (d - c) // (b - a)
            high = c + -(-(i - a + 1) * (d - c) // (b - a))
            when[i] = [where for _, where in spoken[low:high]]
    timed = []
    for cue in tagged.cues:
        ranges = [where for i in range(cue.first, cue.last) for where in when.get(i, [])]
        if ranges:
            timed.append((cue, TimeRange(ranges[0].start, max(ranges[-1].end, ranges[0].start))))
    return timed


def with_tags(performance: Performance, tagged: TaggedText, words: Sequence[Word]) -> Performance:
    """The performance of any driver with what the tags ask for added."""
    if not tagged.cues:
        return performance
    times = np.arange(len(performance)) / float(performance.rate)
    added = performance.channels + tagged_channels(tagged, words, times)
    return replace(performance, channels=np.clip(added, 0.0, 1.0))


def tagged_channels(tagged: TaggedText, words: Sequence[Word], times: Array) -> NDArray[np.float32]:
    """What the cues add to the channels, [n, len(CHANNELS)], eased in before their words and out after."""
    out = np.zeros((len(times), len(CHANNELS)), np.float32)
    for cue, spoken in cue_times(tagged, words):
        pulse = Pulse(float(spoken.start), _EASE_IN, float(spoken.length), _EASE_OUT)
        where, shape = pulse.sampled(times)
        for name, value in cue.units:
            unit = find_unit(name)
            for channel, weight in unit.weights.items():
                out[where, CHANNEL_INDEX[channel]] += (weight * value / unit.full * shape).astype(np.float32)
    return out


def _units(tag: str) -> tuple[tuple[str, float], ...]:
    parts = [_unit(part.strip(), tag) for part in re.split(r"[,;]", tag) if part.strip()]
    return tuple(unit for units in parts for unit in units)


def _unit(part: str, tag: str) -> tuple[tuple[str, float], ...]:
    """A unit and its value; of a mood, all units that it moves."""
    name, _, written = (side.strip() for side in part.partition("="))
    feeling = FEELINGS.get(name)
    if feeling is not None:
        strength = _value(name, written, tag, 1.0)
        return tuple((unit, strength * full) for unit, full in feeling.expression.units.items())
    try:
        unit = find_unit(name)
    except KeyError as error:
        hint = Said("Name a unit such as AU12, mouthSmileLeft or MouthSmile_L.")
        raise UsageError(
            Said("The tag [{0}] names a unit that does not exist: {1}.", shortened(tag), shortened(name)),
            hint,
        ) from error
    return ((unit.name, _value(name, written, tag, unit.full)),)


def _value(name: str, written: str, tag: str, full: float) -> float:
    try:
        value = float(exact(written))
    except ValueError as error:
        raise UsageError(
            Said("The tag [{0}] needs a number.", shortened(tag)), Said("For example [{0}=1].", name)
        ) from error
    if not 0.0 <= value <= full:
        raise UsageError(
            Said("The tag [{0}] asks {1} for {2}.", shortened(tag), name, f"{value:g}"),
            Said("It goes from 0 to {0}.", f"{full:g}"),
        )
    return value


def _cue(clean: str, units: tuple[tuple[str, float], ...], start: int, end: int) -> Cue:
    """From letters to words; a word that the tag cuts into belongs to it."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", clean)]
    inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
    first = inside[0] if inside else len(words)
    return Cue(units, first, inside[-1] + 1 if inside else first)


def _bare(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum()) or word
