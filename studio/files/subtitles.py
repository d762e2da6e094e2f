"""Subtitles as transcripts: what is said, and about when (SubRip, WebVTT, and what else pysubs2 reads)."""

import re
from pathlib import Path
from typing import Final

import pysubs2

from studio.core.errors import FileUnreadable
from studio.core.speech import Cue
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.files.reading import read_text

SUFFIXES: Final = (".srt", ".vtt", ".ass", ".ssa", ".sbv", ".ttml")
_TIMED: Final = re.compile(r"^\ufeff?(WEBVTT|\s*\d+\s*\n\s*\d+:\d\d:\d\d[,.]\d+\s*-->)")
_NOT_SAID: Final = re.compile(
    r"\[(?![^\]=]*=)(?!/)[^\]]*\]|\([^)]*\)|[♪♫#*]+|^\s*[-–—]\s*|^\s*[A-Z][A-Z .'-]+:\s*", re.MULTILINE
)
"""[a door closes], (laughs), ♪, the dash and the NAME: before what somebody says; but not [AU12=2]."""
_SPEAKER: Final = re.compile(r"\s*[-–—]?\s*([A-Z][A-Z .'-]+):\s")
_LONGEST: Final = 24 * 3600 * 1000


def is_subtitle(path: str | Path, text: str) -> bool:
    """Whether a text has times, by its name or its beginning."""
    return Path(path).suffix.lower() in SUFFIXES or _TIMED.match(text.replace("\r\n", "\n")) is not None


def read_transcript(path: str | Path) -> tuple[str, tuple[Cue, ...]]:
    """A transcript: its words, and of a subtitle also when they are said.

    Raises:
        FileMissing, FileUnreadable: no such file, no text, or a subtitle in which nothing is said.
    """
    text = read_text(path)
    if not is_subtitle(path, text):
        return text, ()
    cues = cues_in(text)
    if not cues:
        raise FileUnreadable(
            Said("In the subtitles {0} there are no words with times.", path),
            Said("Save them again as SRT or WebVTT, or give the words as plain text."),
        )
    return "\n".join(cue.text for cue in cues), cues


def cues_in(text: str) -> tuple[Cue, ...]:
    """What is said in a subtitle, in order of time; what is only described is left out."""
    return tuple(cue for _, cue in spoken_in(text))


def spoken_in(text: str) -> tuple[tuple[str, Cue], ...]:
    """Who says what in a subtitle, as in ``ANNA: Yes``, in order of time; who is empty if nobody is named."""
    try:
        events = pysubs2.SSAFile.from_string(text)
    except (pysubs2.Pysubs2Error, ValueError, LookupError, ArithmeticError):
        return ()
    timed = sorted((e for e in events if not e.is_comment and 0 <= e.start < e.end <= _LONGEST), key=_start)
    lines = ((_speaker(event), Cue(_said(event.plaintext), _range(event))) for event in timed)
    return tuple((speaker, cue) for speaker, cue in lines if cue.text)


def _speaker(event: pysubs2.SSAEvent) -> str:
    found = _SPEAKER.match(event.plaintext)
    return event.name.strip() or (found[1].strip() if found else "")


def _start(event: pysubs2.SSAEvent) -> int:
    return event.start


def _range(event: pysubs2.SSAEvent) -> TimeRange:
    return TimeRange(Seconds(event.start, 1000), Seconds(event.end, 1000))


def _said(text: str) -> str:
    return " ".join(_NOT_SAID.sub(" ", text).split())
