"""A sentence over the picture: why it is not drawn."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

_WIDE: Final = 420
_GAP: Final = 16


class StageNote(QLabel):
    """Stands below the middle of what it lies on; empty it is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("note")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Let it be read; nothing hides it."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            self._place()

    def _place(self) -> None:
        around = self._around.size()
        self.setFixedWidth(min(_WIDE, max(around.width() - 2 * _GAP, 0)))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It keeps its place while the stage is made larger or smaller."""
        if event.type() == QEvent.Type.Resize and self.text():
            self._place()
        return super().eventFilter(watched, event)
