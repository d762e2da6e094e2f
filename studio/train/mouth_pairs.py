"""The mouths that the learned finish is taught on: what the rig drew, and what it should have drawn.

    back      a photograph with an expression → the rig takes it out, or puts another's in its place → the
              picture is looked at anew and driven back to the photographed state; the photograph is the truth
    true      a calm photograph of a person driven to the state of another one, which is the truth; and that
              one made calm, of which the first is the truth

In ``back`` the truth is known of every single photograph, but what comes between still carries its creases:
so half of what comes between are states of other people, and the pairs of ``true`` count beside them. In the
folder lie ``parts``, and ``pairs.npz``, of which it is made; all as bytes.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from studio.core.errors import StudioError, UsageError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.units import CHANNELS
from studio.engine.crop import cut, into_crop
from studio.engine.edit import towards_neutral
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import head_pose
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.mouth_finish import SIZE, MouthView, mouth_crop, mouth_triangles
from studio.engine.rig_renderer.place import Place
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.subject import subject_of
from studio.engine.tracking.expression import frame_of, on_pixels, read_person, rig_channels
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import TrackedFace
from studio.engine.tracking.rest import calibrated
from studio.engine.warp.raster import rasterise
from studio.files.pictures import Picture, Still
from studio.train.face_pairs import read_picture
from studio.train.gath_faces import Known

Array = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Tell = Callable[[str], None]

_EYES_APART: Final = {"one": 135.0, "two": 240.0}
"""Pixels between the outer eye corners to which a larger picture is shrunk. What the rig draws of a larger
one is sharper in the crop: two photographs of one person, of which there are few, stay as they are.
"""
KINDS: Final = ("back", "true")
_FAR: Final = {"back": 0.02, "true": 0.045}
"""How far the truth's lips may lie from the rig's on average, in parts of the crop's side."""
_PART: Final = 20
"""Jobs of one part."""
_SPREAD: Final = 3.0
"""How smoothly the truth is brought, in pixels of a crop of twice the size."""
_OTHERS: Final = 0.45
"""How often another's state comes between, and not the neutral one."""
_HELD_ONE_IN: Final = 12
"""Of the members of Congress who are held out."""
_LIPS: Final = np.array([*t.OUTER_LIPS, *t.INNER_LIPS])


