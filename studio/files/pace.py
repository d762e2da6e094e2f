"""How many frames a second suit a clip whose frames come as they like: a usual rate that drops none."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.time import FrameRate, Seconds

_USUAL: Final = tuple(
    FrameRate(Fraction(*rate))
    for rate in (
        (25, 1), (30, 1), (24, 1), (30000, 1001), (24000, 1001), (50, 1), (60, 1), (60000, 1001), (48, 1),
        (100, 1), (120, 1), (240, 1),
    )
)  # fmt: skip
"""What cameras, editors and screens use; the first that suits is taken."""
_SLOW: Final = 5
"""Frames a second. A face needs more than a slide show has: its pictures are held."""
_TRUE: Final = 0.002
"""Seconds by which a stamp may miss the grid that it was made on: files round to milliseconds."""
_JITTER: Final = 0.0035
_FEW: Final = 0.02
"""The share of frames that may be lost where stamps are so disorderly that no rate keeps all."""


def steady_rate(nominal: Fraction | None, average: Fraction | None) -> FrameRate | None:
    """The rate of a clip by what its file says, if that is a usual one; None if it takes a closer look."""
    if not nominal or not average or abs(nominal / average - 1) > Fraction(1, 2000):
        return None
    rate = FrameRate(nominal)
    return rate if rate in _USUAL else None


def keeps(times: Sequence[Seconds], rate: FrameRate) -> bool:
    """Whether frames lie on the grid of a rate, each in a place of its own."""
    stamps = np.array([float(time) for time in times])
    return not _lost(stamps, rate) and _astray(stamps, rate) <= _JITTER


def suitable_rate(times: Sequence[Seconds], nominal: Fraction | None = None) -> tuple[FrameRate, bool]:
    """A rate for frames at these times (from 0 on, rising), and whether their own is another: it varies.

    Steady frames keep their own rate, whatever it is. Others get the usual rate on whose grid they lie; if
    there is none, the slowest on which each has a place of its own.
    """
    stamps = np.array([float(time) for time in times])
    own = _own_rate(stamps, nominal)
    if own is not None:
        return own, False
    usual = _USUAL if nominal is None else tuple(sorted(_USUAL, key=lambda rate: rate.fps != nominal))
    for bearable in (0.0, _FEW):
        suiting = [rate for rate in usual if _lost(stamps, rate) <= bearable]
        if suiting:
            true = [rate for rate in suiting if _astray(stamps, rate) <= _TRUE]
            return min(true, key=lambda r: round(_astray(stamps, r), 4)) if true else _slowest(suiting), True
    return FrameRate(Fraction(60)), True


def _slowest(rates: Sequence[FrameRate]) -> FrameRate:
    return min(rates, key=float)


def _own_rate(stamps: NDArray[np.float64], nominal: Fraction | None) -> FrameRate | None:
    """Of frames that are evenly spaced, and quick enough for a face."""
    gaps = np.diff(stamps)
    if not len(gaps):
        return FrameRate(nominal) if nominal and _SLOW <= nominal <= _USUAL[-1].fps else _USUAL[0]
    if np.ptp(gaps) > _JITTER:
        return None
    found = float(len(gaps) / (stamps[-1] - stamps[0]))
    if not _SLOW <= found <= float(_USUAL[-1]):
        return None
    named = [FrameRate(nominal)] if nominal and nominal.denominator in (1, 1001) else []
    near = [rate for rate in (*named, *_USUAL) if _astray(stamps, rate) <= _TRUE and not _lost(stamps, rate)]
    near = [rate for rate in near if abs(float(rate) / found - 1) < 0.02]
    return near[0] if near else FrameRate(Fraction(found).limit_denominator(1001))


def _lost(stamps: NDArray[np.float64], rate: FrameRate) -> float:
    """The share of frames that would share their place on a grid with another."""
    return 1 - len(np.unique(np.rint(stamps * float(rate)))) / len(stamps)


def _astray(stamps: NDArray[np.float64], rate: FrameRate) -> float:
    """How far frames are from their places on a grid at most, seconds."""
    fps = float(rate)
    return float(np.abs(stamps - np.rint(stamps * fps) / fps).max(initial=0.0))
