"""Taking hold of the face itself: handles on the rig, for renderers that have one."""

from typing import Protocol, cast, runtime_checkable

from studio.app.preview import Portrait
from studio.core.face import FaceState
from studio.engine.rig import handles
from studio.engine.rig.person import Person


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
