"""Playing in the window: from where, to where, and what is heard."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import pytest

from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.project import Project
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.ui.controllers import time as times
from studio.ui.main_window import MainWindow


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
