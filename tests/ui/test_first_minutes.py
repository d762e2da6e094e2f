"""The first minutes with a real mouse and keyboard: a command by its name, poses, speech, a take, files."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from studio.app import sound
from studio.core import edits
from studio.core.errors import UsageError
from studio.core.project import Drivers
from studio.core.time import Seconds, TimeRange
from studio.ui.dialogs.palette import Palette
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK
from studio.ui.timeline.scale import NAMES
from studio.ui.transport import Transport
from studio.ui.widgets.costs import CostPanel
from tests.sounding import RATE, Card
from tests.ui.hands import Hands

ONE, TWO = Seconds(1), Seconds(2)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


@pytest.fixture
def hands(opened: MainWindow) -> Hands:
    return Hands(opened)


def slide(hands: Hands, unit: str, to: float) -> None:
    """Drag a slider by its handle."""
    track = hands.window.inspector.row(unit).track
    middle = track.height() / 2
    hands.drag(track, QPointF(track._x(track.value), middle), QPointF(track._x(to), middle))


def look_at(hands: Hands, time: Seconds) -> None:
    """Click into the ruler."""
    timeline = hands.window.timeline
    hands.click(timeline, QPointF(timeline.scale.x(time), 4))
    assert hands.window.desk.time == time


def state(window: MainWindow, time: Seconds):
    window.desk.go_to(time)
    return window.desk.state()


# Commands by name


def test_that_letters_typed_after_ctrl_k_find_a_command_and_enter_does_it(hands: Hands) -> None:
    window = hands.window
    assert not window.times.loops

    def type_on() -> None:
        palette = QApplication.activePopupWidget()
        if isinstance(palette, Palette):
            looks.stop()
            hands.write("loop")
            hands.key(Qt.Key.Key_Return)
            palette.close()  # or a palette that hears nothing would wait for ever

    looks = QTimer(window, interval=10)
    looks.timeout.connect(type_on)
    looks.start()
    hands.key(Qt.Key.Key_K, CONTROL)
    assert not looks.isActive()
    assert window.times.loops
    assert window.stage.isVisible()


# Poses


def test_that_a_pose_at_another_time_leaves_the_first_one_as_it_was(hands: Hands) -> None:
    window = hands.window
    said: list[str] = []
    window.desk.said.connect(said.append)
    assert not window.desk.sets_keys
    slide(hands, "AU26", 4.0)
    assert said == [], "the first holds at all times"
    first = state(window, Seconds(0))["jawOpen"]
    look_at(hands, TWO)
    slide(hands, "AU26", 1.5)
    slide(hands, "AU01", 3.0)
    second = window.desk.state()
    assert second["jawOpen"] < first / 2
    assert second["browInnerUp"] > 0.4
    assert len(said) == 1, "once, and not with every pixel of the drag"
    assert said[0].startswith("Key set at 00:02.000")
    assert state(window, Seconds(0))["jawOpen"] == pytest.approx(first)
    assert state(window, Seconds(0))["browInnerUp"] == pytest.approx(window.desk.rest["browInnerUp"])
    assert edits.keys_of(window.session.project.timeline) == (Seconds(0), TWO)
    look_at(hands, ONE)
    assert second["jawOpen"] < window.desk.state()["jawOpen"] < first, "in between it moves"


def tracks(window: MainWindow) -> list[str]:
    """The units that have lines of their own, from the top."""
    return [line.name for line in window.timeline.lanes.curves.lines if line.depth == 1]


def test_that_lines_and_colours_stay_where_they_are_while_one_is_changed(hands: Hands) -> None:
    window = hands.window
    slide(hands, "AU26", 2.0)
    slide(hands, "AU01", 2.0)
    window.do("view.curves")
    before = tracks(window)
    colours = {slot: window.graph._colour(slot).name() for slot in before}
    assert len(set(colours.values())) == len(before) == 2
    slide(hands, "AU01", 3.0)
    slide(hands, "AU26", 3.0)
    slide(hands, "AU02", 3.0)
    after = tracks(window)
    assert [slot for slot in after if slot in before] == before
    names = window.graph._names
    items = {names.item(i).data(Qt.ItemDataRole.UserRole): names.item(i) for i in range(names.count())}
    assert list(items) == after
    assert {slot: items[slot].foreground().color().name() for slot in before} == colours


def test_that_the_arrow_before_a_layers_name_folds_its_curves(hands: Hands) -> None:
    window = hands.window
    slide(hands, "AU26", 2.0)
    head = window.timeline.heads.head(edits.HAND)
    assert head.fold.geometry().right() < head._title.geometry().left()
    for shown in (0, 1):
        hands.click(head, QPointF(8, head.height() / 2))
        assert len(tracks(window)) == shown


# Speaking


@pytest.fixture
def spoken(fakes_installed, opened: MainWindow, until) -> MainWindow:
    """With a sentence that was said within a range, at a playhead and over a photograph that were chosen."""
    opened.desk.apply("Voice", edits.speaking_set(voice="hummer", drivers=Drivers.all("gaper")))
    hands = Hands(opened)
    speak(hands, "one two three four five")
    until(lambda: len(opened.session.sounds) == 1 and not opened.is_busy)
    return opened


def speak(hands: Hands, text: str) -> None:
    window = hands.window
    field = window.speech_bar._text
    hands.click(field)
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.write(text)
    hands.key(Qt.Key.Key_Return)
    window.stage.setFocus()


def test_that_speaking_leaves_range_playhead_and_photograph_as_they_were_chosen(spoken, until) -> None:
    hands, window = Hands(spoken), spoken
    assert edits.layer_of(window.session.project, edits.PORTRAIT).weight == 0.0, "speech starts from neutral"
    timeline = window.timeline
    for key, frame in ((Qt.Key.Key_I, 5), (Qt.Key.Key_O, 15), (None, 10)):
        look_at(hands, Seconds(frame, 25))
        if key is not None:
            hands.key(key)
    chosen = TimeRange(Seconds(5, 25), Seconds(16, 25))
    assert window.session.project.timeline.range == chosen
    window.timeline.layer_weighed.emit(edits.PORTRAIT, 0.5)
    timeline.released.emit()
    speak(hands, "six seven")
    until(lambda: len(window.session.sounds) == 2 and not window.is_busy)
    assert window.session.project.timeline.range == chosen
    assert window.desk.time == Seconds(10, 25)
    assert edits.layer_of(window.session.project, edits.PORTRAIT).weight == 0.5


def test_that_a_range_that_nobody_chose_ends_with_what_is_said_now(spoken, until) -> None:
    first = spoken.session.project.timeline.range
    speak(Hands(spoken), "six seven")
    until(lambda: len(spoken.session.sounds) == 2 and not spoken.is_busy)
    second = spoken.session.project.timeline.range
    assert second.end == spoken.desk.speech.length < first.end


def test_that_a_photograph_weighed_before_anything_is_said_stays_so(fakes_installed, opened, until) -> None:
    opened.desk.apply("Voice", edits.speaking_set(voice="hummer", drivers=Drivers.all("gaper")))
    opened.desk.apply("Less", edits.layer_set(edits.PORTRAIT, weight=0.25))
    opened.desk.go_to(Seconds(1, 5))
    speak(Hands(opened), "one two three")
    until(lambda: len(opened.session.sounds) == 1 and not opened.is_busy)
    assert edits.layer_of(opened.session.project, edits.PORTRAIT).weight == 0.25
    assert opened.desk.time == Seconds(1, 5)


def test_that_a_range_set_by_hand_is_not_looked_at_anew(hands: Hands) -> None:
    window = hands.window
    before = window.timeline.scale.pixels
    for key, time in ((Qt.Key.Key_I, ONE), (Qt.Key.Key_O, TWO)):
        look_at(hands, time)
        hands.key(key)
    assert window.session.project.timeline.range.start == ONE
    assert window.timeline.scale.pixels == before


# Recording


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setattr(sound, "sounddevice", card)
    monkeypatch.setattr(sound, "_streams", [])
    return card


def test_that_the_first_word_is_kept_though_it_was_said_while_one_was_counted(window, card: Card) -> None:
    Hands(window).click(window.speech_bar._record)
    (stream,) = card.streams
    stream.hear(0.0, 0.6)
    window.speaking.recorder.count()
    window.speaking.recorder.count()
    stream.hear(0.002, 0.6)
    stream.hear(0.5, 0.3)
    window.speaking.recorder.count()
    stream.hear(0.5, 0.7)
    Hands(window).click(window.speech_bar._record)
    (take,) = window.session.sounds
    samples = window.session.takes[take.id].samples
    assert len(samples) == pytest.approx(RATE * 1.0, abs=0.1 * RATE)
    loud = np.flatnonzero(np.abs(samples) > 0.1)
    assert 0 < loud[0] < 0.1 * RATE, "with a breath before it"
    assert loud[-1] - loud[0] >= 0.99 * RATE
    window.speaking.stop()


# What is told


def test_that_a_card_leaves_when_it_was_read(window: MainWindow, until) -> None:
    window.tell(UsageError("It did not work.", "Try again."))
    assert window.problem.isVisible()
    assert window.problem._reading.remainingTime() > 5000
    window.problem._reading.start(0)
    until(window.problem.isHidden)


def test_that_a_card_leaves_with_escape_and_when_the_person_goes_on(window: MainWindow) -> None:
    hands = Hands(window)
    window.stage.setFocus()
    window.tell(UsageError("It did not work.", "Try again."))
    hands.key(Qt.Key.Key_Escape)
    assert window.problem.isHidden()
    window.tell(UsageError("It did not work.", "Try again."))
    hands.key(Qt.Key.Key_L, CONTROL)
    assert window.problem.isHidden()


def test_that_a_card_for_the_makers_stays_until_it_is_closed(window: MainWindow, qtbot) -> None:
    hands = Hands(window)
    window.tell(RuntimeError("a defect"))
    window.do("play.loop")
    window.problem._reading.timeout.emit()
    assert window.problem.isVisible()
    hands.key(Qt.Key.Key_Escape)
    assert window.problem.isHidden()


def test_that_no_counter_is_cut_however_narrow_the_window_is(qapp, qtbot) -> None:
    transport, costs = Transport(DARK), CostPanel(DARK)
    transport.show_clock("120:00.000 / 120:00.000   29.97 fps   1234 of them late")
    costs.show_frame(1234.5, "draft", "NVIDIA GeForce RTX 4090", 40.0, 1234)
    for widget in (transport, costs):
        qtbot.addWidget(widget)
        widget.resize(widget.minimumSizeHint())
        widget.show()
    clock = transport._clock
    for width in (0, 250, 500):
        clock.resize(max(width, clock.minimumWidth()), clock.height())
        assert clock.width() >= clock.fontMetrics().horizontalAdvance(clock.text())
        assert clock.text().startswith("120:00.000 / 120:00.000")
    assert clock.text().endswith("late"), "there is room for all of it"
    assert costs.width() >= costs.fontMetrics().horizontalAdvance(costs._text) + 84


def test_that_half_a_number_is_not_drawn_at_the_end_of_the_ruler(opened: MainWindow) -> None:
    timeline = opened.timeline
    timeline.scale.left, timeline.scale.pixels = 0.0, (timeline.width() - NAMES - 12) / 1.0
    ink = opened.theme.colour("faint").rgb()
    picture = timeline.grab().toImage()
    last = range(timeline.width() - 8, timeline.width())
    assert ink not in [picture.pixelColor(x, y).rgb() for x in last for y in range(4, 15)]


# Files


def test_that_a_new_project_is_called_after_its_portrait_and_not_put_beside_it(opened, monkeypatch) -> None:
    asked: list[Path] = []

    def refused(_parent, _title, start, *_kinds):
        asked.append(Path(start))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", refused)
    source = Path(opened.session.project.source.path)
    Hands(opened).key(Qt.Key.Key_S, CONTROL)
    assert [path.name for path in asked] == [f"{source.stem}.galatea"]
    assert asked[0].parent != source.parent
    assert asked[0].parent.is_dir()


def test_that_projects_and_films_are_proposed_where_they_went_last(opened, tmp_path) -> None:
    documents = opened.documents
    films = tmp_path / "films"
    films.mkdir()
    documents.remember_folder(films / "a.mp4", "exports")
    assert documents.folder_for("exports") == films
    (tmp_path / "work").mkdir()
    opened.session.save(tmp_path / "work" / "a.galatea")
    assert documents.folder_for("projects") == tmp_path / "work"
    assert documents.folder_for("exports") == films
    films.rmdir()
    assert documents.folder_for("exports") == tmp_path / "work"
    assert opened.session.proposed_name == "a"


def test_that_words_stand_beside_icons_where_there_is_room_and_never_hold_the_window_wide(
    qapp, qtbot
) -> None:
    transport = Transport(DARK)
    qtbot.addWidget(transport)
    transport.show_clock("00:01.000 / 00:06.100   25 fps")
    transport.resize(700, 36)
    transport.show()
    mesh = transport._buttons["view.mesh"][0]
    narrow = transport.minimumSizeHint().width()
    assert mesh.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    transport.resize(1500, 36)
    assert mesh.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    qapp.processEvents()
    assert mesh.width() >= mesh.fontMetrics().horizontalAdvance("Mesh") + 16
    assert transport.minimumSizeHint().width() <= narrow + 16
    transport.resize(800, 36)
    assert mesh.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
