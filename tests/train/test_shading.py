from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from studio.core.errors import UsageError
from studio.core.source import Pixels
from studio.engine.crop import SIZE, crop_matrix, cut, finer, into_crop
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import FLIP, rotation_of
from studio.engine.rig_renderer.shading import Familiar, save_shading
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.train.face_pairs import FaceSet, gathered, own_pose
from studio.train.shading import Recipe, paced, shown, started
from studio.train.shading_lessons import mirrored, pair_of


@pytest.fixture(scope="module", params=[1, 2], ids=["coarse", "fine"])
def faces(request: pytest.FixtureRequest, astronaut: Pixels) -> FaceSet:
    """One face twice: as photographed, and with 8 % more light and the mouth let down by two pixels."""
    landmarks = FaceLandmarker().find(astronaut)[0].landmarks
    matrix, times = crop_matrix(landmarks), request.param
    crop, points = cut(astronaut, finer(matrix, times), SIZE * times), into_crop(landmarks, matrix)
    other = points.copy()
    other[[13, 14, 61, 291, 17, 0], 1] += 2
    brighter = np.clip(crop * 1.08, 0, 255).astype(np.uint8)
    names = np.array(["london/train/a/neutral", "london/train/a/smiling"])
    return FaceSet(np.stack([crop, brighter]), np.stack([points, other]), names, np.array([[0, 1], [1, 0]]))


def test_that_a_turned_head_is_no_expression() -> None:
    basis = load_basis()
    head, turned = (basis.neutral @ rotation_of(yaw, 5, 2).T * FLIP * 7 + 80 for yaw in (0, 12))
    np.testing.assert_allclose(own_pose(turned * 1.3, head), head, atol=1e-6)


def test_that_a_face_mirrored_twice_is_itself(faces: FaceSet) -> None:
    np.testing.assert_allclose(mirrored(mirrored(faces.points[0])), faces.points[0])


def test_that_the_source_is_shown_in_the_target_s_place_and_light(faces: FaceSet) -> None:
    same = pair_of(faces, np.array([0, 0]))
    picture = shown(same.picture, torch.zeros_like(same.picture), same.field)
    assert float((picture - same.goal).abs().max()) < 1e-4
    brighter = pair_of(faces, faces.pairs[0])
    upper = SIZE * faces.times // 2
    still = brighter.counted[:, :, :upper] > 0
    ratio = (brighter.goal / brighter.picture.clamp(min=0.02))[:, :1, :upper][still]
    assert float(ratio.median()) == pytest.approx(1.0, abs=0.03)


def test_that_varied_lessons_stay_true(faces: FaceSet) -> None:
    rng = np.random.default_rng(0)
    for _ in range(6):
        x = pair_of(faces, np.array([0, 0]), rng)
        picture = shown(x.picture, torch.zeros_like(x.picture), x.field)
        assert float(((picture - x.goal).abs() * x.counted).sum() / x.counted.sum() / 3) < 0.04


def test_that_pairs_are_read_as_they_were_stored(
    faces: FaceSet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pairs") / "pairs.npz"
    faces.save(path)
    again = FaceSet.load(path)
    assert (again.crops == faces.crops).all()
    assert again.pairs_of("london/train").tolist() == faces.pairs.tolist()
    assert not len(again.pairs_of("grid"))
    assert gathered(path, path, faces.times).times == faces.times
    with pytest.raises(UsageError, match="pixels wide"):
        gathered(path, path, 3)


def test_that_a_lesson_shows_a_finer_picture_in_its_place(faces: FaceSet) -> None:
    plain, x = (pair_of(faces, np.array([0, 0]), rng) for rng in (None, np.random.default_rng(1)))
    side = SIZE * faces.times
    assert x.picture.shape[2:] == x.field.shape[1:3] == x.fade.shape[2:] == (side, side)
    assert plain.motion.shape == x.motion.shape == (1, 3, SIZE // 2, SIZE // 2)
    # What is dark and round is a pupil: it lies within its hole, however the picture was turned.
    for pair in (plain, x):
        holes = pair.holes[0, 0, : side // 2] > 0
        light = pair.picture[0].mean(0)[: side // 2]
        assert light[holes].mean() < light[pair.skin[0, 0, : side // 2] > 0].mean()


def test_that_a_training_goes_on_from_weights_without_finer_maps(tmp_path: Path, faces: FaceSet) -> None:
    old = started(Recipe(), None)
    save_shading(
        tmp_path / "old.safetensors",
        old,
        Familiar(np.zeros(3, np.float32), np.eye(3, dtype=np.float32), 1, 2),
    )
    new = started(Recipe(fine=2), tmp_path / "old.safetensors")
    assert all(torch.equal(x.half(), new.state_dict()[name].half()) for name, x in old.state_dict().items())
    shares = {g["share"]: len(g["params"]) for g in paced(new, Recipe(fine=2, coarse=0.2))}
    assert shares == {
        0.2: len(list(old.parameters())),
        1.0: len(list(new.parameters())) - len(list(old.parameters())),
    }


def test_that_the_crop_s_eyes_are_level(faces: FaceSet) -> None:
    right, left = faces.points[0][33], faces.points[0][263]
    assert right[1] == pytest.approx(left[1])
    assert cv2.norm(right[:2] - left[:2]) == pytest.approx(0.42 * SIZE)
