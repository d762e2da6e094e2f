"""Sound devices: playing, recording, and a clock that follows what is heard.

Without PortAudio or a device everything else works on: playback is silent and goes by the computer's clock.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import DeviceError
from studio.core.words import Said


def _portaudio() -> Any:
    """The sounddevice module; None where PortAudio itself is missing."""
    try:
        return import_module("sounddevice")
    except OSError:
        return None


sounddevice: Final = _portaudio()
Samples = NDArray[np.float32]


class Parts(Protocol):
    """Samples that are made where they are asked for."""

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, part: slice, /) -> Samples:
        """Some of them, mono [n], or [n, channels]."""


Played = Samples | Parts
_INSTALL: Final = Said("Install it (on Debian: apt install libportaudio2) and start the studio again.")
_OTHERWISE: Final = Said("Connect one, or record with any program and open the file.")
_CLIPS: Final = 0.999
_AHEAD: Final = 0.2
"""Seconds of sound that a device is given ahead. It waits for Python's turn among the threads that draw: with
a device's own few milliseconds it would stutter, and the clock with it."""
_EARLY: Final = 1.0
"""Seconds before a recording begins in which somebody may speak already."""
_STEP: Final = 0.02
"""Seconds of which it is told how loud they are."""
_PAUSE, _BREATH = 10, 3
"""Steps that are quiet before somebody begins to speak; and how many of them stay."""
_QUIET, _FAINT = 0.01, 0.05
"""What is no speech: up to this level, or this part of the loudest that was kept."""
_MARKS: Final = 500
"""Blocks of which it is known when they were said."""
_streams: Final[list[Any]] = []
"""What plays or records now."""


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or loudspeaker, by the system's number."""

    number: int
    name: str


def microphones() -> tuple[Device, ...]:
    """What can record, each name once; empty without PortAudio."""
    return _devices("max_input_channels")


def loudspeakers() -> tuple[Device, ...]:
    """What can play, each name once; empty without PortAudio."""
    return _devices("max_output_channels")


def microphone(name: str) -> Device | None:
    """The microphone of that name; for an empty one None, which is the system's own choice.

    Raises:
        DeviceError: it is not connected, or there is none at all.
    """
    found = microphones()
    if not found:
        raise no_microphone()
    device = next((device for device in found if device.name == name), None)
    if name and device is None:
        raise DeviceError(
            Said("The microphone “{0}” is not connected.", name),
            Said("Connect it, or choose another one beside the record button."),
        )
    return device


def no_microphone() -> DeviceError:
    """Why nothing can record."""
    if sounddevice is None:
        return DeviceError(Said("There is no microphone to be found without PortAudio."), _INSTALL)
    return DeviceError(Said("There is no microphone."), _OTHERWISE)


def no_loudspeaker() -> DeviceError:
    """Why nothing can play."""
    if sounddevice is None:
        return DeviceError(Said("There is no loudspeaker to be found without PortAudio."), _INSTALL)
    return DeviceError(
        Said("There is no loudspeaker that plays."), Said("Connect one, or choose one in the system.")
    )


def look_again() -> None:
    """Find devices that were connected since; while something plays or records, nothing changes."""
    if sounddevice is None or _streams:
        return
    try:
        # PortAudio looks for devices only where it begins.
        sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError:
        return


def _devices(channels: str) -> tuple[Device, ...]:
    if sounddevice is None:
        return ()
    try:
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError:
        return ()
    # One device is listed once for each of the system's sound interfaces; the first is the best.
    names: dict[str, int] = {}
    for device in found:
        if device[channels] > 0:
            names.setdefault(str(device["name"]), int(device["index"]))
    return tuple(Device(number, name) for name, number in names.items())


