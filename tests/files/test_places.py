import os
from pathlib import Path

import pytest

from studio.core.errors import FileMissing, OutputUnwritable, UsageError
from studio.files import places


def test_that_one_variable_moves_every_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path))
    for place in (
        places.installed_models(),
        places.frame_cache(),
        places.unpacked_media(),
        places.autosaves(),
        places.settings_folder(),
    ):
        assert place.is_relative_to(tmp_path)
        assert not place.exists()


def test_that_without_it_places_are_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GALATEA_HOME", raising=False)
    assert "galatea" in places.data_folder().parts
    assert len({places.data_folder(), places.state_folder(), places.cache_folder()}) == 3


def test_that_what_ships_is_found_beside_the_package_in_a_checkout() -> None:
    assert places.resources().name in ("resources", "_resources")
    assert places.shipped_models().is_dir()


def test_that_what_ships_is_found_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "studio" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(places, "files", lambda package: tmp_path / package)
    assert places.resources() == tmp_path / "studio" / "_resources"
    with pytest.raises(FileMissing, match="incomplete"):
        places.resource("presets/none.json")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a file in the way reads otherwise elsewhere")
def test_that_a_folder_that_can_not_be_made_is_explained(tmp_path: Path) -> None:
    assert places.made(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputUnwritable, match="GALATEA_HOME"):
        places.made(tmp_path / "file" / "below")


def test_that_data_for_study_is_where_its_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALATEA_DATA", str(tmp_path))
    assert places.study_data() == tmp_path
    monkeypatch.setenv("GALATEA_DATA", str(tmp_path / "none"))
    with pytest.raises(UsageError):
        places.study_data()
