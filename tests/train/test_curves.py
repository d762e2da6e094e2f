"""The table of a training's course."""

import csv
import json
from pathlib import Path

import pytest
import torch

from studio.train.curves import Curve, Diverged


def test_that_a_row_holds_means_since_the_last() -> None:
    curve = Curve()
    curve.take({"a": torch.tensor(1.0), "b": 4.0})
    curve.take({"a": torch.tensor(2.0)})
    assert curve.close_row(2, 0.51, {"c": 9.0}) == {"step": 2, "seconds": 0.5, "a": 1.5, "b": 4.0, "c": 9.0}
    curve.take({"a": 7.0})
    assert curve.close_row(3, 1.0, {})["a"] == 7.0


def test_that_a_curve_goes_on_in_the_middle_of_a_row() -> None:
    curve, again = Curve(), Curve()
    curve.take({"a": torch.tensor(0.1)})
    again.restore(json.loads(json.dumps(curve.state())))
    for each in (curve, again):
        each.take({"a": torch.tensor(0.2)})
    assert curve.close_row(2, 1.0, {}) == again.close_row(2, 1.0, {})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), torch.tensor(float("nan"))])
def test_that_no_row_hides_a_loss_that_is_no_number(value: float | torch.Tensor) -> None:
    curve = Curve()
    curve.take({"fine": 1.0, "wild": value})
    with pytest.raises(Diverged, match="wild"):
        curve.close_row(1, 1.0, {})


def test_that_a_loss_that_comes_in_later_has_empty_cells_before(tmp_path: Path) -> None:
    curve = Curve()
    for step, losses in ((1, {"a": 1.0}), (2, {"a": 2.0, "late": 3.0})):
        curve.take(losses)
        curve.close_row(step, step, {})
    curve.write(tmp_path / "curve.csv")
    with (tmp_path / "curve.csv").open(newline="") as stream:
        assert [row["late"] for row in csv.DictReader(stream)] == ["", "3.0"]
    assert [path.name for path in tmp_path.iterdir()] == ["curve.csv"]
