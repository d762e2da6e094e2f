"""The portrait on the stage: opened and prepared once, drawn again for every change."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from studio.app.jobs import Job, Lane, Latest, Progress
from studio.app.patch import Patch, patch_of, shrink_at, whole
from studio.core.face import FaceState, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS, find_unit
from studio.engine import providers
from studio.engine.animate import STILL_RATE, open_portrait
from studio.engine.in_order import in_order, processors
from studio.engine.ports import FaceChoice, Likeness, Part, PartRenderer, Quality, Renderer, Shot

_FADE: Final = 0.8
"""How much of the shown cost is that of the frames before."""
ROOM: Final = 256 << 20
"""Bytes of the drafts that are kept."""
_FINE: Final = np.array([4096.0] * len(CHANNELS) + [100.0] * 8)
"""Steps in which two states are told apart: of channels, degrees and centimetres; finer is not seen. The same
state comes with other last digits when a whole timeline is sampled at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """What is animated, ready to be drawn.

    Attributes:
        original: the picture, or a video's first frame.
    """

    path: Path
    face: FaceChoice
    source: Source
    renderer: Renderer
    likeness: Likeness
    original: Pixels

    @property
    def is_video(self) -> bool:
        return self.source.rate is not None

    @property
    def rate(self) -> FrameRate:
        """Frames per second of the video, or of what is made of a picture."""
        return self.source.rate or STILL_RATE

    @property
    def rest(self) -> FaceState:
        return self.likeness.rest

    def rest_at(self, moment: Seconds) -> FaceState:
        """Its own state at a time; of a picture, always the same."""
        return self.likeness.rest_at(moment)

    def frame(self, moment: Seconds) -> int:
        """The frame of the source that is on screen at a time; of a picture there is one."""
        return self.rate.index_at(moment) if self.is_video else 0


def opened(path: Path, face: FaceChoice, renderer: str, progress: Progress) -> Portrait:
    """Open a picture or video and prepare its face.

    Raises:
        SourceError: it can't be read, or shows no face that can be animated.
        PluginError, UsageError: there is no such renderer.
    """
    progress(0.0, "opening")
    source = open_portrait(path)
    original = next(source.frames()).pixels
    progress(0.2, "loading the renderer")
    maker = providers.renderer(renderer)
    progress(0.4, "following the face" if source.rate is not None else "finding the face")
    likeness = maker.prepare(source, face)
    progress(1.0, "ready")
    return Portrait(path, face, source, maker, likeness, original)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a state looks like.

    Attributes:
        part: as it was drawn.
        patch: the same for the stage.
        cost: what it took, milliseconds.
    """

    portrait: Portrait
    part: Part
    patch: Patch
    moment: Seconds
    quality: Quality
    cost: float

    @property
    def pixels(self) -> Pixels:
        """The whole picture, of the source's size and depth; made when it is asked for."""
        return whole(self.part, self.portrait.original)


def draw(portrait: Portrait, state: FaceState, moment: Seconds, quality: Quality) -> Drawn:
    """A picture of a state, at a time of the source, in the source's own size."""
    return _timed(portrait, moment, quality, lambda: _part(portrait, state, moment, quality, 1))


def _timed(portrait: Portrait, moment: Seconds, quality: Quality, drawing: Callable[[], Part]) -> Drawn:
    began = time.perf_counter()
    part = drawing()
    patch = patch_of(part)
    return Drawn(portrait, part, patch, moment, quality, (time.perf_counter() - began) * 1000)


def _part(portrait: Portrait, state: FaceState, moment: Seconds, quality: Quality, shrink: int) -> Part:
    renderer = portrait.renderer
    if isinstance(renderer, PartRenderer):
        return renderer.part(portrait.likeness, state, moment, quality, shrink)
    rate = portrait.rate
    index = rate.index_at(moment)
    here = TimeRange(rate.time_of(index), rate.time_of(index + 1))
    shot = Shot(here, rate, (state,), index, source=portrait.source if portrait.is_video else None)
    return Part(next(renderer.render(portrait.likeness, shot, quality)).pixels)


StateOf = Callable[[int], FaceState]
"""Frame number → the face."""


