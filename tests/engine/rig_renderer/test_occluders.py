from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from studio.core.errors import ModelMissing
from studio.core.source import Pixels
from studio.engine.crop import filled, into_crop
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.occluders import Occluders, load_occlusion, mask_of, save_occlusion
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files import places
from studio.nets.occlusion import OcclusionConfig, OcclusionNet

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


@pytest.fixture(scope="module")
def occluders() -> Occluders:
    try:
        return Occluders()
    except ModelMissing:
        pytest.skip("the occluder network is not trained yet (models/QUEUE.md)")


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> Array:
    return FaceLandmarker().find(astronaut)[0].landmarks


@pytest.fixture
def disc() -> Bytes:
    """A round face in the middle of the crop."""
    return np.asarray(cv2.circle(np.zeros((160, 160), np.uint8), (80, 80), 50, 1, -1))


BROWS = (105, 334)


def with_microphone(pixels: Pixels, landmarks: Array) -> tuple[Pixels, Floats]:
    """The picture with a black microphone before the mouth, and where it is."""
    out, cover = pixels.copy(), np.zeros(pixels.shape[:2], np.uint8)
    unit = float(np.linalg.norm(landmarks[33, :2] - landmarks[263, :2]))
    x, y = landmarks[17, :2].round().astype(int).tolist()
    for image, head, stick in ((out, (28, 28, 30), (45, 46, 50)), (cover, 1, 1)):
        cv2.line(
            image, (x, y), (x - int(0.3 * unit), y + int(3 * unit)), stick, int(0.22 * unit), cv2.LINE_AA
        )
        cv2.circle(image, (x, y), int(0.24 * unit), head, -1, cv2.LINE_AA)
    cv2.circle(out, (x - 3, y - 4), int(0.06 * unit), (110, 110, 112), -1, cv2.LINE_AA)
    return cv2.GaussianBlur(out, (0, 0), 0.7), cover.astype(np.float32)


def test_that_a_bare_face_is_left_free_and_hair_over_the_forehead_is_not(
    occluders: Occluders, astronaut: Pixels, landmarks: Array
) -> None:
    mask, to_crop = occluders.mask(astronaut, landmarks)
    points = into_crop(landmarks, to_crop)
    face = filled(points, (t.OVAL,))
    brows = int(points[list(BROWS), 1].min())
    assert float((mask * face)[brows:].sum() / face.sum()) < 0.01
    assert 0.01 < float((mask * face)[:brows].sum() / face.sum()) < 0.12


def test_that_a_microphone_before_the_mouth_is_masked_and_the_brow_is_not(
    occluders: Occluders, astronaut: Pixels, landmarks: Array
) -> None:
    pixels, cover = with_microphone(astronaut, landmarks)
    mask, to_crop = occluders.mask(pixels, landmarks)
    points = into_crop(landmarks, to_crop)
    inside = filled(points, (t.OVAL,)) * (cv2.warpAffine(cover, to_crop, mask.shape) > 0.9)
    assert float((mask * inside).sum() / inside.sum()) > 0.7
    brows, nose = (int(points[i, 1]) for i in (BROWS[0], t.NOSE_TIP))
    free = filled(points, (t.OVAL,))[brows:nose]
    assert float((mask[brows:nose] * free).sum() / free.sum()) < 0.03


def test_that_specks_and_doubts_are_no_mask(disc: Bytes) -> None:
    seen = np.full((160, 160), 0.2, np.float32)
    seen[70:73, 70:73] = 1
    seen[90:110, 70:100] = 0.6
    assert not mask_of(seen, disc).any()


def test_that_a_mask_grows_a_little_ends_softly_and_goes_on_outside_the_face(disc: Bytes) -> None:
    seen = np.zeros((160, 160), np.float32)
    seen[60:80, 80:] = 0.95
    mask = mask_of(seen, disc)
    assert mask.min() >= 0
    assert mask.max() <= 1
    assert mask[70, 100] == pytest.approx(1, abs=1e-3)
    assert mask[70, 150] == pytest.approx(1, abs=0.05)
    assert 0.1 < mask[82, 100] < 0.9
    assert mask[95, 100] == 0


def test_that_a_network_saved_in_half_precision_comes_back(tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = OcclusionNet(OcclusionConfig(32, (8, 8, 16, 16)))
    save_occlusion(tmp_path / "net.safetensors", net)
    again = load_occlusion(tmp_path / "net.safetensors")
    x, plane = torch.rand(1, 3, 32, 32), torch.ones(1, 1, 32, 32)
    assert again.config == net.config
    torch.testing.assert_close(again(x, plane, plane), net.eval()(x, plane, plane), atol=2e-2, rtol=2e-2)


def test_that_a_studio_without_the_model_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "shipped_models", lambda: tmp_path)
    with pytest.raises(ModelMissing, match="in front of a face"):
        Occluders()
