"""What a person can change in a project, each as a function ``Project -> Project``.

A portrait's own expression is a layer like any other (``PORTRAIT``): its weight is how much of the
photographed expression is left, so neutralising is turning it down, and speech, which starts from
neutral, turns it off. What the hand sets lies on top (``HAND``) and is never touched by anything else.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from studio.core.curve import Curve, Handle, Handles, Interpolation, Keyframe
from studio.core.errors import UsageError
from studio.core.face import FaceState, Performance
from studio.core.finish import Finish
from studio.core.life import ALL, Life
from studio.core.project import Crop, Edit, Kept, Project
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import (
    GAZE_SLOTS,
    HEAD_SLOTS,
    SLOTS,
    WHOLE,
    Clip,
    Ground,
    Layer,
    Marker,
    Media,
    Portion,
    Timeline,
    Track,
    state_at,
)
from studio.core.units import CHANNEL_INDEX, CHANNELS, MOUTH, ActionUnit, Region, find_unit
from studio.core.words import Said

PORTRAIT: Final = "portrait"
SPEECH: Final = "speech"
PERFORMED: Final = "performance beside speech"
"""What was performed beside speech: together they move the face."""
HAND: Final = "hand edits"
ALIVE: Final = "blinks and glances"
"""A layer of the hand whose keys nobody set."""
WORDS: Final = "words"
SOUND: Final = "sound"
_SPOKEN: Final[frozenset[Portion]] = frozenset(("mouth",))
"""What speech moves in a video, and of any face beside a performance, unless a person shares it otherwise."""

_START: Final = Seconds(0)
_LEAST: Final = 1e-4
"""Of a channel, a degree or a centimetre: less is no difference."""


# Layers ----------------------------------------------------------------------------------------------


def layer_of(project: Project, name: str) -> Layer | None:
    """The layer of that name; None if there is none."""
    return next((layer for layer in project.timeline.layers if layer.name == name), None)


def _with_layer(project: Project, name: str, change: Callable[[Layer], Layer]) -> Project:
    """With one layer changed; a new one lies where its kind belongs: portrait, performance, speech, then hand
    edits.
    """
    layers = list(project.timeline.layers)
    if layer_of(project, name) is None:
        order = (PORTRAIT, PERFORMED, SPEECH)
        place = order.index(name) if name in order else len(layers)
        below = sum(layer.name in order[:place] for layer in layers) if name in order else len(layers)
        layers.insert(below, Layer(name))
    changed = tuple(change(layer) if layer.name == name else layer for layer in layers)
    return replace(project, timeline=replace(project.timeline, layers=changed))


def _with_curves(project: Project, name: str, change: Callable[[Layer], Layer]) -> Project:
    """With the curves of one layer changed; those that are locked stay as they are."""

    def changed(old: Layer) -> Layer:
        new = change(old)
        for slot in old.locks:
            if new.curves.get(slot) is not old.curves.get(slot):
                new = new.with_curve(slot, old.curves.get(slot, Curve()))
        return new

    return _with_layer(project, name, changed)


def is_by_hand(layer: Layer) -> bool:
    """Whether it is one in which a person sets keys: neither the photograph, nor speech or a performance."""
    return layer.name not in (PORTRAIT, PERFORMED, SPEECH) and layer.performance is None


def layer_set(name: str, **values: object) -> Edit:
    """Set a layer's ``weight``, ``mute``, ``solo`` or ``additive``."""
    return lambda project: _with_layer(project, name, lambda layer: replace(layer, **values))  # type: ignore[arg-type]


# The photographed expression -------------------------------------------------------------------------

PARTS: Final[Mapping[str, frozenset[Region]]] = MappingProxyType({
    "brows": frozenset(("brow",)), "eyes": frozenset(("eye",)), "cheeks": frozenset(("cheek",)),
    "nose": frozenset(("nose",)), "mouth": MOUTH,
})  # fmt: skip
"""Parts of the face that are brought to rest by themselves; the mouth takes jaw and tongue along."""
_CHANNELS_OF: Final = MappingProxyType(
    {part: tuple(c for c in CHANNELS if find_unit(c).region in regions) for part, regions in PARTS.items()}
)


