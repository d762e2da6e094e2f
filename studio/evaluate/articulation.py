"""Do the lips say what is heard: lips re-detected in rendered speech, beside labels that drove nothing.

The studio is given sound and text alone: it aligns, drives and renders; then the tracker looks at the
pictures. Two sources of labels: flite's own for what it says, and hand-checked ones for five recordings
of a person (speech/ljspeech in the data). Set OPENFACEFX_PYTHON to an interpreter that has openfacefx
to have its timing compared.

    python -m studio.evaluate.articulation --data DATA --out FOLDER
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from studio.core.face import Performance
from studio.core.source import Pixels
from studio.core.speech import Phoneme, Speech
from studio.core.time import FrameRate, Seconds
from studio.engine.crop import crop_matrix, cut
from studio.engine.portrait import prepared
from studio.engine.ports import Renderer
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.speaking.alignment import align
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate import metrics
from studio.evaluate.labelled_speech import (
    PEERS,
    Utterance,
    frame_middles,
    peer_visemes,
    recordings,
    speak,
    visemes_at,
)
from studio.evaluate.methods import still
from studio.evaluate.report import Claim, Study, sheet, table, tell
from studio.files.pictures import read_picture

Array = NDArray[np.float64]

SENTENCES: Final = (
    "My papa bought a big bag of apples, and Bob ate them all.",
    "Mom and Pam hopped on a bus. They stopped by the barn at five.",
    "The map above the lamp shows a calm harbour and a small palm farm.",
    "Father, back up a bit. Put that box on the top of the cab.",
    "A happy lamb jumped among the lambs, and the men laughed.",
    "Both of my brothers play basketball in the park behind the big mall.",
    "Pop the balloon, Barbara. A hot day makes the black map warm.",
    "We have found five fine fish. Move the boat, and never mind the foam.",
)
VOICES: Final = ("slt", "rms")
FPS: Final = 25.0
RATE: Final = FrameRate.of(25)
BILABIALS: Final = frozenset("P B M".split())
OPEN_VOWELS: Final = frozenset("AA AE AO AW AY".split())
CLOSED: Final = 0.15
"""Lip gap over that of open vowels up to which the lips count as closed."""
STILL: Final = 0.01
"""Interocular units that lips may move in silence."""
_SETTLED: Final = 0.15
"""Seconds before and after speech in which the lips may come and go."""
_LATE: Final = Seconds(1, 5)
_LIPS: Final = tuple(t.OUTER_LIPS + t.INNER_LIPS)
_SIDE: Final = 256
_COLUMNS: Final = (
    "portrait",
    "closures",
    "share closed",
    "control",
    "median ratio",
    "95th percentile",
    "most in silence",
)


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """An utterance, as the studio hears it, and the performance that it makes of it."""

    utterance: Utterance
    heard: Speech
    performance: Performance


def drive(utterance: Utterance) -> Spoken:
    """Sound and text through alignment and driver."""
    speech = align(utterance.samples, utterance.rate, utterance.text)
    return Spoken(utterance, speech, next(RuleDriver().drive(iter((speech,)), RATE)))


def render(renderer: Renderer, pixels: Pixels, performance: Performance) -> list[Pixels]:
    """All frames, the head held still: only the lips are looked at."""
    still_head = replace(
        performance, head=np.zeros_like(performance.head), gaze=np.zeros_like(performance.gaze)
    )
    scene = Scene.of(prepared(still(pixels), renderer), still_head)
    return [frame.pixels for frame in scene.frames(0, len(performance))]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the tracker saw of a rendered utterance.

    Attributes:
        gaps: lip gap of each frame, interocular units [n]; infinite where no face is found.
        lips: the lips brought onto the first frame by what does not move, interocular [n, points, 2].
        first: landmarks of the first frame, pixels.
    """

    gaps: Array
    lips: Array
    first: Array


def watch(frames: Sequence[Pixels], landmarker: FaceLandmarker) -> Seen:
    """Re-detect the lips in rendered frames; each is looked at for itself, around the first's face."""
    first = landmarker.find(frames[0])[0].landmarks
    unit = metrics.interocular(first)
    gaps, lips = [], []
    for pixels in frames:
        face = landmarker.at(pixels, first)
        gaps.append(np.inf if face is None else metrics.lip_gap(face.landmarks))
        lost = np.full((len(_LIPS), 2), np.inf)
        lips.append(lost if face is None else metrics.onto(face.landmarks, first)[list(_LIPS)] / unit)
    return Seen(np.array(gaps), np.array(lips), first)


