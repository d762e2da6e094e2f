"""Small files that stand for endless ones: each is refused in words, before it takes the machine's memory.

One process reads them all, one after another, and tells after each how much memory it had at most.
"""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import tifffile
from PIL import Image

from studio.core.face import FaceState, Performance
from studio.core.project import Project, to_json
from studio.core.time import FrameRate, Seconds
from studio.files.performances import write_performance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and files with holes")

MOST = 500 << 20
"""Bytes that the process may have, with all that it has loaded."""

CHILD = """
import json, resource, sys
from pathlib import Path
from studio.core.errors import StudioError
from studio.files.performances import read_performance
from studio.files.pictures import is_picture, read_picture
from studio.files.projects import read_project
from studio.files.reading import read_text
from studio.files.video import open_source
read = {"performance": read_performance, "picture": read_picture, "project": read_project, "text": read_text,
        "source": open_source, "kind": is_picture}
def most():  # what getrusage tells on Linux has the parent's in it
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
resource.setrlimit(resource.RLIMIT_DATA, (3 << 30, 3 << 30))
for line in sys.stdin:
    kind, path = json.loads(line)
    try:
        told = f"was read: {read[kind](path)}"
    except StudioError as error:
        told = f"refused: {error.message} {error.hint}"
    except BaseException as error:
        told = f"broke: {error!r}"
    print(json.dumps([told, most()]), flush=True)
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Callable[[str, Path], tuple[str, int]]]:
    """Gives what a process of its own says of a file, and its highest use of memory so far, in bytes."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ask, answers = process.stdin, process.stdout

        def read(kind: str, path: Path) -> tuple[str, int]:
            ask.write(json.dumps([kind, str(path)]) + "\n")
            ask.flush()
            told, most = json.loads(answers.readline())
            return told, most

        yield read
        ask.close()


# Pictures --------------------------------------------------------------------------------------------


def postscript(folder: Path) -> Path:
    """A program that writes a file, under the name of a picture."""
    place = folder / "portrait.png"
    place.write_text(
        "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 16 16\n%%EndComments\n"
        f"({folder / 'written'}) (w) file closefile\nshowpage\n%%EOF\n"
    )
    return place


def vast_png() -> bytes:
    """20000 × 20000 pixels, black, whole."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(20_000 * 2501), 1))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def icon(folder: Path) -> Path:
    """An icon that says it is small and holds a vast picture."""
    inside = vast_png()
    head = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inside), 22)
    (folder / "icon.png").write_bytes(head + inside)
    return folder / "icon.png"


def apple_icon(folder: Path) -> Path:
    inside = vast_png()
    part = b"ic07" + struct.pack(">I", len(inside) + 8) + inside
    (folder / "icon.icns").write_bytes(b"icns" + struct.pack(">I", len(part) + 8) + part)
    return folder / "icon.icns"


def vast_gif(folder: Path) -> Path:
    """65535 × 65535 pixels in two frames of one pixel."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6)
    (folder / "a.gif").write_bytes(head + 2 * frame + b";")
    return folder / "a.gif"


def vast_webp(folder: Path) -> Path:
    """A canvas of 16384 × 16384 pixels around a picture of four."""
    small = io.BytesIO()
    Image.new("RGB", (2, 2)).save(small, "WEBP")
    edge = (16383).to_bytes(3, "little")
    part = b"VP8X" + struct.pack("<I", 10) + b"\2\0\0\0" + edge + edge
    body = b"WEBP" + part + b"ANIM" + struct.pack("<IIH", 6, 0, 0) + small.getvalue()[12:]
    (folder / "a.webp").write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return folder / "a.webp"