def expression_left_set(share: float, rest: FaceState) -> Edit:
    """Leave so much, 0–1, of the photographed expression, in proportion to what is left of its parts.

    Args:
        rest: the photographed expression.
    """

    def edit(project: Project) -> Project:
        shares = _shares(layer_of(project, PORTRAIT) or Layer(PORTRAIT), rest)
        most = max(shares.values())
        left = {name: share * (now / most if most else 1.0) for name, now in shares.items()}
        return _with_left(left, rest)(project)

    return edit


def part_left_set(part: str, share: float, rest: FaceState) -> Edit:
    """Leave so much, 0–1, of the photographed expression in one of ``PARTS``; the others stay."""

    def edit(project: Project) -> Project:
        left = {name: now or 0.0 for name, now in parts_left(project, rest).items()}
        return _with_left({**left, part: share}, rest)(project)

    return edit


def expression_restored(rest: FaceState) -> Edit:
    """Leave all of the photographed expression."""
    return _with_left(dict.fromkeys(PARTS, 1.0), rest)


def parts_left(project: Project, rest: FaceState) -> Mapping[str, float | None]:
    """How much of the photographed expression is left in each part, 0–1; None where there was none."""
    layer = layer_of(project, PORTRAIT) or Layer(PORTRAIT)
    shares = _shares(layer, rest)
    there = {part: any(rest[c] > 0 for c in channels) for part, channels in _CHANNELS_OF.items()}
    return MappingProxyType(
        {part: layer.weight * share if there[part] else None for part, share in shares.items()}
    )


def _shares(layer: Layer, rest: FaceState) -> dict[str, float]:
    """How much of each part is left on the layer itself, whatever its weight."""
    out: dict[str, float] = {}
    for part, channels in _CHANNELS_OF.items():
        whole = sum(rest[channel] for channel in channels)
        left = sum(layer.curves[c].value_at(_START) for c in channels if c in layer.curves)
        out[part] = min(1.0, left / whole) if whole > 0 else 0.0
    return out


def _with_left(left: Mapping[str, float], rest: FaceState) -> Edit:
    """The layer's weight is the most that is left of any part; its curves hold the proportions."""
    weight = max(left.values())

    def change(old: Layer) -> Layer:
        if weight > 0:
            share = {c: left[part] / weight for part, channels in _CHANNELS_OF.items() for c in channels}
            values = {c: rest[c] * share[c] for c in CHANNELS if rest[c] * share[c] > 0}
            old = replace(old, curves={name: Curve.constant(value) for name, value in values.items()})
        return replace(old, weight=weight)

    return lambda project: _with_layer(project, PORTRAIT, change)


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
        shown = replace(project, source=source, crop=None)
        project = face_chosen(None, FaceState() if rate is not None else rest)(shown)
        timeline = project.timeline
        if rate is not None:
            timeline = replace(timeline, rate=rate)
        if length is not None and timeline.range.end < length:
            timeline = replace(timeline, range=TimeRange(_START, length))
        return replace(project, timeline=timeline)

    return edit


def source_sound_chosen(track: int) -> Edit:
    """Hear another of the source's own sounds, from 1; 0 leaves it to the file, or to where the voice is."""

    def edit(project: Project) -> Project:
        if project.source is None:
            return project
        return replace(project, source=replace(project.source, track=track))

    return edit


def rests_as(performance: str, before: FaceState, rest: FaceState) -> Edit:
    """Let a performance tell how the portrait's person rests, or with an empty id the picture alone. Of the
    photographed expression, which is read anew, as much is left in each part as before.

    Args:
        before, rest: the portrait's own expression as it was read, and as it is read now.
    """

    def edit(project: Project) -> Project:
        shares = _shares(layer_of(project, PORTRAIT) or Layer(PORTRAIT), before)
        read = [part for part, channels in _CHANNELS_OF.items() if any(before[c] > 0 for c in channels)]
        others = max((shares[part] for part in read), default=1.0)
        left = {part: shares[part] if part in read else others for part in PARTS}
        curves = {
            c: Curve.constant(rest[c] * left[part])
            for part, channels in _CHANNELS_OF.items()
            for c in channels
            if rest[c] * left[part] > 0
        }
        project = replace(project, rests_as=performance)
        return _with_layer(project, PORTRAIT, lambda layer: replace(layer, curves=curves))

    return edit


