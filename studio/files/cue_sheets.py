"""Sheets that tell which line is said where: CSV as spreadsheets and ADR programs write it, and subtitles.

Columns are known by the names that such lists give them; a moment is seconds, 1:02.5, or a timecode
01:00:02:12, which is counted at the film's rate.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.numbers import exact, shortened
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.files.reading import read_text
from studio.files.subtitles import SUFFIXES, is_subtitle, spoken_in

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "start": ("start", "in", "cue in", "tc in", "timecode in", "start tc", "start timecode", "from", "at"),
    "end": ("end", "out", "cue out", "tc out", "timecode out", "end tc", "end timecode", "to"),
    "audio": ("audio", "file", "sound", "wav", "recording", "filename", "audio file", "take"),
    "text": ("text", "line", "dialogue", "dialog", "script"),
    "speaker": ("speaker", "character", "name", "role", "actor"),
    "face": ("face",),
    "transcript": ("transcript", "words"),
}
"""What columns may be called, in any case."""
_SOUNDS: Final = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".aif", ".aiff")
_MOST: Final = 10_000
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)")
_TIMECODE: Final = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})[:;](\d{2,3})")


@dataclass(frozen=True, slots=True)
class CueRow:
    """One line of a sheet.

    Attributes:
        number: as the sheet counts, from 1.
        end: None leaves it to the length of the line.
        audio: a recording; None has a voice say the text.
        text: what is said: spoken by a voice, or the words of the recording.
        transcript: a file with the words of the recording.
        face: which one, as it is typed; empty leaves it to the speaker.
    """

    number: int
    start: Seconds
    end: Seconds | None = None
    audio: Path | None = None
    text: str = ""
    transcript: Path | None = None
    speaker: str = ""
    face: str = ""


def read_cue_sheet(
    path: Path, rate: FrameRate, audio: Path | None = None, start: Seconds = Seconds(0)
) -> tuple[CueRow, ...]:
    """All lines of a sheet, in their order.

    Args:
        rate: of the film, in which the frames of timecodes are counted.
        audio: a folder in which recordings are, if not that of the sheet; those of subtitles are found by
            their number: ``3.wav``, ``003.wav``, ``line-003 Anna.wav``.
        start: the time that the sheet gives the film's first picture, as 3600 for 01:00:00:00.

    Raises:
        FileMissing, FileUnreadable: no such file, or what is in it can't be understood: its line is told.
    """
    text = read_text(path)
    if path.suffix.lower() in SUFFIXES or is_subtitle(path, text):
        rows = _subtitles(path, text, audio)
    else:
        rows = _table(path, text, rate, audio or path.parent)
    if not rows:
        raise FileUnreadable(
            Said("There are no lines in {0}.", path), Said("Give each line a row, with its start.")
        )
    return tuple(_moved(path, row, start) for row in rows)


def _moved(path: Path, row: CueRow, start: Seconds) -> CueRow:
    end = None if row.end is None else row.end - start
    if row.start < start or (end is not None and end <= row.start - start):
        raise _refused(path, row.number, Said("it ends before it begins, or begins before the film"))
    return CueRow(
        row.number, row.start - start, end, row.audio, row.text, row.transcript, row.speaker, row.face
    )


# Subtitles


def _subtitles(path: Path, text: str, audio: Path | None) -> list[CueRow]:
    found = None if audio is None else _numbered(audio)
    rows = []
    for number, (speaker, cue) in enumerate(spoken_in(text), 1):
        file = None if found is None else found.get(number)
        if found is not None and file is None:
            raise FileMissing(
                Said("There is no recording for line {0} in {1}.", number, audio),
                Said("Call it {0}.wav, or let its name begin so.", f"{number:03}"),
            )
        end = cue.range.end if file is None else None
        rows.append(CueRow(number, cue.range.start, end, file, cue.text, None, speaker))
    return rows


def _numbered(folder: Path) -> dict[int, Path]:
    """Sounds of a folder by the first number in their names."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SOUNDS)
    except OSError as error:
        raise FileMissing(
            Said("There is no folder {0}.", folder), Said("Check the name and the folder.")
        ) from error
    out: dict[int, Path] = {}
    for path in files:
        if (found := re.search(r"\d{1,6}", path.stem)) is not None:
            out.setdefault(int(found[0]), path)
    return out


