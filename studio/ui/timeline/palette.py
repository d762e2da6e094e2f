"""A palette of phonemes: how the mouth of this portrait says each, and words in which they are heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QHideEvent, QImage, QKeyEvent, QMouseEvent, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

DRAGGED: Final = "application/x-galatea-phoneme"
"""The kind of what is dragged from here: a phoneme's name."""
EXAMPLES: Final[Mapping[str, str]] = {
    "AA": "father", "AE": "cat", "AH": "cup", "AO": "law", "AW": "cow", "AY": "my", "EH": "red", "ER": "bird",
    "EY": "rain", "IH": "sit", "IY": "see", "OW": "boat", "OY": "boy", "UH": "book", "UW": "food", "B": "bee",
    "CH": "chin", "D": "dog", "DH": "this", "F": "fan", "G": "gate", "HH": "hat", "JH": "jam", "K": "key",
    "L": "leg", "M": "man", "N": "no", "NG": "sing", "P": "pin", "R": "run", "S": "sun", "SH": "shoe",
    "T": "ten", "TH": "thin", "V": "van", "W": "win", "Y": "yes", "Z": "zoo", "ZH": "vision",
}  # fmt: skip
"""An English word in which each is heard; silence has none."""
PICTURE: Final = 76
"""Pixels of height: of a picture that shows mouth and chin the mouth."""
_ORDER: Final = ("aa", "E", "ih", "oh", "ou", "PP", "FF", "TH", "DD", "nn", "kk", "CH", "SS", "RR", "sil")
_ACROSS: Final = 5
_CHIP: Final = 112
_CHIP_EDGE, _CHIP_NAME = 7, 32
"""Pixels before a phoneme, and those that it takes."""
_BETWEEN: Final = "   "


@dataclass(frozen=True, slots=True)
class Mouth:
    """A mouth shape, and the phonemes that it says."""

    name: str
    phonemes: tuple[str, ...]


class _Chip(QPushButton):
    """One phoneme: a click chooses it, or it is dragged over another one."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name = name
        self._from: QPoint | None = None
        self.setText(title)
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setMinimumWidth(_CHIP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The phoneme and its word in columns of their own, so that words stand below one another."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        name, _, word = self.text().partition(_BETWEEN)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        room = self.rect().adjusted(_CHIP_EDGE, 0, 0, 0)
        painter.drawText(room, side, name)
        painter.drawText(room.adjusted(_CHIP_NAME, 0, 0, 0), side, word)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._from = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        start, here = self._from, event.position().toPoint()
        if start is None or (here - start).manhattanLength() < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._from = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(dragged(self.name))
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.CopyAction)


def dragged(name: str) -> QMimeData:
    """A phoneme, as it is dragged."""
    data = QMimeData()
    data.setData(DRAGGED, QByteArray(name.encode()))
    return data


class PhonemePalette(QFrame):
    """A window of its own; at first it stands at the right, off the face and where lanes begin.

    Args:
        mouths: which mouth shapes there are, and what they say.
    """

    chosen = Signal(str)
    """A phoneme should be put over the one that is meant."""
    shown = Signal()
    hidden = Signal()

    def __init__(self, mouths: Sequence[Mouth], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._beside = parent
        self.setWindowTitle(self.tr("Phonemes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chips: dict[str, _Chip] = {}
        self._pictures: dict[str, QLabel] = {}
        self._known: set[str] = set()
        self._target = QLabel()
        self._target.setProperty("quiet", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._target)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(16)
        ordered = sorted(mouths, key=lambda mouth: _ORDER.index(mouth.name))
        for place, mouth in enumerate(ordered):
            grid.addWidget(self._card(mouth), place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        self.show_target("", "")

    def _card(self, mouth: Mouth) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        picture = self._pictures[mouth.name] = QLabel()
        picture.setObjectName("mouth")
        picture.setFixedSize(QSize(_CHIP, PICTURE))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setAccessibleName(self.tr("Mouth of {0}").format(" ".join(mouth.phonemes)))
        column.addWidget(picture)
        for name in mouth.phonemes:
            chip = self.chips[name] = _Chip(name, self._title(name))
            chip.clicked.connect(partial(self._choose, name))
            column.addWidget(chip)
        return card

    def _title(self, name: str) -> str:
        if name == "SIL":
            return self.tr("silence")
        return f"{name}{_BETWEEN}{EXAMPLES[name]}"

    def _choose(self, name: str) -> None:
        self.chips[name].setChecked(self.chips[name].isEnabled() and name == self._now)
        self.chosen.emit(name)

    # What is shown

    def show_target(self, now: str, told: str) -> None:
        """Which phoneme one is put over: what it is ``now``, and where it lies; empty if there is none."""
        self._now = now
        for name, chip in self.chips.items():
            chip.setChecked(name == now)
        drag = self.tr("Drag a sound over the one that it should replace, or go to that one and click here.")
        self._target.setText(
            self.tr("In place of {0}: click the sound that it should be.").format(told) if now else drag
        )

    def without_picture(self) -> list[str]:
        """Mouth shapes that can be seen and have no picture yet."""
        return [name for name in self._pictures if name not in self._known] if self.isVisible() else []

    def show_picture(self, name: str, picture: QImage) -> None:
        """How a mouth looks on this portrait."""
        self._known.add(name)
        ratio = self.devicePixelRatioF()
        size = QSize(round(_CHIP * ratio), round(PICTURE * ratio))
        filled = QPixmap.fromImage(picture).scaled(
            size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        )
        cut = filled.copy(0, 0, size.width(), size.height())
        cut.setDevicePixelRatio(ratio)
        self._pictures[name].setPixmap(cut)

    def forget_pictures(self) -> None:
        """Another portrait is there, or none."""
        self._known.clear()
        for picture in self._pictures.values():
            picture.setPixmap(QPixmap())
        if self.isVisible():
            self.shown.emit()

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Where a person has put it, it comes back."""
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Moved):
            window = self._beside.window().geometry()
            self.move(window.topRight() - QPoint(self.sizeHint().width(), 0))
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.setFocus()
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.hidden.emit()
