"""What a face does whether it speaks or not: blinks, small eye movements, a head that is never quite still.

All of it comes from a seeded generator and is zero at the first and last frame, so that a clip
begins and ends at rest.
"""

from typing import Final

import numpy as np

from studio.engine.speaking.easing import Pulse, at_rest_outside, ease
from studio.engine.speaking.envelope import Array

Rng = np.random.Generator

_BLINK_EVERY: Final = 3.4
_BLINK_SPREAD: Final = 0.45
_BLINK_LIMITS: Final = (1.2, 7.5)
"""Seconds between blinks: median, spread of the logarithm, limits; 0.27 blinks a second."""
_CLOSING, _CLOSED, _OPENING = 0.07, 0.05, 0.15
"""Seconds of a blink (Evinger et al. 1991; spontaneous ones close in 60–80 and open in 140–200 ms)."""
_PHRASE_REACH: Final = 0.6
"""A blink this near (s) to the end of a phrase waits for it, or comes early."""

_HOLD: Final = 0.85
_HOLD_SPREAD: Final = 0.5
_HOLDS: Final = (0.4, 2.0)
"""Seconds that the eyes rest on one point: median, spread of the logarithm, limits."""
_AWAY: Final = np.array([3.4, 1.7])
_FARTHEST: Final = np.array([7.0, 4.0])
"""Degrees that the eyes wander, yaw and pitch: spread and limit."""
_AT_VIEWER: Final = 0.55
"""Share of fixations that return to the viewer."""
_SACCADE: Final = 0.045
_STEADYING: Final = 0.85
"""Share of the head's turning that the eyes take back to stay on what they look at."""

_DRIFT: Final = np.array([1.1, 0.75, 0.7])
"""Degrees (standard deviation) of the head's slow drift: yaw, pitch, roll."""
_DRIFT_BAND: Final = (0.06, 0.8)
_DRIFT_WAVES: Final = 14
_RISE, _FALL = 0.8, 1.0
"""Seconds in which gaze and drift leave rest and come back to it."""

_TURNED: Final = np.array([5.4, 3.4, 3.6])
_TURNED_AT_MOST: Final = np.array([9.0, 6.0, 6.0])
"""Degrees that a posture is away from straight ahead, yaw, pitch and roll: spread and limit."""
_KEPT: Final = 0.25
"""Share of a posture that the next one keeps."""
_POSTURE: Final = 0.27
_POSTURE_SPREAD: Final = 0.7
_POSTURES: Final = (0.08, 2.5)
"""Seconds that a posture is held while speaking: median, spread of the logarithm, limits."""
_IDLE: Final = 1.3
"""How much longer it is held while nothing is said."""
_TURN: Final = 0.22
_TURN_PER_DEGREE: Final = 0.02
"""Seconds of a turn: the shortest, and how much longer for each degree."""

_SMILE_EVERY: Final = (0.4, 1.8)
"""Seconds between one smile's end and the next, at least and at most."""
_SMILE: Final = (0.3, 0.7)
_SMILE_TIMES: Final = ((0.35, 0.6), (0.3, 1.3), (0.5, 0.9))
"""Strength of a smile, and seconds in which it comes, stays and goes: at least and at most."""
_ONE_SIDED: Final = (0.25, 0.9)
"""How much of a movement the weaker side of a face makes."""


def blinks(times: Array, phrase_ends: Array, rng: Rng) -> Array:
    """How far the lids are shut, [n], 0–1; about 0.27 blinks a second, rather at the ends of phrases."""
    out = np.zeros(len(times))
    if len(times) < 2:
        return out
    length, step = times[-1], times[1] - times[0]
    at = rng.uniform(0.6, 2.2)
    while at < length - _OPENING - _CLOSED:
        near = phrase_ends[np.abs(phrase_ends - at) < _PHRASE_REACH]
        middle = near[np.argmin(np.abs(near - at))] + 0.05 if len(near) else at
        middle = times[min(int(middle / step), len(times) - 1)]  # a whole frame shows the lids shut
        where, shape = Pulse(middle - _CLOSED / 2, _CLOSING, _CLOSED, _OPENING).sampled(times)
        out[where] = np.maximum(out[where], shape)
        at = max(middle, at) + _drawn(rng, _BLINK_EVERY, _BLINK_SPREAD, _BLINK_LIMITS)
    return out


