"""What counts in over the picture: a bar that wipes over it, what is said, and that it records."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme

_BAR: Final = 6
_TAIL: Final = 160
"""Pixels of the light that the bar draws behind it."""
_PUNCH: Final = 0.06
"""Of the height: the disc that stands there when the bar has arrived."""
_EDGE: Final = 16
_PLATE: Final = QColor(0, 0, 0, 170)
_WHITE: Final = QColor(255, 255, 255)
_AMBER: Final = QColor("#e0a030")
_RED: Final = QColor("#ef6a5a")
_DOT: Final = 10


@dataclass(frozen=True, slots=True)
class Lead:
    """What is shown at one moment.

    Attributes:
        wiped: how far the bar is over the picture, 0–1; None hides it.
        count: seconds to wait; 0 while it records.
        arrived: the line has just begun.
        told: which take it is, and how long it lasts.
        text: what is to be said; empty if nobody wrote it down.
    """

    wiped: float | None = None
    count: int = 0
    arrived: bool = False
    told: str = ""
    text: str = ""


class Streamer(QWidget):
    """Lies over the stage, and lets the mouse through."""

    def __init__(self, theme: Theme, stage: QWidget) -> None:
        super().__init__(stage)
        self._theme, self._stage, self._lead = theme, stage, Lead()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        stage.installEventFilter(self)
        self.hide()

    def show_lead(self, lead: Lead | None) -> None:
        """Show a moment; None hides everything."""
        self.setVisible(lead is not None)
        if lead is not None and lead != self._lead:
            self._lead = lead
            self.update()

    @property
    def lead(self) -> Lead | None:
        """What is shown."""
        return self._lead if self.isVisible() else None

    def showEvent(self, event: object) -> None:  # noqa: N802
        self._lie()

    def _lie(self) -> None:
        self.setGeometry(self._stage.rect())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It is as large as the stage."""
        if event.type() == QEvent.Type.Resize:
            self._lie()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lead, width, height = self._lead, self.width(), self.height()
        if lead.wiped is not None:
            self._paint_bar(painter, lead.wiped * width)
        if lead.arrived:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("yours"))
            painter.drawEllipse(QPointF(width / 2, height / 2), _PUNCH * height, _PUNCH * height)
        self._paint_told(painter)
        if lead.text:
            self._paint_text(painter, lead.text)

    def _paint_bar(self, painter: QPainter, x: float) -> None:
        light = QLinearGradient(x - _TAIL, 0, x, 0)
        light.setColorAt(0, self._theme.colour("yours", 0))
        light.setColorAt(1, self._theme.colour("yours", 110))
        painter.fillRect(QRectF(x - _TAIL, 0, _TAIL, self.height()), light)
        painter.fillRect(QRectF(x - _BAR, 0, _BAR, self.height()), self._theme.colour("yours"))

    def _paint_told(self, painter: QPainter) -> None:
        """In the corner: a number that counts down, or a dot and how long it records."""
        lead, font = self._lead, QFont(self.font())
        font.setPixelSize(15)
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(lead.told) + 2 * _DOT + 28
        plate = QRectF(_EDGE, _EDGE, wide, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate, 4, 4)
        mark = QPointF(plate.left() + 12 + _DOT / 2, plate.center().y())
        if lead.count:
            painter.setPen(_AMBER)
            painter.drawText(
                QRectF(mark.x() - 12, plate.top(), 24, 32), Qt.AlignmentFlag.AlignCenter, str(lead.count)
            )
        else:
            painter.setBrush(_RED)
            painter.drawEllipse(mark, _DOT / 2, _DOT / 2)
        painter.setPen(_WHITE)
        painter.drawText(plate.adjusted(16 + 2 * _DOT, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, lead.told)

    def _paint_text(self, painter: QPainter, text: str) -> None:
        """What is to be said, where subtitles stand."""
        font = QFont(self.font())
        font.setPixelSize(max(15, self.height() // 24))
        painter.setFont(font)
        room = QRectF(_EDGE * 3, 0, self.width() - 6 * _EDGE, self.height() - 2 * _EDGE)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom) | int(
            Qt.TextFlag.TextWordWrap
        )
        box = QRectF(painter.boundingRect(room.toRect(), flags, text))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(box.adjusted(-12, -6, 12, 6), 4, 4)
        painter.setPen(_WHITE)
        painter.drawText(room, flags, text)
