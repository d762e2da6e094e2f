"""Teaches the lip-sync networks what mouths do to a sound, on a corpus of people who speak.

galatea corpus build CLIPS -o CORPUS
python -m studio.train.neural_lipsync --corpus CORPUS                    teaches, writes models/neural_lipsync
python -m studio.train.neural_lipsync --corpus CORPUS --row lstm --out FOLDER --work FOLDER    a baseline
python -m studio.train.neural_lipsync --corpus CORPUS --unseen OTHER --evaluate                figures alone
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
import torch
from numpy.random import Generator as Dice
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engine.corpus.reading import Corpus
from studio.engine.hearing.features import BANDS
from studio.engine.neural_lipsync_driver import (
    MOVES,
    NAME,
    load_generator,
    save_generator,
    silent,
)
from studio.files.models import Training, shelf
from studio.files.places import state_folder
from studio.nets.neural_lipsync import (
    PER_FRAME,
    Generator,
    LipDiscriminator,
    LipsyncConfig,
    generator_of,
)
from studio.train.batches import Drawn
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.pace import Length, Schedule
from studio.train.split import Split
from studio.train.spoken_examples import DISTILLED, Example, kept_examples
from studio.train.taught import Learner, Taught

Floats = NDArray[np.float32]
Row = Literal["pair", "tcn", "lstm", "bilstm"]

ROWS: Final[tuple[Row, ...]] = ("pair", "tcn", "lstm", "bilstm")
"""The paper's table: TCN with discriminator, TCN alone, and the two recurrent networks."""
_WEIGHTS: Final = {
    "jawOpen": 4.0,
    "mouthClose": 2.0,
    "mouthPucker": 2.0,
    "lipsUpperOpen": 2.0,
    "lipsLowerOpen": 2.0,
}
_LEAST: Final = 0.01
"""Deviation of a move that hardly moves: its noise is not blown up."""
_GAINS: Final = (0.5, 2.5)
"""Between which distilled moves may be made larger."""
_REPORT: Final = 100
_SHOWN: Final = 24
"""Held-out clips that are looked at for the curve."""

CARD = Card(
    name=NAME,
    title="Lips by sound",
    purpose="speaking",
    about="""
Moves the mouth to a sound, whatever the language, without looking for words: a temporal convolutional network
as in "A Neural Lip-Sync Framework for Synthesizing Photorealistic Virtual News Anchors", taught with a
discriminator. Truth: what the studio's own tracker saw of the speakers. Voices were varied in pitch, size
and pace, with echoes, noise and a telephone's line; through noise, music and silence it learned to rest.
Used live, the mouth comes 0.18 s after the sound.""",
    limits=(
        "Two speakers were seen, who say short sentences of few words; of what others say freely it hears "
        "less. Lips close less surely at p, b and m than the rule driver's, which knows the words."
    ),
    credits="GRID corpus (Cooke, Barker, Cunningham, Shao), CC BY 4.0",
    files=("neural_lipsync.safetensors",),
    training=Training(command="make train-lipsync"),
)
_MEASURED: Final = """\
Of clips that it did not learn from, mean over clips: r of jaw and of pucker, squared error of all moves
(mapping) and of their change from frame to frame (inter-frame)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the rate falls accordingly.
        frames: of each example in a batch.
        row: which of the paper's table; see ``ROWS``.
        width, dilations, level, dropout: of the generator.
        velocity: weight of the error of the change from frame to frame beside that of the moves.
        adversarial: weight of the discriminator; it joins after ``joins`` of the training (0–1).
        distilled: how much the error counts where no face was seen and a driver told what it would do.
        variants: how often each clip is varied, beside itself.
        quiet: how often a variant is heard before or after noise, music or silence, in which lips rest.
        groups: folders of the corpus to learn from; ``held``: those to look at for the curve.
    """

    seed: int = 0
    minutes: float = 45.0
    steps: int = 8000
    batch: int = 16
    frames: int = 50
    rate: float = 1.5e-3
    decay: float = 1e-2
    average: float = 0.997
    row: Row = "pair"
    width: int = 96
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    level: int = 2
    dropout: float = 0.15
    velocity: float = 1.0
    adversarial: float = 0.03
    joins: float = 0.25
    distilled: float = 0.5
    variants: int = 4
    quiet: float = 0.35
    groups: tuple[str, ...] = ("train", "s31")
    held: tuple[str, ...] = ("val",)

    @property
    def split(self) -> Split:
        return Split(self.groups, self.held)

    @property
    def config(self) -> LipsyncConfig:
        kind: Literal["tcn", "lstm", "bilstm"] = "tcn" if self.row == "pair" else self.row
        return LipsyncConfig(kind, BANDS, len(MOVES), self.width, self.dilations, self.level, self.dropout)

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


