import numpy as np
import pytest

from studio.core.conversion import unit_values
from studio.core.units import (
    ARKIT_52,
    CHANNELS,
    FACEWAREHOUSE_46,
    FACS_17,
    VOCABULARIES,
    Vocabulary,
    find_unit,
)

EACH = pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.name)
OPENFACE_ORDER = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45]


def test_that_the_vocabularies_are_as_large_as_their_names_say() -> None:
    assert [len(v) for v in (FACS_17, FACEWAREHOUSE_46, ARKIT_52)] == [17, 46, 52]
    assert len(CHANNELS) == 54
    assert len(set(CHANNELS)) == 54


def test_that_the_17_units_stand_in_the_order_of_the_csv_that_others_write() -> None:
    assert FACS_17.names == tuple(f"AU{number:02d}" for number in OPENFACE_ORDER)


def test_that_the_tongue_is_the_last_of_the_52() -> None:
    assert ARKIT_52.names[51] == "tongueOut"
    assert CHANNELS[:52] == ARKIT_52.names


@EACH
def test_that_each_unit_moves_known_channels_within_their_range(vocabulary: Vocabulary) -> None:
    assert len(set(vocabulary.names)) == len(vocabulary)
    for unit in vocabulary.units:
        assert set(unit.weights) <= set(CHANNELS)
        assert all(0 < weight <= 1 for weight in unit.weights.values())
        assert unit.full == (5.0 if vocabulary is FACS_17 else 1.0)


@EACH
def test_that_each_unit_is_named_for_a_person(vocabulary: Vocabulary) -> None:
    for unit in vocabulary.units:
        assert unit.title
        assert unit.muscle
        assert find_unit(unit.name.upper()).weights == unit.weights


def test_that_a_side_is_the_subjects_own() -> None:
    assert find_unit("MouthSmile_L").side == "left"
    assert find_unit("mouthSmileRight").side == "right"
    assert find_unit("AU12").side == "both"
    assert set(find_unit("MouthSmile_L").weights) == {"mouthSmileLeft"}


def test_that_a_unit_is_found_without_its_leading_zero() -> None:
    assert find_unit("au6").name == "AU06"
    with pytest.raises(KeyError):
        find_unit("AU99")


@EACH
def test_that_unit_values_come_back_from_the_channels_that_they_make(vocabulary: Vocabulary) -> None:
    values = np.random.default_rng(3).random((40, len(vocabulary))) * vocabulary.units[0].full
    channels = values @ vocabulary.matrix()
    np.testing.assert_allclose(unit_values(vocabulary, channels), values, atol=1e-7)


@EACH
def test_that_no_other_values_within_range_come_nearer(vocabulary: Vocabulary) -> None:
    rng = np.random.default_rng(4)
    channels = rng.random((30, len(CHANNELS)))
    values = unit_values(vocabulary, channels)
    full = vocabulary.units[0].full
    assert values.min() >= 0
    assert values.max() <= full
    best = ((values @ vocabulary.matrix() - channels) ** 2).sum(1)
    for _ in range(50):
        other = np.clip(values + rng.normal(0, 0.05 * full, values.shape), 0, full)
        assert (((other @ vocabulary.matrix() - channels) ** 2).sum(1) >= best - 1e-9).all()


def test_that_empty_motion_converts_to_empty_motion() -> None:
    assert unit_values(FACS_17, np.zeros((0, 54))).shape == (0, 17)
