"""What reading a picture, a sound and a video share: is the file there, and what frames does it hold."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.frame import Frame
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.words import Said

_NOT_CLIPS: Final = ("tty", "image2", "_pipe", "lrc", "srt", "ass", "webvtt", "concat", "hls")
"""Demuxers that see a moving picture where an artist sees a text, a still or a list."""
_LARGEST_TEXT: Final = 4 << 20


def existing_file(path: str | Path) -> Path:
    """The path, if there is a file with something in it that we may read.

    Raises:
        FileMissing: there is none.
        FileUnreadable: a folder, an empty file, or one that we may not open.
    """
    file = Path(path)
    with suppress(OSError, ValueError):  # a name that is too long, or no name: told when it is opened
        if file.is_dir():
            raise FileUnreadable(Said("{0} is a folder.", file), Said("Give the name of a file."))
    try:
        with file.open("rb") as opened:
            first = opened.read(1)
    except FileNotFoundError as error:
        raise FileMissing(
            Said("There is no file {0}.", file), Said("Check the name and the folder.")
        ) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(
            Said("{0} can't be opened.", file), Said("Check its name and permissions.")
        ) from error
    if not first:
        raise FileUnreadable(Said("{0} is empty (0 bytes).", file), Said("Save or copy it again."))
    return file


@contextmanager
def opened_container(path: str | Path) -> Iterator[InputContainer]:
    """A video or sound file, open for reading with FFmpeg; only local files, whatever the content asks for.

    Raises:
        FileMissing, FileUnreadable: not there, damaged, or of a kind that holds no clip.
    """
    file = existing_file(path)
    try:
        container = av.open(str(file.absolute()), options={"protocol_whitelist": "file"})
    except (av.FFmpegError, OSError, ValueError) as error:
        raise unreadable(file) from error
    with container:
        if any(name in container.format.name for name in _NOT_CLIPS):
            raise unreadable(file)
        yield container


def unreadable(file: Path) -> FileUnreadable:
    """The refusal of a file that holds no sound or video that we understand."""
    return FileUnreadable(
        Said("{0} can't be read: it is damaged, cut off, or not a sound or video file.", file),
        Said("Open it in a player to see whether it is whole, and save it again as MP4 or WAV."),
    )


def video_frames(
    container: InputContainer, stream: Stream, decoder: VideoCodecContext | None = None
) -> Iterator[VideoFrame]:
    """The pictures of a stream in order of time; damaged stretches are left out, a cut-off tail ends it."""
    for frame in _frames(container, stream, decoder):
        if isinstance(frame, VideoFrame):
            yield frame


def sound_frames(container: InputContainer, stream: Stream) -> Iterator[AudioFrame]:
    """The stretches of sound of a stream, in order; damaged ones are left out."""
    for frame in _frames(container, stream, None):
        if isinstance(frame, AudioFrame):
            yield frame


def _frames(container: InputContainer, stream: Stream, decoder: VideoCodecContext | None) -> Iterator[Frame]:
    for packet in packets(container, stream):
        try:
            frames = packet.decode() if decoder is None else decoder.decode(packet)
        except av.FFmpegError:
            continue  # one damaged packet: what follows may be whole
        yield from (frame for frame in frames if isinstance(frame, Frame))


def is_decodable(stream: Stream) -> bool:
    """False for a track whose codec nobody knows; the library then gives it no decoder at all."""
    return getattr(stream, "codec_context", None) is not None


def packets(container: InputContainer, stream: Stream) -> Iterator["Packet[Stream]"]:
    """The packets of a stream, to the end or to where the file breaks off; the last one flushes."""
    try:
        yield from container.demux(stream)
    except IndexError:  # a track that begins midway, which the library has not counted: read on
        yield from packets(container, stream)
    except (av.FFmpegError, OSError):
        flush: Packet[Stream] = Packet()
        flush.stream = stream
        yield flush


def read_text(path: str | Path) -> str:
    """A text file, in UTF-8 or as Windows writes it.

    Raises:
        FileMissing, FileUnreadable: not there, or not a text.
    """
    with existing_file(path).open("rb") as file:
        return text_in(file, str(path))


def text_in(file: IO[bytes], name: str) -> str:
    """The text that a file gives, whatever it is: a pipe may have no end.

    Raises:
        FileUnreadable: it is no text, or too long for one.
    """
    data = file.read(_LARGEST_TEXT + 1)
    hint = Said("Save it as plain text (UTF-8).")
    if len(data) > _LARGEST_TEXT:
        raise FileUnreadable(Said("{0} is too long for a text.", name), hint)
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnreadable(Said("{0} is not a text.", name), hint)
