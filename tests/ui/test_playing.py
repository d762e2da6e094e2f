"""Playing in the window: from where, to where, and what is heard."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import pytest
from PySide6.QtCore import Qt

from studio.app import preview
from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.project import Project
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.files.sound import Sound, write_sound
from studio.ui.controllers import time as times
from studio.ui.main_window import MainWindow
from tests.ui.hands import Hands


@dataclass
class Speaker:
    """A loudspeaker that notes what it is given to play, and from when on. It is as far as a test says."""

    got_to: float = 0.0
    played: list[tuple[Any, float]] = field(default_factory=list)

    def __call__(self, samples: Any, rate: int, start: float) -> Self:
        self.played.append((samples, start))
        return self

    def now(self) -> float:
        return self.got_to

    def stop(self) -> None:
        """It is never heard anyway."""


@pytest.fixture
def speaker(monkeypatch: pytest.MonkeyPatch) -> Speaker:
    speaker = Speaker()
    monkeypatch.setattr(times, "Playing", speaker)
    return speaker


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def test_that_the_frame_in_which_the_range_ends_is_played_too(opened, until, speaker) -> None:
    window, last = opened, Seconds(6, 25)
    window.desk.apply("Range", edits.range_set(Seconds(0), last + Seconds(1, 100)))
    window.do("play.end")
    assert window.desk.time == last
    window.desk.go_to(Seconds(2, 25))
    speaker.got_to = float(last) + 0.001
    window.do("play.play")
    until(lambda: window.times.player is None)
    assert window.desk.time == last
    ((_, start),) = speaker.played
    assert start == pytest.approx(2 / 25), "the sound begins where the picture does"


def test_that_a_frame_is_as_long_as_the_project_says(opened, speaker) -> None:
    opened.desk.apply("Rate", edits.rate_set(FrameRate.of(100)))
    opened.desk.apply("Range", edits.range_set(Seconds(0), Seconds(3, 100)))
    opened.do("play.play")
    assert opened.times.player is not None, "three frames can be played"


def muted(project: Project) -> Project:
    timeline = project.timeline
    tracks = tuple(replace(track, mute=track.kind == "sound") for track in timeline.tracks)
    return replace(project, timeline=replace(timeline, tracks=tracks))


def test_that_a_video_is_heard_with_what_is_said_or_with_its_own_sound(window, until, clip, speaker) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.timeline.page.shown.speech is not None)
    own = window.timeline.page.shown.speech
    take = window.session.keep("speech", take=Speech(np.full(6400, 0.1, np.float32), 8000))
    still = window.session.keep("motion", performance=Performance.of([FaceState()], FrameRate.of(25)))
    said = edits.spoken("", take, still, Seconds(4, 5))
    speaker.got_to = 10.0

    def heard() -> Any:
        window.desk.go_to(Seconds(0))
        window.do("play.play")
        until(lambda: window.times.player is None)
        return speaker.played[-1][0]

    assert heard() is own.samples
    window.desk.apply("Speak", said)
    assert heard() is window.session.takes[take].samples
    window.desk.apply("Mute", muted)
    assert heard() is own.samples, "as in the film"


@pytest.fixture
def moving(opened) -> MainWindow:
    """Her jaw opens in ten frames, all of which look otherwise."""
    for frame, value in ((0, 0.0), (9, 3.0)):
        opened.desk.go_to(Seconds(frame, 25))
        opened.face.set_units({"AU26": value})
        opened.face.set_keys()
    opened.desk.apply("Range", edits.range_set(Seconds(0), Seconds(10, 25)))
    opened.desk.go_to(Seconds(0))
    return opened


def marks(window: MainWindow) -> list[bytes]:
    return window.desk.scene().marks(0, 10)


def test_that_a_range_is_drawn_first_and_then_played_without_drawing(moving, until, speaker) -> None:
    window, asked = moving, []
    renderer = window.portrait.renderer
    part = renderer.part
    window.times.played.connect(lambda _cost, _late: asked.append("played"))
    try:
        renderer.part = lambda *given: asked.append("drawn") or part(*given)
        Hands(window).key(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
        assert window.ahead.is_drawing
        assert window.desk.jobs, "its progress is shown, and it can be stopped there"
        until(lambda: window.times.player is not None and not window.ahead.is_drawing)
        assert window.preview.cached(marks(window)).all()
        player, drawn = window.times.player, asked.count("drawn")
        for frame in range(10):
            speaker.got_to = frame / 25 + 0.001
            until(lambda frame=frame: window.times.player is None or player.tally.shown > frame)
        speaker.got_to = 1.0
        until(lambda: window.times.player is None)
        assert asked.count("drawn") == drawn
        assert (player.tally.shown, player.tally.dropped) == (10, 0)
    finally:
        del renderer.part
    window.times._show_cached()
    (span,) = window.timeline.lanes.ruler.cached
    assert span == pytest.approx((0, 0.4))


def test_that_drawing_first_ends_with_a_change_but_not_with_a_marker(moving, until, gate) -> None:
    window = moving
    gate.hold(window.desk.ahead, 0.2)
    window.do("play.draw")
    until(gate.is_reached)
    window.desk.apply("Mark", edits.marked(Seconds(1, 25), "1"))
    assert not window.ahead._job.is_cancelled, "the frames look as before"
    window.face.set_units({"AU12": 2.0})
    assert window.ahead._job.is_cancelled
    gate.open()
    until(lambda: not window.ahead.is_drawing)
    assert window.times.player is None
    assert not window.preview.cached(marks(window)).all()


def test_that_drawing_first_is_stopped_by_the_same_key_and_keeps_what_is_drawn(moving, until, gate) -> None:
    window = moving
    gate.hold(window.desk.ahead, 0.2)
    window.do("play.draw")
    until(gate.is_reached)
    assert window.commands["play.draw"].checked()
    window.do("play.draw")
    gate.open()
    until(lambda: not window.ahead.is_drawing)
    assert window.times.player is None
    assert window.preview.cached(marks(window))[:2].all()


def test_that_a_person_who_went_elsewhere_meanwhile_is_told_and_left_there(moving, until, gate) -> None:
    window, said = moving, []
    window.desk.said.connect(said.append)
    gate.hold(window.desk.ahead, 0.2)
    window.do("play.draw")
    until(gate.is_reached)
    window.desk.go_to(Seconds(7, 25))
    gate.open()
    until(lambda: not window.ahead.is_drawing)
    assert window.desk.time == Seconds(7, 25)
    assert window.times.player is None
    assert said == ["The range is drawn."]


def test_that_a_range_that_is_too_long_to_be_kept_says_how_far_it_is_drawn(
    moving, until, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, said = moving, []
    window.desk.said.connect(said.append)
    size = window.preview.drafts.part(window.desk.scene(), Seconds(1, 25)).pixels.nbytes
    monkeypatch.setattr(preview, "RANGE_ROOM", 9 * size)
    monkeypatch.setattr(preview, "processors", lambda: 2)
    window.do("play.draw")
    until(lambda: not window.ahead.is_drawing and said)
    assert "no room for more" in said[0]
    window.times.stop()
    window.face.set_units({"AU12": 2.0})
    assert window.preview.room == preview.ROOM


# Drawn by itself while nothing else is done


@pytest.fixture
def dubbed(window: MainWindow, until, clip, tmp_path) -> MainWindow:
    """A film in which a line is said."""
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.times._own is not None)
    path = tmp_path / "line.wav"
    time = np.arange(4800) / 24_000
    write_sound(path, Sound((0.4 * np.sin(2 * np.pi * 180 * time)).astype(np.float32), 24_000))
    path.with_suffix(".txt").write_text("ah")
    window.lines.place([path], Seconds(1, 5))
    until(lambda: window.session.project.lines and not window.is_busy)
    window.ahead._calm.stop()
    window.desk.go_to(Seconds(0))
    return window


def test_that_what_comes_next_of_a_dubbed_film_is_drawn_when_it_is_calm(dubbed, until, gate) -> None:
    window = dubbed
    assert window.ahead._calm.isActive(), "the playhead went elsewhere just now"
    gate.hold(window.desk.ahead, 0.2)
    window.ahead._calm.timeout.emit()
    until(gate.is_reached)
    assert not window.desk.jobs, "nobody waits for it"
    assert not window.commands["play.draw"].checked()
    gate.open()
    scene = window.desk.scene()
    every = scene.marks(0, window.desk.rate.count_in(window.desk.span().end))
    until(lambda: window.preview.cached(every).all() and window.ahead.is_calm)
    assert window.times.player is None, "nobody asked to play it"
    window.ahead.draw_next()
    assert window.ahead.is_calm, "there is nothing left to draw"


@pytest.mark.parametrize("what", ["the playhead", "a slider", "the key that draws the range"])
def test_that_drawing_by_itself_makes_way_for_whatever_else_is_done(dubbed, until, gate, what: str) -> None:
    window = dubbed
    gate.hold(window.desk.ahead, 0.2)
    window.ahead.draw_next()
    until(gate.is_reached)
    job = window.ahead._job
    if what == "the playhead":
        window.desk.go_to(Seconds(1, 5))
    elif what == "a slider":
        window.inspector.units_changed.emit({"AU12": 2.0})
    else:
        window.do("play.draw")
        assert window.ahead.is_drawing
    assert job.is_cancelled
    assert window.ahead._calm.isActive(), "it begins again later"
    gate.open()
    until(lambda: job.has_ended and not window.ahead.is_drawing)


def test_that_nothing_is_drawn_by_itself_where_drawing_is_no_work(opened, moving) -> None:
    assert not moving.portrait.is_video
    moving.ahead.draw_next()
    assert moving.ahead.is_calm
