"""What is judged of neutral and smiling pairs."""

from dataclasses import dataclass

import numpy as np

from studio.evaluate.expression_pairs import _box, _outside


@dataclass(frozen=True)
class Area:
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Likeness:
    area: Area


def test_that_a_change_is_found_outside_the_area_and_not_inside_it():
    box = _box(Likeness(Area((2, 2, 6, 6))))
    before = np.zeros((8, 8, 3), np.uint8)
    after = before.copy()
    after[3, 3] = 9
    assert _outside(before, after, box) == 0
    after[7, 1] = 5
    assert _outside(before, after, box) == 5


def test_that_a_likeness_without_an_area_is_not_judged_outside_it():
    assert _box(object()) is None
    assert np.isnan(_outside(np.zeros((2, 2, 3), np.uint8), np.ones((2, 2, 3), np.uint8), None))
