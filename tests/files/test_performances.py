import csv
import json
import os
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import FileMissing, FileUnreadable, OutputExists, StudioError, UsageError
from studio.core.face import LANDMARKS, FaceState, Gaze, HeadPose, Performance
from studio.core.life import COLUMNS
from studio.core.time import FrameRate
from studio.core.units import CHANNELS, FACS_17
from studio.files.columns import LONGEST, parse_columns
from studio.files.performances import examine_performance, read_performance, write_performance

RATE = FrameRate(Fraction(30000, 1001))
REAL = Path(os.environ.get("GALATEA_DATA", "none")) / "performances" / "head_test.csv"
PARTS = ("channels", "head", "gaze")


def acted(count: int = 60, rest: FaceState | None = None) -> Performance:
    """A performance that 17 units can say, with every angle in play at once."""
    rng = np.random.default_rng(7)
    units = rng.uniform(0, 4, (count, 17))
    head = np.hstack([rng.uniform(-35, 35, (count, 3)), np.zeros((count, 3))])
    missing = np.zeros(count, bool)
    return Performance(
        RATE, FACS_17.channels(units), head, rng.uniform(-20, 20, (count, 2)), rest or FaceState(), missing
    )


def same(one: Performance, other: Performance, tolerance: float = 0.0) -> bool:
    return one.rate == other.rate and all(
        np.allclose(getattr(one, part), getattr(other, part), rtol=0, atol=tolerance) for part in PARTS
    )


def columns_of(path: Path) -> dict[str, np.ndarray]:
    with path.open() as file:
        rows = list(csv.reader(file, skipinitialspace=True))
    return {name: np.array([float(row[i]) for row in rows[1:]]) for i, name in enumerate(rows[0])}


def test_that_json_keeps_everything(tmp_path: Path) -> None:
    rest = FaceState.of({"jawOpen": 0.1}, HeadPose(yaw=3, z=1), Gaze(1, -2))
    own = acted(rest=rest)
    own.missing[5:9] = True
    for name in ("a.json", "a.npz"):
        write_performance(tmp_path / name, own)
        back = read_performance(tmp_path / name)
        assert same(back, own)
        assert back.rest == rest
        np.testing.assert_array_equal(back.missing, own.missing)


def test_that_arrays_keep_whose_is_what(tmp_path: Path) -> None:
    life = np.random.default_rng(2).normal(size=(8, len(COLUMNS))).astype(np.float32)
    spoken = replace(Performance.of([FaceState()] * 8, FrameRate.of(25)), life=life)
    write_performance(tmp_path / "spoken.npz", spoken)
    write_performance(tmp_path / "tracked.npz", replace(spoken, life=None))
    back = read_performance(tmp_path / "spoken.npz").life
    assert back is not None
    np.testing.assert_array_equal(back, life)
    assert read_performance(tmp_path / "tracked.npz").life is None


def test_that_names_that_json_has_and_we_have_not_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_performance(path, acted(3))
    document = json.loads(path.read_text())
    document["channels"]["earWiggle"] = [0, 1, 0]
    path.write_text(json.dumps(document))
    reading = examine_performance(path)
    assert reading.unknown == ("earWiggle",)
    assert same(reading.performance, acted(3))


def test_that_csv_keeps_what_17_units_head_and_gaze_can_say(tmp_path: Path) -> None:
    write_performance(tmp_path / "a.csv", acted())
    assert same(read_performance(tmp_path / "a.csv"), acted(), tolerance=2e-3)


def test_that_the_csv_has_the_columns_that_other_tools_expect(tmp_path: Path) -> None:
    write_performance(tmp_path / "a.csv", acted(2))
    header = (tmp_path / "a.csv").read_text().splitlines()[0]
    names = header.split(", ")
    assert header.startswith("frame, face_id, timestamp, confidence, success, gaze_0_x, gaze_0_y, gaze_0_z, ")
    assert names[19:36] == [f"{unit}_r" for unit in FACS_17.names]
    assert names[36:] == [
        f"AU{n:02d}_c" for n in (1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 28, 45)
    ]


