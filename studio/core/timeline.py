"""What happens when: tracks of clips, layers of curves, and the face that they add up to.

At each time the face is the sum, bottom to top, of

1. the ground: how the portrait is by itself (of a picture its own head and gaze; of a video all that the
   actor does),
2. the performances placed on motion tracks,
3. the layers: an additive one adds ``weight`` times its values, another one goes ``weight`` of the way
   from what lies below to its values.

Over a picture a performance moves the whole face, or those ``portions`` of it that another one leaves to
it. An actor in a video moves already: there a performance takes the place of what it ``moves`` (speech: the
mouth alone), and all else stays the actor's.

Channels are kept within 0–1 after the last layer only, so that what one layer adds another may take away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, Self, get_args

import numpy as np
from numpy.typing import NDArray

from studio.core.curve import Curve, frame_times
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.life import ALL, COLUMNS, PARTS, STEADYING, Life, Part
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS, MOUTH, find_unit
from studio.core.words import Said, listed

Array = NDArray[np.float64]

HEAD_SLOTS: Final = tuple(f"head.{name}" for name in ("yaw", "pitch", "roll", "x", "y", "z"))
GAZE_SLOTS: Final = ("gaze.yaw", "gaze.pitch")
SLOTS: Final = (*CHANNELS, *HEAD_SLOTS, *GAZE_SLOTS)
"""All that a curve can move: the channels (0–1), the head (degrees, canonical cm), the gaze (degrees)."""
SLOT_INDEX: Final = MappingProxyType({name: i for i, name in enumerate(SLOTS)})
_PARTS: Final = (
    slice(0, len(CHANNELS)),
    slice(len(CHANNELS), len(CHANNELS) + len(HEAD_SLOTS)),
    slice(len(CHANNELS) + len(HEAD_SLOTS), len(SLOTS)),
)

_LIFE: Final = np.array([SLOT_INDEX[slot] for _, slot in COLUMNS])
_ADDED: Final = np.equal.outer(_LIFE, np.arange(len(SLOTS))).astype(np.float64)
"""Which columns of life go into which slots, [len(COLUMNS), len(SLOTS)]."""


def _columns_of(part: Part, *slots: str) -> list[int]:
    return [COLUMNS.index((part, slot)) for slot in slots]


_STEADY, _LOOKS = (_columns_of(part, *GAZE_SLOTS) for part in ("head", "gaze"))
_NODDED, _BREATHED = (_columns_of(part, "head.pitch", "head.y") for part in ("head", "breath"))

Portion = Literal["mouth", "face", "head"]
"""What can be moved by itself: mouth, jaw and tongue; the rest of the face, and the gaze; the head."""
PORTIONS: Final[tuple[Portion, ...]] = get_args(Portion)
WHOLE: Final = frozenset(PORTIONS)
_SPOKEN: Final = frozenset(name for name in CHANNELS if find_unit(name).region in MOUTH)


def portion_of(slot: str) -> Portion:
    """The portion that a slot belongs to."""
    if slot in HEAD_SLOTS:
        return "head"
    return "mouth" if slot in _SPOKEN else "face"


_OF_PORTION: Final = MappingProxyType(
    {portion: np.array([portion_of(slot) == portion for slot in SLOTS]) for portion in PORTIONS}
)


def slots_in(portions: frozenset[Portion]) -> NDArray[np.bool_]:
    """Which slots belong to some portions, [len(SLOTS)]."""
    out = np.zeros(len(SLOTS), bool)
    for portion in portions:
        out |= _OF_PORTION[portion]
    return out


_START: Final = Seconds(0)
_NOTHING: Final = TimeRange(_START, _START)
_FILM: Final = FrameRate(Seconds(25))

TrackKind = Literal["motion", "sound", "text", "video"]
TRACK_KINDS: Final = ("motion", "sound", "text", "video")


@dataclass(frozen=True, slots=True)
class Media:
    """A file that the document points at.

    Attributes:
        path: absolute while the project is open.
        digest: sha256 of its content in hexadecimal, empty when it is not known yet.
        embedded: it should travel inside the project's file.
        track: which of its sounds is heard, from 1; 0 leaves it to the file, or to where the voice is.
    """

    path: str
    digest: str = ""
    embedded: bool = False
    track: int = 0


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of something placed in time.

    Attributes:
        range: where it lies on the timeline.
        offset: what moment of its content is at the start of the range.
        performance: on a motion track, the id of what moves the face.
        take: on a sound or text track, the id of speech that was made or recorded here.
        media: a file of sound or video.
        text: what is said, on a text track.
    """

    range: TimeRange
    offset: Seconds = _START
    performance: str = ""
    take: str = ""
    media: Media | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """Clips of one kind, one after another or over one another."""

    name: str
    kind: TrackKind
    clips: tuple[Clip, ...] = ()
    mute: bool = False

    def __post_init__(self) -> None:
        if self.kind not in TRACK_KINDS:
            raise ValueError(Said("there are no {0} tracks", self.kind))


