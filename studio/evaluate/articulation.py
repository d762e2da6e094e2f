"""Do the lips say what is heard: lips re-detected in rendered speech, beside labels that drove nothing.

The sound and its exact phoneme times come from flite, a synthesiser that the studio does not use.
Set OPENFACEFX_PYTHON to an interpreter that has openfacefx to have it compared.
The studio is given sound and text alone, aligns, drives and renders; the tracker looks at the
pictures. flite must be on the path (Debian: apt-get install flite).

    python -m studio.evaluate.articulation --data DATA --out FOLDER
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.core.face import FaceState, Performance
from studio.core.source import Pixels, Source
from studio.core.speech import Phoneme
from studio.core.time import FrameRate, Seconds, TimeRange, seconds
from studio.engine.ports import Renderer, Shot
from studio.engine.rig import topology as t
from studio.engine.rig_renderer import RigRenderer
from studio.engine.speaking.alignment import align
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate import metrics
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
RATE: Final = FrameRate.of(25)
BILABIALS: Final = frozenset("P B M".split())
OPEN_VOWELS: Final = frozenset("AA AE AO AW AY".split())
_PAD: Final = 0.6
_SETTLED: Final = 0.15
"""Seconds after and before speech that a pause's lips may still come from or go to it."""
_CLOSED: Final = 0.15
_LIPS: Final = tuple(t.OUTER_LIPS + t.INNER_LIPS)

VISEMES: Final = MappingProxyType(
    {
        phoneme: viseme
        for viseme, phonemes in {
            "PP": "P B M", "FF": "F V", "TH": "TH DH", "DD": "T D L N NG", "kk": "K G HH",
            "CH": "CH JH SH ZH", "SS": "S Z", "RR": "R ER", "aa": "AA AE AH AY", "E": "EH EY IH",
            "I": "IY Y", "O": "AO OW OY AW", "U": "UW UH W", "sil": "SIL",
        }.items()
        for phoneme in phonemes.split()
    }
)  # fmt: skip
"""The fifteen classes that openfacefx and many rigs use, its two for /n/ and /t/ as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A sentence as flite says it.

    Attributes:
        samples: mono float32 [n], silence at both ends.
        labels: exact phonemes, covering the whole length.
    """

    text: str
    samples: NDArray[np.float32]
    rate: int
    labels: tuple[Phoneme, ...]

    @property
    def length(self) -> float:
        return len(self.samples) / self.rate


def speak(text: str, voice: str) -> Utterance:
    """Let flite say a sentence, and say when each phoneme sounds.

    Raises:
        UsageError: flite is not installed.
    """
    program = shutil.which("flite")
    if program is None:
        raise UsageError("flite is not installed.", "On Debian: apt-get install flite")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = [program, "-voice", voice, "-t", text, "-o", str(path), "-psdur"]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        samples, rate = soundfile.read(path, dtype="float32")
    pad = np.zeros(round(_PAD * rate), np.float32)
    padded = np.concatenate([pad, samples, pad])
    return Utterance(text, padded, rate, tuple(_labels(told.stdout, len(padded) / rate)))


def _labels(told: str, length: float) -> Iterator[Phoneme]:
    """``pau:0.224 m:0.252 …`` (ends in seconds) as phonemes, moved by the silence that was put before."""
    start = 0.0
    for word in told.split():
        name, _, end = word.rpartition(":")
        yield _phoneme(name, start, float(end) + _PAD)
        start = float(end) + _PAD
    if length > start:
        yield _phoneme("pau", start, length)


def _phoneme(name: str, start: float, end: float) -> Phoneme:
    arpabet = {"pau": "SIL", "ax": "AH", "axr": "ER"}.get(name, name.upper())
    return Phoneme(arpabet, TimeRange(seconds(start), seconds(end)))


def names_at(phonemes: Sequence[Phoneme], count: int) -> list[str]:
    """The phoneme in the middle of each frame."""
    ends = np.array([float(p.range.end) for p in phonemes])
    middles = (np.arange(count) + 0.5) / float(RATE.fps)
    places = np.minimum(np.searchsorted(ends, middles, side="right"), len(phonemes) - 1)
    return [phonemes[i].name for i in places]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the tracker saw of one rendered utterance.

    Attributes:
        gaps: lip gap of each frame, interocular units [n]; NaN where no face is found.
        lips: the lips brought onto the first frame by what does not move [n, points, 2], interocular.
    """

    gaps: Array
    lips: Array


def watch(frames: Sequence[Pixels], landmarker: FaceLandmarker) -> Seen:
    """Re-detect the lips in rendered frames; each is looked at for itself, around the first's face."""
    first = landmarker.find(frames[0])[0].landmarks
    unit = metrics.interocular(first)
    gaps, lips = [], []
    for pixels in frames:
        face = landmarker.at(pixels, first)
        gaps.append(np.nan if face is None else metrics.lip_gap(face.landmarks))
        places = np.full((len(_LIPS), 2), np.nan)
        if face is not None:
            places = metrics.onto(face.landmarks, first)[list(_LIPS)] / unit
        lips.append(places)
    return Seen(np.array(gaps), np.array(lips))


