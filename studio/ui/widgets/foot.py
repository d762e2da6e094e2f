"""What lies over the foot of another widget, in its middle, and keeps its place there."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_GAP: Final = 16


class AtFoot(QObject):
    """Holds a panel there, ``wide`` pixels wide where there is room, and as high as its text asks for."""

    def __init__(self, panel: QWidget, around: QWidget, wide: int) -> None:
        super().__init__(panel)
        self._panel, self._around, self._wide = panel, around, wide
        around.installEventFilter(self)

    def place(self) -> None:
        """Put it there now: its text has changed."""
        panel, around = self._panel, self._around.size()
        panel.setFixedWidth(min(self._wide, max(around.width() - 2 * _GAP, 0)))
        panel.setFixedHeight(panel.heightForWidth(panel.width()))
        panel.move((around.width() - panel.width()) // 2, around.height() - panel.height() - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It keeps its place while what is around it is made larger or smaller."""
        if event.type() == QEvent.Type.Resize and not self._panel.isHidden():
            self.place()
        return super().eventFilter(watched, event)
