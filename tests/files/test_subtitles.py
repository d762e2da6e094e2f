"""Subtitles give words and their times, and nothing that nobody says."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.core.errors import FileUnreadable
from studio.core.speech import Cue
from studio.core.time import TimeRange
from studio.files.subtitles import read_transcript

SRT = """1
00:00:00,200 --> 00:00:02,800
These are <i>words</i>
of a subtitle.

2
00:01:02,000 --> 00:01:03,500
- [AU12=2]Smile[/] (laughs) [a door closes]

3
00:01:04,000 --> 00:01:05,000
♪ ♪
"""
VTT = """WEBVTT

NOTE nobody says this

intro
00:00.200 --> 00:02.800 align:start
<v Mary>These are <b>words</b>
of a subtitle.

00:01:02.000 --> 00:01:03.500
MARY: [AU12=2]Smile[/]
"""
CUES = (
    Cue("These are words of a subtitle.", TimeRange(Fraction(1, 5), Fraction(14, 5))),
    Cue("[AU12=2]Smile[/]", TimeRange(Fraction(62), Fraction(127, 2))),
)


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.txt"])
@pytest.mark.parametrize("content", [SRT, VTT, SRT.replace("\n", "\r\n")])
def test_that_words_and_times_are_read_by_content(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8-sig", newline="")
    text, cues = read_transcript(tmp_path / name)
    assert cues == CUES
    assert text == "These are words of a subtitle.\n[AU12=2]Smile[/]"


def test_that_a_plain_text_has_no_times(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("At 10:30 --> he left.\n1\n2", "utf-8")
    assert read_transcript(tmp_path / "a.txt") == ("At 10:30 --> he left.\n1\n2", ())


@pytest.mark.parametrize("content", ["no times", "WEBVTT\n", "1\n00:00:03,000 --> 00:00:02,000\nBackwards\n"])
def test_that_subtitles_without_words_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.srt").write_text(content, "utf-8")
    with pytest.raises(FileUnreadable, match="no words with times"):
        read_transcript(tmp_path / "a.srt")
