"""The faces that GATH learns from: aligned crops with their units, stored so that a batch costs no decoding.

    source set   whose faces: many people, hardly moving
    target set   which expressions: few people who move, and expressive faces; nobody is in both
    drawn        people of the source set in states that the rig drew: marked, for the supervised warm-up
    held         people of London's validation set, for the curve alone

Units are read by our tracker, and are a proxy; of what was drawn they are exact. In the folder lie
``crops.npy`` (mapped into memory, bytes) and ``faces.npz``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from studio.core.errors import StudioError, UsageError
from studio.core.face import FaceState
from studio.core.source import Frame, Pixels
from studio.core.units import CHANNEL_INDEX, CHANNELS, FACEWAREHOUSE_46
from studio.engine.crop import crop_matrix, cut
from studio.engine.gath_renderer import units_of_state
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.subject import Subject, subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.files.pictures import Picture, Still
from studio.files.video import Video
from studio.train.face_pairs import read_picture

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Tell = Callable[[str], None]

_EYES_APART: Final = 64.0
"""Pixels between the outer eye corners to which a larger picture is shrunk before anything is drawn."""
_SIDE: Final = 640
"""Longest side of a picture that is looked at."""
_EXPRESSIVE: Final = 0.35
"""A unit from which a synthetic face counts as expressive."""
_MIXED: Final = 0.027
"""Part of the source set that is taken from the target set, as in the paper."""
_CALM: Final = tuple(i for i, unit in enumerate(FACEWAREHOUSE_46.units) if unit.region == "eye")
"""Units that do not make a face expressive."""
_OPPOSITE: Final = (
    ("jawLeft", "jawRight"), ("mouthLeft", "mouthRight"), ("mouthSmileLeft", "mouthFrownLeft"),
    ("mouthSmileRight", "mouthFrownRight"), ("eyeBlinkLeft", "eyeWideLeft"),
    ("eyeBlinkRight", "eyeWideRight"), ("mouthFunnel", "mouthStretchLeft"), ("mouthClose", "jawOpen"),
)  # fmt: skip
"""Channels of which no face does both."""


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """What was prepared.

    Attributes:
        crops: [n, s, s, 3] RGB.
        units: [n, 46].
        people: [n], a number for each person of all sets.
        kinds: [n]: ``source``, ``target``, ``drawn`` or ``held``.
        names: [n], set and picture.
    """

    crops: Bytes
    units: Floats
    people: NDArray[np.int64]
    kinds: NDArray[np.str_]
    names: NDArray[np.str_]

    @classmethod
    def open(cls, folder: Path) -> "Faces":
        """What ``prepare`` wrote.

        Raises:
            UsageError: there is nothing.
        """
        if not (folder / "faces.npz").is_file():
            raise UsageError(
                f"There are no prepared faces in {folder}.",
                "Make them: python -m studio.train.gath prepare --faces FOLDER.",
            )
        with np.load(folder / "faces.npz") as z:
            table = {name: z[name] for name in ("units", "people", "kinds", "names")}
        return cls(np.load(folder / "crops.npy", mmap_mode="r"), **table)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "crops.npy", self.crops)
        np.savez_compressed(
            folder / "faces.npz", units=self.units, people=self.people, kinds=self.kinds, names=self.names
        )

    def of_kind(self, *kinds: str) -> NDArray[np.int64]:
        """Numbers of the faces of some kinds."""
        return np.flatnonzero(np.isin(self.kinds, kinds))


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    crop: Bytes
    units: Floats
    person: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is prepared.

    Attributes:
        size: side of a crop.
        portraits: of each large set of photographs, spread over it; 0 for all.
        clips, frames: of GRID's first speaker; and of each clip (the second speaker's are all taken).
        drawn: states that the rig draws of each photograph of the source set.
    """

    size: int = 64
    portraits: int = 0
    clips: int = 70
    frames: int = 14
    drawn: int = 4


def prepare(data: Path, folder: Path, amount: Amount, seed: int = 0, tell: Tell = print) -> Faces:
    """Read, track, draw and store everything; takes a quarter of an hour on one processor."""
    rng, work = np.random.default_rng(seed), _Work(amount, tell)
    moving = [*work.clips(_clips(data, amount, rng))]
    states = [face[1] for face in moving]
    faces = [face[0] for face in moving]
    for person, kind, path in _portraits(data, amount.portraits):
        faces += work.portrait(person, kind, path, states, rng)
    out = _mixed(_stacked(faces), rng)
    out.save(folder)
    return out


