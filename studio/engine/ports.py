"""The ports: what a voice, a driver and a renderer are, and the values that pass them.

    text ──Voice──> Speech ──Driver──> Performance ──> Scene ──> Shot ──Renderer.open──> Roll of frames
    sound ─(alignment)─^              Source ─Tracker─> Subject ─Renderer.prepare─> Likeness ─^

A warp, a network that is fed its own former frames and one driven by sound all fit ``Renderer``:
what each needs is declared in ``Needs`` and comes with the ``Shot``, which ``studio.engine.scene``
makes. The tracker's port is ``studio.engine.tracking.port``.

A renderer, driver or voice that works by a network of ours may have one thing more, ``model``: the name of
the network's card, which tells a person how far it was trained; and one that draws, though without a part
of it that is not installed, says in ``lacks`` what is missing and what to do.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, runtime_checkable

from studio.core.face import FaceState, Performance
from studio.core.source import Frame, Pixels
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Portion
from studio.engine.leeway import Leeway
from studio.engine.part import Part
from studio.engine.progress import Progress, unheard
from studio.engine.subject import Subject


@dataclass(frozen=True, slots=True)
class Needs:
    """What a renderer must be given with each shot; what can't be given is told to the person.

    Attributes:
        sound, words, phonemes: of what is said.
        former: of its own frames, how many it looks back at when it draws the next. Its roll keeps them.
        preroll: frames that it draws ahead of each run and throws away, so that it has former ones.
        run: frames after which a chain of former frames begins anew, which bounds how far it drifts and how
            much is drawn for one frame from the middle; 0 if frames don't depend on one another.
        before, after: frames of the source that it looks at around the one that it draws.
        batch: frames that it draws at once; a run is a whole number of batches.
    """

    sound: bool = False
    words: bool = False
    phonemes: bool = False
    former: int = 0
    preroll: int = 0
    run: int = 0
    before: int = 0
    after: int = 0
    batch: int = 1

    def __post_init__(self) -> None:
        if self.former and not self.run:
            raise ValueError("a renderer that looks back at its own frames says how long a run of them is")
        if self.run % self.batch and self.run:
            raise ValueError("a run is a whole number of batches")

    @property
    def chunk(self) -> int:
        """Frames that belong together: they are drawn from the first of them on; 0 if each stands alone."""
        return self.run or (self.batch if self.batch > 1 else 0)


class SourceFrames(Protocol):
    """A source's frames by number."""

    def pixels(self, index: int) -> Pixels:
        """Frame ``index`` [h, w, 3 or 4]; not to be painted on."""


_START: Final = Seconds(0)


def _same(index: int) -> int:
    return index


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A stretch to render.

    Attributes:
        range: which frames are wanted.
        rate: of the result.
        states: an absolute state for each frame from ``first_index`` on.
        first_index: frame number of ``states[0]``.
        speech: sound, words and phonemes, as far as the renderer needs them.
        speech_start: when the speech begins, on the clock of ``range``.
        footage: the source's frames.
        source_index: frame number → number of the source's frame that is on screen then.
    """

    range: TimeRange
    rate: FrameRate
    states: Sequence[FaceState]
    first_index: int = 0
    speech: Speech | None = None
    speech_start: Seconds = _START
    footage: SourceFrames | None = None
    source_index: Callable[[int], int] = _same

    def state_of(self, index: int) -> FaceState:
        """The state of frame ``index``, held at both ends."""
        return self.states[min(max(index - self.first_index, 0), len(self.states) - 1)]

    def source_pixels(self, index: int) -> Pixels:
        """The source's own picture under frame ``index``; the first and the last are held."""
        assert self.footage is not None, "whoever makes a shot gives its footage"
        return self.footage.pixels(self.source_index(index))

    def frames(self) -> Iterator[int]:
        """Numbers of the frames that are wanted."""
        return self.range.frames(self.rate)


Quality = Literal["draft", "full"]

Likeness = Any
"""A renderer's own form of a subject, prepared once; nobody else looks into it, but see ``Bounded``."""


