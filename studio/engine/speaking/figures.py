"""How alive a face is, in figures: how far and how fast head, gaze, brows and mouth move.

Ranges are from the 5th to the 95th percentile of a clip, velocities the 75th percentile.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.envelope import BLOCKS_PER_SECOND, Array, loudness, quiet_blocks

PAUSE: Final = "head velocity, speech over pause"
WITHIN: Final = "… over pauses between words"
"""Without what lies before the first word and behind the last: a clip that was made rests there."""
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
    out["brow raise range"] = _range(np.maximum(brow.mean(1), _channel(performance, "browInnerUp")))
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
