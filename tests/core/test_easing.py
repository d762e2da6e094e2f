import numpy as np
import pytest

from studio.core.easing import smoothstep


def test_that_a_soft_step_is_held_outside_and_level_where_it_begins_and_ends() -> None:
    np.testing.assert_array_equal(smoothstep(np.array([-3.0, 0.0, 0.5, 1.0, 7.0])), [0, 0, 0.5, 1, 1])
    near = 1e-4
    assert smoothstep(near) == pytest.approx(3 * near**2, rel=1e-3)
    assert 1 - smoothstep(1 - near) == pytest.approx(3 * near**2, rel=1e-3)


def test_that_a_soft_step_of_small_numbers_stays_small_and_is_that_of_each_number() -> None:
    many = np.linspace(-0.5, 1.5, 201)
    assert smoothstep(many.astype(np.float32)).dtype == np.float32
    assert smoothstep(many).tolist() == [smoothstep(x) for x in many.tolist()]
