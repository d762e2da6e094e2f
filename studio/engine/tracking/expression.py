"""From tracked faces to a person's rig: what the photographed expression is, and what is left below."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Performance
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig.basis import Basis
from studio.engine.rig.correctives import correctives
from studio.engine.rig.person import Person, sealed
from studio.engine.rig.pose import HeadFrame, fit_pose, head_pose
from studio.engine.rig.solve import fit_channels
from studio.engine.tracking.own_neutral import own_neutral
from studio.engine.tracking.port import TrackedFace
from studio.engine.tracking.rest import calibrated

Array = NDArray[np.float64]

_ENOUGH = 250
"""Frames that a clip's neutral is taken from."""
_TOLD = 0.93
"""How much of what a single photograph's scores tell is believed: a score that errs is best taken for a
little less (both lips and likeness come nearest to the true neutral of the people in training)."""
_ROUNDS = 4
"""How often what channels do together is looked at anew; halfway each time, so that it settles."""
_BLINKS = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_LOOKS = [i for i, name in enumerate(CHANNELS) if name.startswith("eyeLook")]
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
    out = fit_channels(_expressive(basis), motion, channels)
    for index in _BLINKS:
        out[index] = closure(float(channels[index]))
    return out.astype(np.float32)


def told_apart(basis: Basis, channels: NDArray[np.floating], motion: Array) -> NDArray[np.float32]:
    """As ``rig_channels``, with what channels do together (``correctives``): a rig set to what is read moves
    as far as the face did. What the pairs add is taken from the motion, and the rest is read again.
    """
    out = rig_channels(basis, channels, motion)
    for _ in range(_ROUNDS):
        again = rig_channels(basis, channels, motion - correctives(basis).shape(out))
        out = (out + again) / np.float32(2)
    return out


@cache
def _expressive(basis: Basis) -> Array:
    """The sliders that an expression is read as: no blink and no look, which are measured on their own."""
    out = basis.sliders.copy()
    out[_BLINKS + _LOOKS] = 0.0
    return out


def on_pixels(landmarks: NDArray[np.floating]) -> Array:
    """Landmarks as places among pixels: a tracker counts from the corner of the first pixel, a warp
    from its centre.
    """
    return landmarks.astype(np.float64) - (0.5, 0.5, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class FirstReading:
    """A face that is seen once, as its scores alone tell it.

    Attributes:
        frame: the head's pose.
        channels: calibrated scores [54].
        own: the face as photographed, canonical cm [478, 3].
        motion: how far the scores say that it has moved [478, 3].
    """

    frame: HeadFrame
    channels: NDArray[np.float32]
    own: Array
    motion: Array

    @property
    def neutral(self) -> Array:
        """What the scores leave of it, with closed lips [478, 3]."""
        return sealed(self.own - self.motion)


def first_reading(basis: Basis, landmarks: Array, state: FaceState) -> FirstReading:
    """A face by its scores.

    Args:
        landmarks: places among pixels [478, 3].
        state: as tracked.
    """
    channels = calibrated(state).channels
    motion = _TOLD * motion_of(basis, channels)
    frame = fit_pose(landmarks, basis.neutral + motion, basis.weights)
    return FirstReading(frame, channels, frame.to_canonical(landmarks), motion)


def read_person(basis: Basis, face: TrackedFace, neutral: Array | None = None) -> Person:
    """The rig of the person in a photograph: neutral is what the scores leave of the expression, mended by
    what was learned of people, with closed lips; so lips that are parted are read as such, whatever the
    scores say.

    Args:
        neutral: the person's own, canonical cm [478, 3], where it is known better: a clip of them tells it.
    """
    landmarks = on_pixels(face.landmarks)
    first = first_reading(basis, landmarks, face.state)
    if neutral is None:
        frame, neutral = first.frame, neutral_of(basis, first)
    else:
        frame = frame_of(basis, landmarks, first.channels, neutral)
    channels = rig_channels(basis, first.channels, frame.to_canonical(landmarks) - neutral)
    rest = FaceState(channels, head_pose(frame), face.state.gaze)
    return Person.of(basis, landmarks, frame, rest, neutral)


def neutral_of(basis: Basis, first: FirstReading) -> Array:
    """The neutral of a face that is seen once [478, 3]: all that neutralises a photograph aims there."""
    learned = own_neutral()
    if learned is None:
        return first.neutral
    return sealed(first.neutral + learned.correction(first.channels, first.own, first.motion, basis.neutral))


@dataclass(frozen=True, slots=True, eq=False)
class ClipReading:
    """One person through a clip.

    Attributes:
        neutral: their face at zero, as all frames together tell it, canonical cm [478, 3].
        channels: the rig's intensities in every frame [n, 54].
    """

    neutral: Array
    channels: NDArray[np.float32]


def above_rest(performance: Performance) -> NDArray[np.float32]:
    """A tracked performance's scores freed of what the person scores at rest [n, 54]."""
    rest = performance.rest.channels
    out: NDArray[np.float32] = np.clip((performance.channels - rest) / np.maximum(1 - rest, 1e-6), 0, 1)
    return out


def read_clip(
    basis: Basis, landmarks: NDArray[np.floating], channels: NDArray[np.floating], held: NDArray[np.bool_]
) -> ClipReading:
    """The person's neutral from a whole clip, then each frame's expression from its landmarks.

    A clip tells more than a photograph: what the scores leave over is noise from frame to frame, and
    its median is the person, whose neutral has closed lips.

    Args:
        landmarks: pixels as tracked [n, 478, 3].
        channels: scores calibrated to the person's rest [n, 54].
        held: frames that show no face [n].
    """
    seen = np.flatnonzero(~held)
    some = seen[:: max(1, len(seen) // _ENOUGH)]
    left = [_shape(basis, landmarks[i], channels[i]) - motion_of(basis, channels[i]) for i in some]
    neutral = sealed(np.median(left, axis=0))
    rows = []
    for points, scores in zip(landmarks, channels, strict=True):
        motion = _shape(basis, points, scores, neutral) - neutral
        rows.append(told_apart(basis, scores, motion))
    return ClipReading(neutral, np.array(rows, np.float32))


def frame_of(
    basis: Basis, landmarks: Array, channels: NDArray[np.floating], neutral: Array | None = None
) -> HeadFrame:
    """The head's pose, told apart from the expression.

    Args:
        neutral: the person's own; the average face's if None.
    """
    still = basis.neutral if neutral is None else neutral
    return fit_pose(landmarks.astype(np.float64), still + motion_of(basis, channels), basis.weights)


def _shape(
    basis: Basis, landmarks: Array, channels: NDArray[np.floating], neutral: Array | None = None
) -> Array:
    points = on_pixels(landmarks)
    return frame_of(basis, points, channels, neutral).to_canonical(points)
