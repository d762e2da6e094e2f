"""The faces that GATH learns from: aligned crops with their units.

    source set   whose faces: many people, hardly moving
    target set   which expressions: few people who move, and expressive faces; nobody is in both
    drawn        people of the source set in states that the rig drew: marked, for the supervised warm-up
    held         people of London's validation set, for the curve alone

Units are read by our tracker, and are a proxy; of what was drawn they are exact. In the folder lie
``faces.npz``, small enough to be sent to another machine (crops as JPEG, all decoded once when it is opened),
and ``parts``, of which it is made.
"""

import time
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
from studio.engine.tracking.expression import on_pixels
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.files.pictures import Picture, Still
from studio.files.places import made
from studio.files.video import Video
from studio.train.face_pairs import read_picture

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Array = NDArray[np.float64]
Tell = Callable[[str], None]

_EYES_APART: Final = 64.0
"""Pixels between the outer eye corners to which a larger picture is shrunk before anything is drawn."""
_TELL: Final = 25
"""Files after which it is told how far it is."""
_CODED: Final = (
    cv2.IMWRITE_JPEG_QUALITY, 97, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
)  # fmt: skip
"""How crops are packed."""
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
            return cls(_unpacked(z["packed"], z["ends"]), **table)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        packed, ends = _packed(self.crops)
        np.savez_compressed(
            folder / "faces.npz",
            packed=packed, ends=ends,
            units=self.units, people=self.people, kinds=self.kinds, names=self.names,
        )  # fmt: skip

    def of_kind(self, *kinds: str) -> NDArray[np.int64]:
        """Numbers of the faces of some kinds."""
        return np.flatnonzero(np.isin(self.kinds, kinds))


def _packed(crops: Bytes) -> tuple[Bytes, NDArray[np.int64]]:
    """Crops as JPEG, one after another, and where each ends."""
    each = [cv2.imencode(".jpg", crop[..., ::-1], _CODED)[1] for crop in crops]
    return np.concatenate(each).astype(np.uint8), np.cumsum([len(x) for x in each])


def _unpacked(packed: Bytes, ends: NDArray[np.int64]) -> Bytes:
    each = np.split(packed, ends[:-1])
    return np.stack([np.asarray(cv2.imdecode(x, cv2.IMREAD_COLOR), np.uint8)[..., ::-1] for x in each])


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    """One of them, and the channels that its units come from [len(CHANNELS)]."""

    crop: Bytes
    units: Floats
    channels: Floats
    person: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be looked at: a clip of the target set, or a photograph of a kind."""

    person: str
    kind: str
    path: Path

    @property
    def is_clip(self) -> bool:
        return self.path.suffix == ".mp4"


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


def prepare(
    data: Path, folder: Path, amount: Amount, seed: int = 0, sitting: float | None = None, tell: Tell = print
) -> Faces:
    """Read, track, draw and store everything; minutes on one processor for some hundred pictures.

    What was looked at stays in the folder's ``parts``, so that a later call goes on there.

    Args:
        sitting: minutes after which what there is must do.
    """
    parts, work = made(folder / "parts"), _Work(amount)
    files = _files(data, amount, np.random.default_rng(seed))
    clips = sum(file.is_clip for file in files)
    states = np.zeros((0, len(CHANNELS)), np.float32)
    until = None if sitting is None else time.monotonic() + 60 * sitting
    for i, file in enumerate(files):
        if until is not None and time.monotonic() > until:
            break
        path = parts / f"{i:05}.npz"
        if i == clips:
            states = _states(parts, clips)
        if not path.is_file():
            _store(path, work.faces_of(file, states, np.random.default_rng((seed, i)), tell))
        if (i + 1) % _TELL == 0:
            tell(f"{i + 1} of {len(files)} files, now {file.path.parent.name}/{file.path.name}")
    found = [face for path in sorted(parts.glob("*.npz")) for face in _stored(path)]
    out = _mixed(_stacked(found), np.random.default_rng(seed))
    out.save(folder)
    return out


def _files(data: Path, amount: Amount, rng: Generator) -> list[_File]:
    """Clips first, since what is seen in them is drawn of others; photographs of all sets mixed."""
    photographs = list(_photographs(data / "portraits", amount.portraits))
    return [*_clips(data / "grid", amount, rng), *(photographs[i] for i in rng.permutation(len(photographs)))]


def _photographs(folder: Path, most: int) -> Iterator[_File]:
    """All of them; synthetic faces are sorted when they have been looked at."""
    for i, path in enumerate(sorted((folder / "london/train").glob("*.jpg"))):
        yield _File(f"london/{path.name[:3]}", "source" if (i // 2) % 2 == 0 else "target", path)
    for path in sorted((folder / "london/val").glob("*.jpg")):
        yield _File(f"london/{path.name[:3]}", "held", path)
    for name, kind in (("canada", "source"), ("congress_large", "source"), ("synthetic_sfhq", "sorted")):
        paths = sorted((folder / name).glob("*.jpg"))
        for path in paths[:: max(1, len(paths) // most) if most else 1]:
            yield _File(f"{name}/{path.stem}", kind, path)


def _clips(folder: Path, amount: Amount, rng: Generator) -> list[_File]:
    first = sorted((folder / "train").glob("*.mp4"))
    chosen = sorted(rng.choice(len(first), min(amount.clips, len(first)), replace=False))
    both = [("grid/s1", first[i]) for i in chosen]
    both += [("grid/s31", path) for path in sorted((folder / "s31").glob("*.mp4"))]
    return [_File(person, "target", path) for person, path in both]


def _store(path: Path, faces: Sequence[_Face]) -> None:
    """Keep what was found in one file, whole or not at all."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as stream:
        np.savez(
            stream,
            crops=np.array([face.crop for face in faces], np.uint8),
            units=np.array([face.units for face in faces], np.float32),
            channels=np.array([face.channels for face in faces], np.float32),
            words=np.array([(face.person, face.kind, face.name) for face in faces], np.str_),
        )
    beside.replace(path)


