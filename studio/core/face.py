"""What a face does at one instant (``FaceState``) and over time (``Performance``).

Conventions: a state is absolute, zero is the person's neutral face looking straight ahead.
Angles are in degrees as seen by the viewer: yaw > 0 turns to the right side of the picture,
pitch > 0 looks up, roll > 0 tilts clockwise. Translation is in centimetres of the canonical head
(eyes about 9 cm apart at their outer corners): x right, y up, z toward the viewer.
Looking is told by ``gaze`` alone as far as trackers and drivers go; the eyeLook channels add to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.life import COLUMNS
from studio.core.time import FrameRate, Seconds
from studio.core.units import CHANNEL_INDEX, CHANNELS, ActionUnit, find_unit
from studio.core.words import Said

Channels = NDArray[np.float32]
Shape = NDArray[np.float64]

LANDMARKS: Final = 478
"""Points of a face's shape."""


def _frozen(values: NDArray[np.floating]) -> Channels:
    out = np.array(values, dtype=np.float32)
    out.flags.writeable = False
    return out


def _frozen_shape(points: NDArray[np.floating]) -> Shape:
    out = np.array(points, dtype=np.float64)
    out.flags.writeable = False
    return out


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Rotation in degrees and translation in canonical centimetres."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0

    def plus(self, other: "HeadPose") -> "HeadPose":
        return HeadPose(*(a + b for a, b in zip(self.values(), other.values(), strict=True)))

    def minus(self, other: "HeadPose") -> "HeadPose":
        return HeadPose(*(a - b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[float, float, float, float, float, float]:
        return (self.yaw, self.pitch, self.roll, self.x, self.y, self.z)


@dataclass(frozen=True, slots=True)
class Gaze:
    """Both eyes' direction relative to the head, in degrees."""

    yaw: float = 0.0
    pitch: float = 0.0

    def plus(self, other: "Gaze") -> "Gaze":
        return Gaze(self.yaw + other.yaw, self.pitch + other.pitch)

    def minus(self, other: "Gaze") -> "Gaze":
        return Gaze(self.yaw - other.yaw, self.pitch - other.pitch)


@dataclass(frozen=True, slots=True, eq=False)
class FaceState:
    """Everything that moves in a face at one instant.

    Attributes:
        channels: intensities [len(CHANNELS)], 0–1, read-only, in the order of ``CHANNELS``.
    """

    channels: Channels = field(default_factory=lambda: _frozen(np.zeros(len(CHANNELS))))
    head: HeadPose = HeadPose()
    gaze: Gaze = Gaze()

    def __post_init__(self) -> None:
        if self.channels.shape != (len(CHANNELS),):
            raise ValueError(Said("a state has {0} channels, not {1}", len(CHANNELS), self.channels.shape))
        object.__setattr__(self, "channels", _frozen(self.channels))

    @classmethod
    def of(
        cls, channels: Mapping[str, float] | None = None, head: HeadPose = HeadPose(), gaze: Gaze = Gaze()
    ) -> "FaceState":
        """A state from channel names: ``FaceState.of({"jawOpen": 0.4})``."""
        values = np.zeros(len(CHANNELS), np.float32)
        for name, value in (channels or {}).items():
            values[CHANNEL_INDEX[name]] = value
        return cls(values, head, gaze)

    def __getitem__(self, channel: str) -> float:
        return float(self.channels[CHANNEL_INDEX[channel]])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FaceState):
            return NotImplemented
        return (
            bool(np.array_equal(self.channels, other.channels))
            and self.head == other.head
            and self.gaze == other.gaze
        )

    def __hash__(self) -> int:
        return hash((self.channels.tobytes(), self.head, self.gaze))

    def with_channels(self, **values: float) -> "FaceState":
        out = self.channels.copy()
        for name, value in values.items():
            out[CHANNEL_INDEX[name]] = value
        return replace(self, channels=out)

    def with_unit(self, unit: ActionUnit | str, value: float, *, relative: bool = False) -> "FaceState":
        """Set a unit of any vocabulary (``AU12=3``), or add to it (``AU12+=1``).

        Setting replaces the channels that the unit moves; a unit of several channels sets each to
        its weight times the value.
        """
        if isinstance(unit, str):
            unit = find_unit(unit)
        out = self.channels.copy()
        for channel, weight in unit.weights.items():
            i = CHANNEL_INDEX[channel]
            step = weight * value / unit.full
            out[i] = np.clip(out[i] + step if relative else step, 0.0, 1.0)
        return replace(self, channels=out)


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """A face over time: one state per frame at an exact rate.

    Attributes:
        rate: frames per second.
        channels: [n, len(CHANNELS)] float32, 0–1.
        head: [n, 6] float32: yaw, pitch, roll (degrees), x, y, z (canonical cm).
        gaze: [n, 2] float32: yaw, pitch (degrees).
        rest: what counts as this performer's rest; a performance is carried to another face as the
            difference from it. Zero for generated speech; calibrated for a tracked person.
        missing: [n] bool, frames in which no face was seen (they hold the last state).
        life: what of it is whose, if it is known: [n, len(COLUMNS)] float32, see ``studio.core.life``.
        neutral: the performer's own face at zero, canonical cm [LANDMARKS, 3] float64, where a tracker read
            it from a clip of theirs.
        look: a unit vector [128] float32 by which their face is told from others', where it was looked at.
    """

    rate: FrameRate
    channels: Channels
    head: Channels
    gaze: Channels
    rest: FaceState = field(default_factory=FaceState)
    missing: NDArray[np.bool_] | None = None
    life: Channels | None = None
    neutral: Shape | None = None
    look: Channels | None = None

    def __post_init__(self) -> None:
        n = len(self.channels)
        if (
            self.channels.shape != (n, len(CHANNELS))
            or self.head.shape != (n, 6)
            or self.gaze.shape != (n, 2)
            or (self.life is not None and self.life.shape != (n, len(COLUMNS)))
        ):
            raise ValueError(Said("channels, head and gaze of a performance differ in length or width"))
        for name in ("channels", "head", "gaze", "life", "look"):
            if (values := getattr(self, name)) is not None:
                object.__setattr__(self, name, _frozen(values))
        if self.neutral is not None:
            if self.neutral.shape != (LANDMARKS, 3):
                raise ValueError(
                    Said("a face at rest has {0} points, not {1}", LANDMARKS, self.neutral.shape)
                )
            object.__setattr__(self, "neutral", _frozen_shape(self.neutral))

    @classmethod
    def of(cls, states: Sequence[FaceState], rate: FrameRate, rest: FaceState | None = None) -> "Performance":
        return cls(
            rate,
            np.array([s.channels for s in states], np.float32).reshape(-1, len(CHANNELS)),
            np.array([s.head.values() for s in states], np.float32).reshape(-1, 6),
            np.array([(s.gaze.yaw, s.gaze.pitch) for s in states], np.float32).reshape(-1, 2),
            rest or FaceState(),
        )

    @classmethod
    def joined(cls, pieces: Iterable["Performance"], rate: FrameRate) -> "Performance":
        """Pieces that follow one another, all at this rate and with the first one's rest."""
        parts = [piece for piece in pieces if len(piece)]
        if not parts:
            return cls.of((), rate)
        tables = zip(*((part.channels, part.head, part.gaze) for part in parts), strict=True)
        channels, head, gaze = (np.concatenate(table) for table in tables)
        told = [part.life for part in parts if part.life is not None]
        life = np.concatenate(told) if len(told) == len(parts) else None
        return cls(rate, channels, head, gaze, parts[0].rest, life=life)

    def __len__(self) -> int:
        return len(self.channels)

    @property
    def length(self) -> Seconds:
        return self.rate.time_of(len(self))

    def part(self, first: int, end: int) -> "Performance":
        """Its frames from one number to before another."""
        missing, life = self.missing, self.life
        return replace(
            self,
            channels=self.channels[first:end],
            head=self.head[first:end],
            gaze=self.gaze[first:end],
            missing=None if missing is None else missing[first:end],
            life=None if life is None else life[first:end],
        )

    def state(self, index: int) -> FaceState:
        head = HeadPose(*map(float, self.head[index]))
        return FaceState(self.channels[index], head, Gaze(*map(float, self.gaze[index])))