def closures(labels: Sequence[Phoneme], seen: Seen) -> Array:
    """Smallest gap at each /p b m/ over the typical gap at open vowels [number of closures]."""
    opened = [_gaps(label, seen).max() for label in labels if label.name in OPEN_VOWELS]
    closed = [_gaps(label, seen).min() for label in labels if label.name in BILABIALS]
    return np.array(closed) / float(np.median(opened))


def _gaps(label: Phoneme, seen: Seen) -> Array:
    """Gaps of the frames on screen while a phoneme sounds."""
    fps = float(RATE.fps)
    first, last = int(float(label.range.start) * fps), int(np.ceil(float(label.range.end) * fps))
    out: Array = seen.gaps[first : max(last, first + 1)]
    return out


def stillness(labels: Sequence[Phoneme], seen: Seen) -> Array:
    """How far the lips move within each pause, largest over points, interocular units."""
    out = []
    fps = float(RATE.fps)
    for i, label in enumerate(labels):
        start = float(label.range.start) + (_SETTLED if i else 0.0)
        end = float(label.range.end) - (_SETTLED if i + 1 < len(labels) else 0.0)
        rows = seen.lips[int(np.ceil(start * fps)) : int(end * fps)]
        if label.name == "SIL" and len(rows) > 2:
            out.append(float(np.linalg.norm(rows - np.median(rows, axis=0), axis=2).mean(1).max()))
    return np.array(out)


def visemes(names: Sequence[str]) -> NDArray[np.str_]:
    """Phonemes as classes."""
    return np.array([VISEMES[name] for name in names])


_PEERS: Final = ("openfacefx's segments", "openfacefx's curves")
_PEER: Final = """
import json, sys
from openfacefx import generate_naive, naive_segments
from openfacefx.visemes import phoneme_to_viseme
text, length, fps = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
times = json.loads(sys.argv[4])
segments = naive_segments(text, length)
def said(time):
    return next((phoneme_to_viseme(s.phoneme) for s in segments if s.start <= time < s.end), "sil")
def value(keys, time):
    for a, b in zip(keys, keys[1:]):
        if a.time <= time <= b.time:
            return a.value + (b.value - a.value) * (time - a.time) / max(b.time - a.time, 1e-9)
    return keys[0].value if keys and time < keys[0].time else keys[-1].value if keys else 0.0
channels = generate_naive(text, length, fps=fps).channels
def drawn(time):
    if not 0 <= time < length: return "sil"
    return max(channels, key=lambda c: value(c.keys, time)).name
print(json.dumps({"said": [said(x) for x in times], "drawn": [drawn(x) for x in times]}))
"""


