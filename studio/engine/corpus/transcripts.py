"""What is said in a clip: ``words.json``, subtitles, a text or ``metadata.csv`` beside it, or nothing."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.core.errors import FileUnreadable
from studio.core.speech import Word
from studio.core.time import TimeRange, seconds
from studio.core.words import Said
from studio.files.reading import read_text

WORDS: Final = "words.json"
"""In the folder of clips: ``{"NAME": [[start, end, "word"], ...]}`` in seconds; sil and sp are pauses."""
TABLE: Final = "metadata.csv"
"""In the folder of clips, or above it, as LJSpeech has it: ``NAME|text|text with numbers in words``."""
_PAUSES: Final = frozenset(("sil", "sp", ""))
_TIMES: Final = re.compile(r"-->")
_MARKS: Final = re.compile(r"<[^>]*>|\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of a clip, and the times of its words where they are known; empty where nothing is known."""

    text: str = ""
    words: tuple[Word, ...] = ()


def transcript_of(clip: Path) -> Transcript:
    """What stands beside a clip: its words with their times, else subtitles, else a text.

    Raises:
        FileUnreadable: it is there, but damaged.
    """
    words = clip.with_name(WORDS)
    if words.is_file() and (timed := _timed(words).get(clip.stem)):
        return Transcript(" ".join(word.text for word in timed), timed)
    for suffix in (".srt", ".vtt"):
        if (subtitles := clip.with_suffix(suffix)).is_file():
            return Transcript(spoken_in(read_text(subtitles)))
    plain = clip.with_suffix(".txt")
    return Transcript(read_text(plain).strip() if plain.is_file() else _listed(clip))


def _listed(clip: Path) -> str:
    """What a table says of a clip, or nothing."""
    for table in (clip.with_name(TABLE), clip.parent.with_name(TABLE)):
        if table.is_file():
            rows = (line.split("|") for line in read_text(table).splitlines())
            return next((row[-1] for row in rows if row[0] == clip.stem and len(row) > 1), "")
    return ""


def spoken_in(subtitles: str) -> str:
    """The text of SubRip or WebVTT subtitles, without times, numbers, notes and marks."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", subtitles.replace("\r\n", "\n").lstrip("\ufeff")):
        rows = block.strip().split("\n")
        timed = [i for i, row in enumerate(rows) if _TIMES.search(row)]
        if timed:
            lines += [_MARKS.sub("", row).strip() for row in rows[timed[0] + 1 :]]
    return " ".join(line for line in lines if line)


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
