"""Taking hold of a face: it comes to where it is pulled, as far as few of its units go."""

import numpy as np
import pytest

from studio.core.units import CHANNELS
from studio.engine.rig.basis import load_basis
from studio.engine.rig.handles import HANDLES, places, pulled
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker

REACHED = {
    "right lip corner": (-3, -3), "left lip corner": (3, 2), "right outer brow": (0, -4),
    "left inner brow": (0, -3), "chin": (0, 6), "left upper lid": (0, 3), "lower lip": (0, 4),
    "nose tip: head": (6, -3), "right pupil: gaze": (3, -1), "left pupil: gaze": (-2, 1),
}  # fmt: skip
"""By how many pixels each is pulled."""
SIDED = {"right": 1, "left": -1}
"""Which way is toward the middle of the face, in the picture."""


@pytest.fixture(scope="module")
def person(astronaut):
    (face,) = FaceLandmarker().find(astronaut)
    return read_person(load_basis(), face)


@pytest.fixture(scope="module")
def neutral(person):
    return person.rest.with_channels(**dict.fromkeys(CHANNELS, 0.0))


def by(person, state, name, x, y):
    """The state in which a handle is pulled by so many pixels."""
    here = places(person, state)[name]
    return pulled(person, state, name, (here[0] + x, here[1] + y))


def moved(state, other):
    """The channels that two states differ in, and by how much."""
    pairs = zip(CHANNELS, state.channels, other.channels, strict=True)
    return {name: float(b - a) for name, a, b in pairs if abs(b - a) > 1e-3}


@pytest.mark.parametrize("name", REACHED)
def test_that_a_handle_goes_where_it_is_pulled(person, neutral, name):
    here, goal = np.array(places(person, neutral)[name]), np.array(REACHED[name])
    state = by(person, neutral, name, *REACHED[name])
    left = np.linalg.norm(np.array(places(person, state)[name]) - here - goal)
    assert left < 0.55 * np.linalg.norm(goal)


@pytest.mark.parametrize("side", SIDED)
def test_that_a_lip_corner_pulled_up_smiles_and_does_nothing_else(person, neutral, side):
    smiles = moved(neutral, by(person, neutral, f"{side} lip corner", -1.5 * SIDED[side], -2.5))
    assert list(smiles) == [f"mouthSmile{side.capitalize()}"]
    assert 0.3 < smiles[f"mouthSmile{side.capitalize()}"] < 0.7


@pytest.mark.parametrize("far", [2, 10, 40])
def test_that_what_smiles_already_does_not_stretch_dimple_or_pucker_instead(person, far):
    for side, inward in SIDED.items():
        others = moved(person.rest, by(person, person.rest, f"{side} lip corner", -inward * far, -1.6 * far))
        assert all(change < 0.02 for name, change in others.items() if "Smile" not in name), others


def test_that_a_smile_is_turned_down_before_a_frown_is_turned_up(person):
    changes = moved(person.rest, by(person, person.rest, "right lip corner", 0, 3))
    assert changes["mouthSmileRight"] < -0.25
    assert changes.get("mouthFrownRight", 0.0) < 0.35
    farther = moved(person.rest, by(person, person.rest, "right lip corner", 0, 12))
    assert farther["mouthFrownRight"] > 0.8


def test_that_pulling_outward_stretches(person, neutral):
    changes = moved(neutral, by(person, neutral, "right lip corner", -3, 0))
    assert max(changes, key=changes.__getitem__) == "mouthStretchRight"
    assert len(changes) <= 2


@pytest.mark.parametrize("name", [name for name in HANDLES if ": " not in name])
def test_that_what_a_pull_does_grows_with_it_and_never_jumps(person, neutral, name):
    way = np.array([0.2, 1.0 if name in ("chin", "lower lip") or "upper lid" in name else -1.0])
    steps = [by(person, neutral, name, *(way * far)).channels for far in np.linspace(0, 8, 33)]
    changes = np.abs(np.diff(steps, axis=0)).max(1)
    assert changes.max() < 0.3
    assert np.abs(steps[-1] - steps[0]).max() > 0.3


def test_that_only_its_own_channels_move(person):
    for name, handle in HANDLES.items():
        state = by(person, person.rest, name, 2, -2)
        assert moved(person.rest, state).keys() <= set(handle.channels)
        assert state.channels.min() >= 0
        assert state.channels.max() <= 1


def test_that_a_handle_that_is_not_pulled_changes_nothing(person):
    for name in HANDLES:
        state = by(person, person.rest, name, 0, 0)
        assert state.channels == pytest.approx(person.rest.channels, abs=1e-4)
        assert state.head.yaw == pytest.approx(person.rest.head.yaw, abs=1e-6)
        assert state.gaze.yaw == pytest.approx(person.rest.gaze.yaw, abs=1e-4)


def test_that_the_same_pull_again_changes_nothing_more(person):
    """A hand that rests goes on telling where it is."""
    x, y = places(person, person.rest)["right pupil: gaze"]
    once = pulled(person, person.rest, "right pupil: gaze", (x + 2, y - 1))
    again = pulled(person, once, "right pupil: gaze", (x + 2, y - 1))
    assert again.gaze.yaw == pytest.approx(once.gaze.yaw, abs=0.2)
    assert again.gaze.pitch == pytest.approx(once.gaze.pitch, abs=0.2)
    assert once.gaze.yaw > person.rest.gaze.yaw + 5


def test_that_nobody_knows_other_handles(person):
    with pytest.raises(KeyError):
        pulled(person, person.rest, "ear", (0, 0))
