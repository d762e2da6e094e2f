"""How quick the window is, measured from inside: each measurement in a process of its own, told as JSON.

    python -m studio.ui.measuring slider|curve|playing|film|demo|idle|undo|scrolling|hearing [PATH] [ROUNDS]
    python -m studio.ui.measuring portraits PICTURE … ROUNDS

``studio.evaluate.window_bench`` and ``memory`` start these and make figures of what they tell.
"""

import json
import os
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.app import speaking
from studio.app.playback import Player
from studio.app.sound import loudspeakers, microphones, sounddevice
from studio.core import edits
from studio.core.curve import Curve
from studio.core.face import FaceState, Performance
from studio.core.source import Pixels
from studio.core.speech import Speech
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import Layer, Timeline
from studio.core.units import ARKIT_52, CHANNELS
from studio.files.places import resource
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress

_SIZE: Final = (1440, 900)
_UNIT: Final = "AU26"
_DRAGGED: Final = "jawOpen"
_LOWEST, _STEP = 0.5, 0.031
"""What is dragged, from where on, and how far each time: every picture is a new one."""
_HAND: Final = 40
"""Milliseconds between two moves of a dragged slider."""
_RESTS: Final = 1500
"""Milliseconds in which everything that an opened portrait sets off comes to rest."""
_IDLE: Final = 10.0
_UNDONE: Final = 100
_WARM: Final = 5
_ENOUGH: Final = 120.0
"""Seconds after which nothing more is waited for."""
_PATIENT: Final = 600.0
"""Seconds more where only memory is measured."""
_TRACKS: Final = 20
_KEYS: Final = 20_000
_CURVED: Final = 50
"""Keys of each curve, a fifth of a second apart; ``_HELD`` is the number of the one that is dragged."""
_HELD: Final = 10
_GOLDEN: Final = 0.618034
_CLICK: Final = 48
"""Samples of a click."""
_LOUD, _APART = 0.3, 0.5


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


def curve(picture: Path, rounds: int) -> dict[str, object]:
    """Seconds [rounds, 2] of wall clock and processor from a move of a key in the curve editor, among all
    tracks, to the new picture painted.
    """
    names = (_DRAGGED, *(name for name in CHANNELS if name != _DRAGGED))[:_TRACKS]
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        window.desk.speak_of(ARKIT_52)
        layer = Layer(edits.HAND, {name: _curve(i) for i, name in enumerate(names)})
        timeline = Timeline(TimeRange(Seconds(0), Seconds(_CURVED, 5)), layers=(layer,))
        window.desk.apply("Keys", lambda project: replace(project, timeline=timeline))
        window.desk.go_to(Seconds(_HELD, 5))
        window.do("view.curves")
        _wait(_RESTS)
        window.timeline.fit()
        window.graph.fit()
        _wait(_RESTS)
        painted = _Painted(window)
        spent = []
        time_of, value = _HELD / 5, float(layer.curves[_DRAGGED].value_at(Seconds(_HELD, 5)))
        _mouse(window, QEvent.Type.MouseButtonPress, time_of, value)
        for i in range(rounds + _WARM):
            loop = QEventLoop()
            painted.then = loop.quit
            wall, processor = time.perf_counter(), time.process_time()
            _mouse(window, QEvent.Type.MouseMove, time_of, 0.2 + 0.6 * ((i + 1) * _GOLDEN % 1))
            loop.exec()
            spent.append((time.perf_counter() - wall, time.process_time() - processor))
            _wait(_HAND)
        _mouse(window, QEvent.Type.MouseButtonRelease, time_of, 0.5)
        shown = len(window.desk.tracks())
        window.leave()
    return {"times": spent[_WARM:], "tracks": shown}


def _curve(number: int) -> Curve:
    """The first one goes far, and is dragged; the others stay low."""
    most = 0.5 if number == 0 else 0.15
    values = [(7 * i + 3 * number) % 11 / 10 * most for i in range(_CURVED)]
    return Curve.of([(Seconds(i, 5), value) for i, value in enumerate(values)], "bezier").settled()


