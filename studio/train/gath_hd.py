"""Teaches the learned finish of the mouth on pairs of what the rig drew and the photograph.

python -m studio.train.gath_hd prepare --pairs FOLDER           makes the pairs, once
python -m studio.train.gath_hd --pairs FOLDER                   teaches, writes models/gath_hd
python -m studio.train.gath_hd --pairs FOLDER --start FILE      the same, from earlier weights

The picture is compared pixel by pixel and by VGG16-HED's features, in a window round the lips; in the later
part a critic of patches joins in, so that gaps between teeth and the dark behind them stay.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig_renderer.mouth_finish import MODEL, SIZE, load_mouth_finish, save_mouth_finish
from studio.files.models import Training, installed_file, shelf
from studio.files.places import state_folder
from studio.nets.mouth_finish import HOLE, LIPS, MouthCritic, MouthFinishConfig, MouthFinishNet
from studio.nets.perception import Vgg16Hed
from studio.train.batches import Drawn
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.mouth_pairs import MouthPairs, prepare
from studio.train.pace import Length, Schedule
from studio.train.shading import look_distance, perception
from studio.train.taught import Learner, Taught

Floats = NDArray[np.float32]

_DEPTH: Final = 3
"""Blocks of VGG16-HED in the loss."""
_WINDOW: Final = (64, 104)
"""Height and width of the part of the crop that is compared."""
_SHIFT: Final = 4
"""Pixels by which it lies aside at most."""
_REPORT: Final = 100
_SHOWN: Final = 10
_MIRROR_MAPS: Final = 4
"""The map that changes its sign in a mirror: motion across."""

CARD = Card(
    name=MODEL,
    title="Learned finish of the mouth",
    purpose="rendering",
    about="""
What a mouth that the rig has drawn lacks to look photographed: a gain and an offset, laid on lips and teeth
in the picture's own size. Learned from pairs: a photograph whose expression the rig took out, or changed for
another person's, and then drove back; and two photographs of one person, one driven to the other's state.
It acts where lips are or were parted and only as far as they have moved.""",
    files=("gath_hd.safetensors",),
    training=Training(
        command="make train-gath-hd",
        data=(
            "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
            "Face Research Lab Canada portraits (CC BY 4.0)",
            "Members of Congress (public domain)",
            "SFHQ-T2I, synthetic faces (MIT)",
            "GRID s1 and s31, frames (CC BY 4.0)",
        ),
    ),
    credits=(
        "Face Research Lab London Set and Canada (DeBruine, Jones), GRID (Cooke, Barker, Cunningham, Shao): "
        "CC BY 4.0"
    ),
    limits="""mouths that are wide open are rare in it, and tongues are not in it. Faces turned away, and
