"""Faces found and followed: sizes, turns, depths, several, none, lost."""

from collections.abc import Iterator
from fractions import Fraction

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from studio.core.source import Frame, Pixels
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import FaceChoice, TrackedFace, Tracker
from tests.people import somebody_else

Array = NDArray[np.float64]


@pytest.fixture(scope="module")
def tracker() -> FaceLandmarker:
    return FaceLandmarker()


@pytest.fixture(scope="module")
def face(tracker: FaceLandmarker, astronaut: Pixels) -> TrackedFace:
    (found,) = tracker.find(astronaut)
    return found


def canvas(width: int, height: int) -> Pixels:
    """A soft landscape of colours without faces."""
    rough = np.random.default_rng(3).integers(60, 190, (height // 120, width // 120, 3)).astype(np.uint8)
    return cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)


def paste(picture: Pixels, astronaut: Pixels, side: int, x: int, y: int) -> None:
    """Her head and shoulders, ``side`` pixels large; the face fills 0.3 of that."""
    part = cv2.resize(astronaut[0:300, 80:380], (side, side), interpolation=cv2.INTER_AREA)
    picture[y : y + side, x : x + side] = part


def frames(pictures: list[Pixels]) -> Iterator[Frame]:
    return (Frame(picture, Fraction(i, 25)) for i, picture in enumerate(pictures))


def error(found: TrackedFace, wanted: Array) -> float:
    """Mean distance of landmarks in the picture."""
    return float(np.linalg.norm(found.landmarks[:, :2] - wanted[:, :2], axis=1).mean())


def test_that_it_is_a_tracker(tracker: FaceLandmarker) -> None:
    assert isinstance(tracker, FaceLandmarker)
    _: Tracker = tracker


def test_that_the_astronaut_is_found_where_she_is_and_smiles(face: TrackedFace) -> None:
    assert face.landmarks.shape == (478, 3)
    assert face.scores.shape == (52,)
    assert face.confidence > 0.8
    assert not face.held
    np.testing.assert_allclose(face.landmarks[1, :2], (223.5, 131.5), atol=2)
    np.testing.assert_allclose(face.box, (180, 70, 272, 179), atol=4)
    assert face.state["mouthSmileLeft"] > 0.6
    assert face.state["jawOpen"] < 0.15
    assert abs(face.state.head.yaw) < 5
    assert abs(face.state.gaze.yaw) < 8
    assert all(face.state[name] == 0 for name in ("eyeLookInLeft", "eyeLookUpRight"))


@pytest.mark.parametrize("step", [(1, 0), (0, 1), (-1, 1)])
def test_that_landmarks_follow_a_shift_of_one_pixel(
    tracker: FaceLandmarker, astronaut: Pixels, face: TrackedFace, step: tuple[int, int]
) -> None:
    (found,) = tracker.find(np.roll(astronaut, step[::-1], axis=(0, 1)))
    assert error(found, np.add(face.landmarks, (*step, 0))) < 0.5


@pytest.mark.parametrize("degrees", [-60, -25, 25, 60, 90, 180])
def test_that_a_turned_picture_gives_turned_landmarks_and_roll(
    tracker: FaceLandmarker, astronaut: Pixels, face: TrackedFace, degrees: float
) -> None:
    middle = (226.0, 130.0)
    turn = cv2.getRotationMatrix2D(middle, -degrees, 1)  # positive is clockwise as seen
    turned = cv2.warpAffine(astronaut, turn, (512, 512), borderMode=cv2.BORDER_REPLICATE)
    (found, *_) = tracker.find(turned)
    # OpenCV counts from the middle of the first pixel, landmarks from its edge.
    wanted = (face.landmarks[:, :2] - 0.5) @ turn[:, :2].T + turn[:, 2] + 0.5
    assert error(found, wanted) < 1.2
    change = (found.state.head.roll - face.state.head.roll - degrees + 180) % 360 - 180
    assert abs(change) < 3
    assert abs(found.state["mouthSmileLeft"] - face.state["mouthSmileLeft"]) < 0.15


def test_that_a_mirrored_picture_mirrors_head_and_gaze(
    tracker: FaceLandmarker, astronaut: Pixels, face: TrackedFace
) -> None:
    (found,) = tracker.find(np.ascontiguousarray(astronaut[:, ::-1]))
    assert abs(found.state.head.yaw + face.state.head.yaw) < 3
    assert abs(found.state.head.roll + face.state.head.roll) < 2
    assert abs(found.state.gaze.yaw + face.state.gaze.yaw) < 4
    assert abs(found.state.gaze.pitch - face.state.gaze.pitch) < 5


def test_that_depth_alpha_and_grey_give_the_same_face(
    tracker: FaceLandmarker, astronaut: Pixels, face: TrackedFace
) -> None:
    deep = astronaut.astype(np.uint16) * 257
    clear = np.dstack([astronaut, np.full(astronaut.shape[:2], 255, np.uint8)])
    grey = cv2.cvtColor(astronaut, cv2.COLOR_RGB2GRAY)
    for picture, limit in ((deep, 0.1), (clear, 0.1), (grey, 1.5), (grey[..., None], 1.5)):
        (found,) = tracker.find(picture)
        assert error(found, face.landmarks) < limit, picture.shape


def test_that_faces_of_all_sizes_are_found_in_a_4k_picture(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    picture = canvas(3840, 2160)
    sides = (210, 300, 500, 900, 1500)  # faces of about 65 to 460 pixels
    places = ((60, 60), (3400, 100), (600, 1500), (2900, 1200), (1300, 300))
    for side, (x, y) in zip(sides, places, strict=True):
        paste(picture, astronaut, side, x, y)
    found = tracker.find(picture)
    assert len(found) == len(sides)
    widths = [face.box[2] - face.box[0] for face in found]
    assert widths == sorted(widths, reverse=True)
    for face, side, (x, y) in zip(reversed(found), sides, places, strict=True):
        nose = np.array([x, y]) + side * (np.array([223.5, 131.5]) - [80, 0]) / 300
        assert np.linalg.norm(face.landmarks[1, :2] - nose) < 0.02 * side + 1


def test_that_a_face_that_fills_the_picture_is_found(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    (found,) = tracker.find(astronaut[78:180, 180:272])
    assert found.confidence > 0.5


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "coins", "immunohistochemistry"])
def test_that_no_face_is_seen_where_there_is_none(tracker: FaceLandmarker, name: str) -> None:
    assert tracker.find(getattr(data, name)()) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 500, 3), (2, 2), (700, 3, 4)])
