"""Which encoders this machine really has: found by opening each, for a driver may lie about itself.

SVT-AV1 is not among them: no export uses it, and for root it puts the whole process into the real-time
class, where nothing else on the machine gets a turn.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Final

import av
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext

from studio.core.errors import DeviceError
from studio.core.words import Said

_PIXEL_FORMATS: Final = {
    "h264_qsv": "nv12",
    "h264_vaapi": "nv12",
    "prores_ks": "yuva444p10le",
    "libvpx-vp9": "yuva420p",
}
CANDIDATES: Final = (
    "h264_nvenc",
    "h264_videotoolbox",
    "h264_qsv",
    "h264_vaapi",
    "libx264",
    "libx265",
    "prores_ks",
    "libvpx-vp9",
    "aac",
    "libopus",
)


@dataclass(frozen=True, slots=True)
class H264:
    """An encoder for H.264, its input format, and the settings that look like x264's crf 18."""

    codec: str
    pixel_format: str = "yuv420p"
    options: dict[str, str] = field(default_factory=dict)


SOFTWARE_H264: Final = H264("libx264", options={"preset": "veryfast", "crf": "18", "profile": "high"})
HARDWARE_H264: Final = (
    H264("h264_nvenc", options={"preset": "p5", "rc": "vbr", "cq": "19", "b": "0"}),
    # VideoToolbox counts quality 0-100 in units of FF_QP2LAMBDA (118).
    H264("h264_videotoolbox", options={"flags": "+qscale", "global_quality": str(65 * 118)}),
    H264("h264_qsv", "nv12", {"preset": "medium", "global_quality": "20"}),
)


@cache
def available_encoders() -> tuple[str, ...]:
    """Those of ``CANDIDATES`` that open here, in that order."""
    return tuple(name for name in CANDIDATES if opens(name))


def opens(codec: str) -> bool:
    """True if the encoder takes a small picture's (or a sound's) settings."""
    try:
        context = av.CodecContext.create(codec, "w")
        _set_up(context, codec)
        context.open()
    except (av.FFmpegError, OSError, ValueError, TypeError):
        return False
    return True


def h264_encoder(hardware: bool = False) -> H264:
    """The software encoder, or with ``hardware`` the first of the graphics card's that opens.

    Raises:
        DeviceError: this machine can't encode H.264 at all.
    """
    available = available_encoders()
    wished = (*HARDWARE_H264, SOFTWARE_H264) if hardware else (SOFTWARE_H264, *HARDWARE_H264)
    for encoder in wished:
        if encoder.codec in available:
            return encoder
    raise DeviceError(
        Said("There is no H.264 encoder here."), Said("Install the package av again: pip install av.")
    )


def _set_up(context: av.CodecContext, codec: str) -> None:
    if isinstance(context, AudioCodecContext):
        context.sample_rate = 48000
        context.layout = "mono"
        context.format = "fltp" if codec == "aac" else "flt"
    if isinstance(context, VideoCodecContext):
        context.width, context.height = 320, 240
        context.pix_fmt = _PIXEL_FORMATS.get(codec, "yuv420p")
        context.time_base, context.framerate = Fraction(1, 25), Fraction(25)
        if codec == "libx265":
            context.options = {"x265-params": "log-level=none"}
