"""After a crash, on a full disk, in two windows: a person is told, and nothing is lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMessageBox

from studio.app.autosave import left_behind
from studio.core import edits
from studio.core.time import Seconds
from studio.files import places
from studio.files.projects import read_project
from studio.ui.dialogs.recovery import RecoveryDialog, Unsaved
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK
from tests.app.test_autosave import killed


class Answers:
    """Presses the button with a word on it, in whatever asks."""

    def __init__(self, patch: pytest.MonkeyPatch, word: str) -> None:
        self.asked: list[str] = []

        def answer(box: QMessageBox) -> int:
            self.asked.append(box.text())
            button = next(b for b in box.buttons() if word in b.text())
            patch.setattr(QMessageBox, "clickedButton", lambda _box: button)
            return 0

        patch.setattr(QMessageBox, "exec", answer)


def marks(window: MainWindow) -> list[str]:
    return [marker.name for marker in window.session.project.timeline.markers]


def mark(window: MainWindow, name: str) -> None:
    window.desk.apply("Mark", edits.marked(Seconds(len(marks(window)) + 1), name))


def chooses(patch: pytest.MonkeyPatch, row: int | None, thrown: tuple[int, ...] = ()) -> list[list[str]]:
    """Throws some away and goes on with one, in the list that is shown; the texts of each list."""
    seen: list[list[str]] = []

    def answer(dialog: RecoveryDialog) -> int:
        seen.append([dialog.list.item(i).text() for i in range(dialog.list.count())])
        for each in thrown:
            dialog.list.setCurrentRow(each)
            dialog.throw_away()
        if row is None:
            dialog.reject()
        else:
            dialog.list.setCurrentRow(row)
            dialog.accept()
        return dialog.result()

    patch.setattr(RecoveryDialog, "exec", answer)
    return seen


def test_that_one_list_is_shown_of_all_that_was_left(window, home, monkeypatch) -> None:
    names = ["first", "second", "third"]
    for age, name in enumerate(names):
        os.utime(killed(name, f"/films/{name}.galatea"), (1e9 + age, 1e9 + age))
    (places.autosaves() / "broken.galatea").write_bytes(b"no project")
    seen = chooses(monkeypatch, 1, thrown=(1,))
    assert window.documents.offer_unsaved()
    (texts,) = seen
    assert [text.split("\n")[0] for text in texts][1:] == ["third", "second", "first"]
    assert marks(window) == ["second"]
    assert window.session.path == Path("/films/second.galatea")
    left = left_behind()
    assert [found.original.stem for found in left if found.original is not None] == ["first"]
    for found in left:
        found.leave()


def test_that_what_is_left_for_later_stays_and_is_found_in_the_menu(window, home, monkeypatch) -> None:
    killed("mine")
    chooses(monkeypatch, None)
    assert window.documents.offer_unsaved()
    assert marks(window) == []
    chooses(monkeypatch, 0)
    window.do("file.recover")
    assert marks(window) == ["mine"]


def test_that_a_damaged_one_is_told_and_the_open_project_stays(window, home, monkeypatch) -> None:
    places.autosaves().mkdir(parents=True)
    (places.autosaves() / os.fsdecode(b"br\xf6ken.galatea")).write_bytes(b"no project")
    window.session.new()
    chooses(monkeypatch, 0)
    window.documents.show_unsaved()
    assert "damaged" in window.problem.text
    assert marks(window) == []
    assert len(list(places.autosaves().glob("*.galatea"))) == 1


def test_that_the_list_shows_any_name_and_any_time(qtbot) -> None:
    odd = [
        Unsaved("", "", "", -1e18, 0),
        Unsaved("caf\udce9", "/\udce9", "\udce9.png", 1e18, 1 << 62),
        Unsaved("", "", "\udce9.png", 0, 1),
    ]
    dialog = RecoveryDialog(odd)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == len(odd)
    assert dialog.list.item(0).text().startswith("a project without a name\n")
    assert dialog.list.item(1).text().startswith("caf?\n")
    assert dialog.list.item(2).text().startswith("?.png, never saved\n")


def test_that_the_second_window_on_a_project_is_told_and_overwrites_nothing_unasked(
    window, qapp, tmp_path, monkeypatch
) -> None:
    place = tmp_path / "a.galatea"
    mark(window, "first")
    window.session.save(place)
    second = MainWindow(DARK, QSettings(str(tmp_path / "second.ini"), QSettings.Format.IniFormat))
    try:
        second.documents.open_path(place)
        assert "open in another window" in second.problem.text
        mark(window, "mine")
        assert window.documents.save()
        mark(second, "theirs")
        asks = Answers(monkeypatch, "Cancel")
        assert not second.documents.save()
        assert "changed by another" in asks.asked[0]
        assert [m.name for m in read_project(place).project.timeline.markers] == ["first", "mine"]
        Answers(monkeypatch, "Save as")
        other = tmp_path / "b.galatea"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(other), ""))
        assert second.documents.save()
        assert [m.name for m in read_project(other).project.timeline.markers] == ["first", "theirs"]
        mark(window, "more")
        assert window.documents.save(), "its own file was changed by nobody"
        mark(second, "over")
        other.write_bytes(place.read_bytes())
        Answers(monkeypatch, "Replace")
        assert second.documents.save()
        assert [m.name for m in read_project(other).project.timeline.markers] == ["first", "theirs", "over"]
    finally:
        second.leave()
        second.deleteLater()


def test_that_a_project_whose_name_is_no_text_is_opened_saved_and_not_listed_wrongly(
    window, tmp_path
) -> None:
    place = tmp_path / os.fsdecode(b"caf\xe9.galatea")
    mark(window, "first")
    window.session.save(place)
    window.session.new()
    window.documents.open_path(place)
    mark(window, "second")
    assert window.documents.save()
    mark(window, "third")
    window.documents.autosave()
    assert window.problem.isHidden(), window.problem.text
    assert len(list(places.autosaves().glob("*.galatea"))) == 1
    assert window.documents.last_opened() == []
    assert [path.name for path in tmp_path.glob("*.galatea")] == [place.name]


def test_that_a_name_without_its_ending_replaces_nothing_unasked(window, tmp_path, monkeypatch) -> None:
    place = tmp_path / "a.galatea"
    place.write_bytes(b"precious")
    mark(window, "first")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "a"), ""))
    asks = Answers(monkeypatch, "Cancel")
    assert not window.documents.save_as()
    assert "a.galatea is there already" in asks.asked[0]
    assert place.read_bytes() == b"precious"


def test_that_an_autosave_that_fails_is_told_once_and_again_only_when_it_failed_anew(
    window, home, until
) -> None:
    told: list[str] = []
    window.desk.told.connect(lambda error: told.append(str(error.message)))
    places.autosaves().parent.mkdir(parents=True, exist_ok=True)
    places.autosaves().write_bytes(b"in the way")

    def tick() -> None:
        window.documents._autosave_soon()
        until(lambda: not window.desk.lookout.jobs)

    mark(window, "first")
    for _ in range(3):
        tick()
    assert len(told) == 1
    assert told[0].startswith("The project could not be autosaved.")
    places.autosaves().unlink()
    tick()
    assert len(list(places.autosaves().glob("*.galatea"))) == 1
    assert len(told) == 1


FULL = """
import os, resource, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from studio.core import edits
from studio.core.time import Seconds
from studio.files.places import autosaves
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK
app = QApplication([])
window = MainWindow(DARK, QSettings(sys.argv[1] + ".ini", QSettings.Format.IniFormat))
place = Path(sys.argv[1])
window.desk.apply("Mark", edits.marked(Seconds(1), "first"))
window.session.save(place)
window.desk.apply("Mark", edits.marked(Seconds(2), "second"))
window.documents.autosave()
before = place.read_bytes(), [path.read_bytes() for path in autosaves().glob("*.galatea")]
window.desk.apply("Mark", edits.marked(Seconds(3), "third"))
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
window.documents.autosave()
print(window.problem.text)
print(window.documents.save())
print(window.problem.text)
after = place.read_bytes(), [path.read_bytes() for path in autosaves().glob("*.galatea")]
print(before == after, len(window.session.project.timeline.markers), window.session.is_saved)
sys.stdout.flush()
os._exit(0)
"""


def test_that_a_disk_that_takes_no_more_is_told_and_loses_nothing(home, tmp_path) -> None:
    script = [sys.executable, "-c", FULL, str(tmp_path / "a.galatea")]
    done = subprocess.run(script, env=os.environ, capture_output=True, text=True, check=True)
    assert "Exception ignored" not in done.stderr, done.stderr
    first, could, second, facts = done.stdout.strip().splitlines()
    assert os.strerror(errno.EFBIG) not in first
    assert "too large for this disk" in first
    assert could == "False"
    assert "too large for this disk" in second
    assert facts == "True 3 False"
