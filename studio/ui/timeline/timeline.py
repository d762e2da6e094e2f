"""The timeline: ruler, pictures, words, phonemes, sound, layers, and a line of keys for every curve."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QInputDialog, QMenu, QSizePolicy, QWidget

from studio.core.edits import HAND, PORTRAIT
from studio.core.speech import PHONEMES
from studio.core.time import Seconds, TimeRange
from studio.ui.theme import Theme
from studio.ui.timeline.heads import HEIGHT, LayerHead
from studio.ui.timeline.menu import fill_key_menu
from studio.ui.timeline.scale import NAMES, TimeScale
from studio.ui.timeline.shown import NOTHING, PEAKS_PER_SECOND, KeyTimes, Shown, ShownLayer, Times, peaks_of
from studio.ui.unit_words import said

_RULER, _PICTURES, _LANE, _SOUND, _KEYS = 24, 40, 22, 40, 20
_SNAP: Final = 6.0
_STILL: Final = 2.0
"""Pixels: less is no drag."""
_EDGE: Final = 4.0
"""Pixels from a boundary or an end within which it is taken hold of."""
_LEGIBLE: Final = 22
"""Pixels from which a part of a word can be read."""
_DENSE: Final = 7.0
"""Pixels for each key below which keys are drawn as a line."""
_TICKS: Final = (0.04, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)

Key = tuple[str, Seconds]
Kind = Literal["word", "phoneme"]


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
    range_moved = Signal(object, object)
    marker_moved = Signal(object, object)
    marker_named = Signal(object, str)
    layer_weighed = Signal(str, float)
    layer_switched = Signal(str, str, bool)
    released = Signal()
    viewed = Signal()
    """Another stretch of time is in view."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.scale = TimeScale()
        self._shown = NOTHING
        self._peaks = peaks_of(None)
        self._times = KeyTimes()
        self._pictures: list[tuple[float, QPixmap]] = []
        self._cached: list[tuple[float, float]] = []
        self._time = Seconds(0)
        self._top = 0.0
        self._opened = True
        self._picked: set[Key] = set()
        self._drag: Callable[[QMouseEvent], None] | None = None
        self._drop: Callable[[], None] | None = None
        self._from = QPointF()
        self._by = Seconds(0)
        self._copies = False
        self._grabbed = Seconds(0)
        self._edge: tuple[Kind, Seconds, Seconds] | None = None
        self._held: tuple[str, Seconds] | None = None
        self._box: QRectF | None = None
        self._told: tuple[QPointF, str] | None = None
        self._heads_place = QWidget(self)
        self._heads: dict[str, LayerHead] = {}
        self._cut_diamonds()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Timeline"))

    def _cut_diamonds(self) -> None:
        theme = self._theme
        self._key = _diamond(theme.colour("yours"), theme.colour("field"))
        self._key_picked = _diamond(theme.colour("text"), theme.colour("yours"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._cut_diamonds()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(900, 240)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, 140)

    # What is shown

    def show_timeline(self, shown: Shown) -> None:
        """Show a project's time; zoom and place stay."""
        before, self._shown = self._shown, shown
        if _sound_of(shown) is not _sound_of(before):
            self._peaks = peaks_of(shown.speech)
        self._times.show(shown.curves)
        kept = {
            key for key in self._picked if key[0] in shown.curves and shown.curves[key[0]].has_key(key[1])
        }
        if kept != self._picked:
            self._picked = kept
            self.picked_changed.emit()
        self._show_heads()
        other = shown.speech is not None and _sound_of(shown) is not _sound_of(before)
        if shown.span.length > 0 and (before.span.length == 0 or other):
            self.fit()
        self._drop_what_is_gone()
        self._top = min(self._top, self._room())
        self._place_heads()
        self.update()

    def _drop_what_is_gone(self) -> None:
        """A hand may hold an end of a word that is no more."""
        speech = self._shown.speech
        if self._edge is not None and (
            speech is None or self._edge[1] not in speech.boundaries(self._edge[0])
        ):
            self._edge = self._drag = self._drop = self._told = None

    def show_time(self, time: Seconds) -> None:
        """Where the playhead stands; it is kept in view."""
        self._time = time
        x = self.scale.x(time)
        if x > self.width() - 20 or x < NAMES:
            self.scale.left = max(0.0, float(time) - 40 / self.scale.pixels)
            self.viewed.emit()
        self.update()

    def show_pictures(self, pictures: list[tuple[float, QImage]]) -> None:
        """Pictures of the video, each from its time on, seconds."""
        self._pictures = [(time, QPixmap.fromImage(image)) for time, image in pictures]
        self.update()

    def show_cached(self, spans: list[tuple[float, float]]) -> bool:
        """Stretches of which the pictures are ready, seconds; whether they are other ones."""
        changed = spans != self._cached
        if changed:
            self._cached = spans
            self.update(0, 0, self.width(), _RULER)
        return changed

    def fit(self) -> None:
        """All of the range."""
        self.scale.fit(float(self._shown.span.end), self.width())
        self._seen()

    def _seen(self) -> None:
        self.viewed.emit()
        self.update()

    @property
    def picked(self) -> dict[str, tuple[Seconds, ...]]:
        """The keys that are selected, by slot."""
        out: dict[str, tuple[Seconds, ...]] = {}
        for slot, time in sorted(self._picked):
            out[slot] = (*out.get(slot, ()), time)
        return out

    def pick(self, keys: set[Key]) -> None:
        """Select keys."""
        if keys != self._picked:
            self._picked = keys
            self.picked_changed.emit()
            self.update()

    def pick_all(self) -> None:
        """Select every key."""
        self.pick({(slot, key.time) for slot, curve in self._shown.curves.items() for key in curve.keyframes})

    def remove_picked(self) -> None:
        """Ask for the selected keys to be taken away."""
        if self._picked:
            self.keys_removed.emit(self.picked)

    def copy_picked(self) -> None:
        """Ask for the selected keys to be copied."""
        if self._picked:
            self.keys_copied.emit(self.picked)

    # Lanes, from the top

    @property
    def _words(self) -> float:
        return _RULER + (_PICTURES if self._shown.is_video else 0)

    @property
    def _phonemes(self) -> float:
        return self._words + _LANE

    @property
    def _sounds(self) -> float:
        return self._phonemes + _LANE

    @property
    def _below(self) -> float:
        """Where the part begins that scrolls: layers and keys."""
        return self._sounds + _SOUND

    @property
    def _hand(self) -> float:
        """The top of the line of all hand edits together."""
        names = [layer.name for layer in self._shown.layers]
        return self._below - self._top + HEIGHT * (names.index(HAND) if HAND in names else len(names))

    @property
    def _first_keys(self) -> float:
        return self._below - self._top + HEIGHT * len(self._shown.layers)

    def _slots(self) -> list[str]:
        return list(self._shown.curves) if self._opened else []

    def _room(self) -> float:
        """How far down the layers and keys can be scrolled."""
        needed = HEIGHT * len(self._shown.layers) + _KEYS * len(self._slots())
        return max(0.0, needed - (self.height() - self._below))

    # Heads

    def _show_heads(self) -> None:
        names = [layer.name for layer in self._shown.layers]
        for gone in self._heads.keys() - set(names):
            self._heads.pop(gone).deleteLater()
        for layer in self._shown.layers:
            if layer.name not in self._heads:
                self._heads[layer.name] = self._new_head(layer)
            self._heads[layer.name].show_layer(layer)

    def _new_head(self, layer: ShownLayer) -> LayerHead:
        head = LayerHead(layer.name, self._heads_place, folds=layer.name == HAND)
        head.weighed.connect(self.layer_weighed)
        head.switched.connect(self.layer_switched)
        head.released.connect(self.released)
        head.folded.connect(self._fold)
        head.show()
        return head

    def _fold(self, opened: bool) -> None:
        self._opened = opened
        self._scroll(0)

    def _place_heads(self) -> None:
        top = int(self._below)
        room = min(self.height() - top, round(HEIGHT * len(self._shown.layers) - self._top))
        self._heads_place.setGeometry(0, top, NAMES, max(room, 0))
        for i, layer in enumerate(self._shown.layers):
            self._heads[layer.name].move(0, round(i * HEIGHT - self._top))

    def _scroll(self, down: float) -> None:
        self._top = min(max(self._top + down, 0.0), self._room())
        self._place_heads()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._scroll(0)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("field"))
        self._draw_ruler(painter)
        self._draw_pictures(painter)
        self._draw_speech(painter)
        painter.setClipRect(QRectF(0, self._below, self.width(), self.height()))
        self._draw_layers(painter)
        self._draw_keys(painter)
        painter.setClipping(False)
        self._draw_names(painter)
        self._draw_playhead(painter)
        self._draw_told(painter)

    def _draw_ruler(self, painter: QPainter) -> None:
        theme, width, scale = self._theme, self.width(), self.scale
        painter.fillRect(QRectF(0, 0, width, _RULER), theme.colour("panel"))
        painter.setClipRect(QRectF(NAMES, 0, width, self.height()))
        start, end = scale.x(self._shown.span.start), scale.x(self._shown.span.end)
        painter.fillRect(QRectF(start, _RULER - 4, max(end - start, 0), 4), theme.colour("line"))
        for first, last in self._cached:
            x = scale.x(first)
            painter.fillRect(QRectF(x, _RULER - 3, scale.x(last) - x, 2), theme.colour("made"))
        for x in (start, end) if end > start else ():
            painter.fillRect(QRectF(x - 1, _RULER - 8, 2, 8), theme.colour("text"))
        step = next((t for t in _TICKS if t * scale.pixels >= 64), _TICKS[-1])
        for i in range(int(scale.left / step), int(scale.time_at(width) / step) + 2):
            x = scale.x(i * step)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, 14), QPointF(x, self.height()))
            painter.setPen(theme.colour("faint"))
            painter.drawText(QPointF(x + 4, 14), _clock(i * step, step))
        for marker in self._shown.markers:
            held = self._held is not None and self._held[0] == f"marker {marker.time}"
            x = scale.x(self._held[1] if held and self._held else marker.time)
            painter.setPen(QPen(theme.colour("yours"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            wide = painter.fontMetrics().horizontalAdvance(marker.name) + 8
            painter.fillRect(QRectF(x, 0, wide, 15), theme.colour("yours"))
            painter.setPen(theme.colour("onyours"))
            painter.drawText(QPointF(x + 4, 12), marker.name)
        painter.setClipping(False)

    def _draw_pictures(self, painter: QPainter) -> None:
        if not self._shown.is_video:
            return
        painter.setClipRect(QRectF(NAMES, _RULER, self.width(), _PICTURES))
        edge = -1.0
        for time, picture in self._pictures:
            x = self.scale.x(time)
            if x >= edge:
                high = _PICTURES - 4
                wide = picture.width() * high / max(picture.height(), 1)
                painter.drawPixmap(QRectF(x, _RULER + 2, wide, high), picture, QRectF(picture.rect()))
                edge = x + wide
        painter.setClipping(False)

    def _draw_speech(self, painter: QPainter) -> None:
        speech = self._shown.speech
        if speech is None:
            return
        if self._edge is not None:
            speech = speech.moved(*self._edge)
        painter.setClipRect(QRectF(NAMES, 0, self.width(), self.height()))
        for word in speech.words:
            self._draw_block(painter, word.range, self._words, word.text, "text")
        for phoneme in speech.phonemes:
            if phoneme.name != "SIL":
                self._draw_block(painter, phoneme.range, self._phonemes, phoneme.name, "faint")
        self._draw_sound(painter, self._sounds)
        painter.setClipping(False)

    def _draw_block(self, painter: QPainter, span: TimeRange, y: float, text: str, ink: str) -> None:
        x0, x1 = self.scale.x(span.start), self.scale.x(span.end)
        if x1 < NAMES or x0 > self.width():
            return
        box = QRectF(x0, y + 2, max(x1 - x0 - 1, 1), _LANE - 4)
        painter.fillRect(box, self._theme.colour("line", 130))
        painter.setPen(QPen(self._theme.colour("made"), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        room = int(box.width()) - 4
        if room >= _LEGIBLE or painter.fontMetrics().horizontalAdvance(text) <= room:
            painter.setPen(self._theme.colour(ink))
            short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.adjusted(3, 0, -1, 0), Qt.AlignmentFlag.AlignVCenter, short)

    def _draw_sound(self, painter: QPainter, y: float) -> None:
        if not len(self._peaks):
            return
        middle, high = y + _SOUND / 2, _SOUND / 2 - 3
        painter.setPen(QPen(self._theme.colour("made"), 1))
        end = self.scale.x(len(self._peaks) / PEAKS_PER_SECOND)
        xs = np.arange(max(NAMES, int(self.scale.x(0))), min(self.width(), int(end)))
        if not len(xs):
            return
        edges = ((np.append(xs, xs[-1] + 1) - NAMES) / self.scale.pixels + self.scale.left) * PEAKS_PER_SECOND
        index = np.clip(edges.astype(int), 0, len(self._peaks) - 1)
        low = np.minimum.reduceat(self._peaks[:, 0], index[:-1])
        top = np.maximum.reduceat(self._peaks[:, 1], index[:-1])
        for x, a, b in zip(xs.tolist(), low.tolist(), top.tolist(), strict=True):
            painter.drawLine(QPointF(x, middle - b * high), QPointF(x, middle - a * high + 1))

    def _draw_layers(self, painter: QPainter) -> None:
        theme = self._theme
        for i, layer in enumerate(self._shown.layers):
            y = self._below - self._top + i * HEIGHT
            painter.fillRect(QRectF(NAMES, y, self.width(), HEIGHT - 1), theme.colour("panel", 120))
            counts = layer.weight > 0 and not layer.mute
            if layer.name == HAND:
                self._draw_key_times(painter, y + HEIGHT / 2, self._times.all, "")
            elif layer.motion is not None:
                self._draw_motion(painter, layer, y, theme.colour("made", 255 if counts else 90))
            elif layer.name == PORTRAIT:
                ink = theme.colour("faint", round(255 * layer.weight) if counts else 0)
                end = self.scale.x(self._shown.span.end)
                painter.setPen(QPen(ink, 2))
                painter.drawLine(QPointF(NAMES, y + HEIGHT / 2), QPointF(end, y + HEIGHT / 2))

    def _draw_motion(self, painter: QPainter, layer: ShownLayer, y: float, ink: QColor) -> None:
        """How wide the mouth is open, in the layer's line."""
        assert layer.motion is not None
        moves = layer.motion.channels.max(1) if len(layer.motion) else np.zeros(0)
        xs = np.arange(NAMES, self.width(), 2.0)
        frames = ((xs - NAMES) / self.scale.pixels + self.scale.left) * float(layer.motion.rate)
        inside = frames < len(moves)
        if not inside.any():
            return
        heights = np.interp(frames[inside], np.arange(len(moves)), moves) * (HEIGHT - 6)
        line = QPolygonF([QPointF(x, y + HEIGHT - 3 - h) for x, h in zip(xs[inside], heights, strict=True)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.2))
        painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_keys(self, painter: QPainter) -> None:
        for line, slot in enumerate(self._slots()):
            y = self._first_keys + line * _KEYS + _KEYS / 2
            if self._below - _KEYS < y < self.height() + _KEYS:
                painter.setPen(QPen(self._theme.colour("line"), 1))
                painter.drawLine(QPointF(NAMES, y), QPointF(self.width(), y))
                self._draw_key_times(painter, y, self._times.of(slot), slot)
        if self._box is not None:
            painter.setPen(QPen(self._theme.colour("yours"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._box)

    def _draw_key_times(self, painter: QPainter, y: float, times: Times, slot: str) -> None:
        """Keys of a slot, or of all slots together (an empty name)."""
        first, last = np.searchsorted(times, [self.scale.left, self.scale.time_at(self.width() + 6)])
        seen = times[max(first - 1, 0) : last]
        xs = NAMES + (seen - self.scale.left) * self.scale.pixels
        painter.save()
        painter.setClipRect(QRectF(NAMES - 5, self._below, self.width(), self.height()))
        if len(xs) * _DENSE > self.width() - NAMES:
            _draw_dense(painter, xs, y, self._theme.colour("yours"), self.width())
        else:
            for x in xs.tolist():
                painter.drawPixmap(QPointF(x - 6, y - 6), self._key)
        for of, time in self._picked:
            if of == slot or not slot:
                x = self.scale.x(time + self._by)
                painter.drawPixmap(QPointF(x - 6, y - 6), self._key_picked)
        painter.restore()

    def _draw_names(self, painter: QPainter) -> None:
        theme = self._theme
        painter.fillRect(QRectF(0, _RULER, NAMES, self.height()), theme.colour("panel"))
        lines = [
            (self._words, _LANE, self.tr("Words")),
            (self._phonemes, _LANE, self.tr("Phonemes")),
            (self._sounds, _SOUND, self.tr("Sound")),
        ]
        if self._shown.is_video:
            lines.append((_RULER, _PICTURES, self.tr("Video")))
        for y, height, name in lines:
            self._draw_name(painter, y, height, name, 8)
        painter.setClipRect(QRectF(0, self._below, self.width(), self.height()))
        painter.setPen(QPen(theme.colour("line"), 1))
        for i in range(len(self._shown.layers)):
            y = self._below - self._top + (i + 1) * HEIGHT
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for i, slot in enumerate(self._slots()):
            self._draw_name(painter, self._first_keys + i * _KEYS, _KEYS, said(slot), 20)
        painter.setClipping(False)
        painter.drawLine(QPointF(NAMES, 0), QPointF(NAMES, self.height()))

    def _draw_name(self, painter: QPainter, y: float, height: int, name: str, left: int) -> None:
        painter.setPen(self._theme.colour("text"))
        box = QRectF(left, y, NAMES - left - 4, height)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(QPointF(0, y + height), QPointF(self.width(), y + height))

    def _draw_playhead(self, painter: QPainter) -> None:
        x = self.scale.x(self._time)
        if x >= NAMES:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("yours"), 1.5))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            painter.setBrush(self._theme.colour("yours"))
            painter.drawPolygon(QPolygonF([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 8)]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_told(self, painter: QPainter) -> None:
        """What is dragged, in numbers, beside the pointer."""
        if self._told is None:
            return
        place, text = self._told
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-6, -3, 6, 3)
        box.moveTopLeft(QPointF(min(place.x() + 12, self.width() - box.width()), max(place.y() - 26, 0)))
        painter.fillRect(box, self._theme.colour("raised"))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # What is under the pointer

    def _snapped(self, x: float) -> Seconds:
        """On a frame, or on a word, a phoneme or a marker that is near."""
        near: list[tuple[float, Seconds]] = []
        if self._shown.speech is not None:
            near += [
                (abs(self.scale.x(p.range.start) - x), p.range.start) for p in self._shown.speech.phonemes
            ]
        near += [(abs(self.scale.x(m.time) - x), m.time) for m in self._shown.markers]
        best = min(near, default=(_SNAP, Seconds(0)))
        return best[1] if best[0] < _SNAP else self.scale.frame_at(x, self._shown.rate)

    def _snapped_frame(self, x: float) -> Seconds:
        rate = self._shown.rate
        return rate.time_of(max(0, round(self._snapped(x) * rate.fps)))

    def _edge_at(self, place: QPointF) -> tuple[Kind, Seconds] | None:
        """The end of a word or phoneme."""
        kind: Kind | None = None
        if self._words <= place.y() < self._phonemes:
            kind = "word"
        elif self._phonemes <= place.y() < self._sounds:
            kind = "phoneme"
        if kind is None or self._shown.speech is None:
            return None
        return _nearest(kind, self._shown.speech.boundaries(kind), place.x(), self.scale)

    def _end_at(self, place: QPointF) -> tuple[str, Seconds] | None:
        """An end of the range, or a marker."""
        if place.y() >= _RULER:
            return None
        span = self._shown.span
        for marker in self._shown.markers:
            if place.y() < 15 and -_EDGE <= place.x() - self.scale.x(marker.time) <= 3 * _EDGE:
                return f"marker {marker.time}", marker.time
        if place.y() > _RULER - 10 and span.length > 0:
            for name, time in (("end", span.end), ("start", span.start)):
                if abs(self.scale.x(time) - place.x()) <= _EDGE:
                    return name, time
        return None

    def _keys_at(self, place: QPointF) -> set[Key]:
        """The key under the pointer; in the line of all hand edits, all keys of its time."""
        if place.y() < self._below or place.x() < NAMES:
            return set()
        slots = self._slots()
        if self._hand <= place.y() < self._hand + HEIGHT:
            found = self._nearest_key(self._times.all, place.x())
            if found is None:
                return set()
            return {
                (slot, key.time)
                for slot, curve in self._shown.curves.items()
                for key in curve.keyframes[_near(self._times.of(slot), found)]
            }
        line = int((place.y() - self._first_keys) // _KEYS)
        if not 0 <= line < len(slots):
            return set()
        found = self._nearest_key(self._times.of(slots[line]), place.x())
        if found is None:
            return set()
        keys = self._shown.curves[slots[line]].keyframes
        return {(slots[line], key.time) for key in keys[_near(self._times.of(slots[line]), found)]}

    def _nearest_key(self, times: Times, x: float) -> float | None:
        if not len(times):
            return None
        time = float(times[np.argmin(np.abs(times - self.scale.time_at(x)))])
        return time if abs(self.scale.x(time) - x) <= _SNAP else None

    # Hands

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turn = event.angleDelta().y() / 120
        place = event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().x():
            self.scale.pan((turn or event.angleDelta().x() / 120) * 60)
            self._seen()
        elif place.x() < NAMES or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._scroll(-turn * _KEYS)
        else:
            self.scale.zoom(turn, place.x())
            self._seen()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._from = place = event.position()
        self._drag, self._drop = None, None
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag = self._pan
        elif event.button() == Qt.MouseButton.LeftButton:
            if (end := self._end_at(place)) is not None:
                self._held = end
                self._drag, self._drop = self._drag_end, self._drop_end
            elif (edge := self._edge_at(place)) is not None:
                self._edge = (*edge, edge[1])
                self._drag, self._drop = self._drag_edge, self._drop_edge
            elif place.y() < self._below:
                self._drag = self._scrub
                self._scrub(event)
            elif keys := self._keys_at(place):
                self._take(keys, adds=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                self._grabbed = min(time for _, time in keys)
                self._drag, self._drop = self._drag_keys, self._drop_keys
            else:
                self.pick(set())
                self._drag, self._drop = self._drag_box, self._drop_box
        self.update()

    def _take(self, keys: set[Key], *, adds: bool) -> None:
        if not keys <= self._picked:
            self.pick(self._picked | keys if adds else keys)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._drag is not None:
            self._drag(event)
            self.update()
            return
        place = event.position()
        takes = self._edge_at(place) is not None or self._end_at(place) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if takes else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        drop, self._drag, self._drop, self._told = self._drop, None, None, None
        if drop is not None:
            drop()
        self._edge, self._held, self._box, self._by = None, None, None, Seconds(0)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        end = self._end_at(place)
        if end is not None and end[0].startswith("marker"):
            self._name_marker(end[1])
        elif self._phonemes <= place.y() < self._sounds and self._shown.speech is not None:
            self._choose_phoneme(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_picked()
        elif event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = self._drop = None
            self._edge, self._held, self._box, self._told, self._by = None, None, None, None, Seconds(0)
            self.keys_dragged.emit({}, Seconds(0), False)
            self.update()
        else:
            super().keyPressEvent(event)

    def _pan(self, event: QMouseEvent) -> None:
        moved = event.position() - self._from
        self._from = event.position()
        self.scale.pan(moved.x())
        self._scroll(-moved.y())
        self._seen()

    def _scrub(self, event: QMouseEvent) -> None:
        x = event.position().x()
        fine = event.modifiers() & Qt.KeyboardModifier.AltModifier
        self.scrubbed.emit(self.scale.frame_at(x, self._shown.rate) if fine else self._snapped_frame(x))

    def _drag_end(self, event: QMouseEvent) -> None:
        assert self._held is not None
        time = self._snapped_frame(event.position().x())
        self._held = (self._held[0], time)
        self._tell(event, f"{float(time):.3f} s")

    def _drop_end(self) -> None:
        assert self._held is not None
        name, time = self._held
        span = self._shown.span
        if name == "start" and time != span.start:
            self.range_moved.emit(min(time, span.end), span.end)
        elif name == "end" and time != span.end:
            self.range_moved.emit(span.start, max(time, span.start))
        elif name.startswith("marker") and Seconds(name.split()[1]) != time:
            self.marker_moved.emit(Seconds(name.split()[1]), time)

    def _drag_edge(self, event: QMouseEvent) -> None:
        assert self._edge is not None
        kind, boundary, _ = self._edge
        to = Seconds(max(self.scale.time_at(event.position().x()), 0.0)).limit_denominator(1000)
        self._edge = (kind, boundary, to)
        self._tell(event, f"{float(to):.3f} s")

    def _drop_edge(self) -> None:
        assert self._edge is not None
        if self._edge[1] != self._edge[2]:
            self.boundary_moved.emit(*self._edge)

    def _drag_keys(self, event: QMouseEvent) -> None:
        moved = event.position().x() - self._from.x()
        by = self._snapped(self.scale.x(self._grabbed) + moved) - self._grabbed
        by = Seconds(0) if abs(moved) < _STILL else by
        self._by = max(by, -min(time for _, time in self._picked))
        self._copies = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._tell(event, f"{float(self._by):+.3f} s")
        self.keys_dragged.emit(self.picked, self._by, self._copies)

    def _drop_keys(self) -> None:
        picked, by = self.picked, self._by
        if not by:
            self.keys_dragged.emit({}, Seconds(0), False)
            return
        self._picked = {(slot, time + by) for slot, time in self._picked}
        self._by = Seconds(0)
        self.keys_moved.emit(picked, by, self._copies)

    def _drag_box(self, event: QMouseEvent) -> None:
        self._box = QRectF(self._from, event.position()).normalized()

    def _drop_box(self) -> None:
        if self._box is None:
            return
        low, high = self.scale.time_at(self._box.left()), self.scale.time_at(self._box.right())
        found: set[Key] = set()
        summed = self._box.intersects(QRectF(0, self._hand, self.width(), HEIGHT))
        for line, slot in enumerate(self._shown.curves):
            y = self._first_keys + line * _KEYS + _KEYS / 2
            if summed or (self._opened and self._box.top() <= y <= self._box.bottom()):
                first, last = np.searchsorted(self._times.of(slot), [low, high])
                found |= {(slot, key.time) for key in self._shown.curves[slot].keyframes[first:last]}
        self.pick(found)

    def _tell(self, event: QMouseEvent, text: str) -> None:
        self._told = (event.position(), text)

    # Menus

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        place = QPointF(event.pos())
        self._take(self._keys_at(place), adds=False)
        menu = QMenu(self)
        fill_key_menu(
            menu,
            any_picked=bool(self._picked),
            shape=lambda shape, handles: self.keys_shaped.emit(self.picked, shape, handles),
            copy=self.copy_picked,
            remove=self.remove_picked,
            paste=self.paste_asked.emit,
        )
        menu.exec(event.globalPos())

    def _choose_phoneme(self, event: QMouseEvent) -> None:
        assert self._shown.speech is not None
        time = self.scale.time_at(event.position().x())
        for index, phoneme in enumerate(self._shown.speech.phonemes):
            if phoneme.range.start <= time < phoneme.range.end:
                menu = QMenu(self)
                for name in PHONEMES:
                    action = menu.addAction(name, partial(self.phoneme_chosen.emit, index, name))
                    action.setCheckable(True)
                    action.setChecked(name == phoneme.name)
                menu.exec(event.globalPosition().toPoint())
                return

    def _name_marker(self, time: Seconds) -> None:
        name = next(marker.name for marker in self._shown.markers if marker.time == time)
        text, agreed = QInputDialog.getText(self, self.tr("Marker"), self.tr("Name"), text=name)
        if agreed and text.strip():
            self.marker_named.emit(time, text.strip())


def _sound_of(shown: Shown) -> object:
    """What tells one sound from another; None without any."""
    return None if shown.speech is None else shown.speech.samples


def _diamond(edge: QColor, inside: QColor) -> QPixmap:
    """A key, 12 pixels large, twice as fine."""
    out = QPixmap(24, 24)
    out.setDevicePixelRatio(2)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(inside)
    painter.drawPolygon(
        QPolygonF([QPointF(6 + a, 6 + b) for a, b in ((0, -4.5), (4.5, 0), (0, 4.5), (-4.5, 0))])
    )
    painter.end()
    return out


def _draw_dense(painter: QPainter, xs: Times, y: float, ink: QColor, width: int) -> None:
    """Keys that stand too close for diamonds, as a line of dots."""
    row = np.zeros(width, np.uint32)
    row[xs[(xs >= 0) & (xs < width)].astype(int)] = ink.rgba()
    image = QImage(row.tobytes(), width, 1, QImage.Format.Format_ARGB32)
    painter.drawImage(QRectF(0, y - 4, width, 8), image)


def _near(times: Times, time: float) -> slice:
    """Where in ``times`` a time stands."""
    return slice(*np.searchsorted(times, [time - 1e-9, time + 1e-9]))


def _nearest(
    kind: Kind, times: tuple[Seconds, ...], x: float, scale: TimeScale
) -> tuple[Kind, Seconds] | None:
    away, time = min(((abs(scale.x(t) - x), t) for t in times), default=(_EDGE + 1, Seconds(0)))
    return (kind, time) if away <= _EDGE else None


def _clock(seconds: float, step: float) -> str:
    minutes, rest = divmod(seconds, 60)
    digits = 2 if step < 0.1 else 1 if step < 1 else 0
    return f"{int(minutes)}:{rest:0{3 + digits if digits else 2}.{digits}f}"
