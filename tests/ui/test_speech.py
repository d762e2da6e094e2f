"""The speech bar: typing, tags, who speaks, and a microphone that the test holds."""

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest

from studio.app import sound, speaking
from studio.core import edits
from studio.core.errors import Cancelled, FileUnreadable
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.life import Life
from studio.core.manner import CALM, Manner
from studio.core.project import Drivers, Filmed, SpeakingSettings, from_json, to_json
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import SLOT_INDEX, Media, sampled, state_at
from studio.core.units import CHANNEL_INDEX
from studio.files.manners import SUFFIX, read_manner, shipped, write_manner
from studio.ui.speech import manner
from studio.ui.speech.bar import SpeechBar
from studio.ui.theme import DARK, LIGHT, dress
from tests.sounding import RATE, Card, two_sounds

YAW = SLOT_INDEX["head.yaw"]


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setattr(sound, "sounddevice", card)
    monkeypatch.setattr(sound, "_streams", [])
    return card


@pytest.fixture
def bar(qapp, qtbot) -> SpeechBar:
    """The bar alone."""
    dress(qapp, DARK)
    bar = SpeechBar(DARK)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def typed(bar: SpeechBar, letters: str):
    """The field, after somebody typed into it."""
    field = bar._text
    field.setFocus()
    QTest.keyClicks(field, letters)
    return field


# Typing


def test_that_there_is_something_to_say_before_it_can_be_said(bar: SpeechBar) -> None:
    assert not bar._speak.isEnabled()
    assert bar._speak.toolTip()
    bar._text.setPlainText("Good morning.")
    assert bar._speak.isEnabled()
    bar.show_work("other")
    assert not bar._speak.isEnabled()
    bar._text.setPlainText("")
    bar.show_work("speech")
    assert bar._speak.isEnabled(), "it can be stopped"


def test_that_what_is_typed_stays_until_it_is_said(window) -> None:
    typed(window.speech_bar, "Not said yet")
    window.desk.apply("Mark", edits.marked(Seconds(1), "here"))
    window.speaking.choose_speed(1.25)
    assert window.speech_bar.text == "Not said yet"
    window.session.new()
    assert window.speech_bar.text == ""


def test_that_the_next_sentence_can_be_typed_while_one_is_spoken(fakes_installed, window, until) -> None:
    window.desk.apply("Voice", edits.speaking_set(voice="hummer", drivers=Drivers.all("gaper")))
    field = typed(window.speech_bar, "One.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, " Two.")
    until(lambda: window.desk.speech is not None)
    assert window.speech_bar.text == "One. Two."
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: len(window.session.sounds) == 2)
    window.session.undo()
    assert window.speech_bar.text == "One."


def test_that_a_bracket_offers_units_and_enter_takes_one(bar) -> None:
    field = typed(bar, "Hi [smile_l")
    assert field.is_completing
    QTest.keyClick(field.offered, Qt.Key.Key_Return)
    assert not field.is_completing
    assert field.toPlainText() == "Hi [MouthSmile_L=0.4]"
    assert field.textCursor().selectedText() == "0.4", "the next thing typed is how much"
    QTest.keyClicks(field, "1]there[/]")
    assert field.toPlainText() == "Hi [MouthSmile_L=1]there[/]"


def test_that_tab_takes_a_unit_and_escape_takes_none(bar) -> None:
    field = typed(bar, "[AU12")
    QTest.keyClick(field.offered, Qt.Key.Key_Tab)
    assert field.toPlainText() == "[AU12=2]"
    assert field.hasFocus()
    field.setPlainText("")
    typed(bar, "[AU12")
    QTest.keyClick(field.offered, Qt.Key.Key_Escape)
    assert not field.is_completing
    assert field.toPlainText() == "[AU12"


def test_that_a_second_unit_of_a_tag_is_offered_too(bar) -> None:
    field = typed(bar, "[AU12=2]")
    field.moveCursor(QTextCursor.MoveOperation.Left)
    QTest.keyClicks(field, ", AU06")
    QTest.keyClick(field.offered, Qt.Key.Key_Return)
    assert field.toPlainText() == "[AU12=2, AU06=2]"


def test_that_the_selected_words_are_wrapped_in_a_tag(bar) -> None:
    field = typed(bar, "Hello there")
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.WordLeft, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.wrap()
    assert field.is_completing
    QTest.keyClicks(field, "AU45")
    QTest.keyClick(field.offered, Qt.Key.Key_Return)
    assert field.toPlainText() == "Hello [AU45=2]there[/]"


