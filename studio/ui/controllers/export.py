"""The project becomes a file."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app import exporting
from studio.app.commands import Command
from studio.core.errors import UsageError
from studio.ui.controllers.document import DocumentController
from studio.ui.desk import Desk, clock
from studio.ui.dialogs.export import ExportDialog
from studio.ui.words import translate


class ExportController(QObject):
    """Asks what to write, writes it, and says what was written."""

    def __init__(self, desk: Desk, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._documents, self._window = desk, documents, window

    def commands(self) -> list[Command]:
        return [
            Command(
                "file.export", translate("Commands", "Export…"), "File", self.export, "Ctrl+E",
                lambda: self._desk.has_portrait, "galatea animate PORTRAIT",
            )
        ]  # fmt: skip

    def export(self) -> None:
        """Ask what to write and where, and write it."""
        name = self._desk.session.title
        dialog = ExportDialog(Path(self._documents.folder), name, self._facts, self._window)
        if dialog.exec():
            self.write(dialog.kind, dialog.path)

    def _facts(self, kind: str) -> str:
        assert self._desk.portrait is not None
        width, height = self._desk.portrait.likeness.size
        rate, span = self._desk.rate, self._desk.span()
        frames = max(1, rate.count_in(span.length))
        if kind == "still":
            return self.tr("{0} × {1} pixels").format(width, height)
        if kind in ("csv", "json"):
            return self.tr("{0} frames at {1} fps").format(frames, f"{float(rate):g}")
        return self.tr("{0} × {1} pixels, {2} frames, {3}").format(width, height, frames, clock(span.length))

    def write(self, kind: str, goal: Path) -> None:
        """Write the project as a file in the background."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None:
            return
        content, moment = desk.session.content(), desk.time
        if goal.exists() and goal.samefile(portrait.path):
            desk.tell(UsageError("The result would replace the portrait itself.", "Give another name."))
            return
        desk.leaving.emit()

        def work(tell: object) -> exporting.Written:
            if kind == "still":
                return exporting.still(content, portrait, moment, goal, tell, force=True)  # type: ignore[arg-type]
            if kind in ("csv", "json"):
                return exporting.curves(content, portrait, goal, force=True)
            return exporting.film(content, portrait, goal, kind, "full", tell, force=True)  # type: ignore[arg-type]

        title = self.tr("Exporting {0}").format(goal.name)
        desk.begin(desk.working.start(title, work, self._written))

    def _written(self, written: exporting.Written) -> None:
        told = self.tr("{0} is written: {1} frames").format(written.path.name, written.frames)
        if written.facts is not None:
            told += self.tr(", checked")
        self._desk.said.emit(told)
