"""Nothing half written, nothing overwritten unasked, and why in words."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.core.errors import Cancelled, OutputExists, OutputUnwritable
from studio.files import places
from studio.files.writing import folder_written_beside, forget_what_the_dead_left, written_beside


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, which is not there yet."""
    home = tmp_path_factory.mktemp("someone") / "home"
    monkeypatch.setenv(places.HOME_VARIABLE, str(home))
    return home


def test_that_the_result_appears_whole_and_alone(tmp_path: Path) -> None:
    place = tmp_path / "clip.mp4"
    with written_beside(place) as part:
        part.write_bytes(b"all of it")
        assert part.parent == tmp_path
        assert part.suffix == ".mp4"
        assert not place.exists()
    assert place.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), Cancelled("stopped"), ValueError("broken")])
def test_that_whatever_stops_the_work_leaves_no_file(tmp_path: Path, stop: BaseException) -> None:
    def interrupted() -> None:
        with written_beside(tmp_path / "a.png") as part:
            part.write_bytes(b"half")
            raise stop

    with pytest.raises(type(stop)):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_that_a_file_is_replaced_only_when_forced(tmp_path: Path) -> None:
    place = tmp_path / "a.png"
    place.write_bytes(b"old")
    with pytest.raises(OutputExists, match="--force"), written_beside(place):
        pytest.fail("the work must not begin")
    with written_beside(place, force=True) as part:
        part.write_bytes(b"new")
    assert place.read_bytes() == b"new"


def test_that_a_file_which_appears_meanwhile_is_not_lost(tmp_path: Path) -> None:
    place = tmp_path / "a.png"

    def outrun() -> None:
        with written_beside(place) as part:
            part.write_bytes(b"mine")
            place.write_bytes(b"theirs")

    with pytest.raises(OutputExists, match="appeared"):
        outrun()
    assert sorted(item.read_bytes() for item in tmp_path.iterdir()) == [b"mine", b"theirs"]


def test_that_bad_places_are_refused_before_the_work_begins(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for place in (tmp_path, tmp_path / "none" / "a.png", tmp_path / "file" / "a.png", Path("/dev/null")):
        with pytest.raises(OutputUnwritable), written_beside(place, force=True):
            pytest.fail("the work must not begin")


def test_that_a_full_disk_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable, match="full"), written_beside(tmp_path / "a.png"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not list(tmp_path.iterdir())


def test_that_a_sequence_replaces_only_a_sequence(tmp_path: Path) -> None:
    place = tmp_path / "frames"
    for text in (b"first", b"second"):
        with folder_written_beside(place, force=True, ours=("frame_*.png",)) as part:
            (part / "frame_0.png").write_bytes(text)
    assert (place / "frame_0.png").read_bytes() == b"second"
    (place / "holiday.jpg").write_bytes(b"precious")
    with (
        pytest.raises(OutputExists, match=r"holiday\.jpg"),
        folder_written_beside(place, True, ("frame_*.png",)),
    ):
        pytest.fail("the work must not begin")
    assert (place / "holiday.jpg").exists()
    assert [item.name for item in tmp_path.iterdir()] == ["frames"]


WRITES = """
import sys
from pathlib import Path
from studio.files.writing import folder_written_beside, written_beside
place = Path(sys.argv[1])
beside = written_beside(place, True) if place.suffix else folder_written_beside(place, True, ["frame_*.png"])
with beside as part:
    (part if place.suffix else part / "frame_0.png").write_bytes(b"half")
    print("written", flush=True)
    sys.stdin.read()
"""


@contextmanager
def writer(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has written half of something, and stays there."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"written\n"
        yield other
        other.kill()


@pytest.mark.parametrize("name", ["a.mp4", "frames", os.fsdecode(b"caf\xe9.mp4")])
def test_that_what_a_killed_process_was_writing_is_removed_by_the_next_one(
    tmp_path: Path, name: str, home: Path
) -> None:
    place = tmp_path / "out" / name
    place.parent.mkdir()
    with writer(place) as other:
        other.kill()
        other.wait()
        (part,) = place.parent.iterdir()
        assert ".part" in part.name
        with written_beside(tmp_path / "elsewhere.txt"):
            assert list(place.parent.iterdir()) == []
    assert files_below(home) == []


def test_that_what_a_living_process_writes_stays(tmp_path: Path) -> None:
    with writer(tmp_path / "a.mp4") as other:
        forget_what_the_dead_left()
        (part,) = tmp_path.glob(".a.*")
        assert part.read_bytes() == b"half"
        assert other.stdin is not None
        other.stdin.close()
        assert other.wait() == 0
    assert (tmp_path / "a.mp4").read_bytes() == b"half"
    assert not list(tmp_path.glob(".a.*"))


def test_that_a_folder_that_was_about_to_be_replaced_comes_back(tmp_path: Path, home: Path) -> None:
    place = tmp_path / "frames"
    place.mkdir()
    (place / "frame_0.png").write_bytes(b"first")
    with writer(place) as other:
        other.kill()
        other.wait()
        (note,) = (home / "state" / "under_way").glob("*.note")
        old = Path(os.fsdecode(note.read_bytes().split(b"\0")[2]))
        place.rename(old)  # the first of the two steps in which folders are swapped
        forget_what_the_dead_left()
    assert [item.name for item in tmp_path.iterdir() if item != home] == ["frames"]
    assert (place / "frame_0.png").read_bytes() == b"first"


def test_that_a_note_that_is_not_ours_removes_nothing(tmp_path: Path, home: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"work")
    notes = home / "state" / "under_way"
    notes.mkdir(parents=True)
    (notes / "a.note").write_bytes(os.fsencode(tmp_path / "a") + b"\0" + os.fsencode(precious))
    (notes / "b.note").write_bytes(b"\xff garbage")
    (notes / "c.note").touch()
    forget_what_the_dead_left()
    assert precious.exists()
    assert files_below(home) == []


def test_that_a_part_on_a_disk_that_is_gone_is_removed_when_it_is_back(tmp_path: Path, home: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with writer(disk / "a.mp4") as other:
        other.kill()
        other.wait()
        disk.rename(tmp_path / "away")
        forget_what_the_dead_left()
        (tmp_path / "away").rename(disk)
        assert list(disk.iterdir())
        forget_what_the_dead_left()
        assert list(disk.iterdir()) == []
    assert files_below(home) == []


def test_that_work_goes_on_where_no_note_can_be_kept(tmp_path: Path, home: Path) -> None:
    home.write_bytes(b"no folder")
    with written_beside(tmp_path / "a.txt") as part:
        part.write_bytes(b"all of it")
    assert (tmp_path / "a.txt").read_bytes() == b"all of it"


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