@dataclass(frozen=True, slots=True, eq=False)
class MouthPairs:
    """What was prepared.

    Attributes:
        made, truth: [n, s, s, 3] RGB.
        maps: [n, MAPS, s, s], −1 to 1 as 0 to 254.
        act: [n, s, s], how much may change, 0–1 as 0 to 255.
        units: [n, 54].
        kinds: [n]: ``back`` or ``true``.
        names: [n], set, person, what: ``london/030/smiling``.
        held: [n] of people who are held out.
    """

    made: Bytes
    truth: Bytes
    maps: Bytes
    act: Bytes
    units: Floats
    kinds: NDArray[np.str_]
    names: NDArray[np.str_]
    held: NDArray[np.bool_]

    @classmethod
    def open(cls, folder: Path) -> "MouthPairs":
        """What ``prepare`` wrote.

        Raises:
            UsageError: there is nothing.
        """
        if not (folder / "pairs.npz").is_file():
            raise UsageError(
                f"There are no prepared mouths in {folder}.",
                "Make them: python -m studio.train.gath_hd prepare --pairs FOLDER.",
            )
        return cls.load(folder / "pairs.npz")

    @classmethod
    def load(cls, path: Path) -> "MouthPairs":
        with np.load(path) as z:
            return cls(**{f.name: z[f.name] for f in fields(cls)})

    def save(self, path: Path) -> None:
        beside = path.with_suffix(".beside.npz")
        np.savez_compressed(beside, **{f.name: getattr(self, f.name) for f in fields(self)})
        beside.replace(path)

    @classmethod
    def joined(cls, parts: Sequence["MouthPairs"]) -> "MouthPairs":
        return cls(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)})


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """One pair, as the attributes of ``MouthPairs`` are."""

    made: Bytes
    truth: Bytes
    maps: Bytes
    act: Bytes
    units: Floats
    kinds: str
    names: str
    held: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Files of which pairs are made: one of a photograph, two of one person, or a clip."""

    name: str
    paths: tuple[Path, ...]
    held: bool = False


def pair_of(
    drawn: Pixels,
    likeness: RigLikeness,
    state: FaceState,
    truth: Pixels,
    landmarks: Array,
    about: tuple[str, str, bool],
) -> Made | None:
    """What the rig drew of a likeness in a state, beside the truth; None if the two lie too far apart.

    Args:
        landmarks: of the truth [478, 3].
        about: kind, name, whether it is held out.
    """
    view = MouthView.of(Place.of(likeness.person, state), likeness.mouth)
    if view.strength <= 0.05:
        return None
    brought, off = brought_onto(truth, landmarks, view.points)
    if not np.isfinite(off) or off > _FAR[about[0]] * SIZE:
        return None
    return Made(
        cut(drawn[..., :3], view.to_crop, SIZE),
        brought,
        np.rint((view.maps + 1) * 127).astype(np.uint8),
        np.rint(view.act * view.strength * 255).astype(np.uint8),
        view.units,
        *about,
    )


def brought_onto(truth: Pixels, landmarks: Array, goal: Array) -> tuple[Bytes, float]:
    """The crop of a photograph whose landmarks are moved onto ``goal`` [478, 3], pixels of the crop; and by
    how many of these its lips were moved on average.
    """
    fine = mouth_crop(landmarks, 2 * SIZE)
    own, there = into_crop(landmarks, fine), (goal + 0.5) * 2 - 0.5
    values, covered = rasterise(
        mouth_triangles(), there[:, :2], (own - there)[:, :2], (2 * SIZE, 2 * SIZE), there[:, 2]
    )
    share = covered.astype(np.float32)
    near = np.maximum(cv2.GaussianBlur(share, (0, 0), _SPREAD), 1e-3)[..., None]
    field = cv2.GaussianBlur(values * share[..., None], (0, 0), _SPREAD) / near
    y, x = np.mgrid[: 2 * SIZE, : 2 * SIZE].astype(np.float32)
    large = cut(truth[..., :3], fine, 2 * SIZE)
    moved = cv2.remap(
        large, x + field[..., 0], y + field[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    off = float(np.linalg.norm((own - there)[_LIPS, :2], axis=1).mean()) / 2
    return np.asarray(cv2.resize(moved, (SIZE, SIZE), interpolation=cv2.INTER_AREA), np.uint8), off


def here(state: FaceState, rest: FaceState) -> FaceState:
    """An expression with the head and the gaze of a photograph."""
    return replace(state, head=rest.head, gaze=rest.gaze)


class Maker:
    """Makes pairs; what people did of whom it made some may come between for those after them."""

    def __init__(self, rng: Generator) -> None:
        self._tracker, self._rig, self._rng = FaceLandmarker(), RigRenderer(), rng
        self._others: list[FaceState] = []

    def pairs(self, job: Job) -> Iterator[Made]:
        """All pairs of a job."""
        if job.paths[0].suffix == ".mp4":
            yield from self._of_clip(job)
        elif len(job.paths) == 2:
            calm, moved = map(read_picture, job.paths)
            yield from self._of_two(job.name, calm, moved, job.held)
        else:
            yield from self._back(self._prepared(read_picture(job.paths[0])), job.name, job.held)

    def _prepared(self, pixels: Pixels, most: float = _EYES_APART["one"]) -> RigLikeness:
        """A picture, shrunk until its eyes are no farther apart."""
        found = self._tracker.find(pixels)
        shrink = min(1.0, most / choose_face(found).interocular) if found else 1.0
        if shrink < 0.9:
            pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            found = self._tracker.find(pixels)
        likeness = self._rig.prepare(subject_of(Still(Picture(pixels)), Known(found)))
        assert isinstance(likeness, RigLikeness)
        return likeness

    def _back(self, likeness: RigLikeness, name: str, held: bool) -> Iterator[Made]:
        """There and back: through neutral, or another's state."""
        rest = likeness.rest
        between = here(FaceState(np.zeros(len(CHANNELS), np.float32), rest.head, rest.gaze), rest)
        if self._others and self._rng.random() < _OTHERS:
            between = here(self._others[int(self._rng.integers(len(self._others)))], rest)
        there = self._prepared(self._rig.draw(likeness, between))
        back = here(rest, there.rest)
        drawn = self._rig.draw(there, back)
        made = pair_of(drawn, there, back, likeness.pixels, likeness.person.landmarks, ("back", name, held))
        if not held:
            self._others.append(rest)
        if made:
            yield made

    def _of_two(self, name: str, calm: Pixels, moved: Pixels, held: bool) -> Iterator[Made]:
        """Each from the other, and there and back from the second."""
        one, other = (self._prepared(x, _EYES_APART["two"]) for x in (calm, moved))
        yield from self._back(other, f"{name}/smiling", held)
        for a, b, what in ((one, other, "up"), (other, one, "down")):
            state = self._state_in(a, b) if what == "up" else towards_neutral(a.rest)
            drawn = self._rig.draw(a, state)
            made = pair_of(drawn, a, state, b.pixels, b.person.landmarks, ("true", f"{name}/{what}", held))
            if made:
                yield made

    def _state_in(self, one: RigLikeness, other: RigLikeness) -> FaceState:
        """The state of another photograph of the same person, in this one's pose."""
        basis = load_basis()
        faces = [choose_face(self._tracker.find(x.pixels)) for x in (one, other)]
        person, scores = read_person(basis, faces[0]), calibrated(faces[1].state)
        points = on_pixels(faces[1].landmarks)
        frame = frame_of(basis, points, scores.channels, person.neutral)
        channels = rig_channels(basis, scores.channels, frame.to_canonical(points) - person.neutral)
        return here(FaceState(channels, head_pose(frame), scores.gaze), one.rest)

    def _of_clip(self, job: Job) -> Iterator[Made]:
        """The frame of a sentence whose lips are nearest each other, and those in which they are farthest."""
        with av.open(str(job.paths[0])) as container:
            frames = [f.to_ndarray(format="rgb24") for f in container.decode(video=0)][2:-2:3]
        found = [(frame, faces[0]) for frame in frames if (faces := self._tracker.find(frame))]
        gaps = np.array([_gap(face) for _, face in found])
        shut, wide = int(gaps.argmin()), np.argsort(-gaps)[[0, 2]]
        for i in wide:
            yield from self._of_two(f"{job.name}/{i}", found[shut][0], found[int(i)][0], job.held)


