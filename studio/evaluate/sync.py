"""Whether dubbed clips keep time: sound and picture of what was written, against the source's own clock.

    python -m studio.evaluate.sync CLIP... [--audio FILE]

Each clip is dubbed by the command line as a person would do it, to its own sound, or to another where it has
none. Source and result are then decoded by FFmpeg alone, by their time stamps: none of the studio's reading
takes part in the measure.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BEARABLE: Final = 0.005
"""Seconds by which sound and picture may miss the source's own clock."""
_RATE: Final = 48000
_SMALL: Final = 48
_NEAR: Final = 0.5
"""Seconds around its time in which a frame is looked for in the source."""
_ALIKE: Final = (1.1, 0.3)
"""Frames that differ so much more than the best, by factor and grey levels, are as good: nothing moved."""


@dataclass(frozen=True, slots=True)
class InTime:
    """How far a result is from its source's clock, seconds.

    Attributes:
        picture: the farthest that a frame is shown from when the source shows it.
        sound: how much later it sounds; None where the source is silent, or another sound was taken.
    """

    picture: float
    sound: float | None

    @property
    def is_good(self) -> bool:
        return self.picture <= BEARABLE and abs(self.sound or 0.0) <= BEARABLE


def in_time(source: Path, result: Path, *, own_sound: bool) -> InTime:
    """Measure a result against its source."""
    return InTime(picture_error(source, result), sound_lag(source, result) if own_sound else None)


def picture_error(source: Path, result: Path) -> float:
    """How far, at most, a frame of the result is from the time in which the source shows that frame."""
    shown, begins = _greys(source)
    made, times = _greys(result)
    ends = np.append(begins[1:], np.inf)
    errors = []
    for grey, time in zip(made, times, strict=True):
        near = np.flatnonzero((begins < time + _NEAR) & (ends > time - _NEAR))
        differences = np.abs(shown[near] - grey).mean(axis=1)
        alike = near[differences <= _ALIKE[0] * differences.min() + _ALIKE[1]]
        errors.append(np.min(np.maximum(0, np.maximum(begins[alike] - time, time - ends[alike]))))
    return float(np.max(errors))


def sound_lag(source: Path, result: Path) -> float:
    """How much later the result sounds, by the peak of their correlation."""
    a, b = _sound(source), _sound(result)
    size = 1 << int(np.ceil(np.log2(len(a) + len(b))))
    likeness = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)))
    lag = int(np.argmax(np.abs(likeness)))
    return (lag if lag < size // 2 else lag - size) / _RATE


def _greys(file: Path) -> tuple[Floats, Floats]:
    """The upper half of each picture, which dubbing leaves alone, small and grey [n, pixels]; and when."""
    greys, times = [], []
    with av.open(str(file)) as container:
        for frame in container.decode(container.streams.video[0]):
            grey = frame.to_ndarray(format="gray")
            upper = grey[: grey.shape[0] // 2]
            greys.append(cv2.resize(upper, (_SMALL, _SMALL // 2), interpolation=cv2.INTER_AREA).ravel())
            times.append(frame.time or 0.0)
    return np.array(greys, float), np.array(times) - times[0]


def _sound(file: Path) -> Floats:
    """Its first channel from the first picture on."""
    with av.open(str(file)) as container:
        picture = next(container.decode(container.streams.video[0]))
        origin = picture.time or 0.0
    pieces = []
    with av.open(str(file)) as container:
        mixer = av.AudioResampler("fltp", "stereo", _RATE)
        for frame in container.decode(container.streams.audio[0]):
            at = round(((frame.time or 0.0) - origin) * _RATE)
            pieces += [(at, piece.to_ndarray()[0]) for piece in mixer.resample(frame)[:1]]
    whole = np.zeros(max(at + len(samples) for at, samples in pieces))
    for at, samples in pieces:
        heard = samples[max(-at, 0) :]  # what lies before the picture is not heard
        whole[max(at, 0) :][: len(heard)] = heard
    return whole


def _has_sound(file: Path) -> bool:
    with av.open(str(file)) as container:
        return bool(container.streams.audio)


def dubbed(source: Path, place: Path, audio: Path) -> None:
    """Dub a clip as a person does."""
    command = [sys.executable, "-m", "studio", "animate", str(source), "--audio", str(audio)]
    subprocess.run([*command, "-o", str(place), "--force"], check=True, capture_output=True)  # noqa: S603


def main(arguments: Sequence[str] | None = None) -> int:
    """Dub and measure; 1 if something is out of time."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("clips", nargs="+", type=Path)
    parser.add_argument("--audio", type=Path, help="for clips without a sound of their own")
    asked = parser.parse_args(arguments)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for clip in asked.clips:
            has_sound = _has_sound(clip)
            place = Path(folder) / f"{clip.stem}.mp4"
            dubbed(clip, place, clip if has_sound else asked.audio)
            found = in_time(clip, place, own_sound=has_sound)
            good &= found.is_good
            heard = "–" if found.sound is None else f"{1000 * found.sound:+.1f} ms"
            print(f"{clip.name:<40} picture {1000 * found.picture:4.1f} ms   sound {heard}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
