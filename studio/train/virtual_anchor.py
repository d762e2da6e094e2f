"""Teaches the virtual anchor what faces and heads do to words, on a corpus of people who speak.

galatea corpus build CLIPS -o CORPUS
python -m studio.train.virtual_anchor --corpus CORPUS                teaches, writes models/virtual_anchor
python -m studio.train.virtual_anchor --corpus CORPUS --evaluate     figures alone

A corpus of readings that nobody has filmed may stand beside it, with the rule driver's curves (``galatea
corpus build --driver rule``): from it the network learns more words than a small corpus of people has.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.random import Generator as Dice
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from torch import Tensor

from studio.core.units import FACS_17
from studio.engine.corpus.mouth import rest_frames
from studio.engine.corpus.reading import Corpus
from studio.engine.speaking.word_vectors import WordVectors, read_vectors, save_vectors
from studio.engine.virtual_anchor_driver import (
    NAME,
    OWN_WORDS,
    UNITS,
    WORDS,
    Anchor,
    Chance,
    Script,
    load_anchor,
    save_anchor,
    spoken,
    tokens_of,
)
from studio.files.models import Training, installed_file, shelf
from studio.files.places import state_folder
from studio.nets.virtual_anchor import AnchorConfig, VirtualAnchor
from studio.train.batches import Drawn
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import chosen, sow
from studio.train.pace import Length, Schedule
from studio.train.split import Split, mark_of
from studio.train.spoken_examples import DISTILLED
from studio.train.taught import Learner, Taught

Floats = NDArray[np.float32]

_LEAST: Final = 0.02
_BY_CHANCE: Final = ("AU01", "AU02", "AU04", "AU05", "AU06", "AU07", "AU09", "AU12", "AU45")
"""Units that the rule driver moves by chance, or not at all: neither they nor its head are learned from."""
TOLD: Final = np.array([unit.name not in _BY_CHANCE for unit in FACS_17.units] + 3 * [False])
"""What is learned from the rule driver [UNITS]."""
_WORDS_KEPT: Final = 100_000
"""Words that are kept of a person's own table, the first: 40 MB."""
_FITTED: Final = 120
"""Sequences of people to which chance is fitted, at most."""

CARD = Card(
    name=NAME,
    title="Face and head by words",
    purpose="speaking",
    about="""
Moves face and head to the words of a text: the Seq2Seq of "A Neural Virtual Anchor Synthesizer based on
Seq2Seq and GAN Models", from word vectors of 200 numbers to 17 action units and three angles, 25 times a
second. What the words do not explain is drawn from a process fitted to what was left over.""",
    limits="People: two speakers of short sentences of 51 words. All other words were learned from the rule "
    "driver's own curves. It reads words and not their sounds: lips fit words that it knows and are vague in "
    "others, so let another driver move the mouth where that matters.",
    credits="GRID corpus (Cooke, Barker, Cunningham, Shao), CC BY 4.0; LJSpeech (Keith Ito, Linda Johnson)",
    files=("virtual_anchor.safetensors",),
    training=Training(
        command="python -m studio.train.virtual_anchor --corpus FOLDER READINGS",
        data=(
            "GRID s1 (one man) and s31 (one woman, ten sentences): words, tracked units and head (CC BY 4.0)",
            "LJSpeech: sound and text (public domain), with curves of the rule driver",
        ),
    ),
)  # fmt: skip
_MEASURED: Final = """\
Of clips that it did not learn from, running freely: root mean square error of units (0-5) and of the head
(degrees), of the network alone and of the mean pose; r of jaw (AU26); velocity with chance over the true."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the rate falls accordingly.
        frames: of each example in a batch.
        width, attention: of the network.
        velocity: weight of the error of the change from frame to frame.
        forced: share of frames in which the decoder is given the truth, at the start and at the end.
        groups: folders of the corpus to learn from; ``held``: those to look at for the curve.
        distilled: share of examples that are readings with the rule driver's curves.
    """

    seed: int = 0
    minutes: float = 60.0
    steps: int = 4000
    batch: int = 24
    frames: int = 75
    rate: float = 2e-3
    decay: float = 1e-2
    average: float = 0.997
    width: int = 192
    attention: bool = False
    velocity: float = 1.0
    forced: tuple[float, float] = (0.9, 0.1)
    groups: tuple[str, ...] = ("train", "s31")
    held: tuple[str, ...] = ("val",)
    distilled: float = 0.5

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)

    @property
    def split(self) -> Split:
        return Split(self.groups, self.held)

    @property
    def config(self) -> AnchorConfig:
        return AnchorConfig(width=self.width, attention=self.attention)


