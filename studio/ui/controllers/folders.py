"""Folders of portraits are brought to rest, beside whatever else is done."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.app.batch import (
    GROUPS,
    BatchDone,
    BatchRow,
    BatchSettings,
    Strengths,
    neutralise_folder,
    read_settings,
)
from studio.app.commands import Command
from studio.app.jobs import Job, is_defect
from studio.core.errors import StudioError
from studio.ui.desk import Desk
from studio.ui.dialogs.folder import FolderDialog
from studio.ui.dispatch import Dispatcher
from studio.ui.words import in_a_row, in_their_words, translate

_LOOKS = 120
"""Milliseconds between two looks at how far it is."""


class FolderController(QObject):
    """Asks for two folders; what is begun goes on behind the window, and goes on after an interruption."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._deliver = Dispatcher(self).deliver
        self._dialog: FolderDialog | None = None
        self._job: Job[BatchDone] | None = None
        self._watch = QTimer(self, interval=_LOOKS)
        self._watch.timeout.connect(self._look)

    def commands(self) -> list[Command]:
        return [
            Command(
                "face.folder", translate("Commands", "Neutralise a folder…"), "Face", self.ask,
                twin="galatea neutralise FOLDER -o FOLDER",
            )
        ]  # fmt: skip

    @property
    def dialog(self) -> FolderDialog:
        """The one dialog; it is there again as it was left."""
        if self._dialog is None:
            self._dialog = FolderDialog(self._desk.theme, GROUPS, self._window)
            self._dialog.start_asked.connect(self.start)
            self._dialog.stop_asked.connect(self.stop)
            self._restore(self._dialog)
        return self._dialog

    def ask(self) -> None:
        """Show the dialog."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _restore(self, dialog: FolderDialog) -> None:
        settings = self._desk.settings
        dialog.source.setText(str(settings.value("folder/neutralise_from", "")))
        dialog.goal.setText(str(settings.value("folder/neutralise_to", "")))

    # At work

    def start(self) -> None:
        """Begin, or go on where it was interrupted."""
        desk, dialog = self._desk, self.dialog
        try:
            source, goal, wanted = self._wanted()
        except StudioError as error:
            self._tell(error)
            return
        desk.settings.setValue("folder/neutralise_from", str(source))
        desk.settings.setValue("folder/neutralise_to", str(goal))
        dialog.forget()
        dialog.show_running(running=True)

        def noted(row: BatchRow) -> None:
            self._deliver(partial(self._show_row, row))

        self._job = desk.batches.start(
            self.tr("Neutralising {0}").format(source.name),
            lambda tell: neutralise_folder(source, goal, wanted, tell, noted),
            self._done,
            self._tell,
            self._ended,
        )
        desk.begin(self._job)
        self._watch.start()

    def stop(self) -> None:
        """Stop after what is under way; what is done is kept."""
        if self._job is not None:
            self._job.cancel()

    def _wanted(self) -> tuple[Path, Path, BatchSettings]:
        dialog = self.dialog
        source, goal = dialog.folders
        table = dialog.table_of_strengths
        by_picture = {} if table is None else read_settings(table)
        strengths = Strengths(dialog.strength, own=dict(dialog.own))
        renderer = self._desk.session.project.renderer
        return source, goal, BatchSettings(strengths, per_picture=by_picture, renderer=renderer)

    def _look(self) -> None:
        if self._job is not None and not self._job.has_ended and not self._job.is_cancelled:
            part, what = self._job.progress
            self.dialog.show_progress(part, in_their_words(what))

    def _show_row(self, row: BatchRow) -> None:
        cells = row.cells
        verdict, advice = (in_their_words(cells[name]) for name in ("verdict", "what to do"))
        self.dialog.show_row(cells["picture"], verdict, advice, good=row.is_good)

    def _done(self, done: BatchDone) -> None:
        dialog, good = self.dialog, sum(row.is_good for row in done.rows)
        dialog.show_progress(1.0, "")
        dialog.tell(
            self.tr("{0} pictures, {1} good, {2} were done before. All figures are in {3}.").format(
                len(done.rows), good, done.kept, done.table.name
            )
        )
        dialog.show_sheets(done.sheets)
        self._desk.said.emit(self.tr("{0} is neutralised").format(done.folder.name))

    def _tell(self, error: Exception) -> None:
        if is_defect(error):
            self._desk.tell(error)
        else:
            assert isinstance(error, StudioError)
            told = in_a_row((in_their_words(error.message), in_their_words(error.hint)))
            self.dialog.tell(told, warns=True)

    def _ended(self) -> None:
        self._watch.stop()
        self.dialog.show_running(running=False)
        if self._job is not None and self._job.is_cancelled:
            self.dialog.tell(self.tr("Stopped. What is done is kept: it goes on from there."))
