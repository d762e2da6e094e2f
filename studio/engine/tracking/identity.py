"""Is it still the same person: the cosine of two faces' SFace vectors (Zhong and others, 2021).

Same person about 0.55–0.9, different people below 0.35. A proxy, not a judgement.
"""

from functools import cache
from threading import Lock
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.tracking.port import Landmarks
from studio.files.models import installed_file

MODEL: Final = "sface"
_SIDE: Final = 112
_TEMPLATE: Final = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]],
    np.float32,
)
"""Where ArcFace's crop has the eyes, the tip of the nose and the mouth's corners, pixels."""
_POINTS: Final = ((33, 133), (362, 263), (4,), (61,), (291,))


def face_vector(pixels: Pixels, landmarks: Landmarks) -> NDArray[np.float32]:
    """The unit vector [128] of a face.

    Raises:
        ModelMissing: the identity model is not installed.
    """
    net, turn = _network()
    aligned = _aligned(pixels, landmarks)
    with turn:
        net.setInput(aligned, "data")
        vector = np.array(net.forward(), np.float32).ravel()
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


@cache
def _network() -> tuple[Any, Lock]:
    """The network, and whose turn it is: one of OpenCV does one thing at a time."""
    return cv2.dnn.readNetFromONNX(str(installed_file(MODEL))), Lock()


def _aligned(pixels: Pixels, landmarks: Landmarks) -> NDArray[np.float32]:
    """The face turned and scaled onto the template, [1, 3, 112, 112] RGB 0–255."""
    points = np.array([landmarks[list(group), :2].mean(0) for group in _POINTS], np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(points, _TEMPLATE, method=cv2.LMEDS)
    full = float(np.iinfo(pixels.dtype).max)
    # Averaging first keeps a large face from aliasing.
    factor = 1.0 / np.hypot(matrix[0, 0], matrix[1, 0])
    shrunk = pixels[..., :3] if factor < 2 else cv2.GaussianBlur(pixels[..., :3], (0, 0), 0.4 * factor)
    crop = cv2.warpAffine(shrunk, matrix, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR).astype(np.float32)
    return np.ascontiguousarray((crop * (255.0 / full)).transpose(2, 0, 1)[None])
