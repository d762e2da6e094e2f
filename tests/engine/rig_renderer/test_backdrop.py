"""What is behind a person: told apart, filled in, and put back in its place."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.face import FaceState, HeadPose
from studio.core.source import Pixels
from studio.engine.rig_renderer import renderer as rig_renderer
from studio.engine.rig_renderer.backdrop import PersonMatte
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.subject import subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.pictures import Picture, Still

Array = NDArray[np.float64]


@pytest.fixture(scope="module")
def renderer() -> RigRenderer:
    return RigRenderer()


@pytest.fixture(scope="module")
def likeness(renderer: RigRenderer, astronaut: Pixels) -> RigLikeness:
    likeness = renderer.prepare(subject_of(Still(Picture(astronaut)), FaceLandmarker()))
    assert isinstance(likeness, RigLikeness)
    return likeness


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> Array:
    return FaceLandmarker().find(astronaut)[0].landmarks


def turned(likeness: RigLikeness, yaw: float, pitch: float = 0.0) -> FaceState:
    return replace(likeness.rest, head=likeness.rest.head.plus(HeadPose(yaw, pitch)))


def without_backdrop(likeness: RigLikeness) -> RigLikeness:
    return replace(likeness, canvas=replace(likeness.canvas, backdrop=None))


def surroundings(likeness: RigLikeness, pixels: Pixels) -> NDArray[np.bool_]:
    """Pixels of the warp's box that are not person."""
    assert likeness.canvas.backdrop is not None
    x0, y0, x1, y1 = likeness.area.box
    person = cv2.resize(likeness.canvas.backdrop.person, (x1 - x0, y1 - y0))
    away = cv2.distanceTransform((person < 0.02).astype(np.uint8), cv2.DIST_L2, 5)
    out = np.zeros(pixels.shape[:2], bool)
    out[y0:y1, x0:x1] = away > 1
    return out


def changed(drawn: Pixels, pixels: Pixels, where: NDArray[np.bool_]) -> float:
    """The share of pixels that one sees to have changed."""
    return float((np.abs(drawn.astype(int) - pixels).max(2) > 3)[where].mean())


# In a portrait ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("yaw", "pitch"), [(-15, 0), (-6, -5), (6, 5), (15, 0)])
def test_that_a_wall_does_not_turn_with_the_head(
    renderer: RigRenderer, likeness: RigLikeness, astronaut: Pixels, yaw: float, pitch: float
) -> None:
    wall = surroundings(likeness, astronaut)
    assert wall.sum() > 5000
    before = renderer.draw(without_backdrop(likeness), turned(likeness, yaw, pitch))
    after = renderer.draw(likeness, turned(likeness, yaw, pitch))
    assert changed(before, astronaut, wall) > 0.02
    assert changed(after, astronaut, wall) < 0.002


def test_that_the_head_itself_turns_as_it_would(renderer: RigRenderer, likeness: RigLikeness) -> None:
    """The face is the same with and without a backdrop, up to its outline."""
    state = turned(likeness, 12)
    face = np.zeros(likeness.pixels.shape[:2], np.uint8)
    oval = likeness.person.place(state)[list(range(478)), :2]
    cv2.fillConvexPoly(face, cv2.convexHull(oval.astype(np.float32)).astype(np.int32), 1)
    inner = cv2.erode(face, np.ones((9, 9), np.uint8)) > 0
    without = renderer.draw(without_backdrop(likeness), state)
    assert np.array_equal(renderer.draw(likeness, state)[inner], without[inner])


def test_that_a_draft_keeps_the_wall_too(
    renderer: RigRenderer, likeness: RigLikeness, astronaut: Pixels
) -> None:
    wall = surroundings(likeness, astronaut)
    drawn = renderer.draw(likeness, turned(likeness, 15), "draft")
    assert changed(drawn, astronaut, wall) < 0.002


