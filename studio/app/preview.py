"""The portrait on the stage: opened and prepared once, drawn again for every change."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from psygnal import Signal

from studio.app.jobs import Job, Lane, Latest, Progress
from studio.core.face import FaceState
from studio.core.source import Pixels, Source
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS, find_unit
from studio.engine import providers
from studio.engine.animate import STILL_RATE, open_portrait
from studio.engine.ports import FaceChoice, Likeness, Quality, Renderer, Shot

_FADE: Final = 0.8
"""How much of the shown cost is that of the frames before."""


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
    """A picture for the stage, and what it took, in milliseconds."""

    pixels: Pixels
    moment: Seconds
    quality: Quality
    cost: float


def draw(portrait: Portrait, state: FaceState, moment: Seconds, quality: Quality) -> Drawn:
    """One picture of a state, at a time of the source."""
    began = time.perf_counter()
    rate = portrait.rate
    index = rate.index_at(moment)
    here = TimeRange(rate.time_of(index), rate.time_of(index + 1))
    shot = Shot(here, rate, (state,), index, source=portrait.source if portrait.is_video else None)
    frame = next(portrait.renderer.render(portrait.likeness, shot, quality))
    return Drawn(frame.pixels, moment, quality, (time.perf_counter() - began) * 1000)


class Preview:
    """Draws on the renderer's lane what is asked for last.

    Attributes:
        cost: milliseconds that a frame takes, a running mean for each quality.
    """

    drawn = Signal(Drawn)
    loaded = Signal(Portrait)

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._latest: Latest[Drawn] = Latest(lane, "drawing")
        self.portrait: Portrait | None = None
        self.cost: dict[Quality, float] = {}

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
            self.portrait = portrait
            self._latest.forget()
            self.loaded.emit(portrait)
            done(portrait)

        title = f"Opening {path.name}"
        return self._lane.start(title, lambda tell: opened(path, face, renderer, tell), show, failed)

    def clear(self) -> None:
        """Nothing is on the stage."""
        self.portrait = None
        self._latest.forget()

    def ask(self, state: FaceState, moment: Seconds, quality: Quality = "draft") -> None:
        """Draw a state, unless another one is asked for before its turn comes."""
        if self.portrait is not None:
            portrait = self.portrait
            self._latest.ask(lambda _: draw(portrait, state, moment, quality), self._done)

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


def on_base(state: FaceState, base: FaceState) -> FaceState:
    """What the timeline adds, laid on what is below it."""
    channels = (state.channels + base.channels).clip(0.0, 1.0)
    return FaceState(channels, base.head.plus(state.head), base.gaze.plus(state.gaze))
