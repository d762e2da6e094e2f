from fractions import Fraction

import numpy as np

from studio.core.speech import PHONEMES, Speech


def test_that_there_are_39_phonemes_and_silence() -> None:
    assert len(set(PHONEMES)) == 40
    assert PHONEMES[-1] == "SIL"


def test_that_a_stretch_of_speech_is_exactly_as_long_as_its_samples() -> None:
    assert Speech(np.zeros(24_001, np.float32), 24_000).length == Fraction(24_001, 24_000)
