"""Taking hold of a face: it comes to where it is pulled, as far as its units go."""

import numpy as np
import pytest

from studio.core.units import CHANNELS
from studio.engine.rig.basis import load_basis
from studio.engine.rig.handles import HANDLES, places, pulled
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker

REACHED = {
    "right lip corner": (-3, -3), "left lip corner": (3, 2), "right outer brow": (0, -4),
    "left inner brow": (0, -3),
    "chin": (0, 6), "left upper lid": (0, 3), "lower lip": (0, 4), "nose tip: head": (6, -3),
}  # fmt: skip
"""By how many pixels each is pulled."""


@pytest.fixture(scope="module")
def person(astronaut):
    (face,) = FaceLandmarker().find(astronaut)
    return read_person(load_basis(), face)


@pytest.mark.parametrize("name", REACHED)
def test_that_a_handle_goes_where_it_is_pulled(person, name):
    neutral = person.rest.with_channels(**dict.fromkeys(CHANNELS, 0.0))
    here = np.array(places(person, neutral)[name])
    state, goal = neutral, here + REACHED[name]
    for _ in range(4):  # as a hand that holds on
        state = pulled(person, state, name, tuple(goal))
    left = np.linalg.norm(np.array(places(person, state)[name]) - goal)
    assert left < 0.55 * np.linalg.norm(REACHED[name])


def test_that_only_its_own_channels_move(person):
    for name, handle in HANDLES.items():
        x, y = places(person, person.rest)[name]
        state = pulled(person, person.rest, name, (x + 2, y - 2))
        moved = {CHANNELS[i] for i in np.flatnonzero(np.abs(state.channels - person.rest.channels) > 1e-6)}
        assert moved <= set(handle.channels)
        assert state.channels.min() >= 0
        assert state.channels.max() <= 1


def test_that_a_handle_that_is_not_pulled_changes_nothing(person):
    for name in HANDLES:
        state = pulled(person, person.rest, name, places(person, person.rest)[name])
        assert state.channels == pytest.approx(person.rest.channels, abs=1e-4)
        assert state.head.yaw == pytest.approx(person.rest.head.yaw, abs=1e-6)


def test_that_pupils_turn_the_gaze_to_where_they_are_pulled(person):
    x, y = places(person, person.rest)["right pupil: gaze"]
    state = pulled(person, person.rest, "right pupil: gaze", (x + 3, y - 2))
    assert state.gaze.yaw > person.rest.gaze.yaw + 5
    assert state.gaze.pitch > person.rest.gaze.pitch + 3


def test_that_nobody_knows_other_handles(person):
    with pytest.raises(KeyError):
        pulled(person, person.rest, "ear", (0, 0))
