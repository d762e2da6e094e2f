import numpy as np
import pytest

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig.basis import load_basis
from studio.train.basis import Prior, Recipe, Tracks, explained, fit_tracked
from studio.train.sliders import symmetric, twins

JAW = CHANNEL_INDEX["jawOpen"]


@pytest.fixture(scope="module")
def prior():
    basis = load_basis()
    gains = np.ones(len(CHANNELS))
    return Prior(basis.sliders, gains, basis.neutral, basis.weights, basis.triangles, basis.mirror)


@pytest.fixture(scope="module")
def tracks(prior):
    """Twelve people whose jaw opens 1.4 times as far as the prior says."""
    rng = np.random.default_rng(0)
    source = np.repeat(np.arange(12), 10)
    scores = np.zeros((len(source), len(CHANNELS)))
    scores[:, JAW] = rng.uniform(0, 1, len(source))
    people = rng.normal(0, 0.1, (12, 478, 3))
    shapes = prior.canonical + people[source] + np.tensordot(scores, 1.4 * prior.shapes, 1)
    return Tracks(shapes, scores, np.zeros((len(source), 3)), source, np.zeros(12, bool))


def test_that_the_data_corrects_the_prior_where_it_says_something(prior, tracks):
    basis = fit_tracked(prior, tracks, Recipe(ridge=0.01, rounds=1))
    assert basis[JAW, 14, 1] == pytest.approx(1.4 * prior.shapes[JAW, 14, 1], rel=0.02)
    assert explained(basis, tracks) > 0.99 > explained(prior.shapes, tracks)


def test_that_the_prior_stands_where_the_data_says_nothing(prior, tracks):
    smile = CHANNEL_INDEX["mouthSmileLeft"]
    basis = fit_tracked(prior, tracks, Recipe(rounds=1))
    assert np.allclose(basis[smile, :468], prior.shapes[smile, :468], atol=1e-6)


def test_that_each_side_has_its_twin():
    partner = twins()
    assert (partner[partner] == np.arange(len(CHANNELS))).all()
    assert partner[CHANNEL_INDEX["jawLeft"]] == CHANNEL_INDEX["jawRight"]
    assert partner[JAW] == JAW


def test_that_a_mirrored_basis_is_symmetric(prior):
    once = symmetric(np.random.default_rng(0).normal(size=prior.shapes.shape), prior.mirror)
    assert np.allclose(symmetric(once, prior.mirror), once)
