"""A film of which only stretches are another: what nobody touched is copied packet by packet, to the bit.

A picture track can be cut wherever all that was decoded so far is all that was shown so far, and gone on with
where a picture needs none before it. Between such places a stretch of new packets takes the old ones' place,
one for each, at their times; its parameter sets have a number of their own beside the old ones, so that the
track needs no other decoder. A track for which that can't be done is replaced as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol, Self

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable, UsageError
from studio.core.time import Seconds
from studio.core.words import Said, listed
from studio.files.encoders import SOFTWARE_H264, available_encoders
from studio.files.encoding import Colour, Encoding, SoundTrack, encoding_for
from studio.files.footage import PacketFootage, Told
from studio.files.reading import moving_picture, opened_container, packets, video_frames
from studio.files.sound import SoundStream
from studio.files.video import display_matrix, matrix_of, range_of

Numbers = NDArray[np.int64]

CONTAINERS: Final = {".mp4": "mp4", ".m4v": "mp4", ".mov": "mov", ".mkv": "matroska"}
"""What a spliced film may be, by its name's ending."""
_COPIED: Final = ("video", "audio", "subtitle", "attachment")
"""Kinds of streams; others, such as what a drone measures, are refused by most containers."""
_PROFILES: Final = {66: "baseline", 77: "main", 100: "high"}
_IDR: Final = 5
_SETTINGS: Final = {"preset": "fast", "crf": "12", "bf": "0"}
"""Nobody sees the difference; without pictures that need later ones, packets come in the order of frames."""


# H.264's own headers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParameterSets:
    """The header of a track of H.264, as MP4 and Matroska keep it (ISO 14496-15, 5.3.3.1: avcC).

    Attributes:
        start: version, profile, compatibility, level and the length of lengths.
        sequence, picture: SPS and PPS.
        rest: what may follow.
    """

    start: bytes
    sequence: tuple[bytes, ...]
    picture: tuple[bytes, ...]
    rest: bytes

    @classmethod
    def read(cls, header: bytes) -> Self | None:
        """None if it is none, or damaged."""
        if len(header) < 7 or header[0] != 1:
            return None
        try:
            sequence, place = _sets(header, 6, header[5] & 31)
            picture, place = _sets(header, place + 1, header[place])
        except IndexError:
            return None
        return cls(header[:5], sequence, picture, header[place:])

    @property
    def profile(self) -> int:
        return self.start[1]

    @property
    def has_long_lengths(self) -> bool:
        """Whether the length of each part of a picture takes four bytes, as in what we encode."""
        return self.start[4] & 3 == 3

    @property
    def free_number(self) -> int:
        """A number that none of its sets has."""
        taken = {_number(each[4:]) for each in self.sequence} | {_number(each[1:]) for each in self.picture}
        return next(number for number in range(1, 32) if number not in taken)

    def joined(self, other: "ParameterSets") -> bytes:
        """The header of a track in which pictures of both lie."""
        level = max(self.start[3], other.start[3])
        sequence, picture = self.sequence + other.sequence, self.picture + other.picture
        return b"".join((
            self.start[:3], bytes((level, self.start[4], 0xE0 | len(sequence))), _listed(sequence),
            bytes((len(picture),)), _listed(picture), self.rest,
        ))  # fmt: skip


def _sets(header: bytes, place: int, count: int) -> tuple[tuple[bytes, ...], int]:
    out = []
    for _ in range(count):
        size = header[place] << 8 | header[place + 1]
        out.append(header[place + 2 : place + 2 + size])
        place += 2 + size
        if place > len(header) or size < 4:
            raise IndexError
    return tuple(out), place


def _listed(sets: Sequence[bytes]) -> bytes:
    return b"".join(len(each).to_bytes(2, "big") + each for each in sets)


def _number(bits: bytes) -> int:
    """The first number in bits, as H.264 writes small ones (9.1, Exp-Golomb)."""
    value, width = int.from_bytes(bits[:4].ljust(4, b"\0"), "big"), 32
    zeros = width - value.bit_length()
    return (value >> max(width - 2 * zeros - 1, 0)) - 1


