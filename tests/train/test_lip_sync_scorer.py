"""The scorer's lesson, on mouths that open when it is loud."""

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.engine.lip_sync_scorer import Scorer
from studio.engine.neural_lipsync_driver import MOVES
from studio.nets.lip_sync_scorer import LipSyncScorer
from studio.train.lip_sync_scorer import (
    Recipe,
    ScorerLesson,
    accuracy,
    drawn,
    figures_of,
    nearly_alike,
    proof_of,
    seen_in,
    stretches,
)
from studio.train.loop import Loop
from studio.train.machine import chosen, sow
from studio.train.pace import Length
from studio.train.spoken_examples import DISTILLED, Example
from tests.train.toy import looks

RECIPE = Recipe(
    clips=4, windows=6, width=16, size=16, dropout=0.0, noise=0.05, lost=0.0, rate=3e-3, average=0.9
)


def example(seed: int, group: str = "a", frames: int = 75) -> Example:
    rng = np.random.default_rng(seed)
    loud = rng.random(frames).astype(np.float32)
    features = np.repeat(loud, 4)[:, None] + rng.normal(0, 0.1, (4 * frames, 40)).astype(np.float32)
    moves = np.zeros((frames, len(MOVES)), np.float32)
    moves[:, 0] = 0.5 * loud
    return Example(group, features.astype(np.float32), moves)


EXAMPLES = [example(i) for i in range(6)]


def begun() -> ScorerLesson:
    rng = sow(0)
    return ScorerLesson(LipSyncScorer(RECIPE.config), EXAMPLES, EXAMPLES[:2], RECIPE, chosen("cpu"), rng)


def sat_through(work: Path, sitting: float | None) -> dict[str, torch.Tensor]:
    done = 0.0
    while done < 1:
        lesson = begun()
        length = Length(4, sitting=sitting)
        done = Loop(lesson, length, work, {}, clock=looks(), tell=lambda _: None).run().done
    return lesson.taught.tensors()


def test_that_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    whole, parts = sat_through(tmp_path / "whole", None), sat_through(tmp_path / "parts", 1 / 60)
    assert [name for name in whole if not torch.equal(whole[name], parts[name])] == []


def test_that_the_time_of_new_mouths_is_learned_and_proved() -> None:
    lesson = begun()
    lesson.taught.set_pace(0.0, 100)
    for step in range(120):
        lesson.step(lesson.batches.take(), step)
    net = lesson.taught.nets["scorer"].eval()
    assert isinstance(net, LipSyncScorer)
    found = figures_of(Scorer(net), [example(i) for i in range(10, 14)])
    assert found["stretches"] == 4
    assert found["accuracy"] == 1.0
    assert found["told_apart"] == 1.0
    assert proof_of(found).is_good


def test_that_mouths_that_move_to_another_sound_prove_nothing() -> None:
    net = begun().taught.nets["scorer"].eval()
    assert isinstance(net, LipSyncScorer)
    pairs = [(example(i), example(i + 50)) for i in range(10, 22)]
    found = figures_of(Scorer(net), [Example("a", a.features, b.moves) for a, b in pairs])
    assert not proof_of(found).is_good


def test_that_a_clip_may_have_an_offset_of_its_own_but_not_a_lone_stretch() -> None:
    assert accuracy([0, 0, 0], [-3, -3, -2]) == 1.0
    assert accuracy([0, 0, 0, 0], [-3, -3, -3, 9]) == 0.75
    assert accuracy([0], [-3]) == 0.0
    assert accuracy([0, 0, 0, 1], [0, 0, 0, 5]) == 0.5  # a clip counts as one, however long


def test_that_only_the_same_moment_of_the_same_clip_is_nearly_alike() -> None:
    alike = nearly_alike([(0, 10), (0, 12), (0, 13), (1, 10)], near=2)
    assert alike.tolist() == [
        [False, True, False, False],
        [True, False, True, False],
        [False, True, False, False],
        [False, False, False, False],
    ]


def test_that_sound_and_mouth_of_a_batch_are_of_the_same_moment() -> None:
    plain = Recipe(clips=2, windows=3, gain=0.0, noise=0.0, lost=0.0)
    batch = drawn(EXAMPLES, plain).take()
    loud = batch.sound.mean(2).unflatten(1, (10, 4)).mean(2).numpy()
    for heard, seen in zip(loud, batch.mouth[:, :, 0].numpy(), strict=True):
        assert np.corrcoef(heard, seen)[0, 1] > 0.95


def test_that_what_a_driver_told_is_no_example() -> None:
    assert [x.group for x in seen_in([example(0), example(1, DISTILLED)])] == ["a"]


@pytest.mark.parametrize(("frames", "count"), [(69, 0), (75, 1), (150, 2)])
def test_that_only_whole_stretches_are_measured(frames: int, count: int) -> None:
    assert len(list(stretches([example(0, frames=frames)]))) == count
