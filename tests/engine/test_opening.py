"""Eyes that were photographed half shut open for speech, as far as most people's are; others stay."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import FaceState, Gaze, Performance
from studio.core.life import Life
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Layer, Timeline, life_of, lived, rows_of
from studio.core.units import CHANNEL_INDEX
from studio.engine.opening import NATURAL, Opening, opening_of, slits
from studio.engine.portrait import Portrait
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.scene import Scene
from studio.engine.subject import Subject
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import FaceChoice
from studio.files.pictures import Picture, Still
from tests.engine.test_subject import grey
from tests.fakes import Painter

WIDE = [CHANNEL_INDEX["eyeWideLeft"], CHANNEL_INDEX["eyeWideRight"]]
RATE = FrameRate.of(25)


@pytest.fixture(scope="module")
def person(astronaut: Pixels) -> Person:
    return read_person(load_basis(), FaceLandmarker().find(astronaut)[0])


def caught(person: Person, shut: float, gaze: Gaze | None = None) -> Person:
    """The same, photographed with lids so far down that nobody read as a blink."""
    zero = replace(person.rest, channels=np.zeros_like(person.rest.channels))
    lids = {"eyeBlinkLeft": shut, "eyeBlinkRight": shut}
    landmarks = person.place(zero.with_channels(**lids))
    own = person.frame.to_canonical(landmarks)
    rest = replace(zero, gaze=gaze or zero.gaze)
    return Person.of(person.basis, landmarks, person.frame, rest, own)


def opened(person: Person, opening: Opening) -> FaceState:
    left, right = opening.wide
    state = replace(person.rest, channels=np.zeros_like(person.rest.channels))
    return replace(
        state.with_channels(eyeWideLeft=left, eyeWideRight=right),
        gaze=Gaze(state.gaze.yaw, state.gaze.pitch + opening.gaze),
    )


def speaking(count: int = 75) -> Performance:
    still = Performance.of([FaceState()] * count, RATE)
    return replace(still, life=life_of(rows_of(still)).astype(np.float32))


def test_that_eyes_as_open_as_most_peoples_are_left_alone(person: Person) -> None:
    assert opening_of(person) == Opening()
    assert not opening_of(person)


@pytest.mark.parametrize("shut", [0.25, 0.32])
def test_that_half_shut_eyes_open_as_far_as_most_peoples_and_no_farther(person: Person, shut: float) -> None:
    tired = caught(person, shut)
    zero = opened(tired, Opening())
    assert (slits(tired, zero) < NATURAL - 0.03).all()
    opening = opening_of(tired)
    assert slits(tired, opened(tired, opening)) == pytest.approx(NATURAL, abs=0.02)
    assert 0 < max(opening.wide) <= 0.6


def test_that_shut_eyes_are_not_torn_open(person: Person) -> None:
    assert opening_of(caught(person, 0.9)).wide == pytest.approx((0.6, 0.6))


def test_that_eyes_that_were_cast_down_rise_to_the_viewer(person: Person) -> None:
    pitch = person.rest.head.pitch
    down, ahead = (opening_of(caught(person, 0.28, Gaze(0.0, -pitch - below))) for below in (6.4, 0.0))
    assert down.gaze == pytest.approx(5.0)
    assert ahead.gaze == 0.0
    assert max(down.wide) < max(ahead.wide), "the lids rise with them"
    assert opening_of(caught(person, 0.35, Gaze(0.0, -pitch - 30.0))).gaze == 9.0


def test_that_it_comes_and_goes_with_speech_and_can_be_turned_off() -> None:
    made = Opening(5.0, (0.4, 0.2)).of(speaking())
    assert made.channels[37, WIDE] == pytest.approx([0.4, 0.2])
    assert made.gaze[37, 1] == pytest.approx(5.0)
    assert not made.channels[[0, -1]].any()
    assert np.abs(np.diff(made.gaze[:, 1])).max() < 1.0
    for part, left in (("gaze", (0.0, 0.4)), ("blinks", (5.0, 0.0))):
        without = lived(made, Life(**{part: 0.0}))
        assert (without.gaze[37, 1], without.channels[37, WIDE[0]]) == pytest.approx(left, abs=1e-6)


def test_that_lids_that_go_up_with_a_word_go_up_from_where_they_are() -> None:
    wide = np.array(speaking().channels)
    wide[:, WIDE] = 0.5
    stressed = Opening(0.0, (0.4, 0.0)).of(replace(speaking(), channels=wide))
    assert stressed.channels[37, WIDE] == pytest.approx([0.7, 0.5])
    assert lived(stressed, Life(blinks=0.0)).channels[37, WIDE] == pytest.approx([0.5, 0.5]), "and back"
    wide[:, WIDE] = 1.0
    assert Opening(0.0, (0.4, 0.4)).of(replace(speaking(), channels=wide)).channels.max() <= 1.0


@pytest.mark.parametrize("driven", [True, False])
def test_that_a_picture_opens_its_eyes_for_speech_and_not_for_a_performer(
    person: Person, driven: bool
) -> None:
    tired, painter = caught(person, 0.35), Painter()
    source = Still(Picture(grey(60)))
    subject = Subject(source, FaceChoice(), grey(60), (Seconds(0),), tired, None, None)  # type: ignore[arg-type]
    portrait = Portrait(subject, painter, painter.prepare(subject))
    said = speaking() if driven else replace(speaking(), life=None)
    scene = Scene(portrait, Timeline(layers=(Layer("speech", performance="a"),)), {"a": said})
    assert (scene.state_at(Seconds(3, 2))["eyeWideLeft"] > 0.1) is driven
    assert scene.rows(37, 38)[0, WIDE[0]] == pytest.approx(scene.state_at(RATE.time_of(37))["eyeWideLeft"])
