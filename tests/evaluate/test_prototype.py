import numpy as np
import pytest
from skimage.data import astronaut

from studio.core.face import FaceState
from studio.engine.rig.basis import load_basis
from studio.engine.tracking.port import TrackedFace
from studio.evaluate import prototype


def face_with(**channels):
    """A face of 20 pixels per centimetre in the middle of a picture, in a state."""
    state = FaceState.of(channels)
    shape = load_basis().neutral + np.tensordot(state.channels, load_basis().tracked, 1)
    landmarks = shape * [12, -12, -12] + [256, 256, 0]
    return TrackedFace(landmarks, np.zeros(52), state, (100, 100, 400, 400), 1.0)


@pytest.fixture(scope="module")
def portrait():
    return astronaut()


def test_that_a_warp_onto_itself_changes_nothing(portrait):
    landmarks = face_with().landmarks
    warped = prototype.warped(portrait, landmarks, landmarks)
    assert np.abs(warped.astype(int) - portrait).max() <= 1


def test_that_a_smile_is_carried_to_where_the_driver_has_it():
    neutral, smile = face_with(), face_with(mouthSmileLeft=0.6, mouthSmileRight=0.6)
    carried = prototype.carried(neutral, smile)
    assert np.abs(carried - smile.landmarks).max() < 0.05


def test_that_neutral_takes_the_scores_away():
    neutral, smile = face_with(), face_with(mouthSmileLeft=0.6, mouthSmileRight=0.6)
    away = np.linalg.norm(prototype.neutral(smile) - neutral.landmarks, axis=1)
    assert away.max() < 0.4


def test_that_the_corner_of_the_picture_stays(portrait):
    opened = face_with(jawOpen=0.5)
    warped = prototype.warped(portrait, face_with().landmarks, opened.landmarks)
    assert (warped[:20, :20] == portrait[:20, :20]).all()
    assert (warped != portrait).any()
