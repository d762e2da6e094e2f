"""From the command line to the window."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, LIGHT, dress

_ENOUGH = 120_000
"""Milliseconds after which a picture is taken of whatever is there."""


def run(path: Path | None = None, screenshot: Path | None = None, *, light: bool = False) -> int:
    """Open the window, perhaps with a project, portrait or video in it, and stay until it is closed.

    Args:
        screenshot: take a picture of the window when everything is drawn, and leave.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Galatea Studio")
    theme = LIGHT if light else DARK
    dress(app, theme)
    window = MainWindow(theme)
    window.show()
    if path is not None:
        window.open_path(str(path))
    if screenshot is not None:
        _take(window, screenshot)
    return app.exec()


def _take(window: MainWindow, goal: Path) -> None:
    def grab() -> None:
        window.grab().save(str(goal))
        window.session.history.mark_saved()
        window.close()

    window.preview.drawn.connect(
        lambda drawn: QTimer.singleShot(200, grab) if drawn.quality == "full" else None
    )
    QTimer.singleShot(_ENOUGH, grab)
