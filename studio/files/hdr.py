"""HDR clips, as phones record them, brought to what a screen of the standard range shows."""

from functools import cache
from typing import Final

import cv2
import numpy as np
from av.video.reformatter import ColorTrc
from numpy.typing import NDArray

_WHITE: Final = 203.0
"""cd/m²: how bright a white sheet of paper is in HDR (ITU-R BT.2408, reference white)."""

_PEAK: Final = 1000.0 / _WHITE
"""The brightest light that is told apart, in units of white paper."""

_KNEE: Final = 0.7
"""Up to here light is kept; beyond, highlights are pressed together below 1."""

_BT2020_TO_BT709: Final = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
)
"""ITU-R BT.2407, linear light."""

_CURVES: Final = (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)


def is_hdr(transfer: int) -> bool:
    """True for the transfer curves PQ and HLG (numbers of ITU-T H.273)."""
    return transfer in _CURVES


def in_standard_range(pixels: NDArray[np.uint16], transfer: int) -> NDArray[np.uint8]:
    """[h, w, 3] uint16, BT.2020 primaries, PQ or HLG → uint8 sRGB."""
    light = cv2.transform(_light_of(transfer)[pixels], _BT2020_TO_BT709)
    steps = np.clip(light * (65535 / _PEAK), 0, 65535).astype(np.uint16)
    return np.asarray(_srgb_of_light()[steps], np.uint8)


@cache
def _light_of(transfer: int) -> NDArray[np.float32]:
    """[65536]: light on the display for each code value; 1 is white paper."""
    signal = np.linspace(0, 1, 65536)
    curve = _pq(signal) if transfer == ColorTrc.SMPTE2084 else _hlg(signal)
    return np.minimum(curve / _WHITE, _PEAK).astype(np.float32)


def _pq(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """SMPTE ST 2084: signal → cd/m²."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    root = signal ** (1 / m2)
    return np.asarray(10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1))


def _hlg(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """ITU-R BT.2100: signal → scene light → cd/m² on a display of 1000; the system gamma per channel."""
    a = 0.17883277
    b, c = 1 - 4 * a, 0.5 - a * np.log(4 * a)
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return np.asarray(1000 * scene**1.2)


@cache
def _srgb_of_light() -> NDArray[np.uint8]:
    """[65536]: light from 0 to ``_PEAK`` → tone curve → IEC 61966-2-1."""
    light = np.linspace(0, _PEAK, 65536)
    room = 1 - _KNEE
    shown = np.where(light <= _KNEE, light, _KNEE + room * (1 - np.exp(-(light - _KNEE) / room)))
    encoded = np.where(shown <= 0.0031308, 12.92 * shown, 1.055 * shown ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * encoded), np.uint8)
