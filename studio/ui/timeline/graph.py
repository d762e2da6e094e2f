"""The curve editor: curves over time, keys that are dragged, Bézier handles."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from studio.core.clock import FORMS, Form, told_time
from studio.core.curve import Curve, Keyframe
from studio.core.time import FrameRate, Seconds
from studio.core.tracks import UnitTrack
from studio.ui.theme import Theme
from studio.ui.timeline.inks import inks_of
from studio.ui.timeline.menu import fill_key_menu
from studio.ui.timeline.scale import NAMES, TimeScale
from studio.ui.timeline.shown import MOST, Key, KeyTimes, Times, amount_of
from studio.ui.unit_words import track_title

_EDGE: Final = 1.4
"""Pixels: how thick the edge of a key is."""
_AXIS: Final = 40
_REACH: Final = 7.0
"""Pixels within which a key or handle is taken hold of."""

Side = Literal["incoming", "outgoing"]
Points = list[tuple[float, float]]


class _Field(pg.ViewBox):  # type: ignore[misc] # pyqtgraph has no types
    """Where the curves are; its drags are the editor's."""

    def __init__(self, editor: "GraphEditor") -> None:
        super().__init__(enableMenu=False)
        self._editor = editor
        self.setMouseEnabled(x=False, y=False)

    def wheelEvent(self, event: object, axis: int | None = None) -> None:  # noqa: N802
        self._editor.turn(event)

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:  # noqa: N802
        self._editor.drag(event)

    def mouseClickEvent(self, event: object) -> None:  # noqa: N802
        self._editor.click(event)