def closures(labels: Sequence[Phoneme], seen: Seen) -> list[float]:
    """Smallest gap at each /p b m/ over the typical gap at open vowels."""
    opened = np.median([_gaps(label, seen).max() for label in labels if label.name in OPEN_VOWELS])
    return [float(_gaps(label, seen).min() / opened) for label in labels if label.name in BILABIALS]


def _late(label: Phoneme) -> Phoneme:
    return replace(label, range=label.range.moved(_LATE))


def _gaps(label: Phoneme, seen: Seen) -> Array:
    """Gaps of the frames on screen while a phoneme sounds."""
    first, last = int(float(label.range.start) * FPS), int(np.ceil(float(label.range.end) * FPS))
    first = min(first, len(seen.gaps) - 1)
    out: Array = seen.gaps[first : max(last, first + 1)]
    return out


def stillness(labels: Sequence[Phoneme], seen: Seen) -> list[float]:
    """How far the lips stray within each pause: mean over the points, worst frame, interocular units."""
    out = []
    for label in labels:
        start, end = float(label.range.start) + _SETTLED, float(label.range.end) - _SETTLED
        rows = seen.lips[int(np.ceil(start * FPS)) : max(int(end * FPS), 0)]
        if label.name == "SIL" and len(rows) > 2:
            strayed = np.linalg.norm(rows - np.median(rows, axis=0), axis=2)
            out.append(float(strayed.mean(1).max()))
    return out


@dataclass(slots=True)
class Lips:
    """What one portrait's lips did; ``late`` is a control: closures looked for 0.2 s too late."""

    closures: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    stillness: list[float] = field(default_factory=list)

    def figures(self) -> list[float]:
        """Number of closures, share closed, the control's, median and 95th percentile, most in silence."""
        ratios = np.array(self.closures)
        share = float((ratios <= CLOSED).mean())
        spread = np.percentile(ratios, [50, 95]).tolist()
        late = float((np.array(self.late) <= CLOSED).mean())
        return [len(ratios), share, late, *spread, float(np.max(self.stillness))]


def measure(study: Study, source: str, spoken: Sequence[Spoken]) -> dict[str, Lips]:
    """Two people of the London set that nothing was trained on say everything."""
    renderer, landmarker = RigRenderer(), FaceLandmarker()
    found, rows = {}, []
    for path in study.files("portraits/london/val/*_neutral.jpg")[:6:5]:
        lips, pixels = Lips(), read_picture(path).pixels
        for one in spoken:
            frames = render(renderer, pixels, one.performance)
            seen = watch(frames, landmarker)
            lips.closures += closures(one.utterance.labels, seen)
            lips.late += closures([_late(label) for label in one.utterance.labels], seen)
            lips.stillness += stillness(one.utterance.labels, seen)
            rows.append(_shown(one.utterance.labels, frames, seen))
        found[path.name[:3]] = lips
    sheet(study.out / f"articulation_{source}.png", ["silence", *("p b m", "open") * 3], rows, 180)
    return found


