"""The learned finish of the mouth beside the rig that it finishes, on people that neither was taught on.

    London, 15 people   neutral → smiling and smiling → neutral: mouths beside the true photograph
    there and back      pairs of people held out, if they were prepared (``--pairs``)
    clips               eval/talk, eval/driving: the first frame is moved as the clip moves (``--clips``)

Distances are VGG16-HED's, on the lips and what is between them, in a crop of 128 pixels.

    python -m studio.evaluate.gath_hd --out FOLDER [--weights FILE] [--pairs FOLDER] [--clips 4]
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.crop import cut, filled, into_crop
from studio.engine.edit import towards_neutral
from studio.engine.portrait import prepared
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.mouth_finish import SIZE, MouthFinish, mouth_crop
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.tracking.identity import face_vector
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate import metrics
from studio.evaluate.expression_pairs import Bench, Pair, onto_face, state_between
from studio.evaluate.methods import Ours, Reenacted, still
from studio.evaluate.reenactment import Clip, read_clip
from studio.evaluate.report import Study, sheet, show, table, tell
from studio.files.pictures import read_picture
from studio.files.places import study_data

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

PARTED: Final = 0.012
"""Lip gap, in interocular units, from which a mouth counts as open."""
_GROWN: Final = 7
"""Pixels by which the lips are grown to be the mouth's region."""
_EVERY: Final = 4
"""Frames of a clip that are looked at: one in so many."""
_OPEN_PIXELS: Final = 60
"""Pixels of the crop between the lips from which a mouth counts as open."""
_BESIDE: Final = 3
"""Times as large as the crop on the sheets."""


@dataclass(frozen=True, slots=True)
class Found:
    """One picture beside the truth, drawn by the rig and finished.

    Attributes:
        rig, finished: distance of the mouth.
        rig_ssim, finished_ssim: structural similarity of the mouth's crop.
        rig_identity, finished_identity: cosine to the truth; NaN where it is not asked for.
        is_open: the mouth is, or was, open.
    """

    name: str
    rig: float
    finished: float
    rig_ssim: float
    finished_ssim: float
    rig_identity: float
    finished_identity: float
    is_open: bool


Row = list[Pixels]


def mouth_apart(picture: Pixels, truth: Pixels, mask: Floats) -> float:
    """Distance of two crops inside a mask."""
    a, b = (metrics.features(x) for x in (picture, truth))
    return metrics.feature_distance(a, b, mask)


def mouth_mask(points: Array, size: int = SIZE) -> Floats:
    """The lips, what is between them, and a little round them [s, s]."""
    inside = filled(points, (t.OUTER_LIPS,), size)
    return cv2.dilate(inside, np.ones((_GROWN, _GROWN), np.uint8)).astype(np.float32)


def compared(
    name: str, crops: Sequence[Pixels], mask: Floats, identities: tuple[float, float], is_open: bool
) -> Found:
    """Crops of rig, finished and truth, judged."""
    truth = metrics.features(crops[2])
    rig, finished = (metrics.feature_distance(metrics.features(x), truth, mask) for x in crops[:2])
    likenesses = [metrics.ssim(_inside(x, mask), _inside(crops[2], mask)) for x in crops[:2]]
    return Found(name, rig, finished, likenesses[0], likenesses[1], *identities, is_open)


def _inside(crop: Pixels, mask: Floats) -> Pixels:
    """The part of a crop round the mouth."""
    x, y, width, height = cv2.boundingRect((mask > 0).astype(np.uint8))
    return np.ascontiguousarray(crop[y : y + height, x : x + width])


class Both:
    """Draws a photograph in a state by the rig, without the finish and with it."""

    def __init__(self, finish: MouthFinish) -> None:
        self.rig, self.finished = RigRenderer(), RigRenderer(finish=finish)

    def prepared(self, pixels: Pixels) -> RigLikeness:
        likeness = prepared(still(pixels), self.finished).likeness
        assert isinstance(likeness, RigLikeness)
        return likeness

    def drawn(self, likeness: RigLikeness, state: FaceState) -> tuple[Pixels, Pixels]:
        """By the rig, and finished."""
        return (
            self.rig.draw(replace(likeness, finish=None), state),
            self.finished.draw(likeness, state),
        )


def london(study: Study, both: Both, bench: Bench) -> dict[str, tuple[list[Found], list[Row]]]:
    """Both ways."""
    ways: dict[str, tuple[list[Found], list[Row]]] = {
        "neutral to smiling": ([], []),
        "smiling to neutral": ([], []),
    }
    for path in study.files("portraits/london/val/*_neutral.jpg"):
        name = path.name[:3]
        calm = read_picture(path).pixels
        smile = read_picture(path.with_name(f"{name}_smiling.jpg")).pixels
        for way, source, truth in (("neutral to smiling", calm, smile), ("smiling to neutral", smile, calm)):
            found, row = _of_pair(bench.pair(name, source, truth), way == "smiling to neutral", both, bench)
            ways[way][0].append(found)
            ways[way][1].append(row)
    return ways


