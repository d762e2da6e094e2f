import shutil

import numpy as np
import pytest
import soundfile

from studio.core.errors import FileMissing, UsageError
from studio.core.speech import PHONEMES
from studio.evaluate import labelled_speech as ls

needs_flite = pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed")


def test_that_every_phoneme_has_a_viseme():
    assert set(ls.VISEMES) == set(PHONEMES)


@needs_flite
def test_that_labels_cover_the_sound_from_end_to_end():
    said = ls.speak(("A big map.", "Mom came."), "kal")
    assert said.labels[0].range.start == 0
    assert float(said.labels[-1].range.end) == pytest.approx(said.length, abs=0.01)
    for before, after in zip(said.labels, said.labels[1:], strict=False):
        assert before.range.end == after.range.start
    names = [label.name for label in said.labels]
    assert names[0] == names[-1] == "SIL"
    assert [name for name in names if name in "P B M".split()] == ["B", "M", "P", "M", "M", "M"]


@needs_flite
def test_that_the_pause_between_sentences_is_one_silence():
    said = ls.speak(("Mom.", "Bob."), "kal")
    between = (said.sentences[0].end + said.sentences[1].start) / 2
    assert ls.visemes_at(said.labels, np.array([between]))[0] == "sil"
    assert sum(label.name == "SIL" for label in said.labels) == 3


def test_that_a_machine_without_flite_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(ls.shutil, "which", lambda _: None)
    with pytest.raises(UsageError, match="apt-get install flite"):
        ls.speak(("Mom.",), "kal")


def silent_recordings(folder, rate=24_000):
    for name in "LJ001-0009 LJ001-0021 LJ001-0028 LJ001-0168 LJ003-0080".split():
        silence = np.zeros(8 * rate, np.float32)
        soundfile.write(folder / f"{name}.opus", silence, rate, format="OGG", subtype="OPUS")
    return ls.recordings(folder)


def test_that_hand_checked_labels_follow_one_another_and_are_phonemes(tmp_path):
    for recording in silent_recordings(tmp_path):
        assert recording.labels[0].range.start == 0
        assert float(recording.labels[-1].range.end) == pytest.approx(recording.length, abs=0.01)
        for before, after in zip(recording.labels, recording.labels[1:], strict=False):
            assert before.range.end == after.range.start
            assert before.range.length > 0
        assert {label.name for label in recording.labels} <= set(PHONEMES)


def test_that_what_is_said_between_pauses_is_a_sentence(tmp_path):
    first = silent_recordings(tmp_path)[0]
    assert [one.text for one in first.sentences][:3] == ["Printing,", "then,", "for our purpose,"]
    assert first.text.startswith("Printing, then, for our purpose, may be")
    assert (first.sentences[1].start, first.sentences[1].end) == (0.67, 1.095)


def test_that_hand_checked_recordings_have_many_closures(tmp_path):
    names = [label.name for recording in silent_recordings(tmp_path) for label in recording.labels]
    assert sum(name in {"P", "B", "M"} for name in names) == 46


def test_that_a_recording_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileMissing):
        ls.recordings(tmp_path)
