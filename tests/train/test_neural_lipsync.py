"""The lesson of the lip-sync networks, on a mouth that opens when it is loud."""

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.engine.corpus.mouth import moves_from_rest
from studio.engine.neural_lipsync_driver import MOVES
from studio.nets.neural_lipsync import generator_of
from studio.train.command_line import settings
from studio.train.loop import Loop
from studio.train.machine import chosen, sow
from studio.train.neural_lipsync import (
    ROWS,
    LipsyncLesson,
    Recipe,
    Row,
    as_large,
    figures_of,
    moves_heard,
    odds_of,
    stretch,
    unscaled,
)
from studio.train.pace import Length
from studio.train.spoken_examples import DISTILLED, Example, examples_of
from tests.spoken import opening_clip
from tests.train.toy import looks

RECIPE = Recipe(batch=3, frames=20, width=16, joins=0.0, dropout=0.1, steps=4)


def example(seed: int, group: str = "a", frames: int = 40) -> Example:
    rng = np.random.default_rng(seed)
    loud = np.repeat(rng.random(frames // 4), 4).astype(np.float32)
    features = np.repeat(loud, 4)[:, None] + rng.normal(0, 0.1, (4 * frames, 40)).astype(np.float32)
    moves = np.zeros((frames, len(MOVES)), np.float32)
    moves[:, 0] = 0.5 * loud
    moves[:, 4] = 0.1 * (1 - loud)
    return Example(group, features.astype(np.float32), moves)


EXAMPLES = [example(i) for i in range(4)]


def begun(row: Row) -> LipsyncLesson:
    recipe = Recipe(**{**settings(RECIPE), "row": row, "steps": RECIPE.steps})
    rng = sow(0)
    return LipsyncLesson(generator_of(recipe.config), EXAMPLES, EXAMPLES[:1], recipe, chosen("cpu"), rng)


def sat_through(row: Row, work: Path, sitting: float | None) -> dict[str, torch.Tensor]:
    done = 0.0
    while done < 1:
        lesson = begun(row)
        length = Length(4, sitting=sitting)
        done = Loop(lesson, length, work, {}, clock=looks(), tell=lambda _: None).run().done
    return lesson.taught.tensors()


@pytest.mark.parametrize("row", ROWS)
def test_that_each_row_goes_on_as_if_it_had_never_stopped(row: Row, tmp_path: Path) -> None:
    whole = sat_through(row, tmp_path / "whole", None)
    parts = sat_through(row, tmp_path / "parts", 1 / 60)
    assert [name for name in whole if not torch.equal(whole[name], parts[name])] == []


def test_that_only_the_pair_has_a_discriminator() -> None:
    assert [row for row in ROWS if "discriminator" in begun(row).taught.nets] == ["pair"]


def test_that_a_mouth_that_opens_when_it_is_loud_is_learned() -> None:
    lesson = begun("tcn")
    lesson.taught.set_pace(0.0, 100)
    for step in range(60):
        lesson.step(lesson.batches.take(), step)
    found = figures_of(unscaled(lesson.taught.nets["generator"], lesson.scale), EXAMPLES)
    assert found["jaw_r"] > 0.8


@torch.no_grad()
def test_that_the_scale_goes_into_the_network() -> None:
    lesson = begun("tcn")
    net = lesson.taught.nets["generator"].eval()
    raw = moves_heard(net, EXAMPLES[0].features, 40)  # type: ignore[arg-type]
    whole = moves_heard(unscaled(net, lesson.scale), EXAMPLES[0].features, 40)
    np.testing.assert_allclose(whole, raw * lesson.scale.deviation + lesson.scale.mean, atol=1e-5)


def test_that_a_stretch_reaches_into_silence_at_both_ends() -> None:
    features = np.full((10, 40), 7.0, np.float32)
    out = stretch(features, -3, 20)
    assert (out[:, 0] == 7.0).tolist() == [False] * 3 + [True] * 10 + [False] * 7


def test_that_a_small_group_is_drawn_oftener_than_its_length() -> None:
    odds = odds_of([example(i, "large") for i in range(9)] + [example(9, "small")])
    assert odds[-1] == pytest.approx(0.25)


def test_that_distilled_moves_become_as_large_as_true_ones_and_unmade_ones_are_not_believed() -> None:
    told = Example(DISTILLED, EXAMPLES[0].features, EXAMPLES[0].moves * 0.5)
    told.moves[:, 4] = 0.0
    scaled, made = as_large([*EXAMPLES[:1], told])
    np.testing.assert_allclose(scaled[1].moves[:, 0], EXAMPLES[0].moves[:, 0], atol=1e-5)
    assert (made[0], made[4]) == (1.0, 0.0)


# Examples of a clip ----------------------------------------------------------------------------------


def test_that_a_mouth_is_told_from_its_rest_in_silence() -> None:
    jaw = moves_from_rest(opening_clip())[:, 0]
    np.testing.assert_allclose([jaw[5], jaw[40]], [0.0, 0.4], atol=1e-6)


def test_that_curves_are_stretched_with_their_sound() -> None:
    found = list(examples_of(opening_clip(), "a", moves_from_rest(opening_clip()), 3, 0))
    assert len(found) == 4
    assert {one.group for one in found} == {"a"}
    for one in found:
        assert abs(len(one.features) - 4 * len(one.moves)) <= 4
        opens = int(np.argmax(one.moves[:, 0] > 0.2))
        assert opens == pytest.approx(len(one.moves) / 2, abs=1.5)
