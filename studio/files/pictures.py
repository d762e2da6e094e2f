"""Still pictures, in and out: upright, RGB or RGBA, 8 or 16 bits, with their colour profile."""

import io
import logging
import math
import os
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Final

import cv2
import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps
from PIL.TiffImagePlugin import TiffImageFile

from studio.core.errors import FileUnreadable, UsageError, memory_short
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.files.heic import demand_names, let_pillow_read_heic
from studio.files.reading import existing_file
from studio.files.writing import written_beside

LARGEST: Final = 2 * 8192 * 8192
"""Pixels: twice an 8K square. What claims more is a mistake or a trap."""

# At twice this, Pillow itself refuses: so the limit holds for what lies inside of a container, too.
Image.MAX_IMAGE_PIXELS = LARGEST // 2

let_pillow_read_heic()

_READ_IN_PARTS: Final = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "PPM", "TGA", "JPEG2000", "PSD")
_READ_WHOLE: Final = ("WEBP", "AVIF", "HEIF")
"""No other format is ever tried, whatever a file is called: among those that Pillow knows are programs (EPS)
and containers of further files.
"""
_LARGEST_WHOLE: Final = 1 << 28
"""Bytes of a file that its decoder takes into memory as it is."""
_LARGEST_FILE: Final = LARGEST * 8 + (1 << 24)
"""Bytes of a picture of 16 bits: all its pixels unpacked, and what is said about them."""
_LARGEST_PROFILE: Final = 1 << 24
"""Bytes; the profiles of printing presses have one or two million."""

# What is wrong with a file is said by our errors; tifffile also logs each odd tag to the console.
logging.getLogger("tifffile").addHandler(logging.NullHandler())

_ORIENTATION: Final = 274
_PLAIN: Final = 1
_INFLATED: Final = (_PLAIN, 8, 32946)
"""How a TIFF may be packed that tifffile reads for us: not at all, or with zlib, which has two numbers."""
_BLOCK: Final = 1 << 20
_QUALITY: Final = 95
"""Of JPEG and WebP, to 100."""
_HEADS: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"8BPS")
_BRANDS: Final = (b"ftyphe", b"ftypmif1", b"ftypavif")
"""HEIC of any codec, and AVIF, in a container that videos have, too."""
_DECODER_FAILURES: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
    cv2.error,
    ImageCms.PyCMSError,
)
"""What the decoders throw when they are fed damaged bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A still.

    Attributes:
        pixels: [height, width, 3 or 4], RGB(A), straight alpha, uint8 or uint16, upright.
        icc: the RGB profile that the values are meant in; None is sRGB.
    """

    pixels: Pixels
    icc: bytes | None = None

    @property
    def size(self) -> tuple[int, int]:
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def has_alpha(self) -> bool:
        return bool(self.pixels.shape[2] == 4)


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A picture as a ``Source`` of one frame."""

    picture: Picture

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.size

    @property
    def rate(self) -> FrameRate | None:
        return None

    @property
    def length(self) -> Seconds | None:
        return None

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        yield Frame(self.picture.pixels, Fraction(0))


def read_picture(path: str | Path) -> Picture:
    """Read PNG, JPEG, WebP, TIFF, HEIC, AVIF, GIF, BMP, PPM, TGA, JPEG 2000 and PSD, by content, not by name.

    EXIF orientation is applied. Grey and palette pictures become RGB; CMYK, Lab and grey with a profile
    of its own become sRGB through that profile; 16 bits and RGB profiles stay. Of an animation the first
    frame is read.

    Raises:
        FileMissing: there is no such file.
        FileUnreadable: damaged, cut off, empty, not a picture, or larger than ``LARGEST``.
    """
    file = existing_file(path)
    with _decoding_in_words(file), file.open("rb") as opened, _opened(opened) as image:
        _refuse_huge(file, image)
        orientation = image.getexif().get(_ORIENTATION, 1)
        depth = _sample_depth(image, file)
        image.load()
        if depth.bits == 16:
            return _deep_picture(file, image, depth, orientation)
        _refuse_measurements(file, image)
        return _shallow_picture(ImageOps.exif_transpose(image))


def is_picture(path: str | Path) -> bool:
    """True if the file holds a still (by content); an animated GIF is a clip.

    Raises:
        FileMissing, FileUnreadable: not there, empty, may not be opened.
    """
    file = existing_file(path)
    try:
        with warnings.catch_warnings(action="ignore"), file.open("rb") as opened, _opened(opened) as image:
            return image.format != "GIF" or not getattr(image, "is_animated", False)
    except Image.DecompressionBombError:
        return True  # whoever reads it is told so
    except _DECODER_FAILURES:
        return _was_meant_as_picture(file)


def _was_meant_as_picture(file: Path) -> bool:
    """Damaged as it is, it begins as pictures do: whoever reads it is told so."""
    with file.open("rb") as opened:
        head = opened.read(12)
    return head.startswith(_HEADS) or head[4:].startswith(_BRANDS) or head[8:] == b"WEBP"


def refuse_ending(place: Path) -> None:
    """Raises:
    UsageError: an ending that we don't write.
    """
    if place.suffix.lower() not in _WRITERS:
        raise UsageError(
            Said("Pictures are not written as “{0}”.", place.suffix),
            Said("End the name in .png, .jpg, .webp or .tif."),
        )


def write_picture(path: str | Path, pixels: Pixels, *, icc: bytes | None = None, force: bool = False) -> None:
    """Write PNG, JPEG, WebP or TIFF, as the name ends.

    PNG and TIFF keep 16 bits and every value; JPEG (quality 95, 4:4:4) and WebP (95) have 8 bits, and
    JPEG lays a transparent picture on white.

    Args:
        path: where to; its suffix says the format.
        pixels: [height, width, 3 or 4] uint8 or uint16.
        icc: the profile to store with it.
        force: replace a file that is there.

    Raises:
        UsageError: an ending that we don't write, or a picture too large for the format.
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    place = Path(path)
    refuse_ending(place)
    _refuse_oversize(place, pixels)
    with written_beside(place, force) as part:
        _WRITERS[place.suffix.lower()](part, np.ascontiguousarray(pixels), icc)


