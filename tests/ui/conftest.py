"""A real window on a real portrait, without a screen."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.jobs import Job, Lane, Progress
from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.files import places
from studio.files.sound import Sound
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress
from tests.clips import write_clip

# Hands of tests are quicker than people's: of moves within 10 ms of one another, curves would see one alone.
pg.setConfigOption("mouseRateLimit", 0)

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
    # Menus that nobody owns would go later: on another thread, or while a style goes through all widgets.
    gc.collect()


@pytest.fixture(autouse=True)
def hands_off(qapp: QApplication) -> Iterator[None]:
    """Buttons that a test holds down at its end are let go, or the next test would start with them held."""
    yield
    nowhere = QWidget()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
        QTest.mouseRelease(nowhere, button)


@pytest.fixture
def until(qtbot) -> Until:  # type: ignore[no-untyped-def]
    """Let the window work until something is so."""
    return lambda so: qtbot.waitUntil(lambda: bool(so()), timeout=180_000)


class Gate:
    """Holds work on a lane where it has told that it got so far, until the test opens the gate.

    However quick a machine is, what is held is under way; and however slow, it is not waited for any longer.
    """

    def __init__(self) -> None:
        self._reached, self._opened = Event(), Event()

    def hold(self, lane: Lane, part: float) -> None:
        """From now on, work that is begun on the lane is held at this part of it, 0–1."""
        start = lane.start

        def held(title: str, work: Callable[[Progress], Any], *given: Any, **named: Any) -> Job[Any]:
            return start(title, lambda tell: work(self._before(tell, part)), *given, **named)

        lane.start = held  # type: ignore[method-assign]

    def is_reached(self) -> bool:
        """Whether something is held."""
        return self._reached.is_set()

    def open(self) -> None:
        """Let everything go on."""
        self._opened.set()

    def _before(self, tell: Progress, part: float) -> Progress:
        def told(done: float, what: str) -> None:
            tell(done, what)
            if done >= part:
                self._reached.set()
                self._opened.wait(60)  # whoever never opens it has failed

        return told


@pytest.fixture
def gate(window: MainWindow) -> Iterator[Gate]:
    """A gate for the window's work, open at the end so that the window can close."""
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def clip(astronaut: Pixels, tmp_path: Path) -> Path:
    """A video of eight frames in which she drifts to the right, three pixels a frame, with a tone."""
    path = tmp_path / "clip.mp4"
    tone = Sound(np.sin(np.arange(12800) * 0.1).astype(np.float32) * 0.3, 16000)
    drifting = [np.roll(astronaut, 3 * i, axis=1) for i in range(8)]
    return write_clip(path, drifting, FrameRate.of(10), sound=tone)
