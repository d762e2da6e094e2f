"""A choice by name: what can't be chosen is grey, and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from studio.ui.words import entitled


@dataclass(frozen=True, slots=True)
class Offered:
    """One of what can be chosen.

    Attributes:
        label: what it is called, if not by its name.
        title: as it is read, if not by what it is called behind ``What:``.
        note: a few words that stand behind it.
        tip: what else a person should know.
        why_not: why it can't be chosen; empty if it can.
    """

    name: str
    title: str = ""
    note: str = ""
    tip: str = ""
    why_not: str = ""
    label: str = ""

    @property
    def called(self) -> str:
        return self.label or self.name


class ChoiceBox(QComboBox):
    """Shows what is chosen as ``What: name``.

    Args:
        what: is chosen here.
        tip: what that does.
    """

    chosen = Signal(str)
    """By a person: a name."""
    opened = Signal()
    """The list is opened: whatever is not known yet of what stands there should be found out."""

    def __init__(self, what: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what, self._tip = what, tip
        self._offered: tuple[Offered, ...] = ()
        self.setAccessibleName(what)
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def show_offered(self, offered: Sequence[Offered], chosen: str, *, named: bool = True) -> None:
        """All that can be chosen, and what is chosen now, which need not be among it.

        Args:
            named: ``What:`` stands before each.
        """
        offered = tuple(offered)
        if chosen not in [each.name for each in offered]:
            offered = (*offered, Offered(chosen, note=self.tr("not installed")))
        if offered != self._offered:
            self._fill(offered, named=named)
        self._offered = offered
        self.setCurrentIndex(self.findData(chosen))
        self.setEnabled(len(offered) > 1)
        now = offered[self.currentIndex()]
        lines = (self.currentText(), now.why_not or now.tip, self._tip)
        self.setToolTip("\n".join(filter(None, lines)))

    def _fill(self, offered: Sequence[Offered], *, named: bool) -> None:
        model = cast(QStandardItemModel, self.model())
        for row, each in enumerate(offered):
            if row >= self.count():
                self.addItem("")
            self.setItemText(row, self._line(each, named=named))
            self.setItemData(row, each.name)
            self.setItemData(row, each.why_not or each.tip or None, Qt.ItemDataRole.ToolTipRole)
            model.item(row).setEnabled(not each.why_not)
        while self.count() > len(offered):
            self.removeItem(self.count() - 1)

    def _line(self, each: Offered, *, named: bool) -> str:
        title = each.title or (entitled(self._what, each.called) if named else each.called)
        return self.tr("{0} ({1})").format(title, each.note) if each.note else title

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """What is chosen, as far as there is room, its name first; the tooltip has all of it."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = (
            self.style()
            .subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
            .width()
        )
        told, metrics = self.currentText(), self.fontMetrics()
        if metrics.horizontalAdvance(told) > room and self.currentIndex() >= 0:
            told = self._line(self._offered[self.currentIndex()], named=False)
        option.currentText = metrics.elidedText(told, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802
        """As wide as what stands in it."""
        self.opened.emit()
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 16)
        super().showPopup()
