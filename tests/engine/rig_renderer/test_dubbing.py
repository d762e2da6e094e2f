"""An actor who is dubbed changes in mouth and jaw, and not in one pixel elsewhere."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core import edits
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.project import Project
from studio.core.source import Pixels
from studio.core.time import Seconds
from studio.engine.portrait import Portrait
from studio.engine.rig import topology as t
from studio.engine.rig_renderer import RigRenderer
from studio.engine.rig_renderer.dubbing import moves_mouth_alone, put_back, shares_of
from studio.engine.scene import Scene
from studio.engine.subject import subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.warp.shrink import shrunk
from studio.files.video import Video
from tests.clips import write_clip
from tests.engine.test_subject import RATE, Film


@pytest.fixture(scope="module")
def actor(astronaut: Pixels) -> Portrait:
    """She smiles in every frame while the picture slides."""
    pictures = [np.roll(astronaut, 2 * i, axis=1)[:384] for i in range(6)]
    subject, renderer = subject_of(Film(pictures), FaceLandmarker()), RigRenderer()
    return Portrait(subject, renderer, renderer.prepare(subject))


def dubbed(actor: Portrait, *, nods: bool = False) -> Scene:
    """Her mouth says something; what a driver does besides goes nowhere, unless she is to nod herself."""
    said = Performance.of(
        [
            FaceState.of(
                {"jawOpen": 0.2 * i, "browInnerUp": 0.8, "eyeBlinkLeft": 0.9}, HeadPose(yaw=8, pitch=-5)
            )
            for i in range(6)
        ],
        RATE,
    )
    project = edits.spoken("ah", "take", "take", Seconds(6, 25))(Project())
    if nods:
        project = edits.slot_set({"head.pitch": 4.0}, Seconds(0), key=False)(project)
    return Scene(actor, project.timeline, {"take": said}, rate=RATE)


def lower_face(landmarks: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """From the middle of the nose down, and the neck, generously: [h, w] bool."""
    oval = landmarks[list(t.OVAL), :2]
    nose = (landmarks[168, 1] + landmarks[4, 1]) / 2
    grown = oval.mean(0) + (oval - oval.mean(0)) * 1.5
    out = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(out, np.round(cv2.convexHull(grown.astype(np.float32))).astype(np.int32), 1)
    out[: int(nose)] = 0
    return out > 0


@pytest.mark.parametrize("quality", ["full", "draft"])
def test_that_nothing_but_mouth_and_jaw_of_an_actor_changes(actor: Portrait, quality: str) -> None:
    scene = dubbed(actor)
    scene = Scene(actor, scene.timeline, scene.performances, rate=RATE, quality=quality)  # type: ignore[arg-type]
    for index, frame in enumerate(scene.frames(0, 6)):
        own = actor.subject.reel.pixels(index)
        followed = actor.subject.followed
        assert followed is not None
        mouth = lower_face(followed.landmarks[index], actor.size)
        assert np.array_equal(frame.pixels[~mouth], own[~mouth]), "to the bit"
        assert np.abs(frame.pixels[mouth].astype(int) - own[mouth]).max() > 40, "her smile is gone"


def test_that_a_head_that_is_moved_by_hand_moves_as_a_whole(actor: Portrait) -> None:
    frame, own = dubbed(actor, nods=True).picture(2), actor.subject.reel.pixels(2)
    followed = actor.subject.followed
    assert followed is not None
    mouth = lower_face(followed.landmarks[2], actor.size)
    assert (frame[~mouth] != own[~mouth]).any()


def test_that_the_lips_go_where_they_go_without_an_actor(actor: Portrait) -> None:
    person = actor.subject.person(3)
    state = person.rest.with_channels(jawOpen=0.7, mouthSmileLeft=0.0)
    shares = shares_of(person.landmarks)
    lips = list(t.INNER_LIPS)
    assert shares[lips].min() == 1.0
    assert shares[list(t.EYE_LEFT)].max() == 0.0
    assert moves_mouth_alone(state, person.rest)
    assert not moves_mouth_alone(state.with_channels(browInnerUp=0.5), person.rest)


@pytest.mark.parametrize("turned", [-1.0, 0.0, 1.0])
def test_that_the_region_ends_softly_on_all_sides_and_near_the_contour(
    actor: Portrait, turned: float
) -> None:
    followed = actor.subject.followed
    assert followed is not None
    landmarks = followed.landmarks[0].astype(np.float64) * 4
    middle = landmarks[:, 0].mean()
    # Of a head that is turned one half of the face is narrow.
    narrow = (landmarks[:, 0] - middle) * turned > 0
    landmarks[narrow, 0] += (middle - landmarks[narrow, 0]) * 0.5
    share = np.full((1536, 2048, 3), 200, np.uint8)
    put_back(share, np.zeros_like(share), landmarks)
    share = share[..., 0].astype(np.int16)
    x, y = np.nonzero(share.any(0))[0], np.nonzero(share.any(1))[0]
    oval = landmarks[list(t.OVAL), :2]
    width = np.ptp(oval[:, 0])
    assert share.max() == 200
    assert oval[:, 0].min() - 0.25 * width < x.min() < oval[:, 0].min()
    assert oval[:, 0].max() < x.max() < oval[:, 0].max() + 0.25 * width
    assert oval[:, 1].max() < y.max() < oval[:, 1].max() + 0.5 * width
    assert y.min() > landmarks[168, 1]
    assert max(np.abs(np.diff(share, axis=axis)).max() for axis in (0, 1)) < 14


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_that_what_is_put_back_is_the_source_to_the_bit(actor: Portrait, kind: type) -> None:
    followed = actor.subject.followed
    assert followed is not None
    landmarks = followed.landmarks[0].astype(np.float64)
    source = np.random.default_rng(0).integers(0, 255, (384, 512, 4)).astype(kind)
    drawn = np.full_like(source, 7)
    put_back(drawn, source, landmarks)
    lips = landmarks[[13, 14], :2].round().astype(int)
    assert (drawn[lips[:, 1], lips[:, 0]] == 7).all()
    eyes = landmarks[[33, 263], :2].round().astype(int)
    assert np.array_equal(drawn[eyes[:, 1], eyes[:, 0]], source[eyes[:, 1], eyes[:, 0]])
    away = landmarks + np.array([2000.0, 0, 0])
    put_back(drawn, source, away)
    assert np.array_equal(drawn, source), "a mouth outside the picture"


def test_that_drafts_of_half_the_size_read_the_film_at_half_its_size(
    astronaut: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = cv2.resize(astronaut[20:230, 120:330], (924, 924), interpolation=cv2.INTER_CUBIC)
    film = write_clip(tmp_path / "large.mp4", [np.roll(large, 4 * i, axis=1) for i in range(6)], RATE)
    subject, renderer = subject_of(Video(film), FaceLandmarker()), RigRenderer()
    scene = replace(dubbed(Portrait(subject, renderer, renderer.prepare(subject))), quality="draft")
    renderer.part(scene.portrait.likeness, scene.state_at(Seconds(0)), Seconds(0), "draft")  # letters: once
    whole = scene.part(Seconds(3, 25))

    def nobody(index: int) -> Pixels:
        pytest.fail(f"frame {index} is read in full")

    monkeypatch.setattr(subject.reel, "pixels", nobody)
    half = scene.part(Seconds(3, 25), 2)
    assert half.shrink == 2
    assert np.abs(half.pixels.astype(int) - shrunk(whole.pixels, 2)).mean() < 1
    mouth = np.abs(half.pixels.astype(int) - subject.pixels(3, 2)).max(2)
    assert mouth.max() > 40, "she speaks"
    assert not mouth[: round(subject.person(3).landmarks[4, 1] / 2) - 40].any(), "and her eyes are her own"