def cropped(crop: Crop | None) -> Edit:
    """What of the picture is exported; None is all of it."""
    return lambda project: replace(project, crop=crop)


def reach_set(reach: float) -> Edit:
    """How far a performance may carry the head, in parts of what the picture bears."""
    return lambda project: replace(project, reach=reach)


def folds_set(folds: float) -> Edit:
    """How much of others' folds is laid over a moving face, 0–1."""
    return lambda project: replace(project, folds=folds)


def face_chosen(point: tuple[float, float] | None, rest: FaceState) -> Edit:
    """Animate the face at a point of the source; None takes the largest.

    Args:
        rest: its own expression, which becomes the layer of the portrait; of a video nothing, as its own
            motion is below everything.
    """

    def edit(project: Project) -> Project:
        curves = {name: Curve.constant(rest[name]) for name in CHANNELS if rest[name] > 0}
        project = replace(project, face=point, rests_as="")  # whose performance it is, is to be said anew
        return _with_layer(project, PORTRAIT, lambda layer: replace(layer, curves=curves))

    return edit


# Keys ------------------------------------------------------------------------------------------------


def slot_set(slots: Mapping[str, float], time: Seconds, *, key: bool, layer: str = HAND) -> Edit:
    """Let slots of a layer have these values at a time; what was set at other times stays as it is.

    What is set first holds at all times. What is set at another time gets a key there, and so does a slot
    that was not set before, where the layer has keys at other times: it rests at the ones beside.

    Args:
        slots: slot → what the layer adds there.
        key: leave a key at that time even where nothing is added. Otherwise a slot that is brought back to
            zero, and is set at no other time, has no key.
    """

    def change(old: Layer) -> Layer:
        for slot, value in slots.items():
            curve = old.curves.get(slot, Curve())
            if not len(curve) and value:
                curve = Curve(tuple(Keyframe(each, 0.0, "bezier") for each in _beside(old, time)))
            is_elsewhere = any(each.time != time for each in curve.keyframes)
            is_kept = key or value or is_elsewhere
            old = old.with_curve(slot, _keyed(curve, time, value) if is_kept else Curve())
        return old

    return lambda project: _with_curves(project, layer, change)


def _beside(layer: Layer, time: Seconds) -> tuple[Seconds, ...]:
    """The times nearest to a time, before and after it, at which a layer has keys."""
    before: set[Seconds] = set()
    after: set[Seconds] = set()
    for keys in (curve.keyframes for curve in layer.curves.values()):
        first = bisect_left(keys, time, key=lambda key: key.time)
        end = bisect_right(keys, time, key=lambda key: key.time)
        before.update(key.time for key in keys[max(first - 1, 0) : first])
        after.update(key.time for key in keys[end : end + 1])
    return (*([max(before)] if before else ()), *([min(after)] if after else ()))


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

    return lambda project: _with_curves(project, layer, change)


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

    return lambda project: _with_curves(project, layer, change)


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

    return lambda project: _with_curves(project, layer, change)


def keys_placed(keys: Mapping[str, tuple[Keyframe, ...]], at: Seconds, layer: str = HAND) -> Edit:
    """Put copies of keys so that the earliest stands at a time; keys that stand there give way."""
    earliest = min((key.time for each in keys.values() for key in each), default=at)

    def change(old: Layer) -> Layer:
        for slot, each in keys.items():
            placed = tuple(replace(key, time=key.time - earliest + at) for key in each)
            taken = {key.time for key in placed}
            kept = (k for k in old.curves.get(slot, Curve()).keyframes if k.time not in taken)
            old = old.with_curve(slot, Curve((*kept, *placed)).settled())
        return old

    return lambda project: _with_curves(project, layer, change)


