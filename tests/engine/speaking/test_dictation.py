"""A guess of what is said: words that sound as what was said, and nothing in silence."""

import numpy as np

from studio.core.speech import Phoneme, Speech
from studio.engine.speaking.alignment import align
from studio.engine.speaking.dictation import Dictation


def right(found: tuple[Phoneme, ...], truth: Speech) -> float:
    """Part of the truth's sound in which the same phoneme is found."""

    def frames(phonemes: tuple[Phoneme, ...]) -> np.ndarray:
        out = np.full(int(truth.length * 100) + 1, "SIL", "U4")
        for phoneme in phonemes:
            out[int(phoneme.range.start * 100) : int(phoneme.range.end * 100)] = phoneme.name
        return out

    own, true = frames(found), frames(truth.phonemes)
    return float((own == true)[true != "SIL"].mean())


def test_that_phonemes_of_a_guess_are_right_more_often_than_wrong(mary: Speech) -> None:
    guess = Dictation().guess(mary.samples, mary.sample_rate)
    assert len(guess.split()) > 4
    by_guess = align(mary.samples, mary.sample_rate, guess)
    assert right(by_guess.phonemes, mary) > 0.6


def test_that_nothing_is_heard_in_silence() -> None:
    assert Dictation().guess(np.zeros(16_000, np.float32), 16_000) == ""
