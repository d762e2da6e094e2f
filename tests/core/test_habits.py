"""What a manner file holds keeps within what a face can do."""

import numpy as np
import pytest

from studio.core.habits import MOVED, Contour, Figures, Snippet

FLAT = Contour(np.zeros(30), np.zeros(30), np.zeros(30))


@pytest.mark.parametrize("wrong", [{"idle": 2.5}, {"blinks": -1.0}, {"smile": 1.2}, {"hold": 0.0}])
def test_that_figures_nobody_has_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="goes from"):
        Figures(**wrong)


@pytest.mark.parametrize("count", [29, 31])
def test_that_a_snippet_is_as_long_as_its_sound(count: int) -> None:
    with pytest.raises(ValueError, match="another length"):
        Snippet("a", FLAT, np.zeros((count, len(MOVED))), np.zeros((0, 3)))


def test_that_part_of_a_contour_is_all_of_it_at_that_time() -> None:
    part = Contour(np.arange(30.0), np.arange(30.0) / 30, np.zeros(30)).part(5, 9)
    assert part.pitch.tolist() == [5, 6, 7, 8]
    assert len(part) == len(part.energy) == len(part.pause) == 4