def test_that_angles_are_written_in_the_camera_that_others_use(tmp_path: Path) -> None:
    poses = [HeadPose(yaw=20), HeadPose(pitch=10), HeadPose(roll=15), HeadPose(x=1, y=2, z=3)]
    states = [FaceState.of({}, pose) for pose in poses] + [
        FaceState.of({}, HeadPose(yaw=20), Gaze(yaw=10, pitch=5))
    ]
    write_performance(tmp_path / "a.csv", Performance.of(states, RATE))
    table = columns_of(tmp_path / "a.csv")
    assert table["pose_Ry"][0] == pytest.approx(-np.radians(20), abs=1e-5)
    assert table["pose_Rx"][1] == pytest.approx(-np.radians(10), abs=1e-5)
    assert table["pose_Rz"][2] == pytest.approx(np.radians(15), abs=1e-5)
    assert [table[f"pose_T{axis}"][3] for axis in "xyz"] == [10, -20, 570]
    assert table["gaze_angle_x"][0] == pytest.approx(np.radians(20), abs=1e-5)
    assert table["gaze_angle_x"][4] == pytest.approx(np.radians(30), abs=1e-5)
    assert table["gaze_angle_y"][4] < 0


def test_that_units_are_written_as_differences_from_the_performers_rest(tmp_path: Path) -> None:
    rest = FaceState().with_unit("AU12", 1)
    smiling = FaceState().with_unit("AU12", 3)
    write_performance(tmp_path / "a.csv", Performance.of([rest, smiling], RATE, rest))
    assert columns_of(tmp_path / "a.csv")["AU12_r"].tolist() == pytest.approx([0, 2], abs=1e-3)
    assert columns_of(tmp_path / "a.csv")["AU12_c"].tolist() == [0, 1]


def test_that_frames_without_a_face_hold_the_last_and_say_so(tmp_path: Path) -> None:
    own = acted(6)
    own.missing[[0, 3, 4]] = True
    write_performance(tmp_path / "a.csv", own)
    back = read_performance(tmp_path / "a.csv")
    assert back.missing is not None
    assert np.flatnonzero(back.missing).tolist() == [0, 3, 4]
    np.testing.assert_array_equal(back.channels[[0, 3, 4]], back.channels[[1, 2, 2]])


def table(path: Path, *rows: str, header: str = "timestamp,success,AU12_r,pose_Rx") -> Path:
    path.write_text("\n".join([header, *rows]))
    return path


def test_that_garbage_in_a_row_counts_as_no_face(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "0.00,1,2.5,0", "0.04,1,-nan(ind),0", "0.08,1,5,0")
    back = read_performance(path)
    assert back.rate.fps == 25
    assert back.channels[:, FACS_17.matrix()[8].argmax()].tolist() == pytest.approx([0.5, 0.5, 1.0])
    assert np.flatnonzero(back.missing).tolist() == [1]


def test_that_uneven_times_are_put_on_even_frames(tmp_path: Path) -> None:
    times = np.arange(100) / 25 + np.random.default_rng(1).uniform(-0.008, 0.008, 100)
    rows = [f"{t:.4f},1,{t:.4f},0" for t in times]
    back = read_performance(table(tmp_path / "a.csv", *rows))
    assert back.rate.fps == 25
    moved = back.channels[:, FACS_17.matrix()[8].argmax()] * 5
    np.testing.assert_allclose(moved, times[0] + np.arange(len(moved)) / 25, atol=0.002)


def test_that_dropped_frames_leave_a_gap_that_is_held(tmp_path: Path) -> None:
    rows = [f"{i / 25:.3f},1,{i / 10},0" for i in range(20) if not 8 <= i < 13]
    back = read_performance(table(tmp_path / "a.csv", *rows))
    assert len(back) == 20
    assert np.flatnonzero(back.missing).tolist() == [8, 9, 10, 11, 12]
    np.testing.assert_array_equal(back.channels[12], back.channels[7])


