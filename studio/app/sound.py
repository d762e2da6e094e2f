"""Sound devices: playing, recording, and a clock that follows what is heard.

Without PortAudio or a device everything else works on: playback is silent and goes by the computer's clock.
"""

import threading
import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import DeviceError


def _portaudio() -> Any:
    """The sounddevice module; None where PortAudio itself is missing."""
    try:
        return import_module("sounddevice")
    except OSError:
        return None


sounddevice: Final = _portaudio()
Samples = NDArray[np.float32]
_HINT: Final = "Connect a device, or install PortAudio (on Debian: apt install libportaudio2)."


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or loudspeaker, by the system's number."""

    number: int
    name: str


def microphones() -> tuple[Device, ...]:
    """What can record; empty without PortAudio."""
    return _devices("max_input_channels")


def loudspeakers() -> tuple[Device, ...]:
    """What can play; empty without PortAudio."""
    return _devices("max_output_channels")


def _devices(channels: str) -> tuple[Device, ...]:
    if sounddevice is None:
        return ()
    try:
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError:
        return ()
    return tuple(Device(int(d["index"]), str(d["name"])) for d in found if d[channels] > 0)


class Playing:
    """Sound that plays from a moment on, and tells how far it is.

    Args:
        samples: mono [n]; None or no device: silence by the computer's clock.
    """

    def __init__(self, samples: Samples | None, rate: int, start: float) -> None:
        self._samples, self._rate = samples, rate
        self._place = round(start * rate)
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
        return max(self._start, place + float(self._stream.time) - at)

    def stop(self) -> None:
        """Be silent."""
        if self._stream is not None:
            self._stream.abort()
            self._stream.close()

    def _open(self) -> None:
        try:
            self._stream = sounddevice.OutputStream(
                samplerate=self._rate, channels=1, dtype="float32", callback=self._fill
            )
            self._stream.start()
        except sounddevice.PortAudioError:
            self._stream = None

    def _fill(self, out: Samples, count: int, moment: Any, _status: object) -> None:
        assert self._samples is not None
        self._heard = (self._place / self._rate, moment.outputBufferDacTime)
        part = self._samples[self._place : self._place + count]
        out[: len(part), 0] = part
        out[len(part) :] = 0
        self._place += count


class Recording:
    """A microphone that is open.

    Attributes:
        level: the loudest of the last block, 0–1. ``clipped``: it was too loud at some time.
        lost: the device went away; what was recorded until then is there.

    Raises:
        DeviceError: there is no such microphone, or it can't be opened.
    """

    def __init__(self, device: Device | None = None, rate: int = 48000) -> None:
        if sounddevice is None or not microphones():
            raise DeviceError("There is no microphone.", _HINT)
        self.rate, self.level, self.clipped, self.lost = rate, 0.0, False, False
        self._is_stopping = False
        self._blocks: list[Samples] = []
        self._lock = threading.Lock()
        try:
            self._stream = sounddevice.InputStream(
                samplerate=rate,
                channels=1,
                dtype="float32",
                device=None if device is None else device.number,
                callback=self._take,
                finished_callback=self._finished,
            )
            self._stream.start()
        except sounddevice.PortAudioError as error:
            raise DeviceError("The microphone can't be opened.", _HINT) from error

    def stop(self) -> Samples:
        """Close the microphone and give what was recorded, mono [n]."""
        self._is_stopping = True
        try:
            self._stream.abort()
            self._stream.close()
        except sounddevice.PortAudioError:
            self.lost = True
        with self._lock:
            return np.concatenate([np.zeros(0, np.float32), *self._blocks])

    def _take(self, block: Samples, _count: int, _moment: object, _status: object) -> None:
        with self._lock:
            self._blocks.append(block[:, 0].copy())
        self.level = float(np.abs(block).max(initial=0.0))
        self.clipped = self.clipped or self.level >= 0.999

    def _finished(self) -> None:
        self.lost = not self._is_stopping
