"""What people really give: broken, empty, wrong, impossible. Always a sentence, never a trace, nothing lost.

Each case runs a whole command. It must end in one of the foreseen exit codes, say something that helps,
and leave no file, whole or in part; what was there before must still be there.
"""

import io
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import wave
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from skimage import data

from studio.cli import run
from studio.core.face import FaceState, Performance
from studio.core.time import FrameRate
from studio.files.performances import write_performance
from tests.clips import write_clip
from tests.conftest import install_fakes

FORESEEN = {2, 3, 4, 5, 6, 7}
FAKES = ("--renderer", "painter", "--tracker", "spotter")
SPEAKING = (*FAKES, "--voice", "hummer", "--driver", "gaper")
SEEING = ("--tracker", "spotter")


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said and returned."""

    code: int
    out: str
    err: str


def tell(arguments: list[str]) -> Told:
    """Run a command line as a person would, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    return Told(code, out.getvalue(), err.getvalue())


def assert_refused(arguments: list[str], folder: Path) -> Told:
    """It is refused in words, and the folder of the result is as it was."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    told = tell(arguments)
    assert told.code in FORESEEN, told
    assert "Traceback" not in told.err
    assert "should not" not in told.err, told.err  # the last resort's words
    assert len(told.err.split()) > 6, told.err
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert not [path for path in folder.iterdir() if ".part" in path.name]
    return told


# Good files to break ---------------------------------------------------------------------------------


def _encoded(suffix: str) -> bytes:
    picture = io.BytesIO()
    Image.fromarray(data.astronaut()[:256, :256]).save(picture, suffix)
    return picture.getvalue()


def _wav(samples: bytes, width: int = 2, rate: int = 16000) -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(samples)
    return sound.getvalue()


def _tone() -> bytes:
    wave_form = 9000 * np.sin(np.arange(2000) * 0.17)
    return _wav(wave_form.astype("<i2").tobytes())


def _clip() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        frames = [np.full((48, 64, 3), 20 * i + 9, np.uint8) for i in range(12)]
        return write_clip(Path(folder) / "clip.mp4", frames, FrameRate(Fraction(25))).read_bytes()


def _performance(suffix: str) -> bytes:
    states = [FaceState.of({"jawOpen": i / 10, "mouthSmileLeft": 0.3}) for i in range(8)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"motion{suffix}"
        write_performance(path, Performance.of(states, FrameRate(Fraction(25))))
        return path.read_bytes()


def _png_that_claims(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"0"))
        + chunk(b"IEND", b"")
    )


def _zip(name: str, content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr(name, content)
    return archive.getvalue()


def _drawn(height: int, width: int, value: int = 0) -> bytes:
    picture = io.BytesIO()
    Image.fromarray(np.full((height, width, 3), value, np.uint8)).save(picture, "PNG")
    return picture.getvalue()


def _cartoon() -> bytes:
    page = np.full((400, 400, 3), 250, np.uint8)
    cv2.circle(page, (200, 200), 150, (255, 220, 0), -1)
    for x in (150, 250):
        cv2.circle(page, (x, 160), 20, (0, 0, 0), -1)
    return _saved(page)


def _saved(pixels: np.ndarray, form: str = "PNG") -> bytes:
    picture = io.BytesIO()
    Image.fromarray(pixels).save(picture, form)
    return picture.getvalue()


def _noise(count: int) -> bytes:
    return random.Random(count).randbytes(count)


NO_PICTURES: dict[str, Callable[[], bytes]] = {
    "nothing.png": lambda: b"",
    "noise.png": lambda: _noise(5000),
    "text.png": lambda: b"This is a letter, not a picture.\n" * 20,
    "text.jpg": lambda: bytes("Grüße, 你好, 😀", "utf-8"),
    "cut.jpg": lambda: _encoded("JPEG")[:600],
    "half.png": lambda: _encoded("PNG")[:9000],
    "head-only.png": lambda: _encoded("PNG")[:30],
    "cut.webp": lambda: _encoded("WEBP")[:500],
    "cut.tiff": lambda: _encoded("TIFF")[:400],
    "huge.png": lambda: _png_that_claims(100_000, 100_000),
    "flat.png": lambda: _png_that_claims(0, 0),
    "page.svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='5'/></svg>",
    "page.html": lambda: b"<!doctype html><title>portrait</title>",
    "sound.png": _tone,
    "book.pdf": lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "packed.zip": lambda: _zip("portrait.png", _encoded("PNG")),
    "motion.json": lambda: _performance(".json"),
}
NO_FACES: dict[str, Callable[[], bytes]] = {
    "pixel.png": lambda: _drawn(1, 1, 128),
    "two-by-three.png": lambda: _drawn(3, 2, 90),
    "line.png": lambda: _drawn(1, 900, 90),
    "black.png": lambda: _drawn(300, 200),
    "white.png": lambda: _drawn(300, 200, 255),
    "static.png": lambda: _saved(np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8)),
    "coffee.jpg": lambda: _saved(data.coffee(), "JPEG"),
    "cat.jpg": lambda: _saved(data.chelsea(), "JPEG"),
    "profile.png": lambda: _saved(data.camera()),
    "far-away.png": lambda: _saved(cv2.resize(data.astronaut(), (150, 150), interpolation=cv2.INTER_AREA)),
}
NO_CLIPS: dict[str, Callable[[], bytes]] = {
    "nothing.mp4": lambda: b"",
    "noise.mp4": lambda: _noise(9000),
    "cut.mp4": lambda: _clip()[:300],
    "text.mov": lambda: b"no film\n" * 50,
    "sound.wav": _tone,
    "head.webm": lambda: b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01",
}
NO_SOUNDS: dict[str, Callable[[], bytes]] = {
    "nothing.wav": lambda: b"",
    "head-only.wav": lambda: _wav(b""),
    "still.wav": lambda: _wav(bytes(32000)),
    "still-8-bit.wav": lambda: _wav(b"\x80" * 8000, 1, 8000),
    "offset.wav": lambda: _wav(np.full(16000, 700, "<i2").tobytes()),
    "text.wav": lambda: b"la la la\n" * 100,
    "noise.mp3": lambda: _noise(4000),
    "cut.wav": lambda: _tone()[:20],
    "picture.wav": lambda: _encoded("PNG"),
    "silent-film.mp4": _clip,
    "lyrics.txt": lambda: b"I am a text.",
}
NO_MOTIONS: dict[str, Callable[[], bytes]] = {
    "nothing.json": lambda: b"",
    "list.json": lambda: b"[1, 2, 3]",
    "cut.json": lambda: _performance(".json")[:80],
    "future.json": lambda: _performance(".json").replace(b"performance/1", b"performance/99"),
    "no-rate.json": lambda: b'{"schema": "performance/1", "frames": 3}',
    "zero-rate.json": lambda: _performance(".json").replace(b'"rate":"25"', b'"rate":"0"'),
    "wrong-count.json": lambda: _performance(".json").replace(b'"frames":8', b'"frames":80'),
    "deep.json": lambda: b"[" * 100_000,
    "header.csv": lambda: _performance(".csv").splitlines()[0] + b"\n",
    "words.csv": lambda: b"frame, timestamp, AU12_r\nzero, one, two\n",
    "other.csv": lambda: b"name;price\napple;3\n",
    "picture.csv": lambda: _encoded("PNG"),
    "cut.npz": lambda: _performance(".npz")[:200],
    "packed.npz": lambda: _zip("readme.txt", b"hello"),
}


# Running ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a good portrait and a good voice; the fakes are installed meanwhile."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "anna.png").write_bytes(_saved(data.astronaut()))
    (folder / "ramp.png").write_bytes(_saved(np.tile(np.arange(1, 129, dtype=np.uint8), (64, 4))))
    (folder / "voice.wav").write_bytes(_tone())
    twins = np.hstack([data.astronaut(), data.astronaut()])
    (folder / "twins.jpg").write_bytes(_saved(twins, "JPEG"))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(install_fakes(folder / "site"))
        patch.setenv("COLUMNS", "200")
        yield folder


def _placed(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _result_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", NO_PICTURES)
@pytest.mark.parametrize("command", ["edit", "neutralise", "sheet", "animate"])
def test_that_what_is_no_picture_is_refused(command: str, name: str, shelf: Path, tmp_path: Path) -> None:
    source = str(_placed(tmp_path, name, NO_PICTURES[name]()))
    folder = _result_folder(tmp_path)
    more = {
        "edit": ["-s", "AU12=1", "-o", str(folder / "a.png"), *FAKES],
        "neutralise": ["-o", str(folder / "a.png"), *FAKES],
        "sheet": ["-o", str(folder / "a.png"), *FAKES],
        "animate": ["-t", "hello", "-o", str(folder / "a.mp4"), *SPEAKING],
    }
    told = assert_refused([command, source, *more[command]], folder)
    assert told.code == 3
    assert name in told.err


@pytest.mark.parametrize("name", NO_FACES)
def test_that_a_picture_without_a_face_to_move_is_refused(name: str, shelf: Path, tmp_path: Path) -> None:
    source = _placed(tmp_path, name, NO_FACES[name]())
    folder = _result_folder(tmp_path)
    told = assert_refused(["edit", str(source), "-s", "AU12=1", "-o", str(folder / "a.png")], folder)
    assert told.code == 3
    assert "face" in told.err


@pytest.mark.parametrize("name", NO_CLIPS)
def test_that_what_is_no_clip_is_not_tracked(name: str, shelf: Path, tmp_path: Path) -> None:
    source = _placed(tmp_path, name, NO_CLIPS[name]())
    folder = _result_folder(tmp_path)
    assert assert_refused(["track", str(source), "-o", str(folder / "a.csv"), *SEEING], folder).code == 3


@pytest.mark.parametrize("name", NO_SOUNDS)
def test_that_what_is_no_speech_is_refused(name: str, shelf: Path, tmp_path: Path) -> None:
    sound = _placed(tmp_path, name, NO_SOUNDS[name]())
    folder = _result_folder(tmp_path)
    command = [
        "animate",
        str(shelf / "ramp.png"),
        "--audio",
        str(sound),
        "-o",
        str(folder / "a.mp4"),
        *SPEAKING,
    ]
    assert assert_refused(command, folder).code == 3


@pytest.mark.parametrize("name", NO_MOTIONS)
def test_that_what_is_no_performance_is_refused(name: str, shelf: Path, tmp_path: Path) -> None:
    motion = _placed(tmp_path, name, NO_MOTIONS[name]())
    folder = _result_folder(tmp_path)
    command = ["animate", str(shelf / "ramp.png"), "--performance", str(motion), *FAKES]
    assert assert_refused([*command, "-o", str(folder / "a.mp4")], folder).code == 3


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "😀 🎉", "…!?;—", "你好，世界", "Привет", "\x00\x07", "\ufeff"]
)
def test_that_a_text_of_which_nothing_can_be_said_is_refused(text: str, shelf: Path, tmp_path: Path) -> None:
    folder = _result_folder(tmp_path)
    out = str(folder / "a.mp4")
    told = assert_refused(["animate", str(shelf / "ramp.png"), "-t", text, *FAKES, "-o", out], folder)
    assert told.code == 3


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-t", "hello", "--audio", "voice.wav"],
        ["-t", "hello", "--transcript", "text.txt"],
        ["-t", "hello", "--fps", "0"],
        ["-t", "hello", "--fps", "-25"],
        ["-t", "hello", "--fps", "1/0"],
        ["-t", "hello", "--fps", "nan"],
        ["-t", "hello", "--fps", "inf"],
        ["-t", "hello", "--fps", "fast"],
        ["-t", "hello", "--fps", "100000"],
        ["-t", "hello", "--size", "0x0"],
        ["-t", "hello", "--size", "99999x99999"],
        ["-t", "hello", "--size", "big"],
        ["-t", "hello", "--face", "left"],
        ["-t", "hello", "--face", "-1"],
        ["-t", "hello", "--speed", "slow"],
        ["-t", "hello", "--speed", "9", "--voice", "hibari"],
        ["-t", "hello", "--speed", "nan", "--voice", "hibari"],
        ["-t", "hello", "--voice", "nobody"],
        ["-t", "hello", "--driver", "rul"],
        ["-t", "hello", "--renderer", "rigg"],
        ["-t", "hello", "--quality", "best"],
        ["-t", "hello", "--preset", "avi"],
        ["-t", "hello", "--preset", "prores4444"],
        ["-t", "hello", "--seed", "many"],
        ["-t", "hello [AU99=1]there[/]"],
        ["-t", "hello [AU12=99]there[/]"],
        ["--colour", "blue"],
    ],
    ids=lambda options: " ".join(options) or "nothing",
)
def test_that_what_can_not_be_done_is_refused(options: list[str], shelf: Path, tmp_path: Path) -> None:
    folder = _result_folder(tmp_path)
    command = ["animate", str(shelf / "ramp.png"), "-o", str(folder / "a.mp4"), *SPEAKING, *options]
    assert assert_refused(command, folder).code == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--strength", "2"],
        ["--strength", "-1"],
        ["--strength", "nan"],
        ["--strength", "much"],
        ["--only", "mouht"],
        ["--only", ""],
        ["--only", "mouth;brow"],
        ["--renderer", "nobody"],
    ],
    ids=" ".join,
)
def test_that_neutralising_wants_what_there_is(options: list[str], shelf: Path, tmp_path: Path) -> None:
    folder = _result_folder(tmp_path)
    command = ["neutralise", str(shelf / "ramp.png"), "-o", str(folder / "a.png"), *FAKES, *options]
    assert assert_refused(command, folder).code == 2


@pytest.mark.parametrize("choice", ["2", "17", "5000,5000", "1,1"])
def test_that_a_face_that_is_not_there_is_refused(choice: str, shelf: Path, tmp_path: Path) -> None:
    folder = _result_folder(tmp_path)
    command = [
        "edit",
        str(shelf / "twins.jpg"),
        "-s",
        "AU12=1",
        "--face",
        choice,
        "-o",
        str(folder / "a.png"),
    ]
    assert "2 faces" in assert_refused(command, folder).err


@pytest.mark.parametrize(
    "output",
    [
        "nowhere/a.png",
        "a.avi",
        "a",
        "a.gif.exe",
        ".",
        "",
        "x" * 300 + ".png",
        "nul\0.png",
        "../shelf-of-glass/a.png",
    ],
    ids=lambda output: repr(output[:20]),
)
@pytest.mark.parametrize("command", ["edit", "track"])
def test_that_a_place_that_can_not_be_written_is_refused(
    command: str, output: str, shelf: Path, tmp_path: Path
) -> None:
    folder = _result_folder(tmp_path)
    where = ["-o", f"{folder}/{output}"]
    more = ["-s", "AU12=1", *FAKES] if command == "edit" else SEEING
    assert assert_refused([command, str(shelf / "ramp.png"), *more, *where], folder).code in (2, 5)


@pytest.mark.skipif(sys.platform != "linux", reason="these folders are Linux's")
@pytest.mark.parametrize("output", ["/proc/a.png", "/dev/null", "/dev/full"])
def test_that_a_place_that_nobody_may_write_is_refused(output: str, shelf: Path, tmp_path: Path) -> None:
    command = ["edit", str(shelf / "ramp.png"), "-s", "AU12=1", *FAKES, "-o", output, "--force"]
    assert assert_refused(command, _result_folder(tmp_path)).code in (2, 5)


@pytest.mark.parametrize("command", ["edit", "neutralise", "sheet", "animate", "track"])
def test_that_no_command_replaces_a_file_unasked(command: str, shelf: Path, tmp_path: Path) -> None:
    folder = _result_folder(tmp_path)
    place = _placed(folder, {"animate": "a.mp4", "track": "a.csv"}.get(command, "a.png"), b"precious")
    more = {
        "edit": ["-s", "AU12=1", *FAKES],
        "neutralise": [*FAKES],
        "sheet": [*FAKES],
        "animate": ["-t", "hello", *SPEAKING],
        "track": [*SEEING],
    }
    told = assert_refused([command, str(shelf / "ramp.png"), "-o", str(place), *more[command]], folder)
    assert told.code == 5
    assert "--force" in told.err


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    can = sys.platform == "linux" and os.geteuid() == 0
    if not can or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("suffix", [".png", ".tiff", ".mp4", ".mov", ".gif", ".webm"])
def test_that_a_full_disk_is_told_and_left_empty(suffix: str, shelf: Path, small_disk: Path) -> None:
    noise = np.random.default_rng(0).integers(1, 255, (480, 640, 3), np.uint8)
    source = _placed(shelf, "static.png", _saved(noise))
    out = str(small_disk / f"a{suffix}")
    edit = ["edit", str(source), "-s", "AU12=1", *FAKES, "-o", out]
    animate = ["animate", str(source), "-t", "one two three", *SPEAKING, "-o", out, "--size", "source"]
    told = assert_refused(edit if suffix in (".png", ".tiff") else animate, small_disk)
    assert told.code == 5
    assert "full" in told.err
    assert list(small_disk.iterdir()) == []


# Whatever a machine can think of ---------------------------------------------------------------------


_quickly = settings(derandomize=True, database=None, suppress_health_check=list(HealthCheck), max_examples=60)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """A file with some bytes changed, and perhaps cut off, doubled, or with something put in."""
    out = bytearray(good)
    for _ in range(draw(st.integers(0, 12))):
        out[draw(st.integers(0, len(out) - 1))] = draw(st.integers(0, 255))
    match draw(st.sampled_from(("whole", "cut", "doubled", "filled"))):
        case "cut":
            del out[draw(st.integers(0, len(out) - 1)) :]
        case "doubled":
            out.extend(bytes(out))
        case "filled":
            place = draw(st.integers(0, len(out)))
            out[place:place] = draw(st.binary(max_size=40))
        case _:
            pass
    return bytes(out)


def _survives(arguments: list[str], folder: Path, result: Path) -> None:
    """Either it works and the result is there, or it is refused and nothing is."""
    told = tell([*arguments, "-o", str(result)])
    left = {path.name for path in folder.iterdir()}
    if told.code == 0:
        assert result.exists()
        assert left == {result.name}
        return
    assert told.code in FORESEEN, told
    assert "should not" not in told.err, told.err
    assert left == set()


_GOOD = {
    ".jpg": _encoded("JPEG"), ".png": _encoded("PNG"), ".webp": _encoded("WEBP"), ".tiff": _encoded("TIFF"),
}  # fmt: skip


@_quickly
@given(content=st.sampled_from(sorted(_GOOD)).flatmap(lambda suffix: damaged(_GOOD[suffix])))
def test_that_no_damaged_picture_breaks_an_edit(shelf: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = _result_folder(Path(place))
        source = _placed(Path(place), "picture", content)
        _survives(["edit", str(source), "-s", "AU12+=1", *FAKES], folder, folder / "a.png")


@_quickly
@given(content=damaged(_clip()))
def test_that_no_damaged_clip_breaks_the_tracking(shelf: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = _result_folder(Path(place))
        _survives(["track", str(_placed(Path(place), "clip", content)), *SEEING], folder, folder / "a.json")


@_quickly
@given(content=damaged(_tone()))
def test_that_no_damaged_recording_breaks_an_animation(shelf: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = _result_folder(Path(place))
        sound = _placed(Path(place), "sound", content)
        command = ["animate", str(shelf / "ramp.png"), "--audio", str(sound), *SPEAKING, "--quality", "draft"]
        _survives(command, folder, folder / "a.mp4")


@_quickly
@given(
    content=st.sampled_from((".json", ".csv", ".npz")).flatmap(lambda suffix: damaged(_performance(suffix)))
)
def test_that_no_damaged_performance_breaks_an_animation(shelf: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = _result_folder(Path(place))
        motion = _placed(Path(place), "motion", content)
        _survives(
            ["animate", str(shelf / "ramp.png"), "--performance", str(motion), *FAKES],
            folder,
            folder / "a.mp4",
        )


@_quickly
@given(text=st.text(max_size=60))
def test_that_no_text_breaks_an_animation(shelf: Path, text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = _result_folder(Path(place))
        command = ["animate", str(shelf / "ramp.png"), f"--text={text}", *SPEAKING]
        _survives(command, folder, folder / "a.mp4")


@_quickly
@given(words=st.lists(st.text(max_size=12), max_size=5))
def test_that_no_command_line_breaks_the_reading_of_it(shelf: Path, words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        command = ["edit", str(shelf / "ramp.png"), *FAKES, "-o", f"{place}/a.png", "-s", *words]
        assert tell(command).code in {0} | FORESEEN


@pytest.mark.parametrize("make", [_cartoon, *(NO_FACES[name] for name in ("cat.jpg", "profile.png"))])
def test_that_a_strange_face_is_moved_or_refused(
    make: Callable[[], bytes], shelf: Path, tmp_path: Path
) -> None:
    folder = _result_folder(tmp_path)
    _survives(["edit", str(_placed(tmp_path, "face", make())), "-s", "AU12=5"], folder, folder / "a.png")


def test_that_an_error_in_json_is_still_json(shelf: Path, tmp_path: Path) -> None:
    told = tell(
        ["edit", str(tmp_path / "nobody.png"), "-s", "AU12=1", "-o", str(tmp_path / "a.png"), "--json"]
    )
    assert json.loads(told.out)["exit_code"] == told.code == 3
    assert told.err == ""