def _begins_anew(data: bytes) -> bool:
    """Whether the picture in a packet needs none before it, and none after it does."""
    place = 0
    while place + 4 < len(data):
        kind = data[place + 4] & 31
        if 1 <= kind <= _IDR:
            return kind == _IDR
        place += 4 + int.from_bytes(data[place : place + 4], "big")
    return False


# What is there ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class StoredPicture:
    """The picture track of a film as it lies in its file.

    Attributes:
        times: when each frame is shown, from the first one on, in order [n].
        shown, decoded: stamps of packets, in order of time and in the order of decoding [n].
        ends: a stretch may begin before this packet: all before it are shown before [n + 1].
        begins: a stretch may end before this packet: nothing from it on needs what is before [n + 1].
        encoding: how new frames are encoded so that they fit; of a track that is replaced, at their best.
        header: parameter sets that new ones are put beside; None of a track that must be replaced.
    """

    times: tuple[Seconds, ...]
    shown: Numbers
    decoded: Numbers
    ends: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    encoding: Encoding
    header: ParameterSets | None

    def __len__(self) -> int:
        return len(self.times)

    def stretches(self, wanted: Sequence[range]) -> list[range]:
        """The least that must be drawn anew so that these frames can be others, in order."""
        if self.header is None:
            return [range(len(self))] if wanted else []
        out: list[range] = []
        for each in sorted(wanted, key=lambda each: each.start):
            first = int(np.flatnonzero(self.ends[: each.start + 1])[-1])
            end = each.stop + int(np.flatnonzero(self.begins[each.stop :])[0])
            if out and first <= out[-1].stop:
                first, end = out[-1].start, max(end, out.pop().stop)
            out.append(range(first, end))
        return out


def stored_picture(path: Path, suffix: str) -> StoredPicture:
    """What is there of a film's picture, and how new frames fit in.

    Args:
        suffix: of the film that will be made.

    Raises:
        FileMissing, FileUnreadable: it can't be read, or does not say when its pictures are shown.
    """
    with opened_container(path) as container:
        stream = _picture_in(container, path)
        first = next(video_frames(container, stream), None)
        header = None if first is None else _usable_header(stream, first)
        base = stream.time_base or Fraction(1)
        origin = 0 if first is None or first.pts is None else first.pts
        encoding = _encoding(suffix, header, first)
    with opened_container(path) as container:
        stamps = _Stamps()
        for packet in packets(container, _picture_in(container, path)):
            if packet.size:
                stamps.add(packet, header is not None)
    shown, decoded = stamps.in_order(path)
    ends, begins = _cuts(np.array(stamps.pts, np.int64), np.array(stamps.anew, bool))
    times = tuple((int(stamp) - origin) * base for stamp in shown)
    return StoredPicture(times, shown, decoded, ends, begins, encoding, header)


@dataclass(slots=True)
class _Stamps:
    """When packets are shown and decoded, and which of them begin anew."""

    pts: list[int | None] = field(default_factory=list)
    dts: list[int | None] = field(default_factory=list)
    anew: list[bool] = field(default_factory=list)

    def add(self, packet: "Packet[Stream]", is_h264: bool) -> None:
        self.pts.append(packet.pts)
        self.dts.append(packet.dts)
        self.anew.append(is_h264 and packet.is_keyframe and _begins_anew(bytes(packet)))

    def in_order(self, path: Path) -> tuple[Numbers, Numbers]:
        if not self.pts or None in self.pts:
            raise FileUnreadable(
                Said("{0} does not say when its pictures are shown.", path),
                Said("Save it again as MP4 or Matroska."),
            )
        own = np.array(self.pts, np.int64)
        shown = np.sort(own)
        if None in self.dts or np.any(np.diff(decoded := np.array(self.dts, np.int64)) <= 0):
            decoded = shown - int((shown - own).max())
        return shown, decoded


def _cuts(pts: Numbers, anew: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    before = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(pts)])
    after = np.concatenate([np.minimum.accumulate(pts[::-1])[::-1], [np.iinfo(np.int64).max]])
    ends = before < after
    return ends, ends & np.concatenate([anew, [True]])


def _picture_in(container: InputContainer, path: Path) -> VideoStream:
    stream = moving_picture(container)
    if stream is None:
        raise FileUnreadable(Said("{0} has sound but no picture.", path), Said("Give a video."))
    stream.thread_type = "AUTO"
    return stream


