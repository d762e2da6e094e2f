"""What is said in a clip: ``words.json``, subtitles, a text or ``metadata.csv`` beside it, or nothing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.core.errors import FileUnreadable
from studio.core.speech import Cue, Word
from studio.core.time import TimeRange, seconds
from studio.core.words import Said
from studio.files.reading import read_text
from studio.files.subtitles import SUFFIXES, read_transcript

WORDS: Final = "words.json"
"""In the folder of clips: ``{"NAME": [[start, end, "word"], ...]}`` in seconds; sil and sp are pauses."""
TABLE: Final = "metadata.csv"
"""In the folder of clips, or above it, as LJSpeech has it: ``NAME|text|text with numbers in words``."""
_PAUSES: Final = frozenset(("sil", "sp", ""))


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of a clip, and the times of its words, or of its lines, where they are known."""

    text: str = ""
    words: tuple[Word, ...] = ()
    cues: tuple[Cue, ...] = ()


def transcript_of(clip: Path) -> Transcript:
    """What stands beside a clip: its words with their times, else subtitles, else a text.

    Raises:
        FileUnreadable: it is there, but damaged.
    """
    words = clip.with_name(WORDS)
    if words.is_file() and (timed := _timed(words).get(clip.stem)):
        return Transcript(" ".join(word.text for word in timed), timed)
    for suffix in (*SUFFIXES, ".txt"):
        if (beside := clip.with_suffix(suffix)).is_file():
            text, cues = read_transcript(beside)
            return Transcript(text.strip(), cues=cues)
    return Transcript(_listed(clip))


def _listed(clip: Path) -> str:
    """What a table says of a clip, or nothing."""
    for table in (clip.with_name(TABLE), clip.parent.with_name(TABLE)):
        if table.is_file():
            rows = (line.split("|") for line in read_text(table).splitlines())
            return next((row[-1] for row in rows if row[0] == clip.stem and len(row) > 1), "")
    return ""


def _timed(path: Path) -> dict[str, tuple[Word, ...]]:
    try:
        document = json.loads(read_text(path))
        return {
            name: tuple(
                Word(str(text), TimeRange(seconds(start), seconds(end)))
                for start, end, text in rows
                if text not in _PAUSES and end > start
            )
            for name, rows in document.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise FileUnreadable(
            Said("{0} holds no words with their times.", path),
            Said('It should be {{"NAME": [[start, end, "word"], ...]}}, in seconds.'),
        ) from error
