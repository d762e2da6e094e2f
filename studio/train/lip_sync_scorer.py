"""Teaches the scorer that tells whether a mouth keeps time with a sound, on a corpus of people who speak.

galatea corpus build CLIPS -o CORPUS
python -m studio.train.lip_sync_scorer --corpus CORPUS --unseen OTHER          teaches, writes the model
python -m studio.train.lip_sync_scorer --corpus CORPUS --unseen OTHER --evaluate            figures alone
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
from torch import Tensor

from studio.engine.corpus.reading import Corpus
from studio.engine.hearing.features import BANDS
from studio.engine.lip_sync_scorer import NAME, SHIFTS, Proof, Scorer, Sync, load_net, save_scorer, standard
from studio.engine.neural_lipsync_driver import MOVES
from studio.files.models import Training, shelf
from studio.files.places import state_folder
from studio.nets.lip_sync_scorer import PER_FRAME, LipSyncScorer, ScorerConfig
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

_REPORT: Final = 100
_SEEN: Final = "the mouth as it was seen"
_PART: Final = 70
"""Frames (2.8 s) of the stretches that are measured."""
_STRANGERS: Final = 4
"""Sounds of others that each stretch is put beside."""
_NEAR: Final = 1
"""Frames by which the time that is found may be off."""

CARD = Card(
    name=NAME,
    title="Lip-sync scorer",
    purpose="evaluation: does a mouth keep time with its sound",
    about="""
Two small networks, one for 0.4 s of sound, one for what the tracker says of the mouth in the same time, which
were taught to agree where both belong together. ‘galatea evaluate videos’ asks them, and tells nothing where
they would only guess.""",
    limits="""It learned from two people who say short sentences of few words. It finds the time of a mouth;
how natural a mouth looks it does not know.""",
    credits="GRID corpus (Cooke, Barker, Cunningham, Shao), CC BY 4.0",
    files=("lip_sync_scorer.safetensors",),
    training=Training(command="make train-sync"),
)
_MEASURED: Final = """\
Stretches of 2.8 s of clips that it did not learn from; unseen: of people whom it did not see either.
accuracy: part of the stretches of which it finds the time within one frame (of 31; chance is told beside it),
mean over clips; a clip's own offset is that of its other stretches. at_zero: the same without that.
told_apart: how often the own sound fits better than a stranger's (chance .5). noise: certainty that 95 of 100
mouths stay below beside a stranger's sound; what is not above it is not told."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first.
        clips, windows: how many clips are in a batch, and how many moments of each.
        near: frames up to which two moments of a clip are not held against one another.
        gain, noise, lost: how the mouth is varied: deviation of the logarithm of each move's size, noise in
            deviations, and how often a move is missing.
        width, size, dropout: of the network.
        variants: how often each clip's sound is varied, beside itself.
        groups: folders of the corpus to learn from; ``held``: those to look at for the curve.
    """

    seed: int = 0
    minutes: float = 6.0
    steps: int = 1500
    clips: int = 16
    windows: int = 12
    near: int = 2
    gain: float = 0.3
    noise: float = 0.1
    lost: float = 0.1
    rate: float = 1e-3
    decay: float = 5e-2
    average: float = 0.99
    width: int = 64
    size: int = 64
    dropout: float = 0.2
    variants: int = 3
    groups: tuple[str, ...] = ("train", "s31")
    held: tuple[str, ...] = ("val",)

    @property
    def split(self) -> Split:
        return Split(self.groups, self.held)

    @property
    def config(self) -> ScorerConfig:
        return ScorerConfig(BANDS, len(MOVES), width=self.width, size=self.size, dropout=self.dropout)

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


# Batches ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A batch: windows that belong together row by row.

    Attributes:
        sound: [n, 4 · frames, BANDS]; ``mouth``: standardised moves [n, frames, moves].
        alike: [n, n] bool: pairs of the same clip at nearly the same time, but for the pairs themselves.
    """

    sound: Tensor
    mouth: Tensor
    alike: Tensor

    def to(self, device: torch.device) -> "Moments":
        return Moments(self.sound.to(device), self.mouth.to(device), self.alike.to(device))