def _gap(face: TrackedFace) -> float:
    upper, lower = t.LIP_MIDDLE
    return float(face.landmarks[lower, 1] - face.landmarks[upper, 1]) / face.interocular


# All of it -------------------------------------------------------------------------------------------


def jobs(data: Path, clips: int, seed: int = 0) -> list[Job]:
    """What is worth most comes first: open mouths, pairs of one person, and of each set some."""
    portraits, rng = data / "portraits", np.random.default_rng(seed)
    london = [
        Job(f"london/{path.name[:3]}", (path, path.with_name(f"{path.name[:3]}_smiling.jpg")), held)
        for split, held in (("train", False), ("val", True))
        for path in sorted((portraits / f"london/{split}").glob("*_neutral.jpg"))
    ]
    films = sorted((data / "grid/train").glob("*.mp4"))
    films = [films[i] for i in rng.permutation(len(films))[:clips]] + sorted(
        (data / "grid/s31").glob("*.mp4")
    )
    spoken = [Job(f"grid/{path.stem}", (path,)) for path in films]
    first, then = [*london, *spoken], list[Job]()
    for i, (path, is_open) in enumerate(_congress(portraits / "congress_large")):
        job = Job(f"congress/{path.stem}", (path,), i % _HELD_ONE_IN == 0 and is_open)
        (first if is_open else then).append(job)
    for path, is_open in _synthetic(portraits / "synthetic_sfhq"):
        (first if is_open else then).append(Job(f"sfhq/{path.stem}", (path,)))
    then += [Job(f"canada/{path.stem}", (path,)) for path in sorted((portraits / "canada").glob("*.jpg"))]
    return [jobs[i] for jobs in (first, then) for i in rng.permutation(len(jobs))]


def _congress(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each that is large enough, and whether it smiles."""
    if not (folder / "index.json").is_file():
        return
    for name, eyes, smile, jaw in json.loads((folder / "index.json").read_text("utf-8"))["rows"]:
        path = folder / f"{name}.jpg"
        if eyes >= 55 and path.is_file():
            yield path, smile > 0.35 or jaw > 0.05


def _synthetic(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each in which one face is seen well from the front, without a tongue, and whether its mouth is open."""
    if not (folder / "index.json").is_file():
        return
    for row in json.loads((folder / "index.json").read_text("utf-8")):
        path = folder / f"{row['name']}.jpg"
        turned = max(abs(row["yaw"]), abs(row["pitch"])) > 22
        left_out = row["tongue"] or row["tongue_seen"] or row["gray"] or row.get("other_faces")
        if not turned and not left_out and row["eye_distance"] >= 60 and path.is_file():
            yield path, row["jawOpen"] > 0.06 or row["mouthSmile"] > 0.3


def prepare(
    data: Path, folder: Path, clips: int, sitting: float | None, seed: int = 0, tell: Tell = print
) -> None:
    """Make the pairs, part by part, and put together what is there; what was made before stays.

    Args:
        sitting: minutes after which to stop; a later run goes on.
    """
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    every, began = jobs(data, clips, seed), time.monotonic()
    for start in range(0, len(every), _PART):
        path = folder / "parts" / f"{start:05}.npz"
        if path.is_file():
            continue
        if sitting is not None and time.monotonic() - began > 60 * sitting:
            break
        made = list(_made_of(every[start : start + _PART], np.random.default_rng((seed, start)), tell))
        if made:
            _stacked(made).save(path)
        tell(f"{start + _PART:5} of {len(every)}: {len(made)} pairs, {time.monotonic() - began:.0f} s")
    parts = [MouthPairs.load(path) for path in sorted((folder / "parts").glob("?????.npz"))]
    MouthPairs.joined(parts).save(folder / "pairs.npz")


def _made_of(some: Sequence[Job], rng: Generator, tell: Tell) -> Iterator[Made]:
    maker = Maker(rng)
    for job in some:
        try:
            yield from maker.pairs(job)
        except (StudioError, ValueError, IndexError) as problem:  # of a thousand pictures some can't be drawn
            tell(f"{job.name} is left out: {problem}")


def _stacked(made: Sequence[Made]) -> MouthPairs:
    return MouthPairs(**{f.name: np.array([getattr(x, f.name) for x in made]) for f in fields(MouthPairs)})
