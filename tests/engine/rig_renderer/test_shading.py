import json
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from studio.core.source import Pixels
from studio.engine.crop import SIZE, coarsely, crop_matrix, cut, filled, finely, into_crop
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import rotation_of
from studio.engine.rig_renderer.shading import (
    ShadedFace,
    Shading,
    facing,
    lightened,
    lightest_of,
    load_familiar,
    load_shading,
    save_shading,
)
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.models import installed_file

Array = NDArray[np.float64]


@pytest.fixture(scope="module")
def shading() -> Shading:
    return Shading()


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> Array:
    return FaceLandmarker().find(astronaut)[0].landmarks


@pytest.fixture(scope="module")
def face(shading: Shading, astronaut: Pixels, landmarks: Array) -> ShadedFace:
    return shading.prepare(astronaut, landmarks)


@pytest.fixture(scope="module")
def less_smile(landmarks: Array) -> Array:
    """The corners of the mouth and the cheeks beside them let down."""
    corners = landmarks[list(t.MOUTH_CORNERS), :2]
    unit = np.linalg.norm(landmarks[33, :2] - landmarks[263, :2])
    near = np.exp(-(((landmarks[:, None, :2] - corners) / (0.35 * unit)) ** 2).sum(2))
    out = landmarks.copy()
    out[:, 1] += 0.12 * unit * near.sum(1)
    out[:, 0] += 0.06 * unit * (near[:, 0] - near[:, 1])
    return out


def test_that_a_portrait_at_rest_keeps_its_shading_exactly(
    shading: Shading, face: ShadedFace, landmarks: Array
) -> None:
    assert not shading.gain(face, landmarks).any()


def test_that_the_gain_acts_where_the_face_moves_and_nowhere_outside_it(
    shading: Shading, face: ShadedFace, less_smile: Array
) -> None:
    gain = np.abs(shading.gain(face, less_smile)).mean(2)
    times = face.size // SIZE
    points, near = finely(face.points, times), 6 * times
    outside = filled(points, (t.OVAL,), face.size) == 0
    cheek, forehead = (points[i, :2].round().astype(int) for i in (205, 151))
    around = [gain[y - near : y + near + 1, x - near : x + near + 1].mean() for x, y in (cheek, forehead)]
    assert gain.shape == (face.size, face.size)
    assert gain[outside].max() < 0.02
    assert around[0] > 2 * around[1]
    assert around[0] > 0.01


def test_that_half_a_motion_gives_about_half_the_gain(
    shading: Shading, face: ShadedFace, landmarks: Array, less_smile: Array
) -> None:
    whole, half = (shading.gain(face, landmarks + k * (less_smile - landmarks)) for k in (1.0, 0.5))
    assert 0.3 < np.abs(half).mean() / np.abs(whole).mean() < 0.8


def test_that_a_small_step_of_the_landmarks_is_a_small_step_of_the_shading(
    shading: Shading, face: ShadedFace, less_smile: Array
) -> None:
    trembling = less_smile + np.random.default_rng(0).normal(0, 0.05, less_smile.shape)
    whole, step = shading.gain(face, less_smile), shading.gain(face, trembling)
    assert np.abs(step - whole).mean() < 0.1 * np.abs(whole).mean()


