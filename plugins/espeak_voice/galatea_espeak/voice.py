"""A voice of the studio that speaks through espeak-ng: text → speech, sentence by sentence."""

from collections.abc import Iterator
from typing import ClassVar, Final

from galatea_espeak.languages import LANGUAGES
from galatea_espeak.reading import End, pieces
from galatea_espeak.synthesis import Synthesis, installed
from galatea_espeak.timing import timed
from studio.api import Speech, TextUnspeakable, UsageError

SPEEDS: Final = (0.5, 2.0)
_WORDS_PER_MINUTE: Final = 160
"""A little slower than espeak's own 175, at which lips hardly open between two sounds that shut them."""
# Seconds of silence around a piece.
_LEAD: Final = 0.10
_FIRST: Final = 0.20
"""More, before the first of all."""
_TAILS: Final[dict[End, float]] = {"clause": 0.12, "sentence": 0.34, "paragraph": 0.74}


class EspeakVoice:
    """One language; each has a class of its own, which can be made without arguments.

    Raises:
        DeviceError: espeak-ng is not on this machine.
    """

    code: ClassVar[str]
    """Which of ``LANGUAGES``."""

    def __init__(self) -> None:
        installed()
        self._language = LANGUAGES[self.code]

    @property
    def name(self) -> str:
        return f"espeak-{self.code}"

    def speak(self, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        """Sentence by sentence, each as soon as it is ready; times count from the piece's own start.

        The same text always sounds the same: there is nothing that a ``seed`` could change.

        Raises:
            TextUnspeakable: nothing in the text can be said in this language.
            UsageError: the speed is not between 0.5 and 2.
            DeviceError: espeak-ng can't be started.
        """
        if not SPEEDS[0] <= speed <= SPEEDS[1]:
            raise UsageError(
                f"A voice can't speak at speed {speed:g}.", "Choose from 0.5 (slow) to 2 (fast)."
            )
        if next(pieces(text, self._language), None) is None:
            raise self._unspeakable(text)
        return self._speak(text, speed)

    def _speak(self, text: str, speed: float) -> Iterator[Speech]:
        language = self._language
        first = _FIRST
        with Synthesis(language.voice, round(_WORDS_PER_MINUTE * speed)) as espeak:
            for piece in pieces(text, language):
                sound = espeak.say(piece.text)
                lead, tail = _LEAD + first, _TAILS[piece.end]
                speech = timed(sound, piece, language.mouths, lead, tail, is_spaced=language.is_spaced)
                if speech is not None:
                    yield speech
                    first = 0.0
        if first:
            raise self._unspeakable(text)

    def _unspeakable(self, text: str) -> TextUnspeakable:
        shown = "".join(c if c.isprintable() else " " for c in text).strip()
        if not shown:
            return TextUnspeakable("There is no text to speak.", "Write a sentence, or give a sound file.")
        shown = shown if len(shown) <= 40 else shown[:40] + "…"
        return TextUnspeakable(
            f"The voice finds nothing to say in “{shown}”: it speaks {self._language.name}.",
            "Write a whole sentence in its letters, or choose another voice.",
        )
