"""Lines of a dub: placed, moved, cut, faded, and spoken by this face or that."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from studio.app import lines, speaking
from studio.app.commands import Command
from studio.app.jobs import Job, Progress
from studio.core import edits, line_edits
from studio.core.lines import EASE, FacePoint, Line
from studio.core.project import Edit
from studio.core.time import Seconds
from studio.files.subtitles import SUFFIXES as SUBTITLES
from studio.ui.controllers.document import SOUNDS, VIDEOS, DocumentController
from studio.ui.controllers.line_words import LineWords
from studio.ui.controllers.stage import StageController
from studio.ui.desk import Desk
from studio.ui.timeline.lanes.lines import ShownLine, rows_of
from studio.ui.timeline.line_menu import LineDeeds, fill_line_menu
from studio.ui.timeline.timeline import TimelineView
from studio.ui.words import in_their_words, translate

_SHEETS: Final = "*.csv *.tsv *.txt *.srt *.vtt *.ass"


class LineController(QObject):
    """The hands that dub."""

    record_asked = Signal(object)
    """A take of this line should be recorded to picture."""

    def __init__(
        self,
        desk: Desk,
        timeline: TimelineView,
        documents: DocumentController,
        stage: StageController,
        words: LineWords,
        typed: Callable[[], str],
        window: QWidget,
    ) -> None:
        """``typed`` gives the text in the speech bar."""
        super().__init__(window)
        self._desk, self._documents, self._stage, self._window = desk, documents, stage, window
        self._typed, self._words, self.hands = typed, words, timeline.lines
        self._jobs: list[Job[Any]] = []
        self.menu = QMenu(window)
        desk.changed.connect(self.refresh)
        stage.faces_found.connect(lambda _: self.refresh())
        documents.opened.connect(self._begin_anew)
        hands = self.hands
        hands.dragged.connect(desk.try_out)
        hands.dropped.connect(self._dropped)
        hands.removed.connect(self.remove)
        hands.menu_asked.connect(self._ask_menu)
        hands.name_asked.connect(self.ask_name)
        hands.sound_dropped.connect(self._sound_dropped)
        hands.picked_changed.connect(self._tell_problem)

    def commands(self) -> list[Command]:
        sheet = "galatea dub VIDEO --cues SHEET -o FILE"
        place = "galatea dub VIDEO --audio FILE --at MOMENT -o FILE"
        by_range = "galatea dub VIDEO --range FROM-TO"
        is_film, why = self._is_film, self._no_film
        return [
            Command(
                "dub.place", translate("Commands", "Place a recording…"), "Dub", self.choose, "Ctrl+Shift+D",
                is_film, place, because=why,
            ),
            Command(
                "dub.say", translate("Commands", "Place what is typed, spoken by the voice"), "Dub", self.say,
                "", lambda: is_film() and bool(self._typed().strip()),
                "galatea dub VIDEO --text TEXT --at MOMENT -o FILE", because=why,
            ),
            Command(
                "dub.sheet", translate("Commands", "Place the lines of a cue sheet…"), "Dub",
                self.choose_sheet, "", is_film, sheet, because=why,
            ),
            Command(
                "dub.take", translate("Commands", "Another take of the line…"), "Dub", self.choose_take, "",
                self._has_line, place,
            ),
            Command(
                "dub.split", translate("Commands", "Split the line at the playhead"), "Dub", self.split,
                "Ctrl+B", self._has_line, by_range,
            ),
            Command(
                "dub.from", translate("Commands", "Begin the line at the playhead"), "Dub",
                lambda: self.trim("start"), "[", self._has_line, by_range,
            ),
            Command(
                "dub.to", translate("Commands", "End the line at the playhead"), "Dub",
                lambda: self.trim("end"), "]", self._has_line, by_range,
            ),
            Command(
                "dub.words", translate("Commands", "Type the words of the line…"), "Dub", self.ask_words, "",
                self._has_line, "galatea dub VIDEO --audio FILE --transcript FILE",
            ),
            Command(
                "dub.remove", translate("Commands", "Remove the line"), "Dub", self.remove_line, "",
                self._has_line, why=translate("Commands", "a command line keeps nothing open"),
            ),
        ]  # fmt: skip

    def _is_film(self) -> bool:
        return self._desk.portrait is not None and self._desk.portrait.is_video

    def _no_film(self) -> str:
        return "" if self._is_film() else self.tr("Only a video can be dubbed: open one first.")

    # What is shown

    def refresh(self) -> None:
        """Show the lines of the project."""
        desk = self._desk
        project, portrait, takes = desk.session.project, desk.portrait, desk.session.takes
        rows, titles = rows_of(project.lines), self._row_titles(project.lines)
        met = line_edits.overlapping(project.lines)
        self.hands.show([
            ShownLine(
                line,
                takes[line.take.id],
                rows[line.face],
                titles[line.face],
                portrait is not None and (line.face in desk.others or lines.is_said_by(line, portrait)),
                self._problem(line, line.id in met),
            )
            for line in project.lines
        ])  # fmt: skip

    def _row_titles(self, placed: Sequence[Line]) -> dict[FacePoint | None, str]:
        faces, points = list(dict.fromkeys(line.face for line in placed)), self._stage.face_points
        if len(faces) < 2 and len(points) < 2:
            return dict.fromkeys(faces, self.tr("Lines"))
        return {face: self.tr("Lines, face {0}").format(self._number_of(face) + 1) for face in faces}

    def _number_of(self, face: FacePoint | None) -> int:
        """Which face of the film it is, from the left."""
        points = self._stage.face_points
        if face is None or not points:
            chosen = self._stage.chosen_point
            return points.index(chosen) if chosen in points else 0
        away = [abs(x - face[0]) + abs(y - face[1]) for x, y in points]
        return away.index(min(away))

    def _problem(self, line: Line, meets: bool) -> str:
        portrait = self._desk.portrait
        length = None if portrait is None else portrait.source.length
        if line_edits.hides_lines(self._desk.session.project):
            return self.tr(
                "Speech or a performance holds the mouth: mute its layer, or take its mouth away (≡)."
            )
        if meets:
            return self.tr("{0} is said while the same mouth says another line.").format(line.name)
        if length is not None and line.range.end > length + EASE:
            return self.tr("{0} is longer than the film.").format(line.name)
        return ""

    def _tell_problem(self) -> None:
        for each in self.hands.lane.lines:
            if each.line.id in self.hands.picked and each.problem:
                self._desk.said.emit(each.problem)

    # Which line is meant

    @property
    def line(self) -> Line | None:
        """The line that is selected, else the one at the playhead."""
        project, picked = self._desk.session.project, self.hands.picked
        if len(picked) == 1:
            return line_edits.line_of(project, next(iter(picked)))
        there = line_edits.lines_at(project, self._desk.time)
        shown = [
            line for line in there if self._desk.portrait and lines.is_said_by(line, self._desk.portrait)
        ]
        return next(iter((*shown, *there)), None)

    def _has_line(self) -> bool:
        return self.line is not None

    # Placing

    def _begin_anew(self) -> None:
        """Another project is open: what was under way belongs to the one before."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def _start(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        job = self._desk.working.start(title, work, done)
        self._jobs = [*(each for each in self._jobs if not each.has_ended), job]
        self._desk.begin(job)

    def choose(self) -> None:
        """Ask for recordings that are placed at the playhead, one after another."""
        paths = self._ask_sounds(self.tr("Place a recording"))
        if paths:
            self.place(paths, self._desk.time)

    def _ask_sounds(self, title: str) -> list[Path]:
        kinds = self.tr("Sounds ({0})").format(f"{SOUNDS} {VIDEOS}")
        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._documents.folder, kinds)
        if names:
            self._documents.remember_folder(Path(names[0]))
        return [Path(name) for name in names]

    def place(self, paths: Sequence[Path], at: Seconds) -> None:
        """Place recordings, the first at a time and each where the one before it ends."""
        settings, rate = self._desk.session.project.speaking, self._desk.rate

        def work(tell: Progress) -> list[lines.Heard]:
            return [lines.hear(path, path.stem, "", settings, rate, tell) for path in paths]

        def done(heard: list[lines.Heard]) -> None:
            start, placed = at, []
            for each in heard:
                placed.append(replace(each, start=start))
                start += each.spoken.speech.length
            names = ", ".join(each.name for each in heard)
            self._place(self.tr("Place {0}").format(names), placed)

        self._start(self.tr("Listening"), work, done)

    def place_kept(self, name: str) -> None:
        """Place a sound of the library, by its id, at the playhead."""
        desk = self._desk
        session, settings, rate, at = desk.session, desk.session.project.speaking, desk.rate, desk.time
        item = next(each for each in session.project.kept if each.id == name)
        if not self._is_film():
            desk.said.emit(self._no_film())
            return
        self._start(
            self.tr("Listening"),
            lambda tell: lines.heard_again(session.takes[name], item, settings, rate, tell),
            lambda heard: self._place(
                self.tr("Place {0}").format(item.name), [replace(heard, start=at)], item.id
            ),
        )

    def place_spoken(self, spoken: speaking.Spoken, name: str, instead: str, at: Seconds) -> None:
        """Place what was spoken, opened or recorded at the speech bar."""
        heard = lines.Heard(spoken, lines.shortened_to_a_name(name), at)
        self._place(self.tr("Place {0}").format(heard.name), [heard], instead)

    def say(self) -> None:
        """Let the voice say what is typed, and place it at the playhead."""
        text, at = self._typed(), self._desk.time
        settings, rate = self._desk.session.project.speaking, self._desk.rate
        self._start(
            self.tr("Speaking"),
            lambda tell: lines.say(text, settings, rate, tell),
            lambda heard: self._place(self.tr("Place {0}").format(heard.name), [replace(heard, start=at)]),
        )

    def _place(self, label: str, heard: Sequence[lines.Heard], instead: str = "") -> None:
        """``instead`` is the sound of the library that a line is another version of."""
        desk, hidden = self._desk, line_edits.hides_lines(self._desk.session.project)
        before = {line.id for line in desk.session.project.lines}
        desk.apply(label, lines.placing(desk.session, heard, self._face_of, instead))
        self.hands.pick(frozenset(line.id for line in desk.session.project.lines if line.id not in before))
        told = [self.tr("What moved the mouth before leaves it to the lines.")] if hidden else []
        told += self._told_of(heard)
        if told:
            desk.said.emit(" ".join(told))

    def _told_of(self, heard: Sequence[lines.Heard]) -> list[str]:
        """What a person should know of lines that were placed."""
        told = [in_their_words(sentence) for each in heard for sentence in each.spoken.told]
        for each in lines.too_long(heard):
            told.append(self.tr("{0} is longer than the sheet has room for.").format(each.name))
        left_out = [word for each in heard for word in each.spoken.left_out]
        if left_out:
            told.append(in_their_words(speaking.words_left_out(left_out)))
        by_ear = [each.name for each in heard if each.spoken.by_ear]
        if by_ear:
            names = ", ".join(by_ear)
            told.append(
                self.tr(
                    "The lips of “{0}” go by ear; Dub › Type the words of the line makes them exact."
                ).format(names)
            )
        return told

    def _face_of(self, heard: lines.Heard) -> FacePoint | None:
        """Whose mouth says a line of a sheet: the one that it names, else the one on the stage."""
        points = self._stage.face_points
        if heard.face.isdecimal() and int(heard.face) < len(points) > 1:
            return points[int(heard.face)]
        return self._stage.chosen_point

    def _sound_dropped(self, name: str, at: Seconds) -> None:
        path = Path(name)
        if not self._is_film():
            self._documents.open_path(path)
        elif f"*{path.suffix.lower()}" in f"{SOUNDS} {VIDEOS}".split():
            self.place([path], at)
        elif path.suffix.lower() in (".csv", ".tsv", *SUBTITLES):
            self.read_sheet(path, ask=True)
        else:
            self._documents.open_path(path)

    # Cue sheets

    def choose_sheet(self) -> None:
        """Ask for a cue sheet, and for a folder of recordings if it names none."""
        kinds = self.tr("Cue sheets ({0})").format(_SHEETS)
        title = self.tr("Place the lines of a cue sheet")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if name:
            self._documents.remember_folder(Path(name))
            self.read_sheet(Path(name), ask=True)

    def read_sheet(self, path: Path, folder: Path | None = None, *, ask: bool = False) -> None:
        """Place all lines of a cue sheet."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None or portrait.source.length is None:
            return
        if ask and path.suffix.lower() in SUBTITLES:
            agreed, folder = self._ask_folder(path)
            if not agreed:
                return
        settings, rate, length = desk.session.project.speaking, desk.rate, portrait.source.length
        self._start(
            self.tr("Listening"),
            lambda tell: lines.read_lines(path, settings, rate, length, tell, folder),
            lambda heard: self._place(self.tr("Place the lines of {0}").format(path.name), heard),
        )

    def _ask_folder(self, path: Path) -> tuple[bool, Path | None]:
        """Whether to go on, and where recordings of subtitles are; None has a voice say them."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("Who says the lines of {0}?").format(path.name))
        box.setInformativeText(
            self.tr("Recordings are found by the number in their names: 001.wav, 002.wav.")
        )
        recorded = box.addButton(self.tr("Recordings in a folder…"), QMessageBox.ButtonRole.AcceptRole)
        spoken = box.addButton(self.tr("The voice"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is recorded:
            place = QFileDialog.getExistingDirectory(self._window, path.name, self._documents.folder)
            return bool(place), Path(place) if place else None
        return box.clickedButton() is spoken, None

    # What is done with lines

    def _dropped(self, part: str, edit: Edit) -> None:
        self._desk.try_out(None)
        labels = {
            "body": self.tr("Move line"), "start": self.tr("Trim line"), "end": self.tr("Trim line"),
            "fade_in": self.tr("Fade line in"), "fade_out": self.tr("Fade line out"),
        }  # fmt: skip
        self._desk.apply(labels[part], edit)

    def split(self) -> None:
        """Make two lines of one, at the playhead."""
        line, project = self.line, self._desk.session.project
        if line is not None:
            new = line_edits.free_id(project)
            self._desk.apply(self.tr("Split line"), line_edits.line_split(line.id, self._desk.time, new))
            if line_edits.line_of(self._desk.session.project, new) is not None:
                self.hands.pick(frozenset((new,)))

    def trim(self, end: line_edits.End) -> None:
        """Let a line begin or end at the playhead."""
        line = self.line
        if line is not None:
            self._desk.apply(self.tr("Trim line"), line_edits.line_trimmed(line.id, end, self._desk.time))

    def remove(self, ids: frozenset[str]) -> None:
        """Take lines away."""
        label = self.tr("Remove line") if len(ids) == 1 else self.tr("Remove lines")
        self._desk.apply(label, line_edits.lines_removed(ids))

    def remove_line(self) -> None:
        """Take the lines that are selected away, else the one at the playhead."""
        line = self.line
        if self.hands.picked or line is not None:
            self.remove(self.hands.picked or frozenset((line.id,) if line else ()))

    def ask_name(self, line: str) -> None:
        """Ask what a line is called."""
        found = line_edits.line_of(self._desk.session.project, line)
        if found is None:
            return
        name, agreed = QInputDialog.getText(
            self._window, self.tr("Line"), self.tr("Name"), text=found.take.name
        )
        if agreed and name.strip():
            self._desk.apply(
                self.tr("Rename {0}").format(name.strip()), line_edits.line_named(line, name.strip())
            )

    def _ask_menu(self, line: str, place: QPoint) -> None:
        if self.fill_menu(line):
            self.menu.exec(place)

    def fill_menu(self, line: str) -> bool:
        """Fill the menu for a line; whether there is such a line."""
        found = line_edits.line_of(self._desk.session.project, line)
        self.menu.clear()
        if found is None:
            return False

        def set_all(label: str, values: dict[str, object]) -> None:
            ids = self.hands.picked or frozenset((line,))
            self._desk.apply(label, line_edits.lines_set(ids, **values))

        deeds = LineDeeds(
            set=set_all,
            choose_take=partial(self.choose_take_of, line),
            add_take=partial(self.choose_take, line),
            record_take=partial(self.record_asked.emit, found),
            remove_take=lambda number: self._desk.apply(
                self.tr("Remove take"), line_edits.take_removed(line, number)
            ),
            choose_face=partial(self.choose_face, line),
            split=self.split,
            rename=partial(self.ask_name, line),
            remove=lambda: self.remove(self.hands.picked or frozenset((line,))),
            type_words=self.ask_words,
        )
        fill_line_menu(self.menu, found, self._stage.face_points, self._number_of(found.face), deeds)
        return True

    def choose_face(self, line: str, point: FacePoint, all_of_speaker: bool) -> None:
        """Let another face say a line, or all lines of its speaker; each goes where that one has room."""
        project = self._desk.session.project
        found = line_edits.line_of(project, line)
        if found is None:
            return
        picked = self.hands.picked | {line}
        meant = [
            each
            for each in project.lines
            if each.id in picked or (all_of_speaker and each.speaker == found.speaker)
        ]
        steps = [
            step
            for each in meant
            for step in (line_edits.line_set(each.id, face=point), line_edits.line_moved(each.id, each.start))
        ]
        self._desk.apply(self.tr("Say it with another face"), edits.together(*steps))

    # Takes

    def choose_take(self, line: str = "") -> None:
        """Ask for another recording of a line."""
        found = line_edits.line_of(self._desk.session.project, line) if line else self.line
        paths = [] if found is None else self._ask_sounds(self.tr("Another take"))
        for path in paths:
            assert found is not None, "nothing is asked without a line"
            self.add_take(found.id, path)

    def add_take(self, line: str, path: Path) -> None:
        """Give a line another recording, which counts from now on."""
        desk = self._desk
        found = line_edits.line_of(desk.session.project, line)
        settings, rate = desk.session.project.speaking, desk.rate
        text = "" if found is None else found.take.text

        def done(heard: lines.Heard) -> None:
            if line_edits.line_of(desk.session.project, line) is not None:
                edit = lines.adding_take(desk.session, heard, line)
                desk.apply(self.tr("Take {0}").format(heard.name), edit)

        self._start(
            self.tr("Listening"), lambda tell: lines.hear(path, path.stem, text, settings, rate, tell), done
        )

    def choose_take_of(self, line: str, number: int) -> None:
        """Let another take of a line count."""
        self._desk.apply(self.tr("Choose take {0}").format(number + 1), line_edits.take_chosen(line, number))

    # Words

    def ask_words(self) -> None:
        """Ask for the words of a line, and let its lips go by them."""
        line = self.line
        if line is None:
            return
        title, about = self.tr("Words of the line"), self.tr("What is said in {0}:").format(line.name)
        text, agreed = QInputDialog.getMultiLineText(self._window, title, about, line.take.text)
        if agreed and text.strip() != line.take.text:
            self._words.give(line.id, text.strip())
