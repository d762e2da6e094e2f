"""Words and phonemes: what is said, and when."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from studio.core.speech import Speech
from studio.core.time import Seconds, TimeRange
from studio.ui.timeline.lanes.lane import EDGE, Boundary, Kind, Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import Shown
from studio.ui.words import translate

_HEIGHT: Final = 22
_LEGIBLE: Final = 22
"""Pixels from which a part of a word can be read."""
_NARROW: Final = 90
"""Per cent of their width that letters have: more of them find room."""

Part = tuple[TimeRange, str]


class Spoken(Lane, ABC):
    """Parts of speech, whose ends can be taken hold of."""

    def __init__(self, page: Page, name: str, kind: Kind, ink: str) -> None:
        super().__init__(page, name, _HEIGHT)
        self._kind: Final[Kind] = kind
        self._ink = ink

    @property
    def height(self) -> int:
        """Nothing while nothing is said."""
        speech = self.page.shown.speech
        return _HEIGHT if speech is not None and any(self.parts(speech)) else 0

    def paint_names(self, painter: QPainter) -> None:
        if self.height:
            super().paint_names(painter)

    @abstractmethod
    def parts(self, speech: Speech) -> Iterable[Part]:
        """What is drawn: when, and what is read."""

    def paint(self, painter: QPainter, shown: Shown) -> None:
        if shown.speech is None or not self.height:
            return
        painter.setClipRect(QRectF(NAMES, 0, self.page.width, self.page.height))
        font, narrow = painter.font(), QFont(painter.font())
        narrow.setStretch(_NARROW)
        painter.setFont(narrow)
        for span, text in self.parts(shown.speech):
            self._paint_part(painter, span, text)
        painter.setFont(font)
        painter.setClipping(False)

    def _paint_part(self, painter: QPainter, span: TimeRange, text: str) -> None:
        x0, x1 = self.page.scale.x(span.start), self.page.scale.x(span.end)
        if x1 < NAMES or x0 > self.page.width:
            return
        theme = self.page.theme
        box = QRectF(x0, self.top + 2, max(x1 - x0 - 1, 1), _HEIGHT - 4)
        painter.fillRect(box, theme.colour("field"))  # nothing shines through
        painter.fillRect(box, theme.colour("line", 150))
        painter.setPen(QPen(theme.colour("made"), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        room, metrics = int(box.width()) - 3, painter.fontMetrics()
        if room >= _LEGIBLE or metrics.horizontalAdvance(text) <= room:
            painter.setPen(theme.colour(self._ink))
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, short)

    def at(self, place: QPointF) -> Boundary | None:
        """The end of a word or phoneme."""
        speech, x = self.page.shown.speech, self.page.scale.x
        times = () if speech is None else speech.boundaries(self._kind)
        away, time = min(((abs(x(t) - place.x()), t) for t in times), default=(EDGE + 1, Seconds(0)))
        return Boundary(self._kind, time) if away <= EDGE else None


class Words(Spoken):
    """One part for each word."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, translate("TimelineView", "Words"), "word", "text")

    def parts(self, speech: Speech) -> Iterable[Part]:
        return ((word.range, word.text) for word in speech.words)


class Phonemes(Spoken):
    """One part for each phoneme; silence is left empty.

    Attributes:
        meant: the number of the one that another is put over; None marks none.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page, translate("TimelineView", "Phonemes"), "phoneme", "text")
        self.meant: int | None = None

    def paint(self, painter: QPainter, shown: Shown) -> None:
        super().paint(painter, shown)
        said = () if shown.speech is None else shown.speech.phonemes
        if self.meant is None or self.meant >= len(said) or not self.height:
            return
        span, x = said[self.meant].range, self.page.scale.x
        painter.setClipRect(QRectF(NAMES, 0, self.page.width, self.page.height))
        painter.setPen(QPen(self.page.theme.colour("yours"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(
            QRectF(x(span.start), self.top + 2, max(x(span.end) - x(span.start) - 1, 2), _HEIGHT - 4)
        )
        painter.setClipping(False)

    def parts(self, speech: Speech) -> Iterable[Part]:
        return ((phoneme.range, phoneme.name) for phoneme in speech.phonemes if phoneme.name != "SIL")

    def said_at(self, place: QPointF) -> tuple[int, str] | None:
        """Which phoneme is at a place, silence too: its number and its name."""
        speech = self.page.shown.speech
        if speech is None or not self.top <= place.y() < self.top + _HEIGHT:
            return None
        time = self.page.scale.time_at(place.x())
        here = (
            (i, phoneme.name)
            for i, phoneme in enumerate(speech.phonemes)
            if phoneme.range.start <= time < phoneme.range.end
        )
        return next(here, None)