def _mouse(window: MainWindow, kind: QEvent.Type, moment: float, part: float) -> None:
    """The left button at a time and a value of the curve editor."""
    sheet, place = window.graph.sheet, window.graph.place_of(moment, part)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind, place, QPointF(sheet.mapToGlobal(place)), none if kind == QEvent.Type.MouseMove else left,
        none if kind == QEvent.Type.MouseButtonRelease else left, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(sheet, event)


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


def film(path: Path, rounds: int) -> dict[str, object]:
    """The same of a video whose mouth says something else, as long as it is, and how large its drafts are.
    In the end nobody touches it until it was drawn by itself; how many seconds that took.
    """
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), path)
        project, portrait = window.session.project, window.portrait
        assert portrait is not None
        sentence = resource("samples/sentence.txt").read_text("utf-8").strip()
        said = speaking.say(sentence, window.desk.speaking, project.timeline.rate, lambda *_: None)
        said.placed(window.session, "Speak", "sentence")
        length = portrait.source.length or Seconds(0)
        window.desk.apply("Range", edits.range_set(Seconds(0), length))
        plays = [_played(window) for _ in range(rounds)]
        drafts = window.preview.drafts
        window.preview.forget_drawn()
        window.desk.go_to(Seconds(0))
        began = time.perf_counter()
        window.ahead.draw_next()
        _until(lambda: window.ahead.is_calm)
        drawn = time.perf_counter() - began
        plays.append(_played(window))
        window.leave()
    return {"plays": plays, "drawn": drawn, "shrink": 0 if drafts is None else drafts.shrink}


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