class Area(Protocol):
    """Where a renderer may change the picture."""

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1 in pixels; outside it every pixel is the source's own."""


@runtime_checkable
class Bounded(Protocol):
    """A likeness that tells where its renderer may change the picture."""

    @property
    def area(self) -> Area:
        """Its area."""


@runtime_checkable
class Holding(Protocol):
    """A likeness that tells how far a performance may carry its head."""

    @property
    def leeway(self) -> Leeway | None:
        """How far; None is anywhere."""


@runtime_checkable
class Foldable(Protocol):
    """A likeness over which others' folds are laid, of which a person may want fewer."""

    def folded(self, share: float) -> Likeness:
        """The same with so much of them, 0–1."""


class Roll(Protocol):
    """An opened renderer: the frames of one shot in order, one at a time, for one thread.

    It owns its former frames and its batches. ``close`` may come before the last frame. A generator is one.
    """

    def __iter__(self) -> Iterator[Frame]: ...

    def __next__(self) -> Frame: ...

    def close(self) -> None:
        """Stop, and let go of everything."""


class Renderer(Protocol):
    """Subject → likeness; likeness + shot → frames."""

    name: str
    needs: Needs
    honours: frozenset[str]
    """The channels that it can move, of ``CHANNELS`` and ``head``, ``gaze``; others are greyed."""

    @property
    def device(self) -> str:
        """What it runs on, for a person to read: ``CPU``, ``CUDA``, or what of it runs where."""

    def prepare(self, subject: Subject, progress: Progress = unheard) -> Likeness:
        """A subject in the form that this renderer draws from: what need not be done for each frame.

        Raises:
            SourceError: it can't draw this face.
        """

    def open(self, likeness: Likeness, shot: Shot, quality: Quality = "full") -> Roll:
        """Begin to draw a shot.

        Frames are as large as the source and as deep. They may stay on a device (anything with
        ``__dlpack__``) until somebody needs bytes.
        """


@runtime_checkable
class PartRenderer(Protocol):
    """A renderer whose frames depend on nothing but their own state and the source: any of them can be had by
    itself, from several threads at once, and of each only what changes. It makes a preview quicker.
    """

    def part(
        self,
        likeness: Likeness,
        state: FaceState,
        moment: Seconds,
        quality: Quality = "full",
        shrink: int = 1,
    ) -> Part:
        """What a state makes of the source at a moment.

        Args:
            shrink: so small a picture suffices; it may be larger.
        """


class Voice(Protocol):
    """Text → speech."""

    name: str

    def speak(self, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        """Sentence by sentence; each piece's times count from its own start.

        Raises:
            TextUnspeakable: nothing in the text can be said.
        """


@runtime_checkable
class Choosy(Protocol):
    """A voice that can't say everything, and tells what it will leave out."""

    def left_out(self, text: str) -> tuple[str, ...]:
        """The words of a text, as written, that it can't say."""


Hears = Literal["text", "sound", "words", "phonemes"]


class Driver(Protocol):
    """Speech → performance, piece by piece."""

    name: str
    hears: frozenset[Hears]
    """What it goes by. Words and phonemes are found in a recording only for a driver that hears them."""
    moves: frozenset[Portion]
    """What of a face it can move."""
    ahead: Seconds | None
    """How far it listens ahead of what it moves; None: to the end, so that it gives all at once."""
    rate: FrameRate | None
    """Frames per second that it was made for; None for one that gives any."""

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """Move the face to what is said.

        Pieces of speech follow one another without a gap, and so do those of the performance, which together
        are as long. Deterministic for a seed, however the speech is cut into pieces.

        Args:
            rate: what is given; the driver's own where it has one.
            progress: told while one piece takes long; raising in it stops the work.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """


@runtime_checkable
class Divisible(Protocol):
    """A driver that can be asked for some portions of a face alone, and tells lips from smiles: a smile comes
    with the face, and is added to whatever another driver makes of the mouth.
    """

    def part(self, portions: frozenset[Portion]) -> Driver:
        """The same driver where it moves no other portions."""
