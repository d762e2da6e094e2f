"""A text, a recording or a filmed face becomes motion, and sound with its words, for an edit to place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from studio.app.jobs import Progress
from studio.app.session import Session
from studio.core.edits import kept, spoken, together
from studio.core.errors import NoSpeech, UsageError
from studio.core.face import Performance
from studio.core.project import SpeakingSettings
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds
from studio.engine import providers
from studio.engine.animate import open_portrait
from studio.engine.ports import FaceChoice
from studio.engine.speaking.alignment import align
from studio.engine.speaking.tags import read_tags, with_tags
from studio.engine.tracking.performance import track_performance
from studio.files.sound import Sound, is_silent, read_sound

_RECORDED_AT: Final = 24000
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]?")


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """What is said, and how the face moves to it.

    Attributes:
        by_ear: the phonemes of some stretch are a guess, as no transcript tells them.
    """

    text: str
    speech: Speech
    performance: Performance
    by_ear: bool = False

    def placed(self, session: Session, label: str, name: str, instead: str = "") -> None:
        """Put it into the project, in place of what was said before, and into the library.

        Args:
            name: what the library calls it.
            instead: the id of the sound in the library that this is another version of.
        """
        item = session.listed(name, self.performance, self.speech, self.text)
        placing = spoken(self.text, item.id, item.id, self.speech.length)
        session.apply(label, together(placing, kept(item, instead)))


def voices() -> tuple[str, ...]:
    """Names of the voices that are installed."""
    return tuple(providers.survey("voice").offers)


def drivers() -> tuple[str, ...]:
    """Names of what makes motion of speech, as installed."""
    return tuple(providers.survey("driver").offers)


def say(text: str, settings: SpeakingSettings, rate: FrameRate, progress: Progress) -> Spoken:
    """Speak a text; ``[AU12=2]tags[/]`` in it move the face over their words.

    Raises:
        NoSpeech, TextUnspeakable: nothing in it can be said.
        UsageError: a tag names no unit.
    """
    progress(0.0, "loading the voice")
    tagged = read_tags(text)
    voice, driver = providers.voice(settings.voice), providers.driver(settings.driver)
    pieces: list[Speech] = []
    for piece in voice.speak(tagged.text, settings.speed, settings.seed):
        pieces.append(piece)
        said = sum(len(word.text) + 1 for each in pieces for word in each.words)
        progress(min(said / max(len(tagged.text), 1), 1.0) * 0.9, "speaking")
    if not pieces:
        raise NoSpeech("The voice says nothing to this text.", "Write a whole sentence.")
    speech = joined(pieces)
    progress(0.95, "moving the face")
    performance = driver.drive(iter(pieces), rate, settings.seed)
    return Spoken(text, speech, with_tags(performance, tagged, speech.words))


def hear(
    sound: Sound | Path,
    transcript: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
) -> Spoken:
    """Move the face to a recording; a transcript makes the lips exact, and may have tags in it.

    A transcript that says something else than is heard is left out.

    Raises:
        FileMissing, FileUnreadable: no such sound.
        NoSpeech: nothing is to be heard in it.
        UsageError: a tag in the transcript names no unit.
    """
    progress(0.0, "listening")
    heard = read_sound(sound, _RECORDED_AT) if isinstance(sound, Path) else sound
    mono = heard.samples if heard.samples.ndim == 1 else heard.samples.mean(1)
    if is_silent(mono, heard.rate):
        raise NoSpeech("Nothing is to be heard in the recording.", "Record again, or louder.")
    guessed: list[object] = []
    speech = align(mono, heard.rate, read_tags(transcript).text or None, guessed.append)
    said = transcript if speech.words else ""
    return again(speech, said, settings, rate, progress, by_ear=bool(guessed))


def again(
    speech: Speech,
    text: str,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
    *,
    by_ear: bool = False,
) -> Spoken:
    """Move the face to speech whose words and phonemes are known.

    Raises:
        UsageError: a tag in the text names no unit.
    """
    progress(0.8, "moving the face")
    performance = providers.driver(settings.driver).drive(iter((speech,)), rate, settings.seed)
    return Spoken(text, speech, with_tags(performance, read_tags(text), speech.words), by_ear)


def followed(video: Path, progress: Progress) -> Performance:
    """The motion of the largest face in a video.

    Raises:
        FileMissing, FileUnreadable: it can't be read.
        NoFace: no frame shows a face.
    """
    progress(0.0, "opening")
    return track_performance(open_portrait(video), providers.tracker(), FaceChoice(), progress)


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
            tags.append(Tag(start, end, "" if depth else "This closes nothing: take it out."))
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


def retimed(
    text: str, speech: Speech, settings: SpeakingSettings, rate: FrameRate, progress: Progress
) -> Spoken:
    """The motion to speech whose words and phonemes were moved or replaced by hand."""
    progress(0.0, "moving the face")
    performance = providers.driver(settings.driver).drive(iter((speech,)), rate, settings.seed)
    return Spoken(text, speech, with_tags(performance, read_tags(text), speech.words))


def joined(pieces: list[Speech]) -> Speech:
    """Pieces of speech, one after another."""
    words: list[Word] = []
    phonemes: list[Phoneme] = []
    for piece, start in zip(pieces, _starts(pieces), strict=True):
        words += [Word(word.text, word.range.moved(start)) for word in piece.words]
        phonemes += [Phoneme(p.name, p.range.moved(start), p.stress) for p in piece.phonemes]
    samples = np.concatenate([piece.samples for piece in pieces])
    return Speech(samples, pieces[0].sample_rate, tuple(words), tuple(phonemes))


def _starts(pieces: list[Speech]) -> Iterator[Seconds]:
    start = Seconds(0)
    for piece in pieces:
        yield start
        start += piece.length
