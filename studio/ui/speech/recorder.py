"""Recording: the microphone is opened, three are counted, and what is said from then on is kept."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.sound import Device, Recording

COUNTS: Final = 3
_BEAT: Final = 1000
_READ: Final = 60
_STALLED: Final = 34
"""Readings without a sound from the device, two seconds, after which it is taken to be gone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is heard at one moment.

    Attributes:
        level: the loudest since the reading before, 0–1.
        length: seconds that are kept so far.
        count: what is still to be counted before anything is kept; 0 while it records.
    """

    level: float = 0.0
    clipped: bool = False
    length: float = 0.0
    count: int = 0


class Recorder(QObject):
    """One microphone at a time."""

    heard = Signal(object)
    """The newest ``Reading``; None when the microphone is closed."""
    recorded = Signal(object, int, bool)
    """What was kept: samples, their rate, and whether the device went away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._count = 0
        self._silent = 0
        self._reader = QTimer(self, interval=_READ)
        self._reader.timeout.connect(self.read)
        self._beat = QTimer(self, interval=_BEAT)
        self._beat.timeout.connect(self.count)

    @property
    def recording(self) -> Recording | None:
        """The microphone that is open."""
        return self._recording

    @property
    def is_on(self) -> bool:
        """Whether it counts or records."""
        return self._recording is not None

    def start(self, device: Device | None, *, counts_in: bool) -> None:
        """Open a microphone (None: the system's choice), and record at once or after counting.

        Raises:
            DeviceError: it can't be opened.
        """
        # Opened before it is counted: it takes a moment, and the level can be seen meanwhile.
        self._recording = Recording(device, begins=not counts_in)
        self._count, self._silent = COUNTS if counts_in else 0, 0
        self._reader.start()
        if counts_in:
            self._beat.start()
        self.read()

    def count(self) -> None:
        """One second less to wait."""
        self._count -= 1
        if self._count == 0 and self._recording is not None:
            self._beat.stop()
            self._recording.begin()
        self.read()

    def read(self) -> None:
        """Tell what is heard; end where the device is gone."""
        if self._recording is None:
            return
        level, came = self._recording.heard()
        self._silent = 0 if came else self._silent + 1
        if self._recording.lost or self._silent > _STALLED:
            self._recording.lost = True
            self.stop()
            return
        self.heard.emit(Reading(level, self._recording.clipped, self._recording.length, self._count))

    def stop(self) -> None:
        """Close the microphone and give what was kept; while it counts, there is nothing to give."""
        counting, recording = self._count > 0, self._closed()
        if recording is None:
            return
        samples = recording.stop()
        if recording.lost or not counting:
            self.recorded.emit(samples, recording.rate, recording.lost)

    def close(self) -> None:
        """Let go of the microphone; nothing is given."""
        recording = self._closed()
        if recording is not None:
            recording.stop()

    def _closed(self) -> Recording | None:
        self._reader.stop()
        self._beat.stop()
        recording, self._recording, self._count = self._recording, None, 0
        self.heard.emit(None)
        return recording
