"""What a person does with whole poses and many keys at once: mirror, copy, go between, stretch; layers.

Each is a function ``Project -> Project``, as those of ``edits`` are.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

import numpy as np

from studio.core.curve import Curve, Keyframe
from studio.core.edits import (
    HAND,
    PERFORMED,
    PORTRAIT,
    SPEECH,
    Keys,
    is_by_hand,
    layer_of,
    slot_set,
    twin,
)
from studio.core.errors import UsageError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.project import Edit, Project
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Layer
from studio.core.units import CHANNELS
from studio.core.words import Said

_TURNING_BACK: Final = frozenset(("head.yaw", "head.roll", "head.x", "gaze.yaw"))
"""What goes the other way in a mirror."""
_SWAPPED: Final = {"jawLeft": "jawRight", "mouthLeft": "mouthRight"}
_ASIDE: Final = {**_SWAPPED, **{right: left for left, right in _SWAPPED.items()}}


# Mirrors ---------------------------------------------------------------------------------------------


def mirrored_slot(slot: str) -> tuple[str, float]:
    """Where a slot is in a mirror, and which way it goes there: 1 or -1."""
    if slot in _TURNING_BACK:
        return slot, -1.0
    other = _ASIDE.get(slot) or twin(slot)
    return (other if other in CHANNELS else slot), 1.0


def mirrored_pose(state: FaceState, rest: FaceState = FaceState()) -> FaceState:
    """The face as a mirror shows it; head and gaze turn as far to the other side of where they rest."""
    channels = np.array([state[mirrored_slot(name)[0]] for name in CHANNELS], np.float32)
    head, gaze = state.head.minus(rest.head), state.gaze.minus(rest.gaze)
    turned = HeadPose(-head.yaw, head.pitch, -head.roll, -head.x, head.y, head.z)
    return FaceState(channels, turned.plus(rest.head), Gaze(-gaze.yaw, gaze.pitch).plus(rest.gaze))


def mirrored_keys(keys: Mapping[str, tuple[Keyframe, ...]]) -> dict[str, tuple[Keyframe, ...]]:
    """Keys as they are on the other side."""
    return {
        other: tuple(_turned(key, way) for key in each)
        for slot, each in keys.items()
        for other, way in (mirrored_slot(slot),)
    }


def _turned(key: Keyframe, way: float) -> Keyframe:
    return _scaled(key, way) if way != 1 else key


def keys_mirrored(keys: Keys, layer: str = HAND) -> Edit:
    """Let what some keys do happen on the other side, and what that side does at these times here."""

    def change(old: Layer) -> dict[str, Curve]:
        swapped = dict(keys)
        for slot, times in keys.items():
            other, _ = mirrored_slot(slot)
            swapped[other] = tuple(dict.fromkeys((*swapped.get(other, ()), *times)))
        taken = mirrored_keys({slot: _keys_of(old, slot, times) for slot, times in swapped.items()})
        out = {}
        for slot, times in swapped.items():
            others = [key for key in _curve(old, slot).keyframes if key.time not in times]
            out[slot] = Curve((*others, *taken.get(slot, ())))
        return out

    return _reshaped(layer, change)


def _keys_of(layer: Layer, slot: str, times: Collection[Seconds]) -> tuple[Keyframe, ...]:
    return tuple(key for key in _curve(layer, slot).keyframes if key.time in times)


def _curve(layer: Layer, slot: str) -> Curve:
    return layer.curves.get(slot, Curve())


def _reshaped(name: str, change: Callable[[Layer], Mapping[str, Curve]]) -> Edit:
    """Other curves for some slots of a layer; locked ones stay."""

    def edit(project: Project) -> Project:
        old = layer_of(project, name)
        if old is None:
            return project
        new = old
        for slot, curve in change(old).items():
            if slot not in old.locks:
                new = new.with_curve(slot, curve.settled())
        return _with(project, {name: new})

    return edit


def _with(project: Project, changed: Mapping[str, Layer]) -> Project:
    layers = tuple(changed.get(layer.name, layer) for layer in project.timeline.layers)
    return replace(project, timeline=replace(project.timeline, layers=layers))


# Between poses ---------------------------------------------------------------------------------------


def has_pose_on_both_sides(layer: Layer, time: Seconds) -> bool:
    """Whether some curve has a key before and one after a time."""
    return any(_around(curve, time) is not None for curve in layer.curves.values())


def pose_between(time: Seconds, share: float, layer: str = HAND) -> Edit:
    """A key at a time on every curve that has keys on both sides: so much, 0–1, of the way from the one
    before to the one after.
    """

    def edit(project: Project) -> Project:
        old = layer_of(project, layer)
        around = {slot: _around(curve, time) for slot, curve in (old.curves if old else {}).items()}
        values = {
            slot: both[0].value + share * (both[1].value - both[0].value)
            for slot, both in around.items()
            if both is not None
        }
        return slot_set(values, time, key=True, layer=layer)(project) if values else project

    return edit


def _around(curve: Curve, time: Seconds) -> tuple[Keyframe, Keyframe] | None:
    """The keys before and after a time; None if one is missing."""
    before = [key for key in curve.keyframes if key.time < time]
    after = [key for key in curve.keyframes if key.time > time]
    return (before[-1], after[0]) if before and after else None


# Stretching ------------------------------------------------------------------------------------------


def keys_scaled(
    keys: Keys,
    layer: str = HAND,
    *,
    values: float = 1.0,
    times: Fraction = Fraction(1),
    about: Seconds | None = None,
    rate: FrameRate | None = None,
) -> Edit:
    """Make what some keys do larger and slower, or smaller and quicker.

    Args:
        values: how many times as much.
        times: how many times as long; more than 0.
        about: the time that stays; that of the earliest key if None.
        rate: keys stay on its frames, each on one of its own.

    Raises:
        UsageError: they would stand in no time at all.
    """
    if times <= 0:
        raise UsageError(Said("Keys can't all stand at one time."), Said("Give more than 0 %."))
    every = [time for each in keys.values() for time in each]
    still = min(every, default=Seconds(0)) if about is None else about

    def change(old: Layer) -> dict[str, Curve]:
        out = {}
        for slot, picked in keys.items():
            others = [key for key in _curve(old, slot).keyframes if key.time not in picked]
            scaled = [_stretched(key, values, times, still, rate) for key in _keys_of(old, slot, picked)]
            taken = {key.time for key in scaled}
            kept = [key for key in others if key.time not in taken]
            out[slot] = Curve((*kept, *_apart(scaled)))
        return out

    return _reshaped(layer, change)


def _apart(keys: list[Keyframe]) -> list[Keyframe]:
    """Of keys that have come to stand at one time the first stays."""
    return keys[:1] + [key for before, key in pairwise(keys) if key.time != before.time]


def stretched_time(time: Seconds, factor: Fraction, about: Seconds, rate: FrameRate | None) -> Seconds:
    """Where a time goes, never before 0."""
    to = max(Seconds(0), about + (time - about) * factor)
    return to if rate is None else rate.time_of(round(to * rate.fps))


def _stretched(
    key: Keyframe, values: float, times: Fraction, about: Seconds, rate: FrameRate | None
) -> Keyframe:
    factor = float(times)
    (a, b), (c, d) = key.incoming, key.outgoing
    return replace(
        _scaled(key, values),
        time=stretched_time(key.time, times, about, rate),
        incoming=(a * factor, b * values),
        outgoing=(c * factor, d * values),
    )


def _scaled(key: Keyframe, by: float) -> Keyframe:
    (a, b), (c, d) = key.incoming, key.outgoing
    return replace(key, value=key.value * by, incoming=(a, b * by), outgoing=(c, d * by))


# Solo and lock ---------------------------------------------------------------------------------------


def tracks_soloed(slots: Collection[str], layer: str = HAND, *, on: bool) -> Edit:
    """Let only these curves of a layer do anything, beside others that are solo; or no longer."""
    return _marked(layer, lambda old: replace(old, solos=_put(old.solos, slots, on)))


def tracks_locked(slots: Collection[str], layer: str = HAND, *, on: bool) -> Edit:
    """Let these curves of a layer stay as they are, or no longer."""
    return _marked(layer, lambda old: replace(old, locks=_put(old.locks, slots, on)))


def _put(marked: frozenset[str], slots: Collection[str], on: bool) -> frozenset[str]:
    return marked | set(slots) if on else marked - set(slots)


def _marked(name: str, change: Callable[[Layer], Layer]) -> Edit:
    def edit(project: Project) -> Project:
        old = layer_of(project, name)
        return project if old is None else _with(project, {name: change(old)})

    return edit


# Layers of the hand ----------------------------------------------------------------------------------


def layer_added(name: str, curves: Mapping[str, Curve] | None = None) -> Edit:
    """One more layer, above all others.

    Raises:
        UsageError: there is one of that name, or it is none.
    """

    def edit(project: Project) -> Project:
        _refuse_name(project, name)
        layers = (*project.timeline.layers, Layer(name, curves or {}))
        return replace(project, timeline=replace(project.timeline, layers=layers))

    return edit


def layer_renamed(name: str, to: str) -> Edit:
    """Call a layer of the hand something else.

    Raises:
        UsageError: there is one of that name, it is none, or the layer is no layer of the hand.
    """

    def edit(project: Project) -> Project:
        old = _own(project, name)
        if name == to:
            return project
        _refuse_name(project, to)
        return _with(project, {name: replace(old, name=to)})

    return edit


def layer_removed(name: str) -> Edit:
    """Take a layer of the hand away with all that is in it.

    Raises:
        UsageError: it is no layer of the hand.
    """

    def edit(project: Project) -> Project:
        gone = _own(project, name)
        layers = tuple(layer for layer in project.timeline.layers if layer is not gone)
        return replace(project, timeline=replace(project.timeline, layers=layers))

    return edit


def layer_replaced(name: str, curves: Mapping[str, Curve]) -> Edit:
    """Other curves in a layer, which is added where there is none."""

    def edit(project: Project) -> Project:
        old = layer_of(project, name)
        if old is None:
            return layer_added(name, curves)(project)
        return _with(project, {name: replace(old, curves=curves)})

    return edit


def _own(project: Project, name: str) -> Layer:
    layer = layer_of(project, name)
    if layer is None or not is_by_hand(layer):
        raise UsageError(
            Said("Only layers with keys of your own can be renamed or removed."), Said("Choose one of those.")
        )
    return layer


def _refuse_name(project: Project, name: str) -> None:
    if not name.strip():
        raise UsageError(Said("A layer needs a name."), Said("Write one."))
    if layer_of(project, name) is not None or name in (PORTRAIT, PERFORMED, SPEECH):
        raise UsageError(Said("There is a layer called “{0}” already.", name), Said("Choose another name."))
