"""Cards that trainings write."""

import hashlib
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from studio.files import models, places
from studio.files.models import Licence, Training
from studio.train import basis, occlusion, shading
from studio.train.cards import Card, Measured, write_card
from studio.train.loop import Outcome
from studio.train.pace import Length

CARD = Card(
    name="tiny",
    title='A "tiny" model – für Tests',
    purpose="tests",
    about='It learned\nfrom a \\ and """ and “quotes”.',
    limits="all of them.",
    credits="Somebody, CC BY 4.0.",
    licence=Licence("CC-BY-4.0", "Somebody", url="https://example.org"),
    files=("tiny.safetensors", "more.safetensors"),
    training=Training("python -m studio.train.tiny", ("One set (CC BY 4.0)", "Another")),
    measured=(
        Measured("Held out,\nfirst.", {"error": 0.123456, "sure": 1.0}),
        Measured("Second.", {"steps_a_second": 12}),
    ),
    notes={"start": "earlier weights"},
    optional=True,
)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    (folder / "tiny").mkdir(parents=True)
    for name in CARD.files:
        (folder / "tiny" / name).write_bytes(name.encode() * 100)
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setattr(models, "shelf", lambda: folder)
    return folder


def test_that_the_studio_reads_what_a_training_wrote(shelf: Path) -> None:
    card = CARD.taught(5, Outcome(40, 90.0, 1.0), Length(40))
    write_card(shelf / "tiny", card)
    read = models.card("tiny")
    assert read.title == CARD.title
    assert read.about == CARD.about + "\nLimits: all of them."
    assert (read.licence, read.optional, read.needed) == (CARD.licence, True, False)
    assert read.training == replace(CARD.training, seed=5, steps=40, minutes=1.5, stage="trained")
    assert models.installed_file("tiny").name == "tiny.safetensors"
    assert [finding.problem for finding in models.verify(["tiny"])] == [None, None]


def test_that_a_card_keeps_credits_notes_files_and_figures(shelf: Path) -> None:
    write_card(shelf / "tiny", CARD)
    text = (shelf / "tiny/card.toml").read_text("utf-8")
    facts = tomllib.loads(text)
    assert facts["credits"] == CARD.credits
    assert facts["training"]["start"] == "earlier weights"
    assert facts["training"]["recipe"] == "recipe.toml"
    content = b"more.safetensors" * 100
    digest = hashlib.sha256(content).hexdigest()
    assert facts["files"][1] == {"name": "more.safetensors", "size": len(content), "sha256": digest}
    assert facts["metrics"] == {"error": 0.1235, "sure": 1.0, "steps_a_second": 12}
    assert "# Held out,\n# first.\nerror = " in text
    assert "# Second.\nsteps_a_second = 12\n" in text


@pytest.mark.parametrize(
    ("steps", "seconds", "stage"),
    [(0, 0.0, "untrained"), (99, 59.0, "begun"), (100, 10.0, "trained"), (50, 60.0, "trained")],
)
def test_that_a_card_says_how_far_a_training_is(steps: int, seconds: float, stage: str) -> None:
    outcome = Outcome(steps, seconds, 1.0)  # all that was asked for, which may be less than the recipe
    assert CARD.taught(0, outcome, Length(100, 1.0)).training.stage == stage


@pytest.mark.parametrize("training", [basis, occlusion, shading], ids=lambda module: module.CARD.name)
def test_that_a_shipped_card_is_what_its_training_would_write(training: ModuleType, tmp_path: Path) -> None:
    card: Card = training.CARD
    folder = models.shelf() / card.name
    facts = tomllib.loads((folder / "card.toml").read_text("utf-8"))
    shipped = models.card(card.name)
    for name in card.files:
        shutil.copy(folder / name, tmp_path)
    known = facts["training"]
    assert (shipped.training.data, shipped.training.stage) == (card.training.data, "trained")
    write_card(
        tmp_path,
        replace(
            card,
            training=shipped.training,
            notes={"start": known["start"]} if "start" in known else {},
            measured=(Measured("", facts["metrics"]),),
        ),
    )
    assert tomllib.loads((tmp_path / "card.toml").read_text("utf-8")) == facts


def test_that_a_card_without_a_training_has_none() -> None:
    assert models.card("sface").training == Training()
    assert models.card("mouth").training.seed == 1
