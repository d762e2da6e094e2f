"""Two photographs of one person, neutral and smiling: each made from the other, beside the truth.

Fifteen people of the London set that nothing was trained on. Truth and results are brought onto the
source by what does not move with the face (one photograph does not tell how far the camera was);
everything is measured in an aligned crop of 256 pixels.

Between the two photographs the head has also turned by a few degrees. Made smiling, a face takes over
the true photograph's pose with its state. Neutralising leaves the head as it is, so there the picture
distances are to the truth turned into the source's pose by the bare warp, for all methods alike;
``unturned`` is the distance of the whole face to the truth as it is.

    python -m studio.evaluate.expression_pairs --data DATA --out FOLDER
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.crop import crop_matrix, cut
from studio.engine.edit import towards_neutral
from studio.engine.portrait import prepared
from studio.engine.ports import Bounded, Renderer
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import head_pose
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.tracking.expression import frame_of, on_pixels, read_person, rig_channels
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.identity import face_vector
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import TrackedFace
from studio.engine.tracking.rest import calibrated
from studio.evaluate import metrics, prototype
from studio.evaluate.methods import still
from studio.evaluate.report import Claim, Study, sheet, table, tell
from studio.files.pictures import read_picture

Array = NDArray[np.float64]
Box = tuple[int, int, int, int]

_SIDE: Final = 256
_SMILES: Final = ("mouthSmileLeft", "mouthSmileRight")
METHODS: Final = ("source", "bare prototype", "true geometry", "ours")
LARGER: Final = 0.03
"""Mouth distance, in interocular units, from which a smile counts as one of the larger."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A source picture and the truth that should come of it, in the source's own frame.

    Attributes:
        truth_face: the tracked truth, landmarks brought into the source's pixels.
        turned, turned_landmarks: the truth in the source's pose.
    """

    name: str
    source: Pixels
    source_face: TrackedFace
    truth: Pixels
    truth_face: TrackedFace
    turned: Pixels
    turned_landmarks: Array


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one method made of one pair.

    Attributes:
        mouth: distance of the lips to the truth's, re-detected, interocular units.
        face, skin, lips: VGG16-HED distance to the truth: whole face, without the lips, lips alone.
        unturned: the first of these, to the truth in its own pose.
        smile: mean re-detected smile score.
        identity: cosine to the truth.
        outside: largest difference of any pixel outside the renderer's area; NaN if it has none.
    """

    mouth: float
    face: float
    skin: float
    lips: float
    unturned: float
    smile: float
    identity: float
    outside: float


FIELDS: Final = ("mouth", "face", "skin", "lips", "unturned", "smile", "identity", "outside")


class Bench:
    """Judges results of pairs."""

    def __init__(self, landmarker: FaceLandmarker) -> None:
        self._landmarker = landmarker

    def find(self, pixels: Pixels) -> TrackedFace:
        """The face of a picture."""
        return choose_face(self._landmarker.find(pixels))

    def pair(self, name: str, source: Pixels, truth: Pixels) -> Pair:
        """Bring the truth onto the source."""
        a, b = self.find(source), self.find(truth)
        matrix = _alignment(b, a)
        flat = b.landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
        depth = b.landmarks[:, 2:] * np.linalg.norm(matrix[0, :2])
        moved = replace(b, landmarks=np.hstack([flat, depth]))
        level = onto_face(truth, b, a, (source.shape[1], source.shape[0]))
        posed = _posed_as(moved, a)
        return Pair(name, source, a, level, moved, prototype.warped(level, moved.landmarks, posed), posed)

    def judge(self, pair: Pair, result: Pixels, turned: bool, box: Box | None = None) -> Outcome:
        """Measure one result.

        Args:
            turned: the result keeps the source's pose.
            box: what the method may have changed.
        """
        face = self.find(result)
        unturned = _apart(pair, result, face, pair.truth, pair.truth_face.landmarks)
        parts = _apart(pair, result, face, pair.turned, pair.turned_landmarks) if turned else unturned
        vectors = [face_vector(result, face.landmarks), face_vector(pair.truth, pair.truth_face.landmarks)]
        return Outcome(
            metrics.mouth_distance(face.landmarks, pair.truth_face.landmarks),
            parts["face"],
            parts["skin"],
            parts["lips"],
            unturned["face"],
            float(np.mean([face.state[name] for name in _SMILES])),
            float(vectors[0] @ vectors[1]),
            _outside(pair.source, result, box),
        )

    def ceiling(self, name: str, truth: Pixels, pair: Pair) -> float:
        """Identity of the true photograph with itself after the resampling that alignment costs."""
        own = face_vector(truth, self.find(truth).landmarks)
        return float(own @ face_vector(pair.truth, pair.truth_face.landmarks))


