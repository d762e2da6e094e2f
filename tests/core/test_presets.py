"""Expressions by name are made of units that exist, within their range."""

import pytest

from studio.core.presets import EMOTIONS
from studio.core.units import find_unit


@pytest.mark.parametrize("preset", EMOTIONS, ids=lambda preset: preset.name)
def test_that_a_preset_is_made_of_units_within_their_range(preset):
    for name, value in preset.units.items():
        assert 0 < value <= find_unit(name).full
    full, half = preset.channels(), preset.channels(0.5)
    assert all(0 < half[name] <= full[name] <= 1 for name in full)
    assert preset.state(0.0).channels.max() == 0


def test_that_presets_have_names_of_their_own():
    assert len({preset.name for preset in EMOTIONS}) == len(EMOTIONS)
