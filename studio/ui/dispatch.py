"""From any thread back to the window's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Dispatcher(QObject):
    """Calls what it is given on the thread that it was made on, one after another."""

    _given = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Call this soon."""
        self._given.emit(call)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()
