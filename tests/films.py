"""Films as others make them: with places to cut at, frames that need later ones, and much beside them."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from studio.core.source import Pixels

RATE: Final = Fraction(25)
SOUND_RATE: Final = 48000
GOP: Final = 12
"""Frames from one place to cut at to the next."""


def tone(seconds: float, pitch: float, level: float = 0.2) -> np.ndarray:
    """A hum with grain [n], so that no two blocks are alike."""
    time = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    grain = np.random.default_rng(3).normal(0, 0.01, len(time))
    return np.asarray(level * np.sin(2 * np.pi * pitch * time) + grain, np.float32)


def write_film(
    path: Path,
    frames: Sequence[Pixels],
    sounds: Sequence[np.ndarray] = (),
    *,
    codec: str = "libx264",
    sound_codec: str = "aac",
    chapters: bool = True,
) -> Path:
    """Write a film at 25 frames a second; the second sound is in French."""
    options = {"g": str(GOP), "bf": "2", "crf": "20", "sc_threshold": "0"} if codec == "libx264" else {}
    with av.open(str(path), "w") as film:
        film.metadata["title"] = "A film"
        picture = film.add_stream(codec, rate=RATE, options=options)
        assert isinstance(picture, VideoStream)
        picture.height, picture.width = frames[0].shape[:2]
        picture.pix_fmt = "yuv420p"
        tracks = []
        for number in range(len(sounds)):
            track = film.add_stream(sound_codec, rate=SOUND_RATE, layout="mono")
            assert isinstance(track, AudioStream)
            track.metadata["language"] = ("eng", "fra")[number % 2]
            tracks.append(track)
        if chapters:
            second = Fraction(1, 1000)
            film.set_chapters([
                {"id": 1, "start": 0, "end": 1000, "time_base": second, "metadata": {"title": "One"}},
                {"id": 2, "start": 1000, "end": 4000, "time_base": second, "metadata": {"title": "Two"}},
            ])  # fmt: skip
        for pixels in frames:
            film.mux(picture.encode(VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(picture.encode(None))
        for track, samples in zip(tracks, sounds, strict=True):
            for first in range(0, len(samples), 1024):
                frame = AudioFrame.from_ndarray(samples[None, first : first + 1024], "flt", "mono")
                frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, first, Fraction(1, SOUND_RATE)
                film.mux(track.encode(frame))
            film.mux(track.encode(None))
    return path


def packets_of(
    path: Path, kind: str = "video", number: int = 0
) -> list[tuple[int | None, int | None, bytes]]:
    """Stamps and content of a track's packets, in order."""
    with av.open(str(path)) as film:
        stream = [each for each in film.streams if each.type == kind][number]
        return [(p.pts, p.dts, bytes(p)) for p in film.demux(stream) if isinstance(p, Packet) and p.size]


def decoded(path: Path, kind: str = "video", number: int = 0) -> list[np.ndarray]:
    """What a player gets, as it is kept: pictures in YUV, sound as it comes."""
    with av.open(str(path)) as film:
        stream = [each for each in film.streams if each.type == kind][number]
        return [frame.to_ndarray() for frame in film.decode(stream)]
