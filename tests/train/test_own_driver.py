"""Somebody's own clips become a corpus, and that a driver of their own: by the command line alone."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from studio.cli import run
from studio.engine import providers
from studio.engine.speaking.word_vectors import WordVectors, save_vectors
from studio.files import models
from tests.engine.corpus.test_building import film, voice


@pytest.fixture
def corpus(tmp_path: Path, fakes_installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    clips = tmp_path / "clips"
    for name in ("a", "b", "c"):
        film(clips / "anna" / f"{name}.mp4", voice(1.0))
        words = "1\n00:00:00,100 --> 00:00:00,900\nwe saw the sea\n"
        (clips / "anna" / f"{name}.srt").write_text(words)
    options = ["--tracker", "spotter", "--licence", "mine"]
    assert run(["corpus", "build", str(clips), "-o", str(tmp_path / "corpus"), *options]) == 0
    return tmp_path / "corpus"


def test_that_a_driver_is_taught_on_ones_own_people_and_offered_by_its_name(corpus: Path) -> None:
    options = ["--corpus", str(corpus), "--steps", "3", "--threads", "1"]
    assert run(["train", "virtual_anchor", "--as", "anna", *options]) == 0
    assert "virtual_anchor-anna" in providers.survey("driver").offers
    driver = providers.driver("virtual_anchor-anna")
    assert driver.name == "virtual_anchor-anna"
    assert models.card("virtual_anchor-anna").training.steps == 3
    assert models.card("virtual_anchor-anna").title.endswith("anna")
    shutil.rmtree(models.card("virtual_anchor-anna").folder)
    assert "virtual_anchor-anna" not in providers.survey("driver").offers
    assert providers.driver("virtual_anchor").name == "virtual_anchor"


def test_that_a_driver_reads_by_the_words_that_it_was_taught_by(corpus: Path, tmp_path: Path) -> None:
    own = WordVectors.of(["sea", "unheard-of"], np.random.default_rng(0).standard_normal((2, 200)))
    save_vectors(tmp_path / "own.safetensors", own)
    options = ["--corpus", str(corpus), "--steps", "1", "--words", str(tmp_path / "own.safetensors")]
    assert run(["train", "virtual_anchor", "--as", "bert", *options]) == 0
    driver = providers.driver("virtual_anchor-bert")
    assert driver._table.numbers == own.numbers  # type: ignore[attr-defined]


def test_that_a_name_that_is_none_and_a_corpus_that_is_none_are_told(corpus: Path, tmp_path: Path) -> None:
    assert run(["train", "virtual_anchor", "--as", "../../x", "--corpus", str(corpus)]) == 2
    assert run(["train", "virtual_anchor", "--as", "anna", "--corpus", str(tmp_path), "--steps", "1"]) == 3
