"""Teaches GATH: the estimator, then the generator on pairs that the rig drew, then as the paper does it.

python -m studio.train.gath prepare --faces FOLDER              faces of the data sets, once
python -m studio.train.gath --faces FOLDER                      teaches, writes models/gath
python -m studio.train.gath --faces FOLDER --start FOLDER       the same, from the weights in a folder
python -m studio.train.gath --faces FOLDER --row gath-c --out FOLDER --work FOLDER     a baseline of the paper

Three stages by steps of one training, each with an optimiser of its own: ``read`` (eq. 2), ``warm`` (a person
in one state → the same person in another: not in the paper, whose data never show that), and the paper's own
(eq. 3 to 10) with source and target sets that share nobody.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor, nn

from studio.core.errors import UsageError
from studio.core.units import FACEWAREHOUSE_46
from studio.engine.gath_renderer import NAME, TEACHERS, kept_tensors, save_gath
from studio.files.models import Training, shelf
from studio.files.places import state_folder
from studio.nets.gath import (
    ActionUnitEstimator,
    GathConfig,
    GathGenerator,
    GathJudge,
    LossWeights,
    Verdict,
    count,
    loss_au,
    loss_aue,
    loss_fooled,
    loss_judge,
    loss_rec,
    loss_tv,
)
from studio.train.batches import Drawn, sent
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.gath_faces import Amount, Faces, prepare
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.pace import Length, Schedule
from studio.train.taught import Learner, Taught, part

Row = Literal["gath", "gath-c", "gath-dc"]

ROWS: Final[tuple[Row, ...]] = ("gath", "gath-c", "gath-dc")
"""The paper's rows: all of it, without the classifier, without discriminator and classifier."""
_REPORT: Final = 50
_SHIFT: Final = 3
"""Pixels that the estimator's faces are shifted by at most: it is to tell an expression wherever it is."""
_SHOWN: Final = 8

CARD = Card(
    name=NAME,
    title="Portrait and action units to image (GATH)",
    purpose="rendering",
    about="""
Redraws a face with other action units: the generator of "Generative Adversarial Talking Head: Bringing
Portraits to Life with a Weakly Supervised Neural Network" (Pham, Wang, Pavlovic). 46 units of
FaceWarehouse by name, in an aligned crop; what it changes is laid over the photograph. Source set: London
(half), Canada, Congress, synthetic faces at rest. Target set: GRID s1 and s31, the other half of London,
expressive synthetic faces. Warmed up on pairs of one person, most of them drawn by the studio's rig:
synthetic pictures. Units are what the studio's tracker reads, a proxy, and exact where the rig drew.""",
    files=("gath.safetensors", TEACHERS),
    training=Training(
        command="make train-gath",
        data=(
            "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
            "Face Research Lab Canada portraits (CC BY 4.0)",
            "Members of Congress (public domain)",
            "SFHQ-T2I, synthetic faces (MIT)",
            "GRID s1 and s31, frames (CC BY 4.0)",
            "pictures that the rig drew of people of the source set (synthetic)",
        ),
    ),
    credits=(
        "Face Research Lab London Set and Canada (DeBruine, Jones), GRID (Cooke, Barker, Cunningham, Shao): "
        "CC BY 4.0"
    ),
    limits="""it draws few pixels, so what it moves is softer than the photograph around it; teeth are a band
and not the person's, and brows that rise leave a pale double. Where the training has only begun, it
was warmed up and no more. It moves neither the head nor the tongue. Faces turned away, and faces
unlike those, were not seen.""",
)
_MEASURED: Final = """\
Of 15 people of London held out. unit_error: root mean square error of the estimator's units (0-1) beside
the tracker's, and of the mean unit; toward_smile: mean absolute difference (0-1) of the generator's smile
from the true photograph, and of the unmoved photograph, in the whole crop."""

