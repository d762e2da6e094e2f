"""Where the eyes look: a field for the hand, two numbers for exactness, a key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.core.face import Gaze
from studio.ui.theme import Theme
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.pad import GazePad
from studio.ui.widgets.row import KeyDiamond

ACROSS, UP = 40.0, 30.0
"""How far to either side, degrees."""


class GazePanel(QWidget):
    """Shows a direction relative to how the eyes were photographed, and tells what a person wants instead."""

    changed = Signal(float, float)
    released = Signal()
    key_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = GazePad(ACROSS, UP, theme)
        self.across, self.up = NumberBox(-ACROSS, ACROSS, 1, "°"), NumberBox(-UP, UP, 1, "°")
        self.diamond = KeyDiamond(theme)
        self.diamond.setAccessibleName(self.tr("Key of the gaze"))
        self.diamond.setFixedSize(16, 16)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.pad, 0, 0, 4, 1)
        grid.setColumnStretch(1, 1)
        aside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for line, (title, box) in enumerate(
            ((self.tr("Across"), self.across), (self.tr("Upwards"), self.up)), 1
        ):
            box.setAccessibleName(self.tr("Gaze: {0}").format(title))
            box.changed.connect(lambda _value: self._typed())
            box.released.connect(self.released)
            grid.addWidget(QLabel(title), line, 1, aside)
            grid.addWidget(box, line, 2)
        grid.addWidget(self.diamond, 1, 3)
        for line in (0, 3):
            grid.setRowStretch(line, 1)
        self.pad.changed.connect(self._dragged)
        self.pad.released.connect(self.released)
        self.diamond.clicked.connect(self.key_asked)

    def show_gaze(self, gaze: Gaze, seen: Gaze | None) -> None:
        """What was asked for, and what is seen in the drawn picture."""
        self.pad.set_angles(gaze.yaw, gaze.pitch)
        self.pad.set_seen(None if seen is None else (seen.yaw, seen.pitch))
        self.across.set_value(gaze.yaw)
        self.up.set_value(gaze.pitch)

    def _dragged(self, across: float, up: float) -> None:
        self.across.set_value(across)
        self.up.set_value(up)
        self.changed.emit(across, up)

    def _typed(self) -> None:
        self.pad.set_angles(self.across.value, self.up.value)
        self.changed.emit(self.across.value, self.up.value)
