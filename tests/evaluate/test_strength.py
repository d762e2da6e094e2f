"""What is told of units that were drawn and read back."""

import numpy as np
import pytest

from studio.core.units import FACS_17
from studio.engine.rig.basis import load_basis
from studio.evaluate.strength import Person, Seen, in_units, leak_of, scored_units, slope_of, unit_rows


def test_that_the_slope_is_that_of_what_is_seen():
    assert slope_of([1, 3, 5], [0.5, 1.5, 2.5]) == pytest.approx(0.5)


@pytest.mark.parametrize("name", ["AU01", "AU04", "AU12", "AU25", "AU26"])
def test_that_a_units_own_motion_is_read_as_that_unit(name):
    motion = np.tensordot(FACS_17.unit(name).vector() * 3, load_basis().sliders, 1)
    read = in_units(motion)
    assert read[FACS_17.names.index(name)] == pytest.approx(3, abs=0.2)
    assert np.delete(read, FACS_17.names.index(name)).max() < 0.2


def test_that_scores_are_told_in_units():
    scores = FACS_17.unit("AU12").vector() * 4
    assert scored_units(scores)[FACS_17.names.index("AU12")] == pytest.approx(4)


def test_that_a_leak_is_what_is_seen_as_a_unit_of_other_channels():
    seen = np.zeros(17)
    seen[FACS_17.names.index("AU06")] = 4.0  # AU06 narrows the eyes too
    seen[FACS_17.names.index("AU01")] = 1.0
    assert leak_of(FACS_17.unit("AU07"), seen, 5.0) == (pytest.approx(0.2), "AU01")


def test_that_people_within_bounds_are_counted():
    def person(share):
        seen = {
            unit: tuple(
                Seen(share * value * np.eye(17)[i], np.zeros(17), 0.0, 1.0, (0.0, 1.0)) for value in (1, 3, 5)
            )
            for i, unit in enumerate(FACS_17.names)
        }
        return Person(seen, (), ())

    row = unit_rows([person(0.9), person(0.5), person(1.1)])["AU12"]
    assert row[0] == pytest.approx(0.9)
    assert row[1] == "2/3"
