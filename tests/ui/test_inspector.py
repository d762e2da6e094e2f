"""The inspector, as an animator uses it: on the real window, with the real portrait."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton, QWidget

from studio.core import edits
from studio.core.face import FaceState
from studio.core.presets import EMOTIONS, Preset
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.units import ARKIT_52, FACS_17, VOCABULARIES
from studio.engine import providers
from studio.engine.edit import Setting, applied, neutralise
from studio.engine.portrait import opened as opened_portrait
from studio.engine.speaking.visemes import VISEMES
from studio.files import presets as kept_presets
from studio.ui.inspector.inspector import Inspector
from studio.ui.inspector.neutral import Checks
from studio.ui.inspector.presets import EXPRESSIONS, MOUTHS, OWN
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress
from studio.ui.unit_words import WORDS, explanation, row_title
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.row import ROW, KeyDiamond, Row
from studio.ui.widgets.track import Track
from tests.clips import write_clip


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    return window


def steps(window: MainWindow) -> int:
    return len(window.session.history.steps)


def drag(row: Row, value: float) -> None:
    """With the mouse, from the handle to a value."""
    track = row.track
    middle = track.height() // 2
    start, goal = QPointF(track._x(track.value), middle), QPointF(track._x(value), middle)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(track, (start + (goal - start) * share).toPoint())
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=goal.toPoint())


def choose(row: Row, inspector: Inspector, title: str) -> None:
    """In the menu of a row."""
    menu = inspector.menu_of(row)
    (action,) = (action for action in menu.actions() if action.text() == title)
    action.trigger()
    menu.deleteLater()


def titles(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


# Left and right


def test_that_linked_sides_move_together_in_one_step(opened: MainWindow) -> None:
    inspector = opened.inspector
    inspector.set_vocabulary(ARKIT_52)
    drag(inspector.row("browOuterUpLeft"), 0.5)
    assert opened.desk.state()["browOuterUpRight"] == pytest.approx(0.0, abs=1e-5)
    inspector._link.click()
    before = steps(opened)
    drag(inspector.row("browOuterUpLeft"), 0.8)
    state = opened.desk.state()
    assert state["browOuterUpLeft"] == pytest.approx(0.8, abs=0.03)
    assert state["browOuterUpRight"] == pytest.approx(state["browOuterUpLeft"])
    assert inspector.row("browOuterUpRight").box.number == inspector.row("browOuterUpLeft").box.number
    assert steps(opened) == before + 1
    opened.session.undo()
    assert opened.desk.state()["browOuterUpRight"] == pytest.approx(0.0, abs=1e-5)


def test_that_a_linked_side_put_to_rest_takes_the_other_to_its_own_rest(opened: MainWindow) -> None:
    inspector, rest = opened.inspector, opened.desk.rest
    inspector.set_vocabulary(ARKIT_52)
    inspector._link.click()
    drag(inspector.row("mouthSmileLeft"), 0.3)
    QTest.mouseDClick(inspector.row("mouthSmileLeft").track, Qt.MouseButton.LeftButton)
    assert rest["mouthSmileLeft"] != rest["mouthSmileRight"]
    for side in ("Left", "Right"):
        assert opened.desk.state()[f"mouthSmile{side}"] == pytest.approx(rest[f"mouthSmile{side}"], abs=1e-5)


def test_that_units_of_both_sides_can_be_linked_for_the_face(opened: MainWindow) -> None:
    assert opened.inspector.vocabulary is FACS_17
    opened.inspector.toggle_link()
    assert opened.inspector.is_linked
    assert opened.desk.links_sides
    assert "on the face" in opened.inspector._link.toolTip()


def test_that_what_is_folded_linked_and_spoken_is_remembered(
    qtbot, window: MainWindow, tmp_path: Path
) -> None:
    window.inspector.set_vocabulary(ARKIT_52)
    window.inspector._link.click()
    QTest.mouseClick(window.inspector.section("eye")._button, Qt.MouseButton.LeftButton)
    window.inspector.section("head")._button.setFocus()
    QTest.keyClick(window.inspector.section("head")._button, Qt.Key.Key_Return)
    again = Inspector(DARK)
    qtbot.addWidget(again)
    again.remember_in(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    assert again.vocabulary is ARKIT_52
    assert again.is_linked
    assert not again.section("eye").is_open
    assert again.section("head").is_open
    assert again.section("brow").is_open
    again.set_vocabulary(FACS_17)
    assert not again.section("eye").is_open, "in every vocabulary"


# The menu


def test_that_a_row_has_its_menu_under_the_mouse_and_on_the_keyboard(opened: MainWindow) -> None:
    inspector = opened.inspector
    inspector.set_vocabulary(ARKIT_52)
    row = inspector.row("mouthSmileLeft")
    all_of_it = [
        "Reset", "Set key", "Mirror to the other side", "Copy value", "Copy all as units", "Paste units",
        "What does this move?",
    ]  # fmt: skip
    for widget in (row.track, row.box, row.diamond):
        for key, held in (
            (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
        ):
            QTest.keyClick(widget, key, held)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            assert titles(menu) == all_of_it
            menu.close()
    assert titles(inspector.menu_of(inspector.row("jawOpen")))[:3] == ["Reset", "Set key", "Copy value"]
    assert "What does this move?" not in titles(inspector.menu_of(inspector.row("head.yaw")))
    assert titles(inspector.menu_of(inspector.neutral.rows["mouth"])) == ["Reset", "Copy value"]


def test_that_the_menu_resets_mirrors_and_keys(opened: MainWindow) -> None:
    inspector, desk = opened.inspector, opened.desk
    inspector.set_vocabulary(ARKIT_52)
    row = inspector.row("mouthSmileLeft")
    drag(row, 0.4)
    before = steps(opened)
    choose(row, inspector, "Mirror to the other side")
    assert desk.state()["mouthSmileRight"] == pytest.approx(desk.state()["mouthSmileLeft"])
    assert steps(opened) == before + 1
    opened.times.step(10)
    assert not row.diamond.is_full
    choose(row, inspector, "Set key")
    assert edits.keys_of(opened.session.project.timeline) == (Seconds(0), desk.time)
    assert row.diamond.is_full
    choose(row, inspector, "Remove key")
    assert not row.diamond.is_full
    opened.times.step(-10)
    choose(row, inspector, "Reset")
    assert desk.state()["mouthSmileLeft"] == pytest.approx(desk.rest["mouthSmileLeft"], abs=1e-5)


def test_that_a_face_travels_as_text_and_the_command_line_reads_the_same(opened: MainWindow) -> None:
    inspector, desk = opened.inspector, opened.desk
    inspector.set_vocabulary(ARKIT_52)
    opened.face.set_units({"browInnerUp": 0.75, "mouthSmileLeft": 0.0})
    opened.face._slots_changed({"head.yaw": 12.0})
    desk.released()
    wanted = desk.state()
    choose(inspector.row("jawOpen"), inspector, "Copy all as units")
    text = QGuiApplication.clipboard().text()
    assert "browInnerUp=0.75" in text
    assert "mouthSmileLeft=0.00" in text, "what was photographed and is gone has to be said"
    assert "pitch" not in text
    by_command_line = applied(desk.rest, [Setting.read(word) for word in text.split()])
    assert by_command_line.channels == pytest.approx(wanted.channels, abs=0.0051)
    opened.do("face.photographed")
    before = steps(opened)
    choose(inspector.row("head.yaw"), inspector, "Paste units")
    assert steps(opened) == before + 1
    assert desk.state().channels == pytest.approx(wanted.channels, abs=0.0051)
    assert desk.state().head.yaw == pytest.approx(wanted.head.yaw, abs=0.051)


def test_that_units_are_pasted_as_people_write_them(opened: MainWindow) -> None:
    QGuiApplication.clipboard().setText("--set AU1=5, --set AU26=2.5; yaw+=40 yaw+=40 gaze_pitch=4")
    opened.face.paste_units()
    state = opened.desk.state()
    assert state["browInnerUp"] == pytest.approx(1.0)
    assert state["jawOpen"] == pytest.approx(0.5)
    assert state.head.yaw == pytest.approx(45.0), "as far as it goes"
    assert state.gaze.pitch == pytest.approx(4.0)


def test_that_a_gaze_told_while_folded_has_no_minus_before_nothing(opened: MainWindow) -> None:
    QGuiApplication.clipboard().setText("gaze_yaw+=-0.04 gaze_pitch+=4")
    opened.face.paste_units()
    assert opened.inspector._gaze._noted == "+0.0° +4.0°"


@pytest.mark.parametrize(
    "text", ["", "  \n", "good morning", "AU12=seven", "AU99=1", "AU12=9", "AU12=2 AU99=1", "x" * 50_000]
)
def test_that_what_is_no_unit_is_told_and_changes_nothing(opened: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    before = steps(opened)
    opened.face.paste_units()
    assert opened.problem.isVisible()
    assert steps(opened) == before


def test_that_a_value_is_copied_as_it_is_read(opened: MainWindow) -> None:
    row = opened.inspector.row("AU12")
    choose(row, opened.inspector, "Copy value")
    assert QGuiApplication.clipboard().text() == f"{row.track.value:.1f}"


def test_that_what_a_unit_moves_is_asked_for_and_ended(opened: MainWindow) -> None:
    inspector, asked = opened.inspector, []
    inspector.heat_asked.connect(asked.append)
    for name in ("AU12", "AU04"):
        choose(inspector.row(name), inspector, "What does this move?")
    assert asked == ["AU12", "AU04"]
    choose(inspector.row("AU04"), inspector, "What does this move?")
    choose(inspector.row("AU04"), inspector, "What does this move?")
    QTest.keyClick(inspector.row("AU12").track, Qt.Key.Key_Escape)
    choose(inspector.row("AU04"), inspector, "What does this move?")
    inspector.set_vocabulary(ARKIT_52)
    assert asked[2:] == ["", "AU04", "", "AU04", ""]


# Hands


def test_that_a_press_on_the_handle_moves_nothing(opened: MainWindow) -> None:
    track, before = opened.inspector.row("AU12").track, steps(opened)
    place = QPoint(round(track._x(track.value)) + 2, track.height() // 2)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=place)
    assert steps(opened) == before


def test_that_the_eyes_look_where_the_pad_is_pressed_or_the_numbers_say(opened: MainWindow) -> None:
    inspector, desk = opened.inspector, opened.desk
    inspector.section("gaze")._pressed()
    pad = inspector.gaze.pad
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=pad._place(20.0, 10.0).toPoint())
    gaze = desk.state().gaze.minus(desk.rest.gaze)
    assert (gaze.yaw, gaze.pitch) == pytest.approx((20.0, 10.0), abs=0.7)
    inspector.gaze.up.selectAll()
    QTest.keyClicks(inspector.gaze.up, "-5")
    QTest.keyClick(inspector.gaze.up, Qt.Key.Key_Return)
    gaze = desk.state().gaze.minus(desk.rest.gaze)
    assert gaze.pitch == pytest.approx(-5.0)
    opened.times.step(10)
    assert not inspector.gaze.diamond.is_full
    inspector.gaze.diamond.click()
    assert inspector.gaze.diamond.is_full
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(3, 3))
    assert desk.state().gaze.minus(desk.rest.gaze).pitch == pytest.approx(-5.0)


def test_that_a_pose_beyond_what_holds_up_says_so(opened: MainWindow) -> None:
    inspector = opened.inspector
    inspector.section("head")._pressed()
    row, section = inspector.row("head.yaw"), inspector.section("head")
    assert "25" in row.tip
    drag(row, 20.0)
    assert row._label.text() == "Yaw"
    drag(row, 40.0)
    assert row._label.text() == "Yaw: beyond ±25°"
    assert section._note.text() == "beyond what holds up"
    section._pressed()
    assert section._note.text() == "beyond what holds up", "folded or not"
    section._pressed()
    drag(row, -10.0)
    assert row._label.text() == "Yaw"
    assert section._note.text() == ""


def test_that_a_folded_section_tells_how_many_are_moved(opened: MainWindow) -> None:
    section = opened.inspector.section("brow")
    section._pressed()
    opened.face.set_units({"AU01": 3.0, "AU02": 2.0})
    assert "moved" in section._note.text()
    section._pressed()
    assert section._note.text() == ""
    assert opened.inspector.row("AU01").track.value == pytest.approx(3.0), "shown when it is opened"


def test_that_a_search_finds_muscles_and_opens_what_is_folded(opened: MainWindow) -> None:
    inspector = opened.inspector

    def shown() -> set[str]:
        return {name for name, row in inspector._rows.items() if row.isVisible()}

    inspector.section("mouth")._pressed()
    inspector._search.setText("zygomaticus")
    assert shown() == {"AU12"}
    inspector._search.setText("yaw")
    assert shown() == {"head.yaw"}
    inspector._search.setText("nothing of that kind")
    assert shown() == set()
    assert inspector._nothing.isVisible()
    inspector._search.clear()
    assert not inspector.section("mouth").is_open, "as it was before"
    inspector._only_moved.click()
    opened.face.set_units({"AU45": 2.0})
    assert {"AU12", "AU45"} <= shown()
    assert "AU09" not in shown()


def test_that_requested_and_achieved_stand_on_the_same_track(opened: MainWindow, until) -> None:
    inspector = opened.inspector
    inspector.section("head")._pressed()
    opened.face.set_units({"AU26": 3.0})
    opened.face._slots_changed({"head.yaw": 15.0})
    opened.desk.released()
    jaw, yaw = inspector.row("AU26"), inspector.row("head.yaw")
    until(lambda: yaw.track.seen is not None and yaw.track.seen > 5.0)
    assert jaw.track.seen == pytest.approx(3.0, abs=1.5)
    assert yaw.track.seen == pytest.approx(15.0, abs=6.0)
    assert f"seen {jaw.track.seen:.1f}" in jaw.tip
    assert jaw.tip.startswith("Jaw drop (AU26)")
    opened.face.set_units({"AU06": 4.0, "AU14": 4.0})
    cheek, dimple = inspector.row("AU06").track, inspector.row("AU14").track
    assert (cheek.seen, dimple.seen) == (None, None), "no tracker tells them: nothing is said of them"


def test_that_a_ring_tells_what_is_seen_where_it_is_elsewhere(qtbot) -> None:
    row = Row("AU12", "Lip corner puller", 0.0, 5.0, DARK)
    qtbot.addWidget(row)
    row.resize(400, 24)
    row.set_value(4.0)
    ring = DARK.colour("made").rgb()

    def has_ring() -> bool:
        picture = row.track.grab().toImage()
        return ring in {
            picture.pixelColor(x, y).rgb() for x in range(picture.width()) for y in range(picture.height())
        }

    assert not has_ring()
    row.track.set_seen(3.8)
    assert not has_ring(), "near enough"
    assert "ring" not in row.tip
    row.track.set_seen(2.0)
    assert has_ring()
    assert row.tip.endswith("Asked for 4.0, seen 2.0 (the ring)")
    row.track.set_rest(1.0)
    assert row.tip.endswith("As photographed 1.0 (the thin line)")


# Presets


def test_that_a_preset_is_one_step_with_its_strength(opened: MainWindow) -> None:
    panel = opened.inspector.presets
    before = steps(opened)
    panel.button(EXPRESSIONS, "Surprise").click()
    assert steps(opened) == before + 1
    assert opened.desk.state()["browInnerUp"] == pytest.approx(0.8)
    assert opened.desk.state()["mouthSmileLeft"] == pytest.approx(0.0), "an expression is the whole face"
    panel.strength.track._by_hand(50.0)
    panel.button(EXPRESSIONS, "Surprise").click()
    assert opened.desk.state()["browInnerUp"] == pytest.approx(0.4)
    assert "AU01 4" in panel.button(EXPRESSIONS, "Surprise").toolTip()


def test_that_a_mouth_shape_leaves_the_brows_alone(opened: MainWindow) -> None:
    panel = opened.inspector.presets
    opened.face.set_units({"AU01": 2.0})
    panel.button(MOUTHS, "aa").click()
    state = opened.desk.state()
    assert state["browInnerUp"] == pytest.approx(0.4)
    assert state["jawOpen"] == pytest.approx(VISEMES["aa"]["jawOpen"], abs=1e-5)
    assert state["mouthSmileLeft"] == pytest.approx(VISEMES["aa"].get("mouthSmileLeft", 0.0), abs=1e-5)
    assert "AA" in panel.button(MOUTHS, "aa").toolTip()


def test_that_only_what_is_unfolded_is_drawn_and_all_of_it(opened: MainWindow, until) -> None:
    panel = opened.inspector.presets
    assert panel._pictures == {}
    opened.inspector.section("presets")._pressed()
    until(lambda: not panel.without_picture())
    assert {group for group, _ in panel._pictures} == {EXPRESSIONS}
    assert len(panel._pictures) == len(EMOTIONS)
    joy, sadness = (panel.button(EXPRESSIONS, name).icon().pixmap(56) for name in ("Joy", "Sadness"))
    assert joy.toImage() != sadness.toImage()
    panel._switch.button(1).click()
    until(lambda: len(panel._pictures) == len(EMOTIONS) + len(VISEMES))


def test_that_own_presets_are_kept_for_all_projects(opened: MainWindow, until, monkeypatch) -> None:
    panel = opened.inspector.presets
    opened.inspector.section("presets")._pressed()
    panel._switch.button(2).click()
    assert panel._nothing.isVisible()
    opened.face.set_units({"AU01": 3.0})
    wanted = opened.desk.state()
    monkeypatch.setattr(
        "studio.ui.controllers.presets.QInputDialog.getText", lambda *_a, **_k: ("Doubt", True)
    )
    panel._keep.click()
    until(lambda: (OWN, "Doubt") in panel._pictures)
    assert [preset.name for preset in kept_presets.read_presets()] == ["Doubt"]
    opened.do("face.photographed")
    panel.button(OWN, "Doubt").click()
    assert opened.desk.state().channels == pytest.approx(wanted.channels, abs=0.006)
    monkeypatch.setattr(
        "studio.ui.controllers.presets.QInputDialog.getText", lambda *_a, **_k: ("Wonder", True)
    )
    panel.rename_asked.emit("Doubt")
    assert [preset.name for preset in panel.presets(OWN)] == ["Wonder"]
    panel._keep.click()
    assert "Wonder" in opened.problem.text, "a name is given once"


def test_that_a_preset_is_removed_only_when_a_person_says_so(opened: MainWindow, monkeypatch) -> None:
    opened.face.presets.keep("Mine")
    box = "studio.ui.controllers.presets.QMessageBox"
    for word, left in (("Cancel", ["Mine"]), ("Remove", [])):
        monkeypatch.setattr(f"{box}.exec", lambda _self: 0)
        monkeypatch.setattr(
            f"{box}.clickedButton",
            lambda self, word=word: next(button for button in self.buttons() if button.text() == word),
        )
        opened.inspector.presets.remove_asked.emit("Mine")
        assert [preset.name for preset in kept_presets.read_presets()] == left


def test_that_damaged_presets_are_told_and_stay(home: Path, until, request) -> None:
    path = kept_presets.place()
    path.write_text("{broken")
    window = request.getfixturevalue("window")
    until(window.problem.isVisible)
    assert "presets.json" in window.problem.text
    assert path.read_text() == "{broken"


# To neutral


def test_that_parts_are_brought_to_rest_each_by_itself(opened: MainWindow) -> None:
    inspector, desk = opened.inspector, opened.desk
    inspector.section("neutral")._pressed()
    rows, rest = inspector.neutral.rows, desk.rest
    before = steps(opened)
    drag(rows["mouth"], 80.0)
    assert steps(opened) == before + 1
    assert desk.state()["mouthSmileLeft"] == pytest.approx(0.2 * rest["mouthSmileLeft"], abs=0.04)
    assert desk.state()["browDownLeft"] == pytest.approx(rest["browDownLeft"])
    inspector.section("neutral")._pressed()
    assert inspector.section("neutral")._note.text() == f"0–{rows['mouth'].track.value:.0f} % taken away"
    inspector.section("neutral")._pressed()
    neutral, photographed = inspector.neutral.findChildren(type(inspector.presets._keep))
    neutral.click()
    assert desk.state().channels.max() == 0.0
    assert {row.box.text() for row in rows.values() if row.isEnabled()} == {"100 %"}
    drag(rows["brows"], 0.0)
    assert desk.state()["browDownLeft"] == pytest.approx(rest["browDownLeft"], abs=1e-5)
    assert desk.state()["mouthSmileLeft"] == 0.0
    photographed.click()
    assert desk.state() == rest
    while steps(opened) and opened.session.history.undoes != f"Open {opened.portrait.path.name}":
        opened.session.undo()
    assert desk.state() == rest


def test_that_window_and_command_line_find_the_same_when_neutralising(
    opened: MainWindow, until, astronaut_file: Path
) -> None:
    told: list[Checks] = []
    opened.staging.seen.connect(lambda _seen: told.append(opened.inspector.neutral.told))
    opened.inspector.section("neutral")._pressed()
    opened.inspector.neutral.neutral_asked.emit()
    until(lambda: told and "Same person" in told[-1][1])
    made = neutralise(opened_portrait(astronaut_file), providers.tracker())
    strongest, same, outside = told[-1]
    assert made.residual is not None
    assert made.identity is not None
    assert f" {made.residual:.1f} of 5" in strongest
    assert strongest[0] == ("✓" if made.residual <= 0.5 else "✗")
    assert same == f"✓ Same person: {made.identity:.2f}, at least 0.5"
    assert made.outside == 0
    assert outside == "✓ Outside the face: not one pixel changed"


def test_that_a_video_keeps_its_own_expression_and_says_so(
    window: MainWindow, until, astronaut: Pixels, tmp_path: Path
) -> None:
    clip = write_clip(tmp_path / "clip.mp4", [astronaut] * 3, FrameRate(Seconds(10)))
    seen: list[object] = []
    window.staging.seen.connect(seen.append)
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.portrait.is_video and seen)
    panel = window.inspector.neutral
    assert panel.told == ("– A video keeps its own expression.", "", "")
    assert not panel.rows["mouth"].isEnabled()
    window.face.set_units({"AU26": 4.0})
    window.do("face.photographed")
    assert window.desk.state() == window.desk.rest


def test_that_checks_are_told_in_marks_and_words(qapp: QApplication, window: MainWindow) -> None:
    panel = window.inspector.neutral
    panel.show_checks(Checks(("AU12", 0.2), 0.31, 4))
    assert panel.told == (
        "✓ Strongest unit: AU12 0.2 of 5, at most 0.5",
        "✗ Same person: 0.31, at least 0.5",
        "✗ Outside the face: changed by up to 4",
    )
    assert panel._lines[1].accessibleName().startswith("failed")
    panel.show_checks(Checks(None, None, None))
    assert panel.told[0] == "✗ No face is seen any more"
    assert panel.told[1].startswith("–")


# How it looks


def test_that_everything_is_seen_without_scrolling_in_the_smallest_window(opened: MainWindow) -> None:
    opened.resize(1280, 800)
    QApplication.processEvents()
    inspector = opened.inspector
    area = inspector.findChild(QScrollArea)
    assert opened.height() == 800
    assert area.verticalScrollBar().maximum() == 0
    rows = [inspector.row(name) for name in FACS_17.names]
    assert {row.height() for row in rows} == {ROW}
    assert all("…" not in row._label.text() for row in rows)
    for section in inspector._sections():
        section.set_open(True)
    for row in inspector.findChildren(Row):
        box = row.box
        text = f"{-box._low if box._low else box._high:.{box._digits}f}{box._unit}"
        assert box.fontMetrics().horizontalAdvance(f"-{text}" if box._low < 0 else text) + 10 <= box.width()


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda each: each.name)
def test_that_everything_has_a_name_for_who_cannot_see(window: MainWindow, vocabulary) -> None:
    window.inspector.set_vocabulary(vocabulary)
    silent = [
        widget
        for widget in window.inspector.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert silent == []


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda each: each.name)
def test_that_nothing_is_cut_at_the_side_in_the_narrowest_panel(qapp, qtbot, vocabulary) -> None:
    dress(qapp, DARK)
    inspector = Inspector(DARK)
    qtbot.addWidget(inspector)
    inspector.resize(inspector.minimumWidth(), 500)
    inspector.set_vocabulary(vocabulary)
    inspector.presets.show_presets(EXPRESSIONS, EMOTIONS)
    inspector.show()
    for section in inspector._sections():
        section.set_open(True)
    inspector.neutral.show_checks(Checks(("AU25", 3.4), 0.52, 123))
    qapp.processEvents()
    area = inspector.findChild(QScrollArea)
    assert area.verticalScrollBar().isVisible()
    assert area.widget().width() <= area.viewport().width()


def test_that_a_preset_of_two_words_has_room_for_both(qapp, qtbot) -> None:
    dress(qapp, DARK)
    inspector = Inspector(DARK)
    qtbot.addWidget(inspector)
    inspector.resize(inspector.minimumWidth(), 900)
    presets = [Preset("Joy", {}), Preset("Happily surprised", {}), Preset("Happily disgusted", {})]
    inspector.presets.show_presets(EXPRESSIONS, presets)
    inspector.show()
    inspector.section("presets").set_open(True)
    qapp.processEvents()
    names = list(inspector.presets.findChildren(QToolButton, "preset"))
    assert [button.text() for button in names] == ["Joy", "Happily\nsurprised", "Happily\ndisgusted"]
    one, two, _ = names
    line = two.fontMetrics().lineSpacing()
    assert two.height() >= two.iconSize().height() + 2 * line + 4
    assert one.height() >= one.iconSize().height() + line + 4


def test_that_all_words_of_units_are_there_to_be_translated() -> None:
    missing = {
        word
        for vocabulary in VOCABULARIES
        for unit in vocabulary.units
        for word in (unit.title.partition(" (")[0], unit.muscle)
    } - set(WORDS)
    assert missing == set()
    assert {preset.name for preset in EMOTIONS} <= set(WORDS)
    assert row_title(FACS_17.unit("AU12")) == "AU12 Lip corner puller"
    assert explanation(ARKIT_52.unit("mouthSmileLeft")) == (
        "mouthSmileLeft: Lip corner puller (AU12)\nzygomaticus major"
    )


def test_that_a_slider_step_draws_its_own_row_alone(qtbot, monkeypatch) -> None:
    inspector, rest = Inspector(DARK), FaceState()
    qtbot.addWidget(inspector)
    inspector.set_vocabulary(ARKIT_52)
    inspector.section("head").set_open(True)
    inspector.show()
    inspector.show_state(rest.with_channels(jawOpen=0.25), rest)
    drawn: set[str] = set()
    for part, again in ((Track, "update"), (KeyDiamond, "update"), (NumberBox, "_show")):
        monkeypatch.setattr(part, again, lambda part: drawn.add(part.parent().name))
    inspector.show_state(rest.with_channels(jawOpen=0.5), rest)
    assert drawn == {"jawOpen"}
    inspector.show_state(rest.with_channels(jawOpen=0.5), rest.with_channels(browInnerUp=0.5))
    assert drawn == {"jawOpen", "browInnerUp"}


def test_that_what_a_renderer_cannot_move_is_greyed(opened) -> None:
    opened.inspector.show_honoured(frozenset(("jawOpen", "gaze")))
    assert opened.inspector.row("AU26").isEnabled()
    assert not opened.inspector.row("AU12").isEnabled()
    assert not opened.inspector.row("head.yaw").isEnabled()
    opened.inspector.show_honoured(opened.portrait.renderer.honours)
    assert opened.inspector.row("AU12").isEnabled()