def gaze(times: Array, head: Array, rng: Rng) -> Array:
    """Yaw and pitch of the eyes in the head, degrees [n, 2]: resting near the viewer as the head moves.

    Args:
        head: the head's yaw and pitch, degrees [n, 2].
    """
    if not len(times):
        return np.zeros((0, 2))
    starts, targets = [0.0], [np.zeros(2)]
    while starts[-1] < times[-1]:
        starts.append(starts[-1] + _drawn(rng, _HOLD, _HOLD_SPREAD, _HOLDS))
        away = np.clip(rng.normal(0.0, _AWAY), -_FARTHEST, _FARTHEST)
        targets.append(np.zeros(2) if rng.random() < _AT_VIEWER else away)
    goals = np.array(targets)
    index = np.searchsorted(starts, times, side="right") - 1
    part = ease((times - np.array(starts)[index]) / _SACCADE)[:, None]
    looking = goals[np.maximum(index - 1, 0)] * (1 - part) + goals[index] * part
    return looking * at_rest_outside(times, _RISE, _FALL)[:, None] - _STEADYING * head


def drift(times: Array, rng: Rng) -> Array:
    """The head's slow wandering: yaw, pitch, roll in degrees [n, 3]; nothing faster than 0.8 Hz."""
    low, high = _DRIFT_BAND
    out = np.zeros((len(times), 3))
    for axis in range(3):
        hertz = np.exp(rng.uniform(np.log(low), np.log(high), _DRIFT_WAVES))
        phase = rng.uniform(0, 2 * np.pi, _DRIFT_WAVES)
        weight = hertz**-0.5  # evenly spaced in log frequency, so power falls as 1/f²
        weight *= _DRIFT[axis] * np.sqrt(2.0 / np.sum(weight**2))
        for wave in range(_DRIFT_WAVES):
            out[:, axis] += weight[wave] * np.sin(2 * np.pi * hertz[wave] * times + phase[wave])
    return out * at_rest_outside(times, _RISE, _FALL)[:, None]


def postures(times: Array, awake: Array, rng: Rng) -> Array:
    """The head turned now here, now there: yaw, pitch, roll in degrees [n, 3]; less often in silence.

    Args:
        awake: 1 while something is said, 0 in silence, [n].
    """
    if not len(times):
        return np.zeros((0, 3))
    begins, lasts, goals = [0.0], [_TURN], [np.zeros(3)]
    while begins[-1] < times[-1]:
        speaking = float(np.interp(begins[-1] + lasts[-1], times, awake))
        held = _drawn(rng, _POSTURE, _POSTURE_SPREAD, _POSTURES) * (_IDLE + (1.0 - _IDLE) * speaking)
        drawn = rng.normal(0.0, _TURNED)
        goal = np.clip(_KEPT * goals[-1] + drawn, -_TURNED_AT_MOST, _TURNED_AT_MOST)
        begins.append(begins[-1] + lasts[-1] + held)
        lasts.append(_TURN + _TURN_PER_DEGREE * float(np.abs(goal - goals[-1]).max()))
        goals.append(goal)
    index = np.searchsorted(begins, times, side="right") - 1
    goal_of = np.array(goals)
    part = ease((times - np.array(begins)[index]) / np.array(lasts)[index])[:, None]
    turned = goal_of[np.maximum(index - 1, 0)] * (1 - part) + goal_of[index] * part
    return turned * at_rest_outside(times, _RISE, _FALL)[:, None]


def smiles(times: Array, awake: Array, rng: Rng) -> Array:
    """How far the corners of the mouth go up, left and right [n, 2], 0–1: smiles that come and go in speech.

    Args:
        awake: 1 while something is said, 0 in silence, [n].
    """
    out = np.zeros((len(times), 2))
    at = rng.uniform(0.0, _SMILE_EVERY[1])
    while len(times) and at < times[-1]:
        rise, stay, fall = (rng.uniform(*limits) for limits in _SMILE_TIMES)
        where, shape = Pulse(at + rise, rise, stay, fall).sampled(times)
        out[where] += rng.uniform(*_SMILE) * shape[:, None] * one_sided(rng)
        at += rise + stay + fall + rng.uniform(*_SMILE_EVERY)
    return out * awake[:, None]


def one_sided(rng: Rng) -> Array:
    """How much of a movement each side makes, left and right [2]; one of them all of it."""
    sides = np.array([1.0, rng.uniform(*_ONE_SIDED)])
    return sides if rng.random() < 0.5 else sides[::-1]


def _drawn(rng: Rng, median: float, spread: float, limits: tuple[float, float]) -> float:
    return float(np.clip(rng.lognormal(np.log(median), spread), *limits))
