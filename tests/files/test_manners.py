"""Manner files: what ships is sound, what is written is read again, what is hostile is refused in words."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import FileMissing, FileUnreadable, OutputExists
from studio.core.habits import MOVED, Contour, Figures, Habits, Snippet
from studio.files.manners import SUFFIX, manner_to_json, read_manner, shipped, write_manner

DICE = np.random.default_rng(0)


def snippet(name: str = "a", count: int = 40) -> Snippet:
    contour = Contour(DICE.normal(0, 2, count).round(1), np.full(count, 0.5), np.zeros(count))
    motion = DICE.uniform(0, 1, (count, len(MOVED))).round(2)
    return Snippet(name, contour, motion, np.array([[0.0, 1.5, -2.0], [12.0, 0.0, 0.0]]), (3, 30))


HABITS = Habits("Ännchen", "nobody", Figures(nod=2.5), (snippet("a"), snippet("b", 33)), (("yaw", 2.0),))


def test_that_what_is_written_is_read_again(tmp_path: Path) -> None:
    place = tmp_path / f"own{SUFFIX}"
    write_manner(place, HABITS)
    again = read_manner(str(place))
    assert manner_to_json(again) == manner_to_json(HABITS)
    assert again.snippets[1].motion == pytest.approx(HABITS.snippets[1].motion)
    assert again.snippets[0].blinks == (3, 30)
    with pytest.raises(OutputExists):
        write_manner(place, HABITS)


def test_that_the_manners_that_ship_tell_whose_they_are_and_have_enough_for_half_a_minute() -> None:
    assert shipped() == ("calm", "lively", "newsreader", "warm")
    for name in shipped():
        habits = read_manner(name)
        assert "GRID" in habits.origin
        assert "CC BY 4.0" in habits.origin
        assert sum(len(each) for each in habits.snippets) > 60 * 25


def test_that_calmer_manners_that_ship_move_less() -> None:
    measured = {name: dict(read_manner(name).measured) for name in shipped()}
    for what in ("yaw range, °", "pitch range, °", "brow raise range", "smile range", "gaze range, °"):
        calm, *between, lively = (measured[name][what] for name in ("calm", "newsreader", "lively"))
        assert calm < between[0] < lively


def damaged(**changes: Any) -> dict[str, Any]:
    document = json.loads(json.dumps(manner_to_json(HABITS)))
    for path, value in changes.items():
        *where, last = path.split("__")
        part = document
        for key in where:
            part = part[int(key) if key.isdigit() else key]
        if value is KeyError:
            del part[last]
        else:
            part[last] = value
    return document


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "manner/2"},
        {"schema": "performance/1"},
        {"schema": KeyError},
        {"name": 5},
        {"origin": "x" * 9000},
        {"figures": []},
        {"figures__nod": "deep"},
        {"figures__idle": 99},
        {"figures__blinks": True},
        {"snippets": {}},
        {"snippets": [1]},
        {"snippets__0__pitch": [0.0] * 4000},
        {"snippets__0__pitch": [0.0]},
        {"snippets__0__energy": [0.5] * 39},
        {"snippets__0__energy": [7] * 40},
        {"snippets__0__motion__yaw": [1e6] * 40},
        {"snippets__0__motion__tail": [0.0] * 40},
        {"snippets__0__motion__yaw": "far"},
        {"snippets__0__looks": [[0, 500, 0]]},
        {"snippets__0__looks": [[9, 0, 0], [3, 0, 0]]},
        {"snippets__0__looks": [[0, 1]]},
        {"snippets__0__blinks": [99]},
        {"snippets__0__blinks": {}},
        {"measured": {"yaw": None}},
    ],
    ids=str,
)
def test_that_what_no_manner_has_is_refused_in_words(tmp_path: Path, changes: dict[str, Any]) -> None:
    place = tmp_path / "own.json"
    place.write_text(json.dumps(damaged(**changes)))
    with pytest.raises(FileUnreadable) as refusal:
        read_manner(str(place))
    assert "own.json" in str(refusal.value)
    assert "calm" in refusal.value.hint
    assert len(str(refusal.value)) < 900


@pytest.mark.parametrize("text", ["", "[]", "[" * 5000, "{", '{"schema": 1e999}', "\0\1", '"manner/1"'])
def test_that_what_is_no_document_is_refused(tmp_path: Path, text: str) -> None:
    place = tmp_path / "own.json"
    place.write_text(text)
    with pytest.raises(FileUnreadable):
        read_manner(str(place))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400"])
def test_that_a_number_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    place = tmp_path / "own.json"
    place.write_text(json.dumps(damaged()).replace('"nod": 2.5', f'"nod": {value}'))
    with pytest.raises(FileUnreadable, match="not a number"):
        read_manner(str(place))


def test_that_figures_of_a_later_studio_are_left_out(tmp_path: Path) -> None:
    place = tmp_path / "own.json"
    document = damaged(figures__waving=3.0, figures__nod=KeyError)
    place.write_text(json.dumps(document))
    assert read_manner(str(place)).figures.nod == Figures().nod
    assert set(document["figures"]) - {field.name for field in fields(Figures)} == {"waving"}


def test_that_a_manner_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(FileMissing, match="no manner “grumpy”") as refusal:
        read_manner("grumpy")
    assert "calm, lively, newsreader or warm" in refusal.value.hint
