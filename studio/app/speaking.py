"""A text, a recording or a filmed face becomes motion, and sound with its words, for an edit to place."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from studio.app.jobs import Progress
from studio.app.session import Session
from studio.core.edits import kept, spoken, together
from studio.core.errors import NoSpeech, UsageError
from studio.core.face import Performance
from studio.core.numbers import shortened
from studio.core.project import Edit, SpeakingSettings
from studio.core.speech import Cue, Phoneme, Speech, Word
from studio.core.time import FrameRate, TimeRange
from studio.core.timeline import Media
from studio.core.words import Said, listed
from studio.engine import providers
from studio.engine.portrait import open_source
from studio.engine.ports import Choosy, Driver
from studio.engine.progress import onward, share
from studio.engine.promises import each_of
from studio.engine.speaking.alignment import align
from studio.engine.speaking.ensemble import driven, ensemble_of
from studio.engine.speaking.filmed import FilmedDriver
from studio.engine.speaking.manner import in_manner
from studio.engine.speaking.tags import read_tags, with_tags
from studio.engine.tracking.performance import track_performance
from studio.engine.tracking.port import FaceChoice
from studio.files.manners import read_manner
from studio.files.projects import media_of
from studio.files.sound import (
    Samples,
    Sound,
    SoundReader,
    SoundSpool,
    SoundStream,
    as_stored,
    is_silent,
)

_MOST_TOLD: Final = 5
"""Words that were left out of which a person is told each."""
_RECORDED_AT: Final = 24000
_AT_ONCE: Final = 1 << 20
_LOUDEST: Final = 32767.0
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]?")


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """What is said, and how the face moves to it.

    Attributes:
        by_ear: where the phonemes are a guess, because there is no transcript or it does not fit.
        left_out: words of the text that the voice can't say.
        sound: the file that it was heard in; None if a voice said it, or the microphone recorded it.
        told: what a person should know of the file: which of its sounds is heard, and the like.
        seed: by what chance the face moves.
    """

    text: str
    speech: Speech
    performance: Performance
    by_ear: tuple[TimeRange, ...] = ()
    left_out: tuple[str, ...] = ()
    sound: Media | None = None
    told: tuple[str, ...] = ()
    seed: int = 0

    def placed(
        self,
        session: Session,
        label: str,
        name: str,
        instead: str = "",
        played: TimeRange | None = None,
    ) -> None:
        """Put it into the project, in place of what was said before, and into the library.

        Args:
            name: what the library calls it.
            instead: the id of the sound in the library that this is another version of.
            played: the range, where a person chose it.
        """
        item = session.listed(name, self.performance, self.speech, self.text)
        session.apply(label, together(self.placing(item.id, played), kept(item, instead)))

    def placing(self, name: str, played: TimeRange | None = None) -> Edit:
        """The edit that lets a project say it; its speech and motion are known there by this id."""
        return spoken(self.text, name, name, self.speech.length, self.sound, played=played)


def words_left_out(words: Sequence[str]) -> str:
    """What a person is told of words that the voice can't say; empty if it says all."""
    if not words:
        return ""
    named = [*map(shortened, words[:_MOST_TOLD]), *(["…"] if len(words) > _MOST_TOLD else [])]
    return Said("The voice can't say these words and left them out: {0}.", listed(named))


def say(
    text: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
    filmed: Performance | None = None,
    picture: str = "",
) -> Spoken:
    """Speak a text; ``[AU12=2]tags[/]`` in it move the face over their words.

    The face follows the voice sentence by sentence, if the driver can; the sound lies on disk.

    Args:
        filmed: moves what ``settings.filmed`` says, whoever moves the lips.
        picture: digest of who speaks; where no seed was chosen, others move otherwise.

    Raises:
        NoSpeech, TextUnspeakable: nothing in it can be said.
        UsageError: a tag names no unit.
    """
    progress(0.0, Said("loading the voice"))
    tagged = read_tags(text)
    voice, driver = providers.voice(settings.voice), _driver_of(settings, filmed)
    left_out = voice.left_out(tagged.text) if isinstance(voice, Choosy) else ()
    pieces = each_of(voice, voice.speak(tagged.text, settings.speed, settings.seed or 0), Speech)
    seed = settings.seed_for(picture.encode(), _said(tagged.text))
    first = next(pieces, None)
    if first is None:
        raise NoSpeech(Said("The voice says nothing to this text."), Said("Write a whole sentence."))
    progress = onward(progress)
    finishing = share(progress, 0.9, 1.0)
    with _Heard(first.sample_rate) as heard:

        def moving(done: float, doing: str) -> None:
            # While the voice speaks on, it alone knows how far the whole is.
            finishing(done, doing) if heard.is_whole else progress(0.0, doing)

        passing = _told(heard.passing(chain((first,), pieces)), len(tagged.text), share(progress, 0.0, 0.9))
        performance = in_manner(_moved(driver, passing, rate, seed, moving), settings.manner)
        speech = heard.speech()
    moved = with_tags(performance, tagged, speech.words)
    return Spoken(text, speech, moved, left_out=left_out, seed=seed)


