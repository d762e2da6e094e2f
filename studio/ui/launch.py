"""From the command line to the window."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from studio.app.commands import as_markdown
from studio.app.preview import Drawn
from studio.core.errors import DeviceError, OutputUnwritable
from studio.files.places import made, resources, settings_folder
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, LIGHT, dress

COMMANDS = """# Commands

Everything that the window can do, its key, and the command line that does the same.

"""
DEVICE = "GALATEA_DEVICE"
"""Where networks look for the device that is wanted (``studio.engine.device``, which needs torch)."""
_SETTLES = 600
"""Milliseconds of quiet after which everything is taken to be drawn."""
_ENOUGH = 120_000
"""Milliseconds after which a picture is taken of whatever is there."""


def run(
    path: Path | None = None, screenshot: Path | None = None, *, light: bool = False, language: str = ""
) -> int:
    """Open the window, perhaps with a project, portrait or video in it, and stay until it is closed.

    Args:
        language: as ``zh_CN``; the system's own if empty.
        screenshot: take a picture of the window (with the demo in it, if nothing is opened) when everything
            is drawn, and leave.

    Raises:
        DeviceError: there is no screen.
        OutputUnwritable: the picture can't be saved.
    """
    _refuse_blindness()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Galatea Studio")
    settings = QSettings(str(made(settings_folder()) / "window.ini"), QSettings.Format.IniFormat)
    language = language or str(settings.value("language", ""))
    _speak_their_language(app, QLocale(language) if language else QLocale())
    if device := str(settings.value("device", "")):
        os.environ.setdefault(DEVICE, device)
    theme = LIGHT if light or settings.value("theme") == "light" else DARK
    dress(app, theme)
    window = MainWindow(theme, settings)
    if screenshot is not None:
        window.resize(window.sizeHint())
    window.show()
    is_first = settings.value("started") is None
    settings.setValue("started", "1")

    def begin() -> None:
        if path is not None:
            window.documents.open_path(str(path))
        elif screenshot is not None or (not window.documents.offer_unsaved() and is_first):
            window.documents.open_demo()

    if screenshot is not None or not window.prefers.offer_missing(begin):
        begin()
    saved: list[bool] = []
    if screenshot is not None:
        _take(window, screenshot, saved)
    code = app.exec()
    if screenshot is not None and saved != [True]:
        raise OutputUnwritable(f"{screenshot} can't be written.", "Choose another place, and a name in .png.")
    return int(code)


def _refuse_blindness() -> None:
    """Qt ends the program where there is no screen."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise DeviceError("There is no screen to open a window on.", "Use the command line: galatea --help.")


def _speak_their_language(app: QApplication, locale: QLocale) -> None:
    """Translate what stands on the screen, if there is a translation: Qt's own texts, too."""
    qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qts), ("studio", str(resources() / "translations"))):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def _take(window: MainWindow, goal: Path, saved: list[bool]) -> None:
    def grab() -> None:
        if not saved:
            saved.append(window.grab().save(str(goal)))
            window.leave()

    quiet = QTimer(window, singleShot=True, interval=_SETTLES)
    last: list[Drawn] = []

    def look() -> None:
        if window.is_busy or last[-1].quality != "full":
            quiet.start()
        else:
            grab()

    def soon(drawn: Drawn) -> None:
        last.append(drawn)
        quiet.start()

    quiet.timeout.connect(look)
    window.preview.drawn.connect(soon)
    QTimer.singleShot(_ENOUGH, grab)


def write_commands(goal: Path) -> None:
    """Write the table of all commands for the docs."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = MainWindow(DARK)
    goal.write_text(COMMANDS + as_markdown(window.commands.values()), "utf-8")
    window.leave()
    del app


if __name__ == "__main__":
    write_commands(Path(sys.argv[1]))
