"""A sentence that is told in passing: it stands for a while, beside what is going on."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_STAYS: Final = 15_000
"""Milliseconds."""


class PassingLabel(QLabel):
    """Takes what room there is; what finds none is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._leaves = QTimer(self)
        self._leaves.setSingleShot(True)
        self._leaves.setInterval(_STAYS)
        self._leaves.timeout.connect(lambda: self._show(""))

    def tell(self, text: str) -> None:
        """Show a sentence in the place of the one before."""
        self._show(text)
        self._leaves.start()

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Cut where there is no more room, with dots."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), told)
