"""Where the pupils are when the eyes look somewhere, and the other way round."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Gaze
from studio.engine.rig import topology as t
from studio.engine.rig.person import LOOK_DEGREES, Person
from studio.engine.rig.pose import FLIP, HeadFrame

Array = NDArray[np.float64]

EYEBALL_RADIUS: Final = 1.2
"""Centimetres from the centre of the eyeball to the iris."""
EYEBALL: Final = np.array([0.16, 0.24, -0.24])
"""Centre of the eyeball from the middle between the lids' corners, cm: outward, up, toward the viewer.

Regressed on 594 photographed people who look at the camera with turned and level heads
(portraits/congress_large, london/train, canada): there the iris stands before the centre.
"""
_FARTHEST: Final = 0.85
"""Sine of the widest angle between a look and the camera."""
_INNER_CORNER: Final = 8
_EYES: Final = {"Right": (t.EYE_RIGHT, t.IRIS_RIGHT[0], -1.0), "Left": (t.EYE_LEFT, t.IRIS_LEFT[0], 1.0)}
"""By the subject's side: the lids' ring, the middle of the iris, and which way is outward."""
_ROUNDS: Final = 3
"""The corners of the eye follow the gaze a little, so it is asked again where they are."""


def looking(state: FaceState, side: str) -> Gaze:
    """Where one eye, ``Left`` or ``Right``, points: the gaze, and what the eyeLook channels add to it."""
    return state.gaze.plus(_looked(state, side))


def _looked(state: FaceState, side: str) -> Gaze:
    outward = _EYES[side][2]
    yaw = outward * (state[f"eyeLookOut{side}"] - state[f"eyeLookIn{side}"])
    pitch = state[f"eyeLookUp{side}"] - state[f"eyeLookDown{side}"]
    return Gaze(LOOK_DEGREES * yaw, LOOK_DEGREES * pitch)


def iris_from_corners(frame: HeadFrame, gaze: Gaze, outward: float) -> Array:
    """From the middle of the eye's corners to the iris, pixels [2]."""
    yaw, pitch = np.radians([gaze.yaw, gaze.pitch])
    ahead = np.array([np.sin(yaw), np.sin(pitch), np.sqrt(max(1 - np.sin(yaw) ** 2 - np.sin(pitch) ** 2, 0))])
    place = EYEBALL * [outward, 1, 1] + EYEBALL_RADIUS * ahead
    out: Array = (frame.scale * frame.rotation @ place * FLIP)[:2]
    return out


def to_photograph(person: Person, pose: HeadFrame) -> Array:
    """[2, 2]: a step in the result → the same step over the eye in the photograph."""
    there = pose.scale * pose.rotation[:2, :2] * FLIP[:2, None]
    here = person.frame.scale * person.frame.rotation[:2, :2] * FLIP[:2, None]
    out: Array = here @ np.linalg.inv(there)
    return out


def pupil(person: Person, state: FaceState, side: str) -> Array:
    """Where a pupil is drawn in a state, pixels [2]; ``Person.place`` leaves it as photographed."""
    turned = iris_from_corners(person.pose(state), looking(state, side), _EYES[side][2])
    out: Array = _unmoved(person, state, side) + turned
    return out


def placed(person: Person, state: FaceState) -> Array:
    """Landmarks of a state in pixels [478, 3], the irises where the eyes look."""
    out = person.place(state)
    for side, iris in (("Right", t.IRIS_RIGHT), ("Left", t.IRIS_LEFT)):
        out[list(iris), :2] += pupil(person, state, side) - out[iris[0], :2]
    return out


def gaze_to(person: Person, state: FaceState, side: str, place: Array) -> Gaze:
    """The gaze with which a pupil is as near to a place in pixels [2] as an eye can turn."""
    ring_outward = EYEBALL * [_EYES[side][2], 1, 1]
    looked, frame, gaze = _looked(state, side), person.pose(state), state.gaze
    for _ in range(_ROUNDS):
        there = place - _unmoved(person, FaceState(state.channels, state.head, gaze), side)
        away = there * FLIP[:2] / frame.scale - (frame.rotation @ ring_outward)[:2]
        x, y = away / EYEBALL_RADIUS
        x, y = np.array([x, y]) * min(1.0, _FARTHEST / max(float(np.hypot(x, y)), 1e-6))
        own = frame.rotation.T @ np.array([x, y, np.sqrt(1 - x * x - y * y)])
        turn = np.degrees(np.arcsin(np.clip(own, -1.0, 1.0)))
        gaze = Gaze(float(turn[0]), float(turn[1])).minus(looked)
    return gaze


def _unmoved(person: Person, state: FaceState, side: str) -> Array:
    """What of a pupil's place in pixels [2] the gaze has no part in: the eye's corners, and by how much the
    photographed iris stands elsewhere than the eyeball says.
    """
    ring, iris, outward = _EYES[side]
    corners = [ring[0], ring[_INNER_CORNER]]
    middle = person.landmarks[corners, :2].mean(0)
    modelled = iris_from_corners(person.frame, looking(person.rest, side), outward)
    left_over = person.landmarks[iris, :2] - middle - modelled
    to_result = np.linalg.inv(to_photograph(person, person.pose(state)))
    out: Array = person.place(state)[corners, :2].mean(0) + to_result @ left_over
    return out
