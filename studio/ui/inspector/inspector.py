"""The inspector: every unit of a vocabulary by region, the head, the gaze, bringing to neutral, presets."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Final, get_args

import numpy as np
from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.conversion import unit_values
from studio.core.edits import twin
from studio.core.face import FaceState
from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS
from studio.core.units import CHANNELS, VOCABULARIES, Region, Vocabulary
from studio.engine.tracking.port import HARDLY_SEEN
from studio.ui.inspector.gaze import UP, GazePanel
from studio.ui.inspector.neutral import NeutralPanel
from studio.ui.inspector.presets import PresetPanel
from studio.ui.inspector.section import Section
from studio.ui.theme import Theme
from studio.ui.unit_words import explanation, row_title, said, sought
from studio.ui.widgets.row import KeyDiamond, Row
from studio.ui.words import with_its_key

GAZE: Final = "gaze"
"""The name by which a key of the gaze is asked for."""
_MOVED: Final = 0.02
"""Part of its full way from which something counts as moved."""
_POSE: Final = MappingProxyType({
    # slot: as far as, unit, as far as it holds up
    "head.yaw": (45.0, "°", 25.0),
    "head.pitch": (40.0, "°", 15.0),
    "head.roll": (60.0, "°", 30.0),
    "head.x": (10.0, " cm", 6.0),
    "head.y": (10.0, " cm", 6.0),
    "head.z": (20.0, " cm", 12.0),
})  # fmt: skip
NO_KEYS: Final[Mapping[str, bool]] = MappingProxyType({})
_FOLDED: Final = ("head", "gaze", "neutral", "presets")
"""Folded until a person opens them: then all there is can be seen in the smallest window."""


class Inspector(QWidget):
    """Shows a state in the words of a vocabulary, and tells what a person wants instead.

    Names are those of units (of the vocabulary that is shown) or slots (``head.yaw``).

    Attributes:
        gaze, neutral, presets: its panels, with signals of their own.
    """

    units_changed = Signal(object)
    """Unit → value, in its own scale: one, or several at once."""
    slots_changed = Signal(object)
    """Slot → value relative to how the portrait was photographed."""
    released = Signal()
    key_asked = Signal(str)
    copy_asked = Signal()
    """The whole face as text."""
    paste_asked = Signal()
    linked = Signal(bool)
    """Whether left and right move together."""
    spoken = Signal(object)
    """Units of another vocabulary are set."""
    heat_asked = Signal(str)
    """Show where a unit moves the face; with an empty name, no longer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._honoured = frozenset((*CHANNELS, "head", "gaze"))
        self._renderer = ""
        self._settings: QSettings | None = None
        self._vocabulary = VOCABULARIES[0]
        self._state, self._rest = FaceState(), FaceState()
        self._seen: FaceState | None = None
        self._keys: Mapping[str, bool] = {}
        self._numbers: dict[str, tuple[float, float, float | None]] = {}
        """By unit and slot: the value, that of the rest, that which is seen."""
        self._heat = ""
        self._opened: dict[str, bool] = {}
        self._titles: dict[str, str] = {
            "brow": self.tr("Brows"), "eye": self.tr("Eyes"), "cheek": self.tr("Cheeks"),
            "nose": self.tr("Nose"), "mouth": self.tr("Mouth"), "jaw": self.tr("Jaw"),
            "tongue": self.tr("Tongue"), "head": self.tr("Head"), "gaze": self.tr("Gaze"),
            "neutral": self.tr("Neutralise"), "presets": self.tr("Presets"),
        }  # fmt: skip
        self._rows: dict[str, Row] = {}
        self._locked: frozenset[str] = frozenset()
        self._link_told = self._link_key = ""
        self._slots: dict[str, tuple[str, ...]] = {slot: (slot,) for slot in HEAD_SLOTS}
        """By unit and slot of the head: what a key of it is on."""
        self._blind: set[str] = set()
        """Units that are moved most by what no tracker tells: nothing is said of how they are seen."""
        self._sought: dict[str, str] = {}
        """By unit, slot and ``GAZE``: all words by which it is found."""
        self.gaze, self.neutral, self.presets = GazePanel(theme), NeutralPanel(theme), PresetPanel(theme)
        self._regions: dict[str, Section] = {}
        self._head = self._head_section()
        self._gaze, self._neutral, self._presets = (
            self._section(name, panel)
            for name, panel in (("gaze", self.gaze), ("neutral", self.neutral), ("presets", self.presets))
        )
        self._sought[GAZE] = f"gaze eyes {self._titles['gaze']} {self._titles['eye']}".casefold()
        self._build()
        self._fill()
        for row in (*self.neutral.rows.values(), self.presets.strength):
            row.menu_asked.connect(partial(self._open_menu, row))
        for panel in (self.gaze, self.neutral):
            panel.released.connect(self.released)
        self.gaze.key_asked.connect(lambda: self.key_asked.emit(GAZE))
        self.setMinimumWidth(344)

    # What is shown

    @property
    def vocabulary(self) -> Vocabulary:
        return self._vocabulary

    @property
    def is_linked(self) -> bool:
        """Whether what is moved on one side moves on the other too."""
        return self._link.isChecked()

    def row(self, name: str) -> Row:
        """The row of a unit of the vocabulary that is shown, or of a slot of the head."""
        return self._rows[name]

    def section(self, name: str) -> Section:
        """A region of the face, or ``head``, ``gaze``, ``neutral``, ``presets``."""
        return next(section for section in self._sections() if section.name == name)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Which key does what a switch does, by the command's id: tooltips say it."""
        for number, vocabulary in enumerate(VOCABULARIES):
            told = with_its_key(said(vocabulary.title), keys.get(f"face.words_{len(vocabulary)}", ""))
            self._words.setItemData(number, told, Qt.ItemDataRole.ToolTipRole)
        self._link_key = keys.get("face.link", "")
        self._link.setToolTip(with_its_key(self._link_told, self._link_key))

    def show_state(self, state: FaceState, rest: FaceState, keys: Mapping[str, bool] = NO_KEYS) -> None:
        """The face at the playhead, and how it was photographed.

        Args:
            keys: the slots that have keys: whether one is at the playhead.
        """
        self._state, self._rest, self._keys = state, rest, keys
        self._refresh()

    def show_seen(self, seen: FaceState | None) -> None:
        """What the tracker finds in the drawn picture; None while nobody looked."""
        self._seen = seen
        self._refresh()

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Say everything in another vocabulary."""
        self._words.setCurrentIndex(VOCABULARIES.index(vocabulary))
        if vocabulary is not self._vocabulary:
            self._ask_heat("")
            self._vocabulary = vocabulary
            self._keep("vocabulary", vocabulary.name)
            self._fill()
            self.spoken.emit(vocabulary)

    def show_honoured(self, honoured: frozenset[str], renderer: str = "") -> None:
        """What the renderer of that name can move: channels, ``head``, ``gaze``; the rest is greyed."""
        self._honoured, self._renderer = honoured, renderer
        for row in self._rows.values():
            self._honour(row)
        self.gaze.setEnabled("gaze" in honoured)
        self.gaze.setToolTip("" if self.gaze.isEnabled() else self._refusal)
        for panel in (self.neutral, self.presets):
            panel.setEnabled(bool(honoured))

    def show_locked(self, slots: frozenset[str]) -> None:
        """Which slots are locked on the timeline: units of which all are can't be set."""
        if slots != self._locked:
            self._locked = slots
            for row in self._rows.values():
                self._honour(row)

    @property
    def _refusal(self) -> str:
        """Why something can't be moved; empty where nothing is drawn at all."""
        return (
            self.tr("The renderer “{0}” does not move this.").format(self._renderer) if self._renderer else ""
        )

    def _honour(self, row: Row) -> None:
        is_honoured, is_locked = self._is_honoured(row.name), self._locked.issuperset(self._slots[row.name])
        row.setEnabled(is_honoured and not is_locked)
        locked = self.tr("It is locked on the timeline.") if is_locked else ""
        row.refuse(locked if is_honoured else self._refusal)

    def _is_honoured(self, name: str) -> bool:
        return "head" in self._honoured if "." in name else not self._honoured.isdisjoint(self._slots[name])

    def toggle_link(self) -> None:
        """Move left and right together, or each for itself."""
        self._link.click()

    def remember_in(self, settings: QSettings) -> None:
        """Be as it was left: the vocabulary, what is folded, whether the sides are linked."""
        self._opened = {
            name: bool(settings.value(f"inspector/open/{name}", name not in _FOLDED, bool))
            for name in self._titles
        }
        for section in self._sections():
            section.set_open(self._opened[section.name])
        self._link.setChecked(bool(settings.value("inspector/linked", False, bool)))
        named = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
        self.set_vocabulary(named.get(str(settings.value("inspector/vocabulary")), self._vocabulary))
        self._settings = settings

    def _keep(self, name: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(f"inspector/{name}", value)

    def _sections(self) -> tuple[Section, ...]:
        return (*self._regions.values(), self._head, self._gaze, self._neutral, self._presets)

    def _refresh(self) -> None:
        """Show what is known, in those rows that can be seen."""
        if not self.isVisible():
            return  # it is done when it is shown
        self._numbers = self._known()
        if self._only_moved.isChecked():
            self._filter()
        for section in (*self._regions.values(), self._head):
            if section.is_open:
                self._show_rows(section)
            moved = sum(self._is_moved(row) for row in section.rows)
            section.note(self.tr("{0} moved").format(moved) if moved else "")
        beyond = [name for name in HEAD_SLOTS if self._is_beyond(name)]
        self._head.warn(self.tr("beyond what holds up") if beyond else "")
        gaze = self._state.gaze.minus(self._rest.gaze)
        self.gaze.show_gaze(gaze, None if self._seen is None else self._seen.gaze.minus(self._rest.gaze))
        self._show_keys(self.gaze.diamond, GAZE_SLOTS)
        self._gaze.note(f"{gaze.yaw:+z.1f}° {gaze.pitch:+z.1f}°" if self._gaze_moved() else "")

    def _known(self) -> dict[str, tuple[float, float, float | None]]:
        said = [_said(self._vocabulary.name, state.channels.tobytes()) for state in (self._state, self._rest)]
        seen: Sequence[float | None] = [None] * len(self._vocabulary)
        turned: Sequence[float | None] = [None] * len(HEAD_SLOTS)
        if self._seen is not None:
            seen = _said(self._vocabulary.name, self._seen.channels.tobytes())
            turned = self._seen.head.minus(self._rest.head).values()
        head = self._state.head.minus(self._rest.head).values()
        units = zip(self._vocabulary.names, *said, seen, strict=True)
        poses = zip(HEAD_SLOTS, head, [0.0] * len(HEAD_SLOTS), turned, strict=True)
        return {name: (value, rest, found) for name, value, rest, found in (*units, *poses)}

    def _show_rows(self, section: Section) -> None:
        for row in section.rows:
            if row.isHidden():
                continue
            value, rest, seen = self._numbers[row.name]
            row.set_value(value)
            row.track.set_rest(rest)
            row.track.set_seen(None if row.name in self._blind else seen)
            self._show_keys(row.diamond, self._slots[row.name])
            if row.name in _POSE:
                row.warn(
                    self.tr("beyond {0}").format(_holding(row.name)) if self._is_beyond(row.name) else ""
                )

    def _show_keys(self, diamond: KeyDiamond, slots: Iterable[str]) -> None:
        found = [self._keys[slot] for slot in slots if slot in self._keys]
        diamond.show_keys(here=any(found), elsewhere=bool(found))

    def _is_moved(self, row: Row) -> bool:
        value, _, _ = self._numbers.get(row.name, (0.0, 0.0, None))
        return abs(value) > _MOVED * row.track.high

    def _is_beyond(self, slot: str) -> bool:
        return abs(self._numbers[slot][0]) > _POSE[slot][2]

    def _gaze_moved(self) -> bool:
        gaze = self._state.gaze.minus(self._rest.gaze)
        return max(abs(gaze.yaw), abs(gaze.pitch)) > _MOVED * UP

    def _filter(self) -> None:
        """Show what is looked for, whether folded or not; everything if nothing is."""
        words = self._search.text().casefold().split()
        only = self._only_moved.isChecked()
        found = False

        def fits(name: str, moved: bool) -> bool:
            return all(word in self._sought[name] for word in words) and (moved or not only)

        for section in (*self._regions.values(), self._head):
            shown = {row: fits(row.name, row.track.is_dragged or self._is_moved(row)) for row in section.rows}
            for row, fit in shown.items():
                row.setVisible(fit)
            self._offer(section, any(shown.values()))
            found = found or any(shown.values())
        gaze = fits(GAZE, self._gaze_moved())
        self._offer(self._gaze, gaze)
        for section in (self._neutral, self._presets):
            section.setVisible(not words and not only)
        self._nothing.setVisible(not found and not gaze)
        self._nothing.setText(self.tr("Nothing is called that.") if words else self.tr("Nothing is moved."))

    def _offer(self, section: Section, found: bool) -> None:
        section.setVisible(found)
        section.force_open(bool(self._search.text().strip()) or self._only_moved.isChecked())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._refresh()

    # Hands

    def _unit_moved(self, name: str, value: float) -> None:
        values, other = {name: value}, twin(name)
        if self.is_linked and other in self._rows:
            # What goes back to its rest takes its twin back to the twin's own.
            values[other] = self._numbers[other][1] if value == self._numbers[name][1] else value
        self.units_changed.emit(values)

    def _sought_changed(self) -> None:
        self._filter()
        self._refresh()

    def _folded(self, name: str, opened: bool) -> None:
        self._opened[name] = opened
        self._keep(f"open/{name}", opened)
        self._refresh()

    def _open_menu(self, row: Row, _name: str, place: QPoint) -> None:
        self.menu_of(row).popup(place)

    def menu_of(self, row: Row) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name, known = row.name, row.name in self._rows
        menu.addAction(self.tr("Reset")).triggered.connect(row.track.to_rest)
        if known:
            key = self.tr("Remove key") if row.diamond.is_full else self.tr("Set key")
            menu.addAction(key).triggered.connect(lambda: self.key_asked.emit(name))
        if twin(name) in self._rows:
            menu.addAction(self.tr("Mirror to the other side")).triggered.connect(lambda: self._mirror(row))
        menu.addSeparator()
        copy = menu.addAction(self.tr("Copy value"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.box.number))
        if known:
            menu.addAction(self.tr("Copy all as units")).triggered.connect(self.copy_asked)
            menu.addAction(self.tr("Paste units")).triggered.connect(self.paste_asked)
        if name in self._vocabulary.names:
            menu.addSeparator()
            heat = menu.addAction(self.tr("What does this move?"))
            heat.setCheckable(True)
            heat.setChecked(name == self._heat)
            heat.triggered.connect(lambda wanted: self._ask_heat(name if wanted else ""))
        return menu

    def _mirror(self, row: Row) -> None:
        other = twin(row.name)
        if other is not None:
            self.units_changed.emit({other: self._numbers[row.name][0]})
            self.released.emit()

    def _ask_heat(self, name: str) -> None:
        if name != self._heat:
            self._heat = name
            self.heat_asked.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self._heat:
            self._ask_heat("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()  # Space plays, wherever the focus is
        else:
            super().keyPressEvent(event)

    # How it is made

    def _build(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside, units = QWidget(), QWidget()
        lines, self._lines = _column(inside), _column(units)
        self._nothing = QLabel()
        self._nothing.setProperty("quiet", "true")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self._nothing.hide()
        for part in (units, self._head, self._gaze, self._neutral, self._presets, self._nothing):
            lines.addWidget(part)
        lines.addStretch(1)
        area.setWidget(inside)
        column = _column(self)
        column.addLayout(self._top())
        column.addWidget(area)

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(4)
        self._words = QComboBox()
        for part in (self._words, self._words.view()):
            part.setAccessibleName(self.tr("Units"))
        self._words.setToolTip(self.tr("Which units the face is moved by"))
        self._words.addItems([_SHORT[vocabulary.name] for vocabulary in VOCABULARIES])
        self._words.activated.connect(lambda i: self.set_vocabulary(VOCABULARIES[i]))
        # As wide as the shortest: the others are cut where there is no room, and whole in the list.
        self._words.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._words.setMinimumContentsLength(len(_SHORT["ARKIT_52"]))
        line.addWidget(self._words, 1)
        self._link = _switch(self.tr("Mirror"), self.tr("Move left and right together"))
        self._link.toggled.connect(lambda linked: self._keep("linked", linked))
        self._link.toggled.connect(self.linked)
        line.addWidget(self._link)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search units"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._sought_changed)
        line.addWidget(self._search, 1)
        self._only_moved = _switch(self.tr("Moved"), self.tr("Show only what is moved"))
        self._only_moved.toggled.connect(self._sought_changed)
        line.addWidget(self._only_moved)
        return line

    def _section(self, name: str, panel: QWidget | None = None) -> Section:
        section = Section(name, self._titles[name])
        section.set_open(self._opened.get(name, name not in _FOLDED))
        if panel is not None:
            section.lines.addWidget(panel)
        section.folded.connect(partial(self._folded, name))
        return section

    def _head_section(self) -> Section:
        section = self._section("head")
        titles = (
            self.tr("Yaw"), self.tr("Pitch"), self.tr("Roll"),
            self.tr("Right"), self.tr("Up"), self.tr("Near"),
        )  # fmt: skip
        for (slot, (far, unit, holds)), title in zip(_POSE.items(), titles, strict=True):
            row = Row(slot, title, -far, far, self._theme, unit)
            row.track.set_holds(-holds, holds)
            beyond = self.tr("{0}: more than {1} is beyond what holds up")
            row.explain(beyond.format(title, _holding(slot)))
            row.changed.connect(lambda slot, value: self.slots_changed.emit({slot: value}))
            self._add(section, row, f"{slot} {title} {self._titles['head']}")
        widest = max(row.box.sizeHint().width() for row in section.rows)
        for row in section.rows:
            row.box.setFixedWidth(widest)
        return section

    def _fill(self) -> None:
        """Rows for the vocabulary, in sections by region."""
        for section in self._regions.values():
            for row in section.rows:
                del self._rows[row.name], self._sought[row.name]
            self._lines.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._regions = {}
        there = {unit.region for unit in self._vocabulary.units}
        for region in (region for region in get_args(Region) if region in there):
            self._regions[region] = self._section(region)
            self._lines.addWidget(self._regions[region])
        for unit in self._vocabulary.units:
            digits = 1 if unit.full > 1 else 2
            row = Row(unit.name, row_title(unit), 0.0, unit.full, self._theme, digits=digits)
            row.explain(explanation(unit))
            row.changed.connect(self._unit_moved)
            self._slots[unit.name] = tuple(unit.weights)
            most = max(unit.weights.values())
            if HARDLY_SEEN.issuperset(name for name, weight in unit.weights.items() if weight == most):
                self._blind.add(unit.name)
            self._add(self._regions[unit.region], row, f"{sought(unit)} {self._titles[unit.region]}")
        sided = any(twin(unit.name) for unit in self._vocabulary.units)
        self._link_told = (
            self.tr("Move left and right together")
            if sided
            else self.tr("Move left and right together: on the face, as these units always do")
        )
        self._link.setToolTip(with_its_key(self._link_told, self._link_key))
        self._filter()
        self._refresh()

    def _add(self, section: Section, row: Row, words: str) -> None:
        row.released.connect(self.released)
        row.key_asked.connect(self.key_asked)
        row.menu_asked.connect(partial(self._open_menu, row))
        self._rows[row.name] = row
        self._honour(row)
        self._sought[row.name] = words.casefold()
        section.add(row)


def _holding(slot: str) -> str:
    """How far a slot of the head may go."""
    _, unit, holds = _POSE[slot]
    return f"±{holds:g}{unit}"


def _switch(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _column(place: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


_SHORT: Final = MappingProxyType({
    "FACS_17": "17 FACS", "FACEWAREHOUSE_46": "46 FaceWarehouse", "ARKIT_52": "52 ARKit",
})  # fmt: skip
"""Vocabularies, as briefly as they are known by."""


@lru_cache(16)
def _said(vocabulary: str, channels: bytes) -> tuple[float, ...]:
    """Channels, as they lie in memory, in the words of a vocabulary."""
    units = next(each for each in VOCABULARIES if each.name == vocabulary)
    return tuple(map(float, unit_values(units, np.frombuffer(channels, np.float32))))
