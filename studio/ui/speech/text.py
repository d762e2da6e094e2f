"""The field for what the portrait says: tags are coloured, completed, and underlined where they are wrong."""

import re
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QStandardItem,
    QStandardItemModel,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from studio.app.speaking import Tag, tags_in
from studio.core.units import VOCABULARIES, find_unit
from studio.ui.theme import Theme
from studio.ui.unit_words import said, title
from studio.ui.words import in_their_words

_TYPED: Final = re.compile(r"\[(?:[^\[\]]*[,;])?\s*([\w ]*)$")
"""A tag that is being typed, up to the cursor; the name of its last unit is not whole yet."""
_ROW: Final = 24
_EDGE: Final = 8
_TITLE: Final = 144
"""Where, in pixels, it begins to be told what a unit does."""
_SHARE: Final = 0.4
"""Of a unit's full value: what a tag asks for until a person says how much."""


class TagInk(QSyntaxHighlighter):
    """Tags in another colour; a wavy line below those that can't be understood."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        good, bad = QTextCharFormat(), QTextCharFormat()
        for style in (good, bad):
            style.setForeground(self._theme.colour("yours"))
        bad.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        bad.setUnderlineColor(self._theme.colour("record"))
        tags, depth = tags_in(text, max(self.previousBlockState(), 0))
        for tag in tags:
            self.setFormat(tag.start, tag.end - tag.start, bad if tag.problem else good)
        self.setCurrentBlockState(depth)


class _Offers(QStyledItemDelegate):
    """A unit's name, and what it does beside it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(_TITLE + option.fontMetrics.horizontalAdvance(_parted(index)[1]) + _EDGE, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        name, title = _parted(index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, self._theme.colour("yours"))
        for text, left, ink in ((name, _EDGE, "text"), (title, _TITLE, "faint")):
            painter.setPen(self._theme.colour("onyours" if chosen else ink))
            painter.drawText(option.rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def _parted(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    name, _, title = str(index.data()).partition(" ")
    return name, title.strip()


class SpeechText(QPlainTextEdit):
    """Enter says it. ``[`` offers the units by name; Enter or Tab takes one."""

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._theme = theme
        self._ink = TagInk(self.document(), theme)
        self.offered = QListView()
        self.offered.setAccessibleName(self.tr("Units"))
        self.completer = QCompleter(_units(self), self)
        self.completer.setPopup(self.offered)
        self.offered.setItemDelegate(_Offers(theme, self.offered))
        self.completer.setWidget(self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setMaxVisibleItems(10)
        self.completer.activated.connect(self._take)
        self._wrap = QAction(self.tr("Move the face with these words…"), self)
        self._wrap.setShortcut(QKeySequence(QKeySequence.StandardKey.Bold))
        self._wrap.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._wrap.triggered.connect(self.wrap)
        self.addAction(self._wrap)
        self._dress()

    def _dress(self) -> None:
        colours = f"background: {self._theme.field}; border: 1px solid {self._theme.line};"
        self.offered.setStyleSheet(f"QListView {{ {colours} }}")
        self._ink.rehighlight()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    @property
    def is_completing(self) -> bool:
        """Whether units are offered now."""
        return bool(self.offered.isVisible())

    def wrap(self) -> None:
        """Put a tag around the selected words, and ask for its unit."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText("[/]")
        cursor.setPosition(start)
        cursor.insertText("[]")
        cursor.endEditBlock()
        cursor.setPosition(start + 1)
        self.setTextCursor(cursor)
        self._offer()

    # Typing

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.is_completing and (is_enter or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Escape)):
            event.ignore()  # they belong to what is offered
        elif is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.text() == "]" and self._next_letter() == "]":
            self.moveCursor(QTextCursor.MoveOperation.Right)
        else:
            super().keyPressEvent(event)
            if event.text():
                self._offer()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return False if self.is_completing else super().focusNextPrevChild(forward)

    def _next_letter(self) -> str:
        cursor = self.textCursor()
        return str(cursor.block().text())[cursor.positionInBlock() :][:1]

    # Completion

    def _offer(self) -> None:
        typed = self._typed()
        if typed is None:
            self.offered.hide()
            return
        if typed != self.completer.completionPrefix() or not self.is_completing:
            self.completer.setCompletionPrefix(typed)
            self.offered.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self.cursorRect()
        bar = self.offered.verticalScrollBar().sizeHint().width()
        place.setWidth(self.offered.sizeHintForColumn(0) + bar + 2)
        self.completer.complete(place)

    def _typed(self) -> str | None:
        """The beginning of a unit's name before the cursor; None outside of a tag."""
        cursor = self.textCursor()
        found = _TYPED.search(str(cursor.block().text())[: cursor.positionInBlock()])
        return None if found is None else found[1]

    def _take(self, offered: str) -> None:
        unit = find_unit(offered.split(maxsplit=1)[0])
        cursor, closes = self.textCursor(), self._next_letter() in ("]", ",", ";")
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(self._typed() or ""))
        value = f"{unit.full * _SHARE:g}"
        cursor.insertText(f"{unit.name}={value}" + ("" if closes else "]"))
        cursor.movePosition(left, QTextCursor.MoveMode.MoveAnchor, 0 if closes else 1)
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(value))
        self.setTextCursor(cursor)

    # The pointer

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = self.createStandardContextMenu(event.pos())
        self._wrap.setEnabled(self.textCursor().hasSelection())
        menu.addSeparator()
        menu.addAction(self._wrap)
        menu.exec(event.globalPos())
        self._wrap.setEnabled(True)
        menu.deleteLater()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent):
            tag = self._tag_at(self.cursorForPosition(event.pos()))
            QToolTip.showText(event.globalPos(), in_their_words(tag.problem) if tag else self.toolTip(), self)
            return True
        return super().viewportEvent(event)

    def _tag_at(self, cursor: QTextCursor) -> Tag | None:
        tags, _ = tags_in(str(cursor.block().text()), max(cursor.block().previous().userState(), 0))
        return next((tag for tag in tags if tag.start <= cursor.positionInBlock() < tag.end), None)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Files are opened, not written out."""
        return not source.hasUrls() and bool(super().canInsertFromMimeData(source))


def _units(parent: SpeechText) -> QAbstractItemModel:
    model = QStandardItemModel(parent)
    # What one vocabulary writes as another does, but for its capitals, means the same.
    units = (unit for vocabulary in VOCABULARIES for unit in vocabulary.units if find_unit(unit.name) is unit)
    for unit in units:
        item = QStandardItem(f"{unit.name}   {title(unit)}")
        item.setToolTip(said(unit.muscle))
        model.appendRow(item)
    return model
