"""The product of matrices that the tracker's networks are made of, against numpy."""

import numpy as np
import pytest

from studio.engine.tracking.products import product

RNG = np.random.default_rng(5)


def some(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


@pytest.mark.parametrize(("height", "depth", "count"), [(4, 1, 16), (8, 27, 48), (100, 65, 64)])
@pytest.mark.parametrize("onto", [False, True])
def test_that_it_is_numpys_with_bias_sum_and_prelu(height: int, depth: int, count: int, onto: bool) -> None:
    out, weights, values = some(height, count + 7), some(height, depth), some(depth, count + 5)
    bias, slope = some(height), some(height)
    wanted = weights @ values[:, 2 : 2 + count] + bias[:, None] + (out[:, 3 : 3 + count] if onto else 0)
    wanted = np.where(wanted > 0, wanted, wanted * slope[:, None])
    beside = out[:, :3].copy(), out[:, 3 + count :].copy()
    rows = np.arange(depth) * (count + 5)
    product(out, 3, weights, values, rows, 2, count, bias, slope, onto)
    np.testing.assert_allclose(out[:, 3 : 3 + count], wanted, rtol=1e-4, atol=1e-4)
    assert np.array_equal(out[:, :3], beside[0])
    assert np.array_equal(out[:, 3 + count :], beside[1])


def test_that_rows_may_overlap_and_come_in_any_order() -> None:
    line, weights = some(64), some(4, 3)
    out, none = np.zeros((4, 32), np.float32), np.zeros(4, np.float32)
    product(out, 0, weights, line, np.array([5, 0, 1]), 0, 32, none, np.ones(4, np.float32), False)
    wanted = weights @ np.stack([line[5:37], line[0:32], line[1:33]])
    np.testing.assert_allclose(out, wanted, rtol=1e-4, atol=1e-4)
