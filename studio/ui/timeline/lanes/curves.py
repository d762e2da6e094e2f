"""Lines of keys for what the hand set: regions, in each the units, and below a unit its channels.

Regions can be folded; channels are, until they are unfolded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from studio.core.tracks import GROUPS, Group, UnitTrack
from studio.ui.timeline.inks import ink_of, inks_of, title_of
from studio.ui.timeline.lanes.keys import Diamonds, keys_across, keys_at
from studio.ui.timeline.lanes.lane import Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Key, Shown, Times
from studio.ui.unit_words import track_title

LINE: Final = 20
_BAND: Final = 4
"""Pixels of the colour at the left of a line."""
_STEP: Final = 10
_MARK: Final = 16
"""Pixels of a button for solo or lock."""

Part = Literal["fold", "solo", "lock", "name"]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line.

    Attributes:
        name: of a track or a channel; of a region its own.
        depth: 0 for a region, 1 for a track, 2 for a channel.
        slots: whose keys are on it. ``times``: of all of them, seconds.
        opens: whether something is folded into it or can be; ``is_open``: it is not.
    """

    name: str
    title: str
    depth: int
    slots: tuple[str, ...]
    times: Times
    ink: QColor
    opens: bool = False
    is_open: bool = False


class Curves(Lane):
    """As many lines as there are regions, tracks and open channels, or none while all are folded.

    Attributes:
        is_open: they are not folded.
        folded: regions of which no track has a line. ``unfolded``: tracks whose channels have lines.
    """

    def __init__(self, page: Page, diamonds: Diamonds) -> None:
        super().__init__(page)
        self.is_open = True
        self.folded: set[str] = set()
        self.unfolded: set[str] = set()
        self.lines: list[Line] = []
        self._diamonds = diamonds

    def lay(self) -> None:
        """Make the lines anew: something else is shown, or folded."""
        self.lines = list(self._made()) if self.is_open else []

    def _made(self) -> Iterator[Line]:
        tracks = self.page.shown.tracks
        inks = inks_of(tracks, self.page.theme)
        for group in GROUPS:
            own = [track for track in tracks if track.group == group]
            if own:
                yield self._region(group, own)
                if group not in self.folded:
                    for track in own:
                        yield from self._track(track, inks[track.name])

    def _region(self, group: Group, tracks: list[UnitTrack]) -> Line:
        slots = tuple(slot for track in tracks for slot in track.slots)
        times = [self.page.track_times.of(track.name) for track in tracks]
        every = times[0] if len(times) == 1 else np.unique(np.concatenate(times))
        ink = ink_of(group, self.page.theme)
        return Line(
            group, title_of(group), 0, slots, every, ink, opens=True, is_open=group not in self.folded
        )

    def _track(self, track: UnitTrack, ink: QColor) -> Iterator[Line]:
        opened = track.name in self.unfolded
        times = self.page.track_times.of(track.name)
        title = track_title(track.name)
        yield Line(track.name, title, 1, track.slots, times, ink, opens=track.has_channels, is_open=opened)
        if opened and track.has_channels:
            for slot in track.slots:
                yield Line(slot, track_title(slot), 2, (slot,), self.page.times.of(slot), ink)

    @property
    def height(self) -> int:
        return LINE * len(self.lines)

    @property
    def tops(self) -> list[float]:
        """Where each line begins."""
        return [self.top + LINE * i for i in range(len(self.lines))]

    def middle_of(self, name: str) -> float | None:
        """How far down the middle of a line is, by its name; None where it has none."""
        names = [line.name for line in self.lines]
        return self._middle(names.index(name)) if name in names else None

    # Drawing

    def paint(self, painter: QPainter, shown: Shown) -> None:
        seen = painter.clipBoundingRect()
        for i, line in enumerate(self.lines):
            y = self._middle(i)
            if seen.top() - LINE < y < seen.bottom() + LINE:
                if line.depth == 0:
                    band = QRectF(NAMES, y - LINE / 2, self.page.width, LINE)
                    painter.fillRect(band, self.page.theme.colour("panel", 120))
                self.paint_line(painter, y, NAMES)
                self._diamonds.paint(painter, y, line.times, line.slots, small=line.depth == 0)

    def paint_names(self, painter: QPainter) -> None:
        shown = self.page.shown
        for i, line in enumerate(self.lines):
            top = self.top + i * LINE
            left = _BAND + 4 + _STEP * line.depth
            painter.fillRect(QRectF(0, top, _BAND, LINE), line.ink)
            if line.opens:
                self._paint_arrow(painter, left, top, line.is_open)
            room = 0 if line.depth == 0 else 2 * _MARK + 8
            is_idle = bool(shown.solos) and not shown.solos.intersection(line.slots)
            self.paint_name(painter, line.title, top, LINE, left + 14, room, faint=is_idle)
            if line.depth:
                solo, lock = _mark_box("solo", top), _mark_box("lock", top)
                ink = self._paint_mark(painter, solo, on=shown.solos >= set(line.slots))
                painter.setPen(ink)
                painter.drawText(solo, Qt.AlignmentFlag.AlignCenter, "S")
                ink = self._paint_mark(painter, lock, on=shown.locks >= set(line.slots))
                painter.drawImage(lock.center() - QPointF(5, 5), _padlock(ink.rgba()))

    def _paint_arrow(self, painter: QPainter, left: float, top: float, opened: bool) -> None:
        x, y = left + 5, top + LINE / 2
        down = [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]
        aside = [QPointF(x - 2, y - 4), QPointF(x - 2, y + 4), QPointF(x + 3, y)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.page.theme.colour("faint"))
        painter.drawPolygon(QPolygonF(down if opened else aside))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_mark(self, painter: QPainter, box: QRectF, *, on: bool) -> QColor:
        """A button; in which colour its sign stands on it."""
        theme = self.page.theme
        if on:
            painter.fillRect(box, theme.colour("yours"))
        else:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(box)
        return theme.colour("onyours" if on else "faint")

    # What is under the pointer

    def part_at(self, place: QPointF) -> tuple[Line, Part] | None:
        """On which line's name a place is, and on which part of it."""
        number = int((place.y() - self.top) // LINE)
        if place.x() >= NAMES or not 0 <= number < len(self.lines):
            return None
        line, top = self.lines[number], self.top + number * LINE
        if line.opens and place.x() < _BAND + 4 + _STEP * line.depth + 14:
            return line, "fold"
        marks: tuple[Part, ...] = ("solo", "lock") if line.depth else ()
        return line, next((part for part in marks if _mark_box(part, top).contains(place)), "name")

    def fold(self, line: Line) -> None:
        """Fold what is open, or the other way."""
        kept = self.folded if line.depth == 0 else self.unfolded
        kept ^= {line.name}
        self.lay()

    def at(self, place: QPointF) -> frozenset[Key] | None:
        """The keys under the pointer."""
        line = self.lines[int((place.y() - self.top) // LINE)]
        return keys_at(self.page, place.x(), line.times, list(line.slots)) or None

    def keys_in(self, box: QRectF) -> set[Key]:
        """Those of the lines whose middle is in the box; of a region only while it is folded."""
        inside = (
            line
            for i, line in enumerate(self.lines)
            if box.top() <= self._middle(i) <= box.bottom() and not (line.depth == 0 and line.is_open)
        )
        return {key for line in inside for slot in line.slots for key in keys_across(self.page, slot, box)}

    def _middle(self, line: int) -> float:
        return self.top + line * LINE + LINE / 2


@lru_cache(8)
def _padlock(ink: int) -> QImage:
    """The sign of a lock, 10 pixels large, twice as fine, in a colour (as ``QColor.rgba`` tells it)."""
    out, colour = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied), QColor.fromRgba(ink)
    out.setDevicePixelRatio(2)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.3))
    painter.drawArc(QRectF(2.5, 0.7, 5, 6), 0, 180 * 16)
    painter.fillRect(QRectF(1, 4, 8, 6), colour)
    painter.end()
    return out


def _mark_box(part: str, top: float) -> QRectF:
    right = NAMES - 6 if part == "solo" else NAMES - 6 - _MARK - 2  # below the layers' own solo
    return QRectF(right - _MARK, top + 2.5, _MARK, LINE - 5)
