"""Sheets of lines as spreadsheets, ADR programs and subtitles write them."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.time import FrameRate, Seconds
from studio.files.cue_sheets import CueRow, moment, read_cue_sheet

RATE = FrameRate(Fraction(25))


def sheet(folder: Path, text: str, name: str = "lines.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_that_a_table_tells_which_line_is_said_where(tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "start,end,audio,text,speaker,face,transcript\n6,13,a.wav,,Anna,1,\n20.5,,,Hello!,,,\n\n"
    )
    one, two = read_cue_sheet(path, RATE)
    assert one == CueRow(1, Seconds(6), Seconds(13), tmp_path / "a.wav", "", None, "Anna", "1")
    assert two == CueRow(2, Seconds(41, 2), text="Hello!")


def test_that_an_adr_list_is_understood_by_its_own_names_and_timecodes(tmp_path: Path) -> None:
    text = "Cue In\tCue Out\tCharacter\tDialogue\n01:00:02:12\t01:00:04:00\tBEN\tNot now.\n"
    (row,) = read_cue_sheet(sheet(tmp_path, text), RATE, start=Seconds(3600))
    assert (row.start, row.end) == (2 + Seconds(12, 25), Seconds(4))
    assert (row.speaker, row.text) == ("BEN", "Not now.")


@pytest.mark.parametrize(
    ("text", "time"),
    [("6", 6), ("6.25", Fraction(25, 4)), ("1:02.5", Fraction(125, 2)), ("00:01:02,500", Fraction(125, 2))],
)
def test_that_a_moment_may_be_written_in_several_ways(text: str, time: Fraction) -> None:
    assert moment(text, RATE) == time


def test_that_a_timecode_of_a_broadcast_rate_counts_frames(tmp_path: Path) -> None:
    assert moment("00:00:10:15", FrameRate.of("30000/1001")) == Seconds(315 * 1001, 30000)
    with pytest.raises(ValueError, match="no frame 30"):
        moment("00:00:10:30", FrameRate.of("30000/1001"))


def test_that_subtitles_find_their_recordings_by_number(tmp_path: Path) -> None:
    path = sheet(tmp_path, "1\n00:00:01,000 --> 00:00:02,000\nANNA: Come in.\n\n"
                 "2\n00:00:03,500 --> 00:00:05,000\nWho is it?\n", "lines.srt")  # fmt: skip
    takes = tmp_path / "takes"
    takes.mkdir()
    for name in ("001 Anna.wav", "line-2.flac"):
        (takes / name).write_bytes(b"sound")
    one, two = read_cue_sheet(path, RATE, takes)
    assert (one.speaker, one.text, one.audio) == ("ANNA", "Come in.", takes / "001 Anna.wav")
    assert (two.speaker, two.start, two.audio) == ("", Seconds(7, 2), takes / "line-2.flac")
    (takes / "line-2.flac").unlink()
    with pytest.raises(FileMissing, match="line 2"):
        read_cue_sheet(path, RATE, takes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", "where lines begin"),
        ("start,audio\nsoon,a.wav\n", "Line 1"),
        ("start,end,text\n5,4,Oh\n", "Line 1"),
        ("start,text\n5,\n", "neither"),
        ("start,text\n", "no lines"),
    ],
)
def test_that_what_can_not_be_understood_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FileUnreadable, match=told):
        read_cue_sheet(sheet(tmp_path, text), RATE)