def drawn(examples: Sequence[Example], recipe: Recipe) -> Drawn[Moments]:
    """Batches without end: a few moments of a few clips."""
    frames = recipe.config.frames
    long = [x for x in examples if len(x.moves) >= frames + recipe.windows]

    def draw(_number: int, rng: Dice) -> Moments:
        sound, mouth, places = [], [], []
        for number, i in enumerate(rng.choice(len(long), recipe.clips)):
            example = long[int(i)]
            moves = otherwise(standard(example.moves), recipe, rng)
            features = example.features[: PER_FRAME * len(moves)]
            last = min(len(moves), len(features) // PER_FRAME) - frames
            for start in rng.choice(last + 1, recipe.windows, replace=False):
                sound.append(features[PER_FRAME * start : PER_FRAME * (start + frames)])
                mouth.append(moves[start : start + frames])
                places.append((number, int(start)))
        return Moments(_stacked(sound), _stacked(mouth), torch.from_numpy(nearly_alike(places, recipe.near)))

    return Drawn(draw, recipe.seed)


def seen_in(examples: Sequence[Example]) -> list[Example]:
    """Those in which a face was seen: what a driver made of a sound is no proof."""
    return [example for example in examples if example.group != DISTILLED]


def _stacked(parts: Sequence[Floats]) -> Tensor:
    return torch.from_numpy(np.stack(parts))


def nearly_alike(places: Sequence[tuple[int, int]], near: int) -> NDArray[np.bool_]:
    """Which of moments (clip, frame) are so near that a mouth can't tell them; none to itself [n, n]."""
    clips, starts = np.array(places).T
    same = clips[:, None] == clips
    close = np.abs(starts[:, None] - starts) <= near
    return np.asarray(same & close & ~np.eye(len(places), dtype=bool))


def otherwise(moves: Floats, recipe: Recipe, rng: Dice) -> Floats:
    """The same said by another face, and seen less well."""
    gain = np.exp(rng.normal(0, recipe.gain, moves.shape[1])) * (rng.random(moves.shape[1]) >= recipe.lost)
    return np.asarray(moves * gain + rng.normal(0, recipe.noise, moves.shape), np.float32)


class ScorerLesson(Lesson[Moments]):
    """Two towers that are to agree on what belongs together."""

    def __init__(
        self,
        net: LipSyncScorer,
        examples: Sequence[Example],
        held: Sequence[Example],
        recipe: Recipe,
        machine: Machine,
        rng: Dice,
    ) -> None:
        optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
        learner = Learner(optimiser, Schedule(recipe.rate, rise=50), clip=1.0)
        taught = Taught({"scorer": net}, {"scorer": learner}, {"scorer": recipe.average})
        super().__init__(taught, drawn(examples, recipe), rng)
        self._net, self._held, self._machine = net, held, machine

    def step(self, batch: Moments, step: int) -> Losses:
        """One batch."""
        x = batch.to(self._machine.device)
        self._net.train()
        loss = self._net.contrast(x.sound, x.mouth, x.alike)
        self.taught.learners["scorer"].improve(loss)
        return {"loss": loss}

    def figures(self) -> Mapping[str, float]:
        net = self.taught.averages["scorer"].net
        assert isinstance(net, LipSyncScorer)
        found = figures_of(Scorer(net.eval()), self._held)
        return {name: found[name] for name in ("accuracy", "told_apart")}


# Figures ---------------------------------------------------------------------------------------------


def stretches(examples: Sequence[Example]) -> Iterator[tuple[int, Floats, Floats]]:
    """Who (number of the example), moves and features of each whole stretch of 2.8 s."""
    for who, example in enumerate(examples):
        for first in range(0, len(example.moves) - _PART + 1, _PART):
            features = example.features[PER_FRAME * first : PER_FRAME * (first + _PART)]
            if len(features) == PER_FRAME * _PART:
                yield who, example.moves[first : first + _PART], features


def figures_of(scorer: Scorer, examples: Sequence[Example]) -> dict[str, float]:
    """See ``_MEASURED``; and how many stretches there are."""
    parts = list(stretches(examples))
    own = [scorer.score(moves, features) for _, moves, features in parts]
    foreign = [scores for part in range(len(parts)) if (scores := _strangers(scorer, parts, part))]
    strange = [sync for scores in foreign for sync in scores]
    better = [a.confidence > b.confidence for a, scores in zip(own, foreign, strict=False) for b in scores]
    return {
        "stretches": float(len(parts)),
        "accuracy": accuracy([who for who, _, _ in parts], [sync.offset for sync in own]),
        "at_zero": float(np.mean([abs(sync.offset) <= _NEAR for sync in own])),
        "chance": (2 * _NEAR + 1) / len(SHIFTS),
        "told_apart": float(np.mean(better)) if better else float("nan"),
        "noise": float(np.percentile([sync.certainty for sync in strange], 95)) if strange else float("inf"),
    }


def accuracy(clips: Sequence[int], offsets: Sequence[int]) -> float:
    """Part of the stretches whose time is found within a frame, as the mean over their clips.

    Some clips have an offset of their own, which the median of a clip's other stretches tells; of a clip
    with one stretch it is taken to be none.
    """
    whose, found = np.array(clips), np.array(offsets)
    rates = []
    for clip in dict.fromkeys(clips):
        mine = found[whose == clip]
        others = [np.median(np.delete(mine, i)) if len(mine) > 1 else 0.0 for i in range(len(mine))]
        rates.append(np.mean(np.abs(mine - others) <= _NEAR))
    return float(np.mean(rates))


def _strangers(scorer: Scorer, parts: Sequence[tuple[int, Floats, Floats]], part: int) -> list[Sync]:
    """A stretch beside the sounds of others."""
    who, moves, _ = parts[part]
    following = [*parts[part + 1 :], *parts[:part]]
    others = [features for other, _, features in following if other != who]
    every = max(len(others) // _STRANGERS, 1)
    return [scorer.score(moves, features) for features in others[::every][:_STRANGERS]]


def proof_of(figures: Mapping[str, float]) -> Proof:
    """What is kept beside the weights."""
    return Proof(figures["accuracy"], figures["chance"], figures["noise"])


# The command -----------------------------------------------------------------------------------------


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / NAME
    parser = options("Teach the lip-sync scorer, or measure it.", out=shelf() / NAME, work=work)
    parser.add_argument(
        "--corpus", type=Path, required=True, nargs="+", help="folders of corpora to learn from"
    )
    parser.add_argument(
        "--unseen", type=Path, required=True, nargs="+", help="corpora of others, for its proof"
    )
    return parser.parse_args()


def teach(asked: argparse.Namespace, recipe: Recipe) -> tuple[LipSyncScorer, Outcome]:
    """Train."""
    machine = chosen(asked.device, asked.threads)
    kept = seen_in(
        kept_examples(asked.work, asked.corpus, recipe.split, variants=recipe.variants, seed=recipe.seed)
    )
    held = kept_examples(asked.work, asked.corpus[:1], recipe.split, held=True)
    rng = sow(recipe.seed)
    net = LipSyncScorer(recipe.config).to(machine.device)
    lesson = ScorerLesson(net, kept, held, recipe, machine, rng)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT))
    average = lesson.taught.averages["scorer"].net
    assert isinstance(average, LipSyncScorer)
    return average.cpu().eval(), outcome


