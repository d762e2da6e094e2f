"""Parts of a speaking face that are switched off and on, each with an amount."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from studio.core.life import ALL, PARTS, Life, Part
from studio.ui.widgets.number import NumberBox
from studio.ui.words import translate

_TITLES: dict[Part, Any] = {
    "head": QT_TRANSLATE_NOOP("Life", "Head"),
    "gaze": QT_TRANSLATE_NOOP("Life", "Gaze"),
    "blinks": QT_TRANSLATE_NOOP("Life", "Blinks"),
    "brows": QT_TRANSLATE_NOOP("Life", "Brows"),
    "smile": QT_TRANSLATE_NOOP("Life", "Smile"),
    "breath": QT_TRANSLATE_NOOP("Life", "Breath"),
}
_WHY: dict[Part, Any] = {
    "head": QT_TRANSLATE_NOOP("Life", "Turns and nods"),
    "gaze": QT_TRANSLATE_NOOP("Life", "Glances aside; without them the eyes stay where they look"),
    "blinks": QT_TRANSLATE_NOOP("Life", "The lids"),
    "brows": QT_TRANSLATE_NOOP("Life", "Brows that go up and down with the voice"),
    "smile": QT_TRANSLATE_NOOP("Life", "Smiles that come and go; the lips still speak"),
    "breath": QT_TRANSLATE_NOOP("Life", "The head rises as it breathes in"),
}
assert tuple(_TITLES) == tuple(_WHY) == PARTS
_GAP, _ROW = 8, 24
_PERCENT = 100.0


def title_of(part: Part) -> str:
    """What a part is called."""
    return translate("Life", _TITLES[part])


class LifePanel(QWidget):
    """A line for each part: off or on, and how much of it."""

    tried = Signal(object)
    """``Life`` that a hand still holds."""
    chosen = Signal(object)
    """Other ``Life``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._life, self._held = ALL, ALL
        self._before: dict[Part, float] = {}
        self._lines: dict[Part, tuple[QCheckBox, NumberBox]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * _GAP, _GAP // 2, 2 * _GAP, _GAP // 2)
        grid.setHorizontalSpacing(2 * _GAP)
        grid.setVerticalSpacing(0)
        for row, part in enumerate(PARTS):
            self._lines[part] = self._line(part)
            for column, widget in enumerate(self._lines[part]):
                grid.addWidget(widget, row, column)
            grid.setRowMinimumHeight(row, _ROW)
        grid.setColumnStretch(0, 1)
        self.show_life(ALL)

    def _line(self, part: Part) -> tuple[QCheckBox, NumberBox]:
        title, why = title_of(part), translate("Life", _WHY[part])
        box, number = QCheckBox(title), NumberBox(0.0, _PERCENT, 0, "%")
        box.setToolTip(why)
        number.setToolTip(why)
        number.setAccessibleName(self.tr("How much: {0}").format(title))
        box.clicked.connect(lambda on: self._switch(part, on))
        number.changed.connect(lambda value: self._hold(part, value))
        number.released.connect(self._let_go)
        return box, number

    def show_life(self, life: Life) -> None:
        """How much of each part counts now."""
        self._life = self._held = life
        for part, amount in life:
            box, number = self._lines[part]
            box.setChecked(amount > 0)
            number.set_value(_PERCENT * amount)
            if amount > 0:
                self._before[part] = amount

    def _switch(self, part: Part, on: bool) -> None:
        """Off, or as much as it was before."""
        self.chosen.emit(replace(self._life, **{part: self._before.get(part, 1.0) if on else 0.0}))

    def _hold(self, part: Part, value: float) -> None:
        self._held = replace(self._life, **{part: value / _PERCENT})
        self._lines[part][0].setChecked(value > 0)
        self.tried.emit(self._held)

    def _let_go(self) -> None:
        if self._held != self._life:
            self.chosen.emit(self._held)