def _apart(
    pair: Pair, result: Pixels, face: TrackedFace, truth: Pixels, landmarks: Array
) -> dict[str, float]:
    """VGG16-HED distances of a result to a truth, by region."""
    matrix = crop_matrix(pair.source_face.landmarks, _SIDE)
    level = onto_face(result, face, replace(face, landmarks=landmarks))
    a, b = (metrics.features(cut(x, matrix, _SIDE)) for x in (level, truth))
    masks = _masks(landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2])
    return {name: metrics.feature_distance(a, b, mask) for name, mask in masks.items()}


def _posed_as(face: TrackedFace, other: TrackedFace) -> Array:
    """A face's landmarks [478, 3] in the head pose of another, expression kept."""
    basis = load_basis()
    own, goal = (frame_of(basis, f.landmarks, calibrated(f.state).channels) for f in (face, other))
    return goal.to_pixels(own.to_canonical(face.landmarks))


def _alignment(face: TrackedFace, goal: TrackedFace) -> Array:
    points = list(metrics.STILL)
    return metrics.similarity(face.landmarks[points, :2], goal.landmarks[points, :2])


def onto_face(
    pixels: Pixels, face: TrackedFace, goal: TrackedFace, size: tuple[int, int] | None = None
) -> Pixels:
    """A picture brought onto another face by what does not move with the face."""
    matrix = _alignment(face, goal)
    size = size or (pixels.shape[1], pixels.shape[0])
    moved = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved)


def _masks(points: Array) -> dict[str, NDArray[np.float32]]:
    face, lips = (
        metrics.polygon(points[list(ring)], (_SIDE, _SIDE)).astype(np.float32)
        for ring in (t.OVAL, t.OUTER_LIPS)
    )
    return {"face": face, "skin": face * (1 - lips), "lips": lips}


def _outside(source: Pixels, result: Pixels, box: Box | None) -> float:
    if box is None:
        return float("nan")
    away = np.abs(source.astype(np.int32) - result)
    away[box[1] : box[3], box[0] : box[2]] = 0
    return float(away.max())


Made = dict[str, tuple[Pixels, Box | None]]
"""Method → picture and the box that it may have changed."""


def neutralised(pair: Pair, renderer: Renderer) -> Made:
    """The smiling photograph brought to neutral by every method."""
    portrait = prepared(still(pair.source), renderer)
    ours = Scene(portrait, held=towards_neutral(portrait.rest)).picture()
    return {**_baselines(pair, prototype.neutral(pair.source_face)), "ours": (ours, _box(portrait.likeness))}


def smiling(pair: Pair, renderer: Renderer) -> Made:
    """The neutral photograph moved as the tracked smile says, in the pose of the true smile."""
    portrait = prepared(still(pair.source), renderer)
    ours = Scene(portrait, held=state_between(pair)).picture()
    carried = prototype.carried(pair.source_face, pair.truth_face)
    return {**_baselines(pair, carried), "ours": (ours, _box(portrait.likeness))}


def state_between(pair: Pair) -> FaceState:
    """The smile as it is read of somebody whose neutral is known: landmarks against that neutral."""
    basis = load_basis()
    person = read_person(basis, pair.source_face)
    scores = calibrated(pair.truth_face.state)
    points = on_pixels(pair.truth_face.landmarks)
    frame = frame_of(basis, points, scores.channels, person.neutral)
    channels = rig_channels(basis, scores.channels, frame.to_canonical(points) - person.neutral)
    return FaceState(channels, head_pose(frame), scores.gaze)


def _baselines(pair: Pair, goal: Array) -> Made:
    own = pair.source_face.landmarks
    return {
        "source": (pair.source, None),
        "bare prototype": (prototype.warped(pair.source, own, goal), None),
        "true geometry": (prototype.warped(pair.source, own, pair.truth_face.landmarks), None),
    }


def _box(likeness: object) -> Box | None:
    return likeness.area.box if isinstance(likeness, Bounded) else None


Outcomes = dict[str, dict[str, Outcome]]
"""Person → method → outcome."""


def run(
    bench: Bench,
    pairs: Sequence[Pair],
    make: Callable[[Pair, Renderer], Made],
    renderer: Renderer,
    path: Path,
    *,
    turned: bool,
) -> Outcomes:
    """Make and judge all pairs, and lay them on a sheet."""
    outcomes: Outcomes = {}
    rows = []
    for pair in pairs:
        made = make(pair, renderer)
        outcomes[pair.name] = {
            name: bench.judge(pair, made[name][0], turned, made[name][1]) for name in METHODS
        }
        matrix = crop_matrix(pair.source_face.landmarks, _SIDE)
        level = [onto_face(x, bench.find(x), pair.truth_face) for x in (made[name][0] for name in METHODS)]
        shown = (*level, pair.turned if turned else pair.truth)
        rows.append([cut(x, matrix, _SIDE) for x in shown])
    sheet(path, [*METHODS, "truth"], rows)
    return outcomes


