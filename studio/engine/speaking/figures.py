"""How alive a face is, in figures: how far, how fast and how much together head, gaze, brows and mouth move.

Ranges are from the 5th to the 95th percentile of a clip, velocities the 75th percentile.
"""

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from studio.core.face import Performance
from studio.core.habits import Contour
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.envelope import BLOCKS_PER_SECOND, Array, loudness, quiet_blocks
from studio.engine.speaking.prosody import heard_accents

PAUSE: Final = "head velocity, speech over pause"
WITHIN: Final = "… over pauses between words"
"""Without what lies before the first word and behind the last: a clip that was made rests there."""
SPEEDS: Final = "at stress: speed of brows and of head, r"
TOGETHER: Final = "at stress: brows, chin, lids and jaw as one, mean r"
"""Of the six pairs of them; a chin goes up where a head goes back."""
_PAIRED: Final = {
    "at stress: brows with chin, r": ("brows", "chin"),
    "at stress: brows with lids, r": ("brows", "lids"),
    "at stress: brows with jaw, r": ("brows", "jaw"),
    "at stress: chin with jaw, r": ("chin", "jaw"),
}
AS_ONE: Final = (TOGETHER, *_PAIRED, SPEEDS)
"""What ``together`` tells."""
_STRESSED: Final = 0.5
"""Which part of what stands out in a sound counts as stressed: the stronger half."""
_ROUND: Final = 0.45
"""Seconds before and after a stressed word that belong to it."""
_SYLLABLE: Final = 0.05
"""Seconds over which curves are smoothed before they are compared: faster is tremble and single sounds."""
_SHUT: Final = 0.5
"""How far a lid is down that blinks."""


def life(performance: Performance, talking: NDArray[np.bool_] | None = None) -> dict[str, float]:
    """The figures of one clip.

    Args:
        talking: in which frames somebody speaks, [n]; without it nothing is told of pauses.
    """
    fps = float(performance.rate)
    out: dict[str, float] = {}
    for axis, name in enumerate(("yaw", "pitch", "roll")):
        turned = performance.head[:, axis]
        out[f"{name} range, °"] = _range(turned)
        out[f"{name} velocity, °/s"] = _velocity(turned, fps)
    out["gaze range, °"] = max(_range(performance.gaze[:, 0]), _range(performance.gaze[:, 1]))
    brow, smile = _of(performance, "browOuterUp"), _of(performance, "mouthSmile")
    out["brow raise range"] = _range(_brows(performance))
    out["smile, mean"] = float(smile.mean())
    out["smile range"] = _range(smile.mean(1))
    jaw = _channel(performance, "jawOpen")
    out["jawOpen, 95 %"] = float(np.percentile(jaw, 95))
    out["jawOpen velocity, 1/s"] = _velocity(jaw, fps)
    shut = _of(performance, "eyeBlink").mean(1) > _SHUT
    out["blinks a second"] = float((shut[1:] & ~shut[:-1]).sum()) * fps / len(shut)
    apart = [np.abs(np.diff(pair, axis=1)) for pair in (smile, brow)]
    out["left–right difference"] = float(sum(part.mean() for part in apart))
    if talking is not None and talking.any() and not talking.all():
        speed = np.linalg.norm(np.diff(performance.head[:, :3], axis=0), axis=1) * fps
        out[PAUSE] = float(speed[talking[1:]].mean() / max(speed[~talking[1:]].mean(), 1e-6))
        within = _within(talking)[1:]
        if within.any():
            out[WITHIN] = float(speed[talking[1:]].mean() / max(speed[within].mean(), 1e-6))
    return out


def together(performance: Performance, contour: Contour) -> dict[str, float]:
    """How much brows, chin, lids and jaw are one gesture round stressed words: Pearson's r, by the names of
    ``AS_ONE``; without what stands still there.

    Args:
        contour: of the sound, as long as what is seen.
    """
    fps = float(performance.rate)
    found = heard_accents(contour, ())
    times = (np.arange(len(performance)) + 0.5) / fps
    stressed = found.at[found.strength >= _STRESSED]
    here = (np.abs(times[:, None] - stressed) < _ROUND).any(1)
    lids = _of(performance, "eyeWide").mean(1) - _of(performance, "eyeBlink").mean(1)
    curves = {
        "brows": _brows(performance), "chin": performance.head[:, 1], "lids": lids,
        "jaw": _channel(performance, "jawOpen"),
    }  # fmt: skip
    smooth = {name: gaussian_filter1d(curve, _SYLLABLE * fps) for name, curve in curves.items()}
    alike = {pair: _alike(smooth[pair[0]][here], smooth[pair[1]][here]) for pair in combinations(smooth, 2)}
    head = gaussian_filter1d(performance.head[:, :3].astype(np.float64), _SYLLABLE * fps, axis=0)
    speeds = [_speed(smooth["brows"][:, None], fps)[here], _speed(head, fps)[here]]
    out = {name: alike[pair] for name, pair in _PAIRED.items()} | {SPEEDS: _alike(*speeds)}
    known = [r for r in alike.values() if not np.isnan(r)]
    out |= {TOGETHER: float(np.mean(known))} if known else {}
    return {name: r for name, r in out.items() if not np.isnan(r)}


def _alike(a: Array, b: Array) -> float:
    """Pearson's r; not a number where one of them stands still."""
    if len(a) < 3 or min(a.std(), b.std()) < 1e-6:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def _speed(rows: Array, fps: float) -> Array:
    return np.asarray(np.linalg.norm(np.gradient(rows, axis=0), axis=1) * fps)


def _brows(performance: Performance) -> Array:
    """How far they are up, [n]."""
    outer = _of(performance, "browOuterUp").mean(1)
    return np.asarray(np.maximum(outer, _channel(performance, "browInnerUp")))


def _within(talking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """In which frames somebody pauses who spoke and will speak on, [n]."""
    heard = np.flatnonzero(talking)
    out = ~talking
    out[: heard[0]] = out[heard[-1] :] = False
    return out


def talking(samples: NDArray[np.floating], sample_rate: int, count: int, fps: float) -> NDArray[np.bool_]:
    """In which of ``count`` frames somebody is heard."""
    loud = ~quiet_blocks(loudness(samples, sample_rate))
    at = ((np.arange(count) + 0.5) / fps * BLOCKS_PER_SECOND).astype(np.intp)
    return np.asarray(loud[at.clip(0, len(loud) - 1)])


def _channel(performance: Performance, name: str) -> Array:
    return performance.channels[:, CHANNEL_INDEX[name]].astype(np.float64)


def _of(performance: Performance, name: str) -> Array:
    """Left and right, [n, 2]."""
    return np.stack([_channel(performance, f"{name}{side}") for side in ("Left", "Right")], axis=1)


def _range(values: NDArray[np.floating]) -> float:
    return float(np.subtract(*np.percentile(values, (95, 5))))


def _velocity(values: NDArray[np.floating], fps: float) -> float:
    return float(np.percentile(np.abs(np.diff(values)) * fps, 75))
