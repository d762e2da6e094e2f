"""A film that may take more than one run: its frames lie in pieces until all are there, then become a file.

One encoder runs through; what it gives is put away second by second, each time at a place where no picture
needs a later one. So the pieces cost no quality and hardly any time, and whoever comes after a crash goes
on with the next frame.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

import av
from av.codec.context import Flags
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from studio.core.errors import Cancelled, OutputError, OutputUnwritable, SourceError, StudioError
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.words import Said
from studio.files.encoding import (
    PRESETS,
    SEQUENCE_FILES,
    SEQUENCE_SOUND,
    SEQUENCES,
    Encoder,
    Encoding,
    Fineness,
    PresetName,
    SoundTrack,
    encoding_for,
    picture_name,
)
from studio.files.gif import paint_gif
from studio.files.locks import left_by_the_dead, lock_of, locked
from studio.files.pictures import put_picture, shallow_pixels
from studio.files.places import frame_cache, made
from studio.files.reading import opened_container, packets
from studio.files.sound import SoundPart, SoundStream, write_sound
from studio.files.writing import folder_written_beside, kept_beside_the_work, written_beside

Told = Callable[[float], None]
"""Told how far something is, 0–1; raising stops it."""

_DELAY: Final = "DELAY"
"""In a piece: frames by which its encoder decodes ahead of what it shows."""
_GROWING: Final = "growing.part"
_JPEG_QUALITY: Final[dict[Fineness, int]] = {"small": 85, "usual": 95, "best": 100}
_STALE: Final = 14 * 24 * 3600
"""Seconds after which nobody comes back to a film."""


class NotAsOrdered(OutputError):
    """A result that was looked at again is not what it should be."""


# Where it lies


@contextmanager
def footage_folder(key: str) -> Iterator[Path]:
    """The folder of a film under way, with what an interrupted run has left in it.

    It goes when the film is done, when a person stops the work, and when what is in it is damaged. It stays
    when the system or a full disk ended the work, so that the next run can go on.

    Args:
        key: tells the film from all others.

    Raises:
        OutputUnwritable: there is no room for it, or another process is at work on the same film.
    """
    films = made(frame_cache() / "exports")
    _sweep(films)
    with locked(films / f"{key}.lock") as free:
        if not free:
            raise OutputUnwritable(
                Said("This is being exported already."), Said("Wait until the other export ends.")
            )
        folder, goes = made(films / key), False
        try:
            yield folder
            goes = True
        except (Cancelled, KeyboardInterrupt, SourceError, NotAsOrdered):
            goes = True
            raise
        finally:
            if goes:
                shutil.rmtree(folder)
            else:
                with suppress(OSError):  # an empty one; what holds something stays
                    folder.rmdir()


def _sweep(films: Path) -> None:
    """Remove what nobody comes back to, and is not under way."""
    for _lock in left_by_the_dead(films):
        pass
    for left in films.iterdir():
        with suppress(OSError):  # another process may sweep as well
            if left.stat().st_mtime < time.time() - _STALE:
                _forget(left)


def _forget(film: Path) -> None:
    if not film.is_dir():
        film.unlink(missing_ok=True)
        return
    with locked(lock_of(film)) as free:
        if free:
            shutil.rmtree(film, ignore_errors=True)


# Where it goes


def film_written_beside(path: Path, preset: PresetName, force: bool) -> AbstractContextManager[Path]:
    """A part beside the place of a film, a file or a folder as its preset is; see ``written_beside``."""
    if preset in SEQUENCES:
        return folder_written_beside(path, force, SEQUENCE_FILES)
    return written_beside(path, force)


# What lies there


class Footage(Protocol):
    """Frames of a film, kept in a folder of their own.

        with open_footage("web", folder, size, rate, ".mp4") as footage:
            for frame in frames_from(footage.frame_count):
                footage.write(frame.pixels)
            footage.finish(place, sound, tell)

    Attributes:
        frame_count: how many are there, those of an earlier run with them.
    """

    frame_count: int

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what is open; the pieces stay."""

    def write(self, pixels: Pixels) -> None:
        """Add the next frame: [height, width, 3 or 4], uint8 or uint16."""

    def finish(self, place: Path, sound: SoundStream | None, tell: Told) -> None:
        """Make the film of all frames: a file, or a folder that is there. The sound ends with the picture.

        Raises:
            FileUnreadable: a piece is damaged.
        """


