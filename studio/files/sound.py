"""Sound, in and out: mono float32 for speaking, streamed in blocks so that ten minutes need little memory."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from studio.core.errors import OutputUnwritable, UsageError
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.files.reading import LONGEST, existing_file, picture_begins
from studio.files.tracks import SourceTrack, chosen_track, mix_of, stretches, too_long
from studio.files.writing import written_beside

Samples = NDArray[np.float32]
"""[n] mono, or [n, 2]; in [-1, 1]."""

_DEEP: Final = 1 << 23
_BLOCK: Final = 1 << 15
_LONGEST_SILENCE: Final = 3600
"""Seconds. Holes in a sound track that are longer together than this are a damaged clock, not a pause."""


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
    """Read all of a short sound file, or the sound track of a video, as mono float32.

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
    parts = (samples[first : first + _BLOCK * window] for first in range(0, len(samples), _BLOCK * window))
    return all(_loudest(part, window) < threshold for part in parts)


def _loudest(samples: Samples, window: int) -> float:
    padded = np.concatenate([samples, np.repeat(samples[-1:], -len(samples) % window)])
    return float(padded.reshape(-1, window).std(axis=1, dtype=np.float64).max())


class SoundReader:
    """The sound of a file in blocks, in bounded memory; reads again from the start at each call.

    Sound and picture of a film agree to the sample: time 0 is its first picture, silence is put before a
    track that begins later, and a part that lies before is cut. Of a sound alone, time 0 is its first sample.

    Args:
        path: anything that FFmpeg or libsndfile reads.
        rate: Hz of the blocks; None for the file's own.
        channels: 1 mixes to mono; 2 gives [n, 2] if the track has two or more, else mono.
        origin: time 0 on the clock of the file, if not where the picture begins.
        track: its number, from 1; 0 leaves it to the file, or to where the voice is.

    Raises:
        FileMissing, FileUnreadable: no such file, damaged, or without sound.
        UsageError: there is no such track.
    """

    def __init__(
        self,
        path: str | Path,
        rate: int | None = None,
        channels: int = 1,
        origin: Seconds | None = None,
        track: int = 0,
    ) -> None:
        self.path: Final = existing_file(path)
        self._chosen: Final = chosen_track(self.path, track)
        self._origin: Final = origin
        self.source_rate: Final = self._chosen.track.rate
        self.rate: Final = self.source_rate if rate is None else rate
        self.channels: Final = min(channels, self._chosen.track.channels, 2)

    @property
    def track(self) -> SourceTrack:
        """The one that is heard."""
        return self._chosen.track

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know: which track is heard and why, what was done to it."""
        return mix_of(self.path, self._chosen, self.channels)[1]

    @property
    def length(self) -> Seconds:
        """Counted by reading, so it is exact."""
        return Seconds(sum(len(block) for block in self._own_blocks()), self.source_rate)

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        """[n] mono (or [n, 2]) float32."""
        to = self.rate if rate is None else rate
        return resampled(self._own_blocks(), self.source_rate, to, self.channels)

    def _own_blocks(self) -> Iterator[Samples]:
        mix, _ = mix_of(self.path, self._chosen, self.channels)
        origin = (
            picture_begins(self.path) if self._origin is None and not self.track.is_plain else self._origin
        )
        placed = _Placement(self.source_rate, origin)
        longest = LONGEST * self.source_rate
        for stretch in stretches(self.path, self.track):
            for block in placed.fitted(mix.of(stretch.samples, stretch.names), stretch.time):
                yield block
                longest -= len(block)
                if longest < 0:
                    raise too_long(self.path)


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


class _Placement:
    """Puts decoded stretches where their time stamps say: silence in holes, overlaps cut.

    The first stretch is placed to the sample; later ones follow one another, unless the clock has moved
    by more than 20 ms (containers such as Matroska round every stamp to a millisecond).

    Args:
        rate: Hz.
        origin: time 0; None is the first stretch.
    """

    def __init__(self, rate: int, origin: Seconds | None) -> None:
        self._rate = rate
        self._origin = origin
        self._position = 0
        self._slack = 0
        self._silence_left = _LONGEST_SILENCE * rate

    def fitted(self, samples: Samples, time: Seconds | None) -> Iterator[Samples]:
        gap = self._gap_before(time)
        if gap > self._slack:
            yield from _silence(gap, samples)
            self._silence_left -= gap
            self._position += gap
        elif gap < -self._slack:
            samples = samples[-gap:]
        self._position += len(samples)
        if len(samples):
            self._slack = self._rate // 50
        yield samples

    def _gap_before(self, time: Seconds | None) -> int:
        """Samples between what was given so far and this stretch; negative where they overlap."""
        if time is None:
            return 0
        if self._origin is None:
            self._origin = time
        gap = round((time - self._origin) * self._rate) - self._position
        return gap if -_LONGEST_SILENCE * self._rate < gap < self._silence_left else 0


def _silence(count: int, like: Samples) -> Iterator[Samples]:
    for first in range(0, count, _BLOCK):
        yield np.zeros((min(_BLOCK, count - first), *like.shape[1:]), np.float32)
