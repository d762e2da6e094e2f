"""What is lost or left behind when the studio is killed, at moments drawn by lot.

``animate`` and ``export`` write over a film or a folder of pictures that is there already, and a session
autosaves and saves; each is killed so that it can clean up nothing. After each kill all must be there that
was there, or that the studio said it had written; and after the next start nothing else.

    python -m studio.evaluate.kills [--times N] [--seed N] [--only animate|export|autosave]
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from studio.core import edits
from studio.core.errors import StudioError
from studio.core.face import FaceState
from studio.core.project import Project
from studio.core.time import FrameRate, Seconds
from studio.files.pictures import read_picture, write_picture
from studio.files.places import HOME_VARIABLE, frame_cache, installed_models, resource, state_folder
from studio.files.projects import ProjectFile, media_of, write_project
from studio.files.video import check_video
from studio.files.writing import forget_what_the_dead_left

_SIZE: Final = 200
"""Pixels of the picture each way: what counts is how often it is killed."""
_TEXT: Final = "Good morning."
_RATE: Final = FrameRate.of(25)
_LENGTH: Final = Seconds(3)
_LONG: Final = 600.0
"""Seconds after which something hangs."""
_SOON: Final = 0.7
"""Seconds within which a session is killed, from when it begins to write."""

_SESSION: Final = """
import sys
from itertools import count
from studio.app.autosave import Autosaver
from studio.app.session import Session
from studio.core import edits
from studio.core.time import Seconds
session = Session()
session.open(sys.argv[1])
saver = Autosaver(session)
for number in count(len(session.project.timeline.markers)):
    session.apply("Mark", edits.marked(Seconds(number), f"{number}"))
    if number % 7:
        saver.save()
    else:
        session.save()
        saver.due()
    print(number + 1, flush=True)
"""
_NEXT_START: Final = """
import json, sys
from studio.app.autosave import Autosaver, left_behind
from studio.app.session import Session
session = Session()
session.open(sys.argv[1])
counts = [len(session.project.timeline.markers)]
for found in left_behind():
    saver = Autosaver(session)
    saver.go_on_with(found)
    counts.append(len(session.project.timeline.markers))
    saver.clear()
session.close()
print(json.dumps(counts))
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What kills of one kind did.

    Attributes:
        times: how often it was killed while it was at work.
        ended: how often it had ended before.
        lost, left: what was lost, and what was left behind, each in a few words.
    """

    what: str
    times: int = 0
    ended: int = 0
    lost: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.lost and not self.left

    def with_kill(self, in_time: bool, lost: Sequence[str], left: Sequence[str]) -> "Tally":
        """One more."""
        counted = replace(self, times=self.times + in_time, ended=self.ended + (not in_time))
        return replace(counted, lost=(*self.lost, *lost), left=(*self.left, *left))


# Films -----------------------------------------------------------------------------------------------


def films_killed(
    what: str, command: Sequence[str], goals: Sequence[Path], times: int, lot: random.Random
) -> Tally:
    """A command that writes a film is killed while it writes over the one that is there.

    Args:
        command: without the goal.
        goals: films, or folders of pictures; they take turns.
    """
    long = [_whole_run([*command, "-o", str(goal), "--force"]) for goal in goals]
    whole = [{_digest(goal)} for goal in goals]
    tally, there = Tally(what), _found(goals[0].parent)
    for turn in range(times):
        goal, known = goals[turn % len(goals)], whole[turn % len(goals)]
        in_time = _killed([*command, "-o", str(goal), "--force"], _moment(goal, long[turn % len(goals)], lot))
        lost = [] if _is_whole(goal, known) else [f"{turn}: {goal.name} is not whole"]
        forget_what_the_dead_left()
        left = [f"{turn}: {path}" for path in sorted(_found(goal.parent) - there)]
        tally = tally.with_kill(in_time, lost, left)
    for goal in goals:
        _whole_run([*command, "-o", str(goal), "--force"])
    films = [str(path) for path in frame_cache().rglob("*") if path.is_file()]
    return replace(tally, left=(*tally.left, *films))


def _whole_run(command: Sequence[str]) -> float:
    """Seconds that it takes undisturbed."""
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=_LONG)  # noqa: S603
    return time.monotonic() - began


def _moment(goal: Path, long: float, lot: random.Random) -> Callable[[], None]:
    """Waits for the moment of a kill: anywhere in the run, or, as often, from when something is written."""
    wait = lot.uniform(0, long)
    if lot.random() < 0.5:
        return lambda: time.sleep(wait)
    short = wait * 0.3

    def written() -> None:
        end = time.monotonic() + 2 * long
        while time.monotonic() < end and not any(".part" in path.name for path in goal.parent.iterdir()):
            time.sleep(0.005)
        time.sleep(short)

    return written


def _killed(command: Sequence[str], moment: Callable[[], None]) -> bool:
    """Start something and kill it at a moment; False if it had ended before."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        moment()
        in_time = process.poll() is None
        process.kill()
    return in_time


def _is_whole(goal: Path, known: set[str]) -> bool:
    """Whether it is one of the results that are known to be whole, or a new one that is."""
    if not goal.exists():
        return False
    digest = _digest(goal)
    if digest not in known and _can_be_seen(goal):
        known.add(digest)
    return digest in known


