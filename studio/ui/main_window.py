"""The window: the stage in the middle, what moves the face beside it, time below."""

import traceback
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QListWidget,
    QMainWindow,
    QMenu,
    QMessageBox,
    QProgressBar,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.app import shortcuts
from studio.app.commands import MENUS, Command, by_id, grouped
from studio.app.jobs import is_defect
from studio.app.preview import Drawn
from studio.core.errors import StudioError
from studio.engine.portrait import Portrait
from studio.files.places import made, settings_folder
from studio.ui.controllers.ahead import AheadController
from studio.ui.controllers.choices import RendererController
from studio.ui.controllers.curves import CurveController
from studio.ui.controllers.document import DocumentController
from studio.ui.controllers.dub_export import DubExportController
from studio.ui.controllers.export import ExportController
from studio.ui.controllers.face import FaceController
from studio.ui.controllers.folders import FolderController
from studio.ui.controllers.layers import LayerController
from studio.ui.controllers.library import LibraryController
from studio.ui.controllers.line_words import LineWords
from studio.ui.controllers.lines import LineController
from studio.ui.controllers.other_faces import OtherFaces
from studio.ui.controllers.phonemes import PhonemeController
from studio.ui.controllers.poses import PoseController
from studio.ui.controllers.preferences import PreferencesController
from studio.ui.controllers.speech import SpeechController
from studio.ui.controllers.stage import StageController
from studio.ui.controllers.time import TimeController
from studio.ui.controllers.to_picture import ToPicture
from studio.ui.desk import Desk
from studio.ui.dialogs.palette import Palette
from studio.ui.inspector.inspector import Inspector
from studio.ui.library.library import Library
from studio.ui.speech.bar import SpeechBar
from studio.ui.stage.stage import Stage
from studio.ui.theme import DARK, LIGHT, Theme, dress
from studio.ui.timeline.graph import GraphEditor
from studio.ui.timeline.timeline import TimelineView
from studio.ui.transport import Transport
from studio.ui.widgets.choice import ChoiceBox
from studio.ui.widgets.costs import CostPanel
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.offer import OfferPanel
from studio.ui.widgets.pad import GazePad
from studio.ui.widgets.passing import PassingLabel
from studio.ui.widgets.problem import ProblemPanel
from studio.ui.widgets.track import Track
from studio.ui.words import entitled, in_their_words, listed, only_here, translate

_LAYOUT: Final = 2
"""Of the docks: a window that was left in another one begins anew."""
_WALKING: Final = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
_WALKED: Final = (QAbstractItemView, QComboBox, QTabBar, NumberBox, Track, GazePad)
_GRAPH: Final = 152
"""Pixels for the curve editor when it is opened."""
_TALL: Final = 0.55
"""Of the window's height, for the time while curves have all of it."""
_FRAME: Final = QSize(8, 32)
"""Pixels that frame and title of a window take of the screen; they are not known before it is shown."""
_TIME, _TIME_SHARE = 480, 0.375
"""Pixels for speech and timeline at most, and their share of the height."""
_SHELF, _SHELF_SHARE = 216, 0.125
_FACE, _FACE_SHARE = 344, 0.22
"""Pixels for what stands beside the stage at least, and its share of the width."""
_RENDERER, _STATUS = 216, 24
"""Pixels for the name of who draws, and of height for all that stands in the status bar."""


