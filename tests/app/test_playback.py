"""Playing: the sound is the clock, frames come in order, and what comes too late is dropped."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Semaphore
from typing import Any

import numpy as np
import pytest

from studio.app.patch import Patch
from studio.app.playback import Player
from studio.app.preview import Drafts
from studio.core.errors import SourceError
from studio.core.face import FaceState, Performance
from studio.core.time import FrameRate
from studio.engine.part import Part
from studio.engine.portrait import Portrait, opened
from studio.engine.ports import Needs
from studio.engine.scene import Scene
from studio.engine.tracking.port import FaceChoice

RATE = FrameRate.of(25)


class Tape:
    """A sound that is where a test puts it."""

    def __init__(self) -> None:
        self.frame, self.is_silent = 0, False

    def now(self) -> float:
        return float(RATE.time_of(self.frame)) + 0.001

    def stop(self) -> None:
        self.is_silent = True


class Numbering:
    """A renderer whose pictures tell how far the jaw is open, in hundredths."""

    needs = Needs()

    def __init__(self) -> None:
        self.drawn = 0

    def part(self, likeness: Any, state: FaceState, *_: Any) -> Part:
        if state["jawOpen"] > 0.9:
            raise SourceError("The source is gone.")
        self.drawn += 1
        return Part(np.full((4, 4, 3), round(100 * state["jawOpen"]), np.uint8))


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many frames as there are processors are drawn at once: here always the same number."""
    monkeypatch.setattr("studio.app.preview.processors", lambda: 2)


@pytest.fixture(scope="module")
def astronauts(astronaut_file: Path) -> Portrait:
    return opened(astronaut_file, FaceChoice(), "rig", lambda *_: None)


@pytest.fixture
def portrait(astronauts: Portrait) -> Portrait:
    return replace(astronauts, renderer=Numbering())


def numbered(portrait: Portrait) -> Scene:
    """A scene in which each frame tells its number."""
    return Scene.of(portrait, Performance.of([FaceState.of({"jawOpen": i / 100}) for i in range(100)], RATE))


def number_of(patch: Patch) -> int:
    return int(patch.pixels[0, 0, 0])


def until(so: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not so():
        assert time.monotonic() < end
        time.sleep(0.002)


def next_of(player: Player) -> tuple[int, Patch]:
    """What is due, as soon as it is drawn."""
    found: list[tuple[int, Patch]] = []
    until(lambda: found.extend(filter(None, [player.due()])) or found)
    return found[0]


def shown(player: Player, tape: Tape, frames: range) -> list[int]:
    """Go from frame to frame, and wait for each."""
    got = []
    for tape.frame in frames:
        index, patch = next_of(player)
        assert number_of(patch) == index
        got.append(index)
    return got


def test_that_every_frame_is_shown_in_its_turn(portrait: Portrait) -> None:
    player, tape = Player(numbered(portrait), 3, 60), Tape()
    until(lambda: player.is_ready)
    assert player.due() is None, "before the sound begins nothing is due"
    player.begin(tape)  # type: ignore[arg-type]
    assert shown(player, tape, range(3, 60)) == list(range(3, 60))
    assert (player.tally.shown, player.tally.dropped) == (57, 0)
    until(lambda: player.has_ended)
    player.stop()
    assert tape.is_silent


def test_that_late_frames_are_dropped_and_never_shown_late(portrait: Portrait) -> None:
    player, tape = Player(numbered(portrait), 0, 60), Tape()
    until(lambda: len(player._ready) > 10)
    player.begin(tape)  # type: ignore[arg-type]
    tape.frame = 4
    index, patch = next_of(player)
    assert (index, number_of(patch)) == (4, 4)
    assert player.due() is None, "a frame is shown once"
    assert (player.tally.shown, player.tally.dropped) == (1, 4)
    player.stop()


def test_that_drawing_that_is_far_behind_goes_on_where_the_sound_is(portrait: Portrait) -> None:
    player, tape = Player(numbered(portrait), 0, 90), Tape()
    until(lambda: len(player._ready) > 20)
    player.begin(tape)  # type: ignore[arg-type]
    tape.frame = 70
    until(lambda: player.due() is None and player._ready and player._ready[0][0] > 70)
    assert player.tally.dropped > 40
    player.stop()
    assert portrait.renderer.drawn < 70


def test_that_what_is_late_is_not_even_drawn(portrait: Portrait) -> None:
    tape, renderer, turns = Tape(), portrait.renderer, Semaphore(0)
    drawing = renderer.part

    def slow(*given: Any) -> Part:
        turns.acquire()
        part: Part = drawing(*given)
        return part

    renderer.part = slow
    player = Player(numbered(portrait), 0, 80)
    player.begin(tape)  # type: ignore[arg-type]
    for drawn in range(1, 17):
        tape.frame += 5  # each frame takes as long as five are shown
        player.due()
        turns.release()
        until(lambda drawn=drawn: renderer.drawn == drawn)
    turns.release(80)
    until(lambda: player.due() is None and player.has_ended)
    player.stop()
    assert renderer.drawn < 30
    assert player.tally.dropped > 40


def test_that_what_was_played_once_is_not_drawn_again(portrait: Portrait) -> None:
    drafts = Drafts(portrait)
    for _ in range(2):
        player, tape = Player(numbered(portrait), 0, 30, drafts), Tape()
        player.begin(tape)  # type: ignore[arg-type]
        assert shown(player, tape, range(30)) == list(range(30))
        player.stop()
    assert portrait.renderer.drawn == 30
    assert drafts.found(numbered(portrait), RATE.time_of(7)) is not None


def test_that_what_goes_wrong_while_playing_is_told(portrait: Portrait) -> None:
    player = Player(numbered(portrait), 85, 99)
    until(lambda: player.problem is not None)
    assert isinstance(player.problem, SourceError)
    player.stop()


def test_that_a_real_portrait_is_played_as_it_is_drawn(astronauts: Portrait) -> None:
    states = [FaceState.of({"jawOpen": much / 5}) for much in range(5)]
    scene = Scene.of(astronauts, Performance.of(states, RATE))
    drafts, tape = Drafts(astronauts), Tape()
    player = Player(scene, 0, 5, drafts)
    player.begin(tape)  # type: ignore[arg-type]
    for tape.frame in range(len(states)):
        _, patch = next_of(player)
        part = drafts.found(scene, RATE.time_of(tape.frame))
        assert part is not None
        assert np.array_equal(patch.pixels[..., 2::-1], part.pixels)
    player.stop()
