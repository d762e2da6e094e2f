"""Which driver moves the mouth, the rest of the face, and the head."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from studio.core.project import Drivers
from studio.core.timeline import PORTIONS, Portion
from studio.ui.widgets.answers import with_answers
from studio.ui.widgets.choice import ChoiceBox, Offered
from studio.ui.words import called

_WIDE = 320


class DriversDialog(QDialog):
    """One choice for each portion of the face; what can't move it is grey."""

    def __init__(self, drivers: Drivers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Several drivers"))
        self._drivers = drivers
        titles = {
            "mouth": self.tr("Mouth"), "face": self.tr("Face and gaze"), "head": self.tr("Head"),
        }  # fmt: skip
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self.boxes = {portion: ChoiceBox(titles[portion], "") for portion in PORTIONS}
        for portion, box in self.boxes.items():
            box.setMinimumWidth(_WIDE)
            box.chosen.connect(lambda _: self._show_refusals())
            form.addRow(titles[portion], box)
        self._refusals = QLabel()
        self._refusals.setProperty("quiet", "true")
        self._refusals.setWordWrap(True)
        self._refusals.setMinimumHeight(2 * self._refusals.fontMetrics().lineSpacing())
        form.addRow(self._refusals)
        with_answers(self, form, self.tr("Choose"))
        self._offered: Mapping[Portion, Sequence[Offered]] = {}

    @property
    def drivers(self) -> Drivers:
        """What is chosen."""
        return Drivers(**{portion: box.currentData() for portion, box in self.boxes.items()})

    @property
    def refusals(self) -> str:
        """What of it can't be done, as it is read."""
        return self._refusals.text()

    def show_offered(self, offered: Mapping[Portion, Sequence[Offered]]) -> None:
        """What can be chosen for each portion; what is chosen stays."""
        self._offered = offered
        for portion, box in self.boxes.items():
            chosen = box.currentData() or self._drivers.of(portion)
            box.show_offered(offered[portion], chosen, named=False)
        self._show_refusals()

    def _show_refusals(self) -> None:
        """Say what is chosen and can't be: another one does that."""
        whys = [
            each.why_not
            for portion, box in self.boxes.items()
            for each in self._offered[portion]
            if each.why_not and each.name == box.currentData()
        ]
        instead = self.tr("“{0}” moves that instead.").format(called(Drivers().mouth))
        self._refusals.setText("\n".join((*whys, instead)) if whys else "")