@dataclass(frozen=True, slots=True)
class Layer:
    """Curves, and perhaps a performance under them, that add to what lies below.

    Attributes:
        curves: by slot: a channel's name, ``head.yaw`` … ``head.z``, ``gaze.yaw``, ``gaze.pitch``; in the
            order of ``SLOTS``, whichever was set first.
        performance: id of a performance that plays from ``start`` on and is held at both ends; the
            layer's curves add to it. None for a layer of curves alone.
        weight: 0 does nothing, 1 all of it.
        mute: it does nothing. ``solo``: only layers that are solo do anything.
        additive: adds; if not, replaces the slots that it has (all of them with a performance).
        moves: in whose place the performance comes where the portrait moves by itself; over a picture it
            moves everything.
        portions: what of the performance counts at all, where another layer's counts for the rest.
        solos: slots; if there are any, of the layer's curves only theirs do anything.
        locks: slots whose curves stay as they are, whatever is done to the layer.
        life: how much of each part of the performance's life counts.

    Raises:
        ValueError: a curve is for a slot that does not exist, or there is no such portion.
    """

    name: str
    curves: Mapping[str, Curve] = field(default_factory=lambda: MappingProxyType({}))
    performance: str | None = None
    start: Seconds = _START
    weight: float = 1.0
    mute: bool = False
    solo: bool = False
    additive: bool = True
    moves: frozenset[Portion] = WHOLE
    portions: frozenset[Portion] = WHOLE
    solos: frozenset[str] = frozenset()
    locks: frozenset[str] = frozenset()
    life: Life = ALL

    def __post_init__(self) -> None:
        if strange := (self.moves | self.portions) - WHOLE:
            raise ValueError(Said("nothing in a face is called {0}", listed(sorted(strange))))
        unknown = [s for s in (*self.curves, *sorted(self.solos | self.locks)) if s not in SLOT_INDEX]
        if unknown:
            raise ValueError(Said("nothing in a face is called {0}", listed(unknown)))
        ordered = {slot: self.curves[slot] for slot in sorted(self.curves, key=SLOT_INDEX.__getitem__)}
        object.__setattr__(self, "curves", MappingProxyType(ordered))

    def heard_curves(self) -> Mapping[str, Curve]:
        """The curves that count: those that are solo, if any slot is."""
        if not self.solos:
            return self.curves
        return {slot: curve for slot, curve in self.curves.items() if slot in self.solos}

    def with_curve(self, slot: str, curve: Curve) -> "Layer":
        """With one curve set; an empty curve takes it away."""
        curves = {name: c for name, c in self.curves.items() if name != slot}
        if len(curve):
            curves[slot] = curve
        return replace(self, curves=curves)


@dataclass(frozen=True, slots=True)
class Marker:
    """A name at a time."""

    time: Seconds
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is placed in time. ``range`` is what is played and exported, at ``rate``."""

    range: TimeRange = _NOTHING
    rate: FrameRate = _FILM
    tracks: tuple[Track, ...] = ()
    layers: tuple[Layer, ...] = ()
    markers: tuple[Marker, ...] = ()

    def heard_layers(self) -> tuple[Layer, ...]:
        """The layers that count, bottom to top: not muted, and solo if any is."""
        audible = [layer for layer in self.layers if not layer.mute]
        solo = [layer for layer in audible if layer.solo]
        return tuple(solo or audible)

    def motion_clips(self) -> tuple[Clip, ...]:
        """The performances that are placed on motion tracks."""
        return tuple(
            clip
            for track in self.tracks
            if track.kind == "motion" and not track.mute
            for clip in track.clips
            if clip.performance
        )

    def performances(self) -> frozenset[str]:
        """Ids of all performances that the timeline names, muted or not."""
        placed = {clip.performance for track in self.tracks for clip in track.clips if clip.performance}
        return frozenset(placed | {layer.performance for layer in self.layers if layer.performance})

    def takes(self) -> frozenset[str]:
        """Ids of all takes of speech that the timeline names."""
        return frozenset(clip.take for track in self.tracks for clip in track.clips if clip.take)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What lies below a timeline: how the portrait is by itself.

    Attributes:
        rows: at each time, or once for all times, [n or 1, len(SLOTS)].
        rest: where head and gaze of a performance that takes the actor's place begin, [len(SLOTS)].
        moves: it moves by itself, as a video does.
    """

    rows: Array
    rest: Array
    moves: bool = False

    @classmethod
    def still(cls, state: FaceState = FaceState()) -> Self:
        """Always the same: zero is a neutral face that looks ahead; a portrait that keeps its own pose gives
        the head and gaze of its rest.
        """
        row = row_of(state)
        return cls(row[None], row)

    @classmethod
    def moving(cls, states: Sequence[FaceState], rest: FaceState) -> Self:
        """An actor's own states, one for each time, and the pose that others' performances begin at."""
        rows = np.array([row_of(state) for state in states]).reshape(len(states), len(SLOTS))
        start = row_of(replace(rest, channels=np.zeros_like(rest.channels)))
        return cls(rows, start, moves=True)

    def state(self, index: int = 0) -> FaceState:
        """One of its rows."""
        return state_of(self.rows[min(index, len(self.rows) - 1)])


