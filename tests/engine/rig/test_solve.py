import numpy as np
import pytest
from scipy.optimize import lsq_linear

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig.basis import load_basis
from studio.engine.rig.solve import HOLD, bounded_minimum, fewest, fit_channels


@pytest.fixture(scope="module")
def sliders():
    return load_basis().sliders


def test_that_the_bounded_minimum_is_the_one_that_scipy_finds():
    rng = np.random.default_rng(0)
    for _ in range(10):
        a, b = rng.normal(size=(60, 20)), rng.normal(size=60) * 3
        expected = lsq_linear(a, b, (0, 1), method="bvls", tol=1e-14).x
        assert bounded_minimum(a.T @ a, a.T @ b) == pytest.approx(expected, abs=1e-8)


def test_that_a_known_expression_is_found_again(sliders):
    wanted = np.zeros(len(CHANNELS))
    for name, value in {"jawOpen": 0.4, "mouthSmileLeft": 0.7, "browInnerUp": 0.5}.items():
        wanted[CHANNEL_INDEX[name]] = value
    motion = np.tensordot(wanted, sliders, 1)
    assert fit_channels(sliders, motion, wanted) == pytest.approx(wanted, abs=1e-6)


def test_that_landmarks_correct_a_score_that_says_too_little(sliders):
    jaw = CHANNEL_INDEX["jawOpen"]
    scores = np.zeros(len(CHANNELS))
    scores[jaw] = 0.2
    found = fit_channels(sliders, 0.6 * sliders[jaw], scores)
    assert found[jaw] == pytest.approx(0.6, abs=0.05)
    assert np.delete(found, jaw).max() < 0.1


def test_that_what_moves_no_landmark_keeps_its_score(sliders):
    scores = np.zeros(len(CHANNELS))
    scores[CHANNEL_INDEX["tongueOut"]] = 0.8
    found = fit_channels(sliders, np.zeros((478, 3)), scores)
    assert found[CHANNEL_INDEX["tongueOut"]] == pytest.approx(0.8)


def test_that_noise_never_leaves_the_range(sliders):
    rng = np.random.default_rng(1)
    found = fit_channels(sliders, rng.normal(0, 1, (478, 3)), rng.uniform(0, 1, len(CHANNELS)), HOLD)
    assert found.min() >= 0.0
    assert found.max() <= 1.0


SLOPES = np.array([[0.0, 1.0], [1.0, 0.0], [0.7, 0.7], [0.0, -1.0]])
"""Four units that move a point up, to the right, both ways, and down."""


def solved(pull, down=(0.0, 0.0, 0.0, 0.0)):
    down = np.array(down)
    return fewest(SLOPES, np.array(pull), down, 1 - down, np.full(4, 0.9))


@pytest.mark.parametrize(
    ("pull", "unit"), [((0.0, 0.5), 0), ((0.4, 0.0), 1), ((0.3, 0.3), 2), ((0.0, -0.8), 3)]
)
def test_that_one_unit_explains_a_pull_that_goes_its_way(pull, unit):
    found = solved(pull)
    assert list(np.flatnonzero(np.abs(found) > 0.02)) == [unit]
    assert found @ SLOPES == pytest.approx(np.array(pull), abs=0.02)


def test_that_a_unit_is_turned_down_before_its_opponent_is_turned_up():
    assert solved((0.0, -0.4), (0.6, 0.0, 0.0, 0.0)) == pytest.approx([-0.4, 0, 0, 0], abs=0.02)
    farther = solved((0.0, -1.0), (0.6, 0.0, 0.0, 0.0))
    assert farther == pytest.approx([-0.6, 0, 0, 0.4], abs=0.02)


def test_that_a_pull_never_takes_a_unit_out_of_its_range():
    rng = np.random.default_rng(2)
    for pull in rng.normal(0, 3, (50, 2)):
        down = rng.uniform(0, 1, 4)
        found = fewest(SLOPES, pull, down, 1 - down, np.full(4, 0.5))
        assert (found >= -down - 1e-12).all()
        assert (found <= 1 - down + 1e-12).all()
