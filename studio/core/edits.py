"""What a person can change in a project, each as a function ``Project -> Project``.

A portrait's own expression is a layer like any other (``PORTRAIT``): its weight is how much of the
photographed expression is left, so neutralising is turning it down, and speech, which starts from
neutral, turns it off. What the hand sets lies on top (``HAND``) and is never touched by anything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from studio.core.curve import Curve, Handles, Interpolation, Keyframe
from studio.core.face import FaceState, Performance
from studio.core.project import Edit, Project
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import SLOTS, Clip, Layer, Marker, Media, Timeline, Track, state_at
from studio.core.units import CHANNEL_INDEX, CHANNELS, ActionUnit

PORTRAIT: Final = "portrait"
SPEECH: Final = "speech"
HAND: Final = "hand edits"
WORDS: Final = "words"
SOUND: Final = "sound"

_START: Final = Seconds(0)


# Layers ----------------------------------------------------------------------------------------------


def layer_of(project: Project, name: str) -> Layer | None:
    """The layer of that name; None if there is none."""
    return next((layer for layer in project.timeline.layers if layer.name == name), None)


def _with_layer(project: Project, name: str, change: Callable[[Layer], Layer]) -> Project:
    """With one layer changed; a new one lies where its kind belongs: portrait, speech, then hand edits."""
    layers = list(project.timeline.layers)
    if layer_of(project, name) is None:
        order = (PORTRAIT, SPEECH)
        place = order.index(name) if name in order else len(layers)
        below = sum(layer.name in order[:place] for layer in layers) if name in order else len(layers)
        layers.insert(below, Layer(name))
    changed = tuple(change(layer) if layer.name == name else layer for layer in layers)
    return replace(project, timeline=replace(project.timeline, layers=changed))


def layer_set(name: str, **values: object) -> Edit:
    """Set a layer's ``weight``, ``mute``, ``solo`` or ``additive``."""
    return lambda project: _with_layer(project, name, lambda layer: replace(layer, **values))  # type: ignore[arg-type]


def layer_removed(name: str) -> Edit:
    """Take a layer away, with everything on it."""

    def edit(project: Project) -> Project:
        kept = tuple(layer for layer in project.timeline.layers if layer.name != name)
        return replace(project, timeline=replace(project.timeline, layers=kept))

    return edit


# What is animated ------------------------------------------------------------------------------------


def portrait_opened(
    source: Media, rest: FaceState, rate: FrameRate | None = None, length: Seconds | None = None
) -> Edit:
    """Animate another picture or video; what was keyed and said stays.

    Args:
        rest: its own expression, which becomes the layer of the portrait.
        rate, length: of a video; its own motion is below everything.
    """

    def edit(project: Project) -> Project:
        curves = (
            {name: Curve.constant(rest[name]) for name in CHANNELS if rest[name] > 0} if rate is None else {}
        )
        project = _with_layer(
            replace(project, source=source, face=None), PORTRAIT, lambda layer: replace(layer, curves=curves)
        )
        timeline = project.timeline
        if rate is not None:
            timeline = replace(timeline, rate=rate)
        if length is not None and timeline.range.end < length:
            timeline = replace(timeline, range=TimeRange(_START, length))
        return replace(project, timeline=timeline)

    return edit


def face_chosen(point: tuple[float, float] | None) -> Edit:
    """Animate the face at a point of the source; None takes the largest."""
    return lambda project: replace(project, face=point)


# Keys ------------------------------------------------------------------------------------------------


def slot_set(slots: Mapping[str, float], time: Seconds, *, key: bool, layer: str = HAND) -> Edit:
    """Let slots of a layer have these values at a time.

    Args:
        slots: slot → what the layer adds there.
        key: put a key at that time. Otherwise a curve with at most one key is moved as a whole, as long as
            nothing was keyed; one with more keys gets a key in any case.
    """

    def change(old: Layer) -> Layer:
        for slot, value in slots.items():
            curve = old.curves.get(slot, Curve())
            if key or len(curve) > 1:
                old = old.with_curve(slot, _keyed(curve, time, value))
            else:
                place = curve.keyframes[0].time if len(curve) else time
                old = old.with_curve(slot, Curve((Keyframe(place, value),)) if value else Curve())
        return old

    return lambda project: _with_layer(project, layer, change)