def measure(asked: argparse.Namespace, recipe: Recipe, net: LipSyncScorer) -> dict[str, float]:
    """Figures of what was held out, of each unseen corpus, and of all unseen people; printed and given."""
    scorer = Scorer(net)
    unseen = {path.name: kept_examples(None, [path]) for path in asked.unseen}
    whole = [example for examples in unseen.values() for example in examples]
    sets = {"held": kept_examples(None, asked.corpus[:1], recipe.split, held=True), **unseen, "unseen": whole}
    figures: dict[str, float] = {}
    for name, examples in sets.items():
        found = figures_of(scorer, examples)
        print(name, {key: round(x, 4) for key, x in found.items()}, flush=True)
        figures |= {f"{name}_{key}": x for key, x in found.items()}
    return figures


def card_of(recipe: Recipe, outcome: Outcome, figures: dict[str, float], corpora: Sequence[Path]) -> Card:
    """The card of weights that were just taught."""
    taught = CARD.taught(recipe.seed, outcome, recipe.length)
    data = tuple(recipe.split.told(Corpus.open(folder), _SEEN) for folder in corpora)
    return replace(
        taught, training=replace(taught.training, data=data), measured=(Measured(_MEASURED, figures),)
    )


def main() -> None:
    """Train and measure, or only measure."""
    asked = asked_for()
    recipe = read_recipe(asked, shelf() / NAME, Recipe)
    weights = asked.out / CARD.files[0]
    if asked.evaluate:
        measure(asked, recipe, load_net(weights))
        return
    net, outcome = teach(asked, recipe)
    figures = measure(asked, recipe, net)
    unseen = {name.removeprefix("unseen_"): x for name, x in figures.items() if name.startswith("unseen_")}
    save_scorer(weights, net, proof_of(unseen))
    write_card(asked.out, card_of(recipe, outcome, figures, asked.corpus))


if __name__ == "__main__":
    told(main)
