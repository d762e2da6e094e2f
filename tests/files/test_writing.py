"""Nothing half written, nothing overwritten unasked, and why in words."""

import errno
from pathlib import Path

import pytest

from studio.core.errors import Cancelled, OutputExists, OutputUnwritable
from studio.files.writing import folder_written_beside, written_beside


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
