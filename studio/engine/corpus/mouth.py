"""What the mouth of a clip does: its moves from rest, and how far the lips of the rig part for them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.engine.corpus.clip import Clip
from studio.engine.neural_lipsync_driver import moves_of
from studio.engine.rig import topology as t
from studio.engine.rig.basis import Basis

Floats = NDArray[np.float32]

_STILL: Final = 0.2
"""Seconds that a silence lasts at least for the mouth to be at rest in its middle."""
_EDGE: Final = 0.1
"""Seconds at the ends of a silence in which the mouth comes and goes."""
_MIDDLE: Final = np.array(t.LIP_PAIRS[3:6])


def moves_from_rest(clip: Clip) -> Floats:
    """What the mouth does beyond its rest in silence [frames, moves]: faces, and trackers, differ at rest."""
    moves = moves_of(clip.performance.channels)
    at_rest = rest_frames(clip)
    return np.asarray(moves - np.median(moves[at_rest], axis=0), np.float32) if at_rest.any() else moves


def rest_frames(clip: Clip) -> NDArray[np.bool_]:
    """In which frames nobody speaks and the mouth has come to rest [frames]."""
    times = (np.arange(len(clip.performance)) + 0.5) / float(clip.performance.rate)
    out = np.zeros(len(times), bool)
    for phoneme in clip.speech.phonemes:
        start, end = float(phoneme.range.start), float(phoneme.range.end)
        if phoneme.name == "SIL" and end - start >= _STILL:
            out |= (times >= start + _EDGE * (start > 0)) & (times < end - _EDGE)
    return out


def lip_gaps(basis: Basis, channels: Floats) -> Floats:
    """Gap of the inner lips of the rig's average face [frames], in interocular units."""
    upper, lower = _MIDDLE[:, 0], _MIDDLE[:, 1]
    apart = basis.neutral[upper] - basis.neutral[lower]
    moved = np.tensordot(channels, basis.sliders[:, upper] - basis.sliders[:, lower], 1)
    eyes = basis.neutral[t.EYE_OUTER[0]] - basis.neutral[t.EYE_OUTER[1]]
    gaps = np.linalg.norm((moved + apart)[..., :2], axis=2).mean(1)
    return np.asarray(gaps / np.linalg.norm(eyes[:2]), np.float32)
