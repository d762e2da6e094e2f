"""What the shading network is shown: a pair of pictures, varied, as tensors.

Light, colour, sharpness, place and size are varied alike in both pictures of a pair, so that what
the network must explain stays the truth; the motion is varied a little alone, as trackers err.
"""

from dataclasses import dataclass, fields

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

from studio.engine.crop import SIZE, filled, finely, into_crop, planes
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig_renderer.shading import HOLES, fade_of, motion_map
from studio.engine.warp.raster import rasterise
from studio.train.face_pairs import FaceSet, own_pose

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_AROUND = 9
"""Over how many pixels of the networks' crop exposure is compared."""
_GRAINED, _GRAIN = 0.3, 0.025
"""How many pairs have grain, and how much at most, of white."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One pair, or a batch of them.

    Attributes:
        picture: source, [n, 3, s, s], 0–1; s is the side of the crops, which may be finer than the networks'.
        skin, holes, fade: of the source [n, 1, s, s].
        motion: [n, 3, SIZE/2, SIZE/2] in pixels of the networks' crop, expression only, in the source's pose.
        field: where each pixel of the target comes from in the source, as ``grid_sample`` wants it
            [n, s, s, 2], −1 to 1.
        goal: target [n, 3, s, s], 0–1.
        counted: [n, 1, s, s] the target's skin, without eyes and mouth.
    """

    picture: Tensor
    skin: Tensor
    holes: Tensor
    fade: Tensor
    motion: Tensor
    field: Tensor
    goal: Tensor
    counted: Tensor

    def to(self, device: torch.device) -> "Pair":
        return Pair(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


def collate(pairs: list[Pair]) -> Pair:
    """Pairs → a batch."""
    return Pair(*(torch.cat([getattr(x, f.name) for x in pairs]) for f in fields(Pair)))


def pair_of(faces: FaceSet, pair: NDArray[np.int64], rng: Generator | None = None) -> Pair:
    """A pair (source, target) as tensors; varied if there is an ``rng``."""
    source, target = (int(i) for i in pair)
    picture, goal = (faces.crops[i].astype(np.float32) / 255 for i in (source, target))
    points, goal_points = faces.points[source], faces.points[target]
    if rng is not None and rng.random() < 0.5:
        picture, goal = picture[:, ::-1], goal[:, ::-1]
        points, goal_points = mirrored(points), mirrored(goal_points)
    if rng is not None:
        picture, points = _placed(picture, points, _place(rng))
    motion = own_pose(goal_points, points) - points
    field = source_field(finely(points, faces.times), finely(goal_points, faces.times), picture.shape[0])
    goal = goal * colour_match(picture, goal, field, motion, points)
    if rng is not None:
        motion = _unsure(motion, points, rng)
        picture, goal = _lit(picture, goal, field, rng)
        picture, goal = _developed(picture, goal, rng)
        picture, goal = _grained(picture, goal, field, rng)
    skin, holes = (_filled(points, rings, picture) for rings in ((t.OVAL,), HOLES))
    counted = _filled(goal_points, (t.OVAL,), picture) * (1 - _filled(goal_points, HOLES, picture))
    return Pair(
        picture=_image(picture),
        skin=_plane(skin),
        holes=_plane(holes),
        fade=_plane(fade_of(skin)),
        motion=torch.from_numpy(motion_map(points, motion))[None],
        field=torch.from_numpy((field + 0.5) * (2 / len(field)) - 1)[None],
        goal=_image(goal),
        counted=_plane(counted),
    )


def mirrored(points: Array) -> Array:
    """Landmarks [478, 3] of the mirrored crop."""
    out = points[load_basis().mirror].copy()
    out[:, 0] = SIZE - 1 - out[:, 0]
    return out


def source_field(points: Array, goal_points: Array, side: int) -> Floats:
    """For each pixel of the target its place in the source [s, s, 2]; its own place outside the face.

    ``points`` and ``goal_points`` [478, 3] are in pixels of a crop of that side.
    """
    own, triangles = _places(side), load_basis().triangles
    out, _ = rasterise(triangles, goal_points[:, :2], points[:, :2], (side, side), goal_points[:, 2], own)
    return out


def _places(side: int) -> Floats:
    """Each pixel's own place [s, s, 2]."""
    return np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).astype(np.float32)


