"""Sound → features at 100 Hz: log-mel, MFCC, pitch and energy; all of 16 kHz sound, by librosa.

Feature ``i`` looks at the window round sample ``160 i``, so it belongs to the time ``i / 100`` s. What a
driver hears live (log-mel, normalised to the voice) looks no further ahead than half a window, and comes out
alike however the sound is cut (``listening.py``). Pitch needs the whole sound and is for corpora.
"""

from typing import Final

import librosa
import numpy as np
import scipy.fft
import scipy.signal
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SOUND_RATE: Final = 16_000
"""Hz, of every sound that features are made of."""
HOP: Final = 160
FEATURES_PER_SECOND: Final = SOUND_RATE // HOP
BANDS: Final = 40
COEFFICIENTS: Final = 13
HALF: Final = 256
"""Samples of a transform on each side of its middle; a Hann window of 25 ms lies in it."""
WINDOW: Final = 400
FLOOR: Final = 1e-8
"""Power below which nothing is heard: 80 dB below a full tone."""
_LOWEST, _HIGHEST = 60.0, 480.0
"""Hz between which the pitch of a speaking voice is looked for."""
_PITCH_WINDOW: Final = 1024
_STEP: Final = 0.25
"""Semitones between which the pitch is told: as fine as a contour needs, and three times as quick as 0.1."""


def count_of(samples: int) -> int:
    """How many features a sound of so many samples has: one for each hop that it begins."""
    return -(-samples // HOP)


def windows(samples: Floats) -> Floats:
    """All windows of a sound that stands between half a window of silence on each side; [n, 2 · HALF]."""
    count = count_of(len(samples))
    padded = np.zeros(2 * HALF + max(count, 1) * HOP, np.float32)
    padded[HALF : HALF + len(samples)] = samples
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * HALF)[::HOP][:count]


def mel_of_windows(parts: Floats) -> Floats:
    """Windows [n, 2 · HALF] → natural logarithm of the power in each band [n, BANDS]."""
    if not len(parts):
        return np.zeros((0, BANDS), np.float32)
    spectrum = scipy.fft.rfft(parts * _SHAPE, axis=1)
    return mel_of_power(np.asarray(np.abs(spectrum) ** 2, np.float32))


def mel_of_power(power: Floats) -> Floats:
    """Power spectra [n, HALF + 1] → natural logarithm of the power in each band [n, BANDS]."""
    return np.asarray(np.log(power @ _BANK + FLOOR), np.float32)


def log_mel(samples: Floats) -> Floats:
    """Of a whole sound, [count_of(len(samples)), BANDS]."""
    return mel_of_windows(windows(samples))


def mfcc(mel: Floats) -> Floats:
    """Cepstral coefficients of a log-mel [n, COEFFICIENTS]; dB, as librosa scales them."""
    decibels = mel.T * (10 / np.log(10))
    return np.asarray(librosa.feature.mfcc(S=decibels, n_mfcc=COEFFICIENTS).T, np.float32)


def energy(samples: Floats) -> Floats:
    """Level in dB of full scale, -80 to 0, [n]."""
    power = np.mean(windows(samples)[:, HALF - HOP : HALF + HOP] ** 2, axis=1)
    return np.asarray(10 * np.log10(power + FLOOR), np.float32)


def pitch(samples: Floats) -> Floats:
    """The voice's pitch in Hz, 0 where none is heard, [n] (pYIN: Mauch and Dixon 2014)."""
    count = count_of(len(samples))
    if len(samples) < _PITCH_WINDOW:
        return np.zeros(count, np.float32)
    found, _, _ = librosa.pyin(
        samples,
        fmin=_LOWEST,
        fmax=_HIGHEST,
        sr=SOUND_RATE,
        frame_length=_PITCH_WINDOW,
        hop_length=HOP,
        resolution=_STEP,
    )
    return np.asarray(np.nan_to_num(found[:count]), np.float32)


_BANK: Final[NDArray[np.float32]] = np.asarray(
    librosa.filters.mel(sr=SOUND_RATE, n_fft=2 * HALF, n_mels=BANDS, fmin=60.0, norm=None).T
    / (WINDOW / 2) ** 2,
    np.float32,
)
_SHAPE: Final[NDArray[np.float32]] = np.pad(
    scipy.signal.get_window("hann", WINDOW), HALF - WINDOW // 2
).astype(np.float32)
