"""Everything that a person can do in the window, as commands."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from studio.app.commands import Command
from studio.app.session import Session
from studio.core.units import VOCABULARIES, Vocabulary
from studio.ui.inspector.inspector import Inspector
from studio.ui.speech_bar import SpeechBar
from studio.ui.stage.stage import Stage
from studio.ui.timeline.timeline import TimelineView

translate = QCoreApplication.translate


class Window(Protocol):
    """What the commands ask of the window."""

    session: Session
    stage: Stage
    inspector: Inspector
    timeline: TimelineView
    speech_bar: SpeechBar

    @property
    def portrait(self) -> object | None: ...
    @property
    def shows_mesh(self) -> bool: ...
    @property
    def sets_keys(self) -> bool: ...
    def choose_source(self) -> None: ...
    def save(self) -> bool: ...
    def save_as(self) -> bool: ...
    def new(self) -> None: ...
    def export(self) -> None: ...
    def close(self) -> bool: ...
    def neutral(self) -> None: ...
    def as_photographed(self) -> None: ...
    def set_keys(self) -> None: ...
    def choose_sound(self) -> None: ...
    def toggle_recording(self) -> None: ...
    def play(self) -> None: ...
    def step(self, frames: int) -> None: ...
    def to_key(self, way: int) -> None: ...
    def to_end(self) -> None: ...
    def toggle_wipe(self) -> None: ...
    def toggle_mesh(self) -> None: ...
    def toggle_auto_key(self) -> None: ...
    def toggle_stage_alone(self) -> None: ...
    def show_palette(self) -> None: ...
    def about(self) -> None: ...
    @property
    def loops(self) -> bool: ...
    @property
    def is_light(self) -> bool: ...
    def toggle_loop(self) -> None: ...
    def toggle_theme(self) -> None: ...
    def range_from(self) -> None: ...
    def range_to(self) -> None: ...
    def mark(self) -> None: ...
    def open_demo(self) -> None: ...


def commands_of(window: Window) -> list[Command]:
    """All commands of a window, in the order of its menus."""
    session = window.session

    def has_portrait() -> bool:
        return window.portrait is not None

    def can_undo() -> bool:
        return session.history.undoes is not None

    def can_redo() -> bool:
        return session.history.redoes is not None

    only_here = translate("Commands", "looking is what windows are for")
    return [
        Command(
            "file.new",
            translate("Commands", "New project"),
            "File",
            window.new,
            "Ctrl+N",
            why=translate("Commands", "every command line begins anew"),
        ),
        Command(
            "file.open",
            translate("Commands", "Open…"),
            "File",
            window.choose_source,
            "Ctrl+O",
            twin="galatea edit PORTRAIT",
        ),
        Command(
            "file.save",
            translate("Commands", "Save"),
            "File",
            lambda: _done(window.save()),
            "Ctrl+S",
            why=translate("Commands", "a command line keeps nothing open"),
        ),
        Command(
            "file.save_as",
            translate("Commands", "Save as…"),
            "File",
            lambda: _done(window.save_as()),
            "Ctrl+Shift+S",
            why=translate("Commands", "a command line keeps nothing open"),
        ),
        Command(
            "file.export",
            translate("Commands", "Export…"),
            "File",
            window.export,
            "Ctrl+E",
            has_portrait,
            "galatea animate PORTRAIT",
        ),
        Command(
            "file.quit",
            translate("Commands", "Quit"),
            "File",
            lambda: _done(window.close()),
            "Ctrl+Q",
            why=only_here,
        ),
        Command(
            "edit.undo",
            translate("Commands", "Undo"),
            "Edit",
            session.undo,
            "Ctrl+Z",
            can_undo,
            why=translate("Commands", "a command line changes no file"),
        ),
        Command(
            "edit.redo",
            translate("Commands", "Redo"),
            "Edit",
            session.redo,
            "Ctrl+Shift+Z",
            can_redo,
            why=translate("Commands", "a command line changes no file"),
        ),
        Command(
            "edit.palette",
            translate("Commands", "Find a command…"),
            "Edit",
            window.show_palette,
            "Ctrl+K",
            twin="galatea --help",
        ),
        Command(
            "face.neutral",
            translate("Commands", "Neutral"),
            "Face",
            window.neutral,
            "N",
            has_portrait,
            "galatea neutralise PORTRAIT",
        ),
        Command(
            "face.photographed",
            translate("Commands", "As photographed"),
            "Face",
            window.as_photographed,
            "Shift+N",
            has_portrait,
            why=translate("Commands", "that is where every edit begins"),
        ),
        Command(
            "face.key",
            translate("Commands", "Set keys"),
            "Face",
            window.set_keys,
            "S",
            has_portrait,
            "galatea animate PORTRAIT --performance FILE",
        ),
        Command(
            "face.auto_key",
            translate("Commands", "Set keys with every change"),
            "Face",
            window.toggle_auto_key,
            "Shift+S",
            checked=lambda: window.sets_keys,
            why=only_here,
        ),
        *_vocabularies(window),
        Command(
            "speech.text",
            translate("Commands", "Type what is said"),
            "Speech",
            window.speech_bar.focus,
            "T",
            twin="galatea animate PORTRAIT --text TEXT",
        ),
        Command(
            "speech.file",
            translate("Commands", "Speak from a recording…"),
            "Speech",
            window.choose_sound,
            "Ctrl+Shift+O",
            twin="galatea animate PORTRAIT --audio FILE",
        ),
        Command(
            "speech.record",
            translate("Commands", "Record"),
            "Speech",
            window.toggle_recording,
            "R",
            twin="",
            why=translate("Commands", "record with any program and give the file"),
        ),
        Command(
            "play.play",
            translate("Commands", "Play"),
            "Play",
            window.play,
            "Space",
            has_portrait,
            why=only_here,
        ),
        Command(
            "play.back",
            translate("Commands", "One frame back"),
            "Play",
            lambda: window.step(-1),
            ",",
            why=only_here,
        ),
        Command(
            "play.on",
            translate("Commands", "One frame on"),
            "Play",
            lambda: window.step(1),
            ".",
            why=only_here,
        ),
        Command(
            "play.home",
            translate("Commands", "To the start"),
            "Play",
            lambda: window.step(-(10**9)),
            "Home",
            why=only_here,
        ),
        Command("play.end", translate("Commands", "To the end"), "Play", window.to_end, "End", why=only_here),
        Command(
            "play.loop",
            translate("Commands", "Loop"),
            "Play",
            window.toggle_loop,
            "L",
            checked=lambda: window.loops,
            why=only_here,
        ),
        Command(
            "play.from",
            translate("Commands", "Begin the range here"),
            "Play",
            window.range_from,
            "I",
            has_portrait,
            why=only_here,
        ),
        Command(
            "play.to",
            translate("Commands", "End the range here"),
            "Play",
            window.range_to,
            "O",
            has_portrait,
            why=only_here,
        ),
        Command(
            "play.mark",
            translate("Commands", "Set or remove a marker"),
            "Play",
            window.mark,
            "Shift+M",
            has_portrait,
            why=only_here,
        ),
        Command(
            "play.before",
            translate("Commands", "To the key before"),
            "Play",
            lambda: window.to_key(-1),
            "Up",
            why=only_here,
        ),
        Command(
            "play.after",
            translate("Commands", "To the next key"),
            "Play",
            lambda: window.to_key(1),
            "Down",
            why=only_here,
        ),
        Command(
            "view.fit", translate("Commands", "Fit the picture"), "View", window.stage.fit, "F", why=only_here
        ),
        Command(
            "view.whole",
            translate("Commands", "One pixel for one pixel"),
            "View",
            lambda: window.stage.zoom_to(1.0),
            "Ctrl+1",
            why=only_here,
        ),
        Command(
            "view.wipe",
            translate("Commands", "Compare with the photograph"),
            "View",
            window.toggle_wipe,
            "W",
            has_portrait,
            checked=lambda: window.stage.wipe is not None,
            why=only_here,
        ),
        Command(
            "view.mesh",
            translate("Commands", "Mesh"),
            "View",
            window.toggle_mesh,
            "M",
            has_portrait,
            checked=lambda: window.shows_mesh,
            why=only_here,
        ),
        Command(
            "view.light",
            translate("Commands", "Light theme"),
            "View",
            window.toggle_theme,
            checked=lambda: window.is_light,
            twin="galatea studio --light",
        ),
        Command(
            "view.alone",
            translate("Commands", "The stage alone"),
            "View",
            window.toggle_stage_alone,
            "F11",
            why=only_here,
        ),
        Command(
            "view.timeline",
            translate("Commands", "All of the timeline"),
            "View",
            window.timeline.fit,
            "Shift+F",
            why=only_here,
        ),
        Command(
            "help.demo",
            translate("Commands", "Open the demo"),
            "Help",
            window.open_demo,
            twin="galatea animate PORTRAIT --text TEXT",
        ),
        Command(
            "help.about",
            translate("Commands", "About Galatea Studio"),
            "Help",
            window.about,
            twin="galatea doctor",
        ),
    ]


def _vocabularies(window: Window) -> list[Command]:
    def command(number: int, vocabulary: Vocabulary) -> Command:
        return Command(
            f"face.words_{len(vocabulary)}",
            vocabulary.title,
            "Face",
            lambda: window.inspector.set_vocabulary(vocabulary),
            str(number),
            twin=f"galatea sheet PORTRAIT --of {vocabulary.name}",
            checked=lambda: window.inspector.vocabulary is vocabulary,
        )

    return [command(number, vocabulary) for number, vocabulary in enumerate(VOCABULARIES, 1)]


def _done(_: bool) -> None:
    """What Qt gives back is not needed."""