# Tables


def _table(path: Path, text: str, rate: FrameRate, folder: Path) -> list[CueRow]:
    lines = text.lstrip("\ufeff").splitlines()
    parted = "\t" if lines and "\t" in lines[0] else ";" if lines and ";" in lines[0] else ","
    try:
        reader = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=parted)
        table = list(reader)
    except csv.Error as error:
        raise FileUnreadable(Said("{0} is no table ({1}).", path, error), Said("Save it as CSV.")) from error
    columns = _columns(path, list(reader.fieldnames or []))
    rows = [_row(path, number, columns, row, rate, folder) for number, row in enumerate(table[:_MOST], 1)]
    return [row for row in rows if row is not None]


def _columns(path: Path, names: list[str]) -> dict[str, str]:
    """Our name → the sheet's."""
    known = {(name or "").strip().lower().replace("_", " "): name for name in names}
    out = {ours: known[each] for ours, usual in _NAMES.items() for each in reversed(usual) if each in known}
    if "start" not in out or not {"audio", "text"} & set(out):
        raise FileUnreadable(
            Said("{0} does not tell where lines begin, and what is said there.", path),
            Said("Give its first row names: start, end, audio, text, speaker, face, transcript."),
        )
    return out


def _row(
    path: Path, number: int, columns: Mapping[str, str], row: Mapping[str, str], rate: FrameRate, folder: Path
) -> CueRow | None:
    cells = {ours: (row.get(theirs) or "").strip() for ours, theirs in columns.items()}
    if not any(cells.values()):
        return None
    audio, transcript = cells.get("audio", ""), cells.get("transcript", "")
    if not audio and not cells.get("text"):
        raise _refused(path, number, Said("it has neither a recording nor a text"))
    try:
        start = moment(cells["start"], rate)
        end = moment(cells["end"], rate) if cells.get("end") else None
    except ValueError as error:
        raise _refused(path, number, str(error)) from error
    return CueRow(
        number, start, end, folder / audio if audio else None, cells.get("text", ""),
        folder / transcript if transcript else None, cells.get("speaker", ""), cells.get("face", ""),
    )  # fmt: skip


def moment(text: str, rate: FrameRate) -> Seconds:
    """``6``, ``6.25``, ``1:02.5``, ``00:01:02,500`` or a timecode ``01:00:02:12``, whose frames are counted
    without drop.

    Raises:
        ValueError: it is none.
    """
    if match := _TIMECODE.fullmatch(text.strip()):
        hours, minutes, seconds, frames = map(int, match.groups())
        whole = round(rate.fps)
        if frames >= whole:
            raise ValueError(Said("there is no frame {0} at {1} a second", frames, whole))
        return Seconds(((hours * 60 + minutes) * 60 + seconds) * whole + frames) / rate.fps
    if match := _CLOCK.fullmatch(text.strip()):
        hours, minutes = int(match[1] or 0), int(match[2])
        return Seconds((hours * 60 + minutes) * 60) + Fraction(match[3].replace(",", "."))
    value = exact(text)
    if not 0 <= value <= 24 * 3600:
        raise ValueError(Said("“{0}” is no moment of a film", shortened(text)))
    return value


def _refused(path: Path, number: int, why: str) -> FileUnreadable:
    return FileUnreadable(
        Said("Line {0} of {1} can't be used: {2}.", number, path, why),
        Said("Moments are seconds, 1:02.5 or 01:00:02:12."),
    )