def test_that_odd_pictures_have_no_face(tracker: FaceLandmarker, shape: tuple[int, ...]) -> None:
    assert tracker.find(np.full(shape, 128, np.uint8)) == []


def test_that_following_reads_what_finding_finds(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    pictures = [np.roll(astronaut, 3 * i, axis=1) for i in range(5)]
    for picture, followed in zip(pictures, tracker.follow(frames(pictures)), strict=True):
        assert followed is not None
        assert not followed.held
        assert error(followed, tracker.find(picture)[0].landmarks) < 0.5


def test_that_a_picture_may_be_searched_while_a_clip_is_followed(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    pictures = [np.roll(astronaut, 3 * i, axis=1) for i in range(4)]
    alone = list(tracker.follow(frames(pictures)))
    for before, picture, now in zip(alone, pictures, tracker.follow(frames(pictures)), strict=True):
        assert tracker.find(picture)
        assert before
        assert now
        assert np.array_equal(now.landmarks, before.landmarks)
        assert np.array_equal(now.scores, before.scores)


def test_that_an_error_in_a_clip_comes_through(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    def breaking() -> Iterator[Frame]:
        yield from frames([astronaut] * 3)
        raise OSError("the clip breaks off")

    with pytest.raises(OSError, match="breaks off"):
        list(tracker.follow(breaking()))


def test_that_a_lost_face_is_held_and_found_again_elsewhere(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    empty = np.full_like(astronaut, 90)
    moved = np.roll(astronaut, (120, -90), axis=(0, 1))
    pictures = [empty, astronaut, astronaut, empty, empty, moved, moved]
    before, first, second, *held, again, last = tracker.follow(frames(pictures))
    assert before is None
    assert first
    assert second
    assert again
    assert last
    assert all(face and face.held for face in held)
    assert all(face and np.array_equal(face.landmarks, second.landmarks) for face in held)
    assert not again.held
    assert error(again, np.add(second.landmarks, (-90, 120, 0))) < 1.5
    assert not last.held


def test_that_the_chosen_face_is_kept_among_others(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    pictures = []
    for i in range(4):
        picture = canvas(1280, 720)
        paste(picture, astronaut, 400, 60 + 6 * i, 60)
        paste(picture, astronaut, 600, 640 - 6 * i, 60)
        pictures.append(picture)
    for choice, side in (
        (FaceChoice(), "right"),
        (FaceChoice(index=0), "left"),
        (FaceChoice(index=1), "right"),
        (FaceChoice(point=(250, 235)), "left"),
    ):
        for followed in tracker.follow(frames(pictures), choice):
            assert followed is not None
            assert ("left" if followed.box[0] < 500 else "right") == side, choice
    assert list(tracker.follow(frames(pictures[:2]), FaceChoice(index=5))) == [None, None]


def test_that_a_face_is_where_it_is_from_the_first_frame_after_a_cut(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    far, near = astronaut[:400, 60:460], cv2.resize(astronaut[25:225, 120:320], (400, 400))
    pictures = [far] * 3 + [near] * 2 + [far] * 2
    found = list(tracker.follow(frames(pictures)))
    assert [face is not None and face.begins for face in found] == [False] * 3 + [True, False, True, False]
    for picture, face in zip(pictures, found, strict=True):
        assert face is not None
        wanted = tracker.find(picture)[0]
        assert error(face, wanted.landmarks) < 0.02 * np.ptp(wanted.landmarks[:, 1])


def test_that_a_head_that_leaps_without_a_cut_is_read_where_it_is(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    pictures = [np.roll(astronaut, (18 * i, 24 * i), axis=(0, 1)) for i in (0, 1, 2)]
    for picture, face in zip(pictures, tracker.follow(frames(pictures)), strict=True):
        assert face is not None
        assert error(face, tracker.find(picture)[0].landmarks) < 1.5


def beside(left: Pixels, right: Pixels) -> Pixels:
    return np.ascontiguousarray(np.hstack([left[:330, 60:380], right[:330, 60:380]]))


def test_that_after_a_cut_the_person_is_followed_and_not_the_place(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    other = somebody_else(astronaut)
    pictures = [beside(astronaut, other)] * 3 + [beside(other, astronaut)] * 3
    for choice, first in ((FaceChoice(index=0), "left"), (FaceChoice(index=1), "right")):
        sides = [face and face.box[0] < 320 for face in tracker.follow(frames(pictures), choice)]
        assert sides == [first == "left"] * 3 + [first != "left"] * 3, choice


def test_that_a_shot_of_somebody_else_is_left_alone(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    other = somebody_else(astronaut)
    assert tracker.find(other), "there is a face to be mistaken for hers"
    pictures = [astronaut] * 3 + [other] * 3 + [astronaut] * 2
    held = [face is None or face.held for face in tracker.follow(frames(pictures))]
    assert held == [False] * 3 + [True] * 3 + [False] * 2
