"""Recording to picture: the film runs up to a line, and what is said in it becomes takes of the line."""

from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from studio.app import exporting, lines, sound
from studio.app.commands import Command
from studio.app.jobs import Progress
from studio.app.playback import Player
from studio.app.sound import Playing, Recording
from studio.app.to_picture import EARS, PRE_ROLLS, Guide, Passed, RecordingSettings, Run, passed
from studio.core import edits, line_edits
from studio.core.errors import DeviceError, NoSpeech
from studio.core.lines import FacePoint, Line
from studio.core.speech import Speech
from studio.core.time import Seconds, TimeRange
from studio.engine.progress import share
from studio.files.projects import ProjectFile
from studio.files.sound import is_silent
from studio.ui.controllers.lines import LineController
from studio.ui.controllers.speech import SpeechController
from studio.ui.controllers.stage import StageController
from studio.ui.controllers.time import TimeController
from studio.ui.desk import Desk
from studio.ui.dialogs.to_picture import RecordingDialog
from studio.ui.speech.recorder import Reading, Recorder
from studio.ui.stage.streamer import Lead, Streamer
from studio.ui.transport import Transport
from studio.ui.words import in_a_row, in_their_words, translate

_TICK: Final = 8
_ARRIVED: Final = 0.12
"""Seconds for which the disc stands where the line begins."""
_PATIENCE: Final = 1.0
"""Seconds for which the last of a recording is waited for: it is on its way through the device."""
_KEY: Final = "to_picture"


@dataclass(slots=True)
class _Recorded:
    """What is being recorded, for which line.

    Attributes:
        line: None until there is one: then a new one is made.
        passes: what was kept so far, each by its id and name in the library.
        silent: how many passes there were in which nothing was said.
    """

    run: Run
    settings: RecordingSettings
    line: Line | None
    face: FacePoint | None
    text: str
    passes: list[tuple[str, str, Passed]] = field(default_factory=list)
    silent: int = 0