def hear(
    sound: Sound | Path,
    transcript: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
    cues: Sequence[Cue] = (),
    track: int = 0,
    filmed: Performance | None = None,
    picture: str = "",
) -> Spoken:
    """Move the face to a recording; a transcript makes the lips exact, and may have tags in it.

    Words and phonemes are looked for only if the driver hears them, or tags hold over words. Where the
    transcript says something else than is heard, the lips follow the sound.

    Args:
        cues: the transcript line by line, if it is known when each is said.
        track: which sound of a file, from 1; 0 is the one that the file, or a voice in it, suggests.
        filmed: moves what ``settings.filmed`` says, whoever moves the lips.
        picture: digest of who speaks; where no seed was chosen, others move otherwise.

    Raises:
        FileMissing, FileUnreadable: no such sound.
        NoSpeech: nothing is to be heard in it.
        UsageError: a tag in the transcript names no unit, or there is no such track.
    """
    progress(0.0, Said("listening"))
    recording = SoundReader(sound, _RECORDED_AT, track=track) if isinstance(sound, Path) else sound
    told = recording.told if isinstance(recording, SoundReader) else ()
    mono = _spooled(recording, progress)
    if is_silent(mono, recording.rate):
        raise NoSpeech(Said("Nothing is to be heard in the recording."), Said("Record again, or louder."))
    tagged, driver = read_tags(transcript), _driver_of(settings, filmed)
    speech, by_ear = Speech(mono, recording.rate), list[TimeRange]()
    if driver.hears & {"words", "phonemes"} or tagged.cues:
        listening = share(progress, 0.0, 0.8)
        plain = [Cue(read_tags(cue.text).text, cue.range) for cue in cues]
        speech = align(mono, recording.rate, tagged.text or None, by_ear.append, listening, plain)
    said = transcript if speech.words or not by_ear else ""
    made = _again(speech, said, driver, settings, rate, share(progress, 0.8, 1.0), picture)
    media = replace(media_of(sound), track=track) if isinstance(sound, Path) else None
    return replace(made, by_ear=tuple(by_ear), sound=media, told=told)


def _spooled(sound: SoundStream, progress: Progress) -> Samples:
    """A sound as a project keeps it, mono, on disk."""
    with closing(SoundSpool(sound.rate)) as spool:
        for block in sound.blocks():
            progress(0.0, Said("listening"))
            spool.append(as_stored(block if block.ndim == 1 else block.mean(1)))
        return spool.samples()


def again(
    speech: Speech,
    text: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
    filmed: Performance | None = None,
    picture: str = "",
) -> Spoken:
    """Move the face to speech whose words and phonemes are known; by chance as ``say`` or ``hear`` did.

    Raises:
        UsageError: a tag in the text names no unit.
    """
    return _again(speech, text, _driver_of(settings, filmed), settings, rate, progress, picture)


def _driver_of(settings: SpeakingSettings, filmed: Performance | None) -> Driver:
    """The drivers that were chosen; what was filmed, and then the habits of the manner, go before them.

    Raises:
        UsageError: there is no such driver.
        FileMissing, FileUnreadable: there is no such manner.
    """
    instead: list[Driver] = []
    if filmed is not None and len(filmed):
        instead.append(FilmedDriver(filmed, settings.filmed.moves))
    if settings.manner.name:
        instead.append(_living(settings.manner.name))
    return ensemble_of(settings.drivers, *instead)


def _living(manner: str) -> Driver:
    """The habits of a manner; loaded when they are wanted, since their curves need half a second of SciPy."""
    living: Driver = import_module("studio.engine.speaking.living").LivingDriver(read_manner(manner))
    return living


