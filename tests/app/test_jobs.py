"""Work in the background: order, results, errors, stopping, and only the newest of many."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue

import pytest

from studio.app.jobs import Lane, Latest
from studio.core.errors import NoFace, StudioError


class Desk:
    """A thread's queue of calls, as a window has one."""

    def __init__(self) -> None:
        self.calls: Queue[Callable[[], None]] = Queue()

    def work_until(self, done: Callable[[], bool]) -> None:
        while not done():
            try:
                self.calls.get(timeout=60)()
            except Empty:
                pytest.fail("nothing was delivered")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def lane(desk: Desk) -> Iterator[Lane]:
    lane = Lane("test", desk.calls.put)
    yield lane
    lane.close()


def test_that_results_come_in_order_on_the_asking_thread(desk: Desk, lane: Lane) -> None:
    got: list[tuple[int, str]] = []
    for number in range(4):
        lane.start("count", lambda _, n=number: n, lambda n: got.append((n, threading.current_thread().name)))
    desk.work_until(lambda: len(got) == 4)
    assert got == [(n, threading.current_thread().name) for n in range(4)]


def test_that_an_error_is_told_and_the_lane_goes_on(desk: Desk, lane: Lane) -> None:
    told: list[Exception] = []
    got: list[int] = []

    def fail(_: object) -> int:
        raise NoFace("No face.")

    lane.start("fail", fail, failed=told.append)
    lane.start("go on", lambda _: 1, got.append)
    desk.work_until(lambda: bool(got))
    assert [type(error) for error in told] == [NoFace]


def test_that_what_would_end_the_program_is_told_and_the_lane_goes_on(desk: Desk, lane: Lane) -> None:
    told: list[Exception] = []
    got: list[int] = []

    def leave(_: object) -> int:
        raise SystemExit(0)

    def fill(_: object) -> int:
        raise MemoryError

    lane.start("leave", leave, failed=told.append)
    lane.start("fill", fill, failed=told.append)
    lane.start("go on", lambda _: 1, got.append)
    desk.work_until(lambda: bool(got))
    assert [isinstance(error, StudioError) for error in told] == [True, True]
    assert "SystemExit" in str(told[0])
    assert "memory" in str(told[1])


def test_that_a_stopped_job_delivers_nothing(desk: Desk, lane: Lane) -> None:
    begun, go = threading.Event(), threading.Event()
    got: list[int] = []
    ended: list[bool] = []

    def work(tell: Callable[[float, str], None]) -> int:
        begun.set()
        assert go.wait(60)
        tell(0.5, "half")
        return 1

    job = lane.start("long", work, got.append, ended=lambda: ended.append(True))
    assert begun.wait(60)
    job.cancel()
    go.set()
    desk.work_until(lambda: bool(ended))
    assert got == []
    assert job.wait(60)
    assert lane.jobs == ()


def test_that_only_the_newest_of_many_is_made(desk: Desk, lane: Lane) -> None:
    go = threading.Event()
    made: list[int] = []
    got: list[int] = []
    latest: Latest[int] = Latest(lane, "drawing")

    def work(number: int) -> int:
        assert go.wait(60)
        made.append(number)
        return number

    for number in range(20):
        latest.ask(lambda _, n=number: work(n), got.append)
    go.set()
    desk.work_until(lambda: 19 in got)
    assert made == [0, 19]


def test_that_what_is_forgotten_is_not_delivered(desk: Desk, lane: Lane) -> None:
    go = threading.Event()
    got: list[int] = []
    ended: list[bool] = []
    latest: Latest[int] = Latest(lane, "drawing")
    latest.ask(lambda _: int(go.wait(60)), got.append)
    latest.forget()
    go.set()
    lane.start("after", lambda _: 0, lambda _: ended.append(True))
    desk.work_until(lambda: bool(ended))
    assert got == []
