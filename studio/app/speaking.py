"""A text, or a recording, becomes sound, words and motion that an edit can place in a project."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from studio.app.jobs import Progress
from studio.app.session import Session
from studio.core.edits import spoken
from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.project import SpeakingSettings
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds
from studio.engine import providers
from studio.engine.speaking.alignment import align
from studio.engine.speaking.tags import read_tags, with_tags
from studio.files.sound import Sound, is_silent, read_sound

_RECORDED_AT: Final = 24000


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

    def placed(self, session: Session, label: str) -> None:
        """Put it into the project, in place of what was said before."""
        name = session.keep("speech", self.performance, self.speech)
        session.apply(label, spoken(self.text, name, name, self.speech.length))


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
    transcript: str | None,
    settings: SpeakingSettings,
    rate: FrameRate,
    progress: Progress,
) -> Spoken:
    """Move the face to a recording; a transcript makes the lips exact.

    Raises:
        FileMissing, FileUnreadable: no such sound.
        NoSpeech: nothing is to be heard in it.
    """
    progress(0.0, "listening")
    heard = read_sound(sound, _RECORDED_AT) if isinstance(sound, Path) else sound
    mono = heard.samples if heard.samples.ndim == 1 else heard.samples.mean(1)
    if is_silent(mono, heard.rate):
        raise NoSpeech("Nothing is to be heard in the recording.", "Record again, or louder.")
    guessed: list[object] = []
    speech = align(mono, heard.rate, transcript, guessed.append)
    progress(0.8, "moving the face")
    driver = providers.driver(settings.driver)
    performance = driver.drive(iter((speech,)), rate, settings.seed)
    return Spoken(transcript or "", speech, performance, bool(guessed))


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
