"""Speech whose phoneme times are known, and what others make of it.

flite, a small synthesiser, tells when each phoneme that it says ends. It must be on the path
(Debian: apt-get install flite). The times of five recordings of a person were checked by hand and
are in hand_checked.toml; their sound is LJSpeech's and lies with the data.
"""

import json
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.core.speech import Phoneme
from studio.core.time import TimeRange, seconds
from studio.files.sound import read_sound

Floats = NDArray[np.float32]

PAUSE: Final = 0.8
"""Seconds of silence before, between and after sentences."""
_HISS: Final = 1e-3
"""A silent room, -60 dB: no recording is digitally silent."""

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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an utterance and when it is said, seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """Sentences as they are said, and when.

    Attributes:
        samples: mono [n].
        labels: the true phonemes, covering the whole length.
    """

    sentences: tuple[Sentence, ...]
    samples: Floats
    rate: int
    labels: tuple[Phoneme, ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def length(self) -> float:
        """Seconds."""
        return len(self.samples) / self.rate


def speak(texts: Sequence[str], voice: str) -> Utterance:
    """Let flite say sentences with pauses around them.

    Raises:
        UsageError: flite is not installed.
    """
    rate, parts, labels, sentences = 0, [], [_phoneme("pau", 0.0, PAUSE)], []
    now = PAUSE
    for text in texts:
        rate, sound, told = _said(text, voice)
        end = now + len(sound) / rate
        labels += [*_labels(told, now, end), _phoneme("pau", end, end + PAUSE)]
        sentences.append(Sentence(text, now, end))
        parts.append(sound)
        now = end + PAUSE
    silence = np.random.default_rng(0).normal(0, _HISS, round(PAUSE * rate)).astype(np.float32)
    samples = np.concatenate([silence, *(piece for sound in parts for piece in (sound, silence))])
    return Utterance(tuple(sentences), samples, rate, tuple(_merged(labels)))


def _said(text: str, voice: str) -> tuple[int, Floats, str]:
    """Sample rate, samples, and what flite tells of their phonemes."""
    program = shutil.which("flite")
    if program is None:
        raise UsageError("flite is not installed.", "On Debian: apt-get install flite")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = [program, "-voice", voice, "-t", text, "-o", str(path), "-psdur"]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        samples, rate = soundfile.read(path, dtype="float32")
    return int(rate), samples, told.stdout


_HAND_CHECKED: Final = Path(__file__).with_name("hand_checked.toml")


def recordings(folder: Path) -> list[Utterance]:
    """The recordings whose times were checked by hand; ``folder`` has their sound.

    Raises:
        FileMissing: the sound of one is not there.
    """
    checked = tomllib.loads(_HAND_CHECKED.read_text(encoding="utf-8"))
    return [
        _recording(folder / f"{name}.opus", row["text"], row["phonemes"]) for name, row in checked.items()
    ]


def _recording(path: Path, text: str, told: str) -> Utterance:
    """One recording; what is said between two pauses counts as a sentence."""
    sound = read_sound(path)
    labels = tuple(_merged(list(_labels(told, 0.0, float(sound.length)))))
    runs = [list(run) for silent, run in groupby(labels, lambda label: label.name == "SIL") if not silent]
    sentences = (
        Sentence(part.strip(), float(run[0].range.start), float(run[-1].range.end))
        for part, run in zip(text.split("|"), runs, strict=True)
    )
    return Utterance(tuple(sentences), sound.samples, sound.rate, labels)


def _labels(told: str, begin: float, end: float) -> Iterator[Phoneme]:
    """``pau:0.224 m:0.252 …`` (each with its end, seconds) as phonemes from ``begin`` to ``end``."""
    start = begin
    for word in told.split():
        name, _, stop = word.rpartition(":")
        yield _phoneme(name, start, begin + float(stop))
        start = begin + float(stop)
    if end > start:
        yield _phoneme("pau", start, end)


def _phoneme(name: str, start: float, end: float) -> Phoneme:
    arpabet = {"pau": "SIL", "ax": "AH", "axr": "ER"}.get(name, name.upper())
    return Phoneme(arpabet, TimeRange(seconds(start), seconds(end)))


def _merged(labels: Sequence[Phoneme]) -> Iterator[Phoneme]:
    """Pauses that touch become one."""
    for is_silent, group in groupby(labels, lambda label: label.name == "SIL"):
        members = list(group)
        if is_silent:
            yield Phoneme("SIL", TimeRange(members[0].range.start, members[-1].range.end))
        else:
            yield from members


def frame_middles(count: int, fps: float) -> NDArray[np.float64]:
    """The time in the middle of each frame [count]."""
    return np.asarray((np.arange(count) + 0.5) / fps)


def visemes_at(phonemes: Sequence[Phoneme], times: NDArray[np.float64]) -> NDArray[np.str_]:
    """The class of the phoneme that sounds at each time."""
    ends = np.array([float(phoneme.range.end) for phoneme in phonemes])
    places = np.minimum(np.searchsorted(ends, times, side="right"), len(phonemes) - 1)
    return np.array([VISEMES[phonemes[i].name] for i in places])


PEERS: Final = ("openfacefx's segments", "openfacefx's curves")
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
    return max(channels, key=lambda c: value(c.keys, time)).name
print(json.dumps([[said(x) for x in times], [drawn(x) for x in times]]))
"""


def peer_visemes(
    python: Path, utterance: Utterance, times: NDArray[np.float64], fps: float
) -> tuple[NDArray[np.str_], ...]:
    """What openfacefx, in an interpreter of its own, makes of the same text: one row for each of ``PEERS``.

    It spreads phonemes over a length without listening, so it is told where each sentence begins and
    ends; the pauses between are right by definition.
    """
    rows = np.full((len(PEERS), len(times)), "sil", dtype="U3")
    for sentence in utterance.sentences:
        inside = (times >= sentence.start) & (times < sentence.end)
        own = json.dumps((times[inside] - sentence.start).tolist())
        length = str(sentence.end - sentence.start)
        command = [str(python), "-c", _PEER, sentence.text, length, str(fps), own]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        rows[:, inside] = json.loads(told.stdout)
    rows[rows == "nn"] = "DD"
    return tuple(rows)
