"""A folder of portraits is brought to rest."""

import csv
from pathlib import Path

import numpy as np
import pytest

from studio.app.batch import BatchDone, BatchSettings, Strengths, judged, neutralise_folder, read_settings
from studio.core.errors import Cancelled, FileUnreadable, UsageError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.edit import Neutralised
from studio.engine.portrait import open_source
from studio.files import places
from studio.files.pictures import read_picture, write_picture
from tests.fakes import painted, told_by

FAKES = BatchSettings(renderer="painter", tracker="spotter")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fakes_installed: Path) -> None:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path, ramp: Pixels) -> Path:
    """Three portraits, and one without a face."""
    place = tmp_path / "portraits"
    place.mkdir()
    for number, name in enumerate(("anna.png", "ben.png", "cleo.png")):
        write_picture(place / name, np.ascontiguousarray(np.roll(ramp, 40 * number, 1)))
    write_picture(place / "nobody.png", np.zeros((64, 512, 3), np.uint8))
    (place / "notes.txt").write_text("none of mine")
    return place


def unheard(part: float, what: str) -> None:
    pass


def run(folder: Path, goal: Path, settings: BatchSettings = FAKES) -> BatchDone:
    return neutralise_folder(folder, goal, settings, unheard)


def own_smile(path: Path) -> float:
    """What the spotter reads of a smile in a portrait."""
    return painted(open_source(path)).rest["mouthSmileLeft"]


def smile_in(path: Path) -> float:
    return float(told_by(read_picture(path).pixels)["mouthSmileLeft"])


def test_that_each_picture_has_a_result_a_row_and_a_place_on_the_sheet(folder: Path, tmp_path: Path) -> None:
    done = run(folder, tmp_path / "out")
    with done.table.open(encoding="utf-8-sig") as file:
        rows = {row["picture"]: row for row in csv.DictReader(file)}
    assert list(rows) == ["anna.png", "ben.png", "cleo.png", "nobody.png"]
    assert smile_in(tmp_path / "out" / "anna.png") == pytest.approx(0, abs=0.01)
    assert rows["nobody.png"]["verdict"] == "not done"
    assert "face" in rows["nobody.png"]["what to do"]
    assert float(rows["anna.png"]["smile before"]) > 1
    assert rows["anna.png"]["verdict"] == "look"  # the spotter sees a smile in whatever is bright
    (sheet,) = done.sheets
    assert read_picture(sheet).pixels.shape[1] > 4 * 288


def test_that_what_is_done_is_not_done_again_and_an_interrupted_run_goes_on(
    folder: Path, tmp_path: Path
) -> None:
    goal = tmp_path / "out"

    def stopped(part: float, what: str) -> None:
        if "ben.png" in what:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        neutralise_folder(folder, goal, FAKES, stopped)
    before = (goal / "anna.png").stat().st_mtime_ns
    assert not (goal / "ben.png").exists()
    done = run(folder, goal)
    assert done.kept == 1
    assert (goal / "anna.png").stat().st_mtime_ns == before
    assert (goal / "cleo.png").exists()
    assert run(folder, goal).kept == 3


def test_that_other_settings_do_again_what_they_touch(folder: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out"
    run(folder, goal)
    half = BatchSettings(renderer="painter", tracker="spotter", per_picture={"ben.png": {"mouth": 0.5}})
    done = run(folder, goal, half)
    assert done.kept == 2
    assert smile_in(goal / "ben.png") == pytest.approx(0.5 * own_smile(folder / "ben.png"), abs=0.01)
    assert smile_in(goal / "anna.png") == pytest.approx(0, abs=0.01)


def test_that_parts_have_strengths_of_their_own(folder: Path, tmp_path: Path) -> None:
    own = BatchSettings(Strengths(1.0, own={"mouth": 0.25}), renderer="painter", tracker="spotter")
    run(folder, tmp_path / "out", own)
    assert smile_in(tmp_path / "out" / "anna.png") == pytest.approx(
        0.75 * own_smile(folder / "anna.png"), abs=0.01
    )


def test_that_a_picture_that_is_not_ours_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out"
    goal.mkdir()
    (goal / "anna.png").write_bytes(b"somebody's own")
    done = run(folder, goal)
    assert (goal / "anna.png").read_bytes() == b"somebody's own"
    assert done.rows[0].cells["verdict"] == "not done"
    assert "there already" in done.rows[0].cells["what to do"]


def test_that_a_folder_can_not_be_its_own_goal_and_settings_name_what_is_there(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="replace the portraits"):
        run(folder, folder)
    with pytest.raises(UsageError, match=r"no picture dora\.png"):
        run(folder, tmp_path / "out", BatchSettings(per_picture={"dora.png": {}}))
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileUnreadable, match="no pictures"):
        run(tmp_path / "empty", tmp_path / "out")


def test_that_settings_come_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "settings.csv"
    table.write_text("picture;strength;mouth;brows\nanna.png;0.8;;1\nben.png;;0.5;\n")
    assert read_settings(table) == {"anna.png": {"strength": 0.8, "brows": 1.0}, "ben.png": {"mouth": 0.5}}
    table.write_text("picture,mouth\nanna.png,2\n")
    with pytest.raises(UsageError, match="strength"):
        read_settings(table)
    table.write_text("name,mouth\nanna.png,1\n")
    with pytest.raises(FileUnreadable, match="picture"):
        read_settings(table)


def found(
    smile: float, identity: float | None = 0.9, outside: int = 0, *, seen: bool = True, was: float = 0.8
) -> Neutralised:
    pixels = np.zeros((4, 4, 3), np.uint8)
    before, after = FaceState.of({"mouthSmileLeft": was, "mouthSmileRight": was}), FaceState.of(
        {"mouthSmileLeft": smile, "mouthSmileRight": smile}
    )  # fmt: skip
    return Neutralised(pixels, before, FaceState(), after if seen else None, identity, outside)


def test_that_a_verdict_says_what_to_do() -> None:
    whole = Strengths()
    assert judged(found(0.0), whole) == ("good", "Nothing.")
    assert judged(found(0.0, was=0.02), whole) == ("good", "Nothing: it was at rest already.")
    assert "smile is still seen" in judged(found(0.6), whole)[1]
    assert judged(found(0.6), Strengths(0.5)) == ("good", judged(found(0.6), Strengths(0.5))[1])
    assert "as was asked for" in judged(found(0.6), Strengths(0.5))[1]
    for bad, word in (
        (found(0.0, 0.3), "less themselves"), (found(0.0, outside=3), "outside"),
        (found(0.0, seen=False), "No face"),
    ):  # fmt: skip
        verdict, advice = judged(bad, whole)
        assert verdict == "look"
        assert word in advice
