"""The project becomes a file."""

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.app import exporting
from studio.app.commands import Command
from studio.app.orders import Order
from studio.app.preview import Drawn, draw
from studio.core.project import Crop
from studio.core.time import Seconds
from studio.ui.controllers.document import DocumentController
from studio.ui.desk import DRAWING, Desk
from studio.ui.dialogs.export import ExportDialog
from studio.ui.stage.stage import image_of
from studio.ui.words import entitled, in_a_row, in_their_words, translate

_LARGE: Final = 480
"""Pixels of the longer side of the first frame's picture."""


class ExportController(QObject):
    """Asks what to write, writes it, and says what was written."""

    def __init__(self, desk: Desk, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._documents, self._window = desk, documents, window

    def commands(self) -> list[Command]:
        return [
            Command(
                "file.export", translate("Commands", "Export…"), "File", self.export, "Ctrl+E",
                lambda: self._desk.can_draw() and not self._documents.is_loading,
                "galatea export PROJECT -o FILE",
                because=lambda: self._desk.refusal() or self._documents.why_not_ready(),
            )
        ]  # fmt: skip

    def export(self) -> None:
        """Ask what to write and where, and write it."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None:
            return
        desk.leaving.emit()
        pace = desk.preview.cost.get("full")
        matter = exporting.matter_of(
            desk.session.content(), portrait, desk.time, None if pace is None else pace / 1000
        )
        folder, name = self._documents.folder_for("exports"), desk.session.proposed_name
        if portrait.is_video and name == portrait.path.stem:  # never the name of what was filmed
            name = self.tr("{0} edited").format(name)
        dialog = ExportDialog(matter, folder, name, None, self._window)

        def show_first(moment: Seconds) -> None:
            scene = exporting.scene_of(desk.session.content(), portrait, others=desk.beside())
            desk.drawing.start(
                DRAWING,
                lambda _tell: draw(scene, moment, "draft"),
                lambda drawn: dialog.show_picture(_small(drawn, matter.crop)),
            )

        dialog.first_changed.connect(show_first)
        show_first(matter.range.start)
        if dialog.exec():
            self._documents.remember_folder(dialog.order.goal, "exports")
            self.write(dialog.order)

    def write(self, order: Order) -> None:
        """Write the project as a file in the background."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None:
            return
        content, others = desk.session.content(), desk.beside()
        desk.leaving.emit()
        desk.begin(
            desk.working.start(
                self.tr("Exporting {0}").format(order.goal.name),
                lambda tell: exporting.export(content, portrait, order, tell, others),
                self._written,
            )
        )

    def _written(self, written: exporting.Written) -> None:
        told = self.tr("{0} is written").format(written.path.name)
        facts = (in_their_words(each) for each in written.told)
        whole = (fact if fact.endswith((".", "。")) else self.tr("{0}.").format(fact) for fact in facts)
        self._desk.said.emit(entitled(told, in_a_row(whole)))


def _small(drawn: Drawn, crop: Crop | None) -> QImage:
    how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    left, top, right, bottom = crop or (0, 0, *drawn.pixels.shape[1::-1])
    return image_of(drawn.pixels[top:bottom, left:right]).scaled(QSize(_LARGE, _LARGE), *how)
