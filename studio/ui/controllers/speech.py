"""What the portrait says: typed, from a file, from the microphone."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app import speaking
from studio.app.commands import Command
from studio.app.sound import Recording
from studio.core.errors import DeviceError
from studio.core.time import Seconds
from studio.files.sound import Sound
from studio.ui.controllers.document import SOUNDS, VIDEOS, DocumentController
from studio.ui.desk import Desk
from studio.ui.speech_bar import SpeechBar
from studio.ui.words import translate

_METER = 60


class SpeechController(QObject):
    """The speech bar's hands."""

    def __init__(self, desk: Desk, bar: SpeechBar, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self.bar, self._documents, self._window = desk, bar, documents, window
        self._recording: Recording | None = None
        self._meter = QTimer(self, interval=_METER)
        self._meter.timeout.connect(self._listen)
        desk.changed.connect(self.refresh)
        desk.worked.connect(lambda: bar.set_busy(any(True for _ in desk.working.jobs)))
        documents.sound_opened.connect(self.hear_file)
        documents.demo_opened.connect(lambda text: self.speak(text, 1.0))
        bar.speak_asked.connect(self.speak)
        bar.file_asked.connect(self.choose_sound)
        bar.record_asked.connect(self.toggle_recording)

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
        ]  # fmt: skip

    def refresh(self) -> None:
        """Show what is said."""
        tracks = self._desk.session.project.timeline.tracks
        self.bar.show_text(" ".join(c.text for track in tracks for c in track.clips if c.text))

    def speak(self, text: str, speed: float) -> None:
        """Let a voice say a text and the face move to it."""
        desk = self._desk
        settings, rate = replace(desk.session.project.speaking, speed=speed), desk.rate
        label = self.tr("Speak “{0}”").format(text if len(text) < 24 else f"{text[:23]}…")
        desk.begin(
            desk.working.start(
                self.tr("Speaking"),
                lambda tell: speaking.say(text, settings, rate, tell),
                lambda spoken: self._spoken(spoken, label),
            )
        )

    def choose_sound(self) -> None:
        """Ask for a recording that drives the face."""
        kinds = self.tr("Sounds ({0})").format(f"{SOUNDS} {VIDEOS}")
        title = self.tr("Speak from a recording")
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._documents.folder, kinds)
        if name:
            self._documents.remember_folder(Path(name))
            self.hear_file(Path(name))

    def hear_file(self, path: Path) -> None:
        """Move the face to a recording; what stands in the speech bar is taken for its transcript."""
        self._hear(path, path.name)

    def _hear(self, sound: Path | Sound, name: str) -> None:
        desk = self._desk
        settings, rate, transcript = desk.session.project.speaking, desk.rate, self.bar.text or None
        desk.begin(
            desk.working.start(
                self.tr("Listening"),
                lambda tell: speaking.hear(sound, transcript, settings, rate, tell),
                lambda spoken: self._spoken(spoken, self.tr("Speak from {0}").format(name)),
            )
        )

    def _spoken(self, spoken: speaking.Spoken, label: str) -> None:
        spoken.placed(self._desk.session, label)
        self._desk.go_to(Seconds(0))

    def toggle_recording(self) -> None:
        """Record from the microphone, or stop and let it drive the face."""
        if self._recording is None:
            try:
                self._recording = Recording()
            except DeviceError as error:
                self._desk.tell(error)
                return
            self._meter.start()
            return
        recording, self._recording = self._recording, None
        self._meter.stop()
        self.bar.set_recording(None)
        samples = recording.stop()
        self._hear(Sound(samples, recording.rate), self.tr("the microphone"))

    def _listen(self) -> None:
        if self._recording is None:
            return
        self.bar.set_recording(self._recording.level)
        if self._recording.lost:
            self.toggle_recording()
            hint = self.tr("What was recorded until then is kept.")
            self._desk.tell(DeviceError(self.tr("The microphone went away."), hint))

    def close(self) -> None:
        """Let go of the microphone."""
        self._meter.stop()
        if self._recording is not None:
            self._recording.stop()
            self._recording = None
