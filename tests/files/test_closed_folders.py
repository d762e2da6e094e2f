"""What belongs to another user: told in words by whoever meets it, and in nobody's way otherwise."""

import encodings.cp437  # noqa: F401 - zipfile's, and nobody else may read our own Python's folder
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.core.errors import ModelError, StudioError
from studio.core.face import Performance
from studio.core.presets import Preset
from studio.core.project import Project
from studio.core.time import FrameRate
from studio.core.timeline import Media
from studio.files import models
from studio.files.performances import read_performance, write_performance
from studio.files.pictures import is_picture, read_picture
from studio.files.presets import keep_preset, read_presets
from studio.files.projects import ProjectFile, found_in, locate, missing_media, read_project, write_project
from studio.files.reading import read_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other rights")

NOBODY = 65534
PRESET = Preset("Open", {"jawOpen": 0.5})


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """We may not look into it; if we are root, we are somebody else meanwhile."""
    mode, who = folder.stat().st_mode, os.geteuid()
    folder.chmod(0)
    if who == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(who)
        folder.chmod(mode)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's folder with some of everything in it."""
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    models.places.made(models.places.installed_models())
    keep_preset(PRESET)
    write_project(tmp_path / "home" / "a.galatea", ProjectFile(Project()))
    return tmp_path / "home"


@pytest.mark.parametrize(
    "do",
    [
        lambda _: read_presets(),
        lambda _: keep_preset(PRESET),
        lambda folder: read_project(folder / "a.galatea"),
        lambda folder: write_project(folder / "a.galatea", ProjectFile(Project()), force=True),
        lambda folder: write_project(folder / "deep" / "a.galatea", ProjectFile(Project())),
        lambda folder: locate(Media(str(folder / "a.png"), "0" * 64, True)),
        lambda folder: read_performance(folder / "a.csv"),
        lambda folder: write_performance(folder / "a.json", Performance.of([], FrameRate.of(25))),
        lambda folder: read_picture(folder / "a.png"),
        lambda folder: is_picture(folder / "a.png"),
        lambda folder: read_text(folder / "a.txt"),
    ],
)
def test_that_whoever_needs_it_is_told(home: Path, do: Callable[[Path], object]) -> None:
    with pytest.raises(StudioError) as caught, closed(home):
        do(home)
    assert str(home) in caught.value.message
    assert caught.value.hint


def test_that_models_of_the_studio_are_found_without_the_models_of_a_person(home: Path) -> None:
    models.cards()  # so that all of Python that it needs is loaded
    with closed(home):
        found, problems = models.cards(), models.problems()
    assert found or os.geteuid() == 0, "a checkout of root's may be closed to nobody as well"
    assert str(models.places.installed_models()) in "".join(problem.message for problem in problems)
    assert all(isinstance(problem, ModelError) and problem.hint for problem in problems)


def test_that_what_can_not_be_looked_at_is_lost_and_found_nowhere(home: Path) -> None:
    lost = Media(str(home / "a.png"), "0" * 64, True)
    with closed(home):
        assert missing_media(Project(source=lost), home / "a.galatea") == (lost,)
        assert found_in(home, lost) is None
