"""The timeline: ruler, words, phonemes, sound, and a line of keys for everything that the hand moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.curve import Curve
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Layer, Marker
from studio.ui.theme import Theme

_NAMES: Final = 148
_RULER, _LANE, _SOUND, _KEYS = 24, 22, 44, 20
_PEAKS_PER_SECOND: Final = 200
_ZOOM: Final = 1.25
_LEAST, _MOST = 4.0, 4000.0
"""Pixels to a second."""
_SNAP: Final = 6.0
_TICKS: Final = (0.04, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the timeline shows, all of it values.

    Attributes:
        keys: the layer that the hand edits; None if it does not exist yet.
    """

    rate: FrameRate
    span: TimeRange
    speech: Speech | None = None
    keys: Layer | None = None
    markers: tuple[Marker, ...] = ()


class TimelineView(QWidget):
    """Wheel zooms about the pointer, middle drag pans, a drag in the ruler scrubs."""

    scrubbed = Signal(object)
    """The time, exact, on a frame."""
    keys_moved = Signal(object, object)
    """Slot → times, and by how much, in seconds."""
    keys_removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = Shown(FrameRate(Seconds(25)), TimeRange(Seconds(0), Seconds(0)))
        self._peaks: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self._time = Seconds(0)
        self._scale, self._left = 80.0, 0.0
        self._top = 0.0
        self._picked: set[tuple[str, Seconds]] = set()
        self._drag: str = ""
        self._from = QPointF()
        self._by = Seconds(0)
        self._box: QRectF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Timeline"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(900, 200)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, 140)

    # What is shown

    def show_timeline(self, shown: Shown) -> None:
        """Show a project's time; zoom and place stay."""
        if shown.speech is not self._shown.speech:
            self._peaks = _peaks(shown.speech)
        ended = shown.span.end != self._shown.span.end
        self._shown = shown
        there = {(slot, key.time) for slot, curve in self._curves().items() for key in curve.keyframes}
        self._picked &= there
        if ended and shown.span.length > 0:
            self.fit()
        self.update()

    def show_time(self, time: Seconds) -> None:
        """Where the playhead stands; it is kept in view."""
        self._time = time
        x = self._x(time)
        if x > self.width() - 20 or x < _NAMES:
            self._left = max(0.0, float(time) - 40 / self._scale)
        self.update()

    def fit(self) -> None:
        """All of the range."""
        length = float(self._shown.span.end)
        if length > 0:
            self._scale = min(max((self.width() - _NAMES - 24) / length, _LEAST), _MOST)
            self._left = 0.0
            self.update()

    @property
    def picked(self) -> dict[str, tuple[Seconds, ...]]:
        """The keys that are selected, by slot."""
        out: dict[str, tuple[Seconds, ...]] = {}
        for slot, time in sorted(self._picked):
            out[slot] = (*out.get(slot, ()), time)
        return out

    def remove_picked(self) -> None:
        """Ask for the selected keys to be taken away."""
        if self._picked:
            self.keys_removed.emit(self.picked)

    # Places

    def _curves(self) -> Mapping[str, Curve]:
        return {} if self._shown.keys is None else self._shown.keys.curves

    def _x(self, time: Seconds | float) -> float:
        return _NAMES + (float(time) - self._left) * self._scale

    def _time_at(self, x: float) -> float:
        return (x - _NAMES) / self._scale + self._left

    def _on_frame(self, x: float) -> Seconds:
        rate = self._shown.rate
        index = max(0, round(self._time_at(x) * float(rate)))
        return rate.time_of(index)

    def _snapped(self, x: float) -> Seconds:
        """On a frame, or on a word, a phoneme or a marker that is near."""
        near: list[tuple[float, Seconds]] = []
        if self._shown.speech is not None:
            near += [(abs(self._x(p.range.start) - x), p.range.start) for p in self._shown.speech.phonemes]
        near += [(abs(self._x(m.time) - x), m.time) for m in self._shown.markers]
        best = min(near, default=(_SNAP, Seconds(0)))
        return best[1] if best[0] < _SNAP else self._on_frame(x)

    def _lanes(self) -> tuple[float, float, float, float]:
        """Where words, phonemes, sound and keys begin, from the top."""
        words = float(_RULER)
        phonemes = words + _LANE
        sound = phonemes + _LANE
        return words, phonemes, sound, sound + _SOUND

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("field"))
        self._draw_ruler(painter)
        self._draw_speech(painter)
        self._draw_keys(painter)
        self._draw_names(painter)
        self._draw_playhead(painter)

    def _draw_ruler(self, painter: QPainter) -> None:
        theme, width = self._theme, self.width()
        painter.fillRect(QRectF(0, 0, width, _RULER), theme.colour("panel"))
        start, end = self._x(self._shown.span.start), self._x(self._shown.span.end)
        painter.fillRect(QRectF(start, _RULER - 3, max(end - start, 0), 3), theme.colour("made"))
        step = next((t for t in _TICKS if t * self._scale >= 64), _TICKS[-1])
        first = int(self._left / step)
        for i in range(first, int(self._time_at(width) / step) + 2):
            x = self._x(i * step)
            if x < _NAMES:
                continue
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, 14), QPointF(x, self.height()))
            painter.setPen(theme.colour("faint"))
            painter.drawText(QPointF(x + 4, 14), _clock(i * step, step))
        for marker in self._shown.markers:
            x = self._x(marker.time)
            painter.setPen(QPen(theme.colour("yours"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            painter.drawText(QPointF(x + 4, 12), marker.name)

    def _draw_speech(self, painter: QPainter) -> None:
        words, phonemes, sound, _ = self._lanes()
        speech = self._shown.speech
        if speech is None:
            return
        for word in speech.words:
            self._draw_block(painter, word.range, words, word.text, "text")
        for phoneme in speech.phonemes:
            if phoneme.name != "SIL":
                self._draw_block(painter, phoneme.range, phonemes, phoneme.name, "faint")
        self._draw_sound(painter, sound)

    def _draw_block(self, painter: QPainter, span: TimeRange, y: float, text: str, ink: str) -> None:
        x0, x1 = self._x(span.start), self._x(span.end)
        if x1 < _NAMES or x0 > self.width():
            return
        box = QRectF(x0, y + 2, max(x1 - x0 - 1, 1), _LANE - 4)
        painter.fillRect(box, self._theme.colour("raised"))
        painter.setPen(QPen(self._theme.colour("made"), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        if painter.fontMetrics().horizontalAdvance(text) < box.width() - 4:
            painter.setPen(self._theme.colour(ink))
            painter.drawText(box.adjusted(3, 0, -1, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_sound(self, painter: QPainter, y: float) -> None:
        if not len(self._peaks):
            return
        middle, high = y + _SOUND / 2, _SOUND / 2 - 3
        painter.setPen(QPen(self._theme.colour("made"), 1))
        xs = np.arange(
            max(_NAMES, int(self._x(0))),
            min(self.width(), int(self._x(len(self._peaks) / _PEAKS_PER_SECOND))),
        )
        if not len(xs):
            return
        edges = ((np.append(xs, xs[-1] + 1) - _NAMES) / self._scale + self._left) * _PEAKS_PER_SECOND
        index = np.clip(edges.astype(int), 0, len(self._peaks) - 1)
        low = np.minimum.reduceat(self._peaks[:, 0], index[:-1])
        top = np.maximum.reduceat(self._peaks[:, 1], index[:-1])
        for x, a, b in zip(xs.tolist(), low.tolist(), top.tolist(), strict=True):
            painter.drawLine(QPointF(x, middle - b * high), QPointF(x, middle - a * high + 1))

    def _draw_keys(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        *_, top = self._lanes()
        for line, (slot, curve) in enumerate(self._curves().items()):
            y = top + line * _KEYS + _KEYS / 2 - self._top
            if y < top or y > self.height() + _KEYS:
                continue
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(_NAMES, y), QPointF(self.width(), y))
            for key in curve.keyframes:
                picked = (slot, key.time) in self._picked
                x = self._x(key.time + (self._by if picked else 0))
                r = 4.5
                shape = QPolygonF([QPointF(x + a, y + b) for a, b in ((0, -r), (r, 0), (0, r), (-r, 0))])
                ink = self._theme.colour("yours")
                painter.setPen(QPen(self._theme.colour("text") if picked else ink, 1.4))
                painter.setBrush(ink if picked else self._theme.colour("field"))
                painter.drawPolygon(shape)
        if self._box is not None:
            painter.setPen(QPen(self._theme.colour("yours"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_names(self, painter: QPainter) -> None:
        theme = self._theme
        painter.fillRect(QRectF(0, _RULER, _NAMES, self.height()), theme.colour("panel"))
        words, phonemes, sound, keys = self._lanes()
        lines = [
            (words, _LANE, self.tr("Words")),
            (phonemes, _LANE, self.tr("Phonemes")),
            (sound, _SOUND, self.tr("Sound")),
        ]
        lines += [(keys + i * _KEYS - self._top, _KEYS, slot) for i, slot in enumerate(self._curves())]
        for y, height, name in lines:
            if y + height < _RULER or (name in self._curves() and y < keys):
                continue
            painter.setPen(theme.colour("text"))
            box = QRectF(8, y, _NAMES - 12, height)
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(0, y + height), QPointF(self.width(), y + height))

    def _draw_playhead(self, painter: QPainter) -> None:
        x = self._x(self._time)
        if x >= _NAMES:
            painter.setPen(QPen(self._theme.colour("yours"), 1.5))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            painter.setBrush(self._theme.colour("yours"))
            painter.drawPolygon(QPolygonF([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 8)]))

    # Hands

    def _key_at(self, place: QPointF) -> tuple[str, Seconds] | None:
        *_, top = self._lanes()
        line = int((place.y() - top + self._top) // _KEYS)
        slots = list(self._curves())
        if place.y() < top or not 0 <= line < len(slots):
            return None
        curve = self._curves()[slots[line]]
        near = [(abs(self._x(k.time) - place.x()), k.time) for k in curve.keyframes]
        best = min(near, default=(_SNAP + 1, Seconds(0)))
        return (slots[line], best[1]) if best[0] <= _SNAP else None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turn = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._left = max(0.0, self._left - turn * 60 / self._scale)
        elif event.position().x() < _NAMES:
            room = max(0.0, len(self._curves()) * _KEYS - (self.height() - self._lanes()[3]))
            self._top = min(max(self._top - turn * _KEYS, 0.0), room)
        else:
            here = self._time_at(event.position().x())
            self._scale = min(max(self._scale * _ZOOM**turn, _LEAST), _MOST)
            self._left = max(0.0, here - (event.position().x() - _NAMES) / self._scale)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        self._from = place
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag = "pan"
        elif place.y() < self._lanes()[3]:
            self._drag = "scrub"
            self._scrub(event)
        elif (key := self._key_at(place)) is not None:
            adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key not in self._picked:
                self._picked = {*self._picked, key} if adds else {key}
            self._drag, self._by = "keys", Seconds(0)
        else:
            self._drag, self._picked = "box", set()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position()
        if self._drag == "scrub":
            self._scrub(event)
        elif self._drag == "pan":
            self._left = max(0.0, self._left - (place.x() - self._from.x()) / self._scale)
            self._from = place
        elif self._drag == "keys":
            self._by = self._snapped(place.x()) - self._on_frame(self._from.x())
            earliest = min(time for _, time in self._picked)
            self._by = max(self._by, -earliest)
            self.setToolTip(f"{float(self._by):+.3f} s")
        elif self._drag == "box":
            self._box = QRectF(self._from, place).normalized()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._drag == "keys" and self._by:
            picked, by = self.picked, self._by
            self._picked = {(slot, time + by) for slot, time in self._picked}
            self._by = Seconds(0)
            self.keys_moved.emit(picked, by)
        elif self._drag == "box" and self._box is not None:
            self._pick(self._box)
        self._drag, self._box, self._by = "", None, Seconds(0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_picked()
        else:
            super().keyPressEvent(event)

    def _pick(self, box: QRectF) -> None:
        *_, top = self._lanes()
        for line, (slot, curve) in enumerate(self._curves().items()):
            y = top + line * _KEYS + _KEYS / 2 - self._top
            for key in curve.keyframes:
                if box.contains(QPointF(self._x(key.time), y)):
                    self._picked.add((slot, key.time))

    def _scrub(self, event: QMouseEvent) -> None:
        fine = event.modifiers() & Qt.KeyboardModifier.AltModifier
        time = self._on_frame(event.position().x()) if fine else self._snapped_frame(event.position().x())
        self.scrubbed.emit(time)

    def _snapped_frame(self, x: float) -> Seconds:
        snapped = self._snapped(x)
        return self._shown.rate.time_of(max(0, round(snapped * self._shown.rate.fps)))


def _peaks(speech: Speech | None) -> NDArray[np.float32]:
    """Lowest and highest sample of each short stretch [n, 2]."""
    if speech is None or not len(speech.samples):
        return np.zeros((0, 2), np.float32)
    step = max(1, speech.sample_rate // _PEAKS_PER_SECOND)
    padded = np.pad(speech.samples, (0, -len(speech.samples) % step)).reshape(-1, step)
    out = np.stack([padded.min(1), padded.max(1)], 1)
    return np.asarray(out / max(float(np.abs(out).max()), 1e-3), np.float32)


def _clock(seconds: float, step: float) -> str:
    minutes, rest = divmod(seconds, 60)
    digits = 2 if step < 0.1 else 1 if step < 1 else 0
    return f"{int(minutes)}:{rest:0{3 + digits if digits else 2}.{digits}f}"
