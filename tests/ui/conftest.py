"""A real window on a real portrait, without a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from studio.files import places
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress

Until = Callable[[Callable[[], object]], None]
MODELS = places.installed_models()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with the models of the real one."""
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    (home / "data" / "models").symlink_to(MODELS)
    monkeypatch.setenv(places.HOME_VARIABLE, str(home))
    return home


@pytest.fixture
def window(qapp: QApplication, home: Path, tmp_path: Path) -> Iterator[MainWindow]:
    dress(qapp, DARK)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(DARK, settings)
    window.resize(1440, 900)
    window.show()
    yield window
    window.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def until(qtbot) -> Until:  # type: ignore[no-untyped-def]
    """Let the window work until something is so."""
    return lambda so: qtbot.waitUntil(lambda: bool(so()), timeout=60_000)
