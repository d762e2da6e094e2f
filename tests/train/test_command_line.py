"""What all trainings' command lines have alike."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from studio.core.errors import UsageError
from studio.train.command_line import learn, length_of, options, read_recipe, settings, told
from studio.train.machine import sow
from studio.train.pace import Length
from tests.train.toy import ToyLesson


@dataclass(frozen=True)
class Recipe:
    seed: int = 0
    minutes: float = 5.0
    steps: int = 100
    widths: tuple[int, ...] = ()

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "recipe.toml").write_text("seed = 1\nsteps = 50\nwidths = [4, 8]\n")
    return folder


def ask(tmp_path: Path, *words: str):
    parser = options("Teach.", out=tmp_path / "out", work=tmp_path / "work")
    return parser.parse_args(words)


def test_that_a_new_folder_gets_the_shipped_recipe(tmp_path: Path, shipped: Path) -> None:
    recipe = read_recipe(ask(tmp_path), shipped, Recipe)
    assert recipe == Recipe(seed=1, steps=50, widths=(4, 8))
    assert (tmp_path / "out/recipe.toml").read_text() == (shipped / "recipe.toml").read_text()


def test_that_the_folder_s_own_recipe_counts(tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/recipe.toml").write_text("seed = 2")
    assert read_recipe(ask(tmp_path), shipped, Recipe).seed == 2
    assert read_recipe(ask(tmp_path, "--seed", "0"), shipped, Recipe).seed == 0


def test_that_an_unknown_setting_is_named(tmp_path: Path, shipped: Path) -> None:
    (shipped / "recipe.toml").write_text("sed = 1")
    with pytest.raises(UsageError, match="nobody knows: sed"):
        read_recipe(ask(tmp_path), shipped, Recipe)


def test_that_what_is_asked_for_replaces_the_recipe_s_length(tmp_path: Path) -> None:
    whole = Recipe()
    assert length_of(ask(tmp_path), whole) == Length(100, 5.0)
    assert length_of(ask(tmp_path, "--steps", "7", "--sitting", "2"), whole) == Length(7, 5.0, 2.0)
    assert length_of(ask(tmp_path, "--minutes", "0.5"), whole) == Length(100, 0.5)


def test_that_a_training_may_become_longer_and_nothing_else() -> None:
    assert settings(Recipe(steps=1)) == settings(Recipe(steps=2, minutes=9)) != settings(Recipe(seed=1))


def test_that_a_lesson_is_taught_where_and_as_long_as_asked(tmp_path: Path) -> None:
    asked = ask(tmp_path, "--steps", "3")
    assert learn(asked, ToyLesson(sow(0)), Recipe()).steps == 3
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["step-00000003.safetensors"]
    again = ask(tmp_path, "--steps", "5", "--resume")
    assert learn(again, ToyLesson(sow(0)), Recipe()).steps == 5
    with pytest.raises(UsageError, match="another recipe: seed 0, not 1"):
        learn(again, ToyLesson(sow(0)), Recipe(seed=1))


def test_that_beginning_anew_and_going_on_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        ask(tmp_path, "--anew", "--resume")


def test_that_errors_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise UsageError("There is no such thing.", "Name another.")

    with pytest.raises(SystemExit) as ended:
        told(fail)
    assert ended.value.code == UsageError.exit_code
    assert capsys.readouterr().out == "There is no such thing. Name another.\n"
