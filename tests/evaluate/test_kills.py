"""Killed at any moment: nothing is lost, and after the next start nothing is left."""

from pathlib import Path

import pytest

from studio.evaluate.kills import run


@pytest.mark.parametrize(("kind", "times"), [("autosave", 4), ("animate", 1), ("export", 2)])
def test_that_a_killed_studio_loses_and_leaves_nothing(kind: str, times: int, tmp_path: Path) -> None:
    (tally,) = run(tmp_path / "place", times, seed=3, kinds=[kind])
    assert tally.lost == ()
    assert tally.left == ()
    assert tally.times + tally.ended == times
