"""A folder of portraits is brought to rest: which, where to, how much; how each went, and all of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.ui.theme import Theme
from studio.ui.widgets.row import NAME, Row

_WHOLE: Final = "whole"
_FORM: Final = 420


class FolderDialog(QDialog):
    """Stays open, beside the window, while pictures are done; what is begun goes on when it is closed.

    Attributes:
        rows: by part of the face, and for the whole, the slider that says how much is taken away.
    """

    start_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, parts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Neutralise a folder"))
        self.resize(960, 560)
        self._touched: set[str] = set()
        self._runs = False
        self._sheet = QPixmap()
        self._sheets: tuple[Path, ...] = ()
        self.source, self.goal = (
            self._folder_field(n) for n in (self.tr("From folder"), self.tr("To folder"))
        )
        self.settings = self._folder_field(self.tr("Table of strengths by picture, CSV"))
        titles = {
            _WHOLE: self.tr("Taken away"),
            "mouth": self.tr("Mouth and jaw"), "brows": self.tr("Brows"),
            "eyes": self.tr("Eyes"), "cheeks": self.tr("Cheeks"), "nose": self.tr("Nose"),
        }  # fmt: skip
        self.rows = {part: self._row(theme, part, titles[part]) for part in (_WHOLE, *parts)}
        self.rows[_WHOLE].lead()
        self.go = QPushButton(self.tr("Neutralise"))
        self.go.clicked.connect(self.start_asked)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(self.stop_asked)
        self.open_button = QPushButton(self.tr("Open the folder"))
        self.open_button.clicked.connect(self._open)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setMinimumHeight(32)
        self._told.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.table = self._new_table()
        self._picture = QLabel()
        self._picture.setAccessibleName(self.tr("Contact sheet"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.pages = QTabWidget()
        self._lay_out()
        for field in (self.source, self.goal):
            field.textChanged.connect(self._allow)
        self.show_running(running=False)
        self.tell(self.tr("Before and after, a verdict and what to do are noted for each picture."))

    # What is asked for

    @property
    def folders(self) -> tuple[Path, Path]:
        """From where, and where to."""
        source = Path(self.source.text().strip()).expanduser()
        return source, Path(self.goal.text().strip()).expanduser()

    @property
    def table_of_strengths(self) -> Path | None:
        """Strengths by picture, if a person has any."""
        text = self.settings.text().strip()
        return Path(text).expanduser() if text else None

    @property
    def strength(self) -> float:
        """How much is taken away everywhere, 0–1."""
        return self.rows[_WHOLE].track.value / 100

    @property
    def own(self) -> Mapping[str, float]:
        """The same of parts that have a strength of their own."""
        return {part: self.rows[part].track.value / 100 for part in self.rows if part in self._touched}

    # What is shown

    def tell(self, text: str, *, warns: bool = False) -> None:
        """A sentence below the bar."""
        self._told.setText(text)
        self._told.setProperty("warning", "true" if warns else "false")
        self._told.style().polish(self._told)

    def show_progress(self, part: float, what: str) -> None:
        """How far it is, 0–1, and what it is doing."""
        self._bar.setValue(round(part * 1000))
        if what:
            self.tell(what)

    def show_running(self, *, running: bool) -> None:
        """While it runs it can be stopped, and nothing else."""
        self._runs = running
        self._allow()
        self.stop.setEnabled(running)
        self._bar.setVisible(running or self._bar.value() > 0)
        for field in (self.source, self.goal, self.settings, *self.rows.values()):
            field.setEnabled(not running)
        self.open_button.setEnabled(self.folders[1].is_dir() and bool(self.goal.text().strip()))

    def _allow(self) -> None:
        """It can begin once it knows from where and where to."""
        known = bool(self.source.text().strip() and self.goal.text().strip())
        self.go.setEnabled(known and not self._runs)
        self.go.setToolTip("" if known else self.tr("Choose both folders first."))

    def forget(self) -> None:
        """No picture is done."""
        self.table.setRowCount(0)
        self._bar.setValue(0)
        self.show_sheets(())

    def show_row(self, picture: str, verdict: str, advice: str, *, good: bool) -> None:
        """How one picture went."""
        number = self.table.rowCount()
        self.table.insertRow(number)
        for column, text in enumerate((picture, verdict, advice)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 1 and not good:
                item.setForeground(self.palette().highlight())
            self.table.setItem(number, column, item)
        self.table.scrollToBottom()

    def show_sheets(self, sheets: tuple[Path, ...]) -> None:
        """All of them before and after; of several sheets the first."""
        self._sheets = sheets
        self._sheet = QPixmap(str(sheets[0])) if sheets else QPixmap()
        self.pages.setTabEnabled(1, not self._sheet.isNull())
        self._fit_sheet()
        if not self._sheet.isNull():
            self.pages.setCurrentIndex(1)

    @property
    def has_sheet(self) -> bool:
        """Whether the contact sheet is shown."""
        return not self._sheet.isNull() and not self._picture.pixmap().isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_sheet()

    def _fit_sheet(self) -> None:
        if self._sheet.isNull():
            self._picture.setPixmap(QPixmap())
            return
        wide = max(self.pages.width() - 40, 200)
        smooth = Qt.TransformationMode.SmoothTransformation
        self._picture.setPixmap(
            self._sheet.scaledToWidth(wide, smooth) if self._sheet.width() > wide else self._sheet
        )

    # How it is made

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._picture)
        self.pages.addTab(self.table, self.tr("Verdicts"))
        self.pages.addTab(area, self.tr("Contact sheet"))
        asked = QWidget()
        asked.setFixedWidth(_FORM)
        asked.setLayout(self._fields())
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(asked)
        both.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(both, 1)
        column.addWidget(self._bar)
        column.addLayout(self._buttons())

    def _fields(self) -> QVBoxLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(4)  # as in the rows below
        form.setVerticalSpacing(8)
        for title, field in (
            (self.tr("&From folder"), self.source),
            (self.tr("&To folder"), self.goal),
            (self.tr("&Settings"), self.settings),
        ):
            button = QPushButton(self.tr("Choose…"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, field=field: self._choose(field))
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field, 1)
            line.addWidget(button)
            label = _label(title, field)
            label.setFixedWidth(NAME)
            form.addRow(label, line)
        self.settings.setPlaceholderText(self.tr("The same for all pictures"))
        sliders = QVBoxLayout()
        sliders.setSpacing(0)
        for row in self.rows.values():
            row.to_the_edge()
            sliders.addWidget(row)
        out = QVBoxLayout()
        out.setContentsMargins(0, 0, 0, 0)
        out.setSpacing(8)
        out.addLayout(form)
        out.addLayout(sliders)
        out.addStretch(1)
        return out

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        out = QHBoxLayout()
        out.setSpacing(8)
        out.addWidget(self._told, 1)
        for button in (self.open_button, self.stop, self.go, close):
            button.setAutoDefault(button is self.go)
            out.addWidget(button)
        self.go.setDefault(True)
        return out

    def _new_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("Picture"), self.tr("Verdict"), self.tr("What to do")])
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setAccessibleName(self.tr("Verdicts"))
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 140)
        table.setColumnWidth(1, 80)
        return table

    def _row(self, theme: Theme, part: str, title: str) -> Row:
        row = Row(part, title, 0.0, 100.0, theme, " %", 0, keyed=False)
        row.explain(self.tr("How much of the expression is taken away"))
        row.track.set_rest(100.0)
        row.set_value(100.0)
        row.changed.connect(self._moved)
        return row

    def _moved(self, part: str, percent: float) -> None:
        """A part that was not touched goes along with the whole."""
        if part != _WHOLE:
            self._touched.add(part)
            return
        for name, row in self.rows.items():
            if name != _WHOLE and name not in self._touched:
                row.set_value(percent)

    def _folder_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        return field

    def _choose(self, field: QLineEdit) -> None:
        if field is self.settings:
            found, _ = QFileDialog.getOpenFileName(
                self, field.accessibleName(), self.source.text(), self.tr("Tables (*.csv)")
            )
        else:
            found = QFileDialog.getExistingDirectory(self, field.accessibleName(), field.text())
        if found:
            field.setText(found)
            if field is self.source and not self.goal.text().strip():
                self.goal.setText(f"{found.rstrip('/')}-neutral")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folders[1])))


def _label(title: str, field: QWidget) -> QLabel:
    label = QLabel(title)
    label.setBuddy(field)
    return label