class Drafts:
    """Drafts of a portrait, each drawn once and kept while there is room; for any number of threads.

    Attributes:
        shrink: how small they suffice: so many pixels of the source each way, a power of two, are one.
        quality: ``full`` where a person would rather wait: then nothing is made smaller.
    """

    def __init__(self, portrait: Portrait, room: int = ROOM) -> None:
        self.portrait = portrait
        self.shrink = 1
        self.quality: Quality = "draft"
        self._room, self._filled = room, 0
        self._kept: OrderedDict[_Key, Part] = OrderedDict()
        self._turn = Lock()

    def found(self, state: FaceState, moment: Seconds) -> Part | None:
        """What was drawn of it, if it is still there."""
        key = self._key(_fine(state), moment)
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def part(self, state: FaceState, moment: Seconds) -> Part:
        """Found, or else drawn now."""
        found = self.found(state, moment)
        if found is None:
            key = self._key(_fine(state), moment)
            shrink = self.shrink if self.quality == "draft" else 1
            found = _part(self.portrait, state, moment, self.quality, shrink)
            self._keep(key, found)
        return found

    def run(
        self, rate: FrameRate, frames: Iterable[int], last: int, state_of: StateOf
    ) -> Iterator[tuple[int, Patch]]:
        """Frame after frame, each with its number; some are drawn ahead.

        Args:
            frames: rising numbers, asked for one after another as the drawing gets on.
            last: all of them lie before it.
        """
        if isinstance(self.portrait.renderer, PartRenderer):

            def drawn(index: int) -> tuple[int, Patch]:
                return index, patch_of(self.part(state_of(index), rate.time_of(index)))

            # One processor is left to the window and the sound; a video's frame takes more than there are.
            workers = processors() if self.portrait.is_video else max(1, processors() - 1)
            yield from in_order(drawn, frames, workers)
            return
        pictures: Iterator[Frame] = iter(())
        following = -1
        for index in frames:
            if index != following:
                pictures = self._shot(rate, index, last, state_of)
            yield index, patch_of(Part(next(pictures).pixels))
            following = index + 1

    def _shot(self, rate: FrameRate, first: int, last: int, state_of: StateOf) -> Iterator[Frame]:
        """All frames from one on, by a renderer that can't draw any of them by itself."""
        span = TimeRange(rate.time_of(first), rate.time_of(last))
        source = self.portrait.source if self.portrait.is_video else None
        shot = Shot(span, rate, _States(last, state_of), source=source)  # type: ignore[arg-type]
        return self.portrait.renderer.render(self.portrait.likeness, shot, self.quality)

    def which(self, performance: Performance, first: int = 0) -> NDArray[np.bool_]:
        """Which frames of a performance are kept, its first one being number ``first``: [n]."""
        rows = np.hstack([performance.channels, performance.head, performance.gaze])
        fine = np.rint(rows * _FINE).astype(np.int16)
        times = (performance.rate.time_of(first + i) for i in range(len(fine)))
        keys = [self._key(row.tobytes(), time) for row, time in zip(fine, times, strict=True)]
        with self._turn:
            return np.array([key in self._kept for key in keys], bool)

    def _key(self, state: bytes, moment: Seconds) -> "_Key":
        return (0 if self.quality == "full" else self.shrink), self.portrait.frame(moment), state

    def _keep(self, key: "_Key", part: Part) -> None:
        with self._turn:
            if key not in self._kept:
                self._filled += part.pixels.nbytes
            self._kept[key] = part
            while self._filled > self._room:
                self._filled -= self._kept.popitem(last=False)[1].pixels.nbytes


_Key = tuple[int, int, bytes]
"""Of a draft: its size (0 in full quality), the source's frame, the state."""


def _fine(state: FaceState) -> bytes:
    angles = (*state.head.values(), state.gaze.yaw, state.gaze.pitch)
    return bytes(np.rint(np.concatenate([state.channels, angles]) * _FINE).astype(np.int16))


class _States:
    """The states of all frames, made when they are asked for."""

    def __init__(self, count: int, state_of: StateOf) -> None:
        self._count, self._state_of = count, state_of

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> FaceState:
        return self._state_of(index)


