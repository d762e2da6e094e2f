"""Clips, in and out: upright, with true times, the sound in its exact place, and always streamed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Final, Self

import av
import numpy as np
from av.buffer import Buffer
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from studio.core.errors import FileUnreadable
from studio.core.source import Frame, Pixels, Source
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.files.fields import deinterlaced
from studio.files.hdr import in_standard_range, is_hdr
from studio.files.pace import keeps, steady_rate, suitable_rate
from studio.files.pictures import LARGEST, Still, is_picture, read_picture
from studio.files.reading import (
    LONGEST,
    existing_file,
    is_decodable,
    moving_picture,
    opened_container,
    packets,
    sound_frames,
    unreadable,
    video_frames,
)
from studio.files.sound import SoundReader

SUFFIXES: Final = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".m4v")
"""How clips are usually named."""
_FIRST: Final = 1500
"""Frames that show whether a file's rate is true: some containers say one and keep another."""
_TO_RGB: Final = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""swscale's quick default darkens every picture by one level; these flags have no bias."""
_TO_HALF: Final = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


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
    to the standard range, interlaced ones are made whole. Time 0 is the first frame.

    They come at a steady rate, one for each of its places: a frame lies where its own time stamp puts it, and
    is held where the file has none. So a clip of varying rate, or with holes, keeps time with its sound, and
    whoever counts frames knows when they are shown.

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
            pixels = _Developer(self._shape, _First.of(first)).pixels(first)
            self._origin: Final = _time_of(first) or Fraction(0)
            self.is_interlaced: Final = bool(first.interlaced_frame)
            self._length: Final = _length_of(stream)
            nominal = stream.guessed_rate
            steady = steady_rate(nominal, stream.average_rate)
            self.has_sound: Final = any(is_decodable(track) for track in container.streams.audio)
        self._like: Final = _First.of(first)
        self.size: Final = (pixels.shape[1], pixels.shape[0])
        self._rate, self.varies = self._measured_rate(nominal, steady)
        if (self._length or 0) > LONGEST:
            raise _too_long(self.path)

    @property
    def rate(self) -> FrameRate:
        """The clip's own, or a usual one that drops no frame where that varies."""
        return self._rate

    @property
    def length(self) -> Seconds:
        """As the file says; where it doesn't, by counting."""
        return self._counted_length() if self._length is None else self._length

    @property
    def told(self) -> tuple[str, ...]:
        """What was done to the clip that a person should know."""
        told = {
            Said("The video is interlaced; its fields were made into whole pictures."): self.is_interlaced,
            Said(
                "The video's frame rate varies; every frame is kept, at {0} fps.", f"{float(self.rate):g}"
            ): self.varies,
        }
        return tuple(words for words, is_so in told.items() if is_so)

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        """The frame that is on screen at ``start`` and all that follow, one at a time.

        Where a stretch is damaged the frame before is held; a file that breaks off gives what it holds.
        """
        yield from self._developed(start, _Developer(self._shape, self._like))

    def halved(self) -> Source | None:
        """The same at half its size, for drafts: developed in a third of the time. None if that is no whole
        number of pixels.
        """
        width, height = self._shape
        return None if width % 2 or height % 2 else _Halved(self)

    def halved_frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        """Like ``frames``, at half the size: each pixel the mean of four, but for rounding."""
        half = self._shape[0] // 2, self._shape[1] // 2
        yield from self._developed(start, _Developer(half, self._like, _TO_HALF))

    def _developed(self, start: Seconds, develop: "_Developer") -> Iterator[Frame]:
        place = max(self._rate.index_at(start), 0)
        shown: VideoFrame | None = None
        for frame, begin in self._placed_frames(start):
            if shown is not None and begin > place:
                yield from self._held(develop.pixels(shown), place, begin)
                place = begin
            shown = frame
        if shown is not None:
            yield from self._held(develop.pixels(shown), place, max(place + 1, self._end_of(shown)))

    def sound(self, rate: int | None = None, channels: int = 1, track: int = 0) -> SoundReader:
        """A sound track from the first frame on, to the sample; which, see ``SoundReader``.

        Raises:
            FileUnreadable: there is none.
            UsageError: there is none of this number.
        """
        return SoundReader(self.path, rate, channels, self._origin, track)

    def _held(self, pixels: Pixels, first: int, end: int) -> Iterator[Frame]:
        for place in range(first, end):
            yield Frame(pixels, self._rate.time_of(place))

    def _place_of(self, time: Seconds) -> int:
        return round(time * self._rate.fps)

    def _end_of(self, last: VideoFrame) -> int:
        """How far a clip of varying rate holds its last frame; others end with it."""
        time, base = _time_of(last), last.time_base
        if not self.varies or time is None or base is None or not last.duration:
            return 0
        return self._place_of(min(time - self._origin + last.duration * base, Fraction(LONGEST)))

    def _placed_frames(self, start: Seconds) -> Iterator[tuple[VideoFrame, int]]:
        """Undeveloped frames with their places, from some frame at or before ``start`` on."""
        # Making an interlaced frame whole takes the one before: it must be the same from wherever one reads.
        wanted = self._rate.index_at(start) - (2 if self.is_interlaced else 0)
        if wanted > 0:
            with self._opened() as (container, stream):
                sought = self._sought(container, stream, self._rate.time_of(wanted))
                first = next(sought, None)
                if first is not None and first[1] <= wanted:
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
    ) -> Iterator[tuple[VideoFrame, int]]:
        """Empty if the container can't seek."""
        try:
            container.seek(int((start + self._origin) / (stream.time_base or 1)), stream=stream)
        except (av.FFmpegError, OSError):
            return
        yield from self._clocked(container, stream, stamped=True)

    def _clocked(
        self, container: InputContainer, stream: VideoStream, stamped: bool = False
    ) -> Iterator[tuple[VideoFrame, int]]:
        """Frames in rising places; one without a stamp follows the one before, unless ``stamped``."""
        last = -1
        for frame in deinterlaced(video_frames(container, stream, _alpha_decoder(stream))):
            own = _time_of(frame)
            if own is None and stamped and last < 0:
                return
            place = last + 1 if own is None else self._place_of(own - self._origin)
            if place > last and (place >= 0 or stamped):
                yield frame, place
                last = place

    def _measured_rate(self, nominal: Fraction | None, steady: FrameRate | None) -> tuple[FrameRate, bool]:
        """What the file says, if its first frames bear it out; else by the stamps of all."""
        if steady is not None and keeps(self._stamps(_FIRST), steady):
            return steady, False
        times = self._stamps()
        if times[-1] > LONGEST:
            raise _too_long(self.path)
        return suitable_rate(times, nominal)

    def _stamps(self, count: int | None = None) -> list[Seconds]:
        """When frames begin, in order; at least one."""
        with self._opened() as (container, stream):
            begins = {begin - self._origin for begin, _ in _times_on_screen(container, stream, count)}
        return sorted(time for time in begins if time >= 0) or [Fraction(0)]

    def _counted_length(self) -> Seconds:
        with self._opened() as (container, stream):
            end = max(end for _, end in _times_on_screen(container, stream))
        return max(end - self._origin, 1 / self._rate.fps)


