"""What channels do together: nothing where one is zero, bounded, alike on both sides."""

import numpy as np
import pytest

from studio.core.face import FaceState
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig.basis import load_basis
from studio.engine.rig.correctives import PAIRS, correctives
from studio.engine.rig.person import Person
from studio.engine.rig.pose import HeadFrame

INNER_BROW, OUTER_BROW, UPPER_LIP, LOWER_LIP, CORNER = 107, 46, 13, 14, 61


@pytest.fixture(scope="module")
def mean_face():
    basis, frame = load_basis(), HeadFrame(20.0, np.eye(3), np.zeros(3))
    return Person.of(basis, frame.to_pixels(basis.neutral), frame, FaceState(), basis.neutral)


def moved(person, **units):
    state = FaceState()
    for name, value in units.items():
        state = state.with_unit(name, value, relative=True)
    return person.shape(state) - person.neutral


def test_that_a_pair_is_nothing_while_one_of_the_two_is_zero():
    pairs, one = correctives(load_basis()), np.eye(len(CHANNELS))
    for i in range(len(CHANNELS)):
        own = (pairs.first == i) & (pairs.second == i)
        assert pairs.shape(one[i]) == pytest.approx(pairs.shapes[own].sum(0), abs=1e-12)
    for i, j in {(i, j) for i, j in zip(pairs.first, pairs.second, strict=True) if i != j}:
        beyond = pairs.shape(one[i] + one[j]) - pairs.shape(one[i]) - pairs.shape(one[j])
        assert np.abs(beyond).max() > 0.01


def test_that_no_pair_moves_a_face_farther_than_a_channel_can():
    basis = load_basis()
    farthest = np.linalg.norm(basis.sliders, axis=2).max()
    assert np.linalg.norm(correctives(basis).shapes, axis=2).max() < farthest


def test_that_pairs_are_alike_on_both_sides():
    basis = load_basis()
    channels = np.random.default_rng(3).random(len(CHANNELS))
    for name in CHANNELS:
        if name.endswith("Left") and name not in ("jawLeft", "mouthLeft"):
            channels[CHANNEL_INDEX[name.removesuffix("Left") + "Right"]] = channels[CHANNEL_INDEX[name]]
    shape = correctives(basis).shape(channels)
    assert shape == pytest.approx((shape * [-1, 1, 1])[basis.mirror], abs=1e-6)


def test_that_every_name_of_a_pair_is_a_channel_or_that_of_two():
    for pair in PAIRS:
        for name in (pair.first, pair.second, *pair.adds):
            assert name in CHANNEL_INDEX or f"{name}Left" in CHANNEL_INDEX


def test_that_faint_moves_stay_what_they_were_and_full_ones_are_stronger(mean_face):
    for name, landmark in (("AU04", INNER_BROW), ("AU15", CORNER), ("AU20", CORNER)):
        faint, full = (np.linalg.norm(moved(mean_face, **{name: v})[landmark]) for v in (0.1, 5.0))
        assert full > 1.35 * 50 * faint


def test_that_a_smile_with_parted_lips_bares_the_upper_teeth(mean_face):
    together = moved(mean_face, AU12=4.0, AU25=4.0)
    assert together[UPPER_LIP, 1] > 0.3
    assert together[LOWER_LIP, 1] < -0.2
    apart = moved(mean_face, AU12=4.0) + moved(mean_face, AU25=4.0)
    assert together[UPPER_LIP, 1] > apart[UPPER_LIP, 1] + 0.1


def test_that_inner_brows_raised_and_drawn_together_are_oblique(mean_face):
    both = moved(mean_face, AU01=4.0, AU04=4.0)
    assert both[INNER_BROW, 1] > 0.3
    assert both[INNER_BROW, 1] > both[OUTER_BROW, 1] + 0.3
    assert both[INNER_BROW, 0] > 0.1, "toward the other one"


def test_that_puffed_cheeks_swell_and_leave_the_mouth_as_wide(mean_face):
    puffed = moved(mean_face, cheekPuff=1.0)
    assert puffed[CORNER, 0] == pytest.approx(0, abs=0.12)
    assert puffed[172, 0] < -0.2, "the outline of the right cheek goes outward"


def test_that_a_raised_cheek_rises_and_tightened_lips_grow_thin_and_narrow(mean_face):
    cheek = moved(mean_face, AU06=5.0)
    assert cheek[50, 1] > 0.7
    tight = mean_face.shape(FaceState().with_unit("AU23", 5.0))
    still = mean_face.neutral

    def thick(shape):
        return shape[0, 1] - shape[17, 1]

    def wide(shape):
        return shape[291, 0] - shape[61, 0]

    assert thick(tight) < 0.75 * thick(still)
    assert 0.8 * wide(still) < wide(tight) < 0.95 * wide(still)


def test_that_a_dimpler_leaves_the_corners_at_their_height(mean_face):
    assert abs(moved(mean_face, AU14=5.0)[CORNER, 1]) < 0.15


def test_that_a_dimpler_makes_the_mouth_no_wider_and_its_lips_thinner(mean_face):
    shape, still = mean_face.shape(FaceState().with_unit("AU14", 5.0)), mean_face.neutral
    assert np.ptp(shape[[61, 291], 0]) < 1.06 * np.ptp(still[[61, 291], 0])
    assert shape[0, 1] - shape[17, 1] < 0.95 * (still[0, 1] - still[17, 1])


def test_that_a_raised_cheek_draws_in_temple_and_tail_of_the_brow_and_leaves_the_upper_lid(mean_face):
    cheek = moved(mean_face, AU06=5.0)
    assert cheek[70, 1] < -0.2, "the tail of the right brow"
    assert cheek[162, 0] > 0.05, "the right temple"
    assert abs(cheek[159, 1]) < 0.12 < cheek[145, 1] < 0.36, (
        "upper lid, and lower lid, which stops at the pupil"
    )
