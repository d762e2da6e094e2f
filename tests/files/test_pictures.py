"""Every value kept where the format keeps it, upright, and refusals in words."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image, ImageCms

from studio.core.errors import FileMissing, FileUnreadable, UsageError
from studio.files.pictures import Picture, Still, as_srgb, is_picture, read_picture, write_picture

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def noise(height: int, width: int, channels: int = 3, dtype: type = np.uint8) -> NDArray[Any]:
    values = np.random.default_rng(7).integers(0, np.iinfo(dtype).max + 1, (height, width, channels))
    return values.astype(dtype)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_that_png_and_tiff_come_back_bit_identical(
    tmp_path: Path, suffix: str, channels: int, dtype: type
) -> None:
    pixels = noise(23, 31, channels, dtype)
    write_picture(tmp_path / f"a{suffix}", pixels, icc=PROFILE)
    back = read_picture(tmp_path / f"a{suffix}")
    assert back.pixels.dtype == dtype
    np.testing.assert_array_equal(back.pixels, pixels)
    assert back.icc == PROFILE


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_every_exif_orientation_is_applied_at_both_depths(tmp_path: Path, orientation: int) -> None:
    pixels = noise(3, 5)
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(pixels).save(tmp_path / "shallow.png", exif=exif)
    deep = pixels.astype(np.uint16) * 257
    tifffile.imwrite(
        tmp_path / "deep.tif", deep, photometric="rgb", extratags=[(274, "H", 1, orientation, True)]
    )
    shallow = read_picture(tmp_path / "shallow.png").pixels
    # Row 0 of the file is the top, the bottom, the left or the right of what was seen.
    edges = {1: shallow[0], 2: shallow[0, ::-1], 3: shallow[-1, ::-1], 4: shallow[-1]}
    edges |= {5: shallow[:, 0], 6: shallow[:, -1], 7: shallow[::-1, -1], 8: shallow[::-1, 0]}
    np.testing.assert_array_equal(edges[orientation], pixels[0])
    np.testing.assert_array_equal(read_picture(tmp_path / "deep.tif").pixels, shallow.astype(np.uint16) * 257)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "YCbCr", "I;16"])
def test_that_every_kind_of_picture_becomes_colour(tmp_path: Path, mode: str) -> None:
    grey = Image.fromarray(noise(8, 9, 1, np.uint16)[..., 0]) if mode == "I;16" else None
    image = grey or Image.fromarray(noise(8, 9)).convert(mode)
    place = tmp_path / ("a.jpg" if mode in ("CMYK", "YCbCr") else "a.png")
    image.save(place)
    pixels = read_picture(place).pixels
    assert pixels.shape == (8, 9, 4 if mode == "LA" else 3)
    assert pixels.dtype == (np.uint16 if mode == "I;16" else np.uint8)


def test_that_lzw_and_planar_tiffs_of_16_bits_are_read(tmp_path: Path) -> None:
    pixels = noise(17, 19, 3, np.uint16)
    cv2.imwrite(str(tmp_path / "lzw.tif"), pixels[..., ::-1], [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    planes = np.moveaxis(pixels, -1, 0)
    tifffile.imwrite(tmp_path / "planar.tif", planes, photometric="rgb", planarconfig="separate")
    for name in ("lzw.tif", "planar.tif"):
        np.testing.assert_array_equal(read_picture(tmp_path / name).pixels, pixels)


def test_that_a_wrong_ending_does_not_matter_and_the_first_frame_is_read(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (4, 4), colour) for colour in ("red", "blue"))
    first.save(tmp_path / "a.jpg", format="WEBP", save_all=True, append_images=[second], lossless=True)
    assert read_picture(tmp_path / "a.jpg").pixels[0, 0].tolist() == [255, 0, 0]


def test_that_a_jpeg_lays_a_transparent_picture_on_white(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.jpg", np.zeros((16, 16, 4), np.uint8), icc=PROFILE)
    back = read_picture(tmp_path / "a.jpg")
    assert back.pixels.min() > 252
    assert back.icc == PROFILE


def test_that_a_picture_with_a_profile_can_be_brought_to_srgb() -> None:
    same = as_srgb(Picture(noise(4, 4, 4), PROFILE))
    assert same.icc is None
    assert np.abs(same.pixels.astype(int) - noise(4, 4, 4)).max() <= 1


def test_that_damaged_files_are_refused_in_words(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.fromarray(noise(64, 64)).save(whole, "PNG")
    bad = tmp_path / "bad.png"
    for content in (b"", b"not a picture", whole.getvalue()[:2000]):
        bad.write_bytes(content)
        with pytest.raises(FileUnreadable):
            read_picture(bad)
    with pytest.raises(FileMissing):
        read_picture(tmp_path / "none.png")
    with pytest.raises(FileUnreadable, match="folder"):
        read_picture(tmp_path)


_LITTLE = """
import resource, sys
from studio.core.errors import MemoryShort
from studio.files.pictures import read_picture
read_picture(sys.argv[1])
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + (64 << 20)
resource.setrlimit(resource.RLIMIT_AS, (held, held))
try:
    read_picture(sys.argv[2])