@dataclass(frozen=True, slots=True, eq=False)
class _Halved:
    """A clip at half its size as a ``Source``."""

    clip: Video

    @property
    def size(self) -> tuple[int, int]:
        width, height = self.clip.size
        return width // 2, height // 2

    @property
    def rate(self) -> FrameRate:
        return self.clip.rate

    @property
    def length(self) -> Seconds:
        return self.clip.length

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        return self.clip.halved_frames(start)


@dataclass(frozen=True, slots=True)
class _First:
    """What is remembered of a clip's first frame, which all others are to be like."""

    size: tuple[int, int]
    has_alpha: bool

    @classmethod
    def of(cls, frame: VideoFrame) -> Self:
        alpha = any(component.is_alpha for component in frame.format.components)
        return cls((frame.width, frame.height), alpha)


class _Developer:
    """Decoded frames → upright RGB; one for each reading, because a converter keeps its tables.

    Args:
        size: width and height, before turning, of all that comes out.
        like: the clip's first frame. One of another size is fitted into the picture, and keeps its shape.
        how: swscale's flags.
    """

    def __init__(self, size: tuple[int, int], like: _First, how: Interpolation = _TO_RGB) -> None:
        self._size = size
        self._like = like
        self._how = how
        self._reformatter = VideoReformatter()

    def pixels(self, frame: VideoFrame) -> Pixels:
        width, height = self._fitting(frame)
        converted = self._reformatter.reformat(
            frame,
            width,
            height,
            self._format_for(frame),
            src_colorspace=matrix_of(frame),
            dst_colorspace=Colorspace.ITU709,
            src_color_range=range_of(frame),
            dst_color_range=ColorRange.JPEG,
            interpolation=self._how,
        )
        pixels = converted.to_ndarray()
        if is_hdr(frame.color_trc):
            pixels = in_standard_range(np.asarray(pixels, np.uint16), frame.color_trc)
        return _upright(_on_black(pixels, self._size), frame)

    def _fitting(self, frame: VideoFrame) -> tuple[int, int]:
        """How large a frame is drawn: as the clip is, or as much of that as its own shape allows."""
        own_width, own_height = self._like.size
        if (frame.width, frame.height) == (own_width, own_height):
            return self._size
        # Pixels are as wide as those of the first frame.
        across = frame.width * Fraction(self._size[0] * own_height, own_width * self._size[1])
        scale = min(Fraction(self._size[0]) / across, Fraction(self._size[1], frame.height))
        return max(1, round(across * scale)), max(1, round(frame.height * scale))

    def _format_for(self, frame: VideoFrame) -> str:
        if is_hdr(frame.color_trc):
            return "rgb48le"
        return "rgba" if self._like.has_alpha else "rgb24"


