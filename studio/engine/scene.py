"""All that a reader needs to ask for frames: window, exporter, command line and tests ask the same scene.

    portrait + layers + speech ─Scene─> shots ─Renderer.open─> rolls ─> frames, as large as they are wanted

A scene is the only maker of shots. It gives each renderer what it needs or refuses in words, draws a chain of
frames from where it begins, whichever is wanted, and leaves frames alone in which there is no whole face.
So a frame is the same whoever asks for it, and in whatever order.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final, Self, overload
from weakref import WeakKeyDictionary

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import UsageError
from studio.core.face import FaceState, Performance
from studio.core.finish import PLAIN, Finish
from studio.core.lines import DRAWN_ALONE, Mouth, dubbed, shares
from studio.core.project import Crop
from studio.core.source import Frame, Pixels
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import SLOTS, Ground, Layer, Timeline, row_of, sampled, slots_in, state_at, state_of
from studio.core.units import CHANNELS
from studio.core.words import Said
from studio.engine.finish import finished
from studio.engine.leeway import Leeway
from studio.engine.part import Part, whole
from studio.engine.portrait import Portrait
from studio.engine.ports import Foldable, Holding, Likeness, Needs, PartRenderer, Quality, Shot
from studio.engine.progress import Progress, unheard
from studio.engine.promises import each_of
from studio.engine.speaking.alignment import align
from studio.engine.subject import Subject
from studio.engine.warp.shrink import shrunk

Array = NDArray[np.float64]

_START: Final = Seconds(0)
_ONLY: Final = "performance"
_FILM: Final = FrameRate(Seconds(25))
_HEAD: Final = slots_in(frozenset(("head",)))
_FINE: Final = np.array([4096.0] * len(CHANNELS) + [100.0] * (len(SLOTS) - len(CHANNELS)))
"""Steps in which two states are told apart: of channels, degrees and centimetres; finer is not seen."""


class States(Sequence[FaceState]):
    """Rows [n, len(SLOTS)] as states, each made when it is asked for."""

    def __init__(self, rows: Array) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> FaceState: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[FaceState]: ...

    def __getitem__(self, index: int | slice) -> FaceState | Sequence[FaceState]:
        return States(self._rows[index]) if isinstance(index, slice) else state_of(self._rows[index])


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A portrait, what it performs and says, and how frames are wanted.

    Attributes:
        timeline, performances: what it performs, and by id all that the timeline names.
        held: one state throughout, instead.
        speech: what is said; None if nothing is.
        speech_start: when the speech begins.
        rate: frames per second.
        crop: what of the picture is wanted, x0, y0, x1, y1; None is all of it.
        size: how large that is wanted, width and height; None is as large as it is.
        reach: how many times as far as the picture bears a performance may carry the head; 0 is nowhere.
        folds: how much of others' folds is laid over a moving face, 0–1.
        finish: what is done to finished pictures.
        mouths: what is said in ranges of a video in place of the actor's own mouth, below all layers.
        beside: other faces of the same video, and what they do at the same time.
    """

    portrait: Portrait
    timeline: Timeline = field(default_factory=Timeline)
    performances: Mapping[str, Performance] = field(default_factory=dict)
    held: FaceState | None = None
    speech: Speech | None = None
    speech_start: Seconds = _START
    rate: FrameRate = _FILM
    quality: Quality = "full"
    crop: Crop | None = None
    size: tuple[int, int] | None = None
    reach: float = 1.0
    folds: float = 1.0
    finish: Finish = PLAIN
    mouths: tuple[Mouth, ...] = ()
    beside: tuple["Scene", ...] = ()
    _known: dict[Seconds, FaceState] = field(default_factory=dict, init=False, repr=False)
    _bounded: dict[str, Performance] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, portrait: Portrait, performance: Performance, quality: Quality = "full") -> Self:
        """One in which the face performs something, from the start on."""
        timeline = Timeline(layers=(Layer(_ONLY, performance=_ONLY),))
        return cls(portrait, timeline, {_ONLY: performance}, rate=performance.rate, quality=quality)

    @property
    def subject(self) -> Subject:
        return self.portrait.subject

    @property
    def needs(self) -> Needs:
        """What the renderer must be given."""
        return self.portrait.renderer.needs

    @property
    def draws_parts(self) -> bool:
        """Whether any of its frames can be had by itself, and of each only what changes."""
        return isinstance(self.portrait.renderer, PartRenderer)

    @property
    def _likeness(self) -> Likeness:
        """The portrait as its renderer knows it, with as much of others' folds as is wanted."""
        likeness = self.portrait.likeness
        return likeness.folded(self.folds) if isinstance(likeness, Foldable) else likeness

    # What the face does

    def ground(self, times: Sequence[Seconds]) -> Ground:
        """What lies below all layers at some times: the portrait as it is by itself, and as it is dubbed."""
        own = self.subject.ground(times)
        return dubbed(own, self.mouths, times) if own.moves and self.mouths else own

    def state_at(self, time: Seconds) -> FaceState:
        """The face at a time."""
        if self.held is not None:
            return self.held
        state = self._known.get(time)
        if state is None:
            ground = self.ground((time,))
            state = state_at(self.timeline, self._performed, time, ground)
            if self._replaces_heads:
                state = state_of(self._borne(row_of(state)[None], ground)[0])
            self._known.clear()
            self._known[time] = state
        return state

    def rows(self, first: int, end: int) -> Array:
        """The face in the frames from one number to before another, [n, len(SLOTS)]."""
        times = [self.rate.time_of(index) for index in range(first, end)]
        if self.held is not None:
            return np.repeat(row_of(self.held)[None], len(times), axis=0)
        span = TimeRange(self.rate.time_of(first), self.rate.time_of(end))
        ground = self.ground(times)
        rows = sampled(self.timeline, self._performed, ground, span, self.rate)
        return self._borne(rows, ground) if self._replaces_heads else rows

    @property
    def _replaces_heads(self) -> bool:
        """Whether a performance moves the head of an actor, who moves it already."""
        if self.subject.followed is None or self._leeway is None:
            return False
        layers = self.timeline.heard_layers()
        carried = any(
            layer.performance is not None and "head" in layer.moves & layer.portions for layer in layers
        )
        return carried or any(True for _ in self.timeline.motion_clips())

    def _borne(self, rows: Array, ground: Ground) -> Array:
        """An actor's head [n, len(SLOTS)] no farther from where each frame has it than the frame bears."""
        leeway = self._leeway
        if leeway is None:
            return rows
        own, out = ground.rows[:, _HEAD], rows.copy()
        out[:, _HEAD] = own + leeway.within(rows[:, _HEAD] - own, self.reach)
        return out

    @property
    def _performed(self) -> Mapping[str, Performance]:
        """The performances, as far as a picture can follow them, and with open eyes where they speak."""
        if self.subject.still is None:
            return self.performances
        if not self._bounded:
            named = self.timeline.performances() & self.performances.keys()
            self._bounded.update((name, self._borne_out(self.performances[name])) for name in named)
        return self._bounded

    def _borne_out(self, performance: Performance) -> Performance:
        """One of them, worked out once for a portrait: every edit makes another scene."""

        def work_out() -> Performance:
            opening, leeway = self.portrait.opening, self._leeway
            own = opening.of(performance) if opening and performance.life is not None else performance
            return own if leeway is None else leeway.bounded(own, self.reach)

        return self.portrait.borne_out.of((performance, self.reach), work_out)

    @property
    def _leeway(self) -> Leeway | None:
        likeness = self.portrait.likeness
        return likeness.leeway if isinstance(likeness, Holding) else None

    @property
    def holds_head_back(self) -> bool:
        """Whether a performance would carry the head farther than the picture bears."""
        leeway, wanted = self._leeway, self.timeline.performances()
        if leeway is not None and self.subject.followed is not None:
            return self._replaces_heads and bool(leeway.falls_short(self._ways(), self.reach).any())
        return leeway is not None and any(
            leeway.held_back(self.performances[name], self.reach).any() for name in sorted(wanted)
        )

    def _ways(self) -> Array:
        """How far from where a video has it a performance would carry the head, frame by frame [n, 6]."""
        span = self.timeline.range
        count = self.rate.count_in(span.length)
        ground = self.subject.ground([span.start + self.rate.time_of(index) for index in range(count)])
        rows = sampled(self.timeline, self.performances, ground, rate=self.rate)
        return np.asarray((rows - ground.rows)[:, _HEAD])

    # What the renderer needs

    def refusal(self) -> UsageError | None:
        """What is missing for this renderer, in words; None if nothing is."""
        name, needs, speech = self.portrait.renderer.name, self.needs, self.speech
        if not (needs.sound or needs.words or needs.phonemes):
            return None
        if speech is None or not len(speech.samples):
            return UsageError(
                Said("“{0}” draws to what is said, and nothing is said.", name),
                Said("Type a sentence, give a recording, or choose another renderer."),
            )
        if needs.words and not speech.words:
            return UsageError(
                Said("“{0}” goes by words, and it is not known which are said.", name),
                Said("Give the recording its words, or choose another renderer."),
            )
        return None

    def met(self, progress: Progress = unheard) -> "Scene":
        """The same with all that its renderer needs; phonemes that nobody has found yet are listened for.

        Raises:
            UsageError: something that the renderer needs is not there.
        """
        if (refusal := self.refusal()) is not None:
            raise refusal
        if self.speech is None or not self.needs.phonemes or self.speech.phonemes:
            return self
        progress(0.0, Said("listening"))
        return replace(self, speech=_listened_to(self.speech))

    # Frames

    def frames(self, first: int, end: int) -> Iterator[Frame]:
        """The frames from one number to before another, in the size that is wanted.

        Raises:
            UsageError: something that the renderer needs is not there.
        """
        for frame in self._whole_frames(first, end):
            pixels = finished(on_host(frame.pixels), self.finish)
            left, top, right, bottom = self.crop or (0, 0, *self.subject.size)
            part = pixels[top:bottom, left:right]
            yield Frame(part if self.size is None else fitted(part, self.size), frame.time)

    def picture(self, index: int = 0) -> Pixels:
        """One frame, in the size that is wanted."""
        with closing(self.frames(index, index + 1)) as frames:  # type: ignore[type-var]
            return next(frames).pixels

    @property
    def _others(self) -> tuple["Scene", ...]:
        """The other faces, as they are wanted here."""
        return tuple(
            replace(other, rate=self.rate, quality=self.quality, folds=self.folds) for other in self.beside
        )

    def part(self, time: Seconds, shrink: int = 1) -> Part:
        """What of the source's picture is another at a time, as large as the source or smaller.

        Args:
            shrink: so small a picture suffices.
        """
        part = self._part(time, shrink)
        if not self.finish:
            return part
        source = self.subject.reel.pixels(self.subject.index_at(time))
        return Part(finished(whole(part, source), self.finish))

    def _part(self, time: Seconds, shrink: int) -> Part:
        if not self.beside:
            return self._own_part(time, shrink)
        parts = [scene._own_part(time, shrink) for scene in (self, *self._others)]
        own = self.subject.reel.pixels(self.subject.index_at(time))
        return _parts_together(own, parts)

    def _own_part(self, time: Seconds, shrink: int) -> Part:
        index, renderer = self.subject.index_at(time), self.portrait.renderer
        if not self.subject.is_seen(index):
            return Part(self.subject.pixels(index, shrink), shrink=shrink)
        if isinstance(renderer, PartRenderer):
            part = renderer.part(self._likeness, self.state_at(time), time, self.quality, shrink)
            return self._eased_part(part, time, index)
        here = self.rate.index_at(time)
        with closing(self._own_frames(here, here + 1)) as frames:  # type: ignore[type-var]
            return Part(on_host(next(frames).pixels))

    def parts(self, first: int, end: int) -> Iterator[Part]:
        """Whole frames, for a renderer that can't draw any of them by itself."""
        for frame in self._whole_frames(first, end):
            yield Part(finished(on_host(frame.pixels), self.finish))

    def marks(self, first: int, end: int) -> list[bytes]:
        """For each frame, what tells its picture from all others of this portrait and quality."""
        faces = [scene._own_marks(first, end) for scene in (self, *self._others)]
        return faces[0] if not self.beside else [b"".join(each) for each in zip(*faces, strict=True)]

    def _own_marks(self, first: int, end: int) -> list[bytes]:
        begin, start = self._chain_start(first) if self.needs.chunk else (first, first)
        stop = end if not self.needs.chunk or end <= first else self._chain_end(end - 1)
        rows = np.rint(self.rows(start, stop) * _FINE).astype(np.int16)
        sources = [self.subject.index_at(self.rate.time_of(index)) for index in range(start, stop)]
        if not (self.needs.chunk or self._listens):
            return [
                self._look_mark + source.to_bytes(8, "little") + row.tobytes()
                for source, row in zip(sources, rows, strict=True)
            ]
        return self._chained_marks(range(begin, stop), rows, sources)[first - begin : end - begin]

    def mark_at(self, time: Seconds) -> bytes:
        """The same for a time, which need not be a frame's, where frames stand alone."""
        return b"".join(scene._own_mark_at(time) for scene in (self, *self._others))

    def _own_mark_at(self, time: Seconds) -> bytes:
        if self.needs.chunk or self._listens:
            index = self.rate.index_at(time)
            return self._own_marks(index, index + 1)[0]
        row = np.rint(row_of(self.state_at(time)) * _FINE).astype(np.int16)
        return self._look_mark + self.subject.index_at(time).to_bytes(8, "little") + bytes(row)

    @property
    def _look_mark(self) -> bytes:
        """What tells a picture from that of the same state with other folds or finished otherwise."""
        folds = "" if self.folds == 1 else f"{self.folds:.4f}"
        return f"{folds}{self.finish if self.finish else ''}".encode()

    @property
    def _listens(self) -> bool:
        return self.needs.sound or self.needs.words or self.needs.phonemes

    def _chained_marks(self, frames: range, rows: NDArray[np.int16], sources: Sequence[int]) -> list[bytes]:
        """Of frames that depend on others of their run: on all of it, as batches look ahead, and on what is
        drawn ahead of it.

        Args:
            frames: whole runs.
            rows, sources: of these frames, and of those that are drawn ahead of the first of them.
        """
        about = f"{id(self.speech)} {self.speech_start} {self.rate} {self.folds} {self.finish}".encode()
        out: list[bytes] = []
        index, start = frames.start, frames.stop - len(rows)
        while index < frames.stop:
            end = min(self._chain_end(index) if self.needs.chunk else index + 1, frames.stop)
            warm = self._chain_start(index)[1] if self.needs.chunk else index
            run = slice(warm - start, end - start)
            said = hashlib.sha256(about + rows[run].tobytes() + repr(sources[run]).encode()).digest()
            out += [said + place.to_bytes(8, "little") for place in range(index, end)]
            index = end
        return out

    def _whole_frames(self, first: int, end: int) -> Iterator[Frame]:
        if not self.beside:
            yield from self._own_frames(first, end)
            return
        reel = self.subject.new_reel()
        faces = [scene._own_frames(first, end) for scene in (self, *self._others)]
        for index, *frames in zip(range(first, end), *faces, strict=True):
            own = reel.pixels(self._source_index(index))
            drawn = [on_host(frame.pixels) for frame in frames]
            yield Frame(together(own, drawn), frames[0].time)

    def _own_frames(self, first: int, end: int) -> Iterator[Frame]:
        scene = self.met()
        for is_seen, run in groupby(range(first, end), key=scene._shows_face):
            stretch = list(run)
            draw: Callable[[int, int], Iterator[Frame]] = scene._dubbed if is_seen else scene._as_they_are
            yield from draw(stretch[0], stretch[-1] + 1)

    # How mouths come and go

    def _own_left(self, time: Seconds) -> float:
        """How much of the actor's own mouth is mixed in at a time, 0–1. Near the ends of a line its shape is
        eased in, but what lies between the lips is drawn or photographed, and would change from one frame to
        the next. What else is set there can't be mixed with what is not: then nothing is.
        """
        share = float(shares(self.mouths, (time,)).sum()) if self.mouths else 1.0
        inside = any(mouth.shows.holds(time) for mouth in self.mouths)
        if not inside or share >= DRAWN_ALONE or self._is_set_otherwise:
            return 0.0
        return 1 - share / DRAWN_ALONE

    @property
    def is_moved(self) -> bool:
        """Whether anything moves the face of the portrait, which a film moves by itself."""
        return bool(self.mouths) or self._is_set_otherwise

    @property
    def _is_set_otherwise(self) -> bool:
        """Whether anything but lines moves the face."""
        layers = (layer for layer in self.timeline.heard_layers() if layer.weight > 0)
        moving = any(layer.curves or layer.performance is not None for layer in layers)
        return self.held is not None or moving or bool(self.timeline.motion_clips())

    def _dubbed(self, first: int, end: int) -> Iterator[Frame]:
        """Frames of a stretch in which the face is seen throughout, mouths coming and going softly."""
        if not self.mouths:
            yield from self._drawn(first, end)
            return
        reel = self.subject.new_reel()
        with closing(self._drawn(first, end)) as drawn:  # type: ignore[type-var]
            for index, frame in zip(range(first, end), drawn, strict=True):
                left = self._own_left(frame.time)
                own = reel.pixels(self._source_index(index)) if left else None
                yield frame if own is None else Frame(_mixed(on_host(frame.pixels), own, left), frame.time)

    def _eased_part(self, part: Part, time: Seconds, index: int) -> Part:
        left = self._own_left(time)
        if not left:
            return part
        (x, y), (down, across) = part.corner, part.pixels.shape[:2]
        own = self.subject.pixels(index, part.shrink)[y : y + down, x : x + across]
        return replace(part, pixels=_mixed(part.pixels, own, left))

    def _shows_face(self, index: int) -> bool:
        return index >= 0 and self.subject.is_seen(self._source_index(index))

    def _source_index(self, index: int) -> int:
        return self.subject.index_at(self.rate.time_of(index))

    def _as_they_are(self, first: int, end: int) -> Iterator[Frame]:
        reel = self.subject.new_reel()
        for index in range(first, end):
            yield Frame(reel.pixels(self._source_index(index)), self.rate.time_of(index))

    def _drawn(self, first: int, end: int) -> Iterator[Frame]:
        """Frames of a stretch in which the face is seen throughout."""
        if not self.needs.chunk:
            yield from self._rolled(first, first, end, end)
            return
        while first < end:
            warm, whole = self._chain_start(first)[1], self._chain_end(first)
            yield from self._rolled(warm, first, min(whole, end), whole)
            first = whole

    def _chain_start(self, index: int) -> tuple[int, int]:
        """Where the run of a frame begins, and where drawing begins so that it has former frames."""
        begin = self._seen_back_to(index, index - index % self.needs.chunk)
        return begin, self._seen_back_to(begin, begin - self.needs.preroll)

    def _chain_end(self, index: int) -> int:
        """Before which frame the run of a frame ends."""
        goal = index - index % self.needs.chunk + self.needs.chunk
        while index + 1 < goal and self._goes_on(index + 1):
            index += 1
        return index + 1

    def _seen_back_to(self, index: int, goal: int) -> int:
        while index > goal and self._goes_on(index):
            index -= 1
        return index

    def _goes_on(self, index: int) -> bool:
        """Whether a frame shows what the one before it shows, a moment later."""
        before, here = self._source_index(index - 1), self._source_index(index)
        return index > 0 and self.subject.goes_on(before, here)

    def _rolled(self, warm: int, first: int, end: int, whole: int) -> Iterator[Frame]:
        """Frames ``first`` to before ``end`` of a shot that goes from ``warm`` to before ``whole``."""
        needs, rate = self.needs, self.rate
        shot = Shot(
            range=TimeRange(rate.time_of(warm), rate.time_of(whole)),
            rate=rate,
            states=States(self.rows(warm, whole)),
            first_index=warm,
            speech=self.speech if self._listens else None,
            speech_start=self.speech_start,
            footage=self.subject.new_reel(1 + needs.before + needs.after + needs.batch),
            source_index=self._source_index,
        )
        renderer = self.portrait.renderer
        drawn = renderer.open(self._likeness, shot, self.quality)
        with closing(each_of(renderer, drawn, Frame)) as roll:
            for index, frame in zip(range(warm, end), roll, strict=False):
                if index >= first:
                    yield frame