def test_that_an_unknown_unit_is_underlined_and_says_why(bar) -> None:
    field = typed(bar, "")
    field.setPlainText("[AU12=2]I[/] am [AU99=1]here[/]")
    lines = {
        span.start: span.format.underlineStyle() for span in field.document().firstBlock().layout().formats()
    }
    wave, none = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.NoUnderline
    assert (lines[0], lines[16]) == (none, wave)
    cursor = field.textCursor()
    cursor.setPosition(18)
    assert "AU99" in field._tag_at(cursor).problem


def test_that_a_dropped_file_is_opened_and_not_written_out(bar, tmp_path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "voice.wav"))])
    assert not bar._text.canInsertFromMimeData(files)


# Who speaks


def test_that_one_choice_is_shown_but_there_is_nothing_to_choose(window) -> None:
    bar = window.speech_bar
    assert bar._voice.currentText() == "Voice: hibari"
    assert bar._driver.currentText() == "Driver: Rules"
    assert not bar._voice.isEnabled()
    assert bar._speed.isEnabled()


def choose(box, text: str) -> None:
    """Take an item of a box, as a click does."""
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_that_voice_driver_and_speed_belong_to_the_project(fakes_installed, window, until) -> None:
    bar = window.speech_bar
    assert bar._voice.isEnabled()
    choose(bar._voice, "Voice: hummer")
    choose(bar._driver, "Driver: gaper")
    choose(bar._speed, "Speed: 200 %")
    speaking = window.session.project.speaking
    assert (speaking.voice, str(speaking.drivers), speaking.speed) == ("hummer", "gaper", 2.0)
    typed(window.speech_bar, "One two.")
    QTest.keyClick(bar._text, Qt.Key.Key_Return)
    until(lambda: window.desk.speech is not None)
    assert window.desk.speech.length == Seconds(2 * 3, 20) + Seconds(2, 10)
    assert state_at(window.session.project.timeline, window.session.performances, Seconds(1, 10))[
        "jawOpen"
    ] == pytest.approx(0.5)
    for _ in range(4):
        window.session.undo()
    assert bar._voice.currentText() == "Voice: hibari"
    assert bar._speed.currentText() == "Speed: 100 %"


def choose_of_menu(window, title: str) -> None:
    menu = window.speech_bar._manner.menu()
    menu.aboutToShow.emit()
    actions = [action for each in (menu, *menu.findChildren(type(menu))) for action in each.actions()]
    next(action for action in actions if action.text() == title).trigger()


def test_that_a_manner_is_chosen_kept_and_undone(window) -> None:
    button, session = window.speech_bar._manner, window.session
    assert button.text() == "Own"
    choose_of_menu(window, "Warm")
    choose_of_menu(window, "40 % of its movement")
    choose_of_menu(window, "Happy")
    choose_of_menu(window, "75 %")
    assert button.text() == "Warm 40 %, happy 75 %"
    assert session.project.speaking.manner == Manner(CALM, "happy", 0.75, "warm")
    session.undo()
    assert button.text() == "Warm 40 %, happy 50 %"
    choose_of_menu(window, "No mood")
    choose_of_menu(window, "Driver's own")
    assert session.project.speaking.manner == Manner(CALM)


def test_that_parts_of_the_face_are_switched_off_and_on_kept_and_undone(
    fakes_installed, window, until, tmp_path
) -> None:
    bar, session = window.speech_bar, window.session
    button, panel = bar._manner, bar._manner._panel
    head, amount = panel._lines["head"]
    head.click()  # before anything is said
    assert "Head 0 %" in button.toolTip()
    assert button.text() == "Own, in part"
    choose_of_menu(window, "Lively")
    choose(bar._voice, "Voice: hummer")
    choose(bar._driver, "Driver: gaper")
    typed(bar, "One two three four five six seven.")
    QTest.keyClick(bar._text, Qt.Key.Key_Return)
    until(lambda: window.desk.speech is not None)

    def turned() -> float:
        return float(np.abs(sampled(session.project.timeline, session.performances)[:, YAW]).max())

    (performance,) = session.performances.values()
    whole = np.abs(performance.head[:, 0]).max()
    assert whole > 0.5
    assert turned() == 0.0
    head.click()
    assert turned() == pytest.approx(whole, abs=1e-3)
    assert button.text() == "Lively"
    amount.setText("50%")
    amount.editingFinished.emit()
    assert edits.life_of(session.project) == Life(head=0.5)
    assert turned() == pytest.approx(0.5 * whole, abs=1e-3)
    head.click()
    head.click()
    assert edits.life_of(session.project).head == 0.5  # as much as before
    assert from_json(to_json(session.project)) == session.project
    for _ in range(3):
        session.undo()
    assert edits.life_of(session.project) == Life()
    assert amount.value == 100
    session.undo()
    assert edits.life_of(session.project) == Life(head=0.0)
    assert not head.isChecked()


