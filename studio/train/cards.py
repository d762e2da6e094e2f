"""Writes the card of a model that was taught here, from what its recipe says and what was measured.

A training has one ``Card`` with all that is known before: words, licence, data. When it ends, ``write_card``
is given that value with the steps, the minutes, the stage and the figures put in; size and sha256 are read
from the files beside the card. A hand edits the value, never the card.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from studio.files.downloads import sha256_of
from studio.files.models import Licence, Training
from studio.train.loop import Outcome
from studio.train.pace import Length

OURS = Licence("MIT", "Galatea Studio authors", url="https://opensource.org/license/mit")
"""The licence of what we taught from free data."""

Value = str | bool | int | float | Sequence[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures, and what was measured how: lines of ``about`` stand above them as comments."""

    about: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes:
        files: names of the files beside the card, the one that is loaded first.
        training: command, data and seed; how far it is when it has ended.
        limits: what it can't do, in words; the last lines of what is told about it.
        credits: whose data must be named where results are shown.
        recipe: name of the recipe beside the card, or empty.
        notes: more facts about the training, by name.
        needed, optional: as ``studio.files.models`` explains.
    """

    name: str
    title: str
    purpose: str
    about: str
    files: tuple[str, ...]
    training: Training
    limits: str = ""
    credits: str = ""
    licence: Licence = OURS
    recipe: str = "recipe.toml"
    notes: Mapping[str, str] = field(default_factory=dict)
    measured: tuple[Measured, ...] = ()
    needed: bool = False
    optional: bool = False

    def taught(self, seed: int, outcome: Outcome, whole: Length) -> "Card":
        """With where the training stands; ``whole`` is the length that the recipe asks for.

        It is ``trained`` when that length is over, ``begun`` before.
        """
        over = whole.done(outcome.steps, outcome.seconds) >= 1
        stage = "trained" if over else "begun" if outcome.steps else "untrained"
        stands = replace(
            self.training, seed=seed, steps=outcome.steps, minutes=round(outcome.minutes, 1), stage=stage
        )
        return replace(self, training=stands)


def write_card(folder: Path, card: Card) -> None:
    """Write ``card.toml`` into the folder in which the card's files lie.

    A folder that is called after the model, such as ``virtual_anchor-anna``, holds one of a person's own, and
    so it is named.

    Raises:
        OSError: a file is not there, or the folder can't be written.
    """
    if folder.name.startswith(f"{card.name}-"):
        card = replace(
            card, name=folder.name, title=f"{card.title}: {folder.name.removeprefix(card.name)[1:]}"
        )
    path = folder / "card.toml"
    beside = path.with_suffix(".part")
    beside.write_text("\n".join(_lines(card, folder)) + "\n", "utf-8")
    beside.replace(path)


def _lines(card: Card, folder: Path) -> Iterator[str]:
    yield from _pairs({"name": card.name, "title": card.title, "purpose": card.purpose})
    yield from _pairs({word: True for word in ("needed", "optional") if getattr(card, word)})
    limits = f"\nLimits: {card.limits}" if card.limits else ""
    yield f"about = {_paragraph(card.about + limits)}"
    if card.credits:
        yield f"credits = {_paragraph(card.credits)}"
    yield from ("", "[licence]", *_pairs(_licence(card.licence)))
    for name in card.files:
        file = folder / name
        yield from ("", "[[files]]", *_pairs({"name": name, "size": file.stat().st_size}))
        yield from _pairs({"sha256": sha256_of(file)})
    yield from ("", "[training]", *_pairs(_training(card)))
    if card.measured:
        yield from ("", "[metrics]")
    for measured in card.measured:
        yield from (f"# {line}" for line in measured.about.splitlines())
        yield from _pairs(measured.figures)


def _licence(licence: Licence) -> dict[str, Value]:
    facts: dict[str, Value] = {"id": licence.id, "holder": licence.holder}
    if licence.text:
        facts["file"] = licence.text.name
    return facts | ({"url": licence.url} if licence.url else {})


def _training(card: Card) -> dict[str, Value]:
    known = {part.name: getattr(card.training, part.name) for part in fields(Training)}
    facts: dict[str, Value] = {name: value for name, value in known.items() if value not in ("", (), None)}
    return facts | ({"recipe": card.recipe} if card.recipe else {}) | dict(card.notes)


def _pairs(facts: Mapping[str, Value]) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in facts.items())


def _value(value: Value) -> str:
    if isinstance(value, float):
        return repr(round(value, 4))
    if isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string
    return "[\n" + "".join(f"    {_value(row)},\n" for row in value) + "]"


def _paragraph(text: str) -> str:
    escaped = text.strip().replace("\\", "\\\\").replace('"""', '""\\"')
    return f'"""\n{escaped}"""'
