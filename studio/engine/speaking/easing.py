"""Soft steps and pulses, of which all generated motion is made."""

from dataclasses import dataclass

import numpy as np

from studio.engine.speaking.envelope import Array


def ease(x: Array) -> Array:
    """0 below 0, 1 above 1, half a cosine between."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Pulse:
    """A movement that comes, stays and goes; seconds, ``start`` is where it has just come fully."""

    start: float
    rise: float
    stay: float
    fall: float

    def sampled(self, times: Array) -> tuple[slice, Array]:
        """Which frames it touches, and its height in them, 0–1."""
        end = self.start + self.stay
        low, high = np.searchsorted(times, (self.start - self.rise, end + self.fall))
        t = times[low:high]
        before = np.maximum(self.start - t, 0.0) / max(self.rise, 1e-6)
        after = np.maximum(t - end, 0.0) / max(self.fall, 1e-6)
        return slice(int(low), int(high)), ease(1.0 - before) * ease(1.0 - after)


def at_rest_outside(times: Array, rise: float, fall: float) -> Array:
    """0 at the first and last frame, 1 in between, [n]."""
    if not len(times):
        return np.zeros(0)
    return ease((times - times[0]) / rise) * ease((times[-1] - times) / fall)
