"""How good the shading is on people it never saw: the London set's held-out pairs, at full resolution.

The geometry of the true photograph is given, so that the bare warp and the warp with gain differ in
the gain alone. Distances are VGG16-HED in a crop of 256², within masks: for neutral → smile the skin
without lips (lips and teeth are another layer's work), for smile → neutral the whole face.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.engine.crop import SIZE, crop_matrix, filled, finer, into_crop, planes
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig_renderer.shading import Shading
from studio.engine.warp.raster import rasterise
from studio.nets.perception import Vgg16Hed, distance
from studio.train.face_pairs import Finder, own_pose, read_picture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIDE = 256
STEADY = (33, 263, 133, 362, 168, 6, 197, 195, 5, 4, 1, 10, 151, 9, 8, 127, 356, 234, 454)
"""Landmarks by which the two photographs are laid over one another."""
PROTOTYPE = {"smile": (0.245, 0.1305, 0.1216, 13), "neutral": (0.275, 0.135, 0.116, 13)}
"""Copy, warp, warp + gain, people for whom gain is better: what the first sketch of this reached."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One person, one direction: pictures are crops [256, 256, 3], distances those to the truth.

    Attributes:
        copy, warp, ours: VGG16-HED distance of the photograph itself, warped, warped with gain.
    """

    person: str
    pictures: tuple[Bytes, Bytes, Bytes, Bytes]
    copy: float
    warp: float
    ours: float


def trials(folder: Path, find: Finder, shading: Shading, vgg: Vgg16Hed, toward: str) -> Iterator[Trial]:
    """All people of ``folder`` (NNN_neutral.jpg, NNN_smiling.jpg), ``toward`` "smile" or "neutral"."""
    states = ("neutral", "smiling") if toward == "smile" else ("smiling", "neutral")
    for path in sorted(folder.glob(f"*_{states[0]}.jpg")):
        person = path.name[:3]
        pictures = [read_picture(path.with_name(f"{person}_{state}.jpg")) for state in states]
        points = [find(p)[0].landmarks for p in pictures]
        yield trial(person, pictures, points, shading, vgg, lips=toward != "smile")


def trial(
    person: str, pictures: list[Bytes], points: list[Array], shading: Shading, vgg: Vgg16Hed, *, lips: bool
) -> Trial:
    """Source and truth, each with landmarks [478, 3]; ``lips`` are judged too or left out."""
    (source, truth), (own, other) = pictures, points
    truth, goal = laid_over(truth, other, own)
    result = moved(source, own, goal, None)
    shaded = moved(source, own, goal, shading.gain(shading.prepare(source, own), own_pose(goal, own)))
    matrix = crop_matrix(own, SIDE)
    crops = tuple(_crop(p, matrix) for p in (source, result, shaded, truth))
    face = filled(into_crop(goal, matrix), (t.OVAL,), SIDE)
    mask = face if lips else face * (1 - filled(into_crop(goal, matrix), (t.OUTER_LIPS,), SIDE))
    with torch.no_grad():
        features = [vgg(_tensor(c)) for c in crops]
        m = torch.from_numpy(mask.astype(np.float32))[None, None]
        copy, warp, ours = (float(distance(f, features[3], m)) for f in features[:3])
    return Trial(person, crops, copy, warp, ours)  # type: ignore[arg-type]


def laid_over(pixels: Bytes, points: Array, like: Array) -> tuple[Bytes, Array]:
    """A photograph and its landmarks turned, scaled and shifted onto another's steady landmarks."""
    places = [p[list(STEADY), :2].astype(np.float32) for p in (points, like)]
    matrix = np.asarray(cv2.estimateAffinePartial2D(places[0], places[1], method=cv2.LMEDS)[0], np.float64)
    height, width = pixels.shape[:2]
    out = cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8), into_crop(points, matrix)


def moved(source: Bytes, own: Array, goal: Array, gain: Floats | None) -> Bytes:
    """The source warped from its landmarks to others, with a log-gain of its crop [m, m, 3] or without."""
    field = whole_field(own, goal, source.shape[:2])
    warped = np.asarray(cv2.remap(source, *planes(field), cv2.INTER_CUBIC), np.float32)
    if gain is not None:
        matrix = finer(crop_matrix(own), len(gain) // SIZE)
        at = (field @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
        warped *= np.exp(cv2.remap(gain, *planes(at), cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT))
    return np.asarray(np.clip(warped + 0.5, 0, 255), np.uint8)


def whole_field(own: Array, goal: Array, shape: tuple[int, int]) -> Floats:
    """For each pixel its place in the source [h, w, 2]; around the face the motion fades out."""
    oval = list(t.OVAL)
    n, centre, shift = len(oval), own[oval, :2].mean(0), (goal - own)[oval, :2]
    rings = [centre + (own[oval, :2] - centre) * r for r in (1.25, 1.9)]
    source = np.vstack([own[:, :2], *rings])
    target = np.vstack([goal[:, :2], rings[0] + shift * 0.5, rings[1]])
    loops = [np.array(oval), 478 + np.arange(n), 478 + n + np.arange(n)]
    around = [
        np.column_stack(columns)
        for a, b in pairwise(loops)
        for columns in ((a, b, np.roll(b, -1)), (a, np.roll(b, -1), np.roll(a, -1)))
    ]
    depth = np.concatenate([goal[:, 2], np.full(2 * n, 1e3)])
    height, width = shape
    place = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1).astype(np.float32)
    triangles = np.vstack([load_basis().triangles, *around]).astype(np.int32)
    out, _ = rasterise(triangles, target, source, (width, height), depth, place)
    return out


def sheet(results: list[Trial]) -> Bytes:
    """Photograph, warp, warp with gain, truth: two people to a row."""
    strips = [np.hstack(r.pictures) for r in results]
    strips += [np.full_like(strips[0], 255)] * (len(strips) % 2)
    return np.vstack([np.hstack(pair) for pair in zip(strips[::2], strips[1::2], strict=True)])


def table(results: list[Trial], toward: str) -> str:
    """The means beside the prototype's."""
    means = [float(np.mean([getattr(r, key) for r in results])) for key in ("copy", "warp", "ours")]
    wins = sum(r.ours < r.warp for r in results)
    was = PROTOTYPE[toward]
    return (
        f"toward {toward}: copy {means[0]:.4f}  warp {means[1]:.4f}  warp + gain {means[2]:.4f} "
        f"({means[2] / means[1]:.3f} of the warp; better for {wins} of {len(results)}); "
        f"prototype {was[0]} {was[1]} {was[2]} ({was[2] / was[1]:.3f}; {was[3]} of 15)"
    )


def _crop(pixels: Bytes, matrix: Array) -> Bytes:
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.6)
    out = cv2.warpAffine(soft, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8)


def _tensor(pixels: Bytes) -> Tensor:
    return torch.from_numpy(pixels.transpose(2, 0, 1).astype(np.float32) / 255)[None]
