"""Sound, in and out: mono float32 for speaking, streamed in blocks so that ten minutes need little memory."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import soundfile
import soxr
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable, OutputUnwritable, UsageError
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.files.reading import existing_file, is_decodable, opened_container, sound_frames, unreadable
from studio.files.writing import written_beside

Samples = NDArray[np.float32]
"""[n] mono, or [n, 2]; in [-1, 1]."""

_DEEP: Final = 1 << 23
_BLOCK: Final = 1 << 15
_LONGEST_GAP: Final = 3600
"""Seconds. A hole in a sound track that is longer than this is a damaged clock, not a pause."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A whole sound in memory, which is a ``SoundStream`` as well: ``samples`` [n] mono, ``rate`` in Hz."""

    samples: Samples
    rate: int

    @property
    def channels(self) -> int:
        return 1

    @property
    def length(self) -> Seconds:
        return Seconds(len(self.samples), self.rate)

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        own = (self.samples[i : i + _BLOCK] for i in range(0, len(self.samples), _BLOCK))
        return resampled(own, self.rate, self.rate if rate is None else rate)


class SoundStream(Protocol):
    """A sound that can be read from its start as often as needed, block by block."""

    @property
    def rate(self) -> int:
        """Hz, of the blocks that are given if no other rate is asked for."""

    @property
    def channels(self) -> int:
        """1 or 2."""

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        """[n] (or [n, 2] for two channels) float32, at ``rate`` Hz."""


def read_sound(path: str | Path, rate: int | None = None) -> Sound:
    """Read all of a sound file, or the sound track of a video, as mono float32.

    Raises:
        FileMissing, FileUnreadable: no such file, damaged, or without sound.
    """
    reader = SoundReader(path, rate)
    return Sound(np.concatenate([np.zeros(0, np.float32), *reader.blocks()]), reader.rate)


