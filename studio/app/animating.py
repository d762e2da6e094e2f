"""A portrait performs, in one go: what is wanted becomes a project, and that a file, as in the window."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from studio.app import speaking
from studio.app.exporting import Written, export
from studio.app.jobs import Progress
from studio.app.orders import Order
from studio.app.same_person import doubt
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
from studio.core.words import Said, in_a_row
from studio.engine import providers
from studio.engine.portrait import Portrait, open_source, prepared
from studio.engine.progress import share
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.port import FaceChoice
from studio.files.manners import read_manner
from studio.files.performances import read_performance
from studio.files.projects import ProjectFile, media_of
from studio.files.video import SUFFIXES, Video

_NAME: Final = "take"
_TOLD: Final = "told"
"""How a project calls what moves the face, and the performance that tells how it rests."""
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
        same_person: that performance is one of the person of the picture: it tells how their face rests.
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
        doubt: the performance seems to be somebody else's than it was said to be; empty if it does not.
        seed: by what chance head and lids move; None if nothing is said.
    """

    written: Written
    by_ear: tuple[TimeRange, ...] = ()
    left_out: tuple[str, ...] = ()
    seed: int | None = None
    doubt: str = ""


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
    content, spoken = _performed(project, source, wanted, share(progress, 0.0, _PERFORMED))
    finding, told = share(progress, _PERFORMED, _OPENED), content.project.rests_as
    portrait = prepared(
        source, painter, wanted.face, finding, path=path, tracker=wanted.tracker, neutral=content.neutral
    )
    doubts = _doubt(portrait, content.performances[told], wanted) if told else ""
    shown = edits.portrait_opened(own, portrait.rest, source.rate)
    rests = edits.rests_as(told, portrait.rest, portrait.rest)
    kept = edits.rate_set(content.project.timeline.rate)
    content = replace(content, project=edits.together(shown, rests, kept)(content.project))
    written = export(content, portrait, order, share(progress, _OPENED, 1.0))
    if spoken is None:
        return Animated(written, doubt=doubts)
    return Animated(written, spoken.by_ear, spoken.left_out, spoken.seed, doubts)


def _doubt(portrait: Portrait, told: Performance, wanted: Wanted) -> str:
    """What is told of a performance that seems to be somebody else's; empty where there is no doubt."""
    assert wanted.performance is not None, "it tells how the person rests"
    seen = doubt(portrait, told, wanted.performance.name)
    hint = Said("If it does, leave out --same-person: the picture was given the other one's lips.")
    return "" if seen is None else in_a_row((seen, hint))


def _check_names(wanted: Wanted) -> None:
    """Refuse names that nobody offers, and what nothing could tell, before anything is loaded."""
    providers.check("renderer", wanted.renderer)
    providers.check("tracker", wanted.tracker)
    if wanted.same_person and wanted.performance is None:
        raise _untold()
    if not wanted.is_silent:
        for portion in PORTIONS:
            providers.check("driver", wanted.speaking.drivers.of(portion))
        if wanted.speaking.manner.name:
            read_manner(wanted.speaking.manner.name)
    if wanted.text is not None:
        providers.check("voice", wanted.speaking.voice)


def _untold() -> UsageError:
    return UsageError(
        Said("How a person rests is told by a video of them, and none is given."),
        Said("Give the video as the performance, or what “galatea track” wrote of it as .json."),
    )


def _performed(
    project: Project, source: Source, wanted: Wanted, progress: Progress
) -> tuple[ProjectFile, speaking.Spoken | None]:
    """The project in which the portrait does what is wanted and rests as it was told, and what it says, if
    anything.
    """
    filmed: Performance | None = None
    if wanted.performance is not None:
        followed = share(progress, 0.0, 1.0 if wanted.is_silent else _FOLLOWED)
        filmed = _read(wanted.performance, wanted, followed)
        progress = share(progress, 0.0 if wanted.is_silent else _FOLLOWED, 1.0)
    told = filmed if wanted.same_person else None
    if filmed is not None and wanted.is_silent:
        rate = wanted.rate or source.rate or filmed.rate
        placed = edits.performed(_NAME, filmed.length, wanted.moves)
        return _content(project, rate, placed, filmed, told), None
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
    return _content(project, rate, placed, spoken.performance, told, spoken.speech), spoken


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
    told: Performance | None,
    speech: Speech | None = None,
) -> ProjectFile:
    done = edits.together(placed, edits.rate_set(rate))(project)
    takes = {} if speech is None else {_NAME: speech}
    if told is None:
        return ProjectFile(done, {_NAME: performance}, takes)
    return ProjectFile(replace(done, rests_as=_TOLD), {_NAME: performance, _TOLD: told}, takes)


def _read(path: Path, wanted: Wanted, progress: Progress) -> Performance:
    """The performance in a file, or of the largest face in a video.

    Raises:
        UsageError: it should tell how the portrait's person rests, and does not.
    """
    if path.suffix.lower() in SUFFIXES:
        return speaking.followed(path, progress, wanted.tracker)
    performance = read_performance(path)
    if not len(performance):
        raise FileUnreadable(Said("There are no frames in {0}.", path), Said("Track the video again."))
    if wanted.same_person and performance.neutral is None:
        raise _untold()
    return performance
