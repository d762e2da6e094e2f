"""What a face does whether it speaks or not: blinks, small eye movements, a head that is never quite still.

All of it comes from a seeded generator and is zero at the first and last frame, so that a clip
begins and ends at rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from studio.core.life import STEADYING
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

_HOLD_SPREAD: Final = 0.5
"""Of the logarithm of the seconds that the eyes rest on one point."""
_FARTHEST: Final = np.array([2.1, 2.3])
"""How many times their spread the eyes go away from the viewer at most, yaw and pitch."""
_SACCADE: Final = 0.021
_SACCADE_PER_DEGREE: Final = 0.0022
"""Seconds that a saccade takes: the shortest, and how much longer for each degree (the main sequence: Bahill
et al. 1975; Carpenter 1988)."""

_DRIFT: Final = np.array([1.1, 0.75, 0.7])
"""Degrees (standard deviation) of the head's slow drift: yaw, pitch, roll."""
_DRIFT_BAND: Final = (0.06, 0.8)
_DRIFT_WAVES: Final = 14
_RISE, _FALL = 0.8, 1.0
"""Seconds in which the gaze leaves rest and comes back to it."""
_SETS_OFF, _SETTLES = 0.45, 0.55
"""Likewise the head: at both ends of a clip it is no slower than in other pauses."""
_CATCHES_UP: Final = 1.2
"""Seconds in which a head that was slow in a pause catches up with where it would be."""

_TURNED_AT_MOST: Final = 1.7
"""How many times its spread a posture is away from straight ahead at most."""
_KEPT: Final = 0.25
"""Share of a posture that the next one keeps."""
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


def blinks(times: Array, likely: Array, rng: Rng, every: float = _BLINK_EVERY) -> Array:
    """How far the lids are shut, [n], 0–1.

    Args:
        likely: seconds at which a blink is likely, such as the ends of phrases.
        every: seconds between blinks, median; the usual makes 0.27 blinks a second.
    """
    out = np.zeros(len(times))
    if len(times) < 2:
        return out
    length, step = times[-1], times[1] - times[0]
    at = rng.uniform(0.6, 2.2)
    while at < length - _OPENING - _CLOSED:
        near = likely[np.abs(likely - at) < _PHRASE_REACH]
        middle = near[np.argmin(np.abs(near - at))] + 0.05 if len(near) else at
        middle = times[min(int(middle / step), len(times) - 1)]  # a whole frame shows the lids shut
        where, shape = Pulse(middle - _CLOSED / 2, _CLOSING, _CLOSED, _OPENING).sampled(times)
        out[where] = np.maximum(out[where], shape)
        shortest, longest = _BLINK_LIMITS
        limits = (min(shortest, 0.5 * every), max(longest, 2.0 * every))
        at = max(middle, at) + _drawn(rng, every, _BLINK_SPREAD, limits)
    return out


@dataclass(frozen=True, slots=True)
class Looks:
    """How somebody looks about: spread of yaw and pitch away from the viewer in degrees, seconds that the
    eyes rest (median), and the share of fixations that are on the viewer.
    """

    away: tuple[float, float] = (3.4, 1.7)
    hold: float = 0.85
    viewer: float = 0.55


Fixation = tuple[float, float, float]
"""When the eyes go where: seconds, yaw and pitch in degrees as seen from a head that is straight ahead."""


def fixations(length: float, rng: Rng, looks: Looks = Looks()) -> list[Fixation]:
    """Where the eyes rest, one point after another, for so many seconds: now the viewer, now beside."""
    out, at = [(0.0, 0.0, 0.0)], 0.0
    limits = (0.5 * looks.hold, 2.4 * looks.hold)
    while at < length:
        at += _drawn(rng, looks.hold, _HOLD_SPREAD, limits)
        away = np.clip(rng.normal(0.0, looks.away), *(_FARTHEST * np.array(looks.away) * [[-1], [1]]))
        out.append((at, 0.0, 0.0) if rng.random() < looks.viewer else (at, float(away[0]), float(away[1])))
    return out


