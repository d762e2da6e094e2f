"""What is learned of people's own neutral mends what the scores leave, and nothing where nothing is read."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.correctives import correctives
from studio.engine.rig.person import sealed
from studio.engine.tracking.expression import (
    first_reading,
    neutral_of,
    on_pixels,
    read_person,
    rig_channels,
    told_apart,
)
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.own_neutral import BELIEVED, SKIN, OwnNeutral, own_neutral, shares
from studio.engine.tracking.port import TrackedFace

MEAN = load_basis().neutral
MOVED = np.full_like(MEAN, 0.1)


def channels(**values: float) -> np.ndarray:
    out = np.zeros(len(CHANNELS), np.float32)
    for name, value in values.items():
        out[CHANNEL_INDEX[name]] = value
    return out


def constant(smiles: float, others: float) -> OwnNeutral:
    """Maps that add the same wherever they are asked."""
    maps = [np.zeros((len(CHANNELS) + 2, SKIN * 3)) for _ in range(2)]
    maps[0][-1], maps[1][-1] = smiles, others
    return OwnNeutral(np.zeros((1, SKIN * 3)), *maps)


@pytest.fixture(scope="module")
def face(astronaut: Pixels) -> TrackedFace:
    return FaceLandmarker().find(astronaut)[0]


def test_that_a_face_in_which_nothing_is_read_stays_as_it_is() -> None:
    maps, still = constant(0.3, 0.2), np.zeros_like(MEAN)
    assert not maps.correction(channels(), MEAN, still, MEAN).any()
    assert not maps.correction(channels(mouthSmileLeft=0.9), MEAN, still, MEAN).any()
    hardly = maps.correction(channels(mouthSmileLeft=0.02), MEAN, 0.05 * MOVED, MEAN)
    assert 0 < np.abs(hardly).max() < 0.1 * 0.3


def test_that_smiles_and_all_else_are_mended_by_maps_of_their_own() -> None:
    maps = constant(0.3, 0.2)
    smile = channels(mouthSmileLeft=0.8, mouthSmileRight=0.8, jawOpen=0.5)
    frown = channels(browDownLeft=0.9, browDownRight=0.9)
    for seen, wanted in ((smile, 0.3), (frown, 0.2)):
        added = maps.correction(seen, MEAN, MOVED, MEAN)
        assert added[:SKIN] == pytest.approx(np.full((SKIN, 3), BELIEVED * wanted))
        assert not added[SKIN:].any(), "the irises stay"


def test_that_speech_is_left_as_the_scores_tell_it() -> None:
    smile, other = shares(channels(jawOpen=0.25))
    assert smile < 0.1
    assert other < 0.5


def test_that_a_faint_smile_is_still_a_smile() -> None:
    assert shares(channels(mouthSmileLeft=0.02)) == (1.0, 0.0)


def test_that_the_maps_are_given_scores_and_shape() -> None:
    maps = constant(0.0, 0.0)
    by_score, by_shape = maps.smiles.copy(), maps.smiles.copy()
    by_score[CHANNEL_INDEX["mouthSmileLeft"], 3] = 0.5
    by_shape[len(CHANNELS), 3] = 2.0
    shapes = np.zeros((1, SKIN * 3))
    shapes[0, 0] = 1.0
    seen, own = channels(mouthSmileLeft=0.4), MEAN.copy()
    own[0, 0] += 0.25
    told = replace(maps, smiles=by_score).correction(seen, MEAN, MOVED, MEAN)
    assert told[1, 0] == pytest.approx(BELIEVED * 0.2)
    told = replace(maps, smiles=by_shape, shapes=shapes).correction(seen, own, MOVED, MEAN)
    assert told[1, 0] == pytest.approx(BELIEVED * 0.5)


def test_that_a_photograph_is_neutralised_to_what_was_learned(face: TrackedFace) -> None:
    basis, learned = load_basis(), own_neutral()
    assert learned is not None
    first = first_reading(basis, on_pixels(face.landmarks), face.state)
    added = learned.correction(first.channels, first.own, first.motion, basis.neutral)
    assert 0.02 < np.abs(added).max() < 0.8, "the astronaut smiles"
    assert read_person(basis, face).neutral == pytest.approx(sealed(sealed(first.neutral + added)))


def test_that_a_neutral_face_is_not_moved(face: TrackedFace) -> None:
    basis = load_basis()
    first = first_reading(basis, on_pixels(face.landmarks), FaceState())
    assert neutral_of(basis, first) == pytest.approx(sealed(first.own), abs=1e-9)


def test_that_a_neutral_that_is_known_is_what_the_face_is_at_zero(face: TrackedFace) -> None:
    basis = load_basis()
    known = sealed(read_person(basis, face).neutral + np.array([0.0, 0.03, 0.0]))
    person = read_person(basis, face, known)
    lips = [*t.OUTER_LIPS, *t.INNER_LIPS]
    assert np.abs(person.shape(FaceState())[lips] - known[lips]).max() < 1e-6
    assert np.abs(person.place(person.rest) - person.landmarks).max() < 1e-6, "at rest the photograph"


def test_that_what_channels_do_together_is_told_from_what_each_does() -> None:
    basis = load_basis()
    set_to = channels(browDownLeft=0.8, browDownRight=0.8, mouthStretchLeft=0.7, mouthStretchRight=0.7)
    motion = np.tensordot(set_to, basis.sliders, 1) + correctives(basis).shape(set_to)

    def off(read: np.ndarray) -> float:
        moved = np.tensordot(read, basis.sliders, 1) + correctives(basis).shape(read)
        return float(np.linalg.norm(moved - motion))

    assert off(told_apart(basis, set_to, motion)) < 0.3 * off(rig_channels(basis, set_to, motion))
    assert told_apart(basis, set_to, motion) == pytest.approx(set_to, abs=0.08)
