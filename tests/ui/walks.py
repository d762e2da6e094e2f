"""Three people at work in the real window: each walk goes from nothing to a result, and is counted.

    python -m tests.ui.walks FOLDER     # their pictures, and how many actions and seconds each took

What a hand does is one action each: a key, a click, a drag, a file that is dropped, a word or number that is
typed. Seconds are what the walk took with a hand that needs no time: what the studio itself takes.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEventLoop, QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from skimage import data

from studio.core.time import Seconds
from studio.engine import providers
from studio.files.pictures import write_picture
from studio.files.places import HOME_VARIABLE, installed_models
from studio.files.sound import Sound, write_sound
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, dress
from tests.ui.hands import NONE, Hands

Until = Callable[[Callable[[], object]], None]

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BEAT: Final = Seconds(5)
LINES: Final = ("Hello there.", "Papa may bathe.", "See you soon.")
"""What the three lines of the dub say."""
PORTRAITS: Final = 10
_HERTZ: Final = 48000
_KEYS: Final = {".": Qt.Key.Key_Period, ":": Qt.Key.Key_Colon, "-": Qt.Key.Key_Minus}


class Walk:
    """Hands that count, and a camera.

    Args:
        goal: where pictures go; None takes none.
    """

    def __init__(self, window: MainWindow, until: Until, name: str, goal: Path | None = None) -> None:
        self.window, self.until, self.name, self.goal = window, until, name, goal
        self.actions = 0
        self._hands: dict[QWidget, Hands] = {}
        self._pictures = 0
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self._began

    def hands(self, widget: QWidget | None = None) -> Hands:
        """Hands on the window, or on a dialog, for one action."""
        self.actions += 1
        window = self.window if widget is None else widget.window()
        if window not in self._hands:
            self._hands[window] = Hands(window)
        return self._hands[window]

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.hands().key(key, held)

    def write(self, text: str) -> None:
        """Type a number, or letters; one action."""
        hands = self.hands()
        for letter in text:
            hands.key(_KEYS.get(letter) or getattr(Qt.Key, f"Key_{letter.upper()}"))
        hands.key(Qt.Key.Key_Return)

    def fill(self, field: QWidget, text: str) -> None:
        """Click into a field and paste a text; one action."""
        self.hands(field).click(field)
        QApplication.clipboard().setText(text)
        QTest.keySequence(field, "Ctrl+A")
        QTest.keySequence(field, "Ctrl+V")

    def drop(self, path: Path, widget: QWidget, place: QPointF) -> None:
        """Let a file fall onto a widget."""
        self.actions += 1
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path))])
        here = place.toPoint()
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(widget, QDragEnterEvent(here, copy, files, left, NONE))
        QApplication.sendEvent(widget, QDropEvent(place, copy, files, left, NONE))

    def show(self, widget: QWidget) -> None:
        """Scroll until it is seen; one action if it was not."""
        if widget.visibleRegion().boundingRect().size() == widget.size():
            return
        self.actions += 1
        area = widget.parent()
        while not isinstance(area, QScrollArea):
            area = area.parent()
        area.ensureWidgetVisible(widget)
        QApplication.processEvents()

    def picture(self, widget: QWidget | None = None) -> None:
        """Take a picture of the window as it is now, or of a dialog."""
        if self.goal is not None:
            self._pictures += 1
            self._settle()
            shown = (self.window if widget is None else widget).grab()
            assert shown.save(str(self.goal / f"{self.name}-{self._pictures}.jpg"), quality=90)

    def _settle(self) -> None:
        """Until nothing more is drawn, looked at or laid out."""
        desk = self.window.desk
        for _ in range(2):
            loop = QEventLoop()
            QTimer.singleShot(1000, loop.quit)
            loop.exec()
            self.until(lambda: not (desk.jobs or desk.drawing.jobs or desk.lookout.jobs))


# An acting beat


def act(walk: Walk, portrait: Path) -> None:
    """Five seconds: she is surprised, smiles, blinks, looks to the left; two curves are shaped."""
    window = walk.window
    walk.drop(portrait, window.stage.viewport(), QPointF(window.stage.rect().center()))
    walk.until(lambda: window.portrait is not None and window.session.project.source is not None)
    go(walk, "5")
    walk.key(Qt.Key.Key_O)  # the range ends here
    walk.key(Qt.Key.Key_F, SHIFT)  # all of it is seen
    walk.key(Qt.Key.Key_S, SHIFT)  # every change sets a key
    for at, units in (
        ("0", {"AU01": 0.0, "AU02": 0.0, "AU05": 0.0, "AU26": 0.0}),
        ("0.6", {"AU01": 0.7, "AU02": 0.6, "AU05": 0.6, "AU26": 0.35}),
        ("1.2", {"AU01": 0.5, "AU12": 0.0, "AU06": 0.0}),
        ("2", {"AU01": 0.0, "AU02": 0.0, "AU05": 0.0, "AU26": 0.0, "AU12": 0.6, "AU06": 0.45}),
        ("3", {"AU45": 0.0}),
        ("3.12", {"AU45": 1.0}),
        ("3.28", {"AU45": 0.0}),
    ):
        go(walk, at)
        for unit, part in units.items():
            slide(walk, unit, part)
        if at == "0.6":
            walk.picture()
    look(walk, "3.6", 0.0)
    look(walk, "4", -18.0)
    walk.key(Qt.Key.Key_C)
    QApplication.processEvents()
    shape(walk, "AU12", Seconds(2), raised=0.045)
    shape(walk, "AU26", Seconds(3, 5), raised=0.045)
    go(walk, "2")
    walk.picture()
    go(walk, "4.4")
    walk.picture()


def go(walk: Walk, text: str) -> None:
    """Type a time."""
    walk.key(Qt.Key.Key_G)
    walk.write(text)


def slide(walk: Walk, unit: str, part: float) -> None:
    """Drag a slider to a part of its way; where it stands there already, click on its diamond."""
    row = walk.window.inspector.row(unit)
    walk.show(row)
    track, middle = row.track, row.track.height() / 2
    start, goal = QPointF(track._x(track.value), middle), QPointF(track._x(part * track.high), middle)
    if abs(start.x() - goal.x()) < 1:
        walk.hands().click(row.diamond)
    else:
        walk.hands().drag(track, start, goal)


def look(walk: Walk, at: str, degrees: float) -> None:
    """Drag the gaze across, at a time."""
    go(walk, at)
    inspector = walk.window.inspector
    section, panel = inspector.section("gaze"), inspector.gaze
    if not section.is_open:
        walk.show(section)
        walk.hands().click(section._button)
        QApplication.processEvents()
    walk.show(panel)
    if degrees:
        pad = panel.pad
        walk.hands().drag(pad, pad._place(panel.across.value, panel.up.value), pad._place(degrees, 0.0))
    else:
        walk.hands().click(panel.diamond)


def shape(walk: Walk, name: str, at: Seconds, raised: float) -> None:
    """Raise a key of a track in the curve editor, and pull its handle."""
    graph = walk.window.graph
    row = next(i for i in range(graph._names.count()) if graph._names.item(i).data(256) == name)
    item = graph._names.visualItemRect(graph._names.item(row))
    if not graph._names.viewport().rect().contains(item):
        walk.actions += 1
        graph._names.scrollToItem(graph._names.item(row))
        item = graph._names.visualItemRect(graph._names.item(row))
    walk.hands().click(graph._names.viewport(), item.center())
    QApplication.processEvents()
    graph.grab()  # lays it out
    track = next(each for each in walk.window.desk.tracks() if each.name == name)
    value = track.curve.value_at(at) / track.full
    walk.hands().drag(
        graph.sheet, graph.place_of(float(at), value), graph.place_of(float(at), value + raised)
    )
    graph.grab()
    track = next(each for each in walk.window.desk.tracks() if each.name == name)
    number = next(i for i, key in enumerate(track.curve.keyframes) if key.time == at)
    from_side = next(end for end in _ends_of(walk, name, number) if end[0] < float(at))
    start = graph.place_of(*from_side)
    walk.hands().drag(graph.sheet, start, start + QPointF(-12, 14))


def _ends_of(walk: Walk, name: str, number: int) -> list[tuple[float, float]]:
    """Where the handles of a key that is picked end: time, and part of what the slider goes to."""
    graph = walk.window.graph
    full = graph._tracks[name].full
    times = walk.window.graph._ends.getData()
    assert len(times[0]), f"key {number} of {name} ({full}) shows no handles"
    return list(zip(map(float, times[0]), map(float, times[1]), strict=True))


# A dub


def dub(walk: Walk, film: Path, lines: Sequence[Path], places: Sequence[float], goal: Path) -> None:
    """Lines are dropped into a film, a wrong phoneme and a boundary are mended, the film is written."""
    window = walk.window
    walk.drop(film, window.stage.viewport(), QPointF(window.stage.rect().center()))
    walk.until(lambda: window.portrait is not None and window.times._own is not None)
    walk.key(Qt.Key.Key_F, SHIFT)
    view = window.timeline
    for number, (line, place) in enumerate(zip(lines, places, strict=True), 1):
        walk.drop(line, view, QPointF(view.scale.x(Seconds(place)), view.lanes.ruler.height + 4))
        walk.until(lambda number=number: len(window.session.project.lines) == number and not window.is_busy)
    walk.picture()
    mend(walk)
    go(walk, f"{places[1] + 0.3:.2f}")
    walk.picture()
    walk.actions += 2  # Ctrl+Shift+E, and a name in the system's own dialog
    window.dubs.export(goal)
    walk.until(lambda: window.dubs.report is not None or window.problem.isVisible())
    assert window.dubs.report is not None, window.problem.text
    walk.picture(window.dubs.report)


def mend(walk: Walk) -> None:
    """In the second line the first phoneme is another one, and its end is dragged."""
    window, view = walk.window, walk.window.timeline
    line = sorted(window.session.project.lines, key=lambda each: each.start)[1]
    said = view.page.shown.speech
    assert said is not None
    index = next(i for i, p in enumerate(said.phonemes) if p.range.start >= line.start and p.name != "SIL")
    walk.actions += 2  # a double click, and a choice
    view.phoneme_chosen.emit(index, "M")
    walk.until(lambda: _take(window, line.id) != line.take.id and not window.is_busy)
    mended = _take(window, line.id)
    said = view.page.shown.speech
    assert said is not None
    boundary = said.phonemes[index].range.end
    y, lane = 0.0, view.lanes.phonemes
    y = lane.top + lane.height / 2
    for _ in range(3):
        walk.actions += 1
        view.scale.zoom(5, view.scale.x(boundary))
    view._seen()
    x = view.scale.x(boundary)
    walk.hands().drag(view, QPointF(x, y), QPointF(view.scale.x(boundary + Seconds(1, 25)), y))
    walk.until(lambda: _take(window, line.id) != mended and not window.is_busy)


def _take(window: MainWindow, line: str) -> str:
    return next(each.take.id for each in window.session.project.lines if each.id == line)


# A batch


def neutralise(walk: Walk, folder: Path, goal: Path) -> None:
    """A folder of portraits is brought to neutral."""
    window = walk.window
    walk.actions += 1
    window.do("face.folder")
    dialog = window.folders.dialog
    walk.fill(dialog.source, str(folder))
    walk.fill(dialog.goal, str(goal))
    walk.picture(dialog)
    walk.hands(dialog.go).click(dialog.go)
    walk.until(lambda: dialog.has_sheet)
    walk.picture(dialog)
    dialog.pages.setCurrentIndex(0)
    walk.actions += 1
    walk.picture(dialog)


# What they work on


def portrait(path: Path, size: int = 512) -> Path:
    """The astronaut, public domain (NASA), so large."""
    pixels = data.astronaut()
    write_picture(
        path, pixels if size == 512 else cv2.resize(pixels, (size, size), interpolation=cv2.INTER_CUBIC)
    )
    return path


def film(path: Path, seconds: float, rate: int, size: tuple[int, int], face: float = 1.0) -> Path:
    """She sways, and hums; every second can be cut at."""
    width, height = size
    astronaut = data.astronaut()
    ramp = np.arange(round(seconds * _HERTZ)) / _HERTZ
    hum = (0.1 * np.sin(2 * np.pi * 110 * ramp)).astype(np.float32)
    with av.open(str(path), "w") as file:
        picture = file.add_stream("libx264", rate=rate, options={"crf": "16", "sc_threshold": "0"})
        picture.width, picture.height, picture.pix_fmt, picture.gop_size = width, height, "yuv420p", rate
        sound = file.add_stream("aac", rate=_HERTZ, layout="mono")
        for i in range(round(seconds * rate)):
            away = 6 * np.sin(i / rate * 2)
            matrix = np.array([[face, 0, width / 2 - 256 * face + away], [0, face, height / 2 - 150 * face]])
            pixels = cv2.warpAffine(astronaut, matrix, size, borderMode=cv2.BORDER_REFLECT_101)
            file.mux(picture.encode(av.VideoFrame.from_ndarray(pixels)))
        file.mux(picture.encode())
        frame = av.AudioFrame.from_ndarray(hum[None], "fltp", "mono")
        frame.sample_rate, frame.pts = _HERTZ, 0
        file.mux(sound.encode(frame))
        file.mux(sound.encode(None))
    return path


def spoken(folder: Path, texts: Sequence[str] = LINES) -> list[Path]:
    """Each text read by the studio's voice, with its words beside it."""
    out = []
    for number, text in enumerate(texts, 1):
        pieces = list(providers.voice().speak(text))
        path = folder / f"line {number}.wav"
        write_sound(path, Sound(np.concatenate([p.samples for p in pieces]), pieces[0].sample_rate))
        path.with_suffix(".txt").write_text(text, "utf-8")
        out.append(path)
    return out


