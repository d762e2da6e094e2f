"""The window: the stage in the middle, what moves the face beside it, time below."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QByteArray, QPointF, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QImage, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMainWindow,
    QMenu,
    QMessageBox,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.app import directing, exporting, speaking
from studio.app.autosave import Autosaver
from studio.app.commands import MENUS, Command, by_id
from studio.app.jobs import Job, Lane, Latest, is_defect
from studio.app.playback import Player
from studio.app.preview import Drawn, Portrait, Preview, base_at, draw, on_base
from studio.app.session import Session
from studio.app.sound import Playing, Recording
from studio.core import edits
from studio.core.conversion import unit_values
from studio.core.errors import DeviceError, StudioError, UsageError
from studio.core.face import FaceState
from studio.core.presets import EMOTIONS, Preset, cleared
from studio.core.project import Edit, Project
from studio.core.speech import Speech
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS, Layer
from studio.core.units import CHANNELS, FACS_17, find_unit
from studio.engine.ports import FaceChoice
from studio.files.places import made, resource, settings_folder
from studio.files.projects import SUFFIX, media_of
from studio.files.sound import Sound
from studio.ui.actions import commands_of
from studio.ui.dialogs.export import ExportDialog
from studio.ui.dialogs.palette import Palette
from studio.ui.dispatch import Dispatcher
from studio.ui.inspector.inspector import Inspector
from studio.ui.speech_bar import SpeechBar
from studio.ui.stage.stage import Stage, image_of
from studio.ui.theme import Theme
from studio.ui.timeline.timeline import Shown, TimelineView
from studio.ui.widgets.problem import ProblemPanel

_SETTLES: Final = 180
"""Milliseconds that the hand rests until the picture is drawn in full."""
_AUTOSAVES: Final = 10_000
_RECENT: Final = 10
_TICK: Final = 8
_PICTURES: Final = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp"
_VIDEOS: Final = "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg"
_SOUNDS: Final = "*.wav *.flac *.mp3 *.ogg *.m4a *.aac *.opus"


class MainWindow(QMainWindow):
    """One window on one session."""

    def __init__(self, theme: Theme, settings: QSettings | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.session = Session()
        self._dispatcher = Dispatcher(self)
        deliver = self._dispatcher.deliver
        self._drawing = Lane("drawing", deliver, self._failed)
        self._working = Lane("working", deliver, self._failed)
        self._lookout = Lane("looking", deliver, self._failed)
        self._looking: Latest[directing.Seen] = Latest(self._lookout, "looking")
        self.preview = Preview(self._drawing)
        self._autosaver = Autosaver(self.session)
        self._settings = settings or QSettings(
            str(made(settings_folder()) / "window.ini"), QSettings.Format.IniFormat
        )
        self.time = Seconds(0)
        self.player: Player | None = None
        self._recording: Recording | None = None
        self._auto_key = False
        self._shows_mesh = False
        self._gesture = 0
        self._leaves = self._loops = False
        self._build()
        self.commands = by_id(commands_of(self))
        self._build_menus()
        self._connect()
        self._start_timers()
        self._restore()
        self._refresh()

    # ------------------------------------------------------------- how it is made

    def _build(self) -> None:
        self.setObjectName("main")
        self.setDockNestingEnabled(True)
        self.stage = Stage()
        self.stage.set_ink(self.theme.colour("yours"))
        self.stage.show_hint(self.tr("Drop a portrait or a video here"))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self._transport())
        self.setCentralWidget(middle)
        self.inspector = Inspector(self.theme)
        self.timeline = TimelineView(self.theme)
        self.speech_bar = SpeechBar(self.theme)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.speech_bar)
        rows.addWidget(self.timeline, 1)
        self._history_list = QListWidget()
        self._history_list.setAccessibleName(self.tr("History"))
        self._dock("inspector", self.tr("Face"), self.inspector, Qt.DockWidgetArea.RightDockWidgetArea)
        left = self._dock(
            "history", self.tr("History"), self._history_list, Qt.DockWidgetArea.LeftDockWidgetArea
        )
        bottom = self._dock("time", self.tr("Time"), below, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.resizeDocks([left], [176], Qt.Orientation.Horizontal)
        self.resizeDocks([bottom], [270], Qt.Orientation.Vertical)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._cost = QLabel()
        self._busy = QProgressBar()
        self._busy.setMaximumWidth(220)
        self._busy.hide()
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop"))
        self._stop.clicked.connect(self.stop_work)
        self._stop.hide()
        self._doing = QLabel()
        for part in (self._doing, self._busy, self._stop):
            self.statusBar().addWidget(part)
        self.statusBar().addPermanentWidget(self._cost)
        self.problem = ProblemPanel(self)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        self.addDockWidget(area, dock)
        return dock

    def _transport(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(4)
        self._play_button = self._button("▶", self.tr("Play"), lambda: self.do("play.play"))
        for text, title, command in (
            ("|◀", self.tr("To the start"), "play.home"),
            ("◂", self.tr("One frame back"), "play.back"),
        ):
            line.addWidget(self._button(text, title, lambda c=command: self.do(c)))
        line.addWidget(self._play_button)
        for text, title, command in (
            ("▸", self.tr("One frame on"), "play.on"),
            ("▶|", self.tr("To the end"), "play.end"),
        ):
            line.addWidget(self._button(text, title, lambda c=command: self.do(c)))
        self._clock = QLabel()
        self._clock.setMinimumWidth(220)
        line.addWidget(self._clock)
        self._key_button = self._button("◆", self.tr("Set keys with every change"), self.toggle_auto_key)
        self._key_button.setCheckable(True)
        line.addWidget(self._key_button)
        line.addStretch(1)
        self._zoom = QLabel()
        line.addWidget(self._zoom)
        for text, title, command in (
            (self.tr("Fit"), self.tr("Fit the picture to the stage"), "view.fit"),
            ("100 %", self.tr("One pixel for one pixel"), "view.whole"),
            (self.tr("Before"), self.tr("Compare with the photograph"), "view.wipe"),
            (self.tr("Mesh"), self.tr("Show the rig's mesh"), "view.mesh"),
        ):
            line.addWidget(self._button(text, title, lambda c=command: self.do(c)))
        return bar

    def _button(self, text: str, title: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.clicked.connect(lambda _=False: run())  # type: ignore[operator]
        return button

    def _build_menus(self) -> None:
        titles = {
            "File": self.tr("File"), "Edit": self.tr("Edit"), "Face": self.tr("Face"),
            "Speech": self.tr("Speech"), "Play": self.tr("Play"), "View": self.tr("View"),
            "Help": self.tr("Help"),
        }  # fmt: skip
        self._actions: dict[str, QAction] = {}
        for name in MENUS:
            menu = self.menuBar().addMenu(titles[name])
            for command in self.commands.values():
                if command.menu == name:
                    menu.addAction(self._action(command))
            menu.aboutToShow.connect(self._show_enabled)
            if name == "File":
                self._recent = QMenu(self.tr("Open again"), self)
                menu.insertMenu(self._actions["file.save"], self._recent)
        self._show_recent()

    def _action(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.id)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.checked is not None:
            action.setCheckable(True)
        action.triggered.connect(lambda _=False: self._run(command))
        self._actions[command.id] = action
        return action

    def do(self, name: str) -> None:
        """Do what a command does, by its id, if it can be done now."""
        self._run(self.commands[name])

    def _run(self, command: Command) -> None:
        if command.enabled():
            command.run()
        self._show_enabled()

    def _show_enabled(self) -> None:
        for command in self.commands.values():
            action = self._actions[command.id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())

    def _connect(self) -> None:
        self.session.project_changed.connect(self._project_changed)
        self.session.saved_changed.connect(lambda _saved: self._show_title())
        self.session.opened.connect(self._session_opened)
        self.preview.drawn.connect(self._drawn)
        self.stage.dropped.connect(self.open_path)
        self.stage.handle_moved.connect(self._handle_moved)
        self.stage.handle_released.connect(lambda _name: self._released())
        self.stage.zoomed.connect(lambda zoom: self._zoom.setText(f"{zoom:.0%}"))
        self.inspector.unit_changed.connect(self._unit_changed)
        self.inspector.slot_changed.connect(self._slot_changed)
        self.inspector.gaze_changed.connect(self._gaze_changed)
        self.inspector.key_asked.connect(self._key_asked)
        self.inspector.neutralise_asked.connect(self._neutralise_asked)
        self.inspector.preset_asked.connect(self._preset_asked)
        self.inspector.released.connect(self._released)
        self.timeline.scrubbed.connect(self.go_to)
        self.timeline.keys_moved.connect(self._keys_moved)
        self.timeline.keys_removed.connect(self._keys_removed)
        self.speech_bar.speak_asked.connect(self.speak)
        self.speech_bar.file_asked.connect(self.choose_sound)
        self.speech_bar.record_asked.connect(self.toggle_recording)
        self._history_list.currentRowChanged.connect(self._step_chosen)

    def _start_timers(self) -> None:
        self._settle = QTimer(self, singleShot=True, interval=_SETTLES)
        self._settle.timeout.connect(lambda: self._ask("full"))
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._watch = QTimer(self, interval=120)
        self._watch.timeout.connect(self._show_work)
        self._saver = QTimer(self, interval=_AUTOSAVES)
        self._saver.timeout.connect(self._autosave)
        self._saver.start()

    # ------------------------------------------------------------- what is shown

    @property
    def portrait(self) -> Portrait | None:
        return self.preview.portrait

    @property
    def rest(self) -> FaceState:
        """How the portrait was photographed; zero without one."""
        return FaceState() if self.portrait is None else self.portrait.rest_at(self.time)

    def state(self) -> FaceState:
        """The face at the playhead."""
        return self.session.state(self.time, self.base())

    def base(self) -> FaceState:
        """What lies below everything at the playhead."""
        return (
            FaceState() if self.portrait is None else base_at(self.portrait, self.time, speaks=self._speaks)
        )

    @property
    def _speaks(self) -> bool:
        return edits.layer_of(self.session.project, edits.SPEECH) is not None

    def _refresh(self) -> None:
        """Show everything anew."""
        state = self.state()
        shown_rest = self.rest
        self.inspector.show_state(state, shown_rest)
        portrait_layer = edits.layer_of(self.session.project, edits.PORTRAIT)
        self.inspector.show_left(1.0 if portrait_layer is None else portrait_layer.weight)
        self._show_keys()
        timeline = self.session.project.timeline
        speech = self._speech()
        self.timeline.show_timeline(
            Shown(timeline.rate, timeline.range, speech, self._hand(), timeline.markers)
        )
        self.timeline.show_time(self.time)
        self._show_clock()
        self._show_history()
        self._show_title()
        self._show_handles(state)
        self._ask("draft")

    def _ask(self, quality: str) -> None:
        if self.player is None:
            self.preview.ask(self.state(), self.time, "full" if quality == "full" else "draft")
            if quality == "draft":
                self._settle.start()

    def _drawn(self, drawn: Drawn) -> None:
        if self.player is not None:
            return
        self.stage.show_picture(drawn.pixels)
        if drawn.quality == "full" and self.portrait is not None:
            portrait = self.portrait
            self._looking.ask(lambda tell: directing.look_at(portrait, drawn.pixels, tell), self._looked)
        else:
            self._looking.forget()
        self._cost.setText(
            self.tr("{0}   {1:.0f} ms a frame").format(
                self.tr("full") if drawn.quality == "full" else self.tr("draft"), drawn.cost
            )
        )

    def _looked(self, seen: directing.Seen) -> None:
        """Show what is found in the picture beside what was asked for."""
        self.inspector.show_seen(None if seen.state is None else seen.state.channels)
        layer = edits.layer_of(self.session.project, edits.PORTRAIT)
        if layer is None or layer.weight >= 1.0:
            self.inspector.show_checks("")
            return
        told = [self.tr("No face is seen.")] if seen.state is None else []
        if seen.state is not None:
            units = dict(zip(FACS_17.names, unit_values(FACS_17, seen.state.channels), strict=True))
            name, value = max(units.items(), key=lambda pair: pair[1])
            told.append(self.tr("Strongest left: {0} {1:.1f} of 5").format(name, value))
        if seen.identity is not None:
            told.append(self.tr("Same person: {0:.2f}").format(seen.identity))
        if seen.outside is not None:
            told.append(self.tr("Outside the face: {0}").format(seen.outside))
        self.inspector.show_checks("\n".join(told))

    def _show_handles(self, state: FaceState) -> None:
        if self.portrait is None:
            self.stage.set_handles({})
            self.stage.set_mesh([])
            return
        places = directing.handle_places(self.portrait, state)
        self.stage.set_handles({name: QPointF(*place) for name, place in places.items()})
        lines = directing.mesh(self.portrait, state) if self._shows_mesh else []
        self.stage.set_mesh([(QPointF(*a), QPointF(*b)) for a, b in lines])

    def _show_keys(self) -> None:
        hand = self._hand()
        curves = {} if hand is None else hand.curves
        keys: dict[str, tuple[bool, bool]] = {}
        for unit in self.inspector.vocabulary.units:
            found = [curves[c] for c in unit.weights if c in curves]
            here = any(key.time == self.time for curve in found for key in curve.keyframes)
            keys[unit.name] = (here, any(len(curve) for curve in found))
        for slot in HEAD_SLOTS:
            if slot in curves:
                times = [key.time for key in curves[slot].keyframes]
                keys[slot] = (self.time in times, bool(times))
        self.inspector.show_keys(keys)

    def _show_clock(self) -> None:
        rate = self.session.project.timeline.rate
        end = self._span().end
        now = self.tr("{0} / {1}   {2} fps").format(_clock(self.time), _clock(end), f"{float(rate):g}")
        if self.player is not None and self.player.tally.dropped:
            now += self.tr("   {0} dropped").format(self.player.tally.dropped)
        self._clock.setText(now)

    def _show_title(self) -> None:
        mark = "" if self.session.is_saved else " ●"
        name = self.session.title if self.session.path else self.tr("Untitled")
        self.setWindowTitle(f"Galatea — {name}{mark}")

    def _show_history(self) -> None:
        steps = self.session.history.steps
        self._history_list.blockSignals(True)
        while self._history_list.count() > len(steps):
            self._history_list.takeItem(self._history_list.count() - 1)
        for i, step in enumerate(steps):
            if i >= self._history_list.count():
                self._history_list.addItem(step.label)
            elif self._history_list.item(i).text() != step.label:
                self._history_list.item(i).setText(step.label)
        self._history_list.setCurrentRow(self.session.history.now)
        self._history_list.blockSignals(False)

    def _show_work(self) -> None:
        jobs = [job for job in (*self._working.jobs, *self._drawing.jobs) if job.title != "drawing"]
        self._busy.setVisible(bool(jobs))
        self._stop.setVisible(bool(jobs))
        self._doing.setVisible(bool(jobs))
        self.speech_bar.set_busy(any(True for _ in self._working.jobs))
        if jobs:
            part, what = jobs[0].progress
            self._busy.setValue(round(part * 100))
            self._doing.setText(f"{jobs[0].title}: {what}" if what else jobs[0].title)
        elif self._recording is None:
            self._watch.stop()
        if self._recording is not None:
            self.speech_bar.set_recording(self._recording.level)
            if self._recording.lost:
                self.toggle_recording()
                self.tell(
                    DeviceError("The microphone went away.", self.tr("What was recorded until then is kept."))
                )

    # ------------------------------------------------------------- what changes

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.source != new.source:
            self._load(new)
        elif old.timeline.tracks != new.timeline.tracks:
            self.speech_bar.show_text(self._said())
        self._refresh()

    def _session_opened(self) -> None:
        self.stop()
        self.time = Seconds(0)
        self._load(self.session.project)
        self.speech_bar.show_text(self._said())
        self._refresh()

    def _load(self, project: Project) -> None:
        """Bring the project's source onto the stage."""
        if project.source is None:
            self.preview.clear()
            self.stage.show_original(None)
            return
        path, face = Path(project.source.path), FaceChoice(point=project.face)
        if self.portrait is not None and self.portrait.path == path and self.portrait.face == face:
            return
        self._begin(self.preview.load(path, face, project.export.renderer, self._loaded, self._failed))

    def _loaded(self, portrait: Portrait) -> None:
        self.stage.show_original(portrait.original)
        self.stage.show_picture(portrait.original)
        self._refresh()
        self._draw_thumbnails(portrait)

    def _begin(self, job: Job[Any]) -> None:
        self._doing.setText(job.title)
        self._watch.start()

    def apply(self, label: str, edit: Edit, *, drag: bool = False) -> None:
        """Change the project; the edits of one drag become one step."""
        try:
            self.session.apply(label, edit, self._gesture if drag else None)
        except StudioError as error:
            self.tell(error)

    def _released(self) -> None:
        self.session.end_gesture()
        self._gesture += 1

    def _unit_changed(self, name: str, value: float) -> None:
        unit = find_unit(name)
        edit = edits.unit_set(
            unit, value, self.time, self.session.performances, self.base(), key=self._auto_key
        )
        self.apply(f"{name} {unit.title}", edit, drag=True)

    def _slot_changed(self, slot: str, value: float) -> None:
        self.apply(
            slot.replace(".", " "), edits.slot_set({slot: value}, self.time, key=self._auto_key), drag=True
        )

    def _gaze_changed(self, across: float, up: float) -> None:
        slots = dict(zip(GAZE_SLOTS, (across, up), strict=True))
        self.apply(self.tr("Gaze"), edits.slot_set(slots, self.time, key=self._auto_key), drag=True)

    def _neutralise_asked(self, left: float) -> None:
        self.apply(self.tr("Neutralise"), edits.layer_set(edits.PORTRAIT, weight=left), drag=True)

    def _preset_asked(self, name: str, strength: float) -> None:
        preset = next(preset for preset in EMOTIONS if preset.name == name)
        wanted = {**cleared(), **preset.channels(strength)}
        below = edits.below_hand(self.session.project, self.time, self.session.performances, self.base())
        if self._speaks:
            # While it speaks, an expression is added to what the mouth does.
            wanted = {c: min(1.0, below[c] + v) for c, v in preset.channels(strength).items()}
        edit = edits.channels_set(
            wanted, self.time, self.session.performances, self.base(), key=self._auto_key
        )
        self.apply(name, edit)

    def _draw_thumbnails(self, portrait: Portrait) -> None:
        """Each expression on this portrait, small, after what a person waits for."""
        for preset in EMOTIONS:
            self._drawing.start(
                "drawing",
                partial(_thumbnail, portrait, preset),
                partial(self.inspector.show_thumbnail, preset.name),
            )

    def _key_asked(self, name: str) -> None:
        slots = (name,) if "." in name else tuple(find_unit(name).weights)
        hand = self._hand()
        curves = {} if hand is None else hand.curves
        here = {
            slot: (self.time,)
            for slot in slots
            if slot in curves and any(key.time == self.time for key in curves[slot].keyframes)
        }
        if here:
            self.apply(self.tr("Remove key"), edits.keys_removed(here))
            return
        values = {slot: curves[slot].value_at(self.time) if slot in curves else 0.0 for slot in slots}
        self.apply(self.tr("Set key"), edits.slot_set(values, self.time, key=True))

    def set_keys(self) -> None:
        """A key on every curve that the hand moved."""
        hand = self._hand()
        if hand is not None:
            values = {slot: curve.value_at(self.time) for slot, curve in hand.curves.items()}
            self.apply(self.tr("Set keys"), edits.slot_set(values, self.time, key=True))

    def _keys_moved(self, keys: Mapping[str, tuple[Seconds, ...]], by: Seconds) -> None:
        self.apply(self.tr("Move keys"), edits.keys_moved(keys, by))

    def _keys_removed(self, keys: Mapping[str, tuple[Seconds, ...]]) -> None:
        self.apply(self.tr("Remove keys"), edits.keys_removed(keys))

    def _handle_moved(self, name: str, place: QPointF) -> None:
        if self.portrait is None:
            return
        state = self.state()
        wanted = directing.pulled(self.portrait, state, name, (place.x(), place.y()))
        changed = np.flatnonzero(np.abs(wanted.channels - state.channels) > 1e-4)
        if len(changed):
            values = {CHANNELS[i]: float(wanted.channels[i]) for i in changed}
            edit = edits.channels_set(
                values, self.time, self.session.performances, self.base(), key=self._auto_key
            )
            self.apply(self.tr("Drag the {0}").format(name), edit, drag=True)
            return
        head, gaze = wanted.head.minus(self.rest.head), wanted.gaze.minus(self.rest.gaze)
        if wanted.head != state.head:
            slots = {"head.yaw": _within(head.yaw, 45), "head.pitch": _within(head.pitch, 40)}
        else:
            slots = {"gaze.yaw": _within(gaze.yaw, 40), "gaze.pitch": _within(gaze.pitch, 30)}
        self.apply(
            self.tr("Drag the {0}").format(name),
            edits.slot_set(slots, self.time, key=self._auto_key),
            drag=True,
        )

    def neutral(self) -> None:
        """Everything at zero: what the hand did goes, and the photographed expression rests."""

        def edit(project: Project) -> Project:
            return edits.layer_set(edits.PORTRAIT, weight=0.0)(edits.hand_reset()(project))

        self.apply(self.tr("Neutral"), edit)

    def as_photographed(self) -> None:
        """Nothing done: what the hand did goes, and the photographed expression is there."""

        def edit(project: Project) -> Project:
            return edits.layer_set(edits.PORTRAIT, weight=1.0)(edits.hand_reset()(project))

        self.apply(self.tr("As photographed"), edit)

    def _step_chosen(self, row: int) -> None:
        if 0 <= row < len(self.session.history.steps) and row != self.session.history.now:
            self.session.go(row)

    # ------------------------------------------------------------- opening and saving

    def choose_source(self) -> None:
        """Ask for a portrait, a video or a project."""
        kinds = ";;".join(
            (
                self.tr("All that can be opened ({0})").format(f"{_PICTURES} {_VIDEOS} *{SUFFIX}"),
                self.tr("Pictures ({0})").format(_PICTURES),
                self.tr("Videos ({0})").format(_VIDEOS),
                self.tr("Projects ({0})").format(f"*{SUFFIX}"),
            )
        )
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open"), self._folder(), kinds)
        if name:
            self.open_path(name)

    def open_path(self, name: str) -> None:
        """Open whatever it is: a project, a portrait, a video, a sound."""
        path = Path(name)
        self._remember_folder(path)
        if path.suffix == SUFFIX:
            if self.may_close() and self._try(lambda: self.session.open(path)):
                self._remember(path)
            return
        if f"*{path.suffix.lower()}" in _SOUNDS.split():
            self.hear_file(path)
            return
        self._try(lambda: self._open_portrait(path))

    def open_demo(self) -> None:
        """A portrait that speaks."""
        if self.may_close():
            self.session.new()
            sentence = resource("samples/sentence.txt").read_text("utf-8").strip()
            self._open_portrait(resource("samples/astronaut.jpg"), lambda: self.speak(sentence, 1.0))

    def _open_portrait(self, path: Path, then: Callable[[], None] | None = None) -> None:
        media = media_of(path)

        def placed(portrait: Portrait) -> None:
            rate = portrait.source.rate
            edit = edits.portrait_opened(media, portrait.rest, rate, portrait.source.length)
            self.apply(self.tr("Open {0}").format(path.name), edit)
            self._loaded(portrait)
            self._remember(path)
            if then is not None:
                then()

        renderer = self.session.project.export.renderer
        self._begin(self.preview.load(path, FaceChoice(), renderer, placed, self._failed))

    def save(self) -> bool:
        """To the project's own place, or where a person says; False if they don't."""
        if self.session.path is None:
            return self.save_as()
        return self._try(self.session.save)

    def save_as(self) -> bool:
        """Where a person says."""
        start = str(Path(self._folder()) / f"{self.session.title}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the project"), start, self.tr("Projects ({0})").format(f"*{SUFFIX}")
        )
        if not name:
            return False
        path = Path(name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
        return self._try(lambda: self.session.save(path))

    def new(self) -> None:
        """An empty project."""
        if self.may_close():
            self.session.new()

    def may_close(self) -> bool:
        """Whether what is open is saved, or may be lost."""
        if self.session.is_saved:
            return True
        box = QMessageBox(self)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("The project has changes that are not saved."))
        save = box.addButton(self.tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        return box.clickedButton() is drop

    def _autosave(self) -> None:
        try:
            self._autosaver.save()
        except StudioError as error:
            self.tell(error)

    # ------------------------------------------------------------- speech

    def speak(self, text: str, speed: float) -> None:
        """Let a voice say a text and the face move to it."""
        settings = replace(self.session.project.speaking, speed=speed)
        rate = self.session.project.timeline.rate
        label = self.tr("Speak “{0}”").format(text if len(text) < 24 else f"{text[:23]}…")
        self._begin(
            self._working.start(
                self.tr("Speaking"),
                lambda tell: speaking.say(text, settings, rate, tell),
                lambda spoken: self._spoken(spoken, label),
            )
        )

    def choose_sound(self) -> None:
        """Ask for a recording that drives the face."""
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Speak from a recording"),
            self._folder(),
            self.tr("Sounds ({0})").format(f"{_SOUNDS} {_VIDEOS}"),
        )
        if name:
            self._remember_folder(Path(name))
            self.hear_file(Path(name))

    def hear_file(self, path: Path) -> None:
        """Move the face to a recording; what stands in the speech bar is taken for its transcript."""
        self._hear(path, path.name)

    def _hear(self, sound: Path | Sound, name: str) -> None:
        settings, rate = self.session.project.speaking, self.session.project.timeline.rate
        transcript = self.speech_bar.text or None
        self._begin(
            self._working.start(
                self.tr("Listening"),
                lambda tell: speaking.hear(sound, transcript, settings, rate, tell),
                lambda spoken: self._spoken(spoken, self.tr("Speak from {0}").format(name)),
            )
        )

    def _spoken(self, spoken: speaking.Spoken, label: str) -> None:
        spoken.placed(self.session, label)
        self.go_to(Seconds(0))

    def toggle_recording(self) -> None:
        """Record from the microphone, or stop and let it drive the face."""
        if self._recording is None:
            try:
                self._recording = Recording()
            except DeviceError as error:
                self.tell(error)
                return
            self._watch.start()
            return
        recording, self._recording = self._recording, None
        self.speech_bar.set_recording(None)
        samples = recording.stop()
        self._hear(Sound(samples, recording.rate), self.tr("the microphone"))

    def _speech(self) -> Speech | None:
        for track in self.session.project.timeline.tracks:
            for clip in track.clips:
                if clip.take:
                    return self.session.takes[clip.take]
        return None

    def _said(self) -> str:
        texts = [c.text for track in self.session.project.timeline.tracks for c in track.clips if c.text]
        return " ".join(texts)

    # ------------------------------------------------------------- time

    def _span(self) -> TimeRange:
        if self.portrait is not None:
            return exporting.whole_range(self.session.project.timeline, self.portrait)
        return self.session.project.timeline.range

    def go_to(self, time: Seconds) -> None:
        """Put the playhead at a time."""
        self.stop()
        self.time = max(Seconds(0), time)
        self._refresh_time()

    def _refresh_time(self) -> None:
        state = self.state()
        self.inspector.show_state(state, self.rest)
        self._show_keys()
        self.timeline.show_time(self.time)
        self._show_clock()
        self._show_handles(state)
        self._ask("draft")

    def step(self, frames: int) -> None:
        """So many frames on."""
        rate = self.session.project.timeline.rate
        self.go_to(rate.time_of(max(0, rate.index_at(self.time) + frames)))

    def to_key(self, way: int) -> None:
        """To the next key, or the one before."""
        times = edits.keys_of(self.session.project.timeline)
        found = [t for t in times if t > self.time] if way > 0 else [t for t in times if t < self.time]
        if found:
            self.go_to(found[0] if way > 0 else found[-1])

    @property
    def loops(self) -> bool:
        """Whether playing begins again at the end of the range."""
        return self._loops

    def toggle_loop(self) -> None:
        """Begin again at the end of the range, or stop there."""
        self._loops = not self._loops

    def range_from(self) -> None:
        """What is played and exported begins at the playhead."""
        self.apply(self.tr("Begin the range"), edits.range_set(self.time, max(self._span().end, self.time)))

    def range_to(self) -> None:
        """What is played and exported ends after the frame at the playhead."""
        end = self.time + self.session.project.timeline.rate.time_of(1)
        self.apply(self.tr("End the range"), edits.range_set(min(self._span().start, self.time), end))

    def mark(self) -> None:
        """Set a marker at the playhead, or take the one there away."""
        markers = self.session.project.timeline.markers
        if any(marker.time == self.time for marker in markers):
            self.apply(self.tr("Remove marker"), edits.unmarked(self.time))
        else:
            self.apply(self.tr("Set marker"), edits.marked(self.time, str(len(markers) + 1)))

    def to_end(self) -> None:
        """To the last frame of the range."""
        rate = self.session.project.timeline.rate
        self.go_to(max(Seconds(0), rate.time_of(rate.index_at(self._span().end) - 1)))

    def play(self) -> None:
        """From the playhead to the end of the range, or stop."""
        if self.player is not None:
            self.stop()
            return
        portrait = self.portrait
        if portrait is None or self._span().length <= portrait.rate.time_of(1):
            return
        span, rate = self._span(), self.session.project.timeline.rate
        first, last = rate.index_at(self.time), rate.index_at(span.end)
        if first >= last - 1:
            first = rate.index_at(span.start)
        content, speaks = self.session.content(), self._speaks
        performance = exporting.performance_of(content, rate, TimeRange(Seconds(0), span.end))

        def state_of(index: int) -> FaceState:
            state = performance.state(min(index, len(performance) - 1))
            return on_base(state, base_at(portrait, rate.time_of(index), speaks=speaks))

        self.player = Player(portrait, rate, first, last, state_of)
        self._play_from = rate.time_of(first)
        self._play_button.setText("■")
        self._ticker.start()

    def stop(self) -> None:
        """Stop playing; the playhead stays where it is."""
        if self.player is None:
            return
        self._ticker.stop()
        player, self.player = self.player, None
        player.stop()
        self._play_button.setText("▶")
        if player.problem is not None:
            self.tell(player.problem)
        self._refresh_time()

    def _tick(self) -> None:
        player = self.player
        if player is None:
            return
        if player.sound is None:
            if player.is_ready:
                speech = self._speech()
                samples = None if speech is None else speech.samples
                rate = 48000 if speech is None else speech.sample_rate
                player.begin(Playing(samples, rate, float(self._play_from)))
            return
        found = player.due()
        if found is not None:
            index, pixels = found
            self.time = self.session.project.timeline.rate.time_of(index)
            self.stage.show_picture(pixels)
            self.timeline.show_time(self.time)
            self._show_clock()
        if player.has_ended:
            self.stop()
            if self._loops:
                self.time = self._span().start
                self.play()

    # ------------------------------------------------------------- export

    def export(self) -> None:
        """Ask what to write and where, and write it."""
        portrait = self.portrait
        if portrait is None:
            return
        dialog = ExportDialog(Path(self._folder()), self.session.title, self._export_facts, self)
        if dialog.exec():
            self.write(dialog.kind, dialog.path)

    def _export_facts(self, kind: str) -> str:
        assert self.portrait is not None
        width, height = self.portrait.likeness.size
        rate = self.session.project.timeline.rate
        span = self._span()
        frames = max(1, rate.count_in(span.length))
        if kind == "still":
            return self.tr("{0} × {1} pixels").format(width, height)
        if kind in ("csv", "json"):
            return self.tr("{0} frames at {1} fps").format(frames, f"{float(rate):g}")
        return self.tr("{0} × {1} pixels, {2} frames, {3}").format(width, height, frames, _clock(span.length))

    def write(self, kind: str, goal: Path) -> None:
        """Write the project as a file in the background."""
        portrait, content, moment = self.portrait, self.session.content(), self.time
        if portrait is None:
            return
        if goal.exists() and goal.samefile(portrait.path):
            self.tell(UsageError("The result would replace the portrait itself.", "Give another name."))
            return
        self.stop()

        def work(tell: object) -> exporting.Written:
            if kind == "still":
                return exporting.still(content, portrait, moment, goal, tell, force=True)  # type: ignore[arg-type]
            if kind in ("csv", "json"):
                return exporting.curves(content, portrait, goal, force=True)
            return exporting.film(content, portrait, goal, kind, "full", tell, force=True)  # type: ignore[arg-type]

        self._begin(self._working.start(self.tr("Exporting {0}").format(goal.name), work, self._written))

    def _written(self, written: exporting.Written) -> None:
        told = self.tr("{0} is written: {1} frames").format(written.path.name, written.frames)
        if written.facts is not None:
            told += self.tr(", checked")
        self.statusBar().showMessage(told, 15_000)

    # ------------------------------------------------------------- view

    def toggle_wipe(self) -> None:
        """Show the photograph left of the middle, or hide it."""
        self.stage.set_wipe(0.5 if self.stage.wipe is None else None)

    def toggle_mesh(self) -> None:
        """Show the rig's mesh, or hide it."""
        self._shows_mesh = not self._shows_mesh
        self._show_handles(self.state())

    @property
    def shows_mesh(self) -> bool:
        return self._shows_mesh

    @property
    def sets_keys(self) -> bool:
        """Whether every change sets a key."""
        return self._auto_key

    def toggle_auto_key(self) -> None:
        """Let every change set a key at the playhead, or only change values."""
        self._auto_key = not self._auto_key
        self._key_button.setChecked(self._auto_key)

    @property
    def is_light(self) -> bool:
        """Whether the next start is in the light theme."""
        return bool(self._settings.value("theme") == "light")

    def toggle_theme(self) -> None:
        """Light or dark, from the next start on."""
        self._settings.setValue("theme", "dark" if self.is_light else "light")
        self.statusBar().showMessage(self.tr("The theme changes when the studio starts again."), 8000)

    def toggle_stage_alone(self) -> None:
        """The stage alone, or everything."""
        docks = self.findChildren(QDockWidget)
        hide = any(dock.isVisible() for dock in docks)
        for dock in docks:
            dock.setVisible(not hide)
        self.menuBar().setVisible(not hide)

    def show_palette(self) -> None:
        """Everything that can be done, by typing."""
        palette = Palette(tuple(self.commands.values()), self)
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.exec()

    def about(self) -> None:
        """What this is."""
        QMessageBox.about(
            self,
            "Galatea Studio",
            self.tr(
                "A portrait, moved by named facial action units, text or sound.\n\nMIT licence. "
                "Models keep their own licences: galatea models list."
            ),
        )

    # ------------------------------------------------------------- problems

    @property
    def is_busy(self) -> bool:
        """Whether something is spoken, opened or written."""
        return any(job.title != "drawing" for job in (*self._working.jobs, *self._drawing.jobs))

    def stop_work(self) -> None:
        """Stop what is under way."""
        self._working.cancel()
        self._drawing.cancel()

    def _failed(self, error: Exception) -> None:
        self.tell(error)

    def tell(self, error: Exception) -> None:
        """Show a problem in a calm panel."""
        details = "".join(traceback.format_exception(error))
        if is_defect(error):
            self.problem.tell(
                self.tr("Something went wrong that should not."),
                self.tr("Your work is safe. Copy the details and send them to the studio's makers."),
                details,
            )
        else:
            assert isinstance(error, StudioError)
            self.problem.tell(error.message, error.hint, details)
        self._place_problem()

    def _place_problem(self) -> None:
        self.problem.setFixedWidth(min(460, self.width() - 40))
        self.problem.adjustSize()
        self.problem.move((self.width() - self.problem.width()) // 2, 48)

    def _try(self, action: object) -> bool:
        try:
            action()  # type: ignore[operator]
        except StudioError as error:
            self.tell(error)
            return False
        return True

    # ------------------------------------------------------------- the window itself

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(1440, 900)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_problem()

    def leave(self) -> None:
        """Close without asking: nothing of what is open is kept."""
        self._leaves = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self._leaves and not self.may_close():
            event.ignore()
            return
        self.stop()
        if self._recording is not None:
            self._recording.stop()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("state", self.saveState())
        for timer in (self._saver, self._settle, self._ticker, self._watch):
            timer.stop()
        self._autosaver.clear()
        self.preview.clear()
        self._looking.forget()
        for lane in (self._working, self._drawing, self._lookout):
            lane.close()
        event.accept()

    def _restore(self) -> None:
        self.resize(self.sizeHint())
        for key, restore in (("geometry", self.restoreGeometry), ("state", self.restoreState)):
            kept = self._settings.value(key)
            if isinstance(kept, QByteArray):
                restore(kept)

    def _remember(self, path: Path) -> None:
        """Offer it in the list of what was opened last."""
        kept = [str(path.absolute()), *(name for name in self._last_opened() if name != str(path.absolute()))]
        self._settings.setValue("recent", kept[:_RECENT])
        self._show_recent()

    def _last_opened(self) -> list[str]:
        kept = self._settings.value("recent", [])
        return [kept] if isinstance(kept, str) else [str(name) for name in kept or []]  # type: ignore[attr-defined]

    def _show_recent(self) -> None:
        self._recent.clear()
        for name in self._last_opened():
            action = self._recent.addAction(Path(name).name)
            action.setToolTip(name)
            action.triggered.connect(partial(self.open_path, name))
        self._recent.setEnabled(bool(self._last_opened()))

    def _folder(self) -> str:
        return str(self._settings.value("folder", str(Path.home())))

    def _remember_folder(self, path: Path) -> None:
        self._settings.setValue("folder", str(path.absolute().parent))

    def _hand(self) -> Layer | None:
        return edits.layer_of(self.session.project, edits.HAND)


def _thumbnail(portrait: Portrait, preset: Preset, _tell: object) -> QImage:
    """A portrait's face with an expression, 52 pixels large."""
    state = replace(preset.state(), head=portrait.rest.head, gaze=portrait.rest.gaze)
    pixels = draw(portrait, state, Seconds(0), "draft").pixels
    handles = directing.handle_places(portrait, state).values()
    places = np.array(list(handles) or [(0, 0), pixels.shape[1::-1]])
    low, high = places.min(0), places.max(0)
    middle, half = (low + high) / 2, (high - low).max() * 0.75
    x0, y0 = np.maximum(middle - half, 0).astype(int)
    x1, y1 = (middle + half).astype(int)
    how = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    return image_of(pixels[y0:y1, x0:x1]).scaled(QSize(52, 52), *how)


def _clock(time: Seconds) -> str:
    minutes, seconds = divmod(float(time), 60)
    return f"{int(minutes):02d}:{seconds:06.3f}"


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)
