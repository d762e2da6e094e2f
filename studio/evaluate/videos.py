"""Any talking videos with sound, ours, others' or of real people: in time with it, alive, steady, sharp.

``galatea evaluate videos FOLDER`` measures; each folder in it is a group, of which medians are told. All is
taken from the finished video, so whoever made it is measured alike. Beside each clip's sync stand three
controls: its sound moved by half the clip, its mouth frozen, and its mouth delayed by five frames.
"""

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileMissing, StudioError
from studio.core.source import Pixels, Source
from studio.core.words import Said
from studio.engine import providers
from studio.engine.corpus.building import clips_in
from studio.engine.crop import crop_matrix, cut, into_crop
from studio.engine.hearing.features import SOUND_RATE
from studio.engine.lip_sync_scorer import Scorer, Sync, features_of, moves_at_25, shipped_scorer
from studio.engine.portrait import open_source
from studio.engine.progress import Progress, share, unheard
from studio.engine.rig import topology as t
from studio.engine.speaking.figures import life, talking, together
from studio.engine.speaking.intonation import contour_of
from studio.engine.tracking.performance import TrackedClip, track_clip
from studio.engine.tracking.port import FaceChoice, Tracker
from studio.evaluate.metrics import STILL, interocular, polygon
from studio.files.sound import read_sound
from studio.nets.lip_sync_scorer import PER_FRAME

Floats = NDArray[np.float32]
Array = NDArray[np.float64]

LATE: Final = 5
"""Frames by which the mouth is delayed in a control."""
MOMENTS: Final = 10
"""Pictures in a strip, and moments at which sharpness is measured."""
_STRIP: Final = 128
_FACE_IN_STRIP: Final = 0.7
"""Side of the aligned crop in a picture of the strip, whose rest is what lies round the face."""
_SIDE: Final = 256
"""Pixels of the crop in which sharpness is measured: 107 between the outer eye corners."""
_SMALL: Final = 48.0
"""Pixels between the outer eye corners where background motion is measured."""
_AROUND: Final = 0.6
"""Interocular distances round the face that are no background: hair and neck."""
_QUIET: Final = 100 / 3
"""Percent of the frames in which the head moves least, where trembling shows."""


