"""Which of the faces in a picture is meant, and whether it can be animated."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from studio.core.errors import FaceTooSmall, FaceTurnedAway, NoFace, UsageError
from studio.core.words import Said
from studio.engine.tracking.port import FaceChoice, TrackedFace

SMALLEST: Final = 64
"""Pixels of the face's longer side below which there is too little to animate."""
SMALLEST_INTEROCULAR: Final = 24
"""Pixels between the outer eye corners, likewise."""
WIDEST_YAW: Final = 50
"""Degrees; beyond this half of the face is hidden."""


class Boxed(Protocol):
    """What has a place in a picture: x0, y0, x1, y1 in pixels."""

    @property
    def box(self) -> tuple[float, float, float, float]: ...


Face = TypeVar("Face", bound=Boxed)


def pick_face(faces: Sequence[Face], choice: FaceChoice) -> Face | None:
    """The largest face, the n-th from the left, or the one at a point; None if there is none such."""
    if choice.point is not None:
        return next((face for face in faces if _holds(face, choice.point)), None)
    if choice.index is not None:
        row = sorted(faces, key=lambda face: face.box[0] + face.box[2])
        return row[choice.index] if 0 <= choice.index < len(row) else None
    return max(faces, key=_area, default=None)


def choose_face(faces: Sequence[TrackedFace], choice: FaceChoice = FaceChoice()) -> TrackedFace:
    """The face that is meant, fit to be animated.

    Raises:
        NoFace: there is none.
        UsageError: there are faces, but not the one that was asked for.
        FaceTooSmall: too few pixels.
        FaceTurnedAway: seen too much from the side.
    """
    if not faces:
        raise NoFace(
            Said("No face was found in the picture."),
            Said(
                "Use a picture in which one human face is seen from the front, larger than {0} "
                "pixels. Animals and strongly simplified drawings are not recognised.",
                SMALLEST,
            ),
        )
    face = pick_face(faces, choice)
    if face is None:
        raise UsageError(
            _no_such(faces, choice), Said("Choose another face, or leave it out to get the largest.")
        )
    check_fit(face)
    return face


def check_fit(face: TrackedFace) -> None:
    """Refuse a face that can't be animated well.

    Raises:
        FaceTooSmall: too few pixels.
        FaceTurnedAway: seen too much from the side.
    """
    width, height = face.box[2] - face.box[0], face.box[3] - face.box[1]
    turned = abs(face.state.head.yaw) > WIDEST_YAW
    # The eyes of a turned head are near one another; its size tells nothing then.
    if max(width, height) < SMALLEST or (not turned and face.interocular < SMALLEST_INTEROCULAR):
        raise FaceTooSmall(
            Said("The face is only {0} pixels large.", f"{max(width, height):.0f}"),
            Said("At least {0} are needed; use a picture with more pixels or closer to the face.", SMALLEST),
        )
    if turned:
        raise FaceTurnedAway(
            Said("The face is turned {0}° to the side.", f"{abs(face.state.head.yaw):.0f}"),
            Said("Up to {0}° can be animated; use a picture in which both eyes are seen well.", WIDEST_YAW),
        )


def _no_such(faces: Sequence[TrackedFace], choice: FaceChoice) -> str:
    found = Said("one face was found") if len(faces) == 1 else Said("{0} faces were found", len(faces))
    if choice.point is not None:
        return Said(
            "There is no face at {0}, {1}; {2}.", f"{choice.point[0]:g}", f"{choice.point[1]:g}", found
        )
    return Said("There is no face number {0} (counted from the left, from 0); {1}.", choice.index, found)


def _holds(face: Boxed, point: tuple[float, float]) -> bool:
    x0, y0, x1, y1 = face.box
    return x0 <= point[0] <= x1 and y0 <= point[1] <= y1


def _area(face: Boxed) -> float:
    x0, y0, x1, y1 = face.box
    return (x1 - x0) * (y1 - y0)
