"""What happens when: tracks of clips, layers of curves, and the face that they add up to.

At each time the face is the sum, bottom to top, of

1. the state that the caller starts from (zero, or a portrait's own head and gaze),
2. the performances placed on motion tracks,
3. the layers: an additive one adds ``weight`` times its values, another one goes ``weight`` of the way
   from what lies below to its values.

Channels are kept within 0–1 after the last layer only, so that what one layer adds another may take away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from studio.core.curve import Curve, frame_times
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS
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
    """

    path: str
    digest: str = ""
    embedded: bool = False


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
        curves: by slot: a channel's name, ``head.yaw`` … ``head.z``, ``gaze.yaw``, ``gaze.pitch``.
        performance: id of a performance that plays from ``start`` on and is held at both ends; the
            layer's curves add to it. None for a layer of curves alone.
        weight: 0 does nothing, 1 all of it.
        mute: it does nothing. ``solo``: only layers that are solo do anything.
        additive: adds; if not, replaces the slots that it has (all of them with a performance).

    Raises:
        ValueError: a curve is for a slot that does not exist.
    """

    name: str
    curves: Mapping[str, Curve] = field(default_factory=lambda: MappingProxyType({}))
    performance: str | None = None
    start: Seconds = _START
    weight: float = 1.0
    mute: bool = False
    solo: bool = False
    additive: bool = True

    def __post_init__(self) -> None:
        unknown = [slot for slot in self.curves if slot not in SLOT_INDEX]
        if unknown:
            raise ValueError(Said("nothing in a face is called {0}", listed(unknown)))
        object.__setattr__(self, "curves", MappingProxyType(dict(self.curves)))

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


def state_at(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    time: Seconds,
    base: FaceState = FaceState(),
) -> FaceState:
    """The face at one time.

    Args:
        performances: by id, all that the timeline names.
        base: what lies below everything. Zero is the person's neutral face looking ahead; a portrait
            that keeps its own pose gives the head and gaze of its rest here.

    Raises:
        KeyError: the timeline names a performance that is not given.
    """
    times = np.array([float(time)])
    rows = _summed(timeline, performances, times, base, lambda curve: np.array([curve.value_at(time)]))
    return _state(rows[0])


def sampled(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    base: FaceState = FaceState(),
    range: TimeRange | None = None,  # noqa: A002
    rate: FrameRate | None = None,
) -> Performance:
    """The face at each frame of the timeline's range (or another) at its rate (or another).

    The result's rest is zero: it is ready to be carried onto a portrait, if ``base`` was left at zero.

    Raises:
        KeyError: the timeline names a performance that is not given.
    """
    rate = rate or timeline.rate
    times = frame_times(rate, range or timeline.range)
    rows = _summed(timeline, performances, times, base, lambda curve: curve.values_at(times))
    channels, head, gaze = (rows[:, part].astype(np.float32) for part in _PARTS)
    return Performance(rate, channels, head, gaze)


def _summed(
    timeline: Timeline,
    performances: Mapping[str, Performance],
    times: Array,
    base: FaceState,
    values: Callable[[Curve], Array],
) -> Array:
    """All slots at all times, [n, len(SLOTS)]; ``values`` gives a curve's at these times, [n]."""
    out = np.repeat(_row(base)[None], len(times), axis=0)
    for clip in timeline.motion_clips():
        inside = (times >= float(clip.range.start)) & (times < float(clip.range.end))
        begin = clip.range.start - clip.offset
        out[inside] += _moves(performances[clip.performance], times[inside], begin)
    for layer in timeline.heard_layers():
        own, has = _layer_values(layer, performances, times, values)
        out[:, has] += layer.weight * (own if layer.additive else own - out)[:, has]
    np.clip(out[:, _PARTS[0]], 0.0, 1.0, out=out[:, _PARTS[0]])
    return out


def _layer_values(
    layer: Layer, performances: Mapping[str, Performance], times: Array, values: Callable[[Curve], Array]
) -> tuple[Array, NDArray[np.bool_]]:
    """What a layer says at full weight [n, len(SLOTS)], and which slots it speaks of."""
    out = np.zeros((len(times), len(SLOTS)))
    has = np.zeros(len(SLOTS), bool)
    if layer.performance is not None:
        out += _moves(performances[layer.performance], times, layer.start)
        has[:] = True
    for slot, curve in layer.curves.items():
        out[:, SLOT_INDEX[slot]] += values(curve)
        has[SLOT_INDEX[slot]] = True
    return out, has


def _moves(performance: Performance, times: Array, start: Seconds) -> Array:
    """A performance that begins at ``start`` as differences from its own rest, [n, len(SLOTS)].

    Linear between frames and held at both ends; channels below the rest count as the rest (as in
    ``Performance.onto``).
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
    return _frames(performance, low) * (1 - part) + _frames(performance, high) * part


def _frames(performance: Performance, index: NDArray[np.intp]) -> Array:
    """Some frames of a performance as differences from its rest, [n, len(SLOTS)]."""
    tables = (performance.channels, performance.head, performance.gaze)
    out: Array = np.hstack([table[index] for table in tables]).astype(np.float64) - _row(performance.rest)
    np.clip(out[:, _PARTS[0]], 0.0, 1.0, out=out[:, _PARTS[0]])
    return out


def _row(state: FaceState) -> Array:
    return np.array([*state.channels, *state.head.values(), state.gaze.yaw, state.gaze.pitch], np.float64)


def _state(row: Array) -> FaceState:
    channels, head, gaze = (row[part] for part in _PARTS)
    return FaceState(channels.astype(np.float32), HeadPose(*map(float, head)), Gaze(*map(float, gaze)))
