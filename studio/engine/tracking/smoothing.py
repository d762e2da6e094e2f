"""Curves without the tracker's tremble: zero-phase, for a whole clip.

All work on arrays [n, k], one row a frame. Zero-phase means that nothing comes late.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.time import FrameRate
from studio.core.units import CHANNELS, find_unit

Floats = NDArray[np.floating]

MOUTH_SECONDS: Final = 0.20
"""Window for lips, jaw and tongue: a closure for /p/ lasts about 0.1 s and must stay."""
CALM_SECONDS: Final = 0.44
"""Window for brows, cheeks and nose."""
HEAD_SECONDS: Final = 0.28
"""Window for the head: a nod while speaking takes a third of a second."""
_LID_TREMBLE: Final = 0.08
_GAZE_TREMBLE: Final = 4.0
"""Changes of lids (score) and gaze (degrees) above this are meant: a blink, a saccade."""
_SHUT: Final = 0.45

_LIDS: Final = [i for i, name in enumerate(CHANNELS) if name.startswith("eye")]
_MOUTH: Final = [i for i, name in enumerate(CHANNELS) if find_unit(name).region in ("mouth", "jaw", "tongue")]
_CALM: Final = [i for i in range(len(CHANNELS)) if i not in (*_LIDS, *_MOUTH)]
_BLINKS: Final = [i for i, name in enumerate(CHANNELS) if name.startswith("eyeBlink")]


def smoothed(performance: Performance, begins: NDArray[np.bool_] | None = None) -> Performance:
    """A tracked performance with every curve smoothed as its kind allows; blinks stay sharp.

    Args:
        begins: where a shot begins [n]: what is before a cut, or where no face was seen, says nothing of what
            comes after.
    """
    channels, head, gaze = (np.array(x) for x in (performance.channels, performance.head, performance.gaze))
    for part in _stretches(performance, begins):
        if part.stop - part.start >= 3:
            channels[part] = _smoothed_channels(channels[part], performance.rate)
            gaze[part] = _steady_gaze(gaze[part], performance.channels[part], performance.rate)
            head[part] = smooth(head[part], performance.rate, HEAD_SECONDS)
    return replace(performance, channels=channels, head=head, gaze=gaze)


def _stretches(performance: Performance, begins: NDArray[np.bool_] | None) -> list[slice]:
    """From cut to cut, and apart where no face was seen."""
    n = len(performance)
    starts = np.zeros(n, bool) if begins is None else begins.copy()
    if performance.missing is not None:
        starts[1:] |= np.diff(performance.missing)
    edges = [0, *(np.flatnonzero(starts[1:]) + 1).tolist(), n]
    return [slice(low, high) for low, high in pairwise(edges)]


def _smoothed_channels(channels: Floats, rate: FrameRate) -> Floats:
    out = np.array(channels)
    out[:, _MOUTH] = smooth(channels[:, _MOUTH], rate, MOUTH_SECONDS)
    out[:, _CALM] = smooth(channels[:, _CALM], rate, CALM_SECONDS)
    out[:, _LIDS] = smooth_still(channels[:, _LIDS], rate, MOUTH_SECONDS, _LID_TREMBLE)
    return np.clip(out, 0, 1)


def smooth(values: Floats, rate: FrameRate, seconds: float) -> Floats:
    """Savitzky–Golay [n, k]: a parabola through each window, so that peaks keep their height.

    Zero-phase. A clip shorter than the window is smoothed with what there is.
    """
    window = _odd(seconds * float(rate))
    if window > len(values):
        window = len(values) - 1 + len(values) % 2
    if window < 5:  # a parabola goes through three points exactly
        return values
    return _parabolas(values, window)


def _parabolas(values: Floats, window: int) -> Floats:
    """Each value as the parabola through the window around it has it [n, k]; at both ends, as the one
    through the outermost window. (SciPy has the same, but takes half a second to load.)
    """
    half = window // 2
    powers = np.vander(np.arange(-half, half + 1.0), 3)
    fitted = powers @ np.linalg.pinv(powers)
    inner = len(values) - window + 1
    middle = sum(share * values[i : i + inner] for i, share in enumerate(fitted[half]))
    return np.concatenate([fitted[:half] @ values[:window], middle, fitted[half + 1 :] @ values[-window:]])


def smooth_still(values: Floats, rate: FrameRate, seconds: float, tremble: float) -> Floats:
    """Smooth where little happens and leave what moves by more than ``tremble`` as it is."""
    calm = smooth(values, rate, seconds)
    weight = np.exp(-(((values - calm) / tremble) ** 2))
    out: Floats = values + (calm - values) * weight
    return out


def _steady_gaze(gaze: Floats, channels: Floats, rate: FrameRate) -> Floats:
    """Gaze carried across blinks, during which the irises can't be seen, then steadied."""
    seen = np.flatnonzero(channels[:, _BLINKS].max(axis=1) < _SHUT)
    if len(seen):
        frames = np.arange(len(gaze))
        gaze = np.stack([np.interp(frames, seen, gaze[seen, axis]) for axis in (0, 1)], axis=1)
    return smooth_still(gaze, rate, CALM_SECONDS, _GAZE_TREMBLE)


def _odd(length: float) -> int:
    """The odd number of frames nearest to ``length``."""
    return 2 * round((length - 1) / 2) + 1
