import shutil

import numpy as np
import pytest

from studio.core.errors import UsageError
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