def test_that_a_hand_on_an_amount_is_seen_at_once_and_is_one_step(window) -> None:
    box = window.speech_bar._manner._panel._lines["brows"][1]
    before = window.session.project
    for value in (80.0, 60.0, 40.0):
        box._by_hand(value)
        trial = window.desk._trial
        assert trial is not None
        assert edits.life_of(trial).brows == pytest.approx(value / 100)
        assert window.session.project == before
    box.released.emit()
    assert edits.life_of(window.session.project) == Life(brows=0.4)
    window.session.undo()
    assert window.session.project == before


def test_that_all_manners_that_ship_are_offered() -> None:
    assert set(manner._NAMES) - {""} == set(shipped())


def test_that_a_manner_in_a_file_is_used_and_one_that_is_none_is_told(window, tmp_path) -> None:
    own = tmp_path / f"anna{SUFFIX}"
    write_manner(own, read_manner("calm"))
    window.speaking.use_manner(own)
    assert window.speech_bar._manner.text() == "anna"
    assert window.session.project.speaking.manner.name == str(own)
    (tmp_path / "none.json").write_text("{}")
    with pytest.raises(FileUnreadable, match="no manner"):
        window.speaking.use_manner(tmp_path / "none.json")
    assert window.session.project.speaking.manner.name == str(own)


def test_that_a_film_of_the_library_moves_the_head_while_speech_moves_the_lips(window, until) -> None:
    states = [FaceState.of({"jawOpen": 0.9}, HeadPose(yaw=10.0 * (i % 20 > 9))) for i in range(75)]
    film = window.session.listed("A film", Performance.of(states, FrameRate.of(25)))
    window.desk.apply("Keep", edits.kept(film))
    choose_of_menu(window, "A film")
    choose_of_menu(window, "Face and gaze")
    assert window.session.project.speaking.filmed == Filmed(film.id, frozenset(("head",)))
    window.speaking.speak("One two three.")
    until(lambda: window.session.sounds and not window.is_busy)
    made = window.session.performances[window.session.sounds[0].id]
    assert np.ptp(made.head[:, 0]) == pytest.approx(10.0)
    assert made.channels[:, CHANNEL_INDEX["jawOpen"]].max() < 0.7


def test_that_the_window_moves_by_the_same_chance_as_the_command_line(window, until) -> None:
    still = Media("/portrait.png", "ab" * 32)
    window.desk.apply("Portrait", lambda project: replace(project, source=still))
    window.speaking.speak("One two three.")
    until(lambda: window.session.sounds and not window.is_busy)
    project = window.session.project
    made = window.session.performances[window.session.sounds[0].id]
    same, other = (
        speaking.say("One two three.", SpeakingSettings(), made.rate, lambda *_: None, picture=picture)
        for picture in (still.digest, "")
    )
    assert project.speaking.seed is None
    assert np.array_equal(made.head, same.performance.head)
    assert not np.array_equal(made.head, other.performance.head)


def test_that_a_voice_that_is_not_installed_is_named(window) -> None:
    window.desk.apply("Voice", edits.speaking_set(voice="lost", speed=1.07))
    assert window.speech_bar._voice.currentText() == "Voice: lost (not installed)"
    assert window.speech_bar._speed.currentText() == "Speed: 107 %"


def test_that_speaking_can_be_stopped_where_it_was_begun(window, until, monkeypatch) -> None:
    begun: list[bool] = []
    stopped: list[bool] = []

    def say(_text, _settings, _rate, progress, *_):
        begun.append(True)
        while True:
            try:
                progress(0.5, "speaking")
                Event().wait(0.01)
            except Exception:
                stopped.append(True)
                raise

    monkeypatch.setattr("studio.app.speaking.say", say)
    typed(window.speech_bar, "On and on")
    QTest.mouseClick(window.speech_bar._speak, Qt.MouseButton.LeftButton)
    assert window.speech_bar._speak.text() == "Stop"
    until(lambda: begun)
    QTest.mouseClick(window.speech_bar._speak, Qt.MouseButton.LeftButton)
    assert window.speech_bar._speak.text() == "Speak"
    until(lambda: stopped and not window.is_busy)
    assert window.session.sounds == ()
    assert window.problem.isHidden()


