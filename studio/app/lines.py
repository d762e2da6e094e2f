"""Lines of a dub as a project has them: heard, seen, mixed, and read from a cue sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from studio.app import speaking
from studio.app.jobs import Progress
from studio.app.session import Session
from studio.core import edits
from studio.core.errors import Cancelled, StudioError
from studio.core.line_edits import free_id, lines_placed, take_added
from studio.core.lines import LIPS, FacePoint, Line, Mouth, Take, cut, mouths_of
from studio.core.project import Edit, Kept, Project, SpeakingSettings
from studio.core.speech import Cue, Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.words import Said
from studio.engine import providers
from studio.engine.portrait import Portrait, prepared
from studio.engine.progress import share
from studio.engine.tracking.port import FaceChoice
from studio.files import overlaying
from studio.files.cue_sheets import CueRow, read_cue_sheet
from studio.files.fading import Faded
from studio.files.projects import ProjectFile
from studio.files.sound import Samples, Sound, SoundPart, SoundReader, SoundStream
from studio.files.subtitles import read_transcript

_NAME: Final = 40
"""Letters of a text that name a line."""
_WORDS: Final = (".txt", ".srt", ".vtt")
_HOUR: Final = 3600
_HEARD_AT: Final = 24000
"""Hz, where nothing else says it."""


@lru_cache(1)
def _silence(count: int) -> Samples:
    """The same each time, so that it is known to be the same."""
    return np.broadcast_to(np.float32(0), count)


# What is seen ----------------------------------------------------------------------------------------


def is_said_by(line: Line, portrait: Portrait) -> bool:
    """Whether the face of a portrait is the one whose mouth says a line."""
    if line.face is None or line.face == portrait.face.point:
        return line.face == portrait.face.point
    subject = portrait.subject
    if subject.followed is None:
        return False
    points = subject.followed.landmarks[subject.first_seen][:, :2]
    inside = (points.min(0) <= line.face) & (line.face <= points.max(0))
    return bool(inside.all())


def said_by(project: Project, portrait: Portrait) -> tuple[Line, ...]:
    """The lines of a project that the face of a portrait says."""
    return tuple(line for line in project.lines if is_said_by(line, portrait))


def mouths_in(content: ProjectFile, portrait: Portrait) -> tuple[Mouth, ...]:
    """What the mouth of a portrait does where it says lines; nothing in a picture."""
    if portrait.source.length is None:
        return ()
    return mouths_of(said_by(content.project, portrait), content.performances, portrait.source.length)


def joined(pieces: Sequence[tuple[Speech, Seconds]]) -> tuple[Speech, Seconds]:
    """Pieces of speech that begin at these times as one speech, and when that begins: for renderers that
    listen.
    """
    start = min(time for _, time in pieces)
    end = max(time + speech.length for speech, time in pieces)
    samples = np.zeros(round((end - start) * _HEARD_AT) + 1, np.float32)
    words, phonemes = list[Word](), list[Phoneme]()
    for speech, time in sorted(pieces, key=lambda piece: piece[1]):
        later = time - start
        first = round(later * _HEARD_AT)
        for block in Sound(speech.samples, speech.sample_rate).blocks(_HEARD_AT):
            part = block[: len(samples) - first]
            samples[first : first + len(part)] = part
            first += len(part)
        words += [replace(word, range=word.range.moved(later)) for word in speech.words]
        phonemes += [replace(phoneme, range=phoneme.range.moved(later)) for phoneme in speech.phonemes]
    return Speech(samples, _HEARD_AT, tuple(words), tuple(phonemes)), start


def heard_by(content: ProjectFile, portrait: Portrait) -> tuple[Speech, Seconds] | None:
    """What a face says in all its lines, where its renderer listens; None where that does not, or nothing is
    said.
    """
    needs, said = portrait.renderer.needs, said_by(content.project, portrait)
    if not said or not (needs.sound or needs.words or needs.phonemes):
        return None
    return joined([(cut(content.takes[line.take.id], line.take.part), line.start) for line in said])


def speech_in(
    lines: Sequence[Line], takes: Mapping[str, Speech], own: Speech | None, length: Seconds
) -> Speech:
    """The film's own sound, with the words and phonemes of lines where they lie in it.

    Args:
        own: None for a film without sound.
        length: of the film.
    """
    words, phonemes = list[Word](), list[Phoneme]()
    for line in lines:
        said = cut(takes[line.take.id], line.take.part)
        words += [replace(word, range=word.range.moved(line.start)) for word in said.words]
        phonemes += [replace(p, range=p.range.moved(line.start)) for p in said.phonemes]
    samples, rate = (
        (_silence(round(length * _HEARD_AT)), _HEARD_AT) if own is None else (own.samples, own.sample_rate)
    )
    return Speech(samples, rate, tuple(words), tuple(phonemes))


def said_at(lines: Sequence[Line], takes: Mapping[str, Speech], index: int) -> tuple[Line, int] | None:
    """Whose phoneme one of ``speech_in`` is: a line, and the phoneme's number in its take."""
    for line in lines:
        said, part = takes[line.take.id].phonemes, line.take.part
        heard = [n for n, p in enumerate(said) if p.range.start < part.end and p.range.end > part.start]
        if index < len(heard):
            return line, heard[index]
        index -= len(heard)
    return None