def _keyed(curve: Curve, time: Seconds, value: float) -> Curve:
    smooth = not len(curve) or all(k.interpolation == "bezier" for k in curve.keyframes)
    if curve.has_key(time):
        return curve.move(time, time, value).settled()
    return curve.insert(Keyframe(time, value, "bezier" if smooth else "linear")).settled()


Keys = Mapping[str, tuple[Seconds, ...]]
"""Slot → the times of some of its keys."""


def keys_removed(keys: Keys, layer: str = HAND) -> Edit:
    """Take away the keys of slots at some times."""

    def change(old: Layer) -> Layer:
        for slot, times in keys.items():
            curve = old.curves.get(slot, Curve())
            kept = Curve(tuple(k for k in curve.keyframes if k.time not in times))
            old = old.with_curve(slot, kept.settled())
        return old

    return lambda project: _with_layer(project, layer, change)


def keys_moved(
    keys: Keys,
    by: Seconds,
    add: Mapping[str, float] = MappingProxyType({}),
    layer: str = HAND,
    *,
    copies: bool = False,
) -> Edit:
    """Move keys in time and value, together; a key that stands where one arrives gives way.

    Args:
        add: slot → how much higher its keys go.
        copies: the keys stay, and copies of them are moved.
    """

    def change(old: Layer) -> Layer:
        for slot, times in keys.items():
            curve, higher = old.curves.get(slot, Curve()), add.get(slot, 0.0)
            moved = [
                replace(k, time=k.time + by, value=k.value + higher)
                for k in curve.keyframes
                if k.time in times
            ]
            gone = {k.time for k in moved} | (set() if copies else set(times))
            kept = [k for k in curve.keyframes if k.time not in gone]
            old = old.with_curve(slot, Curve((*kept, *moved)).settled())
        return old

    return lambda project: _with_layer(project, layer, change)


def keys_shaped(
    keys: Keys, interpolation: Interpolation | None = None, handles: Handles | None = None, layer: str = HAND
) -> Edit:
    """How curves go on from some keys, or who sets the handles there (which makes them Bézier keys)."""

    def change(old: Layer) -> Layer:
        for slot, times in keys.items():
            curve = old.curves.get(slot, Curve())
            shaped = tuple(
                replace(
                    k,
                    interpolation=interpolation or ("bezier" if handles else k.interpolation),
                    handles=handles or k.handles,
                )
                if k.time in times
                else k
                for k in curve.keyframes
            )
            old = old.with_curve(slot, Curve(shaped).settled())
        return old

    return lambda project: _with_layer(project, layer, change)


def curve_set(slot: str, curve: Curve, layer: str = HAND) -> Edit:
    """Replace the whole curve of a slot; an empty one takes it away."""
    return lambda project: _with_layer(project, layer, lambda old: old.with_curve(slot, curve))


# Units -----------------------------------------------------------------------------------------------


def unit_set(
    unit: ActionUnit,
    value: float,
    time: Seconds,
    performances: Mapping[str, Performance],
    base: FaceState = FaceState(),
    *,
    key: bool,
) -> Edit:
    """Let a unit have a value at a time, whatever lies below: hand edits add what is missing."""

    def edit(project: Project) -> Project:
        wanted = {channel: weight * value / unit.full for channel, weight in unit.weights.items()}
        return channels_set(wanted, time, performances, base, key=key)(project)

    return edit


def channels_set(
    wanted: Mapping[str, float],
    time: Seconds,
    performances: Mapping[str, Performance],
    base: FaceState = FaceState(),
    *,
    key: bool,
) -> Edit:
    """Let channels have these values, 0–1, at a time."""

    def edit(project: Project) -> Project:
        below = below_hand(project, time, performances, base)
        slots = {name: value - below[name] for name, value in wanted.items()}
        return slot_set({name: _clean(value) for name, value in slots.items()}, time, key=key)(project)

    return edit


