"""How quick the window is, measured from inside: each measurement in a process of its own, told as JSON.

    python -m studio.ui.measuring slider|playing|demo|idle|undo [PICTURE] [ROUNDS]

``studio.evaluate.window_bench`` starts these and makes figures of what they tell.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from studio.app import speaking
from studio.app.playback import Player
from studio.core.time import Seconds
from studio.files.places import resource
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress

_SIZE: Final = (1440, 900)
_UNIT: Final = "AU26"
_LOWEST, _STEP = 0.5, 0.031
"""What is dragged, from where on, and how far each time: every picture is a new one."""
_HAND: Final = 40
"""Milliseconds between two moves of a dragged slider."""
_RESTS: Final = 1500
"""Milliseconds in which everything that an opened portrait sets off comes to rest."""
_IDLE: Final = 10.0
_UNDONE: Final = 100
_WARM: Final = 5


class _Painted(QObject):
    """Watches the stage: calls ``then`` once what was drawn last has been painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.then: Callable[[], None] | None = None
        self._is_new = False
        window.preview.drawn.connect(self._drawn)
        window.stage.viewport().installEventFilter(self)

    def _drawn(self, _drawn: object) -> None:
        self._is_new = self.then is not None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if self._is_new and self.then is not None and event.type() == QEvent.Type.Paint:
            then, self.then, self._is_new = self.then, None, False
            QTimer.singleShot(0, then)  # after this very painting
        return False


def opened_window(folder: Path) -> MainWindow:
    """A window with settings of its own."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    dress(app, DARK)
    window = MainWindow(DARK, QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    window.resize(*_SIZE)
    window.show()
    return window


def started() -> None:
    """Open the window; tell when it can be used, and whether torch had to be loaded for it."""
    with tempfile.TemporaryDirectory() as folder:
        window = opened_window(Path(folder))
        _wait(0)
        print(json.dumps({"torch": "torch" in sys.modules}), flush=True)
        window.leave()


def slider(picture: Path, rounds: int) -> dict[str, object]:
    """Seconds [rounds, 2] of wall clock and processor from a slider's signal to the new picture painted."""
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        painted = _Painted(window)
        spent = []
        for i in range(rounds + _WARM):
            loop = QEventLoop()
            painted.then = loop.quit
            wall, processor = time.perf_counter(), time.process_time()
            window.inspector.units_changed.emit({_UNIT: _LOWEST + _STEP * i})
            loop.exec()
            spent.append((time.perf_counter() - wall, time.process_time() - processor))
            _wait(_HAND)
        window.inspector.released.emit()
        size = window.stage.viewport().size().toTuple()
        window.leave()
    return {"times": spent[_WARM:], "stage": size}


def playing(picture: Path, rounds: int) -> dict[str, object]:
    """Frames shown and dropped while a portrait speaks, for the first time and again."""
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        project = window.session.project
        sentence = resource("samples/sentence.txt").read_text("utf-8").strip()
        said = speaking.say(sentence, project.speaking, project.timeline.rate, lambda *_: None)
        said.placed(window.session, "Speak", "sentence")
        window.desk.go_to(Seconds(0))
        plays = [_played(window) for _ in range(rounds)]
        window.leave()
    return {"plays": plays}


def demo(rounds: int) -> dict[str, object]:
    """The same of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        window = opened_window(Path(folder))
        window.do("help.demo")
        _until(lambda: window.session.project.timeline.range.length > 0)
        _wait(_RESTS)
        plays = [_played(window) for _ in range(rounds)]
        window.leave()
    return {"plays": plays}


def idle(picture: Path) -> dict[str, object]:
    """The share of one processor that a window takes in which nothing happens."""
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        wall, processor = time.perf_counter(), time.process_time()
        _wait(round(_IDLE * 1000))
        share = (time.process_time() - processor) / (time.perf_counter() - wall)
        window.leave()
    return {"share": share}


def undo(picture: Path) -> dict[str, object]:
    """Seconds that a hundred steps take back, each of them shown."""
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        for i in range(_UNDONE):
            window.inspector.units_changed.emit({_UNIT: _LOWEST + _STEP * i})
            window.inspector.released.emit()
        _wait(_RESTS)
        wall, processor = time.perf_counter(), time.process_time()
        for _ in range(_UNDONE):
            window.session.undo()
            QApplication.processEvents()
        spent = time.perf_counter() - wall, time.process_time() - processor
        window.leave()
    return {"times": [spent]}


def _with_portrait(folder: Path, picture: Path) -> MainWindow:
    window = opened_window(folder)
    full: list[object] = []
    window.preview.drawn.connect(lambda drawn: full.append(drawn) if drawn.quality == "full" else None)
    window.documents.open_path(str(picture))
    _until(lambda: bool(full))
    _wait(_RESTS)
    return window


def _played(window: MainWindow) -> dict[str, float]:
    """From the start to the end."""
    window.desk.go_to(Seconds(0))
    _wait(_RESTS)
    wall, processor = time.perf_counter(), time.process_time()
    window.do("play.play")
    player = window.times.player
    assert isinstance(player, Player)
    _until(lambda: window.times.player is None)
    share = (time.process_time() - processor) / (time.perf_counter() - wall)
    return {"shown": player.tally.shown, "dropped": player.tally.dropped, "share": share}


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(so: Callable[[], bool]) -> None:
    while not so():
        _wait(20)


def main() -> None:
    """What is asked for, as one line of JSON."""
    what, given = sys.argv[1], sys.argv[2:]
    measured: dict[str, Callable[[], dict[str, object]]] = {
        "slider": lambda: slider(Path(given[0]), int(given[1])),
        "playing": lambda: playing(Path(given[0]), int(given[1])),
        "demo": lambda: demo(int(given[0])),
        "idle": lambda: idle(Path(given[0])),
        "undo": lambda: undo(Path(given[0])),
    }
    print(json.dumps(measured[what]()))


if __name__ == "__main__":
    main()
