"""What the command lines of all trainings have alike: arguments, the recipe's file, errors in words."""

import argparse
import os
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from studio.core.errors import StudioError, UsageError
from studio.train.loop import Habits, Lesson, Loop, Outcome
from studio.train.pace import Length


class Recipe(Protocol):
    """The settings of a training: a frozen dataclass with a ``seed``."""

    @property
    def length(self) -> Length:
        """How long it lasts."""


AnyRecipe = TypeVar("AnyRecipe", bound=Recipe)


def options(about: str, *, out: Path, work: Path) -> argparse.ArgumentParser:
    """A parser of the arguments that all trainings take.

    Args:
        about: one sentence for ``--help``.
        out: where recipe, weights and card are, unless ``--out`` says otherwise.
        work: where checkpoints and curves are, unless ``--work`` does.
    """
    parser = argparse.ArgumentParser(description=about)
    given = os.environ.get("GALATEA_DATA", "../shared/data")
    parser.add_argument("--data", type=Path, default=Path(given), help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=out, help="folder of recipe, weights and card")
    parser.add_argument("--work", type=Path, default=work, help="folder of checkpoints, curve and sheets")
    parser.add_argument("--minutes", type=float, help="of work in all, instead of the recipe's")
    parser.add_argument("--steps", type=int, help="in all, instead of the recipe's")
    parser.add_argument("--sitting", type=float, help="minutes after which to stop; a later run goes on")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--threads", type=int, default=2, help="of the processor")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"))
    parser.add_argument("--evaluate", action="store_true", help="only measure the weights that are there")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on; an error if nothing was begun")
    again.add_argument("--anew", action="store_true", help="forget what was begun")
    return parser


def read_recipe(asked: argparse.Namespace, shipped: Path, kind: type[AnyRecipe]) -> AnyRecipe:
    """The recipe beside the weights, with the seed that was asked for.

    A folder without one gets a copy of the one in ``shipped``.

    Raises:
        UsageError: the file has a setting that the recipe does not know.
    """
    path = asked.out / "recipe.toml"
    if not path.is_file():
        asked.out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped / "recipe.toml", path)
    recipe = recipe_in(path, kind)
    return recipe if asked.seed is None else replace(recipe, seed=asked.seed)  # type: ignore[type-var]


def recipe_in(path: Path, kind: type[AnyRecipe]) -> AnyRecipe:
    """The recipe that a file tells.

    Raises:
        UsageError: the file has a setting that the recipe does not know.
    """
    facts = tomllib.loads(path.read_text("utf-8"))
    unknown = facts.keys() - {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown:
        raise UsageError(
            f"{path} has settings that nobody knows: {', '.join(sorted(unknown))}.", "Remove them."
        )
    return kind(**{name: _frozen(value) for name, value in facts.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def learn(
    asked: argparse.Namespace, lesson: Lesson[Any], recipe: Recipe, habits: Habits = Habits()
) -> Outcome:
    """Teach the lesson as long and in the place that was asked for; raises what ``Loop.run`` does."""
    loop = Loop(lesson, length_of(asked, recipe), asked.work, settings(recipe), habits)
    return loop.run(anew=asked.anew, resume=asked.resume)


def length_of(asked: argparse.Namespace, recipe: Recipe) -> Length:
    """The recipe's length, with what was asked for instead."""
    changed = {
        name: getattr(asked, name)
        for name in ("steps", "minutes", "sitting")
        if getattr(asked, name) is not None
    }
    return replace(recipe.length, **changed)


def settings(recipe: Recipe) -> dict[str, Any]:
    """What must not change in the middle of a training: all of a recipe but its length."""
    facts = asdict(recipe)  # type: ignore[call-overload]
    return {name: value for name, value in facts.items() if name not in ("steps", "minutes")}


def told(main: Callable[[], None]) -> None:
    """Run a training's command line; what goes wrong for a known reason is told in words.

    Raises:
        SystemExit: with the error's exit code.
    """
    try:
        main()
    except StudioError as error:
        print(error, flush=True)
        raise SystemExit(error.exit_code) from error
