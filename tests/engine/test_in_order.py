"""Frames worked on at once come back in order."""

from collections.abc import Iterator
from threading import Event

import pytest

from studio.engine.in_order import in_order


def test_that_results_come_in_the_order_of_the_items_however_long_each_takes() -> None:
    following = [Event() for _ in range(20)]

    def work(item: int) -> int:
        """The even ones take until the odd ones after them are done."""
        assert item % 2 or following[item + 1].wait(60)
        following[item].set()
        return item * item

    assert list(in_order(work, range(20), 4)) == [i * i for i in range(20)]


def test_that_only_a_few_are_worked_on_ahead() -> None:
    begun: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1000):
            begun.append(item)
            yield item

    results = in_order(abs, items(), 2)
    assert [next(results), begun] == [0, [0, 1, 2]]
    assert [next(results), begun] == [1, [0, 1, 2, 3]]
    results.close()  # type: ignore[attr-defined]
    assert len(begun) == 4


def test_that_an_error_comes_where_its_item_would_have_come() -> None:
    def work(item: int) -> int:
        if item == 3:
            raise ValueError("three")
        return item

    results = in_order(work, range(6), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)