def _filled(points: Array, rings: tuple[tuple[int, ...], ...], picture: Floats) -> Bytes:
    """1 inside the rings of landmarks of the networks' crop, 0 outside, as fine as a picture is."""
    return filled(finely(points, len(picture) // SIZE), rings, len(picture))


def colour_match(picture: Floats, goal: Floats, field: Floats, motion: Array, points: Array) -> Floats:
    """Gain [3] on the target for how differently the two were exposed, read where the face is still."""
    warped = cv2.remap(np.ascontiguousarray(picture), *planes(field), cv2.INTER_LINEAR)
    moved = np.linalg.norm(motion[:, :2], axis=1, keepdims=True)
    laid = motion_map(points + motion, np.repeat(moved, 3, 1))[0]
    face = _filled(points + motion, (t.OVAL,), picture) * (1 - _filled(points + motion, HOLES, picture))
    still = cv2.resize(np.exp(-((laid / 1.5) ** 2)), face.shape) * face
    around = (_AROUND * len(picture) // SIZE | 1,) * 2
    ratio = np.log(cv2.blur(warped, around) + 0.02) - np.log(cv2.blur(goal, around) + 0.02)
    mean = (ratio * still[..., None]).sum((0, 1)) / (still.sum() + 1)
    return np.asarray(np.exp(np.clip(mean, -0.2, 0.2)), np.float32)


def _place(rng: Generator) -> Array:
    """A little turned, scaled and shifted: [2, 3]."""
    turn = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), rng.uniform(-6, 6), rng.uniform(0.94, 1.06))
    out = np.asarray(turn, np.float64)
    out[:, 2] += rng.uniform(-3, 3, 2)
    return out


def _placed(picture: Floats, points: Array, matrix: Array) -> tuple[Floats, Array]:
    """Picture and landmarks carried by ``matrix`` [2, 3]."""
    whole, times = np.ascontiguousarray(picture), len(picture) // SIZE
    # Of the same crop at another fineness: a pixel's middle stays where it is.
    corner = (matrix[:, :2] - np.eye(2)).sum(1) * ((1 - times) / 2)
    fine = np.column_stack([matrix[:, :2], matrix[:, 2] * times + corner])
    placed = cv2.warpAffine(whole, fine, picture.shape[:2], borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(placed, np.float32), into_crop(points, matrix)


def _unsure(motion: Array, points: Array, rng: Generator) -> Array:
    """As if the tracker erred: a small shift and shear of all, and a little of each point's own."""
    place = (points - points.mean(0)) / SIZE
    drift = rng.normal(0, 0.25, 3) + place @ rng.normal(0, 0.6, (3, 3))
    out: Array = motion + drift + rng.normal(0, 0.12, motion.shape)
    return out


def _lit(picture: Floats, goal: Floats, field: Floats, rng: Generator) -> tuple[Floats, Floats]:
    """Light that falls off across the face, the same on both."""
    slope = rng.normal(0, 0.35, 2) * (rng.random() < 0.6)
    tint = rng.normal(0, 0.05, 3) + rng.normal(0, 0.2)
    own = _places(len(picture))
    out = [
        np.clip(p * np.exp((place / len(picture) - 0.5) @ slope)[..., None] * np.exp(tint), 0, 1).astype(
            np.float32
        )
        for p, place in ((picture, own), (goal, field))
    ]
    return out[0], out[1]


def _developed(picture: Floats, goal: Floats, rng: Generator) -> tuple[Floats, Floats]:
    """Contrast, colour and sharpness of another camera, the same on both."""
    power, colour = np.exp(rng.normal(0, 0.18)), 1 - rng.random() * (rng.random() < 0.3)
    soft = rng.uniform(0.4, 1.3) * len(picture) / SIZE if rng.random() < 0.25 else 0.0
    out = []
    for p in (picture, goal):
        contrasty = p**power
        toned = contrasty * colour + (contrasty @ _LUMA)[..., None] * (1 - colour)
        out.append(np.asarray(cv2.GaussianBlur(toned, (0, 0), soft) if soft else toned, np.float32))
    return out[0], out[1]


def _grained(picture: Floats, goal: Floats, field: Floats, rng: Generator) -> tuple[Floats, Floats]:
    """Grain of a film that moves along with the skin: what is no fold need not be explained."""
    if rng.random() > _GRAINED:
        return picture, goal
    grain = rng.normal(0, rng.uniform(0, _GRAIN), picture.shape[:2]).astype(np.float32)
    moved = cv2.remap(grain, *planes(field), cv2.INTER_LINEAR)
    return picture + grain[..., None], goal + np.asarray(moved)[..., None]


def _image(pixels: Floats) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1), np.float32))[None]


def _plane(values: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(values.astype(np.float32))[None, None]
