"""How the virtual anchor is compared: each figure on clips whose answer is known."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from studio.engine.virtual_anchor_driver import UNITS, Anchor, Chance, Script
from studio.nets.virtual_anchor import VirtualAnchor
from studio.train.spoken_examples import DISTILLED
from studio.train.virtual_anchor import Example
from studio.train.virtual_anchor_figures import figures_of, joined, nearest, on_and_on
from tests.train.test_virtual_anchor import JAW, PEOPLE, RECIPE, taught

ALL, ONE = np.ones(UNITS, bool), np.ones(UNITS, np.float32)
FRAMES = 50


def wave(pace: float) -> np.ndarray:
    times = np.arange(FRAMES)[:, None]
    return np.sin(pace * times + np.arange(UNITS)).astype(np.float32)


def example(word: int, value: float) -> Example:
    words = np.zeros((1, 200), np.float32)
    words[0, word] = 3.0
    script = Script(
        words, np.zeros((1, 3), np.float32), np.zeros(FRAMES, np.int64), np.zeros((FRAMES, 6), np.float32)
    )
    return Example("a", script, np.full((FRAMES, UNITS), value, np.float32))


def test_that_the_truth_itself_fits_and_what_moves_twice_as_far_does_not() -> None:
    same = figures_of(wave(0.3), wave(0.3), ONE, ALL)
    assert (same.units, same.head) == (0, 0)
    assert (same.r, same.jaw_r, same.velocity) == pytest.approx((1, 1, 1))
    double = figures_of(2 * wave(0.3), wave(0.3), ONE, ALL)
    assert double.velocity == pytest.approx(2)
    assert double.units == pytest.approx(0.7, abs=0.05)
    assert double.r == pytest.approx(1)


def test_that_only_what_is_known_counts() -> None:
    made = wave(0.3)
    made[:, -1] += 100
    known = ALL.copy()
    known[-3:] = False
    told = figures_of(made, wave(0.3), ONE, known)
    assert told.units == 0
    assert np.isnan(told.head)
    assert figures_of(made, wave(0.3), ONE, ALL).head > 50


def test_that_what_stands_still_has_no_r() -> None:
    assert np.isnan(figures_of(np.zeros((FRAMES, UNITS), np.float32), wave(0.3), ONE, ALL).r)


def test_that_the_nearest_sentence_is_the_one_with_the_same_words() -> None:
    learned = [example(3, 1.0), example(7, 2.0)]
    asked = example(7, 0.0)
    assert nearest(asked, learned) == pytest.approx(2.0)
    assert nearest(asked, learned).shape == (FRAMES, UNITS)


def test_that_sentences_follow_one_another() -> None:
    whole = joined([example(3, 0).script, example(7, 0).script])
    assert len(whole.now) == 2 * FRAMES
    assert whole.words[whole.now[0], 3] == 3.0
    assert whole.words[whole.now[-1], 7] == 3.0


def test_that_a_minute_without_a_stop_neither_freezes_nor_drifts_in_a_network_that_learned(tmp_path) -> None:
    lesson = taught(replace(RECIPE, steps=60), [], tmp_path)
    jaw_alone = (np.arange(UNITS) == JAW).astype(np.float32)  # all else is noise
    readings = [Example(DISTILLED, each.script, each.values * jaw_alone) for each in PEOPLE]
    told = on_and_on(lesson.anchor(Chance.none(UNITS)), readings)
    assert {len(values) for values in told.values()} == {6}
    assert all(0.2 < x < 3 for x in told["velocity over the truth's"])
    assert max(told["drift"]) < 0.5
    frozen = on_and_on(Frozen.of(lesson.anchor(Chance.none(UNITS))), readings)
    assert max(frozen["velocity over the truth's"]) < 0.01


class Frozen(VirtualAnchor):
    """A network that gives the same for ever."""

    @classmethod
    def of(cls, anchor: Anchor) -> Anchor:
        return replace(anchor, net=cls(anchor.net.config))

    def forward(self, words, facts, now, place, truth=None, forced=None):
        return torch.zeros(*now.shape, UNITS)
