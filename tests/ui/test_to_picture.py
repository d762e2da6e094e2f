"""Recording to picture in the window: a film runs up to a line, and each pass is a take of it."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.app import sound
from studio.app.to_picture import RecordingSettings
from studio.core import edits
from studio.core.lines import Line
from studio.core.time import Seconds, TimeRange
from studio.files.sound import Sound, write_sound
from studio.ui.dialogs.to_picture import RecordingDialog
from studio.ui.stage.streamer import Lead, Streamer
from studio.ui.theme import DARK
from tests.sounding import RATE, Card

START, END = Seconds(1, 5), Seconds(3, 5)


class Booth:
    """A microphone, ears, and the computer's clock, all in the test's hands."""

    def __init__(self, card: Card) -> None:
        self.card, self.now, self.began = card, 100.0, 100.0

    def monotonic(self) -> float:
        return self.now

    @property
    def microphone(self):
        return self.card.streams[0]

    @property
    def ears(self):
        return self.card.streams[-1]

    def begin(self) -> None:
        """The film is heard from now on: its first samples are asked for."""
        self.began = self.now
        self.ears.play(0.1)
        self.go_to(0.0)

    def go_to(self, seconds: float) -> None:
        """So many seconds after the beginning of the run."""
        self.now = self.began + seconds
        self.ears.played, self.microphone.played = seconds, self.now - 90

    def say(self, seconds: float, samples: np.ndarray) -> None:
        """What was said from so many seconds after the beginning of the run on; it is given now."""
        self.microphone.give(samples[:, None].astype(np.float32), self.began + seconds - 90)


@pytest.fixture
def booth(monkeypatch: pytest.MonkeyPatch) -> Booth:
    booth = Booth(Card())
    monkeypatch.setattr(sound, "sounddevice", booth.card)
    monkeypatch.setattr(sound, "_streams", [])
    monkeypatch.setattr(sound, "time", SimpleNamespace(monotonic=booth.monotonic))
    return booth


def voice(seconds: float = 0.4) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    loud = np.where(time < seconds / 2, 0.5, 0.05)
    return loud * np.sin(2 * np.pi * 180 * time) * (0.6 + 0.4 * np.sin(40 * time))


@pytest.fixture
def film(window, until, clip):
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.times._own is not None)
    return window


@pytest.fixture
def dubbing(film, until, tmp_path, booth):
    """A window on a film with a line from START to END."""
    path = tmp_path / "line.wav"
    write_sound(path, Sound(voice().astype(np.float32), RATE))
    path.with_suffix(".txt").write_text("ah")
    film.lines.place([path], START)
    until(lambda: film.session.project.lines)
    return film


def only(window) -> Line:
    (found,) = window.session.project.lines
    return found


def begun(window, booth: Booth, until, streams: int) -> None:
    """Wait until the film runs, and hear it."""
    until(lambda: len(booth.card.streams) == streams)
    booth.begin()


def run_out(window, booth: Booth) -> None:
    """The run is over, and the last of the microphone's sound has arrived."""
    booth.go_to(4.0)
    window.to_picture.tick()


