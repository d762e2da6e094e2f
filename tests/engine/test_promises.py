from collections.abc import Iterator

import pytest

from studio.core.errors import PluginError
from studio.engine.promises import each_of
from tests.fakes import Hummer


def test_that_what_is_promised_passes_and_the_rest_is_told_as_its_givers_fault() -> None:
    given = each_of(Hummer(), [1, 2, "three"], int)
    assert [next(given), next(given)] == [1, 2]
    with pytest.raises(PluginError, match=r"“hummer” has given a str and not a int\..*tests\.fakes"):
        next(given)


@pytest.mark.parametrize("given", [None, 7])
def test_that_who_gives_nothing_to_go_through_is_named(given: object) -> None:
    with pytest.raises(PluginError, match="“hummer” has given a"):
        list(each_of(Hummer(), given, int))  # type: ignore[arg-type]


def test_that_closing_it_closes_what_is_given() -> None:
    closed: list[bool] = []

    def giving() -> Iterator[int]:
        try:
            yield 1
            yield 2
        finally:
            closed.append(True)

    passing = each_of(Hummer(), giving(), int)
    assert next(passing) == 1
    passing.close()
    assert closed