def state_at(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    time: Seconds,
    ground: Ground | None = None,
) -> FaceState:
    """The face at one time, to the last digit as ``sampled`` gives it.

    Args:
        performances: by id, all that the timeline names.
        ground: at this time; nothing if None.

    Raises:
        KeyError: the timeline names a performance that is not given.
    """
    times = np.array([float(time)])
    rows = _summed(
        timeline,
        performances,
        times,
        ground or Ground.still(),
        lambda curve: np.array([curve.value_at(time)]),
    )
    return state_of(rows[0])


def sampled(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    ground: Ground | None = None,
    range: TimeRange | None = None,  # noqa: A002
    rate: FrameRate | None = None,
) -> Array:
    """The face at each frame of the timeline's range (or another) at its rate (or another), [n, len(SLOTS)].

    Args:
        ground: at these frames; nothing if None.

    Raises:
        KeyError: the timeline names a performance that is not given.
    """
    times = frame_times(rate or timeline.rate, range or timeline.range)
    return _summed(
        timeline, performances, times, ground or Ground.still(), lambda curve: curve.values_at(times)
    )


def performance_of(rows: Array, rate: FrameRate) -> Performance:
    """Rows [n, len(SLOTS)] as a performance whose rest is zero: ready to be carried onto a portrait.

    What stands behind them, [n, len(COLUMNS)], is what of it is life; see ``told_rows``.
    """
    channels, head, gaze = (rows[:, part].astype(np.float32) for part in _PARTS)
    life = rows[:, len(SLOTS) :].astype(np.float32) if rows.shape[1] > len(SLOTS) else None
    return Performance(rate, channels, head, gaze, life=life)


def _summed(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    times: Array,
    ground: Ground,
    values: Callable[[Curve], Array],
) -> Array:
    """All slots at all times, [n, len(SLOTS)]; ``values`` gives a curve's at these times, [n]."""
    out: Array = np.array(np.broadcast_to(ground.rows, (len(times), len(SLOTS))))
    for clip in timeline.motion_clips():
        inside = (times >= float(clip.range.start)) & (times < float(clip.range.end))
        begin = clip.range.start - clip.offset
        moved = moves_at(performances[clip.performance], times[inside], begin)
        out[inside] = moved + (ground.rest if ground.moves else out[inside])
    for layer in timeline.heard_layers():
        own, has = _layer_values(layer, performances, times, ground, values)
        taken = _taken(layer, ground) if layer.additive else has
        out[:, taken] = out[:, taken] * (1 - layer.weight) + own[:, taken] * layer.weight
        added = has & ~taken
        out[:, added] += layer.weight * own[:, added]
    np.clip(out[:, _PARTS[0]], 0.0, 1.0, out=out[:, _PARTS[0]])
    return out


def _taken(layer: Layer, ground: Ground) -> NDArray[np.bool_]:
    """In which slots a layer's performance comes in the actor's place, [len(SLOTS)]."""
    replaces = ground.moves and layer.performance is not None
    return slots_in(layer.moves & layer.portions if replaces else frozenset())


def _layer_values(
    layer: Layer,
    performances: Mapping[str, Performance],
    times: Array,
    ground: Ground,
    values: Callable[[Curve], Array],
) -> tuple[Array, NDArray[np.bool_]]:
    """What a layer says at full weight [n, len(SLOTS)], and which slots it speaks of."""
    out = np.zeros((len(times), len(SLOTS)))
    has = np.zeros(len(SLOTS), bool)
    if layer.performance is not None:
        has = slots_in((layer.moves if ground.moves else WHOLE) & layer.portions)
        moved = moves_at(performances[layer.performance], times, layer.start, layer.life)
        out[:, has] = moved[:, has]
        if ground.moves:
            out[:, has] += ground.rest[has]
    for slot, curve in layer.heard_curves().items():
        out[:, SLOT_INDEX[slot]] += values(curve)
        has[SLOT_INDEX[slot]] = True
    return out, has


