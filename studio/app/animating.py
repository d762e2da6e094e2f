"""A portrait performs, in one go: what is wanted becomes a project, and that a file, as in the window."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.app import speaking
from studio.app.exporting import Written, export
from studio.app.jobs import Progress
from studio.app.orders import Order
from studio.core import edits
from studio.core.errors import FileUnreadable, UsageError
from studio.core.face import Performance
from studio.core.finish import PLAIN, Finish
from studio.core.life import ALL, Life
from studio.core.project import FILMED, Edit, Filmed, Project, SpeakingSettings
from studio.core.source import Source
from studio.core.speech import Cue, Speech
from studio.core.time import FrameRate, TimeRange
from studio.core.timeline import PORTIONS, WHOLE, Portion
from studio.core.words import Said
from studio.engine import providers
from studio.engine.portrait import open_source, prepared
from studio.engine.progress import share
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.port import FaceChoice
from studio.files.manners import read_manner
from studio.files.performances import read_performance
from studio.files.projects import ProjectFile, media_of
from studio.files.video import SUFFIXES, Video

Neutral = NDArray[np.float64]
"""A person's face at zero, canonical cm [478, 3]."""

_NAME: Final = "take"
_SPEAKING: Final = SpeakingSettings()
_LARGEST: Final = FaceChoice()
_FOLLOWED: Final = 0.6
"""The share of knowing how the portrait moves that is done when the face in a video was followed."""
_PERFORMED, _OPENED = 0.12, 0.2
"""The share of the work that is done when it is known how the portrait moves, and when it is ready."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a portrait should do: speak ``text`` or ``audio``, or move as a ``performance``, or both: then the
    lips go by what is said, and the performance moves the rest; and how.

    Attributes:
        transcript: the words of ``audio``; empty if nobody wrote them down.
        cues: the same line by line, if it is known when each is said.
        track: which sound of ``audio``, or of the source, is heard, from 1; 0 leaves it to the file.
        performance: a file of one, or a video whose face is followed.
        same_person: that video shows the person of the picture: it tells how their face rests.
        life: how much of each part of what is spoken beside the lips is shown.
        moves: what of a video's actor the performance takes the place of; beside speech, what it moves of any
            portrait, but for the mouth.
        reach: how far a performance may carry the head, in parts of what the picture bears.
        folds: how much of others' folds is laid over a moving face, 0–1.
        rate: frames per second; None leaves it to source or performance.
        finish: what is done to finished pictures.
    """

    text: str | None = None
    audio: Path | None = None
    transcript: str = ""
    cues: tuple[Cue, ...] = ()
    track: int = 0
    performance: Path | None = None
    same_person: bool = False
    life: Life = ALL
    moves: frozenset[Portion] = WHOLE
    reach: float = 1.0
    folds: float = 1.0
    speaking: SpeakingSettings = _SPEAKING
    rate: FrameRate | None = None
    face: FaceChoice = _LARGEST
    renderer: str = "rig"
    finish: Finish = PLAIN
    tracker: str = "landmarker"

    @property
    def is_silent(self) -> bool:
        """Nothing is said: there is a performance alone."""
        return self.text is None and self.audio is None


@dataclass(frozen=True, slots=True)
class Animated:
    """What came of it.

    Attributes:
        by_ear: where the phonemes are a guess.
        left_out: words of the text that the voice can't say.
        seed: by what chance head and lids move; None if nothing is said.
    """

    written: Written
    by_ear: tuple[TimeRange, ...] = ()
    left_out: tuple[str, ...] = ()
    seed: int | None = None


def animate(path: Path, wanted: Wanted, order: Order, progress: Progress) -> Animated:
    """Let a portrait perform, and write it; after a crash the same goes on where it was.

    Raises:
        StudioError: something of it can't be had, done or written. What can be known at once is told at once.
    """
    progress(0.0, Said("opening"))
    _check_names(wanted)
    source, painter = open_source(path), providers.renderer(wanted.renderer)
    if wanted.same_person and source.rate is not None:
        raise UsageError(
            Said("A video tells by itself how its person rests."),
            Said("Say that it is the same person for a picture only."),
        )
    if order.size is not None:
        order.size.of(source.size)
    own = replace(media_of(path), track=_own_track(source, wanted))
    project = Project(
        source=own, reach=wanted.reach, folds=wanted.folds, renderer=wanted.renderer, finish=wanted.finish
    )
    # What is said comes first: a word that can't be said is soon told, a face that is followed takes a while.
    content, spoken, neutral = _performed(project, source, wanted, share(progress, 0.0, _PERFORMED))
    finding = share(progress, _PERFORMED, _OPENED)
    portrait = prepared(
        source, painter, wanted.face, finding, path=path, tracker=wanted.tracker, neutral=neutral
    )
    shown = edits.portrait_opened(own, portrait.rest, source.rate)
    kept = edits.rate_set(content.project.timeline.rate)
    content = replace(content, project=edits.together(shown, kept)(content.project))
    written = export(content, portrait, order, share(progress, _OPENED, 1.0))
    return (
        Animated(written)
        if spoken is None
        else Animated(written, spoken.by_ear, spoken.left_out, spoken.seed)
    )