class MainWindow(QMainWindow):
    """One window on one session: panels, and for each what a person does in it (``controllers``)."""

    def __init__(self, theme: Theme, settings: QSettings | None = None) -> None:
        super().__init__()
        settings = settings or QSettings(
            str(made(settings_folder()) / "window.ini"), QSettings.Format.IniFormat
        )
        self.theme = replace(theme)
        self.desk = Desk(self.theme, settings, self)
        self.session, self.preview = self.desk.session, self.desk.preview
        self._leaves = self._is_laid_out = False
        self._lower = 0
        """Pixels that the time had before the curve editor had all of them."""
        self._build()
        self._control()
        self.commands = by_id(self._commands())
        self.prefers.know(tuple(self.commands.values()))
        self._build_menus()
        self.set_keys(self.prefers.chosen)
        self._connect()
        self._restore()
        self.desk.changed.emit()

    # How it is made

    def _build(self) -> None:
        self.setObjectName("main")
        self.setDockNestingEnabled(True)
        self.stage = Stage(self.theme)
        self.transport = Transport(self.theme)
        self.inspector = Inspector(self.theme)
        self.timeline = TimelineView(self.theme)
        self.graph = GraphEditor(self.theme, self.timeline.scale)
        self.graph.hide()
        self._lanes = QSplitter(Qt.Orientation.Vertical)
        self._lanes.setChildrenCollapsible(False)
        self._lanes.addWidget(self.timeline)
        self._lanes.addWidget(self.graph)
        self.speech_bar = SpeechBar(self.theme)
        self.setCentralWidget(_column(self.stage, self.transport))
        below = _column(self.speech_bar, self._lanes, stretches=1)
        self._history_list = QListWidget()
        self._history_told: list[str] = []
        """What stands in it: asking the list itself would take longer than to undo a step."""
        self._history_list.setAccessibleName(self.tr("History"))
        self._history_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._face_dock = self._dock(
            "inspector", self.tr("Face"), self.inspector, Qt.DockWidgetArea.RightDockWidgetArea
        )
        title = QLabel(self._face_dock.windowTitle())  # Qt's own cuts what is higher than Latin letters
        title.setObjectName("title")
        self._face_dock.setTitleBarWidget(title)
        left = self._dock(
            "history", self.tr("History"), self._history_list, Qt.DockWidgetArea.LeftDockWidgetArea
        )
        self._bottom = self._dock("time", self.tr("Time"), below, Qt.DockWidgetArea.BottomDockWidgetArea)
        self._bottom.setTitleBarWidget(QWidget())  # the lanes need the room, and speak for themselves
        self.library = Library(self.theme)
        self._shelf = self._dock(
            "library", self.tr("Library"), self.library, Qt.DockWidgetArea.LeftDockWidgetArea
        )
        self.tabifyDockWidget(self._shelf, left)
        self._shelf.raise_()
        self.setTabPosition(Qt.DockWidgetArea.LeftDockWidgetArea, QTabWidget.TabPosition.North)
        for tabbed in (self._shelf, left):
            tabbed.setTitleBarWidget(QWidget())  # its tab says what it is
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._build_status()
        self.problem = ProblemPanel(self)
        self.offer = OfferPanel(self.stage)
        # Before what these begin, which may have a problem of its own to tell.
        for goes_on in (self.speech_bar.speak_asked, self.speech_bar.dropped, self.stage.dropped):
            goes_on.connect(self.problem.go_on)

    def _build_status(self) -> None:
        self.statusBar().setContentsMargins(8, 0, 8, 0)
        self.costs = CostPanel(self.theme)
        self._busy = QProgressBar()
        self._busy.setMaximumWidth(220)
        self._busy.hide()
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop"))
        self._stop.clicked.connect(self.desk.stop_work)
        self._stop.hide()
        self._doing = QLabel()
        for part in (self._doing, self._busy, self._stop):
            # As high as what always stands here: work that begins or ends must not move the stage.
            part.setFixedHeight(_STATUS)
            self.statusBar().addWidget(part)
        self.said = PassingLabel()
        self.said.setFixedHeight(_STATUS)
        self.statusBar().addWidget(self.said, 1)
        self.renderer_box = ChoiceBox(self.tr("Renderer"), self.tr("What draws the face"))
        self.renderer_box.setFixedSize(_RENDERER, _STATUS)
        self.statusBar().addPermanentWidget(self.renderer_box)
        self.statusBar().addPermanentWidget(self.costs)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        self.addDockWidget(area, dock)
        return dock

    def _control(self) -> None:
        desk = self.desk
        self.documents = DocumentController(desk, self)
        self.renderers = RendererController(desk, self.renderer_box, self.documents, self)
        self.staging = StageController(desk, self.stage, self)
        self.face = FaceController(desk, self.inspector, self)
        self.times = TimeController(desk, self.timeline, self.transport, self.staging, self)
        self.ahead = AheadController(desk, self.times, self)
        self.curves = CurveController(desk, self.timeline, self.graph, self)
        self.layers = LayerController(desk, self.timeline, self)
        self.poses = PoseController(desk, self.timeline, self.curves, self)
        self.speaking = SpeechController(desk, self.speech_bar, self.documents, self)
        self.line_words = LineWords(desk, self.timeline, self)
        self.phonemes = PhonemeController(desk, self.timeline, self)
        self.other_faces = OtherFaces(desk, self.documents, self)
        self.dubs = DubExportController(desk, self.documents, self)
        typed = lambda: self.speech_bar.text  # noqa: E731
        self.lines = LineController(
            desk, self.timeline, self.documents, self.staging, self.line_words, typed, self
        )
        self.speaking.line_spoken.connect(self.lines.place_spoken)
        self.to_picture = ToPicture(
            desk, self.lines, self.times, self.staging, self.speaking, self.transport, self
        )
        self.library.placed.connect(self.lines.place_kept)
        self.shelves = LibraryController(desk, self.library, self.documents, self.speaking, self.offer, self)
        self.exports = ExportController(desk, self.documents, self)
        self.folders = FolderController(desk, self)
        self.prefers = PreferencesController(desk, self)

    def _commands(self) -> list[Command]:
        parts = (
            self.documents,
            self.exports,
            self.face,
            self.folders,
            self.speaking,
            self.phonemes,
            self.shelves,
            self.lines,
            self.to_picture,
            self.dubs,
            self.times,
            self.ahead,
            self.curves,
            self.poses,
            self.layers,
            self.staging,
            self.renderers,
            self.prefers,
        )
        return [*(command for part in parts for command in part.commands()), *self._own_commands()]

    def _own_commands(self) -> list[Command]:
        return [
            Command(
                "file.quit", translate("Commands", "Quit"), "File", lambda: _done(self.close()), "Ctrl+Q",
                why=only_here(),
            ),
            Command(
                "edit.palette", translate("Commands", "Find a command…"), "Edit", self.show_palette, "Ctrl+K",
                twin="galatea --help",
            ),
            Command(
                "view.light", translate("Commands", "Light theme"), "View", self.toggle_theme,
                checked=lambda: self.is_light, twin="galatea studio --light",
            ),
            Command(
                "view.alone", translate("Commands", "The stage alone"), "View", self.toggle_stage_alone,
                "F11", why=only_here(),
            ),
            Command(
                "help.about", translate("Commands", "About Galatea Studio"), "Help", self.about,
                twin="galatea doctor",
            ),
        ]  # fmt: skip

    def _build_menus(self) -> None:
        titles = {
            "File": self.tr("File"), "Edit": self.tr("Edit"), "Face": self.tr("Face"),
            "Keys": self.tr("Keys"), "Speech": self.tr("Speech"), "Dub": self.tr("Dub"),
            "Play": self.tr("Play"), "View": self.tr("View"), "Help": self.tr("Help"),
        }  # fmt: skip
        self._actions: dict[str, QAction] = {}
        for name in MENUS:
            menu = self.menuBar().addMenu(titles[name])
            for number, group in enumerate(grouped(self.commands.values(), name)):
                if number:
                    menu.addSeparator()
                menu.addActions([self._action(command) for command in group])
            menu.aboutToShow.connect(self._show_enabled)
            menu.aboutToHide.connect(self._enable_all)
            if name == "File":
                menu.insertMenu(self._actions["file.save"], self.documents.recent)
            if name == "Speech":
                menu.addMenu(self.speaking.tracks)
        self.addActions(list(self._actions.values()))  # so that keys work without the menu bar, too

    def _action(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.id)
        if command.checked is not None:
            action.setCheckable(True)
        action.triggered.connect(lambda _=False: self._run(command))
        self._actions[command.id] = action
        return action

    def _connect(self) -> None:
        desk = self.desk
        desk.changed.connect(self._refresh)
        desk.told.connect(self.tell)
        desk.said.connect(self.said.tell)
        desk.worked.connect(self._show_work)
        desk.session.saved_changed.connect(lambda _saved: self._show_title())
        self.stage.empty.open_asked.connect(self.documents.choose)
        self.stage.empty.demo_asked.connect(self.documents.open_demo)
        self.stage.dropped.connect(self.documents.open_path)
        self.stage.zoomed.connect(self.transport.show_zoom)
        self.documents.shown.connect(lambda _: self.times.stop())
        self.documents.shown.connect(self.staging.show_portrait)
        self.documents.shown.connect(self.times.show_portrait)
        self.documents.shown.connect(self.face.show_portrait)
        self.documents.redrawn.connect(lambda _: self.times.stop())
        self.documents.redrawn.connect(self.face.show_portrait)
        self.documents.redrawn.connect(lambda _: desk.changed.emit())
        self.staging.face_asked.connect(self.documents.choose_face)
        self.staging.seen.connect(self.face.show_seen)
        self.curves.graph_shown.connect(self._give_room)
        self.curves.graph_raised.connect(self._raise_graph)
        self.inspector.heat_asked.connect(self.staging.show_heat)
        self.staging.cost_known.connect(self._show_cost)
        self.staging.faces_found.connect(self.transport.show_faces)
        self.times.played.connect(lambda cost, late: self._show_frame(cost, self.tr("playing"), late))
        self.transport.asked.connect(self.do)
        self.prefers.keys_changed.connect(self.set_keys)
        self.prefers.theme_changed.connect(self.set_theme)
        self._history_list.currentRowChanged.connect(self._step_chosen)

    def _give_room(self, shown: bool) -> None:
        """The curve editor needs room of its own."""
        high = self._bottom.height() + (_GRAPH if shown else -_GRAPH)
        self.resizeDocks([self._bottom], [high], Qt.Orientation.Vertical)
        if shown:
            self._lanes.setSizes([self._lanes.height() - _GRAPH, _GRAPH])

    def _raise_graph(self, raised: bool) -> None:
        """The curve editor has the room of the lines, and of the stage what it needs; or gives it back."""
        self.timeline.show_ruler_alone(raised)
        if raised:
            self._lower = self._bottom.height()
        high = max(round(_TALL * self.height()), self._lower) if raised else self._lower
        self.resizeDocks([self._bottom], [high], Qt.Orientation.Vertical)
        self._lanes.setSizes([self._lanes.height() - _GRAPH, _GRAPH])

    # Commands

    def set_keys(self, chosen: Mapping[str, str]) -> None:
        """Let commands have the keys that a person chose, or the ones that they come with."""
        now, others = (
            find(self.commands.values(), chosen) for find in (shortcuts.keys, shortcuts.other_keys)
        )
        for name, action in self._actions.items():
            every = (now.get(name, ""), others.get(name, ""))
            action.setShortcuts([QKeySequence(key) for key in every if key])
        keys = {
            name: QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            for name, key in now.items()
        }
        self.transport.show_keys(keys)
        self.inspector.show_keys(keys)

    def do(self, name: str) -> None:
        """Do what a command does, by its id, if it can be done now."""
        self._run(self.commands[name])

    def _run(self, command: Command) -> None:
        self.problem.go_on()
        self.offer.leave()
        if command.enabled():
            command.run()
        elif reason := command.because():
            self.said.tell(reason)
        self._show_checked()

    def _show_enabled(self) -> None:
        """What can't be done now is grey in an open menu, with the reason; a key for it tells that, too."""
        reasons = {command.id: command.because() for command in self.commands.values()}
        for command in self.commands.values():
            self._actions[command.id].setEnabled(command.enabled())
            self._actions[command.id].setToolTip(reasons[command.id])
        for menu in self.menuBar().findChildren(QMenu):
            menu.setToolTipsVisible(any(reasons.get(action.objectName()) for action in menu.actions()))
        self._show_checked()

    def _enable_all(self) -> None:
        for action in self._actions.values():
            action.setEnabled(True)

    def _show_checked(self) -> None:
        for command in self.commands.values():
            if command.checked is not None:
                self._actions[command.id].setChecked(command.checked())
        self.transport.show_switches(lambda name: bool((check := self.commands[name].checked) and check()))

    def show_palette(self) -> None:
        """Everything that can be done, by typing."""
        palette = Palette(tuple(self.commands.values()), self)
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.exec()

    # What is shown

    @property
    def portrait(self) -> Portrait | None:
        return self.desk.portrait

    @property
    def is_busy(self) -> bool:
        """Whether something is spoken, opened or written."""
        return bool(self.desk.jobs)

    def _refresh(self) -> None:
        self._show_history()
        self._show_title()

    def _show_cost(self, drawn: Drawn) -> None:
        full = "full" in (drawn.quality, self.preview.quality)
        quality = self.tr("full") if full else self.tr("draft")
        self._show_frame(drawn.cost, quality, 0)

    def _show_frame(self, cost: float, quality: str, dropped: int) -> None:
        device = "" if self.portrait is None else in_their_words(self.portrait.renderer.device)
        self.costs.show_frame(cost, quality, device, 1000 / float(self.desk.rate), dropped)

    def _show_title(self) -> None:
        mark = "" if self.session.is_saved else " ●"
        name = self.session.title if self.session.path else self.tr("Untitled")
        self.setWindowTitle(f"Galatea — {name}{mark}")

    def _show_history(self) -> None:
        labels = [in_their_words(step.label) for step in self.session.history.steps]
        self._history_list.blockSignals(True)
        while self._history_list.count() > len(labels):
            self._history_list.takeItem(self._history_list.count() - 1)
        del self._history_told[len(labels) :]
        for i, label in enumerate(labels):
            if i >= len(self._history_told):
                self._history_list.addItem(label)
                self._history_told.append("")
            if label != self._history_told[i]:
                self._history_told[i] = label
                self._history_list.item(i).setText(label)
                self._history_list.item(i).setToolTip(label)
        self._history_list.setCurrentRow(self.session.history.now)
        self._history_list.blockSignals(False)

    def _step_chosen(self, row: int) -> None:
        if 0 <= row < len(self.session.history.steps) and row != self.session.history.now:
            self.session.go(row)

    def _show_work(self) -> None:
        jobs = self.desk.jobs
        for widget in (self._busy, self._stop, self._doing):
            widget.setVisible(bool(jobs))
        if jobs:
            part, what = jobs[0].progress
            self._busy.setValue(round(part * 100))
            title, what = in_their_words(jobs[0].title), in_their_words(what)
            is_more = what.casefold() not in ("", title.casefold())  # not "Listening: listening"
            self._doing.setText(entitled(title, what) if is_more else title)

    # Problems

    def tell(self, error: Exception) -> None:
        """Show a problem in a calm panel."""
        details = "".join(traceback.format_exception(error))
        if is_defect(error):
            self.problem.tell(
                self.tr("Something went wrong that should not."),
                self.tr("Your work is safe. Copy the details and send them to the studio's makers."),
                details,
                stays=True,
            )
        else:
            assert isinstance(error, StudioError)
            self.problem.tell(in_their_words(error.message), in_their_words(error.hint), details)
        self._place_problem()

    def _place_problem(self) -> None:
        self.problem.setFixedWidth(min(460, self.width() - 40))
        self.problem.adjustSize()
        self.problem.move((self.width() - self.problem.width()) // 2, 48)

    # The window itself

    @property
    def is_light(self) -> bool:
        return self.theme == LIGHT

    def toggle_theme(self) -> None:
        """Light, or dark."""
        name = "dark" if self.is_light else "light"
        self.desk.settings.setValue("theme", name)
        self.set_theme(name)

    def set_theme(self, name: str) -> None:
        """``light`` or ``dark``."""
        self.theme.become(LIGHT if name == "light" else DARK)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, self.theme)

    def toggle_stage_alone(self) -> None:
        """The stage alone, or everything."""
        docks = self.findChildren(QDockWidget)
        hide = any(dock.isVisible() for dock in docks)
        for dock in docks:
            dock.setVisible(not hide)
        self.menuBar().setVisible(not hide)

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

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(1440, 900)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """For the first time: the stage has most of the height, on a small screen, too."""
        super().showEvent(event)
        if not self._is_laid_out:
            self._is_laid_out = True
            high = min(_TIME, round(_TIME_SHARE * self.height()))
            self.resizeDocks([self._bottom], [high], Qt.Orientation.Vertical)
            wide = (
                max(_SHELF, round(_SHELF_SHARE * self.width())),
                max(_FACE, round(_FACE_SHARE * self.width())),
            )
            self.resizeDocks([self._shelf, self._face_dock], list(wide), Qt.Orientation.Horizontal)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_problem()

    def leave(self) -> None:
        """Close without asking: nothing of what is open is kept."""
        self._leaves = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self._leaves and not (self._may_stop_work() and self.documents.may_close()):
            event.ignore()
            return
        self.times.stop()
        self.speaking.close()
        self.shelves.stop()
        self.desk.settings.setValue("geometry", self.saveGeometry())
        self.desk.settings.setValue("state", self.saveState(_LAYOUT))
        self.staging.close()
        self.desk.close()
        self.documents.close()
        event.accept()

    def _may_stop_work(self) -> bool:
        """Whether nothing is under way, or may be stopped."""
        titles = [in_their_words(job.title) for job in self.desk.lasting_jobs]
        if self.speaking.is_recording:
            titles.append(self.tr("Recording"))
        if not titles:
            return True
        box = QMessageBox(self)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("The studio is still at work: {0}.").format(listed(titles)))
        stop = box.addButton(self.tr("Stop it and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the focus: Space plays. Escape closes what a problem told, and
        ends a recording.
        """
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.problem.isVisible():
            self.problem.leave()
        elif event.key() == Qt.Key.Key_Escape and self.speaking.is_recording:
            self.speaking.stop_recording()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The arrows and their like belong to whatever has the focus and walks with them, not to commands."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _WALKING
            and isinstance(self.focusWidget(), _WALKED)
        ):
            event.accept()
            return True
        return super().event(event)

    def _restore(self) -> None:
        """As it was left; the first time, and on another screen, no larger than the screen."""
        self.resize(self.sizeHint().boundedTo(self._room))
        geometry, state = (self.desk.settings.value(name) for name in ("geometry", "state"))
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            self.restoreGeometry(geometry)
            if not self.isMaximized() and not self.isFullScreen():
                self.resize(self.size().boundedTo(self._room))
            self._is_laid_out = self.restoreState(state, _LAYOUT)

    @property
    def _room(self) -> QSize:
        """What the screen has free for a window and its frame."""
        return self.screen().availableGeometry().size() - _FRAME


def _column(*parts: QWidget, stretches: int = 0) -> QWidget:
    """Widgets below one another, of which one takes the room that is left."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for i, part in enumerate(parts):
        column.addWidget(part, 1 if i == stretches else 0)
    return whole


def _done(_: bool) -> None:
    """What Qt gives back is not needed."""
