"""Lines are dubbed into ranges of a video: there mouth and jaw change, and all else stays as it was.

lines ─speaking─> what mouths do ─> frames of the ranges alone ─footage─┐
the source's own packets ───────────────────────────────────────────────┴─spliced─> film ─> looked at again
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio import __version__
from studio.app import speaking
from studio.app.exporting import Clock
from studio.app.jobs import Progress
from studio.app.lines import is_said_by, joined, lost_recordings, sound_of
from studio.core.errors import UsageError
from studio.core.lines import EASE, LIPS, Mouth, cut, mouths_of
from studio.core.lines import Line as ProjectLine
from studio.core.project import SpeakingSettings
from studio.core.source import Pixels
from studio.core.speech import Cue, Speech
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import Timeline
from studio.core.words import Said, listed
from studio.engine import providers
from studio.engine.lip_leak import LipLeak, asked_gaps, lip_leak, own_gaps, seen_gap
from studio.engine.portrait import Portrait, open_source, prepared
from studio.engine.ports import Quality
from studio.engine.progress import share
from studio.engine.scene import Scene, on_host, together
from studio.engine.tracking.port import FaceChoice
from studio.files.footage import NotAsOrdered, PacketFootage, Told, footage_folder
from studio.files.models import cards, is_installed
from studio.files.overlaying import Line, OverSilence, laid_over
from studio.files.projects import ProjectFile
from studio.files.reading import opened_container, picture_begins
from studio.files.sound import Sound, SoundReader, SoundStream
from studio.files.splicing import CONTAINERS, NewSound, StoredPicture, Stretch, spliced, stored_picture
from studio.files.video import Video, VideoFacts, check_video
from studio.files.writing import written_beside

Array = NDArray[np.float64]

_HEARD: Final = 0.12
"""The share of the work that is done when the lines are heard."""
_FOUND, _DRAWN, _JOINED = 0.2, 0.83, 0.91
"""Of the rest, that when faces are followed, frames drawn, and all is joined; then it is looked at again."""
_SPEAKING: Final = SpeakingSettings()
_LARGEST: Final = FaceChoice()
_TRUE: Final = Seconds(1, 500)


@dataclass(frozen=True, slots=True)
class DubCue:
    """A line, and where it goes.

    Attributes:
        start, end: where; without an end the range is as long as the line, and the mouth eases in and out
            beside it. With one, nothing outside the range changes.
        audio: a recording; None has a voice say ``text``.
        text: what is said; of a recording its words, if they are known.
        cues: the same line by line, if it is known when each is said.
        face: whose mouth says it.
        name: how a person is told of it.
    """

    start: Seconds
    end: Seconds | None = None
    audio: Path | None = None
    text: str = ""
    cues: tuple[Cue, ...] = ()
    face: FaceChoice = _LARGEST
    name: str = ""


@dataclass(frozen=True, slots=True)
class DubSettings:
    """How all lines are dubbed.

    Attributes:
        left: what is left of the original sound under a line, 0 to 1.
        track: which sound of the video lines go into, from 1; 0 leaves it to the file.
    """

    left: float = 0.125
    track: int = 0
    speaking: SpeakingSettings = _SPEAKING
    renderer: str = "rig"
    tracker: str = "landmarker"
    quality: Quality = "full"
    force: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A line that was heard, where it goes.

    Attributes:
        name: how a person is told of it.
        face: whose mouth says it.
        speech: what of it is heard, for renderers that listen.
        sound: the same as it is exported.
        sounds: where it is heard.
        mouth: what the mouth does, and where it is another.
        left: what is left of the original sound under it, 0 to 1.
        by_ear: where its phonemes are a guess, on its own clock.
        left_out: words that its voice can't say.
    """

    name: str
    face: FaceChoice
    speech: Speech
    sound: SoundStream
    sounds: TimeRange
    mouth: Mouth
    left: float
    by_ear: tuple[TimeRange, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def shows(self) -> TimeRange:
        """Where the mouth is another."""
        return self.mouth.shows


@dataclass(frozen=True, slots=True)
class LineReport:
    """What became of a line.

    Attributes:
        by_ear: where its phonemes are a guess, on the line's own clock.
        leak: how much of the old mouth shows; None where too little could be seen.
    """

    name: str
    sounds: TimeRange
    shows: TimeRange
    by_ear: tuple[TimeRange, ...] = ()
    left_out: tuple[str, ...] = ()
    leak: LipLeak | None = None


@dataclass(frozen=True, slots=True)
class Dubbed:
    """What was written, and what looking at it again found.

    Attributes:
        frames: of the whole film.
        drawn: frames in which a mouth changed.
        encoded: frames that were encoded anew, those with them; all others are the source's own packets.
        resumed: how many of these an interrupted run had left.
        unseen: frames in a line's range that show no whole face and stay as they are.
        told: for a person.
    """

    path: Path
    frames: int
    drawn: int
    encoded: int
    resumed: int
    unseen: int
    lines: tuple[LineReport, ...]
    facts: VideoFacts
    told: tuple[str, ...]


def dub(path: Path, cues: Sequence[DubCue], settings: DubSettings, place: Path, progress: Progress) -> Dubbed:
    """Dub lines into a video, and write it; after a crash the same goes on where it was.

    Duration, rate, size, other streams, chapters and notes are the source's. What is known at once is told at
    once.

    Raises:
        StudioError: something of it can't be had, done or written.
    """
    progress(0.0, Said("opening"))
    _check(settings, len(cues), place)
    if any(cue.audio is None for cue in cues):
        providers.check("voice", settings.speaking.voice)
    video = _video_of(path)
    track = _track_of(video, settings)
    lines = _heard(video, cues, settings, share(progress, 0.0, _HEARD))
    return _written(video, track, lines, settings, place, share(progress, _HEARD, 1.0))


def dub_placed(
    path: Path,
    lines: Sequence[Placed],
    settings: DubSettings,
    place: Path,
    progress: Progress,
    portraits: Sequence[Portrait] = (),
) -> Dubbed:
    """The same with lines that were heard before.

    Args:
        portraits: faces of the video that are ready to be drawn, which spares following them again.

    Raises:
        StudioError: something of it can't be had, done or written.
    """
    progress(0.0, Said("opening"))
    _check(settings, len(lines), place)
    video = _video_of(path)
    return _written(video, _track_of(video, settings), lines, settings, place, progress, portraits)


def dub_project(
    content: ProjectFile,
    portrait: Portrait,
    place: Path,
    progress: Progress,
    others: Sequence[Portrait] = (),
    *,
    tracker: str = "landmarker",
    force: bool = False,
) -> Dubbed:
    """Write a project's film with its lines: what is set otherwise is left out, so that all outside the lines
    is the source's own.

    Args:
        portrait, others: faces that are ready to be drawn; any other of the film is followed first.
        tracker: follows that, and looks at the result.

    Raises:
        StudioError: something of it can't be had, done or written.
    """
    project, length = content.project, portrait.source.length
    if place.exists() and place.samefile(portrait.path):
        raise UsageError(Said("The result would replace the film itself."), Said("Give another name."))
    settings = DubSettings(
        track=0 if project.source is None else project.source.track,
        speaking=project.speaking, renderer=portrait.renderer.name, tracker=tracker, force=force,
    )  # fmt: skip
    if length is None:
        raise UsageError(Said("Only a video can be dubbed."), Said("Export a picture that speaks instead."))
    for line in project.lines:
        refuse_outside(line.name, line.range, length)
    ready = (portrait, *others)
    faces = [(line, _face_of(line, ready)) for line in project.lines]
    placed = [
        each
        for face in dict.fromkeys(face for _, face in faces)
        for each in _placed_of(content, [line for line, its in faces if its == face], face, length)
    ]
    done = dub_placed(portrait.path, placed, settings, place, progress, ready)
    return replace(done, told=(*done.told, *map(_from_the_project, lost_recordings(project))))


def _from_the_project(name: str) -> str:
    return Said("The recording of {0} is not where it was: the copy in the project, mono, is heard.", name)


def _face_of(line: ProjectLine, portraits: Sequence[Portrait]) -> FaceChoice:
    ready = (portrait.face for portrait in portraits if is_said_by(line, portrait))
    return next(ready, FaceChoice(point=line.face))


def _placed_of(
    content: ProjectFile, said: Sequence[ProjectLine], face: FaceChoice, length: Seconds
) -> list[Placed]:
    """The lines of one face."""
    ordered = sorted(said, key=lambda line: line.start)
    mouths = mouths_of(ordered, content.performances, length)
    return [
        Placed(
            line.name, face, cut(content.takes[line.take.id], line.take.part), sound_of(line, content),
            TimeRange(line.start, min(line.range.end, length)), mouth, line.left,
        )
        for line, mouth in zip(ordered, mouths, strict=True)
    ]  # fmt: skip


def _written(
    video: Video,
    track: int | None,
    lines: Sequence[Placed],
    settings: DubSettings,
    place: Path,
    progress: Progress,
    portraits: Sequence[Portrait] = (),
) -> Dubbed:
    path = video.path
    _refuse_overlaps(lines)
    scenes = _scenes(video, lines, settings, share(progress, 0.0, _FOUND), portraits)
    picture = stored_picture(path, place.suffix.lower())
    whose = _whose(picture, lines)
    wanted = [range(first, end) for first, end in _runs([bool(faces) for faces in whose])]
    with ExitStack() as held:
        part = held.enter_context(written_beside(place, settings.force))
        work = _Drawing(video, picture, scenes, whose)
        stretches = [
            work.stretch(frames, held, place, share(progress, _FOUND, _DRAWN))
            for frames in picture.stretches(wanted)
        ]
        joining = share(progress, _DRAWN, _JOINED)
        told = _joined(path, part, picture, stretches, lines, track, lambda done: joining(done, _JOINING))
        progress(_JOINED, Said("checking"))
        facts = _checked(path, part, place)
        leaks = _leaks(part, lines, scenes, settings, share(progress, _JOINED, 1.0))
        reports = tuple(
            LineReport(line.name, line.sounds, line.shows, line.by_ear, line.left_out, leak)
            for line, leak in zip(lines, leaks, strict=True)
        )
    encoded = sum(len(each.frames) for each in stretches)
    told = (*video.told, *_told(picture, stretches, sum(map(len, wanted))), *told)
    return Dubbed(
        place, len(picture), sum(map(len, wanted)), encoded, work.resumed, work.unseen, reports, facts, told
    )


_JOINING: Final = Said("putting it together")


# What is known at once -------------------------------------------------------------------------------


def _check(settings: DubSettings, count: int, place: Path) -> None:
    """Refuse what nobody offers, before anything is loaded."""
    if not count:
        raise UsageError(Said("No line is given."), Said("Give one with --audio or --text, or a sheet."))
    if place.suffix.lower() not in CONTAINERS:
        raise UsageError(
            Said("A dubbed film is not written as “{0}”.", place.suffix),
            Said("End the name in {0}: its streams are copied.", listed(CONTAINERS)),
        )
    providers.check("renderer", settings.renderer)
    providers.check("tracker", settings.tracker)
    providers.check("driver", settings.speaking.drivers.of("mouth"))


def _video_of(path: Path) -> Video:
    source = open_source(path)
    if not isinstance(source, Video):
        raise UsageError(
            Said("{0} is a picture, and only a video can be dubbed.", path),
            Said("“galatea animate” lets a picture speak."),
        )
    return source


def _track_of(video: Video, settings: DubSettings) -> int | None:
    """Number among all streams of the sound that lines go into; None if there is no sound."""
    if not video.has_sound:
        return None
    number = video.sound(track=settings.track).track.stream
    with opened_container(video.path) as container:
        return container.streams.audio[number].index


# What is said ----------------------------------------------------------------------------------------


def _heard(
    video: Video, cues: Sequence[DubCue], settings: DubSettings, progress: Progress
) -> tuple[Placed, ...]:
    lines = []
    how = settings.speaking.moving(LIPS)
    for number, cue in enumerate(cues):
        telling = share(progress, number / len(cues), (number + 1) / len(cues))
        if cue.audio is None:
            spoken = speaking.say(cue.text, how, video.rate, telling)
        else:
            spoken = speaking.hear(cue.audio, cue.text, how, video.rate, telling, cue.cues)
        lines.append(_placed(cue, spoken, video.length, settings.left))
    return tuple(lines)


def _placed(cue: DubCue, spoken: speaking.Spoken, length: Seconds, left: float) -> Placed:
    """A line in its range.

    Raises:
        UsageError: it does not fit in there, or into the film.
    """
    end = cue.end if cue.end is not None else cue.start + spoken.speech.length
    taken = f"{float(spoken.speech.length):.2f}"
    if cue.end is not None and spoken.speech.length > cue.end - cue.start + _TRUE:
        raise UsageError(
            Said("{0} takes {1} s, and its range {2} s.", cue.name, taken, f"{float(end - cue.start):.2f}"),
            Said("Give a longer range, or a shorter line."),
        )
    refuse_outside(cue.name, TimeRange(cue.start, max(end, cue.start)), length)
    sounds = TimeRange(cue.start, min(end, length))
    if cue.end is not None:
        ease = min(EASE, sounds.length / 2)
        mouth = Mouth(spoken.performance, cue.start, sounds, ease, ease)
    else:
        rise, fall = min(EASE, sounds.start), min(EASE, length - sounds.end)
        shows = TimeRange(sounds.start - rise, sounds.end + fall)
        mouth = Mouth(spoken.performance, cue.start, shows, rise, fall)
    sound = SoundReader(cue.audio, channels=2) if cue.audio is not None else _sound_of(spoken.speech)
    return Placed(
        cue.name, cue.face, spoken.speech, sound, sounds, mouth, left, spoken.by_ear, spoken.left_out
    )


def _sound_of(speech: Speech) -> Sound:
    return Sound(speech.samples, speech.sample_rate)


def refuse_outside(name: str, span: TimeRange, length: Seconds) -> None:
    """Refuse a line that does not lie within a film.

    Raises:
        UsageError: it does not.
    """
    if not 0 <= span.start < min(span.end, length) or span.end > length + EASE:
        raise UsageError(
            Said(
                "{0} would be from {1} to {2} s, and the video ends at {3} s.",
                name, f"{float(span.start):.2f}", f"{float(span.end):.2f}", f"{float(length):.2f}",
            ),
            Said("Give an earlier place, or a shorter line."),
        )  # fmt: skip


def _refuse_overlaps(lines: Sequence[Placed]) -> None:
    ordered = sorted(lines, key=lambda line: line.sounds.start)
    for before, after in pairwise(ordered):
        if before.face == after.face and after.sounds.start < before.sounds.end:
            raise UsageError(
                Said("{0} begins before {1} ends.", after.name, before.name),
                Said("One mouth says one line at a time: give them other ranges, or other faces."),
            )


# How faces move --------------------------------------------------------------------------------------


def _scenes(
    video: Video,
    lines: Sequence[Placed],
    settings: DubSettings,
    progress: Progress,
    portraits: Sequence[Portrait],
) -> dict[FaceChoice, Scene]:
    """For each face that speaks, the scene of all its lines."""
    faces = list(dict.fromkeys(line.face for line in lines))
    ready = {each.face: each for each in portraits}
    scenes = {}
    for number, face in enumerate(faces):
        telling = share(progress, number / len(faces), (number + 1) / len(faces))
        portrait = ready.get(face) or prepared(
            video, providers.renderer(settings.renderer), face, telling, path=video.path,
            tracker=settings.tracker,
        )  # fmt: skip
        own = [line for line in lines if line.face == face]
        scenes[face] = _scene(portrait, own, settings.quality).met(telling)
    return scenes


def _scene(portrait: Portrait, lines: Sequence[Placed], quality: Quality) -> Scene:
    speech, start = joined([(line.speech, line.sounds.start) for line in lines])
    return Scene(
        portrait, Timeline(rate=portrait.rate), {}, None, speech, start, portrait.rate, quality,
        mouths=tuple(line.mouth for line in lines),
    )  # fmt: skip


# What is drawn ---------------------------------------------------------------------------------------


def _whose(picture: StoredPicture, lines: Sequence[Placed]) -> list[tuple[FaceChoice, ...]]:
    """For each frame, whose mouths are others."""
    return [
        tuple(dict.fromkeys(line.face for line in lines if line.shows.holds(time))) for time in picture.times
    ]


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    for flag, run in groupby(range(len(flags)), key=lambda index: flags[index]):
        if flag:
            stretch = list(run)
            yield stretch[0], stretch[-1] + 1


@dataclass(slots=True)
class _Drawing:
    """Draws stretches of a film, and puts away what is drawn.

    Attributes:
        whose: for each frame, whose mouths are others.
        resumed: frames that an earlier run had left.
        unseen: frames that should have been others and show no whole face.
    """

    video: Video
    picture: StoredPicture
    scenes: dict[FaceChoice, Scene]
    whose: Sequence[tuple[FaceChoice, ...]]
    resumed: int = field(default=0, init=False)
    unseen: int = field(default=0, init=False)

    def stretch(self, frames: range, held: ExitStack, place: Path, progress: Progress) -> Stretch:
        """Frames, drawn and encoded; what lies in its folder lies there as long as is held."""
        folder = held.enter_context(footage_folder(self._key(frames, place)))
        size, rate = self.video.size, self.video.rate
        footage = held.enter_context(PacketFootage("web", folder, size, rate, self.picture.encoding))
        begun = footage.frame_count
        self.resumed += begun
        self.unseen += sum(self._stays(index) for index in frames)
        clock = Clock(len(frames) - begun)
        for pixels in self._frames(frames[begun:]):
            footage.write(pixels)
            done = footage.frame_count
            told, left = Said("frame {0} of {1}", done, len(frames)), clock.tick()
            progress(self._done(frames[done - 1]), Said("{0}, {1}", told, left) if left else told)
        footage.complete()
        return Stretch(frames, footage)

    def _done(self, index: int) -> float:
        return index / max(len(self.picture), 1)

    def _place(self, index: int) -> int:
        """The number of a frame at the steady rate at which the video is read."""
        return max(round(self.picture.times[index] * self.video.rate.fps), 0)

    def _stays(self, index: int) -> bool:
        scenes, time = [self.scenes[face] for face in self.whose[index]], self.picture.times[index]
        return any(not scene.subject.is_seen(scene.subject.index_at(time)) for scene in scenes)

    def _frames(self, frames: range) -> Iterator[Pixels]:
        """In order; each scene draws in one go what follows one another with the same mouths."""
        for faces, run in groupby(frames, key=lambda index: self.whose[index]):
            places = [self._place(index) for index in run]
            for first, end in _stretches_of(places):
                yield from self._drawn(faces, first, end)

    def _drawn(self, faces: Sequence[FaceChoice], first: int, end: int) -> Iterator[Pixels]:
        subject = next(iter(self.scenes.values())).subject
        reel = subject.new_reel()
        drawn = [self.scenes[face].frames(first, end) for face in faces]
        for place in range(first, end):
            time = self.video.rate.time_of(place)
            own = reel.pixels(subject.index_at(time))
            yield together(own, [on_host(next(each).pixels) for each in drawn])

    def _key(self, frames: range, place: Path) -> str:
        """Digest of all that decides the pixels of a stretch, and of where it goes."""
        path = self.video.path
        file = path.stat()
        digest = hashlib.sha256()
        facts = (
            __version__, [card.name for card in cards() if is_installed(card.name)], path.absolute(),
            file.st_size, file.st_mtime_ns, place.absolute(), frames, self.picture.encoding,
        )  # fmt: skip
        digest.update(repr(facts).encode())
        for face, scene in self.scenes.items():
            digest.update(repr((face, scene.portrait.renderer.name, scene.quality)).encode())
            if frames:
                digest.update(scene.rows(self._place(frames[0]), self._place(frames[-1]) + 1).tobytes())
            digest.update(repr([(mouth.shows, mouth.rise, mouth.fall) for mouth in scene.mouths]).encode())
            if scene.speech is not None:
                digest.update(scene.speech.samples.tobytes())
        return digest.hexdigest()


def _stretches_of(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, from one to before another."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last + 1
            first = place
        last = place
    yield first, last + 1


# What is put together --------------------------------------------------------------------------------


def _joined(
    path: Path,
    part: Path,
    picture: StoredPicture,
    stretches: Sequence[Stretch],
    lines: Sequence[Placed],
    track: int | None,
    tell: Told,
) -> tuple[str, ...]:
    laid = [Line(line.sound, line.sounds, line.left) for line in lines]
    sounds: dict[int, NewSound] = {}
    added: SoundStream | None = None
    told: tuple[str, ...] = ()
    if track is None:
        step = max(picture.times[-1] / max(len(picture) - 1, 1), Seconds(0))
        added = OverSilence(laid, picture.times[-1] + step)
    else:
        sounds[track], said = laid_over(path, track, laid, picture_begins(path) or Seconds(0))
        told = (said,) if said else ()
    return (*told, *spliced(path, part, picture, stretches, sounds, added, tell))


def _checked(path: Path, part: Path, place: Path) -> VideoFacts:
    """Raises:
    NotAsOrdered: frames, length, size or rate are not the source's.
    """
    before, after = check_video(path), check_video(part)
    wrong = {
        Said("{0} frames and not {1}", after.frame_count, before.frame_count): after.frame_count
        != before.frame_count,
        Said("{0} s and not {1} s", f"{float(after.length):.3f}", f"{float(before.length):.3f}"): abs(
            after.length - before.length
        )
        > max(_TRUE, 1 / before.rate.fps),
        Said("{0} × {1} pixels", after.size[0], after.size[1]): after.size != before.size,
        Said("{0} frames a second and not {1}", f"{float(after.rate):g}", f"{float(before.rate):g}"): abs(
            float(after.rate) - float(before.rate)
        )
        > 0.01,
    }
    if found := [what for what, is_wrong in wrong.items() if is_wrong]:
        raise NotAsOrdered(
            Said("{0} did not come out as ordered: {1}.", place.name, listed(found)),
            Said("It was not kept. Dub it again."),
        )
    return after


def _told(picture: StoredPicture, stretches: Sequence[Stretch], wanted: int) -> tuple[str, ...]:
    encoded = sum(len(each.frames) for each in stretches)
    if picture.header is None:
        return (
            Said(
                "The whole picture had to be encoded anew: a stretch can't be put into this kind of video. "
                "Outside the ranges it looks the same, and is not the same to the bit."
            ),
        )
    beside = encoded - wanted
    if not beside:
        return ()
    return (
        Said(
            "{0} frames beside the ranges, up to the next place where a video can be cut, were encoded anew.",
            beside,
        ),
    )


# How much of the old mouth shows ---------------------------------------------------------------------


def _leaks(
    part: Path,
    lines: Sequence[Placed],
    scenes: dict[FaceChoice, Scene],
    settings: DubSettings,
    progress: Progress,
) -> list[LipLeak | None]:
    film, out = Video(part), []
    for number, line in enumerate(lines):
        telling = share(progress, number / len(lines), (number + 1) / len(lines))
        out.append(_leak(film, line, scenes[line.face], settings, telling))
    return out


def _leak(
    film: Video, line: Placed, scene: Scene, settings: DubSettings, progress: Progress
) -> LipLeak | None:
    """Of the middle of a line: where it is eased in and out, both mouths are meant to show."""
    tracker, subject, rate = providers.tracker(settings.tracker), scene.subject, film.rate
    first_whole = line.shows.start + line.mouth.rise
    span = TimeRange(first_whole, max(line.shows.end - line.mouth.fall, first_whole))
    first, end = (round(time * rate.fps) for time in (span.start, span.end))
    if end <= first:
        return None
    times = [rate.time_of(place) for place in range(first, end)]
    indexes = [subject.index_at(time) for time in times]
    seen = np.full(len(times), np.nan)
    followed = subject.followed
    assert followed is not None, "it is a video"
    for place, (index, frame) in enumerate(zip(indexes, film.frames(times[0]), strict=False)):
        progress(place / len(times), Said("looking at the lips"))
        middle = followed.landmarks[index][:, :2].mean(0)
        seen[place] = seen_gap(tracker, frame.pixels, FaceChoice(point=(float(middle[0]), float(middle[1]))))
    states = [scene.state_at(time) for time in times]
    return lip_leak(asked_gaps(subject, states, indexes[0]), own_gaps(subject, indexes), seen)
