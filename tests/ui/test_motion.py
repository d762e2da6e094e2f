"""Curves, layers and words in the whole window: what is dragged is on the stage, and can be undone."""

from collections.abc import Callable

import pytest

from studio.app import speaking
from studio.core import edits
from studio.core.time import FrameRate, Seconds
from studio.engine.progress import unheard
from studio.ui.main_window import MainWindow

ONE = Seconds(1)
RATE = FrameRate.of(25)


@pytest.fixture
def spoken(window: MainWindow, until: Callable[..., None], astronaut_file) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.speaking.speak("Papa may bathe.")
    until(lambda: window.desk.speech is not None)
    return window


def test_that_curves_follow_when_a_phoneme_is_moved_and_the_hands_edits_stay(spoken, until) -> None:
    window = spoken
    window.desk.apply("Key", edits.slot_set({"browInnerUp": 0.5}, ONE, key=True))
    speech, hand = window.desk.speech, window.desk.hand
    boundary = speech.boundaries("phoneme")[4]
    room = speech.room("phoneme", boundary)
    window.curves.move_boundary("phoneme", boundary, room.end)
    until(lambda: window.desk.speech is not speech)
    assert room.end in window.desk.speech.boundaries("phoneme")
    layer = edits.layer_of(window.session.project, edits.SPEECH)
    moved = window.session.performances[layer.performance]
    window.session.undo()
    before = window.session.performances[edits.layer_of(window.session.project, edits.SPEECH).performance]
    assert (moved.channels != before.channels).any()
    assert window.desk.speech is speech
    assert window.desk.hand == hand


def test_that_what_is_moved_again_moves_by_the_same_chance(spoken, until, monkeypatch) -> None:
    again, made = speaking.again, []
    monkeypatch.setattr(speaking, "again", lambda *given: made.append(again(*given)) or made[-1])
    speech, project = spoken.desk.speech, spoken.session.project
    said = speaking.say("Papa may bathe.", project.speaking, RATE, unheard, None, project.source.digest)
    boundary = speech.boundaries("phoneme")[4]
    spoken.curves.move_boundary("phoneme", boundary, speech.room("phoneme", boundary).end)
    until(lambda: spoken.desk.speech is not speech)
    assert [each.seed for each in made] == [said.seed]


def test_that_another_phoneme_moves_the_mouth_otherwise(spoken, until) -> None:
    window = spoken
    speech = window.desk.speech
    index = [p.name for p in speech.phonemes].index("P")
    time = speech.phonemes[index].range.start
    closed = window.desk.scene().state_at(time)["jawOpen"]
    window.curves.choose_phoneme(index, "AA")
    until(lambda: window.desk.speech is not speech)
    assert window.desk.scene().state_at(time)["jawOpen"] > closed + 0.05


def test_that_a_muted_layer_does_nothing_and_a_solo_one_everything(spoken) -> None:
    window = spoken
    window.desk.apply("Brow", edits.slot_set({"browInnerUp": 0.5}, Seconds(0), key=False))
    window.timeline.layer_switched.emit(edits.HAND, "mute", True)
    assert window.desk.state()["browInnerUp"] == 0
    window.timeline.layer_switched.emit(edits.HAND, "mute", False)
    window.timeline.layer_switched.emit(edits.HAND, "solo", True)
    loud = max(range(20), key=lambda i: window.desk.scene().state_at(Seconds(i, 25))["jawOpen"])
    assert window.desk.scene().state_at(Seconds(loud, 25))["jawOpen"] == 0
    assert window.desk.state()["browInnerUp"] == pytest.approx(0.5)


def test_that_speaking_anew_leaves_the_hands_edits(spoken, until) -> None:
    window = spoken
    window.desk.apply("Key", edits.slot_set({"browInnerUp": 0.5}, ONE, key=True))
    hand, speech = window.desk.hand, window.desk.speech
    window.speaking.speak("Something else.")
    until(lambda: window.desk.speech is not speech)
    assert window.desk.hand == hand


def test_that_what_is_dragged_is_on_the_stage_before_it_is_let_go(spoken) -> None:
    window = spoken
    window.desk.apply("Key", edits.slot_set({"jawRight": 0.2}, Seconds(0), key=True))
    steps = len(window.session.history.steps)
    window.graph.keys_dragged.emit({"jawRight": (Seconds(0),)}, Seconds(0), {"jawRight": 0.5})
    assert window.desk.state()["jawRight"] == pytest.approx(0.7)
    assert len(window.session.history.steps) == steps
    window.graph.keys_dropped.emit({"jawRight": (Seconds(0),)}, Seconds(0), {"jawRight": 0.3})
    assert window.desk.state()["jawRight"] == pytest.approx(0.5)
    assert len(window.session.history.steps) == steps + 1
    window.session.undo()
    assert window.desk.state()["jawRight"] == pytest.approx(0.2)


def test_that_keys_are_copied_to_the_playhead(spoken) -> None:
    window = spoken
    window.desk.apply("Key", edits.slot_set({"jawRight": 0.2, "jawOpen": 0.1}, Seconds(0), key=True))
    window.timeline.pick_all()
    window.do("edit.copy_keys")
    window.desk.go_to(ONE)
    window.do("edit.paste_keys")
    assert edits.keys_of(window.session.project.timeline) == (Seconds(0), ONE)
    assert len(window.desk.hand.curves) == 2


def test_that_the_shuttle_runs_both_ways_and_stops_at_the_ends(spoken, until) -> None:
    window = spoken
    window.desk.go_to(ONE)
    window.do("play.reverse")
    window.do("play.reverse")
    until(lambda: window.desk.time == 0)
    window.do("play.forward")
    assert window.times.player is not None
    window.do("play.forward")
    assert window.times.player is None
    until(lambda: window.desk.time > 1)
    window.do("play.pause")
    rate = window.desk.rate
    assert rate.time_of(rate.index_at(window.desk.time)) == window.desk.time


def test_that_the_curve_editor_opens(spoken) -> None:
    window = spoken
    assert not window.graph.isVisible()
    window.do("view.curves")
    assert window.graph.isVisible()
