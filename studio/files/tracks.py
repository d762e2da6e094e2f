"""Which sounds a file holds, and which one of them is heard."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
import soundfile
import soxr
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.stream import Disposition
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable, UsageError
from studio.core.time import Seconds
from studio.core.words import Said
from studio.files.mixing import Block, Mix, Survey, surveyed
from studio.files.reading import (
    LONGEST,
    existing_file,
    is_decodable,
    looks_like_picture,
    opened_container,
    sound_frames,
    unreadable,
)

_SLOWEST, _QUICKEST = 1000, 1_000_000
"""Hz. Below lies no voice, and a small file would become hours."""
_MOST_CHANNELS: Final = 64
"""As many as a large recorder or a sphere of sound has; a few bytes can claim thousands."""
_PLACES: Final = 8
"""Channels whose places a decoded stretch holds itself (FFmpeg's AV_NUM_DATA_POINTERS)."""
_SURVEYED: Final = 600
"""Seconds that are listened to, to tell which track has a voice."""
_BLOCK: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class SourceTrack:
    """One sound of a file.

    Attributes:
        number: as a person counts, from 1.
        stream: its number among the sounds of a container.
        names: of the places of its channels, as FFmpeg has them.
        channel: of a recorder's many, the one that is meant; None is all.
        rate: Hz.
        is_default: the file says that this one is to be heard.
        title: what the file says of it; may be empty.
    """

    number: int
    stream: int
    names: tuple[str, ...]
    rate: int
    channel: int | None = None
    is_default: bool = False
    title: str = ""
    is_plain: bool = False
    is_float: bool = False

    @property
    def channels(self) -> int:
        return 1 if self.channel is not None else len(self.names)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A track, and why it is this one.

    Attributes:
        told: for a person, where there was a choice, or something had to be done.
    """

    track: SourceTrack
    told: tuple[str, ...] = ()


def sound_tracks(path: str | Path) -> tuple[SourceTrack, ...]:
    """All sounds of a file. Of a recorder's file each channel is one: more than two without places.

    Raises:
        FileMissing, FileUnreadable: no such file, damaged, or without sound.
    """
    file = existing_file(path)
    try:
        return _tracks_of(file)
    except FileUnreadable as error:
        plain = _plain_track(file)
        if not plain:
            raise error
        return plain


def chosen_track(path: str | Path, wanted: int = 0) -> Chosen:
    """The sound that is heard of a file.

    Args:
        wanted: the number of a track; 0 takes the one flagged default, else the one with most voice.

    Raises:
        FileMissing, FileUnreadable: see ``sound_tracks``.
        UsageError: there is no track of this number.
    """
    file = existing_file(path)
    tracks = sound_tracks(file)
    if wanted:
        if not 1 <= wanted <= len(tracks):
            raise UsageError(
                Said("{0} has no sound track {1}.", file.name, wanted),
                Said("It has {0}: give a number from 1 to {0}.", len(tracks)),
            )
        return Chosen(tracks[wanted - 1])
    if len(tracks) == 1:
        return Chosen(tracks[0])
    return _best_of(file, tracks)


def mix_of(path: Path, chosen: Chosen, channels: int) -> tuple[Mix, tuple[str, ...]]:
    """How a track becomes one channel or two, and what a person is told about it.

    It is listened through only where a mix could lose something or a sample could be beyond full scale.
    """
    track, told = chosen.track, list(chosen.told)
    names, only, gain = track.names, track.channel, 1.0
    mixes = only is None and len(names) > channels
    if mixes and (survey := survey_of(path, track)).loses(names):
        only = survey.best
        told.append(Said("Its channels cancel one another: channel {0} is heard.", only + 1))
    if track.is_float and (peak := survey_of(path, track).peak) > 1:
        gain = 1 / peak
        told.append(
            Said(
                "The sound is {0} dB louder than full scale and is turned down.", f"{20 * np.log10(peak):.0f}"
            )
        )
    return Mix(channels, only, gain), tuple(told)


def survey_of(path: Path, track: SourceTrack) -> Survey:
    """What is in a track; remembered until the file changes."""
    facts = path.stat()
    return _surveyed(path, facts.st_size, facts.st_mtime_ns, track.stream, track.is_float)


@lru_cache(maxsize=32)
def _surveyed(path: Path, _size: int, _changed: int, stream: int, is_whole: bool) -> Survey:
    track = next(track for track in sound_tracks(path) if track.stream == stream)
    blocks = (stretch.samples for stretch in stretches(path, track))
    few = blocks if is_whole else _first_of(blocks, _SURVEYED * track.rate)
    return surveyed(few, len(track.names), track.rate)


def _first_of(blocks: Iterator[Block], count: int) -> Iterator[Block]:
    for block in blocks:
        yield block
        count -= len(block)
        if count <= 0:
            return


def _best_of(file: Path, tracks: Sequence[SourceTrack]) -> Chosen:
    flagged = [track for track in tracks if track.is_default]
    if len(flagged) == 1 and survey_of(file, flagged[0]).power.any():
        why = Said("the file says that it is to be heard")
        return _told(flagged[0], len(tracks), why)
    candidates = flagged or list(tracks)
    voices = [_voice(survey_of(file, track), track) for track in candidates]
    if max(voices) <= 0:
        candidates, voices = list(tracks), [_voice(survey_of(file, track), track) for track in tracks]
    if max(voices) > 0:
        best = candidates[int(np.argmax(voices))]
        return _told(best, len(tracks), Said("it has the voice"))
    return _told(candidates[0], len(tracks), Said("none has a voice"))


def _voice(survey: Survey, track: SourceTrack) -> float:
    return float(survey.voice.max() if track.channel is None else survey.voice[track.channel])


def _told(track: SourceTrack, count: int, why: str) -> Chosen:
    named = Said("{0} (“{1}”)", track.number, track.title) if track.title else str(track.number)
    return Chosen(track, (Said("Of {0} sound tracks, number {1} is heard: {2}.", count, named, why),))


# Containers


def _tracks_of(file: Path) -> tuple[SourceTrack, ...]:
    with opened_container(file) as container:
        found = [_parts_of(stream, place) for place, stream in enumerate(container.streams.audio)]
        if not container.streams.audio:
            raise _soundless(file)
        length = (container.duration or 0) / av.time_base
    tracks = [part for parts in found for part in parts]
    if not tracks:
        raise unreadable(file)
    _refuse_odd(file, tracks, length)
    return _numbered(tracks)


def _soundless(file: Path) -> FileUnreadable:
    if looks_like_picture(file):
        return FileUnreadable(
            Said("{0} is a picture and has no sound.", file), Said("Give a file with sound.")
        )
    return FileUnreadable(Said("{0} has no sound track.", file), Said("Give a file with sound."))


def _refuse_odd(file: Path, tracks: Iterable[SourceTrack], length: float) -> None:
    for track in tracks:
        if not _SLOWEST <= track.rate <= _QUICKEST:
            raise FileUnreadable(
                Said("{0} has {1} samples a second, which no voice has.", file, track.rate),
                Said("Save it again as WAV, with 48000 Hz."),
            )
        if len(track.names) > _MOST_CHANNELS:
            raise FileUnreadable(
                Said("{0} has a sound of {1} channels, which is too many.", file, len(track.names)),
                Said("Save it again with {0} channels or fewer.", _MOST_CHANNELS),
            )
    if length > LONGEST:
        raise too_long(file)


def too_long(file: Path) -> FileUnreadable:
    """The refusal of a sound of more than ``LONGEST``."""
    return FileUnreadable(
        Said("{0} has more than {1} hours of sound.", file, LONGEST // 3600), Said("Cut it into parts.")
    )


def _parts_of(stream: AudioStream, place: int) -> list[SourceTrack]:
    if not is_decodable(stream) or not stream.rate:
        return []
    names = tuple(channel.name for channel in stream.layout.channels) or ("NONE",) * max(1, stream.channels)
    words = [stream.metadata.get("title", ""), stream.language or ""]
    title = ", ".join(word for word in words if word and word != "und")
    is_float = stream.codec_context.name.startswith("pcm_f")
    is_default = bool(stream.disposition & Disposition.default)
    whole = SourceTrack(0, place, names, stream.rate, None, is_default, title, is_float=is_float)
    return _channels_of(whole)


def _channels_of(track: SourceTrack) -> list[SourceTrack]:
    """A recorder's channels, one by one; a track whose channels have places is one."""
    if len(track.names) <= 2 or any(name != "NONE" for name in track.names):
        return [track]
    return [replace(track, channel=channel) for channel in range(len(track.names))]


def _numbered(tracks: Sequence[SourceTrack]) -> tuple[SourceTrack, ...]:
    return tuple(replace(track, number=number) for number, track in enumerate(tracks, 1))


def _plain_track(file: Path) -> tuple[SourceTrack, ...]:
    """Of a sound that FFmpeg does not know and libsndfile does; empty if neither does."""
    try:
        info = soundfile.info(str(file))
    except (soundfile.LibsndfileError, RuntimeError):
        return ()
    is_float = info.subtype in ("FLOAT", "DOUBLE")
    track = SourceTrack(0, 0, ("NONE",) * info.channels, info.samplerate, is_plain=True, is_float=is_float)
    _refuse_odd(file, [track], info.duration)
    return _numbered(_channels_of(track))


# Decoding


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Some decoded sound [n, channels] at the track's rate, and where its time stamp puts it."""

    samples: Block
    names: tuple[str, ...]
    time: Seconds | None = None


def stretches(file: Path, track: SourceTrack) -> Iterator[Stretch]:
    """A track from its beginning on, in bounded memory.

    Raises:
        FileUnreadable: it is no longer there, or it is damaged.
    """
    if track.is_plain:
        yield from _plain_stretches(file, track)
        return
    with opened_container(file) as container:
        streams = container.streams.audio
        if track.stream >= len(streams):
            raise unreadable(file)
        stream = streams[track.stream]
        for frame in sound_frames(container, stream):
            if not _is_in_memory(frame, track):
                continue  # one damaged stretch: what follows may be whole
            yield Stretch(_at_rate(frame, track.rate), _names_of(frame), _time_of(frame, stream))


def _plain_stretches(file: Path, track: SourceTrack) -> Iterator[Stretch]:
    try:
        with soundfile.SoundFile(str(file)) as opened:
            for block in opened.blocks(_BLOCK, dtype="float32", always_2d=True):
                yield Stretch(block, track.names)
    except soundfile.LibsndfileError as error:
        raise unreadable(file) from error


def _is_in_memory(frame: AudioFrame, track: SourceTrack) -> bool:
    """False of a stretch that has fewer samples than it says, and would be read from anywhere in memory.

    The decoder of AAC gives such where damage turns one channel into forty: a stretch has room for the places
    of eight, and those of more only where the whole track has them.
    """
    count = len(frame.layout.channels)
    if frame.format.is_planar and count > _PLACES and count != len(track.names):
        return False
    return all(plane.buffer_ptr for plane in frame.planes)


def _names_of(frame: AudioFrame) -> tuple[str, ...]:
    return tuple(channel.name for channel in frame.layout.channels)


def _time_of(frame: AudioFrame, stream: AudioStream) -> Seconds | None:
    base = frame.time_base or stream.time_base
    return None if frame.pts is None or base is None else frame.pts * base


def _at_rate(frame: AudioFrame, rate: int) -> Block:
    """[n, channels] float; a stretch whose rate differs from the track's is brought to it."""
    samples = _floats(frame)
    own = frame.sample_rate
    if own in (rate, 0) or not len(samples):
        return samples
    return np.asarray(soxr.resample(samples, own, rate), np.float32).reshape(-1, samples.shape[1])


def _floats(frame: AudioFrame) -> Block:
    raw = _raw(frame)
    whole = raw.T if frame.format.is_planar else raw.reshape(-1, len(frame.layout.channels))
    samples = np.ascontiguousarray(whole, np.float32)
    if raw.dtype.kind == "f":
        return samples
    full = float(1 << (8 * raw.dtype.itemsize - 1))
    if raw.dtype.kind == "u":
        samples -= np.float32(full)
    return np.asarray(samples / np.float32(full), np.float32)


def _raw(frame: AudioFrame) -> NDArray[Any]:
    """Samples as stored, [channels, n] or [1, n * channels]; the library knows no integers of 64 bits."""
    if not frame.format.name.startswith("s64"):
        return frame.to_ndarray()
    count = frame.samples if frame.format.is_planar else frame.samples * len(frame.layout.channels)
    return np.stack([np.frombuffer(bytes(plane), np.int64)[:count] for plane in frame.planes])


def first_stretch(file: Path, track: SourceTrack) -> Stretch | None:
    """Where a track begins; None if nothing of it can be decoded."""
    return next(stretches(file, track), None)