def as_srgb(picture: Picture) -> Picture:
    """The picture in 8-bit sRGB, as a video wants it; unchanged if it has no profile of its own."""
    shallow = shallow_pixels(picture.pixels)
    if picture.icc is None:
        return Picture(shallow)
    colour = Image.fromarray(np.ascontiguousarray(shallow[..., :3]))
    converted = np.asarray(_through_profile(colour, picture.icc))
    return Picture(np.dstack([converted, shallow[..., 3:]]))


def shallow_pixels(pixels: Pixels) -> Pixels:
    """The same in 8 bits, rounded to the nearest."""
    if pixels.dtype == np.uint8:
        return pixels
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)


def on_white(pixels: Pixels) -> Pixels:
    """RGB: a transparent picture laid on white paper; an opaque one as it is."""
    if pixels.shape[2] == 3:
        return pixels
    white = np.iinfo(pixels.dtype).max
    alpha = pixels[..., 3:].astype(np.float32) / white
    laid = pixels[..., :3] * alpha + white * (1 - alpha)
    return np.rint(laid).astype(pixels.dtype)


# Reading


@dataclass(frozen=True, slots=True)
class _Depth:
    """How the samples lie in the file; ``premultiplied`` and ``colours`` matter for TIFF alone."""

    bits: int
    premultiplied: bool = False
    inverted: bool = False


@contextmanager
def _decoding_in_words(file: Path) -> Iterator[None]:
    try:
        # Pillow grumbles on the console about odd tags; what matters it throws.
        with warnings.catch_warnings(action="ignore"):
            yield
    except Image.DecompressionBombError as error:
        raise FileUnreadable(
            Said("{0} has too many pixels.", file), Said("Scale it to 8192 × 8192 or less.")
        ) from error
    except _DECODER_FAILURES as error:
        if (short := memory_short(error)) is not None:  # how many pixels it has was looked at before
            raise short from error
        raise FileUnreadable(
            Said("{0} can't be read as a picture: it is damaged, cut off, or of another kind.", file),
            Said("Open it in an image program and save it again as PNG or JPEG."),
        ) from error


