"""The bar below the stage: play, step, the clock; zoom and what lies over the picture."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget


class Transport(QWidget):
    """Buttons name the commands that they do."""

    asked = Signal(str)
    """The id of a command."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(4)
        self._play = self._button("▶", self.tr("Play"), "play.play")
        for button in (
            self._button("|◀", self.tr("To the start"), "play.home"),
            self._button("◂", self.tr("One frame back"), "play.back"),
            self._play,
            self._button("▸", self.tr("One frame on"), "play.on"),
            self._button("▶|", self.tr("To the end"), "play.end"),
        ):
            line.addWidget(button)
        self._loop = self._button("↻", self.tr("Loop"), "play.loop", checks=True)
        line.addWidget(self._loop)
        self._clock = QLabel()
        self._clock.setMinimumWidth(220)
        line.addWidget(self._clock)
        self._key = self._button("◆", self.tr("Set keys with every change"), "face.auto_key", checks=True)
        line.addWidget(self._key)
        line.addStretch(1)
        self._zoom = QLabel()
        line.addWidget(self._zoom)
        self._over: dict[str, QToolButton] = {}
        for text, title, command, checks in (
            (self.tr("Fit"), self.tr("Fit the picture to the stage"), "view.fit", False),
            ("100 %", self.tr("One pixel for one pixel"), "view.whole", False),
            (self.tr("Wipe"), self.tr("Compare with the photograph"), "view.wipe", True),
            (self.tr("Mesh"), self.tr("Show the rig's mesh"), "view.mesh", True),
        ):
            self._over[command] = self._button(text, title, command, checks=checks)
            line.addWidget(self._over[command])

    def _button(self, text: str, title: str, command: str, *, checks: bool = False) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setCheckable(checks)
        button.clicked.connect(lambda _=False: self.asked.emit(command))
        return button

    def show_playing(self, playing: bool) -> None:
        self._play.setText("■" if playing else "▶")

    def show_clock(self, text: str) -> None:
        self._clock.setText(text)

    def show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")

    def show_switches(self, is_on: Callable[[str], bool]) -> None:
        """Whether what a button switches is on, by the command's id."""
        for command, button in (
            *self._over.items(),
            ("play.loop", self._loop),
            ("face.auto_key", self._key),
        ):
            if button.isCheckable():
                button.setChecked(is_on(command))