def test_that_each_pass_over_a_line_is_a_take_in_time_with_the_picture(dubbing, booth, until) -> None:
    window, before = dubbing, only(dubbing)
    window.do("dub.record")
    begun(window, booth, until, 2)
    assert booth.ears.asked["channels"] == 2
    booth.say(0.0, np.concatenate([np.zeros(3 * RATE), voice(), np.zeros(3 * RATE // 5)]))
    run_out(window, booth)
    until(lambda: len(booth.card.streams) == 3)
    booth.begin()
    booth.say(0.0, np.concatenate([np.zeros(3 * RATE), voice(), np.zeros(3 * RATE // 5)]))
    run_out(window, booth)
    until(lambda: len(booth.card.streams) == 4)
    window.speech_bar._record.click()
    assert not window.to_picture.is_on
    assert not booth.microphone.is_open
    until(lambda: len(only(window).takes) == 3)
    line = only(window)
    assert (line.start, line.chosen, line.take.text) == (before.start, 2, "ah")
    assert line.range == before.range
    for take in line.takes[1:]:
        assert take.part == TimeRange(Seconds(1, 2), Seconds(9, 10))
        heard = window.session.takes[take.id]
        onset = np.flatnonzero(np.abs(heard.samples) > 0.05)[0] / heard.sample_rate
        assert onset == pytest.approx(0.5, abs=0.003), "the word begins where the line does"
    window.session.undo()
    assert only(window) == before
    assert {item.name for item in window.session.sounds} >= {"Take 1", "Take 2"}, "nothing recorded is lost"


def test_that_the_line_is_neither_seen_nor_heard_while_it_is_recorded_again(dubbing, booth, until) -> None:
    window = dubbing
    window.do("dub.record")
    until(lambda: len(booth.card.streams) == 2)
    guide = window.to_picture._player.sound._samples
    own, rate = window.times._own.samples, window.times._own.sample_rate
    under, start = guide[3 * rate : 3 * rate + rate // 5], round(START * rate)
    assert np.array_equal(under[:, 0], own[start : start + rate // 5])
    assert not under[:, 1].any(), "the other ear hears oneself"
    assert not window.to_picture._player._scene.mouths
    window.do("dub.record")
    assert len(only(window).takes) == 1


def test_that_the_stage_counts_in_and_tells_what_is_said(dubbing, booth, until) -> None:
    window = dubbing
    window.do("dub.record")
    begun(window, booth, until, 2)
    shown = []
    for moment in (0.5, 2.5, 3.05, 3.3):
        booth.go_to(moment)
        window.to_picture.tick()
        shown.append(window.to_picture.streamer.lead)
    assert [lead.count for lead in shown] == [3, 1, 0, 0]
    assert [lead.wiped for lead in shown] == [None, pytest.approx(0.75), None, None]
    assert [lead.arrived for lead in shown] == [False, False, True, False]
    assert shown[0].text == "ah"
    assert shown[3].told.startswith("Take 2   0.3 / 0.4 s")
    assert window.desk.time == Seconds(1, 2), "the playhead goes along"
    QTest.keyClick(window.stage, Qt.Key.Key_Space)
    assert not window.to_picture.is_on
    assert window.times.player is None, "Space stops it and plays nothing else"
    assert window.to_picture.streamer.lead is None
    assert window.desk.time == START


@pytest.mark.parametrize("by", ["its key", "Escape"])
def test_that_what_was_said_until_it_was_stopped_is_a_take(dubbing, booth, until, by: str) -> None:
    window = dubbing
    window.do("dub.record")
    begun(window, booth, until, 2)
    booth.say(0.0, np.concatenate([np.zeros(3 * RATE), voice()]))
    booth.go_to(3.35)
    if by == "Escape":
        QTest.keyClick(window.timeline, Qt.Key.Key_Escape)
    else:
        window.do("dub.record")
    assert not window.to_picture.is_on
    until(lambda: len(only(window).takes) == 2)
    assert only(window).take.part == TimeRange(Seconds(1, 2), Seconds(17, 20))


def test_that_without_a_line_a_new_one_is_made_in_the_range(film, booth, until) -> None:
    window = film
    window.desk.apply("Range", edits.range_set(Seconds(1, 10), Seconds(7, 10)))
    window.to_picture.keep_settings(RecordingSettings(loops=False, ear="both", pre_roll=4))
    window.do("dub.record")
    begun(window, booth, until, 2)
    booth.say(0.0, np.concatenate([np.zeros(4 * RATE), voice(0.6), np.zeros(RATE)]))
    booth.go_to(5.2)
    window.to_picture.tick()
    until(lambda: window.session.project.lines)
    assert only(window).range == TimeRange(Seconds(1, 10), Seconds(7, 10))
    assert not window.to_picture.is_on, "once is enough"


def test_that_a_pass_in_which_nothing_is_said_is_told_and_no_take(dubbing, booth, until) -> None:
    window = dubbing
    window.do("dub.record")
    begun(window, booth, until, 2)
    booth.say(0.0, np.zeros(4 * RATE))
    run_out(window, booth)
    window.to_picture.recorder.stop()
    assert window.problem.isVisible()
    assert len(only(window).takes) == 1


def test_that_a_microphone_that_goes_away_leaves_what_was_said(dubbing, booth, until) -> None:
    window = dubbing
    window.do("dub.record")
    begun(window, booth, until, 2)
    booth.say(0.0, np.concatenate([np.zeros(3 * RATE), voice()]))
    booth.go_to(3.4)
    booth.microphone.unplug()
    window.to_picture.recorder.read()
    assert window.problem.isVisible()
    until(lambda: len(only(window).takes) == 2)


def test_that_it_is_told_where_nothing_can_be_heard(dubbing, booth, until) -> None:
    window = dubbing
    booth.card.outputs.clear()
    window.do("dub.record")
    until(lambda: "loudspeaker" in window.said.text())
    assert len(booth.card.streams) == 1, "it records all the same, by the computer's clock"
    booth.microphone.played = booth.now - 90
    booth.say(0.0, np.concatenate([np.zeros(3 * RATE), voice(), np.zeros(3 * RATE // 5)]))
    booth.now = 104.0
    window.to_picture.tick()
    window.to_picture.recorder.stop()
    until(lambda: len(only(window).takes) == 2)


def test_that_another_project_ends_it(dubbing, booth, until) -> None:
    window = dubbing
    window.do("dub.record")
    until(lambda: len(booth.card.streams) == 2)
    window.session.new()
    assert not window.to_picture.is_on
    assert not window.session.project.lines


def test_that_the_dialog_keeps_what_is_chosen(window) -> None:
    wanted = RecordingSettings(5, "right", beeps=False, streamer=False, loops=False, late=-40)
    dialog = RecordingDialog(wanted, window)
    assert dialog.settings == wanted
    window.to_picture.keep_settings(wanted)
    assert window.to_picture.settings == wanted
    dialog.deleteLater()


def test_that_the_bar_is_drawn_as_far_as_it_is(qtbot) -> None:
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.resize(400, 300)
    stage.show()
    streamer = Streamer(DARK, stage)
    streamer.show_lead(Lead(wiped=0.5, count=1, told="Take 1"))
    picture = streamer.grab().toImage()
    assert picture.pixelColor(197, 150) == DARK.colour("yours")
    assert picture.pixelColor(300, 150) != DARK.colour("yours")
    streamer.show_lead(Lead(arrived=True, told="Take 1"))
    assert streamer.grab().toImage().pixelColor(200, 150) == DARK.colour("yours")
