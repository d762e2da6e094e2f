"""How a person likes to record to picture."""

from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QSpinBox,
    QWidget,
)

from studio.app.to_picture import EARS, PRE_ROLLS, RecordingSettings
from studio.ui.widgets.answers import with_answers

_LATEST: Final = 500


class RecordingDialog(QDialog):
    """Pre-roll, what counts in, what is heard, and whether it goes on."""

    def __init__(self, settings: RecordingSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Record to picture"))
        self.pre_roll = self._box(self.tr("Picture before the line"))
        for seconds in PRE_ROLLS:
            self.pre_roll.addItem(self.tr("{0} s").format(seconds), seconds)
        self.pre_roll.setCurrentIndex(max(0, self.pre_roll.findData(settings.pre_roll)))
        self.ear = self._box(self.tr("The film's own sound"))
        titles = (
            self.tr("In the left ear"),
            self.tr("In the right ear"),
            self.tr("In both ears"),
            self.tr("Not heard"),
        )
        for ear, title in zip(EARS, titles, strict=True):
            self.ear.addItem(title, ear)
        self.ear.setCurrentIndex(EARS.index(settings.ear))
        self.beeps = self._switch(self.tr("Three beeps, then silence"), settings.beeps)
        self.streamer = self._switch(self.tr("A bar wipes over the picture"), settings.streamer)
        self.loops = self._switch(self.tr("Again and again, each time a take"), settings.loops)
        self.late = QSpinBox()
        self.late.setRange(-_LATEST, _LATEST)
        self.late.setSuffix(self.tr(" ms"))
        self.late.lineEdit().setTextMargins(4, 0, 4, 0)
        self.late.setValue(settings.late)
        self.late.setAccessibleName(self.tr("The recording comes late by"))
        self.late.setToolTip(
            self.tr("What the devices tell is counted already; wireless ones may not tell all.")
        )
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Picture before the line"), self.pre_roll)
        form.addRow(self.tr("Counting in"), self.beeps)
        form.addRow("", self.streamer)
        form.addRow(self.tr("The film's &own sound"), self.ear)
        form.addRow(self.tr("Takes"), self.loops)
        form.addRow(self.tr("&The recording comes late by"), self.late)
        with_answers(self, form, self.tr("Keep"))

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        return box

    def _switch(self, title: str, on: bool) -> QCheckBox:
        switch = QCheckBox(title)
        switch.setChecked(on)
        return switch

    @property
    def settings(self) -> RecordingSettings:
        """What was chosen."""
        return RecordingSettings(
            self.pre_roll.currentData(), self.ear.currentData(), self.beeps.isChecked(),
            self.streamer.isChecked(), self.loops.isChecked(), self.late.value(),
        )  # fmt: skip
