"""The networks as we run them against OpenCV running them whole, and what we read of their file."""

import zipfile

import cv2
import numpy as np
import pytest

from studio.core.source import Pixels
from studio.engine.tracking.crops import Crop
from studio.engine.tracking.model import LandmarkModel
from studio.engine.tracking.tflite import TFLiteFile
from studio.files.models import installed_file


@pytest.fixture(scope="module")
def landmark_file() -> bytes:
    with zipfile.ZipFile(installed_file("face_landmarker")) as parts:
        return parts.read("face_landmarks_detector.tflite")


def test_that_the_heads_give_what_the_whole_network_gives(landmark_file: bytes, astronaut: Pixels) -> None:
    crop = Crop(np.array([226.0, 125.0]), 165.0, 0.0).sample(astronaut, 256)
    reading = LandmarkModel(installed_file("face_landmarker")).landmarks(crop)
    whole = cv2.dnn.readNetFromTFLite(np.frombuffer(landmark_file, np.uint8))
    whole.setInput(np.ascontiguousarray(crop.transpose(2, 0, 1)[None]))
    points = whole.forward("Identity").reshape(478, 3)
    np.testing.assert_allclose(reading.points * 256, points, atol=2e-3)
    assert reading.tongue == pytest.approx(float(whole.forward("Identity_2").item()), abs=1e-4)
    assert reading.presence > 0.99


def test_that_a_stored_tensor_has_the_shape_of_its_head(landmark_file: bytes) -> None:
    file = TFLiteFile(landmark_file)
    features, kernel, bias = file.inputs(file.tensor("Identity"))
    assert file.stored(kernel).shape == (1434, 2, 2, 128)
    assert file.stored(bias).shape == (1434,)
    assert features == file.inputs(file.tensor("Identity_1"))[0]


def test_that_a_crop_of_a_large_picture_is_averaged_not_skipped() -> None:
    fine = np.random.default_rng(0).integers(0, 256, (2048, 2048, 3)).astype(np.uint8)
    small = Crop(np.array([1024.0, 1024.0]), 2048.0, 0.0).sample(fine, 256)
    assert small.std() < 0.06  # of noise, a mean of 64 pixels each


def test_that_a_crop_takes_its_pixels_from_where_it_says() -> None:
    y, x = np.mgrid[0:300, 0:400] + 0.5
    ramp = np.stack([x, y, 0 * x], axis=-1).astype(np.float32)
    crop = Crop(np.array([200.0, 150.0]), 100.0, 0.4)
    seen = crop.sample(ramp, 50)
    u, v = (np.mgrid[0:50, 0:50][::-1] + 0.5) / 50
    places = crop.to_picture(np.stack([u.ravel(), v.ravel(), 0 * u.ravel()], axis=1))
    np.testing.assert_allclose(seen[..., :2].reshape(-1, 2), places[:, :2], atol=0.1)
