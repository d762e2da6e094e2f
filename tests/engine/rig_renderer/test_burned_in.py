"""Letters over a face stay straight while the mouth below them speaks."""

import cv2
import numpy as np
import pytest

from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.project import Project
from studio.core.source import Pixels
from studio.core.time import Seconds
from studio.engine.portrait import Portrait
from studio.engine.rig_renderer import RigRenderer
from studio.engine.rig_renderer.burned_in import BurnedIn, farthest_apart, without_letters
from studio.engine.scene import Scene
from studio.engine.subject import Subject, subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from tests.engine.test_subject import RATE, Film

WAYS = [(0, 0), (5, 2), (10, 5), (14, 8), (9, 11), (4, 13), (0, 9), (-5, 4)]
"""Where her head goes from picture to picture, pixels."""


def large(astronaut: Pixels) -> Pixels:
    """Her head and shoulders [500, 500, 3]; lips at about 240, 308."""
    return cv2.resize(astronaut[0:250, 100:350], (500, 500), interpolation=cv2.INTER_CUBIC)


def titled(picture: Pixels) -> Pixels:
    out = picture.copy()
    for colour, thick in ((0, 7), (255, 2)):
        where = (172, 315)
        cv2.putText(out, "the lake", where, cv2.FONT_HERSHEY_DUPLEX, 1.3, (colour,) * 3, thick, cv2.LINE_AA)
    return out


def letters_of(picture: Pixels) -> np.ndarray:
    """The inside of strokes [h, w] bool."""
    return np.asarray(titled(np.zeros_like(picture)).min(2) == 255)


def moved(picture: Pixels) -> list[Pixels]:
    return [np.roll(picture, (down, across), axis=(0, 1)) for across, down in WAYS]


@pytest.fixture(scope="module")
def pictures(astronaut: Pixels) -> list[Pixels]:
    return [titled(picture) for picture in moved(large(astronaut))]


@pytest.fixture(scope="module")
def actor(pictures: list[Pixels]) -> Portrait:
    subject, renderer = subject_of(Film(pictures), FaceLandmarker()), RigRenderer()
    return Portrait(subject, renderer, renderer.prepare(subject))


def sign_in(subject: Subject) -> BurnedIn | None:
    assert subject.followed is not None
    landmarks = subject.followed.landmarks.astype(np.float64)
    told = farthest_apart(landmarks)
    return BurnedIn.among([subject.reel.pixels(index) for index in told], landmarks[told])


def test_that_letters_are_found_where_they_stand(actor: Portrait, pictures: list[Pixels]) -> None:
    sign = sign_in(actor.subject)
    assert sign is not None
    share = sign.share_in(pictures[0])
    assert share[letters_of(pictures[0])].mean() > 0.95 * 255
    lines = np.flatnonzero(share.any(1))
    assert 260 < lines[0] < 315 < lines[-1] < 345, "the line of letters, and nothing above or below"


def test_that_a_face_without_letters_has_none(astronaut: Pixels) -> None:
    assert sign_in(subject_of(Film(moved(large(astronaut))), FaceLandmarker())) is None


def test_that_a_face_that_keeps_still_tells_nothing(astronaut: Pixels) -> None:
    still = titled(large(astronaut))
    assert sign_in(subject_of(Film([still] * 8), FaceLandmarker())) is None


def test_that_what_is_painted_out_comes_back_to_the_bit(actor: Portrait, pictures: list[Pixels]) -> None:
    clean, letters = without_letters(pictures[2], sign_in(actor.subject))
    assert letters is not None
    assert not np.array_equal(clean, pictures[2])
    assert np.array_equal(clean[letters.share == 0], pictures[2][letters.share == 0])
    drawn = clean.copy()
    letters.lay(drawn)
    solid = letters.share == 255
    assert np.array_equal(drawn[solid], pictures[2][solid])


@pytest.mark.parametrize("quality", ["full", "draft"])
def test_that_letters_over_a_speaking_mouth_stay_as_they_are(
    actor: Portrait, pictures: list[Pixels], quality: str
) -> None:
    said = Performance.of([FaceState.of({"jawOpen": 0.6, "mouthFunnel": 0.3})] * len(WAYS), RATE)
    project = edits.spoken("ah", "take", "take", Seconds(8, 25))(Project())
    scene = Scene(actor, project.timeline, {"take": said}, rate=RATE, quality=quality)  # type: ignore[arg-type]
    strokes = letters_of(pictures[0])
    for index, frame in enumerate(scene.frames(0, len(WAYS))):
        off = np.abs(frame.pixels.astype(int) - pictures[index]).max(2)
        assert (off[strokes] > 8).mean() < 0.02, index
        assert off.max() > 40, "the mouth moves"
