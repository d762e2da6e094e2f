"""Blinks and glances by themselves, as keys on a layer of their own: where a face does neither already."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.curve import Curve, Interpolation, Keyframe
from studio.core.time import FrameRate
from studio.core.timeline import GAZE_SLOTS, SLOT_INDEX
from studio.engine.speaking.liveliness import blinks, gaze

LIDS: Final = ("eyeBlinkLeft", "eyeBlinkRight")
_Rows = NDArray[np.float64]
_SHUT: Final = 0.3
"""Of a lid's way: more is a blink."""
_APART: Final = 0.6
"""Seconds between a blink of its own and any other at least."""
_WANDERS: Final = 0.4
"""Degrees (standard deviation) of a gaze that looks around already."""
_CALM: Final = (0.4, 0.6)
"""Seconds at the start and at the end in which it looks where it rests."""
_EXACT: Final = 1e-9


def alive(below: _Rows, first: int, rate: FrameRate, seed: int = 0) -> dict[str, Curve]:
    """Curves that let a face blink and look around, by slot; none where it does both.

    Args:
        below: the face without them at each frame, [n, len(SLOTS)].
        first: the number of the first of these frames.
    """
    times = np.arange(len(below)) / float(rate)
    rng = np.random.default_rng([seed, 0])
    out: dict[str, Curve] = {}
    shut = _kept_apart(blinks(times, np.zeros(0), rng), below[:, SLOT_INDEX[LIDS[0]]], float(rate))
    if shut.any():
        lids = _blinking(shut, first, rate)
        out |= dict.fromkeys(LIDS, lids)
    if len(below) and below[:, [SLOT_INDEX[slot] for slot in GAZE_SLOTS]].std(0).max() < _WANDERS:
        looking = gaze(times, np.zeros((len(times), 2)), np.random.default_rng([seed, 1]))
        looking = _settled(looking, times)
        curves = {slot: _glancing(looking[:, i], first, rate) for i, slot in enumerate(GAZE_SLOTS)}
        out |= {slot: curve for slot, curve in curves.items() if len(curve)}
    return out


def _runs(on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First frame and the one after the last of each stretch that is on."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _kept_apart(shut: _Rows, others: _Rows, rate: float) -> _Rows:
    """Blinks that come too near to one that is there already are left out."""
    reach = round(_APART * rate)
    out = shut.copy()
    for start, end in _runs(shut > 0):
        if (others[max(start - reach, 0) : end + reach] > _SHUT).any():
            out[start:end] = 0.0
    return out


def _blinking(shut: _Rows, first: int, rate: FrameRate) -> Curve:
    """Four keys to each blink: open, shut, still shut, open."""
    keys: dict[int, float] = {}
    for start, end in _runs(shut > 0):
        most = np.flatnonzero(shut[start:end] >= shut[start:end].max() - _EXACT) + start
        keys |= {start - 1: 0.0, int(most[0]): 1.0, int(most[-1]): 1.0, end: 0.0}
    return _keyed({frame: value for frame, value in keys.items() if frame >= 0}, first, rate, "bezier")


def _settled(looking: _Rows, times: _Rows) -> _Rows:
    """Straight ahead at both ends, and each glance held to the frame."""
    out = np.round(looking, 2)
    out[(times < _CALM[0]) | (times > times[-1] - _CALM[1])] = 0.0
    return out


def _glancing(angle: _Rows, first: int, rate: FrameRate) -> Curve:
    """Two keys to each jump of the eyes."""
    jumps = [i for i, (a, b) in enumerate(pairwise(angle.tolist()), 1) if abs(a - b) > _EXACT]
    frames = sorted({frame for jump in jumps for frame in (jump - 1, jump)})
    return _keyed({frame: float(angle[frame]) for frame in frames}, first, rate, "linear")


def _keyed(values: dict[int, float], first: int, rate: FrameRate, kind: Interpolation) -> Curve:
    keys = (Keyframe(rate.time_of(first + frame), value, kind) for frame, value in values.items())
    return Curve(tuple(keys)).settled()