# Batches ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A batch.

    Attributes:
        features: all that the generator looks at [n, window + 4 · (frames - 1), BANDS].
        moves: what the mouth did, standardised [n, frames, moves].
        sure: how much the error of each move counts [n, 1, moves].
        true: 1 where a face was seen, 0 where a driver told [n].
        now: the features of just these frames begin here.
    """

    features: Tensor
    moves: Tensor
    sure: Tensor
    true: Tensor
    now: int

    @property
    def present(self) -> Tensor:
        """[n, 4 · frames, BANDS]"""
        return self.features[:, self.now : self.now + PER_FRAME * self.moves.shape[1]]

    def to(self, device: torch.device) -> "Heard":
        tensors = {name: getattr(self, name).to(device) for name in ("features", "moves", "sure", "true")}
        return replace(self, **tensors)


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Mean and deviation of the moves [moves], by which they are standardised."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "Scale":
        """Of what was seen."""
        moves = np.concatenate([x.moves for x in examples if x.group != DISTILLED])
        return cls(moves.mean(0), np.maximum(moves.std(0), _LEAST))

    def standard(self, moves: Floats) -> Floats:
        return np.asarray((moves - self.mean) / self.deviation, np.float32)


def as_large(examples: Sequence[Example]) -> tuple[Sequence[Example], Floats]:
    """Distilled moves made as large as true ones; and which moves their driver makes at all [moves]."""
    seen = [x.moves for x in examples if x.group != DISTILLED]
    told = [x.moves for x in examples if x.group == DISTILLED]
    if not told:
        return examples, np.ones(len(MOVES), np.float32)
    large, own = (np.percentile(np.concatenate(moves), 95, axis=0) for moves in (seen, told))
    gain = np.clip(large / np.maximum(own, 1e-3), *_GAINS).astype(np.float32)
    scaled = [replace(x, moves=x.moves * gain) if x.group == DISTILLED else x for x in examples]
    return scaled, (own > _LEAST).astype(np.float32)


def odds_of(examples: Sequence[Example]) -> NDArray[np.float64]:
    """How often each example is drawn: a group as the root of its length, so that a small one counts."""
    lengths = np.array([len(example.moves) for example in examples], np.float64)
    groups = np.array([example.group for example in examples])
    out = np.zeros(len(examples))
    for group in set(groups.tolist()):
        own = groups == group
        out[own] = lengths[own] / np.sqrt(lengths[own].sum())
    return np.asarray(out / out.sum())


def drawn(examples: Sequence[Example], scale: Scale, net: Generator, recipe: Recipe) -> Drawn[Heard]:
    """Batches without end: stretches from anywhere in the examples."""
    odds = odds_of(examples)
    examples, made = as_large(examples)
    trust = {True: recipe.distilled * made, False: np.ones_like(made)}
    before = net.before - PER_FRAME // 2
    whole = net.window + PER_FRAME * (recipe.frames - 1)

    def draw(_number: int, rng: Dice) -> Heard:
        features, moves, told = [], [], []
        for i in rng.choice(len(examples), recipe.batch, p=odds):
            example = examples[int(i)]
            first = int(rng.integers(0, max(len(example.moves) - recipe.frames, 0) + 1))
            features.append(stretch(example.features, PER_FRAME * first - before, whole))
            part = example.moves[first : first + recipe.frames]
            lacking = recipe.frames - len(part)
            moves.append(np.pad(part, ((0, lacking), (0, 0)), mode="edge"))
            told.append(example.group == DISTILLED)
        return Heard(
            torch.from_numpy(np.stack(features)),
            torch.from_numpy(scale.standard(np.stack(moves))),
            torch.from_numpy(np.stack([trust[x] for x in told])[:, None]),
            torch.tensor([float(not x) for x in told]),
            before,
        )

    return Drawn(draw, recipe.seed)


def stretch(features: Floats, first: int, count: int) -> Floats:
    """``count`` features from number ``first`` on; silence before and after them."""
    early, late = max(-first, 0), max(first + count - len(features), 0)
    part = features[max(first, 0) : first + count]
    return np.concatenate([silent(early), part, silent(late)])[:count]


# The lesson ------------------------------------------------------------------------------------------


class LipsyncLesson(Lesson[Heard]):
    """A generator that is to give the mouth, and a discriminator that is to tell it from a true one."""

    def __init__(
        self,
        generator: Generator,
        examples: Sequence[Example],
        held: Sequence[Example],
        recipe: Recipe,
        machine: Machine,
        rng: Dice,
    ) -> None:
        self.scale = Scale.of(examples)
        nets: dict[str, nn.Module] = {"generator": generator}
        if recipe.row == "pair":
            nets["discriminator"] = LipDiscriminator(BANDS, len(MOVES)).to(machine.device)
        learners = {name: _learner(net, recipe) for name, net in nets.items()}
        super().__init__(
            Taught(nets, learners, {"generator": recipe.average}),
            drawn(examples, self.scale, generator, recipe),
            rng,
        )
        self._generator, self._judge = generator, nets.get("discriminator")
        self._held, self._recipe, self._machine = (
            held[:: max(len(held) // _SHOWN, 1)][:_SHOWN],
            recipe,
            machine,
        )
        weights = [_WEIGHTS.get(name, 1.0) for name in MOVES]
        self._weights = torch.tensor(weights, device=machine.device)
        self._joins = round(recipe.joins * recipe.steps)

    def step(self, batch: Heard, step: int) -> Losses:
        """One batch; least squares between the two networks."""
        x = batch.to(self._machine.device)
        self._generator.train()
        made = self._generator(x.features)
        weights = self._weights * x.sure
        mapping = (weights * (made - x.moves) ** 2).mean()
        velocity = (weights * (made.diff(dim=1) - x.moves.diff(dim=1)) ** 2).mean()
        loss = mapping + self._recipe.velocity * velocity
        losses: dict[str, Tensor | float] = {"mapping": mapping, "velocity": velocity}
        if self._judge is not None and step >= self._joins:
            judged = self._judge(x.present, made)
            fooled = (x.true[:, None] * (1 - judged) ** 2).mean()
            loss = loss + self._recipe.adversarial * fooled
            losses |= {"fooled": fooled}
        self.taught.learners["generator"].improve(loss)
        if self._judge is not None and step >= self._joins:
            true, false = self._judge(x.present, x.moves), self._judge(x.present, made.detach())
            told_apart = (x.true[:, None] * ((1 - true) ** 2 + false**2)).mean()
            self.taught.learners["discriminator"].improve(told_apart)
            losses |= {"told_apart": told_apart}
        return losses

    def figures(self) -> Mapping[str, float]:
        net = self.taught.averages["generator"].net
        return figures_of(unscaled(net, self.scale), self._held)


def _learner(net: nn.Module, recipe: Recipe) -> Learner:
    optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    return Learner(optimiser, Schedule(recipe.rate, rise=100), clip=1.0)


def unscaled(net: nn.Module, scale: Scale) -> Generator:
    """A copy of a generator that gives moves as they are: the scale goes into its last layer."""
    out: Generator = deepcopy(net)  # type: ignore[assignment]
    last = out.connect[-1] if isinstance(out.connect, nn.Sequential) else out.connect
    assert isinstance(last, nn.Linear)
    device = last.weight.device
    deviation, mean = (torch.from_numpy(x).to(device) for x in (scale.deviation, scale.mean))
    with torch.no_grad():
        last.weight.mul_(deviation[:, None])
        last.bias.mul_(deviation).add_(mean)
    return out.eval()


# Figures ---------------------------------------------------------------------------------------------


@torch.inference_mode()
def moves_heard(net: Generator, features: Floats, frames: int) -> Floats:
    """What the network makes of a whole sound [frames, moves]."""
    part = stretch(features, PER_FRAME // 2 - net.before, net.window + PER_FRAME * (frames - 1))
    device = next(net.parameters()).device
    out: Tensor = net(torch.from_numpy(part)[None].to(device))
    return out[0].cpu().numpy()


def figures_of(net: Generator, examples: Sequence[Example]) -> dict[str, float]:
    """See ``_MEASURED``."""
    rows = list(_rows_of(net, examples))
    means = np.nanmean(np.array(rows), axis=0)
    names = ("jaw_r", "pucker_r", "mapping", "inter_frame")
    return {name: float(x) for name, x in zip(names, means, strict=True)}


def _rows_of(net: Generator, examples: Sequence[Example]) -> Iterator[tuple[float, ...]]:
    names = list(MOVES)
    jaw, pucker = names.index("jawOpen"), names.index("mouthPucker")
    for example in examples:
        made = moves_heard(net, example.features, len(example.moves)).clip(0, 1)
        truth = example.moves
        yield (
            _alike(made[:, jaw], truth[:, jaw]),
            _alike(made[:, pucker], truth[:, pucker]),
            float(((made - truth) ** 2).mean()),
            float(((np.diff(made, axis=0) - np.diff(truth, axis=0)) ** 2).mean()),
        )


def _alike(a: Floats, b: Floats) -> float:
    """Pearson's r; not a number where one of them stands still."""
    if min(a.std(), b.std()) < 1e-6:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