def _can_be_seen(goal: Path) -> bool:
    try:
        if goal.is_dir():
            return all(read_picture(picture).size for picture in goal.glob("*.png"))
        return check_video(goal).frame_count > 0
    except StudioError:
        return False


def _digest(goal: Path) -> str:
    files = sorted(goal.rglob("*")) if goal.is_dir() else [goal]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _found(folder: Path) -> set[Path]:
    """All beside the goal, what the studio remembers, and what passes."""
    folders = (folder, state_folder(), Path(tempfile.gettempdir()))
    return {path for each in folders for path in each.rglob("*") if path.is_file() or each is folder}


# Autosaves -------------------------------------------------------------------------------------------


def sessions_killed(project: Path, times: int, lot: random.Random) -> Tally:
    """A session that autosaves, and saves now and then, is killed; the next one is offered what it had."""
    tally, there = Tally("autosave"), _found(project.parent)
    for turn in range(times):
        said = _session_killed(project, lot.uniform(0, _SOON))
        found, told = _marks_after(project)
        lost = [] if found >= said else [f"{turn}: {said} marks were kept, {found} are there {told}"]
        forget_what_the_dead_left()
        left = [f"{turn}: {path}" for path in sorted(_found(project.parent) - there)]
        tally = tally.with_kill(True, lost, left)
    return tally


def _marks_after(project: Path) -> tuple[int, str]:
    """The most marks that the next start finds or is offered, and what it said if it failed."""
    command = [sys.executable, "-c", _NEXT_START, str(project)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONG, check=False)  # noqa: S603
    return (0, done.stderr) if done.returncode else (max(json.loads(done.stdout)), "")


def _session_killed(project: Path, after: float) -> int:
    """How many marks it said that it had kept."""
    command = [sys.executable, "-c", _SESSION, str(project)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        # What was written just now may be cut off: only whole lines were said.
        lines = [first, *process.stdout.readlines()]
    return max((int(line) for line in lines if line.endswith("\n")), default=0)


# All of it -------------------------------------------------------------------------------------------


@contextmanager
def a_place_of_its_own(folder: Path) -> Iterator[Path]:
    """A home, a folder for what passes and one for work; what is started here lives there, too."""
    models, home, passing = installed_models(), folder / "home", folder / "passing"
    for new in (home / "data", passing, folder / "work"):
        new.mkdir(parents=True)
    (home / "data" / "models").symlink_to(models)
    before = {name: os.environ.get(name) for name in (HOME_VARIABLE, "TMPDIR")}
    os.environ[HOME_VARIABLE], os.environ["TMPDIR"] = str(home), str(passing)
    tempfile.tempdir = None
    try:
        yield folder / "work"
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        tempfile.tempdir = None


def run(folder: Path, times: int, seed: int, kinds: Sequence[str]) -> list[Tally]:
    """Kill each kind so many times.

    Args:
        folder: empty; everything lies there.
    """
    with a_place_of_its_own(folder) as work:
        picture, project = work / "portrait.png", work / "portrait.galatea"
        write_picture(picture, _portrait())
        write_project(project, ProjectFile(_animated(picture)))
        studio = [sys.executable, "-m", "studio"]
        goals = [work / "film.mp4", work / "frames"]
        all_kinds: dict[str, Callable[[random.Random], Tally]] = {
            "autosave": lambda lot: sessions_killed(project, times, lot),
            "animate": lambda lot: films_killed(
                "animate", [*studio, "animate", str(picture), "--text", _TEXT], goals[:1], times, lot
            ),
            "export": lambda lot: films_killed(
                "export", [*studio, "export", str(project)], goals, times, lot
            ),
        }
        return [all_kinds[kind](random.Random(f"{seed} {kind}")) for kind in kinds]


def _portrait() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A face and little more, small."""
    whole = read_picture(resource("samples/astronaut.jpg")).pixels
    side = len(whole) * 3 // 5
    left = (whole.shape[1] - side) // 2
    face = whole[:side, left : left + side]
    return np.ascontiguousarray(cv2.resize(face, (_SIZE, _SIZE), interpolation=cv2.INTER_AREA), np.uint8)


def _animated(picture: Path) -> Project:
    opened = edits.portrait_opened(media_of(picture), FaceState(), _RATE)
    return edits.range_set(Seconds(0), _LENGTH)(opened(Project()))


def shown(tallies: Sequence[Tally]) -> Table:
    """The tallies, for a person."""
    table = Table("killed", "times", "had ended", "lost", "left behind")
    for tally in tallies:
        table.add_row(
            tally.what, *(str(n) for n in (tally.times, tally.ended, len(tally.lost), len(tally.left)))
        )
    return table


KINDS: Final = ("autosave", "animate", "export")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=100, help="how often each is killed")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", choices=KINDS, action="append", help="one kind, or several")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tallies = run(Path(folder), given.times, given.seed, given.only or KINDS)
    console = Console()
    console.print(shown(tallies))
    for tally in tallies:
        for told in (*tally.lost, *tally.left):
            console.print(f"{tally.what}: {told}")
    return 0 if all(tally.is_clean for tally in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
