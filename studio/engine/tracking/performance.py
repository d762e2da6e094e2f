"""A performance read from a video: one face followed, its rest calibrated, its curves smoothed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import NoneType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import NoFace
from studio.core.face import FaceState, Performance
from studio.core.source import Source
from studio.core.time import FrameRate
from studio.core.words import Said
from studio.engine.progress import Progress, unheard
from studio.engine.promises import each_of
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import NECK
from studio.engine.tracking.expression import above_rest, read_clip
from studio.engine.tracking.port import FaceChoice, TrackedFace, Tracker
from studio.engine.tracking.reading import read_frame
from studio.engine.tracking.rest import calibrate_rest
from studio.engine.tracking.smoothing import smoothed

Floats = NDArray[np.float32]

_STILL_RATE: Final = FrameRate.of(25)
_DISTANCE: Final = 60.0
"""Centimetres from camera to head that are assumed, to tell nearing from growing."""


class TrackedClip(NamedTuple):
    """What was read from a clip of n frames.

    Attributes:
        performance: in the rig's own intensities, from the person's neutral; smoothed if asked for. It tells
            who was followed: how they rest, and how they look.
        landmarks: [n, 478, 3] float32 in pixels, never smoothed.
        scores: the landmark model's, freed of the person's rest bias [n, 54].
        held: [n] bool: no face was seen; the nearest earlier face is repeated (or the first one).
        begins: [n] bool: a shot begins with this frame.
    """

    performance: Performance
    landmarks: Floats
    scores: Floats
    held: NDArray[np.bool_]
    begins: NDArray[np.bool_]

    @property
    def neutral(self) -> NDArray[np.float64]:
        """The person's face at zero, canonical cm [478, 3]."""
        assert self.performance.neutral is not None, "a clip tells it"
        return self.performance.neutral


def track_performance(
    source: Source,
    tracker: Tracker,
    choice: FaceChoice = FaceChoice(),
    progress: Progress = unheard,
    *,
    smooth: bool = True,
) -> Performance:
    """One face's performance through a clip (one frame of a still), read frame by frame.

    Raises:
        NoFace: no frame shows the face that is meant.
    """
    return track_clip(source, tracker, choice, progress, smooth=smooth).performance


def track_clip(
    source: Source,
    tracker: Tracker,
    choice: FaceChoice = FaceChoice(),
    progress: Progress = unheard,
    *,
    smooth: bool = True,
) -> TrackedClip:
    """As ``track_performance``, with the landmarks of every frame (6 kB each)."""
    rows, landmarks, shots, looks = [], [], [], []
    for face in _followed(source, tracker, choice, progress):
        rows.append(_row(face))
        landmarks.append(face.landmarks.astype(np.float32))
        shots.append(face.begins)
        looks += [] if face.look is None or face.held else [face.look]
    raw, points = _raw_performance(rows, source), np.stack(landmarks)
    scores, held = above_rest(raw), np.array([row.held for row in rows])
    reading = read_clip(load_basis(), points, scores, held)
    rest = FaceState(head=raw.rest.head, gaze=raw.rest.gaze)
    performance = replace(
        raw, channels=reading.channels, rest=rest, neutral=reading.neutral, look=_look_of(looks)
    )
    begins = np.array(shots)
    if smooth:
        performance = smoothed(performance, begins)
    return TrackedClip(performance, points, scores, held, begins)


def _look_of(looks: list[Floats]) -> Floats | None:
    """How somebody looks in the mean of several looks."""
    if not looks:
        return None
    mean = np.mean(looks, axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """What is kept of one frame.

    Attributes:
        middle: where the canonical origin is, pixels, x right, y up.
        neck: where the neck is from there, turned with the head, canonical cm.
        scale: pixels per canonical cm.
    """

    channels: Floats
    turn: tuple[float, float, float]
    gaze: tuple[float, float]
    middle: NDArray[np.float64]
    neck: NDArray[np.float64]
    scale: float
    held: bool


def _row(face: TrackedFace) -> _Row:
    state = face.state
    frame = read_frame(face.landmarks, state.channels, load_basis())
    return _Row(
        channels=state.channels,
        turn=(state.head.yaw, state.head.pitch, state.head.roll),
        gaze=(state.gaze.yaw, state.gaze.pitch),
        middle=frame.offset[:2],
        neck=(frame.rotation @ NECK)[:2],
        scale=frame.scale,
        held=face.held,
    )


def _followed(
    source: Source, tracker: Tracker, choice: FaceChoice, progress: Progress
) -> Iterator[TrackedFace]:
    """One face a frame: before it is first seen, the first one is given as held."""
    total = _frame_count(source)
    waiting = 0
    seen = False
    faces = each_of(tracker, tracker.follow(source.frames(), choice), TrackedFace, NoneType)
    for done, face in enumerate(faces, 1):
        progress(min(done / total, 1.0), Said("frame {0}", done))
        if face is None:
            waiting += 1
            continue
        if not seen:
            yield from [replace(face, held=True)] * waiting
            seen = True
        yield face
    if not seen:
        raise NoFace(
            Said("The face that is meant was not found in any frame."),
            Said("Use a video in which a face is seen from the front, or choose another face."),
        )


def _frame_count(source: Source) -> int:
    if source.rate is None or source.length is None:
        return 1
    return max(1, source.rate.count_in(source.length))


def _raw_performance(rows: list[_Row], source: Source) -> Performance:
    """As the landmark model scores it, with the person's rest."""
    channels = np.array([row.channels for row in rows], np.float32)
    head = np.concatenate([[row.turn for row in rows], _translation(rows)], axis=1).astype(np.float32)
    gaze = np.array([row.gaze for row in rows], np.float32)
    held = np.array([row.held for row in rows])
    rest = calibrate_rest(channels[~held], gaze[~held], head[~held])
    return Performance(source.rate or _STILL_RATE, channels, head, gaze, rest, held)


def _translation(rows: list[_Row]) -> Floats:
    """How far the neck is from its usual place [n, 3], cm: x right, y up, z nearer.

    The rig turns a head about the neck, then moves it, then makes it larger about its middle; this
    is the inverse.
    """
    scales = np.array([row.scale for row in rows])
    usual = float(np.median(scales))
    necks = np.array([row.middle / usual + row.neck for row in rows])
    nearer = _DISTANCE * (1 - usual / scales)
    return np.column_stack([necks - np.median(necks, axis=0), nearer]).astype(np.float32)