# The command -----------------------------------------------------------------------------------------


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / NAME
    parser = options("Teach the lip-sync network, or measure it.", out=shelf() / NAME, work=work)
    parser.add_argument(
        "--corpus", type=Path, required=True, nargs="+", help="folders of corpora to learn from"
    )
    parser.add_argument("--unseen", type=Path, nargs="*", default=[], help="corpora that are only measured")
    parser.add_argument("--row", choices=ROWS, help="of the paper's table, instead of the recipe's")
    return parser.parse_args()


def teach(asked: argparse.Namespace, recipe: Recipe, weights: Path) -> Outcome:
    """Train and store the weights."""
    machine = chosen(asked.device, asked.threads)
    if asked.anew:
        for kept_before in asked.work.glob("examples-*"):
            kept_before.unlink()
    kept = kept_examples(
        asked.work,
        asked.corpus,
        recipe.split,
        variants=recipe.variants,
        seed=recipe.seed,
        quiet=recipe.quiet,
    )
    held = kept_examples(asked.work, asked.corpus[:1], recipe.split, held=True)
    rng = sow(recipe.seed)
    generator = generator_of(recipe.config).to(machine.device)
    lesson = LipsyncLesson(generator, kept, held, recipe, machine, rng)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT))
    net = unscaled(lesson.taught.averages["generator"].net, lesson.scale)
    save_generator(weights, net, {"row": recipe.row})
    return outcome


