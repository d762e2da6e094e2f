"""One thing that moves, on one line: name, track, number, key."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.track import Track

ROW = 24
_NAME = 138


class KeyDiamond(QAbstractButton):
    """Hollow: no key at all; half: between keys; full: a key stands here."""

    def __init__(self, ink: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink, self._state = ink, 0
        self.setToolTip(self.tr("Set or remove a key here"))
        self.setAccessibleName(self.tr("Key"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(18, 18)

    def show_keys(self, *, here: bool, elsewhere: bool) -> None:
        """What the curve has."""
        state = 2 if here else 1 if elsewhere else 0
        if state != self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, r = QPointF(self.rect().center()) + QPointF(0.5, 0.5), 4.5
        shape = QPolygonF([middle + QPointF(*p) for p in ((0, -r), (r, 0), (0, r), (-r, 0))])
        quiet = QColor(self.palette().color(self.foregroundRole()))
        quiet.setAlpha(110)
        painter.setPen(QPen(self._ink if self._state else quiet, 1.2))
        if self._state == 2:
            painter.setBrush(self._ink)
        painter.drawPolygon(shape)
        if self._state == 1:
            painter.setBrush(self._ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(middle, 1.8, 1.8)
        if self.hasFocus():
            painter.setPen(QPen(quiet, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class Row(QWidget):
    """A value that a person moves.

    Args:
        name: what is moved, for whoever listens.
        title: what is read.
        unit: written behind the number.
    """

    changed = Signal(str, float)
    released = Signal()
    key_asked = Signal(str)

    def __init__(
        self,
        name: str,
        title: str,
        low: float,
        high: float,
        theme: Theme,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.title = name, title
        self._label = QLabel()
        self._label.setFixedWidth(_NAME)
        self._label.setText(self._label.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, _NAME))
        self.track = Track(low, high, theme.colour("yours"))
        self.track.setAccessibleName(title)
        self._box = NumberBox(low, high, 2 if high <= 1 else 1, unit)
        self._box.setAccessibleName(title)
        self.diamond = KeyDiamond(theme.colour("yours"))
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 4, 0)
        line.setSpacing(6)
        for part in (self._label, self.track, self._box, self.diamond):
            line.addWidget(part)
        self.setFixedHeight(ROW)
        self.track.changed.connect(self._dragged)
        self.track.released.connect(self.released)
        self._box.changed.connect(self._typed)
        self._box.released.connect(self.released)
        self.diamond.clicked.connect(lambda: self.key_asked.emit(name))

    def explain(self, text: str) -> None:
        """A tooltip for the whole row."""
        self._label.setToolTip(text)
        self.track.setToolTip(text)

    def set_value(self, value: float) -> None:
        """Show a value; nobody is told."""
        if not self.track.is_dragged:
            self.track.set_value(value)
        self._box.set_value(value)

    def _dragged(self, value: float) -> None:
        self._box.set_value(value)
        self.changed.emit(self.name, value)

    def _typed(self, value: float) -> None:
        self.track.set_value(value)
        self.changed.emit(self.name, value)