def _of_pair(pair: Pair, calms: bool, both: Both, bench: Bench) -> tuple[Found, Row]:
    likeness = both.prepared(pair.source)
    state = towards_neutral(likeness.rest) if calms else state_between(pair)
    truth, landmarks = (
        (pair.turned, pair.turned_landmarks) if calms else (pair.truth, pair.truth_face.landmarks)
    )
    matrix, crops, identities = mouth_crop(landmarks), [], []
    goal = face_vector(pair.truth, pair.truth_face.landmarks)
    for drawn in both.drawn(likeness, state):
        face = bench.find(drawn)
        crops.append(cut(onto_face(drawn, face, pair.truth_face), matrix, SIZE))
        identities.append(float(face_vector(drawn, face.landmarks) @ goal))
    crops.append(cut(truth, matrix, SIZE))
    gaps = (metrics.lip_gap(face.landmarks) for face in (pair.source_face, pair.truth_face))
    found = compared(
        pair.name,
        crops,
        mouth_mask(into_crop(landmarks, matrix)),
        (identities[0], identities[1]),
        max(gaps) > PARTED,
    )
    return found, [cut(pair.source, mouth_crop(pair.source_face.landmarks), SIZE), *crops]


def there_and_back(path: Path, finish: MouthFinish) -> tuple[list[Found], list[Row]]:
    """Pairs of people held out, of a file that ``studio.train.mouth_pairs`` has made."""
    with np.load(path) as z:
        held = z["held"] & (z["kinds"] == "back")
        pairs = {name: z[name][held] for name in ("made", "truth", "maps", "act", "units", "names")}
    found, rows = [], []
    for i in range(int(held.sum())):
        maps = pairs["maps"][i].astype(np.float32) / 127 - 1
        act = pairs["act"][i].astype(np.float32) / 255
        made = pairs["made"][i].astype(np.float32) / 255
        changes = finish.changes_told(made, maps, pairs["units"][i]) * act[..., None]
        finished = np.clip(made * np.exp(changes[..., :3]) + changes[..., 3:], 0, 1)
        crops = [pairs["made"][i], np.rint(finished * 255).astype(np.uint8), pairs["truth"][i]]
        mask = (maps[0] + maps[1] > 0.3).astype(np.uint8)
        mask = cv2.dilate(mask, np.ones((_GROWN, _GROWN), np.uint8)).astype(np.float32)
        is_open = bool(maps[0].sum() > _OPEN_PIXELS)
        found.append(compared(str(pairs["names"][i]), crops, mask, (np.nan, np.nan), is_open))
        rows.append(crops)
    return found, rows


@dataclass(frozen=True, slots=True)
class Played:
    """A clip's mouth as one renderer plays it: distance and similarity to the true one, and how much it
    changes from one frame to the next, over how much the true one does (1 is right, more flickers).
    """

    apart: float
    alike: float
    flicker: float


def clip_figures(clip: Clip, both: Both) -> dict[str, Played]:
    """By the rig, and finished."""
    renderers = {"rig": both.rig, "finished": both.finished}
    return {
        name: played(Ours(r).prepare(clip.frames[0], clip.faces, clip.rate), clip)
        for name, r in renderers.items()
    }


def played(picture: Reenacted, clip: Clip) -> Played:
    """Some frames of a clip, and the one after each, beside the true ones."""
    rows, changes = [], []
    for i in range(1, len(clip.frames) - 1, _EVERY):
        matrix = mouth_crop(clip.faces[i].landmarks)
        mask = mouth_mask(into_crop(clip.faces[i].landmarks, matrix))
        drawn, true = (
            [cut(x[..., :3], matrix, SIZE) for x in both]
            for both in ((picture(i), picture(i + 1)), (clip.frames[i], clip.frames[i + 1]))
        )
        likeness = metrics.ssim(_inside(drawn[0], mask), _inside(true[0], mask))
        rows.append((mouth_apart(drawn[0], true[0], mask), likeness))
        changes.append([_changed(two[0], two[1], mask) for two in (drawn, true)])
    (ours, theirs), (apart, alike) = np.array(changes).sum(0), np.array(rows).mean(0)
    return Played(float(apart), float(alike), float(ours / theirs))


def _changed(one: Pixels, other: Pixels, mask: Floats) -> float:
    """Sum of squared differences inside a mask."""
    return float((((one.astype(np.float64) - other) ** 2).sum(2) * mask).sum())


