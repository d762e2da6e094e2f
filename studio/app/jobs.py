"""Work in the background: it takes values and gives values, tells how far it is, and can be stopped.

A lane does one thing after another, on a thread of its own. Results come back through ``deliver``, which
the window makes a call on its own thread. What was cancelled, or asked for again since, is never delivered.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from studio.core.errors import Cancelled, StudioError
from studio.core.words import Said
from studio.engine.providers import blamed

Result = TypeVar("Result")
Progress = Callable[[float, str], None]
Deliver = Callable[[Callable[[], None]], None]


class Job(Generic[Result]):
    """A piece of work under way.

    Attributes:
        title: what it does, for a person to read.
        progress: how far it is, 0–1, and what it is doing.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.progress: tuple[float, str] = (0.0, "")
        self._cancelled = threading.Event()
        self._ended = threading.Event()
        self._is_over = False

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def has_ended(self) -> bool:
        """The work is done, and whoever asked for it was told."""
        return self._is_over

    def cancel(self) -> None:
        """Stop it where it next tells how far it is; nothing of it will be delivered."""
        self._cancelled.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Until the work has ended; False if it has not by then."""
        return self._ended.wait(seconds)

    def _tell(self, part: float, what: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled(Said("Stopped."))
        self.progress = (part, what)


def _nothing(_value: Any) -> None:
    """Nobody wants to know."""


class Lane:
    """Does one job after another.

    Args:
        deliver: calls what it is given on the thread of the one who asks.
        failed: is told of errors that a job's own ``failed`` does not take; anything but a
            ``StudioError`` is a defect of the studio.
    """

    def __init__(self, name: str, deliver: Deliver, failed: Callable[[Exception], None] = _nothing) -> None:
        self._deliver = deliver
        self._failed = failed
        self._pool = ThreadPoolExecutor(1, name)
        self._jobs: list[Job[Any]] = []

    @property
    def jobs(self) -> tuple[Job[Any], ...]:
        """What is under way or waits."""
        self._jobs = [job for job in self._jobs if not job.has_ended]
        return tuple(self._jobs)

    def start(
        self,
        title: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None] = _nothing,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] = lambda: None,
    ) -> Job[Result]:
        """Do a piece of work after what waits already.

        Args:
            work: is given what to tell its progress to, which raises ``Cancelled`` when it should stop.
            done: is given the result; ``failed``: the error.
            ended: called after either, and after a stop.
        """
        job: Job[Result] = Job(title)
        self._jobs = [*self.jobs, job]
        self._pool.submit(self._run, job, work, done, failed or self._failed, ended)
        return job

    def cancel(self) -> None:
        """Stop everything that is under way or waits."""
        for job in self.jobs:
            job.cancel()

    def close(self) -> None:
        """Stop everything and wait for it."""
        self.cancel()
        self._pool.shutdown()

    def _run(
        self,
        job: Job[Result],
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        ended: Callable[[], None],
    ) -> None:
        def over() -> None:
            job._is_over = True
            ended()

        try:
            if not job.is_cancelled:
                result = work(job._tell)
                self._deliver(lambda: None if job.is_cancelled else done(result))
        except Cancelled:
            job.cancel()
        except BaseException as error:  # noqa: BLE001 - the end of a job: whatever it is, a person is told
            problem = blamed(error)
            self._deliver(lambda: None if job.is_cancelled else failed(problem))
        finally:
            job._ended.set()
            self._deliver(over)


def is_defect(error: Exception) -> bool:
    """Whether an error is the studio's own fault rather than something to tell the person about."""
    return not isinstance(error, StudioError)


class Latest(Generic[Result]):
    """Of things asked for in quick succession, only the newest is made: a slider that is dragged."""

    def __init__(self, lane: Lane, title: str) -> None:
        self._lane = lane
        self._title = title
        self._number = 0
        self._waiting: Callable[[], None] | None = None
        self._busy = False

    def ask(self, work: Callable[[Progress], Result], done: Callable[[Result], None]) -> None:
        """Make this next; what was asked for before and has not begun is forgotten."""
        self._waiting = lambda: self._begin(work, done)
        if not self._busy:
            self._next()

    def forget(self) -> None:
        """Deliver nothing of what was asked for so far."""
        self._number += 1
        self._waiting = None

    def _next(self) -> None:
        begin, self._waiting = self._waiting, None
        self._busy = begin is not None
        if begin is not None:
            begin()

    def _begin(self, work: Callable[[Progress], Result], done: Callable[[Result], None]) -> None:
        number = self._number
        self._lane.start(
            self._title,
            work,
            lambda result: done(result) if number == self._number else None,
            ended=self._next,
        )
