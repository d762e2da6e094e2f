"""Hands on the timeline and in the curve editor: what is dragged is asked for, exactly."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from studio.core.curve import Curve
from studio.core.edits import HAND
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Marker
from studio.core.tracks import GROUPS, tracks_of
from studio.core.units import FACS_17
from studio.ui.theme import DARK, LIGHT
from studio.ui.timeline.graph import GraphEditor
from studio.ui.timeline.inks import contrast, ink_of
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown, ShownLayer, times_of
from studio.ui.timeline.timeline import TimelineView

RATE = FrameRate(Fraction(25))
ONE, TWO = Seconds(1), Seconds(2)
CURVES = {
    "jawOpen": Curve.of([(0, 0.0), (1, 0.5), (2, 0.0)], "bezier").settled(),
    "head.yaw": Curve.of([(1, 9.0)]),
}
TRACKS = tracks_of(CURVES, FACS_17)
HANDS = ShownLayer(HAND, "By hand", keys=times_of(CURVES), is_chosen=True)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def speech() -> Speech:
    spans = [TimeRange(a, b) for a, b in pairwise(Seconds(i) for i in range(5))]
    names = ("SIL", "HH", "AY", "SIL")
    words = (Word("hi", TimeRange(Seconds(1), Seconds(3))),)
    phonemes = tuple(Phoneme(name, span) for name, span in zip(names, spans, strict=True))
    return Speech(np.zeros(96_000, np.float32), 24_000, words, phonemes)


@pytest.fixture
def timeline(qtbot) -> TimelineView:
    view = TimelineView(DARK)
    qtbot.addWidget(view)
    view.resize(NAMES + 424, 300)
    view.show()
    view.show_timeline(
        Shown(RATE, TimeRange(Seconds(0), Seconds(4)), speech(), (HANDS,), CURVES, (Marker(ONE, "here"),),
              tracks=TRACKS)
    )  # fmt: skip
    assert view.scale.pixels == 100
    return view


def drag(view, start: QPointF, to: QPointF, modifier: Qt.KeyboardModifier = NONE) -> None:
    target = view if isinstance(view, TimelineView) else view._plot.viewport()
    middle = (start + to) / 2
    QTest.mousePress(target, LEFT, modifier, start.toPoint())
    for place in (middle, to):
        QTest.mouseMove(target, place.toPoint())
    QTest.mouseRelease(target, LEFT, modifier, to.toPoint())


def line_of(view: TimelineView, slot: str, time: Seconds) -> QPointF:
    name = next(track.name for track in TRACKS if slot in track.slots)
    return QPointF(view.scale.x(time), view.lanes.curves.middle_of(name))


def test_that_a_key_is_dragged_by_whole_frames(timeline: TimelineView, qtbot) -> None:
    start = line_of(timeline, "jawOpen", ONE)
    with qtbot.waitSignal(timeline.keys_moved) as moved:
        drag(timeline, start, start + QPointF(49, 0))
    keys, by, copies = moved.args
    assert keys == {"jawOpen": (ONE,)}
    assert by == Seconds(12, 25)
    assert not copies
    assert timeline.picked == {"jawOpen": (ONE + by,)}


def test_that_the_focus_is_a_frame_and_fills_nothing(timeline: TimelineView) -> None:
    place = QPoint(NAMES + 390, 280)
    timeline.clearFocus()
    before = timeline.grab().toImage().pixelColor(place)
    timeline.setFocus()
    assert timeline.hasFocus()
    assert timeline.grab().toImage().pixelColor(place) == before


def test_that_all_keys_of_a_time_move_together_in_the_layers_line(timeline: TimelineView, qtbot) -> None:
    start = QPointF(timeline.scale.x(ONE), timeline.lanes.layers.top_of(HAND) + 12)
    with qtbot.waitSignal(timeline.keys_moved) as moved:
        drag(timeline, start, start + QPointF(40, 0))
    assert moved.args[0] == {"head.yaw": (ONE,), "jawOpen": (ONE,)}


def test_that_a_box_selects_what_is_in_it(timeline: TimelineView) -> None:
    corner = line_of(timeline, "jawOpen", ONE) + QPointF(-30, -8)
    drag(timeline, corner, line_of(timeline, "head.yaw", TWO) + QPointF(30, 8))
    assert timeline.picked == {"jawOpen": (ONE, TWO), "head.yaw": (ONE,)}


def test_that_the_end_of_a_word_is_dragged(timeline: TimelineView, qtbot) -> None:
    start = QPointF(timeline.scale.x(Seconds(3)), timeline.lanes.words.top + 10)
    with qtbot.waitSignal(timeline.boundary_moved) as moved:
        drag(timeline, start, start + QPointF(-50, 0))
    kind, boundary, to = moved.args
    assert (kind, boundary) == ("word", Seconds(3))
    assert float(to) == pytest.approx(2.5, abs=0.02)


def test_that_the_range_and_a_marker_are_dragged(timeline: TimelineView, qtbot) -> None:
    end = QPointF(timeline.scale.x(Seconds(4)), 20)
    with qtbot.waitSignal(timeline.range_moved) as moved:
        drag(timeline, end, end - QPointF(40, 0))
    assert moved.args == [Seconds(0), Seconds(90, 25)]
    mark = QPointF(timeline.scale.x(ONE) + 3, 6)
    with qtbot.waitSignal(timeline.marker_moved) as marked:
        drag(timeline, mark, mark + QPointF(33, 0))
    assert marked.args == [ONE, Seconds(34, 25)]


def test_that_escape_lets_everything_be_as_it_was(timeline: TimelineView, qtbot) -> None:
    start = line_of(timeline, "jawOpen", ONE)
    with qtbot.assertNotEmitted(timeline.keys_moved):
        QTest.mousePress(timeline, LEFT, NONE, start.toPoint())
        QTest.mouseMove(timeline, (start + QPointF(50, 0)).toPoint())
        QTest.keyClick(timeline, Qt.Key.Key_Escape)
        QTest.mouseRelease(timeline, LEFT, NONE, (start + QPointF(50, 0)).toPoint())
    assert timeline.picked == {"jawOpen": (ONE,)}


def test_that_another_button_lets_everything_be_as_it_was(timeline: TimelineView, qtbot) -> None:
    start = line_of(timeline, "jawOpen", ONE)
    tried: list[dict] = []
    timeline.keys_dragged.connect(lambda keys, by, copies: tried.append(keys))
    with qtbot.assertNotEmitted(timeline.keys_moved):
        QTest.mousePress(timeline, LEFT, NONE, start.toPoint())
        QTest.mouseMove(timeline, (start + QPointF(50, 0)).toPoint())
        QTest.mousePress(timeline, Qt.MouseButton.RightButton, NONE, (start + QPointF(50, 0)).toPoint())
        QTest.mouseRelease(timeline, LEFT, NONE, (start + QPointF(50, 0)).toPoint())
    assert tried == [{"jawOpen": (ONE,)}, {}]
    assert timeline.picked == {"jawOpen": (ONE,)}


def test_that_keys_may_vanish_while_they_are_dragged(timeline: TimelineView) -> None:
    start = line_of(timeline, "jawOpen", ONE)
    tried: list[dict] = []
    timeline.keys_dragged.connect(lambda keys, by, copies: tried.append(keys))
    QTest.mousePress(timeline, LEFT, NONE, start.toPoint())
    timeline.show_timeline(replace(timeline.page.shown, curves={}, tracks=()))
    QTest.mouseMove(timeline, (start + QPointF(-150, 0)).toPoint())
    QTest.mouseRelease(timeline, LEFT, NONE, (start + QPointF(-150, 0)).toPoint())
    assert tried == [{}, {}]
    assert timeline.picked == {}


def test_that_a_layers_head_weighs_and_mutes(timeline: TimelineView, qtbot) -> None:
    head = timeline.heads.head(HAND)
    with qtbot.waitSignal(timeline.layer_switched) as switched:
        QTest.mouseClick(head._mute, LEFT)
    assert switched.args == [HAND, "mute", True]
    head._weight.setFocus()
    head._weight.setText("0.5")
    with qtbot.waitSignal(timeline.layer_weighed) as weighed:
        QTest.keyClick(head._weight, Qt.Key.Key_Return)
    assert weighed.args == [HAND, 0.5]


@pytest.fixture
def graph(timeline: TimelineView, qtbot) -> GraphEditor:
    editor = GraphEditor(DARK, timeline.scale)
    qtbot.addWidget(editor)
    editor.resize(NAMES + 424, 240)
    editor.show()
    editor.show_tracks(TRACKS, RATE)
    editor._names.item(0).setSelected(True)
    editor.grab()  # which lays it out
    return editor


def on(graph: GraphEditor, time: float, value: float) -> QPointF:
    """Where a time and a value lie in the editor's picture."""
    scene = graph._field.mapViewToScene(QPointF(time, value))
    return QPointF(graph._plot.mapFromScene(scene))