def _opened(opened: IO[bytes]) -> Image.Image:
    """Of the formats that we read, and no other; only its head is looked at."""
    demand_names(opened)
    fits = os.fstat(opened.fileno()).st_size <= _LARGEST_WHOLE
    return Image.open(opened, formats=_READ_IN_PARTS + _READ_WHOLE * fits)


def _refuse_huge(file: Path, image: Image.Image) -> None:
    width, height = image.size
    if isinstance(image, TiffImageFile):  # a small picture may be cut out of a vast tile
        width, height = max(width, image.tag_v2.get(322, 0)), max(height, image.tag_v2.get(323, 0))
    if width * height > LARGEST:
        raise FileUnreadable(
            Said("{0} has {1} × {2} pixels, which is too many.", file, width, height),
            Said("Scale it to 8192 × 8192 or less."),
        )


def _refuse_measurements(file: Path, image: Image.Image) -> None:
    if image.mode in ("F", "I"):
        raise FileUnreadable(
            Said("{0} holds measurements (32 bits), not a picture.", file),
            Said("Save it with 8 or 16 bits per channel."),
        )


def _sample_depth(image: Image.Image, file: Path) -> _Depth:
    """16 only where we read the samples ourselves: PNG, and TIFF in grey or RGB."""
    if image.format == "PNG":
        with file.open("rb") as opened:
            return _Depth(opened.read(25)[24])
    if not isinstance(image, TiffImageFile):
        return _Depth(8)
    tags = image.tag_v2
    photometric = tags.get(262, 1)
    bits = max(tags.get(258, (1,))) if photometric in (0, 1, 2) else 8
    return _Depth(bits, tags.get(338, (0,))[0] == 1, photometric == 0)


def _deep_picture(file: Path, image: Image.Image, depth: _Depth, orientation: int) -> Picture:
    samples = _deep_tiff(file, depth) if image.format == "TIFF" else _with_opencv(file)
    orientation = image.getexif().get(_ORIENTATION, orientation) if image.format == "PNG" else orientation
    pixels = _upright(_as_colour(samples), orientation)
    icc = _profile_of(image)
    if icc is not None and _space_of(icc) == b"GRAY":
        return Picture(_grey_through_profile(pixels, icc))
    return Picture(pixels, icc if icc is not None and _space_of(icc) == b"RGB " else None)


def _with_opencv(file: Path) -> NDArray[np.uint16]:
    """16-bit samples in RGB order; OpenCV takes no non-ASCII names on Windows, hence the bytes."""
    if file.stat().st_size > _LARGEST_FILE:
        raise ValueError("more than the largest picture has")
    decoded = cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.dtype != np.uint16:
        raise ValueError("16-bit samples expected")
    if decoded.ndim == 2:
        return np.asarray(decoded, np.uint16)
    order = cv2.COLOR_BGRA2RGBA if decoded.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(decoded, order), np.uint16)


def _deep_tiff(file: Path, depth: _Depth) -> NDArray[np.uint16]:
    try:
        samples = _with_tifffile(file)
    except (ValueError, LookupError, ImportError):
        samples = _with_opencv(file)  # LZW and the like, which tifffile leaves to another package
    if depth.inverted:
        samples = np.uint16(65535) - samples
    if depth.premultiplied and samples.ndim == 3 and samples.shape[2] in (2, 4):
        samples = _straight(samples)
    return samples


