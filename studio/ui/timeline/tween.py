"""A slider over the timeline: a pose between two poses."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QWidget

_WIDTH = 360


class TweenSlider(QFrame):
    """How far it is from the keys before to the keys after; it goes away when something else is clicked."""

    moved = Signal(float)
    """0–1."""
    left = Signal()
    """It went away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("tween")
        self.setFixedWidth(_WIDTH)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(self.tr("Between the keys before and after"))
        self._told = QLabel()
        self._told.setFixedWidth(44)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        line.addWidget(QLabel(self.tr("Key before")))
        line.addWidget(self.slider, 1)
        line.addWidget(QLabel(self.tr("Key after")))
        line.addWidget(self._told)
        self.slider.setValue(50)
        self._tell()
        self.slider.valueChanged.connect(self._changed)

    def _changed(self) -> None:
        self._tell()
        self.moved.emit(self.slider.value() / 100)

    def _tell(self) -> None:
        self._told.setText(self.tr("{0} %").format(self.slider.value()))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.left.emit()