def _usable_header(stream: VideoStream, first: VideoFrame) -> ParameterSets | None:
    """What new packets can be put beside; None where frames are not kept as they are shown."""
    header = ParameterSets.read(bytes(stream.codec_context.extradata or b""))
    is_plain = (
        stream.codec_context.name == "h264"
        and first.format.name in ("yuv420p", "yuvj420p")
        and not first.interlaced_frame
        and display_matrix(first) is None
        and (stream.sample_aspect_ratio or 1) == 1
        and SOFTWARE_H264.codec in available_encoders()
    )
    fits = header is not None and header.profile in _PROFILES and header.has_long_lengths
    return header if is_plain and fits else None


def _encoding(suffix: str, header: ParameterSets | None, first: VideoFrame | None) -> Encoding:
    container = CONTAINERS[suffix]
    if header is None or first is None:
        usual = encoding_for("web", suffix)
        best = {**usual.options, **_SETTINGS} if usual.codec == SOFTWARE_H264.codec else usual.options
        return Encoding(container, usual.codec, usual.pixel_format, "aac", best)
    options = {
        **_SETTINGS,
        "profile": _PROFILES[header.profile],
        "x264-params": f"sps-id={header.free_number}",
    }
    colour = Colour(
        matrix_of(first), range_of(first), first.colorspace, first.color_range,
        first.color_primaries, first.color_trc,
    )  # fmt: skip
    return Encoding(container, SOFTWARE_H264.codec, first.format.name, "aac", options, colour=colour)


# What is put together --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Frames that are others, and what was encoded of them: as many packets as frames."""

    frames: range
    footage: PacketFootage


class NewSound(Protocol):
    """A sound track on its way from one film to another."""

    def track_in(self, film: OutputContainer, stream: Stream) -> Stream:
        """A new track for it."""

    def passed(self, packet: "Packet[Stream]") -> Iterator["Packet[Stream]"]:
        """What comes of a packet of the old track."""

    def last(self) -> Iterator["Packet[Stream]"]:
        """What comes after the last one."""


def spliced(
    source: Path,
    place: Path,
    picture: StoredPicture,
    stretches: Sequence[Stretch],
    sounds: Mapping[int, NewSound],
    added: SoundStream | None,
    tell: Told,
) -> tuple[str, ...]:
    """Write a film that differs from another only in stretches of its picture, and in some of its sounds.

    Streams, their order, names and languages, chapters and notes are the source's.

    Args:
        place: is there, and written over; its name tells the container.
        sounds: by number of the stream; all others are copied.
        added: a sound for a film that has none.

    Returns:
        What a person should know.

    Raises:
        UsageError: the container can't hold what is in the source.
    """
    suffix = place.suffix.lower()
    with (
        opened_container(source) as old,
        av.open(str(place.absolute()), "w", format=CONTAINERS[suffix]) as film,
    ):
        splice = _Splice(old, film, picture, stretches, sounds)
        left_out = splice.set_up(source)
        extra = None if added is None else SoundTrack(film, "aac", added)
        try:
            splice.run(tell, extra)
        except (av.FFmpegError, ValueError) as error:
            if isinstance(error, OSError) and not isinstance(error, av.InvalidDataError | av.ArgumentError):
                raise
            raise UsageError(
                Said("{0} can't be kept in a file that ends in {1}.", source.name, suffix),
                Said("End the name in {0}, or in .mkv, which holds everything.", source.suffix or ".mkv"),
            ) from error
    if not left_out:
        return ()
    return (Said("Streams that can't be copied were left out: {0}.", listed(left_out)),)


def _is_made_again(stream: Stream) -> bool:
    """Whether a track only says what chapters and notes say as well: names of chapters, a timecode."""
    return "timecode" in stream.metadata or stream.metadata.get("handler_name") == "SubtitleHandler"


