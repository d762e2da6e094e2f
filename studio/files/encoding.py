"""How a film is kept: in a container, a folder of pictures or a GIF, and how frames and sound are encoded."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from av.video.stream import VideoStream

from studio.core.errors import UsageError
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said, either
from studio.files.encoders import h264_encoder
from studio.files.pictures import on_white
from studio.files.sound import Samples, SoundStream

PresetName = Literal["web", "png", "jpeg", "tiff", "prores4444", "vp9alpha", "gif"]
Fineness = Literal["small", "usual", "best"]
"""How much of a picture an encoder keeps that may leave some out: H.264, VP9 and JPEG."""

SEQUENCES: Final[dict[str, str]] = {"png": ".png", "jpeg": ".jpg", "tiff": ".tif"}
"""The presets that are a folder of pictures, and how their names end."""
SEQUENCE_SOUND: Final = "sound.wav"
SEQUENCE_FILES: Final = (*(f"frame_*{ending}" for ending in SEQUENCES.values()), SEQUENCE_SOUND)
"""What a folder of pictures holds, and all that may be replaced in one."""

_SOUND_RATE: Final = 48000
_FROM_RGB: Final = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP
"""Chroma is the mean of its four pixels, so that a frame that is read and written again stays the same."""


@dataclass(frozen=True, slots=True)
class FilmPreset:
    """How a film is kept.

    Attributes:
        suffixes: what its name may end in; "" is a folder.
        keeps_alpha: transparent pictures stay so; otherwise they are laid on white.
        codecs: of its tracks, picture and sound, as FFmpeg names them when it reads; "" is no such track.
    """

    suffixes: tuple[str, ...]
    keeps_alpha: bool
    codecs: tuple[str, str] = ("", "")

    def laid(self, pixels: Pixels) -> Pixels:
        """The pixels as they are kept: [height, width, 3 or 4], contiguous."""
        return np.ascontiguousarray(pixels if self.keeps_alpha else on_white(pixels))


PRESETS: Final[dict[PresetName, FilmPreset]] = {
    # H.264 and AAC play everywhere.
    "web": FilmPreset((".mp4", ".m4v", ".mov", ".mkv"), keeps_alpha=False, codecs=("h264", "aac")),
    "png": FilmPreset(("",), keeps_alpha=True),
    "jpeg": FilmPreset(("",), keeps_alpha=False),
    "tiff": FilmPreset(("",), keeps_alpha=True),
    "prores4444": FilmPreset((".mov",), keeps_alpha=True, codecs=("prores", "pcm_s24le")),
    "vp9alpha": FilmPreset((".webm",), keeps_alpha=True, codecs=("vp9", "opus")),
    "gif": FilmPreset((".gif",), keeps_alpha=False, codecs=("gif", "")),
}


def preset_for(path: str | Path) -> PresetName:
    """The preset that a name's ending suggests: .mp4 and .mov web, .webm vp9alpha, .gif gif, none png.

    Raises:
        UsageError: an ending that no preset has.
    """
    ending = Path(path).suffix.lower()
    for name, preset in PRESETS.items():
        if ending in preset.suffixes:
            return name
    raise UsageError(
        Said("Clips are not written as “{0}”.", ending), Said("End the name in .mp4, .mov, .webm or .gif.")
    )


def refuse_ending(path: Path, preset: PresetName) -> None:
    """Raises:
    UsageError: the name does not end as the preset wants.
    """
    wanted = PRESETS[preset].suffixes
    if preset not in SEQUENCES and path.suffix.lower() not in wanted:
        raise UsageError(
            Said("“{0}” does not suit the preset {1}.", path.name, preset),
            Said("End the name in {0}.", either(wanted)),
        )


# Containers


@dataclass(frozen=True, slots=True)
class Colour:
    """How colours are kept, in FFmpeg's numbers: the matrix and range that are computed with, and what the
    track says of them (2: nothing), which need not be the same.
    """

    matrix: int = Colorspace.ITU709
    range: int = ColorRange.MPEG
    told_matrix: int = Colorspace.ITU709
    told_range: int = ColorRange.MPEG
    primaries: int = ColorPrimaries.BT709
    curve: int = ColorTrc.BT709


_HD_COLOUR: Final = Colour()


@dataclass(frozen=True, slots=True)
class Encoding:
    """Settings of FFmpeg for a container with one picture track and perhaps a sound track.

    Attributes:
        fourcc: of the picture track, where a copied one would lose it.
    """

    container: str
    codec: str
    pixel_format: str
    sound_codec: str
    options: dict[str, str] = field(default_factory=dict)
    container_options: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    fourcc: str = ""
    colour: Colour = _HD_COLOUR


_PRORES: Final = Encoding(
    "mov",
    "prores_ks",
    "yuva444p10le",
    "pcm_s24le",
    {"profile": "4444", "vendor": "apl0", "alpha_bits": "16"},
    fourcc="ap4h",
)
_VP9: Final = Encoding(
    "webm",
    "libvpx-vp9",
    "yuva420p",
    "libopus",
    # A hidden reference frame can't carry alpha, hence auto-alt-ref 0.
    {"crf": "24", "b": "0", "deadline": "good", "cpu-used": "5", "row-mt": "1", "auto-alt-ref": "0"},
    tags={"alpha_mode": "1"},
)
_LOSSLESS: Final = Encoding("matroska", "ffv1", "bgr0", "", {"g": "1"})
"""Every value of 8 bits kept, every frame for itself; what a GIF is painted from."""


_STEPS: Final[dict[Fineness, int]] = {"small": 6, "usual": 0, "best": -6}
"""Of the encoders' scales (crf, cq), on which less is finer."""


