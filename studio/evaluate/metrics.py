"""Measures between pictures and between faces.

Pictures are RGB uint8 [h, w, 3], landmarks [478, 2 or 3] in pixels, masks bool or 0–1 [h, w].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import h5py
import numpy as np
import torch
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from studio.core.source import Pixels
from studio.engine.networks import CPU, Network, shared_networks
from studio.engine.rig import topology as t
from studio.nets.perception import Vgg16Hed, distance

Array = NDArray[np.float64]
Mask = NDArray[np.floating] | NDArray[np.bool_]

STILL: Final = (33, 263, 133, 362, 168, 6, 197, 195, 5, 4, 1, 10, 151, 9, 8, 127, 356, 234, 454)
"""Landmarks that hardly move with the face: eye corners, nose, forehead, temples."""
MOUTH: Final = (61, 291, 0, 17, 13, 14, 40, 270, 91, 321)


def psnr(picture: Pixels, truth: Pixels, mask: Mask | None = None) -> float:
    """Peak signal-to-noise ratio in dB, 10·log₁₀(255²/MSE), over all channels; inside a mask if given."""
    squares = ((picture.astype(np.float64) - truth) ** 2).mean(2)
    mean = squares.mean() if mask is None else (squares * mask).sum() / mask.sum()
    return float(10 * np.log10(255.0**2 / max(float(mean), 1e-3)))


def ssim(picture: Pixels, truth: Pixels) -> float:
    """Structural similarity of the grey pictures: Gaussian window 11 × 11, σ 1.5 (Wang et al. 2004)."""
    return _ssim(picture, truth, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)


def ssim_uniform(picture: Pixels, truth: Pixels) -> float:
    """The same with a uniform 7 × 7 window, as older figures of the rig were made."""
    return _ssim(picture, truth)


def _ssim(picture: Pixels, truth: Pixels, **window: Any) -> float:
    a, b = (cv2.cvtColor(np.ascontiguousarray(x), cv2.COLOR_RGB2GRAY) for x in (picture, truth))
    return float(structural_similarity(a, b, data_range=255, **window))  # type: ignore[no-untyped-call]


def load_vgg16_hed(path: Path) -> Vgg16Hed:
    """The network from its published file."""
    with h5py.File(path) as file:
        arrays: dict[str, NDArray[np.float32]] = {}
        file.visititems(
            lambda name, item: arrays.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None
        )
    return Vgg16Hed(arrays)


@cache
def _perception() -> Network[Vgg16Hed]:
    """On the CPU, so that figures are the same everywhere."""
    return shared_networks().load("vgg16_hed", load_vgg16_hed, device=CPU)


def features(picture: Pixels) -> list[torch.Tensor]:
    """VGG16-HED features of a picture, for ``feature_distance``: five tensors."""
    tensor = torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1))).float()[None] / 255
    return _perception().run(lambda net, _: net.forward(tensor))


def feature_distance(a: list[torch.Tensor], b: list[torch.Tensor], mask: Mask) -> float:
    """VGG16-HED distance inside a mask [h, w]: unit features' squared differences, mean of five blocks."""
    inside = torch.from_numpy(np.asarray(mask, np.float32))[None, None]
    with torch.inference_mode():
        return float(distance(a, b, inside)[0])


def similarity(points: Array, goal: Array) -> Array:
    """The similarity [2, 3] that carries points [n, 2] nearest to goal [n, 2] (least squares)."""
    mean, goal_mean = points.mean(0), goal.mean(0)
    a, b = points - mean, goal - goal_mean
    turn = np.array([(a * b).sum(), (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()]) / (a**2).sum()
    matrix = np.array([[turn[0], -turn[1]], [turn[1], turn[0]]])
    return np.column_stack([matrix, goal_mean - matrix @ mean])


def onto(landmarks: Array, goal: Array) -> Array:
    """Landmarks [478, 2] brought onto those of another picture by what does not move with the face."""
    matrix = similarity(landmarks[list(STILL), :2], goal[list(STILL), :2])
    out: Array = landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return out


def interocular(landmarks: Array) -> float:
    """Pixels between the outer eye corners."""
    right, left = (landmarks[i, :2] for i in t.EYE_OUTER)
    return float(np.linalg.norm(right - left))


def mouth_distance(landmarks: Array, goal: Array) -> float:
    """Mean distance of ten points of the lips after similarity alignment, in interocular units."""
    moved = onto(landmarks, goal)
    away = np.linalg.norm(moved[list(MOUTH)] - goal[list(MOUTH), :2], axis=1)
    return float(away.mean()) / interocular(goal)


def face_distance(landmarks: Array, goal: Array) -> float:
    """Mean distance of all skin landmarks where they are, in interocular units."""
    away = np.linalg.norm(landmarks[:468, :2] - goal[:468, :2], axis=1)
    return float(away.mean()) / interocular(goal)


def lip_gap(landmarks: Array) -> float:
    """Distance of the inner lips at the three middle pairs, in interocular units."""
    pairs = np.array(t.LIP_PAIRS[3:6])
    return float(np.linalg.norm(landmarks[pairs[:, 0], :2] - landmarks[pairs[:, 1], :2], axis=1).mean()) / (
        interocular(landmarks)
    )


def rmse(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Root mean square difference."""
    return float(np.sqrt(((np.asarray(a, np.float64) - b) ** 2).mean()))


def polygon(points: Array, size: tuple[int, int]) -> NDArray[np.uint8]:
    """1 inside a polygon [n, 2], 0 outside: [height, width]; size is (width, height)."""
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(mask, [np.round(points[:, :2] * 16).astype(np.int32)], 1, shift=4)
    return mask


def regions(landmarks: Array, size: tuple[int, int]) -> dict[str, NDArray[np.bool_]]:
    """``background``, ``face`` and ``mouth`` of a picture."""
    face = polygon(landmarks[list(t.OVAL)], size)
    width = max(1, round(0.25 * interocular(landmarks)))
    around = cv2.dilate(face, np.ones((width, width), np.uint8))
    lips = polygon(landmarks[list(t.OUTER_LIPS)], size)
    return {"background": around == 0, "face": face > 0, "mouth": lips > 0}


@dataclass(slots=True)
class Motion:
    """Inter-frame MSE of a rendered clip beside the true one, by region, fed frame by frame.

    1 is ideal, less is frozen, more flickers.
    """

    _last: tuple[Pixels, Pixels] | None = None
    _sums: dict[str, Array] = field(default_factory=dict)

    def add(self, picture: Pixels, truth: Pixels, masks: Mapping[str, NDArray[np.bool_]]) -> None:
        """The next frame of both, and where the regions are in it."""
        if self._last is not None:
            pairs = ((picture, self._last[0]), (truth, self._last[1]))
            moved = [((now.astype(np.float32) - before) ** 2).mean(2) for now, before in pairs]
            for name, mask in masks.items():
                if mask.any():
                    step = np.array([float(square[mask].mean()) for square in moved])
                    self._sums[name] = self._sums.get(name, np.zeros(2)) + step
        self._last = (picture, truth)

    def ratios(self) -> dict[str, float]:
        """Rendered over true, by region."""
        return {name: float(ours / max(true, 1e-9)) for name, (ours, true) in self._sums.items()}
