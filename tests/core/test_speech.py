from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.speech import LEAST_PART, PHONEMES, Phoneme, Speech, Word
from studio.core.time import Seconds, TimeRange


def test_that_there_are_39_phonemes_and_silence() -> None:
    assert len(set(PHONEMES)) == 40
    assert PHONEMES[-1] == "SIL"


def test_that_a_stretch_of_speech_is_exactly_as_long_as_its_samples() -> None:
    assert Speech(np.zeros(24_001, np.float32), 24_000).length == Fraction(24_001, 24_000)


def said() -> Speech:
    """ "hey you" in a second: silence, HH EY, Y UW, silence, each a fifth but the last."""
    times = [Seconds(i, 10) for i in (0, 2, 4, 6, 8, 9, 10)]
    spans = [TimeRange(a, b) for a, b in pairwise(times)]
    phonemes = tuple(
        Phoneme(name, span) for name, span in zip(("SIL", "HH", "EY", "Y", "UW", "SIL"), spans, strict=True)
    )
    words = (
        Word("hey", TimeRange(Seconds(2, 10), Seconds(6, 10))),
        Word("you", TimeRange(Seconds(6, 10), Seconds(9, 10))),
    )
    return Speech(np.zeros(24_000, np.float32), 24_000, words, phonemes)


def test_that_a_phonemes_boundary_moves_and_its_neighbours_share_what_is_left() -> None:
    moved = said().moved("phoneme", Seconds(4, 10), Seconds(5, 10))
    assert [p.range.end for p in moved.phonemes[1:3]] == [Seconds(5, 10), Seconds(6, 10)]
    assert moved.words == said().words


def test_that_a_words_phonemes_are_stretched_along_with_it() -> None:
    moved = said().moved("word", Seconds(6, 10), Seconds(7, 10))
    assert [word.range.end for word in moved.words] == [Seconds(7, 10), Seconds(9, 10)]
    starts = [p.range.start for p in moved.phonemes]
    assert starts[2] == Seconds(2, 10) + Seconds(2, 10) * Seconds(5, 4)
    assert starts[3] == Seconds(7, 10)


def test_that_words_begin_and_end_with_their_phonemes() -> None:
    moved = said().moved("phoneme", Seconds(6, 10), Seconds(55, 100))
    assert moved.words[0].range.end == moved.words[1].range.start == Seconds(55, 100)


@given(st.sampled_from(["word", "phoneme"]), st.integers(0, 6), st.fractions(-2, 3))
def test_that_wherever_a_boundary_is_dragged_the_parts_follow_one_another(kind, which, to) -> None:
    speech = said()
    boundaries = speech.boundaries(kind)
    moved = speech.moved(kind, boundaries[which % len(boundaries)], to)
    assert moved.phonemes[0].range.start == 0
    assert moved.phonemes[-1].range.end == speech.length
    assert all(a.range.end == b.range.start for a, b in pairwise(moved.phonemes))
    assert min(p.range.length for p in moved.phonemes) > 0
    if kind == "phoneme":
        assert min(p.range.length for p in moved.phonemes) >= LEAST_PART
    edges = {p.range.start for p in moved.phonemes}
    assert all(word.range.start in edges for word in moved.words)


def test_that_a_boundary_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no word begins or ends"):
        said().moved("word", Seconds(1, 3), Seconds(1, 2))


def test_that_a_phoneme_is_replaced_by_a_real_one_only() -> None:
    assert said().renamed(2, "AA").phonemes[2].name == "AA"
    with pytest.raises(ValueError, match="called QX"):
        said().renamed(2, "QX")


def test_that_another_vowel_is_stressed_as_the_one_before() -> None:
    """Nods and brows go with the stress: who mends a sound does not want another face."""
    stressed = replace(said(), phonemes=tuple(replace(p, stress=1) for p in said().phonemes))
    assert stressed.renamed(2, "AE").phonemes[2].stress == 1
