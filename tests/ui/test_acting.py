"""An animator at work: tracks of units, poses, layers, with mouse and keys on the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QInputDialog

from studio.core import edits
from studio.core.time import Seconds
from studio.core.units import ARKIT_52
from studio.ui.dialogs.scaling import ScaleDialog
from studio.ui.main_window import MainWindow
from studio.ui.timeline.lanes.curves import LINE
from studio.ui.timeline.lanes.lane import GRIP
from tests.ui.hands import Hands

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ZERO, ONE, TWO = Seconds(0), Seconds(1), Seconds(2)


@pytest.fixture
def opened(window: MainWindow, until, astronaut_file: Path) -> MainWindow:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.desk.apply("Range", edits.range_set(ZERO, Seconds(4)))
    window.desk.sets_keys = True
    window.timeline.fit()
    return window


@pytest.fixture
def hands(opened: MainWindow) -> Hands:
    return Hands(opened)


def put(window: MainWindow, time: Seconds, **units: float) -> None:
    """Units at a time, as sliders set them."""
    window.desk.go_to(time)
    window.face.set_units(units)
    window.inspector.released.emit()


def slide(hands: Hands, window: MainWindow, unit: str, part: float) -> None:
    track = window.inspector.row(unit).track
    middle = track.height() / 2
    hands.drag(track, QPointF(track._x(track.value), middle), QPointF(track._x(part * track.high), middle))


def line(window: MainWindow, name: str) -> float:
    """How far down the line of a track or region is, scrolled so that it is seen."""
    view = window.timeline
    middle = view.lanes.curves.middle_of(name)
    assert middle is not None, f"{name} has no line"
    view._scroll(middle - view.height() + LINE)
    seen = view.lanes.curves.middle_of(name)
    assert seen is not None
    return seen


def keys(window: MainWindow, slot: str) -> list[tuple[float, float]]:
    hand = window.desk.hand
    curve = None if hand is None else hand.curves.get(slot)
    return [] if curve is None else [(float(k.time), round(k.value, 3)) for k in curve.keyframes]


def names(window: MainWindow) -> list[str]:
    return [each.name for each in window.timeline.lanes.curves.lines]


def test_that_what_a_slider_set_is_one_line_in_its_region_and_its_channels_unfold(
    opened: MainWindow, hands: Hands
) -> None:
    slide(hands, opened, "AU12", 0.9)
    slide(hands, opened, "AU01", 0.5)
    assert names(opened) == ["brow", "AU01", "mouth", "AU12"]
    y = line(opened, "AU12")
    hands.click(opened.timeline, QPointF(22, y))
    assert names(opened)[-3:] == ["AU12", "mouthSmileLeft", "mouthSmileRight"]
    hands.click(opened.timeline, QPointF(10, line(opened, "brow")))
    assert names(opened)[:2] == ["brow", "mouth"]
    hands.key(Qt.Key.Key_3)
    assert "mouthSmileLeft" in names(opened)
    assert "AU12" not in names(opened)
    assert opened.inspector.vocabulary is ARKIT_52


def test_that_a_key_of_a_unit_is_dragged_in_the_units_own_range(opened: MainWindow, hands: Hands) -> None:
    put(opened, ZERO, AU26=0.0)
    put(opened, ONE, AU26=2.0)
    put(opened, TWO, AU26=0.0)
    hands.key(Qt.Key.Key_C)
    graph = opened.graph
    graph._names.item(0).setSelected(True)
    graph.grab()
    plot = graph._plot

    def place(time: float, value: float) -> QPointF:
        return QPointF(plot.mapFromScene(graph._field.mapViewToScene(QPointF(time, value / 5))))

    before = opened.desk.tracks()[0].curve.keyframes[1].value
    steps = len(opened.session.history.steps)
    hands.drag(plot.viewport(), place(1.0, before), place(1.0, before * 0.5))
    after = opened.desk.tracks()[0].curve.keyframes[1]
    assert after.value == pytest.approx(before / 2, abs=0.1)
    assert after.time == ONE
    assert len(opened.session.history.steps) == steps + 1
    opened.session.undo()
    assert opened.desk.tracks()[0].curve.keyframes[1].value == before


def test_that_a_locked_track_can_be_neither_dragged_nor_set(opened: MainWindow, hands: Hands) -> None:
    put(opened, ONE, AU12=0.5)
    put(opened, TWO, AU12=4.0)
    before = keys(opened, "mouthSmileLeft")
    view = opened.timeline
    hands.click(view, QPointF(view.scale.x(0) - 16 - 33, line(opened, "AU12")))
    assert opened.desk.hand.locks == {"mouthSmileLeft", "mouthSmileRight"}
    assert not opened.inspector.row("AU12").isEnabled()
    assert opened.inspector.row("AU26").isEnabled()
    start = QPointF(view.scale.x(TWO), line(opened, "AU12"))
    hands.drag(view, start, start + QPointF(60, 0))
    assert keys(opened, "mouthSmileLeft") == before
    opened.session.undo()
    opened.session.undo()
    assert opened.desk.hand.locks == frozenset()


def test_that_a_track_that_is_solo_moves_the_face_alone(opened: MainWindow, hands: Hands) -> None:
    put(opened, ONE, AU26=4.0, AU02=5.0)
    view = opened.timeline
    hands.click(view, QPointF(view.scale.x(0) - 16 - 14, line(opened, "AU26")))
    state = opened.desk.state()
    assert state["jawOpen"] == pytest.approx(0.8)
    assert state["browOuterUpLeft"] == opened.desk.rest["browOuterUpLeft"]
    hands.click(view, QPointF(120, line(opened, "AU26")))
    hands.key(Qt.Key.Key_S, ALT)
    assert opened.desk.state()["browOuterUpLeft"] == pytest.approx(1.0)


def test_that_a_pose_is_copied_and_pasted_and_pasted_to_the_other_side(
    opened: MainWindow, hands: Hands
) -> None:
    put(opened, ZERO, mouthSmileLeft=0.1, mouthSmileRight=0.9)
    hands.key(Qt.Key.Key_C, CONTROL | SHIFT)
    opened.desk.go_to(ONE)
    put(opened, ONE, mouthSmileLeft=0.5, mouthSmileRight=0.5)
    steps = len(opened.session.history.steps)
    hands.key(Qt.Key.Key_V, CONTROL | SHIFT)
    state = opened.desk.state()
    assert (state["mouthSmileLeft"], state["mouthSmileRight"]) == pytest.approx((0.1, 0.9), abs=1e-4)
    hands.key(Qt.Key.Key_V, CONTROL | ALT)
    state = opened.desk.state()
    assert (state["mouthSmileLeft"], state["mouthSmileRight"]) == pytest.approx((0.9, 0.1), abs=1e-4)
    hands.key(Qt.Key.Key_M, ALT)
    assert opened.desk.state()["mouthSmileRight"] == pytest.approx(0.9, abs=1e-4)
    assert len(opened.session.history.steps) == steps + 3


def test_that_a_pose_between_two_keys_is_found_with_a_slider_in_one_step(
    opened: MainWindow, hands: Hands
) -> None:
    put(opened, ZERO, AU26=0.0)
    put(opened, TWO, AU26=4.0)
    first, last = keys(opened, "jawOpen")
    hands.key(Qt.Key.Key_E, SHIFT)
    assert "Between two keys" in opened.said.text(), "there is no key after"
    opened.desk.go_to(ONE)
    steps = len(opened.session.history.steps)
    hands.key(Qt.Key.Key_E, SHIFT)
    tween = opened.poses.tween
    assert tween.isVisible()
    on_it = Hands(tween)
    for _ in range(3):
        on_it.key(Qt.Key.Key_PageDown)
    share = tween.slider.value() / 100
    assert share == 0.2
    middle = first[1] + share * (last[1] - first[1])
    assert keys(opened, "jawOpen") == [first, (1.0, pytest.approx(middle, abs=1e-3)), last]
    on_it.key(Qt.Key.Key_Escape)
    assert not tween.isVisible()
    assert len(opened.session.history.steps) == steps + 1


def test_that_an_end_of_the_selection_stretches_it(opened: MainWindow, hands: Hands) -> None:
    for time, value in ((ZERO, 0.0), (ONE, 3.0), (TWO, 1.0)):
        put(opened, time, AU26=value)
    view = opened.timeline
    view.pick_all()
    top = view.lanes.layers.top_of(edits.HAND)
    assert top is not None
    grip = QPointF(view.scale.x(TWO) + GRIP, top + 12)
    hands.drag(view, grip, QPointF(view.scale.x(ONE) + GRIP, grip.y()))
    assert [time for time, _ in keys(opened, "jawOpen")] == [0.0, 0.48, 1.0]
    assert {time for _, time in view.page.picked} == {ZERO, Seconds(12, 25), ONE}
    opened.session.undo()
    assert [time for time, _ in keys(opened, "jawOpen")] == [0.0, 1.0, 2.0]


def test_that_selected_keys_are_scaled_by_numbers(opened: MainWindow, hands: Hands, monkeypatch) -> None:
    put(opened, ZERO, AU26=0.0)
    put(opened, ONE, AU26=2.0)
    low, high = (value for _, value in keys(opened, "jawOpen"))
    hands.key(Qt.Key.Key_A, CONTROL)

    def filled(dialog: ScaleDialog) -> int:
        dialog.amounts.setValue(50)
        dialog.lengths.setValue(200)
        assert opened.desk.state()["jawOpen"] < 0.4, "it is seen before it is done"
        return 1

    monkeypatch.setattr(ScaleDialog, "exec", filled)
    hands.key(Qt.Key.Key_K, CONTROL | SHIFT)
    assert keys(opened, "jawOpen") == [
        (0.0, pytest.approx(low / 2, abs=1e-3)), (2.0, pytest.approx(high / 2, abs=1e-3))
    ]  # fmt: skip


def test_that_keys_are_pasted_to_the_other_side(opened: MainWindow, hands: Hands) -> None:
    put(opened, ZERO, mouthSmileLeft=0.1)
    put(opened, ONE, mouthSmileLeft=0.7)
    left = keys(opened, "mouthSmileLeft")
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.key(Qt.Key.Key_C, CONTROL)
    opened.desk.go_to(TWO)
    opened.do("keys.paste_mirrored")
    assert keys(opened, "mouthSmileRight") == [(time + 2, value) for time, value in left]
    assert keys(opened, "mouthSmileLeft") == left


def test_that_what_is_set_goes_into_the_layer_that_is_chosen(
    opened: MainWindow, hands: Hands, monkeypatch
) -> None:
    slide(hands, opened, "AU26", 0.4)
    below = keys(opened, "jawOpen")
    opened.do("layer.add")
    assert opened.desk.layer == "Layer 2"
    slide(hands, opened, "AU26", 0.8)
    assert opened.desk.state()["jawOpen"] == pytest.approx(0.8, abs=0.03)
    assert keys(opened, "jawOpen") != below
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Jaw", True))
    opened.do("layer.rename")
    assert opened.desk.layer == "Jaw"
    opened.timeline._scroll(-1000)
    hands.click(opened.timeline.heads.head(edits.HAND)._title)
    assert opened.desk.layer == edits.HAND
    assert keys(opened, "jawOpen") == below
    opened.layers.remove("Jaw")
    assert opened.desk.state()["jawOpen"] == pytest.approx(0.4, abs=0.03)
    for _ in range(4):
        opened.session.undo()
    assert [layer.name for layer in opened.session.project.timeline.layers][-1] == edits.HAND
    assert opened.desk.layer == edits.HAND


def test_that_keys_snap_to_what_is_near_unless_that_is_switched_off(opened: MainWindow, hands: Hands) -> None:
    put(opened, ZERO, AU26=1.0, AU02=1.0)
    opened.desk.apply("Keys", edits.keys_moved({"jawOpen": (ZERO,)}, ONE))
    opened.desk.apply("Marker", edits.marked(Seconds(51, 25), "here"))
    view = opened.timeline
    view.scale.pixels = 75.0  # three to a frame: one frame beside is near

    def drag_to(time: float) -> None:
        start = QPointF(view.scale.x(ONE), line(opened, "AU26"))
        hands.drag(view, start, QPointF(view.scale.x(time), start.y()))

    drag_to(2.0)
    assert [time for time, _ in keys(opened, "jawOpen")] == [2.04]
    opened.session.undo()
    hands.key(Qt.Key.Key_N, ALT)
    drag_to(2.0)
    assert [time for time, _ in keys(opened, "jawOpen")] == [2.0]


def test_that_empty_lanes_take_no_room(opened: MainWindow) -> None:
    lanes = opened.timeline.lanes
    assert [lane.height for lane in (lanes.words, lanes.phonemes, lanes.sound, lanes.pictures)] == [0] * 4
    assert lanes.layers.top == lanes.ruler.height


def test_that_a_key_at_the_very_start_is_seen_whole(opened: MainWindow) -> None:
    put(opened, ZERO, AU26=3.0)
    opened.desk.go_to(TWO)
    view = opened.timeline
    y = line(opened, "AU26")
    view._scroll(0)
    QApplication.processEvents()
    picture = view.grab().toImage()
    ink = view.page.theme.colour("yours")
    ratio = picture.devicePixelRatio()
    x0 = view.scale.x(ZERO)
    row = [picture.pixelColor(round((x0 + dx) * ratio), round(y * ratio)) for dx in (-4, 4)]
    apart = [abs(c.red() - ink.red()) + abs(c.green() - ink.green()) for c in row]
    assert max(apart) < 120, "both its corners"


def test_that_blinks_and_glances_are_a_layer_that_is_switched_on_and_off(opened: MainWindow) -> None:
    opened.desk.apply("Range", edits.range_set(ZERO, Seconds(20)))
    before = opened.session.project
    opened.do("layer.alive")
    layer = edits.layer_of(opened.session.project, edits.ALIVE)
    assert layer is not None
    shut = [key.time for key in layer.curves["eyeBlinkLeft"].keyframes if key.value == 1]
    assert opened.commands["layer.alive"].checked()
    opened.desk.go_to(shut[0])
    assert opened.desk.state()["eyeBlinkLeft"] == pytest.approx(1.0)
    head = opened.timeline.heads.head(edits.ALIVE)
    assert head._title.text() == "Blinks and glances"
    head._mute.click()
    assert opened.desk.state()["eyeBlinkLeft"] < 0.5
    opened.do("layer.alive")
    assert not opened.commands["layer.alive"].checked()
    for _ in range(3):
        opened.session.undo()
    assert opened.session.project == before


def test_that_the_key_before_is_seen_as_a_ghost(opened: MainWindow, hands: Hands) -> None:
    put(opened, ZERO, AU26=5.0)
    put(opened, TWO, AU26=0.0)
    over, stage = opened.stage.overlays, opened.stage.viewport()
    assert over.ghost == []
    before = stage.grab().toImage()
    hands.key(Qt.Key.Key_G, ALT)
    assert opened.commands["view.ghost"].checked()
    outer_lips, opening = over.ghost[1], over.ghost[2]
    assert opening.boundingRect().height() > 0.1 * outer_lips.boundingRect().width(), "the jaw was open"
    assert stage.grab().toImage() != before
    opened.desk.go_to(ONE)
    assert over.ghost[2] == opening, "it is the same key's"
    opened.desk.go_to(ZERO)
    assert over.ghost == [], "no key lies before the first"
    hands.key(Qt.Key.Key_G, ALT)
    opened.desk.go_to(TWO)
    assert over.ghost == []


def test_that_a_line_without_room_is_shown_when_its_first_key_is_set(opened: MainWindow) -> None:
    view, lanes = opened.timeline, opened.timeline.lanes
    put(opened, ONE, AU01=2.0)
    view.setFixedHeight(int(lanes.below) + 4 * LINE)
    QApplication.processEvents()
    for unit in ("AU12", "AU26", "AU04"):
        put(opened, ONE, **{unit: 2.0})
        middle = lanes.curves.middle_of(unit)
        assert middle is not None
        assert lanes.scrolled_part.top() < middle < lanes.scrolled_part.bottom(), unit


def test_that_a_bar_tells_of_lines_without_room_and_scrolls_them(opened: MainWindow) -> None:
    view, lanes = opened.timeline, opened.timeline.lanes
    assert not view.bar.isVisible()
    put(opened, ONE, AU01=2.0, AU12=2.0, AU26=2.0)
    view.setFixedHeight(int(lanes.below) + 4 * LINE)
    QApplication.processEvents()
    assert view.bar.isVisible()
    assert view.bar.maximum() == round(lanes.hidden) > 0
    view.bar.setValue(view.bar.maximum())
    last, height = lanes.curves.middle_of("AU26"), view.height()
    assert last is not None
    assert height - 1.5 * LINE < last <= height - LINE / 2
    assert lanes.scrolled_part.top() in [*lanes.layers.tops, *lanes.curves.tops], "no line is cut at the top"
    view._scroll(-lanes.down)
    assert view.bar.value() == 0


def test_that_the_curve_editor_shows_all_values_until_a_hand_looks_closer(opened: MainWindow) -> None:
    graph = opened.graph

    def all_seen() -> bool:
        (track,) = graph._tracks.values()
        values = [key.value / track.full for key in track.curve.keyframes]
        return graph._low <= min(values) < max(values) <= graph._high

    put(opened, ONE, AU26=0.0)
    put(opened, TWO, AU26=1.0)
    opened.do("view.curves")
    put(opened, TWO, AU26=3.0)
    assert all_seen()
    opened.do("view.curves")
    put(opened, TWO, AU26=5.0)
    opened.do("view.curves")
    assert all_seen(), "what was set while it was shut"
    graph._low, graph._high = 0.1, 0.2
    put(opened, TWO, AU26=4.0)
    assert (graph._low, graph._high) == (0.1, 0.2)