@dataclass(frozen=True, slots=True, eq=False)
class InSync:
    """A mouth beside its sound, and beside what must not fit.

    Attributes:
        own: as it is.
        shuffled: with the sound of another part of the clip.
        frozen: with a mouth that stays.
        late: with the mouth delayed by ``LATE``.
        told: which of the four are more than the scorer would find by chance, by name.
    """

    own: Sync
    shuffled: Sync
    frozen: Sync
    late: Sync
    told: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Looks:
    """What its pictures are like.

    Attributes:
        jitter: acceleration of what hardly moves with the face while the head hardly moves, interocular
            distances per frame²; the median.
        background: grey levels by which what lies away from the face changes from frame to frame.
        sharpness: mean absolute Laplacian of the face over its mean grey, in a crop of fixed size.
        mouth_sharpness: the same of the mouth, over that of the face.
    """

    jitter: float
    background: float
    sharpness: float
    mouth_sharpness: float


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """A video, measured.

    Attributes:
        name: below the folder that was measured, without suffix; ``group``: the folder in it.
        unseen: part of the frames in which no face was found.
        life: see ``studio.engine.speaking.figures``.
        strip: ``MOMENTS`` pictures beside one another.
    """

    name: str
    seconds: float
    rate: str
    unseen: float
    sync: InSync
    looks: Looks
    life: Mapping[str, float]
    strip: Pixels

    @property
    def group(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def figures(self) -> dict[str, float]:
        """All by name; NaN where nothing is told."""
        own, told = self.sync.own, self.sync.told["own"]
        kept = (own.confidence, float(own.offset)) if told else (float("nan"),) * 2
        return {"sync": kept[0], "mouth late, frames": kept[1], **asdict(self.looks), **self.life}


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All talks of a folder, and why others were left out."""

    folder: Path
    talks: tuple[Talk, ...]
    left_out: Mapping[str, str]
    scorer: Scorer

    @property
    def medians(self) -> dict[str, dict[str, float]]:
        """Of each group, in order."""
        groups = sorted({talk.group for talk in self.talks})
        return {group: _medians([x.figures for x in self.talks if x.group == group]) for group in groups}


def measure_videos(
    folder: Path, tracker: Tracker | None = None, scorer: Scorer | None = None, progress: Progress = unheard
) -> Found:
    """Measure all videos below a folder.

    Raises:
        FileMissing: there are none, or none can be used.
        ModelError: the scorer is not there.
    """
    tracker, scorer = tracker or providers.tracker(), scorer or shipped_scorer()
    talks, left_out = [], {}
    paths = sorted(clips_in(folder))
    for i, path in enumerate(paths):
        name = path.relative_to(folder).with_suffix("").as_posix()
        begun = share(progress, i / len(paths), (i + 1) / len(paths))
        begun(0.0, name)
        try:
            talks.append(measure(path, name, tracker, scorer, begun))
        except StudioError as error:
            left_out[name] = error.message
    if not talks:
        why = next(iter(left_out.values()))
        raise FileMissing(
            Said("No video in {0} can be measured: {1}", folder, why), Said("Name another folder.")
        )
    return Found(folder, tuple(talks), left_out, scorer)


def measure(path: Path, name: str, tracker: Tracker, scorer: Scorer, progress: Progress = unheard) -> Talk:
    """Measure one video.

    Raises:
        StudioError: it has no face or no sound, or can't be read.
    """
    samples = read_sound(path, SOUND_RATE).samples
    source = open_source(path)
    clip = track_clip(source, tracker, FaceChoice(), progress)
    done = clip.performance
    speaking = talking(samples, SOUND_RATE, len(done), float(done.rate))
    looks, strip = _looks(source, clip)
    return Talk(
        name,
        float(done.length),
        str(done.rate),
        float(clip.held.mean()),
        in_sync(scorer, *_heard_and_seen(clip, samples)),
        looks,
        life(done, speaking) | together(done, contour_of(samples, SOUND_RATE)),
        strip,
    )


def _heard_and_seen(clip: TrackedClip, samples: Floats) -> tuple[Floats, Floats]:
    moves = moves_at_25(clip.performance)
    return moves, features_of(samples, len(moves))


# Sync ------------------------------------------------------------------------------------------------


def in_sync(scorer: Scorer, moves: Floats, features: Floats) -> InSync:
    """Moves at 25 a second beside features at 100, and the controls."""
    elsewhere = np.roll(features, len(features) // (2 * PER_FRAME) * PER_FRAME, axis=0)
    still = np.tile(moves.mean(0), (len(moves), 1)).astype(np.float32)
    late = np.concatenate([np.repeat(moves[:1], LATE, axis=0), moves])[: len(moves)]
    syncs = {
        "own": scorer.score(moves, features),
        "shuffled": scorer.score(moves, elsewhere),
        "frozen": scorer.score(still, features),
        "late": scorer.score(late, features),
    }
    return InSync(**syncs, told={name: scorer.is_told(sync) for name, sync in syncs.items()})


# Pictures --------------------------------------------------------------------------------------------


def jitter(landmarks: NDArray[np.floating]) -> float:
    """Of landmarks [n, 478, 2 or 3] in pixels; see ``Looks``."""
    apart = float(np.median([interocular(points) for points in landmarks]))
    points = landmarks[:, list(STILL), :2] / apart
    if len(points) < 3:
        return float("nan")
    speed = np.linalg.norm(points[2:] - points[:-2], axis=2).mean(1)
    shake = np.linalg.norm(points[2:] - 2 * points[1:-1] + points[:-2], axis=2).mean(1)
    return float(np.median(shake[speed <= np.percentile(speed, _QUIET)]))


def sharpness(pixels: Pixels, landmarks: Array) -> tuple[float, float]:
    """Of the face without its mouth, and of the mouth; see ``Looks``."""
    matrix = crop_matrix(landmarks, _SIDE)
    grey = _grey(cut(np.ascontiguousarray(pixels[..., :3]), matrix, _SIDE)).astype(np.float32)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    points = into_crop(landmarks, matrix)
    mouth = polygon(points[list(t.OUTER_LIPS)], (_SIDE, _SIDE)) > 0
    face = (polygon(points[list(t.OVAL)], (_SIDE, _SIDE)) > 0) & ~mouth
    whole, lips = (
        float(edges[m].mean() / max(grey[m].mean(), 1.0)) if m.any() else 0.0 for m in (face, mouth)
    )
    return whole, lips


def background_change(before: Pixels, now: Pixels, landmarks: Array) -> float:
    """Mean change in grey levels of what lies away from the face; NaN where nothing does."""
    factor = min(_SMALL / interocular(landmarks), 1.0)
    small = [
        cv2.resize(_grey(x), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) for x in (before, now)
    ]
    height, width = small[0].shape
    face = polygon(landmarks[list(t.OVAL), :2] * factor, (width, height))
    reach = 2 * round(_AROUND * _SMALL) + 1
    away = cv2.dilate(face, np.ones((reach, reach), np.uint8)) == 0
    if not away.any():
        return float("nan")
    return float(np.abs(small[1].astype(np.float32) - small[0])[away].mean())


def _grey(pixels: Pixels) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels[..., :3]), cv2.COLOR_RGB2GRAY), np.uint8)


def _looks(source: Source, clip: TrackedClip) -> tuple[Looks, Pixels]:
    count = len(clip.landmarks)
    moments = np.unique(np.linspace(0, count - 1, MOMENTS + 2).astype(int)[1:-1])
    matrix = _strip_matrix(np.median(clip.landmarks, axis=0))
    before: Pixels | None = None
    changes, sharp, strip = [], [], []
    for i, (frame, points) in enumerate(
        zip(source.frames(), clip.landmarks.astype(np.float64), strict=False)
    ):
        if before is not None and not clip.begins[i]:
            changes.append(background_change(before, frame.pixels, points))
        if i in moments:
            sharp.append(sharpness(frame.pixels, points))
            strip.append(cut(np.ascontiguousarray(frame.pixels[..., :3]), matrix, _STRIP))
        before = frame.pixels
    faces, mouths = np.array(sharp).T
    looks = Looks(
        jitter(clip.landmarks[~clip.held]),
        float(np.nanmean(changes)) if np.isfinite(changes).any() else float("nan"),
        float(np.median(faces)),
        float(np.median(mouths) / max(np.median(faces), 1e-9)),
    )
    return looks, np.hstack(strip)


def _strip_matrix(landmarks: NDArray[np.floating]) -> Array:
    """One crop for all pictures of a strip, so that heads are seen to move."""
    matrix = crop_matrix(landmarks.astype(np.float64), round(_STRIP * _FACE_IN_STRIP))
    matrix[:, 2] += _STRIP * (1 - _FACE_IN_STRIP) / 2
    return matrix


# What is told ----------------------------------------------------------------------------------------


def _medians(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row[name] for row in rows if name in row and not np.isnan(row[name])] for name in names}
    return {name: float(np.median(column)) if column else float("nan") for name, column in columns.items()}


def told_as_json(found: Found) -> dict[str, Any]:
    """Everything but the strips, with machine and date; what is not told, or has no meaning, is null."""
    return {
        "protocol": "videos",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {platform.processor() or 'CPU'}",
        "folder": str(found.folder),
        "scorer": {name: _known(x) for name, x in asdict(found.scorer.proof).items()},
        "left_out": dict(found.left_out),
        "groups": {group: _all_known(row) for group, row in found.medians.items()},
        "clips": {talk.name: _facts(talk) for talk in found.talks},
    }


def _facts(talk: Talk) -> dict[str, Any]:
    syncs = {name: getattr(talk.sync, name) for name in talk.sync.told}
    return {
        "seconds": round(talk.seconds, 3),
        "fps": talk.rate,
        "without_face": round(talk.unseen, 4),
        "figures": _all_known(talk.figures),
        "sync": {
            name: {
                "told": talk.sync.told[name],
                "confidence": round(sync.confidence, 4),
                "certainty": round(sync.certainty, 4),
                "mouth_late": sync.offset,
                "curve": [round(float(x), 4) for x in sync.curve],
            }
            for name, sync in syncs.items()
        },
    }


def _all_known(row: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _known(x) for name, x in row.items()}


def _known(value: float) -> float | None:
    return round(value, 6) if np.isfinite(value) else None


def lines_of(found: Found) -> Iterator[str]:
    """The groups' medians, each clip's sync with its controls, and what was left out, as Markdown."""
    medians = found.medians
    names = list(next(iter(medians.values())))
    yield f"| median of the clips | {' | '.join(group or '.' for group in medians)} |"
    yield "|---" * (len(medians) + 1) + "|"
    for name in names:
        yield f"| {name} | {' | '.join(figure_of(row[name]) for row in medians.values())} |"
    yield ""
    yield "| clip | sync | mouth late | shuffled | frozen | five frames late |"
    yield "|---|---|---|---|---|---|"
    for talk in found.talks:
        sync = talk.sync
        shown = [told_of(getattr(sync, name), told) for name, told in sync.told.items()]
        own = (
            (f"{sync.own.confidence:.3f}", f"{sync.own.offset:+d}") if sync.told["own"] else ("not told", "–")
        )
        yield f"| {talk.name} | {' | '.join((*own, *shown[1:]))} |"
    for name, why in found.left_out.items():
        yield f"left out: {name}: {why}"


def told_of(sync: Sync, told: bool) -> str:
    """Confidence and offset, or that nothing can be told."""
    return f"{sync.confidence:.3f} at {sync.offset:+d}" if told else "not told"


def figure_of(value: float) -> str:
    """Three significant digits, or that there is nothing to tell."""
    return "not told" if np.isnan(value) else f"{value:.3g}"
