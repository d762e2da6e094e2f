"""The voice: what it says, when, and what it refuses."""

import numpy as np
import pytest

from studio.core.errors import TextUnspeakable, UsageError
from studio.core.speech import Speech
from studio.engine.speaking.readable import readable
from studio.engine.speaking.voice_hibari import HibariVoice


def test_that_words_are_as_written_and_phonemes_cover_the_whole_length(mary: Speech) -> None:
    assert [word.text for word in mary.words] == "Mary bought five beautiful peaches at the market.".split()
    assert mary.sample_rate == 24_000
    assert mary.samples.dtype == np.float32
    assert mary.phonemes[0].range.start == 0
    assert mary.phonemes[-1].range.end == mary.length
    for before, after in zip(mary.phonemes, mary.phonemes[1:], strict=False):
        assert before.range.end == after.range.start
    names = [p.name for p in mary.phonemes]
    assert names[:5] == ["SIL", "M", "EH", "R", "IY"]
    assert names[-1] == "SIL"
    assert next(p for p in mary.phonemes if p.name == "EH").stress == 1


def test_that_a_comma_and_a_full_stop_are_pauses(voice: HibariVoice) -> None:
    first, second = voice.speak("She bought peaches, at the market. Then we left.")
    pauses = [p.range.length for p in first.phonemes[1:-1] if p.name == "SIL"]
    assert len(pauses) == 1
    assert pauses[0] >= 0.06
    between = first.phonemes[-1].range.length + second.phonemes[0].range.length
    assert 0.3 < between < 0.6


def test_that_the_same_seed_gives_the_same_sound(voice: HibariVoice, mary: Speech) -> None:
    (again,) = voice.speak("Mary bought five beautiful peaches at the market.")
    (other,) = voice.speak("Mary bought five beautiful peaches at the market.", seed=1)
    assert np.array_equal(again.samples, mary.samples)
    assert not np.array_equal(other.samples, mary.samples)


def test_that_numbers_money_and_addresses_are_read_and_keep_their_written_form(voice: HibariVoice) -> None:
    (piece,) = voice.speak("Dr. Smith paid $5.99 at 3:30 pm, see https://www.example.com/shop?id=1")
    words = [word.text for word in piece.words]
    assert words[:5] == ["Dr.", "Smith", "paid", "$5.99", "at"]
    assert words[-5:] == ["example", "dot", "com", "slash", "shop"]


def test_that_a_sentence_of_many_words_without_a_comma_is_cut(voice: HibariVoice) -> None:
    pieces = list(voice.speak("and again " * 60))
    assert len(pieces) > 1
    assert sum(len(piece.words) for piece in pieces) == 120
    assert all(piece.length < 40 for piece in pieces)


def test_that_what_can_not_be_said_is_left_out_and_told() -> None:
    left = readable("Hello 😀 Привет, my friend ♥ 你好!")
    assert left.text == "Hello, my friend!"
    assert left.left_out == ("😀", "Привет,", "♥", "你好!")
    assert readable("naïve café, 25°C & ½ cup").left_out == ()


@pytest.mark.parametrize("text", ["", "  \n ", "😀😀 ❤️", "你好世界", "Привет мир", "مرحبا", "... !?", "🇩🇪"])
def test_that_a_text_without_anything_to_say_is_refused_in_words(voice: HibariVoice, text: str) -> None:
    with pytest.raises(TextUnspeakable) as caught:
        voice.speak(text)
    assert caught.value.hint


def test_that_a_speed_nobody_can_follow_is_refused(voice: HibariVoice) -> None:
    with pytest.raises(UsageError):
        voice.speak("Hello", speed=9)
