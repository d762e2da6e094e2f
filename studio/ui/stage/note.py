"""A sentence over the picture: why it is not drawn."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.ui.widgets.foot import AtFoot

_WIDE: Final = 420


class StageNote(QLabel):
    """Stands below the middle of what it lies on; empty it is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._foot = AtFoot(self, parent, _WIDE)
        self.hide()

    def say(self, text: str) -> None:
        """Let it be read; nothing hides it."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            self._foot.place()
