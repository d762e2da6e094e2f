"""The virtual anchor learns from people, and from a driver only what that does for the words' sake."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.core.time import FrameRate
from studio.core.units import FACS_17
from studio.engine.speaking.word_vectors import WordVectors
from studio.engine.virtual_anchor_driver import UNITS, Chance, Script, Token
from studio.train.loop import Habits, Loop
from studio.train.machine import sow
from studio.train.pace import Length
from studio.train.spoken_examples import DISTILLED
from studio.train.virtual_anchor import AnchorLesson, Example, Recipe, chance_of, figures_of, kept

RATE = FrameRate.of(25)
JAW = [unit.name for unit in FACS_17.units].index("AU26")
WORDS = ("ah", "mm")
TABLE = WordVectors.of(WORDS, np.random.default_rng(0).standard_normal((2, 200)))
RECIPE = Recipe(steps=150, batch=8, frames=20, width=24, rate=1e-2, average=0.9, distilled=0.0)


def example(seed: int, group: str = "train", yaw: float = 1.0) -> Example:
    """Somebody says ah and mm: the jaw opens at the one and shuts at the other; the head is turned."""
    rng = np.random.default_rng(seed)
    texts = rng.choice(WORDS, 6)
    tokens = [Token(str(text), 0.3 * i, 0.3 * (i + 1)) for i, text in enumerate(texts)]
    script = Script.of(tokens, TABLE, 45, RATE)
    values = 0.01 * rng.standard_normal((45, UNITS)).astype(np.float32)
    values[:, JAW] += np.where(texts[script.now] == "ah", 2.0, 0.0)
    values[:, -3] += yaw
    return Example(group, script, values)


PEOPLE = [example(i) for i in range(8)]
HELD = [example(100 + i, "val") for i in range(3)]


def taught(recipe: Recipe, read: list[Example], work: Path) -> AnchorLesson:
    lesson = AnchorLesson(PEOPLE, read, HELD, recipe, sow(0))
    Loop(lesson, Length(recipe.steps, None), work, habits=Habits(1000), tell=lambda _: None).run()
    return lesson


def test_that_it_learns_what_the_words_do(tmp_path: Path) -> None:
    anchor = taught(RECIPE, [], tmp_path).anchor(Chance.none(UNITS))
    figures = figures_of(anchor, HELD)
    assert figures["jaw_r"] > 0.8
    assert figures["units_rmse"] < 0.7 * figures["units_rmse_mean_pose"]


def test_that_the_head_is_not_learned_from_a_driver(tmp_path: Path) -> None:
    read = [example(50 + i, DISTILLED, yaw=-5.0) for i in range(8)]
    anchor = taught(replace(RECIPE, distilled=0.5), read, tmp_path).anchor(Chance.none(UNITS))
    assert figures_of(anchor, HELD)["head_rmse"] < 1.0


def test_that_examples_are_kept_as_they_are(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.safetensors", iter(PEOPLE[:2]))
    again = kept(tmp_path / "a.safetensors", iter(()))
    assert [e.group for e in again] == ["train", "train"]
    for a, b in zip(first, again, strict=True):
        assert np.array_equal(a.values, b.values)
        assert np.array_equal(a.script.now, b.script.now)


def test_that_chance_is_what_the_network_leaves_over(tmp_path: Path) -> None:
    lesson = taught(replace(RECIPE, steps=5), [], tmp_path)
    drawn = chance_of(lesson.anchor(Chance.none(UNITS)), PEOPLE).drawn(500, np.random.default_rng(0))
    assert drawn[:, JAW].std() * lesson.deviation[JAW] > 0.3  # hardly anything is learned yet
    assert np.isfinite(drawn).all()


def test_that_of_chance_there_is_less_where_readings_move_enough_without(tmp_path: Path) -> None:
    lesson = taught(replace(RECIPE, steps=5), [], tmp_path)
    anchor = lesson.anchor(Chance.none(UNITS))
    still = [replace(each, values=0.3 * each.values) for each in PEOPLE]
    alone, both = chance_of(anchor, PEOPLE), chance_of(anchor, PEOPLE, still)
    assert 0 < np.abs(both.throw).max() < 0.8 * np.abs(alone.throw).max()
