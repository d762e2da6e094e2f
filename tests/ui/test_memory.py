"""What is not on the stage any more is not in memory either, and a person is told what is kept."""

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app.preview import ROOM
from studio.core.source import Pixels
from studio.ui.dialogs.preferences import PreferencesDialog
from studio.ui.main_window import MainWindow


@pytest.fixture
def _uncollected() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.usefixtures("_uncollected")
def test_that_nothing_of_a_former_portrait_or_clip_stays(
    window: MainWindow, until, astronaut_file: Path, clip: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.png"
    shutil.copy(astronaut_file, other)
    alive: list[weakref.ref[Pixels]] = []
    drawn: list[str] = []
    window.preview.drawn.connect(lambda each: drawn.append(each.quality))
    window.documents.shown.connect(lambda portrait: alive.append(weakref.ref(portrait.original)))
    for turn, path in enumerate((astronaut_file, clip, other, astronaut_file)):
        drawn.clear()
        window.documents.open_path(str(path))
        until(lambda turn=turn: len(alive) > turn and "full" in drawn and not window.is_busy)
        until(lambda: not window.desk.lookout.jobs)
        if turn == 0:  # whatever is imported for the first one leaves circles of its own
            gc.collect()
            gc.disable()
    until(lambda: [each() is not None for each in alive] == [False, False, False, True])


def test_that_preferences_tell_what_drawn_frames_take_and_give_it_back(
    window: MainWindow, until, astronaut_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    scene = window.desk.scene()
    drafts = window.preview.drafts
    assert scene is not None
    assert drafts is not None
    until(lambda: not window.is_busy)
    drafts.part(scene, window.desk.time)
    assert 0 < window.preview.held <= ROOM
    told: list[str] = []

    def emptied(dialog: PreferencesDialog) -> int:
        told.append(dialog._held.text())
        dialog.empty.click()
        told.append(dialog._held.text())
        assert not dialog.empty.isEnabled()
        return 0

    monkeypatch.setattr(PreferencesDialog, "exec", emptied)
    window.do("edit.preferences")
    assert told[0] != told[1]
    assert window.preview.held == 0
    assert drafts.found(scene, window.desk.time) is None
