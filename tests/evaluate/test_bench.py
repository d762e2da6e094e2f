"""The bench: it measures what it says, and says what it could not measure."""

import subprocess
import time
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate import bench
from studio.evaluate.bench import Figure


def test_that_calls_take_turns_and_the_first_round_does_not_count():
    order = []
    times = bench.taking_turns(
        {"a": lambda i: order.append(("a", i)), "b": lambda i: order.append(("b", i))}, 2
    )
    assert order == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    assert {name: rows.shape for name, rows in times.items()} == {"a": (2, 2), "b": (2, 2)}


def test_that_waiting_takes_time_but_no_work(monkeypatch):
    now = SimpleNamespace(wall=100.0, processor=7.0)

    def wait(_):
        now.wall += 0.02
        now.processor += 0.001

    monkeypatch.setattr(time, "perf_counter", lambda: now.wall)
    monkeypatch.setattr(time, "process_time", lambda: now.processor)
    times = bench.taking_turns({"wait": wait}, 3)["wait"]
    monkeypatch.undo()
    found = bench.figure_of("waiting", times, 15)
    assert found.median == pytest.approx(20)
    assert found.processor == pytest.approx(1)
    assert found.p95 >= found.median
    assert found.holds is False


def test_that_a_ratio_is_taken_round_by_round():
    slow = np.array([[0.2, 0], [2.0, 0], [0.4, 0]])
    fast = np.array([[0.1, 0], [1.0, 0], [0.2, 0]])
    assert bench.ratio_of("slow ÷ fast", slow, fast).median == pytest.approx(2)


def test_that_bounds_hold_from_above_or_below():
    assert Figure("time", "ms", 19.0, bound=20).holds
    assert not Figure("time", "ms", 21.0, bound=20).holds
    assert Figure("speed", "×", 1.2, bound=1, at_least=True).holds
    assert not Figure("speed", "×", 0.8, bound=1, at_least=True).holds
    assert Figure("time", "ms", bound=20, note="not installed").holds is None
    assert Figure("time", "ms", 3.0).holds is None


def test_that_the_portrait_has_a_face_of_the_size_that_is_promised():
    landmarker = FaceLandmarker()
    pixels = bench.portrait(bench.HD, 512, landmarker)
    assert pixels.shape == (1080, 1920, 3)
    (face,) = landmarker.find(pixels)
    assert face.box[3] - face.box[1] == pytest.approx(512, rel=0.05)


def test_that_a_longer_text_says_more():
    assert len(bench.sample_text(100)) > 8 * len(bench.sample_text(10))


def test_that_an_export_is_measured_from_outside():
    made = bench.export(1.0, bench.photograph()[0:300, 80:380])
    assert 0.5 < made.length < 60
    assert made.took > 0
    assert 50 < made.peak < 5000, "megabytes"


@pytest.mark.parametrize("name", ["rule", "lively"])
def test_that_a_driver_or_a_manner_is_let_through_speech_and_measured_from_outside(name):
    speed, memory = bench.driving(4.0, [name])
    assert name in speed.what
    assert speed.median > 1
    assert (speed.bound, speed.at_least) == (200, True)
    assert -50 < memory.median < 100
    assert "MB; a minute: " in memory.note


def test_that_a_driver_that_fails_is_no_figure():
    with pytest.raises(subprocess.CalledProcessError):
        bench.driven_through("nobody", 1.0)


def test_that_a_peer_is_timed_in_its_own_interpreter():
    found = bench.peer("counting", "NO_SUCH_PYTHON", "def call(n):\n    sum(range(int(n)))", "200000")
    assert found.median > 0


def test_that_a_peer_that_is_not_there_says_so():
    found = bench.peer("a stranger", "NO_SUCH_PYTHON", "import surely_not_there\ncall = print")
    assert found.median is None
    assert found.note == "not installed: surely_not_there"


def test_that_what_goes_wrong_in_a_peer_is_told():
    found = bench.peer("a wreck", "NO_SUCH_PYTHON", "def call():\n    raise ValueError('it broke')")
    assert found.median is None
    assert found.note == "ValueError: it broke"


def test_that_the_table_tells_figures_and_bounds():
    console = Console(width=160)
    figures = [
        Figure("a frame", "ms", 12.3, 15.0, 11.0, 20),
        Figure("a peer", "ms", note="not installed: peer"),
    ]
    with console.capture() as captured:
        console.print(bench.shown(figures, bench.machine()))
    words = captured.get()
    assert "12.3" in words
    assert "≤ 20" in words
    assert "holds" in words
    assert "not installed: peer" in words