def peer_visemes(python: Path, utterance: Utterance, count: int) -> tuple[NDArray[np.str_], ...]:
    """What openfacefx, in an interpreter of its own, says of the same text and length, frame by frame.

    It is given the sound without the silence that was put around it, which it could not know of.
    """
    fps = float(RATE.fps)
    times = ((np.arange(count) + 0.5) / fps - _PAD).tolist()
    arguments = [utterance.text, str(utterance.length - 2 * _PAD), str(fps), json.dumps(times)]
    told = subprocess.run(  # noqa: S603
        [str(python), "-c", _PEER, *arguments], check=True, capture_output=True, text=True
    )
    found = json.loads(told.stdout)
    return tuple(np.where(np.array(found[name]) == "nn", "DD", found[name]) for name in ("said", "drawn"))


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One utterance through the studio.

    Attributes:
        performance: the driver's.
        said: the phoneme that alignment hears in each frame.
    """

    utterance: Utterance
    performance: Performance
    said: list[str]


def drive(utterance: Utterance) -> Spoken:
    """Sound and text through alignment and driver."""
    speech = align(utterance.samples, utterance.rate, utterance.text)
    performance = RuleDriver().drive(iter((speech,)), RATE)
    return Spoken(utterance, performance, names_at(speech.phonemes, len(performance)))


def render(renderer: Renderer, source: Source, performance: Performance) -> list[Pixels]:
    """All frames, the head held still: only the lips are looked at."""
    likeness = renderer.prepare(source)
    states = [
        _without_head(performance.onto(likeness.rest, i), likeness.rest) for i in range(len(performance))
    ]
    shot = Shot(TimeRange(Seconds(0), RATE.time_of(len(states))), RATE, states, source=source)
    return [frame.pixels for frame in renderer.render(likeness, shot)]


def _without_head(state: FaceState, rest: FaceState) -> FaceState:
    return replace(state, head=rest.head, gaze=rest.gaze)


@dataclass(frozen=True, slots=True)
class Portrait:
    """Whose lips move."""

    name: str
    pixels: Pixels


def portraits(study: Study) -> list[Portrait]:
    """Two people of the London set that nothing was trained on."""
    paths = study.files("portraits/london/val/*_neutral.jpg")[:6:5]
    return [Portrait(path.name[:3], read_picture(path).pixels) for path in paths]


def measure(
    study: Study, spoken: Sequence[Spoken], renderer: Renderer, landmarker: FaceLandmarker
) -> dict[str, dict[str, list[float]]]:
    """Closures and stillness of every portrait and utterance."""
    found: dict[str, dict[str, list[float]]] = {}
    rows = []
    for portrait in portraits(study):
        ratios: list[float] = []
        still_lips: list[float] = []
        for one in spoken:
            frames = render(renderer, still(portrait.pixels), one.performance)
            seen = watch(frames, landmarker)
            ratios += closures(one.utterance.labels, seen).tolist()
            still_lips += stillness(one.utterance.labels, seen).tolist()
            rows.append(_shown(one.utterance, frames, seen))
        found[portrait.name] = {"closures": ratios, "stillness": still_lips}
    sheet(
        study.out / "articulation.png", ["silence", *("p b m", "open", "p b m", "open", "p b m")], rows, 200
    )
    return found


def _shown(utterance: Utterance, frames: Sequence[Pixels], seen: Seen) -> list[Pixels]:
    """The mouth in silence, and at the first closures and open vowels."""
    fps = float(RATE.fps)
    picks = [0]
    for kind in (BILABIALS, OPEN_VOWELS, BILABIALS, OPEN_VOWELS, BILABIALS):
        later = [p for p in utterance.labels if p.name in kind and float(p.range.start) * fps > picks[-1]]
        label = later[0] if later else utterance.labels[-1]
        first = int(float(label.range.start) * fps)
        gaps = _gaps(label, seen)
        picks.append(first + int(gaps.argmin() if kind is BILABIALS else gaps.argmax()))
    middle = np.array(frames[0].shape[:2]) // 2
    reach = middle.min() // 2
    cut = (
        slice(middle[0] - reach // 2, middle[0] + 3 * reach // 2),
        slice(middle[1] - reach, middle[1] + reach),
    )
    return [frames[i][cut] for i in picks]


def accuracies(spoken: Sequence[Spoken], python: Path | None) -> dict[str, float]:
    """Share of frames whose viseme is the labels', while somebody speaks and over everything."""
    hits: dict[str, list[NDArray[np.bool_]]] = {}
    for one in spoken:
        count = min(len(one.said), int(one.utterance.length * float(RATE.fps)))
        truth = visemes(names_at(one.utterance.labels, count))
        speaking = truth != "sil"
        found = {"ours": visemes(one.said[:count])}
        if python is not None:
            found |= dict(zip(_PEERS, peer_visemes(python, one.utterance, count), strict=True))
        for name, classes in found.items():
            hits.setdefault(f"{name}", []).append(classes == truth)
            hits.setdefault(f"{name}, speaking", []).append((classes == truth)[speaking])
    return {name: float(np.concatenate(rows).mean()) for name, rows in hits.items()}


def claims(found: dict[str, dict[str, list[float]]], shares: dict[str, float]) -> list[Claim]:
    """What must hold."""
    ratios = np.concatenate([person["closures"] for person in found.values()])
    moves = np.concatenate([person["stillness"] for person in found.values()])
    closed = float((ratios <= _CLOSED).mean())
    out = [
        Claim(
            "lips closed (gap ≤ .15 of open vowels') at ≥ 95 % of /p b m/", f"{closed:.1%}", closed >= 0.95
        ),
        Claim("lips move < .01 in silence", f"{moves.max():.4f} at most", bool(moves.max() < 0.01)),
    ]
    peers = [
        value for name, value in shares.items() if name.startswith("openfacefx") and "speaking" not in name
    ]
    if peers:
        ours = shares["ours"]
        what = "visemes' frame accuracy at least openfacefx's"
        out.append(Claim(what, f"{ours:.3f}, {max(peers):.3f}", ours >= max(peers)))
    return out


def main() -> None:
    """All sentences, both voices, two portraits."""
    study = Study.read("Lips re-detected in rendered speech beside flite's exact labels.")
    peer = os.environ.get("OPENFACEFX_PYTHON")
    texts = SENTENCES[: study.limit]
    spoken = [drive(speak(text, VOICES[i % len(VOICES)])) for i, text in enumerate(texts)]
    shares = accuracies(spoken, Path(peer) if peer else None)
    found = measure(study, spoken, RigRenderer(), FaceLandmarker())
    rows = {
        name: [
            len(person["closures"]),
            float(np.mean(np.array(person["closures"]) <= _CLOSED)),
            float(np.median(person["closures"])),
            float(np.percentile(person["closures"], 95)),
            float(np.max(person["stillness"])),
        ]
        for name, person in found.items()
    }
    columns = ["portrait", "closures", "share closed", "median ratio", "95th percentile", "most in silence"]
    tell(
        study,
        "articulation",
        [
            table("lips", columns, rows),
            table("viseme of each frame", ["", "right"], {n: [v] for n, v in shares.items()}),
        ],
        claims(found, shares),
        {"lips": found, "accuracy": shares, "sentences": list(texts)},
    )


if __name__ == "__main__":
    main()
