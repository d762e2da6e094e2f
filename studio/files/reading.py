"""What reading a picture, a sound and a video share: is the file there, and what frames does it hold."""

import codecs
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.frame import Frame
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.time import Seconds
from studio.core.words import Said

LONGEST: Final = 24 * 3600
"""Seconds of a clip or sound; what claims more is a mistake or a trap."""
_NOT_CLIPS: Final = ("tty", "image2", "_pipe", "lrc", "srt", "ass", "webvtt", "concat", "hls")
"""Demuxers that see a moving picture where an artist sees a text, a still or a list."""
LARGEST_TEXT: Final = 4 << 20
"""Bytes of what is to be spoken: more than the Bible has."""
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*")
"""How PNG, JPEG, BMP and TIFF begin."""
_GLANCE: Final = 2048
"""Bytes by which a text is known."""


def is_there(path: Path) -> bool:
    """Whether there is a file; False, too, in a folder that we may not look into."""
    try:
        return path.is_file()
    except OSError:
        return False


def existing_file(path: str | Path) -> Path:
    """The path, if there is a file with something in it that we may read.

    Raises:
        FileMissing: there is none.
        FileUnreadable: a folder, an empty file, one that we may not open, or something that has no end,
            such as a pipe or a device.
    """
    file, first = Path(path), b""
    try:
        kind = stat.S_IFMT(file.stat().st_mode)
        if kind == stat.S_IFREG:
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
    if kind == stat.S_IFDIR:
        raise FileUnreadable(Said("{0} is a folder.", file), Said("Give the name of a file."))
    if kind != stat.S_IFREG:
        raise FileUnreadable(Said("{0} is not an ordinary file.", file), Said("Give the name of a file."))
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


def looks_like_picture(file: Path) -> bool:
    """Whether a file begins as a still picture does, be it whole or not."""
    with file.open("rb") as opened:
        start = opened.read(12)
    return start.startswith(_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def unreadable(file: Path) -> FileUnreadable:
    """The refusal of a file that holds no sound or video that we understand; a text is told to be one."""
    if looks_like_picture(file):
        return FileUnreadable(
            Said("{0} is a picture that is cut off or damaged.", file), Said("Save or copy it again.")
        )
    if is_text(file):
        return FileUnreadable(
            Said("{0} is a text, not a picture, a sound or a video.", file),
            Said("What the portrait should say is typed into the speech bar, or given with --text."),
        )
    return FileUnreadable(
        Said("{0} can't be read: it is damaged, cut off, or not a sound or video file.", file),
        Said("Open it in a player to see whether it is whole, and save it again as MP4 or WAV."),
    )


def is_text(file: Path) -> bool:
    """Whether a file begins as a text does: in UTF-8, without what no text has in it."""
    with file.open("rb") as opened:
        start = opened.read(_GLANCE)
    try:
        letters = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError:
        return False
    return bool(letters) and all(letter.isprintable() or letter.isspace() for letter in letters)


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


def moving_picture(container: InputContainer) -> VideoStream | None:
    """The first moving picture; the cover of a song is none."""
    for stream in container.streams.video:
        if is_decodable(stream) and not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def picture_begins(file: Path) -> Seconds | None:
    """When a film's first picture is shown, on the file's clock; None of a sound."""
    with opened_container(file) as container:
        stream = moving_picture(container)
        first = None if stream is None else next(video_frames(container, stream), None)
        if first is None or first.pts is None or first.time_base is None:
            return None
        return first.pts * first.time_base


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


def read_bytes(path: str | Path, most: int) -> bytes:
    """All that is in a file that should be small: presets, notes, texts.

    No more than ``most`` bytes are read and one, whatever size the file says it has.

    Raises:
        FileMissing, FileUnreadable: not there, or not to be read, or larger.
    """
    file = existing_file(path)
    try:
        with file.open("rb") as opened:
            return all_of(opened, most, file)
    except OSError as error:
        raise FileUnreadable(
            Said("{0} can't be read ({1}).", file, error.strerror or error),
            Said("Copy it to another disk and try again."),
        ) from error


def all_of(opened: IO[bytes], most: int, name: object) -> bytes:
    """All that a stream gives, if that is not more than ``most`` bytes.

    Raises:
        FileUnreadable: it is more, or has no end.
    """
    data = opened.read(most + 1)
    if len(data) > most:
        raise FileUnreadable(
            Said("{0} is too large: more than {1} MB.", name, most >> 20), Said("Give a smaller one.")
        )
    return data


def read_text(path: str | Path, most: int = LARGEST_TEXT) -> str:
    """A text file, in UTF-8 or as Windows writes it, of no more than ``most`` bytes.

    Raises:
        FileMissing, FileUnreadable: not there, or not a text.
    """
    return text_of(read_bytes(path, most), path)


def text_of(data: bytes, name: object) -> str:
    """What the bytes of a text say, in UTF-8 or as Windows writes it.

    Raises:
        FileUnreadable: they are no text.
    """
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnreadable(Said("{0} is not a text.", name), Said("Save it as plain text (UTF-8)."))
