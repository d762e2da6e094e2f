"""The same words as another voice, another room and another line would give them; for training.

All take and give a 16 kHz sound. What changes its length (another pace) says by how much, so that curves can
be stretched along. All dice come from the generator that is given.
"""

from dataclasses import dataclass
from typing import Final

import librosa
import numpy as np
import scipy.signal
import soxr
from numpy.random import Generator
from numpy.typing import NDArray

from studio.engine.hearing.features import SOUND_RATE

Floats = NDArray[np.float32]

_LINE: Final = scipy.signal.butter(4, (300.0, 3400.0), "bandpass", fs=SOUND_RATE, output="sos")
_MU: Final = 255.0


@dataclass(frozen=True, slots=True)
class Variety:
    """How far a voice and its surroundings may differ from the recording's.

    Attributes:
        pitch: semitones up or down, with the pace kept.
        size: parts of one by which the vocal tract is longer or shorter; pace and pitch go along.
        pace: parts of one by which the pace alone changes.
        noise: decibels of speech over noise, the least and the most.
        room, line, noisy: how often there is an echo, a telephone, a noise.
    """

    pitch: float = 4.0
    size: float = 0.18
    pace: float = 0.12
    noise: tuple[float, float] = (6.0, 35.0)
    room: float = 0.4
    line: float = 0.12
    noisy: float = 0.6


def varied(samples: Floats, variety: Variety, rng: Generator) -> tuple[Floats, float]:
    """The sound otherwise, and how many times as long it is now."""
    sound, longer = other_voice(samples, variety, rng)
    if rng.random() < variety.room:
        sound = in_a_room(sound, rng)
    if rng.random() < variety.noisy:
        sound = with_noise(sound, rng.uniform(*variety.noise), rng)
    if rng.random() < variety.line:
        sound = by_telephone(sound)
    return coloured(sound, rng), longer


def other_voice(samples: Floats, variety: Variety, rng: Generator) -> tuple[Floats, float]:
    """Another size of the vocal tract, another pitch, another pace; and how many times as long it is."""
    size = float(np.exp(rng.uniform(-variety.size, variety.size)))
    pace = float(np.exp(rng.uniform(-variety.pace, variety.pace)))
    sound = np.asarray(soxr.resample(samples, SOUND_RATE, SOUND_RATE * size), np.float32)
    stretch = pace * size  # brings the pace back to what it was, but for ``pace``
    if abs(np.log(stretch)) > 0.02:
        sound = np.asarray(librosa.effects.time_stretch(sound, rate=stretch, n_fft=512), np.float32)
    steps = rng.uniform(-variety.pitch, variety.pitch)
    if variety.pitch and rng.random() < 0.5:
        sound = np.asarray(
            librosa.effects.pitch_shift(sound, sr=SOUND_RATE, n_steps=steps, n_fft=512), np.float32
        )
    return sound, len(sound) / max(len(samples), 1)


def in_a_room(samples: Floats, rng: Generator) -> Floats:
    """With the echo of a room: noise that dies away in 0.1 to 0.6 s behind the sound itself."""
    seconds, wet = rng.uniform(0.1, 0.6), rng.uniform(0.1, 0.5)
    time = np.arange(int(seconds * SOUND_RATE)) / SOUND_RATE
    echo = rng.normal(size=len(time)) * np.exp(-6.9 * time / seconds)
    echo *= wet / np.sqrt((echo**2).sum())
    echo[0] = 1.0
    return np.asarray(scipy.signal.fftconvolve(samples, echo)[: len(samples)], np.float32)


def with_noise(samples: Floats, decibels: float, rng: Generator) -> Floats:
    """With white to brown noise so many decibels below the sound's own mean power."""
    spectrum = np.fft.rfft(rng.normal(size=len(samples)))
    spectrum[1:] /= np.arange(1, len(spectrum)) ** rng.uniform(0.0, 1.0)
    noise = np.fft.irfft(spectrum, len(samples))
    power = float(np.mean(samples**2)) + 1e-10
    noise *= np.sqrt(power / (float(np.mean(noise**2)) + 1e-12)) * 10 ** (-decibels / 20)
    return np.asarray(samples + noise, np.float32)


def by_telephone(samples: Floats) -> Floats:
    """300 to 3400 Hz and eight bits in the μ-law, as a telephone carries it."""
    sound = scipy.signal.sosfilt(_LINE, samples)
    loud = float(np.abs(sound).max()) + 1e-6
    pressed = np.sign(sound) * np.log1p(_MU * np.abs(sound) / loud) / np.log1p(_MU)
    coarse = np.round(pressed * 127) / 127
    return np.asarray(np.sign(coarse) * np.expm1(np.abs(coarse) * np.log1p(_MU)) / _MU * loud, np.float32)


def coloured(samples: Floats, rng: Generator) -> Floats:
    """Louder or softer as a whole, and brighter or duller."""
    tilt = rng.uniform(-0.5, 0.5)
    sound = scipy.signal.lfilter([1.0, -tilt], [1.0], samples)
    return np.asarray(sound * np.exp(rng.uniform(-1.5, 0.7)), np.float32).clip(-1, 1)