_HEARD: Final[WeakKeyDictionary[Speech, Speech]] = WeakKeyDictionary()
"""What ``_listened_to`` found, for as long as somebody holds the speech."""


def _listened_to(speech: Speech) -> Speech:
    """Speech with phonemes as they are heard, without its words."""
    found = _HEARD.get(speech)
    if found is None:
        phonemes = align(speech.samples, speech.sample_rate).phonemes
        found = _HEARD[speech] = replace(speech, phonemes=phonemes)
    return found


def together(own: Pixels, drawn: Sequence[Pixels]) -> Pixels:
    """A frame with all faces that are others than in the source's own."""
    if not drawn:
        return own
    out = drawn[0]
    for other in drawn[1:]:
        out = np.where((other != own).any(2, keepdims=True), other, out)
    return out


def _parts_together(own: Pixels, parts: Sequence[Part]) -> Part:
    """Parts of the same frame as one, as small as the smallest."""
    shrink = max(part.shrink for part in parts)
    ground = shrunk(own, shrink)
    out = ground.copy()
    for part in parts:
        pixels, more = shrunk(part.pixels, shrink // part.shrink), shrink // part.shrink
        x, y = (place // more for place in part.corner)
        box = np.s_[y : y + len(pixels), x : x + pixels.shape[1]]
        out[box] = together(ground[box], [out[box], pixels])
    return Part(out, (0, 0), shrink)


def _mixed(drawn: Pixels, own: Pixels, left: float) -> Pixels:
    """A drawn picture with so much of the actor's own, 0–1."""
    mixed = drawn + (own.astype(np.float32) - drawn) * np.float32(left)
    return np.asarray(np.rint(mixed), drawn.dtype)


def on_host(pixels: Any) -> Pixels:
    """Pixels as an array in the computer's own memory; what is on a device is brought over now."""
    if isinstance(pixels, np.ndarray):
        return pixels
    near = pixels.cpu() if hasattr(pixels, "cpu") else pixels
    return np.from_dlpack(near)


def fitted(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Each pixel the mean of those that it stands for; what can't be seen through alpha does not count."""
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    if pixels.shape[2] == 3:
        return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    alpha = pixels[..., 3:].astype(np.float32)
    seen = np.concatenate([pixels[..., :3] * alpha, alpha], axis=2)
    small = np.asarray(cv2.resize(seen, size, interpolation=cv2.INTER_AREA))
    colours = small[..., :3] / np.maximum(small[..., 3:], np.float32(1e-6))
    return np.asarray(np.rint(np.concatenate([colours, small[..., 3:]], axis=2)), pixels.dtype)
