"""Breath, as it is seen of a face: the head rises before somebody speaks on, and sinks while they speak."""

from typing import Final

import numpy as np

from studio.engine.speaking.easing import at_rest_outside, ease
from studio.engine.speaking.envelope import Array
from studio.engine.speaking.liveliness import Rng

_SHORTEST: Final = 0.28
"""Seconds of a pause in which there is time to breathe in."""
_IN: Final = (0.38, 0.6)
"""Seconds in which one breathes in before speaking on, at least and at most."""
_LUNGS: Final = 2.2
"""Seconds in which speech takes two thirds of a breath."""
_FULL: Final = (0.7, 1.0)
_QUIET: Final = (0.3, 0.45)
"""How far one breathes in, at least and at most: before speaking on, and in a long silence."""
_CYCLE: Final = (3.2, 4.6)
_DRAWN: Final = 0.4
"""Seconds of a breath in a long silence, at least and at most, and the share in which it is drawn."""
_RISE: Final = np.array([0.8, 0.2])
"""What a full breath does to the head: degrees of pitch, centimetres of height."""
_COMES, _GOES = 0.5, 0.9

_Knots = list[tuple[float, float]]
"""Seconds, and how full the lungs are then, 0–1."""


def breath(times: Array, awake: Array, rng: Rng) -> Array:
    """How far the head is lifted, [n, 2]: degrees of pitch, centimetres of height; nothing at both ends.

    Args:
        awake: 1 while something is said, 0 in a pause, [n].
    """
    if len(times) < 2:
        return np.zeros((len(times), 2))
    knots: _Knots = [(float(times[0]), 0.0)]
    for begin, end in _pauses(times, awake):
        _breathe(knots, begin, end, rng)
    table = np.array([*knots, (float(times[-1]) + 1.0, _left(knots[-1], float(times[-1]) + 1.0))])
    index = np.searchsorted(table[:, 0], times, side="right") - 1
    part = ease((times - table[index, 0]) / (table[index + 1, 0] - table[index, 0]))
    full = table[index, 1] * (1.0 - part) + table[index + 1, 1] * part
    return np.asarray((full * at_rest_outside(times, _COMES, _GOES))[:, None] * _RISE)


def _pauses(times: Array, awake: Array) -> list[tuple[float, float]]:
    """When nothing is said for long enough to breathe, seconds from and to."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], awake < 0.5, [0]]).astype(np.int8)))
    spans = [(float(times[a]), float(times[b - 1])) for a, b in edges.reshape(-1, 2)]
    return [span for span in spans if span[1] - span[0] >= _SHORTEST]


def _breathe(knots: _Knots, begin: float, end: float, rng: Rng) -> None:
    """Quietly while there is time, and then in, so that it is full when speech goes on."""
    drawn = min(float(rng.uniform(*_IN)), end - begin)
    while (cycle := float(rng.uniform(*_CYCLE))) < end - drawn - begin:
        _draw(knots, begin, begin + _DRAWN * cycle, float(rng.uniform(*_QUIET)))
        begin += cycle
    _draw(knots, end - drawn, end, float(rng.uniform(*_FULL)))


def _draw(knots: _Knots, begin: float, end: float, full: float) -> None:
    if begin > knots[-1][0]:
        knots.append((begin, _left(knots[-1], begin)))
    knots.append((max(end, knots[-1][0] + 1e-3), full))


def _left(knot: tuple[float, float], at: float) -> float:
    """How much of a breath is left at a later time."""
    return knot[1] * float(np.exp((knot[0] - at) / _LUNGS))