def _stored(path: Path) -> list[_Face]:
    with np.load(path) as z:
        rows = [z[name] for name in ("crops", "units", "channels", "words")]
    return [
        _Face(crop, units, channels, *map(str, words))
        for crop, units, channels, words in zip(*rows, strict=True)
    ]


def _states(parts: Path, clips: int) -> Floats:
    """What was seen in the clips, which are the first parts [n, len(CHANNELS)]."""
    rows = [face.channels for path in sorted(parts.glob("*.npz"))[:clips] for face in _stored(path)]
    return np.array(rows, np.float32).reshape(-1, len(CHANNELS))


class _Work:
    """Tracker and renderer at work."""

    def __init__(self, amount: Amount) -> None:
        self._amount = amount
        self._tracker, self._rig = FaceLandmarker(), RigRenderer()

    def faces_of(self, file: _File, states: Floats, rng: Generator, tell: Tell) -> list[_Face]:
        """The faces of a file; none where it shows none."""
        try:
            if file.is_clip:
                return list(self._frames(file.person, file.path))
            return self._portrait(file, states, rng, tell)
        except StudioError as problem:
            tell(f"{file.path.name}: {problem}")
            return []

    def _frames(self, person: str, path: Path) -> Iterator[_Face]:
        """The frames of a clip that differ most."""
        clip = track_clip(Video(path), self._tracker)
        chosen = far_apart(clip.performance.channels, self._amount.frames * (2 if "s31" in person else 1))
        for i, frame in enumerate(Video(path).frames()):
            if i in chosen and not clip.held[i]:
                matrix = crop_matrix(on_pixels(clip.landmarks[i]), self._amount.size)
                name = f"{person}/{path.stem}/{i}"
                yield self._face(frame.pixels, matrix, clip.performance.state(i), (person, "target", name))

    def _portrait(self, file: _File, states: Floats, rng: Generator, tell: Tell) -> list[_Face]:
        """A photograph, and if its person is of the source set, what the rig draws of it."""
        subject = self._looked_at(_at_most(read_picture(file.path)))
        matrix = crop_matrix(subject.person().landmarks, self._amount.size)
        kind, name = file.kind, f"{file.person}/{file.path.stem}"
        photograph = self._face(subject.original, matrix, subject.rest, (file.person, kind, name))
        if kind == "sorted":
            kind = "target" if np.delete(photograph.units, _CALM).max() > _EXPRESSIVE else "source"
            photograph = replace(photograph, kind=kind)
        if kind != "source":
            return [photograph]
        try:
            return [photograph, *self._drawn(subject, matrix, file.person, name, states, rng)]
        except ValueError as problem:  # of a thousand photographs the rig may fail on one
            tell(f"{file.path.name} can't be drawn: {problem}")
            return [photograph]

    def _drawn(
        self, subject: Subject, matrix: Array, person: str, name: str, states: Floats, rng: Generator
    ) -> Iterator[_Face]:
        likeness = self._rig.prepare(subject)
        assert isinstance(likeness, RigLikeness)
        for i in range(self._amount.drawn):
            state = drawn_state(subject.rest, states, rng)
            drawn = self._rig.draw(likeness, state)
            yield self._face(drawn, matrix, state, (person, "drawn", f"{name}/drawn/{i}"))

    def _face(self, pixels: Pixels, matrix: Array, state: FaceState, words: tuple[str, str, str]) -> _Face:
        crop = cut(pixels, matrix, self._amount.size)
        return _Face(crop, units_of_state(state)[0], state.channels, *words)

    def _looked_at(self, pixels: Pixels) -> Subject:
        """The face of a picture, which is shrunk until it is as large as it need be."""
        found = self._tracker.find(pixels)
        shrink = min(1.0, _EYES_APART / found[0].interocular) if found else 1.0
        if shrink < 1:
            pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        known = Known([replace(face, landmarks=face.landmarks * shrink) for face in found])
        return subject_of(Still(Picture(pixels)), known)


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


def drawn_state(rest: FaceState, seen: Floats, rng: Generator) -> FaceState:
    """A state for the rig to draw, in the photograph's own pose: one that somebody was seen in, a few units
    at any strength, or neutral.

    Args:
        seen: channels of others [n, len(CHANNELS)].
    """
    kind = rng.random()
    if kind < 0.2:
        channels = np.zeros(len(CHANNELS), np.float32)
    elif kind < 0.5 and len(seen):
        channels = seen[int(rng.integers(len(seen)))]
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