def _again(
    speech: Speech,
    text: str,
    driver: Driver,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
    picture: str,
) -> Spoken:
    tagged = read_tags(text)
    seed = settings.seed_for(picture.encode(), _said(tagged.text) or _sound(speech.samples))
    moved = _moved(driver, iter((speech,)), rate, seed, onward(progress))
    performance = in_manner(moved, settings.manner)
    return Spoken(text, speech, with_tags(performance, tagged, speech.words), seed=seed)


def _said(text: str) -> bytes:
    """Words, however they are spaced; nothing where nobody wrote them down."""
    return " ".join(text.split()).encode()


def _sound(samples: NDArray[np.float32]) -> bytes:
    """What tells a sound from others, however it is stored: as a project keeps it."""
    digest = hashlib.sha256()
    for start in range(0, len(samples), _AT_ONCE):
        digest.update(np.round(samples[start : start + _AT_ONCE] * _LOUDEST).astype("<i2").tobytes())
    return digest.digest()


def _moved(
    driver: Driver, pieces: Iterator[Speech], rate: FrameRate, seed: int, progress: Progress
) -> Performance:
    """All that a driver gives."""

    def given() -> Iterator[Performance]:
        progress(0.0, Said("moving the face"))
        for piece in driven(driver, pieces, rate, seed, progress):
            yield piece
            progress(0.0, Said("moving the face"))

    return Performance.joined(given(), rate)


class _Heard:
    """What a voice says, piece by piece: its sound goes to disk, words and phonemes are noted.

    Attributes:
        is_whole: it has said everything.
    """

    def __init__(self, sample_rate: int) -> None:
        self.is_whole = False
        self._spool = SoundSpool(sample_rate)
        self._words: list[Word] = []
        self._phonemes: list[Phoneme] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def passing(self, pieces: Iterator[Speech]) -> Iterator[Speech]:
        """The same pieces, noted as they pass."""
        for piece in pieces:
            start = self._spool.length
            self._words += [Word(word.text, word.range.moved(start)) for word in piece.words]
            self._phonemes += [Phoneme(p.name, p.range.moved(start), p.stress) for p in piece.phonemes]
            self._spool.append(as_stored(piece.samples))
            yield piece
        self.is_whole = True

    def speech(self) -> Speech:
        """All of them together."""
        spool = self._spool
        return Speech(spool.samples(), spool.rate, tuple(self._words), tuple(self._phonemes))


def _told(pieces: Iterator[Speech], letters: int, progress: Progress) -> Iterator[Speech]:
    said = 0
    for piece in pieces:
        said += sum(len(word.text) + 1 for word in piece.words)
        progress(said / max(letters, 1), Said("speaking"))
        yield piece


def followed(video: Path, progress: Progress, tracker: str = "landmarker") -> Performance:
    """The motion of the largest face in a video.

    Raises:
        FileMissing, FileUnreadable: it can't be read.
        NoFace: no frame shows a face.
    """
    progress(0.0, Said("opening"))
    return track_performance(open_source(video), providers.tracker(tracker), FaceChoice(), progress)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in a text that is being written.

    Attributes:
        start, end: its letters, half-open, with the brackets.
        problem: what is wrong with it, and what to do; empty if nothing is.
    """

    start: int
    end: int
    problem: str = ""


def tags_in(text: str, depth: int = 0) -> tuple[tuple[Tag, ...], int]:
    """The tags of one line of a text, the one that is still being typed too.

    Args:
        depth: how many are open where the line begins; how many are at its end is given back.
    """
    tags: list[Tag] = []
    for found in _BRACKETS.finditer(text):
        start, end = found.span()
        if found[0] == "[/]":
            tags.append(Tag(start, end, "" if depth else Said("This closes nothing: take it out.")))
            depth = max(0, depth - 1)
        elif not found[0].endswith("]"):
            tags.append(Tag(start, end))
        elif (problem := _problem(found[0])) is not None:
            tags.append(Tag(start, end, problem))
            depth += 1
    return tuple(tags), depth


def spoken_words(text: str) -> str:
    """A text as it is spoken: without what stands in brackets for the face, on one line."""
    words = _BRACKETS.sub(lambda found: found[0] if _problem(found[0]) is None else "", text)
    return " ".join(words.replace("[/]", "").split())


def _problem(brackets: str) -> str | None:
    """What is wrong with a tag, if anything; None where the brackets are no tag but text."""
    try:
        return None if read_tags(brackets).text else ""
    except UsageError as error:
        return str(error)