def _portraits(data: Path, most: int) -> Iterator[tuple[str, str, Path]]:
    """Person, kind and file of every photograph; synthetic faces are sorted when they have been looked at."""
    folder = data / "portraits"
    for i, path in enumerate(sorted((folder / "london/train").glob("*.jpg"))):
        number = path.name[:3]
        yield f"london/{number}", "source" if (i // 2) % 2 == 0 else "target", path
    for path in sorted((folder / "london/val").glob("*.jpg")):
        yield f"london/{path.name[:3]}", "held", path
    for name, kind in (("canada", "source"), ("congress_large", "source"), ("synthetic_sfhq", "sorted")):
        paths = sorted((folder / name).glob("*.jpg"))
        for path in paths[:: max(1, len(paths) // most) if most else 1]:
            yield f"{name}/{path.stem}", kind, path


def _clips(data: Path, amount: Amount, rng: Generator) -> list[tuple[str, Path]]:
    first = sorted((data / "grid/train").glob("*.mp4"))
    chosen = rng.choice(len(first), min(amount.clips, len(first)), replace=False)
    second = sorted((data / "grid/s31").glob("*.mp4"))
    return [("grid/s1", first[i]) for i in sorted(chosen)] + [("grid/s31", path) for path in second]


class _Work:
    """Tracker and renderer at work."""

    def __init__(self, amount: Amount, tell: Tell) -> None:
        self._amount, self._tell = amount, tell
        self._tracker, self._rig = FaceLandmarker(), RigRenderer()
        self._done = 0

    def clips(self, clips: Sequence[tuple[str, Path]]) -> Iterator[tuple[_Face, FaceState]]:
        """The telling frames of some clips, and the state in each."""
        for person, path in clips:
            try:
                yield from self._frames(person, path)
            except StudioError as problem:
                self._tell(f"{path.name}: {problem}")
            self._count(path)

    def _frames(self, person: str, path: Path) -> Iterator[tuple[_Face, FaceState]]:
        clip = track_clip(Video(path), self._tracker)
        chosen = far_apart(clip.performance.channels, self._amount.frames * (2 if "s31" in person else 1))
        for i, frame in enumerate(Video(path).frames()):
            if i in chosen and not clip.held[i]:
                state = clip.performance.state(i)
                matrix = crop_matrix(clip.landmarks[i].astype(np.float64) - (0.5, 0.5, 0), self._amount.size)
                crop = cut(frame.pixels, matrix, self._amount.size)
                units = units_of_state(state)[0]
                yield _Face(crop, units, person, "target", f"{person}/{path.stem}/{i}"), state

    def portrait(
        self, person: str, kind: str, path: Path, states: Sequence[FaceState], rng: Generator
    ) -> list[_Face]:
        """A photograph, and if its person is of the source set, what the rig draws of it."""
        self._count(path)
        try:
            subject = self._looked_at(_at_most(read_picture(path)))
        except StudioError as problem:
            self._tell(f"{path.name}: {problem}")
            return []
        matrix = crop_matrix(subject.person().landmarks, self._amount.size)
        units = units_of_state(subject.rest)[0]
        if kind == "sorted":
            kind = "target" if np.delete(units, _CALM).max() > _EXPRESSIVE else "source"
        crop = cut(subject.original, matrix, self._amount.size)
        photograph = _Face(crop, units, person, kind, f"{person}/{path.stem}")
        return [photograph, *(self._drawn(subject, photograph, states, rng) if kind == "source" else ())]

    def _drawn(
        self, subject: Subject, photograph: _Face, states: Sequence[FaceState], rng: Generator
    ) -> Iterator[_Face]:
        matrix = crop_matrix(subject.person().landmarks, self._amount.size)
        likeness = self._rig.prepare(subject)
        assert isinstance(likeness, RigLikeness)
        for i in range(self._amount.drawn):
            state = drawn_state(subject.rest, states, rng)
            crop = cut(self._rig.draw(likeness, state), matrix, self._amount.size)
            units, name = units_of_state(state)[0], f"{photograph.name}/drawn/{i}"
            yield _Face(crop, units, photograph.person, "drawn", name)

    def _looked_at(self, pixels: Pixels) -> Subject:
        """The face of a picture, which is shrunk until it is as large as it need be."""
        found = self._tracker.find(pixels)
        shrink = min(1.0, _EYES_APART / found[0].interocular) if found else 1.0
        if shrink < 1:
            pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        known = Known([replace(face, landmarks=face.landmarks * shrink) for face in found])
        return subject_of(Still(Picture(pixels)), known)

    def _count(self, path: Path) -> None:
        self._done += 1
        if self._done % 50 == 0:
            self._tell(f"{self._done} files, now {path.parent.name}/{path.name}")


class Known:
    """A tracker of one picture whose faces were found before."""

    name = "known"

    def __init__(self, faces: Sequence[TrackedFace]) -> None:
        self._faces = list(faces)

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        return self._faces

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        return iter(())


def _at_most(pixels: Pixels) -> Pixels:
    """A picture no larger than tells all that a small crop can show."""
    shrink = min(1.0, _SIDE / max(pixels.shape[:2]))
    return (
        cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else pixels
    )


def far_apart(rows: NDArray[np.floating], most: int) -> set[int]:
    """Rows that differ as much as can be: each next one is the farthest from all before."""
    chosen = [int(np.abs(rows).sum(1).argmin())]
    away = np.abs(rows - rows[chosen[0]]).sum(1)
    while len(chosen) < min(most, len(rows)):
        chosen.append(int(away.argmax()))
        away = np.minimum(away, np.abs(rows - rows[chosen[-1]]).sum(1))
    return set(chosen)


def drawn_state(rest: FaceState, seen: Sequence[FaceState], rng: Generator) -> FaceState:
    """A state for the rig to draw, in the photograph's own pose: one that somebody was seen in, a few units
    at any strength, or neutral.
    """
    kind = rng.random()
    if kind < 0.2:
        channels = np.zeros(len(CHANNELS), np.float32)
    elif kind < 0.5 and seen:
        channels = seen[int(rng.integers(len(seen)))].channels
    else:
        channels = some_units(rng)
    gaze = rest.gaze
    if rng.random() < 0.3:
        gaze = replace(gaze, yaw=float(rng.uniform(-20, 20)), pitch=float(rng.uniform(-14, 14)))
    return FaceState(channels, rest.head, gaze)


def some_units(rng: Generator) -> Floats:
    """Channels of one to four of FaceWarehouse's units, both sides alike more often than not."""
    out = np.zeros(len(CHANNELS))
    units = [
        unit for i, unit in enumerate(FACEWAREHOUSE_46.units) if "eyeLook" not in next(iter(unit.weights))
    ]
    for i in rng.choice(len(units), int(rng.integers(1, 5)), replace=False):
        unit, strength = units[int(i)], rng.uniform(0.2, 1)
        for channel, weight in unit.weights.items():
            out[CHANNEL_INDEX[channel]] = max(out[CHANNEL_INDEX[channel]], strength * weight)
            twin = channel.replace("Left", "*").replace("Right", "Left").replace("*", "Right")
            if twin in CHANNEL_INDEX and twin[:3] not in ("jaw",) and twin not in ("mouthLeft", "mouthRight"):
                out[CHANNEL_INDEX[twin]] = out[CHANNEL_INDEX[channel]] if rng.random() < 0.8 else 0
    for one, other in _OPPOSITE:
        out[CHANNEL_INDEX[one]] *= out[CHANNEL_INDEX[other]] < 0.3
    return out.astype(np.float32)


def _stacked(faces: Sequence[_Face]) -> Faces:
    people = {person: i for i, person in enumerate(dict.fromkeys(face.person for face in faces))}
    return Faces(
        np.stack([face.crop for face in faces]),
        np.stack([face.units for face in faces]),
        np.array([people[face.person] for face in faces]),
        np.array([face.kind for face in faces]),
        np.array([face.name for face in faces]),
    )


def _mixed(faces: Faces, rng: Generator) -> Faces:
    """With a few target faces that are in the source set too."""
    count = round(_MIXED * len(faces.of_kind("source")))
    target = faces.of_kind("target")
    also = rng.choice(target, min(count, len(target)), replace=False)
    parts = {
        name: np.concatenate([getattr(faces, name), getattr(faces, name)[also]])
        for name in ("crops", "units", "people", "names")
    }
    kinds = np.concatenate([faces.kinds, np.full(len(also), "source")])
    return Faces(kinds=kinds, **parts)
