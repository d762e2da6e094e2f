"""The occlusion network's lesson on one face."""

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.source import Pixels
from studio.engine.rig_renderer.shading import crop_matrix, cut, into_crop
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.nets.occlusion import OcclusionNet
from studio.train.command_line import settings
from studio.train.face_pairs import FaceSet
from studio.train.loop import Loop
from studio.train.machine import chosen, sow
from studio.train.occlusion import OcclusionLesson, Recipe
from studio.train.pace import Length
from tests.train.toy import looks

RECIPE = Recipe(batch=2, widths=(8, 16, 16, 16))


@pytest.fixture(scope="module")
def faces(astronaut: Pixels) -> FaceSet:
    landmarks = FaceLandmarker().find(astronaut)[0].landmarks
    matrix = crop_matrix(landmarks)
    crop, points = cut(astronaut, matrix), into_crop(landmarks, matrix)
    names = np.array(["london/train/a/neutral", "london/train/a/smiling"])
    return FaceSet(np.stack([crop, crop]), np.stack([points, points]), names, np.array([[0, 1]]))


def sat_through(faces: FaceSet, work: Path, sitting: float | None) -> dict[str, torch.Tensor]:
    """What stands there after two steps, each a second of work, in sittings of so many minutes."""
    done = 0.0
    while done < 1:
        rng = sow(RECIPE.seed)
        net = OcclusionNet(RECIPE.config).to(memory_format=torch.channels_last)
        lesson = OcclusionLesson(net, faces, RECIPE, chosen("cpu"), rng)
        length = Length(2, sitting=sitting)
        loop = Loop(lesson, length, work, settings(RECIPE), clock=looks(), tell=lambda _: None)
        done = loop.run().done
    return lesson.taught.tensors()


def test_that_it_goes_on_as_if_it_had_never_stopped(faces: FaceSet, tmp_path: Path) -> None:
    whole = sat_through(faces, tmp_path / "whole", None)
    parts = sat_through(faces, tmp_path / "parts", 1 / 60)
    assert [name for name in whole if not torch.equal(whole[name], parts[name])] == []