def resampled(blocks: Iterator[Samples], rate: int, to: int, channels: int = 1) -> Iterator[Samples]:
    """The same sound at another rate (Hz), block by block; soxr's high quality."""
    if rate == to:
        yield from blocks
        return
    stream = soxr.ResampleStream(rate, to, channels, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    nothing = np.zeros(0 if channels == 1 else (0, channels), np.float32)
    yield stream.resample_chunk(nothing, last=True)


def as_stored(samples: Samples) -> Samples:
    """Samples as a project keeps them, 24 bits deep: what is made of them is the same after it was saved."""
    return np.asarray(np.rint(samples.clip(-1, 1) * _DEEP).clip(-_DEEP, _DEEP - 1) / _DEEP, np.float32)


def is_silent(samples: Samples, rate: int, threshold: float = 0.002) -> bool:
    """True if nothing in it is louder than ``threshold`` (RMS over 50 ms; 0.002 is -54 dB of full scale).

    A constant offset, as cheap sound cards and 8-bit files have, is not a sound. No sound at all is silent.
    """
    window = max(1, rate // 20)
    padded = np.concatenate([samples, np.repeat(samples[-1:], -len(samples) % window)])
    if padded.size == 0:
        return True
    return bool(padded.reshape(-1, window).std(axis=1, dtype=np.float64).max() < threshold)


class SoundReader:
    """The sound of a file in blocks, in bounded memory; reads again from the start at each call.

    Args:
        path: anything that soundfile or FFmpeg reads; of a video its first sound track.
        rate: Hz of the blocks; None for the file's own.
        channels: 1 mixes to mono; 2 gives [n, 2] if the file has two or more, else mono.
        origin: time 0 on the clock of the file. Silence is put before a track that begins later and a
            part that lies before is cut, so that sound and picture of a video agree to the sample.
            None: time 0 is the first sample.

    Raises:
        FileMissing, FileUnreadable: no such file, damaged, or without sound.
    """

    def __init__(
        self, path: str | Path, rate: int | None = None, channels: int = 1, origin: Seconds | None = None
    ) -> None:
        self.path: Final = existing_file(path)
        self._origin: Final = origin
        self._plain: Final = origin is None and _is_plain_sound(self.path)
        own_rate, own_channels = self._plain_facts() if self._plain else _track_facts(self.path)
        self.source_rate: Final = own_rate
        self.rate: Final = own_rate if rate is None else rate
        self.channels: Final = min(channels, own_channels, 2)

    @property
    def length(self) -> Seconds:
        """Counted by reading, so it is exact."""
        return Seconds(sum(len(block) for block in self._own_blocks()), self.source_rate)

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        """[n] mono (or [n, 2]) float32."""
        to = self.rate if rate is None else rate
        return resampled(self._own_blocks(), self.source_rate, to, self.channels)

    def _own_blocks(self) -> Iterator[Samples]:
        if self._plain:
            return _plain_blocks(self.path, self.channels)
        return _track_blocks(self.path, self.channels, self._origin)

    def _plain_facts(self) -> tuple[int, int]:
        info = soundfile.info(str(self.path))
        return info.samplerate, info.channels


class SoundSpool:
    """A mono sound that grows on disk, for speech of any length; the temporary file goes with it."""

    def __init__(self, rate: int) -> None:
        self.rate: Final = rate
        self._file = tempfile.TemporaryFile(prefix="galatea-sound-")  # noqa: SIM115 (it lives as long as we do)
        self._count = 0

    @property
    def length(self) -> Seconds:
        return Seconds(self._count, self.rate)

    def append(self, samples: Samples) -> None:
        """Add mono float32 samples at the end.

        Raises:
            OutputUnwritable: the disk of the temporary files is full.
        """
        data = np.ascontiguousarray(samples, np.float32).tobytes()
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise OutputUnwritable(
                Said("The sound does not fit into {0}.", tempfile.gettempdir()),
                Said("Make room on that disk."),
            ) from error
        self._count += len(samples)

    def samples(self) -> Samples:
        """All of it [n], not in memory but on disk, read as it is looked at; good after ``close``, too."""
        if not self._count:
            return np.zeros(0, np.float32)
        return np.asarray(np.memmap(self._file, np.float32, "r", shape=(self._count,)))

    def close(self) -> None:
        """Forget the sound and its file."""
        self._file.close()


class SoundPart:
    """A stretch of a sound, as a ``SoundStream``; silence where the sound ends before it."""

    def __init__(self, sound: SoundStream, span: TimeRange) -> None:
        self._sound = sound
        self._span = span
        self.rate: Final = sound.rate
        self.channels: Final = sound.channels

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        to = self.rate if rate is None else rate
        before = round(self._span.start * to)
        left = round(self._span.end * to) - before
        for block in self._sound.blocks(rate):
            part = block[before : before + left]
            before -= min(before, len(block))
            left -= len(part)
            yield part
            if left == 0:
                return
        for first in range(0, left, _BLOCK):
            yield np.zeros((min(_BLOCK, left - first), 2)[: self.channels], np.float32)


def write_sound(path: str | Path, sound: SoundStream, force: bool = False) -> None:
    """Write WAV (16 bits) or FLAC (24 bits), as the name ends.

    Args:
        force: replace a file that is there.

    Raises:
        UsageError: an ending that we don't write.
        OutputExists, OutputUnwritable: see ``written_beside``.
    """
    place = Path(path)
    kinds = {".wav": ("WAV", "PCM_16"), ".flac": ("FLAC", "PCM_24")}
    if place.suffix.lower() not in kinds:
        raise UsageError(
            Said("Sound is not written as “{0}”.", place.suffix), Said("End the name in .wav or .flac.")
        )
    with written_beside(place, force) as part:
        _write_blocks(part, sound, *kinds[place.suffix.lower()])


def _write_blocks(part: Path, sound: SoundStream, kind: str, subtype: str) -> None:
    try:
        with soundfile.SoundFile(str(part), "w", sound.rate, sound.channels, subtype, format=kind) as file:
            for block in sound.blocks():
                file.write(block)
    except soundfile.LibsndfileError as error:
        # libsndfile does not say why; nearly always the disk is full.
        raise OutputUnwritable(
            Said("The sound can't be written ({0}).", error), Said("Is the disk full?")
        ) from error


def _is_plain_sound(file: Path) -> bool:
    try:
        soundfile.info(str(file))
    except (soundfile.LibsndfileError, RuntimeError):
        return False
    return True


def _plain_blocks(file: Path, channels: int) -> Iterator[Samples]:
    try:
        with soundfile.SoundFile(str(file)) as opened:
            for block in opened.blocks(_BLOCK, dtype="float32", always_2d=True):
                yield _mixed(block, channels)
    except soundfile.LibsndfileError as error:
        raise unreadable(file) from error


def _mixed(block: Samples, channels: int) -> Samples:
    """[n, c] → [n] by the mean of all, or its first two channels."""
    if channels == 1:
        return np.asarray(np.nan_to_num(block).mean(axis=1), np.float32)
    return np.nan_to_num(block[:, :2])


def _track_facts(file: Path) -> tuple[int, int]:
    """Rate and number of channels of the first sound track."""
    with opened_container(file) as container:
        if not container.streams.audio:
            raise FileUnreadable(Said("{0} has no sound track.", file), Said("Give a file with sound."))
        track = container.streams.audio[0]
        if not is_decodable(track) or not track.rate:
            raise unreadable(file)
        return track.rate, max(1, track.channels)


def _track_blocks(file: Path, channels: int, origin: Seconds | None) -> Iterator[Samples]:
    with opened_container(file) as container:
        track = container.streams.audio[0]
        # Integer samples on purpose: FFmpeg scales a mix so that it can't clip only when they are integers.
        mixer = AudioResampler("s32", "mono" if channels == 1 else "stereo", track.rate)
        placed = _Placement(track, origin)
        for frame in sound_frames(container, track):
            stamp = frame.pts  # the mixer empties it
            yield from placed.fitted(_mixed_frame(file, mixer, frame, channels), stamp)


def _mixed_frame(file: Path, mixer: AudioResampler, frame: AudioFrame, channels: int) -> Samples:
    try:
        parts = mixer.resample(frame)
    except ValueError as error:  # rate or layout change within the track
        raise unreadable(file) from error
    return np.concatenate([np.zeros((0, 2)[:channels], np.float32), *(_floats(p, channels) for p in parts)])


def _floats(frame: AudioFrame, channels: int) -> Samples:
    whole = frame.to_ndarray().astype(np.float32) / np.float32(2**31)
    return whole.reshape(-1) if channels == 1 else whole.reshape(-1, channels)


class _Placement:
    """Puts decoded stretches where their time stamps say: silence in holes, overlaps cut.

    The first stretch is placed to the sample; later ones follow one another, unless the clock has moved
    by more than 20 ms (containers such as Matroska round every stamp to a millisecond).
    """

    def __init__(self, track: AudioStream, origin: Seconds | None) -> None:
        self._track = track
        self._origin = origin
        self._position: int | None = None if origin is None else 0
        self._slack = 0

    def fitted(self, samples: Samples, stamp: int | None) -> Iterator[Samples]:
        gap = self._gap_before(stamp)
        if gap > self._slack:
            yield from _silence(gap, samples)
        elif gap < -self._slack:
            samples = samples[-gap:]
        moved = gap if gap > self._slack else 0
        self._position = (self._position or 0) + moved + len(samples)
        if len(samples):
            self._slack = self._track.rate // 50
        yield samples

    def _gap_before(self, stamp: int | None) -> int:
        """Samples between what was given so far and this stretch; negative where they overlap."""
        if stamp is None or self._track.time_base is None:
            return 0
        time = stamp * self._track.time_base
        if self._origin is None:
            self._origin = time
        gap = round((time - self._origin) * self._track.rate) - (self._position or 0)
        return gap if abs(gap) < _LONGEST_GAP * self._track.rate else 0


def _silence(count: int, like: Samples) -> Iterator[Samples]:
    for first in range(0, count, _BLOCK):
        yield np.zeros((min(_BLOCK, count - first), *like.shape[1:]), np.float32)
