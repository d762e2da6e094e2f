"""Clips, in and out: upright, with true times, the sound in its exact place, and always streamed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.buffer import Buffer
from av.container import InputContainer
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from studio.core.errors import FileUnreadable
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.files.hdr import in_standard_range, is_hdr
from studio.files.pictures import LARGEST, Still, is_picture, read_picture
from studio.files.reading import (
    existing_file,
    is_decodable,
    opened_container,
    packets,
    sound_frames,
    unreadable,
    video_frames,
)
from studio.files.sound import SoundReader

_TO_RGB: Final = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""swscale's quick default darkens every picture by one level; these flags have no bias."""

_MILLISECOND: Final = Fraction(1, 1000)
"""Seconds: the clock of Matroska, WebM and FLV, to which they round every time stamp."""


# Reading


def open_source(path: str | Path) -> "Still | Video":
    """A still or a clip, by content and not by name.

    Raises:
        FileMissing, FileUnreadable: see ``read_picture`` and ``Video``.
    """
    return Still(read_picture(path)) if is_picture(path) else Video(path)


class Video:
    """A clip as a ``Source``: opened again for each reading, so nothing is held open or in memory.

    Frames are RGB (or RGBA where the clip has alpha), 8 bits, upright, with square pixels; HDR is brought
    to the standard range. Time 0 is the first frame; the times are the file's own, which matters where
    the rate varies. They are put on the exact grid of ``rate`` where the file rounds to milliseconds.

    Raises:
        FileMissing, FileUnreadable: no such file, damaged beyond its first frame, or no picture in it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path: Final = existing_file(path)
        with opened_container(self.path) as container:
            stream = _picture_track(self.path, container)
            first = next(video_frames(container, stream, _alpha_decoder(stream)), None)
            if first is None:
                raise unreadable(self.path)
            self._shape: Final = _square_size(stream, first)
            _refuse_huge(self.path, self._shape)
            pixels = _Developer(self._shape).pixels(first)
            self._origin: Final = _time_of(first, stream) or Fraction(0)
            self._rate: Final = _rate_of(stream)
            self._clock: Final = stream.time_base
            self._length: Final = _length_of(stream)
            self.has_sound: Final = any(is_decodable(track) for track in container.streams.audio[:1])
        self.size: Final = (pixels.shape[1], pixels.shape[0])

    @property
    def rate(self) -> FrameRate:
        """The nominal rate where it fits, else the average."""
        return self._rate

    @property
    def length(self) -> Seconds:
        """As the file says; where it doesn't, by counting."""
        return self._counted_length() if self._length is None else self._length

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        """The frame that is on screen at ``start`` and all that follow, one at a time.

        Damaged stretches are left out; a file that breaks off gives what it holds.
        """
        develop = _Developer(self._shape)
        shown: tuple[VideoFrame, Seconds] | None = None
        for frame, time in self._timed_frames(start):
            if time > start and shown is not None:
                yield Frame(develop.pixels(shown[0]), shown[1])
            shown = frame, time
        if shown is not None:
            yield Frame(develop.pixels(shown[0]), shown[1])

    def sound(self, rate: int | None = None, channels: int = 1) -> SoundReader:
        """The sound track from the first frame on, to the sample.

        Raises:
            FileUnreadable: there is none.
        """
        return SoundReader(self.path, rate, channels, self._origin)

    def _timed_frames(self, start: Seconds) -> Iterator[tuple[VideoFrame, Seconds]]:
        """Undeveloped frames with their times, from some frame at or before ``start`` on."""
        if start > 0:
            with self._opened() as (container, stream):
                sought = self._sought(container, stream, start)
                first = next(sought, None)
                if first is not None and first[1] <= start:
                    yield first
                    yield from sought
                    return
        with self._opened() as (container, stream):
            yield from self._clocked(container, stream)

    @contextmanager
    def _opened(self) -> Iterator[tuple[InputContainer, VideoStream]]:
        with opened_container(self.path) as container:
            yield container, _picture_track(self.path, container)

    def _sought(
        self, container: InputContainer, stream: VideoStream, start: Seconds
    ) -> Iterator[tuple[VideoFrame, Seconds]]:
        """Empty if the container can't seek."""
        try:
            container.seek(int((start + self._origin) / (stream.time_base or 1)), stream=stream)
        except (av.FFmpegError, OSError):
            return
        yield from self._clocked(container, stream, stamped=True)

    def _clocked(
        self, container: InputContainer, stream: VideoStream, stamped: bool = False
    ) -> Iterator[tuple[VideoFrame, Seconds]]:
        """Frames with rising times; one without a stamp follows at the nominal rate, unless ``stamped``."""
        last = Fraction(-1)
        for frame in video_frames(container, stream, _alpha_decoder(stream)):
            own = _time_of(frame, stream)
            if own is None and stamped and last < 0:
                return
            following = last + 1 / self._rate.fps if last >= 0 else Fraction(0)
            time = following if own is None else self._snapped(own - self._origin)
            if time > last and (time >= 0 or stamped):
                yield frame, time
                last = time

    def _snapped(self, time: Seconds) -> Seconds:
        exact = Fraction(round(time * self._rate.fps)) / self._rate.fps
        rounded_by_the_file = self._clock == _MILLISECOND and abs(exact - time) <= _MILLISECOND
        return exact if rounded_by_the_file else time

    def _counted_length(self) -> Seconds:
        with self._opened() as (container, stream):
            end = max(end for _, end in _times_on_screen(container, stream))
        return max(end - self._origin, 1 / self._rate.fps)


