import numpy as np
import pytest
from skimage.data import astronaut

from studio.engine.rig.basis import load_basis
from studio.evaluate import metrics


@pytest.fixture(scope="module")
def portrait():
    return astronaut()[:256, 100:356].copy()


@pytest.fixture(scope="module")
def face():
    """A frontal face of 20 pixels per centimetre."""
    return load_basis().neutral * [20, -20, -20] + [300, 300, 0]


def test_that_a_picture_is_like_itself(portrait):
    assert metrics.psnr(portrait, portrait) > 70
    assert metrics.ssim(portrait, portrait) == pytest.approx(1)


def test_that_psnr_is_that_of_a_known_error(portrait):
    darker = np.clip(portrait.astype(int) - 10, 0, 255)
    exact = np.full_like(portrait, 100)
    assert metrics.psnr(exact + 10, exact) == pytest.approx(28.13, abs=0.01)
    assert metrics.psnr(darker.astype(np.uint8), portrait) > 28


def test_that_ssim_falls_with_noise(portrait):
    rng = np.random.default_rng(0)
    weak, strong = (
        np.clip(portrait + rng.normal(0, s, portrait.shape), 0, 255).astype(np.uint8) for s in (5, 25)
    )
    assert 1 > metrics.ssim(weak, portrait) > metrics.ssim(strong, portrait)


def test_that_a_turned_scaled_and_moved_face_has_the_same_mouth(face):
    turn = np.array([[0.9, -0.3], [0.3, 0.9]])
    moved = np.column_stack([face[:, :2] @ turn.T + [40, -7], face[:, 2]])
    assert metrics.mouth_distance(moved, face) == pytest.approx(0, abs=1e-9)


def test_that_mouth_distance_counts_in_interocular_units(face):
    moved = face.copy()
    moved[list(metrics.MOUTH), 1] += 0.1 * metrics.interocular(face)
    assert metrics.mouth_distance(moved, face) == pytest.approx(0.1, rel=1e-3)


def test_that_an_open_mouth_has_a_gap(face):
    opened = load_basis().neutral + 0.5 * load_basis().sliders[24]
    assert metrics.lip_gap(face) < 0.01
    assert metrics.lip_gap(opened * [20, -20, -20]) > 0.1


def test_that_a_frozen_clip_has_no_motion_and_the_truth_has_all_of_it(portrait):
    everywhere = {"face": np.ones(portrait.shape[:2], bool)}
    frozen, true = metrics.Motion(), metrics.Motion()
    for shift in range(4):
        truth = np.roll(portrait, shift, 1)
        frozen.add(portrait, truth, everywhere)
        true.add(truth, truth, everywhere)
    assert frozen.ratios()["face"] == 0
    assert true.ratios()["face"] == pytest.approx(1)


def test_that_regions_lie_where_they_should(face):
    masks = metrics.regions(face, (600, 600))
    x, y = face[13, :2].astype(int)
    assert masks["mouth"][y, x]
    assert masks["face"][y, x]
    assert masks["background"][5, 5]
    assert not (masks["background"] & masks["face"]).any()
