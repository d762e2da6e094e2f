from fractions import Fraction

import pytest

from studio.core.errors import UsageError
from studio.core.numbers import Bounds, exact, shortened

SECONDS = Bounds("--from", 0, 1000, "2.5")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("25", Fraction(25)), (" -2.5 ", Fraction(-5, 2)), (".5", Fraction(1, 2)), ("2,5", Fraction(5, 2)),
        ("1e-3", Fraction(1, 1000)), ("30000/1001", Fraction(30000, 1001)), (0.5, Fraction(1, 2)),
        ("1e99", Fraction(10**99)), (3, Fraction(3)),
    ],
)  # fmt: skip
def test_that_a_number_is_read_exactly(written: str | float, number: Fraction) -> None:
    assert exact(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "1e300000000", "1e-300000000", "9" * 100, "1/0", "nan", "inf", "-inf", "", " ", ".", "1/", "0x10",
        "1_0",
        "٣", "1e", "--1", "1.2.3", "1/1e9", float("nan"), float("inf"), "1/" + "9" * 61, "²",
    ],
)  # fmt: skip
def test_that_what_is_no_number_or_would_fill_the_memory_is_refused(written: str | float) -> None:
    with pytest.raises(ValueError, match=r"not a number|divides by zero"):
        exact(written)


@pytest.mark.parametrize("typed", ["-1", "1001", "nan", "1e300000000", "-0.0001", "soon", "1/0", "1000.1"])
def test_that_what_is_out_of_bounds_is_refused_by_its_name(typed: str) -> None:
    with pytest.raises(UsageError, match=r"--from can't be “.*”"):
        SECONDS.read(typed)


def test_that_both_ends_are_allowed() -> None:
    assert [SECONDS.read(typed) for typed in ("0", "1000", "0.1")] == [0, 1000, Fraction(1, 10)]
    assert SECONDS.real("2,5") == 2.5
    assert SECONDS.whole("7") == 7


def test_that_a_whole_number_has_no_fraction() -> None:
    with pytest.raises(UsageError, match=r"7\.5"):
        SECONDS.whole("7.5")


def test_that_what_is_said_again_is_short() -> None:
    assert shortened("short") == "short"
    assert len(shortened("9" * 5000)) < 60