def test_that_a_larger_photograph_of_more_depth_and_alpha_is_shaded_alike(
    shading: Shading, face: ShadedFace, astronaut: Pixels, landmarks: Array, less_smile: Array
) -> None:
    large = cv2.resize(astronaut.astype(np.uint16) * 257, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    large = np.dstack([large, np.full(large.shape[:2], 65535, np.uint16)])
    scaled = [np.column_stack([(x[:, :2] + 0.5) * 3 - 0.5, x[:, 2] * 3]) for x in (landmarks, less_smile)]
    there = shading.gain(shading.prepare(large, scaled[0]), scaled[1])
    here = shading.gain(face, less_smile)
    assert np.abs(there - here).mean() < 0.15 * np.abs(here).mean()


def test_that_a_photograph_without_colours_of_its_own_gets_none(
    shading: Shading, astronaut: Pixels, landmarks: Array, less_smile: Array
) -> None:
    grey = cv2.cvtColor(cv2.cvtColor(astronaut, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    sepia = (grey * np.array([1, 0.85, 0.6])).astype(np.uint8)
    for old in (grey, sepia):
        gain = shading.gain(shading.prepare(old, landmarks), less_smile)
        assert np.abs(gain).max() > 0.05
        assert np.ptp(gain, axis=2).max() < 1e-6


def test_that_a_fold_that_is_filled_takes_the_colour_of_the_skin_around_it() -> None:
    around = torch.tensor([0.5, 0.7, 0.9]).reshape(3, 1, 1).expand(3, 4, 4)
    gain = lightened(torch.full((3, 4, 4), 0.8), around, torch.full((4, 4), 0.6))
    share = gain.mean() / around.mean()
    assert 0.6 < share <= 1, "no lighter than the skin"
    assert torch.allclose(gain - gain.mean(0), share * (around - around.mean(0)), atol=1e-4)


def test_that_darkening_and_even_skin_keep_what_the_network_says() -> None:
    for gain in (torch.full((3, 4, 4), -0.8), torch.full((3, 4, 4), 0.05)):
        assert torch.allclose(lightened(gain, torch.zeros(3, 4, 4), torch.full((4, 4), 0.6)), gain, atol=5e-3)


def test_that_lids_under_brows_that_rise_are_not_lit_as_lamps(landmarks: Array) -> None:
    matrix = crop_matrix(landmarks)
    points = into_crop(landmarks, matrix)
    lightest = lightest_of(points)
    lid = points[[t.LID_FOLD_RIGHT[3], t.BROW_BELOW_RIGHT[2]], :2].mean(0).round().astype(int)
    cheek = points[205, :2].round().astype(int)
    bright = lightened(torch.full((3, 160, 160), 1.5), torch.full((3, 160, 160), 0.5), lightest)
    assert bright[:, lid[1], lid[0]].max() < 0.2
    assert bright[:, cheek[1], cheek[0]].min() > 0.45


def test_that_a_crop_shows_the_eyes_level_at_any_turn(astronaut: Pixels, landmarks: Array) -> None:
    turned = cv2.getRotationMatrix2D((256, 256), 40, 1.0)
    places = np.column_stack([landmarks[:, :2] @ turned[:, :2].T + turned[:, 2], landmarks[:, 2]])
    crops = [
        cut(p, crop_matrix(q)).astype(float)
        for p, q in ((astronaut, landmarks), (cv2.warpAffine(astronaut, turned, (512, 512)), places))
    ]
    assert np.abs(crops[0] - crops[1])[30:130, 30:130].mean() < 6


def test_that_a_face_turned_away_gets_less() -> None:
    basis = load_basis()
    heads = [basis.neutral @ rotation_of(yaw, 0, 0).T * np.array([1.0, -1, -1]) for yaw in (0, 30, 60)]
    front, half, side = (facing(points) for points in heads)
    assert front == pytest.approx(1.0)
    assert 0 < half < 1
    assert side == pytest.approx(0.0)


def test_that_saved_and_loaded_weights_shade_alike(
    tmp_path: Path, shading: Shading, face: ShadedFace, astronaut: Pixels, landmarks: Array, less_smile: Array
) -> None:
    path = tmp_path / "shading.safetensors"
    weights = installed_file("shading")
    save_shading(path, load_shading(weights), load_familiar(weights))
    again = Shading(path)
    gain = again.gain(again.prepare(astronaut, landmarks), less_smile)
    np.testing.assert_allclose(gain, shading.gain(face, less_smile), atol=1e-5)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Shading:
    """What ships without its finer maps, in a file as they were before there were any."""
    known = load_shading(installed_file("shading"))
    config = {k: v for k, v in asdict(known.config).items() if k not in ("fine", "reach")}
    tensors = {f"net.{k}": x.half().contiguous() for k, x in known.state_dict().items() if "sharpen" not in k}
    familiar = load_familiar(installed_file("shading"))
    tensors |= {
        f"familiar.{k}": torch.from_numpy(getattr(familiar, k)).contiguous() for k in ("mean", "axes")
    }
    facts = {"config": json.dumps(config), "limits": json.dumps({"near": familiar.near, "far": familiar.far})}
    path = tmp_path_factory.mktemp("plain") / "shading.safetensors"
    save_file(tensors, path, facts)
    return Shading(path)


def test_that_finer_maps_sharpen_the_gain_and_leave_what_is_wide_as_it_was(
    shading: Shading, plain: Shading, face: ShadedFace, astronaut: Pixels, landmarks: Array, less_smile: Array
) -> None:
    before = plain.prepare(astronaut, landmarks)
    gain = shading.gain(face, less_smile)
    known = plain.gain(before, less_smile) * (face.strength / before.strength)
    assert known.shape == (SIZE, SIZE, 3)
    assert gain.shape == (2 * SIZE, 2 * SIZE, 3) == (face.size, face.size, 3)
    added = gain - cv2.resize(known, (face.size, face.size))
    fine, wide = added - cv2.GaussianBlur(added, (0, 0), 3), cv2.GaussianBlur(added, (0, 0), 12)
    assert fine.std() > 2 * wide.std()
    assert np.abs(coarsely(gain) - known).mean() < 0.5 * np.abs(known).mean()


def test_that_a_face_may_be_looked_at_without_fine_lines(
    shading: Shading, plain: Shading, astronaut: Pixels, landmarks: Array, less_smile: Array
) -> None:
    quick, before = shading.prepare(astronaut, landmarks, lines=False), plain.prepare(astronaut, landmarks)
    np.testing.assert_allclose(shading.gain(quick, less_smile), plain.gain(before, less_smile), atol=1e-5)


def test_that_finer_maps_light_lids_no_more_than_the_network_may(
    shading: Shading, face: ShadedFace, less_smile: Array
) -> None:
    free, none = (replace(face, held=torch.full_like(face.held, share)) for share in (1.0, 0.0))
    more = shading.gain(free, less_smile) - shading.gain(none, less_smile)
    assert more.max() > 0.01
    assert more.min() >= 0
    some = shading.gain(face, less_smile) - shading.gain(none, less_smile)
    np.testing.assert_allclose(some, more * face.held.numpy()[..., None], atol=1e-5)
    points = finely(face.points, 2)
    lid = points[[t.LID_FOLD_RIGHT[3], t.BROW_BELOW_RIGHT[2]], :2].mean(0).round().astype(int)
    cheek = points[205, :2].round().astype(int)
    assert face.held[lid[1], lid[0]] < 0.3
    assert face.held[cheek[1], cheek[0]] > 0.9


def test_that_the_weights_are_small_enough_to_ship() -> None:
    assert installed_file("shading").stat().st_size <= 2_000_000
