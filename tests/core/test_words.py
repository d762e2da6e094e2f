"""What is said is its English, and still knows its template."""

import copy
import json
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from studio.core.errors import FileMissing, StudioError
from studio.core.words import Said, either, entitled, in_a_row, listed

NESTED = Said(
    "There is no {0} called “{1}”.", Said("voice"), Said("{0} or {1}", Said("{0} frames", 3), "{0} {x}")
)


def test_that_what_is_said_is_its_english() -> None:
    said = Said("There is no file {0}.", Path("a b.png"))
    assert said == "There is no file a b.png."
    assert f"{said} {said.upper()}" == "There is no file a b.png. THERE IS NO FILE A B.PNG."
    assert {said: 1}["There is no file a b.png."] == 1
    assert json.dumps([said]) == '["There is no file a b.png."]'


def test_that_it_knows_its_template_and_what_was_put_in() -> None:
    said = Said("frame {0} of {1}", 3, Path("x"))
    assert (said.template, said.args) == ("frame {0} of {1}", ("3", "x"))


def test_that_what_was_said_is_put_in_as_it_was_said() -> None:
    voice, names = NESTED.args
    assert NESTED == "There is no voice called “3 frames or {0} {x}”."
    assert isinstance(voice, Said)
    assert isinstance(names, Said)
    assert isinstance(names.args[0], Said)
    assert type(names.args[1]) is str


@pytest.mark.parametrize("name", ["{0}", "{", "}", "{{x}}", "{0.__class__}", "%s", "\\1"])
def test_that_what_is_put_in_is_never_a_template(name: str) -> None:
    said = Said("“{0}” or {1}", name, Said("{0}, {{}}", name))
    assert said == f"“{name}” or {name}, {{}}"


def test_that_braces_of_a_template_are_written_twice() -> None:
    assert Said("{{0}}") == "{0}"


@pytest.mark.parametrize("error", [ValueError(NESTED), FileMissing(NESTED), NESTED], ids=type)
def test_that_what_an_error_says_is_what_was_said(error: object) -> None:
    again = str(error)
    assert isinstance(again, Said)
    assert (again.template, again.args) == (NESTED.template, NESTED.args)


def test_that_an_error_says_what_happened_and_what_to_do() -> None:
    error = StudioError(Said("There is no file {0}.", "x"), Said("Check the name."))
    assert str(error) == "There is no file x. Check the name."
    assert str(StudioError("Only this.")) == "Only this."
    assert error.args == (error.message,)
    whole = str(error)
    assert isinstance(whole, Said)
    assert whole.args == (error.message, error.hint)


@pytest.mark.parametrize("made", [copy.copy, copy.deepcopy, lambda said: pickle.loads(pickle.dumps(said))])
def test_that_a_copy_knows_the_same(made: Callable[[Said], Said]) -> None:
    again = made(NESTED)
    assert isinstance(again, Said)
    assert again == NESTED
    assert (again.template, again.args) == (NESTED.template, NESTED.args)
    nested = again.args[1]
    assert isinstance(nested, Said)
    assert nested.args == ("3 frames", "{0} {x}")


def test_that_parts_are_listed_as_one_says_it() -> None:
    assert [listed(names) for names in ("", "A", "AB", "ABC")] == ["", "A", "A, B", "A, B, C"]
    assert [either(names) for names in ("", "A", "AB", "ABC")] == ["", "A", "A or B", "A, B or C"]
    assert in_a_row(["A.", "", "B."]) == "A. B."
    assert in_a_row([]) == ""
    assert entitled(Path("x.csv"), "B.") == "x.csv: B."


@pytest.mark.parametrize("joined", [listed, either, in_a_row])
def test_that_joined_parts_are_still_said(joined: Callable[[Iterable[str]], str]) -> None:
    whole = joined([Said("voice"), Said("driver"), Said("word")])
    assert isinstance(whole, Said)
    assert isinstance(whole.args[0], Said)
    assert [type(each) for each in (*whole.args[0].args, whole.args[1])] == [Said, Said, Said]
