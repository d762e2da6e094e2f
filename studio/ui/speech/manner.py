"""In what manner the face speaks: how lively, in what mood and how strong; one button with a menu."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from studio.core.manner import CALM, FEELINGS, LIVELY, NATURAL, Manner
from studio.ui.words import translate

_LIVELY: tuple[tuple[float, Any], ...] = (
    (CALM, QT_TRANSLATE_NOOP("Manner", "Calm")),
    (NATURAL, QT_TRANSLATE_NOOP("Manner", "Natural")),
    (LIVELY, QT_TRANSLATE_NOOP("Manner", "Lively")),
)
_MOODS: dict[str, Any] = {
    "": QT_TRANSLATE_NOOP("Manner", "No mood"),
    "happy": QT_TRANSLATE_NOOP("Manner", "Happy"),
    "sad": QT_TRANSLATE_NOOP("Manner", "Sad"),
    "surprised": QT_TRANSLATE_NOOP("Manner", "Surprised"),
    "afraid": QT_TRANSLATE_NOOP("Manner", "Afraid"),
    "angry": QT_TRANSLATE_NOOP("Manner", "Angry"),
    "disgusted": QT_TRANSLATE_NOOP("Manner", "Disgusted"),
    "contemptuous": QT_TRANSLATE_NOOP("Manner", "Contemptuous"),
    "thoughtful": QT_TRANSLATE_NOOP("Manner", "Thoughtful"),
}
_STRENGTHS = (0.25, 0.5, 0.75, 1.0)
_AT_FIRST = 0.5
"""How strong a mood is that was chosen just now."""
assert set(_MOODS) == {"", *FEELINGS}


class MannerButton(QToolButton):
    """Shows the manner, and lets a person choose another."""

    chosen = Signal(object)
    """Another manner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manner = Manner()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(self.tr("Manner"))
        self.setToolTip(self.tr("How lively the face speaks next, and in what mood"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.show_manner(self._manner)

    def show_manner(self, manner: Manner) -> None:
        """What is chosen now."""
        self._manner = manner
        lively = next(
            (translate("Manner", name) for value, name in _LIVELY if value == manner.liveliness),
            f"{manner.liveliness:.0%}",
        )
        if manner.mood:
            mood = translate("Manner", _MOODS[manner.mood])
            self.setText(self.tr("{0}, {1} {2}").format(lively, mood.lower(), f"{manner.strength:.0%}"))
        else:
            self.setText(lively)

    def _fill(self) -> None:
        manner, menu = self._manner, self._menu
        menu.clear()
        self._offer(
            [(translate("Manner", name), replace(manner, liveliness=value)) for value, name in _LIVELY],
            lambda other: other.liveliness == manner.liveliness,
        )
        menu.addSeparator()
        strength = manner.strength or _AT_FIRST
        self._offer(
            [
                (translate("Manner", name), replace(manner, mood=mood, strength=strength if mood else 0.0))
                for mood, name in _MOODS.items()
            ],
            lambda other: other.mood == manner.mood,
        )
        if manner.mood:
            menu.addSeparator()
            self._offer(
                [(f"{strength:.0%}", replace(manner, strength=strength)) for strength in _STRENGTHS],
                lambda other: other.strength == manner.strength,
            )

    def _offer(self, choices: list[tuple[str, Manner]], is_chosen: Callable[[Manner], bool]) -> None:
        group = QActionGroup(self._menu)
        for title, manner in choices:
            action = self._menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(is_chosen(manner))
            group.addAction(action)
            action.triggered.connect(lambda _=False, other=manner: self.chosen.emit(other))
