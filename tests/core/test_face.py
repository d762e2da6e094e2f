from fractions import Fraction

import numpy as np
import pytest

from studio.core.face import FaceState, Performance
from studio.core.time import FrameRate

RATE = FrameRate(Fraction(25))


def test_that_a_state_is_a_value() -> None:
    one, same = FaceState.of({"jawOpen": 0.4}), FaceState.of({"jawOpen": 0.4})
    assert one == same
    assert hash(one) == hash(same)
    assert one != one.with_channels(jawOpen=0.5)
    with pytest.raises(ValueError, match="read-only"):
        one.channels[0] = 1.0


def test_that_a_unit_sets_or_adds() -> None:
    state = FaceState().with_unit("AU12", 3)
    assert state["mouthSmileLeft"] == pytest.approx(0.6)
    assert state.with_unit("AU12", 1)["mouthSmileRight"] == pytest.approx(0.2)
    assert state.with_unit("AU12", 1, relative=True)["mouthSmileRight"] == pytest.approx(0.8)
    assert state.with_unit("AU12", 9, relative=True)["mouthSmileLeft"] == 1.0


def test_that_parts_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        Performance(
            RATE, np.zeros((3, 54), np.float32), np.zeros((2, 6), np.float32), np.zeros((3, 2), np.float32)
        )
