"""Self-reenactment: the first frame of a clip is moved as the rest of the clip moves, beside the truth.

Clips of people that nothing was trained on (eval/talk, eval/driving). Faces of result and truth are
re-detected alike, around the truth's landmarks; the tracker that drives is the one that judges.

    python -m studio.evaluate.reenactment --data DATA --out FOLDER
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from rich.table import Table

from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.engine.crop import crop_matrix, cut
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import TrackedFace
from studio.evaluate import metrics
from studio.evaluate.methods import Bare, Copy, Method, Oracle, Ours, Reenacted
from studio.evaluate.report import Claim, Study, sheet, show, table, tell
from studio.files.video import Video

Array = NDArray[np.float64]

LONGEST: Final = 200
"""Frames of a clip that are looked at."""
STEP: Final = 2
_FEATURES_EVERY: Final = 6
_LOOKED_AT_EVERY: Final = 2
_SIDE: Final = 256
_MARGIN: Final = 0.08
_SHOWN: Final = 5
REPORTED: Final = MappingProxyType({
    "WDA_KatieHill_000": (0.51, 0.050), "d9": (0.78, 0.060), "d6": (0.76, 0.082), "face__1": (0.84, 0.032),
})  # fmt: skip
"""SSIM (uniform window) and blendshape RMSE of the first rig on these clips, as its notes give them."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """The frames of a clip that count, in memory, and the face in each."""

    name: str
    frames: Sequence[Pixels]
    faces: Sequence[TrackedFace]
    rate: FrameRate

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Where the face is in any frame, with a margin: x0, y0, x1, y1."""
        points = np.concatenate([face.landmarks[:468, :2] for face in self.faces])
        low, high = points.min(0), points.max(0)
        pad = _MARGIN * (high[0] - low[0])
        height, width = self.frames[0].shape[:2]
        x0, y0 = np.maximum(np.floor(low - pad), 0).astype(int)
        x1, y1 = np.minimum(np.ceil(high + pad), (width, height)).astype(int)
        return int(x0), int(y0), int(x1), int(y1)


def read_clip(path: Path, landmarker: FaceLandmarker) -> Clip:
    """Read and track a clip; it begins where a face is first seen."""
    video = Video(path)
    frames, faces = [], []
    kept = (frame for i, frame in enumerate(video.frames()) if i % STEP == 0 and i < LONGEST)
    pictures = list(kept)
    for frame, face in zip(pictures, landmarker.follow(iter(pictures)), strict=True):
        if face is not None and not face.held:
            frames.append(frame.pixels)
            faces.append(face)
    return Clip(path.stem, frames, faces, FrameRate(video.rate.fps / STEP))


