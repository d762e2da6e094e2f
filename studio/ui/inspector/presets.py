"""Expressions to choose from, each drawn small on this portrait."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.presets import Preset
from studio.core.units import find_unit
from studio.ui.theme import Theme
from studio.ui.widgets.row import Row

EXPRESSIONS, MOUTHS, OWN = "expressions", "mouths", "own"
PICTURE: Final = 56
"""How large a preset's picture is."""
_IN_A_LINE: Final = 4
_ROOM: Final = 64
"""Pixels that a preset's name has."""


class _Group(QWidget):
    """Buttons in lines of four."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets: dict[str, Preset] = {}
        self.buttons: dict[str, QToolButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 4, 8, 4)
        self._grid.setSpacing(4)
        for column in range(_IN_A_LINE):
            self._grid.setColumnStretch(column, 1)

    def fill(self, buttons: Mapping[str, tuple[Preset, QToolButton]]) -> None:
        for old in self.buttons.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.presets = {name: preset for name, (preset, _) in buttons.items()}
        self.buttons = {name: button for name, (_, button) in buttons.items()}
        for i, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, i // _IN_A_LINE, i % _IN_A_LINE)


def _in_two_lines(title: str, metrics: QFontMetrics) -> str:
    """A name of two words that is too long for one line takes two; what is still too long is cut."""
    lines = [title] if metrics.horizontalAdvance(title) <= _ROOM else title.split(" ", 1)
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, _ROOM) for line in lines)


class PresetPanel(QWidget):
    """Three groups, of which one is shown, and how strongly a preset is set."""

    asked = Signal(object, float)
    """A ``Preset`` and its strength, 0–1."""
    pictures_asked = Signal()
    """Presets are seen now that have no picture: ``without_picture``."""
    group_chosen = Signal(str)
    keep_asked = Signal()
    rename_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedWidget()
        self._groups = {name: _Group() for name in (EXPRESSIONS, MOUTHS, OWN)}
        self._pictures: dict[tuple[str, str], QIcon] = {}
        self._switch = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addLayout(self._choice())
        self.strength = Row("strength", self.tr("Strength"), 0.0, 100.0, theme, " %", 0, keyed=False)
        self.strength.track.set_rest(100.0)
        self.strength.set_value(100.0)
        column.addWidget(self.strength)
        for group in self._groups.values():
            self._pages.addWidget(group)
        column.addWidget(self._pages)
        self._nothing = QLabel(self.tr("Nothing kept yet."))
        self._nothing.setProperty("quiet", "true")
        self._nothing.setContentsMargins(8, 4, 8, 4)
        self._keep = QPushButton(self.tr("Keep as a preset…"))
        self._keep.setToolTip(self.tr("Keep what the face does now, for all projects"))
        self._keep.clicked.connect(self.keep_asked)
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self._keep)
        line.addStretch(1)
        column.addWidget(self._nothing)
        column.addLayout(line)
        self.choose(EXPRESSIONS)

    # What is shown

    @property
    def group(self) -> str:
        """The group that is shown."""
        return tuple(self._groups)[self._pages.currentIndex()]

    def choose(self, name: str) -> None:
        """Show another group."""
        place = tuple(self._groups).index(name)
        for i, group in enumerate(self._groups.values()):
            # A page that is not shown takes no room.
            shown = QSizePolicy.Policy.Preferred if i == place else QSizePolicy.Policy.Ignored
            group.setSizePolicy(QSizePolicy.Policy.Preferred, shown)
        self._pages.setCurrentIndex(place)
        self._switch.button(place).setChecked(True)
        self._show_nothing()
        self._ask_pictures()

    def show_presets(
        self,
        group: str,
        presets: Sequence[Preset],
        titles: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """Fill a group; ``titles`` and ``hints``, by name, tell more than the name does."""
        titles, hints = titles or {}, hints or {}
        made = {
            preset.name: (
                preset,
                self._button(group, preset, titles.get(preset.name, preset.name), hints.get(preset.name, "")),
            )
            for preset in presets
        }
        self._pictures = {
            key: icon for key, icon in self._pictures.items() if key[0] != group or key[1] in made
        }
        self._groups[group].fill(made)
        self._show_nothing()
        self._ask_pictures()

    def presets(self, group: str) -> tuple[Preset, ...]:
        """All of a group."""
        return tuple(self._groups[group].presets.values())

    def button(self, group: str, name: str) -> QToolButton:
        """What is pressed for a preset."""
        return self._groups[group].buttons[name]

    def without_picture(self) -> list[Preset]:
        """Of those that can be seen; empty while none can."""
        presets = self._groups[self.group].presets if self.isVisible() else {}
        return [preset for name, preset in presets.items() if (self.group, name) not in self._pictures]

    def show_picture(self, group: str, name: str, picture: QImage) -> None:
        """What a preset looks like on this portrait."""
        icon = self._pictures[group, name] = QIcon(QPixmap.fromImage(picture))
        if name in self._groups[group].buttons:
            self.button(group, name).setIcon(icon)

    def forget_pictures(self) -> None:
        """Another portrait is there, or none."""
        self._pictures = {}
        for group in self._groups.values():
            for button in group.buttons.values():
                button.setIcon(QIcon())
        self._ask_pictures()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._ask_pictures()

    def _ask_pictures(self) -> None:
        if self.without_picture():
            self.pictures_asked.emit()

    def _show_nothing(self) -> None:
        own = self.group == OWN
        self._nothing.setVisible(own and not self._groups[OWN].presets)
        self._keep.setVisible(own)

    # How it is made

    def _choice(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 8, 4)
        line.setSpacing(4)
        titles = {
            EXPRESSIONS: self.tr("Expressions"), MOUTHS: self.tr("Mouth shapes"), OWN: self.tr("Yours"),
        }  # fmt: skip
        for i, (name, title) in enumerate(titles.items()):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._chosen, name))
            self._switch.addButton(button, i)
            line.addWidget(button)
        return line

    def _chosen(self, name: str) -> None:
        self.choose(name)
        self.group_chosen.emit(name)

    def _button(self, group: str, preset: Preset, title: str, hint: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("preset")
        button.setText(_in_two_lines(title, button.fontMetrics()))
        button.setProperty("lines", str(1 + button.text().count("\n")))
        button.setToolTip("\n".join(filter(None, (title, hint, _units(preset)))))
        button.setAccessibleName(title)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(PICTURE, PICTURE))
        button.setMinimumWidth(_ROOM + 8)  # four of them, and a bar that scrolls, in the narrowest panel
        button.setIcon(self._pictures.get((group, preset.name), QIcon()))
        button.clicked.connect(lambda: self.asked.emit(preset, self.strength.track.value / 100))
        if group == OWN:
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(partial(self._open_menu, button, preset.name))
        return button

    def _open_menu(self, button: QToolButton, name: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename…")).triggered.connect(lambda: self.rename_asked.emit(name))
        menu.addAction(self.tr("Remove…")).triggered.connect(lambda: self.remove_asked.emit(name))
        menu.popup(button.mapToGlobal(place))


def _units(preset: Preset) -> str:
    """Its units, the strongest first, three in a line."""
    order = sorted(preset.units, key=lambda name: -preset.units[name] / find_unit(name).full)
    told = [f"{name} {preset.units[name]:.2g}" for name in order]
    return "\n".join(",  ".join(told[i : i + 3]) for i in range(0, len(told), 3))
