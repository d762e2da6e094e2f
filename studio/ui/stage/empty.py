"""What stands on the stage while nothing is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyStage(QWidget):
    """Says how to begin."""

    open_asked = Signal()
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        told = QLabel(self.tr("Drop a portrait or a video here"))
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose, demo = QPushButton(self.tr("Open…")), QPushButton(self.tr("Try the demo"))
        choose.clicked.connect(self.open_asked)
        demo.clicked.connect(self.demo_asked)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(choose)
        line.addWidget(demo)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(told)
        column.addLayout(line)