def _shown(labels: Sequence[Phoneme], frames: Sequence[Pixels], seen: Seen) -> list[Pixels]:
    """The lower face in silence, and at closures and open vowels in turn."""
    pause = max((p.range for p in labels if p.name == "SIL"), key=lambda range_: range_.length)
    picks = [0]
    for kind in (BILABIALS, OPEN_VOWELS) * 3:
        later = (p for p in labels if p.name in kind and float(p.range.start) * FPS > picks[-1])
        label = next(later, labels[-1])
        gaps = _gaps(label, seen)
        picks.append(
            int(float(label.range.start) * FPS) + int(gaps.argmin() if kind is BILABIALS else gaps.argmax())
        )
    picks[0] = int(float(pause.start + pause.length / 2) * FPS)
    matrix = crop_matrix(seen.first, _SIDE)
    return [cut(frames[min(i, len(frames) - 1)], matrix, _SIDE)[_SIDE // 3 :] for i in picks]


def accuracies(spoken: Sequence[Spoken], python: Path | None) -> dict[str, tuple[float, float]]:
    """Share of frames whose viseme is the labels': all frames, and those in which somebody speaks."""
    hits: dict[str, list[NDArray[np.bool_]]] = {}
    speaking = []
    for one in spoken:
        times = frame_middles(int(one.utterance.length * FPS), FPS)
        truth = visemes_at(one.utterance.labels, times)
        speaking.append(truth != "sil")
        found = {"ours": visemes_at(one.heard.phonemes, times)}
        if python is not None:
            found |= dict(zip(PEERS, peer_visemes(python, one.utterance, times, FPS), strict=True))
        for name, row in found.items():
            hits.setdefault(name, []).append(row == truth)
    voiced = np.concatenate(speaking)
    joined = {name: np.concatenate(rows) for name, rows in hits.items()}
    return {name: (float(row.mean()), float(row[voiced].mean())) for name, row in joined.items()}


def claims(source: str, found: dict[str, Lips], shares: dict[str, tuple[float, float]]) -> list[Claim]:
    """What must hold, whichever the source of the labels."""
    ratios = np.concatenate([lips.closures for lips in found.values()])
    most = max(max(lips.stillness) for lips in found.values())
    closed = float((ratios <= CLOSED).mean())
    out = [
        Claim(
            f"{source}: gap at /p b m/ ≤ .15 of open vowels' in ≥ 95 %",
            f"{closed:.1%} of {len(ratios)}",
            closed >= 0.95,
        ),
        Claim(f"{source}: lips move less than .01 in silence", f"{most:.4f} at most", most < STILL),
    ]
    peers = [shares[name] for name in PEERS if name in shares]
    if peers:
        ours, best = shares["ours"][1], max(peer[1] for peer in peers)
        out.append(
            Claim(
                f"{source}: visemes' frame accuracy in speech ≥ openfacefx's",
                f"{ours:.3f}, {best:.3f}",
                ours >= best,
            )
        )
    return out


def synthesised(limit: int | None) -> list[Utterance]:
    """All sentences two by two, the voices in turn."""
    texts = SENTENCES[:limit]
    pairs = [texts[i : i + 2] for i in range(0, len(texts), 2)]
    return [speak(pair, VOICES[i % len(VOICES)]) for i, pair in enumerate(pairs)]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found with one source of labels.

    Attributes:
        found: by portrait.
        shares: viseme accuracies by method, see ``accuracies``.
        text: what was said.
    """

    source: str
    found: dict[str, Lips]
    shares: dict[str, tuple[float, float]]
    text: list[str]

    @classmethod
    def of(cls, study: Study, source: str, utterances: Sequence[Utterance]) -> "Result":
        """Drive, render and look."""
        peer = os.environ.get("OPENFACEFX_PYTHON")
        spoken = [drive(utterance) for utterance in utterances]
        shares = accuracies(spoken, Path(peer) if peer else None)
        return cls(source, measure(study, source, spoken), shares, [one.text for one in utterances])

    def tables(self) -> list[Table]:
        lips = {name: lips.figures() for name, lips in self.found.items()}
        return [
            table(f"lips, {self.source}", _COLUMNS, lips),
            table(f"viseme of each frame right, {self.source}", ["", "all", "in speech"], self.shares),
        ]

    def rows(self) -> dict[str, Any]:
        return {
            "closures": {name: lips.closures for name, lips in self.found.items()},
            "stillness": {name: lips.stillness for name, lips in self.found.items()},
            "accuracy": self.shares,
            "text": self.text,
        }


def main() -> None:
    """What flite says and what a person says, two portraits."""
    study = Study.read("Lips re-detected in rendered speech beside flite's exact and hand-checked labels.")
    spoken = recordings(study.data / "speech/ljspeech")[: study.limit]
    results = [
        Result.of(study, "flite", synthesised(study.limit)),
        Result.of(study, "recordings", spoken),
    ]
    tell(
        study,
        "articulation",
        [one for result in results for one in result.tables()],
        [claim for result in results for claim in claims(result.source, result.found, result.shares)],
        {result.source: result.rows() for result in results},
    )


if __name__ == "__main__":
    main()
