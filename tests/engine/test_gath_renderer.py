"""GATH behind the renderer's port: what is asked of the network, and what becomes of the photograph."""

import importlib
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import ModelError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.core.units import CHANNELS, FACEWAREHOUSE_46
from studio.engine import gath_renderer
from studio.engine.gath_renderer import (
    GathFace,
    GathRenderer,
    load_gath,
    save_gath,
    units_of,
    units_of_state,
)
from studio.engine.part import whole
from studio.engine.portrait import Portrait, prepared
from studio.engine.ports import PartRenderer
from studio.engine.rig import topology as t
from studio.engine.scene import Scene
from studio.files.pictures import Picture, Still
from studio.files.video import Video
from studio.nets.gath import GathConfig, GathGenerator
from tests.clips import write_clip

TINY = GathConfig(size=32, channels=4, judged=4, read=4, people=2)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a network that was never taught, and so changes everything with every unit."""
    torch.manual_seed(3)
    net = GathGenerator(TINY)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(2)
    path = tmp_path_factory.mktemp("gath") / "gath.safetensors"
    save_gath(path, net)
    return path


@pytest.fixture(scope="module")
def renderer(weights: Path) -> GathRenderer:
    return GathRenderer(weights)


@pytest.fixture(scope="module")
def portrait(astronaut: Pixels, renderer: GathRenderer) -> Portrait:
    return prepared(Still(Picture(astronaut)), renderer)


def unit(units: np.ndarray, name: str) -> float:
    return float(units[0, FACEWAREHOUSE_46.names.index(name)])


def test_that_units_are_asked_for_by_name() -> None:
    units = units_of_state(FaceState.of({"jawOpen": 0.4, "mouthSmileLeft": 0.7}))
    assert unit(units, "JawOpen") == pytest.approx(0.4, abs=1e-3)
    assert unit(units, "MouthSmile_L") == pytest.approx(0.7, abs=1e-3)
    assert unit(units, "MouthSmile_R") == pytest.approx(0, abs=1e-3)
    assert units_of_state(FaceState()).sum() == 0


def test_that_a_gaze_becomes_units_of_both_eyes() -> None:
    units = units_of_state(FaceState(gaze=Gaze(14, -7)))
    assert unit(units, "EyeOut_L") == unit(units, "EyeIn_R") == pytest.approx(0.5, abs=1e-3)
    assert unit(units, "EyeDown_L") == unit(units, "EyeDown_R") == pytest.approx(0.25, abs=1e-3)
    assert unit(units, "EyeIn_L") == unit(units, "EyeOut_R") == unit(units, "EyeUp_L") == 0


def test_that_a_gaze_adds_to_what_the_channels_say() -> None:
    channels = FaceState.of({"eyeLookInLeft": 0.5}).channels
    units = units_of(channels[None], np.array([[14.0, 0.0]]))
    assert unit(units, "EyeIn_L") == unit(units, "EyeOut_L") == pytest.approx(0, abs=1e-3)


def test_that_it_keeps_the_port(renderer: GathRenderer) -> None:
    assert isinstance(renderer, PartRenderer)
    assert renderer.device == "CPU"
    assert {"jawOpen", "mouthSmileLeft", "gaze"} <= renderer.honours
    assert not {"head", "tongueOut", "cheekSquintLeft"} & renderer.honours
    assert renderer.honours <= {*CHANNELS, "gaze", "head"}


def test_that_at_its_own_state_the_photograph_is_itself(portrait: Portrait, astronaut: Pixels) -> None:
    assert np.array_equal(Scene(portrait, held=portrait.rest).picture(), astronaut)


def test_that_only_around_the_face_anything_changes(portrait: Portrait, astronaut: Pixels) -> None:
    drawn = Scene(portrait, held=portrait.rest.with_channels(jawOpen=1)).picture()
    changed = np.argwhere((drawn != astronaut).any(2))[:, ::-1]
    assert len(changed) > 1000
    oval = portrait.subject.person().landmarks[list(t.OVAL), :2]
    margin = 0.3 * np.ptp(oval, axis=0)
    assert (changed.min(0) >= oval.min(0) - margin).all()
    assert (changed.max(0) <= oval.max(0) + margin).all()


def test_that_an_old_photograph_keeps_its_tone(renderer: GathRenderer, astronaut: Pixels) -> None:
    grey = np.repeat((astronaut @ [0.299, 0.587, 0.114])[..., None], 3, 2).astype(np.uint8)
    old = prepared(Still(Picture(grey)), renderer)
    out = np.asarray(Scene(old, held=FaceState.of({"jawOpen": 1.0})).picture())
    assert (out != grey).any()
    assert np.ptp(out.astype(int), axis=2).max() <= 2


def test_that_a_head_that_turns_is_left_where_it_is(portrait: Portrait, astronaut: Pixels) -> None:
    turned = replace(portrait.rest, head=portrait.rest.head.plus(HeadPose(yaw=12)))
    assert np.array_equal(Scene(portrait, held=turned).picture(), astronaut)


def test_that_a_part_is_what_the_film_shows(portrait: Portrait, astronaut: Pixels) -> None:
    scene = Scene(portrait, held=portrait.rest.with_channels(mouthPucker=1))
    assert np.array_equal(whole(scene.part(Fraction(0)), astronaut), scene.picture())


def test_that_deep_and_transparent_pictures_keep_depth_and_transparency(
    renderer: GathRenderer, astronaut: Pixels
) -> None:
    seen = np.full((512, 512, 1), 40000, np.uint16)
    deep = np.concatenate([astronaut.astype(np.uint16) * 257, seen], 2)
    portrait = prepared(Still(Picture(deep)), renderer)
    drawn = Scene(portrait, held=portrait.rest.with_channels(jawOpen=1)).picture()
    assert drawn.dtype == np.uint16
    assert np.array_equal(drawn[..., 3:], seen)
    assert (drawn[..., :3] != deep[..., :3]).any()


def test_that_what_changes_little_stays_the_photographs(portrait: Portrait) -> None:
    face = portrait.likeness
    assert isinstance(face, GathFace)
    assert not face.patch(face.own + 0.01).alpha.any()
    patch = face.patch(face.own + 0.2)
    assert patch.alpha.max() == pytest.approx(1, abs=1e-3)
    assert np.allclose(patch.drawn, np.clip(face.crop + 0.2, 0, 1))


def test_that_weights_are_kept_in_half_precision_with_their_sizes(weights: Path) -> None:
    net = load_gath(weights)
    assert net.config == TINY
    assert weights.stat().st_size < 3 * sum(x.numel() for x in net.state_dict().values())
    torch.manual_seed(3)
    own = GathGenerator(TINY).enter[0].weight
    assert torch.allclose(net.enter[0].weight, 2 * own, rtol=1e-3, atol=1e-6)


def test_that_without_weights_a_person_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gath_renderer, "NAME", "gath_that_nobody_has")
    with pytest.raises(ModelError, match="redraws faces") as told:
        GathRenderer()
    assert "install" in told.value.hint.lower()


def test_that_the_studio_offers_it() -> None:
    facts = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    module, _, name = facts["project"]["entry-points"]["galatea.renderers"]["gath"].partition(":")
    assert getattr(importlib.import_module(module), name) is GathRenderer
    assert GathRenderer.model == GathRenderer.name == "gath"


@pytest.fixture(scope="module")
def film(astronaut: Pixels, renderer: GathRenderer, tmp_path_factory: pytest.TempPathFactory) -> Portrait:
    """Three frames of an actor who stays as she is."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    write_clip(path, [astronaut] * 3, FrameRate.of(25))
    return prepared(Video(path), renderer)


def test_that_an_actor_who_does_what_she_did_stays_as_she_is(film: Portrait) -> None:
    for index, frame in enumerate(Scene(film).frames(0, 3)):
        assert np.array_equal(frame.pixels, film.subject.reel.pixels(index))


def test_that_of_an_actor_who_is_dubbed_nothing_above_the_mouth_changes(film: Portrait) -> None:
    rest = film.subject.rest_of(1)
    scene = Scene(film, held=rest.with_channels(jawOpen=1))
    shown, own = next(scene.frames(1, 2)).pixels, film.subject.reel.pixels(1)
    changed = np.flatnonzero((shown != own).any((1, 2)))
    nose = film.subject.person(1).landmarks[t.NOSE_TIP, 1]
    assert len(changed) > 10
    assert changed.min() > nose - 30