_UNITS: Final = """\
Of the same people, neutral and smiling: r of each unit that moves, the estimator's beside the tracker's."""
_SPREAD: Final = 0.02
"""Standard deviation from which a unit moves."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first.
        read, warm: steps of the first two stages; the paper's follows until the end.
        reread: in the warm-up, every so many steps the estimator learns on as well; 0: never.
        rate: of the paper's stage; ``rate_read``, ``rate_warm`` of the others.
        row: which of the paper's rows.
        half: whether convolutions are computed in bfloat16, on processors that can.
        size, channels, judged, read_channels: of the networks.
        au, rec, adv, cls, tv: weights of the paper's losses.
        photographed: in the warm-up, part of the lessons whose both pictures are photographs.
        moved: in the warm-up, how much more an error counts where the two faces differ.
        alike, even: weights of L_au (of the same person's true picture) and of L_tv in the warm-up.
    """

    seed: int = 0
    minutes: float = 240.0
    steps: int = 20000
    read: int = 200
    warm: int = 4000
    reread: int = 3
    batch: int = 16
    rate: float = 1e-4
    rate_read: float = 1e-3
    rate_warm: float = 5e-4
    average: float = 0.995
    row: Row = "gath"
    half: bool = True
    size: int = 64
    channels: int = 32
    judged: int = 32
    read_channels: int = 32
    au: float = 0.1
    rec: float = 1.0
    adv: float = 0.05
    cls: float = 0.05
    tv: float = 1.0
    photographed: float = 0.0
    moved: float = 20.0
    alike: float = 0.1
    even: float = 0.1

    def config(self, people: int) -> GathConfig:
        return GathConfig(
            self.size, len(FACEWAREHOUSE_46), self.channels, self.judged, self.read_channels, people
        )

    @property
    def weights(self) -> LossWeights:
        """Of eq. 3, with what the row leaves out."""
        adv = 0.0 if self.row == "gath-dc" else self.adv
        return LossWeights(self.rec, adv, self.cls if self.row == "gath" else 0.0, self.tv, self.au)

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


