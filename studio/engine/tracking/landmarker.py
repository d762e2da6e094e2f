"""The tracker: all faces of a picture, or one face through a clip."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.source import Frame, Pixels
from studio.engine.in_order import in_order
from studio.engine.rig.basis import Basis, load_basis
from studio.engine.tracking.crops import Crop, upright
from studio.engine.tracking.cuts import Cuts
from studio.engine.tracking.faces import pick_face
from studio.engine.tracking.known import SAME, Known
from studio.engine.tracking.model import CROP_SIDE, LandmarkModel, Sighting
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.engine.tracking.reading import read_state
from studio.engine.tracking.search import at_large, from_afar, searches
from studio.files.models import installed_file

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]

SEEN: Final = 0.6
"""Detector's score times presence from which a sighting counts as a face."""
KEPT: Final = 0.5
"""Presence from which a face that is followed is still one."""
_HINT: Final = 0.01
"""Presence that the first look must give: around an animal's ear the second may be deceived."""
_LOOKS: Final = 4
"""Times at most that a face is read again until its crop rests; once, unless it lies on a side."""
_LEAP: Final = 0.5
"""How far a face may move from one frame to the next, in parts of its size, unless seen anew."""
_GROWTH: Final = 1.4
"""How much it may grow or shrink, likewise."""
_THOROUGH: Final = 12
"""A face that was lost is looked for in all sizes only in every so many frames."""
_SEEN_AGAIN: Final = 25
"""Frames after which it is looked again how somebody who is followed looks."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a face is; what it does is not read yet.

    Attributes:
        landmarks: [478, 3] in pixels.
        confidence: 0–1.
        held: no face was seen, and this is the last one.
        begins: a shot begins here.
        look: whose face it is, where that was looked at.
    """

    landmarks: Array
    confidence: float
    held: bool = False
    begins: bool = False
    look: NDArray[np.float32] | None = None

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1 in pixels."""
        low, high = self.landmarks[:, :2].min(axis=0), self.landmarks[:, :2].max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


class FaceLandmarker:
    """A tracker through MediaPipe's face landmarker; one for each thread.

    Raises:
        ModelError: the landmark model or the rig is missing or damaged.
    """

    name = "landmarker"

    def __init__(self, task: Path | None = None, basis: Basis | None = None) -> None:
        self._model = LandmarkModel(task or installed_file("face_landmarker"))
        self._basis = basis or load_basis()

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        """All faces of a picture, largest first; ``confidence`` is detector's score times presence."""
        return [self._read(face) for face in self._found(pixels)]

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        """One person's face through a clip; None until it is first seen, held when lost.

        While it is seen, each frame is looked at around the last one's landmarks and the detector rests.
        After a cut, or when it was lost, it is looked for anew, and known again by its identity.
        What the face does in a frame is read while the next one is looked at.
        """
        return in_order(self._read_if_any, self._places(frames, face), workers=1)

    def at(self, pixels: Pixels, landmarks: Array) -> TrackedFace | None:
        """The face where landmarks are known to be about; None if there is none."""
        return self._read_if_any(self._near(pixels, landmarks))

    def _places(self, frames: Iterator[Frame], choice: FaceChoice) -> Iterator[Place | None]:
        last: Place | None = None
        cuts, person = Cuts(), Known()
        away = there = 0
        for frame in frames:
            begins = cuts.begins_shot(frame.pixels)
            away = 0 if begins else away
            thorough = away % _THOROUGH == 0
            if last is None:
                now = self._first(frame.pixels, choice, thorough=thorough)
            elif begins:
                now = self._anew(frame.pixels, last, person, thorough=thorough)
            else:
                now = self._next(frame.pixels, last, person, thorough=thorough)
            if now and there % _SEEN_AGAIN == 0:
                now = replace(now, look=person.see(frame.pixels, now.landmarks))
            away, there = (0, there + 1) if now else (away + 1, there)
            now = now or (replace(last, held=True) if last else None)
            last = replace(now, begins=begins) if now else None
            yield last

    def _first(self, pixels: Pixels, choice: FaceChoice, *, thorough: bool) -> Place | None:
        return pick_face(self._found(pixels) if thorough else self._large(pixels), choice)

    def _next(self, pixels: Pixels, last: Place, person: Known, *, thorough: bool) -> Place | None:
        """The face in the next frame of a shot: where it was, or else looked for."""
        near = None if last.held else self._near(pixels, last.landmarks)
        if near and not _leapt(last.box, near.box):
            return near
        return self._anew(pixels, last, person, thorough=thorough)

    def _near(self, pixels: Pixels, landmarks: Array) -> Place | None:
        points, presence = self._settled(pixels, Crop.around_landmarks(landmarks), KEPT)
        return Place(points, presence) if presence >= KEPT else None

    def _anew(self, pixels: Pixels, last: Place, person: Known, *, thorough: bool) -> Place | None:
        """The person: around where they were lost, in the whole picture, in all sizes."""
        return (
            _most_like(person, pixels, last, self._around(pixels, last))
            or _most_like(person, pixels, last, self._large(pixels))
            or (_most_like(person, pixels, last, self._found(pixels)) if thorough else None)
        )

    def _found(self, pixels: Pixels) -> list[Place]:
        """All faces of a picture, largest first."""
        for seen in searches(self._model, pixels):
            faces = _distinct(self._looked_at(pixels, seen))
            if faces:
                return sorted(faces, key=lambda face: -_size(face.box))
        return []

    def _around(self, pixels: Pixels, last: Place) -> list[Place]:
        x0, y0, x1, y1 = last.box
        reach = 1.2 * _size(last.box)
        low = np.maximum([x0 - reach, y0 - reach], 0).astype(int)
        part = pixels[low[1] : int(y1 + reach) + 1, low[0] : int(x1 + reach) + 1]
        if min(part.shape[:2]) < 2:
            return []
        return self._looked_at(pixels, [_moved(face, low) for face in at_large(self._model, part)])

    def _large(self, pixels: Pixels) -> list[Place]:
        seen = at_large(self._model, pixels) or from_afar(self._model, pixels)
        return self._looked_at(pixels, seen)

    def _looked_at(self, pixels: Pixels, seen: list[Sighting]) -> list[Place]:
        """Those sightings that are faces."""
        return [face for one in seen if (face := self._confirmed(pixels, one))]

    def _confirmed(self, pixels: Pixels, seen: Sighting) -> Place | None:
        """A sighting read again in crops from its own landmarks until they rest, or None."""
        points, presence = self._look(pixels, Crop.around_box(seen.box, seen.eyes))
        if presence < _HINT:
            return None
        points, presence = self._settled(pixels, Crop.around_landmarks(points), SEEN / max(seen.score, 1e-6))
        sure = presence * seen.score
        return Place(points, sure) if sure >= SEEN else None

    def _settled(self, pixels: Pixels, crop: Crop, least: float) -> tuple[Array, float]:
        """The face in a crop, read again in crops from its own landmarks until they rest, or until presence
        is below ``least``.
        """
        points, presence = self._look(pixels, crop)
        for _ in range(_LOOKS - 1):
            after = Crop.around_landmarks(points)
            if presence < least or crop.is_near(after):
                break
            crop = after
            points, presence = self._look(pixels, crop)
        return points, presence

    def _look(self, pixels: Pixels, crop: Crop) -> tuple[Array, float]:
        reading = self._model.landmarks(crop.sample(pixels, CROP_SIDE))
        return crop.to_picture(reading.points), reading.presence

    def _read(self, place: Place) -> TrackedFace:
        """What a face does; safe beside looking at other frames."""
        # The scores depend on the head's roll (0.1 at 30°) unless it is taken away first.
        scores = self._model.scores(upright(place.landmarks)[0])
        state = read_state(place.landmarks, scores, self._basis)
        return TrackedFace(
            place.landmarks, scores, state, place.box, place.confidence, place.held, place.begins, place.look
        )

    def _read_if_any(self, place: Place | None) -> TrackedFace | None:
        return self._read(place) if place else None


