"""What is compared: copy, bare warp, oracle geometry and the studio's own renderer, behind one call."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from studio.core.face import FaceState, Performance
from studio.core.project import FARTHEST_REACH
from studio.core.source import Frame, Pixels, Source
from studio.core.time import FrameRate, Seconds
from studio.engine.edit import towards_neutral
from studio.engine.portrait import Portrait, prepared
from studio.engine.ports import Renderer
from studio.engine.scene import Scene
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.evaluate import prototype
from studio.files.pictures import Picture, Still

Reenacted = Callable[[int], Pixels]
"""Frame number → picture."""


class Method(Protocol):
    """A way to move a portrait as a tracked clip moves."""

    name: str

    def prepare(self, pixels: Pixels, clip: Sequence[TrackedFace], rate: FrameRate) -> Reenacted:
        """The portrait is frame 0 of the clip: ``clip[0]`` is its own face."""


class Copy:
    """The portrait, unmoved."""

    name = "copy"

    def prepare(self, pixels: Pixels, clip: Sequence[TrackedFace], rate: FrameRate) -> Reenacted:
        return lambda _: pixels


class Bare:
    """The bare formulation: scores, tracked basis, one warp."""

    name = "bare prototype"

    def prepare(self, pixels: Pixels, clip: Sequence[TrackedFace], rate: FrameRate) -> Reenacted:
        return lambda i: prototype.warped(pixels, clip[0].landmarks, prototype.carried(clip[0], clip[i]))


class Oracle:
    """The bare warp onto the true landmarks of each frame."""

    name = "oracle geometry"

    def prepare(self, pixels: Pixels, clip: Sequence[TrackedFace], rate: FrameRate) -> Reenacted:
        return lambda i: prototype.warped(pixels, clip[0].landmarks, clip[i].landmarks)


class Ours:
    """The studio's road: clip → performance → renderer, with the head all the way.

    Args:
        same_person: as ``animate --same-person``: the clip tells how the portrait's person rests; otherwise
            the one photograph does.
    """

    def __init__(self, renderer: Renderer, *, same_person: bool = False) -> None:
        self._renderer, self._same_person = renderer, same_person
        self.name = "ours, same person" if same_person else "ours"

    def prepare(self, pixels: Pixels, clip: Sequence[TrackedFace], rate: FrameRate) -> Reenacted:
        tracked = track_clip(_Played(len(clip), rate), _Replayed(clip))
        neutral = tracked.neutral if self._same_person else None
        portrait = prepared(still(pixels), self._renderer, neutral=neutral)
        return replace(Scene.of(portrait, _from_first(tracked.performance)), reach=FARTHEST_REACH).picture

    def neutralised(self, pixels: Pixels) -> tuple[Pixels, Portrait]:
        """The portrait at zero, in its own pose."""
        portrait = prepared(still(pixels), self._renderer)
        return Scene(portrait, held=towards_neutral(portrait.rest)).picture(), portrait

    def posed(self, pixels: Pixels, state: FaceState) -> Pixels:
        """The portrait in a state, in its own pose and gaze."""
        portrait = prepared(still(pixels), self._renderer)
        return Scene(portrait, held=replace(portrait.rest, channels=state.channels)).picture()


def _from_first(performance: Performance) -> Performance:
    """Head and gaze counted from the first frame, which is the portrait."""
    first = performance.state(0)
    return replace(performance, rest=replace(performance.rest, head=first.head, gaze=first.gaze))


def still(pixels: Pixels) -> Source:
    """A picture as a source."""
    return Still(Picture(pixels))


@dataclass(frozen=True, slots=True)
class _Played:
    """A clip of which only length and rate matter: its faces are known."""

    count: int
    rate: FrameRate

    @property
    def size(self) -> tuple[int, int]:
        return (0, 0)

    @property
    def length(self) -> Seconds:
        return self.rate.time_of(self.count)

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        return iter(())


class _Replayed:
    """A tracker that gives again what was tracked."""

    name = "replayed"

    def __init__(self, faces: Sequence[TrackedFace]) -> None:
        self.faces = faces

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        return list(self.faces[:1])

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        yield from self.faces