def open_footage(
    preset: PresetName,
    folder: Path,
    size: tuple[int, int],
    rate: FrameRate,
    suffix: str,
    *,
    hardware: bool = False,
    fineness: Fineness = "usual",
) -> Footage:
    """The footage in a folder, with what an interrupted run has left there.

    Args:
        folder: is there; all that is ever in it belongs to the same film.
        size: width, height of the frames to come.
        suffix: of the film's name, which tells its container.
        hardware: let the graphics card encode H.264 where it can; quicker, and the file is larger.
        fineness: how much of the pictures H.264, VP9 and JPEG keep.
    """
    if preset in SEQUENCES:
        return _PictureFootage(preset, folder, rate, _JPEG_QUALITY[fineness])
    return PacketFootage(preset, folder, size, rate, encoding_for(preset, suffix.lower(), hardware, fineness))


class _Bound:
    """Lets go at the end of a ``with`` block."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what is open."""


# Packets


class PacketFootage(_Bound):
    """Pieces are packets in Matroska, which knows every codec we write; their names are their first frame.

    Attributes:
        pieces: in order.
    """

    def __init__(
        self, preset: PresetName, folder: Path, size: tuple[int, int], rate: FrameRate, encoding: Encoding
    ) -> None:
        self._preset: Final = preset
        self._folder: Final = folder
        self._size: Final = size
        self._rate: Final = rate
        self._encoding: Final = encoding
        self.pieces, self._kept = _whole_pieces(folder)
        self.frame_count = self._kept
        self._encoder: Encoder | None = None
        self._growing: _Piece | None = None

    def write(self, pixels: Pixels) -> None:
        if self._encoder is None:
            self._encoder = self._opened_encoder()
        laid = PRESETS[self._preset].laid(pixels)
        self._keep(self._encoder.packets(shallow_pixels(laid) if self._preset == "gif" else laid))
        self.frame_count += 1

    def complete(self) -> None:
        """Put away what the encoder held back: no frame follows."""
        if self._encoder is not None:
            self._keep(self._encoder.last_packets())
            with kept_beside_the_work(self._folder / _GROWING):
                self._end_piece()

    def finish(self, place: Path, sound: SoundStream | None, tell: Told) -> None:
        self.complete()
        if self._preset == "gif":
            paint_gif(place, self.pieces, self._rate, tell)
        else:
            self._join(place, sound, tell)

    def close(self) -> None:
        if self._growing is not None:
            with kept_beside_the_work(self._folder / _GROWING):
                self._growing.close()

    def _opened_encoder(self) -> Encoder:
        # Pieces come and go while the encoder runs, so it writes to none of them.
        nowhere = av.open(os.devnull, "w", format="null")
        encoder = Encoder(nowhere, self._size, self._rate, self._encoding, self.frame_count)
        encoder.track.codec_context.flags |= Flags.global_header
        nowhere.start_encoding()
        return encoder

    def _keep(self, encoded: list["Packet[VideoStream]"]) -> None:
        assert self._encoder is not None
        place = self._folder / _GROWING
        with kept_beside_the_work(place):
            for packet in encoded:
                if self._growing is None:
                    self._growing = _Piece(place, self._encoder.track, self._kept, packet)
                self._growing.add(packet)
                if self._growing.is_closed and self._growing.count >= round(self._rate.fps):
                    self._end_piece()

    def _end_piece(self) -> None:
        if self._growing is not None:
            self._growing.close()
            place = self._folder / f"{self._kept:08}.mkv"
            self._growing.path.replace(place)
            self.pieces.append(place)
            self._kept += self._growing.count
            self._growing = None

    def _join(self, place: Path, sound: SoundStream | None, tell: Told) -> None:
        encoding, rate = self._encoding, self._rate
        with av.open(
            str(place.absolute()), "w", format=encoding.container, options=encoding.container_options
        ) as film:
            picture, delay = _copied_track(film, self.pieces[0], rate, encoding)
            track = None
            if sound is not None:
                heard = TimeRange(Seconds(0), rate.time_of(self._kept))
                track = SoundTrack(film, encoding.sound_codec, SoundPart(sound, heard))
            for count, packet in enumerate(self.packets(tell)):
                packet.stream = picture
                packet.dts, packet.duration = count - delay, 1
                film.mux(packet)
                if track is not None:
                    track.write_until(rate.time_of(count + 1))
            if track is not None:
                track.finish()

    def packets(self, tell: Told) -> Iterator["Packet[Stream]"]:
        """All packets as they are decoded, with the numbers of their frames for times."""
        for done, piece in enumerate(self.pieces, 1):
            with opened_container(piece) as container:
                for packet in packets(container, container.streams.video[0]):
                    if packet.pts is not None:
                        # Matroska rounds to milliseconds, which is near enough to tell the frame.
                        packet.pts = round(packet.pts * packet.time_base * self._rate.fps)
                        packet.time_base = 1 / self._rate.fps
                        yield packet
            tell(done / len(self.pieces))