def test_that_the_curve_editor_shares_the_timelines_scale(graph: GraphEditor, timeline: TimelineView) -> None:
    place = graph._plot.mapTo(graph, on(graph, 2.0, 0.0).toPoint())
    assert place.x() == pytest.approx(timeline.scale.x(TWO), abs=1.5)


def test_that_a_key_is_dragged_in_time_and_value(graph: GraphEditor, qtbot) -> None:
    with qtbot.waitSignal(graph.keys_dropped) as dropped:
        drag(graph, on(graph, 1.0, 0.5), on(graph, 1.2, 0.25))
    keys, by, higher = dropped.args
    assert keys == {"jawOpen": (ONE,)}
    assert by == Seconds(5, 25)
    assert higher["jawOpen"] == pytest.approx(-0.25, abs=0.02)


def test_that_a_handle_is_dragged(graph: GraphEditor, qtbot) -> None:
    graph.show_picked({"jawOpen": (ONE,)})
    with qtbot.waitSignal(graph.handle_dropped) as dropped:
        drag(graph, on(graph, 1 + 1 / 3, 0.5), on(graph, 1.5, 0.6))
    to, time, side = dropped.args
    assert (list(to), time, side) == (["jawOpen"], ONE, "outgoing")
    assert to["jawOpen"] == pytest.approx((0.5, 0.1), abs=0.02)