def _as_fine(options: dict[str, str], fineness: Fineness) -> dict[str, str]:
    """An encoder's options for more or less of a picture; one without such a scale stays."""
    step = _STEPS[fineness]
    return {
        name: str(int(value) + step) if name in ("crf", "cq") else value for name, value in options.items()
    }


def encoding_for(
    preset: PresetName, suffix: str, hardware: bool = False, fineness: Fineness = "usual"
) -> Encoding:
    """How frames of a preset are encoded; those of a GIF wait without loss until all colours are known."""
    if preset == "prores4444":
        return _PRORES
    if preset == "vp9alpha":
        return replace(_VP9, options=_as_fine(_VP9.options, fineness))
    if preset == "gif":
        return _LOSSLESS
    encoder = h264_encoder(hardware)
    container = {".mov": "mov", ".mkv": "matroska"}.get(suffix, "mp4")
    # The index goes to the front, so that a browser begins to play while it loads.
    index_first = {} if container == "matroska" else {"movflags": "+faststart"}
    return Encoding(
        container,
        encoder.codec,
        encoder.pixel_format,
        "aac",
        _as_fine(encoder.options, fineness),
        index_first,
    )


class Encoder:
    """Pixels → packets of the picture track of a container, one frame after another.

    Args:
        first: number of the first frame that will come.
    """

    def __init__(
        self,
        container: OutputContainer,
        size: tuple[int, int],
        rate: FrameRate,
        encoding: Encoding,
        first: int = 0,
    ) -> None:
        self._count = first
        self._rate: Final = rate
        self._pad: Final = padding(size, encoding)
        self._converter: Final = _Converter(encoding.pixel_format, encoding.colour)
        self.track: Final = self._track_in(container, size, encoding)

    def packets(self, pixels: Pixels) -> list["Packet[VideoStream]"]:
        """What is ready once the next frame is known: [height, width, 3 or 4], uint8 or uint16."""
        right, below = self._pad
        if right or below:
            pixels = cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_REPLICATE)
        frame = self._converter.frame(pixels)
        frame.pts, frame.time_base = self._count, 1 / self._rate.fps
        self._count += 1
        return list(self.track.encode(frame))

    def last_packets(self) -> list["Packet[VideoStream]"]:
        """What the encoder held back."""
        return list(self.track.encode())

    def _track_in(self, container: OutputContainer, size: tuple[int, int], encoding: Encoding) -> VideoStream:
        stream = container.add_stream(encoding.codec, rate=self._rate.fps, options=encoding.options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size[0] + self._pad[0], size[1] + self._pad[1]
        stream.pix_fmt = encoding.pixel_format
        # Every place to jump to is drawn anew, and what stands still is seen to twitch: few of them.
        stream.gop_size = max(1, round(10 * self._rate.fps))
        stream.thread_type = "AUTO"
        if encoding is not _LOSSLESS:
            colour = encoding.colour
            stream.color_primaries, stream.color_trc = colour.primaries, colour.curve
            stream.colorspace, stream.color_range = colour.told_matrix, colour.told_range
        stream.metadata.update(encoding.tags)
        return stream


def padding(size: tuple[int, int], encoding: Encoding) -> tuple[int, int]:
    """Columns and rows that are added because the codec takes even sizes only."""
    takes_odd = "420" not in encoding.pixel_format and encoding.pixel_format != "nv12"
    return (0, 0) if takes_odd else (size[0] % 2, size[1] % 2)


class SoundTrack:
    """Feeds the sound up to a time, so that picture and sound lie side by side in the file.

    Encoders begin with some samples of their own (AAC 1024, Opus 312); FFmpeg writes how many, as an edit
    list or codec delay, and players leave them out. So time 0 of the samples is time 0 of the picture.
    """

    def __init__(self, container: OutputContainer, codec: str, sound: SoundStream) -> None:
        self._container = container
        self._layout = "mono" if sound.channels == 1 else "stereo"
        stream = container.add_stream(codec, rate=_SOUND_RATE, layout=self._layout)
        assert isinstance(stream, AudioStream)
        self._stream: Final = stream
        if not codec.startswith("pcm"):
            self._stream.bit_rate = 96_000 + 64_000 * (sound.channels - 1)
        self._blocks: Iterator[Samples] = sound.blocks(_SOUND_RATE)
        self._left = np.zeros((0, 2)[: sound.channels], np.float32)
        self._position = 0

    def write_until(self, time: Seconds) -> None:
        wanted = round(time * _SOUND_RATE) - self._position
        while len(self._left) < wanted and (block := next(self._blocks, None)) is not None:
            self._left = np.concatenate([self._left, block])
        given, self._left = self._left[:wanted], self._left[wanted:]
        if len(given):
            self._container.mux(self._stream.encode(self._frame(given)))

    def finish(self) -> None:
        self._container.mux(self._stream.encode(None))

    def _frame(self, samples: Samples) -> AudioFrame:
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), "flt", self._layout)
        frame.sample_rate, frame.time_base = _SOUND_RATE, Fraction(1, _SOUND_RATE)
        frame.pts = self._position
        self._position += len(samples)
        return frame


