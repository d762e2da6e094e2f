"""The short part of ``make fuzz``, and that it would see what goes wrong."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import UsageError
from tests.conftest import install_fakes
from tests.fuzz.__main__ import Fuzz
from tests.fuzz.inputs import KINDS, made
from tests.fuzz.judging import Job, Judge
from tests.fuzz.valid import Valid

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="memory is measured so on Linux"
)

_INPUTS = 300


def test_that_hundreds_of_hostile_inputs_are_refused_or_read_and_leave_nothing(tmp_path: Path) -> None:
    fuzz = Fuzz(tmp_path, seed=18, patience=60)
    assert fuzz.run(iter(range(_INPUTS))) == []
    assert sum(tally.codes.total() for tally in fuzz.tallies.values()) == _INPUTS
    assert all(fuzz.tallies[kind].codes for kind in KINDS), "each kind was tried"


@pytest.mark.parametrize("kind", KINDS)
def test_that_an_input_can_be_had_again_by_its_number(kind: str, tmp_path: Path) -> None:
    valid = Valid(tmp_path / "valid")
    once, again = (
        _content(made(7, 3, valid, tmp_path / name, kind).job, tmp_path / name) for name in ("a", "b")
    )
    assert once == again
    assert once


def _content(job: Job, folder: Path) -> str:
    files = {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return f"{job}{files}".replace(str(folder), "")


# Planted faults --------------------------------------------------------------------------------------


def calm(path: str) -> None:
    """Nothing is wrong."""


def refusing(path: str) -> None:
    raise UsageError("No.", "Give another.")


def failing(path: str) -> None:
    raise ZeroDivisionError


def leaving(path: str) -> None:
    raise SystemExit(0)


def crashing(path: str) -> None:
    os.abort()


def greedy(path: str) -> None:
    taken = bytearray(400 << 20)
    taken[::4096] = b"x" * len(taken[::4096])


def busy(path: str) -> None:
    while True:
        pass


def waiting(path: str) -> None:
    time.sleep(100_000)


def littering(path: str) -> None:
    Path(path, "out", ".film.12345678.part.mp4").write_bytes(b"half")


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    folder = tmp_path_factory.mktemp("judge")
    judge = Judge(folder, install_fakes(folder / "site"), patience=60, memory=1 << 40)
    yield judge
    judge.close()


def _wrong(judge: Judge, name: str, folder: Path) -> str:
    (folder / "out").mkdir()
    return judge.judge(Job(f"tests.test_fuzz:{name}", path=folder), folder).wrong


@pytest.mark.parametrize("name", ["calm", "refusing"])
def test_that_what_is_read_or_refused_in_words_is_right(judge: Judge, name: str, tmp_path: Path) -> None:
    assert _wrong(judge, name, tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("failing", "ZeroDivisionError"), ("leaving", "SystemExit"), ("crashing", "SIGABRT"),
        ("littering", "a part is left behind: out/.film"),
    ],
)  # fmt: skip
def test_that_what_goes_wrong_is_seen(judge: Judge, name: str, words: str, tmp_path: Path) -> None:
    assert words in _wrong(judge, name, tmp_path)


def test_that_too_much_memory_is_seen(judge: Judge, tmp_path: Path) -> None:
    used = judge.judge(Job("tests.test_fuzz:calm", path=tmp_path), tmp_path).peak
    judge.memory = used + (200 << 20)
    assert "GB" in _wrong(judge, "greedy", tmp_path)
    judge.memory = 1 << 40


@pytest.mark.parametrize("name", ["busy", "waiting"])
def test_that_what_never_ends_is_ended(judge: Judge, name: str, tmp_path: Path) -> None:
    assert _wrong(judge, "calm", tmp_path) == ""
    judge.patience = 0.2
    (tmp_path / "out").rmdir()
    wrong = _wrong(judge, name, tmp_path)
    judge.patience = 60
    assert wrong.startswith("it takes longer")


def test_that_a_command_that_fails_in_a_way_nobody_foresaw_is_seen(judge: Judge, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    command = ("edit", str(tmp_path / "nobody.png"), "-s", "AU12=1", "-o", str(out))
    assert judge.judge(Job("command", command, result=out), tmp_path).wrong == ""
    assert judge.judge(Job("process", command, result=out), tmp_path).code == 3
