"""A calm panel that says what did not work, why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class ProblemPanel(QFrame):
    """Stays until it is closed; it never takes the keyboard away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self._what, self._hint, self._details = QLabel(), QLabel(), ""
        for label in (self._what, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.setProperty("quiet", "true")
        copy, close = QPushButton(self.tr("Copy details")), QPushButton(self.tr("Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        close.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._what)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self.hide()

    def tell(self, what: str, hint: str, details: str) -> None:
        """Show a problem."""
        self._what.setText(what)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._details = details
        self.adjustSize()
        self.show()
        self.raise_()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._what.text()
