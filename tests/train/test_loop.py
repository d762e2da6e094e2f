"""The one loop: it teaches several networks, ends when it should, goes on to the same bits after a crash."""

import csv
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from studio.core.errors import UsageError
from studio.train.checkpoint import CheckpointDamaged, read
from studio.train.curves import Diverged, Losses
from studio.train.loop import Habits, Outcome
from studio.train.machine import sow
from studio.train.pace import Length
from tests.train.toy import ToyLesson, loop_of

ROOT = Path(__file__).resolve().parents[2]
STEPS = 60


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training that went through in one go."""
    work = tmp_path_factory.mktemp("whole")
    loop_of(work, Length(STEPS)).run()
    return work


def _kill(work: Path, *where: str) -> None:
    """Start it as a program, and kill it (on POSIX: SIGKILL) when it is stuck there."""
    program = [sys.executable, "-m", "tests.train.toy", str(work), str(STEPS), *where]
    with subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stuck\n"
        process.kill()
        assert process.wait() != 0


def _assert_same(work: Path, other: Path) -> None:
    a, b = (read(folder / f"step-{STEPS:08}.safetensors") for folder in (work, other))
    assert a.facts == b.facts
    assert a.tensors.keys() == b.tensors.keys()
    assert [n for n in a.tensors if not torch.equal(a.tensors[n], b.tensors[n])] == []
    assert (work / "curve.csv").read_bytes() == (other / "curve.csv").read_bytes()


def _kept(work: Path) -> list[str]:
    return sorted(path.name for path in work.glob("step-*"))


def _rows(work: Path) -> list[dict[str, str]]:
    with (work / "curve.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_that_a_killed_training_ends_with_the_very_bits_of_one_that_was_not(
    whole: Path, tmp_path: Path
) -> None:
    _kill(tmp_path, "--stuck-in-write", "1")
    assert _kept(tmp_path) == ["step-00000007.part"]
    _kill(tmp_path, "--stuck-in-step", "38")
    assert _kept(tmp_path) == ["step-00000028.safetensors", "step-00000035.safetensors"]
    _kill(tmp_path, "--stuck-in-write", "2")
    assert _kept(tmp_path)[-1] == "step-00000049.part"
    loop_of(tmp_path, Length(STEPS)).run()
    _assert_same(whole, tmp_path)


def test_that_several_sittings_are_one_training(whole: Path, tmp_path: Path) -> None:
    for _ in range(20):
        outcome = loop_of(tmp_path, Length(STEPS, sitting=17 / 60)).run()
        if outcome.done == 1:
            break
    assert outcome == Outcome(STEPS, float(STEPS), 1.0)
    _assert_same(whole, tmp_path)


def test_that_two_networks_teach_each_other(tmp_path: Path) -> None:
    loop = loop_of(tmp_path, Length(240), habits=Habits(report=20))
    before = loop.lesson.figures()["off"]
    loop.run()
    rows = _rows(tmp_path)
    assert [int(row["step"]) for row in rows] == list(range(20, 241, 20))
    assert max(float(row["off"]) for row in rows[-3:]) < 0.4 * before


def test_that_work_ends_after_its_minutes(tmp_path: Path) -> None:
    assert loop_of(tmp_path, Length(1000, minutes=0.5)).run() == Outcome(30, 30.0, 1.0)
    again = loop_of(tmp_path, Length(1000, minutes=0.75)).run()
    assert again == Outcome(45, 45.0, 1.0)


def test_that_a_training_that_is_done_stays_as_it_is(tmp_path: Path) -> None:
    first = loop_of(tmp_path, Length(10)).run()
    stored = {path.name: path.read_bytes() for path in tmp_path.glob("step-*")}
    loop = loop_of(tmp_path, Length(10), _refuse)
    assert loop.run() == first
    assert {path.name: path.read_bytes() for path in tmp_path.glob("step-*")} == stored


def _refuse(step: int) -> None:
    raise AssertionError(f"step {step} was taught again")


def test_that_only_what_was_asked_for_begins_anew(tmp_path: Path) -> None:
    begun: list[int] = []
    loop_of(tmp_path, Length(10)).run()
    loop_of(tmp_path, Length(12), begun.append).run(resume=True)
    assert begun == [10, 11]
    loop_of(tmp_path, Length(2), begun.append).run(anew=True)
    assert begun == [10, 11, 0, 1]


def test_that_there_must_be_something_to_go_on_with(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No training was begun"):
        loop_of(tmp_path, Length(10)).run(resume=True)


def test_that_another_recipe_is_refused(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(10)).run()
    with pytest.raises(UsageError, match="another recipe: recipe toy, not other"):
        loop_of(tmp_path, Length(20), recipe="other").run()


def test_that_other_networks_are_refused(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(10)).run()
    loop = loop_of(tmp_path, Length(20))
    loop.lesson.taught.nets["judge"] = torch.nn.Linear(5, 1)
    with pytest.raises(UsageError, match="of other networks"):
        loop.run()


def test_that_a_damaged_checkpoint_is_told_of_and_the_one_before_is_used(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(20)).run()
    older, last = sorted(tmp_path.glob("step-*"))
    said: list[str] = []
    last.write_bytes(last.read_bytes()[:-100])
    taught: list[int] = []
    assert loop_of(tmp_path, Length(20), taught.append, tell=said.append).run().steps == 20
    assert taught[0] == int(older.stem.removeprefix("step-")) == 14
    assert last.name in said[0]
    assert "damaged" in said[0]
    assert [path.suffix for path in sorted(tmp_path.glob(f"{last.stem}*"))] == [".damaged", ".safetensors"]


def test_that_nothing_begins_by_itself_where_all_checkpoints_are_damaged(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(20)).run()
    for path in tmp_path.glob("step-*"):
        path.write_bytes(b"")
    with pytest.raises(CheckpointDamaged, match="--anew"):
        loop_of(tmp_path, Length(20), _refuse).run()


class _Astray(ToyLesson):
    """Spoils a weight, or a loss, at step 10."""

    def __init__(self, what: str) -> None:
        super().__init__(sow(0))
        self._what = what

    def step(self, batch: torch.Tensor, step: int) -> Losses:
        losses = super().step(batch, step)
        if step == 10 and self._what == "weight":
            self.taught.nets["generator"][0].weight.data[0, 0] = torch.nan
            return {"judge": 1.0}
        return losses if step < 10 else {"judge": 1.0 if self._what == "weight" else torch.inf}


@pytest.mark.parametrize(("what", "named"), [("weight", "net/generator/0.weight"), ("loss", "judge")])
def test_that_what_went_astray_is_never_stored(tmp_path: Path, what: str, named: str) -> None:
    loop = loop_of(tmp_path, Length(14))
    loop.lesson = _Astray(what)
    with pytest.raises(Diverged, match=f"{named} is no longer a number"):
        loop.run()
    assert _kept(tmp_path) == ["step-00000007.safetensors"]


def test_that_sheets_are_drawn_while_it_learns(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(40)).run()
    sheets = sorted((tmp_path / "sheets").iterdir())
    assert [path.name for path in sheets] == ["step-00000016.png", "step-00000032.png"]
    np.testing.assert_array_equal(cv2.imread(str(sheets[0]))[0, 0], (0, 0, 255))


def test_that_the_loop_needs_nothing_but_torch_numpy_safetensors_and_cv2() -> None:
    """On a bare machine; what torch brings along itself is let through."""
    code = """
import sys
mine = "torch torchgen functorch numpy safetensors cv2 studio tests"
torchs = "sympy mpmath networkx jinja2 markupsafe fsspec filelock typing_extensions"
allowed = {*mine.split(), *torchs.split(), *sys.stdlib_module_names}
class OnlyThese:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, OnlyThese())
from studio.train import batches, checkpoint, command_line, curves, loop, machine, pace, taught
try:
    import platformdirs
except ModuleNotFoundError:
    print("bare")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "bare\n", done.stderr


def test_that_the_curve_tells_steps_seconds_and_means(tmp_path: Path) -> None:
    loop_of(tmp_path, Length(20)).run()
    rows = _rows(tmp_path)
    assert list(rows[0]) == ["step", "seconds", "judge", "generator", "off"]
    assert [(row["step"], row["seconds"]) for row in rows] == [("8", "8.0"), ("16", "16.0")]
