"""Lines of a dub: for each a box as long as it is heard, with its name, its wave and its fades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from studio.core.lines import Line, eases
from studio.core.speech import Speech
from studio.core.time import Seconds
from studio.ui.timeline.lanes.lane import EDGE, Lane, LineGrip, Part
from studio.ui.timeline.lanes.sound import PEAKS_PER_SECOND, peaks_of
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES, ORIGIN
from studio.ui.timeline.shown import Shown

HEIGHT: Final = 42
_TITLE: Final = 16
"""Pixels of a box in which its name stands, and its fades are taken hold of."""
_GRIP: Final = 5.0
"""Pixels from the handle of a fade within which it is taken hold of."""
_LEGIBLE: Final = 28
"""Pixels from which a box has room for the handles of its fades."""
_READABLE: Final = 20
"""Pixels from which some letters of a name tell something."""


@dataclass(frozen=True, slots=True, eq=False)
class ShownLine:
    """A line as its lane shows it.

    Attributes:
        speech: the recording that counts, all of it.
        row: which of the rows it lies in; each face has one.
        face: what its row is called.
        is_seen: its mouth is the one that the stage shows.
        problem: why it can't be exported as it lies; empty if it can.
    """

    line: Line
    speech: Speech
    row: int = 0
    face: str = ""
    is_seen: bool = True
    problem: str = ""


class Lines(Lane):
    """A row for each face that says lines; none without lines.

    Attributes:
        lines: what is shown.
        picked: ids of those that are selected.
        tried: lines as a hand that holds one would leave them, by id.
        incoming: where a sound that is dragged over the timeline would go, seconds.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.lines: tuple[ShownLine, ...] = ()
        self.picked: frozenset[str] = frozenset()
        self.tried: Mapping[str, Line] = {}
        self.incoming: Seconds | None = None
        self._peaks: WeakKeyDictionary[Speech, NDArray[np.float32]] = WeakKeyDictionary()

    @property
    def height(self) -> int:
        return HEIGHT * (1 + max((each.row for each in self.lines), default=-1))

    def as_tried(self, shown: ShownLine) -> Line:
        """A line as it is now, or would be if the hand let go."""
        return self.tried.get(shown.line.id, shown.line)

    # Drawn

    def paint(self, painter: QPainter, shown: Shown) -> None:
        painter.setClipRect(QRectF(NAMES, 0, self.page.width, self.page.height))
        if self.incoming is not None:
            x = self.page.scale.x(self.incoming)
            painter.setPen(QPen(self.page.theme.colour("yours"), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.page.height))
        painter.setClipRect(QRectF(NAMES, self.top, self.page.width, self.height))
        self._paint_eases(painter, shown)
        # What is selected lies above what it meets.
        for each in sorted(self.lines, key=lambda each: each.line.id in self.picked):
            self._paint_line(painter, each)
        painter.setClipping(False)

    def box_of(self, shown: ShownLine) -> QRectF:
        """Where a line is drawn."""
        scale, span = self.page.scale, self.as_tried(shown).range
        left, right = scale.x(span.start), scale.x(span.end)
        return QRectF(left, self.top + shown.row * HEIGHT + 3, max(right - left, 2), HEIGHT - 7)

    def _paint_line(self, painter: QPainter, shown: ShownLine) -> None:
        theme, box, line = self.page.theme, self.box_of(shown), self.as_tried(shown)
        if box.right() < NAMES or box.left() > self.page.width:
            return
        ink = theme.colour("record" if shown.problem else "made")
        strength = 1.0 if shown.is_seen else 0.45
        ground = QColor(ink)
        ground.setAlphaF(0.28 * strength)
        painter.fillRect(box, ground)
        ink.setAlphaF(strength)
        self._paint_wave(painter, box, line, shown.speech, ink)
        self._paint_fades(painter, box, line)
        is_picked = line.id in self.picked
        painter.setPen(QPen(theme.colour("yours") if is_picked else ink, 2 if is_picked else 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_title(painter, box, line, strength)

    def _paint_eases(self, painter: QPainter, shown: Shown) -> None:
        """How mouths come and go beside their lines."""
        for row in range(self.height // HEIGHT):
            there = sorted(
                (each for each in self.lines if each.row == row), key=lambda each: self.as_tried(each).start
            )
            spans = [self.as_tried(each).range for each in there]
            for each, (rise, fall) in zip(there, eases(spans, shown.span.end), strict=True):
                name, box = "record" if each.problem else "made", self.box_of(each)
                ink, clear = (self.page.theme.colour(name, alpha) for alpha in (70, 0))
                for edge, way in ((box.left(), -float(rise)), (box.right(), float(fall))):
                    end = edge + way * self.page.scale.pixels
                    light = QLinearGradient(edge, 0, end, 0)
                    light.setColorAt(0, ink)
                    light.setColorAt(1, clear)
                    painter.fillRect(QRectF(edge, box.top(), end - edge, box.height()).normalized(), light)

    def _paint_wave(self, painter: QPainter, box: QRectF, line: Line, speech: Speech, ink: QColor) -> None:
        peaks, scale = self._peaks_of(speech), self.page.scale
        xs = np.arange(max(NAMES, int(box.left()) + 1), min(self.page.width, int(box.right())))
        if not len(peaks) or not len(xs):
            return
        times = (np.append(xs, xs[-1] + 1) - ORIGIN) / scale.pixels + scale.left
        index = ((times - float(line.begins)) * PEAKS_PER_SECOND).astype(int).clip(0, len(peaks) - 1)
        low = np.minimum.reduceat(peaks[:, 0], index[:-1])
        top = np.maximum.reduceat(peaks[:, 1], index[:-1])
        level = line.gain * _level(line, times[:-1])
        middle, high = box.top() + _TITLE + (box.height() - _TITLE) / 2, (box.height() - _TITLE) / 2 - 1
        low, top = (low * level).clip(-1, 1), (top * level).clip(-1, 1)
        painter.setPen(QPen(ink, 1))
        for x, a, b in zip(xs.tolist(), low.tolist(), top.tolist(), strict=True):
            painter.drawLine(QPointF(x, middle - b * high), QPointF(x, middle - a * high + 1))

    def _peaks_of(self, speech: Speech) -> NDArray[np.float32]:
        if speech not in self._peaks:
            self._peaks[speech] = peaks_of(speech)
        return self._peaks[speech]

    def _paint_fades(self, painter: QPainter, box: QRectF, line: Line) -> None:
        into, out_of = self._fade_places(box, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.page.theme.colour("text", 200), 1.2))
        top = box.top() + _TITLE
        if line.fade_in:
            painter.drawLine(box.bottomLeft(), QPointF(into, top))
        if line.fade_out:
            painter.drawLine(QPointF(out_of, top), box.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if line.id in self.picked and box.width() > _LEGIBLE:
            for x, way in ((into, 1), (out_of, -1)):
                grip = QRectF(x, box.top(), way * 7, 7).normalized()
                painter.fillRect(grip, self.page.theme.colour("yours"))

    def _fade_places(self, box: QRectF, line: Line) -> tuple[float, float]:
        into, out_of = (float(fade) * self.page.scale.pixels for fade in line.fades)
        return box.left() + into, box.right() - out_of

    def _paint_title(self, painter: QPainter, box: QRectF, line: Line, strength: float) -> None:
        room = 10 if line.id in self.picked else 4  # beside the handles of the fades
        left, right = max(box.left(), float(NAMES)) + room, min(box.right(), float(self.page.width)) - room
        takes = f"{line.chosen + 1}/{len(line.takes)}" if len(line.takes) > 1 else ""
        wide = painter.fontMetrics().horizontalAdvance(takes) + 6 if takes else 0
        if right - left < _READABLE:
            return
        ink = self.page.theme.colour("text")
        ink.setAlphaF(max(strength, 0.7))
        painter.setPen(ink)
        place = QRectF(left, box.top() + 1, right - left, _TITLE)
        if right - left - wide >= _READABLE:
            text = painter.fontMetrics().elidedText(
                line.name, Qt.TextElideMode.ElideRight, int(right - left - wide)
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, takes)

    def paint_names(self, painter: QPainter) -> None:
        for row, name in sorted({(each.row, each.face) for each in self.lines}):
            self.paint_name(painter, name, self.top + row * HEIGHT, HEIGHT, 8)

    # Taken hold of

    def at(self, place: QPointF) -> LineGrip | None:
        """A line, or one of its ends or fades. What is selected lies above what it meets."""
        lines = sorted(self.lines, key=lambda each: each.line.id not in self.picked)
        for each in lines:
            box = self.box_of(each)
            if place.x() >= NAMES and box.adjusted(-EDGE, 0, EDGE, 0).contains(place):
                return LineGrip(each.line.id, self._part(place, box, each.line))
        return None

    def _part(self, place: QPointF, box: QRectF, line: Line) -> Part:
        into, out_of = self._fade_places(box, line)
        if line.id in self.picked and box.width() > _LEGIBLE and place.y() < box.top() + 9:
            if -2 <= place.x() - into <= 7 + _GRIP:
                return "fade_in"
            if -2 <= out_of - place.x() <= 7 + _GRIP:
                return "fade_out"
        if place.x() - box.left() <= EDGE:
            return "start"
        return "end" if box.right() - place.x() <= EDGE else "body"

    def shown(self, line: str) -> ShownLine | None:
        """A line by its id."""
        return next((each for each in self.lines if each.line.id == line), None)


def _level(line: Line, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of a line is heard at some times, 0–1, for its fades."""
    (into, out_of), span = line.fades, line.range
    begun = (times - float(span.start)) / max(float(into), 1e-9)
    left = (float(span.end) - times) / max(float(out_of), 1e-9)
    return np.asarray(np.minimum(begun, left).clip(0, 1))


def rows_of(lines: Sequence[Line]) -> dict[object, int]:
    """Which row each face has: in the order in which they speak first."""
    return {face: row for row, face in enumerate(dict.fromkeys(line.face for line in lines))}
