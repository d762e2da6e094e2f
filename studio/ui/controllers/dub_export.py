"""The dubbed film becomes a file, and a report of it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app import dubbing
from studio.app.commands import Command
from studio.files.splicing import CONTAINERS
from studio.ui.controllers.document import DocumentController
from studio.ui.desk import Desk
from studio.ui.dialogs.dubbed import DubbedDialog, DubbedRow
from studio.ui.words import in_their_words, translate


class DubExportController(QObject):
    """Asks where the dubbed film goes, writes it, and reports what it is like.

    Attributes:
        report: what is shown of the film that was written last; None if nothing is.
    """

    def __init__(self, desk: Desk, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._documents, self._window = desk, documents, window
        self.report: DubbedDialog | None = None

    def commands(self) -> list[Command]:
        return [
            Command(
                "dub.export", translate("Commands", "Export the dubbed film…"), "Dub", self.choose,
                "Ctrl+Shift+E", self.can_export, "galatea dub VIDEO --cues SHEET -o FILE",
                because=self._nothing_to_export,
            ),
        ]  # fmt: skip

    def can_export(self) -> bool:
        """Whether there are lines in a video that is ready."""
        is_ready = self._desk.can_draw() and not self._documents.is_loading
        return self._is_film() and bool(self._desk.session.project.lines) and is_ready

    def _nothing_to_export(self) -> str:
        if not self._is_film():
            return self.tr("Only a video can be dubbed: open one first.")
        if not self._desk.session.project.lines:
            return self.tr("No line is placed yet: place a recording first.")
        return self._desk.refusal()

    def _is_film(self) -> bool:
        return self._desk.portrait is not None and self._desk.portrait.is_video

    def choose(self) -> None:
        """Ask where the dubbed film goes, and write it."""
        portrait = self._desk.portrait
        if portrait is None:
            return
        self._desk.leaving.emit()
        own = portrait.path.suffix.lower()
        suffix = own if own in CONTAINERS else next(iter(CONTAINERS))
        name = self.tr("{0} dubbed").format(portrait.path.stem) + suffix
        start = str(self._documents.folder_for("exports") / name)
        kinds = self.tr("Films ({0})").format(" ".join(f"*{each}" for each in CONTAINERS))
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export the dubbed film"), start, kinds)
        if chosen:
            place = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{suffix}")
            self._documents.remember_folder(place, "exports")
            self.export(place)

    def export(self, place: Path) -> None:
        """Write the dubbed film in the background."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None:
            return
        content, others = desk.session.content(), desk.beside()
        desk.leaving.emit()
        desk.begin(
            desk.working.start(
                self.tr("Dubbing {0}").format(place.name),
                lambda tell: dubbing.dub_project(content, portrait, place, tell, others, force=True),
                self._written,
            )
        )

    def _written(self, done: dubbing.Dubbed) -> None:
        told = [in_their_words(sentence) for sentence in done.told]
        if done.unseen:
            told.append(self.tr("{0} frames show no whole face and stay as they are.").format(done.unseen))
        if self._is_set_otherwise():
            told.append(self.tr("What was set by hand is not in it: Export… writes the film with that."))
        title = self.tr("{0} is written: {1} frames, {2} of them changed, {3} encoded anew.").format(
            done.path.name, done.frames, done.drawn, done.encoded
        )
        self._desk.said.emit(title)
        rows = [_row(line) for line in done.lines]
        self.report = DubbedDialog(title, rows, told, str(done.path.parent), self._window)
        self.report.destroyed.connect(self._forget_report)
        self.report.show()

    def _forget_report(self) -> None:
        self.report = None

    def _is_set_otherwise(self) -> bool:
        hand = self._desk.hand
        return hand is not None and bool(hand.curves) and not hand.mute and hand.weight > 0


def _row(line: dubbing.LineReport) -> DubbedRow:
    span = f"{float(line.sounds.start):.2f} – {float(line.sounds.end):.2f} s"
    if line.leak is None:
        return DubbedRow(line.name, span, translate("Lines", "too short to tell"), "")
    if line.leak.leak is None:
        return DubbedRow(
            line.name, span, translate("Lines", "own mouth was still"), f"{line.leak.follows:.2f}"
        )
    told = translate("Lines", "not seen: {0}, chance {1}")
    if line.leak.control is not None and line.leak.leak > line.leak.control:
        told = translate("Lines", "{0}, chance {1}")
    leak = told.format(f"{line.leak.leak:.2f}", f"{line.leak.control or 0:.2f}")
    return DubbedRow(line.name, span, leak, f"{line.leak.follows:.2f}")
