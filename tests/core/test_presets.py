"""Expressions by name are made of units that exist, within their range."""

import pytest

from studio.core.face import FaceState, HeadPose
from studio.core.presets import EMOTIONS, MOUTH, Preset
from studio.core.units import CHANNELS, find_unit


@pytest.mark.parametrize("preset", EMOTIONS, ids=lambda preset: preset.name)
def test_that_a_preset_is_made_of_units_within_their_range(preset):
    for name, value in preset.units.items():
        assert 0 < value <= find_unit(name).full
    full, half = preset.channels(), preset.channels(0.5)
    assert all(0 < half[name] <= full[name] <= 1 for name in full)
    assert preset.state(0.0).channels.max() == 0


def test_that_presets_have_names_of_their_own():
    assert len({preset.name for preset in EMOTIONS}) == len(EMOTIONS)


def test_that_a_face_is_kept_by_channels_without_its_head():
    face = FaceState.of({"jawOpen": 0.4, "cheekPuff": 0.001}, HeadPose(yaw=20.0))
    kept = Preset.of("Open", face)
    assert dict(kept.units) == {"jawOpen": pytest.approx(0.4)}
    assert kept.state()["jawOpen"] == pytest.approx(0.4)


def test_that_a_preset_keeps_at_rest_what_it_does_not_move_where_it_has_the_say():
    whole, mouth = Preset("A", {"jawOpen": 0.4}), Preset("B", {"jawOpen": 0.4}, MOUTH)
    assert set(whole.wanted()) == set(CHANNELS)
    assert mouth.wanted(0.5)["jawOpen"] == pytest.approx(0.2)
    assert mouth.wanted()["mouthSmileLeft"] == 0.0
    assert "browInnerUp" not in mouth.wanted()
