"""How the library's lines look: titles that fold, names with their length, and the shape of a sound."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QWidget,
)

from studio.ui.theme import Theme

Kind = Literal["section", "hint", "action", "source", "motion", "sound"]
Index = QModelIndex | QPersistentModelIndex
LINE: Final = Qt.ItemDataRole.UserRole
"""Where an item of the tree holds its ``Line``."""
BUCKETS: Final = 64
_ROW, _TALL, _EDGE, _INDENT = 24, 40, 8, 24
_WIDE: Final = 200
"""Pixels from which there is room for the time that a sound was made at."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the library.

    Attributes:
        name: of a source its path; of a sound or motion its id; of an action what it does.
        title: what stands on it.
        length: as it is shown. ``made``: when, as it is shown.
        shape: of a sound: the loudest of each of ``BUCKETS`` parts, 0–1.
        part: how much of it was heard, 0–1, while it plays; None otherwise.
        rests: of a motion: the person in the picture rests as it tells; None where there is no picture.
        why_not: why it can't tell that; empty if it can.
    """

    kind: Kind
    name: str
    title: str
    length: str = ""
    made: str = ""
    shape: tuple[float, ...] = ()
    part: float | None = None
    rests: bool | None = None
    why_not: str = ""


def shape_of(samples: NDArray[np.float32]) -> tuple[float, ...]:
    """The loudest of each part of a sound, of the loudest of all."""
    if not len(samples):
        return ()
    starts = np.unique(np.arange(BUCKETS) * len(samples) // BUCKETS)
    peaks = np.maximum.reduceat(np.abs(samples), starts)
    return tuple((peaks / max(float(peaks.max()), 1e-3)).tolist())


def length_text(seconds: float) -> str:
    """A length as ``3.2 s``, or from a minute on ``1:03.2``."""
    minutes, rest = divmod(round(seconds * 10), 600)
    return f"{minutes}:{rest / 10:04.1f}" if minutes else f"{rest / 10:.1f} s"


class Rows(QStyledItemDelegate):
    """Paints lines; editing one asks for another name."""

    named = Signal(str, str)
    """A sound or motion, by its id, and what a person calls it."""

    def __init__(self, theme: Theme, parent: QTreeWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        line: Line = index.data(LINE)
        if line.kind == "hint":
            box = option.fontMetrics.boundingRect(
                QRect(0, 0, self._width() - _INDENT - _EDGE, 400), Qt.TextFlag.TextWordWrap, line.title
            )
            return QSize(0, box.height() + _EDGE)
        return QSize(0, _TALL if line.kind == "sound" else _ROW)

    def _width(self) -> int:
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        return tree.viewport().width()

    # Another name

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(LINE).title)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, QLineEdit)
        self.named.emit(index.data(LINE).name, editor.text().strip())

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: QRect = option.rect
        editor.setGeometry(QRect(place.x() + _INDENT - 4, place.y(), place.width() - _INDENT, _ROW))

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        place, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if selected:
            painter.fillRect(place, self._theme.colour("line"))
        elif state & QStyle.StateFlag.State_MouseOver and line.kind not in ("hint", "section"):
            painter.fillRect(place, self._theme.colour("raised"))
        quiet = self._theme.colour("text" if selected else "faint")
        first = QRect(place.x(), place.y(), place.width(), _ROW)
        if line.kind == "section":
            self._section(painter, first, line, opened=bool(state & QStyle.StateFlag.State_Open))
        elif line.kind == "hint":
            painter.setPen(quiet)
            box = place.adjusted(_INDENT, _EDGE // 2, -_EDGE, 0)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, line.title)
        elif line.kind == "action":
            painter.setPen(self._theme.colour("text"))
            self._text(painter, first.adjusted(_EDGE, 0, 0, 0), "+")
            self._text(painter, first.adjusted(_INDENT, 0, -_EDGE, 0), line.title)
        else:
            is_wide = place.width() >= _WIDE
            aside = line.length if line.kind == "motion" else line.made if is_wide else ""
            wide = painter.fontMetrics().horizontalAdvance
            if line.kind == "sound" and _INDENT + wide(line.title) + wide(aside) + 2 * _EDGE > place.width():
                aside = ""  # its name counts more than when it was made
            painter.setPen(quiet)
            taken = painter.fontMetrics().horizontalAdvance(aside)
            self._text(painter, first.adjusted(0, 0, -_EDGE, 0), aside, right=True)
            painter.setPen(self._theme.colour("text"))
            room = first.adjusted(_INDENT, 0, -_EDGE - taken - (_EDGE if taken else 0), 0)
            self._text(painter, room, line.title)
            if line.kind == "sound":
                self._sound(painter, place, line, quiet)
            if line.rests:
                self._person(painter, first)
        if state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _text(self, painter: QPainter, room: QRect, text: str, *, right: bool = False) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _section(self, painter: QPainter, place: QRect, line: Line, *, opened: bool) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        self._text(painter, place.adjusted(_INDENT, 0, -_EDGE, 0), line.title)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("faint"))
        middle = QPointF(place.x() + 12, place.y() + _ROW / 2)
        across, down = (QPointF(4, 0), QPointF(0, 4)) if opened else (QPointF(0, 4), QPointF(4, 0))
        painter.drawPolygon(
            QPolygonF([middle - across - down / 2, middle + across - down / 2, middle + down / 2])
        )

    def _person(self, painter: QPainter, place: QRect) -> None:
        """Head and shoulders: it shows the person of the picture."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("made"))
        middle, low = place.x() + _EDGE + 4, place.center().y() + 6
        painter.drawEllipse(QPointF(middle, low - 8.5), 3, 3)
        painter.drawChord(QRectF(middle - 5.5, low - 5, 11, 10), 0, 180 * 16)

    def _sound(self, painter: QPainter, place: QRect, line: Line, quiet: object) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        playing = line.part is not None
        painter.setBrush(self._theme.colour("text" if playing else "faint"))
        glyph = QRectF(place.x() + _EDGE, place.y() + 8, 8, 8)
        painter.drawEllipse(glyph.center(), 7, 7)  # a button, and no arrow that folds
        painter.setBrush(self._theme.colour("panel"))
        if playing:
            painter.drawRect(QRectF(glyph.center() - QPointF(2.5, 2.5), QSizeF(5, 5)))
        else:
            left, middle = glyph.center().x() - 2, glyph.center().y()
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(left, middle - 3.5), QPointF(left, middle + 3.5), QPointF(left + 5.5, middle)]
                )
            )
        length = painter.fontMetrics().horizontalAdvance(line.length)
        below = QRect(place.x() + _INDENT, place.y() + 20, place.width() - _INDENT - _EDGE, 16)
        painter.setPen(quiet)
        self._text(painter, below, line.length, right=True)
        self._shape(painter, QRectF(below).adjusted(0, 0, -length - _EDGE, 0), line)

    def _shape(self, painter: QPainter, room: QRectF, line: Line) -> None:
        """Bars of 2 px each 3 px; what was heard already is in full colour."""
        painter.setPen(Qt.PenStyle.NoPen)
        bars = max(1, min(int(room.width() // 3), BUCKETS))
        for i in range(bars if line.shape else 0):
            loud = max(line.shape[i * len(line.shape) // bars :][: max(1, len(line.shape) // bars)])
            tall = max(2.0, loud * room.height())
            heard = line.part is None or i / bars <= line.part
            painter.setBrush(self._theme.colour("made", 255 if heard else 110))
            painter.drawRect(QRectF(room.x() + 3 * i, room.center().y() - tall / 2, 2, tall))