def column(outcomes: Outcomes, method: str, field: str) -> Array:
    """One measure of one method for all people."""
    return np.array([getattr(person[method], field) for person in outcomes.values()])


def _summary(outcomes: Outcomes) -> Mapping[str, Sequence[float]]:
    return {m: [float(column(outcomes, m, f).mean()) for f in FIELDS] for m in METHODS}


def pooled(outcomes: Outcomes, method: str, least: float = 0.0) -> float:
    """Sum of the mouth's distances over that of the sources, over smiles larger than ``least``."""
    own, left = column(outcomes, "source", "mouth"), column(outcomes, method, "mouth")
    large = own > least
    return float(left[large].sum() / own[large].sum())


def _wins(outcomes: Outcomes, field: str, against: str = "bare prototype") -> int:
    return int((column(outcomes, "ours", field) < column(outcomes, against, field)).sum())


def _share(outcomes: Outcomes, field: str, against: str = "bare prototype") -> float:
    return float(column(outcomes, "ours", field).mean() / column(outcomes, against, field).mean())


def neutral_claims(o: Outcomes, ceiling: float) -> list[Claim]:
    """What must hold of smiling → neutral."""
    n, wins, share = len(o), _wins(o, "face"), _share(o, "face")
    all_smiles, larger = pooled(o, "ours"), pooled(o, "ours", LARGER)
    smile = float(column(o, "ours", "smile").mean())
    ours, source = (float(column(o, name, "identity").mean()) for name in ("ours", "source"))
    outside = float(np.nanmax([0.0, *column(o, "ours", "outside")]))
    bare = f"bare {pooled(o, 'bare prototype'):.3f} and {pooled(o, 'bare prototype', LARGER):.3f}"
    return [
        Claim(
            "mouth to the true neutral, pooled, ≤ .35 of the smile's",
            f"{all_smiles:.3f} ({bare})",
            all_smiles <= 0.35,
        ),
        Claim("the same over the larger smiles ≤ .30", f"{larger:.3f}", larger <= 0.30),
        Claim("face distance below the bare warp's for 13 of 15", f"{wins} of {n}", wins * 15 >= 13 * n),
        Claim("face distance ≤ .85 × the bare warp's", f"{share:.3f}", share <= 0.85),
        Claim("re-detected smile ≤ .12", f"{smile:.3f}", smile <= 0.12),
        Claim(
            "identity ≥ the smiling photograph's − .01",
            f"{ours:.3f}, source {source:.3f}, ceiling {ceiling:.3f}",
            ours >= source - 0.01,
        ),
        Claim("no difference outside the area", f"{outside:.0f}", outside == 0),
    ]


def smile_claims(o: Outcomes) -> list[Claim]:
    """What must hold of neutral → smiling."""
    n, wins = len(o), _wins(o, "skin")
    mouth = float(column(o, "ours", "mouth").mean())
    lips = _share(o, "lips")
    bare = float(column(o, "bare prototype", "mouth").mean())
    return [
        Claim("mouth error ≤ .014", f"{mouth:.4f} (bare {bare:.4f})", mouth <= 0.014),
        Claim("skin distance below the bare warp's for 13 of 15", f"{wins} of {n}", wins * 15 >= 13 * n),
        Claim("lips ≤ .6 × the stretched lips'", f"{lips:.3f}", lips <= 0.6),
    ]


def main() -> None:
    """Both directions."""
    study = Study.read("Neutral and smiling photographs of one person, each made from the other.")
    bench, renderer = Bench(FaceLandmarker()), RigRenderer()
    to_neutral, to_smile, ceilings = [], [], []
    for path in study.files("portraits/london/val/*_neutral.jpg"):
        name = path.name[:3]
        neutral = read_picture(path).pixels
        smile = read_picture(path.with_name(f"{name}_smiling.jpg")).pixels
        to_neutral.append(bench.pair(name, smile, neutral))
        to_smile.append(bench.pair(name, neutral, smile))
        ceilings.append(bench.ceiling(name, neutral, to_neutral[-1]))
    down = run(bench, to_neutral, neutralised, renderer, study.out / "smiling_to_neutral.png", turned=True)
    up = run(bench, to_smile, smiling, renderer, study.out / "neutral_to_smiling.png", turned=False)
    columns = ["", *FIELDS]
    tell(
        study,
        "expression_pairs",
        [
            table("smiling → neutral", columns, _summary(down)),
            table("neutral → smiling", columns, _summary(up)),
        ],
        [*neutral_claims(down, float(np.mean(ceilings))), *smile_claims(up)],
        {"smiling_to_neutral": _plain(down), "neutral_to_smiling": _plain(up)},
    )


def _plain(outcomes: Outcomes) -> dict[str, dict[str, dict[str, float]]]:
    return {
        person: {m: {f: getattr(o, f) for f in FIELDS} for m, o in methods.items()}
        for person, methods in outcomes.items()
    }


if __name__ == "__main__":
    main()