@dataclass(slots=True)
class Score:
    """What one method made of one clip, gathered frame by frame."""

    psnr: list[float] = field(default_factory=list)
    ssim: list[float] = field(default_factory=list)
    ssim_uniform: list[float] = field(default_factory=list)
    features: list[float] = field(default_factory=list)
    blendshapes: list[NDArray[np.float64]] = field(default_factory=list)
    landmarks: list[float] = field(default_factory=list)
    mouth: list[float] = field(default_factory=list)
    lost: int = 0
    motion: metrics.Motion = field(default_factory=metrics.Motion)

    def figures(self) -> dict[str, float]:
        """Means by name."""
        ratios = self.motion.ratios()
        return {
            "PSNR": float(np.mean(self.psnr)),
            "SSIM": float(np.mean(self.ssim)),
            "SSIM 7": float(np.mean(self.ssim_uniform)),
            "features": float(np.mean(self.features)),
            "blendshapes": float(np.sqrt(np.mean(self.blendshapes))) if self.blendshapes else float("nan"),
            "landmarks": float(np.mean(self.landmarks)) if self.landmarks else float("nan"),
            "mouth": float(np.mean(self.mouth)) if self.mouth else float("nan"),
            **{f"motion {name}": ratios.get(name, float("nan")) for name in ("face", "mouth", "background")},
            "lost": float(self.lost),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What is known of a true frame, for all methods.

    Attributes:
        matrix: picture → aligned crop.
        features, outline: of the crop; None where they are not compared.
        again: the face re-detected; None where it is not compared or not found.
    """

    regions: Mapping[str, NDArray[np.bool_]]
    matrix: Array
    features: list[torch.Tensor] | None
    outline: NDArray[np.float32]
    again: TrackedFace | None


class Judge:
    """Compares pictures with the true frames of a clip."""

    def __init__(self, landmarker: FaceLandmarker, clip: Clip) -> None:
        self._landmarker = landmarker
        self._clip = clip
        self._truths = [self._look_at(i) for i in range(len(clip.frames))]

    def score(self, result: Reenacted) -> tuple[Score, list[Pixels]]:
        """All measures of one method, and a few of its pictures."""
        score, shown = Score(), []
        wanted = set(shown_frames(self._clip))
        for i in range(1, len(self._clip.frames)):
            picture = result(i)
            self._add(score, i, picture)
            if i in wanted:
                shown.append(self._face_of(picture))
        return score, shown

    def truth(self) -> list[Pixels]:
        """The true frames that are shown."""
        return [self._face_of(self._clip.frames[i]) for i in shown_frames(self._clip)]

    def _look_at(self, i: int) -> Truth:
        pixels, landmarks = self._clip.frames[i], self._clip.faces[i].landmarks
        matrix = crop_matrix(landmarks, _SIDE)
        outline = landmarks[list(t.OVAL), :2] @ matrix[:, :2].T + matrix[:, 2]
        return Truth(
            metrics.regions(landmarks, (pixels.shape[1], pixels.shape[0])),
            matrix,
            metrics.features(cut(pixels, matrix, _SIDE)) if i % _FEATURES_EVERY == 0 else None,
            metrics.polygon(outline, (_SIDE, _SIDE)).astype(np.float32),
            self._landmarker.at(pixels, landmarks) if i % _LOOKED_AT_EVERY == 0 else None,
        )

    def _face_of(self, picture: Pixels) -> Pixels:
        x0, y0, x1, y1 = self._clip.box
        return picture[y0:y1, x0:x1, :3]

    def _add(self, score: Score, i: int, picture: Pixels) -> None:
        pixels, truth = self._clip.frames[i], self._truths[i]
        a, b = self._face_of(picture), self._face_of(pixels)
        score.psnr.append(metrics.psnr(a, b))
        score.ssim.append(metrics.ssim(a, b))
        score.ssim_uniform.append(metrics.ssim_uniform(a, b))
        score.motion.add(picture[..., :3], pixels[..., :3], truth.regions)
        if truth.features is not None:
            own = metrics.features(cut(picture, truth.matrix, _SIDE))
            score.features.append(metrics.feature_distance(own, truth.features, truth.outline))
        if truth.again is not None:
            self._look_again(score, picture, truth.again)

    def _look_again(self, score: Score, picture: Pixels, goal: TrackedFace) -> None:
        seen = self._landmarker.at(picture, goal.landmarks)
        if seen is None:
            score.lost += 1
            return
        score.blendshapes.append((seen.scores - goal.scores) ** 2)
        score.landmarks.append(metrics.face_distance(seen.landmarks, goal.landmarks))
        score.mouth.append(metrics.mouth_distance(seen.landmarks, goal.landmarks))


def shown_frames(clip: Clip) -> list[int]:
    """A few frames, spread over the clip."""
    return sorted({int(i) for i in np.linspace(1, len(clip.frames) - 1, _SHOWN + 1)[1:]})


Figures = dict[str, dict[str, dict[str, float]]]
"""Clip → method → measure."""


def run(
    clip: Clip, methods: Sequence[Method], landmarker: FaceLandmarker, out: Path
) -> dict[str, dict[str, float]]:
    """Score every method on one clip and lay them on a sheet: one row a frame."""
    judge = Judge(landmarker, clip)
    figures, columns = {}, [judge.truth()]
    for method in methods:
        score, shown = judge.score(method.prepare(clip.frames[0], clip.faces, clip.rate))
        figures[method.name] = score.figures()
        columns.append(shown)
    rows = list(zip(*columns, strict=True))
    sheet(out / f"reenactment_{clip.name}.png", ["truth", *(m.name for m in methods)], rows)
    return figures


def mean(figures: Figures, method: str) -> dict[str, float]:
    """Over the clips, each counting alike."""
    rows = [clip[method] for clip in figures.values()]
    return {name: float(np.nanmean([row[name] for row in rows])) for name in rows[0]}


def claims(figures: Figures) -> list[Claim]:
    """Ours before the bare formulation, and before the first rig's own figures where they are known."""
    ours, bare = mean(figures, "ours"), mean(figures, "bare prototype")
    out = [
        _less("blendshape RMSE below the bare formulation's", ours["blendshapes"], bare["blendshapes"]),
        _less("feature distance below the bare formulation's", ours["features"], bare["features"]),
        _less("SSIM above the bare formulation's", -ours["SSIM"], -bare["SSIM"]),
        _less("mouth distance below the bare formulation's", ours["mouth"], bare["mouth"]),
    ]
    for name, (similar, shapes) in REPORTED.items():
        for clip, found in figures.items():
            if clip.endswith(name):
                own = found["ours"]
                out.append(_less(f"{name}: SSIM (7 × 7) above the first rig's", -own["SSIM 7"], -similar))
                out.append(
                    _less(f"{name}: blendshape RMSE below the first rig's", own["blendshapes"], shapes)
                )
    return out


def _less(what: str, ours: float, theirs: float) -> Claim:
    return Claim(what, f"{abs(ours):.3f}, {abs(theirs):.3f}", ours < theirs)


def main() -> None:
    """All clips, all methods."""
    study = Study.read("The first frame of a clip moved as the rest of the clip moves.")
    landmarker = FaceLandmarker()
    renderer = RigRenderer()
    methods: list[Method] = [Copy(), Bare(), Ours(renderer), Ours(renderer, same_person=True), Oracle()]
    paths = [*study.files("eval/talk/*.mp4"), *study.files("eval/driving/*.mp4")]
    figures: Figures = {}
    for path in paths:
        clip = read_clip(path, landmarker)
        figures[clip.name] = run(clip, methods, landmarker, study.out)
        show(_table(f"{clip.name}, {len(clip.frames)} frames", figures[clip.name]))
    means = _table("mean of the clips", {m.name: mean(figures, m.name) for m in methods})
    tell(study, "reenactment", [means], claims(figures), {"clips": figures})


def _table(title: str, figures: Mapping[str, Mapping[str, float]]) -> Table:
    names = list(next(iter(figures.values())))
    return table(title, ["", *names], {m: list(f.values()) for m, f in figures.items()})


if __name__ == "__main__":
    main()