faces unlike those, get less.""",
    optional=True,
)
_MEASURED: Final = """\
Mouths of people held out (London, 15, and members of Congress): distance of features to the photograph, and
mean difference of pixels round the lips, as parts of those of what the rig drew; how many came out nearer."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first.
        true: how much more often a pair of two photographs is dealt than one of there and back.
        spoken: the same for pairs of GRID's frames. They are soft: dealt as often as all others, they taught
            the network to blur mouths that are wide open, of which most others show none.
        loose: how much of the pixels' error counts where the truth was brought from another photograph.
        pixel, look, fooled: weights of the losses.
        lips: how much more a pixel counts on the lips and between them.
        play: step from which the critic joins in.
        half: whether networks are computed in bfloat16, on processors that can.
    """

    seed: int = 0
    minutes: float = 90.0
    steps: int = 6000
    batch: int = 4
    rate: float = 1e-3
    rate_critic: float = 4e-4
    decay: float = 1e-3
    average: float = 0.995
    true: float = 1.5
    spoken: float = 0.0
    loose: float = 0.4
    pixel: float = 4.0
    look: float = 1.0
    lips: float = 2.0
    fooled: float = 0.06
    play: int = 1500
    half: bool = True
    widths: tuple[int, ...] = (24, 48, 80, 96)
    fine: int = 16

    @property
    def config(self) -> MouthFinishConfig:
        return MouthFinishConfig(SIZE, self.widths, self.fine)

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


# Batches ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Mouths:
    """A batch.

    Attributes:
        made, truth: [n, 3, s, s], 0–1.
        maps: [n, MAPS, s, s].
        act: [n, 1, s, s], 0–1.
        units: [n, 54].
        exact: how much a pixel's error counts [n, 1, 1, 1].
        place: where the window begins, down and across.
    """

    made: Tensor
    truth: Tensor
    maps: Tensor
    act: Tensor
    units: Tensor
    exact: Tensor
    place: tuple[int, int]

    def to(self, device: torch.device) -> "Mouths":
        tensors = {f.name: getattr(self, f.name).to(device) for f in fields(self) if f.name != "place"}
        return replace(self, **tensors)

    def window(self, x: Tensor) -> Tensor:
        """The part of pictures [n, c, s, s] that is compared."""
        (down, across), (height, width) = self.place, _WINDOW
        return x[:, :, down : down + height, across : across + width]


_MIDDLE: Final = ((SIZE - _WINDOW[0]) // 2, (SIZE - _WINDOW[1]) // 2)


class Dealer:
    """Deals batches of the pairs that are learned from."""

    def __init__(self, pairs: MouthPairs, recipe: Recipe, units_mirror: Sequence[int]) -> None:
        self._pairs, self._recipe, self._mirror = pairs, recipe, list(units_mirror)
        self._learnt = np.flatnonzero(~pairs.held)
        odds = np.where(pairs.kinds[self._learnt] == "true", recipe.true, 1.0) * _evenly(pairs, self._learnt)
        odds *= np.where(np.char.startswith(pairs.names[self._learnt], "grid/"), recipe.spoken, 1.0)
        self._odds = odds / odds.sum()

    def __call__(self, _number: int, rng: Generator) -> Mouths:
        chosen = rng.choice(self._learnt, self._recipe.batch, p=self._odds)
        place = tuple(int(m + rng.integers(-_SHIFT, _SHIFT + 1)) for m in _MIDDLE)
        return self._batch([self._varied(int(i), rng) for i in chosen], chosen, (place[0], place[1]))

    def held(self, most: int = 40) -> Mouths | None:
        """Pairs of people held out, as they are; None if there are none."""
        held = np.flatnonzero(self._pairs.held)[:most]
        if not len(held):
            return None
        return self._batch([self._as_is(int(i)) for i in held], held, _MIDDLE)

    def _batch(
        self,
        pairs: list[tuple[Floats, Floats, Floats, Floats]],
        chosen: NDArray[np.int64],
        place: tuple[int, int],
    ) -> Mouths:
        layers, units = zip(*((pair[0], pair[1]) for pair in map(_joined, pairs)), strict=True)
        x = torch.from_numpy(np.stack(layers)).permute(0, 3, 1, 2)
        exact = np.where(self._pairs.kinds[chosen] == "true", self._recipe.loose, 1.0).astype(np.float32)
        return Mouths(
            _like_convolutions(x[:, :3]),
            _like_convolutions(x[:, 3:6]),
            _like_convolutions(x[:, 7:]),
            x[:, 6:7].contiguous(),
            torch.from_numpy(np.stack(units)),
            torch.from_numpy(exact)[:, None, None, None],
            place,
        )

    def _as_is(self, i: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Pictures [s, s, 6] 0–1, act [s, s, 1], maps [s, s, MAPS] and units of a pair."""
        pairs = self._pairs
        pictures = np.concatenate([pairs.made[i], pairs.truth[i]], 2).astype(np.float32) / np.float32(255)
        act = pairs.act[i][..., None].astype(np.float32) / np.float32(255)
        maps = pairs.maps[i].transpose(1, 2, 0).astype(np.float32) / np.float32(127) - 1
        return pictures, act, maps, pairs.units[i]

    def _varied(self, i: int, rng: Generator) -> tuple[Floats, Floats, Floats, Floats]:
        """A pair mirrored, shifted, lit and sharpened differently, both pictures alike."""
        pictures, act, maps, units = self._as_is(i)
        if rng.random() < 0.5:
            pictures, act, maps = (np.ascontiguousarray(x[:, ::-1]) for x in (pictures, act, maps))
            maps[..., _MIRROR_MAPS] *= -1
            units = units[self._mirror]
        if rng.random() < 0.6:  # the others keep their pixels, and so how sharp they are
            matrix = cv2.getRotationMatrix2D(
                (SIZE / 2, SIZE / 2), rng.normal(0, 4), np.exp(rng.normal(0, 0.06))
            )
            matrix = matrix + np.array([[0, 0, x] for x in rng.uniform(-5, 5, 2)])
            pictures, act, maps = (_placed(x, matrix) for x in (pictures, act, maps))
        return _lit(pictures, rng), act, maps, units