def key_bent(
    slot: str, time: Seconds, side: Literal["incoming", "outgoing"], to: Handle, layer: str = HAND
) -> Edit:
    """Drag a handle of a key: ``to`` is in seconds and value from the key.

    Raises:
        KeyError: no key is there.
    """

    def change(old: Layer) -> Layer:
        return old.with_curve(slot, old.curves[slot].bent(time, side, to).settled())

    return lambda project: _with_curves(project, layer, change)


@dataclass(frozen=True, slots=True, eq=False)
class Here:
    """Where a hand is on the timeline.

    Attributes:
        performances: by id, all that the timeline names.
        ground: how the portrait is by itself at this time.
        key: what is set gets a key.
        layer: of the hand's layers the one in which it is set.
    """

    time: Seconds
    performances: Mapping[str, Performance] = field(default_factory=dict)
    ground: Ground = field(default_factory=Ground.still)
    key: bool = False
    layer: str = HAND


# Units -----------------------------------------------------------------------------------------------


def unit_set(unit: ActionUnit, value: float, here: Here) -> Edit:
    """Let a unit have a value at a time, whatever lies below: hand edits add what is missing."""

    def edit(project: Project) -> Project:
        wanted = {channel: weight * value / unit.full for channel, weight in unit.weights.items()}
        return channels_set(wanted, here)(project)

    return edit


def units_set(values: Mapping[str, float], here: Here) -> Edit:
    """Let several units, by name, have values at a time; what two of them share is the later one's."""

    def edit(project: Project) -> Project:
        for name, value in values.items():
            project = unit_set(find_unit(name), value, here)(project)
        return project

    return edit


_ACROSS: Final = frozenset(("jaw", "mouth"))
"""What goes to one side rather than being on it: jaw left and jaw right undo each other."""


def twin(name: str) -> str | None:
    """The unit that does on the other side what this one does; None where there is no such unit."""
    for one, other in (("Left", "Right"), ("Right", "Left"), ("_L", "_R"), ("_R", "_L")):
        stem = name.removesuffix(one)
        if stem != name and stem.lower() not in _ACROSS:
            return stem + other
    return None


def state_set(wanted: FaceState, here: Here) -> Edit:
    """Let the whole face be in a state at a time; what is so already is not touched."""

    def edit(project: Project) -> Project:
        now = state_at(project.timeline, here.performances, here.time, here.ground)
        asked, there, begun = (_turns(state) for state in (wanted, now, here.ground.state()))
        turns = {slot: asked[slot] - begun[slot] for slot in asked if abs(asked[slot] - there[slot]) > _LEAST}
        channels = {c: wanted[c] for c in CHANNELS if abs(wanted[c] - now[c]) > _LEAST}
        project = turned(turns, here)(project)
        return channels_set(channels, here)(project)

    return edit


def _turns(state: FaceState) -> dict[str, float]:
    values = (*state.head.values(), state.gaze.yaw, state.gaze.pitch)
    return dict(zip((*HEAD_SLOTS, *GAZE_SLOTS), values, strict=True))


def turned(wanted: Mapping[str, float], here: Here) -> Edit:
    """Let head and gaze be so far from the portrait's own, whatever lies below: hand edits add what is
    missing.

    Args:
        wanted: slot → degrees, or canonical cm.
    """

    def edit(project: Project) -> Project:
        below, begun = _turns(_below_hand(project, here)), _turns(here.ground.state())
        part = _hand_counts(project, here)
        slots = {s: _clean((value - below[s] + begun[s]) / part) for s, value in wanted.items()}
        return slot_set(slots, here.time, key=here.key, layer=here.layer)(project)

    return edit


def channels_set(wanted: Mapping[str, float], here: Here) -> Edit:
    """Let channels have these values, 0–1, at a time."""

    def edit(project: Project) -> Project:
        below, part = below_hand(project, here), _hand_counts(project, here)
        slots = {name: _clean((value - below[name]) / part) for name, value in wanted.items()}
        return slot_set(slots, here.time, key=here.key, layer=here.layer)(project)

    return edit


def _clean(value: float) -> float:
    return 0.0 if abs(value) < 1e-6 else float(value)


