"""The bar below the stage: play, step, the clock; zoom and what lies over the picture."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from studio.ui.icons import icon
from studio.ui.theme import Theme
from studio.ui.words import percent, with_its_key

_FIELD: Final = 120
"""Pixels for a time that is typed."""
_BETWEEN: Final = "   "
"""What stands between the parts of the clock."""
_APART: Final = 4
"""Pixels between the clock and the buttons beside it."""


_CLOCK, _CLOCK_LEAST = 250, 184
"""Pixels of the clock beside words, and at least."""
_BESIDE: Final = 12
"""Pixels between a word and its icon, and around it."""


class Transport(QWidget):
    """Buttons name the commands that they do."""

    asked = Signal(str)
    """The id of a command."""
    time_typed = Signal(str)
    """Where the playhead should go, as it was typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plays = False
        self._words_wide = 0
        self._refused = ""
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        self._keys: Mapping[str, str] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 4, 4)
        line.setSpacing(2)
        for name, title, command, checks in (
            ("start", self.tr("To the start"), "play.home", False),
            ("back", self.tr("One frame back"), "play.back", False),
            ("play", self.tr("Play"), "play.play", False),
            ("on", self.tr("One frame on"), "play.on", False),
            ("end", self.tr("To the end"), "play.end", False),
            ("loop", self.tr("Loop"), "play.loop", True),
        ):
            line.addWidget(self._button(name, title, command, checks=checks))
        self._clock = _Clock()
        self._clock.clicked.connect(lambda: self.asked.emit("play.go"))
        self.time_field = self._new_field()
        line.addSpacing(_APART)
        line.addWidget(self._clock, 1)
        line.addSpacing(_APART)
        line.addWidget(
            self._button(
                "key",
                self.tr("Set keys with every change"),
                "face.auto_key",
                self.tr("Auto key"),
                checks=True,
            )
        )
        curves = self.tr("Curves")
        line.addWidget(self._button("curves", curves, "view.curves", curves, checks=True))
        self._buttons["face.auto_key"][0].setObjectName("armed")  # it writes what a hand only tries otherwise
        self._zoom = QToolButton()
        self._zoom.setToolTip(self.tr("One pixel for one pixel"))
        self._zoom.setAccessibleName(self.tr("One pixel for one pixel"))
        self._zoom.setMinimumWidth(56)
        self._zoom.clicked.connect(lambda _=False: self.asked.emit("view.whole"))
        line.addWidget(self._zoom)
        for name, title, command, word, checks in (
            ("fit", self.tr("Fit the picture to the stage"), "view.fit", self.tr("Fit"), False),
            ("face", self.tr("Frame the face"), "view.face", self.tr("Zoom to face"), False),
            ("wipe", self.tr("Compare with the photograph"), "view.wipe", self.tr("A/B"), True),
            ("beside", self.tr("The photograph beside it"), "view.beside", self.tr("Side by side"), True),
            ("mesh", self.tr("Show the rig's mesh"), "view.mesh", self.tr("Mesh"), True),
            ("crop", self.tr("Crop what is exported"), "view.crop", self.tr("Crop"), True),
            ("faces", self.tr("Choose a face"), "view.faces", self.tr("Faces"), True),
        ):
            line.addWidget(self._button(name, title, command, word, checks=checks))
        self._buttons["view.faces"][0].hide()
        self._dress()

    def _button(self, name: str, title: str, command: str, word: str = "", *, checks: bool) -> QToolButton:
        """``word`` stands beside its icon where there is room."""
        button = QToolButton()
        button.setText(word)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setCheckable(checks)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda _=False: self.asked.emit(command))
        self._buttons[command] = (button, name)
        return button

    def _dress(self) -> None:
        for button, name in self._buttons.values():
            shown = "stop" if name == "play" and self._plays else name
            button.setIcon(icon(shown, self._theme, "onyours" if name == "key" else "text"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            self._say_words()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._say_words()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as icons alone, so that words never keep the window from getting smaller."""
        return QSize(super().minimumSizeHint().width() - self._words_wide, super().minimumSizeHint().height())

    def _say_words(self) -> None:
        """Words beside the icons, if there is room for all of them and for the clock."""
        buttons = [button for button, _ in self._buttons.values() if button.text() and not button.isHidden()]
        wide = sum(button.fontMetrics().horizontalAdvance(button.text()) + _BESIDE for button in buttons)
        icons = super().minimumSizeHint().width() - self._words_wide
        fits = self.width() >= icons + wide + _CLOCK - _CLOCK_LEAST
        self._words_wide = wide if fits else 0
        style = Qt.ToolButtonStyle
        for button in buttons:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly)

    def show_playing(self, playing: bool) -> None:
        """Whether it plays: then the button stops it."""
        self._plays = playing
        button, _ = self._buttons["play.play"]
        button.setIcon(icon("stop" if playing else "play", self._theme))
        self._show_refusal()

    def refuse(self, why: str) -> None:
        """Say why nothing can be played; empty when something can."""
        self._refused = why
        self._show_refusal()

    def _show_refusal(self) -> None:
        button, _ = self._buttons["play.play"]
        button.setEnabled(not self._refused or self._plays)
        title = self.tr("Stop") if self._plays else self.tr("Play")
        told = with_its_key(title, self._keys.get("play.play", ""))
        button.setToolTip(told if button.isEnabled() else self._refused)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Which key does what a button does, by the command's id: tooltips say it."""
        self._keys = keys
        for command, (button, _) in self._buttons.items():
            button.setToolTip(with_its_key(button.accessibleName(), keys.get(command, "")))
        self._zoom.setToolTip(with_its_key(self._zoom.accessibleName(), keys.get("view.whole", "")))
        self._show_refusal()

    def show_clock(self, text: str) -> None:
        """The time, in words."""
        self._clock.tell(text)

    def ask_time(self, now: str) -> None:
        """Let a time be typed in the place of the clock."""
        field = self.time_field
        field.setText(now)
        field.setGeometry(0, 0, min(_FIELD, self._clock.width()), self._clock.height())
        field.show()
        field.selectAll()
        field.setFocus()

    def _new_field(self) -> QLineEdit:
        field = _TimeField(self._clock)
        field.setAccessibleName(self.tr("Go to a time"))
        field.hide()
        field.returnPressed.connect(self._typed)
        field.left.connect(field.hide)
        return field

    def _typed(self) -> None:
        text = self.time_field.text()
        self.time_field.hide()
        self.time_typed.emit(text)

    def show_zoom(self, zoom: float) -> None:
        """How many pixels of the screen are one of the picture."""
        self._zoom.setText(percent(zoom))

    def show_faces(self, count: int) -> None:
        """How many faces the portrait shows: of one there is no choice."""
        self._buttons["view.faces"][0].setVisible(count > 1)
        self._say_words()

    def show_switches(self, is_on: Callable[[str], bool]) -> None:
        """Whether what a button switches is on, by the command's id."""
        for command, (button, _) in self._buttons.items():
            if button.isCheckable():
                button.setChecked(is_on(command))


class _TimeField(QLineEdit):
    """A time that is typed; Escape, or anything else that takes the focus, leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.left.emit()


class _Clock(QLabel):
    """Time, rate and what is late; what there is no room for is left out, the last first, never cut."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.IBeamCursor)
        # However much it says, the window gets no wider than a small screen.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(_CLOCK_LEAST)
        font = QFont(self.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self._parts: list[str] = []

    def tell(self, text: str) -> None:
        """Show a text whose parts are three spaces apart."""
        self._parts = text.split(_BETWEEN)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.clicked.emit()
        event.accept()

    def _fit(self) -> None:
        fits, parts = self.fontMetrics().horizontalAdvance, list(self._parts)
        while len(parts) > 1 and fits(_BETWEEN.join(parts)) > self.width():
            parts.pop()
        self.setText(_BETWEEN.join(parts))
        self.setToolTip(_BETWEEN.join(self._parts) if len(parts) < len(self._parts) else "")