class Preview:
    """Draws on the renderer's lane what is asked for last.

    Attributes:
        drafts: of the portrait, shared with what plays.
        cost: milliseconds that a frame takes, a running mean for each quality.
    """

    drawn = Signal(Drawn)
    loaded = Signal(Portrait)
    resized = Signal()
    """Drafts are wanted in another size from now on."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._latest: Latest[Drawn] = Latest(lane, "drawing")
        self._shrink = 1
        self.drafts: Drafts | None = None
        self.quality: Quality = "draft"
        self.cost: dict[Quality, float] = {}

    @property
    def portrait(self) -> Portrait | None:
        return None if self.drafts is None else self.drafts.portrait

    def load(
        self,
        path: Path,
        face: FaceChoice,
        renderer: str,
        done: Callable[[Portrait], None],
        failed: Callable[[Exception], None],
    ) -> Job[Portrait]:
        """Open a portrait; what is on the stage stays until it is ready."""

        def show(portrait: Portrait) -> None:
            self.drafts = Drafts(portrait)
            self.drafts.shrink, self.drafts.quality = self._shrink, self.quality
            self._latest.forget()
            self.loaded.emit(portrait)
            done(portrait)

        title = f"Opening {path.name}"
        return self._lane.start(title, lambda tell: opened(path, face, renderer, tell), show, failed)

    def clear(self) -> None:
        """Nothing is on the stage."""
        self.drafts = None
        self._latest.forget()

    def work_in(self, quality: Quality) -> None:
        """Draw drafts, or everything in full, while something is dragged or plays."""
        self.quality = quality
        if self.drafts is not None:
            self.drafts.quality = quality
            self.resized.emit()

    def show_at(self, zoom: float) -> None:
        """From now on drafts need no more pixels than so many of the screen's for one of the picture."""
        shrink = shrink_at(zoom)
        if shrink != self._shrink:
            self._shrink = shrink
            if self.drafts is not None:
                self.drafts.shrink = shrink
                self.resized.emit()

    def ask(self, state: FaceState, moment: Seconds, quality: Quality = "draft") -> None:
        """Draw a state, unless another one is asked for before its turn comes; a draft that is kept is
        there at once.
        """
        drafts = self.drafts
        if drafts is None:
            return
        portrait = drafts.portrait
        if quality == "full":
            self._latest.ask(lambda _: draw(portrait, state, moment, quality), self._done)
        elif part := drafts.found(state, moment):
            self._latest.forget()
            self.drawn.emit(Drawn(portrait, part, patch_of(part), moment, quality, 0.0))
        else:
            self._latest.ask(
                lambda _: _timed(portrait, moment, quality, lambda: drafts.part(state, moment)), self._done
            )

    def cached(self, performance: Performance, first: int = 0) -> NDArray[np.bool_]:
        """Which frames of what is played are drawn already, its first one being number ``first``: [n]."""
        if self.drafts is None:
            return np.zeros(len(performance), bool)
        return self.drafts.which(performance, first)

    def _done(self, drawn: Drawn) -> None:
        before = self.cost.get(drawn.quality, drawn.cost)
        self.cost[drawn.quality] = _FADE * before + (1 - _FADE) * drawn.cost
        self.drawn.emit(drawn)


_MOUTH: Final = np.array([find_unit(name).region in ("mouth", "jaw", "tongue") for name in CHANNELS])


def base_at(portrait: Portrait, moment: Seconds, *, speaks: bool) -> FaceState:
    """What lies below everything on the timeline: the portrait's own head and gaze, and of a video its own
    expression too; while it speaks other words, without its own mouth.
    """
    own = portrait.rest_at(moment)
    if not portrait.is_video:
        return FaceState(head=own.head, gaze=own.gaze)
    return replace(own, channels=np.where(_MOUTH, 0, own.channels)) if speaks else own


def laid_on_base(
    portrait: Portrait, performance: Performance, first: int = 0, *, speaks: bool
) -> Performance:
    """A performance, its first frame being number ``first``, as it is played: ``on_base`` of every frame."""
    rate = performance.rate
    if portrait.is_video:
        below = [base_at(portrait, rate.time_of(first + i), speaks=speaks) for i in range(len(performance))]
    else:
        below = [base_at(portrait, Seconds(0), speaks=speaks)] * len(performance)
    base = Performance.of(below, rate)
    channels = (performance.channels + base.channels).clip(0.0, 1.0)
    return Performance(rate, channels, performance.head + base.head, performance.gaze + base.gaze)


def on_base(state: FaceState, base: FaceState) -> FaceState:
    """What the timeline adds, laid on what is below it."""
    channels = (state.channels + base.channels).clip(0.0, 1.0)
    return FaceState(channels, base.head.plus(state.head), base.gaze.plus(state.gaze))
