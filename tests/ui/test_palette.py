"""The palette of phonemes: mouths of this portrait, and a phoneme that is put over another."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.speech import PHONEMES, Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.ui.theme import DARK
from studio.ui.timeline.palette import dragged
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown
from studio.ui.timeline.timeline import TimelineView

RATE = FrameRate(Seconds(25))
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def speech() -> Speech:
    names = ("SIL", "HH", "AY", "SIL")
    spans = [TimeRange(Seconds(i), Seconds(i + 1)) for i in range(4)]
    phonemes = tuple(Phoneme(name, span) for name, span in zip(names, spans, strict=True))
    words = (Word("hi", TimeRange(Seconds(1), Seconds(3))),)
    return Speech(np.zeros(96_000, np.float32), 24_000, words, phonemes)


@pytest.fixture
def view(qtbot) -> TimelineView:
    view = TimelineView(DARK)
    qtbot.addWidget(view)
    view.resize(NAMES + 424, 300)
    view.show()
    view.show_timeline(Shown(RATE, TimeRange(Seconds(0), Seconds(4)), speech()))
    return view


def drop(view: TimelineView, name: str, place: QPointF) -> bool:
    """Drag a phoneme there and let it go, if that is allowed; whether it was."""
    data = dragged(name)
    view.dragEnterEvent(QDragEnterEvent(place.toPoint(), COPY, data, LEFT, NONE))
    over = QDragMoveEvent(place.toPoint(), COPY, data, LEFT, NONE)
    view.dragMoveEvent(over)
    if over.isAccepted():
        view.dropEvent(QDropEvent(place, COPY, data, LEFT, NONE))
    return over.isAccepted()


@pytest.mark.parametrize("lane", ["words", "phonemes"])
def test_that_a_phoneme_is_dropped_over_another_one(view: TimelineView, qtbot, lane: str) -> None:
    y = getattr(view.lanes, lane).top + 8
    with qtbot.waitSignal(view.phoneme_chosen) as asked:
        assert drop(view, "EY", QPointF(view.scale.x(2.5), y))
    assert asked.args == [2, "EY"]
    assert view.lanes.phonemes.meant == 2


def test_that_a_phoneme_goes_nowhere_else(view: TimelineView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.phoneme_chosen):
        assert not drop(view, "EY", QPointF(view.scale.x(2.5), view.lanes.sound.top + 8))
        assert not drop(view, "EY", QPointF(view.scale.x(6), view.lanes.phonemes.top + 8))
    assert view.lanes.phonemes.meant is None


def test_that_the_one_that_is_meant_is_marked(view: TimelineView) -> None:
    place = QPointF(view.scale.x(1.5), view.lanes.phonemes.top + 2).toPoint()
    before = view.grab().toImage().pixelColor(place)
    view.show_phoneme(1)
    assert before != DARK.colour("yours")
    assert view.grab().toImage().pixelColor(place) == DARK.colour("yours")


@pytest.fixture
def speaking(fakes_installed, window, until, astronaut_file):
    """A window in which a portrait says "hi"."""
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None)
    window.speaking.choose_driver("gaper")
    item = window.session.listed("hi", Performance.of([FaceState()] * 100, RATE), speech())
    window.desk.apply("Say", edits.spoken("hi", item.id, item.id, Seconds(4)))
    return window


def test_that_every_phoneme_has_a_mouth_and_an_example(speaking, until) -> None:
    window, palette = speaking, speaking.phonemes.palette
    window.do("speech.phonemes")
    assert set(palette.chips) == set(PHONEMES)
    assert palette.chips["AA"].text().endswith("father")
    until(lambda: not palette.without_picture())
    pictures = [label.pixmap().toImage() for label in palette._pictures.values()]
    assert all(not picture.isNull() for picture in pictures)
    names = list(palette._pictures)
    assert pictures[names.index("aa")] != pictures[names.index("PP")]
    window.do("speech.phonemes")
    assert not palette.isVisible()


def test_that_a_click_puts_a_phoneme_over_the_one_at_the_playhead(speaking, until) -> None:
    window, palette = speaking, speaking.phonemes.palette
    window.desk.go_to(Seconds(5, 2))
    window.do("speech.phonemes")
    assert palette.chips["AY"].isChecked()
    assert "“hi”" in palette._target.text()
    assert window.timeline.lanes.phonemes.meant == 2
    QTest.mouseClick(palette.chips["M"], LEFT)
    until(lambda: window.desk.speech.phonemes[2].name == "M")
    assert palette.chips["M"].isChecked()
    assert not palette.chips["AY"].isChecked()
    window.session.undo()
    assert window.desk.speech.phonemes[2].name == "AY"
    assert palette.chips["AY"].isChecked()
    window.desk.go_to(Seconds(1, 2))
    assert palette.chips["SIL"].isChecked()
    palette.close()
    assert window.timeline.lanes.phonemes.meant is None


def test_that_escape_closes_it_wherever_its_keys_are(speaking) -> None:
    palette = speaking.phonemes.palette
    for focus in (palette, palette.chips["M"]):
        speaking.do("speech.phonemes")
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert not palette.isVisible()


def test_that_it_opens_at_the_right_and_comes_back_where_it_was_put(speaking) -> None:
    palette, window = speaking.phonemes.palette, speaking.geometry()
    speaking.do("speech.phonemes")
    assert abs(palette.geometry().right() - window.right()) < 8  # a frame is a few pixels
    palette.move(7, 9)
    speaking.do("speech.phonemes")
    speaking.do("speech.phonemes")
    assert (palette.x(), palette.y()) == (7, 9)


def test_that_a_double_click_on_a_phoneme_opens_the_palette_for_it(speaking) -> None:
    window, palette, view = speaking, speaking.phonemes.palette, speaking.timeline
    place = QPointF(view.scale.x(1.5), view.lanes.phonemes.top + 8).toPoint()
    QTest.mouseDClick(view, LEFT, NONE, place)
    assert palette.isVisible()
    assert palette.chips["HH"].isChecked()
    window.desk.go_to(Seconds(5, 2))
    assert palette.chips["AY"].isChecked(), "it goes with the playhead"


def test_that_without_speech_it_tells_what_to_do(fakes_installed, window, until, astronaut_file) -> None:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None)
    window.do("speech.phonemes")
    palette = window.phonemes.palette
    assert palette._target.text().startswith("Drag a sound")
    assert not any(chip.isChecked() for chip in palette.chips.values())
    QTest.mouseClick(palette.chips["M"], LEFT)
    assert not palette.chips["M"].isChecked()