def _check_names(wanted: Wanted) -> None:
    """Refuse names that nobody offers, and what nothing could tell, before anything is loaded."""
    providers.check("renderer", wanted.renderer)
    providers.check("tracker", wanted.tracker)
    if wanted.same_person and not _is_filmed(wanted.performance):
        raise UsageError(
            Said("How a person rests is told by a video of them, and none is given."),
            Said("Give the video as the performance."),
        )
    if not wanted.is_silent:
        for portion in PORTIONS:
            providers.check("driver", wanted.speaking.drivers.of(portion))
        if wanted.speaking.manner.name:
            read_manner(wanted.speaking.manner.name)
    if wanted.text is not None:
        providers.check("voice", wanted.speaking.voice)


def _performed(
    project: Project, source: Source, wanted: Wanted, progress: Progress
) -> tuple[ProjectFile, speaking.Spoken | None, Neutral | None]:
    """The project in which the portrait does what is wanted, what it says, if anything, and its neutral, if
    the performance tells it.
    """
    filmed: Performance | None = None
    neutral: Neutral | None = None
    if wanted.performance is not None:
        followed = share(progress, 0.0, 1.0 if wanted.is_silent else _FOLLOWED)
        filmed, neutral = _read(wanted.performance, wanted, followed)
        progress = share(progress, 0.0 if wanted.is_silent else _FOLLOWED, 1.0)
    if filmed is not None and wanted.is_silent:
        rate = wanted.rate or source.rate or filmed.rate
        placed = edits.performed(_NAME, filmed.length, wanted.moves)
        return _content(project, rate, placed, filmed), None, neutral
    rate = wanted.rate or source.rate or STILL_RATE
    moves = edits.spoken_portions(project)
    how = wanted.speaking
    if filmed is not None:
        how = replace(how, filmed=Filmed(moves=wanted.moves & FILMED))
        moves |= how.filmed.moves
    if isinstance(source, Video):
        how = how.moving(moves)
    picture = edits.picture_of(project)
    if wanted.audio is not None:
        spoken = speaking.hear(
            wanted.audio, wanted.transcript, how, rate, progress, wanted.cues, wanted.track, filmed, picture
        )
    else:
        spoken = speaking.say(wanted.text or "", how, rate, progress, filmed, picture)
    placed = edits.together(
        spoken.placing(_NAME), edits.layer_set(edits.SPEECH, moves=moves, life=wanted.life)
    )
    return _content(project, rate, placed, spoken.performance, spoken.speech), spoken, neutral


def _own_track(source: Source, wanted: Wanted) -> int:
    """Which of the source's own sounds is heard, if any.

    Raises:
        UsageError: there is none of this number.
    """
    if wanted.audio is not None or not wanted.track or not isinstance(source, Video):
        return 0
    return source.sound(track=wanted.track).track.number


def _content(
    project: Project,
    rate: FrameRate,
    placed: Edit,
    performance: Performance,
    speech: Speech | None = None,
) -> ProjectFile:
    done = edits.together(placed, edits.rate_set(rate))(project)
    takes = {} if speech is None else {_NAME: speech}
    return ProjectFile(done, {_NAME: performance}, takes)


def _is_filmed(performance: Path | None) -> bool:
    return performance is not None and performance.suffix.lower() in SUFFIXES


def _read(path: Path, wanted: Wanted, progress: Progress) -> tuple[Performance, Neutral | None]:
    """The performance in a file, or of the largest face in a video, and how the portrait's person rests, if
    it is theirs.
    """
    if _is_filmed(path):
        clip = speaking.followed_clip(path, progress, wanted.tracker)
        return clip.performance, clip.neutral if wanted.same_person else None
    performance = read_performance(path)
    if not len(performance):
        raise FileUnreadable(Said("There are no frames in {0}.", path), Said("Track the video again."))
    return performance, None
