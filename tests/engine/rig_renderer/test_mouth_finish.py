"""Where the learned finish of the mouth may act, and where it holds back."""

import importlib
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.app.offers import facts_of
from studio.core.face import FaceState, HeadPose
from studio.core.source import Pixels
from studio.engine import gath_hd_renderer
from studio.engine.crop import into_crop
from studio.engine.edit import towards_neutral
from studio.engine.gath_hd_renderer import GathHdRenderer
from studio.engine.portrait import prepared
from studio.engine.rig import topology as t
from studio.engine.rig_renderer import RigRenderer
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.mouth_finish import (
    SIZE,
    MouthFinish,
    MouthView,
    lay_changes,
    load_mouth_finish,
    mouth_crop,
    save_mouth_finish,
)
from studio.engine.rig_renderer.place import Place
from studio.files.pictures import Picture, Still
from studio.nets.mouth_finish import MAPS, MouthFinishConfig, MouthFinishNet

TINY = MouthFinishConfig(widths=(8, 8, 16, 16), fine=8)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a network that was never taught, and brightens whatever it may."""
    torch.manual_seed(0)
    net = MouthFinishNet(TINY)
    assert net.leave.bias is not None
    torch.nn.init.constant_(net.leave.bias, 1.0)
    path = tmp_path_factory.mktemp("finish") / "gath_hd.safetensors"
    save_mouth_finish(path, net)
    return path


@pytest.fixture(scope="module")
def finished(weights: Path) -> GathHdRenderer:
    return GathHdRenderer(weights)


@pytest.fixture(scope="module")
def likeness(astronaut: Pixels, finished: GathHdRenderer) -> RigLikeness:
    """She smiles with open lips."""
    found = prepared(Still(Picture(astronaut)), finished).likeness
    assert isinstance(found, RigLikeness)
    return replace(found, folds=replace(found.folds, strength=1.0), canvas=replace(found.canvas, front=None))


@pytest.fixture(scope="module")
def rig() -> RigRenderer:
    return RigRenderer()


def bare(likeness: RigLikeness) -> RigLikeness:
    return replace(likeness, finish=None)


def open_mouth(likeness: RigLikeness) -> FaceState:
    return likeness.rest.with_channels(jawOpen=0.25)


def test_that_at_its_own_state_the_photograph_is_itself(
    finished: GathHdRenderer, likeness: RigLikeness, astronaut: Pixels
) -> None:
    assert np.array_equal(finished.draw(likeness, likeness.rest), astronaut)


def test_that_a_mouth_that_opens_is_finished_and_nothing_beyond_it(
    finished: GathHdRenderer, likeness: RigLikeness, rig: RigRenderer
) -> None:
    state = open_mouth(likeness)
    change = np.abs(finished.draw(likeness, state).astype(int) - rig.draw(bare(likeness), state)).max(2)
    lips = likeness.person.place(state)[list(t.OUTER_LIPS), :2]
    y, x = np.nonzero(change)
    assert change.max() > 25
    unit = np.linalg.norm(np.subtract(*likeness.person.landmarks[list(t.EYE_OUTER), :2]))
    assert (lips.min(0) - np.array([x.min(), y.min()])).max() < 0.25 * unit
    assert (np.array([x.max(), y.max()]) - lips.max(0)).max() < 0.25 * unit


@pytest.mark.parametrize(
    "channels", [{"browInnerUp": 1.0}, {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}], ids=["brows", "blink"]
)
def test_that_lips_that_stay_where_they_are_are_left_as_the_rig_has_them(
    finished: GathHdRenderer, likeness: RigLikeness, rig: RigRenderer, channels: dict[str, float]
) -> None:
    state = likeness.rest.with_channels(**channels)
    assert np.array_equal(finished.draw(likeness, state), rig.draw(bare(likeness), state))


def test_that_a_head_that_turns_changes_nothing_of_the_mouth(
    finished: GathHdRenderer, likeness: RigLikeness, rig: RigRenderer
) -> None:
    state = replace(likeness.rest, head=likeness.rest.head.plus(HeadPose(yaw=8)))
    assert np.array_equal(finished.draw(likeness, state), rig.draw(bare(likeness), state))


def test_that_lips_that_never_part_are_left_alone(likeness: RigLikeness) -> None:
    person = likeness.person
    closed = replace(person, own=person.neutral, residual=np.zeros_like(person.residual))
    calm = replace(closed, rest=towards_neutral(person.rest))
    pressed = calm.rest.with_channels(mouthPressLeft=1, mouthPressRight=1)
    view = MouthView.of(Place.of(calm, pressed), likeness.mouth)
    assert view.strength == 0
    opened = MouthView.of(Place.of(calm, calm.rest.with_channels(jawOpen=0.5)), likeness.mouth)
    assert opened.strength == 1


def test_that_a_mouth_that_closes_is_finished_too(likeness: RigLikeness) -> None:
    view = MouthView.of(Place.of(likeness.person, towards_neutral(likeness.rest)), likeness.mouth)
    assert view.strength > 0.5
    assert view.maps[6].sum() > 10 * max(view.maps[0].sum(), 1), "it was open, and is no more"


@pytest.mark.parametrize("why", ["strange", "covered", "turned", "tongue", "wide", "draft"])
def test_that_it_holds_back_where_it_is_unsure(
    finished: GathHdRenderer, likeness: RigLikeness, rig: RigRenderer, why: str
) -> None:
    state, quality = open_mouth(likeness), "draft" if why == "draft" else "full"
    if why == "strange":
        likeness = replace(likeness, folds=replace(likeness.folds, strength=0.0))
    if why == "covered":
        front = np.zeros((160, 160), np.float32)
        front[100:] = 1
        likeness = replace(likeness, canvas=replace(likeness.canvas, front=front))
    if why == "turned":
        state = replace(state, head=HeadPose(yaw=45))
    if why == "wide":
        state = state.with_channels(jawOpen=1)
    if why == "tongue":
        state = state.with_channels(tongueOut=1)
    drawn = [r.draw(x, state, quality) for r, x in ((finished, likeness), (rig, bare(likeness)))]  # type: ignore[arg-type]
    assert np.array_equal(*drawn)


def test_that_the_crop_holds_the_mouth_level_in_its_middle(likeness: RigLikeness) -> None:
    landmarks = likeness.person.landmarks
    angle = np.radians(20)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rolled = np.column_stack([landmarks[:, :2] @ turn.T * 1.7, landmarks[:, 2] * 1.7])
    straight, tilted = (into_crop(x, mouth_crop(x)) for x in (landmarks, rolled))
    assert np.allclose(straight[:, :2], tilted[:, :2], atol=1e-6)
    eyes = straight[list(t.EYE_OUTER), :2]
    assert eyes[1] - eyes[0] == pytest.approx([0.88 * SIZE, 0], abs=1e-6)
    assert np.abs(straight[list(t.OUTER_LIPS), :2].mean(0) - SIZE / 2).max() < 6


def test_that_maps_tell_opening_lips_rows_and_motion(likeness: RigLikeness) -> None:
    view = MouthView.of(Place.of(likeness.person, open_mouth(likeness)), likeness.mouth)
    hole, lips, upper, lower, _, down, before = view.maps
    assert view.maps.shape == (MAPS, SIZE, SIZE)
    assert hole.sum() > before.sum() > 50
    assert (hole + lips).max() <= 1.001
    middle = np.argwhere(hole > 0.9).mean(0).astype(int)
    top = np.flatnonzero(hole[:, middle[1]] > 0.9)
    assert upper[top[0] + 1, middle[1]] > upper[top[-1] - 1, middle[1]], (
        "height falls from the row's roots down"
    )
    assert lower[top[-1] - 1, middle[1]] < 0.05 < lower[top[0] + 1, middle[1]]
    assert upper[top[0] + 1, middle[1]] >= 0
    below = view.points[17].astype(int)
    assert down[below[1], below[0]] > 0.04, "the lower lip has gone down"


def test_that_changes_are_laid_in_the_pictures_own_size_and_depth() -> None:
    changes = np.zeros((16, 16, 6), np.float32)
    changes[4:12, 4:12, :3] = np.log(2)
    changes[4:12, 4:12, 3:] = 0.1
    matrix = np.array([[0.25, 0, 0], [0, 0.25, 0]])
    rng = np.random.default_rng(0)
    for kind in (np.uint8, np.uint16):
        most = np.iinfo(kind).max
        picture = rng.integers(0, most // 3, (64, 64, 4)).astype(kind)
        out = picture.copy()
        lay_changes(out, changes, matrix)
        inside = (slice(26, 38), slice(26, 38), slice(0, 3))
        assert np.allclose(out[inside], picture[inside] * 2.0 + 0.1 * most, atol=2 + most / 1000)
        assert np.array_equal(out[..., 3], picture[..., 3])
        assert np.array_equal(out[:8], picture[:8])


def test_that_a_part_of_what_the_network_gives_is_laid(weights: Path) -> None:
    rng = np.random.default_rng(0)
    picture, maps = rng.random((SIZE, SIZE, 3), np.float32), rng.random((MAPS, SIZE, SIZE), np.float32)
    units = np.zeros(54, np.float32)
    laid = MouthFinish(weights).changes_told(picture, maps, units)
    given = (torch.from_numpy(x)[None] for x in (picture.transpose(2, 0, 1).copy(), maps, units))
    with torch.inference_mode():
        whole = torch.cat(load_mouth_finish(weights).changes(*given), 1)[0].permute(1, 2, 0).numpy()
    share = float((laid * whole).sum() / (whole * whole).sum())
    assert 0.3 < share < 0.9
    assert np.allclose(laid, share * whole, atol=1e-4)


def test_that_weights_are_kept_with_their_sizes(weights: Path) -> None:
    net = load_mouth_finish(weights)
    assert net.config == TINY
    assert float(net.leave.bias.detach()[0]) == pytest.approx(1)  # type: ignore[index]


def test_that_without_the_model_it_draws_as_the_rig_and_says_so(
    astronaut: Pixels, rig: RigRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: Path | None) -> None:
        return None

    monkeypatch.setattr(gath_hd_renderer, "_installed", missing)
    renderer = GathHdRenderer()
    found = prepared(Still(Picture(astronaut)), renderer).likeness
    assert isinstance(found, RigLikeness)
    state = open_mouth(found)
    assert np.array_equal(renderer.draw(found, state), rig.draw(found, state))
    assert "missing" in renderer.lacks
    assert "install" in facts_of(renderer).told.lower()


def test_that_a_model_that_nobody_has_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.rig_renderer.mouth_finish.MODEL", "gath_hd_that_nobody_has")
    assert GathHdRenderer().lacks


def test_that_with_its_model_nothing_is_lacking(finished: GathHdRenderer) -> None:
    assert finished.lacks == ""
    assert finished.name == "gath_hd"


def test_that_the_finish_that_comes_with_the_studio_finishes_a_mouth_and_harms_nothing(
    astronaut: Pixels, likeness: RigLikeness, rig: RigRenderer
) -> None:
    renderer = GathHdRenderer()
    assert renderer.lacks == ""
    own = replace(likeness, finish=MouthFinish())
    assert np.array_equal(renderer.draw(own, own.rest), astronaut)
    state = towards_neutral(own.rest).with_channels(jawOpen=0.3)
    change = np.abs(renderer.draw(own, state).astype(int) - rig.draw(bare(own), state)).max(2)
    assert 10 < change.max() < 120
    assert change[change > 0].mean() < 20


def test_that_the_studio_offers_it() -> None:
    facts = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    module, _, name = facts["project"]["entry-points"]["galatea.renderers"]["gath_hd"].partition(":")
    assert getattr(importlib.import_module(module), name) is GathHdRenderer
