"""How fast the studio is on this machine, beside what was asked of it.

Calls that are compared take turns in one run, so that a busy machine slows them alike; wall-clock
times stand beside the processor's. Peers run in an interpreter of their own, named by
OPENFACEFX_PYTHON and PYFEAT_PYTHON, or in this one.

    python -m studio.evaluate.bench [--json FILE] [--quick] [--rounds N]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from skimage import data

from studio.core.errors import ModelMissing
from studio.core.face import Performance
from studio.core.project import Drivers
from studio.core.source import Frame, Pixels
from studio.engine import providers
from studio.engine.portrait import prepared
from studio.engine.ports import Renderer
from studio.engine.scene import Scene
from studio.engine.speaking.ensemble import driven, ensemble_of
from studio.engine.speaking.living import LivingDriver
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate.methods import still
from studio.evaluate.report import figure
from studio.files.manners import read_manner, shipped
from studio.files.pictures import Picture, write_picture
from studio.files.places import resources

Times = NDArray[np.float64]
"""Seconds [n] or, of one call's wall clock and processor, [n, 2]."""

_SIZES: Final = {"1080p": "1080p, face 512 px", "4K": "4K, face 1000 px"}
_LEARNED: Final = {"gath": 60.0, "gath_hd": 120.0}
"""Renderers that are networks, and the bound of a frame in ms."""
HD: Final = (1920, 1080)
UHD: Final = (3840, 2160)
_LETTERS_PER_SECOND: Final = 15.0
"""Of speech, about; the true length is told."""
_LONG, _SHORT = 600.0, 10.0
_HOUR, _MINUTE = 3600.0, 60.0
DRIVERS: Final = ("rule", "neural_lipsync", "virtual_anchor", "lively")
"""Who is let through an hour of speech; the last one is a manner."""
_PEER_ROUNDS: Final = 5
_PLAYED: Final = 8
"""Frames of a shot that plays: several are drawn at once."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured.

    Attributes:
        median, p95: in ``unit``; None if it was not measured, and ``note`` says why.
        processor: median of the processor's time, all threads together, in ``unit``.
        bound: what was asked of the median; None if nothing was.
        at_least: the bound is a lower one.
    """

    what: str
    unit: str
    median: float | None = None
    p95: float | None = None
    processor: float | None = None
    bound: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None where there is nothing to compare."""
        if self.median is None or self.bound is None:
            return None
        return self.median >= self.bound if self.at_least else self.median <= self.bound


def figure_of(what: str, times: Times, bound: float | None = None, note: str = "") -> Figure:
    """Milliseconds from seconds [n, 2] of wall clock and processor."""
    wall, processor = times.T * 1000
    return Figure(
        what,
        "ms",
        float(np.median(wall)),
        float(np.percentile(wall, 95)),
        float(np.median(processor)),
        bound,
        note=note,
    )


def taking_turns(calls: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, Times]:
    """Seconds of every call, [rounds, 2] wall clock and processor, one round of all after another.

    Each is called once before it counts; a call is given the number of its round.
    """
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            wall, processor = time.perf_counter(), time.process_time()
            call(number)
            spent[name].append((time.perf_counter() - wall, time.process_time() - processor))
    return {name: np.array(pairs[1:]) for name, pairs in spent.items()}


def ratio_of(what: str, above: Times, below: Times) -> Figure:
    """How many times one takes as long as the other, round by round."""
    ratios = above[:, 0] / below[:, 0]
    return Figure(what, "×", float(np.median(ratios)), float(np.percentile(ratios, 95)), note="paired")


# What is drawn ---------------------------------------------------------------------------------------


def photograph() -> Pixels:
    """A portrait that may be shown to everybody."""
    return np.asarray(data.astronaut())  # type: ignore[no-untyped-call]


def portrait(size: tuple[int, int], face: int, landmarker: FaceLandmarker) -> Pixels:
    """A public portrait enlarged until its face is ``face`` pixels high, in a picture of ``size``."""
    pixels = photograph()
    x0, y0, x1, y1 = landmarker.find(pixels)[0].box
    zoom = face / (y1 - y0)
    corner = np.array([(x0 + x1) / 2 * zoom - size[0] / 2, (y0 + y1) / 2 * zoom - size[1] / 2])
    matrix = np.array([[1 / zoom, 0, corner[0] / zoom], [0, 1 / zoom, corner[1] / zoom]])
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(pixels, matrix, size, flags=how, borderMode=cv2.BORDER_REFLECT_101))


def sample_text(length: float) -> str:
    """The studio's sample sentence, again and again, for about so many seconds of speech."""
    sentence = (resources() / "samples" / "sentence.txt").read_text("utf-8").strip()
    times = max(1, round(length * _LETTERS_PER_SECOND / len(sentence)))
    return " ".join([sentence] * times)