except MemoryShort as short:
    print(short)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is limited so on Linux")
def test_that_a_picture_for_which_there_is_no_memory_is_not_called_damaged(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "small.png")
    Image.new("RGB", (8000, 6000)).save(tmp_path / "large.png")
    read = [sys.executable, "-c", _LITTLE, str(tmp_path / "small.png"), str(tmp_path / "large.png")]
    done = subprocess.run(read, capture_output=True, text=True, check=True)
    assert "not enough memory" in done.stdout


def test_that_a_decompression_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    small = io.BytesIO()
    Image.new("1", (1, 1)).save(small, "PNG")
    header = b"IHDR" + struct.pack(">II", 20000, 20000) + small.getvalue()[24:29]
    claimed = small.getvalue()[:12] + header + struct.pack(">I", zlib.crc32(header)) + small.getvalue()[33:]
    (tmp_path / "bomb.png").write_bytes(claimed)
    with pytest.raises(FileUnreadable, match="too many"):
        read_picture(tmp_path / "bomb.png")


def test_that_one_pixel_is_a_picture_and_a_source(tmp_path: Path) -> None:
    write_picture(tmp_path / "one.png", np.zeros((1, 1, 3), np.uint8))
    still = Still(read_picture(tmp_path / "one.png"))
    assert (still.size, still.rate, still.length) == ((1, 1), None, None)
    assert len(list(still.frames())) == 1


def test_that_an_animated_gif_is_a_clip_and_a_single_one_a_picture(tmp_path: Path) -> None:
    red, blue = (Image.new("RGB", (8, 8), colour) for colour in ("red", "blue"))
    red.save(tmp_path / "one.gif")
    red.save(tmp_path / "two.gif", save_all=True, append_images=[blue])
    assert is_picture(tmp_path / "one.gif")
    assert not is_picture(tmp_path / "two.gif")


def test_that_unknown_endings_are_refused_when_writing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bmp"):
        write_picture(tmp_path / "a.bmp", noise(2, 2))


BASELINES = Path(__file__).parent / "baselines"


def test_that_a_heic_is_read_upright() -> None:
    """Made with libheif from a picture of four colours, 80 × 48, and EXIF orientation 6."""
    assert is_picture(BASELINES / "turned.heic")
    pixels = read_picture(BASELINES / "turned.heic").pixels
    assert pixels.shape == (80, 48, 3)
    corners = [pixels[y, x].astype(int) for y in (4, -4) for x in (4, -4)]
    for seen, meant in zip(
        corners, [(220, 40, 40), (220, 100, 40), (40, 60, 200), (40, 120, 200)], strict=True
    ):
        assert np.abs(seen - meant).max() < 6


@pytest.mark.parametrize("name", [b"\xffxif", b"mim\xc3", b"\x80\x80\x80\x80"])
def test_that_a_heic_of_names_that_are_none_is_refused_by_a_program_that_goes_on(
    tmp_path: Path, name: bytes
) -> None:
    whole = (BASELINES / "turned.heic").read_bytes()
    assert whole.index(b"Exif\0") < whole.index(b"mdat"), "the first is the name of an item"
    (tmp_path / "a.heic").write_bytes(whole.replace(b"Exif\0", name + b"\0", 1))
    assert is_picture(tmp_path / "a.heic")
    with pytest.raises(FileUnreadable, match="can't be read as a picture"):
        read_picture(tmp_path / "a.heic")


def test_that_an_avif_is_read_with_its_profile_and_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    flat = np.full((16, 32, 3), (200, 40, 90), np.uint8)
    Image.fromarray(flat).save(tmp_path / "a.avif", quality=95, exif=exif, icc_profile=PROFILE)
    back = read_picture(tmp_path / "a.avif")
    assert is_picture(tmp_path / "a.avif")
    assert back.pixels.shape == (32, 16, 3)
    assert np.abs(back.pixels.astype(int) - flat[0, 0]).max() < 6
    assert back.icc == PROFILE


@pytest.mark.parametrize("name", ["a.eps", "a.png", "a.jpg", "a.tif", "a"])
def test_that_no_name_makes_a_picture_of_a_program(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n%%EndComments\n%%EOF\n")
    assert not is_picture(tmp_path / name)
    with pytest.raises(FileUnreadable, match="can't be read as a picture"):
        read_picture(tmp_path / name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "AVIF"])
def test_that_a_picture_that_is_cut_off_is_still_meant_as_one(tmp_path: Path, kind: str) -> None:
    whole = io.BytesIO()
    Image.fromarray(noise(64, 64)).save(whole, kind)
    (tmp_path / "a").write_bytes(whole.getvalue()[:16])
    assert is_picture(tmp_path / "a")
    with pytest.raises(FileUnreadable, match="can't be read as a picture"):
        read_picture(tmp_path / "a")


@pytest.mark.parametrize("settings", [{"rowsperstrip": 5}, {"tile": (16, 16)}, {"predictor": True}])
def test_that_packed_tiffs_of_16_bits_are_read_however_they_are_cut(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    pixels = noise(17, 19, 3, np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", compression="zlib", **settings)
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, pixels)
