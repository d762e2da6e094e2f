"""Where a state puts a face, and where in the photograph its parts come from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.engine.compositing.composition import Motion
from studio.engine.rig import topology as t
from studio.engine.rig.person import Person
from studio.engine.rig.pose import HeadFrame

Array = NDArray[np.float64]

_OPENINGS = (
    (np.array([a for a, _ in t.LIP_PAIRS]), np.array([b for _, b in t.LIP_PAIRS]), 0.018),
    (np.array(t.UPPER_LID_RIGHT), np.array(t.LOWER_LID_RIGHT), 0.016),
    (np.array(t.UPPER_LID_LEFT), np.array(t.LOWER_LID_LEFT), 0.016),
)
"""Upper and lower rims of mouth and eyes, and how far outside, in interocular units, the edge of a
closing one is taken from."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a state puts a person's face.

    Attributes:
        shape: canonical landmarks [478, 3].
        relief: what is added to them before they are turned.
        pose: the head's frame.
        target: landmarks in the result [478, 3].
    """

    person: Person
    state: FaceState
    shape: Array
    relief: Array
    pose: HeadFrame
    target: Array

    @classmethod
    def of(cls, person: Person, state: FaceState) -> "Place":
        shape, relief, pose = person.shape(state), person.relief(state), person.pose(state)
        return cls(person, state, shape, relief, pose, pose.to_pixels(shape + relief))

    def motion(self, traces: Array) -> Motion:
        """Where the photograph's face goes.

        Args:
            traces: how far teeth show beyond each point of the inner lips, cm [20].
        """
        person, pose = self.person, self.pose
        rigid = pose.to_pixels(person.own + self.relief)[:, :2]
        skull = (person.frame.to_pixels(person.skull) - pose.to_pixels(person.skull))[:, :2]
        return Motion(_texture_places(person, self.shape, traces), self.target, rigid, skull)


def _texture_places(person: Person, shape: Array, traces: Array) -> Array:
    """Where in the photograph each landmark's texture is taken from [478, 2].

    The edge of a mouth or an eye that closes is taken from a little outside the opening: landmarks
    on the rim are a pixel or two off, and would bring teeth or eye white along.

    Args:
        traces: how far teeth show beyond each point of the inner lips, cm [20].
    """
    places = person.landmarks[:, :2].copy()
    eyes = person.landmarks[list(t.EYE_OUTER), :2]
    unit = float(np.linalg.norm(eyes[0] - eyes[1]))
    up = person.frame.rotation[:2, 1] * (1, -1)
    up = up / np.linalg.norm(up) * unit
    for upper, lower, inset in _OPENINGS:
        own = np.maximum(person.own[upper, 1] - person.own[lower, 1], 1e-3)
        now = np.maximum(shape[upper, 1] - shape[lower, 1], 0.0)
        closing = (np.clip(1 - now / own, 0, 1) * np.clip(own / 0.15, 0, 1))[:, None]
        places[upper] += inset * closing * up
        places[lower] -= inset * closing * up
    lips = np.array(t.INNER_LIPS)
    moved = np.abs(shape[t.LIP_MIDDLE, 1] - person.own[t.LIP_MIDDLE, 1]).max()
    beyond = traces * person.frame.scale / unit * float(np.clip(moved / 0.05, 0, 1))
    outward = np.where(np.arange(len(lips)) <= len(lips) // 2, 1.0, -1.0)
    places[lips] += (outward * beyond)[:, None] * up
    return places