def swelling_tiff(folder: Path) -> Path:
    """16 bits; its one strip holds ten thousand times as much as it is to fill."""
    place = folder / "a.tif"
    tifffile.imwrite(place, np.zeros((8, 8, 3), np.uint16), photometric="rgb", compression="zlib")
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(600)) + packer.flush()
    with tifffile.TiffFile(place) as tiff:
        tags = tiff.pages[0].tags
        where = {name: tags[name].valueoffset for name in ("StripOffsets", "StripByteCounts")}
    whole = bytearray(place.read_bytes())
    struct.pack_into("<I", whole, where["StripOffsets"], len(whole))
    struct.pack_into("<I", whole, where["StripByteCounts"], len(bomb))
    place.write_bytes(whole + bomb)
    return place


def tiff_of_a_vast_tile(folder: Path) -> Path:
    place = folder / "tile.tif"
    tifffile.imwrite(place, np.zeros((16, 16, 3), np.uint8), photometric="rgb", tile=(16, 16))
    with tifffile.TiffFile(place) as tiff:
        where = [tiff.pages[0].tags[name].valueoffset for name in ("TileWidth", "TileLength")]
    whole = bytearray(place.read_bytes())
    for offset in where:
        struct.pack_into("<H", whole, offset, 65520)
    place.write_bytes(whole)
    return place


def png(folder: Path) -> Path:
    (folder / "a.png").write_bytes(vast_png())
    return folder / "a.png"


# What has no end ---------------------------------------------------------------------------------------


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def zeros(_folder: Path) -> Path:
    return Path("/dev/zero")


def hole(folder: Path) -> Path:
    """A file of two gigabytes that takes no room."""
    with (folder / "hole").open("wb") as file:
        file.truncate(2 << 30)
    return folder / "hole"


def long_line(folder: Path) -> Path:
    """The same, and it begins as a table does."""
    with (folder / "a.csv").open("wb") as file:
        file.write(b"timestamp,AU12_r\n0,1\n")
        file.truncate(2 << 30)
    return folder / "a.csv"


def many_rows(folder: Path) -> Path:
    with (folder / "a.csv").open("wb") as file:
        file.write(b"timestamp,AU12_r\n" + b"0,1\n" * 1_100_000)
    return folder / "a.csv"


def many_brackets(folder: Path) -> Path:
    (folder / "a.json").write_bytes(b"[" + b"[]," * (30 << 20) + b"[]]")
    return folder / "a.json"


# Projects ------------------------------------------------------------------------------------------------

TALK = Performance.of([FaceState()] * 4, FrameRate(Seconds(25)))


def project(folder: Path, **parts: bytes) -> Path:
    """A project with parts as they are given."""
    place = folder / "a.galatea"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ({"project.json": document()} | parts).items():
            archive.writestr(name, content)
    return place


def swelling(name: str) -> Callable[[Path], Path]:
    """A project with a part of a few bytes that, it says, will be two gigabytes."""

    def make(folder: Path) -> Path:
        return said_to_be(project(folder, **{name: b"few bytes"}), name, 2 << 30)

    return make


def said_to_be(place: Path, name: str, size: int) -> Path:
    """With another size of a part in its table of contents."""
    whole = bytearray(place.read_bytes())
    struct.pack_into("<I", whole, whole.rindex(name.encode()) - 46 + 24, size)
    place.write_bytes(whole)
    return place


def document(**changes: Any) -> bytes:
    return json.dumps(to_json(Project()) | changes).encode()


def npz(folder: Path, **arrays: bytes) -> bytes:
    """A performance with some of its arrays replaced."""
    write_performance(folder / "good.npz", TALK, force=True)
    out = io.BytesIO()
    with zipfile.ZipFile(folder / "good.npz") as good, zipfile.ZipFile(out, "w") as archive:
        for name in good.namelist():
            archive.writestr(name, arrays.get(name.removesuffix(".npy"), good.read(name)))
    return out.getvalue()


def array(values: Any = None, said: str = "") -> bytes:
    """An array, or its head alone, which says another shape."""
    out = io.BytesIO()
    np.save(out, np.zeros((1, 1), np.float32) if values is None else values)
    if not said:
        return out.getvalue()
    head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {said}, }}".ljust(117) + "\n"
    return out.getvalue()[:8] + struct.pack("<H", len(head)) + head.encode() + bytes(64)


