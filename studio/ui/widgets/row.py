"""One thing that moves, on one line: name, track, number, key."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.track import INSET, Track
from studio.ui.words import entitled

ROW = 24
NAME = 160
"""Pixels of its title."""


class KeyDiamond(QAbstractButton):
    """Hollow: no key at all; half: between keys; full: a key stands here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._state = theme, 0
        self.setToolTip(self.tr("Set or remove a key here"))
        self.setAccessibleName(self.tr("Key"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(16, 16)

    @property
    def is_full(self) -> bool:
        """Whether a key stands here."""
        return self._state == 2

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
        quiet.setAlpha(150)
        ink = self._theme.colour("yours")
        painter.setPen(QPen(ink if self._state else quiet, 1.2))
        if self._state == 2:
            painter.setBrush(ink)
        painter.drawPolygon(shape)
        if self._state == 1:
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(middle, 1.8, 1.8)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class Row(QWidget):
    """A value that a person moves.

    Args:
        name: what is moved, for whoever listens.
        title: what is read.
        unit: written behind the number.
        digits: behind the point.
        keyed: it has curves, and so a diamond.
    """

    changed = Signal(str, float)
    released = Signal()
    key_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    """A right click or the menu key, and where on the screen."""

    def __init__(
        self,
        name: str,
        title: str,
        low: float,
        high: float,
        theme: Theme,
        unit: str = "",
        digits: int = 1,
        *,
        keyed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.title = name, title
        self._told = self._warning = self._refused = ""
        self._label = QLabel()
        self._label.setFixedWidth(NAME)
        self.track = Track(low, high, theme)
        self.track.setAccessibleName(title)
        self.box = NumberBox(low, high, digits, unit)
        self.box.setAccessibleName(title)
        self.diamond = KeyDiamond(theme)
        self.diamond.setAccessibleName(self.tr("Key of {0}").format(title))
        self.diamond.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        held = self.diamond.sizePolicy()
        held.setRetainSizeWhenHidden(True)
        self.diamond.setSizePolicy(held)
        self.diamond.setVisible(keyed)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(4)
        for part in (self._label, self.track, self.box, self.diamond):
            line.addWidget(part)
        self.setFixedHeight(ROW)
        self._entitle()
        self.track.changed.connect(self._dragged)
        self.track.released.connect(self.released)
        self.box.changed.connect(self._typed)
        self.box.released.connect(self.released)
        self.diamond.clicked.connect(lambda: self.key_asked.emit(name))

    def to_the_edge(self) -> None:
        """Stand without a margin, below other fields."""
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.removeWidget(self.diamond)
        self.diamond.hide()
        self._label.setFixedWidth(NAME - INSET)

    def lead(self) -> None:
        """Stand out from the rows that it moves."""
        self._label.setProperty("chosen", "true")

    def explain(self, text: str) -> None:
        """A tooltip for the whole row."""
        self._told = text
        self.track.setAccessibleDescription(text)

    def warn(self, text: str) -> None:
        """Say behind the title what a person should know; empty when all is well."""
        if text != self._warning:
            self._warning = text
            self._label.setProperty("warning", "true" if text else "false")
            self._label.style().polish(self._label)
            self._entitle()

    def refuse(self, why: str) -> None:
        """Say in the tooltip why it can't be moved; empty when it can."""
        self._refused = why

    def set_value(self, value: float) -> None:
        """Show a value; nobody is told."""
        if not self.track.is_dragged:
            self.track.set_value(value)
        self.box.set_value(value)

    @property
    def tip(self) -> str:
        """What a tooltip says: what it is, and how near what is seen comes to what was asked for."""
        lines = [self._told or self.title, self._refused, self._warning]
        if self.track.seen is not None:
            told = self.tr("Asked for {0:.1f}, seen {1:.1f}").format(self.track.value, self.track.seen)
            lines.append(self.tr("{0} (the ring)").format(told) if self.track.tells_seen else told)
        if self.track.rest:
            lines.append(self.tr("As photographed {0:.1f} (the thin line)").format(self.track.rest))
        return "\n".join(filter(None, lines))

    def _entitle(self) -> None:
        title = entitled(self.title, self._warning) if self._warning else self.title
        self._label.setText(self._label.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, NAME))

    def _dragged(self, value: float) -> None:
        self.box.set_value(value)
        self.changed.emit(self.name, value)

    def _typed(self, value: float) -> None:
        self.track.set_value(value)
        self.changed.emit(self.name, value)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip, self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        self.menu_asked.emit(self.name, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted):
            self.menu_asked.emit(self.name, self.mapToGlobal(self.track.geometry().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.track.to_rest()
