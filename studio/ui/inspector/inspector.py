"""The inspector: every unit of a vocabulary by region, the head, the gaze, and bringing to neutral."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.conversion import unit_values
from studio.core.face import FaceState
from studio.core.presets import EMOTIONS
from studio.core.units import ARKIT_52, FACEWAREHOUSE_46, FACS_17, ActionUnit, Region, Vocabulary
from studio.ui.theme import Theme
from studio.ui.widgets.pad import GazePad
from studio.ui.widgets.row import Row

_VOCABULARIES: Final = (FACS_17, FACEWAREHOUSE_46, ARKIT_52)
_MOVED: Final = 0.02
"""Part of its full value from which a unit counts as moved."""
_POSE: Final = (
    # slot, title, as far as, unit, as far as it holds up
    ("head.yaw", "Yaw", 45.0, "°", 25.0),
    ("head.pitch", "Pitch", 40.0, "°", 15.0),
    ("head.roll", "Roll", 60.0, "°", 30.0),
    ("head.x", "Right", 10.0, " cm", 6.0),
    ("head.y", "Up", 10.0, " cm", 6.0),
    ("head.z", "Nearer", 20.0, " cm", 12.0),
)
GAZE_ACROSS, GAZE_UP = 40.0, 30.0


class Section(QWidget):
    """A title that folds what is below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setProperty("section", "true")
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.setArrowType(Qt.ArrowType.DownArrow)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._body = QWidget()
        self.lines = QVBoxLayout(self._body)
        self.lines.setContentsMargins(0, 0, 0, 4)
        self.lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._button)
        column.addWidget(self._body)
        self._button.toggled.connect(self._fold)

    def _fold(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self._button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)


