"""A sound card that a test holds in its hands, the sounddevice module as far as it is used; and sounds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np

RATE = 16000


class PortAudioError(Exception):
    """What the real one raises."""


class Stream:
    """A microphone or loudspeaker that does what the test says."""

    def __init__(self, callback: Callable[..., None], finished_callback: Any = None, **asked: Any) -> None:
        self.asked, self.callback, self.finished = asked, callback, finished_callback
        self.samplerate = float(asked.get("samplerate") or RATE)
        self.played, self.is_open, self.is_gone = 0.0, False, False
        self.latency = 0.02

    @property
    def time(self) -> float:
        if self.is_gone:
            raise PortAudioError
        return self.played

    def start(self) -> None:
        self.is_open = True

    def abort(self) -> None:
        if self.is_gone:
            raise PortAudioError
        if self.finished:
            self.finished()

    def close(self) -> None:
        self.is_open = False

    def hear(self, level: float, seconds: float = 0.5) -> None:
        """Somebody speaks: noise that is as loud as asked for."""
        count = round(seconds * self.samplerate)
        noise = np.random.default_rng(0).uniform(-1, 1, (count, 1)).astype(np.float32)
        noise[0] = 1
        self.give(noise * np.float32(level), 0.0)

    def give(self, samples: Any, said_at: float) -> None:
        """What was said from a moment of the stream's clock on, [n, 1]; 0: the device does not tell when."""
        self.callback(samples, len(samples), SimpleNamespace(inputBufferAdcTime=said_at), None)

    def play(self, seconds: float) -> None:
        """So much is played."""
        count = round(seconds * self.samplerate)
        out = np.zeros((count, self.asked.get("channels", 1)), np.float32)
        self.callback(out, count, SimpleNamespace(outputBufferDacTime=0.0), None)
        self.played = seconds

    def unplug(self) -> None:
        self.is_gone = True
        self.finished()


@dataclass
class Card:
    """Stands in for the module."""

    inputs: list[str] = field(default_factory=lambda: ["Yeti", "Webcam", "Yeti"])
    outputs: list[str] = field(default_factory=lambda: ["Speakers"])
    plugged_since: list[str] = field(default_factory=list)
    refuses: bool = False
    streams: list[Stream] = field(default_factory=list)
    PortAudioError: type[Exception] = PortAudioError

    def query_devices(self) -> list[dict[str, Any]]:
        rows = [(name, 1, 0) for name in self.inputs] + [(name, 0, 2) for name in self.outputs]
        return [
            {"index": i, "name": name, "max_input_channels": ins, "max_output_channels": outs}
            for i, (name, ins, outs) in enumerate(rows)
        ]

    def InputStream(self, **asked: Any) -> Stream:  # noqa: N802
        if self.refuses:
            raise PortAudioError
        self.streams.append(Stream(**asked))
        return self.streams[-1]

    OutputStream = InputStream

    def _terminate(self) -> None:
        self.inputs += self.plugged_since
        self.plugged_since = []

    def _initialize(self) -> None:
        pass


def two_sounds(place: Path) -> Path:
    """A film without a picture that has two sounds: a hum, and a buzz that opens and closes as a mouth."""
    time = np.arange(4 * RATE) / RATE
    buzz = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 8))
    sounds = (0.3 * np.sin(2 * np.pi * 330 * time), 0.1 * buzz * (1 + np.sin(2 * np.pi * 4 * time)))
    with av.open(str(place), "w") as file:
        tracks = [file.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in sounds]
        for track in tracks:
            track.disposition = av.stream.Disposition(0)
        for track, samples in zip(tracks, sounds, strict=True):
            frame = av.AudioFrame.from_ndarray((samples * 32767).astype(np.int16)[None], "s16", "mono")
            frame.sample_rate, frame.pts = RATE, 0
            file.mux([*track.encode(frame), *track.encode(None)])
    return place