def _clean(value: float) -> float:
    return 0.0 if abs(value) < 1e-6 else float(value)


def below_hand(
    project: Project, time: Seconds, performances: Mapping[str, Performance], base: FaceState = FaceState()
) -> Mapping[str, float]:
    """What the channels are at a time without hand edits, by name."""
    layers = tuple(layer for layer in project.timeline.layers if layer.name != HAND)
    state = state_at(replace(project.timeline, layers=layers), performances, time, base)
    return MappingProxyType({name: float(state.channels[CHANNEL_INDEX[name]]) for name in CHANNELS})


def hand_reset(slots: tuple[str, ...] = SLOTS) -> Edit:
    """Take away what the hand set, for some slots or all, at all times."""

    def change(old: Layer) -> Layer:
        for slot in slots:
            old = old.with_curve(slot, Curve())
        return old

    return lambda project: _with_layer(project, HAND, change)


# Speech ----------------------------------------------------------------------------------------------


def spoken(text: str, take: str, performance: str, length: Seconds) -> Edit:
    """Say a text: words and sound go on their tracks, motion on the layer of speech, the portrait's own
    expression rests, and the range ends with the speech. What was said before goes; hand edits stay.
    """

    def edit(project: Project) -> Project:
        whole = TimeRange(_START, length)
        clip = Clip(whole, take=take, text=text)
        tracks = [track for track in project.timeline.tracks if track.name not in (WORDS, SOUND)]
        tracks += [Track(WORDS, "text", (clip,)), Track(SOUND, "sound", (replace(clip, text=""),))]
        project = replace(project, timeline=replace(project.timeline, tracks=tuple(tracks), range=whole))
        project = _with_layer(project, SPEECH, lambda old: replace(old, performance=performance))
        return layer_set(PORTRAIT, weight=0.0)(project)

    return edit


def retimed(take: str, performance: str) -> Edit:
    """The same sound with its words and phonemes at other times, and the motion that goes with them."""

    def edit(project: Project) -> Project:
        tracks = tuple(
            replace(track, clips=tuple(replace(c, take=take) if c.take else c for c in track.clips))
            for track in project.timeline.tracks
        )
        project = replace(project, timeline=replace(project.timeline, tracks=tracks))
        return _with_layer(project, SPEECH, lambda old: replace(old, performance=performance))

    return edit


def performed(performance: str, length: Seconds) -> Edit:
    """Move the portrait as a recorded performance moves."""

    def edit(project: Project) -> Project:
        timeline = replace(project.timeline, range=TimeRange(_START, length))
        project = _with_layer(
            replace(project, timeline=timeline), SPEECH, lambda old: replace(old, performance=performance)
        )
        return layer_set(PORTRAIT, weight=0.0)(project)

    return edit


# Time ------------------------------------------------------------------------------------------------


def range_set(start: Seconds, end: Seconds) -> Edit:
    """What is played and exported."""
    return lambda project: replace(
        project, timeline=replace(project.timeline, range=TimeRange(start, max(start, end)))
    )


def marked(time: Seconds, name: str) -> Edit:
    """Put a marker at a time; one that is there gets the new name."""

    def edit(project: Project) -> Project:
        others = [marker for marker in project.timeline.markers if marker.time != time]
        markers = tuple(sorted((*others, Marker(time, name)), key=lambda marker: marker.time))
        return replace(project, timeline=replace(project.timeline, markers=markers))

    return edit


def unmarked(time: Seconds) -> Edit:
    """Take the marker at a time away."""

    def edit(project: Project) -> Project:
        kept = tuple(marker for marker in project.timeline.markers if marker.time != time)
        return replace(project, timeline=replace(project.timeline, markers=kept))

    return edit


def keys_of(timeline: Timeline, layer: str = HAND) -> tuple[Seconds, ...]:
    """All times at which a layer has keys, in order."""
    curves = [c for each in timeline.layers if each.name == layer for c in each.curves.values()]
    return tuple(sorted({key.time for curve in curves for key in curve.keyframes}))