class _Converter:
    """RGB(A) of 8 or 16 bits → the encoder's format, by its matrix and in its range."""

    def __init__(self, pixel_format: str, colour: Colour) -> None:
        self._format = pixel_format
        self._colour = colour
        self._reformatter = VideoReformatter()

    def frame(self, pixels: Pixels) -> VideoFrame:
        colour = self._colour
        converted = self._reformatter.reformat(
            _rgb_frame(pixels),
            format=self._format,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=colour.matrix,
            src_color_range=ColorRange.JPEG,
            dst_color_range=colour.range,
            interpolation=_FROM_RGB,
        )
        converted.color_primaries, converted.color_trc = colour.primaries, colour.curve
        return converted


def _rgb_frame(pixels: Pixels) -> VideoFrame:
    """FFmpeg's view of the pixels, without a copy."""
    names = {("uint8", 3): "rgb24", ("uint8", 4): "rgba", ("uint16", 3): "rgb48le", ("uint16", 4): "rgba64le"}
    return VideoFrame.from_numpy_buffer(pixels, names[pixels.dtype.name, pixels.shape[2]])


# A folder of pictures


def picture_name(index: int, preset: PresetName = "png") -> str:
    """Of the picture of a frame in its folder."""
    return f"frame_{index:06d}{SEQUENCES[preset]}"
