"""Unsaved work: found again whatever ended the studio, and whatever else lies in its folder."""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from studio.app.autosave import Autosave, Autosaver, left_behind
from studio.app.session import Session
from studio.core import edits
from studio.core.errors import OutputUnwritable, StudioError
from studio.core.time import Seconds
from studio.files import places
from studio.files.locks import locked

KILLED = """
import os, signal, sys
from pathlib import Path
from studio.app.autosave import Autosaver
from studio.app.session import Session
from studio.core import edits
from studio.core.time import Seconds
session = Session()
session.path = Path(os.fsdecode(sys.argv[2].encode("latin-1"))) if len(sys.argv) > 2 else None
session.apply("Mark", edits.marked(Seconds(1), sys.argv[1]))
Autosaver(session).save()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where autosaves lie."""
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    return places.autosaves()


def killed(*words: str) -> Path:
    """A studio marks something, autosaves and is killed; what it leaves."""
    before = set(saves())
    subprocess.run([sys.executable, "-c", KILLED, *words], env=os.environ, check=False)
    (left,) = set(saves()) - before
    return left


def saves() -> list[Path]:
    return sorted(places.autosaves().glob("*.galatea"))


def marked(name: str) -> Session:
    session = Session()
    session.apply("Mark", edits.marked(Seconds(1), name))
    return session


def marks_in(found: Autosave) -> list[str]:
    return [marker.name for marker in found.read().project.timeline.markers]


def offered() -> list[str]:
    """The marks in what is offered, which is left for another time."""
    found = left_behind()
    for each in found:
        each.leave()
    return [name for each in found for name in marks_in(each)]


def test_that_work_is_offered_and_kept_when_the_process_number_repeats(folder: Path) -> None:
    # As earlier studios named them; and as it is in a container, where every studio has the same number.
    killed("before").rename(folder / f"{os.getpid()}.galatea")
    saver = Autosaver(Session())
    assert saver.due() is None
    assert offered() == ["before"]
    again = Autosaver(marked("now"))
    again.save()
    assert offered() == ["before"], "a studio that lives keeps its own to itself"
    again.clear()
    assert offered() == ["before"]


def test_that_two_studios_are_not_offered_the_same() -> None:
    killed("lost")
    (first,) = left_behind()
    assert left_behind() == ()
    first.leave()
    assert offered() == ["lost"]


def test_that_what_is_gone_on_with_is_safe_all_the_while(folder: Path) -> None:
    killed("lost")
    (found,) = left_behind()
    session = Session()
    saver = Autosaver(session)
    saver.go_on_with(found)
    assert [marker.name for marker in session.project.timeline.markers] == ["lost"]
    assert not session.is_saved
    assert saves() == [found.path], "nothing was thrown away before it was written again"
    assert left_behind() == ()
    session.apply("Mark", edits.marked(Seconds(2), "more"))
    saver.save()
    assert saves() == [found.path]
    saver.clear()
    assert list(folder.iterdir()) == []


def test_that_parts_of_killed_autosaves_are_removed_and_never_offered(folder: Path) -> None:
    whole = killed("whole")
    half = folder / f".{whole.stem}.01234567.part.galatea"
    half.write_bytes(whole.read_bytes()[:100])
    other = folder / ".holiday.part.galatea"
    other.write_bytes(b"nobody knows whose")
    assert offered() == ["whole"]
    assert not half.exists()
    assert other.exists(), "a studio removes only what is its own"


def test_that_the_part_of_a_studio_that_lives_stays(folder: Path) -> None:
    folder.mkdir(parents=True)
    part = folder / ".0123456789abcdef.01234567.part.galatea"
    part.write_bytes(b"half")
    with locked(folder / "0123456789abcdef.lock"):
        assert left_behind() == ()
    assert part.exists()
    assert left_behind() == ()
    assert not part.exists()


def _odd(kind: str, folder: Path) -> None:
    place = folder / "odd.galatea"
    if kind == "dangling link":
        place.symlink_to(folder / "nowhere")
    elif kind == "link to a project":
        place.symlink_to(saves()[0])
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "pipe for a place":
        os.mkfifo(saves()[0].with_suffix(".path"))
    elif kind == "folder for a lock":
        (folder / "odd.lock").mkdir()


