"""What hands do with lines of a dub on the timeline: they become edits, tried out while they are held."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent

from studio.core.line_edits import line_moved, line_set, line_trimmed
from studio.core.lines import Line
from studio.core.project import Edit, Project
from studio.core.speech import Speech
from studio.core.time import Seconds, TimeRange
from studio.ui.timeline.drags import Drag
from studio.ui.timeline.lanes.lane import LineGrip, Part
from studio.ui.timeline.lanes.lines import Lines, ShownLine
from studio.ui.timeline.page import NEAR, Page
from studio.ui.timeline.shown import Shown

_STILL: Final = 3.0
"""Pixels: less is a click."""
_FADE_STEP: Final = 100
"""Fades are set in parts of a second so small."""


class LineHands(QObject):
    """Selects lines, drags them, and takes sounds that are dropped.

    Args:
        changed: lays out and draws the timeline anew.
    """

    dragged = Signal(object)
    """The edit that a hand would make if it let go; None when it gave up."""
    dropped = Signal(str, object)
    """A hand let go: of which part of a line, and the edit."""
    picked_changed = Signal()
    removed = Signal(object)
    """Ids of lines that should go."""
    menu_asked = Signal(str, QPoint)
    name_asked = Signal(str)
    sound_dropped = Signal(str, object)
    """A file was dropped at a time."""

    def __init__(self, page: Page, lane: Lines, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._page, self.lane, self._laid_out = page, lane, changed
        self.time = Seconds(0)
        """The playhead, which catches what is dragged."""

    # What is shown

    def show(self, lines: Sequence[ShownLine]) -> None:
        """Show lines; what is selected stays so."""
        self.lane.lines, self.lane.tried = tuple(lines), {}
        self.pick(self.lane.picked & {each.line.id for each in lines})
        self._laid_out()

    @property
    def picked(self) -> frozenset[str]:
        """Ids of the lines that are selected."""
        return self.lane.picked

    def pick(self, lines: frozenset[str]) -> None:
        """Select lines."""
        if lines != self.lane.picked:
            self.lane.picked = lines
            self.picked_changed.emit()
            self._laid_out()

    def remove_picked(self) -> bool:
        """Ask for the selected lines to be taken away; whether there are any."""
        if self.lane.picked:
            self.removed.emit(self.lane.picked)
            return True
        return False

    # Hands

    def taken(self, grip: LineGrip, event: QMouseEvent) -> Drag:
        """A hand takes hold of a line: it is selected."""
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if grip.line not in self.picked or adds:
            self.pick(self.picked ^ {grip.line} if adds else frozenset((grip.line,)))
        shown = self.lane.shown(grip.line)
        assert shown is not None, "it was found there"
        return LineDrag(self._page, self, shown.line, grip.part, event.position())

    def cursor_of(self, grip: LineGrip) -> Qt.CursorShape:
        """How the pointer looks over a line."""
        if grip.part == "body":
            return Qt.CursorShape.OpenHandCursor
        fades = grip.part in ("fade_in", "fade_out")
        return Qt.CursorShape.PointingHandCursor if fades else Qt.CursorShape.SizeHorCursor

    def ask_menu(self, grip: LineGrip, place: QPoint) -> None:
        """Ask what is to be done with a line."""
        if grip.line not in self.picked:
            self.pick(frozenset((grip.line,)))
        self.menu_asked.emit(grip.line, place)

    def caught(self, x: float, but: str) -> tuple[Seconds, bool]:
        """What time is meant at a place: that of the playhead, a marker or another line's end that is near,
        and that it is so; or else of the nearest frame.
        """
        page = self._page
        times = [self.time, *(marker.time for marker in page.shown.markers), page.shown.span.end]
        for each in self.lane.lines:
            if each.line.id != but:
                times += [each.line.range.start, each.line.range.end]
        away, time = min((abs(page.scale.x(time) - x), time) for time in times)
        return (time, True) if away < NEAR else (page.frame_at(x), False)

    # Sounds that are dropped

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is dragged over the timeline."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def hover(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        event.acceptProposedAction()
        self._expect(self._page.frame_at(event.position().x()))

    def leave(self, _event: QDragLeaveEvent) -> None:
        """It went away."""
        self._expect(None)

    def drop(self, event: QDropEvent) -> None:
        """Take the first file."""
        self._expect(None)
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.sound_dropped.emit(url.toLocalFile(), self._page.frame_at(event.position().x()))
                return

    def _expect(self, time: Seconds | None) -> None:
        self.lane.incoming = time
        self._laid_out()


class LineDrag(Drag):
    """A line, one of its ends, or a fade. With Alt nothing catches it, and it goes by milliseconds."""

    def __init__(self, page: Page, hands: LineHands, line: Line, part: Part, place: QPointF) -> None:
        super().__init__(page)
        self._hands, self._line, self._part, self._from = hands, line, part, place
        self._edit: Edit | None = None
        self._now = line

    def move(self, event: QMouseEvent) -> None:
        moved = event.position().x() - self._from.x()
        if self._edit is None and abs(moved) < _STILL:
            return
        is_free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._edit = self._edit_for(moved, is_free)
        lane = self._hands.lane
        tried = self._edit(Project(lines=tuple(each.line for each in lane.lines)))
        lane.tried = {line.id: line for line in tried.lines}
        self._now = lane.tried[self._line.id]
        self._tell(event, self._told_of())
        self._hands.dragged.emit(self._edit)

    def _edit_for(self, moved: float, is_free: bool) -> Edit:
        line, span, page = self._line, self._line.range, self._page
        seconds = Seconds(moved / page.scale.pixels).limit_denominator(1000)
        match self._part:
            case "fade_in" | "fade_out":
                before = line.fade_in if self._part == "fade_in" else line.fade_out
                wanted = before + (seconds if self._part == "fade_in" else -seconds)
                fade = min(max(wanted, Seconds(0)), span.length).limit_denominator(_FADE_STEP)
                return line_set(line.id, **{self._part: fade})
            case "body":
                return line_moved(line.id, max(self._where(span, seconds, is_free), Seconds(0)))
            case end:
                time = span.start if end == "start" else span.end
                caught, _ = self._hands.caught(page.scale.x(time) + moved, line.id)
                to = time + seconds if is_free else caught
                return line_trimmed(line.id, end, to)

    def _where(self, span: TimeRange, by: Seconds, is_free: bool) -> Seconds:
        """Where a line begins that is moved so far: either of its ends may be caught."""
        if is_free:
            return span.start + by
        scale, hands, own = self._page.scale, self._hands, self._line.id
        start, is_caught = hands.caught(scale.x(span.start + by), own)
        end, end_is_caught = hands.caught(scale.x(span.end + by), own)
        return end - span.length if end_is_caught and not is_caught else start

    def _told_of(self) -> str:
        now, span = self._now, self._now.range
        match self._part:
            case "fade_in" | "fade_out":
                fade = now.fade_in if self._part == "fade_in" else now.fade_out
                return f"{float(fade):.2f} s"
            case "body":
                return f"{float(span.start):.3f} s"
            case end:
                return f"{float(span.start if end == 'start' else span.end):.3f} s"

    def tried(self, shown: Shown) -> Shown:
        """Words and phonemes go along with a line that is moved."""
        by = self._now.start - self._line.start
        if self._part != "body" or not by or shown.speech is None:
            return shown
        return replace(shown, speech=_with_moved(shown.speech, self._line.range, by))

    def release(self) -> None:
        self._let_go()
        if self._edit is not None and self._now != self._line:
            self._hands.dropped.emit(self._part, self._edit)
        elif self._edit is not None:
            self._hands.dragged.emit(None)

    def cancel(self) -> None:
        self._let_go()
        if self._edit is not None:
            self._hands.dragged.emit(None)

    def is_over(self) -> bool:
        return self._hands.lane.shown(self._line.id) is None

    def _let_go(self) -> None:
        self._hands.lane.tried = {}


def _with_moved(speech: Speech, span: TimeRange, by: Seconds) -> Speech:
    """With all that is said in a range at another time."""

    def moved(said: TimeRange) -> TimeRange:
        return said.moved(by) if span.start <= said.start and said.end <= span.end else said

    return replace(
        speech,
        words=tuple(replace(word, range=moved(word.range)) for word in speech.words),
        phonemes=tuple(replace(p, range=moved(p.range)) for p in speech.phonemes),
    )
