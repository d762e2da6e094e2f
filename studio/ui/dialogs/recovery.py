"""After a crash: one list of what was open and not saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_LATEST: Final = 253_402_300_799
"""The last second of the year 9999."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was open in a studio that ended.

    Attributes:
        name: of the project; empty if it never had one.
        place: where it was saved last; empty if nowhere.
        shows: the name of its picture or video; empty without one.
        changed: when it was autosaved, seconds since 1970.
        size: bytes.
    """

    name: str
    place: str
    shows: str
    changed: float
    size: int


class RecoveryDialog(QDialog):
    """What was not saved, the newest first: one is gone on with, others are thrown away or stay.

    Attributes:
        chosen: which of them to go on with; None without a choice.
    """

    thrown_away = Signal(int)
    """Which of them a person does not want any more."""

    def __init__(self, unsaved: Sequence[Unsaved], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unsaved work"))
        self.resize(520, 320)
        told = QLabel(self.tr("The studio ended unexpectedly while this was open. Nothing of it is lost."))
        told.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Unsaved work"))
        self.list.setSpacing(3)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for number, each in enumerate(unsaved):
            self.list.addItem(self._item(number, each))
        buttons = QDialogButtonBox()
        self._go_on = self._button(buttons, self.tr("Go on with it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._throw = self._button(buttons, self.tr("Throw it away"), QDialogButtonBox.ButtonRole.ActionRole)
        later = self._button(buttons, self.tr("Later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip(self.tr("It stays, and is asked about again at the next start."))
        self._go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._throw.clicked.connect(self.throw_away)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.list.currentRowChanged.connect(lambda _: self._show_enabled())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        for part in (told, self.list, buttons):
            column.addWidget(part)
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> int | None:
        row = self.list.currentRow()
        return None if row < 0 else int(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def throw_away(self) -> None:
        """The chosen one is not wanted any more; without a next one there is nothing to ask."""
        number = self.chosen
        if number is not None:
            self.list.takeItem(self.list.currentRow())
            self.thrown_away.emit(number)
        if not self.list.count():
            self.reject()

    def _item(self, number: int, unsaved: Unsaved) -> QListWidgetItem:
        shows = _readable(unsaved.shows)
        unnamed = self.tr("{0}, never saved").format(shows) if shows else self.tr("a project without a name")
        name = _readable(unsaved.name) or unnamed
        facts = self.tr("{0}, {1}").format(_moment(unsaved.changed), _size(unsaved.size))
        item = QListWidgetItem(f"{name}\n{facts}")
        item.setData(Qt.ItemDataRole.UserRole, number)
        item.setToolTip(_readable(unsaved.place))
        return item

    def _show_enabled(self) -> None:
        for button in (self._go_on, self._throw):
            button.setEnabled(self.chosen is not None)

    def _button(self, box: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = box.addButton(text, role)
        button.setAutoDefault(False)
        return button


def _readable(name: str) -> str:
    """A name whose bytes are no text, with question marks for them."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _moment(seconds: float) -> str:
    """A file's time may be anything."""
    within = min(max(seconds, 0), _LATEST)
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(within)), QLocale.FormatType.ShortFormat)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size)
