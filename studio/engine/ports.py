"""The ports: what a tracker, a voice, a driver and a renderer are, and the values that pass them.

    text ──Voice──> Speech ──Driver──> Performance ──> Shot ──Renderer──> Frame
    sound ─(alignment)─^                               Source ─prepare─> Likeness ─^
    frames ──Tracker──> TrackedFace

A warp, a network that is fed its own former frames and one driven by sound all fit ``Renderer``:
what each needs is declared in ``Needs`` and comes with the ``Shot``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange

Landmarks = NDArray[np.float64]
"""[478, 3]: x right, y down in pixels of the picture; z in pixels, smaller is nearer."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedFace:
    """One face in one picture.

    Attributes:
        landmarks: [478, 3] in pixels of the picture.
        scores: [52] raw blendshape scores 0–1 as the landmark model gives them (its order, index 0
            is its unused neutral): an action-unit *proxy*, biased at rest.
        state: channels, head and gaze read from landmarks and scores; not yet calibrated to the
            person's rest.
        box: x0, y0, x1, y1 in pixels.
        confidence: 0–1.
        held: no face was seen in this frame and the last one is repeated.
    """

    landmarks: Landmarks
    scores: NDArray[np.float64]
    state: FaceState
    box: tuple[float, float, float, float]
    confidence: float
    held: bool = False

    @property
    def interocular(self) -> float:
        """Pixels between the outer eye corners."""
        return float(np.linalg.norm(self.landmarks[33, :2] - self.landmarks[263, :2]))


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """Which face of several: the largest, the n-th from the left (from 0), or the one at a point."""

    index: int | None = None
    point: tuple[float, float] | None = None


@runtime_checkable
class Likeness(Protocol):
    """A renderer's prepared form of a source: a value that knows how the portrait rests."""

    @property
    def size(self) -> tuple[int, int]:
        """Width, height of the frames that will be rendered."""

    @property
    def rest(self) -> FaceState:
        """w₀: the portrait's own state as it was photographed (calibrated: 0 is neutral)."""

    def rest_at(self, time: Seconds) -> FaceState:
        """The source's own state at a time; of a still, always ``rest``."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a renderer must be given with each shot."""

    sound: bool = False
    phonemes: bool = False
    source_frames: bool = False
    preroll: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A stretch to render.

    Attributes:
        range: which frames are wanted (those before it, ``preroll`` of them, are in ``states`` too).
        rate: of the result.
        states: an absolute state for each frame from ``first_index`` on.
        first_index: frame number of ``states[0]``.
        speech: sound, words and phonemes, if the renderer needs them.
        source: the video whose frames are animated, if it is one.
    """

    range: TimeRange
    rate: FrameRate
    states: Sequence[FaceState]
    first_index: int = 0
    speech: Speech | None = None
    source: Source | None = None

    def state_of(self, index: int) -> FaceState:
        """The state of frame ``index``, held at both ends."""
        return self.states[min(max(index - self.first_index, 0), len(self.states) - 1)]


Quality = Literal["draft", "full"]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What of a frame differs from the source's own, perhaps smaller than it will be.

    Attributes:
        pixels: [h, w, 3 or 4], in the source's depth.
        corner: x, y of the first of them, in such pixels as these.
        shrink: so many pixels of the frame each way, a power of two, are one of these.
    """

    pixels: Pixels
    corner: tuple[int, int] = (0, 0)
    shrink: int = 1


class Renderer(Protocol):
    """Likeness + shot → frames."""

    name: str
    needs: Needs
    honours: frozenset[str]
    """The channels that it can move, of ``CHANNELS`` and ``head``, ``gaze``; others are greyed."""

    @property
    def device(self) -> str:
        """What it runs on, to be read: ``CPU``, ``CUDA``, or what of it runs where."""

    def prepare(self, source: Source, face: FaceChoice = FaceChoice()) -> Likeness:
        """Do once what need not be done for each frame.

        Raises:
            SourceError: no face, too small, turned away.
        """

    def render(self, likeness: Any, shot: Shot, quality: Quality = "full") -> Iterator[Frame]:
        """The frames of the shot, in order, one at a time."""


@runtime_checkable
class PartRenderer(Protocol):
    """A renderer whose frames depend on nothing but their own state and the source: any of them can be had by
    itself, from several threads at once, and of each only what changes. It makes a preview quicker.
    """

    def part(
        self, likeness: Any, state: FaceState, moment: Seconds, quality: Quality = "full", shrink: int = 1
    ) -> Part:
        """What a state makes of the source at a moment.

        Args:
            shrink: so small a picture suffices; it may be larger.
        """


class Tracker(Protocol):
    """Frames → faces."""

    name: str

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        """All faces of a picture, largest first."""

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        """One face through a clip; None until it is first seen, held when lost."""


class Voice(Protocol):
    """Text → speech."""

    name: str

    def speak(self, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        """Sentence by sentence; each piece's times count from its own start.

        Raises:
            TextUnspeakable: nothing in the text can be said.
        """


class Driver(Protocol):
    """Speech → performance."""

    name: str

    def drive(self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0) -> Performance:
        """Move the face to what is said; pieces follow one another without a gap.

        Nothing but the phonemes' and the sound's envelope is kept, so a long text needs little
        memory. Deterministic for a seed.
        """