def flac(samples: int) -> bytes:
    """A second of silence that says it is so many samples long."""
    out = io.BytesIO()
    soundfile.write(out, np.zeros(16_000, np.float32), 16_000, format="FLAC", subtype="PCM_24")
    whole = bytearray(out.getvalue())
    whole[21] = whole[21] & 0xF0 | samples >> 32  # STREAMINFO: 36 bits of 8 + 13 bytes on
    struct.pack_into(">I", whole, 22, samples & 0xFFFFFFFF)
    return bytes(whole)


def slow_flac() -> bytes:
    out = io.BytesIO()
    soundfile.write(out, np.zeros(16_000, np.float32), 1, format="FLAC", subtype="PCM_24")
    return out.getvalue()


def said(*words: Any) -> bytes:
    return json.dumps({"words": words, "phonemes": []}).encode()


def table_of_contents(folder: Path) -> Path:
    """The end of a zip that says that two gigabytes before it are its table of contents."""
    with (folder / "a.galatea").open("wb") as file:
        size = 2_000_000_000
        file.truncate(size)
        file.seek(size)
        file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, size, 0, 0))
    return folder / "a.galatea"


def lying_zip(folder: Path) -> Path:
    """Its table of contents says that a part has ten bytes."""
    place, name = project(folder), "thumbnails/a.png"
    with (
        zipfile.ZipFile(place, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as part,
    ):
        for _ in range(600):
            part.write(bytes(1 << 20))
    return said_to_be(place, name, 10)


def packed_otherwise(folder: Path) -> Path:
    """What bzip2 packs, Python unpacks all at once."""
    with zipfile.ZipFile(folder / "a.galatea", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("project.json", document())
    return folder / "a.galatea"


YEARS = to_json(Project())["timeline"] | {"range": ["0", "100000000"]}
FAST = to_json(Project())["timeline"] | {"rate": "1000000000"}
LONG = "1e300000000"
GOOD = '{"schema": "performance/1", "rate": "25", "frames": %s}'
A2F = '{"exportFps": %s, "facsNames": ["jawOpen"], "weightMat": [[0]]}'


def written(name: str, content: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder / name

    return make


def part(name: str, content: bytes) -> Callable[[Path], Path]:
    return lambda folder: project(folder, **{name: content})


TRAPS: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "a program called a picture": ("picture", postscript, "can't be read as a picture"),
    "a program as a project's source": ("source", postscript, "is a text, not a picture"),
    "a vast PNG": ("picture", png, "too many"),
    "a vast picture in an icon": ("picture", icon, "can't be read as a picture"),
    "a vast picture in an icon of a Mac": ("picture", apple_icon, "can't be read as a picture"),
    "an animation of a vast canvas": ("picture", vast_gif, "too many"),
    "a WebP of a vast canvas": ("picture", vast_webp, "too many"),
    "a TIFF that swells": ("picture", swelling_tiff, "too many"),
    "a TIFF of one vast tile": ("picture", tiff_of_a_vast_tile, "too many"),
    "a pipe as a picture": ("picture", pipe, "not an ordinary file"),
    "a pipe as a source": ("source", pipe, "not an ordinary file"),
    "a device as a kind of picture": ("kind", zeros, "not an ordinary file"),
    "a pipe as a text": ("text", pipe, "not an ordinary file"),
    "a device as a text": ("text", zeros, "not an ordinary file"),
    "a hole as a text": ("text", hole, "too large"),
    "a pipe as a performance": ("performance", pipe, "not an ordinary file"),
    "a device as a performance": ("performance", zeros, "not an ordinary file"),
    "a hole as a performance": ("performance", hole, "too long"),
    "a table of one endless row": ("performance", long_line, "too long"),
    "a table of too many rows": ("performance", many_rows, "too long"),
    "a performance of brackets": ("performance", many_brackets, "would unpack"),
    "a performance of 10⁹ frames": ("performance", written("a.json", GOOD % "1000000000"), "number"),
    "a performance of 1e9 frames": ("performance", written("a.json", GOOD % "1e9"), "number"),
    "a performance of 1e999 frames": ("performance", written("a.json", GOOD % "1e999"), "number"),
    "weights at 1e300000000": ("performance", written("a.json", A2F % LONG), "damaged"),
    "weights at “1e300000000”": ("performance", written("a.json", A2F % f'"{LONG}"'), "number"),
    "weights at 10⁹": ("performance", written("a.json", A2F % "1000000000"), "damaged"),
    "a pipe as a project": ("project", pipe, "not an ordinary file"),
    "a device as a project": ("project", zeros, "not an ordinary file"),
    "a project of one table of contents": ("project", table_of_contents, "damaged"),
    "a swelling document": ("project", swelling("project.json"), "would unpack"),
    "a swelling thumbnail": ("project", swelling("thumbnails/a.png"), "would unpack"),
    "a swelling performance": ("project", swelling("performances/a.npz"), "would unpack"),
    "a swelling take": ("project", swelling("takes/a.json"), "would unpack"),
    "a swelling sound": (
        "project",
        lambda folder: project(folder, **{"takes/a.json": said(), "takes/a.flac": flac(1 << 35)}),
        "would unpack",
    ),
    "a sound of 1 Hz": (
        "project",
        lambda folder: project(folder, **{"takes/a.json": said(), "takes/a.flac": slow_flac()}),
        "damaged",
    ),
    "a zip that lies": ("project", lying_zip, "damaged"),
    "a zip packed otherwise": ("project", packed_otherwise, "damaged"),
    "a word at 1e300000000": ("project", part("takes/a.json", said(["a", "0", LONG])), "damaged"),
    "a word at a number": ("project", part("takes/a.json", said(["a", 0, 1e9])), "damaged"),
    "a range of years": ("project", part("project.json", document(timeline=YEARS)), "more than a day"),
    "a rate of 10⁹": ("project", part("project.json", document(timeline=FAST)), "than a day"),
    "a crop of 1e300": ("project", part("project.json", document(crop=[0, 0, 1e300, 1e300])), "number"),
    "a face at 1e300": ("project", part("project.json", document(face=[1e300, 0])), "number"),
    "a performance of 10¹² rows": (
        "project",
        lambda f: project(f, **{"performances/a.npz": npz(f, channels=array(said="(1000000000000, 52)"))}),
        "damaged",
    ),
    "a performance of programs": (
        "project",
        lambda f: project(f, **{"performances/a.npz": npz(f, names=array(np.array([{}], object)))}),
        "damaged",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_that_a_trap_is_refused_before_it_takes_the_memory(
    reader: Callable[[str, Path], tuple[str, int]], tmp_path: Path, trap: str
) -> None:
    kind, make, why = TRAPS[trap]
    place = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    told, most = reader(kind, place)
    assert told.startswith("refused: "), told
    assert why in told
    assert most < MOST
    assert sorted(tmp_path.iterdir()) == before, "and nothing ran that writes"


@pytest.mark.parametrize("name", ["channels", "head", "gaze", "rest_channels", "rest_head", "rest_gaze"])
def test_that_a_performance_has_no_values_that_are_no_numbers(
    reader: Callable[[str, Path], tuple[str, int]], tmp_path: Path, name: str
) -> None:
    write_performance(tmp_path / "good.npz", TALK)
    assert reader("performance", tmp_path / "good.npz")[0].startswith("was read")
    with np.load(tmp_path / "good.npz") as arrays:
        values = arrays[name].astype(np.float32)
    values.flat[0] = np.nan
    (tmp_path / "bad.npz").write_bytes(npz(tmp_path, **{name: array(values)}))
    assert "damaged" in reader("performance", tmp_path / "bad.npz")[0]
