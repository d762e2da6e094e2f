"""What lies in front of a face and does not move with its skin: hand, microphone, hair over the brow.

The network of ``studio.nets.occlusion`` looks at the aligned crop of ``studio.engine.crop``. A false
mask freezes an expression and a missed one bends a finger, so whatever is unsure counts as face.
"""

import json
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.errors import ModelMissing, UsageError
from studio.core.source import Pixels
from studio.core.words import Said
from studio.engine.crop import crop_matrix, cut, filled, into_crop
from studio.engine.networks import shared_networks
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.shading import face_tensors
from studio.nets.occlusion import OcclusionConfig, OcclusionNet

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_LIKELY, _CERTAIN = 0.5, 0.8
"""Probability from which a pixel may lie in front, and from which it wholly does; every occluder is
somewhere certain."""
_SPECK = 0.005
_LEAST = 0.004
"""Parts of the face: what is smaller is no occluder; less than this altogether is none."""
_CLOSED, _GROWTH, _SOFTNESS = 15, 5, 1.0
"""Pixels of the crop: windows by which notches are closed (a black microphone on the dark of a mouth) and
the mask is grown, and how softly it ends."""


def save_occlusion(path: Path, net: OcclusionNet) -> None:
    """Write the network in half precision."""
    tensors = {name: x.half().contiguous() for name, x in net.state_dict().items()}
    save_file(tensors, path, {"config": json.dumps(asdict(net.config))})


def load_occlusion(path: Path) -> OcclusionNet:
    """The network in single precision."""
    with safe_open(path, "pt") as file:
        about = json.loads(file.metadata()["config"])
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    net = OcclusionNet(OcclusionConfig(about["size"], tuple(about["widths"])))
    net.load_state_dict(tensors)
    return net


@torch.inference_mode()
def probability_of(
    net: OcclusionNet, crop: Pixels, points: Array, device: torch.device = torch.device("cpu")
) -> Floats:
    """What the network says of an aligned crop [s, s, 3] with landmarks [478, 3] in it: [s, s], 0–1."""
    picture, skin, holes, _ = (x.to(device) for x in face_tensors(crop, points))
    return np.asarray(torch.sigmoid(net(picture, skin, holes))[0, 0].cpu().numpy(), np.float32)


def mask_of(probability: Floats, oval: Bytes) -> Floats:
    """Probabilities [s, s] → how much of each pixel lies in front [s, s], 0–1; all zero if nothing does.

    What is told of the face's outline goes on outside it, so that the warp does not tear a finger where
    it leaves the face.

    Args:
        probability: of the network; only what is inside ``oval`` counts.
        oval: 1 inside the face, 0 outside.
    """
    inside = probability * oval
    solid = _objects(inside, float(oval.sum()))
    if solid.sum() < _LEAST * oval.sum():
        return np.zeros_like(probability)
    sure = np.clip((inside - _LIKELY) / (_CERTAIN - _LIKELY), 0, 1) * solid
    whole = cv2.morphologyEx(sure.astype(np.float32), cv2.MORPH_CLOSE, _window(_CLOSED))
    grown = cv2.dilate(_carried_out(np.asarray(whole * oval, np.float32), oval), _window(_GROWTH))
    return np.asarray(cv2.GaussianBlur(grown, (0, 0), _SOFTNESS), np.float32)


def _window(size: int) -> Bytes:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def _objects(inside: Floats, face: float) -> Bytes:
    """1 where connected parts are large enough and somewhere certain."""
    likely = (inside >= _LIKELY).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(likely, connectivity=8)
    kept = np.zeros(count, np.uint8)
    for i in range(1, count):
        large = stats[i, cv2.CC_STAT_AREA] >= _SPECK * face
        kept[i] = large and inside[labels == i].max() >= _CERTAIN
    return np.asarray(kept[labels], np.uint8)


def _carried_out(inside: Floats, oval: Bytes) -> Floats:
    """Outside the oval, what is at the nearest point inside."""
    _, nearest = cv2.distanceTransformWithLabels(1 - oval, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    own = np.zeros(int(nearest.max()) + 1, np.float32)
    own[nearest[oval > 0]] = inside[oval > 0]
    return np.asarray(own[nearest], np.float32)


class Occluders:
    """Finds what lies in front of a face.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, weights: Path | None = None, device: torch.device | None = None) -> None:
        try:
            # One thread, so that a picture does not depend on how many processors a machine has.
            self.network = shared_networks().load(
                weights or "occlusion", load_occlusion, device=device, dtype=torch.float32, threads=1
            )
        except UsageError as error:
            raise ModelMissing(
                Said("The model that finds hands and hair in front of a face is missing."),
                Said("It comes with the studio: install the studio again."),
            ) from error

    def mask(self, pixels: Pixels, landmarks: Array) -> tuple[Floats, Array]:
        """How much of each pixel lies in front of the face: the mask [s, s], 0–1, and where it lies.

        Args:
            pixels: RGB(A) [h, w, 3 or 4].
            landmarks: [478, 3] pixels of the picture.

        Returns:
            mask in the aligned crop, all zero if nothing lies in front; pixels of the picture → pixels
            of the crop, [2, 3].
        """
        matrix = crop_matrix(landmarks)
        points = into_crop(landmarks, matrix)
        crop = cut(pixels[..., :3], matrix)
        seen = self.network.run(lambda net, on: probability_of(net, crop, points, on.device))
        return mask_of(seen, filled(points, (t.OVAL,))), matrix
