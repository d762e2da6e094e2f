"""How many times as much, and how many times as long, what the selected keys do should be."""

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QSpinBox, QWidget

from studio.ui.widgets.answers import with_answers


class ScaleDialog(QDialog):
    """Percent of values and of time; what it would come to is asked for at once."""

    tried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Scale keys"))
        self.amounts = self._percent(self.tr("How large their values are"), -400, 400)
        self.lengths = self._percent(self.tr("How long they take"), 1, 1000)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Values"), self.amounts)
        form.addRow(self.tr("&Time"), self.lengths)
        with_answers(self, form, self.tr("Scale"))

    @property
    def values(self) -> float:
        """How many times as much."""
        return self.amounts.value() / 100

    @property
    def times(self) -> Fraction:
        """How many times as long."""
        return Fraction(self.lengths.value(), 100)

    def _percent(self, name: str, least: int, most: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(100)
        box.setSuffix(self.tr(" %"))
        box.lineEdit().setTextMargins(4, 0, 4, 0)
        box.setSingleStep(10)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.valueChanged.connect(self.tried)
        return box