class _Piece:
    """Some packets that follow one another, in a file of their own.

    Args:
        first: number of the first frame in it.
        packet: the first one that will be added.
    """

    def __init__(self, path: Path, track: VideoStream, first: int, packet: "Packet[VideoStream]") -> None:
        self.path: Final = path
        self.count = 0
        self._first: Final = first
        self._last = first
        self._container: Final = av.open(str(path), "w", format="matroska")
        self._container.metadata[_DELAY] = str(_stamp(packet.pts) - _stamp(packet.dts))
        self._track: Final = self._container.add_stream_from_template(track, opaque=True)

    @property
    def is_closed(self) -> bool:
        """Whether no frame up to the last one is missing, so that what comes next may be drawn anew."""
        return self._last + 1 == self._first + self.count

    def add(self, packet: "Packet[VideoStream]") -> None:
        self.count += 1
        self._last = max(self._last, _stamp(packet.pts))
        packet.stream = self._track
        self._container.mux(packet)

    def close(self) -> None:
        self._container.close()


def _stamp(time: int | None) -> int:
    """An encoder that is given times gives times."""
    assert time is not None
    return time


def _whole_pieces(folder: Path) -> tuple[list[Path], int]:
    """The pieces that follow one another from the first frame on, and how many frames they hold.

    A piece is renamed when it is whole; but a computer that lost its power may have lost what is in it.
    """
    pieces: list[Path] = []
    count = 0
    while (place := folder / f"{count:08}.mkv").is_file() and (held := _frames_in(place)):
        pieces.append(place)
        count += held
    return pieces, count


def _frames_in(piece: Path) -> int:
    try:
        with opened_container(piece) as container:
            track = container.streams.video[0]
            return sum(packet.pts is not None for packet in packets(container, track))
    except (StudioError, IndexError):
        return 0


def _copied_track(
    film: OutputContainer, piece: Path, rate: FrameRate, encoding: Encoding
) -> tuple[VideoStream, int]:
    """A picture track for the packets of pieces like this one, and the delay of its encoder in frames."""
    with opened_container(piece) as first:
        track = film.add_stream_from_template(first.streams.video[0], opaque=True)
        delay = int(first.metadata[_DELAY])
    track.time_base = 1 / rate.fps
    # WebM tells how long a frame is by this alone; without it the last one has no length.
    track.codec_context.framerate = rate.fps
    track.metadata.update(encoding.tags)
    if encoding.fourcc:
        track.codec_context.codec_tag = encoding.fourcc
    return track, delay


# Pictures


class _PictureFootage(_Bound):
    """One file for each frame.

    Args:
        quality: of JPEG, to 100.
    """

    def __init__(self, preset: PresetName, folder: Path, rate: FrameRate, quality: int) -> None:
        self._preset: Final = preset
        self._folder: Final = folder
        self._rate: Final = rate
        self._quality: Final = quality
        self.frame_count = 0
        while (folder / picture_name(self.frame_count, preset)).is_file():
            self.frame_count += 1

    def write(self, pixels: Pixels) -> None:
        growing = self._folder / _GROWING
        with kept_beside_the_work(growing):
            laid = PRESETS[self._preset].laid(pixels)
            put_picture(growing, laid, SEQUENCES[self._preset], self._quality)
            growing.replace(self._folder / picture_name(self.frame_count, self._preset))
        self.frame_count += 1

    def finish(self, place: Path, sound: SoundStream | None, tell: Told) -> None:
        if sound is not None:
            length = TimeRange(Seconds(0), self._rate.time_of(self.frame_count))
            write_sound(place / SEQUENCE_SOUND, SoundPart(sound, length))
        # The last one first: what is left in the folder is always the beginning of the film.
        for moved, index in enumerate(reversed(range(self.frame_count)), 1):
            name = picture_name(index, self._preset)
            shutil.move(self._folder / name, place / name)
            tell(moved / self.frame_count)