def scrolling(rounds: int) -> dict[str, object]:
    """Seconds [rounds, 2] of scrolling a project of many keys by one turn of the wheel, in a tall window."""
    keys = [(Seconds(i, 25), (i * 7 % 11) / 10) for i in range(_KEYS)]
    curve = Curve.of(keys, "bezier").settled()
    with tempfile.TemporaryDirectory() as folder:
        window = opened_window(Path(folder))
        layer = Layer(edits.HAND, dict.fromkeys(CHANNELS[:_TRACKS], curve))
        timeline = Timeline(TimeRange(Seconds(0), Seconds(_KEYS, 25)), layers=(layer,))
        window.desk.apply("Keys", lambda project: replace(project, timeline=timeline))
        window.timeline.setMinimumHeight(600)
        _wait(_RESTS)
        spent = []
        for i in range(rounds):
            window.timeline.scale.pixels = (1.5, 20.0, 300.0)[i * 3 // rounds]
            wall, processor = time.perf_counter(), time.process_time()
            _turn_wheel(window)
            window.timeline.repaint()
            spent.append((time.perf_counter() - wall, time.process_time() - processor))
        window.leave()
    return {"times": spent, "tracks": _TRACKS, "keys": _KEYS}


def _turn_wheel(window: MainWindow) -> None:
    place, turn = QPointF(600, 300), QPoint(0, -120)
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(place, place, QPoint(), turn, none, shift, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(window.timeline, event)


def hearing(picture: Path, seconds: int) -> dict[str, object]:
    """While it plays for long: how much later each picture is painted than the sound of its time is heard.

    The sound is a click in every second. Where a device plays it, what the default microphone hears (the
    monitor of a sound card without loudspeakers) tells when that was; without one the player's clock.
    """
    rate = 24000
    samples = np.zeros(seconds * rate, np.float32)
    for click in range(_CLICK):
        samples[click::rate] = 0.9
    with tempfile.TemporaryDirectory() as folder:
        window = _with_portrait(Path(folder), picture)
        take = window.session.keep("take", take=Speech(samples, rate))
        moves = [FaceState.of({"jawOpen": 0.3 + 0.3 * np.sin(i / 4)}) for i in range(25)]
        motion = Performance.of(moves * seconds, window.desk.rate)
        name = window.session.keep("motion", performance=motion)
        window.desk.apply("Clicks", edits.spoken("clicks", take, name, Seconds(seconds)))
        window.desk.go_to(Seconds(0))
        shown: list[tuple[float, float, float]] = []

        def note() -> None:
            player = window.times.player
            if player is not None and player.sound is not None:
                window.stage.viewport().repaint()
                shown.append((time.monotonic(), float(window.desk.time), player.sound.now()))

        window.times.played.connect(lambda _cost, _late: note())
        heard = Heard() if loudspeakers() and microphones() else None
        window.do("play.play")
        player = window.times.player
        assert isinstance(player, Player)
        _until(lambda: window.times.player is None, more=seconds)
        clicks = [] if heard is None else heard.stop()
        window.leave()
    return {"shown": shown, "clicks": clicks, "dropped": player.tally.dropped}


def portraits(pictures: Sequence[Path], count: int) -> dict[str, object]:
    """What a window holds while portrait after portrait is opened, the pictures in turn: MiB after each, and
    how many of them are held, the last one with them.
    """
    opened: list[weakref.ref[Pixels]] = []
    held: list[int] = []
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        window = opened_window(Path(folder))
        full: list[float] = []
        window.preview.drawn.connect(
            lambda drawn: full.append(drawn.cost) if drawn.quality == "full" else None
        )
        window.documents.shown.connect(lambda portrait: opened.append(weakref.ref(portrait.original)))
        fresh: list[bool] = []
        window.documents.shown.connect(lambda _: fresh.append(True))
        for turn in range(count):
            full.clear()
            fresh.clear()
            window.documents.open_path(str(pictures[turn % len(pictures)]))
            _until(lambda: bool(fresh) and bool(full) and not window.is_busy, _PATIENT)
            _wait(_RESTS // 3)
            sizes.append(_in_use() / 2**20)
            held.append(sum(each() is not None for each in opened))
        window.leave()
    return {"sizes": sizes, "held": held}


class Heard:
    """Records, and knows when each sample was heard by the computer's own clock."""

    def __init__(self) -> None:
        self._blocks: list[tuple[float, NDArray[np.float32]]] = []
        self._rate = 48000
        self._stream = sounddevice.InputStream(
            samplerate=self._rate, channels=1, dtype="float32", callback=self._take
        )
        self._stream.start()

    def _take(self, block: NDArray[np.float32], _count: int, moment: Any, _status: object) -> None:
        delay = moment.currentTime - moment.inputBufferAdcTime
        self._blocks.append((time.monotonic() - delay, block[:, 0].copy()))

    def stop(self) -> list[float]:
        """When the clicks were heard, seconds of the monotonic clock."""
        self._stream.stop()
        self._stream.close()
        found: list[float] = []
        for began, block in self._blocks:
            for place in np.flatnonzero(np.abs(block) > _LOUD):
                at = began + float(place) / self._rate
                if not found or at - found[-1] > _APART:
                    found.append(at)
        return found


def _with_portrait(folder: Path, picture: Path) -> MainWindow:
    window = opened_window(folder)
    full: list[object] = []
    window.preview.drawn.connect(lambda drawn: full.append(drawn) if drawn.quality == "full" else None)
    window.documents.open_path(str(picture))
    _until(lambda: bool(full))
    _wait(_RESTS)
    return window


def _in_use() -> int:
    """Bytes of memory that this process holds; Linux tells."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


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


def _until(so: Callable[[], bool], more: float = 0.0) -> None:
    """``more`` seconds than what is enough for anything else."""
    end = time.monotonic() + _ENOUGH + more
    while not so():
        if time.monotonic() > end:
            sys.exit("The window does not get there.")
        _wait(20)


def main() -> None:
    """What is asked for, as one line of JSON."""
    what, given = sys.argv[1], sys.argv[2:]
    measured: dict[str, Callable[[], dict[str, object]]] = {
        "slider": lambda: slider(Path(given[0]), int(given[1])),
        "curve": lambda: curve(Path(given[0]), int(given[1])),
        "playing": lambda: playing(Path(given[0]), int(given[1])),
        "film": lambda: film(Path(given[0]), int(given[1])),
        "demo": lambda: demo(int(given[0])),
        "idle": lambda: idle(Path(given[0])),
        "undo": lambda: undo(Path(given[0])),
        "scrolling": lambda: scrolling(int(given[0])),
        "portraits": lambda: portraits([Path(name) for name in given[:-1]], int(given[-1])),
        "hearing": lambda: hearing(Path(given[0]), int(given[1])),
    }
    print(json.dumps(measured[what]()))


if __name__ == "__main__":
    main()