def measure(asked: argparse.Namespace, recipe: Recipe, weights: Path) -> dict[str, float]:
    """Figures of what was held out and of the unseen corpora, printed and given."""
    net = load_generator(weights)
    figures: dict[str, float] = {}
    held = kept_examples(None, asked.corpus[:1], recipe.split, held=True)
    unseen = {folder.name: kept_examples(None, [folder]) for folder in asked.unseen}
    for name, examples in {"held": held, **unseen}.items():
        found = figures_of(net, examples)
        print(name, {key: round(x, 4) for key, x in found.items()}, flush=True)
        figures |= {f"{name}_{key}": x for key, x in found.items()}
    return figures


def card_of(recipe: Recipe, outcome: Outcome, figures: dict[str, float], corpora: Sequence[Path]) -> Card:
    """The card of weights that were just taught."""
    taught = CARD.taught(recipe.seed, outcome, recipe.length)
    opened = [Corpus.open(folder) for folder in corpora]
    data = tuple(recipe.split.told(corpus, _curves_of(corpus, recipe)) for corpus in opened)
    return replace(
        taught, training=replace(taught.training, data=data), measured=(Measured(_MEASURED, figures),)
    )


def _curves_of(corpus: Corpus, recipe: Recipe) -> str:
    """Who told the curves of a corpus."""
    if not corpus.is_distilled:
        return "the mouth as it was seen"
    driver = corpus.manifest["curves"]
    return f"the mouth as the driver {driver} moves it, whose error counts for {recipe.distilled:g}"


def main() -> None:
    """Train and measure, or only measure."""
    asked = asked_for()
    recipe = read_recipe(asked, shelf() / NAME, Recipe)
    if asked.row:
        recipe = replace(recipe, row=asked.row)
    weights = asked.out / CARD.files[0]
    if asked.evaluate:
        measure(asked, recipe, weights)
        return
    outcome = teach(asked, recipe, weights)
    figures = measure(asked, recipe, weights)
    write_card(asked.out, card_of(recipe, outcome, figures, asked.corpus))


if __name__ == "__main__":
    told(main)
