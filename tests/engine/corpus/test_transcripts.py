import json
from pathlib import Path

import pytest

from studio.core.errors import FileUnreadable
from studio.engine.corpus.transcripts import transcript_of

SRT = "1\n00:00:00,000 --> 00:00:01,200\n<i>Bin</i> blue\n\n2\n00:00:01,300 --> 00:00:02,000\nat F now.\n"


def test_that_subtitles_give_their_words_and_when_each_line_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    (tmp_path / "a.txt").write_text("something else")
    found = transcript_of(tmp_path / "a.mp4")
    assert found.text.split() == "Bin blue at F now.".split()
    assert [float(cue.range.start) for cue in found.cues] == [0.0, 1.3]


def test_that_words_with_their_times_come_before_a_plain_text(tmp_path: Path) -> None:
    rows = {"a": [[0.0, 0.5, "sil"], [0.5, 0.9, "bin"], [0.9, 1.3, "blue"], [1.3, 2.0, "sp"]]}
    (tmp_path / "words.json").write_text(json.dumps(rows))
    (tmp_path / "a.txt").write_text("something else")
    found = transcript_of(tmp_path / "a.mp4")
    assert found.text == "bin blue"
    assert [(w.text, float(w.range.start), float(w.range.end)) for w in found.words] == [
        ("bin", 0.5, 0.9),
        ("blue", 0.9, 1.3),
    ]


def test_that_a_text_beside_a_clip_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" Bin blue. \n")
    assert transcript_of(tmp_path / "a.mp4").text == "Bin blue."


def test_that_a_table_tells_the_text_of_each_recording(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("a|It is 5.|It is five.\nb|No.|No.\n")
    assert transcript_of(tmp_path / "wavs" / "a.wav").text == "It is five."
    assert transcript_of(tmp_path / "b.wav").text == "No."


def test_that_a_clip_may_have_no_text(tmp_path: Path) -> None:
    assert transcript_of(tmp_path / "a.mp4").text == ""


@pytest.mark.parametrize("content", ["[1, 2]", '{"a": 3}', '{"a": [["x", 1, "w"]]}', "{"])
def test_that_damaged_words_are_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "words.json").write_text(content)
    with pytest.raises(FileUnreadable, match="holds no words"):
        transcript_of(tmp_path / "a.mp4")
