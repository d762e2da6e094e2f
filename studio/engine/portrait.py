"""A portrait on its way to the stage: the source is opened, its face found, its likeness prepared."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Performance
from studio.core.source import Pixels, Source
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.engine import providers
from studio.engine.opening import Opening, opening_of
from studio.engine.ports import Likeness, Renderer
from studio.engine.progress import Progress, share, unheard
from studio.engine.recent import Recent
from studio.engine.subject import Subject, subject_of
from studio.engine.tracking.identity import MODEL, face_vector
from studio.engine.tracking.port import FaceChoice
from studio.files.models import is_installed
from studio.files.pictures import Still, as_srgb, is_picture, read_picture
from studio.files.reading import existing_file
from studio.files.video import Video

_FINDING, _FOLLOWING = 0.5, 0.9
"""The share of the work that is done when the face of a picture is found, and that of a video followed."""

Floats = NDArray[np.float32]

_BORNE_OUT = 16
"""Performances that stay worked out for a portrait."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Portrait:
    """A subject and who draws it, ready."""

    subject: Subject
    renderer: Renderer
    likeness: Likeness
    borne_out: Recent[Performance] = field(default_factory=lambda: Recent(_BORNE_OUT), init=False, repr=False)
    """Performances as it can follow them, by what was wanted."""
    _opening: Recent[Opening] = field(default_factory=lambda: Recent(1), init=False, repr=False)
    _look: Recent[Floats | None] = field(default_factory=lambda: Recent(1), init=False, repr=False)

    @property
    def look(self) -> Floats | None:
        """A unit vector [128] by which the person in a picture is told from others; None of a video, and
        without the identity model.
        """
        still = self.subject.still
        if still is None or not is_installed(MODEL):
            return None
        return self._look.of(None, lambda: face_vector(self.original, still.landmarks + 0.5))

    @property
    def opening(self) -> Opening:
        """How far the eyes of a photograph open when it speaks."""
        still = self.subject.still
        return Opening() if still is None else self._opening.of(None, lambda: opening_of(still))

    @property
    def path(self) -> Path:
        """Where it was opened."""
        assert self.subject.path is not None, "it is no file"
        return self.subject.path

    @property
    def face(self) -> FaceChoice:
        return self.subject.face

    @property
    def source(self) -> Source:
        return self.subject.source

    @property
    def original(self) -> Pixels:
        """The picture, or a video's first frame."""
        return self.subject.original

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is drawn."""
        return self.subject.size

    @property
    def is_video(self) -> bool:
        return self.subject.is_video

    @property
    def rate(self) -> FrameRate:
        """Frames per second of the video, or of what is made of a picture."""
        return self.subject.rate

    @property
    def rest(self) -> FaceState:
        return self.subject.rest

    def rest_at(self, moment: Seconds) -> FaceState:
        """Its own state at a time; of a picture, always the same."""
        return self.subject.rest_at(moment)

    def drawn_by(self, renderer: Renderer, progress: Progress = unheard) -> "Portrait":
        """The same subject, drawn by another.

        Raises:
            SourceError: it can't draw this face.
        """
        return Portrait(self.subject, renderer, renderer.prepare(self.subject, progress))


def open_source(path: str | Path) -> Source:
    """A picture or a video as a source in 8-bit sRGB, whatever its name says.

    Raises:
        FileMissing, FileUnreadable: not there, or neither.
    """
    file = existing_file(path)
    return Still(as_srgb(read_picture(file))) if is_picture(file) else Video(file)


def prepared(
    source: Source,
    renderer: Renderer,
    face: FaceChoice = FaceChoice(),
    progress: Progress = unheard,
    *,
    path: Path | None = None,
    tracker: str = "landmarker",
    neutral: NDArray[np.float64] | None = None,
) -> Portrait:
    """Find the face of a source, and prepare it for a renderer.

    Args:
        neutral: see ``subject_of``.

    Raises:
        SourceError: it shows no face that can be animated.
    """
    is_video = source.rate is not None
    found = _FOLLOWING if is_video else _FINDING
    progress(0.0, Said("following the face") if is_video else Said("finding the face"))
    finding = share(progress, 0.0, found)
    subject = subject_of(source, providers.tracker(tracker), face, finding, path, neutral)
    likeness = renderer.prepare(subject, share(progress, found, 1.0))
    return Portrait(subject, renderer, likeness)


def opened(
    path: Path,
    face: FaceChoice = FaceChoice(),
    renderer: str = "rig",
    progress: Progress = unheard,
    tracker: str = "landmarker",
    neutral: NDArray[np.float64] | None = None,
) -> Portrait:
    """Open a picture or video and prepare its face.

    Args:
        neutral: see ``subject_of``.

    Raises:
        SourceError: it can't be read, or shows no face that can be animated.
        PluginError, UsageError: there is no such renderer or tracker.
    """
    progress(0.0, Said("opening"))
    source = open_source(path)
    progress(0.1, Said("loading the renderer"))
    painter = providers.renderer(renderer)
    preparing = share(progress, 0.2, 1.0)
    portrait = prepared(source, painter, face, preparing, path=path, tracker=tracker, neutral=neutral)
    progress(1.0, Said("ready"))
    return portrait
