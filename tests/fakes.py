"""One honest fake per port: each does the port's work in a way that a test can read off again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from studio.core.errors import NoFace, TextUnspeakable
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS
from studio.engine.ports import FaceChoice, Needs, Quality, Shot, TrackedFace

RATE = 8000
"""Hz of the hummed speech."""
WORD, PAUSE = Seconds(3, 10), Seconds(2, 10)
"""How long a word and the pause after a sentence take, seconds."""
_CELL = 8


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """What the painter knows of a source: its first frame, and how it rests."""

    pixels: Pixels
    rest: FaceState
    area: "Corner"

    @property
    def size(self) -> tuple[int, int]:
        return self.pixels.shape[1], self.pixels.shape[0]

    def rest_at(self, time: Seconds) -> FaceState:
        return self.rest


@dataclass(frozen=True, slots=True)
class Corner:
    """Where the painter paints."""

    box: tuple[int, int, int, int]


class Painter:
    """A renderer that paints the state into the top left corner, so that a frame *tells* it.

    One row of grey cells: the channels (0–1), then yaw, pitch and roll (±60°), then gaze (±60°).
    A black picture has no face.
    """

    name = "painter"
    needs = Needs()
    honours = frozenset((*CHANNELS, "head", "gaze"))
    device = "CPU"

    def prepare(self, source: Source, face: FaceChoice = FaceChoice()) -> Painting:
        pixels = next(source.frames()).pixels
        if not pixels[..., :3].any():
            raise NoFace("No face was found in the picture.", "Use a picture with a face.")
        rest = FaceState.of({"mouthSmileLeft": 0.6}, HeadPose(yaw=4.0), Gaze(pitch=2.0))
        width = _CELL * len(_values(rest))
        return Painting(pixels, rest, Corner((0, 0, min(width, pixels.shape[1]), _CELL)))

    def render(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Iterator[Frame]:
        for index in shot.range.frames(shot.rate):
            pixels = likeness.pixels.copy()
            for place, value in enumerate(_values(shot.state_of(index))):
                grey = round(value * np.iinfo(pixels.dtype).max)
                pixels[:_CELL, place * _CELL : (place + 1) * _CELL] = grey
            yield Frame(pixels, shot.rate.time_of(index))


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
    """A driver that opens the jaw on every phoneme but silence."""

    name = "gaper"

    def drive(self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0) -> Performance:
        states: list[FaceState] = []
        end = Seconds(0)
        for piece in speech:
            start, end = end, end + piece.length
            while rate.time_of(len(states)) < end:
                states.append(_gaping(piece, rate.time_of(len(states)) - start))
        return Performance.of(states, rate)


def _gaping(piece: Speech, time: Seconds) -> FaceState:
    sounding = [phoneme.name for phoneme in piece.phonemes if phoneme.range.holds(time)]
    return FaceState.of({"jawOpen": 0.0 if sounding in ([], ["SIL"]) else 0.5})


@dataclass(slots=True)
class Spotter:
    """A tracker that takes the bright part of a picture for a face; its jaw is as open as it is bright."""

    name: str = field(default="spotter")

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        bright = pixels[..., :3].max(-1) > 0
        if not bright.any():
            return []
        rows, columns = np.flatnonzero(bright.any(1)), np.flatnonzero(bright.any(0))
        box = (float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
        x, y = np.linspace(box[0], box[2], 478), np.linspace(box[1], box[3], 478)
        jaw = float(pixels[..., :3].mean() / np.iinfo(pixels.dtype).max)
        state = FaceState.of({"jawOpen": jaw})
        return [TrackedFace(np.stack([x, y, np.zeros(478)], 1), np.zeros(52), state, box, 1.0)]

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        for frame in frames:
            yield next(iter(self.find(frame.pixels)), None)
