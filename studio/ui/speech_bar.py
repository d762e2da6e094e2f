"""The speech bar: type what the portrait says; Enter speaks."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from studio.ui.theme import Theme


class _TagInk(QSyntaxHighlighter):
    """``[AU12=2]`` and ``[/]`` in another colour."""

    def __init__(self, document: QTextDocument, ink: QColor) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setForeground(ink)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        start = text.find("[")
        while start >= 0:
            end = text.find("]", start)
            length = len(text) - start if end < 0 else end + 1 - start
            self.setFormat(start, length, self._format)
            start = text.find("[", start + length)


class _Text(QPlainTextEdit):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SpeechBar(QWidget):
    """Text, speed, and three ways to speak: from the text, from a file, from the microphone."""

    speak_asked = Signal(str, float)
    file_asked = Signal()
    record_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _Text()
        self._text.setPlaceholderText(
            self.tr(
                "Type what the portrait says, then press Enter.  [AU12=2]smiling[/] moves the face with it"
            )
        )
        self._text.setFixedHeight(44)
        self._text.setAccessibleName(self.tr("What the portrait says"))
        self._text.setTabChangesFocus(True)
        self._ink = _TagInk(self._text.document(), theme.colour("yours"))
        self._speed = QComboBox()
        for part in (50, 75, 90, 100, 110, 125, 150, 200):
            self._speed.addItem(f"{part} %", part / 100)
        self._speed.setCurrentIndex(3)
        self._speed.setToolTip(self.tr("How fast it is said"))
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speak = QPushButton(self.tr("Speak"))
        self._speak.setDefault(True)
        self._file = QPushButton(self.tr("From a file…"))
        self._record = QPushButton(self.tr("● Record"))
        self._record.setObjectName("record")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self._text, 1)
        parts: tuple[QWidget, ...] = (self._speed, self._speak, self._file, self._record)
        for widget in parts:
            line.addWidget(widget)
        self._text.entered.connect(self._ask)
        self._speak.clicked.connect(self._ask)
        self._file.clicked.connect(self.file_asked)
        self._record.clicked.connect(self.record_asked)

    @property
    def text(self) -> str:
        return str(self._text.toPlainText()).strip()

    def show_text(self, text: str) -> None:
        """What is said now."""
        if text != self.text:
            self._text.setPlainText(text)

    def focus(self) -> None:
        """Let the person type."""
        self._text.setFocus()

    def set_recording(self, level: float | None) -> None:
        """While it records, how loud it is, 0–1; None when it does not."""
        self._record.setText(
            self.tr("● Record") if level is None else self.tr("■ Stop  {0}").format(_meter(level))
        )

    def set_busy(self, busy: bool) -> None:
        """While something is spoken nothing else can be."""
        self._speak.setEnabled(not busy)
        self._file.setEnabled(not busy)

    def _ask(self) -> None:
        if self.text and self._speak.isEnabled():
            self.speak_asked.emit(self.text, self._speed.currentData())


def _meter(level: float) -> str:
    full = int(8 * math.sqrt(min(level, 1.0)) + 0.5)
    return full * "▮" + (8 - full) * "▯"