def test_that_it_works_with_sixteen_bits_and_with_transparency(
    renderer: RigRenderer, likeness: RigLikeness, astronaut: Pixels
) -> None:
    deep = astronaut.astype(np.uint16) * 257
    clear = np.dstack([astronaut, np.full(astronaut.shape[:2], 255, np.uint8)])
    plain = renderer.draw(likeness, turned(likeness, 10))
    for pixels in (deep, clear):
        other = renderer.prepare(subject_of(Still(Picture(pixels)), FaceLandmarker()))
        assert isinstance(other, RigLikeness)
        drawn = renderer.draw(other, turned(other, 10))
        assert drawn.dtype == pixels.dtype
        assert drawn.shape == pixels.shape
        seen = drawn[..., :3].astype(float) / (np.iinfo(pixels.dtype).max / 255)
        assert np.abs(seen - plain).mean() < 0.5


def test_that_without_the_model_everything_else_works(
    monkeypatch: pytest.MonkeyPatch, astronaut: Pixels
) -> None:
    monkeypatch.setattr(rig_renderer, "is_installed", lambda name: False)
    bare = RigRenderer()
    likeness = bare.prepare(subject_of(Still(Picture(astronaut)), FaceLandmarker()))
    assert isinstance(likeness, RigLikeness)
    assert likeness.canvas.backdrop is None
    assert (bare.draw(likeness, turned(likeness, 10)) != astronaut).any()


# What is person --------------------------------------------------------------------------------------


def test_that_the_person_is_found(likeness: RigLikeness) -> None:
    assert likeness.canvas.backdrop is not None
    person = likeness.canvas.backdrop.person
    assert person[128, 128] == 1
    assert person[:20, :20].max() < 0.02
    assert person[:20, -20:].max() < 0.02


def test_that_a_face_without_surroundings_has_no_backdrop(astronaut: Pixels, landmarks: Array) -> None:
    x0, y0 = landmarks[:, :2].min(0).astype(int) + 20
    x1, y1 = landmarks[:, :2].max(0).astype(int) - 20
    assert PersonMatte().backdrop(astronaut, landmarks, (x0, y0, x1, y1)) is None


def test_that_a_network_that_misses_the_face_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, astronaut: Pixels, landmarks: Array
) -> None:
    matte = PersonMatte()
    monkeypatch.setattr(matte, "_person", lambda part: np.zeros((256, 256), np.float32))
    assert matte.backdrop(astronaut, landmarks, (60, 0, 400, 300)) is None


# The plate -------------------------------------------------------------------------------------------


def test_that_the_plate_shows_the_surroundings_alone(
    monkeypatch: pytest.MonkeyPatch, landmarks: Array
) -> None:
    """A red person before a green wall leaves a green wall."""
    said = np.zeros((256, 256), np.float32)
    cv2.ellipse(said, (128, 140), (70, 110), 0, 0, 360, 1.0, -1)
    x0, y0, x1, y1 = box = (60, 0, 400, 300)
    big = cv2.resize(said, (x1 - x0, y1 - y0)) > 0.01
    pixels = np.full((512, 512, 3), (30, 160, 60), np.uint8)
    pixels[..., 1] += (np.arange(512) // 8 % 2 * 20).astype(np.uint8)
    pixels[y0:y1, x0:x1][big] = (250, 20, 20)
    matte = PersonMatte()
    monkeypatch.setattr(matte, "_person", lambda part: said)
    small = (landmarks - landmarks.mean(0)) * 0.5 + (*((x0 + x1) / 2, (y0 + y1) / 2), 0)
    backdrop = matte.backdrop(pixels, small, box)
    assert backdrop is not None
    assert backdrop.plate.shape == (y1 - y0, x1 - x0, 3)
    assert backdrop.plate[..., 0].max() < 60
    assert backdrop.plate[..., 1].min() > 140
    far = cv2.distanceTransform((~big).astype(np.uint8), cv2.DIST_L2, 5) > 16
    assert np.array_equal(backdrop.plate[far], pixels[y0:y1, x0:x1][far])