@pytest.mark.parametrize("fps", ["24000/1001", "25", "30000/1001", "30", "50", "60", "25/2"])
def test_that_the_rate_is_found_from_times_in_milliseconds(tmp_path: Path, fps: str) -> None:
    rows = [f"{float(i / Fraction(fps)):.3f},1,0,0" for i in range(400)]
    assert str(read_performance(table(tmp_path / "a.csv", *rows)).rate) == fps


def test_that_of_several_faces_the_one_seen_most_is_read(tmp_path: Path) -> None:
    rows = [f"{i / 25:.2f},{int(face or i < 3)},{1 + face},0,{face}" for i in range(9) for face in (0, 1)]
    back = read_performance(
        table(tmp_path / "a.csv", *rows, header="timestamp,success,AU12_r,pose_Rx,face_id")
    )
    assert len(back) == 9
    assert back.channels.max() == pytest.approx(0.4)


def test_that_live_link_columns_go_by_name_whatever_their_spelling(tmp_path: Path) -> None:
    channels = "jawOpen,MouthSmile_L,MouthSmileRight,EyeBlinkLeft,browInnerUp"
    header = f"Timecode,BlendShapeCount,{channels},HeadYaw,LeftEyeYaw,Ear"
    rows = [f"00:00:{7 + i // 60:02d}:{i % 60:02d}.250,61,0.5,0.2,0.3,1.5,0,-0.5,0.1,9" for i in range(120)]
    reading = examine_performance(table(tmp_path / "a.csv", *rows, header=header))
    own = reading.performance
    assert own.rate.fps == 60
    assert len(own) == 120
    state = own.state(50)
    assert (state["jawOpen"], state["eyeBlinkLeft"]) == (0.5, 1.0)
    assert state["mouthSmileLeft"] == pytest.approx(0.2)
    assert state.head.yaw == pytest.approx(np.degrees(0.5))
    assert reading.unknown == ("Ear",)


def as_excel_writes(place: Path, encoding: str, first: str = "") -> str:
    """A CSV of ours with semicolons and decimal commas, as a German Excel saves it."""
    lines = place.read_text("utf-8").splitlines()
    text = "\r\n".join(line.replace(", ", ";").replace(".", ",") for line in lines)
    place.write_bytes((first + text + "\r\n").encode(encoding))
    return text


@pytest.mark.parametrize(
    ("encoding", "first"),
    [("utf-8-sig", ""), ("utf-8", "sep=;\r\n"), ("utf-8-sig", "sep=;\r\n"), ("cp1252", ""), ("utf-16", "")],
)
def test_that_an_openface_table_that_went_through_excel_is_read(
    tmp_path: Path, encoding: str, first: str
) -> None:
    write_performance(tmp_path / "a.csv", acted())
    before = read_performance(tmp_path / "a.csv")
    as_excel_writes(tmp_path / "a.csv", encoding, first)
    assert same(read_performance(tmp_path / "a.csv"), before)


def test_that_quoted_decimal_commas_between_commas_are_read(tmp_path: Path) -> None:
    rows = [f'"{i / 25:.2f}","1","{i / 10:.1f}","0,5"'.replace(".", ",") for i in range(4)]
    back = read_performance(table(tmp_path / "a.csv", *rows))
    assert back.rate.fps == 25
    assert back.head[0, 1] == pytest.approx(-np.degrees(0.5))


def test_that_a_recording_over_midnight_goes_on(tmp_path: Path) -> None:
    channels = "jawOpen,MouthSmile_L,MouthSmileRight,EyeBlinkLeft,browInnerUp"
    clock = [divmod(86399 * 60 + 30 + i, 60) for i in range(90)]
    times = [f"{s // 3600 % 24:02d}:{s // 60 % 60:02d}:{s % 60:02d}:{f:02d}.000" for s, f in clock]
    assert times[0].startswith("23:59:59:30")
    assert times[-1].startswith("00:00:00")
    rows = [f"{time},61,{i / 100},0,0,0,0" for i, time in enumerate(times)]
    own = read_performance(table(tmp_path / "a.csv", *rows, header=f"Timecode,BlendShapeCount,{channels}"))
    assert own.rate.fps == 60
    assert len(own) == 90
    assert [round(own.state(i)["jawOpen"], 2) for i in (0, 30, 89)] == [0.0, 0.3, 0.89]


