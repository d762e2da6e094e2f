"""The library's hands: play, use, rename and remove what the project holds; open motion, or read it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app import same_person, speaking
from studio.app.commands import Command
from studio.app.jobs import Job, Progress
from studio.app.sound import Playing, no_loudspeaker
from studio.core import edits
from studio.core.errors import NoSpeech, UsageError
from studio.core.face import Performance
from studio.core.project import Kept
from studio.core.time import Seconds
from studio.core.words import Said
from studio.files.performances import Reading, examine_performance
from studio.files.projects import SUFFIX
from studio.files.sound import Sound, write_sound
from studio.ui.controllers.document import PERFORMANCES, VIDEOS, DocumentController
from studio.ui.controllers.speech import SpeechController
from studio.ui.desk import Desk
from studio.ui.library.library import Library
from studio.ui.library.rows import Line, length_text, shape_of
from studio.ui.widgets.offer import OfferPanel
from studio.ui.words import listed, translate

_TICK: Final = 40


class LibraryController(QObject):
    """What stands in the library, and what is done with it."""

    def __init__(
        self,
        desk: Desk,
        library: Library,
        documents: DocumentController,
        speech: SpeechController,
        offer: OfferPanel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self.library, self._documents, self._speech = desk, library, documents, speech
        self._offer = offer
        self._window = window
        self._shapes: dict[str, tuple[float, ...]] = {}
        self._job: Job[Performance] | Job[Reading] | None = None
        self._playing: tuple[Playing, str] | None = None
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.timeout.connect(self.tick)
        desk.changed.connect(self.refresh)
        desk.leaving.connect(self.stop)
        # Later: a portrait is shown before it is remembered.
        documents.shown.connect(self._show_sources, Qt.ConnectionType.QueuedConnection)
        documents.opened.connect(self._begin_anew)
        documents.performance_opened.connect(self.open_performance)
        library.dropped.connect(documents.open_path)
        library.source_chosen.connect(self._open_source)
        library.sound_played.connect(self.toggle)
        library.used.connect(self.use)
        library.used_with_typed_words.connect(self.use_with_typed_words)
        library.used_beside_speech.connect(self.use_beside_speech)
        library.same_person_said.connect(self.say_same_person)
        offer.taken.connect(lambda name: self.say_same_person(name, True))
        library.renamed.connect(self.rename)
        library.removed.connect(self.remove)
        library.saved.connect(self.choose_sound_file)
        self._actions = {
            "performance": self.choose_performance,
            "track": self.choose_video,
            "sound": speech.choose_sound,
        }
        library.action_chosen.connect(lambda name: self._actions[name]())

    def commands(self) -> list[Command]:
        return [
            Command(
                "file.performance", translate("Commands", "Open a performance…"), "File",
                self.choose_performance, twin="galatea animate PORTRAIT --performance FILE",
            ),
            Command(
                "file.track", translate("Commands", "Performance from the face in a video…"), "File",
                self.choose_video, twin="galatea track VIDEO",
            ),
            Command(
                "face.same_person", translate("Commands", "The performance shows the person of the picture"),
                "Face", self.toggle_same_person, enabled=lambda: not self._why_not_same(),
                twin="galatea animate PORTRAIT --performance FILE --same-person",
                checked=lambda: bool(self._desk.session.project.rests_as), because=self._why_not_same,
            ),
        ]  # fmt: skip

    # What is shown

    def refresh(self) -> None:
        """Show what the project holds, and what was opened last."""
        session = self._desk.session
        self.library.show_lines("sound", [self._sound_line(item) for item in session.sounds])
        self.library.show_lines("motion", [self._motion_line(item) for item in session.motions])
        if session.project.rests_as or self._offer.about not in {item.id for item in session.motions}:
            self._offer.leave()
        self._show_sources()

    def _sound_line(self, item: Kept) -> Line:
        take = self._desk.session.takes[item.id]
        if item.id not in self._shapes:
            self._shapes[item.id] = shape_of(take.samples)
        length, shape = length_text(float(take.length)), self._shapes[item.id]
        return Line("sound", item.id, item.name, length, _when(item.made), shape, self._part(item.id))

    def _motion_line(self, item: Kept) -> Line:
        performance, portrait = self._desk.session.performances[item.id], self._desk.portrait
        is_picture = portrait is not None and not portrait.is_video
        return Line(
            "motion", item.id, item.name, length_text(float(_length(performance))),
            rests=self._desk.session.project.rests_as == item.id if is_picture else None,
            why_not=self._untold() if performance.neutral is None else "",
        )  # fmt: skip

    def _show_sources(self, _shown: object = None) -> None:
        paths = [Path(name) for name in self._documents.last_opened() if not name.endswith(SUFFIX)]
        self.library.show_lines("source", [Line("source", str(path), path.name) for path in paths])

    def _begin_anew(self) -> None:
        """Another project is open: what was under way belongs to the one before."""
        self.stop()
        self._offer.leave()
        self._shapes.clear()
        if self._job is not None:
            self._job.cancel()

    def _open_source(self, name: str) -> None:
        source = self._desk.session.project.source
        if source is None or source.path != name or not self._desk.has_portrait():
            self._documents.open_path(name)

    # Sounds

    def toggle(self, name: str) -> None:
        """Play a sound of the library, or stop it."""
        playing = self._playing
        self._desk.leaving.emit()
        if playing is not None and playing[1] == name:
            return
        take = self._desk.session.takes[name]
        sound = Playing(take.samples, take.sample_rate, 0.0)
        if not sound.is_heard:
            self._desk.tell(no_loudspeaker())
            return
        self._playing = sound, name
        self._ticker.start()
        self.tick()

    def tick(self) -> None:
        """Show how much was heard; stop at the end."""
        if self._playing is None:
            return
        name = self._playing[1]
        part = self._part(name)
        if part is None or part >= 1:
            self.stop()
        else:
            self.library.show_playing(name, part)

    def _part(self, name: str) -> float | None:
        """How much of a sound was heard, 0–1, if it plays now."""
        if self._playing is None or self._playing[1] != name or name not in self._desk.session.takes:
            return None
        return self._playing[0].now() / max(float(self._desk.session.takes[name].length), 1e-3)

    def stop(self) -> None:
        """Be silent."""
        self._ticker.stop()
        if self._playing is not None:
            sound, name = self._playing
            self._playing = None
            sound.stop()
            self.library.show_playing(name, None)

    def choose_sound_file(self, name: str) -> None:
        """Ask where a sound should be written."""
        item = self._item(name)
        start = str(self._documents.folder_for("exports") / f"{_file_name(item.name)}.wav")
        kinds = self.tr("Sounds ({0})").format("*.wav *.flac")
        goal, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save as a sound file"), start, kinds)
        if goal:
            self._documents.remember_folder(Path(goal), "exports")
            self.save_sound(name, Path(goal))

    def save_sound(self, name: str, goal: Path) -> None:
        """Write a sound of the library as WAV or FLAC."""
        take = self._desk.session.takes[name]
        # Whoever chose a name without an ending was not asked about the file that has one.
        place, asked = (goal, True) if goal.suffix else (goal.with_suffix(".wav"), False)
        sound = Sound(take.samples, take.sample_rate)
        self._desk.begin(
            self._desk.working.start(
                self.tr("Saving {0}").format(place.name),
                lambda _: write_sound(place, sound, force=asked),
                lambda _: self._desk.said.emit(self.tr("{0} is written.").format(place.name)),
            )
        )

    # Performances

    def choose_performance(self) -> None:
        """Ask for a recorded performance."""
        kinds = self.tr("Performances ({0})").format(PERFORMANCES)
        self._choose(self.tr("Open a performance"), kinds, self.open_performance)

    def open_performance(self, path: Path) -> None:
        """Let the portrait move as a file says."""

        def work(tell: Progress) -> Reading:
            tell(0.0, "reading")
            return examine_performance(path)

        def done(reading: Reading) -> None:
            self._place(path.stem, reading.performance)
            if reading.unknown:
                told = self.tr("{0} is open, without what no unit stands for: {1}.")
                self._desk.said.emit(told.format(path.name, listed(reading.unknown)))

        job = self._desk.working.start(self.tr("Opening {0}").format(path.name), work, done)
        self._job = job
        self._desk.begin(job)

    def choose_video(self) -> None:
        """Ask for a video whose face should be followed."""
        kinds = self.tr("Videos ({0})").format(VIDEOS)
        self._choose(self.tr("Performance from the face in a video"), kinds, self.track)

    def track(self, path: Path) -> None:
        """Let the portrait move as the face in a video does."""
        job = self._desk.working.start(
            self.tr("Following the face in {0}").format(path.name),
            lambda tell: speaking.followed(path, tell),
            lambda performance: self._offer_same_person(self._place(path.stem, performance)),
        )
        self._job = job
        self._desk.begin(job)

    def _choose(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if name:
            self._documents.remember_folder(Path(name))
            then(Path(name))

    def _place(self, name: str, performance: Performance) -> Kept | None:
        if not len(performance):
            self._desk.tell(NoSpeech(self.tr("There is no motion in {0}.").format(name)))
            return None
        item = self._desk.session.listed(name, performance)
        placed = edits.performed(item.id, _length(performance), played=self._desk.own_range())
        self._desk.apply(self.tr("Move as {0}").format(name), edits.together(placed, edits.kept(item)))
        return item

    # Whom a performance shows

    def say_same_person(self, name: str, on: bool) -> None:
        """Whether a performance shows the person of the picture, and so tells how their face rests."""
        self._offer.leave()
        if not on:
            self._documents.rest_as("", self.tr("Rest as in the picture"))
            return
        item = self._item(name)
        self._documents.rest_as(name, self.tr("Rest as in {0}").format(item.name))
        self._look_who(item)

    def toggle_same_person(self) -> None:
        """The same of the performance that is used."""
        now = self._desk.session.project.rests_as
        self.say_same_person(now or self._used(), not now)

    def _used(self) -> str:
        """The performance that moves the face, alone or beside speech; empty if none does."""
        project, known = self._desk.session.project, [item.id for item in self._desk.session.motions]
        layers = (edits.layer_of(project, name) for name in (edits.PERFORMED, edits.SPEECH))
        names = [layer.performance for layer in layers if layer is not None]
        return next((n for n in (*names, project.speaking.filmed.performance) if n and n in known), "")

    def _why_not_same(self) -> str:
        """Why nothing can be said of whom the performance shows; empty if it can."""
        portrait, used = self._desk.portrait, self._used()
        if portrait is None:
            return self.tr("Open a picture first.")
        if portrait.is_video:
            return self.tr("A video tells by itself how its person rests.")
        if self._desk.session.project.rests_as:
            return ""
        if not used:
            return self.tr("No performance is used: follow the face in a video of the same person.")
        return self._untold() if self._desk.session.performances[used].neutral is None else ""

    def _untold(self) -> str:
        return self.tr(
            "Its file does not tell how the face rests: take “From a video…”, and the video it was read from."
        )

    def _look_who(self, item: Kept) -> None:
        """Say so where a performance seems to show somebody else."""
        portrait, performance = self._desk.portrait, self._desk.session.performances[item.id]
        if portrait is None:
            return

        def tell(doubted: Said | None) -> None:
            if doubted is not None:
                hint = self.tr("If it does, undo that: the picture would get somebody else’s lips.")
                self._desk.tell(UsageError(doubted, hint))

        self._desk.lookout.start(
            self.tr("Looking"), lambda _tell: same_person.doubt(portrait, performance, item.name), tell
        )

    def _offer_same_person(self, item: Kept | None) -> None:
        """Ask whether a clip shows the person of the picture, where it looks so beyond doubt."""
        portrait, session = self._desk.portrait, self._desk.session
        if portrait is None or item is None or session.project.rests_as:
            return
        performance = session.performances[item.id]

        def offer(is_familiar: bool) -> None:
            if is_familiar and self._desk.portrait is portrait and item in session.project.kept:
                self._offer.offer(
                    item.id,
                    self.tr("“{0}” seems to show the person of the picture.").format(item.name),
                    self.tr("If so, it tells how their face rests: lips and brows land as in the clip."),
                    self.tr("It is the same person"),
                )

        self._desk.lookout.start(
            self.tr("Looking"), lambda _tell: same_person.may_be_offered(portrait, performance), offer
        )

    # Both

    def _item(self, name: str) -> Kept:
        return next(item for item in self._desk.session.project.kept if item.id == name)

    def use(self, name: str) -> None:
        """Let the portrait speak a sound again, or move as a performance does."""
        self.stop()
        item, desk = self._item(name), self._desk
        if name in desk.session.takes:
            self._speech.use(item)
            return
        length = _length(desk.session.performances[name])
        moved = edits.performed(name, length, played=desk.own_range())
        desk.apply(self.tr("Move as {0}").format(item.name), moved)

    def use_beside_speech(self, name: str) -> None:
        """Let a performance move face and head, and what is said the mouth."""
        item, desk = self._item(name), self._desk
        length = _length(desk.session.performances[name])
        placed = edits.performed_beside(name, length, played=desk.own_range())
        desk.apply(self.tr("Move as {0} beside speech").format(item.name), placed)

    def use_with_typed_words(self, name: str) -> None:
        """Let the portrait speak a sound in which the text in the speech bar is said."""
        self.stop()
        self._speech.use_with_typed_words(self._item(name))

    def rename(self, name: str, title: str) -> None:
        """Call it something else."""
        self._desk.apply(self.tr("Rename {0}").format(title), edits.kept_renamed(name, title))

    def remove(self, name: str) -> None:
        """Take it out of the library, unless the timeline uses it."""
        self.stop()
        self._desk.apply(self.tr("Remove {0}").format(self._item(name).name), edits.kept_removed(name))


def _length(performance: Performance) -> Seconds:
    return performance.rate.time_of(len(performance))


def _when(made: str) -> str:
    """The time of today, or the day, as people here write it."""
    moment = QDateTime.fromString(made, Qt.DateFormat.ISODate).toLocalTime()
    if not moment.isValid():
        return ""
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    today = moment.date() == QDateTime.currentDateTime().date()
    if today:
        return translate("LibraryController", "today, {0}").format(locale.toString(moment.time(), short))
    return str(locale.toString(moment.date(), short))


def _file_name(name: str) -> str:
    """A name without what can't be in a file's."""
    return "".join(" " if letter in '\\/:*?"<>|' else letter for letter in name).strip()[:80]
