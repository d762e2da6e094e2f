"""Taking hold of the face itself, whoever draws it; and looking at what was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from studio.app.jobs import Progress
from studio.core.errors import ModelMissing, SourceError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.words import Said
from studio.engine import providers
from studio.engine.edit import difference_outside
from studio.engine.portrait import Portrait
from studio.engine.rig import topology as t
from studio.engine.rig.basis import Basis, load_basis
from studio.engine.rig.gaze import placed
from studio.engine.rig.person import Person
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.identity import face_vector
from studio.engine.tracking.port import Tracker

_FAINT: Final = 0.04
"""Of the strongest motion: less is not shown."""


def mesh(person: Person, state: FaceState) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The rig's edges in a state, pixels."""
    points = person.place(state)[:, :2].tolist()
    return [((*points[a],), (*points[b],)) for a, b in _edges(person.basis)]


@lru_cache(1)
def _edges(basis: Basis) -> list[tuple[int, int]]:
    """The sides of all triangles, each once."""
    corners = basis.triangles
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    return [(int(a), int(b)) for a, b in np.unique(np.sort(sides, axis=1), axis=0)]


def landmarks(person: Person, state: FaceState) -> list[tuple[float, float]]:
    """The rig's points in a state, pixels."""
    points = placed(person, state)[:, :2]
    return [(float(x), float(y)) for x, y in points]


def outlines(person: Person, state: FaceState) -> list[list[tuple[float, float]]]:
    """Contour, lips, eyes and brows of the rig in a state, each a line of points, pixels."""
    points = landmarks(person, state)
    closed = (t.OVAL, t.OUTER_LIPS, t.INNER_LIPS, t.EYE_RIGHT, t.EYE_LEFT)
    rings = [(*ring, ring[0]) for ring in closed]
    return [[points[i] for i in line] for line in (*rings, t.BROW_BELOW_RIGHT, t.BROW_BELOW_LEFT)]


Triangle = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


def heat(person: Person, state: FaceState, channels: Mapping[str, float]) -> list[tuple[Triangle, float]]:
    """What some channels move in a state: the rig's triangles in pixels, each with how far, 0–1.

    Args:
        channels: name → weight at full.
    """
    there = FaceState.of(dict.fromkeys(channels, 0.0) | dict(channels), state.head, state.gaze)
    points = person.place(state)[:, :2]
    rest = person.place(FaceState.of({}, state.head, state.gaze))[:, :2]
    moved = np.linalg.norm(person.place(there)[:, :2] - rest, axis=1)
    strength = moved / max(float(moved.max()), 1e-6)
    out: list[tuple[Triangle, float]] = []
    for corners in person.basis.triangles.tolist():
        strong = float(strength[corners].mean())
        if strong > _FAINT:
            a, b, c = ((float(x), float(y)) for x, y in points[corners])
            out.append(((a, b, c), strong))
    return out


def faces(portrait: Portrait, progress: Progress) -> list[tuple[float, float, float, float]]:
    """Boxes of all faces in the portrait, the largest first: x0, y0, x1, y1 in pixels."""
    progress(0.0, Said("looking"))
    return [found.box for found in _tracker().find(portrait.original)]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What is found when a drawn picture is looked at anew.

    Attributes:
        state: the face's; None if no face is found.
        identity: cosine of face vectors to the photograph's; None without the identity model.
        outside: largest difference of any pixel outside the renderer's region.
    """

    state: FaceState | None
    identity: float | None
    outside: int | None


def look_at(portrait: Portrait, pixels: Pixels, progress: Progress) -> Seen:
    """Look at a drawn picture as at a photograph; from one thread at a time."""
    progress(0.0, Said("looking"))
    try:
        face = choose_face(_tracker().find(pixels), portrait.face)
    except SourceError:
        return Seen(None, None, None)
    progress(0.5, Said("comparing"))
    state = read_person(load_basis(), face).rest
    before = _own_face(portrait)
    identity = None if before is None else float(before @ face_vector(pixels, face.landmarks))
    return Seen(state, identity, difference_outside(portrait.original, pixels, portrait.likeness))


@cache
def _tracker() -> Tracker:
    return providers.tracker()


_OWN: Final[WeakKeyDictionary[Portrait, NDArray[np.float32] | None]] = WeakKeyDictionary()
"""What ``_own_face`` found, for as long as somebody holds the portrait."""


def _own_face(portrait: Portrait) -> NDArray[np.float32] | None:
    """The vector of the photographed face; None without the identity model or without a face."""
    if portrait not in _OWN:
        _OWN[portrait] = _face_of(portrait)
    return _OWN[portrait]


def _face_of(portrait: Portrait) -> NDArray[np.float32] | None:
    try:
        face = choose_face(_tracker().find(portrait.original), portrait.face)
        return face_vector(portrait.original, face.landmarks)
    except (ModelMissing, SourceError):
        return None
