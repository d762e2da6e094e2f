"""What the portrait says: typed, from a file, from the microphone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from studio.app import sound, speaking
from studio.app.commands import Command
from studio.app.jobs import Job, Progress
from studio.app.manners import TRACKER, learn
from studio.app.offers import PORTION_WORDS, names_of
from studio.core import edits
from studio.core.errors import DeviceError, NoSpeech, StudioError
from studio.core.life import Life
from studio.core.manner import Manner
from studio.core.project import Drivers, Filmed, Kept
from studio.core.speech import Cue, Speech
from studio.core.timeline import PORTIONS, Media, Portion
from studio.engine.tracking.port import FaceChoice
from studio.files.manners import SUFFIX, read_manner
from studio.files.sound import Sound, is_silent
from studio.files.subtitles import read_transcript
from studio.files.tracks import SourceTrack, sound_tracks
from studio.ui.controllers.choices import as_offered, offered
from studio.ui.controllers.document import SOUNDS, VIDEOS, DocumentController
from studio.ui.desk import Desk
from studio.ui.dialogs.drivers import DriversDialog
from studio.ui.speech.bar import SpeechBar
from studio.ui.speech.recorder import Recorder
from studio.ui.widgets.choice import Offered
from studio.ui.words import called, entitled, in_their_words, listed, translate

_MICROPHONE: Final = "microphone"
_COUNTS: Final = "counts_in"
_LABEL: Final = 24


class SpeechController(QObject):
    """The speech bar's hands."""

    line_spoken = Signal(object, str, str, object)
    """In a film that has lines, what is spoken is one of them: what, its name, the id of the sound that it is
    another version of, and where the playhead was.
    """

    def __init__(self, desk: Desk, bar: SpeechBar, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self.bar, self._documents, self._window = desk, bar, documents, window
        self._job: Job[speaking.Spoken] | None = None
        self._said = ""
        self._lines: tuple[str, tuple[Cue, ...]] = ("", ())
        self.tracks = QMenu(self.tr("Sound track"), window)
        self.tracks.aboutToShow.connect(self._show_tracks)
        self.recorder = Recorder(self)
        self.recorder.heard.connect(bar.show_reading)
        self.recorder.recorded.connect(self._recorded)
        self.recorders = [self.recorder]
        """All that use the one microphone."""
        desk.changed.connect(self.refresh)
        desk.worked.connect(self._show_work)
        documents.sound_opened.connect(self.hear_file)
        documents.words_opened.connect(lambda path: desk.tried(lambda: self.read_words(path)))
        documents.demo_opened.connect(self.speak)
        documents.opened.connect(self._begin_anew)
        bar.speak_asked.connect(self.speak)
        bar.stop_asked.connect(self.stop)
        bar.file_asked.connect(self.choose_sound)
        bar.record_asked.connect(self.toggle_recording)
        bar.dropped.connect(documents.open_path)
        bar.voice_chosen.connect(self.choose_voice)
        bar.driver_chosen.connect(self.choose_driver)
        bar.drivers_asked.connect(self.ask_drivers)
        bar.voices_opened.connect(lambda: desk.offers.learn("voice"))
        bar.drivers_opened.connect(lambda: desk.offers.learn("driver"))
        desk.offers.learned.connect(lambda _port: self._show_settings())
        bar.speed_chosen.connect(self.choose_speed)
        bar.manner_chosen.connect(self.choose_manner)
        bar.filmed_chosen.connect(self.choose_filmed)
        bar.life_tried.connect(lambda life: desk.try_out(edits.life_set(life)))
        bar.life_chosen.connect(self.choose_life)
        bar.manner_file_asked.connect(self.choose_manner_file)
        bar.manner_learning_asked.connect(self.learn_manner)
        bar.microphones_asked.connect(self._show_microphones)
        bar.microphone_chosen.connect(lambda name: desk.settings.setValue(_MICROPHONE, name))
        bar.count_in_chosen.connect(lambda on: desk.settings.setValue(_COUNTS, "yes" if on else "no"))

    def commands(self) -> list[Command]:
        return [
            Command(
                "speech.text", translate("Commands", "Type what is said"), "Speech", self.bar.focus, "T",
                twin="galatea animate PORTRAIT --text TEXT",
            ),
            Command(
                "speech.file", translate("Commands", "Speak from a recording…"), "Speech", self.choose_sound,
                "Ctrl+Shift+O", twin="galatea animate PORTRAIT --audio FILE",
            ),
            Command(
                "speech.record", translate("Commands", "Record"), "Speech", self.toggle_recording, "R",
                why=translate("Commands", "record with any program and give the file"),
            ),
            Command(
                "speech.microphone", translate("Commands", "Choose the microphone…"), "Speech",
                self.bar.ask_microphone, enabled=lambda: not self.is_recording,
                why=translate("Commands", "record with any program and give the file"),
            ),
            Command(
                "speech.stop", translate("Commands", "Stop speaking"), "Speech", self.stop,
                enabled=lambda: self.is_speaking, why=translate("Commands", "Ctrl+C stops a command line"),
            ),
        ]  # fmt: skip

    # What is shown

    @property
    def is_speaking(self) -> bool:
        """Whether something that was asked for here is under way."""
        return self._job is not None and not (self._job.has_ended or self._job.is_cancelled)

    def refresh(self) -> None:
        """Show what is said, and by whom; what is typed and was not said yet stays."""
        project = self._desk.session.project
        said = " ".join(c.text for track in project.timeline.tracks for c in track.clips if c.text)
        if said and said != self._said and not self.bar.is_typed:
            self.bar.show_text(said)
        self._said = said
        self._show_settings()

    def _show_settings(self) -> None:
        """Show who speaks, who drives, and how fast."""
        settings, offers = self._desk.session.project.speaking, self._desk.offers
        self.bar.show_voices(offered(offers, "voice"), settings.voice)
        drivers, chosen = offered(offers, "driver"), str(settings.drivers)
        if len(names_of(settings.drivers)) > 1:
            drivers.append(self._together(settings.drivers))
        self.bar.show_drivers(drivers, chosen)
        self.bar.show_speed(settings.speed)
        self.bar.show_manner(settings.manner)
        self.bar.show_life(edits.life_of(self._desk.session.project))
        self.bar.show_filmed(settings.filmed, self._desk.session.motions)

    def _together(self, drivers: Drivers) -> Offered:
        """Several drivers, as they are read."""
        names, installed = names_of(drivers), self._desk.offers.names("driver")
        missing = [name for name in names if name not in installed]
        who = (entitled(in_their_words(PORTION_WORDS[each]), called(drivers.of(each))) for each in PORTIONS)
        note = self.tr("{0} not installed").format(listed(map(called, missing))) if missing else ""
        return Offered(str(drivers), " + ".join(map(called, names)), note, "\n".join(who))

    def _begin_anew(self) -> None:
        """Another project is open: what was under way belongs to the one before."""
        self.stop()
        self.bar.show_text("")
        self._said = ""

    def _show_work(self) -> None:
        if self.is_speaking:
            self.bar.show_work("speech")
        else:
            self.bar.show_work("other" if self._desk.working.jobs else "none")

    # Who speaks, and how

    def choose_voice(self, name: str) -> None:
        """Let another voice say what is said next."""
        self._desk.apply(self.tr("Voice {0}").format(name), edits.speaking_set(voice=name))

    def choose_driver(self, name: str) -> None:
        """Let something else move the whole face to what is said next."""
        self.choose_drivers(Drivers.read(name))

    def choose_drivers(self, drivers: Drivers) -> None:
        """Let something else move each portion of the face to what is said next."""
        names = " + ".join(map(called, names_of(drivers)))
        self._desk.apply(self.tr("Driver {0}").format(names), edits.speaking_set(drivers=drivers))

    def ask_drivers(self) -> None:
        """Ask which driver moves which portion of the face."""
        offers = self._desk.offers
        dialog = DriversDialog(self._desk.session.project.speaking.drivers, self._window)

        def show(_port: str = "") -> None:
            dialog.show_offered({portion: self._for_portion(portion) for portion in PORTIONS})

        show()
        offers.learned.connect(show)
        offers.learn("driver")
        if dialog.exec():
            self.choose_drivers(dialog.drivers)
        offers.learned.disconnect(show)
        self._show_settings()

    def _for_portion(self, portion: Portion) -> list[Offered]:
        """All drivers that are installed; those that can't move a portion of the face say so."""
        offers = self._desk.offers
        known = ((name, offers.facts("driver", name)) for name in offers.names("driver"))
        return [
            as_offered(name, facts, in_their_words(facts.refusal(name, portion))) for name, facts in known
        ]

    def choose_speed(self, speed: float) -> None:
        """Let the voice speak faster or slower next."""
        self._desk.apply(self.tr("Speed {0} %").format(f"{speed * 100:g}"), edits.speaking_set(speed=speed))

    def choose_manner(self, manner: Manner) -> None:
        """Let the face speak calmer or livelier, and in a mood, next."""
        self._desk.apply(self.tr("Manner"), edits.speaking_set(manner=manner))

    def choose_life(self, life: Life) -> None:
        """Let parts of the face beside the lips move less, or not at all; now, and whatever is said next."""
        self._desk.apply(self.tr("Parts that move"), edits.life_set(life))

    def choose_filmed(self, filmed: Filmed) -> None:
        """Let a motion of the library move face or head while what is said next moves the lips."""
        self._desk.apply(self.tr("Film beside speech"), edits.speaking_set(filmed=filmed))

    def choose_manner_file(self) -> None:
        """Ask for a file with somebody's habits."""
        kinds = self.tr("Manners ({0})").format(f"*{SUFFIX}")
        title = self.tr("Open a manner")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if name:
            self._documents.remember_folder(Path(name))
            self._desk.tried(lambda: self.use_manner(Path(name)))

    def use_manner(self, path: Path) -> None:
        """Let the face move as a file says when it speaks next.

        Raises:
            FileMissing, FileUnreadable: it holds no manner.
        """
        read_manner(str(path))
        self.choose_manner(replace(self._desk.session.project.speaking.manner, name=str(path)))

    def learn_manner(self) -> None:
        """Ask for a clip of somebody who speaks, and where the manner goes that is learned from it."""
        title, kinds = self.tr("Learn a manner from a clip"), self.tr("Videos ({0})").format(VIDEOS)
        clip, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if not clip:
            return
        self._documents.remember_folder(Path(clip))
        usual = str(Path(clip).with_suffix(SUFFIX))
        place, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the manner"), usual, self.tr("Manners ({0})").format(f"*{SUFFIX}")
        )
        if place:
            self.learn_from(Path(clip), Path(place))

    def learn_from(self, clip: Path, place: Path) -> None:
        """Learn a manner from a clip, and let the face move so when it speaks next."""

        def done(_learned: object) -> None:
            self._desk.tried(lambda: self.use_manner(place))

        job = self._desk.working.start(
            self.tr("Learning a manner"),
            lambda tell: learn(clip, place, TRACKER, FaceChoice(), "", True, tell),
            done,
        )
        self._desk.begin(job)

    # Speaking

    def speak(self, text: str) -> None:
        """Let a voice say a text and the face move to it."""
        settings, rate, filmed = self._desk.speaking, self._desk.rate, self._desk.filmed
        picture = edits.picture_of(self._desk.session.project)
        name = speaking.spoken_words(text)
        short = text if len(text) < _LABEL else f"{text[: _LABEL - 1]}…"
        self._start(
            self.tr("Speaking"),
            lambda tell: speaking.say(text, settings, rate, tell, filmed, picture),
            self.tr("Speak “{0}”").format(short),
            name,
        )

    def choose_sound(self) -> None:
        """Ask for a recording that drives the face."""
        kinds = self.tr("Sounds ({0})").format(f"{SOUNDS} {VIDEOS}")
        title = self.tr("Speak from a recording")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if name:
            self._documents.remember_folder(Path(name))
            self.hear_file(Path(name))

    def hear_file(self, path: Path, track: int = 0) -> None:
        """Move the face to a recording; what stands in the speech bar is taken for its transcript.

        Args:
            track: which of its sounds, from 1; 0 is the one that the file, or a voice in it, suggests.
        """
        self._hear(path, self.bar.text, path.name, track=track)

    def read_words(self, path: Path) -> None:
        """Take words, and of subtitles their times, for what is said in the recording.

        Raises:
            FileMissing, FileUnreadable: no such file, or nothing is said in it.
        """
        text, cues = read_transcript(path)
        self.bar.show_text(text)
        self._lines = self.bar.text, cues
        heard = self._heard_file()
        if heard is not None:
            self.hear_file(Path(heard.path), heard.track)
        else:
            self._desk.said.emit(
                self.tr("The words of {0} are used with the next recording.").format(path.name)
            )

    # Which of several sounds is heard

    def _heard_file(self) -> Media | None:
        """The file of what is said, if it was heard in one."""
        tracks = self._desk.session.project.timeline.tracks
        return next(
            (c.media for track in tracks for c in track.clips if c.take and c.media is not None), None
        )

    def _show_tracks(self) -> None:
        """Fill the menu with the sounds of the recording, else with the video's own."""
        self.tracks.clear()
        heard, portrait = self._heard_file(), self._desk.portrait
        media = heard or self._desk.session.project.source
        path = None if media is None else Path(media.path) if heard or portrait is None else portrait.path
        try:
            found = () if path is None else sound_tracks(path)
        except StudioError:
            found = ()
        if media is None or len(found) < 2:
            self.tracks.addAction(self.tr("There is no choice of sounds")).setEnabled(False)
            return
        group = QActionGroup(self.tracks)
        titles = [self.tr("The one with the voice"), *(self._title_of(track) for track in found)]
        for number, title in enumerate(titles):
            action = self.tracks.addAction(title)
            action.setCheckable(True)
            action.setChecked(number == media.track)
            action.setData(number)
            group.addAction(action)
        group.triggered.connect(lambda action: self.choose_track(action.data()))

    def _title_of(self, track: SourceTrack) -> str:
        number = self.tr("Track {0}").format(track.number)
        return f"{number}: {track.title}" if track.title else number

    def choose_track(self, number: int) -> None:
        """Hear another sound of the recording, else of the video; 0 leaves it to the file."""
        heard = self._heard_file()
        if heard is not None:
            self.hear_file(Path(heard.path), number)
        else:
            self._desk.apply(self.tr("Sound track {0}").format(number), edits.source_sound_chosen(number))

    def use(self, item: Kept) -> None:
        """Move the face to a sound of the library, with its own words."""
        if item.text:
            self.bar.show_text(item.text)
        take = self._desk.session.takes[item.id]
        if not take.phonemes:
            self._hear(Sound(take.samples, take.sample_rate), item.text, item.name, item.id)
            return
        settings, rate, filmed = self._desk.speaking, self._desk.rate, self._desk.filmed
        picture = edits.picture_of(self._desk.session.project)
        self._start(
            self.tr("Listening"),
            lambda tell: speaking.again(take, item.text, settings, rate, tell, filmed, picture),
            self.tr("Speak from {0}").format(item.name),
            item.name,
            item.id,
        )

    def use_with_typed_words(self, item: Kept) -> None:
        """Move the face to a sound of the library, in which the text in the speech bar is said."""
        take = self._desk.session.takes[item.id]
        self._hear(Sound(take.samples, take.sample_rate), self.bar.text, item.name, item.id)

    def _hear(
        self, heard: Path | Sound, transcript: str, name: str, instead: str = "", track: int = 0
    ) -> None:
        settings, rate, filmed = self._desk.speaking, self._desk.rate, self._desk.filmed
        picture = edits.picture_of(self._desk.session.project)
        cues = self._lines[1] if self._lines[0] == transcript else ()
        self._start(
            self.tr("Listening"),
            lambda tell: speaking.hear(heard, transcript, settings, rate, tell, cues, track, filmed, picture),
            self.tr("Speak from {0}").format(name),
            name,
            instead,
        )

    def _start(
        self,
        title: str,
        work: Callable[[Progress], speaking.Spoken],
        label: str,
        name: str,
        instead: str = "",
    ) -> None:
        """Begin to make speech, instead of what is being made; it is placed, and listed as ``name``."""
        at = self._desk.time

        def done(spoken: speaking.Spoken) -> None:
            if self._desk.session.project.lines:
                self.line_spoken.emit(spoken, name, instead, at)
                return
            spoken.placed(self._desk.session, label, name, instead, self._desk.own_range())
            told = [in_their_words(sentence) for sentence in spoken.told]
            if left_out := speaking.words_left_out(spoken.left_out):
                told.append(in_their_words(left_out))
            if spoken.by_ear:
                told.append(self._by_ear(spoken))
            if told:
                self._desk.said.emit(" ".join(told))

        self.stop()
        self.bar.set_said()
        self._job = self._desk.working.start(title, work, done, ended=self._show_work)
        self._desk.begin(self._job)

    def _by_ear(self, spoken: speaking.Spoken) -> str:
        if not spoken.speech.words:
            return self.tr("The lips go by ear. Type what is said, and use the sound with it, to be exact.")
        parts = [f"{float(part.start):.1f}–{float(part.end):.1f} s" for part in spoken.by_ear]
        return self.tr("The words do not fit the recording at {0}: the lips go by ear there.").format(
            listed(parts)
        )

    def stop(self) -> None:
        """Speak no more of what was asked for."""
        if self._job is not None:
            self._job.cancel()
        self._show_work()

    # Recording

    def toggle_recording(self) -> None:
        """Record from the microphone, or stop and let what was recorded drive the face."""
        if self.is_recording:
            self.stop_recording()
            return
        self._desk.leaving.emit()
        self._desk.tried(self._begin_recording)

    @property
    def is_recording(self) -> bool:
        """Whether anything records, or counts before it does."""
        return any(recorder.is_on for recorder in self.recorders)

    def stop_recording(self) -> None:
        """Close the microphone; what was recorded is used."""
        for recorder in self.recorders:
            recorder.stop()

    def _begin_recording(self) -> None:
        self.recorder.start(sound.microphone(self.microphone), counts_in=self._counts_in)

    @property
    def microphone(self) -> str:
        """The name of the one that was chosen; empty for the system's choice."""
        return str(self._desk.settings.value(_MICROPHONE, ""))

    @property
    def _counts_in(self) -> bool:
        return bool(self._desk.settings.value(_COUNTS, "yes") == "yes")

    def _show_microphones(self) -> None:
        sound.look_again()
        names = tuple(device.name for device in sound.microphones())
        self.bar.show_microphones(names, self.microphone, sound.no_microphone(), counts=self._counts_in)

    def _recorded(self, samples: NDArray[np.float32], rate: int, lost: bool) -> None:
        """Keep what was recorded, whatever it is, before anything is done with it."""
        if lost:
            kept = self.tr("What was recorded until then is in the library.")
            hint = kept if len(samples) else self.tr("Connect it and record again.")
            self._desk.tell(DeviceError(self.tr("The microphone went away."), hint))
        if not len(samples):
            return
        session, name = self._desk.session, self.free_name()
        take = session.listed(name, take=Speech(samples, rate))
        self._desk.apply(self.tr("Record {0}").format(name), edits.kept(take))
        if is_silent(samples, rate):
            told = self.tr("Nothing is to be heard in {0}.").format(name)
            hint = self.tr("It is in the library all the same. Is the right microphone chosen, and is it on?")
            self._desk.tell(NoSpeech(told, hint))
            return
        self._hear(Sound(samples, rate), self.bar.text, name, take.id)

    def free_name(self) -> str:
        """After the highest number of a take that is listed."""
        names = {item.name for item in self._desk.session.project.kept}
        numbers = [n for n in range(1, 1000) if self.tr("Take {0}").format(n) in names]
        return self.tr("Take {0}").format(max(numbers, default=0) + 1)

    def close(self) -> None:
        """Let go of the microphone."""
        for recorder in self.recorders:
            recorder.close()