def below_hand(project: Project, here: Here) -> Mapping[str, float]:
    """What the channels are there without hand edits, by name."""
    state = _below_hand(project, here)
    return MappingProxyType({name: float(state.channels[CHANNEL_INDEX[name]]) for name in CHANNELS})


def _below_hand(project: Project, here: Here) -> FaceState:
    """The face without what the hand's layer adds; the layer stays, as it may be solo."""
    layers = tuple(
        replace(layer, curves={}) if layer.name == here.layer else layer for layer in project.timeline.layers
    )
    bare = replace(project.timeline, layers=layers)
    return state_at(bare, here.performances, here.time, here.ground)


def _hand_counts(project: Project, here: Here) -> float:
    """How much the hand's layer counts; all of it where it counts for nothing."""
    layer = layer_of(project, here.layer)
    return layer.weight if layer is not None and layer.weight > 0 else 1.0


def hand_reset(slots: tuple[str, ...] = SLOTS) -> Edit:
    """Take away what the hand set, in all of its layers, for some slots or all, at all times."""

    def change(old: Layer) -> Layer:
        return replace(old, curves={s: curve for s, curve in old.curves.items() if s not in slots})

    def edit(project: Project) -> Project:
        names = {layer.name for layer in project.timeline.layers if is_by_hand(layer)} - {ALIVE} | {HAND}
        for name in sorted(names):
            project = _with_curves(project, name, change)
        return project

    return edit


# Speech ----------------------------------------------------------------------------------------------


def speaks(project: Project) -> bool:
    """Whether speech moves the face: its layer is there, and counts."""
    return any(
        layer.name == SPEECH and layer.weight > 0 and layer.performance is not None
        for layer in project.timeline.heard_layers()
    )


def life_of(project: Project) -> Life:
    """How much of each part of what is spoken beside the lips counts."""
    layer = layer_of(project, SPEECH)
    return ALL if layer is None else layer.life


def life_set(life: Life) -> Edit:
    """How much of each part of what is spoken, now and later, counts; the curves themselves stay whole."""
    return layer_set(SPEECH, life=life)


def spoken(
    text: str,
    take: str,
    performance: str,
    length: Seconds,
    sound: Media | None = None,
    *,
    played: TimeRange | None = None,
) -> Edit:
    """Say a text: words and sound go on their tracks, motion on the layer of speech. What was said before
    goes; hand edits stay. An actor in a video keeps all but the mouth, or what the person chose when the
    sentence before was spoken. Where nothing moved the face before, the portrait's own expression rests,
    unless it was weighed by hand.

    Args:
        sound: the file that the speech was heard in, if it was: what is exported sounds as it does.
        played: the range, where a person chose it; otherwise it ends with the speech.
    """

    def edit(project: Project) -> Project:
        whole = TimeRange(_START, length)
        clip = Clip(whole, take=take, text=text)
        moves = spoken_portions(project)
        tracks = [track for track in project.timeline.tracks if track.name not in (WORDS, SOUND)]
        tracks += [
            Track(WORDS, "text", (clip,)),
            Track(SOUND, "sound", (replace(clip, text="", media=sound),)),
        ]
        timeline = replace(project.timeline, tracks=tuple(tracks), range=played or whole)
        project = replace(project, timeline=timeline)
        return _moved(project, performance, moves)

    return edit


def spoken_portions(project: Project) -> frozenset[Portion]:
    """What of an actor in a video the next speech takes the place of: the mouth, or what the person chose
    when the sentence before was spoken.
    """
    before = layer_of(project, SPEECH)
    again = before is not None and any(track.name == WORDS for track in project.timeline.tracks)
    return before.moves if before is not None and again else _SPOKEN


def _moved(project: Project, performance: str, moves: frozenset[Portion]) -> Project:
    """With a performance on the layer of speech; the photographed expression gives way to the first one."""
    is_first = not _is_moved(project)
    project = _with_layer(project, SPEECH, lambda old: replace(old, performance=performance, moves=moves))
    project = _rested(project) if is_first else project
    return _shared(project, performed_portions(project))


