"""From landmarks and scores to a ``FaceState``: channels by name, the head's turn, where the eyes look."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Gaze
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig.basis import Basis
from studio.engine.rig.gaze import EYEBALL, EYEBALL_RADIUS
from studio.engine.rig.pose import HeadFrame, fit_pose, head_pose
from studio.engine.rig.topology import EYE_LEFT, EYE_RIGHT, IRIS_LEFT, IRIS_RIGHT
from studio.engine.tracking.model import SCORE_NAMES

Array = NDArray[np.float64]

_EYES: Final = ((EYE_RIGHT, IRIS_RIGHT[0], -1.0), (EYE_LEFT, IRIS_LEFT[0], 1.0))
"""Lid ring (outer corner first, inner corner in the middle), iris, and which way is outward."""
_SHUT, _OPEN = 0.10, 0.20
"""Gap of the lids over the eye's width at which the iris tells nothing, and everything."""

_FARTHEST: Final = 0.85
"""Sine of the widest angle between a look and the camera."""

_KEPT: Final = [
    (i, CHANNEL_INDEX[name])
    for i, name in enumerate(SCORE_NAMES)
    if name in CHANNEL_INDEX and not name.startswith("eyeLook")
]
_SCORE_OF, _CHANNEL_OF = (list(column) for column in zip(*_KEPT, strict=True))


def channels_of(scores: Array) -> NDArray[np.float32]:
    """Scores [52] by name into channels [54]; looking is left to the gaze and stays zero."""
    out = np.zeros(len(CHANNELS), np.float32)
    out[_CHANNEL_OF] = scores[_SCORE_OF]
    return out


def read_state(landmarks: Array, scores: Array, basis: Basis) -> FaceState:
    """Channels, head and gaze of one face, not yet calibrated to the person's rest."""
    channels = channels_of(scores)
    frame = read_frame(landmarks, channels, basis)
    return FaceState(channels, head_pose(frame), read_gaze(landmarks, frame))


def read_frame(landmarks: Array, channels: NDArray[np.floating], basis: Basis) -> HeadFrame:
    """The head frame of landmarks [478, 3], given what the channels move."""
    shape = basis.neutral + np.tensordot(channels.astype(np.float64), basis.tracked, axes=1)
    return fit_pose(landmarks, shape, basis.weights)


def read_gaze(landmarks: Array, frame: HeadFrame) -> Gaze:
    """Both eyes' direction in the head, from where the irises stand on the eyeballs.

    The eye that is wider open counts for more; with both shut the gaze goes to straight ahead.
    """
    looks = np.array([_look(landmarks, frame, *eye) for eye in _EYES])
    open_parts = np.array([_openness(landmarks, ring) for ring, _, _ in _EYES])
    weights = open_parts / max(float(open_parts.sum()), 1e-6) * open_parts.max()
    yaw, pitch = weights @ looks
    return Gaze(float(yaw), float(pitch))


def _look(
    landmarks: Array, frame: HeadFrame, ring: tuple[int, ...], iris: int, outward: float
) -> tuple[float, float]:
    """Yaw and pitch in degrees of one eye: the iris lies on a sphere around the eyeball's centre."""
    corners = frame.to_canonical(landmarks[[ring[0], ring[8]]])
    centre = corners.mean(axis=0) + EYEBALL * [outward, 1, 1]
    away = landmarks[iris, :2] - frame.to_pixels(centre[None])[0, :2]
    x, y = away / frame.scale / EYEBALL_RADIUS * [1, -1]
    x, y = np.array([x, y]) * min(1.0, _FARTHEST / max(float(np.hypot(x, y)), 1e-6))
    seen = np.array([x, y, np.sqrt(1 - x * x - y * y)])
    own = frame.rotation.T @ seen
    return float(np.degrees(np.arctan2(own[0], own[2]))), float(np.degrees(np.arcsin(own[1])))


def _openness(landmarks: Array, ring: tuple[int, ...]) -> float:
    """0 for a shut eye, 1 for an open one."""
    upper, lower = landmarks[list(ring[3:6])], landmarks[list(ring[11:14])]
    width = float(np.linalg.norm(landmarks[ring[0]] - landmarks[ring[8]]))
    gap = float(np.linalg.norm(upper.mean(axis=0) - lower.mean(axis=0))) / max(width, 1e-6)
    return float(np.clip((gap - _SHUT) / (_OPEN - _SHUT), 0, 1))
