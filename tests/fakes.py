"""One honest fake per port: each does the port's work in a way that a test can read off again."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from studio.core.errors import TextUnspeakable
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.speech import PHONEMES, Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import PORTIONS, Portion
from studio.core.units import CHANNELS
from studio.engine.portrait import Portrait
from studio.engine.ports import Hears, Needs, Quality, Shot
from studio.engine.progress import Progress, unheard
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import FLIP, rotation_of
from studio.engine.subject import Subject, subject_of
from studio.engine.tracking.port import FaceChoice, Landmarks, TrackedFace

RATE = 8000
"""Hz of the hummed speech."""
WORD, PAUSE = Seconds(3, 10), Seconds(2, 10)
"""How long a word and the pause after a sentence take, seconds."""
_CELL = 8


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """What the painter knows of a subject, and how much of others' folds it lays over it."""

    subject: Subject
    area: "Corner"
    share: float = 1.0

    def folded(self, share: float) -> "Painting":
        return replace(self, share=share)


@dataclass(frozen=True, slots=True)
class Corner:
    """Where the painter paints."""

    box: tuple[int, int, int, int]


class Painter:
    """A renderer that paints the state into the top left corner, so that a frame *tells* it.

    One row of grey cells: the channels (0–1), then yaw, pitch and roll (±60°), then gaze (±60°), then how
    much of others' folds is laid (0–1).
    """

    name = "painter"
    needs = Needs()
    honours = frozenset((*CHANNELS, "head", "gaze"))
    device = "CPU"

    def prepare(self, subject: Subject, progress: Progress = unheard) -> Painting:
        progress(0.5, "looking for a brush")
        width = _CELL * (len(_values(subject.rest)) + 1)
        return Painting(subject, Corner((0, 0, min(width, subject.size[0]), _CELL)))

    def open(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
        for index in shot.frames():
            pixels = shot.source_pixels(index).copy()
            for place, value in enumerate((*_values(shot.state_of(index)), likeness.share)):
                grey = round(value * np.iinfo(pixels.dtype).max)
                pixels[:_CELL, place * _CELL : (place + 1) * _CELL] = grey
            yield Frame(pixels, shot.rate.time_of(index))


class Echo(Painter):
    """A renderer that stands for a network: it eats its two former frames, hears the sound, sees the frames
    of the source before and after, and needs phonemes.

    Below the painter's row stands a row of six grey cells, which tell: the sum of its two former frames'
    first cells and one (modulo 256); how loud it is; which phoneme sounds; the means of the source before and
    after; how long the chain is.
    """

    name = "echo"
    needs = Needs(sound=True, phonemes=True, former=2, preroll=2, run=8, before=1, after=1, batch=1)

    def open(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
        former = [0, 0]
        for chain, frame in enumerate(super().open(likeness, shot, quality)):
            index = shot.rate.index_at(frame.time)
            told = [
                (sum(former) + 1) % 256, *_heard_at(shot, frame.time),
                *(round(float(shot.source_pixels(index + step).mean())) for step in (-1, 1)), chain % 256,
            ]  # fmt: skip
            for place, value in enumerate(told):
                frame.pixels[_CELL : 2 * _CELL, place * _CELL : (place + 1) * _CELL] = value
            former = [former[1], told[0]]
            yield frame


def _heard_at(shot: Shot, time: Seconds) -> tuple[int, int]:
    """Loudness, and the number of the phoneme that sounds; 0 outside the speech."""
    assert shot.speech is not None
    moment = time - shot.speech_start
    first = int(moment * shot.speech.sample_rate)
    block = shot.speech.samples[max(first, 0) : max(first + 200, 0)]
    loud = round(float(np.abs(block).max()) * 255) if len(block) else 0
    sounding = [p.name for p in shot.speech.phonemes if p.range.holds(moment)]
    return loud, (PHONEMES.index(sounding[0]) + 1 if sounding else 0)


def echoed(pixels: Pixels) -> tuple[int, ...]:
    """What a frame of ``Echo`` tells: former frames, loudness, phoneme, source before and after, chain."""
    return tuple(int(x) for x in pixels[_CELL + _CELL // 2, _CELL // 2 :: _CELL, 0][:6])


def _values(state: FaceState) -> list[float]:
    angles = (*state.head.values()[:3], state.gaze.yaw, state.gaze.pitch)
    return [*map(float, state.channels), *(angle / 120 + 0.5 for angle in angles)]


def told_by(pixels: Pixels) -> FaceState:
    """The state that a painted frame tells, to the precision of its depth."""
    full = float(np.iinfo(pixels.dtype).max)
    count = len(CHANNELS) + 5
    row = pixels[_CELL // 2, _CELL // 2 :: _CELL, 0][:count].astype(float) / full
    angles = [(value - 0.5) * 120 for value in row[len(CHANNELS) :]]
    channels = row[: len(CHANNELS)].astype(np.float32)
    return FaceState(channels, HeadPose(*angles[:3]), Gaze(*angles[3:]))


def folds_told_by(pixels: Pixels) -> float:
    """How much of others' folds a painted frame tells."""
    cells = pixels[_CELL // 2, _CELL // 2 :: _CELL, 0]
    return float(cells[len(CHANNELS) + 5]) / float(np.iinfo(pixels.dtype).max)


class Hummer:
    """A voice that hums one vowel for each word, and is still after each sentence."""

    name = "hummer"

    def speak(self, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        sentences = [part.split() for part in text.replace("!", ".").split(".") if part.split()]
        if not sentences:
            raise TextUnspeakable("There is nothing to hum.", "Write a word.")
        for words in sentences:
            yield _hummed(words, Seconds(str(speed)))


def _hummed(words: list[str], speed: Seconds) -> Speech:
    step = WORD / speed
    spans = [TimeRange(i * step, (i + 1) * step) for i in range(len(words))]
    end = spans[-1].end + PAUSE
    time = np.arange(int(end * RATE)) / RATE
    tone = np.where(time < float(spans[-1].end), 0.3 * np.sin(2 * np.pi * 220 * time), 0.0)
    return Speech(
        tone.astype(np.float32),
        RATE,
        tuple(Word(word, span) for word, span in zip(words, spans, strict=True)),
        (*(Phoneme("AA", span, 1) for span in spans), Phoneme("SIL", TimeRange(spans[-1].end, end))),
    )


class Gaper:
    """A driver that opens the jaw on every phoneme but silence, as the pieces come."""

    name = "gaper"
    hears: frozenset[Hears] = frozenset(("phonemes",))
    moves: frozenset[Portion] = frozenset(("mouth",))
    ahead: Seconds | None = Seconds(0)
    rate: FrameRate | None = None

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        done, end = 0, Seconds(0)
        for piece in speech:
            start, end = end, end + piece.length
            states: list[FaceState] = []
            while rate.time_of(done) < end:
                states.append(_gaping(piece, rate.time_of(done) - start))
                done += 1
                progress(float(rate.time_of(done) / end), "gaping")
            yield Performance.of(states, rate)


class Nodder:
    """A driver of the head, at ten frames a second of its own, which goes by the sound alone: up while it is
    loud.
    """

    name = "nodder"
    hears: frozenset[Hears] = frozenset(("sound",))
    moves: frozenset[Portion] = frozenset(("head",))
    ahead: Seconds | None = Seconds(1, 10)
    rate: FrameRate | None = FrameRate(Seconds(10))

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        done, end = 0, Seconds(0)
        for piece in speech:
            start, end = end, end + piece.length
            states: list[FaceState] = []
            while rate.time_of(done) < end:
                at = int((rate.time_of(done) - start) * piece.sample_rate)
                loud = bool(np.abs(piece.samples[max(at, 0) : max(at, 0) + 100]).max() > 0.1)
                states.append(FaceState(head=HeadPose(pitch=6.0 * loud)))
                done += 1
            yield Performance.of(states, rate)


def _gaping(piece: Speech, time: Seconds) -> FaceState:
    sounding = [phoneme.name for phoneme in piece.phonemes if phoneme.range.holds(time)]
    return FaceState.of({"jawOpen": 0.0 if sounding in ([], ["SIL"]) else 0.5})


class Swayer(Nodder):
    """A driver of the whole face that goes by the sound alone."""

    name = "swayer"
    moves: frozenset[Portion] = frozenset(PORTIONS)


@dataclass(slots=True)
class Spotter:
    """A tracker that takes the bright part of a picture for a face that smiles and looks a little aside; its
    jaw is as open as it is bright.
    """

    name: str = field(default="spotter")

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        bright = pixels[..., :3].max(-1) > 0
        if not bright.any():
            return []
        rows, columns = np.flatnonzero(bright.any(1)), np.flatnonzero(bright.any(0))
        box = (float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
        jaw = float(pixels[..., :3].mean() / np.iinfo(pixels.dtype).max)
        state = FaceState.of({"jawOpen": jaw, "mouthSmileLeft": 0.8}, HeadPose(yaw=4.0), Gaze(pitch=2.0))
        return [TrackedFace(_face_in(box, state), np.zeros(52), state, box, 1.0)]

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        last: TrackedFace | None = None
        for frame in frames:
            seen = next(iter(self.find(frame.pixels)), None)
            last = seen or (replace(last, held=True) if last else None)
            yield last


def _face_in(box: tuple[float, float, float, float], state: FaceState) -> Landmarks:
    """The average face in a state, as large as goes into a box [478, 3]."""
    basis = load_basis()
    shape = basis.neutral + np.tensordot(state.channels.astype(np.float64), basis.tracked, 1)
    turned = shape @ rotation_of(state.head.yaw, state.head.pitch, state.head.roll).T * FLIP
    low, high = turned.min(0), turned.max(0)
    scale = 0.95 * min((box[2] - box[0]) / (high - low)[0], (box[3] - box[1]) / (high - low)[1])
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 0.0])
    return np.asarray((turned - (low + high) / 2) * scale + middle)


def painted(source: Source, painter: Painter | None = None, path: Path | None = None) -> Portrait:
    """A source that the spotter has seen, drawn by the painter."""
    painter = painter or Painter()
    subject = subject_of(source, Spotter(), path=path)
    return Portrait(subject, painter, painter.prepare(subject))