# Examples ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What is said, and units and head from their rest [frames, UNITS]."""

    group: str
    script: Script
    values: Floats


def examples_in(
    folders: Sequence[Path], recipe: Recipe, table: WordVectors, *, held: bool = False
) -> Iterator[Example]:
    """Clips and readings of corpora to learn from, or those that are held out."""
    for folder in folders:
        corpus = Corpus.open(folder)
        names = set(recipe.split.names(corpus, held=held))
        for clip in corpus.clips():
            if clip.name not in names:
                continue
            values, at_rest = clip.units.copy(), rest_frames(clip)
            if at_rest.any() and not corpus.is_distilled:
                values -= np.median(values[at_rest], axis=0)
            speech = clip.speech
            tokens = tokens_of(speech.words, speech.phonemes, float(speech.length))
            script = Script.of(tokens, table, len(values), clip.performance.rate)
            yield Example(DISTILLED if corpus.is_distilled else clip.group, script, values)


def apart(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """People who were seen, and readings whose curves a driver told."""
    return (
        [example for example in examples if example.group != DISTILLED],
        [example for example in examples if example.group == DISTILLED],
    )


def kept(path: Path, made: Iterator[Example]) -> list[Example]:
    """Examples that are stored in a file, or else made and stored there."""
    if not path.is_file():
        tensors: dict[str, NDArray[np.generic]] = {}
        for i, example in enumerate(made):
            head = f"{i:06}/{example.group}"
            script = example.script
            tensors |= {
                f"{head}/words": script.words.astype(np.float16), f"{head}/facts": script.facts,
                f"{head}/now": script.now, f"{head}/place": script.place, f"{head}/values": example.values,
            }  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        save_file({name: np.ascontiguousarray(x) for name, x in tensors.items()}, part)
        part.replace(path)
    stored = load_file(path)
    heads = sorted({name.rpartition("/")[0] for name in stored})
    return [_example(head, stored) for head in heads]


def _example(head: str, stored: Mapping[str, NDArray[np.generic]]) -> Example:
    words, facts, now, place, values = (
        stored[f"{head}/{name}"] for name in ("words", "facts", "now", "place", "values")
    )
    script = Script(
        words.astype(np.float32), facts.astype(np.float32), now.astype(np.int64), place.astype(np.float32)
    )
    return Example(head.partition("/")[2], script, values.astype(np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A batch: see ``VirtualAnchor.forward``; ``counts`` is 1 where something is known [n, frames, UNITS]."""

    words: Tensor
    facts: Tensor
    now: Tensor
    place: Tensor
    truth: Tensor
    counts: Tensor


def collated(examples: Sequence[Example], frames: int, mean: Floats, deviation: Floats, rng: Dice) -> Said:
    """A stretch of each, from anywhere; all words of each, padded."""
    most = max(len(e.script.words) for e in examples)
    words = np.zeros((len(examples), most, examples[0].script.words.shape[1]), np.float32)
    facts = np.zeros((len(examples), most, 3), np.float32)
    now = np.zeros((len(examples), frames), np.int64)
    place = np.zeros((len(examples), frames, examples[0].script.place.shape[1]), np.float32)
    truth = np.zeros((len(examples), frames, UNITS), np.float32)
    counts = np.zeros((len(examples), frames, UNITS), np.float32)
    for i, example in enumerate(examples):
        script = example.script
        words[i, : len(script.words)], facts[i, : len(script.facts)] = script.words, script.facts
        first = int(rng.integers(0, max(len(example.values) - frames, 0) + 1))
        part = slice(first, min(first + frames, len(example.values)))
        size = part.stop - first
        now[i, :size], place[i, :size] = script.now[part], script.place[part]
        now[i, size:] = script.now[-1]
        truth[i, :size] = (example.values[part] - mean) / deviation
        counts[i, :size] = TOLD if example.group == DISTILLED else 1.0
    return Said(*(torch.from_numpy(x) for x in (words, facts, now, place, truth, counts)))


# The lesson ----------------------------------------------------------------------------------------


class AnchorLesson(Lesson[Said]):
    """Words on one side, faces on the other; the decoder is given the truth less and less."""

    def __init__(
        self, people: Sequence[Example], read: Sequence[Example], held: Sequence[Example], recipe: Recipe,
        rng: Dice,
    ) -> None:  # fmt: skip
        none = [np.zeros((1, UNITS), np.float32)]
        seen, told = (np.concatenate([x.values for x in some] or none) for some in (people, read))
        self.mean = seen.mean(0).astype(np.float32)
        deviation = np.where(TOLD, np.maximum(seen.std(0), told.std(0)), seen.std(0))
        self.deviation = np.maximum(deviation, _LEAST).astype(np.float32)
        net = VirtualAnchor(recipe.config)
        optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
        learner = Learner(optimiser, Schedule(recipe.rate, rise=100), clip=1.0)
        share = recipe.distilled if read else 0.0

        def draw(_number: int, dice: Dice) -> Said:
            chosen_ones = [
                sets[int(dice.integers(len(sets)))]
                for sets in (read if dice.random() < share else people for _ in range(recipe.batch))
            ]
            return collated(chosen_ones, recipe.frames, self.mean, self.deviation, dice)

        taught = Taught({"anchor": net}, {"anchor": learner}, {"anchor": recipe.average})
        super().__init__(taught, Drawn(draw, recipe.seed), rng)
        self._net, self._held, self._recipe = net, held, recipe

    def step(self, batch: Said, step: int) -> Losses:
        """One batch."""
        done = min(step / max(self._recipe.steps, 1), 1.0)
        share = self._recipe.forced[0] + done * (self._recipe.forced[1] - self._recipe.forced[0])
        forced = torch.from_numpy(self.rng.random(tuple(batch.now.shape)) < share) & batch.counts.bool().all(
            2
        )
        made = self._net.train()(batch.words, batch.facts, batch.now, batch.place, batch.truth, forced)
        counts = batch.counts
        off = ((made - batch.truth) ** 2 * counts).sum() / counts.sum()
        both = counts[:, 1:] * counts[:, :-1]
        change = ((made.diff(dim=1) - batch.truth.diff(dim=1)) ** 2 * both).sum() / both.sum()
        self.taught.learners["anchor"].improve(off + self._recipe.velocity * change)
        return {"off": off, "change": change}

    def figures(self) -> Mapping[str, float]:
        return figures_of(self.anchor(Chance.none(UNITS)), self._held)

    def anchor(self, chance: Chance) -> Anchor:
        """What is kept."""
        net = self.taught.averages["anchor"].net
        assert isinstance(net, VirtualAnchor)
        return Anchor(net.eval(), self.mean, self.deviation, chance)


def chance_of(anchor: Anchor, people: Sequence[Example], read: Sequence[Example] = ()) -> Chance:
    """Fitted to what the network leaves over of people; as much of it as lets it move as fast as they do, or
    as fast as they and the curves of readings do in the mean: a tracker trembles, which is no motion.
    """
    known = [(example, spoken(anchor, example.script, None)) for example in people[:_FITTED]]
    left = [(example.values - made) / anchor.deviation for example, made in known]
    whole = Chance.fitted([part for part in left if len(part) > 10])
    told = [(example, spoken(anchor, example.script, None)) for example in read[:_FITTED]]
    everything = np.ones(UNITS, bool)

    def pace(part: float) -> float:
        paces = [_pace(anchor, known, everything, whole.softer(part))]
        if told:
            paces.append(_pace(anchor, told, TOLD, whole.softer(part)))
        return float(np.mean(paces))

    return whole.softer(float(min(np.linspace(0.0, 1.0, 21), key=lambda part: abs(pace(float(part)) - 1.0))))


def _pace(
    anchor: Anchor, said: Sequence[tuple[Example, Floats]], counted: NDArray[np.bool_], chance: Chance
) -> float:
    """How fast values change with chance, over how fast they truly do; of those that are counted [UNITS]."""
    ours, true = [], []
    for seed, (example, made) in enumerate(said):
        drawn = chance.drawn(len(made), np.random.default_rng([seed]))
        ours.append(np.abs(np.diff(made / anchor.deviation + drawn, axis=0))[:, counted].mean())
        true.append(np.abs(np.diff(example.values / anchor.deviation, axis=0))[:, counted].mean())
    return float(np.mean(ours) / max(np.mean(true), 1e-9))


# Figures -------------------------------------------------------------------------------------------


def figures_of(anchor: Anchor, examples: Sequence[Example]) -> dict[str, float]:
    """See ``_MEASURED``."""
    jaw = next(i for i, unit in enumerate(FACS_17.units) if unit.name == "AU26")
    rows = []
    for number, example in enumerate(examples):
        made, lively = (spoken(anchor, example.script, seed) for seed in (None, number))
        truth = example.values
        speed = [np.abs(np.diff(x / anchor.deviation, axis=0)).mean() for x in (lively, truth)]
        rows.append(
            {
                "units_rmse": _rmse(made[:, :-3], truth[:, :-3]),
                "units_rmse_mean_pose": _rmse(
                    np.broadcast_to(anchor.mean, truth.shape)[:, :-3], truth[:, :-3]
                ),
                "head_rmse": _rmse(made[:, -3:], truth[:, -3:]),
                "head_rmse_mean_pose": _rmse(
                    np.broadcast_to(anchor.mean, truth.shape)[:, -3:], truth[:, -3:]
                ),
                "jaw_r": float(np.corrcoef(made[:, jaw], truth[:, jaw])[0, 1]),
                "velocity": float(speed[0] / max(speed[1], 1e-6)),
            }
        )
    return {name: float(np.nanmean([row[name] for row in rows])) for name in rows[0]}


def _rmse(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    return float(np.sqrt(((a - b) ** 2).mean()))


# The command ---------------------------------------------------------------------------------------


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / NAME
    parser = options("Teach the virtual anchor, or measure it.", out=shelf() / NAME, work=work)
    parser.add_argument(
        "--corpus", type=Path, required=True, nargs="+", help="folders of corpora to learn from"
    )
    parser.add_argument(
        "--words", type=Path, help="a table of word vectors (.bin, .vec) instead of the studio's"
    )
    return parser.parse_args()


def main() -> None:
    """Train and measure, or only measure."""
    asked = asked_for()
    recipe, weights = read_recipe(asked, shelf() / NAME, Recipe), asked.out / CARD.files[0]
    table = read_vectors(asked.words or installed_file(WORDS))
    known = mark_of(asked.corpus, recipe.split, sorted(table.numbers)[:100])
    held = kept(asked.work / f"held-{known}.safetensors", examples_in(asked.corpus, recipe, table, held=True))
    held, _ = apart(held)
    if asked.evaluate:
        print(figures_of(load_anchor(weights), held), flush=True)
        return
    chosen("cpu", asked.threads)
    people, read = apart(
        kept(asked.work / f"examples-{known}.safetensors", examples_in(asked.corpus, recipe, table))
    )
    lesson = AnchorLesson(people, read, held, recipe, sow(recipe.seed))
    outcome: Outcome = learn(asked, lesson, recipe, Habits(50, store=120.0))
    bare = lesson.anchor(Chance.none(UNITS))
    save_anchor(weights, replace(bare, chance=chance_of(bare, people, read)))
    figures = figures_of(load_anchor(weights), held)
    print(figures, flush=True)
    card = CARD
    if asked.words is not None:  # whoever uses the network must read by the same table
        save_vectors(asked.out / OWN_WORDS, table.most_frequent(_WORDS_KEPT))
        card = replace(card, files=(*card.files, OWN_WORDS))
    taught = card.taught(recipe.seed, outcome, recipe.length)
    write_card(asked.out, replace(taught, measured=(Measured(_MEASURED, figures),)))


if __name__ == "__main__":
    told(main)