def eyes(times: Array, points: Sequence[Fixation], head: Array) -> Array:
    """Yaw and pitch of the eyes in the head, degrees [n, 2]: from point to point in saccades, and steady on
    each while the head moves.

    Args:
        points: in order; the first not after the first of the times.
        head: the head's yaw and pitch, degrees [n, 2].
    """
    if not len(times):
        return np.zeros((0, 2))
    table = np.array(points)
    index = np.searchsorted(table[:, 0], times, side="right") - 1
    goals, before = table[index, 1:], table[np.maximum(index - 1, 0), 1:]
    lasts = _SACCADE + _SACCADE_PER_DEGREE * np.linalg.norm(goals - before, axis=1)
    part = ease((times - table[index, 0]) / lasts)[:, None]
    looking = before * (1 - part) + goals * part
    return looking * at_rest_outside(times, _RISE, _FALL)[:, None] - STEADYING * head


def gaze(times: Array, head: Array, rng: Rng) -> Array:
    """Eyes that rest near the viewer as the head moves; see ``eyes``."""
    return eyes(times, fixations(float(times[-1]) if len(times) else 0.0, rng), head)


def drift(times: Array, rng: Rng) -> Array:
    """The head's slow wandering: yaw, pitch, roll in degrees [n, 3]; nothing faster than 0.8 Hz. Where it
    begins and ends is left to ``borne``.
    """
    low, high = _DRIFT_BAND
    out = np.zeros((len(times), 3))
    for axis in range(3):
        hertz = np.exp(rng.uniform(np.log(low), np.log(high), _DRIFT_WAVES))
        phase = rng.uniform(0, 2 * np.pi, _DRIFT_WAVES)
        weight = hertz**-0.5  # evenly spaced in log frequency, so power falls as 1/f²
        weight *= _DRIFT[axis] * np.sqrt(2.0 / np.sum(weight**2))
        for wave in range(_DRIFT_WAVES):
            out[:, axis] += weight[wave] * np.sin(2 * np.pi * hertz[wave] * times + phase[wave])
    return out


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a head is held, now here, now there.

    Attributes:
        turned: spread of yaw, pitch and roll away from straight ahead, degrees; at most 1.7 times as far.
        hold: seconds that it is held while speaking: median, with spread of the logarithm and limits.
    """

    turned: tuple[float, float, float] = (5.4, 3.4, 3.6)
    hold: float = 0.27
    spread: float = 0.7
    holds: tuple[float, float] = (0.08, 2.5)


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """When a head begins to turn [k], how long it takes [k], in seconds, and where to, degrees [k, 3]."""

    begins: Array
    lasts: Array
    goals: Array

    def sampled(self, times: Array) -> Array:
        """Yaw, pitch, roll in degrees [n, 3]; straight ahead at first, and at last wherever it is."""
        if not len(times):
            return np.zeros((0, 3))
        index = np.searchsorted(self.begins, times, side="right") - 1
        part = ease((times - self.begins[index]) / self.lasts[index])[:, None]
        return np.asarray(self.goals[np.maximum(index - 1, 0)] * (1 - part) + self.goals[index] * part)


def turns(times: Array, awake: Array, rng: Rng, bearing: Bearing = Bearing()) -> Turns:
    """The ways in which a head is held, one after another; less often another in silence.

    Args:
        awake: 1 while something is said, 0 in silence, [n].
    """
    begins, lasts, goals = [0.0], [_TURN], [np.zeros(3)]
    spread = np.array(bearing.turned)
    while len(times) and begins[-1] < times[-1]:
        speaking = float(np.interp(begins[-1] + lasts[-1], times, awake))
        held = _drawn(rng, bearing.hold, bearing.spread, bearing.holds) * (_IDLE + (1.0 - _IDLE) * speaking)
        drawn = rng.normal(0.0, spread)
        goal = np.clip(_KEPT * goals[-1] + drawn, -_TURNED_AT_MOST * spread, _TURNED_AT_MOST * spread)
        begins.append(begins[-1] + lasts[-1] + held)
        lasts.append(_TURN + _TURN_PER_DEGREE * float(np.abs(goal - goals[-1]).max()))
        goals.append(goal)
    return Turns(np.array(begins), np.array(lasts), np.array(goals))


def borne(way: Array, pace: Array, times: Array) -> Array:
    """A head's way [n, k] from rest to rest, gone with so much of its pace [n]; what is missed is caught up
    with little by little.

    To make the way itself shorter in a pause would move the head there and back.
    """
    out = way.copy()
    caught = 1.0 - np.exp(-np.diff(times) / _CATCHES_UP)
    for index, step in enumerate(np.diff(way, axis=0)):
        left = way[index] - out[index]
        out[index + 1] = out[index] + pace[index + 1] * (step + caught[index] * left)
    return out * at_rest_outside(times, _SETS_OFF, _SETTLES)[:, None]


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
