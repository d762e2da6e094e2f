"""What became of a dubbed film: each line, and how much of the actor's own mouth shows under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

_WIDE, _HIGH = 720, 420


@dataclass(frozen=True, slots=True)
class DubbedRow:
    """A line as it is reported: all of it words."""

    name: str
    range: str
    leak: str
    follows: str


class DubbedDialog(QDialog):
    """A table of lines, and what else a person should know."""

    def __init__(
        self,
        title: str,
        rows: Sequence[DubbedRow],
        told: Sequence[str],
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dubbed film"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDE)
        head = QLabel(title)
        head.setProperty("title", "true")
        head.setWordWrap(True)
        self.table = self._table(rows)
        about = QLabel(
            self.tr(
                "Old mouth: how much of the actor’s own mouth shows; the film itself has 1, and what chance "
                "alone gives stands beside it. Follows: how closely the lips keep to the line; 1 is exactly."
            )
        )
        about.setProperty("quiet", "true")
        about.setWordWrap(True)
        self.told = QLabel("\n".join(told))
        self.told.setWordWrap(True)
        self.told.setVisible(bool(told))
        buttons = QDialogButtonBox()
        show = buttons.addButton(self.tr("Open the folder"), QDialogButtonBox.ButtonRole.ActionRole)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (head, self.table, about, self.told):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(buttons)

    def _table(self, rows: Sequence[DubbedRow]) -> QTableWidget:
        titles = (self.tr("Line"), self.tr("From – to"), self.tr("Old mouth"), self.tr("Follows"))
        table = QTableWidget(len(rows), len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for y, row in enumerate(rows):
            for x, text in enumerate((row.name, row.range, row.leak, row.follows)):
                table.setItem(y, x, QTableWidgetItem(text))
        high = sum(table.rowHeight(row) for row in range(len(rows))) + table.horizontalHeader().height() + 4
        table.setFixedHeight(min(high, _HIGH))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table
