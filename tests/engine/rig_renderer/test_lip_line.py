"""The line between lips that close over an open mouth."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.rig.person import Person
from studio.engine.rig_renderer.lip_line import LipLineLayer, missing_line
from studio.engine.rig_renderer.place import Place
from studio.engine.subject import subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.pictures import Picture, Still


@pytest.fixture(scope="module")
def person(astronaut: Pixels) -> Person:
    """She smiles with parted lips."""
    return subject_of(Still(Picture(astronaut)), FaceLandmarker()).person()


@pytest.fixture(scope="module")
def shut(person: Person) -> Place:
    return Place.of(person, FaceState(head=person.rest.head, gaze=person.rest.gaze))


def drawn(place: Place) -> Pixels:
    out: Pixels = np.full((512, 512, 3), 150, np.uint8)
    LipLineLayer(place).lay(out, (0, 0), "full")
    return out


def test_that_lips_that_shut_over_an_open_mouth_get_a_dark_line(shut: Place) -> None:
    out = drawn(shut)
    middle = shut.target[list(t.LIP_MIDDLE), :2].mean(0)
    x, y = middle.round().astype(int)
    assert out[y - 1 : y + 2, x].min() < 115
    rows, columns = np.nonzero((out < 148).any(2))
    corners = shut.target[list(t.MOUTH_CORNERS), 0]
    assert corners.min() - 1 <= columns.min() < columns.max() <= corners.max() + 1
    assert np.ptp(rows) < 0.35 * np.ptp(corners)


def test_that_a_mouth_at_rest_or_open_gets_none(person: Person) -> None:
    rest = person.rest
    for state in (rest, rest.with_channels(jawOpen=0.8)):
        assert (drawn(Place.of(person, state)) == 150).all()


def test_that_a_mouth_that_was_photographed_shut_keeps_its_own(shut: Place) -> None:
    calm = replace(shut, person=replace(shut.person, own=shut.shape))
    assert (drawn(calm) == 150).all()


def test_that_half_shut_lips_lack_less(person: Person, shut: Place) -> None:
    own = person.own
    halves = [missing_line(own, own + share * (shut.shape - own)).max() for share in (0.0, 0.7, 1.0)]
    assert halves[0] == 0
    assert halves[0] <= halves[1] < halves[2]