def _with_tifffile(file: Path) -> NDArray[np.uint16]:
    with tifffile.TiffFile(file) as tiff:
        page: Any = tiff.pages[0]
        if page.compression not in _INFLATED:
            raise ValueError("left to OpenCV")
        _refuse_bomb(tiff.filehandle, page)
        samples = page.asarray()
        if page.planarconfig == 2 and samples.ndim == 3:
            samples = np.moveaxis(samples, 0, -1)
    if samples.dtype != np.uint16:
        raise ValueError("16-bit samples expected")
    return np.asarray(samples, np.uint16)


def _refuse_bomb(file: Any, page: Any) -> None:
    """Count what the strips or tiles of a TIFF give when they are unpacked, and keep nothing of it.

    Raises:
        DecompressionBombError: they are more than what they are to fill.
    """
    most = page.dtype.itemsize * math.prod(page.chunks)
    if most * len(page.dataoffsets) > LARGEST * 16:  # 8 bytes for each pixel, and tiles that stand over
        raise Image.DecompressionBombError
    if page.compression == _PLAIN:
        return
    for place, size in zip(page.dataoffsets, page.databytecounts, strict=True):
        file.seek(place)
        _refuse_inflated(file.read(size), most)


def _refuse_inflated(packed: bytes, most: int) -> None:
    """Raises DecompressionBombError if a zlib stream gives more bytes than ``most``."""
    stream, size = zlib.decompressobj(), 0
    while packed and not stream.eof:
        size += len(stream.decompress(packed, _BLOCK))
        if size > most:
            raise Image.DecompressionBombError
        packed = stream.unconsumed_tail


def _straight(samples: NDArray[np.uint16]) -> NDArray[np.uint16]:
    alpha = np.maximum(samples[..., -1:].astype(np.float32) / 65535, 1e-6)
    colour = np.minimum(np.rint(samples[..., :-1] / alpha), 65535).astype(np.uint16)
    return np.concatenate([colour, samples[..., -1:]], axis=2)


def _as_colour(samples: NDArray[np.uint16]) -> Pixels:
    """[h, w], [h, w, 1], grey with alpha, RGB, RGBA or RGB with other things → RGB or RGBA."""
    if samples.ndim == 2:
        samples = samples[..., None]
    channels = samples.shape[2]
    if channels > 2:
        return np.ascontiguousarray(samples[..., : min(channels, 4)])
    return np.concatenate([np.repeat(samples[..., :1], 3, axis=2), samples[..., 1:]], axis=2)


_TURNS: Final[dict[int, Callable[[Pixels], Pixels]]] = {
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(a, 2).swapaxes(0, 1),
    8: np.rot90,
}
"""EXIF 2.32, table of Orientation; 1 and what is not in the table stays as it is."""


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    turn = _TURNS.get(orientation)
    return pixels if turn is None else np.ascontiguousarray(turn(pixels))


def _shallow_picture(image: Image.Image) -> Picture:
    icc = _profile_of(image)
    space = _space_of(icc) if icc is not None else b""
    if image.mode == "CMYK" and icc is not None and space == b"CMYK":
        return Picture(np.array(_through_profile(image, icc)))
    if image.mode == "LAB":
        return Picture(np.array(_through_profile(image, None)))
    pixels = np.array(_plain(image))
    if space == b"GRAY" and icc is not None:
        return Picture(_grey_through_profile(pixels, icc))
    return Picture(pixels, icc if space == b"RGB " and image.mode != "CMYK" else None)


def _plain(image: Image.Image) -> Image.Image:
    has_alpha = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    straight = {"La": "LA", "RGBa": "RGBA"}.get(image.mode)
    image = image.convert(straight) if straight else image
    return image.convert("RGBA" if has_alpha else "RGB")


def _profile_of(image: Image.Image) -> bytes | None:
    icc = image.info.get("icc_profile")
    return icc if isinstance(icc, bytes) and 128 < len(icc) <= _LARGEST_PROFILE else None


def _space_of(icc: bytes) -> bytes:
    """The colour space in an ICC header (ICC.1:2022, 7.2.6): b"RGB ", b"GRAY", b"CMYK" …"""
    return icc[16:20]


