"""A calm panel that says what did not work, why, and what to do."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_READ: Final = 8_000
_LETTER: Final = 80
"""Milliseconds in which a panel is read twice, unhurriedly: at least so many, and so many more a letter."""


class ProblemPanel(QFrame):
    """Leaves when it was read, when it is closed, or when the person goes on.

    It never takes the keyboard away. It stays while the pointer is on it, and until it is closed if it has to
    be sent to somebody.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self._what, self._hint, self._details, self._stays = QLabel(), QLabel(), "", False
        for label in (self._what, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.setProperty("quiet", "true")
        copy, close = QPushButton(self.tr("Copy details")), QPushButton(self.tr("Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        close.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._what)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self._reading = QTimer(self, singleShot=True)
        self._reading.timeout.connect(self._read)
        self.hide()

    def tell(self, what: str, hint: str, details: str, *, stays: bool = False) -> None:
        """Show a problem.

        Args:
            stays: until it is closed.
        """
        self._what.setText(what)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._details = details
        self._stays = stays
        self.adjustSize()
        self.show()
        self.raise_()
        self._reading.start(_READ + _LETTER * len(what + hint))

    def go_on(self) -> None:
        """The person does something else: what was told before is read."""
        if not self._stays:
            self.leave()

    def leave(self) -> None:
        """Be gone."""
        self._reading.stop()
        self.hide()

    def _read(self) -> None:
        if self.underMouse():
            self._reading.start(_READ)
        else:
            self.go_on()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._what.text()