def _is_moved(project: Project) -> bool:
    """Whether speech or a performance moves the face."""
    layers = (layer_of(project, name) for name in (PERFORMED, SPEECH))
    return any(layer is not None and layer.performance is not None for layer in layers)


def _rested(project: Project) -> Project:
    """With the photographed expression at rest, unless it was weighed by hand."""
    portrait = layer_of(project, PORTRAIT)
    return layer_set(PORTRAIT, weight=0.0)(project) if portrait is None or portrait.weight == 1.0 else project


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


def performed(
    performance: str,
    length: Seconds,
    moves: frozenset[Portion] = WHOLE,
    *,
    played: TimeRange | None = None,
) -> Edit:
    """Move the portrait as a recorded performance moves; what was said before goes, hand edits stay.

    Args:
        moves: in a video, what of the actor's own motion it takes the place of.
        played: the range, where a person chose it; otherwise it ends with the performance.
    """

    def edit(project: Project) -> Project:
        tracks = tuple(track for track in project.timeline.tracks if track.name not in (WORDS, SOUND))
        timeline = replace(project.timeline, tracks=tracks, range=played or TimeRange(_START, length))
        alone = performed_no_more()(replace(project, timeline=timeline))
        return _moved(alone, performance, moves)

    return edit


# A performance beside speech -------------------------------------------------------------------------


def performed_beside(performance: str, length: Seconds, *, played: TimeRange | None = None) -> Edit:
    """Move face and head as a recorded performance moves them, while speech moves the mouth; before anything
    is said, all of the face. A performance that was beside before goes, and the new one has its portions.

    Args:
        length, played: as for ``performed``; while something is said, the range stays.
    """

    def edit(project: Project) -> Project:
        is_first = not _is_moved(project)
        if is_first:
            whole = played or TimeRange(_START, length)
            project = _rested(replace(project, timeline=replace(project.timeline, range=whole)))
        project = _with_layer(project, PERFORMED, lambda old: replace(old, performance=performance))
        return _shared(project, performed_portions(project))

    return edit


def performed_portions(project: Project) -> frozenset[Portion]:
    """What of the face the performance beside speech moves, or would move."""
    layer = layer_of(project, PERFORMED)
    return WHOLE - _SPOKEN if layer is None or layer.portions == WHOLE else layer.portions


def is_shared(project: Project) -> bool:
    """Whether a performance and speech move the face together."""
    layers = (layer_of(project, name) for name in (PERFORMED, SPEECH))
    return all(layer is not None and layer.performance is not None for layer in layers)


def shared(performed: frozenset[Portion]) -> Edit:
    """Let a performance move some portions of the face, and speech the others.

    Raises:
        UsageError: one of them would move nothing.
    """

    def edit(project: Project) -> Project:
        if not performed or performed == WHOLE:
            raise UsageError(
                Said("Speech and performance move at least one portion of the face each."),
                Said("Mute the layer that should do nothing."),
            )
        return _shared(project, performed)

    return edit


def _shared(project: Project, performed: frozenset[Portion]) -> Project:
    """Where there is only one of the two, it moves everything."""
    both = is_shared(project)
    for name, portions in ((PERFORMED, performed), (SPEECH, WHOLE - performed)):
        if layer_of(project, name) is not None:
            project = layer_set(name, portions=portions if both else WHOLE)(project)
    return project


def performed_no_more() -> Edit:
    """Take the performance beside speech away: speech moves everything again."""

    def edit(project: Project) -> Project:
        layers = tuple(layer for layer in project.timeline.layers if layer.name != PERFORMED)
        timeline = replace(project.timeline, layers=layers)
        return _shared(replace(project, timeline=timeline), WHOLE - _SPOKEN)

    return edit


def picture_of(project: Project) -> str:
    """What tells what is animated from other pictures and videos; empty where there is nothing."""
    return "" if project.source is None else project.source.digest


def speaking_set(**values: object) -> Edit:
    """Set the ``voice``, ``drivers``, ``speed`` or ``seed`` that the next speech is made with."""
    return lambda project: replace(project, speaking=replace(project.speaking, **values))  # type: ignore[arg-type]