class ToPicture(QObject):
    """Runs the film up to a line, over it, and again; the one microphone is open all the time."""

    def __init__(
        self,
        desk: Desk,
        placed: LineController,
        times: TimeController,
        stage: StageController,
        speaking: SpeechController,
        transport: Transport,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._lines, self._times, self._stage = desk, placed, times, stage
        self._speaking, self._transport, self._window = speaking, transport, window
        self._recorded: _Recorded | None = None
        self._player: Player | None = None
        self._recording: Recording | None = None
        self.streamer = Streamer(desk.theme, stage.stage)
        self.recorder = Recorder(self)
        self.recorder.heard.connect(self._show_reading)
        self.recorder.recorded.connect(lambda _samples, _rate, lost: self._end(lost))
        speaking.recorders.append(self.recorder)
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self.tick)
        desk.leaving.connect(self.recorder.stop)
        desk.session.opened.connect(self._forget)
        times.others.append(self._stopped)
        placed.record_asked.connect(self.record)

    def commands(self) -> list[Command]:
        why = translate("Commands", "record with any program and give the file")
        return [
            Command(
                "dub.record", translate("Commands", "Record to picture"), "Dub", self.toggle, "Shift+R",
                self._is_film, why=why, checked=lambda: self.is_on, because=self._no_film,
            ),
            Command(
                "dub.recording", translate("Commands", "How to record to picture…"), "Dub", self.ask_settings,
                why=why,
            ),
        ]  # fmt: skip

    def _is_film(self) -> bool:
        return self._desk.portrait is not None and self._desk.portrait.is_video

    def _no_film(self) -> str:
        return "" if self._is_film() else self.tr("Only a video can be dubbed: open one first.")

    @property
    def is_on(self) -> bool:
        """Whether it runs up to a line, or records."""
        return self.recorder.is_on

    # How

    @property
    def settings(self) -> RecordingSettings:
        """How the person likes it."""
        usual, kept = RecordingSettings(), self._desk.settings

        def number(name: str, usual: int) -> int:
            text = str(kept.value(f"{_KEY}/{name}", int(usual)))
            return int(text) if text.lstrip("-").isdecimal() else usual

        pre_roll, ear = number("pre_roll", usual.pre_roll), str(kept.value(f"{_KEY}/ear", usual.ear))
        return RecordingSettings(
            pre_roll if pre_roll in PRE_ROLLS else usual.pre_roll,
            next((each for each in EARS if each == ear), usual.ear),
            beeps=bool(number("beeps", usual.beeps)),
            streamer=bool(number("streamer", usual.streamer)),
            loops=bool(number("loops", usual.loops)),
            late=number("late", usual.late),
        )

    def keep_settings(self, settings: RecordingSettings) -> None:
        """The person likes it so from now on."""
        for name, value in asdict(settings).items():
            self._desk.settings.setValue(f"{_KEY}/{name}", value if isinstance(value, str) else int(value))

    def ask_settings(self) -> None:
        """Ask how to record to picture."""
        dialog = RecordingDialog(self.settings, self._window)
        if dialog.exec():
            self.keep_settings(dialog.settings)

    # Beginning

    def toggle(self) -> None:
        """Record at the line, the range or the playhead; or stop."""
        if self.is_on:
            self.recorder.stop()
        else:
            self.record(None)

    def record(self, line: Line | None) -> None:
        """Record a take of a line; without one, at what is selected, the range, or from the playhead on."""
        if self._desk.portrait is None or not self._is_film():
            self._desk.said.emit(self._no_film())
            return
        if self._speaking.is_recording:
            self._speaking.stop_recording()
        self._desk.leaving.emit()
        wanted = (line, line.range) if line is not None else self._wanted()
        if wanted is None:
            self._desk.said.emit(
                self.tr("There is no room for a line here: go to a line, or to where there is none.")
            )
            return
        line, span = wanted
        settings = self.settings
        bar = self._speaking.bar
        typed = bar.text if bar.is_typed else ""
        if self._desk.tried(lambda: self.recorder.start(self._microphone(), counts_in=False)):
            self._recorded = _Recorded(
                Run(span, settings.pre_roll), settings, line, self._stage.chosen_point,
                typed if line is None else line.take.text,
            )  # fmt: skip
            self._recording = self.recorder.recording
            self._stage.set_playing(True)
            self._transport.show_playing(True)
            self._run()

    def _microphone(self) -> sound.Device | None:
        return sound.microphone(self._speaking.microphone)

    def _wanted(self) -> tuple[Line | None, TimeRange] | None:
        """Which line, or where a new one lies: None where there is no room for one."""
        desk, picked = self._desk, self._lines.hands.picked
        project, face, own = desk.session.project, self._stage.chosen_point, desk.own_range()
        if len(picked) == 1 and self._lines.line is not None:
            return self._lines.line, self._lines.line.range
        start = desk.time if own is None else own.start
        there = [line for line in line_edits.lines_at(project, start) if line.face == face]
        if there:
            return there[0], there[0].range
        end = own.end if own is not None else self._length
        span = line_edits.room_from(project.lines, face, start, end)
        return None if span is None else (None, span)

    @property
    def _length(self) -> Seconds:
        portrait = self._desk.portrait
        return (None if portrait is None else portrait.source.length) or Seconds(0)

    def _stopped(self) -> bool:
        """Stop; whether there was something to stop."""
        was_on = self.is_on
        self.recorder.stop()
        return was_on

    # Running

    def _run(self) -> None:
        """Once more from the pre-roll on. The line that is recorded is neither seen nor heard."""
        desk, recorded = self._desk, self._recorded
        assert recorded is not None, "it records"
        assert desk.portrait is not None, "only a film is recorded to"
        content = self._content(recorded)
        scene = exporting.scene_of(content, desk.portrait, others=desk.beside())
        rate, run = desk.rate, recorded.run
        first = max(0, rate.index_at(run.begins))
        last = max(first + 1, rate.count_in(min(run.ends, self._length)))
        self._times.show_at(rate.time_of(first))
        self._player = Player(scene, first, last, desk.preview.drafts)
        self._show_lead(float(run.begins))
        self._ticker.start()

    def _content(self, recorded: _Recorded) -> ProjectFile:
        content = self._desk.session.content()
        if recorded.line is None:
            return content
        return replace(
            content, project=line_edits.lines_removed(frozenset((recorded.line.id,)))(content.project)
        )

    def tick(self) -> None:
        """Show the frame whose time has come; at the end of a run keep what was said, and begin again."""
        player, recorded = self._player, self._recorded
        if player is None or recorded is None or self._desk.portrait is None:
            return
        if player.sound is None:
            if player.is_ready:
                self._begin(player, recorded)
            return
        found, now = player.due(), player.sound.now()
        if found is not None:
            index, patch = found
            self._times.show_at(self._desk.rate.time_of(index))
            self._stage.show_played(patch)
        self._show_lead(now)
        if now >= recorded.run.ends and self._has_arrived(player.sound, recorded, now):
            self._keep(Seconds(recorded.run.ends))
            self._halt()
            if recorded.settings.loops:
                self._run()
            else:
                self.recorder.stop()

    def _begin(self, player: Player, recorded: _Recorded) -> None:
        playing = self._playing(recorded)
        player.begin(playing)
        if not playing.is_heard:
            self._desk.said.emit(in_their_words(sound.no_loudspeaker().message))

    def _playing(self, recorded: _Recorded) -> Playing:
        portrait, run = self._desk.portrait, recorded.run
        assert portrait is not None, "only a film is recorded to"
        own, rate = exporting.played(self._content(recorded), portrait, self._times.own)
        begins = float(run.begins)
        return Playing(Guide(own, rate, run, recorded.settings), rate, begins, origin=begins, channels=2)

    def _has_arrived(self, playing: Playing, recorded: _Recorded, now: float) -> bool:
        """Whether all that was said in the run is there, or will not come any more."""
        run, end = recorded.run, playing.moment_of(float(recorded.run.ends))
        if now >= float(run.ends) + _PATIENCE or end is None or self._recording is None:
            return True
        return self._recording.heard_until >= end + recorded.settings.late / 1000

    def _show_lead(self, now: float) -> None:
        recorded = self._recorded
        assert recorded is not None, "it records"
        run = recorded.run
        since = now - float(run.span.start)
        takes = 0 if recorded.line is None else len(recorded.line.takes)
        told = self.tr("Take {0}").format(takes + len(recorded.passes) + 1)
        length = float(run.span.length)
        self.streamer.show_lead(
            Lead(
                run.wiped(now) if recorded.settings.streamer else None,
                run.counted(now),
                recorded.settings.streamer and 0 <= since < _ARRIVED,
                f"{told}   {min(max(since, 0.0), length):.1f} / {length:.1f} s",
                recorded.text,
            )
        )

    def _show_reading(self, reading: Reading | None) -> None:
        """The level, and what is still counted, at the speech bar."""
        recorded, player = self._recorded, self._player
        if reading is not None and recorded is not None:
            now = float(recorded.run.begins)
            if player is not None and player.sound is not None:
                now = player.sound.now()
            since = max(0.0, now - float(recorded.run.span.start))
            reading = replace(reading, count=recorded.run.counted(now), length=since)
        self._speaking.bar.show_reading(reading)

    def _halt(self) -> None:
        self._ticker.stop()
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            if player.problem is not None:
                self._desk.tell(player.problem)

    # What was said

    def _keep(self, until: Seconds) -> None:
        """Keep what was said in the run, before anything is done with it."""
        recorded, recording, player = self._recorded, self._recording, self._player
        playing = None if player is None else player.sound
        if recorded is None or recording is None or playing is None:
            return
        started = playing.moment_of(float(recorded.run.span.start))
        said = (
            None
            if started is None
            else passed(recording, recorded.run, started, until, recorded.settings.late)
        )
        if said is None or started is None:
            return
        recording.forget(started)
        if is_silent(said.samples, said.rate):
            recorded.silent += 1
            return
        session, name = self._desk.session, self._speaking.free_name()
        take = session.listed(name, take=Speech(said.samples, said.rate))
        self._desk.apply(self.tr("Record {0}").format(name), edits.kept(take))
        recorded.passes.append((take.id, name, said))

    def _end(self, lost: bool) -> None:
        """The microphone is closed: what was said becomes takes."""
        recorded, player = self._recorded, self._player
        if recorded is None:
            return
        if player is not None and player.sound is not None:
            self._keep(Seconds(player.sound.now()).limit_denominator(1_000_000))
        self._forget()
        self._desk.time = self._desk.rate.time_of(self._desk.rate.index_at(recorded.run.span.start))
        self._desk.moved.emit()
        if lost:
            hint = self.tr("What was recorded until then is in the library.") if recorded.passes else ""
            self._desk.tell(
                DeviceError(
                    self.tr("The microphone went away."), hint or self.tr("Connect it and record again.")
                )
            )
        if recorded.passes:
            self._listen(recorded)
        elif recorded.silent and not lost:
            self._desk.tell(
                NoSpeech(
                    self.tr("Nothing was heard in the line."),
                    self.tr("Is the right microphone chosen, and is it on?"),
                )
            )

    def _forget(self) -> None:
        """Stop, whatever there is."""
        was_on = self._recorded is not None
        self._recorded = None
        self._halt()
        self._recording = None
        self.recorder.close()
        self.streamer.show_lead(None)
        if was_on:
            self._stage.set_playing(False)
            self._transport.show_playing(False)

    def _listen(self, recorded: _Recorded) -> None:
        """Let the mouth be moved to each of the takes; the last one counts."""
        settings, rate = self._desk.session.project.speaking, self._desk.rate

        def work(tell: Progress) -> list[lines.Heard]:
            out = []
            for i, (_, name, said) in enumerate(recorded.passes):
                part = share(tell, i / len(recorded.passes), (i + 1) / len(recorded.passes))
                speech = Speech(said.samples, said.rate)
                heard = lines.hear(speech, name, recorded.text, settings, rate, part)
                out.append(replace(heard, start=recorded.run.span.start, part=said.part))
            return out

        job = self._desk.working.start(self.tr("Listening"), work, partial(self._place, recorded))
        self._desk.begin(job)

    def _place(self, recorded: _Recorded, heard: list[lines.Heard]) -> None:
        desk, line = self._desk, recorded.line
        if line is not None and line_edits.line_of(desk.session.project, line.id) is None:
            line = None  # it was removed meanwhile: what was said is a line of its own
        kept = [take for take, _, _ in recorded.passes]
        new = line_edits.free_id(desk.session.project) if line is None else line.id
        label = self.tr("Record {0}").format(heard[-1].name)
        desk.apply(
            label, lines.recorded(desk.session, heard, kept, None if line is None else line.id, recorded.face)
        )
        self._lines.hands.pick(frozenset((new,)))
        told = [in_their_words(sentence) for each in heard for sentence in each.spoken.told]
        if len(heard) > 1:
            told.insert(0, self.tr("{0} takes were recorded; the last one counts.").format(len(heard)))
        if any(each.spoken.by_ear for each in heard):
            told.append(
                self.tr(
                    "The lips of “{0}” go by ear; Dub › Type the words of the line makes them exact."
                ).format(heard[-1].name)
            )
        if told:
            desk.said.emit(in_a_row(told))
