"""What of a text can be read aloud, and what is told of the rest."""

import pytest

from studio.engine.speaking.readable import readable
from studio.engine.speaking.voice_hibari import HibariVoice


def test_that_words_in_other_scripts_are_left_out_and_named() -> None:
    found = readable("Hello 你好, dear мир!")
    assert found.text == "Hello, dear!"
    assert found.left_out == ("你好,", "мир!")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1234567890123456", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6"),
        ("3.1415926535897932", "3 point 1 4 1 5 9 2 6 5 3 5 8 9 7 9 3 2"),
        ("1,000,000,000,000,000", "1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
        ("123456", "123456"),
        ("in 2026, 3.5 km", "in 2026, 3.5 km"),
    ],
)
def test_that_digits_beyond_any_number_are_read_one_by_one(written: str, said: str) -> None:
    assert readable(written).text == said


def test_that_no_number_is_too_long_to_be_said() -> None:
    for digits in (36, 37, 200):
        (piece, *_) = HibariVoice().speak("9" * digits)
        assert piece.length > digits * 0.1
