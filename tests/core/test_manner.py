"""How a person says in what manner somebody speaks."""

import pytest

from studio.core.errors import UsageError
from studio.core.manner import FEELINGS, Manner


def test_that_a_manner_is_read_as_a_person_writes_it() -> None:
    assert Manner.read("lively") == Manner()
    assert Manner.read("calm").liveliness < Manner.read("natural").liveliness < 1.0
    assert Manner.read("0.25", "happy:0.5") == Manner(0.25, "happy", 0.5)
    assert Manner.read("lively", "sad").strength == 1.0


@pytest.mark.parametrize(
    ("liveliness", "mood"),
    [
        ("wild", ""),
        ("-1", ""),
        ("nan", ""),
        ("2", ""),
        ("1", "jolly"),
        ("1", "happy:"),
        ("1", "happy:2"),
        ("1", "happy:nan"),
    ],
)
def test_that_what_is_no_manner_is_refused(liveliness: str, mood: str) -> None:
    with pytest.raises(UsageError):
        Manner.read(liveliness, mood)


@pytest.mark.parametrize("mood", FEELINGS)
def test_that_every_mood_has_an_expression(mood: str) -> None:
    assert FEELINGS[mood].expression.channels()