def moves_at(performance: Performance, times: Array, start: Seconds, life: Life = ALL) -> Array:
    """A performance that begins at ``start`` as differences from its own rest, with so much of its life,
    [n, len(SLOTS)].

    Linear between frames and held at both ends; channels below the rest count as the rest.
    """
    if not len(performance):
        return np.zeros((len(times), len(SLOTS)))
    fps = performance.rate.fps
    place = (times - float(start)) * fps.numerator / fps.denominator
    # A frame's own time, computed in floats, misses the frame by a hair: give it that frame, not a mix.
    near = np.round(place)
    place = np.clip(np.where(np.abs(place - near) < 1e-6, near, place), 0, len(performance) - 1)
    low = np.floor(place).astype(np.intp)
    high = np.minimum(low + 1, len(performance) - 1)
    part = (place - low)[:, None]
    return _frames(performance, low, life) * (1 - part) + _frames(performance, high, life) * part


def _frames(performance: Performance, index: NDArray[np.intp], life: Life) -> Array:
    """Some frames as differences from a performance's rest, with so much of its life, [n, len(SLOTS)]."""
    out: Array = rows_of(performance)[index] - row_of(performance.rest)
    np.clip(out[:, _PARTS[0]], 0.0, 1.0, out=out[:, _PARTS[0]])
    if life != ALL:
        told = life_of(out) if performance.life is None else performance.life[index]
        out -= _taken_away(told, life)
        np.clip(out[:, _PARTS[0]], 0.0, 1.0, out=out[:, _PARTS[0]])
    return out


def _taken_away(told: NDArray[np.floating], life: Life) -> Array:
    """What goes of a performance where only so much of its life is left, [n, len(SLOTS)]."""
    amounts = dict(life)
    gone = np.array([1.0 - amounts[part] for part, _ in COLUMNS])
    return np.asarray((told * gone) @ _ADDED)


def lived(performance: Performance, life: Life) -> Performance:
    """A performance with so much of its life, for those who know no layers."""
    if life == ALL or not len(performance):
        return performance
    rows = _frames(performance, np.arange(len(performance)), life)
    amounts = dict(life)
    told = performance.life
    if told is not None:
        left = (told * [amounts[part] for part, _ in COLUMNS]).astype(np.float32)
        return performance_of(np.hstack([rows, left]), performance.rate)
    return performance_of(rows, performance.rate)


def life_of(rows: NDArray[np.floating], breath: Array | None = None) -> NDArray[np.floating]:
    """Whose is what, [n, len(COLUMNS)], in a performance that is all life.

    Args:
        rows: [n, len(SLOTS)], as differences from rest. Eyes that look anywhere are taken to turn back while
            the head turns, as eyes do.
        breath: what of the head's pitch and height is breath, [n, 2].
    """
    out = rows[:, _LIFE].copy()
    looks = rows[:, [SLOT_INDEX[slot] for slot in GAZE_SLOTS]]
    turned = rows[:, [SLOT_INDEX[slot] for slot in ("head.yaw", "head.pitch")]]
    out[:, _STEADY] = -STEADYING * turned * (np.abs(looks).sum(1) > 0)[:, None]
    out[:, _LOOKS] -= out[:, _STEADY]
    out[:, _BREATHED] = 0.0 if breath is None else breath
    out[:, _NODDED] -= out[:, _BREATHED]
    return out


def slots_of_life(slots: NDArray[np.bool_], parts: frozenset[Part] = frozenset(PARTS)) -> NDArray[np.bool_]:
    """Which columns of life lie in some slots and belong to some parts, [len(COLUMNS)]."""
    return np.asarray(slots[_LIFE] & np.array([part in parts for part, _ in COLUMNS]))


def told_rows(performance: Performance) -> Array:
    """A performance's states as rows, and behind them what of it is life, if it is known,
    [n, len(SLOTS)] or [n, len(SLOTS) + len(COLUMNS)].
    """
    rows = rows_of(performance)
    return rows if performance.life is None else np.hstack([rows, performance.life])


def rows_of(performance: Performance) -> Array:
    """A performance's states as rows [n, len(SLOTS)]."""
    tables = (performance.channels, performance.head, performance.gaze)
    return np.hstack(tables).astype(np.float64)


def row_of(state: FaceState) -> Array:
    """A state as a row [len(SLOTS)]."""
    return np.array([*state.channels, *state.head.values(), state.gaze.yaw, state.gaze.pitch], np.float64)


def state_of(row: Array) -> FaceState:
    """A row [len(SLOTS)] as a state."""
    channels, head, gaze = (row[part] for part in _PARTS)
    return FaceState(channels.astype(np.float32), HeadPose(*map(float, head)), Gaze(*map(float, gaze)))