def _on_black(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """In the middle of a picture of a size; nothing is done if it is as large."""
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    whole = np.zeros((size[1], size[0], pixels.shape[2]), pixels.dtype)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    whole[top : top + height, left : left + width] = pixels
    return whole


def _picture_track(file: Path, container: InputContainer) -> VideoStream:
    stream = moving_picture(container)
    if stream is None:
        raise FileUnreadable(
            Said("{0} has sound but no picture.", file), Said("Give a photograph or a video.")
        )
    stream.thread_type = "AUTO"
    return stream


def _alpha_decoder(stream: VideoStream) -> VideoCodecContext | None:
    """VP8 and VP9 keep alpha in a second stream, which FFmpeg's own decoders leave out; libvpx does not."""
    libraries = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
    name = stream.codec_context.name
    if stream.metadata.get("alpha_mode", stream.metadata.get("ALPHA_MODE")) != "1" or name not in libraries:
        return None
    decoder = VideoCodecContext.create(libraries[name], "r")
    return decoder if isinstance(decoder, VideoCodecContext) else None


def _time_of(frame: VideoFrame) -> Seconds | None:
    return None if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base


def _too_long(file: Path) -> FileUnreadable:
    return FileUnreadable(Said("{0} is longer than a day.", file), Said("Cut it into parts."))


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


def matrix_of(frame: VideoFrame) -> Colorspace:
    """The YUV matrix; untagged clips follow the custom: BT.709 from 720 lines on, else BT.601."""
    tagged = {1: Colorspace.ITU709, 4: Colorspace.FCC, 5: Colorspace.ITU601, 6: Colorspace.ITU601}
    tagged |= {7: Colorspace.SMPTE240M, 9: Colorspace.BT2020, 10: Colorspace.BT2020}
    usual = Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601
    return tagged.get(frame.colorspace, usual)


def range_of(frame: VideoFrame) -> ColorRange:
    """Whether black is 0 (JPEG) or 16 (MPEG)."""
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj") or frame.format.is_rgb
    return ColorRange.JPEG if full else ColorRange.MPEG


def _upright(pixels: Pixels, frame: VideoFrame) -> Pixels:
    """Turn and mirror as the display matrix says (ISO 14496-12, 6.2.2: x' = a x + c y, y' = b x + d y)."""
    matrix = display_matrix(frame)
    if matrix is None:
        return pixels
    a, b, c, d = matrix
    lies_on_its_side = abs(a) < abs(b)
    turned = pixels.swapaxes(0, 1) if lies_on_its_side else pixels
    across, down = (c, b) if lies_on_its_side else (a, d)
    turned = turned[:, ::-1] if across < 0 else turned
    turned = turned[::-1] if down < 0 else turned
    return np.ascontiguousarray(turned)


def display_matrix(frame: VideoFrame) -> tuple[int, int, int, int] | None:
    """How a frame is turned and mirrored when it is shown, a b c d of ISO 14496-12; None if it is not."""
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


def _times_on_screen(
    container: InputContainer, stream: VideoStream, count: int | None = None
) -> list[tuple[Seconds, Seconds]]:
    """Begin and end of each frame, or of the first ones, on the file's clock; at least one."""
    base = stream.time_base or Fraction(1)
    stamped = (p for p in islice(packets(container, stream), count) if p.pts is not None)
    times = [(p.pts * base, (p.pts + (p.duration or 0)) * base) for p in stamped if p.pts is not None]
    return times or [(Fraction(0), Fraction(0))]


def _sound_offset(file: Path, picture_begins: Seconds) -> Seconds | None:
    with opened_container(file) as container:
        if not any(is_decodable(track) for track in container.streams.audio[:1]):
            return None
        track = container.streams.audio[0]
        first, base = next(sound_frames(container, track), None), track.time_base
    if first is None or first.pts is None or base is None:
        return None
    return first.pts * base - picture_begins