def test_that_enter_speaks_the_newer_text_instead(window, until, monkeypatch) -> None:
    begun: list[str] = []

    def say(text, _settings, _rate, progress, *_):
        begun.append(text)
        while True:
            progress(0.5, "speaking")
            Event().wait(0.01)

    monkeypatch.setattr("studio.app.speaking.say", say)
    field = typed(window.speech_bar, "One.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: begun == ["One."])
    QTest.keyClicks(field, " Two.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: begun == ["One.", "One. Two."] and len(window.desk.working.jobs) == 1)
    window.speaking.stop()


# The microphone


def record(window, card: Card):
    """Press the button, and wait until it has counted."""
    window.speech_bar._record.click()
    for _ in range(3):
        window.speaking.recorder.count()
    return card.streams[-1]


def test_that_three_are_counted_before_anything_is_kept(window, card: Card, until) -> None:
    bar = window.speech_bar
    bar._record.click()
    (stream,) = card.streams
    shown = [bar._length.text()]
    stream.hear(0.5)
    for _ in range(2):
        window.speaking.recorder.count()
        shown.append(bar._length.text())
    assert shown == ["begins in 3", "begins in 2", "begins in 1"]
    window.speaking.recorder.count()
    assert bar._length.text() == "0:00.0"
    stream.hear(0.25, 1.0)
    window.speaking.recorder.read()
    assert bar._length.text() == "0:01.0"
    assert bar._meter.peak == pytest.approx(-6, abs=0.1), "what was heard while it counted is held"
    bar._record.click()
    assert not stream.is_open
    (take,) = window.session.sounds
    assert take.name == "Take 1"
    assert len(window.session.takes[take.id].samples) == RATE
    until(lambda: window.desk.speech is not None)
    (take,) = window.session.sounds
    assert take.name == "Take 1", "it is the same take, now with its phonemes"
    assert window.session.takes[take.id].phonemes
    assert window.problem.isHidden(), window.problem.text


def test_that_pressing_again_while_it_counts_records_nothing(window, card: Card) -> None:
    window.speech_bar._record.click()
    window.speech_bar._record.click()
    assert not card.streams[0].is_open
    assert window.session.sounds == ()
    assert window.speech_bar._choices.currentIndex() == 0


def test_that_an_unplugged_microphone_loses_nothing(window, card: Card, until) -> None:
    stream = record(window, card)
    stream.hear(0.25, 0.75)
    stream.unplug()
    window.speaking.recorder.read()
    assert "went away" in window.problem.text
    (take,) = window.session.sounds
    assert len(window.session.takes[take.id].samples) == RATE * 3 // 4
    until(lambda: window.desk.speech is not None)


def test_that_a_microphone_that_says_nothing_any_more_is_taken_to_be_gone(window, card: Card, until) -> None:
    stream = record(window, card)
    stream.hear(0.25, 0.75)
    for _ in range(40):
        window.speaking.recorder.read()
    assert "went away" in window.problem.text
    assert len(window.session.sounds) == 1
    until(lambda: window.desk.speech is not None)


def test_that_silence_is_told_and_kept(window, card: Card) -> None:
    record(window, card).hear(0.0)
    window.speech_bar._record.click()
    assert window.problem.text == "Nothing is to be heard in Take 1."
    assert [item.name for item in window.session.sounds] == ["Take 1"]
    assert not window.is_busy
    record(window, card).hear(0.0)
    window.speech_bar._record.click()
    assert [item.name for item in window.session.sounds] == ["Take 2", "Take 1"]


def test_that_a_microphone_is_chosen_by_name_and_remembered(window, card: Card) -> None:
    card.plugged_since.append("Headset")
    menu = window.speech_bar._menu
    menu.aboutToShow.emit()
    by_name = {action.text(): action for action in menu.actions()}
    assert list(by_name)[:4] == ["What the system chooses", "Yeti", "Webcam", "Headset"]
    by_name["Webcam"].trigger()
    by_name["Count 3, 2, 1 before"].trigger()
    window.speech_bar._record.click()
    assert card.streams[0].asked["device"] == 1
    assert window.speech_bar._length.text() == "0:00.0", "it records at once"
    window.speaking.recorder.close()
    card.inputs.remove("Webcam")
    menu.aboutToShow.emit()
    assert "Webcam (not connected)" in [action.text() for action in menu.actions()]
    window.speech_bar._record.click()
    assert "“Webcam” is not connected" in window.problem.text


def test_that_the_menu_says_that_there_is_no_microphone(window, card: Card) -> None:
    card.inputs.clear()
    window.speech_bar._menu.aboutToShow.emit()
    first = window.speech_bar._menu.actions()[0]
    assert first.text() == "There is no microphone."
    assert not first.isEnabled()


def test_that_a_microphone_that_refuses_is_told(window, card: Card) -> None:
    card.refuses = True
    window.speech_bar._record.click()
    assert "can't be opened" in window.problem.text
    assert window.speech_bar._choices.currentIndex() == 0


def test_that_the_meter_holds_its_peak_and_marks_what_was_too_loud(bar) -> None:
    meter = bar._meter
    meter.show_level(0.5, clipped=False)
    meter.show_level(0.01, clipped=True)
    assert meter.peak == pytest.approx(-6.02, abs=0.01)
    assert meter.has_clipped
    for _ in range(60):
        meter.show_level(0.01, clipped=True)
    assert meter.peak == pytest.approx(-40)
    before = meter.grab().toImage()
    meter.show_level(1.0, clipped=True)
    assert meter.grab().toImage() != before
    meter.reset()
    assert not meter.has_clipped


def test_that_the_bar_follows_a_change_of_theme(qapp, qtbot) -> None:
    theme = replace(DARK)
    dress(qapp, theme)
    bar = SpeechBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_text("[AU12=2]Hi[/]")
    before = bar._record.icon().pixmap(12).toImage()
    theme.become(LIGHT)
    dress(qapp, theme)
    (span, *_) = bar._text.document().firstBlock().layout().formats()
    assert span.format.foreground().color() == LIGHT.colour("yours")
    assert LIGHT.field in bar._text.offered.styleSheet()
    assert bar._record.icon().pixmap(12).toImage() != before
    assert not bar.is_typed


# Files of several sounds, and subtitles


def test_that_the_menu_offers_the_sounds_of_what_was_heard_and_hears_another(
    fakes_installed, window, until, tmp_path
) -> None:
    window.desk.apply("Driver", edits.speaking_set(drivers=Drivers.all("swayer")))
    film = two_sounds(tmp_path / "two.mkv")

    def heard():
        media = window.speaking._heard_file()
        return None if media is None else media.track

    window.speaking.hear_file(film)
    until(lambda: heard() == 0)
    assert "number 2 is heard" in window.said.text()
    window.speaking.tracks.aboutToShow.emit()
    voice, first, second = window.speaking.tracks.actions()
    assert voice.isChecked()
    assert (first.text(), second.text()) == ("Track 1", "Track 2")
    first.trigger()
    until(lambda: heard() == 1)
    window.speaking.tracks.aboutToShow.emit()
    assert window.speaking.tracks.actions()[1].isChecked()


def test_that_without_a_choice_of_sounds_the_menu_says_so(window) -> None:
    window.speaking.tracks.aboutToShow.emit()
    (only,) = window.speaking.tracks.actions()
    assert not only.isEnabled()


def test_that_dropped_subtitles_give_words_and_their_times(window, until, tmp_path, monkeypatch) -> None:
    srt = tmp_path / "words.srt"
    lines = ("1", "00:00:00,200 --> 00:00:02,800", "These are", "words.", "")
    srt.write_text("\n".join((*lines, "2", "00:00:03,000 --> 00:00:04,000", "And more.")))
    window.documents.open_path(srt)
    assert window.speech_bar.text == "These are words.\nAnd more."
    given = []

    def hear(sound, transcript, settings, rate, tell, cues, track, *_):
        given.append((transcript, [cue.text for cue in cues]))
        raise Cancelled

    monkeypatch.setattr(speaking, "hear", hear)
    window.speaking.hear_file(tmp_path / "a.wav")
    until(lambda: given)
    window.speech_bar.show_text("Something else.")
    window.speaking.hear_file(tmp_path / "a.wav")
    until(lambda: len(given) == 2)
    assert given == [
        ("These are words.\nAnd more.", ["These are words.", "And more."]),
        ("Something else.", []),
    ]