def drawn_by(renderer: str) -> Edit:
    """Let another renderer draw."""
    return lambda project: replace(project, renderer=renderer)


def finished(finish: Finish) -> Edit:
    """Let something else be done to finished pictures."""
    return lambda project: replace(project, finish=finish)


# The library -----------------------------------------------------------------------------------------


def kept(item: Kept, instead: str = "") -> Edit:
    """List a sound or motion in the library.

    Args:
        instead: the id of an item that it is another version of, which keeps its name and its place.
    """

    def edit(project: Project) -> Project:
        if any(old.id == instead for old in project.kept):
            items = [
                replace(old, id=item.id, text=item.text) if old.id == instead else old for old in project.kept
            ]
            return replace(project, kept=tuple(items))
        return replace(project, kept=(*project.kept, item))

    return edit


def kept_renamed(item: str, name: str) -> Edit:
    """Call a sound or motion of the library, by its id, something else."""
    return lambda project: replace(
        project, kept=tuple(replace(old, name=name) if old.id == item else old for old in project.kept)
    )


def kept_removed(item: str) -> Edit:
    """Take a sound or motion, by its id, out of the library.

    Raises:
        UsageError: the timeline uses it, or the portrait rests as it tells.
    """

    def edit(project: Project) -> Project:
        name = next((old.name for old in project.kept if old.id == item), item)
        if item == project.rests_as:
            raise UsageError(
                Said("“{0}” tells how the portrait's face rests, so it can't be removed.", name),
                Said("First say that it does not show the person of the picture (a right click on it)."),
            )
        if item in project.takes() | project.performances():
            raise UsageError(
                Said("The portrait speaks or moves with “{0}” now, so it can't be removed.", name),
                Said("Use another sound or performance first."),
            )
        return replace(project, kept=tuple(old for old in project.kept if old.id != item))

    return edit


def together(*edits: Edit) -> Edit:
    """One after another, as one step."""

    def edit(project: Project) -> Project:
        for each in edits:
            project = each(project)
        return project

    return edit


# Time ------------------------------------------------------------------------------------------------


def range_set(start: Seconds, end: Seconds) -> Edit:
    """What is played and exported."""
    return lambda project: replace(
        project, timeline=replace(project.timeline, range=TimeRange(start, max(start, end)))
    )


def rate_set(rate: FrameRate) -> Edit:
    """How many frames a second are played and exported."""
    return lambda project: replace(project, timeline=replace(project.timeline, rate=rate))


def marked(time: Seconds, name: str) -> Edit:
    """Put a marker at a time; one that is there gets the new name."""

    def edit(project: Project) -> Project:
        others = [marker for marker in project.timeline.markers if marker.time != time]
        markers = tuple(sorted((*others, Marker(time, name)), key=lambda marker: marker.time))
        return replace(project, timeline=replace(project.timeline, markers=markers))

    return edit


def marker_moved(time: Seconds, to: Seconds) -> Edit:
    """Move the marker at a time; one that is where it goes gives way."""

    def edit(project: Project) -> Project:
        moved = [replace(m, time=to) for m in project.timeline.markers if m.time == time]
        kept = [m for m in project.timeline.markers if m.time != time and not (moved and m.time == to)]
        markers = tuple(sorted((*kept, *moved), key=lambda marker: marker.time))
        return replace(project, timeline=replace(project.timeline, markers=markers))

    return edit


def unmarked(time: Seconds) -> Edit:
    """Take the marker at a time away."""

    def edit(project: Project) -> Project:
        kept = tuple(marker for marker in project.timeline.markers if marker.time != time)
        return replace(project, timeline=replace(project.timeline, markers=kept))

    return edit


def keys_of(timeline: Timeline, layer: str | None = None) -> tuple[Seconds, ...]:
    """All times at which a layer has keys, in order; without one, all layers in which a person sets them."""
    meant = [each for each in timeline.layers if (is_by_hand(each) if layer is None else each.name == layer)]
    curves = [curve for each in meant for curve in each.curves.values()]
    return tuple(sorted({key.time for curve in curves for key in curve.keyframes}))
