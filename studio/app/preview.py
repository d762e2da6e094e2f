"""The portrait on the stage: opened and prepared once, drawn again for every change."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from studio.app.jobs import Job, Lane, Latest, Progress
from studio.app.patch import Patch, patch_of, shrink_at
from studio.core.errors import Cancelled, StudioError, UsageError
from studio.core.face import Shape
from studio.core.source import Pixels
from studio.core.time import Seconds
from studio.core.words import Said, in_a_row
from studio.engine import providers
from studio.engine.in_order import in_order, processors
from studio.engine.part import Part, whole
from studio.engine.portrait import Portrait, opened
from studio.engine.ports import Quality
from studio.engine.progress import share
from studio.engine.scene import Scene
from studio.engine.tracking.port import FaceChoice

_FADE: Final = 0.8
"""How much of the shown cost is that of the frames before."""
_LOADED: Final = 0.3
"""The share of the work that is done when another renderer is loaded."""
ROOM: Final = 256 << 20
"""Bytes of the drafts that are kept."""
RANGE_ROOM: Final = 1 << 30
"""Bytes of them once a person had a range drawn before it is played."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a moment of a scene looks like.

    Attributes:
        part: as it was drawn.
        patch: the same for the stage.
        cost: what it took, milliseconds.
    """

    scene: Scene
    part: Part
    patch: Patch
    moment: Seconds
    quality: Quality
    cost: float

    @property
    def portrait(self) -> Portrait:
        return self.scene.portrait

    @property
    def pixels(self) -> Pixels:
        """The whole picture, of the source's size and depth; made when it is asked for."""
        return whole(self.part, self.portrait.original)


def draw(scene: Scene, moment: Seconds, quality: Quality) -> Drawn:
    """A picture of a moment, in the source's own size."""
    scene = replace(scene, quality=quality)
    return _timed(scene, moment, quality, lambda: scene.part(moment))


def _timed(scene: Scene, moment: Seconds, quality: Quality, drawing: Callable[[], Part]) -> Drawn:
    began = time.perf_counter()
    part = drawing()
    patch = patch_of(part)
    return Drawn(scene, part, patch, moment, quality, (time.perf_counter() - began) * 1000)


class Drafts:
    """Drafts of a portrait, each drawn once and kept while there is room; for any number of threads.

    Attributes:
        shrink: how small they suffice: so many pixels of the source each way, a power of two, are one.
        quality: ``full`` where a person would rather wait: then nothing is made smaller.
        room: bytes of what is kept, at most; ``hold_at_most`` sets it.
    """

    def __init__(self, portrait: Portrait, room: int = ROOM) -> None:
        self.portrait = portrait
        self.shrink = 1
        self.quality: Quality = "draft"
        self.room = room
        self._filled = 0
        self._kept: OrderedDict[_Key, Part] = OrderedDict()
        self._turn = Lock()

    @property
    def held(self) -> int:
        """Bytes of what is kept."""
        return self._filled

    def forget(self) -> None:
        """Keep none of what was drawn so far."""
        with self._turn:
            self._kept.clear()
            self._filled = 0

    def hold_at_most(self, room: int) -> None:
        """From now on keep no more bytes than so many; what was used last stays."""
        with self._turn:
            self.room = room
            self._make_room()

    def found(self, scene: Scene, moment: Seconds) -> Part | None:
        """What was drawn of a moment, if it is still there."""
        return self._found(self._key(scene.mark_at(moment)))

    def part(self, scene: Scene, moment: Seconds) -> Part:
        """Found, or else drawn now."""
        key = self._key(scene.mark_at(moment))
        found = self._found(key)
        if found is None:
            shrink = self.shrink if self.quality == "draft" else 1
            found = replace(scene, quality=self.quality).part(moment, shrink)
            self._keep(key, found)
        return found

    def run(self, scene: Scene, frames: Iterable[int], last: int) -> Iterator[tuple[int, Patch]]:
        """Frame after frame, each with its number; some are drawn ahead.

        Args:
            frames: rising numbers, asked for one after another as the drawing gets on.
            last: all of them lie before it.
        """
        if scene.draws_parts:

            def drawn(index: int) -> tuple[int, Patch]:
                return index, patch_of(self.part(scene, scene.rate.time_of(index)))

            # One processor is left to the window and the sound; a video's frame takes more than there are.
            workers = processors() if self.portrait.is_video else max(1, processors() - 1)
            yield from in_order(drawn, frames, workers)
            return
        whole_scene = replace(scene, quality=self.quality)
        parts: Iterator[Part] = iter(())
        following = -1
        for index in frames:
            if index != following:
                parts = whole_scene.parts(index, last)
            part = next(parts)
            self._keep(self._key(scene.mark_at(scene.rate.time_of(index))), part)
            yield index, patch_of(part)
            following = index + 1

    def fill(self, scene: Scene, first: int, last: int, tell: Callable[[int], None]) -> int:
        """Draw frame after frame, to be played later, while all of them can be kept.

        Args:
            tell: how many are drawn; may raise, to stop it.

        Returns:
            The frame before which it stopped: ``last``, unless there was no room for more.
        """
        taken, ahead = 0, processors() + 1
        with closing(self.run(scene, range(first, last), last)) as drawn:  # type: ignore[type-var]
            for index, _ in drawn:
                part = self.found(scene, scene.rate.time_of(index))
                # Those that are drawn ahead would push out the first ones.
                if part is None or taken + (1 + ahead) * part.pixels.nbytes > self.room:
                    return index
                taken += part.pixels.nbytes
                tell(index + 1 - first)
        return last

    def which(self, marks: Sequence[bytes]) -> NDArray[np.bool_]:
        """Which frames are kept, by their marks (``Scene.marks``): [n]."""
        keys = [self._key(mark) for mark in marks]
        with self._turn:
            return np.array([key in self._kept for key in keys], bool)

    def _key(self, mark: bytes) -> "_Key":
        return (0 if self.quality == "full" else self.shrink), mark

    def _found(self, key: "_Key") -> Part | None:
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: "_Key", part: Part) -> None:
        with self._turn:
            if key not in self._kept:
                self._filled += part.pixels.nbytes
            self._kept[key] = part
            self._make_room()

    def _make_room(self) -> None:
        while self._filled > self.room:
            self._filled -= self._kept.popitem(last=False)[1].pixels.nbytes


