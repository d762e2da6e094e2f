"""Frames of a video by number: read on where it is, opened anew only for a jump."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.core.errors import FileUnreadable
from studio.core.source import Frame
from studio.core.time import FrameRate, Seconds
from studio.engine.reel import Reel

RATE = FrameRate.of(25)


class Numbers:
    """A clip whose frames tell their number, and that counts how often it is opened."""

    size, rate, length = (2, 2), RATE, RATE.time_of(100)

    def __init__(self, there: int = 100) -> None:
        self.there, self.opened, self.read = there, 0, 0

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        self.opened += 1
        for index in range(RATE.index_at(start), self.there):
            self.read += 1
            yield Frame(np.full((2, 2, 3), index, np.uint8), RATE.time_of(index))


def reel_of(clip: Numbers) -> Reel:
    return Reel(clip, tuple(RATE.time_of(i) for i in range(100)))


def test_that_a_reel_that_runs_is_opened_once_and_reads_each_frame_once() -> None:
    clip = Numbers()
    reel = reel_of(clip)
    for index in (0, 1, 3, 2, 4, 4, 7, 6):
        assert (reel.pixels(index) == index).all()
    assert (clip.opened, clip.read) == (1, 8)


def test_that_a_jump_opens_it_anew_wherever_it_goes() -> None:
    clip = Numbers()
    reel = reel_of(clip)
    for index in (50, 99, 2, 30, 0):
        assert (reel.pixels(index) == index).all()
    assert (clip.opened, clip.read) == (5, 5)


def test_that_a_video_that_lost_its_end_is_told() -> None:
    reel = reel_of(Numbers(there=10))
    with pytest.raises(FileUnreadable):
        reel.pixels(12)
    assert (reel.pixels(9) == 9).all()
