"""Frames worked on at once come back in order."""

import time

import pytest

from studio.engine.in_order import in_order


def test_that_results_come_in_the_order_of_the_items_however_long_each_takes() -> None:
    def work(item: int) -> int:
        time.sleep(0.002 * (item % 3))
        return item * item

    assert list(in_order(work, range(20), 4)) == [i * i for i in range(20)]


def test_that_only_a_few_are_worked_on_ahead() -> None:
    started: list[int] = []

    def work(item: int) -> int:
        started.append(item)
        return item

    results = in_order(work, iter(range(1000)), 2)
    next(results)
    time.sleep(0.05)
    assert len(started) <= 4
    results.close()  # type: ignore[attr-defined]
    assert len(started) <= 4


def test_that_an_error_comes_where_its_item_would_have_come() -> None:
    def work(item: int) -> int:
        if item == 3:
            raise ValueError("three")
        return item

    results = in_order(work, range(6), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)