class _Developer:
    """Decoded frames → upright RGB; one for each reading, because a converter keeps its tables."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._reformatter = VideoReformatter()

    def pixels(self, frame: VideoFrame) -> Pixels:
        width, height = self._size
        converted = self._reformatter.reformat(
            frame,
            width,
            height,
            _format_for(frame),
            src_colorspace=_matrix_of(frame),
            dst_colorspace=Colorspace.ITU709,
            src_color_range=_range_of(frame),
            dst_color_range=ColorRange.JPEG,
            interpolation=_TO_RGB,
        )
        pixels = converted.to_ndarray()
        if is_hdr(frame.color_trc):
            pixels = in_standard_range(np.asarray(pixels, np.uint16), frame.color_trc)
        return _upright(pixels, frame)


def _format_for(frame: VideoFrame) -> str:
    if is_hdr(frame.color_trc):
        return "rgb48le"
    return "rgba" if any(component.is_alpha for component in frame.format.components) else "rgb24"


def _picture_track(file: Path, container: InputContainer) -> VideoStream:
    """The first moving picture; the cover of a song is none."""
    for stream in container.streams.video:
        if is_decodable(stream) and not stream.disposition & Disposition.attached_pic:
            stream.thread_type = "AUTO"
            return stream
    raise FileUnreadable(Said("{0} has sound but no picture.", file), Said("Give a photograph or a video."))


def _alpha_decoder(stream: VideoStream) -> VideoCodecContext | None:
    """VP8 and VP9 keep alpha in a second stream, which FFmpeg's own decoders leave out; libvpx does not."""
    libraries = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
    name = stream.codec_context.name
    if stream.metadata.get("alpha_mode", stream.metadata.get("ALPHA_MODE")) != "1" or name not in libraries:
        return None
    decoder = VideoCodecContext.create(libraries[name], "r")
    return decoder if isinstance(decoder, VideoCodecContext) else None


def _time_of(frame: VideoFrame, stream: VideoStream) -> Seconds | None:
    return None if frame.pts is None or stream.time_base is None else frame.pts * stream.time_base


def _rate_of(stream: VideoStream) -> FrameRate:
    """Average, or the nominal one if that is a usual rate and within 2 %: a last frame bends an average."""
    average, nominal = stream.average_rate, stream.guessed_rate
    if not average or average <= 0:
        return FrameRate(nominal if nominal and nominal > 0 else Fraction(25))
    if nominal and nominal.denominator in (1, 1001) and abs(nominal / average - 1) < Fraction(2, 100):
        return FrameRate(nominal)
    return FrameRate(average.limit_denominator(1001))


def _length_of(stream: VideoStream) -> Seconds | None:
    known = stream.duration is not None and stream.duration > 0 and stream.time_base is not None
    return stream.duration * stream.time_base if known and stream.duration and stream.time_base else None