def followed(portrait: Portrait, face: FacePoint | None, progress: Progress) -> Portrait:
    """Another face of the same film, ready to be drawn by the same renderer.

    Raises:
        StudioError: it can't be followed, or not be drawn.
    """
    renderer, choice = providers.renderer(portrait.renderer.name), FaceChoice(point=face)
    return prepared(portrait.source, renderer, choice, progress, path=portrait.path)


# What is heard ---------------------------------------------------------------------------------------


def sound_of(line: Line, content: ProjectFile, *, draft: bool = False) -> SoundStream:
    """What is heard of a line, from the file that it was recorded in if that is there.

    Args:
        draft: mono, from what the project keeps.
    """
    take, (fade_in, fade_out) = line.take, line.fades
    whole: SoundStream
    if not draft and take.media is not None and Path(take.media.path).is_file():
        # What else it has than the project's copy: its second channel, and all that is above 12 kHz.
        whole = SoundReader(take.media.path, channels=2, track=take.media.track)
    else:
        speech = content.takes[take.id]
        whole = Sound(speech.samples, speech.sample_rate)
    return Faded(SoundPart(whole, take.part), take.part.length, line.gain, fade_in, fade_out)


def lost_recordings(project: Project) -> tuple[str, ...]:
    """Names of the lines whose recordings are not where they were."""
    takes = ((line.name, line.take.media) for line in project.lines)
    return tuple(name for name, media in takes if media is not None and not Path(media.path).is_file())


def laid(content: ProjectFile, *, draft: bool = False) -> tuple[overlaying.Line, ...]:
    """All lines, to be laid over the film's own sound."""
    return tuple(
        overlaying.Line(sound_of(line, content, draft=draft), line.range, line.left)
        for line in content.project.lines
    )


def mixed(content: ProjectFile, own: Speech | None, length: Seconds) -> overlaying.Mixed:
    """The film's own sound with all lines over it, to be listened to.

    Args:
        own: None for a film without sound.
        length: of the film.
    """
    samples, rate = (np.zeros(0, np.float32), _HEARD_AT) if own is None else (own.samples, own.sample_rate)
    return overlaying.Mixed(samples, rate, length, laid(content, draft=True))


