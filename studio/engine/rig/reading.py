"""From a tracked face to a person's rig: what the photographed expression is, and what is left below."""

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.units import CHANNEL_INDEX
from studio.engine.ports import TrackedFace
from studio.engine.rig.basis import Basis
from studio.engine.rig.person import Person
from studio.engine.rig.pose import fit_pose, head_pose
from studio.engine.rig.solve import fit_channels
from studio.engine.tracking.rest import calibrated

Array = NDArray[np.float64]

_BLINKS = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_SCORE_AT_CLOSURE = ((0.0, 0.25, 0.35, 0.45, 0.55, 0.65, 0.72), (0.0, 0.0, 0.25, 0.5, 0.72, 0.9, 1.0))


def closure(score: float) -> float:
    """How far a lid is closed, 0–1, at a blink score: measured, far from linear."""
    return float(np.interp(score, *_SCORE_AT_CLOSURE))


def motion_of(basis: Basis, channels: NDArray[np.floating]) -> Array:
    """How far calibrated scores [54] have moved the landmarks from neutral, cm [478, 3]; no blink."""
    still = channels.astype(np.float64)
    still[_BLINKS] = 0.0
    return np.tensordot(still, basis.tracked, 1)


def rig_channels(basis: Basis, channels: NDArray[np.floating], motion: Array) -> NDArray[np.float32]:
    """Calibrated scores [54] and the motion they stand for, as the rig's own intensities [54]."""
    out = fit_channels(basis.sliders, motion, channels)
    for index in _BLINKS:
        out[index] = closure(float(channels[index]))
    return out.astype(np.float32)


def read_person(basis: Basis, face: TrackedFace) -> Person:
    """The rig of the person in a photograph."""
    state = calibrated(face.state)
    motion = motion_of(basis, state.channels)
    frame = fit_pose(face.landmarks, basis.neutral + motion, basis.weights)
    rest = FaceState(rig_channels(basis, state.channels, motion), head_pose(frame), face.state.gaze)
    return Person.of(basis, face.landmarks, frame, rest, motion)