def _square_size(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Width and height, before turning, once the pixels are square."""
    aspect = stream.sample_aspect_ratio
    plausible = aspect is not None and Fraction(1, 4) <= aspect <= 4
    return (round(frame.width * aspect) if plausible and aspect else frame.width), frame.height


def _refuse_huge(file: Path, size: tuple[int, int]) -> None:
    if size[0] * size[1] > LARGEST:
        raise FileUnreadable(
            Said("{0} has too many pixels ({1} × {2}).", file, size[0], size[1]),
            Said("Scale it to 8K or less."),
        )


def _matrix_of(frame: VideoFrame) -> Colorspace:
    """The YUV matrix; untagged clips follow the custom: BT.709 from 720 lines on, else BT.601."""
    tagged = {1: Colorspace.ITU709, 4: Colorspace.FCC, 5: Colorspace.ITU601, 6: Colorspace.ITU601}
    tagged |= {7: Colorspace.SMPTE240M, 9: Colorspace.BT2020, 10: Colorspace.BT2020}
    usual = Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601
    return tagged.get(frame.colorspace, usual)


def _range_of(frame: VideoFrame) -> ColorRange:
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj") or frame.format.is_rgb
    return ColorRange.JPEG if full else ColorRange.MPEG


def _upright(pixels: Pixels, frame: VideoFrame) -> Pixels:
    """Turn and mirror as the display matrix says (ISO 14496-12, 6.2.2: x' = a x + c y, y' = b x + d y)."""
    matrix = _display_matrix(frame)
    if matrix is None:
        return pixels
    a, b, c, d = matrix
    lies_on_its_side = abs(a) < abs(b)
    turned = pixels.swapaxes(0, 1) if lies_on_its_side else pixels
    across, down = (c, b) if lies_on_its_side else (a, d)
    turned = turned[:, ::-1] if across < 0 else turned
    turned = turned[::-1] if down < 0 else turned
    return np.ascontiguousarray(turned)


def _display_matrix(frame: VideoFrame) -> tuple[int, int, int, int] | None:
    data = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(data, Buffer):
        return None
    a, b, _, c, d = np.frombuffer(bytes(data), np.int32)[:5].tolist()
    return a, b, c, d


# Checking


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a written clip really holds.

    Attributes:
        length: from the first frame to the end of the last.
        frame_count: counted, not as the header says.
        streams: names of the codecs.
        sound_offset: how much later than the picture the sound begins; None without sound.
        sound_length: as decoded; None without sound.
    """

    length: Seconds
    frame_count: int
    rate: FrameRate
    size: tuple[int, int]
    streams: tuple[str, ...]
    sound_offset: Seconds | None
    sound_length: Seconds | None


def check_video(path: str | Path) -> VideoFacts:
    """Open a clip again and count what is in it, without decoding the pictures.

    Raises:
        FileMissing, FileUnreadable: it is not there or can't be played.
    """
    clip = Video(path)
    with opened_container(clip.path) as container:
        codecs = tuple(
            stream.codec_context.name for stream in (*container.streams.video, *container.streams.audio)
        )
        times = _times_on_screen(container, _picture_track(clip.path, container))
    return VideoFacts(
        length=max(end for _, end in times) - min(begin for begin, _ in times),
        frame_count=len(times),
        rate=clip.rate,
        size=clip.size,
        streams=codecs,
        sound_offset=_sound_offset(clip.path, min(begin for begin, _ in times)),
        sound_length=clip.sound().length if clip.has_sound else None,
    )


def _times_on_screen(container: InputContainer, stream: VideoStream) -> list[tuple[Seconds, Seconds]]:
    """Begin and end of each frame on the file's clock; at least one."""
    base = stream.time_base or Fraction(1)
    stamped = (p for p in packets(container, stream) if p.pts is not None)
    times = [(p.pts * base, (p.pts + (p.duration or 0)) * base) for p in stamped if p.pts is not None]
    return times or [(Fraction(0), Fraction(0))]


def _sound_offset(file: Path, picture_begins: Seconds) -> Seconds | None:
    with opened_container(file) as container:
        if not any(is_decodable(track) for track in container.streams.audio[:1]):
            return None
        track = container.streams.audio[0]
        first = next(sound_frames(container, track), None)
    if first is None or first.pts is None or track.time_base is None:
        return None
    return first.pts * track.time_base - picture_begins