def test_that_a_double_click_asks_for_a_key(graph: GraphEditor, qtbot) -> None:
    place: QPoint = on(graph, 1.6, 0.3).toPoint()
    with qtbot.waitSignal(graph.key_asked) as asked:
        QTest.mouseClick(graph._plot.viewport(), LEFT, NONE, place)
        QTest.mouseDClick(graph._plot.viewport(), LEFT, NONE, place)
    values, time = asked.args
    assert (list(values), time) == (["jawOpen"], Seconds(40, 25))
    assert values["jawOpen"] == pytest.approx(0.3, abs=0.02)


def test_that_the_lines_of_keys_are_named_beside_them(timeline: TimelineView) -> None:
    place = QPoint(30, int(timeline.lanes.curves.top) + 10)
    assert timeline.childAt(place) is None, "a head of a layer lies over the name"


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_tracks_of_a_region_are_told_apart_and_their_names_read(theme) -> None:
    ground = theme.colour("field")
    for group in GROUPS:
        places = 3 if group == "head" else 5  # a head has no more
        inks = [ink_of(group, theme, place) for place in range(places)]
        assert all(contrast(ink, ground) > 4.2 for ink in inks), group
        for one, other in combinations(inks, 2):
            apart = np.abs(np.subtract(one.getRgb(), other.getRgb()))
            assert apart.sum() > 30, group
