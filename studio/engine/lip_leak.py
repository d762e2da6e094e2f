"""LipLeak: how much of the actor's own mouth still shows in a dubbed one.

The gap between the lips is looked at in the finished film, in the actor's own frames, and in what the new
line asks for. What the line explains is taken out of the first two (least squares); what is left of them is
compared. A mouth that only says the line leaves nothing in common with the old one; a film that was not
dubbed at all has everything in common with itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.engine.rig import topology as t
from studio.engine.subject import Subject
from studio.engine.tracking.port import FaceChoice, Tracker

Array = NDArray[np.float64]

_LEAST: Final = 12
"""Frames of which anything can be said."""
_MOVING: Final = 0.004
"""Interocular units by which lips move at least, or nothing could leak."""


@dataclass(frozen=True, slots=True)
class LipLeak:
    """What was found.

    Attributes:
        frames: that were looked at.
        follows: correlation of the lips with what the line asks for, -1 to 1.
        leak: correlation of the lips with the actor's own, without what the line explains of both, -1 to 1;
            of the source itself it is 1. None where the actor's own lips were still.
        share: how far the lips go along with the actor's own, in parts of that: 0 none, 1 all of it.
        control: the greatest leak that chance gives: the same with the actor's lips moved in time, the 95th
            percentile of its size.
    """

    frames: int
    follows: float
    leak: float | None
    share: float | None
    control: float | None


def lip_leak(asked: Array, own: Array, seen: Array) -> LipLeak | None:
    """Compare gaps between lips [n] of one stretch; where one is NaN does not count. None: too few."""
    known = np.isfinite(asked) & np.isfinite(own) & np.isfinite(seen)
    if known.sum() < _LEAST:
        return None
    asked, own, seen = asked[known], own[known], seen[known]
    rest_of_own, rest_of_seen = _without(own, asked), _without(seen, asked)
    follows = _alike(asked - asked.mean(), seen - seen.mean())
    if rest_of_own.std() < _MOVING:
        return LipLeak(len(own), follows, None, None, None)
    share = float(rest_of_own @ rest_of_seen / (rest_of_own @ rest_of_own))
    leak = _alike(rest_of_own, rest_of_seen)
    return LipLeak(len(own), follows, leak, share, _by_chance(rest_of_own, rest_of_seen))


def gap(landmarks: Array) -> float:
    """Between the inner lips, in distances of the outer corners of the eyes; of landmarks [478, 3]."""
    lips, eyes = landmarks[t.LIP_MIDDLE], landmarks[list(t.EYE_OUTER)]
    return float(np.linalg.norm(lips[0, :2] - lips[1, :2]) / np.linalg.norm(eyes[0, :2] - eyes[1, :2]))


def asked_gaps(subject: Subject, states: Sequence[FaceState], index: int) -> Array:
    """What states ask for [n], on one frame's face: so nothing of how the actor moves is in it."""
    person = subject.person(index)
    return np.array([gap(person.shape(state)) for state in states])


def own_gaps(subject: Subject, frames: Sequence[int]) -> Array:
    """Of the actor in some frames of the source [n]; NaN where no whole face is seen."""
    followed = subject.followed
    assert followed is not None, "it is a video"
    return np.array([gap(followed.landmarks[i]) if followed.is_seen[i] else np.nan for i in frames])


def seen_gap(tracker: Tracker, pixels: NDArray[np.uint8], near: FaceChoice) -> float:
    """Of the face in a frame that is nearest to a place; NaN if none is found."""
    faces = tracker.find(pixels)
    if not faces:
        return float("nan")
    point = np.array(near.point or (0.0, 0.0))
    nearest = min(faces, key=lambda face: float(np.linalg.norm(face.landmarks[:, :2].mean(0) - point)))
    return gap(nearest.landmarks)


def _without(signal: Array, cause: Array) -> Array:
    """What a cause, and a constant, don't explain of a signal."""
    causes = np.stack([cause, np.ones_like(cause)], 1)
    return np.asarray(signal - causes @ np.linalg.lstsq(causes, signal, rcond=None)[0])


def _alike(a: Array, b: Array) -> float:
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 1e-9 else 0.0


def _by_chance(own: Array, seen: Array) -> float:
    """How alike they are at the most when one is shifted against the other by a quarter and more."""
    quarter = len(own) // 4
    shifts = range(quarter, len(own) - quarter)
    return float(np.quantile([abs(_alike(np.roll(own, shift), seen)) for shift in shifts], 0.95))
