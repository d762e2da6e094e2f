"""A portrait performs: text, sound or a recorded performance in, a video file out.

Everything streams: a sentence is spoken, driven and forgotten; a frame is drawn, encoded and
forgotten. Of a long text only its curves stay in memory, and its sound on disk.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final, Self, overload

import cv2
import numpy as np

from studio.core.errors import FileUnreadable, NoSpeech, UsageError
from studio.core.face import FaceState, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.speech import Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS, find_unit
from studio.engine.ports import Driver, FaceChoice, Likeness, Quality, Renderer, Shot, Voice
from studio.engine.progress import Progress, share, unheard
from studio.engine.speaking.alignment import align
from studio.engine.speaking.tags import read_tags, with_tags
from studio.files.performances import read_performance
from studio.files.pictures import Still, as_srgb, is_picture, read_picture
from studio.files.reading import existing_file
from studio.files.sound import SoundReader, SoundSpool, SoundStream, is_silent, read_sound
from studio.files.video import PresetName, Video, VideoWriter

STILL_RATE: Final = FrameRate(Fraction(25))
"""Frames per second where neither source nor person asks for another rate."""
_ALIGNED_AT: Final = 16000
_LARGEST_TEXT: Final = 4 << 20
_LONGEST_SIDE: Final = 8192
_HD: Final = 1080
_SPEAKING: Final = np.array([find_unit(name).region in ("mouth", "jaw", "tongue") for name in CHANNELS])
"""Channels that speech moves."""


# What is animated ------------------------------------------------------------------------------------


def open_portrait(path: str | Path) -> Source:
    """A picture or a video as a source in 8-bit sRGB, whatever its name says.

    Raises:
        FileMissing, FileUnreadable: not there, or neither.
    """
    file = existing_file(path)
    return Still(as_srgb(read_picture(file))) if is_picture(file) else Video(file)


@dataclass(frozen=True, slots=True)
class SizeWish:
    """How large the result should be: within a box, or with a short side; None keeps the source's.

    ``at_most`` never enlarges.
    """

    box: tuple[int, int] | None = None
    short_side: int | None = None
    at_most: bool = False

    @classmethod
    def read(cls, text: str) -> "SizeWish":
        """``source``, ``auto`` (the source's, up to 1080p), ``1080p`` or ``1280x720`` (fits within).

        Raises:
            UsageError: it is none of these, or out of range.
        """
        word = text.strip().lower().replace("×", "x")
        if word == "source":
            return cls()
        if word == "auto":
            return cls(short_side=_HD, at_most=True)
        if match := re.fullmatch(r"(\d{1,6})p", word):
            return cls(short_side=_in_range(int(match[1]), text))
        if match := re.fullmatch(r"(\d{1,6})x(\d{1,6})", word):
            return cls(box=(_in_range(int(match[1]), text), _in_range(int(match[2]), text)))
        raise UsageError(f"“{text}” is not a size.", "Write 1280x720, 1080p, source or auto.")

    def of(self, size: tuple[int, int]) -> tuple[int, int]:
        """Width and height of the result: the source's proportions, both even, as video wants them."""
        width, height = size
        factor = 1.0
        if self.box is not None:
            factor = min(self.box[0] / width, self.box[1] / height)
        elif self.short_side is not None:
            factor = self.short_side / min(width, height)
        factor = min(factor, 1.0) if self.at_most else factor
        return _even(width * factor), _even(height * factor)


def _in_range(side: int, text: str) -> int:
    if not 64 <= side <= _LONGEST_SIDE:
        raise UsageError(f"A size of {text} can't be made.", f"A side has 64 to {_LONGEST_SIDE} pixels.")
    return side


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


@dataclass(frozen=True, slots=True, eq=False)
class Resized:
    """A source in another size."""

    source: Source
    size: tuple[int, int]

    @property
    def rate(self) -> FrameRate | None:
        return self.source.rate

    @property
    def length(self) -> Seconds | None:
        return self.source.length

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        for frame in self.source.frames(start):
            yield Frame(self._fitted(frame.pixels), frame.time)

    def _fitted(self, pixels: Pixels) -> Pixels:
        is_smaller = self.size[0] < pixels.shape[1]
        how = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
        return cv2.resize(pixels, self.size, interpolation=how)


def fitted(source: Source, wish: SizeWish) -> Source:
    """The source in the size that was wished for."""
    size = wish.of(source.size)
    return source if size == source.size else Resized(source, size)


# What is performed -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A performance and its sound, if it has one; a ``with`` block lets go of the sound at its end.

    Attributes:
        by_ear: where the phonemes are a guess, because there is no transcript or it does not fit.
        speaks: it was made for speech; over a video it moves the mouth alone.
    """

    performance: Performance
    sound: SoundStream | None = None
    by_ear: tuple[TimeRange, ...] = ()
    speaks: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if isinstance(self.sound, SoundSpool):
            self.sound.close()


def take_of_text(
    text: str,
    voice: Voice,
    driver: Driver,
    rate: FrameRate,
    *,
    speed: float = 1.0,
    seed: int = 0,
    progress: Progress = unheard,
) -> Take:
    """Speak a text and move a face to it; ``[AU12=2]tags[/]`` in it move the face over their words.

    Raises:
        TextUnspeakable: the voice can say nothing of it.
        UsageError: a tag names no unit.
    """
    tagged = read_tags(text)
    pieces = voice.speak(tagged.text, speed, seed)
    first = next(pieces, None)
    if first is None:
        raise NoSpeech("The voice says nothing to this text.", "Write a whole sentence.")
    spool = SoundSpool(first.sample_rate)
    words: list[Word] = []
    told = _told(_kept(_chained(first, pieces), spool, words), len(tagged.text), progress)
    with ExitStack() as failing:
        failing.callback(spool.close)
        performance = driver.drive(told, rate, seed)
        failing.pop_all()
    return Take(with_tags(performance, tagged, words), spool, speaks=True)


def take_of_sound(
    path: str | Path,
    transcript: str | None,
    driver: Driver,
    rate: FrameRate,
    *,
    seed: int = 0,
    progress: Progress = unheard,
) -> Take:
    """Move a face to a recording; a transcript makes the lips exact.

    Raises:
        FileMissing, FileUnreadable: no such sound.
        NoSpeech: nothing is to be heard in it.
    """
    progress(0.0, "listening")
    sound = read_sound(path, _ALIGNED_AT)
    if is_silent(sound.samples, sound.rate):
        raise NoSpeech(f"Nothing is to be heard in {path}.", "Give a recording of a voice, or a louder one.")
    by_ear: list[TimeRange] = []
    speech = align(sound.samples, sound.rate, transcript, by_ear.append)
    progress(0.8, "moving the face")
    performance = driver.drive(iter((speech,)), rate, seed)
    return Take(performance, SoundReader(path, channels=2), tuple(by_ear), speaks=True)


def take_of_file(path: str | Path, rate: FrameRate | None = None) -> Take:
    """A performance that was tracked or exported, at its own rate or another.

    Raises:
        FileMissing, FileUnreadable: no such performance, or none in it.
    """
    performance = read_performance(path)
    if not len(performance):
        raise FileUnreadable(f"There are no frames in {path}.", "Track the video again.")
    return Take(performance if rate is None else at_rate(performance, rate))


def at_rate(performance: Performance, rate: FrameRate) -> Performance:
    """The same performance at another frame rate, linear between its frames."""
    if rate == performance.rate:
        return performance
    count = rate.count_in(performance.length)
    states = [performance.state_at(rate.time_of(i)) for i in range(count)]
    return Performance.of(states, rate, performance.rest)


def read_text(path: str | Path) -> str:
    """A text file, in UTF-8 or as Windows writes it.

    Raises:
        FileMissing, FileUnreadable: not there, or not a text.
    """
    data = existing_file(path).read_bytes()
    hint = "Save it as plain text (UTF-8)."
    if len(data) > _LARGEST_TEXT:
        raise FileUnreadable(f"{path} is too long for a text.", hint)
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnreadable(f"{path} is not a text.", hint)


def _chained(first: Speech, others: Iterator[Speech]) -> Iterator[Speech]:
    yield first
    yield from others


def _kept(pieces: Iterator[Speech], spool: SoundSpool, words: list[Word]) -> Iterator[Speech]:
    """The pieces as they come; their sound goes to disk, and when each word is said is noted."""
    for piece in pieces:
        start = spool.length
        words += [Word(word.text, word.range.moved(start)) for word in piece.words]
        spool.append(piece.samples)
        yield piece


def _told(pieces: Iterator[Speech], letters: int, progress: Progress) -> Iterator[Speech]:
    said = 0
    for piece in pieces:
        said += sum(len(word.text) + 1 for word in piece.words)
        progress(said / max(letters, 1), "speaking")
        yield piece


# Together --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Animated:
    """What was written."""

    path: Path
    frames: int
    rate: FrameRate
    size: tuple[int, int]


def animate(
    source: Source,
    take: Take,
    output: str | Path,
    renderer: Renderer,
    *,
    face: FaceChoice = FaceChoice(),
    quality: Quality = "full",
    preset: PresetName = "web",
    hardware: bool = False,
    force: bool = False,
    progress: Progress = unheard,
) -> Animated:
    """Render a take with a portrait and write it as a video, frame by frame.

    The face is first brought to its neutral and moved from there; head and eyes move about the
    portrait's own pose. A video that is spoken over (dubbed) changes in its mouth alone; where the
    speech outlasts it, its last frame stays.

    Raises:
        SourceError: there is no face to animate.
        OutputError: the video can't be written.
    """
    progress(0.0, "looking at the portrait")
    likeness = renderer.prepare(source, face)
    performance = take.performance
    count = len(performance)
    shot = Shot(
        TimeRange(Seconds(0), performance.length),
        performance.rate,
        StatesOnto(performance, likeness, dubs=source.rate is not None and take.speaks),
        source=source if source.rate is not None else None,
    )
    drawing = share(progress, 0.05, 1.0)
    with VideoWriter(output, likeness.size, performance.rate, preset, take.sound, force, hardware) as writer:
        for done, frame in enumerate(renderer.render(likeness, shot, quality), 1):
            writer.write(frame.pixels)
            drawing(done / count, "drawing")
    return Animated(Path(output), count, performance.rate, likeness.size)


class StatesOnto(Sequence[FaceState]):
    """A performance carried onto a face, state by state as they are asked for.

    A video that is dubbed keeps its own brows, eyes, pose and gaze: only the mouth is another's.
    """

    def __init__(self, performance: Performance, likeness: Likeness, *, dubs: bool = False) -> None:
        self._performance = performance
        self._likeness = likeness
        self._dubs = dubs

    def __len__(self) -> int:
        return len(self._performance)

    @overload
    def __getitem__(self, index: int) -> FaceState: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[FaceState]: ...

    def __getitem__(self, index: int | slice) -> FaceState | Sequence[FaceState]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        rest = self._likeness.rest_at(self._performance.rate.time_of(index))
        moved = self._performance.onto(rest, index)
        if not self._dubs:
            return moved
        return replace(rest, channels=np.where(_SPEAKING, moved.channels, rest.channels))
