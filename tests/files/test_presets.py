"""A person's own presets outlive projects, and are never lost."""

import json
import os
from pathlib import Path

import pytest

from studio.core.errors import FileUnreadable, OutputUnwritable, UsageError
from studio.core.face import FaceState
from studio.core.presets import Preset
from studio.files import places
from studio.files.presets import keep_preset, place, read_presets, remove_preset, rename_preset
from tests.disks import short_disk

SMILE = Preset.of("Half a smile", FaceState.of({"mouthSmileLeft": 0.4}))
FROWN = Preset.of("Stirnrunzeln 眉", FaceState.of({"browDownLeft": 0.7, "browDownRight": 0.65}))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    return tmp_path


def test_that_there_are_none_at_first():
    assert read_presets() == ()


def test_that_presets_are_kept_renamed_and_removed():
    assert keep_preset(SMILE) == (SMILE,)
    assert keep_preset(FROWN) == (SMILE, FROWN) == read_presets()
    assert [each.name for each in rename_preset("Half a smile", "  A  quarter ")] == ["A quarter", FROWN.name]
    assert read_presets()[0].units == SMILE.units
    assert remove_preset("A quarter") == (FROWN,) == read_presets()
    assert [path.name for path in place().parent.iterdir()] == ["presets.json"], "nothing is left beside"


def test_that_a_name_is_needed_and_each_is_given_once():
    keep_preset(SMILE)
    keep_preset(FROWN)
    for refused in (
        lambda: keep_preset(Preset("half A smile", SMILE.units)),
        lambda: keep_preset(Preset("  ", SMILE.units)),
        lambda: keep_preset(Preset("Nothing", {})),
        lambda: rename_preset(FROWN.name, SMILE.name),
        lambda: rename_preset(FROWN.name, ""),
    ):
        with pytest.raises(UsageError):
            refused()
    assert rename_preset(SMILE.name, "HALF A SMILE")[0].name == "HALF A SMILE"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"7", b'{"version": 2, "presets": []}',
        b'{"version": 1, "presets": [{"name": "A"}]}',
        b'{"version": 1, "presets": [{"name": "A", "channels": {"nowhere": 1}}]}',
        b'{"version": 1, "presets": [{"name": "A", "channels": {"jawOpen": 7}}]}',
        b'{"version": 1, "presets": [{"name": "A", "channels": {"jawOpen": NaN}}]}',
        b'{"version": 1, "presets": [{"name": "A", "channels": [1]}]}',
    ],
)  # fmt: skip
def test_that_a_file_that_cannot_be_read_is_told_and_put_aside_not_lost(content: bytes):
    path = place()
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    for refused in (read_presets, lambda: rename_preset("A", "B"), lambda: remove_preset("A")):
        with pytest.raises(FileUnreadable, match=r"presets\.json"):
            refused()
        assert path.read_bytes() == content
    with pytest.raises(UsageError):
        keep_preset(Preset(" ", SMILE.units))
    assert path.read_bytes() == content
    assert keep_preset(SMILE) == (SMILE,)
    assert path.with_name("presets-unreadable-1.json").read_bytes() == content
    path.write_bytes(content)
    keep_preset(FROWN)
    assert path.with_name("presets-unreadable-2.json").read_bytes() == content
    assert read_presets() == (FROWN,)


def test_that_a_folder_that_cannot_be_made_is_told_in_words(home: Path):
    (home / "data").write_text("in the way")
    with pytest.raises(OutputUnwritable):
        keep_preset(SMILE)


def test_that_the_file_can_be_read_by_people():
    keep_preset(FROWN)
    assert "眉" in place().read_text("utf-8")
    assert json.loads(place().read_text("utf-8"))["presets"][0]["channels"]["browDownLeft"] == 0.7


@pytest.mark.parametrize("trap", ["pipe", "folder", "hole", "brackets"])
def test_that_what_has_no_end_is_put_aside_like_any_other_damage(trap: str):
    keep_preset(SMILE)
    place().unlink()
    if trap == "pipe":
        os.mkfifo(place())
    elif trap == "folder":
        place().mkdir()
    else:
        with place().open("wb") as file:
            file.write(b"[" + b"[]," * 1_000_000 if trap == "brackets" else b"{")
            file.truncate(3_000_000 if trap == "brackets" else 1 << 40)
    with pytest.raises(FileUnreadable, match="left as it is"):
        read_presets()
    assert keep_preset(FROWN) == (FROWN,) == read_presets()
    assert len(list(place().parent.iterdir())) == 2


def test_that_a_full_disk_loses_no_preset():
    keep_preset(SMILE)
    before = place().read_bytes()
    with pytest.raises(OutputUnwritable) as caught, short_disk(len(before)):
        keep_preset(FROWN)
    assert caught.value.hint
    assert place().read_bytes() == before
    assert [path.name for path in place().parent.iterdir()] == ["presets.json"]
