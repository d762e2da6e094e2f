"""What is animated, found once for all renderers: the face in every frame, its person, how it rests.

A picture has one frame. A video's face is followed through all of them; where no whole face is seen (before
it comes, after it went, half out of the picture) nothing is to be drawn, and a frame stays as it is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Performance
from studio.core.source import Frame, Pixels, Shrinkable, Source
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Ground
from studio.core.words import Said
from studio.engine.progress import Progress, unheard
from studio.engine.promises import each_of
from studio.engine.reel import Reel
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.tracking.expression import frame_of, on_pixels, read_person
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import FaceChoice, TrackedFace, Tracker
from studio.engine.warp.shrink import shrunk

Floats = NDArray[np.float32]
Array = NDArray[np.float64]

STILL_RATE: Final = FrameRate(Seconds(25))
"""Frames per second of what is made of a picture, where nobody asks for another rate."""
_FEATURES: Final = np.array([*t.EYE_RIGHT, *t.EYE_LEFT, *t.OUTER_LIPS, t.NOSE_TIP])
"""Landmarks without which a face is not whole."""
_OVAL: Final = np.array(t.OVAL)
_WHOLE: Final = 0.75
"""How much of the face's outline must lie in the picture: a close-up may cut forehead and chin."""


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A face in every frame of a video.

    Attributes:
        own: its own performance in the rig's units.
        landmarks: [n, 478, 3] pixels.
        scores: calibrated scores of the tracker [n, 54], for the pose.
        neutral: the person's face at zero, canonical cm [478, 3].
        is_seen: the whole face is in the picture [n].
        begins: a shot begins with this frame [n].
    """

    own: Performance
    landmarks: Floats
    scores: Floats
    neutral: Array
    is_seen: NDArray[np.bool_]
    begins: NDArray[np.bool_]

    def goes_on(self, index: int) -> bool:
        """Whether a frame shows the face as the one before it does: whole in both, and no cut between."""
        return index > 0 and bool(self.is_seen[index - 1 : index + 1].all() and not self.begins[index])

    def stretch_of(self, index: int, most: int) -> range:
        """The frames of a block of so many that show the face as one of them does, without a cut between."""
        begin, end = self.similar(index, most), index + 1
        while end % most and end < len(self.is_seen) and self.goes_on(end):
            end += 1
        return range(begin, end)

    def similar(self, index: int, most: int) -> int:
        """The first of so many frames that look like one: anew at a cut, and where no face was seen."""
        first = index - index % most
        return next((i for i in range(index, first, -1) if not self.goes_on(i)), first)

    def person(self, index: int) -> Person:
        """The rig of one frame."""
        basis, points = load_basis(), self.landmarks[index].astype(np.float64)
        frame = frame_of(basis, points, self.scores[index], self.neutral)
        return Person.of(basis, points, frame, self.own.state(index), self.neutral)


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A picture or video and the face in it; see ``subject_of``.

    Attributes:
        face: which face was asked for.
        original: the picture, or a video's first frame.
        times: when each frame is shown (a video's need not be evenly spaced); a picture has one.
        still: the person in a picture; None of a video.
        followed: the face through a video; None of a picture.
        reel: its frames by number, shared by whoever looks here and there; for reading on, see ``new_reel``.
        path: where it was opened, if it is a file.
        half: the frames of a video at half their size, for drafts; None where they can't be read so.
        told: how the person in a picture rests, as it was told.
    """

    source: Source
    face: FaceChoice
    original: Pixels
    times: tuple[Seconds, ...]
    still: Person | None
    followed: Followed | None
    reel: Reel
    path: Path | None = None
    half: Reel | None = None
    told: Array | None = None

    @property
    def is_video(self) -> bool:
        return self.followed is not None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.source.size

    @property
    def rate(self) -> FrameRate:
        """Frames per second of the video, or of what is made of a picture."""
        return self.source.rate or STILL_RATE

    @property
    def rest(self) -> FaceState:
        """w₀: its own state as it was photographed; of a video, in the first frame."""
        return self.rest_of(0)

    def rest_at(self, time: Seconds) -> FaceState:
        """Its own state at a time; of a picture, always the same."""
        return self.rest_of(self.index_at(time))

    def rest_of(self, index: int) -> FaceState:
        """Its own state in a frame."""
        if self.followed is not None:
            return self.followed.own.state(index)
        assert self.still is not None
        return self.still.rest

    def person(self, index: int = 0) -> Person:
        """The rig of a frame."""
        if self.followed is not None:
            return self.followed.person(index)
        assert self.still is not None
        return self.still

    def index_at(self, time: Seconds) -> int:
        """The frame on screen at a time; the first and the last one are held."""
        return max(bisect_right(self.times, time) - 1, 0)

    def is_seen(self, index: int) -> bool:
        """Whether a frame shows the whole face; where not, it stays as it is."""
        return self.followed is None or bool(self.followed.is_seen[index])

    def goes_on(self, before: int, after: int) -> bool:
        """Whether the face is seen without a gap or a cut from one frame to a later one."""
        followed = self.followed
        return followed is None or all(followed.goes_on(index) for index in range(before + 1, after + 1))

    @property
    def unseen(self) -> int:
        """In how many frames no whole face is seen."""
        return 0 if self.followed is None else int((~self.followed.is_seen).sum())

    @property
    def first_seen(self) -> int:
        """The first frame that shows the whole face, or else the first in which it was found at all."""
        return 0 if self.followed is None else int(np.argmax(self.followed.is_seen))

    def ground(self, times: Sequence[Seconds]) -> Ground:
        """How it is by itself at some times; of a picture the same at all, without its expression: that is a
        layer of its own.
        """
        if self.followed is None:
            return Ground.still(FaceState(head=self.rest.head, gaze=self.rest.gaze))
        return Ground.moving([self.rest_at(time) for time in times], self.rest)

    def pixels(self, index: int, shrink: int = 1) -> Pixels:
        """A frame, so many pixels of which each way, a power of two, are one; not to be painted on."""
        if shrink == 1 or self.half is None:
            return shrunk(self.reel.pixels(index), shrink)
        return shrunk(self.half.pixels(index), shrink // 2)

    def new_reel(self, kept: int = 1) -> Reel:
        """Its frames for somebody who reads on and on, and looks back at so many."""
        return Reel(self.source, self.times, kept)


def subject_of(
    source: Source,
    tracker: Tracker,
    face: FaceChoice = FaceChoice(),
    progress: Progress = unheard,
    path: Path | None = None,
    neutral: Array | None = None,
) -> Subject:
    """Find the face; a video is followed through, which takes a while.

    Args:
        progress: raising in it stops the work.
        neutral: the face of the person in a picture at zero, canonical cm [478, 3], as a clip of them tells
            it; a video tells it itself.

    Raises:
        SourceError: there is no face, it is too small or turned away.
    """
    if source.rate is None:
        pixels = next(source.frames()).pixels
        found = choose_face([*each_of(tracker, tracker.find(pixels), TrackedFace)], face)
        person = read_person(load_basis(), found, neutral)
        progress(1.0, Said("the face is found"))
        start = (Seconds(0),)
        return Subject(source, face, pixels, start, person, None, Reel(source, start), path, told=neutral)
    timed = _Timed(source)
    clip = track_clip(timed, tracker, face, progress)
    landmarks = on_pixels(clip.landmarks)
    seen = ~clip.held & np.array([_is_whole(points, source.size) for points in landmarks])
    followed = Followed(
        clip.performance, landmarks.astype(np.float32), clip.scores, clip.neutral, seen, clip.begins
    )
    times = tuple(timed.times)
    assert timed.first is not None
    return Subject(
        source, face, timed.first, times, None, followed, Reel(source, times), path, _half(source, times)
    )


def _half(source: Source, times: tuple[Seconds, ...]) -> Reel | None:
    half = source.halved() if isinstance(source, Shrinkable) else None
    return None if half is None else Reel(half, times)


class _Timed:
    """A source that notes its first frame, and when each is shown, as they pass."""

    def __init__(self, source: Source) -> None:
        self.times: list[Seconds] = []
        self.first: Pixels | None = None
        self._source = source
        self.size, self.rate, self.length = source.size, source.rate, source.length

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        for frame in self._source.frames(start):
            if self.first is None:
                self.first = frame.pixels
            self.times.append(frame.time)
            yield frame


def _is_whole(landmarks: Array, size: tuple[int, int]) -> bool:
    """Whether eyes, nose and mouth, and most of the outline, lie in a picture of ``size``."""
    features = landmarks[_FEATURES, :2]
    if (features < 0).any() or (features >= size).any():
        return False
    oval = landmarks[_OVAL, :2].astype(np.float32)
    inside = np.clip(oval, 0, np.array(size, np.float32))
    return cv2.contourArea(inside) >= _WHOLE * cv2.contourArea(oval)
