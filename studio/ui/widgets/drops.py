"""Files that are dropped onto a part of the window."""

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent


class TakesFiles:
    """What a widget that takes files inherits first; its own ``setAcceptDrops`` turns it on.

    Attributes:
        dropped: the widget's signal; it is given the path of the first file.
    """

    dropped: SignalInstance

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.dropped.emit(url.toLocalFile())
                return
