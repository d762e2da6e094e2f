"""What is behind a person stays where it is: the person's matte, and a plate without the person.

The warp carries everything around a head along with it. What is not person is put back from the
plate: the photograph, in which the band inside the person's outline shows the surroundings mirrored
at the outline, so that something fitting appears where the head gives way.
"""

from threading import Lock
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.compositing.backdrop import Backdrop
from studio.engine.rig import topology as t
from studio.files.models import installed_file

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]

MODEL: Final = "person_matte"
_SIZE: Final = 256
_SURE: Final = (0.05, 0.35)
"""What the network says of a pixel that is taken for background, and for the person: when in doubt,
what moves along with the head is less of a harm than what is cut off from it."""
_LEAST: Final = 0.8
"""How much of the face the network must take for person to be believed at all."""
_FACE_GROWN: Final = 1.12
"""The face's outline, larger by this, is person whatever the network says."""
_HALO: Final = (3, 2.0)
"""Pixels of the matte by which the person is grown, and over which it gives way to the surroundings: wisps of
hair, and rims of clothes that the network misses, move along with the person."""
_FREE: Final = 0.02
"""Where less of the person is than this, the plate is the photograph itself."""
_MIRRORED: Final = 10.0
"""Pixels of the matte over which the mirrored surroundings give way to their colours alone."""


class PersonMatte:
    """Finds what of a picture is person.

    Raises:
        ModelError: the model is missing or damaged.
    """

    def __init__(self) -> None:
        self._net = cv2.dnn.readNetFromTFLite(str(installed_file(MODEL)))
        self._turn = Lock()  # a network of OpenCV does one thing at a time

    def backdrop(self, pixels: Pixels, landmarks: Array, box: Box) -> Backdrop | None:
        """Person and surroundings around a face [478, 3]; None where they can't be told apart.

        Args:
            pixels: [height, width, 3 or 4].
            box: x0, y0, x1, y1, as far as the warp may reach.
        """
        x0, y0, x1, y1 = box
        part = pixels[y0:y1, x0:x1]
        face = _face(landmarks, box)
        said = self._person(part)
        if said[face > 0].mean() < _LEAST:
            return None
        share = _grown(np.maximum(_smooth((said - _SURE[0]) / (_SURE[1] - _SURE[0])), face))
        if share.min() == 1:
            return None
        return Backdrop(box, share, _plate(part, share > _FREE))

    def _person(self, part: Pixels) -> Floats:
        """How much of each pixel is person, 0–1, [256, 256] whatever the part's own size."""
        small = cv2.resize(part[..., :3], (_SIZE, _SIZE), interpolation=cv2.INTER_AREA)
        light = small.astype(np.float32) / np.iinfo(part.dtype).max
        with self._turn:
            self._net.setInput(np.ascontiguousarray(light.transpose(2, 0, 1))[None])
            return np.array(self._net.forward(), np.float32).reshape(_SIZE, _SIZE)


def _grown(share: Floats) -> Floats:
    """The person with a halo around it."""
    near, soft = _HALO
    wide = cv2.dilate(share, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * near + 1, 2 * near + 1)))
    return np.maximum(np.asarray(cv2.GaussianBlur(wide, (0, 0), soft)), share)


def _face(landmarks: Array, box: Box) -> Floats:
    """1 in the grown outline of the face, 0 outside [256, 256]."""
    oval = landmarks[list(t.OVAL), :2]
    grown = oval.mean(0) + (oval - oval.mean(0)) * _FACE_GROWN
    points = (grown - box[:2]) * _SIZE / (box[2] - box[0], box[3] - box[1])
    out = np.zeros((_SIZE, _SIZE), np.float32)
    cv2.fillPoly(out, [np.round(points).astype(np.int32)], 1.0)
    return out


def _plate(part: Pixels, person: NDArray[np.bool_]) -> Pixels:
    """The part with the person replaced by the surroundings.

    Near the person's outline they are mirrored at it, which keeps their texture; farther in, and where
    the mirror would show the person, their colours are spread out.

    Args:
        person: where the person is, on a coarse grid [256, 256].
    """
    height, width = part.shape[:2]
    inside = person.astype(np.uint8)
    away, labels = cv2.distanceTransformWithLabels(inside, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    nearest = np.zeros((int(labels.max()) + 1, 2), np.float32)
    rows, columns = np.nonzero(inside == 0)
    nearest[labels[rows, columns]] = np.stack([columns, rows], 1)
    y, x = np.mgrid[0:_SIZE, 0:_SIZE].astype(np.float32)
    across = (2 * (nearest[labels] - np.dstack([x, y]))).astype(np.float32)
    seen = cv2.remap(inside * np.float32(1), x + across[..., 0], y + across[..., 1], cv2.INTER_LINEAR)
    mirror = _smooth((_MIRRORED - away) / _MIRRORED) * (1 - np.clip(2 * seen, 0, 1))
    wide = _wide(across, width, height) * np.array([width / _SIZE, height / _SIZE], np.float32)
    wide[..., 0] += np.arange(width, dtype=np.float32)
    wide[..., 1] += np.arange(height, dtype=np.float32)[:, None]
    mirrored = cv2.remap(part, wide, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)  # type: ignore[call-overload]
    small = cv2.resize(part, (_SIZE, _SIZE), interpolation=cv2.INTER_AREA).astype(np.float32)
    spread = _wide(_spread(small, 1 - inside.astype(np.float32)), width, height)
    share = _wide(mirror, width, height)[..., None]
    filled = np.rint(spread + (mirrored - spread) * share).astype(part.dtype)
    return np.asarray(
        np.where(_wide(np.asarray(inside, np.uint8), width, height)[..., None] > 0, filled, part)
    )


def _wide(values: Floats | Bytes, width: int, height: int) -> Floats:
    """A coarse grid enlarged."""
    return np.asarray(cv2.resize(values, (width, height), interpolation=cv2.INTER_LINEAR))


def _spread(colours: Floats, known: Floats) -> Floats:
    """Unknown pixels [h, w, c] coloured as what is known around them, ever coarser the farther away."""
    if min(known.shape) == 1 or known.min() == 1:
        return colours
    share = cv2.resize(known, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    means = cv2.resize(colours * known[..., None], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    means = means / np.maximum(share, 1e-6)[..., None]
    coarse = _spread(means.astype(np.float32), (share > 0).astype(np.float32))
    smooth = _wide(coarse, known.shape[1], known.shape[0])
    return np.asarray(np.where(known[..., None] > 0, colours, smooth), np.float32)


def _smooth(x: Floats) -> Floats:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x), np.float32)
