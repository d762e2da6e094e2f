"""Opening, saving, leaving; what was open last; files that are not where they were."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from PySide6.QtCore import QFileSystemWatcher, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from studio.app.autosave import Autosave, Autosaver, left_behind, not_autosaved
from studio.app.commands import Command
from studio.app.jobs import Job
from studio.app.preview import USUAL, is_offered, not_installed
from studio.app.session import ProjectChanged
from studio.core import edits
from studio.core.errors import FileMissing, ProjectError, StudioError
from studio.core.face import FaceState, Shape
from studio.core.project import Project
from studio.core.timeline import Media
from studio.engine.portrait import Portrait
from studio.engine.tracking.port import FaceChoice
from studio.files.places import resource
from studio.files.projects import SUFFIX, found_in, locate, media_of, missing_media, relinked
from studio.files.reading import existing_file
from studio.files.subtitles import SUFFIXES as SUBTITLES
from studio.files.video import Video
from studio.ui.desk import Desk
from studio.ui.dialogs.recovery import RecoveryDialog, Unsaved
from studio.ui.words import in_a_row, in_their_words, translate

_AUTOSAVES: Final = 10_000
_LOOKS: Final = 500
"""Milliseconds that a file may be away: many programs write another one and rename it."""
_RECENT: Final = 10
_LARGE: Final = 64 << 20
"""Bytes of a file."""
PICTURES: Final = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.heic *.heif *.avif"
Made = Literal["projects", "exports"]
VIDEOS: Final = "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg"
SOUNDS: Final = "*.wav *.flac *.mp3 *.ogg *.m4a *.aac *.opus"
PERFORMANCES: Final = "*.json *.csv *.npz"


class DocumentController(QObject):
    """The project as a file, and what it is made from."""

    sound_opened = Signal(object)
    """A sound was opened or dropped: its path."""
    words_opened = Signal(object)
    """Subtitles were opened or dropped: their path."""
    performance_opened = Signal(object)
    """A recorded performance was opened or dropped: its path."""
    demo_opened = Signal(str)
    """The demo's portrait is on the stage, and this is what it says."""
    opened = Signal()
    """Another project is open."""
    shown = Signal(object)
    """A portrait is ready for the stage; None clears it."""
    redrawn = Signal(object)
    """The portrait on the stage is drawn by another renderer from now on."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.recent = QMenu(self.tr("Open again"), window)
        self._autosaver = Autosaver(desk.session)
        self._saver = QTimer(self, interval=_AUTOSAVES)
        self._saver.timeout.connect(self._autosave_soon)
        self._saver.start()
        self._watch = QFileSystemWatcher(self)
        self._watch.fileChanged.connect(self._watch_again)
        self._looks = QTimer(self, singleShot=True, interval=_LOOKS)
        self._looks.timeout.connect(self._tell_gone)
        self._gone: frozenset[str] = frozenset()
        self._unsaved_because = ""
        self._loading: Job[Any] | None = None
        self._redrawing: Job[Portrait] | None = None
        self._drawn_by = ""
        desk.session.project_changed.connect(self._project_changed)
        desk.session.opened.connect(self._session_opened)
        self._show_recent()

    def commands(self) -> list[Command]:
        desk = self._desk
        no_file = translate("Commands", "a command line keeps nothing open")
        return [
            Command(
                "file.new", translate("Commands", "New project"), "File", self.new, "Ctrl+N",
                why=translate("Commands", "every command line begins anew"),
            ),
            Command(
                "file.open", translate("Commands", "Open…"), "File", self.choose, "Ctrl+O",
                twin="galatea edit PORTRAIT",
            ),
            Command(
                "file.save", translate("Commands", "Save"), "File", lambda: _done(self.save()), "Ctrl+S",
                why=no_file,
            ),
            Command(
                "file.save_as", translate("Commands", "Save as…"), "File", lambda: _done(self.save_as()),
                "Ctrl+Shift+S", why=no_file,
            ),
            Command(
                "file.recover", translate("Commands", "Unsaved work…"), "File", self.show_unsaved,
                why=no_file,
            ),
            Command(
                "help.demo", translate("Commands", "Open the demo"), "Help", self.open_demo,
                twin="galatea animate PORTRAIT --text TEXT",
            ),
            Command(
                "edit.undo", translate("Commands", "Undo"), "Edit", desk.session.undo, "Ctrl+Z",
                lambda: desk.session.history.undoes is not None,
                why=translate("Commands", "a command line changes no file"),
            ),
            Command(
                "edit.redo", translate("Commands", "Redo"), "Edit", desk.session.redo, "Ctrl+Shift+Z",
                lambda: desk.session.history.redoes is not None,
                why=translate("Commands", "a command line changes no file"),
            ),
        ]  # fmt: skip

    # Opening

    def choose(self) -> None:
        """Ask for a portrait, a video or a project."""
        kinds = ";;".join(
            (
                self.tr("All that can be opened ({0})").format(f"{PICTURES} {VIDEOS} *{SUFFIX}"),
                self.tr("Pictures ({0})").format(PICTURES),
                self.tr("Videos ({0})").format(VIDEOS),
                self.tr("Projects ({0})").format(f"*{SUFFIX}"),
            )
        )
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open"), self.folder, kinds)
        if name:
            self.open_path(name)

    def open_path(self, name: str | Path) -> None:
        """Open whatever it is: a project, a portrait, a video, a sound, a performance."""
        path = Path(name)
        self.remember_folder(path)
        if path.suffix == SUFFIX:
            if self.may_close() and self._desk.tried(lambda: self._open_project(path)):
                self._remember(path)
        elif f"*{path.suffix.lower()}" in SOUNDS.split():
            self.sound_opened.emit(path)
        elif path.suffix.lower() in SUBTITLES:
            self.words_opened.emit(path)
        elif f"*{path.suffix.lower()}" in PERFORMANCES.split():
            self.performance_opened.emit(path)
        else:
            self._desk.tried(lambda: self._open_portrait(path))

    def open_demo(self) -> None:
        """A portrait that speaks."""
        if self.may_close():
            self._desk.session.new()
            sentence = resource("samples/sentence.txt").read_text("utf-8").strip()
            portrait = resource("samples/astronaut.jpg")
            self._open_portrait(portrait, lambda: self.demo_opened.emit(sentence))

    def _open_project(self, path: Path) -> None:
        session = self._desk.session
        session.open(path, newer_too=True)
        if session.is_read_only:
            told = self.tr("{0} was made by a newer studio.").format(path.name)
            hint = self.tr("What this one understands is shown. It can be exported, but not saved.")
            self._desk.tell(ProjectError(told, hint))
        self._tell_elsewhere()

    def _tell_elsewhere(self) -> None:
        session = self._desk.session
        if session.is_elsewhere and session.path is not None:
            told = self.tr("{0} is open in another window, too.").format(session.path.name)
            hint = self.tr("Work in one of them only: what one saves, the other doesn’t see.")
            self._desk.tell(ProjectError(told, hint))

    def _open_portrait(self, path: Path, then: Callable[[], None] | None = None) -> None:
        desk, size = self._desk, existing_file(path).stat().st_size
        # What is large gets its digest when it is saved: nobody wants to wait for it now.
        media = media_of(path) if size < _LARGE else Media(str(path.absolute()))

        def placed(portrait: Portrait) -> None:
            rate = portrait.source.rate
            edit = edits.portrait_opened(media, portrait.rest, rate, portrait.source.length)
            desk.apply(self.tr("Open {0}").format(path.name), edit)
            self.shown.emit(portrait)
            self._remember(path)
            if isinstance(portrait.source, Video) and portrait.source.told:
                desk.said.emit(in_a_row(portrait.source.told))
            if then is not None:
                then()

        self._begin(path, FaceChoice(), placed, desk.tell)

    def choose_face(self, point: tuple[float, float], label: str) -> None:
        """Animate the face at a point of the picture."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None:
            return

        def placed(other: Portrait) -> None:
            own = FaceState() if other.is_video else other.rest
            desk.apply(label, edits.face_chosen(point, own))
            self.shown.emit(other)

        self._begin(portrait.path, FaceChoice(point=point), placed, desk.tell)

    def rest_as(self, name: str, label: str) -> None:
        """Let a performance of the library tell how the portrait's person rests; with an empty id the picture
        alone does. The portrait is prepared anew, and what was set on it stays.
        """
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None or portrait.is_video:
            return
        told = desk.session.performances.get(name)

        def placed(other: Portrait) -> None:
            desk.apply(label, edits.rests_as(name, portrait.rest, other.rest))
            self.redrawn.emit(other)

        self._begin(portrait.path, portrait.face, placed, desk.tell, None if told is None else told.neutral)

    @property
    def is_loading(self) -> bool:
        """Whether what is on the stage is not the project's own yet."""
        return bool(self.why_not_ready())

    def why_not_ready(self) -> str:
        """Why what is on the stage is not the project's own yet, in a sentence; empty if it is."""
        if _is_under_way(self._loading) or _is_under_way(self._redrawing):
            return self.tr("The portrait is being prepared.")
        portrait = self._desk.portrait
        if portrait is None or _rests_as(portrait, self._desk.session.content().neutral):
            return ""
        return self.tr("Preparing the portrait was stopped: undo and redo what was done last.")

    def _begin(
        self,
        path: Path,
        face: FaceChoice,
        done: Callable[[Portrait], None],
        failed: Callable[[Exception], None],
        neutral: Shape | None = None,
    ) -> None:
        """Load a portrait in place of the one that is being loaded; it rests as it is told."""
        self._stop_loading()

        def ready(portrait: Portrait) -> None:
            self._loading = None
            done(portrait)
            self._draw_as_chosen()

        self._loading = self._desk.preview.load(path, face, self._renderer(), ready, failed, neutral)
        self._desk.begin(self._loading)

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
        if self._redrawing is not None and _is_under_way(self._redrawing):
            self._redrawing.cancel()
            self._drawn_by = ""

    # Who draws

    def _renderer(self) -> str:
        """Who draws the project: whom it names, or another where that one is not installed, which is told."""
        name = self._desk.session.project.renderer
        is_new, self._drawn_by = name != self._drawn_by, name
        if is_offered(name):
            return name
        if is_new:
            self._desk.tell(not_installed(name))
        return USUAL

    def draw_again(self) -> None:
        """Try once more to let the renderer draw that the project names."""
        self._drawn_by = ""
        self._draw_as_chosen()

    def _draw_as_chosen(self) -> None:
        """Let the renderer that the project names draw what is on the stage, or will be."""
        if self._desk.session.project.renderer == self._drawn_by:
            return
        if self._redrawing is not None:
            self._redrawing.cancel()
        if _is_under_way(self._loading):
            return  # it is asked again when that is ready
        renderer, preview = self._renderer(), self._desk.preview
        if preview.portrait is not None and preview.renderer != renderer:
            self._redrawing = preview.redraw(renderer, self.redrawn.emit, self._desk.tell)
            self._desk.begin(self._redrawing)

    def _load(self) -> None:
        """Bring the project's source onto the stage."""
        desk, project = self._desk, self._desk.session.project
        self._stop_loading()

        def failed(error: Exception) -> None:
            desk.preview.clear()
            self.shown.emit(None)
            desk.tell(error)

        if project.source is None:
            desk.preview.clear()
            self.shown.emit(None)
            return
        try:
            path = locate(project.source, desk.session.path)
        except StudioError as error:
            failed(error)
            return
        face, neutral, there = FaceChoice(point=project.face), desk.session.content().neutral, desk.portrait
        is_same = there is not None and there.path == path and there.face == face
        if is_same and there is not None and _rests_as(there, neutral):
            self._draw_as_chosen()
            return
        self._begin(path, face, (self.redrawn if is_same else self.shown).emit, failed, neutral)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.media() != new.media():
            self._watch_files()
        if (old.source, old.face, old.rests_as) != (new.source, new.face, new.rests_as):
            self._load()
        self._draw_as_chosen()

    def _session_opened(self) -> None:
        self._drawn_by = ""
        self._watch_files()
        self._desk.go_to(self._desk.session.project.timeline.range.start)
        self._load()
        self.opened.emit()
        self._desk.changed.emit()
        QTimer.singleShot(0, self.find_missing)

    # Files that are not where they were

    def _watch_files(self) -> None:
        """Look after the files that the project names: those that are away now were told of already."""
        session = self._desk.session
        named = {media.path for media in session.project.media()}
        self._gone = frozenset(media.path for media in missing_media(session.project, session.path))
        if watched := set(self._watch.files()) - named:
            self._watch.removePaths(sorted(watched))
        if fresh := named - self._gone - set(self._watch.files()):
            self._watch.addPaths(sorted(fresh))

    def _watch_again(self, _path: str) -> None:
        self._looks.start()

    def _tell_gone(self) -> None:
        """Say at once that a file is gone: without it, the project can't be opened or exported later."""
        before = self._gone
        self._watch_files()
        for path in sorted(self._gone - before):
            told = self.tr("{0} is not where it was.").format(Path(path).name)
            hint = self.tr(
                "What is open goes on. Put the file back before you export or open the project again."
            )
            self._desk.tell(FileMissing(told, hint))

    def find_missing(self) -> None:
        """Ask where the files are that a project can't find."""
        session = self._desk.session
        for lost in missing_media(session.project, session.path):
            if not self._relink(lost):
                return

    def _relink(self, lost: Media) -> bool:
        name = Path(lost.path).name
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("{0} is not where it was.").format(name))
        box.setInformativeText(self.tr("Show where it is now: the file itself, or a folder to look in."))
        file = box.addButton(self.tr("Choose the file…"), QMessageBox.ButtonRole.AcceptRole)
        folder = box.addButton(self.tr("Look in a folder…"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        found: Path | None = None
        if box.clickedButton() is file:
            chosen, _ = QFileDialog.getOpenFileName(self._window, name, self.folder, f"*{Path(name).suffix}")
            found = Path(chosen) if chosen else None
        elif box.clickedButton() is folder:
            place = QFileDialog.getExistingDirectory(self._window, name, self.folder)
            found = found_in(place, lost) if place else None
            if place and found is None:
                self._desk.tell(ProjectError(self.tr("{0} is not in that folder.").format(name)))
        if found is None:
            return False
        return self._desk.tried(lambda: self.relink(lost, found))

    def relink(self, lost: Media, found: Path) -> None:
        """Point the project to where a file is now.

        Raises:
            ProjectError: it is another file.
        """
        self._desk.session.apply(self.tr("Find {0}").format(found.name), relinked(lost, found))

    # Saving

    def save(self) -> bool:
        """To the project's own place, or where a person says; False if they don't."""
        session = self._desk.session
        if session.path is None or session.is_read_only:
            return self.save_as()
        try:
            session.save()
        except ProjectChanged as problem:
            return self._replace_changed(problem)
        except StudioError as error:
            self._desk.tell(error)
            return False
        return True

    def _replace_changed(self, problem: ProjectChanged) -> bool:
        """Ask what to do with what somebody else wrote; False if nothing was saved."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(in_their_words(problem.message))
        other = box.addButton(self.tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
        over = box.addButton(self.tr("Replace it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(other)
        box.exec()
        if box.clickedButton() is other:
            return self.save_as()
        session = self._desk.session
        return box.clickedButton() is over and self._desk.tried(lambda: session.save(replace_changed=True))

    def save_as(self) -> bool:
        """Where a person says."""
        session = self._desk.session
        start = str(self.folder_for("projects") / f"{session.proposed_name}{SUFFIX}")
        kind = self.tr("Projects ({0})").format(f"*{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the project"), start, kind)
        if not name:
            return False
        path = Path(name)
        if path.suffix != SUFFIX:
            path = path.with_name(f"{path.name}{SUFFIX}")
            if path.exists() and not self._may_replace(path):
                return False
        if not self._desk.tried(lambda: session.save(path, replace_changed=True)):
            return False
        self.remember_folder(path, "projects")
        self._remember(path)
        return True

    def _may_replace(self, path: Path) -> bool:
        """The system has asked about the name as it was typed only."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("{0} is there already.").format(path.name))
        over = box.addButton(self.tr("Replace it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is over

    def new(self) -> None:
        """An empty project."""
        if self.may_close():
            self._desk.session.new()

    def may_close(self) -> bool:
        """Whether what is open is saved, or may be lost."""
        if self._desk.session.is_saved:
            return True
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("The project has changes that are not saved."))
        save = box.addButton(self.tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        return box.clickedButton() is drop

    # After a crash

    def autosave(self) -> None:
        """Write what is open where it is found after a crash."""
        self._desk.tried(self._autosaver.save)

    def _autosave_soon(self) -> None:
        write = self._autosaver.due()
        if write is not None:
            self._desk.lookout.start(
                "autosave", lambda _tell: write(), lambda _: self._autosaved(), self._not_autosaved
            )

    def _autosaved(self) -> None:
        self._unsaved_because = ""

    def _not_autosaved(self, error: Exception) -> None:
        """Told once, not every time that it is tried again."""
        if self._unsaved_because == str(error):
            return
        self._unsaved_because = str(error)
        self._desk.tell(not_autosaved(error) if isinstance(error, StudioError) else error)

    def offer_unsaved(self) -> bool:
        """Show what a crash has left, if it has; whether there was anything."""
        found = left_behind()
        if found:
            self._offer(list(found))
        return bool(found)

    def show_unsaved(self) -> None:
        """The same, and a word if there is nothing."""
        if not self.offer_unsaved():
            self._desk.said.emit(self.tr("There is no unsaved work."))

    def _offer(self, found: list[Autosave]) -> None:
        dialog = RecoveryDialog([_unsaved(each) for each in found], self._window)
        dialog.thrown_away.connect(lambda place: self._desk.tried(found[place].forget))
        chosen = dialog.chosen if dialog.exec() else None
        for place, each in enumerate(found):
            if place != chosen:
                each.leave()
        if chosen is not None:
            self._go_on_with(found[chosen])

    def _go_on_with(self, found: Autosave) -> None:
        if not (self.may_close() and self._desk.tried(lambda: self._autosaver.go_on_with(found))):
            found.leave()
            return
        self._tell_elsewhere()

    def close(self) -> None:
        """Nothing is open any more that needs to be recovered."""
        self._saver.stop()
        self._autosaver.clear()
        self._desk.session.close()

    # What was open last

    @property
    def folder(self) -> str:
        """Where a person opened something last."""
        return str(self._desk.settings.value("folder", str(Path.home())))

    def folder_for(self, what: Made) -> Path:
        """Where something new is proposed to go: beside the project, where such went last, or to the folder
        that the system has for it. The folder of a source is somebody's archive, and is left as it is.
        """
        path, kept = self._desk.session.path, self._desk.settings.value(f"folder/{what}")
        places = [path.parent] if path is not None else []
        places.insert(len(places) if what == "projects" else 0, Path(str(kept or _usual(what))))
        places.append(Path(_usual(what)))
        return next((place for place in places if place.is_absolute() and place.is_dir()), Path.home())

    def remember_folder(self, path: Path, what: Made | None = None) -> None:
        """Begin there the next time: with something new of a kind, or with what is opened."""
        name = "folder" if what is None else f"folder/{what}"
        self._desk.settings.setValue(name, str(path.absolute().parent))

    def _remember(self, path: Path) -> None:
        whole = str(path.absolute())
        if not _is_text(whole):  # settings would bring back another name
            return
        kept = [whole, *(name for name in self.last_opened() if name != whole)]
        self._desk.settings.setValue("recent", kept[:_RECENT])
        self._show_recent()

    def last_opened(self) -> list[str]:
        """Whole paths, the newest first."""
        kept = self._desk.settings.value("recent", [])
        names = kept if isinstance(kept, list) else [kept]
        return [name for name in names if isinstance(name, str) and name]

    def _show_recent(self) -> None:
        self.recent.clear()
        for name in self.last_opened():
            action = self.recent.addAction(Path(name).name)
            action.setToolTip(name)
            action.triggered.connect(partial(self.open_path, name))
        self.recent.setEnabled(bool(self.last_opened()))


def _usual(what: Made) -> str:
    """The system's folder for it; empty where it has none."""
    place = QStandardPaths.StandardLocation
    folder = place.DocumentsLocation if what == "projects" else place.MoviesLocation
    return str(QStandardPaths.writableLocation(folder))


def _unsaved(found: Autosave) -> Unsaved:
    name = "" if found.original is None else found.original.stem
    return Unsaved(name, str(found.original or ""), found.shows, found.changed, found.size)


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "replace").decode("utf-8") == name


def _rests_as(portrait: Portrait, neutral: Shape | None) -> bool:
    """Whether the person in a picture rests as is told now; a video tells it itself."""
    told = portrait.subject.told
    if portrait.is_video or told is None or neutral is None:
        return portrait.is_video or told is neutral
    return np.array_equal(told, neutral)


def _is_under_way(job: Job[Any] | None) -> bool:
    return job is not None and not (job.has_ended or job.is_cancelled)


def _done(_: bool) -> None:
    """What Qt gives back is not needed."""
