"""How loud the microphone is: a bar in decibels that holds its peaks, and a mark for what was too loud."""

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import Theme

_FLOOR: Final = -60.0
_MARKS: Final = (-48, -36, -24, -12, -6)
_LOUD: Final = -12.0
"""Decibels from which the bar has the colour of attention: speech should reach here, and not much further."""
_HELD: Final = 25
"""Readings for which a peak stands still, and then falls by ``_FALLS`` decibels with each."""
_FALLS: Final = 1.5
_CLIP: Final = 12
_GAP: Final = 4
_BAR: Final = 10


class Meter(QWidget):
    """Shows levels of 0–1, one after another, as they come."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = self._peak = _FLOOR
        self._held = 0
        self._clipped = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level of the microphone"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(96, 24)

    @property
    def peak(self) -> float:
        """The loudest of late, decibels of full scale."""
        return self._peak

    @property
    def has_clipped(self) -> bool:
        return self._clipped

    def show_level(self, level: float, *, clipped: bool) -> None:
        """The next reading."""
        self._level = decibels(level)
        self._clipped = clipped
        if self._level >= self._peak:
            self._peak, self._held = self._level, _HELD
        elif self._held:
            self._held -= 1
        else:
            self._peak = max(self._level, self._peak - _FALLS)
        said = self.tr("{0:.0f} dB").format(self._peak)
        self.setToolTip(self.tr("{0}, too loud at some time").format(said) if clipped else said)
        self.update()

    def reset(self) -> None:
        """Nothing was heard yet."""
        self._level, self._peak, self._held, self._clipped = _FLOOR, _FLOOR, 0, False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 1, self.width() - _CLIP - _GAP, _BAR)
        painter.fillRect(bar, self._theme.colour("field"))
        for low, high, ink in ((_FLOOR, _LOUD, "made"), (_LOUD, 0.0, "yours")):
            end = min(self._level, high)
            if end > low:
                left = _x(bar, low)
                painter.fillRect(
                    QRectF(left, bar.y(), _x(bar, end) - left, bar.height()), self._theme.colour(ink)
                )
        if self._peak > _FLOOR:
            painter.fillRect(
                QRectF(_x(bar, self._peak) - 1, bar.y(), 2, bar.height()), self._theme.colour("text")
            )
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_clip(painter, QRectF(self.width() - _CLIP, 1, _CLIP, _BAR))
        self._paint_scale(painter, bar)

    def _paint_clip(self, painter: QPainter, box: QRectF) -> None:
        """An empty box; once it was too loud, full and crossed, so that the colour is not all that tells."""
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
        if self._clipped:
            painter.fillRect(box, self._theme.colour("record"))
            painter.setPen(QPen(self._theme.colour("field"), 1.5))
            cross = inner.adjusted(3, 2, -3, -2)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.bottomLeft(), cross.topRight())
        else:
            painter.setPen(QPen(self._theme.colour("faint"), 1))
            painter.drawRect(inner)

    def _paint_scale(self, painter: QPainter, bar: QRectF) -> None:
        font = painter.font()
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(self._theme.colour("faint"))
        for mark in _MARKS:
            place = QRectF(_x(bar, mark) - 14, bar.bottom() + 1, 28, 12)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"−{-mark}")


def decibels(level: float) -> float:
    """Of full scale; nothing is lower than the meter's floor."""
    return max(_FLOOR, 20 * math.log10(level)) if level > 0 else _FLOOR


def _x(bar: QRectF, value: float) -> float:
    return bar.x() + bar.width() * (value - _FLOOR) / -_FLOOR