class Inspector(QWidget):
    """Shows a state in the words of a vocabulary, and tells what a person wants instead.

    Signals carry names of units (of the vocabulary that is shown) or slots (``head.yaw``).
    """

    unit_changed = Signal(str, float)
    slot_changed = Signal(str, float)
    gaze_changed = Signal(float, float)
    released = Signal()
    key_asked = Signal(str)
    neutralise_asked = Signal(float)
    preset_asked = Signal(str, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._vocabulary: Vocabulary = FACS_17
        self._rows: dict[str, Row] = {}
        self._poses: dict[str, Row] = {}
        self._sections: dict[str, Section] = {}
        self._presets: dict[str, QToolButton] = {}
        self._state, self._rest = FaceState(), FaceState()
        self._region_titles: dict[Region, str] = {
            "brow": self.tr("Brows"), "eye": self.tr("Eyes"), "cheek": self.tr("Cheeks"),
            "nose": self.tr("Nose"), "mouth": self.tr("Mouth"), "jaw": self.tr("Jaw"),
            "tongue": self.tr("Tongue"),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 4, 8)
        self._lines.setSpacing(0)
        area.setWidget(self._inside)
        column.addWidget(area)
        self._units_place = QWidget()
        self._units = QVBoxLayout(self._units_place)
        self._units.setContentsMargins(0, 0, 0, 0)
        self._units.setSpacing(0)
        self._lines.addWidget(self._units_place)
        self._lines.addWidget(self._pose_section())
        self._lines.addWidget(self._gaze_section())
        self._lines.addWidget(self._neutral_section())
        self._lines.addWidget(self._preset_section())
        self._lines.addStretch(1)
        self._fill()
        self.setMinimumWidth(348)

    # What is shown

    @property
    def vocabulary(self) -> Vocabulary:
        return self._vocabulary

    def show_state(self, state: FaceState, rest: FaceState) -> None:
        """The face at the playhead, and how it was photographed."""
        self._state, self._rest = state, rest
        values = unit_values(self._vocabulary, state.channels)
        rests = unit_values(self._vocabulary, rest.channels)
        for unit, value, still in zip(self._vocabulary.units, values, rests, strict=True):
            row = self._rows[unit.name]
            row.set_value(float(value))
            row.track.set_rest(float(still))
        head = dict(
            zip(("yaw", "pitch", "roll", "x", "y", "z"), state.head.minus(rest.head).values(), strict=True)
        )
        for slot, row in self._poses.items():
            row.set_value(head[slot.removeprefix("head.")])
        gaze = state.gaze.minus(rest.gaze)
        self._pad.set_angles(gaze.yaw, gaze.pitch)
        self._gaze_numbers.setText(f"{gaze.yaw:+.1f}° {gaze.pitch:+.1f}°")
        self._show_rows()

    def show_seen(self, channels: NDArray[np.floating] | None) -> None:
        """What the tracker finds in the drawn picture; None while nobody looked."""
        values = None if channels is None else unit_values(self._vocabulary, channels)
        for i, unit in enumerate(self._vocabulary.units):
            self._rows[unit.name].track.set_seen(None if values is None else float(values[i]))

    def show_keys(self, keys: Mapping[str, tuple[bool, bool]]) -> None:
        """For each unit's name or slot: is a key here, is there one elsewhere."""
        for name, row in (*self._rows.items(), *self._poses.items()):
            here, elsewhere = keys.get(name, (False, False))
            row.diamond.show_keys(here=here, elsewhere=elsewhere)

    def show_checks(self, text: str) -> None:
        """What was found after neutralising."""
        self._checks.setText(text)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Say everything in another vocabulary."""
        if vocabulary is not self._vocabulary:
            self._vocabulary = vocabulary
            self._buttons.button(_VOCABULARIES.index(vocabulary)).setChecked(True)
            self._fill()
            self.show_state(self._state, self._rest)

    # How it is made

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(4)
        self._buttons = QButtonGroup(self)
        for i, vocabulary in enumerate(_VOCABULARIES):
            button = QToolButton()
            button.setText(str(len(vocabulary)))
            button.setCheckable(True)
            button.setToolTip(vocabulary.title)
            button.setAccessibleName(vocabulary.title)
            button.clicked.connect(lambda _=False, v=vocabulary: self.set_vocabulary(v))
            self._buttons.addButton(button, i)
            line.addWidget(button)
        self._buttons.button(0).setChecked(True)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search units"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show_rows)
        line.addWidget(self._search)
        self._only_moved = QToolButton()
        self._only_moved.setText(self.tr("Moved"))
        self._only_moved.setCheckable(True)
        self._only_moved.setToolTip(self.tr("Show only what is moved"))
        self._only_moved.toggled.connect(self._show_rows)
        line.addWidget(self._only_moved)
        return line

    def _fill(self) -> None:
        while (item := self._units.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._rows, self._sections = {}, {}
        for unit in self._vocabulary.units:
            if unit.region not in self._sections:
                section = self._sections[unit.region] = Section(self._region_titles[unit.region])
                self._units.addWidget(section)
            row = Row(unit.name, _short(unit), 0.0, unit.full, self._theme)
            row.explain(f"{unit.name}: {unit.title}\n{unit.muscle}")
            row.changed.connect(self.unit_changed)
            row.released.connect(self.released)
            row.key_asked.connect(self.key_asked)
            self._rows[unit.name] = row
            self._sections[unit.region].lines.addWidget(row)

    def _pose_section(self) -> Section:
        section = Section(self.tr("Head"))
        titles = (
            self.tr("Yaw"),
            self.tr("Pitch"),
            self.tr("Roll"),
            self.tr("Right"),
            self.tr("Up"),
            self.tr("Nearer"),
        )
        for (slot, _, far, unit, holds), title in zip(_POSE, titles, strict=True):
            row = Row(slot, title, -far, far, self._theme, unit)
            row.track.set_holds(-holds, holds)
            row.explain(self.tr("Beyond {0}{1} is more than what holds up").format(f"±{holds:g}", unit))
            row.changed.connect(self.slot_changed)
            row.released.connect(self.released)
            row.key_asked.connect(self.key_asked)
            self._poses[slot] = row
            section.lines.addWidget(row)
        return section

    def _gaze_section(self) -> Section:
        section = Section(self.tr("Gaze"))
        self._pad = GazePad(GAZE_ACROSS, GAZE_UP, self._theme.colour("yours"))
        self._pad.changed.connect(self.gaze_changed)
        self._pad.released.connect(self.released)
        self._gaze_numbers = QLabel()
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self._pad)
        line.addWidget(self._gaze_numbers)
        line.addStretch(1)
        section.lines.addLayout(line)
        return section

    def _neutral_section(self) -> Section:
        section = Section(self.tr("Neutralise"))
        row = Row("neutral", self.tr("Expression left"), 0.0, 1.0, self._theme)
        row.explain(self.tr("How much of the photographed expression is left: 0 is neutral"))
        row.diamond.hide()
        row.track.set_rest(1.0)
        row.changed.connect(lambda _name, value: self.neutralise_asked.emit(value))
        row.released.connect(self.released)
        self._neutral = row
        self._checks = QLabel()
        self._checks.setWordWrap(True)
        self._checks.setProperty("quiet", "true")
        self._checks.setContentsMargins(8, 4, 8, 0)
        section.lines.addWidget(row)
        section.lines.addWidget(self._checks)
        return section

    def _preset_section(self) -> Section:
        section = Section(self.tr("Expressions"))
        self._strength = Row("strength", self.tr("Strength"), 0.0, 1.0, self._theme)
        self._strength.diamond.hide()
        self._strength.set_value(1.0)
        self._strength.track.set_rest(1.0)
        section.lines.addWidget(self._strength)
        names = {
            "Joy": self.tr("Joy"), "Sadness": self.tr("Sadness"), "Surprise": self.tr("Surprise"),
            "Fear": self.tr("Fear"), "Anger": self.tr("Anger"), "Disgust": self.tr("Disgust"),
            "Contempt": self.tr("Contempt"), "Thought": self.tr("Thought"),
        }  # fmt: skip
        grid = QGridLayout()
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setSpacing(4)
        for i, preset in enumerate(EMOTIONS):
            button = QToolButton()
            button.setObjectName("preset")
            button.setText(names[preset.name])
            button.setToolTip(", ".join(f"{unit} {value:g}" for unit, value in preset.units.items()))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(52, 52))
            button.clicked.connect(lambda _=False, name=preset.name: self._preset_chosen(name))
            self._presets[preset.name] = button
            grid.addWidget(button, i // 4, i % 4)
        section.lines.addLayout(grid)
        return section

    def _preset_chosen(self, name: str) -> None:
        self.preset_asked.emit(name, self._strength.track.value)
        self.released.emit()

    def show_thumbnail(self, name: str, picture: QImage | None) -> None:
        """What a preset looks like on this portrait; None takes it away."""
        icon = QIcon() if picture is None else QIcon(QPixmap.fromImage(picture))
        self._presets[name].setIcon(icon)

    def show_left(self, weight: float) -> None:
        """How much of the photographed expression is left."""
        self._neutral.set_value(weight)

    def _show_rows(self) -> None:
        words = self._search.text().casefold().split()
        only = self._only_moved.isChecked()
        shown: set[str] = set()
        for unit in self._vocabulary.units:
            text = f"{unit.name} {unit.title} {unit.muscle} {unit.region}".casefold()
            row = self._rows[unit.name]
            fits = all(word in text for word in words)
            fits = fits and (not only or row.track.value > _MOVED * unit.full or row.track.is_dragged)
            row.setVisible(fits)
            if fits:
                shown.add(unit.region)
        for region, section in self._sections.items():
            section.setVisible(region in shown)


def _short(unit: ActionUnit) -> str:
    """A name for a row: FACS units with what they do, others by their own names."""
    if unit.name.startswith("AU"):
        return f"{unit.name} {unit.title.partition(' (')[0]}"
    return unit.name
