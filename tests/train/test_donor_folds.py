"""Cutting folds out of donors' faces."""

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.rig_renderer.donor_folds import DENSITY, HEIGHT, LEFT, STEP, WIDTH
from studio.train.donor_folds import REGIONS, SITTERS, folded, mask_of, shaped, stored

Floats = NDArray[np.float32]

SEEN = np.ones((HEIGHT, WIDTH), np.float32)
X = np.broadcast_to((np.arange(WIDTH, dtype=np.float32) + 0.5) / DENSITY - LEFT, (HEIGHT, WIDTH))
LINE: Floats = (-0.5 * np.exp(-((X / 0.12) ** 2))).astype(np.float32)
"""A dark line down the middle of the face."""


def test_that_a_narrow_line_is_a_fold_and_light_from_the_side_is_none() -> None:
    out = folded(LINE + 0.2 * X, SEEN, 0.6)
    inner = out[100:300, 60:-60]
    assert inner.min() < -0.25
    assert np.abs(inner[:, np.abs(X[0, 60:-60]) > 2]).max() < 0.02


def test_that_nothing_is_folded_where_nothing_is_seen() -> None:
    seen = SEEN * (X > 0.05)
    out = folded(LINE, seen, 0.6)
    assert not out[X <= 0.05].any()


def test_that_darks_are_kept_as_deep_as_asked_and_lights_damped() -> None:
    region = REGIONS["forehead_middle"]
    waves = (0.2 * np.sin(np.arange(HEIGHT, dtype=np.float32) / 4))[:, None] * SEEN
    out = shaped(waves, region)
    assert out.min() == pytest.approx(-region.deep, rel=0.1)
    assert 0 < out.max() < 0.25 * region.deep
    assert not out[mask_of(region) == 0].any()


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_that_the_better_side_can_stand_for_both(side: str) -> None:
    own = X > 0 if side == "Left" else X < 0
    out = shaped(np.where(own, np.float32(-0.3), np.float32(0.3)) * SEEN, REGIONS["drooped"], side)
    assert np.allclose(out, out[:, ::-1], atol=1e-5)
    assert out.min() < -0.2
    assert out.max() <= 0


def test_that_bytes_give_the_relief_back() -> None:
    relief = shaped(LINE, REGIONS["glabella"])
    steps, (x, y) = stored(relief)
    back = np.zeros_like(relief)
    back[y : y + steps.shape[0], x : x + steps.shape[1]] = steps * np.float32(STEP)
    assert np.abs(back - relief).max() <= STEP / 2 + 1e-6


def test_that_every_fold_that_is_lent_has_its_place() -> None:
    assert {fold for sitter in SITTERS for fold in sitter.lends} == set(REGIONS)