# Batches ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """A batch.

    Attributes:
        source: [n, 3, s, s], −1 to 1.
        target: of the same people in the warm-up, of others in the paper's stage; none to be read.
        units: of the target [n, 46], or where there is none, of the source.
        people: of the source [n].
        real, real_people: faces for discriminator and classifier; none before the paper's stage.
    """

    source: Tensor
    target: Tensor | None
    units: Tensor
    people: Tensor
    real: Tensor | None = None
    real_people: Tensor | None = None


_MIRROR: Final = [
    FACEWAREHOUSE_46.names.index(
        name[:-1] + {"L": "R", "R": "L"}[name[-1]]
        if name.endswith(("_L", "_R"))
        else {
            "JawLeft": "JawRight",
            "JawRight": "JawLeft",
            "MouthLeft": "MouthRight",
            "MouthRight": "MouthLeft",
        }.get(name, name)
    )
    for name in FACEWAREHOUSE_46.names
]
"""Of each unit the one on the other side."""


class Dealer:
    """Deals the batches of all stages out of what was prepared."""

    def __init__(self, faces: Faces, recipe: Recipe) -> None:
        self._faces, self._recipe = faces, recipe
        self._source, self._target = faces.of_kind("source"), faces.of_kind("target")
        self._known = faces.of_kind("source", "target", "drawn")
        self._odds = _evenly(faces, self._known)
        self._target_odds = _evenly(faces, self._target)
        seen = [faces.of_kind("source", "target"), faces.of_kind("drawn")]
        self._groups = _groups(faces, *seen)
        self._photographed = [photographs for photographs, _ in self._groups if len(photographs) > 1]
        self._photographed_odds = _odds([len(each) for each in self._photographed])
        classes = {person: i for i, person in enumerate(sorted(set(faces.people[self._source].tolist())))}
        self._class = np.array([classes.get(person, 0) for person in faces.people.tolist()])
        self.people = len(classes)

    def __call__(self, number: int, rng: Generator) -> Sitting:
        recipe = self._recipe
        if number < recipe.read:
            return self._to_read(rng)
        return self._pairs(rng) if number < recipe.read + recipe.warm else self._strangers(rng)

    def _to_read(self, rng: Generator) -> Sitting:
        chosen = rng.choice(self._known, self._recipe.batch, p=self._odds)
        mirrored = rng.random(len(chosen)) < 0.5
        pictures = np.stack([_shifted(self._faces.crops[i], rng) for i in chosen])
        source = _tensor(pictures, mirrored)
        return Sitting(source, None, self._units(chosen, mirrored), self._whose(chosen))

    def _pairs(self, rng: Generator) -> Sitting:
        """Two pictures of one person: the target more often than not a photograph."""
        chosen = np.array([self._pair(rng) for _ in range(self._recipe.batch)])
        mirrored = rng.random(len(chosen)) < 0.5
        light = rng.normal(0, 0.12, (len(chosen), 1, 1, 1)) + rng.normal(0, 0.04, (len(chosen), 1, 1, 3))
        source, target = (_tensor(self._faces.crops[list(i)], mirrored, light) for i in chosen.T)
        return Sitting(source, target, self._units(chosen[:, 1], mirrored), self._whose(chosen[:, 0]))

    def _pair(self, rng: Generator) -> tuple[int, int]:
        if self._photographed and rng.random() < self._recipe.photographed:
            whose = int(rng.choice(len(self._photographed), p=self._photographed_odds))
            source, target = rng.choice(self._photographed[whose], 2, replace=False)
            return int(source), int(target)
        photographs, drawn = self._groups[int(rng.integers(len(self._groups)))]
        every = np.concatenate([photographs, drawn])
        target = int(rng.choice(photographs if rng.random() < 0.5 else every))
        source = int(rng.choice(every))
        while source == target:
            source = int(rng.choice(every))
        return source, target

    def _strangers(self, rng: Generator) -> Sitting:
        """Faces of the source set, expressions of the target set, and other faces of the source set."""
        size = self._recipe.batch
        source, real = rng.choice(self._source, size), rng.choice(self._source, size)
        target = rng.choice(self._target, size, p=self._target_odds)
        mirrored = rng.random((3, size)) < 0.5
        pictures = [
            _tensor(self._faces.crops[i], m) for i, m in zip((source, target, real), mirrored, strict=True)
        ]
        units = self._units(target, mirrored[1])
        return Sitting(pictures[0], pictures[1], units, self._whose(source), pictures[2], self._whose(real))

    def held(self, most: int = 32) -> Sitting | None:
        """Neutral and smiling of people held out; None if there are none."""
        held = self._faces.of_kind("held")
        held = held[np.argsort(self._faces.names[held])]  # of each person neutral, then smiling
        people = self._faces.people[held]
        both = [i for i in range(len(held) - 1) if people[i] == people[i + 1]]
        chosen = np.array([held[j] for i in both[: most // 2] for j in (i, i + 1)], np.int64)
        if not len(chosen):
            return None
        still = np.zeros(len(chosen) // 2, bool)
        source, target = (_tensor(self._faces.crops[chosen[i::2]], still) for i in (0, 1))
        return Sitting(source, target, self._units(chosen[1::2], still), self._whose(chosen[::2]))

    def _units(self, chosen: NDArray[np.int64], mirrored: NDArray[np.bool_]) -> Tensor:
        units = self._faces.units[chosen]
        return torch.from_numpy(np.where(mirrored[:, None], units[:, _MIRROR], units))

    def _whose(self, chosen: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(self._class[chosen])


def _groups(
    faces: Faces, photographs: NDArray[np.int64], drawn: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Of each person of whom there are two pictures at least: photographs, and what was drawn.

    A face of the target set that was mixed into the source set stands there twice, and counts once.
    """
    once = photographs[np.unique(faces.names[photographs], return_index=True)[1]]
    groups = []
    for person in np.unique(faces.people[once]):
        own, made = once[faces.people[once] == person], drawn[faces.people[drawn] == person]
        if len(own) + len(made) > 1:
            groups.append((own, made))
    return groups