# Lines that are made ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A line that was heard, before it is placed.

    Attributes:
        start: where it is wanted.
        end: where it should have ended; None if nobody said.
        part: what of it is heard; None is all of it.
    """

    spoken: speaking.Spoken
    name: str
    start: Seconds
    end: Seconds | None = None
    speaker: str = ""
    face: str = ""
    part: TimeRange | None = None


def hear(
    sound: Path | Speech,
    name: str,
    text: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
) -> Heard:
    """A recording as a line; of a file without ``text`` the words that lie beside it, as ``NAME.txt`` or
    ``NAME.srt``, are taken.

    Raises:
        StudioError: as ``speaking.hear``.
    """
    cues: tuple[Cue, ...] = ()
    if isinstance(sound, Path) and not text:
        beside = (sound.with_suffix(suffix) for suffix in _WORDS)
        words = next((path for path in beside if path.is_file()), None)
        text, cues = ("", ()) if words is None else read_transcript(words)
    heard = sound if isinstance(sound, Path) else Sound(sound.samples, sound.sample_rate)
    return Heard(speaking.hear(heard, text, settings.moving(LIPS), rate, progress, cues), name, Seconds(0))


def heard_again(
    speech: Speech, item: Kept, settings: SpeakingSettings, rate: FrameRate, progress: Progress
) -> Heard:
    """A sound of the library as a line, with the words that are known of it.

    Raises:
        StudioError: as ``speaking.hear``.
    """
    if not speech.phonemes:
        return hear(speech, item.name, item.text, settings, rate, progress)
    return Heard(again(speech, item.text, settings, rate, progress), item.name, Seconds(0))


def again(
    speech: Speech, text: str, settings: SpeakingSettings, rate: FrameRate, progress: Progress
) -> speaking.Spoken:
    """What the lips of a line do, once more, after its words were changed.

    Raises:
        StudioError: as ``speaking.again``.
    """
    return speaking.again(speech, text, settings.moving(LIPS), rate, progress)


def say(text: str, settings: SpeakingSettings, rate: FrameRate, progress: Progress) -> Heard:
    """A text as a line that a voice says.

    Raises:
        StudioError: as ``speaking.say``.
    """
    return Heard(
        speaking.say(text, settings.moving(LIPS), rate, progress), shortened_to_a_name(text), Seconds(0)
    )


def shortened_to_a_name(text: str) -> str:
    """What a line is called that says a text."""
    said = speaking.spoken_words(text)
    return said if len(said) <= _NAME else f"{said[: _NAME - 1].rstrip()}…"


def read_lines(
    sheet: Path,
    settings: SpeakingSettings,
    rate: FrameRate,
    length: Seconds,
    progress: Progress,
    folder: Path | None = None,
) -> tuple[Heard, ...]:
    """All lines of a cue sheet, heard or spoken. One that counts from a whole hour on, as tapes do, begins
    with the film.

    Args:
        rate, length: of the film; the frames of timecodes are counted in it.
        folder: where its recordings are, if not beside it.

    Raises:
        StudioError: the sheet can't be understood, or one of its lines can't be heard: it is told which.
    """
    rows = read_cue_sheet(sheet, rate, folder)
    first = min(row.start for row in rows)
    if first >= length:
        rows = read_cue_sheet(sheet, rate, folder, Seconds(first // _HOUR * _HOUR))
    out = []
    for number, row in enumerate(rows):
        telling = share(progress, number / len(rows), (number + 1) / len(rows))
        try:
            out.append(_heard(row, settings, rate, telling))
        except Cancelled:
            raise
        except StudioError as error:
            told = Said("Line {0} of {1}: {2}", row.number, sheet.name, error.message)
            raise type(error)(told, error.hint) from error
    return tuple(out)


def _heard(row: CueRow, settings: SpeakingSettings, rate: FrameRate, progress: Progress) -> Heard:
    text, cues = (row.text, ()) if row.transcript is None else read_transcript(row.transcript)
    if row.audio is None:
        spoken = speaking.say(text, settings.moving(LIPS), rate, progress)
    else:
        spoken = speaking.hear(row.audio, text, settings.moving(LIPS), rate, progress, cues)
    name = shortened_to_a_name(text)
    if not name and row.audio is not None:
        name = row.audio.stem
    return Heard(spoken, name or str(row.number), row.start, row.end, row.speaker, row.face)


FaceOf = Callable[[Heard], FacePoint | None]


def placing(session: Session, heard: Sequence[Heard], face_of: FaceOf, instead: str = "") -> Edit:
    """The edit that places lines, and lists their recordings in the library.

    Args:
        instead: the id of the sound in the library that a line is another version of.
    """
    lines, listed, project = list[Line](), list[Edit](), session.project
    for each in heard:
        item, take = _taken(session, each)
        line = Line(
            free_id(replace(project, lines=(*project.lines, *lines))), each.start, (take,),
            face=face_of(each), speaker=each.speaker,
        )  # fmt: skip
        lines.append(line)
        listed.append(edits.kept(item, instead))
    return edits.together(lines_placed(lines), *listed)


def adding_take(session: Session, heard: Heard, line: str, instead: str = "") -> Edit:
    """The edit that gives a line another take, and lists it in the library.

    Args:
        instead: the id of the sound in the library that it is another version of.
    """
    item, take = _taken(session, heard)
    return edits.together(take_added(line, take), edits.kept(item, instead))


def recorded(
    session: Session, heard: Sequence[Heard], instead: Sequence[str], line: str | None, face: FacePoint | None
) -> Edit:
    """The edit that makes recordings takes of a line, the last of which counts.

    Args:
        instead: ids of the sounds in the library that they are other versions of.
        line: the line's id; None makes a new one of the first, which ``face`` says.
    """
    pairs = list(zip(heard, instead, strict=True))
    if line is not None:
        return edits.together(*(adding_take(session, each, line, kept) for each, kept in pairs))
    line = free_id(session.project)
    first = placing(session, heard[:1], lambda _: face, instead[0])
    return edits.together(first, *(adding_take(session, each, line, kept) for each, kept in pairs[1:]))


def _taken(session: Session, heard: Heard) -> tuple[Kept, Take]:
    spoken = heard.spoken
    item = session.listed(heard.name, spoken.performance, spoken.speech, spoken.text)
    take = Take.whole(item.id, spoken.speech.length, heard.name, spoken.text, spoken.sound)
    if heard.part is not None:
        take = replace(take, part=TimeRange(heard.part.start, min(heard.part.end, take.length)))
    return item, take


def too_long(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """Lines that are longer than the sheet has room for."""
    return tuple(
        each for each in heard if each.end is not None and each.spoken.speech.length > each.end - each.start
    )
