"""One clip of a corpus: sound, words, features and what the face did, as a value and as tensors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.core.conversion import unit_values
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, TimeRange, seconds
from studio.core.units import FACS_17
from studio.engine.hearing.features import SOUND_RATE, energy, log_mel, mfcc, pitch

Floats = NDArray[np.float32]

_LOUD: Final = 32767


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What somebody said, and how the face moved.

    Attributes:
        name: its path below the folder of clips, without suffix.
        digest: sha256 of the video.
        speech: 16 kHz sound, words and phonemes.
        performance: as the tracker reads it, smoothed; its rest is the person's.
        lips: gap of the inner lips and width of the mouth, in interocular units [frames, 2].
        by_ear: its phonemes are a guess, because no text stands beside it.
    """

    name: str
    digest: str
    speech: Speech
    performance: Performance
    lips: Floats
    by_ear: bool = False

    @property
    def group(self) -> str:
        """The folder that it lay in, which tells who speaks; empty at the top."""
        return self.name.rpartition("/")[0]

    @property
    def units(self) -> Floats:
        """Seventeen action units (0–5) and yaw, pitch, roll in degrees [frames, 20]."""
        units = unit_values(FACS_17, self.performance.channels)
        return np.concatenate([units, self.performance.head[:, :3]], axis=1).astype(np.float32)


def facts_of(clip: Clip) -> dict[str, Any]:
    """What a manifest says of a clip."""
    return {
        "name": clip.name,
        "digest": clip.digest,
        "rate": str(clip.performance.rate),
        "frames": len(clip.performance),
        "seconds": round(float(clip.speech.length), 3),
        "without_face": 0 if clip.performance.missing is None else int(clip.performance.missing.sum()),
        "by_ear": clip.by_ear,
        "words": [[*_ends(word.range), word.text] for word in clip.speech.words],
        "phonemes": [[*_ends(p.range), p.name, p.stress] for p in clip.speech.phonemes],
    }


def _ends(part: TimeRange) -> list[float]:
    return [round(float(part.start), 4), round(float(part.end), 4)]


def tensors_of(clip: Clip) -> dict[str, NDArray[Any]]:
    """A clip as arrays: sound (16 bits), features at 100 Hz, and what is tracked, frame by frame."""
    samples, done = clip.speech.samples, clip.performance
    mel = log_mel(samples)
    missing = np.zeros(len(done), bool) if done.missing is None else done.missing
    rest = done.rest
    return {
        "sound": np.round(samples.clip(-1, 1) * _LOUD).astype(np.int16),
        "mel": mel.astype(np.float16),
        "mfcc": mfcc(mel).astype(np.float16),
        "pitch": pitch(samples).astype(np.float16),
        "energy": energy(samples).astype(np.float16),
        "channels": done.channels.astype(np.float16),
        "units": clip.units.astype(np.float16),
        "head": np.array(done.head, np.float32),
        "gaze": np.array(done.gaze, np.float32),
        "lips": clip.lips.astype(np.float16),
        "missing": missing.astype(np.uint8),
        "rest": np.array([*rest.head.values(), rest.gaze.yaw, rest.gaze.pitch], np.float32),
    }


def clip_of(facts: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> Clip:
    """What ``facts_of`` and ``tensors_of`` told."""
    rest = [float(x) for x in tensors["rest"]]
    performance = Performance(
        FrameRate.of(facts["rate"]),
        tensors["channels"].astype(np.float32),
        tensors["head"],
        tensors["gaze"],
        FaceState(head=HeadPose(*rest[:6]), gaze=Gaze(*rest[6:])),
        tensors["missing"].astype(bool),
    )
    speech = Speech(
        tensors["sound"].astype(np.float32) / np.float32(_LOUD),
        SOUND_RATE,
        tuple(Word(text, _range(start, end)) for start, end, text in facts["words"]),
        tuple(Phoneme(name, _range(start, end), stress) for start, end, name, stress in facts["phonemes"]),
    )
    lips = tensors["lips"].astype(np.float32)
    return Clip(facts["name"], facts["digest"], speech, performance, lips, facts["by_ear"])


def _range(start: float, end: float) -> TimeRange:
    return TimeRange(seconds(start), seconds(end))
