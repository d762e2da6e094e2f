"""A cut is told from motion."""

import numpy as np

from studio.core.source import Pixels
from studio.engine.tracking.cuts import Cuts


def cuts_among(pictures: list[Pixels]) -> list[int]:
    cuts = Cuts()
    return [index for index, picture in enumerate(pictures) if cuts.begins_shot(picture)]


def test_that_each_shot_begins_with_its_first_frame(astronaut: Pixels) -> None:
    near, black = astronaut[40:240, 120:320], np.zeros((200, 200, 3), np.uint8)
    deep = np.full((200, 200, 3), 50_000, np.uint16)
    shots = [[astronaut] * 4, [near] * 3, [black] * 3, [near] * 2, [deep] * 2]
    assert cuts_among([picture for shot in shots for picture in shot]) == [4, 7, 10, 12]


def test_that_a_moving_camera_and_a_slow_fade_cut_nothing(astronaut: Pixels) -> None:
    pan = [astronaut[:400, 3 * i : 3 * i + 400] for i in range(30)]
    assert cuts_among(pan[:1] * 3 + pan[::6]) in ([], [4]), "a start may look like a cut, going on does not"
    assert cuts_among(pan) == []
    fade = [(astronaut * (1 - i / 40)).astype(np.uint8) for i in range(40)]
    assert cuts_among(fade) == []