_Key = tuple[int, bytes]
"""Of a draft: its size (0 in full quality), and the scene's mark of the frame."""


USUAL: Final = "rig"
"""The renderer that stands in for one that can't be had."""


def is_offered(renderer: str) -> bool:
    """Whether a renderer of that name is installed."""
    return renderer in providers.survey("renderer").offers


def not_installed(renderer: str) -> UsageError:
    """What a person is told whose project is drawn by a renderer that is not installed."""
    return UsageError(
        Said("This project is drawn by “{0}”, and the plugin that brings it is not installed.", renderer),
        Said(
            "“{0}” draws instead, and the project keeps its choice. Install the plugin, or choose another.",
            USUAL,
        ),
    )


def _opened(
    path: Path, face: FaceChoice, renderer: str, progress: Progress, neutral: Shape | None
) -> tuple[Portrait, StudioError | None]:
    """A portrait, and why it is not drawn by the renderer of that name."""
    try:
        return opened(path, face, renderer, progress, neutral=neutral), None
    except StudioError as problem:
        if renderer == USUAL or isinstance(problem, Cancelled):
            raise
        portrait = opened(path, face, USUAL, progress, neutral=neutral)
        hint = in_a_row((problem.hint, Said("Until then “{0}” draws instead.", USUAL)))
        return portrait, type(problem)(problem.message, hint)


def _redrawn(portrait: Portrait, renderer: str, progress: Progress) -> Portrait:
    progress(0.0, Said("loading the renderer"))
    painter = providers.renderer(renderer)
    return portrait.drawn_by(painter, share(progress, _LOADED, 1.0))


def _as_it_is(scene: Scene, moment: Seconds) -> Drawn:
    """The source's own picture, where the renderer can't draw."""
    index = scene.subject.index_at(moment)
    part = Part(scene.subject.reel.pixels(index))
    return Drawn(scene, part, patch_of(part), moment, "draft", 0.0)


