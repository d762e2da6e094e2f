"""Pictures of one person in two states of the face, aligned and tracked: what the shading learns from.

Sources (none is stored with the studio): London set, neutral and smiling of one person; GRID, frames
of one sentence; single portraits, that tell how other faces and other light look.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.engine.crop import SIZE, crop_matrix, cut, finer, into_crop
from studio.engine.rig.pose import FLIP, fit_pose
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import TrackedFace

Array = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Finder = Callable[[Bytes], list[TrackedFace]]

STILL = (33, 133, 362, 263, 168, 6, 197, 195, 5, 127, 356, 234, 454, 10)
"""Landmarks that hardly move with the face: eye corners, nose bridge, temples, top of the forehead."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceSet:
    """Aligned faces and which of them belong together.

    Attributes:
        crops: [n, s, s, 3] RGB; s is SIZE, or so many times as much for finer ones.
        points: [n, 478, 3] landmarks in pixels of a crop of SIZE.
        names: [n] set, split, person, picture: ``london/train/030/smiling``.
        pairs: [m, 2] source and target, indices of faces.
    """

    crops: Bytes
    points: Array
    names: NDArray[np.str_]
    pairs: NDArray[np.int64]

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, crops=self.crops, points=self.points.astype(np.float32), names=self.names, pairs=self.pairs
        )

    @classmethod
    def load(cls, path: Path) -> "FaceSet":
        with np.load(path) as z:
            return cls(z["crops"], z["points"].astype(np.float64), z["names"], z["pairs"])

    @property
    def times(self) -> int:
        """How many times as fine as the networks' crop the crops are."""
        return int(self.crops.shape[1]) // SIZE

    def pairs_of(self, prefix: str) -> NDArray[np.int64]:
        """Those pairs whose source's name begins so: [k, 2]."""
        chosen = [str(self.names[a]).startswith(prefix) for a, _ in self.pairs]
        out: NDArray[np.int64] = self.pairs[np.array(chosen, bool)]
        return out


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    name: str
    crop: Bytes
    points: Array


def own_pose(points: Array, like: Array) -> Array:
    """Landmarks ``points`` [478, 3] turned, scaled and shifted into the pose of ``like`` [478, 3]."""
    weights = np.zeros(len(points))
    weights[list(STILL)] = 1.0
    frame = fit_pose(like, points * FLIP, weights)
    return frame.to_pixels(points * FLIP)


def build(data: Path, find: Finder, sentences: int = 220, seed: int = 0, times: int = 1) -> FaceSet:
    """Read and track everything.

    Args:
        data: the data folder, with ``portraits/london``, ``portraits/canada``,
            ``portraits/congress_large`` and ``grid/train``.
        find: a tracker's ``find``.
        sentences: of GRID, drawn by ``seed``.
        times: pixels of the crops for one of the networks' crop.
    """
    groups = [
        *_london(data / "portraits/london", find, times),
        *_grid(data / "grid/train", find, sentences, seed, times),
    ]
    singles = [
        *_portraits(data / "portraits/canada", find, times),
        *_portraits(data / "portraits/congress_large", find, times),
    ]
    faces = [face for group in groups for face in group] + singles
    pairs, start = [], 0
    for group in groups:
        n = len(group)
        pairs += [(start + i, start + j) for i in range(n) for j in range(n) if i != j]
        start += n
    return FaceSet(
        np.stack([f.crop for f in faces]),
        np.stack([f.points for f in faces]),
        np.array([f.name for f in faces]),
        np.array(pairs, np.int64),
    )


def gathered(data: Path, stored: Path | None, times: int = 1) -> FaceSet:
    """Everything: from the file ``stored`` if it is there, else read from the data and stored in it.

    Raises:
        UsageError: the stored crops are not so many times as fine as the networks' crop.
    """
    if stored and stored.is_file():
        return _as_fine(FaceSet.load(stored), stored, times)
    faces = build(data, FaceLandmarker().find, times=times)
    if stored:
        faces.save(stored)
    return faces


def _as_fine(faces: FaceSet, stored: Path, times: int) -> FaceSet:
    """The same, if its crops are so many times as fine as the networks' crop."""
    if faces.times != times:
        raise UsageError(
            f"The faces in {stored} are {faces.times * SIZE} pixels wide, not {times * SIZE}.",
            "Name another file; it is written from the data.",
        )
    return faces


def read_picture(path: Path) -> Bytes:
    """RGB."""
    pixels = cv2.cvtColor(np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    return np.asarray(pixels, np.uint8)


def _face(name: str, pixels: Bytes, tracked: TrackedFace, times: int) -> _Face:
    matrix = crop_matrix(tracked.landmarks)
    crop = cut(pixels, finer(matrix, times), SIZE * times)
    return _Face(name, crop, into_crop(tracked.landmarks, matrix))


def _london(folder: Path, find: Finder, times: int) -> Iterator[list[_Face]]:
    for neutral in sorted(folder.glob("*/*_neutral.jpg")):
        person, split = neutral.name[:3], neutral.parent.name
        group = []
        for state in ("neutral", "smiling"):
            pixels = read_picture(neutral.with_name(f"{person}_{state}.jpg"))
            name = f"london/{split}/{person}/{state}"
            group += [_face(name, pixels, found, times) for found in find(pixels)[:1]]
        yield group


def _portraits(folder: Path, find: Finder, times: int) -> Iterator[_Face]:
    for path in sorted(folder.glob("*.jpg")):
        pixels = read_picture(path)
        for found in find(pixels)[:1]:
            yield _face(f"{folder.name}/train/{path.stem}", pixels, found, times)


def _grid(folder: Path, find: Finder, sentences: int, seed: int, times: int) -> Iterator[list[_Face]]:
    clips = sorted(folder.glob("*.mp4"))
    drawn = np.random.default_rng(seed).choice(len(clips), min(sentences, len(clips)), replace=False)
    for i in sorted(drawn):
        yield _telling_frames(clips[i], find, times)


def _telling_frames(clip: Path, find: Finder, times: int, every: int = 3) -> list[_Face]:
    """Of one sentence: the frame most at rest and those farthest from it at lids, brows and mouth."""
    with av.open(str(clip)) as container:
        whole = [np.asarray(f.to_ndarray(format="rgb24"), np.uint8) for f in container.decode(video=0)]
    frames = whole[2:-2:every]
    tracked = [(f, found[0]) for f in frames if (found := find(f))]
    if len(tracked) < 2:
        return []
    shapes = [into_crop(found.landmarks, crop_matrix(found.landmarks)) for _, found in tracked]
    shapes = [own_pose(s, shapes[0]) for s in shapes]
    offsets = np.array(shapes) - np.median(shapes, axis=0)
    chosen = {int(np.abs(offsets).mean((1, 2)).argmin())}
    for region in ((159, 386), (105, 334, 9), (13, 14, 61, 291, 17, 152)):
        chosen.add(int(np.linalg.norm(offsets[:, list(region)], axis=2).mean(1).argmax()))
    return [_face(f"grid/train/{clip.stem}/{i}", *tracked[i], times) for i in sorted(chosen)]
