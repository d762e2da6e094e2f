"""In what manner the face speaks: whose habits, how lively, in what mood, what of it moves; one button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QActionGroup, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from studio.app.offers import PORTION_WORDS
from studio.core.life import ALL, Life
from studio.core.manner import CALM, FEELINGS, LIVELY, NATURAL, Manner
from studio.core.project import FILMED, Filmed, Kept
from studio.core.timeline import PORTIONS
from studio.ui.speech.life import LifePanel, title_of
from studio.ui.words import entitled, in_their_words, percent, translate

_NAMES: dict[str, Any] = {
    "": QT_TRANSLATE_NOOP("Manner", "Driver's own"),
    "calm": QT_TRANSLATE_NOOP("Manner", "Calm"),
    "newsreader": QT_TRANSLATE_NOOP("Manner", "Newsreader"),
    "lively": QT_TRANSLATE_NOOP("Manner", "Lively"),
    "warm": QT_TRANSLATE_NOOP("Manner", "Warm"),
}
"""The manners that ship."""
_AMOUNTS = (CALM, NATURAL, LIVELY, 1.3)
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
_ARROW, _EDGE = 28, 7
"""Pixels of the button that are not for words, and of these those on the left."""
_AT_FIRST = 0.5
"""How strong a mood is that was chosen just now."""
assert set(_MOODS) == {"", *FEELINGS}


class MannerButton(QToolButton):
    """Shows the manner, and lets a person choose another."""

    chosen = Signal(object)
    """Another manner."""
    file_asked = Signal()
    """A manner in a file should be chosen."""
    learning_asked = Signal()
    """A manner should be learned from a clip."""
    life_tried = Signal(object)
    """How much of each part of the face's life should count, while a hand still holds it: ``Life``."""
    life_chosen = Signal(object)
    filmed_chosen = Signal(object)
    """What was filmed should move face, head or both: ``Filmed``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manner = Manner()
        self._filmed = Filmed()
        self._motions: tuple[Kept, ...] = ()
        self._life, self._told = ALL, ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setObjectName("choice")
        self.setAccessibleName(self.tr("Manner"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._films = QMenu(self.tr("Face and head from a film"), self._menu)
        self._parts = QMenu(self.tr("Parts that move"), self._menu)
        self._panel = LifePanel()
        self._panel.tried.connect(self.life_tried)
        self._panel.chosen.connect(self.life_chosen)
        action = QWidgetAction(self._parts)
        action.setDefaultWidget(self._panel)
        self._parts.addAction(action)
        self.show_manner(self._manner)

    def show_manner(self, manner: Manner) -> None:
        """What is chosen now."""
        self._manner = manner
        told = _title(manner.name) if manner.name else self.tr("Own")
        if manner.liveliness != LIVELY:
            told = self.tr("{0} {1}").format(told, percent(manner.liveliness))
        if manner.mood:
            mood = translate("Manner", _MOODS[manner.mood]).lower()
            told = self.tr("{0}, {1} {2}").format(told, mood, percent(manner.strength))
        self._told = told
        self._tell()

    def show_life(self, life: Life) -> None:
        """How much of each part of what is spoken counts."""
        self._life = life
        self._panel.show_life(life)
        self._tell()

    def _tell(self) -> None:
        less = [f"{title_of(part)} {percent(amount)}" for part, amount in self._life if amount < 1]
        self.setText(self.tr("{0}, in part").format(self._told) if less else self._told)
        why = self.tr("How head, eyes and brows move when it speaks next, how much, and in what mood")
        self.setToolTip("\n".join([self._told, *less, why]))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Named while there is room, and else as much as there is room for; the tooltip has all of it."""
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        metrics, room = self.fontMetrics(), self.width() - _ARROW
        named = entitled(self.accessibleName(), self.text())
        told = named if metrics.horizontalAdvance(named) <= room else self.text()
        option.text = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        place = self.rect().adjusted(_EDGE, 0, 0, 0)
        short = metrics.elidedText(told, Qt.TextElideMode.ElideRight, room)
        self.style().drawItemText(
            painter, place, Qt.AlignmentFlag.AlignVCenter, self.palette(), self.isEnabled(), short,
            QPalette.ColorRole.ButtonText,
        )  # fmt: skip

    def show_filmed(self, filmed: Filmed, motions: Sequence[Kept]) -> None:
        """What was filmed moves the face beside speech, of all motions in the library."""
        self._filmed, self._motions = filmed, tuple(motions)

    def _fill(self) -> None:
        manner, menu = self._manner, self._menu
        menu.clear()
        names = list(_NAMES) if manner.name in _NAMES else [*_NAMES, manner.name]
        self._begin(self.tr("Manner"))
        self._offer(
            [(_title(name), replace(manner, name=name)) for name in names],
            lambda other: other.name == manner.name,
        )
        menu.addAction(self.tr("From a file…")).triggered.connect(self.file_asked)
        menu.addAction(self.tr("Learn from a clip…")).triggered.connect(self.learning_asked)
        menu.addMenu(self._films)
        menu.addMenu(self._parts)
        self._fill_films()
        self._begin(self.tr("How much"))
        self._offer(
            [
                (self.tr("{0} of its movement").format(percent(value)), replace(manner, liveliness=value))
                for value in _AMOUNTS
            ],
            lambda other: other.liveliness == manner.liveliness,
        )
        self._begin(self.tr("Mood"))
        strength = manner.strength or _AT_FIRST
        self._offer(
            [
                (translate("Manner", name), replace(manner, mood=mood, strength=strength if mood else 0.0))
                for mood, name in _MOODS.items()
            ],
            lambda other: other.mood == manner.mood,
        )
        if manner.mood:
            self._begin(self.tr("How strong"))
            self._offer(
                [(percent(strength), replace(manner, strength=strength)) for strength in _STRENGTHS],
                lambda other: other.strength == manner.strength,
            )

    def _fill_films(self) -> None:
        """Which motion of the library, and what of the face it moves while speech moves the lips."""
        menu, filmed = self._films, self._filmed
        menu.clear()
        if not self._motions:
            menu.addAction(self.tr("Follow the face in a video first: it is in the library then")).setEnabled(
                False
            )
            return
        group = QActionGroup(menu)
        for title, name in [(self.tr("None"), ""), *((each.name, each.id) for each in self._motions)]:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(name == filmed.performance)
            group.addAction(action)
            other = replace(filmed, performance=name)
            action.triggered.connect(lambda _=False, other=other: self.filmed_chosen.emit(other))
        menu.addSeparator()
        for portion in (portion for portion in PORTIONS if portion in FILMED):
            words = in_their_words(PORTION_WORDS[portion])
            action = menu.addAction(words[:1].upper() + words[1:])
            action.setCheckable(True)
            action.setChecked(portion in filmed.moves)
            other = replace(filmed, moves=filmed.moves ^ {portion})
            action.triggered.connect(lambda _=False, other=other: self.filmed_chosen.emit(other))

    def _begin(self, title: str) -> None:
        """What is below belongs together."""
        if self._menu.actions():
            self._menu.addSeparator()
        self._menu.addAction(title).setEnabled(False)

    def _offer(self, choices: list[tuple[str, Manner]], is_chosen: Callable[[Manner], bool]) -> None:
        group = QActionGroup(self._menu)
        for title, manner in choices:
            action = self._menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(is_chosen(manner))
            group.addAction(action)
            action.triggered.connect(lambda _=False, other=manner: self.chosen.emit(other))


def _title(name: str) -> str:
    """What a manner is called: one that ships by its name, another by its file's."""
    return translate("Manner", _NAMES[name]) if name in _NAMES else Path(name).name.partition(".")[0]