def test_that_of_a_table_with_many_columns_the_others_cost_nothing(tmp_path: Path) -> None:
    header = "timestamp,AU12_r," + ",".join(f"x_{i}" for i in range(60_000))
    place = tmp_path / "a.csv"
    place.write_text("\n".join([header, *(f"{t},1" + ",0" * 60_000 for t in range(8))]))
    with place.open() as file:
        columns = parse_columns(file, lambda name: not name.startswith("x"))
    assert len(columns.names) == 60_002
    assert set(columns.figures) == {"timestamp", "AU12_r"}


def test_that_what_audio2face_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a2f.json"
    path.write_text(
        json.dumps({"exportFps": 29.97, "facsNames": ["JawOpen", "Frown"], "weightMat": [[0.25, 1]] * 3})
    )
    reading = examine_performance(path)
    assert reading.performance.rate == RATE
    assert reading.performance.state(2)["jawOpen"] == 0.25
    assert reading.unknown == ("Frown",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\xff",
        b"PK\x03\x04 but nothing more",
        b"{",
        b"[1, 2]",
        b"{}",
        b'{"schema": "performance/1"}',
        b'{"schema": "performance/2"}',
        b'{"schema": "performance/1", "rate": "1e999999999", "frames": 1}',
        b'{"schema": "performance/1", "rate": "25", "frames": 2, "channels": {"jawOpen": [1]}}',
        b'{"schema": "performance/1", "rate": "25", "frames": 1, "channels": {"jawOpen": [NaN]}}',
        b'{"schema": "performance/1", "rate": "25", "frames": 1, "missing": [7]}',
        b"hello\nworld",
        b"a,b\n1,2",
        b"timestamp,AU12_r\n",
        b"timestamp,AU12_r\n1,x\n2,y",
        b"timestamp,success,AU12_r\n0,0,1\n1,0,1",
        b"timestamp,AU12_r\n0,1\n1,1\n2,1\n99999999999,1",
        b"timestamp,AU12_r\n0,1\n1e-300,1\n2e-300,1",
        b"timestamp,success,AU12_r,pose_Tx\n0.0334,0,1,0\n0.0667,1,1,0\n0.1668,0,1,0",
        b'{"schema": "performance/1", "rate": "25", "frames": 1, "channels": {"jawOpen": [1e300]}}',
        b'{"exportFps": 0, "facsNames": ["jawOpen"], "weightMat": [[0]]}',
        b'{"exportFps": "1/0", "facsNames": ["jawOpen"], "weightMat": [[0]]}',
        b'{"exportFps": 25, "facsNames": [], "weightMat": [[0]]}',
        b"[" * 100_000,
    ],
)
def test_that_what_is_no_performance_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as caught:
        read_performance(path)
    assert caught.value.hint
    assert "file.csv" in caught.value.message


def test_that_broken_copies_of_good_files_never_fail_otherwise(tmp_path: Path) -> None:
    rng, read = np.random.default_rng(2), 0
    for name in ("a.json", "a.csv", "a.npz"):
        write_performance(tmp_path / name, acted(4))
        whole = (tmp_path / name).read_bytes()
        for _ in range(40):
            broken = bytearray(whole[: rng.integers(1, len(whole) + 1)])
            broken[rng.integers(len(broken))] = rng.integers(256)
            (tmp_path / "broken").write_bytes(broken)
            with suppress(StudioError):
                read_performance(tmp_path / "broken")
                read += 1
    assert read < 60, "most are refused, in words"


