"""A part of the inspector that folds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.ui.widgets.row import ROW, Row


class Section(QWidget):
    """A title that folds what is below it. While it is folded, a note beside the title tells of it."""

    folded = Signal(bool)
    """By a person: whether it is open now."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.rows: list[Row] = []
        self._opened = True
        self._forced = False
        self._noted = self._warned = ""
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setAccessibleName(title)
        self._button.setProperty("section", "true")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.setFixedHeight(ROW)
        self._note = QLabel(self._button)
        self._note.setProperty("quiet", "true")
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        beside = QHBoxLayout(self._button)
        beside.setContentsMargins(0, 0, 32, 0)
        beside.addStretch(1)
        beside.addWidget(self._note)
        self._body = QWidget()
        self.lines = QVBoxLayout(self._body)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._button)
        column.addWidget(self._body)
        self._button.clicked.connect(self._pressed)
        self._show()

    def add(self, row: Row) -> None:
        """Put a row below the others."""
        self.rows.append(row)
        self.lines.addWidget(row)

    @property
    def is_open(self) -> bool:
        """Whether what is in it can be seen."""
        return self._opened or self._forced

    def set_open(self, opened: bool) -> None:
        """Open or fold it; nobody is told."""
        self._opened = opened
        self._show()

    def force_open(self, forced: bool) -> None:
        """Open it for as long as something is looked for in it."""
        if forced != self._forced:
            self._forced = forced
            self._show()

    def note(self, text: str) -> None:
        """What a person should know while it is folded."""
        if text != self._noted:
            self._noted = text
            self._show_note()

    def warn(self, text: str) -> None:
        """What a person should know, folded or not; empty when all is well."""
        if text != self._warned:
            self._warned = text
            self._note.setProperty("warning", "true" if text else "false")
            self._note.style().polish(self._note)
            self._show_note()

    def _show_note(self) -> None:
        self._note.setText(self._warned or ("" if self.is_open else self._noted))

    def _pressed(self) -> None:
        if not self._forced:
            self.set_open(not self._opened)
            self.folded.emit(self._opened)

    def _show(self) -> None:
        self._body.setVisible(self.is_open)
        self._show_note()
        self._button.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
