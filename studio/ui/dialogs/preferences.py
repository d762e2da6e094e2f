"""Preferences: how the studio looks and works, and which key does what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.app.commands import Command
from studio.app.shortcuts import keys, with_key
from studio.ui.widgets.answers import with_answers

Choices = Sequence[tuple[str, str]]
"""What is kept, and how it is read."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person prefers.

    Attributes:
        language: as ``zh_CN``; the system's own if empty.
        theme: ``dark`` or ``light``.
        device: ``cpu``, ``cuda`` or ``mps``; the fastest if empty.
    """

    language: str = ""
    theme: str = "dark"
    device: str = ""


class PreferencesDialog(QDialog):
    """Two pages: the studio, and its keys.

    Args:
        preferences: what is so now.
        chosen: keys that a person chose, by the commands' ids.
        devices: those of this machine.
        room: bytes that drawn frames may take.
    """

    empty_asked = Signal()
    """Drawn frames should give their memory back."""

    def __init__(
        self,
        preferences: Preferences,
        commands: Sequence[Command],
        chosen: dict[str, str],
        devices: Choices,
        room: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(560, 480)
        self._language = _choice(
            (("", self.tr("The system's own")), ("en", "English"), ("zh_CN", "简体中文")),
            preferences.language,
        )
        self._theme = _choice((("dark", self.tr("Dark")), ("light", self.tr("Light"))), preferences.theme)
        self._device = _choice((("", self.tr("The fastest")), *devices), preferences.device)
        general = QWidget()
        form = QFormLayout(general)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Language"), self._language)
        form.addRow(self.tr("Theme"), self._theme)
        form.addRow(self.tr("Networks run on"), self._device)
        self._room = room
        self._held = QLabel()
        self.empty = _button(self.tr("Empty"), self.empty_asked.emit)
        self.empty.setAccessibleName(self.tr("Empty the memory of drawn frames"))
        memory = QHBoxLayout()
        memory.addWidget(self._held, 1)
        memory.addWidget(self.empty)
        form.addRow(self.tr("Drawn frames"), memory)
        self.show_held(0)
        note = QLabel(self.tr("Language and device change when the studio starts again."))
        note.setProperty("quiet", "true")
        note.setWordWrap(True)
        form.addRow("", note)
        self.keys_page = KeysPage(commands, chosen)
        self.pages = QTabWidget()
        self.pages.addTab(general, self.tr("Studio"))
        self.pages.addTab(self.keys_page, self.tr("Keys"))
        pages = QVBoxLayout()
        pages.addWidget(self.pages)
        with_answers(self, pages, self.tr("Keep"))

    def show_held(self, held: int) -> None:
        """Bytes of memory that drawn frames take."""
        read = QLocale().formattedDataSize
        self._held.setText(self.tr("{0} of memory, never more than {1}").format(read(held), read(self._room)))
        self.empty.setEnabled(held > 0)

    @property
    def preferences(self) -> Preferences:
        """What is preferred now."""
        parts = (self._language, self._theme, self._device)
        return Preferences(*(str(part.currentData()) for part in parts))

    @property
    def chosen(self) -> dict[str, str]:
        """Keys that are not the ones that commands come with."""
        return self.keys_page.chosen


class KeysPage(QWidget):
    """Every command and its key; a key that is given away is taken from the command that had it."""

    def __init__(self, commands: Sequence[Command], chosen: dict[str, str]) -> None:
        super().__init__()
        self._commands = [command for command in commands if command.title]
        self.chosen = dict(chosen)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search commands and keys"))
        self._search.setClearButtonEnabled(True)
        self._table = QTableWidget(len(self._commands), 2)
        self._table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Key")])
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(24)
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setAccessibleName(self.tr("Keys"))
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 160)
        self._edit = QKeySequenceEdit()
        self._edit.setMaximumSequenceLength(1)
        self._edit.setAccessibleName(self.tr("New key"))
        self._told = QLabel()
        self._told.setProperty("quiet", "true")
        clear, back, all_back = (
            _button(self.tr("No key"), lambda: self._give("")),
            _button(self.tr("As it came"), self._give_back),
            _button(self.tr("All as they came"), self._give_all_back),
        )
        line = QHBoxLayout()
        line.addWidget(QLabel(self.tr("New key")))
        line.addWidget(self._edit, 1)
        for button in (clear, back, all_back):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._search)
        column.addWidget(self._table)
        column.addLayout(line)
        column.addWidget(self._told)
        self._search.textChanged.connect(self._filter)
        self._table.currentCellChanged.connect(lambda *_: self._show_one())
        self._edit.keySequenceChanged.connect(self._typed)
        self._fill()
        self._table.selectRow(0)

    def pick(self, name: str) -> None:
        """Select a command by its id."""
        self._table.selectRow([command.id for command in self._commands].index(name))

    def _fill(self) -> None:
        now = keys(self._commands, self.chosen)
        for row, command in enumerate(self._commands):
            key = QKeySequence(now.get(command.id, "")).toString(QKeySequence.SequenceFormat.NativeText)
            for column, text in enumerate((command.title, key)):
                item = QTableWidgetItem(text)
                if command.id in self.chosen:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self._table.setItem(row, column, item)

    def _show_one(self) -> None:
        command = self._picked()
        if command is not None:
            self._edit.blockSignals(True)
            self._edit.setKeySequence(QKeySequence(keys(self._commands, self.chosen).get(command.id, "")))
            self._edit.blockSignals(False)

    def _picked(self) -> Command | None:
        row = self._table.currentRow()
        return self._commands[row] if row >= 0 else None

    def _typed(self, key: QKeySequence) -> None:
        if not key.isEmpty():
            self._give(key.toString(QKeySequence.SequenceFormat.PortableText))

    def _give(self, key: str) -> None:
        command = self._picked()
        if command is None:
            return
        self.chosen, robbed = with_key(self._commands, self.chosen, command.id, key)
        title = next((other.title for other in self._commands if other.id == robbed), "")
        self._told.setText(self.tr("“{0}” has no key any more.").format(title) if title else "")
        self._fill()
        self._show_one()

    def _give_back(self) -> None:
        command = self._picked()
        if command is not None:
            self._give(command.shortcut)

    def _give_all_back(self) -> None:
        self.chosen = {}
        self._told.setText("")
        self._fill()
        self._show_one()

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for row in range(self._table.rowCount()):
            items = (self._table.item(row, column) for column in (0, 1))
            text = " ".join(item.text() for item in items if item is not None).casefold()
            self._table.setRowHidden(row, not all(word in text for word in words))


def _choice(choices: Choices, now: str) -> QComboBox:
    box = QComboBox()
    for kept, read in choices:
        box.addItem(read, kept)
    box.setCurrentIndex(max(box.findData(now), 0))
    return box


def _button(text: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _=False: run())
    return button
