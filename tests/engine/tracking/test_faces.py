"""Which face is meant, and the words for faces that can't be animated."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import FaceTooSmall, FaceTurnedAway, NoFace, UsageError
from studio.core.face import FaceState, HeadPose
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.port import FaceChoice, TrackedFace


def face(x: float, size: float, yaw: float = 0.0) -> TrackedFace:
    landmarks = np.zeros((478, 3))
    landmarks[[33, 263], 0] = x + 0.2 * size, x + 0.8 * size
    state = FaceState.of(head=HeadPose(yaw=yaw))
    return TrackedFace(landmarks, np.zeros(52), state, (x, 10.0, x + size, 10.0 + size), 0.9)


THREE = [face(500, 300), face(0, 200), face(250, 100)]


def test_that_the_largest_face_is_meant_unless_said_otherwise() -> None:
    assert choose_face(THREE) is THREE[0]


def test_that_faces_are_counted_from_the_left() -> None:
    assert [choose_face(THREE, FaceChoice(index=i)) for i in range(3)] == [THREE[1], THREE[2], THREE[0]]


def test_that_a_point_in_a_face_means_it() -> None:
    assert choose_face(THREE, FaceChoice(point=(300, 50))) is THREE[2]


@pytest.mark.parametrize("choice", [FaceChoice(index=3), FaceChoice(index=-1), FaceChoice(point=(1, 900))])
def test_that_a_face_that_is_not_there_is_told_with_how_many_are(choice: FaceChoice) -> None:
    with pytest.raises(UsageError, match="3 faces were found"):
        choose_face(THREE, choice)


def test_that_no_face_is_told() -> None:
    with pytest.raises(NoFace, match="No face was found") as caught:
        choose_face([])
    assert "64 pixels" in caught.value.hint


def test_that_a_tiny_face_is_refused_with_its_size() -> None:
    with pytest.raises(FaceTooSmall, match="only 40 pixels"):
        choose_face([face(0, 40)])


def test_that_a_profile_is_refused_with_its_angle() -> None:
    with pytest.raises(FaceTurnedAway, match="turned 63°"):
        choose_face([face(0, 300, yaw=-63)])


def test_that_the_narrow_eyes_of_a_profile_are_not_taken_for_smallness() -> None:
    narrow = face(0, 80, yaw=70)
    landmarks = narrow.landmarks.copy()
    landmarks[263] = landmarks[33] + [5, 0, 0]
    with pytest.raises(FaceTurnedAway):
        choose_face([replace(narrow, landmarks=landmarks)])
