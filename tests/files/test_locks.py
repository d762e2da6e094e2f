"""What is held is free again when its holder ends, and nobody takes it for free before."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from studio.files.locks import hold, left_by_the_dead, locked

HOLDS = """
import os, sys
from pathlib import Path
from studio.files.locks import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
os._exit(9)
"""


def test_that_what_a_process_holds_is_free_when_it_ends_however(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert hold(lock, patience=0) is None
        assert list(left_by_the_dead(tmp_path)) == []
        assert lock.exists()
        other.kill()
        other.wait()
        assert list(left_by_the_dead(tmp_path)) == [lock]
    assert list(tmp_path.iterdir()) == []


def test_that_it_is_let_go_on_any_thread_and_leaves_nothing(tmp_path: Path) -> None:
    held = hold(tmp_path / "a.lock")
    assert held is not None
    thread = threading.Thread(target=held.let_go)
    thread.start()
    thread.join()
    assert list(tmp_path.iterdir()) == []


def test_that_of_many_only_one_holds_it_at_a_time(tmp_path: Path) -> None:
    inside, most, turns = 0, 0, 0
    counting = threading.Lock()

    def take() -> None:
        nonlocal inside, most, turns
        for _ in range(100):
            with locked(tmp_path / "a.lock", patience=0) as free:
                if not free:
                    continue
                with counting:
                    inside, turns = inside + 1, turns + 1
                    most = max(most, inside)
                with counting:
                    inside -= 1

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert turns > 0
