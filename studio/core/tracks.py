"""The curves of a layer as a person sets them: a track for each unit of a vocabulary, in the unit's range.

A layer keeps one curve for each channel. A unit moves several of them together, so its track is what they
have in common; what no unit of the vocabulary moves has a track of its own. Every curve belongs to one
track, and every track to a region, in a fixed order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import is_
from types import MappingProxyType
from typing import Final, Literal

import numpy as np

from studio.core.curve import Curve, Handle, Keyframe
from studio.core.time import Seconds
from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS
from studio.core.units import ActionUnit, Region, Vocabulary, find_unit

Group = Literal[Region, "gaze", "head"]
GROUPS: Final[tuple[Group, ...]] = (
    "brow", "eye", "gaze", "cheek", "nose", "mouth", "jaw", "tongue", "head",
)  # fmt: skip
"""Where tracks are, from the top."""

FULL: Final[Mapping[str, float]] = MappingProxyType({
    "head.yaw": 45.0, "head.pitch": 40.0, "head.roll": 60.0, "head.x": 10.0, "head.y": 10.0, "head.z": 20.0,
    "gaze.yaw": 40.0, "gaze.pitch": 30.0,
})  # fmt: skip
"""Degrees, or canonical cm, of head and gaze that are drawn as much as a channel at 1."""
_SAME: Final = 0.02
"""Of a channel: as near a curve is to a part of another one that a unit moves it with that one."""


@dataclass(frozen=True, slots=True)
class UnitTrack:
    """What one unit does over time.

    Attributes:
        name: of the unit, or of the one slot.
        full: the unit's value at full intensity.
        weights: slot → its value when the unit is at ``full``.
        curve: the unit over time, in its own range: the mean of what its curves say.
        parts: these curves, in the order of ``weights``.
    """

    name: str
    group: Group
    full: float
    weights: Mapping[str, float]
    curve: Curve
    parts: tuple[Curve, ...] = field(repr=False, compare=False)

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(self.weights)

    @property
    def has_channels(self) -> bool:
        """Whether it is more than a curve by another name."""
        return len(self.weights) > 1

    def shares(self, value: float) -> Mapping[str, float]:
        """What so much of the unit is of each of its slots."""
        return MappingProxyType({slot: value * weight / self.full for slot, weight in self.weights.items()})


@cache
def group_of(slot: str) -> Group:
    """The region that a slot belongs to."""
    if slot in HEAD_SLOTS:
        return "head"
    return "gaze" if slot in GAZE_SLOTS else find_unit(slot).region


def tracks_of(
    curves: Mapping[str, Curve], vocabulary: Vocabulary, known: Iterable[UnitTrack] = ()
) -> tuple[UnitTrack, ...]:
    """The tracks of a layer, by region.

    Args:
        known: tracks of the same curves as they were, of which those that are the same still are given back.
    """
    owners, same = _owners(curves, vocabulary), {track.name: track for track in known}
    tracks: list[UnitTrack] = []
    for unit in vocabulary.units:
        slots = [slot for slot in unit.weights if owners.get(slot) is unit]
        if slots:
            weights = {slot: unit.weights[slot] for slot in slots}
            tracks.append(_track(unit.name, unit.region, unit.full, weights, curves, same))
    for slot in curves:
        if slot not in owners:
            full = FULL.get(slot, 1.0)
            tracks.append(_track(slot, group_of(slot), full, {slot: full}, curves, same))
    return tuple(sorted(tracks, key=lambda track: GROUPS.index(track.group)))


def _owners(curves: Mapping[str, Curve], vocabulary: Vocabulary) -> dict[str, ActionUnit]:
    """By slot the unit that it belongs to: the one that moves it most, unless another one explains it."""
    out: dict[str, ActionUnit] = {}
    for slot in curves:
        moving = [unit for unit in vocabulary.units if slot in unit.weights]
        if moving:
            most = max(moving, key=lambda unit: unit.weights[slot])
            minor = (unit for unit in moving if unit is not most and _explains(unit, slot, curves))
            out[slot] = next(minor, most)
    return out


def _explains(unit: ActionUnit, slot: str, curves: Mapping[str, Curve]) -> bool:
    """Whether a curve is the part that a unit gives it of what it gives another one."""
    main = max(unit.weights, key=lambda each: unit.weights[each])
    if main not in curves or main == slot:
        return False
    ours, its = curves[slot].keyframes, curves[main].keyframes
    part = unit.weights[slot] / unit.weights[main]
    return len(ours) == len(its) and all(
        a.time == b.time and abs(a.value - part * b.value) < _SAME for a, b in zip(ours, its, strict=True)
    )


def _track(
    name: str,
    group: Group,
    full: float,
    weights: dict[str, float],
    curves: Mapping[str, Curve],
    known: Mapping[str, UnitTrack],
) -> UnitTrack:
    parts = tuple(curves[slot] for slot in weights)
    old = known.get(name)
    if old is not None and old.weights == weights and all(map(is_, old.parts, parts)):
        return old
    curve = _mean(parts, [full / weight for weight in weights.values()])
    return UnitTrack(name, group, full, MappingProxyType(weights), curve, parts)


def _mean(parts: tuple[Curve, ...], steps: list[float]) -> Curve:
    """What several curves say of a unit, of which each of their own steps is so many."""
    scaled = [part if step == 1 else _scaled(part, step) for part, step in zip(parts, steps, strict=True)]
    if len(scaled) == 1:
        return scaled[0]
    if all(_times(curve) == _times(scaled[0]) for curve in scaled):
        return Curve(tuple(_mean_key(keys) for keys in zip(*(c.keyframes for c in scaled), strict=True)))
    times = sorted({key.time for curve in scaled for key in curve.keyframes})
    at = np.array([float(time) for time in times])
    values = np.mean([curve.values_at(at) for curve in scaled], axis=0)
    kinds = {key.time: key for curve in reversed(scaled) for key in curve.keyframes}
    keys = (
        Keyframe(time, float(value), kinds[time].interpolation)
        for time, value in zip(times, values, strict=True)
    )
    return Curve(tuple(keys)).settled()


def _times(curve: Curve) -> list[Seconds]:
    return [key.time for key in curve.keyframes]


def _mean_key(keys: tuple[Keyframe, ...]) -> Keyframe:
    first, count = keys[0], len(keys)
    value = sum(key.value for key in keys) / count
    incoming: Handle = (first.incoming[0], sum(key.incoming[1] for key in keys) / count)
    outgoing: Handle = (first.outgoing[0], sum(key.outgoing[1] for key in keys) / count)
    return Keyframe(first.time, value, first.interpolation, incoming, outgoing, first.handles)


def _scaled(curve: Curve, by: float) -> Curve:
    return Curve(
        tuple(
            Keyframe(
                key.time, key.value * by, key.interpolation, (key.incoming[0], key.incoming[1] * by),
                (key.outgoing[0], key.outgoing[1] * by), key.handles,
            )
            for key in curve.keyframes
        )
    )  # fmt: skip
