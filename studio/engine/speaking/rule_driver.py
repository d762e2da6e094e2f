"""The rule driver: speech to a performance by articulation rules, with blinks, gaze and a moving head.

Everything it does is curves on named channels, the same for the same seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import WHOLE, Portion, life_of
from studio.core.units import CHANNEL_INDEX
from studio.core.words import Said
from studio.engine.ports import Hears
from studio.engine.progress import Progress, unheard
from studio.engine.speaking.articulation import Score, activity, articulate, frame_times
from studio.engine.speaking.breathing import breath
from studio.engine.speaking.envelope import Array, loudness
from studio.engine.speaking.liveliness import blinks, borne, drift, gaze, smiles, turns
from studio.engine.speaking.prosody import Accents, Emphasis, accents, emphasis
from studio.engine.speaking.visemes import spread

_BROWS: Final = ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")
_CORNERS: Final = ("mouthSmileLeft", "mouthSmileRight")
_CHEEKS: Final = ("cheekSquintLeft", "cheekSquintRight")
_WITH_A_SMILE: Final = 0.5
"""How far the cheeks rise with the corners of the mouth."""
_LIDS: Final = ("eyeBlinkLeft", "eyeBlinkRight")
_OPENED: Final = ("eyeWideLeft", "eyeWideRight")
_LIFTED: Final = [1, 4]
"""Of the head's six, what a breath lifts: pitch and height."""
_IDLE: Final = 0.45
"""Share of its pace that a head keeps in a pause."""
_PROSODY, _BLINKS, _GAZE, _DRIFT, _POSTURES, _SMILES, _BREATH = range(7)


class RuleDriver:
    """Phonemes to channels with coarticulation; head, brows, eyes with prosody and by chance."""

    name = "rule"
    hears: frozenset[Hears] = frozenset(("sound", "words", "phonemes"))
    ahead: Seconds | None = None
    rate: FrameRate | None = None

    def __init__(self, portions: frozenset[Portion] = WHOLE) -> None:
        self.moves: frozenset[Portion] = portions

    def part(self, portions: frozenset[Portion]) -> "RuleDriver":
        """See ``Divisible``."""
        return RuleDriver(self.moves & portions)

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """One state per frame, from rest to rest, in one piece; frame i shows the middle of its own time.

        How loud a vowel is counts beside all the others, so it listens to the end first. Of the speech only
        phonemes, words and the level of its sound are kept: 10 minutes are 1 MB.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """
        heard = _hear(speech)
        times = frame_times(rate.count_in(heard.length), rate)
        score = Score.of(heard.phonemes, heard.level)
        found = accents(score, heard.words)
        lips = spread(articulate(score, times)) * np.float32("mouth" in self.moves)
        channels = lips.copy()
        awake = activity(score, times)
        breathed = breath(times, awake, np.random.default_rng([seed, _BREATH]))
        emphasised = emphasis(times, found, np.random.default_rng([seed, _PROSODY]))
        head = _head(times, awake, emphasised, seed)
        head[:, _LIFTED] += breathed
        eyes = np.zeros((len(times), 2))
        if "face" in self.moves:
            _animate_face(channels, times, awake, found, emphasised, seed)
            eyes = gaze(times, head[:, :2], np.random.default_rng([seed, _GAZE]))
        head *= "head" in self.moves
        breathed *= "head" in self.moves
        np.clip(channels, 0.0, 1.0, out=channels)
        tables = head.astype(np.float32), eyes.astype(np.float32)
        life = life_of(np.hstack([channels - lips, *tables]), breathed).astype(np.float32)
        yield Performance(rate, channels, *tables, life=life)


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """What is kept of the speech; times from its very start; level in dB, 100 a second."""

    phonemes: list[Phoneme]
    words: list[Word]
    level: Array
    length: Seconds


def _hear(speech: Iterator[Speech]) -> _Heard:
    phonemes: list[Phoneme] = []
    words: list[Word] = []
    levels: list[Array] = []
    length = Seconds(0)
    for piece in speech:
        phonemes += [Phoneme(p.name, p.range.moved(length), p.stress) for p in piece.phonemes]
        words += [Word(w.text, w.range.moved(length)) for w in piece.words]
        levels.append(loudness(piece.samples, piece.sample_rate))
        length += piece.length
    if not length:
        raise NoSpeech(
            Said("There is nothing to speak."), Said("Give a text, or a sound with a voice in it.")
        )
    return _Heard(phonemes, words, np.concatenate(levels), length)


def _animate_face(
    channels: NDArray[np.float32],
    times: Array,
    awake: Array,
    found: Accents,
    emphasised: Emphasis,
    seed: int,
) -> None:
    lids = blinks(times, found.phrase_ends, np.random.default_rng([seed, _BLINKS]))
    for name in _LIDS:
        channels[:, CHANNEL_INDEX[name]] = np.maximum(channels[:, CHANNEL_INDEX[name]], lids)
    opened = np.repeat((emphasised.lids * (1.0 - lids))[:, None], 2, axis=1)
    smiling = smiles(times, awake, np.random.default_rng([seed, _SMILES]))
    smiles_of = (_CORNERS, smiling), (_CHEEKS, _WITH_A_SMILE * smiling)
    for names, added in ((_BROWS, emphasised.brows), (_OPENED, opened), *smiles_of):
        for side, name in enumerate(names):
            channels[:, CHANNEL_INDEX[name]] += added[:, side].astype(np.float32)


def _head(times: Array, awake: Array, emphasised: Emphasis, seed: int) -> Array:
    """Yaw, pitch, roll in degrees and no translation, [n, 6]."""
    out = np.zeros((len(times), 6))
    way = drift(times, np.random.default_rng([seed, _DRIFT]))
    way += turns(times, awake, np.random.default_rng([seed, _POSTURES])).sampled(times)
    out[:, :3] = borne(way, _IDLE + (1.0 - _IDLE) * awake, times) + emphasised.head
    return out