def _placed(layers: Floats, matrix: NDArray[Any]) -> Floats:
    """Pictures or maps [s, s, k] carried by a matrix [2, 3]."""
    planes = (np.ascontiguousarray(plane) for plane in np.moveaxis(layers, 2, 0))
    return np.dstack(
        [cv2.warpAffine(plane, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE) for plane in planes]
    )


def _joined(pair: tuple[Floats, Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    pictures, act, maps, units = pair
    return np.concatenate([pictures, act, maps], 2).astype(np.float32), units


def _lit(pictures: Floats, rng: Generator) -> Floats:
    """In other light, alike in both."""
    power, gain = np.exp(rng.normal(0, 0.15)), np.exp(rng.normal(0, 0.12) + rng.normal(0, 0.05, 3))
    grey = rng.random() if rng.random() < 0.2 else 0.0
    out = np.clip(pictures, 0, 1) ** np.float32(power) * np.tile(gain, 2).astype(np.float32)
    halves = out.reshape(SIZE, SIZE, 2, 3)
    halves += np.float32(grey) * (halves.mean(3, keepdims=True) - halves)
    return np.asarray(np.clip(out, 0, 1), np.float32)


def _evenly(pairs: MouthPairs, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """How often each is dealt: few sets have many pairs of few people."""
    people = np.array(
        [
            "/".join(str(name).split("/")[: 1 if str(name).startswith("grid") else 2])
            for name in pairs.names[chosen]
        ]
    )
    _, of, counts = np.unique(people, return_inverse=True, return_counts=True)
    return np.asarray(1 / np.sqrt(np.minimum(counts[of], 12)))


def _like_convolutions(x: Tensor) -> Tensor:
    return x.contiguous(memory_format=torch.channels_last)


# The lesson ------------------------------------------------------------------------------------------


class MouthLesson(Lesson[Mouths]):
    """What the rig drew, and the photograph."""

    def __init__(
        self,
        net: MouthFinishNet,
        pairs: MouthPairs,
        vgg: Vgg16Hed,
        recipe: Recipe,
        machine: Machine,
        rng: Generator,
    ) -> None:
        self._net, self._critic, self._vgg = net, MouthCritic().to(machine.device), vgg
        self._recipe, self._machine = recipe, machine
        finisher = torch.optim.AdamW(
            net.parameters(), recipe.rate, betas=(0.9, 0.98), weight_decay=recipe.decay
        )
        critic = torch.optim.Adam(self._critic.parameters(), recipe.rate_critic, betas=(0.5, 0.9))
        learners = {
            "finish": Learner(finisher, Schedule(recipe.rate, rise=60, end=0.02), clip=1.0),
            "critic": Learner(critic, Schedule(recipe.rate_critic, "constant")),
        }
        taught = Taught({"finish": net, "critic": self._critic}, learners, {"finish": recipe.average})
        dealer = Dealer(pairs, recipe, mirrored_units())
        super().__init__(taught, Drawn(dealer, recipe.seed), rng)
        held = dealer.held()
        self._held = None if held is None else held.to(machine.device)
        self.seen = {kind: int(((pairs.kinds == kind) & ~pairs.held).sum()) for kind in ("back", "true")}

    def step(self, batch: Mouths, step: int) -> Losses:
        """One batch."""
        x, recipe = batch.to(self._machine.device), self._recipe
        plays = step >= recipe.play
        with self._quick():
            made = self._net(x.made, x.maps, x.units, x.act)
            made = made.float().clamp(0, 1)
            shown = x.window(made)
            # Where nothing may change, nothing is to be learned, and nothing given away to the critic.
            share = x.window(x.act)
            goal = x.window(x.truth) * share + x.window(x.made) * (1 - share)
            look = look_distance(self._vgg, shown, goal)
        pixel = pixel_loss(made, x, recipe.lips)
        loss = recipe.pixel * pixel + recipe.look * look
        losses: dict[str, Tensor | float] = {"pixel": pixel, "look": look}
        if plays and recipe.fooled:
            hole = x.window(x.maps[:, HOLE : HOLE + 1])
            losses["critic"] = self._judged(torch.cat([goal, hole], 1), torch.cat([shown.detach(), hole], 1))
            with self._quick():
                fooled = (self._critic(torch.cat([shown, hole], 1)).float() - 1).pow(2).mean()
            loss, losses["fooled"] = loss + recipe.fooled * fooled, fooled
        self.taught.learners["finish"].improve(loss)
        return {"loss": loss, **losses}

    def _judged(self, real: Tensor, made: Tensor) -> Tensor:
        """Teach the critic, least squares (Mao and others, 2017)."""
        with self._quick():
            yes, no = self._critic(real).float(), self._critic(made).float()
        loss: Tensor = (yes - 1).pow(2).mean() + no.pow(2).mean()
        self.taught.learners["critic"].improve(loss)
        return loss

    def _quick(self) -> torch.autocast:
        return torch.autocast(self._machine.device.type, torch.bfloat16, enabled=self._recipe.half)

    def figures(self) -> Mapping[str, float]:
        """See ``_MEASURED``."""
        return {} if self._held is None else figures_of(kept(self.taught), self._vgg, self._held)

    @torch.no_grad()
    def sheet(self) -> NDArray[np.uint8] | None:
        """People held out: the rig, finished, the photograph."""
        if self._held is None:
            return None
        x = self._held
        rows = [x.made, kept(self.taught)(x.made, x.maps, x.units, x.act), x.truth]
        every = max(len(x.made) // _SHOWN, 1)
        return np.vstack([np.hstack(list(_pixels(row[::every][:_SHOWN]))) for row in rows])


def pixel_loss(made: Tensor, x: Mouths, lips: float) -> Tensor:
    """Mean difference where anything may change, of pixels and of 2 × 2 and 8 × 8 of them together."""
    more = (x.maps[:, HOLE : HOLE + 1] + x.maps[:, LIPS : LIPS + 1]).clamp(0, 1)
    weight = x.act * (1 + lips * more)
    off = (made - x.truth) * weight
    whole = weight.mean().clamp(min=1e-3)
    near = (off.abs() * x.exact).mean()
    wide = sum(nn.functional.avg_pool2d(off, k).abs().mean() for k in (2, 8))
    out: Tensor = (near + wide) / (3 * whole)
    return out


def mirrored_units() -> list[int]:
    """Of each channel the one on the other side."""

    def other(name: str) -> str:
        twin = name.replace("Left", "*").replace("Right", "Left").replace("*", "Right")
        return twin if twin in CHANNEL_INDEX else name

    return [CHANNEL_INDEX[other(name)] for name in CHANNELS]


def _pixels(x: Tensor) -> NDArray[np.uint8]:
    return (x.float() * 255).clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()


def kept(taught: Taught) -> MouthFinishNet:
    """The averaged network."""
    net = taught.averages["finish"].net
    assert isinstance(net, MouthFinishNet)
    return net.eval()


@torch.no_grad()
def figures_of(net: MouthFinishNet, vgg: Vgg16Hed, x: Mouths, at_once: int = 8) -> dict[str, float]:
    """See ``_MEASURED``."""
    looks, offs = [], []
    for i in range(0, len(x.made), at_once):
        some = slice(i, i + at_once)
        part = replace(x, **{f.name: getattr(x, f.name)[some] for f in fields(x) if f.name != "place"})
        made = net(part.made, part.maps, part.units, part.act).clamp(0, 1)
        goal = [f.float() for f in vgg(part.window(part.truth))]
        looks.append([_apart(vgg(part.window(y)), goal) for y in (made, part.made)])
        offs.append([((y - part.truth).abs() * part.act).mean((1, 2, 3)) for y in (made, part.made)])
    look, rig = (torch.cat([row[k] for row in looks]) for k in (0, 1))
    off, rig_off = (torch.cat([row[k] for row in offs]) for k in (0, 1))
    return {
        "held_look": float(look.mean() / rig.mean()),
        "held_pixel": float(off.mean() / rig_off.mean()),
        "held_better": float((look < rig).float().mean()),
    }


def _apart(features: list[Tensor], goal: list[Tensor]) -> Tensor:
    """Distance of features of each picture [n]."""
    norm = nn.functional.normalize
    each = [
        (norm(a.float(), dim=1) - norm(b, dim=1)).pow(2).sum(1).mean((1, 2))
        for a, b in zip(features, goal, strict=True)
    ]
    return torch.stack(each).sum(0)


# What is kept ----------------------------------------------------------------------------------------


def card_of(recipe: Recipe, outcome: Outcome, lesson: MouthLesson) -> Card:
    """The card of weights that were just taught."""
    card = CARD.taught(recipe.seed, outcome, recipe.length)
    net = kept(lesson.taught)
    notes = {"parameters": str(sum(x.numel() for x in net.parameters()))}
    notes |= {f"pairs_{kind}": str(number) for kind, number in lesson.seen.items()}
    figures = dict(lesson.figures())
    return replace(card, notes=notes, measured=(Measured(_MEASURED, figures),) if figures else ())


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / MODEL
    parser = options("Make pairs of mouths, or teach their finish.", out=shelf() / MODEL, work=work)
    parser.add_argument("what", nargs="?", choices=("prepare", "teach"), default="teach")
    parser.add_argument("--pairs", type=Path, default=state_folder() / "pairs" / MODEL, help="prepared pairs")
    parser.add_argument("--clips", type=int, default=60, help="of GRID's first speaker to prepare")
    parser.add_argument("--features", type=Path, help="VGG16-HED's file, if it is not the installed one")
    parser.add_argument("--start", type=Path, help="file of weights to go on from")
    return parser.parse_args()


def teach(asked: argparse.Namespace, recipe: Recipe) -> tuple[Outcome, MouthLesson]:
    """Train and store the weights."""
    pairs, machine = MouthPairs.open(asked.pairs), chosen(asked.device, asked.threads)
    torch.set_flush_denormal(True)
    rng = sow(recipe.seed)
    net = load_mouth_finish(asked.start) if asked.start else MouthFinishNet(recipe.config)
    net.to(machine.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    precise = torch.bfloat16 if recipe.half else None
    vgg = perception(asked.features or installed_file("vgg16_hed"), _DEPTH).to(machine.device, precise)
    vgg.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    lesson = MouthLesson(net, pairs, vgg, recipe, machine, rng)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT, sheet=2 * _REPORT, store=120))
    save_mouth_finish(asked.out / CARD.files[0], kept(lesson.taught))
    return outcome, lesson


def main() -> None:
    """Prepare, or train and measure."""
    asked = asked_for()
    recipe = read_recipe(asked, shelf() / MODEL, Recipe)
    if asked.what == "prepare":
        prepare(asked.data, asked.pairs, asked.clips, asked.sitting, recipe.seed)
        return
    outcome, lesson = teach(asked, recipe)
    write_card(asked.out, card_of(recipe, outcome, lesson))


if __name__ == "__main__":
    told(main)
