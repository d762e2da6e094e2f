"""How fast it is: milliseconds a frame, frames that came too late, and on what it runs."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme

_KEPT = 60


class CostPanel(QWidget):
    """A line of the last frames' costs, and the numbers beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._costs: list[float] = []
        self._text = ""
        self.setAccessibleName(self.tr("Speed"))
        self.setToolTip(self.tr("What the last frames took to draw; the line is the time that a frame has"))
        self._budget = 40.0

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 92, 20)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()  # numbers are not cut

    def show_frame(self, cost: float, quality: str, device: str, budget: float, dropped: int) -> None:
        """One more frame.

        Args:
            cost: milliseconds. ``budget``: what a frame may take to play in time.
            quality: as it is read. ``device``: what networks run on; empty if nobody knows yet.
        """
        self._costs = [*self._costs[1 - _KEPT :], cost]
        self._budget = budget
        parts = [quality, self.tr("{0:.0f} ms").format(cost)]
        if dropped:
            parts.append(self.tr("{0} dropped").format(dropped))
        if device:
            parts.append(device)
        text = "   ".join(parts)
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        high, theme = self.height(), self._theme
        painter.setPen(theme.colour("faint"))
        painter.drawText(self.rect().adjusted(84, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self._text)
        if not self._costs:
            return
        most = max(2 * self._budget, *self._costs)
        y = high - 2 - (high - 4) * self._budget / most
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(4, y), QPointF(74, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("made"), 1.2))
        step = 70 / (_KEPT - 1)
        places = [
            QPointF(4 + i * step, high - 2 - (high - 4) * cost / most) for i, cost in enumerate(self._costs)
        ]
        painter.drawPolyline(QPolygonF(places))
