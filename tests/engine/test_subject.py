"""A face is found once for all renderers, and it is known where there is none."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from studio.core.errors import Cancelled, NoFace
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.engine.subject import STILL_RATE, subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.performance import track_clip
from studio.files.pictures import Picture, Still
from tests.fakes import Spotter

RATE = FrameRate(Fraction(25))


class Film:
    """Pictures one after another."""

    def __init__(self, pictures: list[Pixels]) -> None:
        self.pictures = pictures
        self.size, self.rate = (pictures[0].shape[1], pictures[0].shape[0]), RATE
        self.length = RATE.time_of(len(pictures))

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        for index in range(RATE.index_at(start), len(self.pictures)):
            yield Frame(self.pictures[index], RATE.time_of(index))


def grey(level: int) -> Pixels:
    return np.full((96, 512, 3), level, np.uint8)


def test_that_a_picture_rests_the_same_at_all_times(ramp: Pixels) -> None:
    subject = subject_of(Still(Picture(ramp)), Spotter())
    assert not subject.is_video
    assert (subject.rate, subject.size, subject.unseen) == (STILL_RATE, (512, 96), 0)
    assert subject.rest["mouthSmileLeft"] > 0.4
    assert subject.rest_at(Seconds(99)) == subject.rest
    ground = subject.ground([Seconds(0), Seconds(1)])
    assert not ground.moves
    assert not ground.state().channels.any(), "its expression is a layer of its own"
    assert ground.state().head == subject.rest.head


def test_that_a_picture_rests_as_it_is_told(ramp: Pixels) -> None:
    alone = subject_of(Still(Picture(ramp)), Spotter())
    film = Film([grey(level) for level in (60, 120, 200, 240)])
    neutral = track_clip(film, Spotter()).neutral
    told = subject_of(Still(Picture(ramp)), Spotter(), neutral=neutral)
    assert alone.told is None
    assert told.told is neutral
    assert np.median(np.abs(told.person().neutral - neutral)) < 1e-9, (
        "all but its outline, and lips that close"
    )
    assert np.abs(told.person().neutral - alone.person().neutral).max() > 0.01


def test_that_a_video_has_its_own_state_in_every_frame() -> None:
    subject = subject_of(Film([grey(level) for level in (60, 120, 200, 240)]), Spotter())
    jaws = [subject.rest_of(index)["jawOpen"] for index in range(4)]
    assert jaws == sorted(jaws)
    assert jaws[0] < jaws[3]
    assert [subject.index_at(Seconds(t, 100)) for t in (-5, 0, 3, 4, 11, 12, 99)] == [0, 0, 0, 1, 2, 3, 3]
    assert subject.rest_at(Seconds(9, 100)) == subject.rest_of(2)
    ground = subject.ground([Seconds(0), Seconds(1, 10)])
    assert ground.moves
    assert ground.state(1) == subject.rest_of(2)


def test_that_frames_without_a_face_are_known() -> None:
    black, bright = grey(0), grey(200)
    subject = subject_of(Film([black, bright, bright, black, bright]), Spotter())
    assert [subject.is_seen(index) for index in range(5)] == [False, True, True, False, True]
    assert (subject.first_seen, subject.unseen) == (1, 2)


def test_that_it_is_known_how_far_a_face_goes_on_without_a_cut_or_a_gap(astronaut: Pixels) -> None:
    near, black = astronaut[40:240, 120:320], np.zeros((200, 200, 3), np.uint8)
    far = np.ascontiguousarray(astronaut[:400:2, :400:2])
    subject = subject_of(Film([far] * 3 + [near] * 3 + [black] * 2 + [far] * 2), FaceLandmarker())
    followed = subject.followed
    assert followed is not None
    assert [followed.goes_on(i) for i in range(10)] == [i in (1, 2, 4, 5, 9) for i in range(10)]
    assert subject.goes_on(0, 2)
    assert not subject.goes_on(1, 4)
    stretches = [followed.stretch_of(i, 48) for i in (0, 2, 3, 5, 8, 9)]
    assert stretches == [range(3), range(3), range(3, 6), range(3, 6), range(8, 10), range(8, 10)]
    assert followed.stretch_of(5, 2) == range(4, 6)


def test_that_a_clip_without_any_face_is_refused() -> None:
    with pytest.raises(NoFace):
        subject_of(Film([grey(0)] * 3), Spotter())


def test_that_a_face_that_leaves_the_picture_is_not_whole(astronaut: Pixels) -> None:
    """She goes out to the left: whole at first, half out at last; a tight picture of her face is whole."""
    wide = np.pad(astronaut[:320], ((0, 0), (0, 200), (0, 0)), mode="edge")
    film = Film([wide[:, left : left + 400] for left in (60, 90, 160, 215, 230, 245)])
    subject = subject_of(film, FaceLandmarker())
    seen = [subject.is_seen(index) for index in range(6)]
    assert seen[:3] == [True, True, True]
    assert not seen[-1]
    close = subject_of(Film([astronaut[70:235, 155:290]] * 2), FaceLandmarker())
    assert close.unseen == 0


def test_that_following_a_face_tells_how_far_it_is_and_can_be_stopped() -> None:
    film, told = Film([grey(200)] * 4), list[float]()

    def stop(done: float, _doing: str) -> None:
        told.append(done)
        if len(told) == 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        subject_of(film, Spotter(), progress=stop)
    assert told == [0.25, 0.5, 0.75]


def test_that_the_rig_of_a_frame_is_the_frames_own() -> None:
    subject = subject_of(Film([grey(60), grey(240)]), Spotter())
    first, last = subject.person(0), subject.person(1)
    assert first.rest == subject.rest_of(0)
    assert last.rest == subject.rest_of(1)
    assert not np.allclose(first.landmarks, last.landmarks)