class Playing:
    """Sound that plays from a moment on, and tells how far it is.

    Args:
        samples: [n] or [n, channels], or what makes them; None or no device: silence by the computer's clock.
        origin: the time of the first sample, in seconds; what is told and asked for is on that clock.
        channels: of the samples.
    """

    def __init__(
        self, samples: Played | None, rate: int, start: float, *, origin: float = 0.0, channels: int = 1
    ) -> None:
        self._samples, self._rate, self._origin, self._channels = samples, rate, origin, channels
        self._place = round((start - origin) * rate)
        self._start, self._began = start, time.monotonic()
        self._stream: Any = None
        self._heard: tuple[float, float] | None = None
        if samples is not None and loudspeakers():
            self._open()

    @property
    def is_heard(self) -> bool:
        """Whether a device plays it."""
        return self._stream is not None

    def now(self) -> float:
        """Seconds into the sound that are heard at this moment."""
        if self._stream is None:
            return self._start + time.monotonic() - self._began
        if self._heard is None:
            return self._start
        place, at = self._heard
        try:
            return max(self._start, place + float(self._stream.time) - at)
        except sounddevice.PortAudioError:  # it was unplugged: on in silence, from where it was
            self.stop()
            self._stream, self._start, self._began = None, place, time.monotonic()
            return place

    def moment_of(self, time_in: float) -> float | None:
        """When so many seconds into the sound are heard, on the computer's clock; None before it is known.

        The way through the device is counted, as the device tells it.
        """
        if self._stream is None:
            return self._began + time_in - self._start
        if self._heard is None:
            return None
        place, at = self._heard
        try:
            return at + time_in - place + time.monotonic() - float(self._stream.time)
        except sounddevice.PortAudioError:
            return None

    def stop(self) -> None:
        """Be silent."""
        if self._stream is None:
            return
        _ended(self._stream)
        try:
            self._stream.abort()
            self._stream.close()
        except sounddevice.PortAudioError:
            return  # it was unplugged: silent it is

    def _open(self) -> None:
        try:
            self._stream = sounddevice.OutputStream(
                samplerate=self._rate,
                channels=self._channels,
                dtype="float32",
                latency=_AHEAD,
                callback=self._fill,
            )
            self._stream.start()
            _streams.append(self._stream)
        except sounddevice.PortAudioError:
            self._stream = None

    def _fill(self, out: Samples, count: int, moment: Any, _status: object) -> None:
        assert self._samples is not None
        self._heard = (self._origin + self._place / self._rate, moment.outputBufferDacTime)
        part = self._samples[self._place : self._place + count]
        out[: len(part)] = part if part.ndim == 2 else part[:, None]
        out[len(part) :] = 0
        self._place += count


