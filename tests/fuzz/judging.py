"""Runs inputs in processes that may break, and judges what came of each."""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from tests.fuzz.worker import NO_EXIT

ROOT: Final = Path(__file__).resolve().parents[2]
FORESEEN: Final = frozenset((0, 2, 3, 4, 5, 6, 7, 71))
"""Exit codes that a person is told something with; 71 is: not enough memory."""
_LOOK: Final = 0.05
"""Seconds between two looks at a process."""
_GROWN: Final = 300
"""Jobs after which a worker is replaced: what it keeps of them is not the fault of the next."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with an input.

    Attributes:
        way: "command", "process" (the same in a process of its own), or a reader; see ``tests.fuzz.worker``.
        arguments: of the command; of a reader, what it is given besides the path.
        path: what a reader reads.
        result: where a command writes, if it does.
        site: a folder of packages that are installed meanwhile.
    """

    way: str
    arguments: tuple[str, ...] = ()
    path: Path = Path()
    result: Path | None = None
    site: Path | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a job.

    Attributes:
        wrong: what should not be so, in words; empty if all is well.
        seconds, peak: how long it took, and how many bytes it needed.
        said: what was said.
    """

    code: int | str
    wrong: str
    seconds: float
    peak: int
    said: str = ""


@dataclass(slots=True)
class Judge:
    """Does jobs, one after another.

    Attributes:
        folder: of its own, for homes and logs.
        site: packages that are installed for all jobs.
        patience: seconds of a processor's time after which a job takes too long; of waiting for something
            else than a processor five times as many.
        memory: bytes that are too many.
    """

    folder: Path
    site: Path
    patience: float = 20.0
    memory: int = 1500 << 20
    _worker: "subprocess.Popen[str] | None" = field(default=None, init=False)
    _jobs: int = field(default=0, init=False)

    def judge(self, job: Job, around: Path) -> Verdict:
        """Do a job.

        Args:
            around: the folder of the input; nothing half-made may be left in it.
        """
        before = _names(around)
        verdict = self._done(job)
        if verdict.wrong.startswith("it takes"):  # a busy machine is no fault: once more, from the beginning
            self._clear(around, before)
            verdict = self._done(job)
        wrong = verdict.wrong or _left(job, verdict, _names(around) - before)
        return Verdict(verdict.code, wrong, verdict.seconds, verdict.peak, verdict.said)

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def _clear(self, around: Path, before: set[str]) -> None:
        for name in _names(around) - before:
            (around / name).unlink(missing_ok=True)

    def _done(self, job: Job) -> Verdict:
        return self._in_process(job) if job.way == "process" else self._in_worker(job)

    # A process of its own

    def _in_process(self, job: Job) -> Verdict:
        with (self.folder / "said.log").open("w+b") as log:
            command = [sys.executable, "-m", "studio", *job.arguments]
            process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment(job.site), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip
            watch, peak, took, wrong = _Watch(process.pid), 0, 0.0, ""
            while process.poll() is None and not wrong:
                time.sleep(_LOOK)
                peak, took = max(peak, _memory_of(process.pid)), max(took, _work_of(process.pid))
                wrong = self._too_much(took, watch.waited(), peak)
            process.kill()
            process.wait()
            log.seek(0)
            said = log.read().decode("utf-8", "replace")[-6000:]
        code = process.returncode
        return Verdict(code, wrong or _said_wrong(code, said), took, peak, said)

    # A worker that is warm

    def _in_worker(self, job: Job) -> Verdict:
        worker = self._warm()
        assert worker.stdin is not None
        assert worker.stdout is not None
        home = self.folder / "home"
        asked = {
            "way": job.way, "path": str(job.path), "arguments": job.arguments, "home": str(home),
            "site": str(job.site) if job.site else "",
        }  # fmt: skip
        watch, before, took = _Watch(worker.pid), _work_of(worker.pid), 0.0
        worker.stdin.write(json.dumps(asked) + "\n")
        worker.stdin.flush()
        line, peak, wrong = "", 0, ""
        while not (line or wrong):
            line, ended = _line_of(worker.stdout)
            if ended:
                break
            peak, took = max(peak, _memory_of(worker.pid)), _work_of(worker.pid) - before
            wrong = "" if line else self._too_much(took, watch.waited(), peak)
        if not line:
            return self._broken(wrong, took, peak)
        told = json.loads(line)
        peak = max(peak, told["peak"])
        wrong = self._too_much(took, 0.0, peak) or _said_wrong(told["code"], told["said"])
        return Verdict(told["code"], wrong, took, peak, told["said"])

    def _warm(self) -> "subprocess.Popen[str]":
        if self._worker is not None and self._jobs >= _GROWN:
            self.close()
        if self._worker is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "worker.log").open("w") as log:
                self._worker = subprocess.Popen(
                    [sys.executable, "-m", "tests.fuzz.worker"], cwd=ROOT, env=self._environment(None),
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, bufsize=1,
                )  # fmt: skip
            self._jobs = 0
            _wait_until_loaded(self._worker)
        self._jobs += 1
        return self._worker

    def _broken(self, wrong: str, took: float, peak: int) -> Verdict:
        assert self._worker is not None
        if not wrong:
            self._worker.wait()
            code = self._worker.returncode
            wrong = f"it ended the process ({signal.Signals(-code).name if code < 0 else code})"
        self.close()
        said = (self.folder / "worker.log").read_text("utf-8", "replace")[-6000:]
        shutil.rmtree(self.folder / "home", ignore_errors=True)
        return Verdict(NO_EXIT, wrong, took, peak, said)

    def _too_much(self, took: float, waited: float, peak: int) -> str:
        if took > self.patience or waited > 5 * self.patience:
            return f"it takes longer than {self.patience:g} s"
        if peak > self.memory:
            return f"it needs {peak / 2**30:.1f} GB"
        return ""

    def _environment(self, site: Path | None) -> dict[str, str]:
        paths = [str(each) for each in (site, self.site, ROOT) if each]
        own = {
            "PYTHONPATH": os.pathsep.join(paths), "GALATEA_HOME": str(self.folder / "home"), "COLUMNS": "200",
            "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip
        return {**os.environ, **own}


class _Watch:
    """How long a process has waited for anything but a processor, which a busy machine may not give it."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._looked = time.monotonic()
        self._waited = 0.0

    def waited(self) -> float:
        """Seconds so far; to be asked often."""
        now = time.monotonic()
        self._waited += 0 if _is_ready(self._process) else now - self._looked
        self._looked = now
        return self._waited