class Preview:
    """Draws on the renderer's lane what is asked for last.

    Attributes:
        renderer: by which name the renderer of the portrait was asked for.
        drafts: of the portrait, shared with what plays.
        cost: milliseconds that a frame takes, a running mean for each quality.
    """

    drawn = Signal(Drawn)
    loaded = Signal(Portrait)
    resized = Signal()
    """Drafts are wanted in another size from now on."""
    stood_in = Signal(StudioError)
    """``USUAL`` draws instead of the renderer that was asked for: why."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._latest: Latest[Drawn] = Latest(lane, "drawing")
        self._shrink = 1
        self.renderer = USUAL
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
        neutral: Shape | None = None,
    ) -> Job[tuple[Portrait, StudioError | None]]:
        """Open a portrait; what is on the stage stays until it is ready.

        Args:
            renderer: if it can't be had, ``USUAL`` draws, and ``stood_in`` tells.
            neutral: how the person in a picture rests, where a clip of theirs tells it.
        """

        def show(found: tuple[Portrait, StudioError | None]) -> None:
            portrait, problem = found
            self._put(portrait, renderer if problem is None else USUAL)
            done(portrait)
            if problem is not None:
                self.stood_in.emit(problem)

        title = Said("Opening {0}", path.name)
        return self._lane.start(
            title, lambda tell: _opened(path, face, renderer, tell, neutral), show, failed
        )

    def redraw(
        self,
        renderer: str,
        done: Callable[[Portrait], None],
        failed: Callable[[Exception], None],
    ) -> Job[Portrait]:
        """Let another renderer draw the same subject; until it is ready the one before draws.

        Fails, and leaves all as it is, if there is none of that name or it can't draw this face.
        """
        drafts = self.drafts
        assert drafts is not None, "there is nothing to draw"
        before = drafts.portrait

        def show(portrait: Portrait) -> None:
            self._put(portrait, renderer)
            done(portrait)

        title = Said("Preparing “{0}”", renderer)
        return self._lane.start(title, lambda tell: _redrawn(before, renderer, tell), show, failed)

    def _put(self, portrait: Portrait, renderer: str) -> None:
        self.renderer = renderer
        self.drafts = Drafts(portrait)
        self.drafts.shrink, self.drafts.quality = self._shrink, self.quality
        self.cost.clear()
        self._latest.forget()
        self.loaded.emit(portrait)

    def clear(self) -> None:
        """Nothing is on the stage."""
        self.drafts = None
        self._latest.forget()

    @property
    def held(self) -> int:
        """Bytes of drawn frames that are kept in memory."""
        return 0 if self.drafts is None else self.drafts.held

    @property
    def room(self) -> int:
        """How many bytes they may be at most."""
        return ROOM if self.drafts is None else self.drafts.room

    def forget_drawn(self) -> None:
        """Give their memory back; they are drawn again when they are wanted."""
        if self.drafts is not None:
            self.drafts.forget()

    def draw_first(
        self,
        lane: Lane,
        title: str,
        room: int,
        scene: Scene,
        frames: range,
        done: Callable[[int], None],
        ended: Callable[[], None],
    ) -> Job[int]:
        """Draw frames before they are played, and keep them in so many bytes; see ``Drafts.fill``."""
        drafts = self.drafts
        assert drafts is not None, "there is nothing to draw"
        drafts.hold_at_most(room)

        def fill(tell: Progress) -> int:
            count = len(frames)
            return drafts.fill(
                scene,
                frames.start,
                frames.stop,
                lambda n: tell(n / count, Said("frame {0} of {1}", n, count)),
            )

        return lane.start(title, fill, done, ended=ended)

    def hold_few(self) -> None:
        """Keep no more of what was drawn than what is drawn by the way; the rest was drawn in vain."""
        if self.drafts is not None:
            self.drafts.hold_at_most(ROOM)

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

    def ask(self, scene: Scene, moment: Seconds, quality: Quality = "draft") -> None:
        """Draw a moment, unless another one is asked for before its turn comes; a draft that is kept is
        there at once. What the renderer refuses is shown as it is.
        """
        drafts = self.drafts
        if drafts is None:
            return
        if scene.refusal() is not None:
            self._latest.ask(lambda _: _as_it_is(scene, moment), self.drawn.emit)
        elif quality == "full":
            self._latest.ask(lambda _: draw(scene, moment, quality), self._done)
        elif part := drafts.found(scene, moment):
            self._latest.forget()
            self.drawn.emit(Drawn(scene, part, patch_of(part), moment, quality, 0.0))
        else:
            self._latest.ask(
                lambda _: _timed(scene, moment, quality, lambda: drafts.part(scene, moment)), self._done
            )

    def cached(self, marks: Sequence[bytes]) -> NDArray[np.bool_]:
        """Which frames are drawn already, by their marks: [n]."""
        return np.zeros(len(marks), bool) if self.drafts is None else self.drafts.which(marks)

    def _done(self, drawn: Drawn) -> None:
        before = self.cost.get(drawn.quality, drawn.cost)
        self.cost[drawn.quality] = _FADE * before + (1 - _FADE) * drawn.cost
        self.drawn.emit(drawn)