class Recording:
    """A microphone that is open. What it hears is kept from ``begin`` on, and from a little earlier where
    somebody speaks already: the first word is often said while the last second is counted.

    Args:
        begins: with the first sample that the device gives.

    Attributes:
        rate: Hz, the microphone's own.
        clipped: it was too loud since ``begin``.
        lost: the device went away; what was recorded until then is there.

    Raises:
        DeviceError: there is no such microphone, or it can't be opened.
    """

    def __init__(self, device: Device | None = None, *, begins: bool = False) -> None:
        if sounddevice is None or not microphones():
            raise no_microphone()
        self.clipped, self.lost = False, False
        self._loudest, self._count = 0.0, 0
        self._is_keeping, self._is_stopping = begins, False
        self._blocks: list[Samples] = []
        self._early: deque[Samples] = deque()
        self._gone = 0
        self._marks: deque[tuple[int, float]] = deque(maxlen=_MARKS)
        self._lock = threading.Lock()
        try:
            self._stream = sounddevice.InputStream(
                channels=1,
                dtype="float32",
                device=None if device is None else device.number,
                callback=self._take,
                finished_callback=self._finished,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:  # ValueError: the number is gone
            raise DeviceError(
                Said("The microphone can't be opened."),
                Said("Close other programs that use it, or choose another one beside the record button."),
            ) from error
        self.rate: int = round(self._stream.samplerate)
        _streams.append(self._stream)

    @property
    def length(self) -> float:
        """Seconds that are kept so far."""
        return self._count / self.rate

    def begin(self) -> None:
        """Keep what is heard from now on."""
        with self._lock:
            self._is_keeping, self.clipped = True, False

    def heard(self) -> tuple[float, bool]:
        """The loudest, 0–1, since this was asked last; and whether anything came at all."""
        with self._lock:
            loudest, self._loudest = self._loudest, -1.0
        return max(loudest, 0.0), loudest >= 0

    @property
    def heard_until(self) -> float:
        """Until which moment of the computer's clock sound has come; minus infinity before any has."""
        with self._lock:
            return self._begun() + self._count / self.rate

    def between(self, first: float, end: float) -> Samples:
        """What was said between two moments of the computer's clock, of what is kept, mono [n].

        When a sample was said is as the device tells it, its way through the device counted. Before the first
        and after the last sample it is silent.
        """
        with self._lock:
            begun = self._begun()
            if begun == -np.inf or end <= first:
                return np.zeros(0, np.float32)
            blocks = [np.zeros(0, np.float32), *self._blocks]
            a = round((first - begun) * self.rate) - self._gone
        kept = np.concatenate(blocks)
        b = a + round((end - first) * self.rate)
        inside = kept[max(a, 0) : max(b, 0)]
        before = min(max(-a, 0), b - a)
        return np.pad(inside, (before, b - a - before - len(inside)))

    def forget(self, until: float) -> None:
        """Keep no longer what was said before a moment of the computer's clock."""
        with self._lock:
            place = (until - self._begun()) * self.rate
            while self._blocks and self._gone + len(self._blocks[0]) <= place:
                self._gone += len(self._blocks.pop(0))

    def _begun(self) -> float:
        """When the first sample that is kept was said: each block tells it, and the middle counts."""
        begun = [moment - place / self._stream.samplerate for place, moment in self._marks]
        return float(np.median(begun)) if begun else -np.inf

    def _said_at(self, moment: Any, count: int) -> float:
        """When the first sample of a block was said. Some systems don't tell: then it is the device's usual
        way, before now.
        """
        now, told = time.monotonic(), float(moment.inputBufferAdcTime)
        if told > 0:
            return told + now - float(self._stream.time)
        return now - count / float(self._stream.samplerate) - float(self._stream.latency)

    def stop(self) -> Samples:
        """Close the microphone and give what was kept, mono [n]."""
        self._is_stopping = True
        _ended(self._stream)
        try:
            self._stream.abort()
            self._stream.close()
        except sounddevice.PortAudioError:
            self.lost = True
        with self._lock:
            none = np.zeros(0, np.float32)
            early, kept = np.concatenate([none, *self._early]), np.concatenate([none, *self._blocks])
        if not self._is_keeping:
            return none
        return np.concatenate([_beginning(early, kept, self.rate), kept])

    def _take(self, block: Samples, count: int, moment: Any, _status: object) -> None:
        said_at = self._said_at(moment, count)
        loudest = float(np.abs(block).max(initial=0.0))
        with self._lock:
            self._loudest = max(self._loudest, loudest)
            self.clipped = self.clipped or loudest >= _CLIPS
            if self._is_keeping:
                self._marks.append((self._count, said_at))
                self._blocks.append(block[:, 0].copy())
                self._count += len(block)
            else:
                self._early.append(block[:, 0].copy())
                while sum(map(len, self._early)) - len(self._early[0]) > _EARLY * self._stream.samplerate:
                    self._early.popleft()

    def _finished(self) -> None:
        self.lost = self.lost or not self._is_stopping


def _beginning(early: Samples, kept: Samples, rate: int) -> Samples:
    """What of ``early`` belongs to what was kept: from shortly before somebody began to speak, to the end.

    Nothing if nobody did, or if there is no pause before: what sounds all the time has no beginning.
    """
    step = max(1, round(_STEP * rate))
    early = early[len(early) % step :]
    if not len(early):
        return early
    loudest = np.abs(early.reshape(-1, step)).max(1)
    least = max(_QUIET, _FAINT * float(np.abs(kept).max(initial=0.0)))
    first, pause = len(loudest), 0
    for place in reversed(range(len(loudest))):
        pause = 0 if loudest[place] > least else pause + 1
        first = first if pause else place
        if pause == _PAUSE:
            return early[max(first - _BREATH, 0) * step :] if first < len(loudest) else early[:0]
    return early[:0]


def _ended(stream: Any) -> None:
    if stream in _streams:
        _streams.remove(stream)