class GraphEditor(QWidget):
    """Tracks of the hand's layer on the timeline's own scale of time.

    Values are drawn as parts of what a slider goes to, so that degrees and units share one field; where all
    that are shown go as far, the axis tells their own values.

    Attributes:
        form: how times are written.

    Wheel zooms time, with Ctrl values; middle drag pans; Shift keeps a key's time or value.
    """

    keys_dragged = Signal(object, object, object)
    """Slot → times, by seconds, slot → how much higher: while the hand holds them."""
    keys_dropped = Signal(object, object, object)
    handle_dragged = Signal(object, object, str)
    """Slot → (seconds, value) from the key, time of the key, ``incoming`` or ``outgoing``."""
    handle_dropped = Signal(object, object, str)
    keys_shaped = Signal(object, str, str)
    keys_removed = Signal(object)
    keys_copied = Signal(object)
    paste_asked = Signal()
    key_asked = Signal(object, object)
    """A double click: a key of slots, slot → value, at a time."""
    picked_changed = Signal()
    viewed = Signal()

    def __init__(self, theme: Theme, scale: TimeScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, scale
        self._rate = FrameRate(Seconds(25))
        self.form: Form = FORMS[0]
        self._tracks: dict[str, UnitTrack] = {}
        self._trial: dict[str, UnitTrack] | None = None
        self._times, self._trial_times = KeyTimes(), KeyTimes()
        self.picked: dict[str, tuple[Seconds, ...]] = {}
        self._active: set[str] = set()
        self._inks: dict[str, QColor] = {}
        self._low, self._high = self._fitted = -0.1, 1.1
        self._held: tuple[Key, Side | None] | None = None
        self._box_from: QPointF | None = None
        self._names = QListWidget()
        self._names.setObjectName("curves")
        self._names.setFixedWidth(NAMES - _AXIS)
        self._names.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._names.setAccessibleName(self.tr("Curves"))
        self._names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._names.itemSelectionChanged.connect(self._chosen)
        self._field = _Field(self)
        self._plot = pg.PlotWidget(viewBox=self._field)
        self._plot.setAccessibleName(self.tr("Curve editor"))
        self._told = QLabel(self._plot)
        self._told.setProperty("quiet", "true")
        self._told.hide()
        self._adds = QLabel(self.tr("Added to the layers below: a slider shows the sum"))
        self._adds.setProperty("quiet", "true")
        self._adds.setContentsMargins(8, 4, 8, 4)
        self._adds.setWordWrap(True)
        self._adds.setObjectName("adds")
        self._adds.setToolTip(
            self.tr("How much the hand adds to photograph, speech or performance; a slider shows the sum.")
        )
        self._build_plot()
        self._plot.viewport().installEventFilter(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._names, 1)
        column.addWidget(self._adds)
        self._adds.setFixedWidth(NAMES - _AXIS)
        line.addLayout(column)
        line.addWidget(self._plot, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Curve editor"))
        self.setMinimumHeight(96)

    def _build_plot(self) -> None:
        plot = self._plot.getPlotItem()
        plot.hideButtons()
        plot.hideAxis("bottom")
        plot.layout.setContentsMargins(0, 0, 0, 0)
        plot.getAxis("left").setWidth(_AXIS)
        plot.showGrid(y=True, alpha=0.6)
        self._zero = pg.InfiniteLine(0.0, angle=0)
        self._playhead = pg.InfiniteLine(angle=90)
        self._ghosts = pg.PlotCurveItem(connect="finite")
        self._stems = pg.PlotCurveItem(connect="pairs")
        self._marks = pg.ScatterPlotItem(size=13, symbol="d", pxMode=True)
        self._ends = pg.ScatterPlotItem(size=7, symbol="o")
        self._frame = pg.PlotCurveItem()
        self._lines: dict[str, pg.PlotCurveItem] = {}
        for item in (
            self._zero,
            self._ghosts,
            self._stems,
            self._marks,
            self._ends,
            self._frame,
            self._playhead,
        ):
            plot.addItem(item)
        self._dress()

    def _dress(self) -> None:
        """Give everything its colour."""
        theme, axis = self._theme, self._plot.getPlotItem().getAxis("left")
        self._plot.setBackground(theme.colour("field"))
        axis.setPen(theme.colour("line"))
        axis.setTextPen(theme.colour("faint"))
        self._zero.setPen(pg.mkPen(theme.colour("faint", 160), width=1))
        self._playhead.setPen(pg.mkPen(theme.colour("text"), width=1.5))
        self._ghosts.setPen(pg.mkPen(theme.colour("faint", 90), width=1))
        self._stems.setPen(pg.mkPen(theme.colour("text", 150), width=1))
        self._ends.setPen(pg.mkPen(theme.colour("text")))
        self._ends.setBrush(pg.mkBrush(theme.colour("field")))
        self._frame.setPen(pg.mkPen(theme.colour("yours"), width=1, style=Qt.PenStyle.DashLine))
        self._inks = inks_of(tuple(self._tracks.values()), theme)
        for item in self._items():
            item.setForeground(self._colour(_track_of(item)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            self.draw()

    # What is shown

    def show_tracks(self, tracks: Sequence[UnitTrack], rate: FrameRate) -> None:
        """The tracks of a layer; what was dragged is let go."""
        self._tracks, self._rate, self._trial = {track.name: track for track in tracks}, rate, None
        self._times.show(_curves_of(self._tracks))
        self._inks = inks_of(tracks, self._theme)
        if [_track_of(item) for item in self._items()] != list(self._tracks):
            self._fill_names()
        self._grow()
        self.draw()

    def show_trial(self, tracks: Sequence[UnitTrack]) -> None:
        """How the tracks would be; the ones that are stay in the background."""
        self._trial = {track.name: track for track in tracks}
        self._trial_times.show(_curves_of(self._trial))
        self.draw()

    def show_picked(self, picked: dict[str, tuple[Seconds, ...]]) -> None:
        """Which keys are selected, here or elsewhere."""
        self.picked = picked
        chosen = {track.name for track in self._tracks.values() if not picked.keys().isdisjoint(track.slots)}
        for item in self._items():
            if _track_of(item) in chosen and not item.isSelected() and not self._active & chosen:
                item.setSelected(True)
        self.draw()

    def show_time(self, time: Seconds) -> None:
        """Where the playhead stands."""
        self._playhead.setPos(float(time))

    def show_view(self) -> None:
        """The stretch of time that the timeline shows."""
        if self.isVisible():
            self.draw()

    def fit(self) -> None:
        """All values of the curves that are shown."""
        low, high = self._reach()
        room = 0.12 * (high - low)
        self._low, self._high = self._fitted = low - room, high + room
        self.draw()

    def _reach(self) -> tuple[float, float]:
        """The least and the greatest value of a key that is shown, zero within."""
        shown = [self._tracks[name] for name in self._shown()]
        keys = [key.value / track.full for track in shown for key in track.curve.keyframes]
        return min([0.0, *keys]), max([0.2, *keys])

    def _grow(self) -> None:
        """A key that has come to lie outside is brought in, unless a hand chose what is seen."""
        low, high = self._reach()
        if (self._low, self._high) == self._fitted and not self._low <= low < high <= self._high:
            self.fit()

    def _fill_names(self) -> None:
        chosen = self._selected()
        self._names.blockSignals(True)
        self._names.clear()
        for name in self._tracks:
            item = QListWidgetItem(track_title(name))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setForeground(self._colour(name))
            self._names.addItem(item)
            item.setSelected(name in chosen)
        self._names.blockSignals(False)
        self._active = self._selected()
        self.fit()

    def _chosen(self) -> None:
        self._active = self._selected()
        self.fit()

    def _selected(self) -> set[str]:
        return {_track_of(item) for item in self._names.selectedItems()}

    def _shown(self) -> list[str]:
        """The tracks that are chosen; all of them if none is."""
        return [name for name in self._tracks if name in self._active or not self._active]

    def _items(self) -> list[QListWidgetItem]:
        return [self._names.item(i) for i in range(self._names.count())]

    def _colour(self, name: str) -> QColor:
        return self._inks.get(name, self._theme.colour("text"))

    # Drawing

    def draw(self) -> None:
        """Everything in view, anew."""
        if not self.isVisible():
            return
        self._place_view()
        tracks = self._tracks if self._trial is None else self._trial
        known = self._times if self._trial is None else self._trial_times
        start, end = self._span()
        times = np.linspace(max(start, 0.0), end, max(int(self._plot.width() - _AXIS) // 2, 2))
        shown = [name for name in self._shown() if name in tracks]
        self._tell_values({tracks[name].full for name in shown})
        for name in self._lines.keys() - set(shown):
            self._plot.removeItem(self._lines.pop(name))
        for name in shown:
            fine = known.count(name, start, end) <= MOST
            self._draw_curve(name, times, known.values(name, times) / tracks[name].full, fine=fine)
        self._draw_ghosts(times)
        few = sum(known.count(name, start, end) for name in shown) <= MOST
        self._draw_keys([tracks[name] for name in shown if few], known, start, end)

    def _tell_values(self, fulls: set[float]) -> None:
        """The axis tells values of what is shown, or parts of what each goes to."""
        scale = fulls.pop() if len(fulls) == 1 else 1.0
        self._plot.getPlotItem().getAxis("left").setScale(scale)

    def _place_view(self) -> None:
        start, end = self._span()
        self._field.setRange(xRange=(start, end), yRange=(self._low, self._high), padding=0)

    def _span(self) -> tuple[float, float]:
        width, start = max(self._plot.width() - _AXIS, 1), self._scale.time_at(NAMES)
        return start, start + width / self._scale.pixels

    def _draw_curve(self, name: str, times: Times, values: Times, *, fine: bool) -> None:
        if name not in self._lines:
            self._lines[name] = pg.PlotCurveItem()
            self._plot.addItem(self._lines[name])
        pen = pg.mkPen(self._colour(name), width=(2 if fine else 1) * self.devicePixelRatioF())
        self._lines[name].setData(times, values, pen=pen, antialias=fine)

    def _draw_ghosts(self, times: Times) -> None:
        """What the dragged curves were before."""
        if self._trial is None:
            self._ghosts.setData([], [])
            return
        moved = [self._tracks[n] for n in self._shown() if self._trial.get(n) is not self._tracks[n]]
        gap = np.full(1, np.nan)
        xs = [part for _ in moved for part in (times, gap)]
        ys = [part for t in moved for part in (self._times.values(t.name, times) / t.full, gap)]
        self._ghosts.setData(*(np.concatenate(parts) if parts else [] for parts in (xs, ys)))

    def _draw_keys(self, shown: list[UnitTrack], known: KeyTimes, start: float, end: float) -> None:
        places: list[tuple[Times, Times]] = []
        marked: list[bool] = []
        stems: Points = []
        for track in shown:
            times, values = known.numbers(track.name, start, end)
            inside = (times >= start) & (times <= end)
            places.append((times[inside], values[inside] / track.full))
            marked += self._picked_in(track, known.around(track.name, start, end), inside, stems)
        self._mark(places, marked)
        self._stems.setData(*_columns(stems))
        self._ends.setData(*_columns(stems[1::2]))

    def _picked_in(
        self, track: UnitTrack, keys: tuple[Keyframe, ...], inside: NDArray[np.bool_], stems: Points
    ) -> list[bool]:
        """Which of some keys are selected, of those that are seen; the stems of their handles are added."""
        if self._trial is not None or self.picked.keys().isdisjoint(track.slots):
            return [False] * int(inside.sum())
        out = []
        for i in np.flatnonzero(inside):
            key = keys[i]
            out.append(self._is_picked(track, key.time))
            if out[-1]:
                for _, x, y in _handles(keys, int(i)):
                    stems += [(float(key.time), key.value / track.full), (x, y / track.full)]
        return out

    def _mark(self, places: list[tuple[Times, Times]], marked: list[bool]) -> None:
        """Draw keys at places [n], [n] of each track; where none is selected, all in one ink at once."""
        x, y = (np.concatenate([place[i] for place in places]) if places else np.zeros(0) for i in (0, 1))
        colour = self._theme.colour
        fill = pg.mkBrush(colour("yours")), pg.mkBrush(colour("text"))
        thick = _EDGE * self.devicePixelRatioF()
        edge = pg.mkPen(colour("field"), width=thick), pg.mkPen(colour("focus"), width=thick)
        if any(marked):
            self._marks.setData(x, y, brush=[fill[m] for m in marked], pen=[edge[m] for m in marked])
        else:
            self._marks.setData(x, y, brush=fill[0], pen=edge[0])

    # What is under the pointer

    @property
    def sheet(self) -> QWidget:
        """What the mouse finds curves and keys on."""
        return self._plot.viewport()  # type: ignore[no-any-return]

    def place_of(self, time: float, part: float) -> QPointF:
        """Where on the sheet a time and a value lie, the value in parts of what its slider goes to."""
        return QPointF(self._plot.mapFromScene(self._field.mapViewToScene(QPointF(time, part))))

    def _pixels(self, x: float, y: float) -> QPointF:
        return QPointF(self._field.mapFromView(QPointF(x, y)))

    def _is_picked(self, track: UnitTrack, time: Seconds) -> bool:
        return any(time in self.picked.get(slot, ()) for slot in track.slots)

    def _keys_of(self, name: str, time: Seconds) -> set[Key]:
        """The keys of a track's curves at a time."""
        track = self._tracks[name]
        return {
            (slot, time) for slot, curve in zip(track.slots, track.parts, strict=True) if curve.has_key(time)
        }

    def _at(self, place: QPointF) -> tuple[Key, Side | None] | None:
        """The handle or key of a track at a place of the field."""
        near: list[tuple[float, int, Key, Side | None]] = []
        for name in self._shown():
            track, keys = self._tracks[name], self._times.around(name, *self._span())
            for i, key in enumerate(keys):
                away = (self._pixels(float(key.time), key.value / track.full) - place).manhattanLength()
                near.append((away, 1, (name, key.time), None))
                if self._is_picked(track, key.time):
                    for side, x, y in _handles(keys, i):
                        away = (self._pixels(x, y / track.full) - place).manhattanLength()
                        near.append((away, 0, (name, key.time), side))
        away, _, key_found, side_found = min(near, default=(_REACH + 1, 0, ("", Seconds(0)), None), key=_rank)
        return (key_found, side_found) if away <= _REACH else None

    # Hands

    def turn(self, event: "pg.QtWidgets.QGraphicsSceneWheelEvent") -> None:
        """The wheel."""
        turns = event.delta() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            middle = self._field.mapToView(event.pos()).y()
            part = 0.85**turns
            self._low = middle - (middle - self._low) * part
            self._high = middle + (self._high - middle) * part
            self.draw()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scale.pan(turns * 60)
            self.viewed.emit()
        else:
            self._scale.zoom(turns, NAMES + event.pos().x())
            self.viewed.emit()
        event.accept()

    def click(self, event: "pg.GraphicsScene.mouseEvents.MouseClickEvent") -> None:
        """A key is picked, or nothing any more."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._at(event.pos())
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if found is not None and found[1] is None:
            self._pick(self._keys_of(*found[0]), adds=adds)
        elif found is None and not adds:
            self._pick(set(), adds=False)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A double click beside all keys asks for one."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonDblClick:
            return super().eventFilter(watched, event)
        place = self._field.mapFromScene(self._plot.mapToScene(event.position().toPoint()))
        if self._at(place) is None and len(self._shown()) == 1:
            track, there = self._tracks[self._shown()[0]], self._field.mapToView(place)
            time = self._rate.time_of(max(0, round(there.x() * float(self._rate))))
            self.key_asked.emit(track.shares(there.y() * track.full), time)
        return True

    def _pick(self, keys: set[Key], *, adds: bool) -> None:
        if adds:
            keys |= {(slot, time) for slot, times in self.picked.items() for time in times}
        picked: dict[str, tuple[Seconds, ...]] = {}
        for slot, time in sorted(keys):
            picked[slot] = (*picked.get(slot, ()), time)
        if picked != self.picked:
            self.picked = picked
            self.picked_changed.emit()
            self.draw()

    def drag(self, event: "pg.GraphicsScene.mouseEvents.MouseDragEvent") -> None:
        """Keys, a handle, a box around keys, or the field itself."""
        event.accept()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan(event)
            return
        if event.isStart():
            self._held = self._at(event.buttonDownPos())
            self._box_from = None if self._held else event.buttonDownPos()
            if self._held is not None and self._held[1] is None:
                held = self._keys_of(*self._held[0])
                if not held <= self._all_picked():
                    self._pick(held, adds=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if self._held is None:
            self._drag_box(event)
        elif self._held[1] is None:
            self._drag_keys(event)
        else:
            self._drag_handle(event, self._held[1])
        if event.isFinish():
            self._held = self._box_from = None
            self._tell("")

    def _all_picked(self) -> set[Key]:
        return {(slot, time) for slot, times in self.picked.items() for time in times}

    def _pan(self, event: "pg.GraphicsScene.mouseEvents.MouseDragEvent") -> None:
        moved = event.pos() - event.lastPos()
        high = max(self._field.height(), 1)
        up = moved.y() / high * (self._high - self._low)
        self._low, self._high = self._low + up, self._high + up
        self._scale.pan(moved.x())
        self.viewed.emit()

    def _drag_keys(self, event: "pg.GraphicsScene.mouseEvents.MouseDragEvent") -> None:
        assert self._held is not None
        (name, time), _ = self._held
        start, here = (self._field.mapToView(p) for p in (event.buttonDownPos(), event.pos()))
        by, up = here.x() - start.x(), here.y() - start.y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            moved = event.pos() - event.buttonDownPos()
            by, up = (by, 0.0) if abs(moved.x()) > abs(moved.y()) else (0.0, up)
        rate = self._rate
        exact = rate.time_of(rate.index_at(Seconds(round((float(time) + by) * 1e6), 10**6))) - time
        exact = Seconds(0) if abs(by) * float(rate) < 0.5 else exact
        exact = max(exact, -min(t for _, t in self._all_picked()))
        higher = {
            slot: add
            for track in self._tracks.values()
            for slot, add in track.shares(up * track.full).items()
            if slot in self.picked
        }
        track = self._tracks[name]
        value = track.curve.keyframes[track.curve.index_of(time)].value + up * track.full
        self._tell(
            f"{track_title(name)}   {told_time(time + exact, rate, self.form)}   {amount_of(track, value)}"
        )
        if not event.isFinish():
            self.keys_dragged.emit(self.picked, exact, higher)
            return
        picked = self.picked
        self.picked = {s: tuple(t + exact for t in times) for s, times in picked.items()}
        self.keys_dropped.emit(picked, exact, higher)

    def _drag_handle(self, event: "pg.GraphicsScene.mouseEvents.MouseDragEvent", side: Side) -> None:
        assert self._held is not None
        (name, time), _ = self._held
        here, track = self._field.mapToView(event.pos()), self._tracks[name]
        key = track.curve.keyframes[track.curve.index_of(time)]
        by, up = here.x() - float(time), here.y() * track.full - key.value
        self._tell(f"{track_title(name)}   {by:+.3f} s   {amount_of(track, up)}")
        to = {slot: (by, share) for slot, share in track.shares(up).items()}
        bent = {slot: to[slot] for slot, _ in self._keys_of(name, time)}
        (self.handle_dropped if event.isFinish() else self.handle_dragged).emit(bent, time, side)

    def _drag_box(self, event: "pg.GraphicsScene.mouseEvents.MouseDragEvent") -> None:
        assert self._box_from is not None
        a, b = self._field.mapToView(self._box_from), self._field.mapToView(event.pos())
        if not event.isFinish():
            self._frame.setData([a.x(), b.x(), b.x(), a.x(), a.x()], [a.y(), a.y(), b.y(), b.y(), a.y()])
            return
        self._frame.setData([], [])
        (x0, x1), (y0, y1) = sorted((a.x(), b.x())), sorted((a.y(), b.y()))
        found: set[Key] = set()
        for name in self._shown():
            track = self._tracks[name]
            for key in track.curve.keyframes:
                if x0 <= float(key.time) <= x1 and y0 <= key.value / track.full <= y1:
                    found |= self._keys_of(name, key.time)
        self._pick(found, adds=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))
        self._told.adjustSize()
        self._told.move(self._plot.width() - self._told.width() - 8, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.picked:
            self.keys_removed.emit(self.picked)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        fill_key_menu(
            menu,
            any_picked=bool(self.picked),
            shape=lambda shape, handles: self.keys_shaped.emit(self.picked, shape, handles),
            copy=lambda: self.keys_copied.emit(self.picked),
            remove=lambda: self.keys_removed.emit(self.picked),
            paste=self.paste_asked.emit,
        )
        menu.addSeparator()
        menu.addAction(self.tr("Show all values"), self.fit)
        menu.exec(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.draw()

    def showEvent(self, event: object) -> None:  # noqa: N802
        self.fit()


def _handles(keys: tuple[Keyframe, ...], i: int) -> list[tuple[Side, float, float]]:
    """Which handles of a key count, and where they end: seconds and value."""
    key = keys[i]
    out: list[tuple[Side, float, float]] = []
    if i > 0 and keys[i - 1].interpolation == "bezier":
        out.append(("incoming", float(key.time) + key.incoming[0], key.value + key.incoming[1]))
    if i < len(keys) - 1 and key.interpolation == "bezier":
        out.append(("outgoing", float(key.time) + key.outgoing[0], key.value + key.outgoing[1]))
    return out


def _curves_of(tracks: Mapping[str, UnitTrack]) -> dict[str, Curve]:
    return {name: track.curve for name, track in tracks.items()}


def _track_of(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))


def _columns(points: Points) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _rank(found: tuple[float, int, Key, Side | None]) -> tuple[float, int]:
    """The nearest first; of a handle and its key at one place the key is out of reach otherwise."""
    return found[0], found[1]