class _Splice:
    """One film on its way into another."""

    def __init__(
        self,
        old: InputContainer,
        film: OutputContainer,
        picture: StoredPicture,
        stretches: Sequence[Stretch],
        sounds: Mapping[int, NewSound],
    ) -> None:
        self._old, self._film, self._picture, self._sounds = old, film, picture, sounds
        self._stretches = stretches
        self._tracks: dict[int, Stream] = {}
        self._number = -1

    def set_up(self, source: Path) -> list[str]:
        """Make all tracks; gives the names of those that can't be."""
        moving = _picture_in(self._old, source)
        self._number = moving.index
        left_out: list[str] = []
        for stream in self._old.streams:
            if stream.type not in _COPIED:
                left_out += [] if _is_made_again(stream) else [f"{stream.type} {stream.index + 1}"]
                continue
            track = self._track_for(stream, moving)
            track.metadata.update(stream.metadata)
            track.disposition = stream.disposition
            self._tracks[stream.index] = track
        self._film.metadata.update(self._old.metadata)
        self._film.set_chapters(self._old.chapters())
        return left_out

    def run(self, tell: Told, extra: SoundTrack | None) -> None:
        fresh, count = self._fresh(), 0
        streams = [self._old.streams[index] for index in self._tracks]
        base = self._old.streams[self._number].time_base or Fraction(1)
        for packet in self._demuxed(streams):
            index = packet.stream_index
            if index in self._sounds:
                for each in self._sounds[index].passed(packet):
                    self._mux(each, index)
                continue
            if index == self._number:
                new = next(fresh)
                self._mux(self._placed(packet if new is None else new, count, base, packet), index)
                count += 1
                if count % 50 == 0:
                    tell(count / len(self._picture))
                if extra is not None:
                    extra.write_until(self._picture.times[min(count, len(self._picture) - 1)])
                continue
            self._mux(packet, index)
        for index, sound in self._sounds.items():
            for each in sound.last():
                self._mux(each, index)
        if extra is not None:
            extra.write_until(self._picture.times[-1] + 1)
            extra.finish()

    def _demuxed(self, streams: Sequence[Stream]) -> Iterator["Packet[Stream]"]:
        """To the end, or to where the file breaks off; what is empty flushes decoders, and nothing else."""
        try:
            for packet in self._old.demux(*streams):
                if packet.size:
                    yield packet
        except (av.InvalidDataError, av.EOFError):
            return

    def _fresh(self) -> Iterator["Packet[Stream] | None"]:
        """For each packet of the picture, the one that takes its place, if any does."""
        place = 0
        for stretch in self._stretches:
            while place < stretch.frames.start:
                yield None
                place += 1
            for packet in stretch.footage.packets(lambda share: None):
                yield packet
                place += 1
        while True:
            yield None

    def _placed(
        self, packet: "Packet[Stream]", count: int, base: Fraction, old: "Packet[Stream]"
    ) -> "Packet[Stream]":
        """With the stamps of the one in whose place it comes."""
        if packet is not old:
            packet.pts, packet.dts = int(self._picture.shown[count]), int(self._picture.decoded[count])
            packet.time_base = base
            packet.duration = old.duration or 0
        elif packet.dts is None or packet.dts != self._picture.decoded[count]:
            packet.dts = int(self._picture.decoded[count])
        return packet

    def _mux(self, packet: "Packet[Stream]", index: int) -> None:
        packet.stream = self._tracks[index]
        self._film.mux_one(packet)

    def _track_for(self, stream: Stream, moving: VideoStream) -> Stream:
        if stream.index in self._sounds:
            return self._sounds[stream.index].track_in(self._film, stream)
        if stream.index == moving.index:
            return self._picture_track(moving)
        track = self._film.add_stream_from_template(stream, opaque=True)
        track.time_base = stream.time_base
        return track

    def _picture_track(self, moving: VideoStream) -> VideoStream:
        header = self._picture.header
        with opened_container(self._stretches[0].footage.pieces[0]) as piece:
            made = piece.streams.video[0]
            if header is None:
                track = self._film.add_stream_from_template(made, opaque=True)
            else:
                track = self._film.add_stream_from_template(moving, opaque=True)
                own = ParameterSets.read(bytes(made.codec_context.extradata or b""))
                assert own is not None, "Matroska keeps it so"
                track.codec_context.extradata = header.joined(own)
        track.time_base = moving.time_base
        if moving.average_rate:
            track.codec_context.framerate = moving.average_rate
        return track
