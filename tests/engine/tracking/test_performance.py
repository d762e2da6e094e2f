"""A performance read from a clip of pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from studio.core.errors import NoFace
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.engine.tracking.identity import face_vector
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.performance import track_clip, track_performance
from studio.engine.tracking.port import FaceChoice

RATE = FrameRate.of("30000/1001")


@dataclass
class Clip:
    """A source of pictures in memory."""

    pictures: list[Pixels]
    rate: FrameRate | None = RATE

    @property
    def size(self) -> tuple[int, int]:
        return self.pictures[0].shape[1], self.pictures[0].shape[0]

    @property
    def length(self) -> Seconds | None:
        return self.rate.time_of(len(self.pictures)) if self.rate else None

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        for i, picture in enumerate(self.pictures):
            yield Frame(picture, RATE.time_of(i))


@pytest.fixture(scope="module")
def tracker() -> FaceLandmarker:
    return FaceLandmarker()


def test_that_a_clip_becomes_a_performance_at_its_own_exact_rate(
    tracker: FaceLandmarker, astronaut: Pixels
) -> None:
    empty = np.full_like(astronaut, 100)
    pictures = [empty, *(np.roll(astronaut, 4 * i, axis=1) for i in range(8)), empty]
    told: list[float] = []
    clip = track_clip(Clip(pictures), tracker, FaceChoice(), lambda done, _doing: told.append(done))
    performance = clip.performance
    assert performance.rate == RATE
    assert len(performance) == 10
    assert clip.landmarks.shape == (10, 478, 3)
    assert clip.held.tolist() == [True] + [False] * 8 + [True]
    assert performance.look is not None
    own = face_vector(astronaut, tracker.find(astronaut)[0].landmarks)
    assert performance.look @ own > 0.9, "it tells who was followed"
    assert clip.neutral is performance.neutral
    assert performance.missing is not None
    assert (performance.missing == clip.held).all()
    assert told[-1] == 1.0
    assert told == sorted(told)
    # She moves 4 px a frame: 60.5 px between outer eye corners are about 9 cm.
    steps = np.diff(performance.head[2:8, 3])
    assert steps.mean() == pytest.approx(4 * 9 / 60.5, rel=0.15)
    assert np.abs(performance.head[:, 0] - performance.head[0, 0]).max() < 3


def test_that_a_still_is_a_performance_of_one_frame(tracker: FaceLandmarker, astronaut: Pixels) -> None:
    performance = track_performance(Clip([astronaut], rate=None), tracker)
    assert len(performance) == 1
    assert performance.state(0)["mouthSmileLeft"] > 0.6
    assert performance.rest["mouthSmileLeft"] < 0.1


def test_that_a_clip_without_a_face_is_told(tracker: FaceLandmarker) -> None:
    with pytest.raises(NoFace, match="not found in any frame"):
        track_performance(Clip([np.full((64, 64, 3), 100, np.uint8)] * 3), tracker)
