from pathlib import Path

import pytest

from studio.core.errors import PluginError, UsageError
from studio.engine import providers
from tests.fakes import Gaper, Painter


def test_that_our_own_parts_are_registered_like_anybodys() -> None:
    names = {port: set(providers.survey(port).offers) for port in providers.PORTS}
    assert names["driver"] >= {"rule"}
    assert names["renderer"] >= {"rig"}
    assert names["tracker"] >= {"landmarker"}
    assert names["voice"] >= {"hibari"}


def test_that_a_plugin_is_found_by_name(fakes_installed: Path) -> None:
    assert isinstance(providers.renderer("painter"), Painter)
    assert isinstance(providers.driver("gaper"), Gaper)
    assert providers.survey("voice").offers["hummer"].package == "galatea-fakes"


def test_that_a_plugin_that_can_not_be_imported_is_named(fakes_installed: Path) -> None:
    with pytest.raises(PluginError, match="“lost” of the package galatea-fakes could not be loaded"):
        providers.voice("lost")


def test_that_a_plugin_that_lacks_half_of_its_port_is_named(fakes_installed: Path) -> None:
    with pytest.raises(PluginError, match="lacks needs and honours and device and prepare and open"):
        providers.renderer("hollow")


def test_that_a_broken_plugin_is_left_out_and_told(fakes_installed: Path) -> None:
    told = [problem.message for problem in providers.problems()]
    assert any("lost" in message for message in told)
    assert any("hollow" in message for message in told)
    assert not any("painter" in message or "gaper" in message for message in told)


def test_that_a_wrong_name_meets_the_nearest_right_one(fakes_installed: Path) -> None:
    with pytest.raises(UsageError) as caught:
        providers.renderer("panter")
    assert "Did you mean painter?" in caught.value.hint


def test_that_of_two_offers_of_one_name_ours_is_kept(fakes_installed: Path) -> None:
    second = fakes_installed / "galatea_rival-1.0.dist-info"
    second.mkdir()
    (second / "METADATA").write_text("Metadata-Version: 2.1\nName: galatea-rival\nVersion: 1.0\n")
    (second / "entry_points.txt").write_text("[galatea.drivers]\nrule = tests.fakes:Gaper\n")
    seen = providers.survey("driver")
    assert seen.offers["rule"].package == "galatea-studio"
    assert "galatea-rival" in seen.problems[0].message