def _size(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _middle(box: Box) -> Array:
    return np.array([box[0] + box[2], box[1] + box[3]]) / 2


def _distance(one: Box, other: Box) -> float:
    return float(np.linalg.norm(_middle(one) - _middle(other)))


def _leapt(before: Box, after: Box) -> bool:
    """A jump that a head does not make between two frames: perhaps another face."""
    growth = _size(after) / max(_size(before), 1e-6)
    return _distance(before, after) > _LEAP * _size(before) or not 1 / _GROWTH < growth < _GROWTH


def _most_like(person: Known, pixels: Pixels, last: Place, faces: list[Place]) -> Place | None:
    """The face that is the person's, the nearest one of those that look alike; None if it is nobody's."""
    likeness = [person.likeness(pixels, face.landmarks) for face in faces]
    alike = [
        face for face, like in zip(faces, likeness, strict=True) if like >= max(SAME, max(likeness) - 0.1)
    ]
    return min(alike, key=lambda face: _distance(face.box, last.box), default=None)


def _distinct(faces: list[Place]) -> list[Place]:
    """Each face once: two sightings may have led to the same landmarks."""
    kept: list[Place] = []
    for face in sorted(faces, key=lambda one: -one.confidence):
        if all(_distance(face.box, other.box) > 0.5 * _size(face.box) for other in kept):
            kept.append(face)
    return kept


def _moved(face: Sighting, by: NDArray[np.integer]) -> Sighting:
    return Sighting(face.box + np.tile(by, 2), face.eyes + by, face.score)
