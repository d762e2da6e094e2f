"""Points of a face that a hand can take hold of, and what must move so that they get there."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, HeadPose
from studio.core.units import CHANNEL_INDEX
from studio.engine.rig.gaze import gaze_to, placed
from studio.engine.rig.person import Person
from studio.engine.rig.solve import fewest

Array = NDArray[np.float64]
Unit = tuple[str, ...]
"""Channels that move together."""

_OWN, _OTHER = 0.6, 0.9
"""Prices of turning a unit up (``fewest``): the handle's own move it wherever they go that way at all, the
others, and a frown while there is still a smile to turn down, only where nothing else does."""
_ON: Final = 0.1
"""From so much of a unit on it is there."""
_TRIED: Final = 0.25
"""Of a unit, to see which way it moves a point."""
_FAINT: Final = 0.01
"""Of a unit: from less one can't tell which way it moves."""
_ROUNDS: Final = 3
"""Lids, lips and a turning head don't move along straight lines, so the way is measured again."""
_TURN: Final = 1.0
"""Degrees, to see which way a turn moves a point."""
_WILD: Final = 20.0
"""Degrees that the head turns at once."""
_HEAD, _GAZE = "head", "gaze"


@dataclass(frozen=True, slots=True)
class Handle:
    """A point of the face, and what may move it.

    Attributes:
        landmarks: whose middle it is.
        own: the units that one thinks of first; ``head`` or ``gaze`` instead for the nose tip and the pupils.
        others: units that move it another way.
    """

    landmarks: tuple[int, ...]
    own: tuple[Unit, ...]
    others: tuple[Unit, ...] = ()

    @property
    def channels(self) -> tuple[str, ...]:
        """All that may move."""
        return tuple(channel for unit in (*self.own, *self.others) for channel in unit)


def _pair(stem: str) -> Unit:
    return f"{stem}Left", f"{stem}Right"


def _sided(side: str, *stems: str) -> tuple[Unit, ...]:
    return tuple((f"{stem}{side}",) for stem in stems)


def _handles() -> dict[str, Handle]:
    out = {
        "nose tip: head": Handle((4,), ((_HEAD,),)),
        "right pupil: gaze": Handle((468,), ((_GAZE,),)),
        "left pupil: gaze": Handle((473,), ((_GAZE,),)),
        "upper lip": Handle((0, 13), (_pair("mouthUpperUp"), ("lipsUpperOpen",), ("mouthRollUpper",))),
        "lower lip": Handle((14, 17), (_pair("mouthLowerDown"), ("lipsLowerOpen",), ("mouthShrugLower",))),
        "chin": Handle((152,), (("jawOpen",),), (("jawLeft",), ("jawRight",))),
        "inner brows": Handle((9,), (("browInnerUp",), _pair("browDown"))),
    }
    for side, corner, outer, inner, lid, lower, cheek, wing in (
        ("Right", 61, 105, 107, 159, 145, 50, 98),
        ("Left", 291, 334, 336, 386, 374, 280, 327),
    ):
        name = side.lower()
        across = (*_sided(side, "mouthStretch"), ("mouthPucker",))
        out |= {
            f"{name} lip corner": Handle((corner,), _sided(side, "mouthSmile", "mouthFrown"), across),
            f"{name} outer brow": Handle((outer,), _sided(side, "browOuterUp", "browDown")),
            f"{name} inner brow": Handle((inner,), (("browInnerUp",), *_sided(side, "browDown"))),
            f"{name} upper lid": Handle((lid,), _sided(side, "eyeBlink", "eyeWide")),
            f"{name} lower lid": Handle((lower,), _sided(side, "eyeSquint")),
            f"{name} cheek": Handle((cheek,), _sided(side, "cheekSquint")),
            f"{name} wing of the nose": Handle((wing,), _sided(side, "noseSneer")),
        }
    return out


HANDLES: Final = MappingProxyType(_handles())


def places(person: Person, state: FaceState) -> dict[str, tuple[float, float]]:
    """Where the handles are in a state, pixels of the picture."""
    points = placed(person, state)
    found = {name: points[list(handle.landmarks), :2].mean(0) for name, handle in HANDLES.items()}
    return {name: (float(x), float(y)) for name, (x, y) in found.items()}


def pulled(person: Person, state: FaceState, name: str, to: tuple[float, float]) -> FaceState:
    """The state in which a handle comes as near to a place as few of its units allow.

    Args:
        state: the face as the hand took hold of it: what is not needed stays so.
        to: pixels of the picture.

    Raises:
        KeyError: there is no such handle.
    """
    handle, goal = HANDLES[name], np.array(to)
    if handle.own == ((_HEAD,),):
        return _turned(person, state, handle, goal)
    if handle.own == ((_GAZE,),):
        return replace(state, gaze=gaze_to(person, state, name.partition(" ")[0].capitalize(), goal))
    return _moved(person, state, handle, goal)


def _moved(person: Person, state: FaceState, handle: Handle, goal: Array) -> FaceState:
    units = [[CHANNEL_INDEX[channel] for channel in unit] for unit in (*handle.own, *handle.others)]
    here = _place(person, state, handle)
    pull = (goal - here) / person.pose(state).scale
    down = np.array([state.channels[rows].max() for rows in units], float)
    up = np.array([1.0 - state.channels[rows].min() for rows in units])
    price = _prices(handle, down)
    by = np.where(up >= _TRIED, _TRIED, -_TRIED)
    found = np.zeros(len(units))
    for _ in range(_ROUNDS):
        tried = [_raised(state, rows, float(step)) for rows, step in zip(units, by, strict=True)]
        ways = np.array([_place(person, each, handle) for each in tried]) - here
        found = fewest(ways / by[:, None] / person.pose(state).scale, pull, down, up, price)
        by = np.where(np.abs(found) > _FAINT, found, by)
    for rows, step in zip(units, found, strict=True):
        state = _raised(state, rows, float(step))
    return state


def _prices(handle: Handle, there: Array) -> Array:
    """What turning each unit up costs, given how much of it is there already [n]."""
    own = len(handle.own)
    out = np.full(len(there), _OTHER)
    for i in range(own):
        if not (np.delete(there[:own], i) > _ON).any():
            out[i] = _OWN
    return out


def _raised(state: FaceState, rows: list[int], step: float) -> FaceState:
    out = state.channels.copy()
    out[rows] = np.clip(out[rows] + step, 0.0, 1.0)
    return replace(state, channels=out)


def _place(person: Person, state: FaceState, handle: Handle) -> Array:
    out: Array = person.place(state)[list(handle.landmarks), :2].mean(0)
    return out


def _turned(person: Person, state: FaceState, handle: Handle, goal: Array) -> FaceState:
    """With yaw and pitch so that the nose points there: Newton's steps, none of them wild."""
    for _ in range(_ROUNDS):
        here = _place(person, state, handle)
        slopes = [
            (_place(person, replace(state, head=state.head.plus(turn)), handle) - here) / _TURN
            for turn in (HeadPose(yaw=_TURN), HeadPose(pitch=_TURN))
        ]
        jacobian = np.array(slopes).T
        gram = jacobian.T @ jacobian
        step = np.linalg.solve(gram + 0.01 * np.trace(gram) * np.eye(2), jacobian.T @ (goal - here))
        yaw, pitch = (float(a) for a in np.clip(step, -_WILD, _WILD))
        state = replace(state, head=state.head.plus(HeadPose(yaw=yaw, pitch=pitch)))
    return state