@pytest.mark.parametrize(
    "kind",
    ["dangling link", "link to a project", "pipe", "folder", "pipe for a place", "folder for a lock"],
)
def test_that_what_is_no_file_neither_stops_the_start_nor_is_offered(kind: str, folder: Path) -> None:
    if kind == "pipe for a place":
        killed("whole").with_suffix(".path").unlink()
    else:
        killed("whole")
    _odd(kind, folder)
    assert offered() == ["whole"]


@pytest.mark.parametrize("content", [b"", b"no project", b"PK\x05\x06" + bytes(18)])
def test_that_what_is_damaged_is_offered_told_and_harms_nothing_else(content: bytes, folder: Path) -> None:
    killed("whole")
    broken = folder / os.fsdecode(b"br\xf6ken.galatea")
    broken.write_bytes(content)
    found = {each.path.name: each for each in left_behind()}
    assert len(found) == 2
    session = marked("open")
    before = session.project
    with pytest.raises(StudioError):
        Autosaver(session).go_on_with(found[broken.name])
    assert session.project is before
    assert broken.exists(), "only a person throws it away"
    found[broken.name].forget()
    assert not broken.exists()
    for each in found.values():
        each.leave()


def test_that_looking_opens_nothing_however_much_it_unpacks_to(folder: Path) -> None:
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "bomb.galatea", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * (1 << 24))
    (found,) = left_behind()
    assert found.size < 1 << 16
    found.leave()


def test_that_a_project_whose_name_is_no_text_autosaves_too() -> None:
    killed("mark", "/somewhere/caf\xe9.galatea")
    (found,) = left_behind()
    assert found.original is not None
    assert os.fsencode(found.original) == b"/somewhere/caf\xe9.galatea"
    found.leave()


def test_that_a_clock_that_jumps_loses_nothing(folder: Path) -> None:
    past, future = killed("past"), killed("future")
    os.utime(past, (0, 0))
    os.utime(future, (time.time() + 1e9, time.time() + 1e9))
    assert sorted(offered()) == ["future", "past"]


def test_that_what_was_replaced_after_the_crash_is_not_overwritten_unasked(tmp_path: Path) -> None:
    place = tmp_path / "a.galatea"
    session = marked("first")
    session.save(place)
    session.apply("Mark", edits.marked(Seconds(2), "lost"))
    saver = Autosaver(session)
    saver.save()
    (held,) = [saver._own]
    assert held is not None
    held.leave()  # as if it were killed
    session.close()
    other = marked("another's work")
    other.save(place)
    other.close()
    again = Session()
    (found,) = left_behind()
    Autosaver(again).go_on_with(found)
    before = place.read_bytes()
    with pytest.raises(StudioError, match="changed by another"):
        again.save()
    assert place.read_bytes() == before


def test_that_a_full_disk_is_told_and_the_last_autosave_stays(folder: Path) -> None:
    session = marked("first")
    saver = Autosaver(session)
    saver.save()
    (before,) = (path.read_bytes() for path in saves())
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); exec(sys.stdin.read())"
    )
    work = """
from pathlib import Path
from studio.app.autosave import Autosave, Autosaver
from studio.app.session import Session
from studio.core import edits
from studio.core.errors import OutputUnwritable
from studio.core.time import Seconds
from studio.files.places import autosaves
session = Session()
session.apply("Mark", edits.marked(Seconds(1), "second"))
saver = Autosaver(session)
(place,) = autosaves().glob("*.galatea")
saver._own = Autosave(place, None)
try:
    saver.save()
except OutputUnwritable as error:
    print(error.message)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], input=work, env=os.environ, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert "too large for this disk" in done.stdout
    assert done.stderr == ""
    assert [path.read_bytes() for path in saves()] == [before]
    saver.clear()
    assert list(folder.iterdir()) == []


def test_that_a_folder_that_is_none_is_told_when_it_is_written(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"a file")
    saver = Autosaver(marked("first"))
    write = saver.due()
    assert write is not None
    with pytest.raises(OutputUnwritable):
        write()
    assert left_behind() == ()
    saver.clear()