def portraits(folder: Path, size: int = 512) -> Path:
    """Ten of her: nearer, farther, turned, mirrored, in other light."""
    folder.mkdir()
    astronaut = data.astronaut()
    for i in range(PORTRAITS):
        zoom, turn = (1.0 + 0.12 * (i % 4)) * size / 512, 3.0 * (i % 5 - 2)
        matrix = cv2.getRotationMatrix2D((224, 150), turn, zoom)
        matrix[:, 2] += np.array([size / 2 - 224, size * 0.45 - 150])
        how = {"flags": cv2.INTER_AREA, "borderMode": cv2.BORDER_REFLECT_101}
        pixels = cv2.warpAffine(astronaut, matrix, (size, size), **how)
        pixels = np.clip(pixels.astype(np.float32) * (0.8 + 0.05 * i), 0, 255).astype(np.uint8)
        write_picture(folder / f"portrait {i + 1:02d}.png", pixels[:, ::-1] if i % 2 else pixels)
    return folder


# For the README


@dataclass(frozen=True, slots=True)
class Counted:
    """What a walk took."""

    name: str
    actions: int
    seconds: float


def _until(so: Callable[[], object]) -> None:
    end = time.monotonic() + 900
    while not so():
        assert time.monotonic() < end, "the window does not get there"
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def walked(goal: Path) -> list[Counted]:
    """All three, with pictures in a folder."""
    out = []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        (home / "data").mkdir()
        (home / "data" / "models").symlink_to(installed_models())
        os.environ[HOME_VARIABLE] = str(home)
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        dress(app, DARK)
        pg.setConfigOption("mouseRateLimit", 0)  # a hand that needs no time is quicker than people's
        made: dict[str, Callable[[Walk], None]] = {
            "acting": lambda walk: act(walk, portrait(home / "astronaut.png", 1024)),
            "dubbing": lambda walk: dub(
                walk, film(home / "film.mp4", 60, 25, (1280, 720), 2.5), spoken(home),
                (6.0, 24.0, 45.0), home / "dubbed.mp4",
            ),
            "neutralising": lambda walk: neutralise(walk, portraits(home / "portraits"), home / "neutral"),
        }  # fmt: skip
        for name, steps in made.items():
            window = MainWindow(DARK, QSettings(str(home / f"{name}.ini"), QSettings.Format.IniFormat))
            window.resize(1440, 900)
            window.show()
            walk = Walk(window, _until, name, goal)
            steps(walk)
            out.append(Counted(name, walk.actions, walk.seconds))
            window.leave()
    return out


def main() -> None:
    """Write the pictures, and say what each walk took."""
    goal = Path(sys.argv[1])
    goal.mkdir(parents=True, exist_ok=True)
    for each in walked(goal):
        print(f"{each.name}: {each.actions} actions, {each.seconds:.0f} s")


if __name__ == "__main__":
    main()
