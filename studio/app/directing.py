"""Taking hold of the face itself, for renderers with a rig; and looking at what was drawn."""

from dataclasses import dataclass
from typing import Protocol, cast, runtime_checkable

from studio.app.jobs import Progress
from studio.app.preview import Portrait
from studio.core.errors import SourceError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine import providers
from studio.engine.edit import difference_outside
from studio.engine.identity import likeness_of_faces
from studio.engine.rig import handles
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.faces import choose_face


@runtime_checkable
class Rigged(Protocol):
    """A likeness that is moved by a rig."""

    @property
    def person(self) -> Person:
        """The rig."""


def handle_places(portrait: Portrait, state: FaceState) -> dict[str, tuple[float, float]]:
    """Where a face can be taken hold of, pixels; empty without a rig."""
    if not isinstance(portrait.likeness, Rigged):
        return {}
    return handles.places(portrait.likeness.person, state)


def pulled(portrait: Portrait, state: FaceState, name: str, to: tuple[float, float]) -> FaceState:
    """The state that brings a handle as near to a place as it goes.

    Raises:
        KeyError: there is no such handle.
    """
    return handles.pulled(cast(Rigged, portrait.likeness).person, state, name, to)


def mesh(portrait: Portrait, state: FaceState) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The rig's edges in a state, pixels; empty without a rig."""
    if not isinstance(portrait.likeness, Rigged):
        return []
    person = portrait.likeness.person
    points = person.place(state)[:, :2]
    edges = {
        (min(a, b), max(a, b))
        for triangle in person.basis.triangles.tolist()
        for a, b in zip(triangle, (*triangle[1:], triangle[0]), strict=True)
    }
    return [
        ((float(points[a, 0]), float(points[a, 1])), (float(points[b, 0]), float(points[b, 1])))
        for a, b in sorted(edges)
    ]


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
    """Look at a drawn picture as at a photograph."""
    progress(0.0, "looking")
    try:
        face = choose_face(providers.tracker().find(pixels), portrait.face)
    except SourceError:
        return Seen(None, None, None)
    progress(0.5, "comparing")
    state = read_person(load_basis(), face).rest
    identity = likeness_of_faces(portrait.original, pixels, portrait.face)
    return Seen(state, identity, difference_outside(portrait.original, pixels, portrait.likeness))