def test_that_writing_needs_a_known_suffix_and_leave_to_replace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="json"):
        write_performance(tmp_path / "a.bvh", acted(1))
    write_performance(tmp_path / "a.json", acted(1))
    with pytest.raises(OutputExists):
        write_performance(tmp_path / "a.json", acted(2))
    write_performance(tmp_path / "a.json", acted(2), force=True)
    assert len(read_performance(tmp_path / "a.json")) == 2
    with pytest.raises(FileMissing):
        read_performance(tmp_path / "none.csv")


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.npz"])
def test_that_nothing_is_written_that_could_not_be_read_again(tmp_path: Path, name: str) -> None:
    parts = (np.zeros((LONGEST + 1, width), np.float32) for width in (len(CHANNELS), 6, 2))
    with pytest.raises(UsageError, match="more than"):
        write_performance(tmp_path / name, Performance(RATE, *parts))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not REAL.exists(), reason="GALATEA_DATA has no such file")
def test_that_a_real_openface_file_comes_in_and_goes_out_the_same(tmp_path: Path) -> None:
    own = read_performance(REAL)
    assert own.rate.fps == 30
    assert len(own) == 199
    write_performance(tmp_path / "again.csv", own)
    theirs, ours = columns_of(REAL), columns_of(tmp_path / "again.csv")
    for name in (
        *(f"{unit}_r" for unit in FACS_17.names),
        *(f"pose_{kind}{a}" for kind in "TR" for a in "xyz"),
    ):
        np.testing.assert_allclose(ours[name], theirs[name], atol=2e-3, err_msg=name)
    np.testing.assert_allclose(ours["gaze_angle_x"], theirs["gaze_angle_x"], atol=2e-3)
    assert own.state(0).head.minus(own.rest.head).z == pytest.approx(0, abs=3)


def of_somebody(count: int = 3) -> Performance:
    """A performance that tells who performs."""
    rng = np.random.default_rng(3)
    look = rng.normal(size=128)
    return replace(acted(count), neutral=rng.uniform(-8, 8, (LANDMARKS, 3)), look=look / np.linalg.norm(look))


def test_that_who_performs_is_kept_to_the_last_digit(tmp_path: Path) -> None:
    own = of_somebody()
    for name in ("a.json", "a.npz"):
        write_performance(tmp_path / name, own)
        back = read_performance(tmp_path / name)
        assert back.neutral is not None
        np.testing.assert_array_equal(back.neutral, own.neutral)
    looks = read_performance(tmp_path / "a.npz").look
    assert looks is not None
    np.testing.assert_array_equal(looks, own.look)
    assert read_performance(tmp_path / "a.json").look is None, "what others read recognises nobody"
    for name in ("b.json", "b.npz"):
        write_performance(tmp_path / name, acted(3))
        back = read_performance(tmp_path / name)
        assert back.neutral is back.look is None


def test_that_what_earlier_studios_wrote_tells_nobody(tmp_path: Path) -> None:
    write_performance(tmp_path / "new.npz", of_somebody())
    with np.load(tmp_path / "new.npz") as arrays:
        np.savez(tmp_path / "old.npz", **{n: a for n, a in arrays.items() if n not in ("neutral", "look")})
    back = read_performance(tmp_path / "old.npz")
    assert same(back, acted(3))
    assert back.neutral is back.look is None


@pytest.mark.parametrize("face", [
    [[0, 0, 0]] * LANDMARKS, [[1, 2, 3]] * 5, [[i, i, 1e300] for i in range(LANDMARKS)],
    [[i % 9, i % 7, float("nan")] for i in range(LANDMARKS)], [["a", "b", "c"]] * LANDMARKS, 7,
])  # fmt: skip
def test_that_what_is_no_face_is_refused(face: object, tmp_path: Path) -> None:
    write_performance(tmp_path / "a.json", of_somebody())
    document = json.loads((tmp_path / "a.json").read_text())
    (tmp_path / "a.json").write_text(json.dumps({**document, "neutral": face}))
    with pytest.raises(FileUnreadable, match="damaged"):
        read_performance(tmp_path / "a.json")


@pytest.mark.parametrize("look", [np.zeros(128), np.ones(128), np.ones(3) / 3**0.5, np.full(128, np.nan)])
def test_that_a_look_that_is_none_is_refused(look: np.ndarray, tmp_path: Path) -> None:
    write_performance(tmp_path / "a.npz", replace(of_somebody(), look=look))
    with pytest.raises(FileUnreadable, match="damaged"):
        read_performance(tmp_path / "a.npz")
