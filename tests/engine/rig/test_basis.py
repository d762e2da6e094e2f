"""What a slider must do when it is set alone."""

import numpy as np
import pytest

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis

UPPER, LOWER = (np.array(side) for side in zip(*t.LIP_PAIRS, strict=True))


def move(**values):
    basis = load_basis()
    channels = np.zeros(len(CHANNELS))
    for name, value in values.items():
        channels[CHANNEL_INDEX[name]] = value
    return basis.neutral + np.tensordot(channels, basis.sliders, 1)


def lip_gaps(shape):
    return shape[UPPER, 1] - shape[LOWER, 1]


def test_that_the_neutral_face_has_its_lips_closed_and_its_eyes_open():
    neutral = move()
    assert np.abs(lip_gaps(neutral)).max() < 0.05
    assert neutral[159, 1] - neutral[145, 1] > 0.7


@pytest.mark.parametrize("amount", [0.2, 0.5, 1.0])
def test_that_mouth_close_closes_the_lips_over_an_open_jaw(amount):
    closed, opened = move(jawOpen=amount, mouthClose=amount), move(jawOpen=amount)
    assert np.abs(lip_gaps(closed)).max() < 0.06
    assert lip_gaps(opened).max() > 1.5 * amount
    assert closed[t.CHIN, 1] < move()[t.CHIN, 1] - amount


@pytest.mark.parametrize(
    "stem",
    [
        "mouthSmile",
        "mouthFrown",
        "mouthPress",
        "mouthDimple",
        "mouthRollUpper",
        "mouthShrugLower",
        "cheekPuff",
        "noseSneer",
    ],
)
def test_that_closed_lips_stay_closed(stem):
    names = [name for name in CHANNELS if name.startswith(stem)]
    assert np.abs(lip_gaps(move(**dict.fromkeys(names, 1.0)))).max() < 0.12


def test_that_a_smile_lifts_the_corners_above_the_middle():
    smile = move(mouthSmileLeft=1.0, mouthSmileRight=1.0) - move()
    corners = smile[[61, 291]]
    assert (corners[:, 1] > 0.6).all()
    assert (corners[:, 1] > 3 * smile[13, 1]).all()
    assert corners[1, 0] > 0.3 > -0.3 > corners[0, 0]


def test_that_a_frown_draws_the_inner_ends_of_the_brows_together_and_down():
    frown = move(browDownLeft=1.0, browDownRight=1.0) - move()
    right, left, outer = frown[55], frown[285], frown[46]
    assert right[0] > 0.3
    assert left[0] == pytest.approx(-right[0])
    assert right[1] < outer[1] - 0.2


def test_that_a_full_blink_closes_the_lids():
    shape = move(eyeBlinkLeft=1.0)
    upper, lower = list(t.UPPER_LID_LEFT), list(t.LOWER_LID_LEFT)
    assert np.abs(shape[upper, 1] - shape[lower, 1]).max() < 0.05


def test_that_left_and_right_are_mirror_images():
    basis = load_basis()
    for bases in (basis.sliders, basis.tracked):
        left, right = (bases[CHANNEL_INDEX[f"mouthSmile{side}"]] for side in ("Left", "Right"))
        assert np.allclose((left * [-1, 1, 1])[basis.mirror], right, atol=1e-4)


@pytest.mark.parametrize(("channel", "still"), [("jawOpen", 10), ("browInnerUp", 152), ("mouthFunnel", 33)])
def test_that_far_landmarks_keep_still(channel, still):
    # A smile is learned from people, who also narrow their eyes a little: under a millimetre.
    assert np.linalg.norm(load_basis().sliders[CHANNEL_INDEX[channel], still]) < 0.08