CLIP_COLUMNS: Final = (
    "", "rig", "finished", "ratio", "ssim", "ssim finished", "flicker", "flicker finished",
)  # fmt: skip


def clips_table(clips: Mapping[str, Mapping[str, Played]]) -> Table:
    """One row for each clip, and their means."""
    rows = {name: _clip_row(one["rig"], one["finished"]) for name, one in clips.items()}
    rows["mean"] = np.mean(list(rows.values()), 0).tolist()
    return table("Self-reenactment, the mouth", CLIP_COLUMNS, rows)


def _clip_row(rig: Played, finished: Played) -> list[float]:
    ratio = finished.apart / rig.apart
    return [rig.apart, finished.apart, ratio, rig.alike, finished.alike, rig.flicker, finished.flicker]


def summed(found: Sequence[Found]) -> list[float | str]:
    """Figures of a table's row."""
    if not found:
        return ["–"] * 7
    rig, finished = (np.array([getattr(x, name) for x in found]) for name in ("rig", "finished"))
    more = (np.mean([getattr(x, name) for x in found]) for name in ("rig_ssim", "finished_ssim"))
    nearer = f"{int((finished < rig).sum())} of {len(found)}"
    identity = float(np.mean([x.finished_identity - x.rig_identity for x in found]))
    return [
        float(rig.mean()),
        float(finished.mean()),
        float(finished.mean() / rig.mean()),
        nearer,
        *map(float, more),
        identity,
    ]


COLUMNS: Final = ("", "rig", "finished", "ratio", "nearer", "ssim", "ssim finished", "identity gained")


def figures_table(title: str, groups: Mapping[str, Sequence[Found]]) -> Table:
    """One row for each group, and for its open and its closed mouths."""
    rows: dict[str, Sequence[float | str]] = {}
    for name, found in groups.items():
        rows[name] = summed(found)
        rows[f"  {name}, open"] = summed([x for x in found if x.is_open])
        rows[f"  {name}, closed"] = summed([x for x in found if not x.is_open])
    return table(title, COLUMNS, rows)


def _enlarged(rows: Sequence[Row]) -> list[Row]:
    side = SIZE * _BESIDE
    return [[cv2.resize(x, (side, side), interpolation=cv2.INTER_CUBIC) for x in row] for row in rows]


def clips_of(data: Path, most: int) -> Iterator[Path]:
    """So many, of the two folders in turn."""
    folders = (sorted((data / "eval" / name).glob("*.mp4")) for name in ("talk", "driving"))
    in_turn = sorted((i, path) for folder in folders for i, path in enumerate(folder))
    yield from (path for _, path in in_turn[:most])


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="The learned finish of the mouth beside the rig.")
    parser.add_argument("--data", type=Path, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for figures and sheets")
    parser.add_argument("--limit", type=int, help="only so many people")
    parser.add_argument("--weights", type=Path, help="of the finish, if they are not the installed ones")
    parser.add_argument("--pairs", type=Path, help="folder of prepared pairs")
    parser.add_argument("--clips", type=int, default=0, help="of eval/talk and eval/driving")
    return parser.parse_args()


def main() -> None:
    """Everything that was asked for."""
    asked = asked_for()
    asked.out.mkdir(parents=True, exist_ok=True)
    study = Study(asked.data or study_data(), asked.out, asked.limit)
    landmarker, finish = FaceLandmarker(), MouthFinish(asked.weights)
    both = Both(finish)
    tables: list[Table] = []
    facts: dict[str, Any] = {}
    if asked.pairs:
        found, rows = there_and_back(asked.pairs / "pairs.npz", finish)
        sheet(asked.out / "there_and_back.png", ("rig", "finished", "photograph"), _enlarged(rows))
        tables.append(figures_table("there and back", {"held out": found}))
        facts["there and back"] = [asdict(x) for x in found]
    ways = london(study, both, Bench(landmarker))
    for way, (found, rows) in ways.items():
        path = asked.out / f"{way.replace(' ', '_')}.png"
        sheet(path, ("source", "rig", "finished", "photograph"), _enlarged(rows))
        facts[way] = [asdict(x) for x in found]
    tables.append(figures_table("London", {way: found for way, (found, _) in ways.items()}))
    clips: dict[str, dict[str, Played]] = {}
    for path in clips_of(study.data, asked.clips):
        clips[path.stem] = clip_figures(read_clip(path, landmarker), both)
        show(f"{path.stem} is played")
    if clips:
        tables.append(clips_table(clips))
        facts["clips"] = {name: {by: asdict(one) for by, one in x.items()} for name, x in clips.items()}
    tell(study, "gath_hd", tables, [], facts)


if __name__ == "__main__":
    main()
