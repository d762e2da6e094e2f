"""The speech bar: type what the portrait says; Enter speaks. Or record it, or give a file."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QFont,
    QIcon,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from studio.core.errors import DeviceError
from studio.core.life import Life
from studio.core.manner import Manner
from studio.core.project import Filmed, Kept
from studio.ui.speech.manner import MannerButton
from studio.ui.speech.meter import Meter
from studio.ui.speech.recorder import Reading
from studio.ui.speech.text import SpeechText
from studio.ui.theme import Theme
from studio.ui.widgets.choice import ChoiceBox, Offered
from studio.ui.widgets.drops import TakesFiles
from studio.ui.words import in_their_words

Work = Literal["none", "speech", "other"]
"""What is under way: nothing, what was asked for here, or something else."""

_SEVERAL = ""
"""Stands in the list of drivers for choosing several of them."""
_SPEEDS = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
_ROW, _GAP = 24, 8
_COLUMN = 120


class SpeechBar(TakesFiles, QWidget):
    """Text, who says it and how, and three ways to speak: from the text, a file, the microphone."""

    speak_asked = Signal(str)
    stop_asked = Signal()
    file_asked = Signal()
    record_asked = Signal()
    dropped = Signal(str)
    """A file, by its path."""
    voice_chosen = Signal(str)
    driver_chosen = Signal(str)
    """One for the whole face."""
    drivers_asked = Signal()
    """A driver for each portion of the face should be chosen."""
    voices_opened = Signal()
    drivers_opened = Signal()
    """The list of voices, or of drivers, is opened."""
    speed_chosen = Signal(float)
    manner_chosen = Signal(object)
    """With whose habits, how lively, and in what mood."""
    manner_file_asked = Signal()
    manner_learning_asked = Signal()
    life_tried = Signal(object)
    """How much of each part of the face's life should count, while a hand still holds it."""
    life_chosen = Signal(object)
    filmed_chosen = Signal(object)
    """What was filmed moves face or head beside speech."""
    microphones_asked = Signal()
    """The menu of microphones opens: ``show_microphones`` fills it."""
    microphone_chosen = Signal(str)
    """A microphone, by its name; empty for the system's choice."""
    count_in_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work: Work = "none"
        self._records = False
        self._text = SpeechText(theme)
        self._text.setPlaceholderText(
            self.tr(
                "Type what the portrait says, then press Enter.  [AU12=2]smiling[/] moves the face with it"
            )
        )
        self._text.setAccessibleName(self.tr("What the portrait says"))
        self._text.setFixedHeight(2 * _ROW + _GAP)
        self._build_settings()
        self._build_buttons()
        self._build_recording(theme)
        self._choices = QStackedLayout()
        self._choices.addWidget(_row(self._voice, self._driver, self._speed, self._manner))
        self._choices.addWidget(_row(self._meter, self._length))
        buttons = _row(self._speak, self._file, self._record_group)
        grid = QGridLayout(self)
        grid.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        grid.setSpacing(_GAP)
        grid.addWidget(self._text, 0, 0, 2, 1)
        grid.addLayout(self._choices, 0, 1)
        grid.addWidget(buttons, 1, 1)
        grid.setColumnStretch(0, 1)
        self.setAcceptDrops(True)
        self._text.entered.connect(self._ask)
        self._text.textChanged.connect(self._allow_speak)
        self._allow_speak()
        self._dress()

    # How it is made

    def _build_settings(self) -> None:
        self._voice = ChoiceBox(self.tr("Voice"), self.tr("Whose voice says the text"))
        self._driver = ChoiceBox(self.tr("Driver"), self.tr("What moves the face to the sound"))
        self._speed = QComboBox()
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speed.setToolTip(self.tr("How fast the voice speaks"))
        self._manner = MannerButton()
        self._manner.chosen.connect(self.manner_chosen)
        self._manner.file_asked.connect(self.manner_file_asked)
        self._manner.learning_asked.connect(self.manner_learning_asked)
        self._manner.filmed_chosen.connect(self.filmed_chosen)
        self._manner.life_tried.connect(self.life_tried)
        self._manner.life_chosen.connect(self.life_chosen)
        for box in (self._voice, self._driver, self._speed, self._manner):
            box.setFixedSize(_COLUMN, _ROW)
        for speed in _SPEEDS:
            self._add_speed(speed)
        self._voice.chosen.connect(self.voice_chosen)
        self._voice.opened.connect(self.voices_opened)
        self._driver.chosen.connect(self._driver_chosen)
        self._driver.opened.connect(self.drivers_opened)
        self._speed.activated.connect(lambda _: self.speed_chosen.emit(self._speed.currentData()))

    def _add_speed(self, speed: float) -> None:
        self._speed.addItem(self.tr("Speed: {0} %").format(f"{speed * 100:g}"), speed)

    def _build_buttons(self) -> None:
        self._speak = QPushButton(self.tr("Speak"))
        self._speak.setDefault(True)
        self._file = QPushButton(self.tr("From a file…"))
        self._record = QPushButton(self.tr("Record"))
        self._record.setIconSize(QSize(12, 12))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.microphones_asked)
        self._which = QToolButton()
        self._which.setArrowType(Qt.ArrowType.DownArrow)
        self._which.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._which.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._which.setMenu(self._menu)
        self._which.setToolTip(self.tr("Which microphone, and whether it counts before"))
        self._which.setAccessibleName(self.tr("Microphone"))
        for button, width in (
            (self._speak, 2 * _COLUMN + _GAP),
            (self._file, _COLUMN),
            (self._record, _COLUMN - _ROW),
        ):
            button.setFixedSize(width, _ROW)
        self._which.setFixedSize(_ROW, _ROW)
        self._record_group = _row(self._record, self._which, gap=0)
        self._speak.clicked.connect(self._press)
        self._file.clicked.connect(self.file_asked)
        self._record.clicked.connect(self.record_asked)

    def _build_recording(self, theme: Theme) -> None:
        self._meter = Meter(theme)
        self._length = QLabel()
        self._length.setFixedSize(_COLUMN, _ROW)
        font = QFont(self._length.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self._length.setFont(font)

    def _dress(self) -> None:
        self._record.setIcon(_mark(self._theme, is_round=not self._records))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    # What is shown

    @property
    def text(self) -> str:
        return str(self._text.toPlainText()).strip()

    @property
    def is_typed(self) -> bool:
        """Whether what stands there was typed and not said since."""
        return bool(self._text.document().isModified())

    def show_text(self, text: str) -> None:
        """What is said now."""
        if text != self.text:
            self._text.setPlainText(text)
        self.set_said()

    def set_said(self) -> None:
        """What stands there is said."""
        self._text.document().setModified(False)

    def focus(self) -> None:
        """Let the person type."""
        self._text.setFocus()

    def show_voices(self, voices: Sequence[Offered], voice: str) -> None:
        """All that can be chosen, and what is chosen now, installed or not."""
        self._voice.show_offered(voices, voice)

    def show_drivers(self, drivers: Sequence[Offered], driver: str) -> None:
        """The same for drivers; ``driver`` may be several together, which are offered by one name."""
        if len(drivers) > 1:
            drivers = (*drivers, Offered(_SEVERAL, self.tr("Several…")))
        self._driver.show_offered(drivers, driver)

    def show_speed(self, speed: float) -> None:
        """How fast the voice speaks."""
        if self._speed.findData(speed) < 0:
            self._add_speed(speed)
        self._speed.setCurrentIndex(self._speed.findData(speed))

    def show_manner(self, manner: Manner) -> None:
        """How lively the face speaks, and in what mood."""
        self._manner.show_manner(manner)

    def show_life(self, life: Life) -> None:
        """How much of each part of what is spoken counts."""
        self._manner.show_life(life)

    def show_filmed(self, filmed: Filmed, motions: Sequence[Kept]) -> None:
        """What was filmed moves the face beside speech, of all motions in the library."""
        self._manner.show_filmed(filmed, motions)

    def show_work(self, work: Work) -> None:
        """While something is spoken it can be stopped; Enter speaks what stands there now instead."""
        self._work = work
        self._speak.setText(self.tr("Stop") if work == "speech" else self.tr("Speak"))
        self._allow_speak()
        self._file.setEnabled(work == "none")

    def _allow_speak(self) -> None:
        """There is something to say, or something to stop."""
        self._speak.setEnabled(self._work == "speech" or (self._work == "none" and bool(self.text)))
        self._speak.setToolTip("" if self.text else self.tr("Type what the portrait says first."))

    def show_reading(self, reading: Reading | None) -> None:
        """What the microphone hears; None when it is closed."""
        if self._records != (reading is not None):
            self._records = reading is not None
            self._record.setText(self.tr("Stop") if self._records else self.tr("Record"))
            self._dress()
        self._which.setEnabled(reading is None)
        self._choices.setCurrentIndex(0 if reading is None else 1)
        if reading is None:
            self._meter.reset()
            return
        self._meter.show_level(reading.level, clipped=reading.clipped)
        if reading.count:
            self._length.setText(self.tr("begins in {0}").format(reading.count))
        else:
            minutes, seconds = divmod(reading.length, 60)
            self._length.setText(f"{minutes:.0f}:{int(seconds * 10) / 10:04.1f}")

    # The microphone

    def ask_microphone(self) -> None:
        """Open the menu of microphones."""
        self._which.showMenu()

    def show_microphones(
        self, names: tuple[str, ...], chosen: str, why_none: DeviceError, *, counts: bool
    ) -> None:
        """Fill the menu.

        Args:
            names: what is connected.
            chosen: a name, connected or not; empty for the system's choice.
            why_none: said where nothing is connected.
        """
        self._menu.clear()
        if names:
            group = QActionGroup(self._menu)
            absent = () if not chosen or chosen in names else (chosen,)
            for name in ("", *names, *absent):
                title = name or self.tr("What the system chooses")
                action = self._menu.addAction(
                    self.tr("{0} (not connected)").format(title) if name in absent else title
                )
                action.setCheckable(True)
                action.setChecked(name == chosen)
                action.setData(name)
                group.addAction(action)
            group.triggered.connect(self._choose)
        else:
            for text in (why_none.message, why_none.hint):
                self._menu.addAction(in_their_words(text)).setEnabled(False)
        self._menu.addSeparator()
        count = self._menu.addAction(self.tr("Count 3, 2, 1 before"))
        count.setCheckable(True)
        count.setChecked(counts)
        count.toggled.connect(self.count_in_chosen)

    def _choose(self, action: QAction) -> None:
        self.microphone_chosen.emit(action.data())

    # What a person does

    def _driver_chosen(self, name: str) -> None:
        if name == _SEVERAL:
            self.drivers_asked.emit()
        else:
            self.driver_chosen.emit(name)

    def _ask(self) -> None:
        if self.text and self._work != "other":
            self.speak_asked.emit(self.text)

    def _press(self) -> None:
        if self._work == "speech":
            self.stop_asked.emit()
        else:
            self._ask()


def _row(*parts: QWidget, gap: int = _GAP) -> QWidget:
    """Widgets beside one another."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for part in parts:
        line.addWidget(part)
    return whole


def _mark(theme: Theme, *, is_round: bool) -> QIcon:
    """The dot that records, or the square that stops."""
    pixmap = QPixmap(48, 48)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("record"))
    if is_round:
        painter.drawEllipse(6, 6, 36, 36)
    else:
        painter.drawRect(8, 8, 32, 32)
    painter.end()
    return QIcon(pixmap)
