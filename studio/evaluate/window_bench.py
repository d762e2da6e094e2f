"""How quick the window is, beside what was asked of it: starting, dragging, playing, resting, undoing.

Each thing is measured in a process of its own by ``studio.ui.measuring``, which opens the real window.

    python -m studio.evaluate.window_bench [--rounds N] [--seconds N]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console

from studio.core.source import Pixels
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate.bench import HD, Figure, figure_of, machine, portrait, shown
from studio.files.footage import film_written_beside, open_footage
from studio.files.pictures import write_picture

_START: Final = "import studio.cli; from studio.ui import measuring; measuring.started()"
_FACE: Final = 512
_OF: Final = f"1080p, face {_FACE} px"
_STARTS: Final = 5
_PLAYS: Final = 2
_TURNS: Final = 150
_FILMED: Final = 150
"""Frames of the video that is played, and how far its picture sways, pixels."""
_SWAY: Final = 16


def starting(rounds: int) -> list[Figure]:
    """From the command to a window that can be used, as often as it takes to be warm, and once more."""
    spent, torch = [], False
    for _ in range(rounds + 1):
        began = time.perf_counter()
        with _started("-c", _START) as process:
            assert process.stdout is not None
            told = json.loads(_last_line(process.stdout.readline()))
            spent.append(time.perf_counter() - began)
            torch = torch or told["torch"]
            process.communicate()
    warm = spent[1:]
    return [
        Figure(
            "start to usable window", "s", float(np.median(warm)), float(np.percentile(warm, 95)), bound=2.0
        ),
        Figure("… with torch loaded", "times", float(torch), bound=0.0),
    ]


def dragging(picture: Path, rounds: int) -> list[Figure]:
    """From a slider's signal to the new picture on the stage."""
    told = _told("slider", str(picture), str(rounds))
    times, (width, height) = np.array(told["times"]), told["stage"]
    median = figure_of(f"slider to picture, {_OF}", times, 33.0, f"stage {width} × {height}")
    high = float(np.percentile(times[:, 0], 95) * 1000)
    return [median, Figure("… of twenty the slowest but one", "ms", high, bound=60.0)]


def curving(picture: Path, rounds: int) -> list[Figure]:
    """From a move of a key in the curve editor to the new picture on the stage."""
    told = _told("curve", str(picture), str(rounds))
    times = np.array(told["times"])
    high = float(np.percentile(times[:, 0], 95) * 1000)
    return [
        figure_of(f"key in {told['tracks']} curves to picture, {_OF}", times, 33.0),
        Figure("… of twenty the slowest but one", "ms", high, bound=60.0),
    ]


def playing(picture: Path, film: Path) -> list[Figure]:
    """Frames that come too late while a portrait speaks, the first time and again."""
    figures = []
    for what, told in (
        ("the demo", _told("demo", str(_PLAYS))),
        (_OF, _told("playing", str(picture), str(_PLAYS))),
        ("a dubbed video of " + _OF, _told("film", str(film), str(_PLAYS))),
    ):
        times_of = ("first", "again", "drawn by itself before")
        for time_of, play in zip(times_of, told["plays"], strict=False):
            share = 100 * play["dropped"] / max(play["shown"] + play["dropped"], 1)
            note = f"of {play['shown'] + play['dropped']:.0f}; processor {play['share']:.0%}"
            figures.append(Figure(f"frames dropped, {what}, {time_of}", "%", share, bound=2.0, note=note))
    return figures


def resting(picture: Path) -> list[Figure]:
    """What a window takes in which nothing happens."""
    return [Figure("processor of an idle window", "%", 100 * _told("idle", str(picture))["share"], bound=2.0)]


def undoing(picture: Path) -> list[Figure]:
    """A hundred steps back."""
    ((wall, processor),) = _told("undo", str(picture))["times"]
    return [Figure("undo 100 steps", "s", wall, processor=processor, bound=1.0)]


def scrolling() -> list[Figure]:
    """One turn of the wheel over very many keys."""
    told = _told("scrolling", str(_TURNS))
    what = f"timeline scrolled, {told['tracks']} tracks of {told['keys']} keys"
    times = np.array(told["times"])
    slowest = float(np.percentile(times[:, 0], 95) * 1000)
    return [
        figure_of(what, times, 1000 / 30),
        Figure("… of twenty the slowest but one", "ms", slowest, bound=1000 / 30),
    ]


def hearing(picture: Path, seconds: int) -> list[Figure]:
    """How far picture and sound are apart when it plays for long."""
    told = _told("hearing", str(picture), str(seconds))
    painted, shown, by_clock = np.array(told["shown"]).T
    clicks = np.array(told["clicks"])
    late = by_clock - shown
    by = "by the player's clock"
    if len(clicks) > 2:
        # A click is of the second that is nearest to what is seen when it is heard.
        inside = (clicks > painted[0]) & (clicks < painted[-1])
        seen = np.interp(clicks[inside], painted, shown)
        late = np.round(seen) - seen
        by = "by what a sound card plays"
    end = max(len(late) // 10, 1)
    drift = float(np.median(late[-end:]) - np.median(late[:end]))
    frames = len(shown) + told["dropped"]
    return [
        Figure(
            f"sound and picture apart, {seconds} s", "ms", 1000 * float(np.percentile(np.abs(late), 95)),
            bound=40.0, note=by,
        ),
        Figure("… drift from beginning to end", "ms", 1000 * abs(drift), bound=40.0),
        Figure("… frames dropped", "%", 100 * told["dropped"] / max(frames, 1), bound=2.0),
    ]  # fmt: skip


def measured(rounds: int, seconds: int) -> Iterator[Figure]:
    """Everything, one after another."""
    yield from starting(_STARTS)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "portrait.png"
        still = portrait(HD, _FACE, FaceLandmarker())
        write_picture(picture, still)
        yield from dragging(picture, rounds)
        yield from curving(picture, rounds)
        yield from playing(picture, filmed(Path(folder) / "film.mp4", still))
        yield from resting(picture)
        yield from undoing(picture)
        yield from hearing(picture, seconds)
    yield from scrolling()


def filmed(path: Path, still: Pixels) -> Path:
    """A video of a picture whose camera sways, as H.264."""
    height, width = still.shape[:2]
    with (
        tempfile.TemporaryDirectory() as folder,
        film_written_beside(path, "web", force=True) as part,
        open_footage("web", Path(folder), (width, height), STILL_RATE, path.suffix) as footage,
    ):
        for i in range(_FILMED):
            footage.write(np.roll(still, round(_SWAY * np.sin(i / 8)), axis=1))
        footage.finish(part, None, lambda _: None)
    return path


def _told(*arguments: str) -> Any:
    """What a measurement tells, as its last line."""
    with _started("-m", "studio.ui.measuring", *arguments) as process:
        out, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return json.loads(_last_line(out))


def _started(*arguments: str) -> "subprocess.Popen[str]":
    """Python on our own words, with a window that nobody sees."""
    blind = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=blind
    )


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100, help="how often the slider is moved")
    parser.add_argument("--seconds", type=int, default=300, help="how long sound and picture are compared")
    given = parser.parse_args()
    console = Console(width=160)
    with console.status("Measuring …"):
        figures = list(measured(given.rounds, given.seconds))
    console.print(shown(figures, machine()))


if __name__ == "__main__":
    main()