def speech(length: float) -> Performance:
    """Somebody talks."""
    return next(RuleDriver().drive(providers.voice().speak(sample_text(length)), STILL_RATE))


def drawing(renderer: Renderer, landmarker: FaceLandmarker, talk: Performance, rounds: int) -> list[Figure]:
    """A talking portrait, in two sizes, as draft and in full: one frame alone, and while it plays."""
    calls: dict[str, Callable[[int], object]] = {}
    for name, size, face in (("1080p", HD, 512), ("4K", UHD, 1000)):
        ready = prepared(still(portrait(size, face, landmarker)), renderer)
        for quality in ("draft", "full"):
            scene = Scene.of(ready, talk, quality)
            for frames in (1, _PLAYED):
                calls[f"{name} {quality} {frames}"] = _drawn(scene, frames, len(talk) // frames)
    times = taking_turns(calls, rounds)
    bounds = {"1080p draft": 20, "1080p full": 40, "4K draft": 60, "4K full": 90}
    figures = []
    for each, bound in bounds.items():
        name, quality = each.split()
        figures.append(figure_of(f"a frame of {_SIZES[name]}: {quality}", times[f"{each} 1"], bound))
        played = times[f"{each} {_PLAYED}"] / _PLAYED
        figures.append(figure_of("… while it plays", played, note=f"{_PLAYED} frames, of one frame"))
    return [
        *figures,
        ratio_of("full ÷ draft, 1080p", times["1080p full 1"], times["1080p draft 1"]),
        ratio_of("full ÷ draft, 4K", times["4K full 1"], times["4K draft 1"]),
        ratio_of("4K ÷ 1080p, full", times["4K full 1"], times["1080p full 1"]),
    ]


def learned(landmarker: FaceLandmarker, talk: Performance, rounds: int) -> list[Figure]:
    """The same picture by the rig and by every network whose weights are there."""
    calls: dict[str, Callable[[int], object]] = {}
    for name in ("rig", *_LEARNED):
        try:
            renderer = providers.renderer(name)
        except ModelMissing:
            continue
        ready = prepared(still(portrait(HD, 512, landmarker)), renderer)
        calls[name] = _drawn(Scene.of(ready, talk, "full"), 1, len(talk))
    times = taking_turns(calls, rounds)
    there = [name for name in _LEARNED if name in times]
    frames = [figure_of(f"a frame of 1080p: {name}, full", times[name], _LEARNED[name]) for name in there]
    return frames + [ratio_of(f"{name} ÷ rig", times[name], times["rig"]) for name in there]


def _drawn(scene: Scene, frames: int, stretches: int) -> Callable[[int], object]:
    """Draws so many frames, each time the next ones."""

    def call(i: int) -> object:
        first = frames * (i % stretches)
        return deque(scene.frames(first, first + frames), maxlen=0)

    return call


def _next(items: Iterator[object]) -> Callable[[int], object]:
    return lambda _: next(items)


def tracking(landmarker: FaceLandmarker, rounds: int) -> list[Figure]:
    """One frame of a 1080p clip, followed; and one such picture by itself."""
    pixels = portrait(HD, 512, landmarker)
    moved = [np.roll(pixels, 3 * i, axis=1) for i in (0, 1, 2, 3, 2, 1)]
    faces = landmarker.follow(Frame(moved[i % len(moved)], Fraction(i, 25)) for i in range(rounds + 2))
    next(faces)
    times = taking_turns(
        {"follow": _next(faces), "find": lambda i: landmarker.find(moved[i % len(moved)])}, rounds
    )
    return [
        figure_of("track a frame of a 1080p clip", times["follow"], 15),
        figure_of("find the faces of a 1080p picture", times["find"]),
    ]


# From a text to a file -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Export:
    """A text that became a video.

    Attributes:
        length: of the video, seconds.
        took: seconds, with the start of the program.
        peak: largest resident memory of the process, MB.
    """

    length: float
    took: float
    peak: float


def export(length: float, pixels: Pixels) -> Export:
    """Let a portrait speak for about so many seconds: the command line, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        picture, text, told = (Path(folder) / name for name in ("a.png", "a.txt", "told.json"))
        write_picture(picture, pixels)
        text.write_text(sample_text(length), "utf-8")
        command = [
            *(sys.executable, "-m", "studio", "animate", str(picture), "--text-file", str(text)),
            *("--size", "full", "--json"),
        ]
        start = time.perf_counter()
        peak = _peak_of(command, told)
        took = time.perf_counter() - start
        facts = json.loads(told.read_text("utf-8"))
    return Export(facts["seconds"], took, peak)


def _peak_of(command: Sequence[str], told: Path) -> float:
    """Largest resident memory of a process, MB; what it says goes into a file.

    Raises:
        CalledProcessError: it failed.
    """
    with told.open("wb") as out, subprocess.Popen(command, stdout=out) as process:  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return used.ru_maxrss / unit


def animating(landmarker: FaceLandmarker) -> list[Figure]:
    """Twenty seconds at 1080p, from the text to the file."""
    made = export(20.0, portrait(HD, 512, landmarker))
    note = f"{made.length:.1f} s in {made.took:.1f} s, with the start of the program"
    speed = made.length / made.took
    return [Figure("animate 20 s at 1080p", "× real time", speed, bound=1.0, at_least=True, note=note)]


def memory() -> list[Figure]:
    """Peak memory of a long export over that of a short one, each in a process of its own."""
    pixels = photograph()[0:300, 80:380]
    short, long = (export(length, pixels) for length in (_SHORT, _LONG))
    note = f"{long.length:.0f} s: {long.peak:.0f} MB, {short.length:.0f} s: {short.peak:.0f} MB"
    return [
        Figure("memory of 10 minutes over that of 10 s", "MB", long.peak - short.peak, bound=100, note=note)
    ]


# Drivers through an hour -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Driven:
    """A driver that heard speech.

    Attributes:
        speed: seconds of speech in a second of the processor's time.
        peak: largest resident memory of the process, MB.
    """

    speed: float
    peak: float


def driving(length: float = _HOUR, drivers: Sequence[str] = DRIVERS) -> Iterator[Figure]:
    """Each driver through an hour of speech whose words are known, in a process of its own."""
    for name in drivers:
        short, long = driven_through(name, min(_MINUTE, length)), driven_through(name, length)
        what = f"{length / _MINUTE:g} minutes of speech: {name}"
        note = f"{long.peak:.0f} MB; a minute: {short.peak:.0f} MB"
        yield Figure(what, "× real time", long.speed, bound=200, at_least=True, note="of the processor")
        yield Figure("… memory over that of a minute", "MB", long.peak - short.peak, bound=100, note=note)


def driven_through(name: str, length: float) -> Driven:
    """A driver through so many seconds of speech, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        code = "from studio.evaluate.bench import speed_of; print(speed_of({!r}, {!r}))"
        peak = _peak_of((sys.executable, "-c", code.format(name, length)), told)
        return Driven(float(told.read_text("utf-8")), peak)


def speed_of(name: str, length: float) -> float:
    """Seconds of speech that a driver moves a face to in a second of the processor's time.

    Args:
        name: a driver, or a manner: its habits, with the lips of the rule driver.
        length: of the speech, seconds: a minute of it, over and over.
    """
    own = (LivingDriver(read_manner(name)),) if name in shipped() else ()
    driver = ensemble_of(Drivers() if own else Drivers.read(name), *own)
    minute = tuple(providers.voice().speak(sample_text(min(_MINUTE, length))))
    once = float(sum(piece.length for piece in minute))
    times = max(round(length / once), 1)
    deque(driven(driver, iter(minute[:1]), STILL_RATE), maxlen=0)  # what is loaded once does not count
    began = time.process_time()
    deque(driven(driver, iter(minute * times), STILL_RATE), maxlen=0)
    return times * once / (time.process_time() - began)


def starting(rounds: int) -> list[Figure]:
    """The command line, until it has said what it can do."""
    command = [sys.executable, "-m", "studio", "--help"]

    def call(_: int) -> object:
        return subprocess.run(command, check=True, capture_output=True)  # noqa: S603

    wall = taking_turns({"help": call}, rounds)["help"][:, 0]
    return [Figure("galatea --help", "s", float(np.median(wall)), float(np.percentile(wall, 95)), bound=0.4)]


# Peers -----------------------------------------------------------------------------------------------

_OPENFACEFX: Final = """
from openfacefx import generate_naive
def call(text, length):
    generate_naive(text, float(length), fps=25)
"""
_PYFEAT: Final = """
from feat import Detectorv2
detector = Detectorv2(device="cpu")
def call(path):
    detector.detect([path], data_type="image", progress_bar=False)
"""
_TIMED: Final = """
import json, sys, time
try:
{setup}
except ModuleNotFoundError as error:
    sys.exit(f"not installed: {{error.name}}")
spent = []
for _ in range({rounds} + 1):
    wall, processor = time.perf_counter(), time.process_time()
    call(*sys.argv[1:])
    spent.append((time.perf_counter() - wall, time.process_time() - processor))
print(json.dumps(spent[1:]))
"""


def peer(what: str, python: str, setup: str, *arguments: str) -> Figure:
    """Another program's time for a task, in an interpreter of its own; or why there is none.

    Args:
        python: the environment variable that names the interpreter; this one if it is not set.
        setup: code that defines ``call(*arguments)``.
    """
    indented = "".join(f"    {line}\n" for line in setup.strip().splitlines())
    code = _TIMED.format(setup=indented, rounds=_PEER_ROUNDS)
    command = [os.environ.get(python, sys.executable), "-c", code, *arguments]
    told = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if told.returncode:
        return Figure(what, "ms", note=(told.stderr.strip().splitlines() or ["it failed"])[-1])
    return figure_of(what, np.array(json.loads(told.stdout.splitlines()[-1])))


def peers(landmarker: FaceLandmarker, rounds: int) -> list[Figure]:
    """The same tasks by openfacefx and py-feat, and by the studio."""
    text = sample_text(20.0)
    pieces = list(providers.voice().speak(text))
    length = float(sum(len(piece.samples) / piece.sample_rate for piece in pieces))
    ours = taking_turns({"drive": lambda i: tuple(RuleDriver().drive(iter(pieces), STILL_RATE, i))}, rounds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "portrait.png"
        write_picture(path, Picture(portrait(HD, 512, landmarker)).pixels)
        return [
            figure_of(f"lip curves of {length:.0f} s of speech: the rule driver", ours["drive"]),
            peer("… openfacefx", "OPENFACEFX_PYTHON", _OPENFACEFX, text, str(length)),
            peer("units of a 1080p picture: py-feat", "PYFEAT_PYTHON", _PYFEAT, str(path)),
        ]


# Together --------------------------------------------------------------------------------------------


def machine() -> dict[str, object]:
    """Where it was measured."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "opencv": cv2.__version__,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def measured(rounds: int, quick: bool) -> Iterator[Figure]:
    """Everything, one after another; memory first, while nothing else is in the way."""
    yield from starting(min(rounds, 10))
    if not quick:
        yield from memory()
        yield from driving()
    renderer, landmarker = providers.renderer(), FaceLandmarker()
    yield from drawing(renderer, landmarker, speech(8.0), rounds)
    yield from learned(landmarker, speech(8.0), rounds)
    yield from tracking(landmarker, rounds)
    yield from animating(landmarker)
    yield from peers(landmarker, min(rounds, 20))


def shown(figures: list[Figure], where: Mapping[str, object]) -> Table:
    """A table for people."""
    title = ", ".join(f"{name} {value}" for name, value in where.items())
    table = Table("", "median", "95 %", "processor", "bound", "", "", title=title)
    for one in figures:
        numbers = ("–" if x is None else figure(x) for x in (one.median, one.p95, one.processor))
        sign = "" if one.bound is None else f"{'≥' if one.at_least else '≤'} {figure(one.bound)}"
        verdict = {None: "", True: "[green]holds", False: "[red]fails"}[one.holds]
        table.add_row(f"{one.what}, {one.unit}", *numbers, sign, verdict, one.note)
    return table


def main() -> None:
    """Measure, print a table, and write JSON if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--rounds", type=int, default=60, help="how often each call is made")
    given = parser.parse_args()
    console = Console(width=160)
    with console.status("Measuring …"):
        figures = list(measured(given.rounds, given.quick))
    where = machine()
    console.print(shown(figures, where))
    if given.json:
        rows = [{**asdict(one), "holds": one.holds} for one in figures]
        given.json.write_text(json.dumps({**where, "figures": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
