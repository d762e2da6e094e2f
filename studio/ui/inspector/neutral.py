"""Bringing the photographed expression to rest, as a whole or by parts, and how well that went."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.core.edits import PARTS
from studio.ui.theme import Theme
from studio.ui.widgets.row import Row
from studio.ui.words import entitled

RESIDUAL: Final = 0.5
"""Of 5: units that are seen no stronger than this are at rest."""
SAME_PERSON: Final = 0.5
"""Cosine from which two pictures show the same person."""
_UNMEASURED: Final = "–"


@dataclass(frozen=True, slots=True)
class Checks:
    """What is found in the drawn picture when it is looked at anew.

    Attributes:
        strongest: the strongest FACS unit, 0–5; None if no face is seen.
        identity: cosine of face vectors to the photograph's; None if it was not measured.
        outside: largest difference of any pixel outside the face; None if it was not measured.
    """

    strongest: tuple[str, float] | None
    identity: float | None
    outside: int | None


class NeutralPanel(QWidget):
    """How much of the photographed expression is taken away: 100 % is neutral."""

    left_changed = Signal(float)
    """How much is left overall, 0–1."""
    part_left_changed = Signal(str, float)
    """The same of one of ``PARTS``."""
    released = Signal()
    neutral_asked = Signal()
    photographed_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning = self.tr("How much of the photographed expression is taken away: 100 % is neutral")
        self._refused = ""
        titles = {
            "brows": self.tr("Brows"), "eyes": self.tr("Eyes"), "cheeks": self.tr("Cheeks"),
            "nose": self.tr("Nose"), "mouth": self.tr("Mouth and jaw"),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        self.rows = {
            "": self._row(theme, "", self.tr("Taken away")),
            **{part: self._row(theme, part, titles[part]) for part in PARTS},
        }
        for row in self.rows.values():
            column.addWidget(row)
        column.addLayout(self._buttons())
        self._lines = (QLabel(), QLabel(), QLabel())
        for line in self._lines:
            line.setContentsMargins(8, 0, 8, 0)
            line.setFixedHeight(16)
            column.addWidget(line)
        self.show_checks(None)

    def show_left(self, overall: float, parts: Mapping[str, float | None]) -> None:
        """How much is left, 0–1; None where no expression was photographed."""
        self.rows[""].set_value(100 * (1 - overall))
        for part, left in parts.items():
            row = self.rows[part]
            row.setEnabled(left is not None)
            row.set_value(0.0 if left is None else 100 * (1 - left))
            row.explain(self.tr("No expression was photographed here") if left is None else self._meaning)

    def refuse(self, why: str) -> None:
        """Say why nothing can be brought to rest here; empty when something can."""
        if why != self._refused:
            self._refused = why
            self.setEnabled(not why)
            self.show_checks(None)

    def show_checks(self, checks: Checks | None) -> None:
        """How well it went; None as long as everything is left."""
        if checks is None:
            self._tell(0, None, self._refused or self.tr("Measured once something is taken away."))
            self._tell(1, None, "")
            self._tell(2, None, "")
            return
        if checks.strongest is None:
            self._tell(0, False, self.tr("No face is seen any more"))
        else:
            told = self.tr("Strongest unit: {0} {1:.1f} of 5, at most {2}")
            name, value = checks.strongest
            self._tell(0, value <= RESIDUAL, told.format(name, value, RESIDUAL))
        if checks.identity is None:
            self._tell(1, None, self.tr("Same person: not measured"))
        else:
            told = self.tr("Same person: {0:.2f}, at least {1}").format(checks.identity, SAME_PERSON)
            self._tell(1, checks.identity >= SAME_PERSON, told)
        if checks.outside is None:
            self._tell(2, None, self.tr("Outside the face: not measured"))
        elif checks.outside == 0:
            self._tell(2, True, self.tr("Outside the face: not one pixel changed"))
        else:
            told = self.tr("Outside the face: changed by up to {0}").format(checks.outside)
            self._tell(2, False, told)

    @property
    def told(self) -> tuple[str, ...]:
        """The checks as they are read."""
        return tuple(line.text() for line in self._lines)

    def _tell(self, line: int, good: bool | None, text: str) -> None:
        label = self._lines[line]
        mark = _UNMEASURED if good is None else "✓" if good else "✗"
        label.setText(f"{mark} {text}" if text else "")
        words = {True: self.tr("passed"), False: self.tr("failed"), None: self.tr("not measured")}
        label.setAccessibleName(entitled(words[good], text) if text else "")
        state = {True: "good", False: "bad", None: "none"}[good]
        if label.property("check") != state:
            label.setProperty("check", state)
            label.style().polish(label)

    def _row(self, theme: Theme, part: str, title: str) -> Row:
        row = Row(part, title, 0.0, 100.0, theme, " %", 0, keyed=False)
        row.explain(self._meaning)
        row.changed.connect(self._moved)
        row.released.connect(self.released)
        return row

    def _moved(self, part: str, percent: float) -> None:
        if part:
            self.part_left_changed.emit(part, 1 - percent / 100)
        else:
            self.left_changed.emit(1 - percent / 100)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(8)
        for title, tip, signal in (
            (self.tr("Neutralise"), self.tr("Leave nothing of it; what you set stays"), self.neutral_asked),
            (
                self.tr("As photographed"), self.tr("Leave all of it; what you set stays"),
                self.photographed_asked,
            ),
        ):  # fmt: skip
            button = QPushButton(title)
            button.setToolTip(tip)
            button.clicked.connect(signal)
            line.addWidget(button)
        line.addStretch(1)
        return line