def ready(path: str) -> None:
    """A job that does nothing."""


def _wait_until_loaded(worker: "subprocess.Popen[str]") -> None:
    """However long it takes: that is no job's fault."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    asked = {"way": "tests.fuzz.judging:ready", "path": "", "arguments": [], "home": "", "site": ""}
    worker.stdin.write(json.dumps(asked) + "\n")
    worker.stdin.flush()
    worker.stdout.readline()


def _line_of(pipe: IO[str]) -> tuple[str, bool]:
    """A line, if one comes soon; and whether none will come any more."""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        if not selector.select(_LOOK):
            return "", False
    line = pipe.readline()
    return line, not line


def _memory_of(process: int) -> int:
    """Bytes that it holds now; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _work_of(process: int) -> float:
    """Seconds that processors have worked for it; the clock's, where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return time.monotonic()


def _is_ready(process: int) -> bool:
    """Whether it works or loads, or would if it had a processor or a disk to itself."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in ("R", "D")
    except (OSError, IndexError):
        return False


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if "__pycache__" not in path.parts}


def _said_wrong(code: int | str, said: str) -> str:
    if code == NO_EXIT:
        return f"an exception came out: {said.strip().splitlines()[-1][:160]}"
    if code not in FORESEEN:
        return f"exit {code}"
    if "Traceback (most recent call last)" in said:
        return "a traceback is shown"
    if code and not said.strip():
        return f"exit {code} without a word"
    return ""


def _left(job: Job, verdict: Verdict, left: set[str]) -> str:
    parts = sorted(name for name in left if ".part" in name)
    if parts:
        return f"a part is left behind: {parts[0]}"
    if job.result is None or verdict.code == 0:
        return ""
    return f"exit {verdict.code}, and yet there is {sorted(left)[0]}" if left else ""
