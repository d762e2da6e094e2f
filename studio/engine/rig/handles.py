"""Points of a face that a hand can take hold of, and what must move so that they get there."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Gaze
from studio.core.units import CHANNEL_INDEX
from studio.engine.rig.person import NECK, Person
from studio.engine.rig.solve import bounded_minimum

Array = NDArray[np.float64]

_EASE: Final = 0.02
"""How dear a unit's motion is beside the hand's, per cm² of what a whole unit moves."""
_EYE_RADIUS: Final = 1.25
"""Of an eyeball, canonical cm."""
_HEAD, _GAZE = "head", "gaze"


@dataclass(frozen=True, slots=True)
class Handle:
    """A point of the face, and the channels that may move it.

    Attributes:
        landmarks: whose middle it is.
        channels: ``head`` or ``gaze`` instead for the nose tip and the pupils.
    """

    landmarks: tuple[int, ...]
    channels: tuple[str, ...]


def _sided(side: str, *stems: str) -> tuple[str, ...]:
    return tuple(f"{stem}{side}" for stem in stems)


def _both(sided: str, *others: str) -> tuple[str, ...]:
    return (f"{sided}Left", f"{sided}Right", *others)


def _handles() -> dict[str, Handle]:
    out = {
        "nose tip: head": Handle((4,), (_HEAD,)),
        "right pupil: gaze": Handle((468,), (_GAZE,)),
        "left pupil: gaze": Handle((473,), (_GAZE,)),
        "upper lip": Handle(
            (0, 13), _both("mouthUpperUp", "lipsUpperOpen", "mouthRollUpper", "mouthShrugUpper")
        ),
        "lower lip": Handle(
            (14, 17), _both("mouthLowerDown", "lipsLowerOpen", "mouthRollLower", "mouthShrugLower")
        ),
        "chin": Handle((152,), ("jawOpen", "jawLeft", "jawRight")),
        "inner brows": Handle((9,), ("browInnerUp", "browDownLeft", "browDownRight")),
    }
    for side, corner, outer, inner, lid, lower, cheek, wing in (
        ("Right", 61, 105, 107, 159, 145, 50, 98),
        ("Left", 291, 334, 336, 386, 374, 280, 327),
    ):
        name = side.lower()
        out |= {
            f"{name} lip corner": Handle(
                (corner,),
                (*_sided(side, "mouthSmile", "mouthFrown", "mouthStretch", "mouthDimple"), "mouthPucker"),
            ),
            f"{name} outer brow": Handle((outer,), _sided(side, "browOuterUp", "browDown")),
            f"{name} inner brow": Handle((inner,), ("browInnerUp", *_sided(side, "browDown"))),
            f"{name} upper lid": Handle((lid,), _sided(side, "eyeBlink", "eyeWide")),
            f"{name} lower lid": Handle((lower,), _sided(side, "eyeSquint")),
            f"{name} cheek": Handle((cheek,), (*_sided(side, "cheekSquint"), "cheekPuff")),
            f"{name} wing of the nose": Handle((wing,), _sided(side, "noseSneer")),
        }
    return out


HANDLES: Final = MappingProxyType(_handles())


def places(person: Person, state: FaceState) -> dict[str, tuple[float, float]]:
    """Where the handles are in a state, pixels of the picture."""
    points = person.place(state)
    found = {name: points[list(handle.landmarks), :2].mean(0) for name, handle in HANDLES.items()}
    return {name: (float(x), float(y)) for name, (x, y) in found.items()}


def pulled(person: Person, state: FaceState, name: str, to: tuple[float, float]) -> FaceState:
    """The state in which a handle comes as near to a place as its channels allow.

    Bounded least squares on the rig, linear about the present state; what is not needed stays:

        min over w in [0, 1]:  |J (w − w₀) − d|² + ε |w − w₀|²

    Args:
        to: pixels of the picture.

    Raises:
        KeyError: there is no such handle.
    """
    handle = HANDLES[name]
    here = np.array(places(person, state)[name])
    away = (np.array(to) - here) * (1, -1) / person.pose(state).scale
    if handle.channels == (_HEAD,):
        return _turned(person, state, away)
    if handle.channels == (_GAZE,):
        turn = np.degrees(np.arcsin(np.clip(away / _EYE_RADIUS, -0.9, 0.9)))
        return replace(state, gaze=state.gaze.plus(Gaze(float(turn[0]), float(turn[1]))))
    rows = [CHANNEL_INDEX[channel] for channel in handle.channels]
    return replace(state, channels=_solved(person, state, rows, handle, away))


def _solved(
    person: Person, state: FaceState, rows: list[int], handle: Handle, away: Array
) -> NDArray[np.float32]:
    points, delta = list(handle.landmarks), 0.25
    before = person.shape(state)[points].mean(0)
    rotation = person.pose(state).rotation
    slopes = []
    for row in rows:
        # Lids are not linear, so the slope is measured, towards where there is room.
        step = delta if state.channels[row] + delta <= 1 else -delta
        tried = state.channels.copy()
        tried[row] += step
        moved = person.shape(replace(state, channels=tried))[points].mean(0) - before
        slopes.append((rotation @ moved)[:2] / step)
    jacobian = np.array(slopes).T
    now = state.channels[rows].astype(np.float64)
    gram = jacobian.T @ jacobian + _EASE * np.eye(len(rows))
    goal = jacobian.T @ (away + jacobian @ now) + _EASE * now
    out = state.channels.copy()
    out[rows] = bounded_minimum(gram, goal)
    return out


def _turned(person: Person, state: FaceState, away: Array) -> FaceState:
    lever = float(np.linalg.norm(person.own[4] - NECK))
    across, up = (float(a) for a in np.degrees(np.arcsin(np.clip(away / lever, -0.9, 0.9))))
    head = state.head
    return replace(state, head=replace(head, yaw=head.yaw + across, pitch=head.pitch + up))