def _evenly(faces: Faces, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """How often each is drawn: a person as the root of how many pictures there are."""
    _, of, counts = np.unique(faces.people[chosen], return_inverse=True, return_counts=True)
    odds = 1 / np.sqrt(counts[of])
    return np.asarray(odds / odds.sum())


def _odds(counts: Sequence[int]) -> NDArray[np.float64]:
    """How often each person is drawn: as the root of how many pictures there are."""
    roots = np.sqrt(np.asarray(counts, np.float64))
    return np.asarray(roots / roots.sum())


def _shifted(crop: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    down, across = rng.integers(0, 2 * _SHIFT + 1, 2)
    wide = np.pad(crop, ((_SHIFT, _SHIFT), (_SHIFT, _SHIFT), (0, 0)), mode="edge")
    return wide[down : down + len(crop), across : across + len(crop)]


def _tensor(
    pictures: NDArray[np.uint8], mirrored: NDArray[np.bool_], light: NDArray[np.floating] | None = None
) -> Tensor:
    """[n, s, s, 3] bytes → [n, 3, s, s], −1 to 1, laid as convolutions like it."""
    x = pictures.astype(np.float32) / 127.5 - 1
    x[mirrored] = x[mirrored][:, :, ::-1]
    if light is not None:
        x = np.clip((x + 1) * np.exp(light) - 1, -1, 1).astype(np.float32)
    return torch.from_numpy(np.ascontiguousarray(x)).permute(0, 3, 1, 2)


# The lesson ------------------------------------------------------------------------------------------


class GathLesson(Lesson[Sitting]):
    """All three stages; which of them a step belongs to is told by its number."""

    def __init__(
        self, faces: Faces, recipe: Recipe, machine: Machine, rng: Generator, start: Path | None = None
    ) -> None:
        dealer = Dealer(faces, recipe)
        config = recipe.config(dealer.people)
        self._generator, self._judge = GathGenerator(config), GathJudge(config)
        self._estimator = ActionUnitEstimator(config)
        nets = {"generator": self._generator, "judge": self._judge, "estimator": self._estimator}
        if start:
            begin(nets, start)
        for net in nets.values():
            net.to(machine.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        learners = {
            "read": _learner(self._estimator, recipe.rate_read),
            "warm": _learner(self._generator, recipe.rate_warm, "cosine"),
            "generator": _learner(self._generator, recipe.rate),
            "judge": _learner(self._judge, recipe.rate),
        }
        taught = Taught(nets, learners, {"generator": recipe.average})
        super().__init__(taught, Drawn(dealer, recipe.seed), rng)
        self.seen = {kind: len(faces.of_kind(kind)) for kind in ("source", "target", "drawn")}
        self._faces, self._recipe, self._machine, self._weights = faces, recipe, machine, recipe.weights
        held = dealer.held()
        self._held = None if held is None else sent(held, machine.device)

    def step(self, batch: Sitting, step: int) -> Losses:
        """One batch of the stage that the step is in."""
        x = sent(batch, self._machine.device)
        if step < self._recipe.read:
            return self._read(x)
        if step < self._recipe.read + self._recipe.warm:
            losses = self._warm(x)
            if self._recipe.reread and step % self._recipe.reread == 0:
                assert x.target is not None
                losses |= self._read(replace(x, source=x.target))
            return losses
        return self._play(x)

    def _quick(self) -> torch.autocast:
        return torch.autocast(self._machine.device.type, torch.bfloat16, enabled=self._recipe.half)

    def _read(self, x: Sitting) -> dict[str, Tensor | float]:
        """Eq. 2."""
        self._estimator.train()
        with self._quick():
            guessed = self._estimator(x.source)
        loss = loss_aue(guessed.float(), x.units)
        self.taught.learners["read"].improve(loss)
        return {"read": loss}

    def _warm(self, x: Sitting) -> dict[str, Tensor | float]:
        """The same person in another state, wherever that is known; what moves counts more."""
        assert x.target is not None
        self._generator.train()
        self._estimator.eval()
        with self._quick():
            made = self._generator(x.source, x.units)
        au = self._felt(made, x.target)
        made = made.float()
        moved = (x.target - x.source).abs().mean(1, keepdim=True)
        weights = 1 + self._recipe.moved * moved
        off = ((made - x.target).abs() * weights).mean() / weights.mean()
        loss = off + self._recipe.alike * au + self._recipe.even * loss_tv(made)
        self.taught.learners["warm"].improve(loss)
        still = ((x.source - x.target).abs() * weights).mean() / weights.mean()
        return {"warm": off, "copy": still, "au": au}

    def _felt(self, made: Tensor, target: Tensor) -> Tensor:
        """L_au."""
        with self._quick():
            with torch.no_grad():
                goal = self._estimator.f_au(target)
            felt = self._estimator.f_au(made)
        return loss_au(felt.float(), goal.float())

    def _play(self, x: Sitting) -> Losses:
        """Eq. 9 and 10."""
        assert x.target is not None
        self._generator.train()
        self._estimator.eval()
        with self._quick():
            made = self._generator(x.source, x.units)
        au = self._felt(made, x.target)
        made, weights = made.float(), self._weights
        rec, tv = loss_rec(made, x.source), loss_tv(made)
        loss = weights.au * au + weights.rec * rec + weights.tv * tv
        losses: dict[str, Tensor | float] = {"au": au, "rec": rec, "tv": tv}
        if weights.adv:
            with self._quick():
                verdict = self._judge(made)
            fooled = loss_fooled(_exact(verdict), x.people, weights)
            loss, losses["fooled"] = loss + fooled, fooled
        self.taught.learners["generator"].improve(loss)
        if weights.adv:
            losses["judge"] = self._judged(x, made.detach())
        return losses

    def _judged(self, x: Sitting, made: Tensor) -> Tensor:
        assert x.real is not None
        assert x.real_people is not None
        with self._quick():
            real, false = self._judge(x.real), self._judge(made)
        loss = loss_judge(_exact(real), _exact(false), x.real_people, self._weights)
        self.taught.learners["judge"].improve(loss)
        return loss

    def units_told(self) -> Mapping[str, float]:
        """See ``_UNITS``."""
        known, chosen = self._faces, self._faces.of_kind("held")
        if not len(chosen):
            return {}
        still = np.zeros(len(chosen), bool)
        crops = _tensor(known.crops[chosen], still).to(self._machine.device)
        return units_told(self._estimator, crops, known.units[chosen])

    def figures(self) -> Mapping[str, float]:
        """See ``_MEASURED``."""
        return {} if self._held is None else figures_of(kept(self.taught), self._estimator, self._held)

    @torch.no_grad()
    def sheet(self) -> NDArray[np.uint8] | None:
        """People held out: neutral, our smile, the true one, and neutral with no unit at all."""
        if self._held is None or self._held.target is None:
            return None
        x, net = self._held, kept(self.taught)
        assert x.target is not None
        rows = [x.source, net(x.source, x.units), x.target, net(x.target, torch.zeros_like(x.units))]
        return np.vstack([np.hstack(list(_pixels(row[:_SHOWN]))) for row in rows])


def _exact(verdict: tuple[Tensor, Tensor]) -> Verdict:
    return Verdict(verdict[0].float(), verdict[1].float())


def _learner(net: nn.Module, rate: float, shape: Literal["constant", "cosine"] = "constant") -> Learner:
    optimiser = torch.optim.Adam(net.parameters(), rate, betas=(0.9, 0.999))
    return Learner(optimiser, Schedule(rate, shape, rise=50), clip=5.0)


def _pixels(x: Tensor) -> NDArray[np.uint8]:
    shown = ((x.float() + 1) * 127.5).clamp(0, 255).round().to(torch.uint8)
    return shown.permute(0, 2, 3, 1).cpu().numpy()


def kept(taught: Taught) -> GathGenerator:
    """The averaged generator."""
    net = taught.averages["generator"].net
    assert isinstance(net, GathGenerator)
    return net.eval()


@torch.no_grad()
def figures_of(net: GathGenerator, estimator: ActionUnitEstimator, x: Sitting) -> dict[str, float]:
    """See ``_MEASURED``."""
    assert x.target is not None
    estimator.eval()
    error = (estimator(x.target) - x.units).pow(2).mean().sqrt()
    mean = (x.units.mean(0) - x.units).pow(2).mean().sqrt()
    made = net(x.source, x.units)
    return {
        "unit_error": float(error),
        "unit_error_mean": float(mean),
        "toward_smile": float((made - x.target).abs().mean() / 2),
        "toward_smile_copy": float((x.source - x.target).abs().mean() / 2),
    }


@torch.no_grad()
def units_told(estimator: ActionUnitEstimator, crops: Tensor, units: NDArray[np.float32]) -> dict[str, float]:
    """How well the estimator tells each unit that moves at all: r beside the tracker, by the unit's name.

    Args:
        crops: [n, 3, s, s], −1 to 1. ``units``: of the same faces [n, 46].
    """
    guessed = estimator.eval()(crops).float().cpu().numpy()
    moving = np.flatnonzero(units.std(0) > _SPREAD)
    return {
        FACEWAREHOUSE_46.names[i]: round(float(np.corrcoef(guessed[:, i], units[:, i])[0, 1]), 2)
        for i in moving
    }


# What is kept ----------------------------------------------------------------------------------------


def save_teachers(path: Path, nets: Mapping[str, nn.Module]) -> None:
    """Estimator and judge in half precision."""
    tensors = {
        f"{name}/{key}": x.half().contiguous()
        for name in ("estimator", "judge")
        for key, x in nets[name].state_dict().items()
        if x.is_floating_point()
    }
    config = nets["generator"].config
    assert isinstance(config, GathConfig)
    save_file(tensors, path, {"config": json.dumps(asdict(config))})


def begin(nets: Mapping[str, nn.Module], folder: Path) -> None:
    """Put the weights of a folder into networks; what has another shape (other people) begins anew."""
    found = kept_tensors(folder / "gath.safetensors")
    every = {f"generator/{name}": x for name, x in found.items()} | kept_tensors(folder / TEACHERS)
    for name, net in nets.items():
        own = net.state_dict()
        known = {
            key: x for key, x in part(every, f"{name}/").items() if key in own and own[key].shape == x.shape
        }
        net.load_state_dict(own | known)


def card_of(recipe: Recipe, outcome: Outcome, lesson: GathLesson, start: Path | None = None) -> Card:
    """The card of weights that were just taught; they have but begun where the paper's stage never came."""
    card = CARD.taught(recipe.seed, outcome, recipe.length)
    if 0 < outcome.steps <= recipe.read + recipe.warm:
        card = replace(card, training=replace(card.training, stage="begun"))
    sizes = {name: str(count(net)) for name, net in lesson.taught.nets.items()}
    notes = {f"parameters_{name}": number for name, number in sizes.items()}
    notes |= {f"faces_{kind}": str(number) for kind, number in lesson.seen.items()}
    if start:
        command = f'{card.training.command} TRAIN="--start EARLIER"'
        card = replace(card, training=replace(card.training, command=command))
        notes["start"] = "earlier weights"
    figures = dict(lesson.figures())
    measured = (Measured(_MEASURED, figures), Measured(_UNITS, lesson.units_told())) if figures else ()
    return replace(card, notes={"row": recipe.row, **notes}, measured=measured)


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    parser = options(
        "Prepare faces for GATH, or teach it.", out=shelf() / NAME, work=state_folder() / "training" / NAME
    )
    parser.add_argument("what", nargs="?", choices=("prepare", "teach"), default="teach")
    parser.add_argument("--faces", type=Path, default=state_folder() / "faces" / NAME, help="prepared faces")
    parser.add_argument("--start", type=Path, help="folder of weights to go on from")
    parser.add_argument("--row", choices=ROWS, help="of the paper's rows, instead of the recipe's")
    parser.add_argument("--portraits", type=int, default=0, help="to prepare of each large set; 0: all")
    parser.add_argument(
        "--clips", type=int, default=Amount().clips, help="of GRID's first speaker to prepare"
    )
    return parser.parse_args()


def teach(asked: argparse.Namespace, recipe: Recipe) -> tuple[Outcome, GathLesson]:
    """Train and store the weights.

    Raises:
        UsageError: the estimator would know nothing of what it judges by.
    """
    if not recipe.read and not asked.start:
        raise UsageError(
            "Without steps of its own (read) the estimator of units would know nothing.",
            "Give the recipe some thousands, or go on from weights: --start models/gath.",
        )
    faces, machine = Faces.open(asked.faces), chosen(asked.device, asked.threads)
    lesson = GathLesson(faces, recipe, machine, sow(recipe.seed), asked.start)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT, sheet=4 * _REPORT, store=120))
    save_gath(asked.out / "gath.safetensors", kept(lesson.taught))
    save_teachers(asked.out / TEACHERS, lesson.taught.nets)
    return outcome, lesson


def main() -> None:
    """Prepare, or train and measure."""
    asked = asked_for()
    recipe = read_recipe(asked, shelf() / NAME, Recipe)
    recipe = replace(recipe, row=asked.row or recipe.row)
    if asked.what == "prepare":
        amount = Amount(recipe.size, asked.portraits, asked.clips)
        prepare(asked.data, asked.faces, amount, recipe.seed, asked.sitting)
        return
    outcome, lesson = teach(asked, recipe)
    write_card(asked.out, card_of(recipe, outcome, lesson, asked.start))


if __name__ == "__main__":
    told(main)
