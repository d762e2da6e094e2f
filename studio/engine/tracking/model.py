"""The landmark model's three networks: find a face, its 478 landmarks, its 52 blendshape scores.

MediaPipe's Face Landmarker (Google, Apache-2.0) as one ``.task`` file, a zip of TFLite networks, run
by OpenCV. Everything that is special to these networks (sizes, value ranges, anchors, the order of
their outputs) is known here alone.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.tracking.tflite import TFLiteFile

Floats = NDArray[np.float32]
Array = NDArray[np.float64]

DETECTOR_SIDE: Final = 128
CROP_SIDE: Final = 256

SCORE_NAMES: Final = (
    "_neutral", "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight",
    "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight", "eyeLookDownLeft",
    "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight",
    "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft", "eyeSquintRight", "eyeWideLeft", "eyeWideRight",
    "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthDimpleLeft", "mouthDimpleRight",
    "mouthFrownLeft", "mouthFrownRight", "mouthFunnel", "mouthLeft", "mouthLowerDownLeft",
    "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight", "mouthPucker", "mouthRight",
    "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthSmileLeft",
    "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight",
    "noseSneerLeft", "noseSneerRight",
)  # fmt: skip
"""What the blendshape network's outputs are, in its own order; the first is unused."""

_SCORED: Final = (
    0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67,
    70, 78, 80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146,
    148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181,
    185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283, 284, 285, 288, 291, 293,
    295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334, 336, 338, 356, 361,
    362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 397, 398,
    400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477,
)  # fmt: skip
"""The 146 landmarks that the blendshape network looks at (MediaPipe, face_blendshapes_graph.cc)."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A face that the detector saw in a square, in parts of the square's side.

    Attributes:
        box: x0, y0, x1, y1.
        eyes: [2, 2], the eye that is on the left of the picture first.
        score: 0–1.
    """

    box: Array
    eyes: Array
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the landmark network reads in a square crop.

    Attributes:
        points: [478, 3] in parts of the crop's side.
        presence: how surely this is a face, 0–1.
        tongue: how surely the tongue is out, 0–1.
    """

    points: Array
    presence: float
    tongue: float


class LandmarkModel:
    """The networks of one ``face_landmarker.task``; only ``scores`` may be shared between threads."""

    def __init__(self, task: Path) -> None:
        with zipfile.ZipFile(task) as parts:
            self._detector = _network(parts.read("face_detector.tflite"))
            self._landmarks = _Heads(parts.read("face_landmarks_detector.tflite"))
            self._scores = _network(parts.read("face_blendshapes.tflite"))
        self._anchors = _anchors()
        self._scoring = Lock()

    def sightings(self, square: Floats, threshold: float = 0.5) -> list[Sighting]:
        """Faces in a square [128, 128, 3] of values 0–1, surest first, each once."""
        self._detector.setInput(_blob(square * 2 - 1))
        logits = self._detector.forward("classificators").reshape(-1)
        sure = logits >= np.log(threshold / (1 - threshold))
        if not sure.any():
            return []
        places = self._detector.forward("regressors").reshape(-1, 16)
        scores = 1 / (1 + np.exp(-np.minimum(logits[sure], 80.0).astype(np.float64)))
        return _merged(_decoded(places[sure], self._anchors[sure]), scores)

    def landmarks(self, crop: Floats) -> Reading:
        """What a crop [256, 256, 3] of values 0–1 shows."""
        points, presence, tongue = self._landmarks(crop)
        return Reading(points / CROP_SIDE, _sigmoid(presence), _sigmoid(tongue))

    def scores(self, landmarks: Array) -> Array:
        """The 52 blendshape scores 0–1 of landmarks [478, ≥2] in pixels, eyes level."""
        with self._scoring:
            self._scores.setInput(landmarks[list(_SCORED), :2].astype(np.float32)[None])
            scores: Array = self._scores.forward().reshape(52).astype(np.float64)
        return scores


def _network(data: bytes) -> cv2.dnn.Net:
    return cv2.dnn.readNetFromTFLite(np.frombuffer(data, np.uint8))


def _blob(picture: Floats) -> Floats:
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32)


def _anchors() -> Array:
    """Centres of the detector's 896 anchors [896, 2]: two a cell of 16², six a cell of 8²."""
    grids = []
    for cells, repeats in ((16, 2), (8, 6)):
        y, x = np.mgrid[0:cells, 0:cells]
        centres = np.stack([x, y], axis=-1).reshape(-1, 2) + 0.5
        grids.append(np.repeat(centres / cells, repeats, axis=0))
    return np.concatenate(grids)


def _decoded(places: Floats, anchors: Array) -> Array:
    """Box and both eyes of raw places [n, 16]: [n, 8] as x0 y0 x1 y1, eye, eye."""
    centre = places[:, 0:2] / DETECTOR_SIDE + anchors
    half = places[:, 2:4] / DETECTOR_SIDE / 2
    eyes = places[:, 4:8] / DETECTOR_SIDE + np.tile(anchors, 2)
    return np.concatenate([centre - half, centre + half, eyes], axis=1)


def _merged(faces: Array, scores: Array) -> list[Sighting]:
    """Those that overlap by 0.3 become one, their mean weighted by score (as MediaPipe does)."""
    order = np.argsort(-scores)
    faces, scores = faces[order], scores[order]
    out = []
    while len(faces):
        same = overlap(faces[0, :4], faces[:, :4]) > 0.3
        same[0] = True
        mean = np.average(faces[same], axis=0, weights=scores[same])
        out.append(Sighting(mean[:4], mean[4:].reshape(2, 2), float(scores[0])))
        faces, scores = faces[~same], scores[~same]
    return out


def overlap(box: Array, boxes: Array) -> Array:
    """Intersection over union of one box [4] with several [n, 4]."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) + np.prod(box[2:] - box[:2])
    out: Array = shared / np.maximum(areas - shared, 1e-12)
    return out


class _Heads:
    """The landmark network's three outputs, computed here from the features below them.

    They are one convolution each over all of the last features. OpenCV 5 gives one output a run, so
    the network is run up to the features, and the rest is a product of matrices.
    """

    def __init__(self, data: bytes) -> None:
        file = TFLiteFile(data)
        tongue = file.inputs(file.inputs(file.tensor("Identity_2"))[0])[0]
        heads = [file.tensor("Identity"), file.tensor("Identity_1"), tongue]
        features, *_ = file.inputs(heads[0])
        self.network: Final = _network(file.ending_at(features))
        kernels = [file.stored(file.inputs(head)[1]) for head in heads]
        biases = [file.stored(file.inputs(head)[2]) for head in heads]
        # TFLite keeps the channels last, OpenCV gives them first.
        self._weights = np.concatenate([k.transpose(0, 3, 1, 2).reshape(len(k), -1) for k in kernels])
        self._bias = np.concatenate(biases)

    def __call__(self, crop: Floats) -> tuple[Array, float, float]:
        """Landmarks [478, 3] in pixels of the crop, presence and tongue-out as logits."""
        self.network.setInput(_blob(crop))
        # Row by row, for a product of matrices would leave its threads spinning beside the next frame.
        out = (np.vecdot(self._weights, self.network.forward().reshape(-1)) + self._bias).astype(np.float64)
        return out[:-2].reshape(478, 3), float(out[-2]), float(out[-1])


def _sigmoid(logit: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(logit, -80, 80))))
