"""Finishing steps: what they do to a picture, in its own depth, and what they leave alone."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.finish import PLAIN, Finish
from studio.core.source import Pixels
from studio.engine.finish import equalised, finished
from studio.engine.part import whole
from studio.engine.portrait import Portrait, prepared
from studio.engine.scene import Scene
from studio.files.pictures import Picture, Still
from tests.fakes import Painter

STEPS = [Finish(contrast=True), Finish(denoise=True), Finish(sharpen=True)]


@pytest.fixture(scope="module")
def noisy() -> Pixels:
    """A soft edge of low contrast under noise, 96 × 96."""
    x = np.tanh(np.linspace(-2, 2, 96))[None, :, None] * 20 + 120
    return np.clip(x + np.random.default_rng(0).normal(0, 2, (96, 96, 3)), 0, 255).astype(np.uint8)


def test_that_without_steps_a_picture_is_itself(noisy: Pixels) -> None:
    assert finished(noisy, PLAIN) is noisy


def test_that_contrast_grows_noise_shrinks_and_edges_become_steeper(noisy: Pixels) -> None:
    def steep(pixels: Pixels) -> float:
        return float(np.abs(np.diff(pixels.astype(float).mean((0, 2)))).max())

    contrast, clean, sharp = (finished(noisy, step) for step in STEPS)
    assert contrast.astype(float).std() > 1.5 * noisy.astype(float).std()
    assert clean[:, :20].astype(float).std() < 0.7 * noisy[:, :20].astype(float).std()
    assert steep(sharp) > steep(noisy)


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_that_depth_and_transparency_stay(noisy: Pixels, step: Finish) -> None:
    deep = noisy.astype(np.uint16) * 257
    seen = np.full((96, 96, 1), 300, np.uint16)
    out = finished(np.concatenate([deep, seen], 2), step)
    assert out.dtype == np.uint16
    assert np.array_equal(out[..., 3:], seen)
    assert np.abs(out[..., :3] / 257 - finished(noisy, step)).max() < 3


def test_that_equalising_leaves_grey_grey() -> None:
    grey = np.repeat(np.linspace(90, 140, 96).astype(np.uint8)[None, :, None], 96, 0).repeat(3, 2)
    out = equalised(grey).astype(int)
    assert np.ptp(out, axis=2).max() <= 1


@pytest.fixture(scope="module")
def portrait(astronaut: Pixels) -> Portrait:
    return prepared(Still(Picture(astronaut)), Painter())


def test_that_films_and_previews_are_finished_alike(portrait: Portrait, astronaut: Pixels) -> None:
    plain = Scene(portrait, held=portrait.rest)
    sharp = replace(plain, finish=Finish(sharpen=True))
    picture = sharp.picture()
    assert np.array_equal(picture, finished(plain.picture(), sharp.finish))
    assert np.array_equal(whole(sharp.part(plain.rate.time_of(0)), astronaut), picture)


def test_that_a_draft_of_another_finish_is_not_taken_for_this_one(portrait: Portrait) -> None:
    plain = Scene(portrait, held=portrait.rest)
    sharp = replace(plain, finish=Finish(sharpen=True))
    assert plain.mark_at(plain.rate.time_of(0)) != sharp.mark_at(plain.rate.time_of(0))
    assert plain.marks(0, 2) != sharp.marks(0, 2)
