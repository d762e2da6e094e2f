"""Life is measured: manners as lively as people, calm ones less, and no snippet seen again too soon."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.face import FaceState, Performance
from studio.core.habits import MOVED, Contour, Figures, Habits, Snippet
from studio.core.time import FrameRate
from studio.engine.speaking.figures import AS_ONE, PAUSE, WITHIN, life
from studio.evaluate.life import (
    AGAIN,
    BOUNDS,
    CURVES,
    JITTER,
    OWN,
    Lively,
    lines_of,
    measure_life,
    seen_again,
    told_as_json,
)


def test_that_manners_that_ship_are_as_lively_as_they_say(tmp_path: Path) -> None:
    found = {row.manner: row for row in measure_life(["lively", "calm"], [], tmp_path)}
    lively, calm = found["lively"], found["calm"]
    assert lively.misses() == ()
    for name in BOUNDS:
        if (
            name in calm.figures
            and "jaw" not in name
            and "blinks" not in name
            and name not in (PAUSE, WITHIN, AGAIN)
        ):
            assert calm.figures[name] < lively.figures[name]
    assert OWN in found
    assert JITTER not in lively.figures


def test_that_pauses_between_words_are_told_apart_from_those_at_the_ends() -> None:
    talking = np.zeros(100, bool)
    talking[20:40] = talking[60:80] = True
    yaw = np.cumsum(np.where(talking, 2.0, 1.0))
    yaw[:20] = yaw[20] - 2.0  # at rest before the first word
    head = np.zeros((100, 6), np.float32)
    head[:, 0] = yaw
    still = Performance.of([FaceState()] * 100, FrameRate.of(25))
    figures = life(replace(still, head=head), talking)
    assert figures[WITHIN] == pytest.approx(2.0)
    assert figures[PAUSE] > 2.4
    assert WITHIN not in life(replace(still, head=head), np.arange(100) > 20)


def test_that_how_soon_a_snippet_is_seen_again_is_counted() -> None:
    flat = Contour(np.zeros(50), np.ones(50), np.zeros(50))
    snippets = tuple(Snippet(n, flat, np.zeros((50, len(MOVED))), np.zeros((0, 3))) for n in "abcd")
    long = Contour(np.zeros(3000), np.ones(3000), np.zeros(3000))
    assert 30 <= seen_again(Habits("", "", Figures(), snippets), long) < 33
    assert seen_again(Habits("", "", Figures(), ()), long) == 120


def test_that_figures_out_of_bounds_are_told() -> None:
    row = Lively("m", "a face", {"yaw range, °": 40.0, JITTER: 0.002, PAUSE: 1.2, AGAIN: 31.0})
    assert row.misses() == ("yaw range, °", PAUSE)
    told = json.loads(json.dumps(told_as_json([row]), allow_nan=False))
    assert told["rows"][0]["misses"] == ["yaw range, °", PAUSE]
    assert told["bounds"][AGAIN] == [30.0, None]


@pytest.mark.parametrize("seen", [CURVES, "anna"])
def test_that_the_table_has_a_column_for_each(seen: str) -> None:
    head, _, *rows = lines_of([Lively("m", seen, {"yaw range, °": 40.0})])
    assert head == f"| | people | m, {seen} |"
    assert rows[0].endswith("| 40 |")
    assert rows[-1].endswith("| – |")
    assert len(rows) == len(BOUNDS) + len(AS_ONE)
