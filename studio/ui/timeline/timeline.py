"""The timeline: lays out its lanes, and hands on to them and to what is dragged what a person does."""

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QInputDialog, QMenu, QScrollBar, QSizePolicy, QWidget

from studio.core.time import Seconds
from studio.core.timeline import Marker
from studio.ui.theme import Theme
from studio.ui.timeline.drags import (
    BoundaryDrag,
    BoxDrag,
    Drag,
    KeyDrag,
    MarkerDrag,
    Pan,
    RangeDrag,
    Scrub,
    StretchDrag,
)
from studio.ui.timeline.heads import LayerHeads
from studio.ui.timeline.lanes.curves import LINE
from studio.ui.timeline.lanes.lane import Boundary, LineGrip, PickedEnd, RangeEnd
from studio.ui.timeline.lanes.lanes import Lanes
from studio.ui.timeline.line_hands import LineHands
from studio.ui.timeline.menu import fill_key_menu
from studio.ui.timeline.page import Page
from studio.ui.timeline.palette import DRAGGED
from studio.ui.timeline.playhead import Playhead
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Key, Shown

_ANY: Final = (1 << 24) - 1
"""Pixels that Qt allows a widget to have."""


class TimelineView(QWidget):
    """Wheel zooms about the pointer, middle drag pans, a drag in the ruler scrubs.

    Ends of words, phonemes and the range, markers and keys are dragged where they stand. Alt copies keys.
    """

    scrubbed = Signal(object)
    """The time, exact, on a frame."""
    keys_dragged = Signal(object, object, bool)
    """Slot → times, by how many seconds, as copies: while the hand still holds them."""
    keys_moved = Signal(object, object, bool)
    """The same when it lets go."""
    stretching = Signal(object, object, object)
    """Slot → times, the time that stays, how many times as long: while the hand holds an end of them."""
    stretched = Signal(object, object, object)
    """The same when it lets go."""
    keys_removed = Signal(object)
    keys_shaped = Signal(object, str, str)
    """Slot → times, interpolation and handles, of which one is empty."""
    keys_copied = Signal(object)
    paste_asked = Signal()
    picked_changed = Signal()
    boundary_moved = Signal(str, object, object)
    """``word`` or ``phoneme``, where the boundary was, where it is wanted."""
    phoneme_chosen = Signal(int, str)
    """Which phoneme should be another one."""
    phoneme_asked = Signal(int)
    """Somebody wants to choose what a phoneme should be."""
    range_moved = Signal(object, object)
    marker_moved = Signal(object, object)
    marker_named = Signal(object, str)
    layer_weighed = Signal(str, float)
    layer_switched = Signal(str, str, bool)
    layer_chosen = Signal(str)
    """The hand should work in it."""
    layer_renaming = Signal(str)
    layer_menu_asked = Signal(str, QPoint)
    track_marked = Signal(str, object, bool)
    """``solo`` or ``lock``, slots, on."""
    released = Signal()
    viewed = Signal()
    """Another stretch of time is in view."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page(theme, self.size)
        self.scale = self.page.scale
        self.lanes = Lanes(self.page)
        self.lines = LineHands(self.page, self.lanes.lines, lambda: self._scroll(0), self)
        self.heads = self._new_heads()
        self.bar = self._new_bar()
        self._playhead = Playhead(self.page)
        self._drag: Drag | None = None
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Timeline"))

    def _new_heads(self) -> LayerHeads:
        heads = LayerHeads(self)
        heads.weighed.connect(self.layer_weighed)
        heads.switched.connect(self.layer_switched)
        heads.released.connect(self.released)
        heads.folded.connect(self._fold)
        heads.chosen.connect(self.layer_chosen)
        heads.renaming.connect(self.layer_renaming)
        heads.menu_asked.connect(self.layer_menu_asked)
        return heads

    def _new_bar(self) -> QScrollBar:
        """Shows that layers and curves go on below, and scrolls them."""
        bar = QScrollBar(Qt.Orientation.Vertical, self)
        bar.setAccessibleName(self.tr("Lanes"))
        bar.setCursor(Qt.CursorShape.ArrowCursor)
        bar.valueChanged.connect(lambda down: self._scroll(down - self.lanes.wanted))
        bar.hide()
        return bar

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.lanes.restyle()
            self.lanes.curves.lay()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(900, 240)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, 140)

    # What is shown

    def show_timeline(self, shown: Shown) -> None:
        """Show a project's time; zoom and place stay."""
        page, before = self.page, self.page.shown
        page.show(shown)
        self.lanes.curves.lay()
        self.pick(
            {key for key in page.picked if key[0] in shown.curves and shown.curves[key[0]].has_key(key[1])}
        )
        self.heads.show_layers(shown.layers)
        is_other = shown.sound is not before.sound
        if is_other:
            self.lanes.sound.hear(shown.speech)
        if (is_other and shown.speech is not None) or (shown.is_video and not before.is_video):
            self.fit()
        elif before.span.length == 0 and self.scale.x(shown.span.end) > self.width():
            self.fit()  # what a person does within what is seen leaves it as it is
        if self._drag is not None and self._drag.is_over():
            self._drag = None
        self._scroll(0)
        if before.span.length:
            self._show_new_track({track.name for track in before.tracks})

    def _show_new_track(self, known: set[str]) -> None:
        """What a hand has just moved for the first time is seen."""
        new = [track.name for track in self.page.shown.tracks if track.name not in known]
        middle = self.lanes.curves.middle_of(new[0]) if len(new) == 1 else None
        if middle is not None:
            self.lanes.bring(middle)
            self._scroll(0)

    def show_time(self, time: Seconds) -> None:
        """Where the playhead stands; it is kept in view."""
        self._playhead.time = self.lines.time = self.page.playhead = time
        if not self._playhead.is_seen():
            self.scale.left = max(0.0, float(time) - 40 / self.scale.pixels)
            self.viewed.emit()
        self.update()

    def show_ruler_alone(self, alone: bool) -> None:
        """Nothing but the ruler, or everything."""
        ruler = self.lanes.ruler.height
        self.setMinimumHeight(ruler if alone else self.minimumSizeHint().height())
        self.setMaximumHeight(ruler if alone else _ANY)

    def show_pictures(self, pictures: list[tuple[float, QImage]], end: float = 0.0) -> None:
        """Pictures of the video, each from its time on, seconds, and when it ends."""
        self.lanes.pictures.show_pictures(pictures, end)
        self.update()

    def show_cached(self, spans: list[tuple[float, float]]) -> bool:
        """Stretches of which the pictures are ready, seconds; whether they are other ones."""
        ruler = self.lanes.ruler
        changed = spans != ruler.cached
        if changed:
            ruler.cached = spans
            self.update(0, 0, self.width(), ruler.height)
        return changed

    def fit(self) -> None:
        """All of the range."""
        self.scale.fit(float(self.page.shown.span.end), self.width())
        self._seen()

    def _seen(self) -> None:
        self.viewed.emit()
        self.update()

    def _fold(self, opened: bool) -> None:
        self.lanes.curves.is_open = opened
        self.lanes.curves.lay()
        self._scroll(0)

    def _scroll(self, down: float) -> None:
        self.lanes.scroll(down)
        self.heads.lie(int(self.lanes.below), self.lanes.layers.tops, self.height())
        self._lay_bar()
        self.update()

    def _lay_bar(self) -> None:
        lanes, bar = self.lanes, self.bar
        part, wide = lanes.scrolled_part.toRect(), bar.sizeHint().width()
        with QSignalBlocker(bar):
            bar.setRange(0, ceil(lanes.hidden))
            bar.setPageStep(max(part.height(), 1))
            bar.setSingleStep(LINE)
            bar.setValue(round(lanes.wanted))
        bar.setGeometry(self.width() - wide - 1, part.top(), wide, part.height() - 1)
        bar.setVisible(lanes.hidden > 0 and part.height() > LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self.scale.is_fitted(event.oldSize().width()):
            self.fit()
        self._scroll(0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.page.theme.colour("field"))
        drag = self._drag or Drag(self.page)
        self.lanes.paint(painter, drag.tried(self.page.shown))
        painter.setClipRect(self.lanes.scrolled_part)
        drag.paint(painter)
        painter.setClipping(False)
        self.lanes.paint_names(painter)
        self._playhead.paint(painter)
        drag.paint_told(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.page.theme.colour("focus", 200), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # Keys that are selected

    @property
    def picked(self) -> dict[str, tuple[Seconds, ...]]:
        """The keys that are selected, by slot."""
        return self.page.picked_by_slot

    def pick(self, keys: set[Key]) -> None:
        """Select keys."""
        if keys != self.page.picked:
            self.page.picked = keys
            self.picked_changed.emit()
            self.update()

    def pick_all(self) -> None:
        """Select every key."""
        curves = self.page.shown.curves
        self.pick({(slot, key.time) for slot, curve in curves.items() for key in curve.keyframes})

    def _take(self, keys: frozenset[Key], *, adds: bool = False) -> None:
        if not keys <= self.page.picked:
            self.pick(self.page.picked | keys if adds else set(keys))

    def remove_picked(self) -> None:
        """Ask for the selected keys to be taken away."""
        if self.picked:
            self.keys_removed.emit(self.picked)

    def copy_picked(self) -> None:
        """Ask for the selected keys to be copied."""
        if self.picked:
            self.keys_copied.emit(self.picked)

    # Hands

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turn, aside = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        x = event.position().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or aside:
            self.scale.pan((turn or aside) * 60)
            self._seen()
        elif x < NAMES or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._scroll(-turn * LINE)
        else:
            self.scale.zoom(turn, x)
            self._seen()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._cancel()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag = Pan(self.page, event.position(), self._pan)
        elif event.button() == Qt.MouseButton.LeftButton and not self._pressed_name(event):
            self._drag = self._taken_line(event) or self._taken(event)
        self.update()

    def _taken_line(self, event: QMouseEvent) -> Drag | None:
        """A line of a dub, if the hand takes hold of one."""
        found = self.lanes.at(event.position())
        if not isinstance(found, LineGrip):
            return None
        self.pick(set())
        return self.lines.taken(found, event)

    def _pressed_name(self, event: QMouseEvent) -> bool:
        """Whether the name of a line was pressed: it folds, is solo, is locked, or its keys are selected."""
        place, curves = event.position(), self.lanes.curves
        found = curves.part_at(place) if place.y() >= self.lanes.below else None
        if found is None:
            return False
        (line, part), shown = found, self.page.shown
        if part == "fold":
            curves.fold(line)
            self._scroll(0)
        elif part == "name":
            keys = {(slot, key.time) for slot in line.slots for key in shown.curves[slot].keyframes}
            adds = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.pick(self.page.picked | keys if adds else keys)
        else:
            marked = shown.solos if part == "solo" else shown.locks
            self.track_marked.emit(part, line.slots, not marked.issuperset(line.slots))
        return True

    def _taken(self, event: QMouseEvent) -> Drag:
        """What the hand takes hold of."""
        page, place = self.page, event.position()
        found = self.lanes.at(place)
        if isinstance(found, frozenset):
            self.lines.pick(frozenset())
            self._take(found, adds=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            first = min(time for _, time in found)
            return KeyDrag(page, place, first, self.keys_dragged.emit, self.keys_moved.emit)
        if found is not None and not isinstance(found, LineGrip):
            return self._held(found)
        if place.y() >= self.lanes.ruler.height:
            self.lines.pick(frozenset())
        if place.y() < self.lanes.below:
            scrub = Scrub(page, self.scrubbed.emit)
            scrub.move(event)
            return scrub
        layer = self.lanes.layers.named_at(place)
        if layer is not None and layer.is_by_hand and not layer.is_chosen:
            self.layer_chosen.emit(layer.name)
        self.pick(set())
        return BoxDrag(page, place, lambda box: self.pick(self.lanes.keys_in(box)))

    def _held(self, found: Marker | RangeEnd | Boundary | PickedEnd) -> Drag:
        """What stands at a time by itself."""
        match found:
            case Marker():
                return MarkerDrag(self.page, found, self.marker_moved.emit)
            case RangeEnd():
                return RangeDrag(self.page, found, self.range_moved.emit)
            case PickedEnd():
                return StretchDrag(self.page, found, self.stretching.emit, self.stretched.emit)
            case Boundary():
                return BoundaryDrag(self.page, found, self.boundary_moved.emit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._drag is not None:
            self._drag.move(event)
            self.update()
            return
        found = self.lanes.at(event.position())
        if isinstance(found, LineGrip):
            self.setCursor(self.lines.cursor_of(found))
            return
        takes = isinstance(found, Marker | RangeEnd | Boundary | PickedEnd)
        self.setCursor(Qt.CursorShape.SizeHorCursor if takes else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.release()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        found, said = self.lanes.at(event.position()), self.lanes.phonemes.said_at(event.position())
        if isinstance(found, LineGrip):
            self.lines.name_asked.emit(found.line)
        elif isinstance(found, Marker):
            self._name(found)
        elif said is not None:
            self.phoneme_asked.emit(said[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not self.lines.remove_picked():
                self.remove_picked()
        elif event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()
            self.update()

    def _pan(self, moved: QPointF) -> None:
        self.scale.pan(moved.x())
        self._scroll(-moved.y())
        self._seen()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        found = self.lanes.at(QPointF(event.pos()))
        if isinstance(found, LineGrip):
            self.lines.ask_menu(found, event.globalPos())
            return
        if isinstance(found, frozenset):
            self._take(found)
        menu = QMenu(self)
        fill_key_menu(
            menu,
            any_picked=bool(self.picked),
            shape=lambda shape, handles: self.keys_shaped.emit(self.picked, shape, handles),
            copy=self.copy_picked,
            remove=self.remove_picked,
            paste=self.paste_asked.emit,
        )
        menu.exec(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()
        else:
            self.lines.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        if not event.mimeData().hasFormat(DRAGGED):
            self.lines.hover(event)
            return
        index = self._phoneme_under(event.position())
        self.show_phoneme(index)
        event.setAccepted(index is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self.show_phoneme(None)
        self.lines.leave(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        if not event.mimeData().hasFormat(DRAGGED):
            self.lines.drop(event)
            return
        index = self._phoneme_under(event.position())
        if index is not None:
            event.acceptProposedAction()
            self.phoneme_chosen.emit(index, bytes(event.mimeData().data(DRAGGED).data()).decode())

    def _phoneme_under(self, place: QPointF) -> int | None:
        """Which phoneme one that is dragged would be put over, in the lanes of words and phonemes."""
        words, phonemes = self.lanes.words, self.lanes.phonemes
        if not words.top <= place.y() < phonemes.top + phonemes.height:
            return None
        found = phonemes.said_at(QPointF(place.x(), phonemes.top))
        return None if found is None else found[0]

    def show_phoneme(self, index: int | None) -> None:
        """Mark one phoneme as the one that is meant; None marks none."""
        if self.lanes.phonemes.meant != index:
            self.lanes.phonemes.meant = index
            self.update()

    def _name(self, marker: Marker) -> None:
        text, agreed = QInputDialog.getText(self, self.tr("Marker"), self.tr("Name"), text=marker.name)
        if agreed and text.strip():
            self.marker_named.emit(marker.time, text.strip())