def _through_profile(image: Image.Image, icc: bytes | None) -> Image.Image:
    """To sRGB, relative to the paper's white, which is what print programs show."""
    given = ImageCms.createProfile("LAB") if icc is None else ImageCms.ImageCmsProfile(io.BytesIO(icc))
    converted = ImageCms.profileToProfile(
        image,
        given,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if converted is None:
        raise ValueError("no conversion")
    return converted


def _grey_through_profile(pixels: Pixels, icc: bytes) -> Pixels:
    """A grey profile is one curve: measure it with a ramp and apply it at any depth."""
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[None])
    curve = np.asarray(_through_profile(ramp, icc))[0, :, 1].astype(np.float32) / 255
    white = np.iinfo(pixels.dtype).max
    table = np.rint(np.interp(np.linspace(0, 1, white + 1), np.linspace(0, 1, 256), curve) * white)
    grey = table.astype(pixels.dtype)[pixels[..., :3]]
    return np.dstack([grey, pixels[..., 3:]])


# Writing


def _refuse_oversize(place: Path, pixels: Pixels) -> None:
    limit = {".webp": 16383, ".jpg": 65535, ".jpeg": 65535}.get(place.suffix.lower())
    if limit is not None and max(pixels.shape[:2]) > limit:
        raise UsageError(
            Said("A {0} picture has at most {1} pixels on a side.", place.suffix, limit),
            Said("Write .png or .tif instead."),
        )


def encoded_png(pixels: Pixels, icc: bytes | None = None) -> bytes:
    """The bytes of a PNG that holds exactly these values, 8 or 16 bits."""
    order = cv2.COLOR_RGBA2BGRA if pixels.shape[2] == 4 else cv2.COLOR_RGB2BGR
    swapped = cv2.cvtColor(pixels, order)
    settings = [cv2.IMWRITE_PNG_COMPRESSION, 4]
    kinds = [] if icc is None else [cv2.IMAGE_METADATA_ICCP]
    data = [] if icc is None else [np.frombuffer(icc, np.uint8)]
    done, encoded = cv2.imencodeWithMetadata(".png", swapped, kinds, data, settings)
    if not done:
        raise ValueError("the picture could not be encoded as PNG")
    return encoded.tobytes()


def put_picture(place: Path, pixels: Pixels, ending: str, quality: int = _QUALITY) -> None:
    """Write one picture of a sequence, whatever its file is called meanwhile.

    Args:
        ending: as ``write_picture`` knows it: .png, .jpg, .tif.
        quality: of a JPEG, to 100.
    """
    if ending == ".jpg":
        _write_jpeg(place, pixels, None, quality)
    else:
        _WRITERS[ending](place, pixels, None)


def _write_png(part: Path, pixels: Pixels, icc: bytes | None) -> None:
    part.write_bytes(encoded_png(pixels, icc))


def _write_jpeg(part: Path, pixels: Pixels, icc: bytes | None, quality: int = _QUALITY) -> None:
    opaque = Image.fromarray(on_white(shallow_pixels(pixels)))
    opaque.save(part, format="JPEG", quality=quality, subsampling=0, icc_profile=icc)


def _write_webp(part: Path, pixels: Pixels, icc: bytes | None) -> None:
    image = Image.fromarray(shallow_pixels(pixels))
    image.save(part, format="WEBP", quality=_QUALITY, method=4, icc_profile=icc or b"")


def _write_tiff(part: Path, pixels: Pixels, icc: bytes | None) -> None:
    has_alpha = pixels.shape[2] == 4
    tifffile.imwrite(
        part,
        pixels,
        photometric="rgb",
        compression="zlib",
        extrasamples=["unassalpha"] if has_alpha else None,
        iccprofile=icc,
        metadata=None,
    )


_WRITERS: Final[dict[str, Callable[[Path, Pixels, bytes | None], None]]] = {
    ".png": _write_png,
    ".jpg": _write_jpeg,
    ".jpeg": _write_jpeg,
    ".webp": _write_webp,
    ".tif": _write_tiff,
    ".tiff": _write_tiff,
}
