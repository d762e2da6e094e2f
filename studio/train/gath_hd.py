"""Teaches the learned finish of the mouth on pairs of what the rig drew and the photograph.

python -m studio.train.gath_hd prepare --pairs FOLDER           makes the pairs, once
python -m studio.train.gath_hd --pairs FOLDER                   teaches, writes models/gath_hd
python -m studio.train.gath_hd --pairs FOLDER --start FILE      the same, from earlier weights

The picture is compared pixel by pixel and by VGG16-HED's features, in a window round the lips; a critic of
the same features joins in. Lips and what is round them are learned from two photographs of one person alone:
there and back, a photograph's lips come back with the texture and the creases that they had, which no calm
face gives. What lies between lips is invented either way, so that is learned from both.
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
from studio.nets.perception import Vgg16Hed, parted
from studio.train.batches import Drawn, sent
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.mouth_pairs import KINDS, MouthPairs, prepare
from studio.train.pace import Length, Schedule
from studio.train.shading import perception
from studio.train.taught import Learner, Taught

Floats = NDArray[np.float32]

_DEPTH: Final = 3
"""Blocks of VGG16-HED in the loss."""
_WINDOW: Final = (56, 96)
"""Height and width of the part of the crop that is compared."""
_SHIFT: Final = 4
"""Pixels by which it lies aside at most."""
_RIM: Final = 2
"""Pixels of the lips that belong to what lies between them."""
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
in the picture's own size. Learned from pairs: two photographs of one person, one driven to the other's state;
and photographs whose expression the rig took out, or changed for another person's, and then drove back, which
teach what lies between lips. It acts where lips are or were parted and only as far as they have moved.""",
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
    limits="""it lights and tints what the rig drew, and softens the dark line between teeth and lower lip; it
knows nobody's own teeth. Smiles, and their going, are what it was shown of lips; teeth of white rows turn a
little greyer. Where lips are far apart, and where they stay closed, it does nothing; tongues are not in it.
Faces turned away, and faces unlike those of its lessons, get less.""",
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
        leaky: how much there and back counts outside the opening, so that of states which no two photographs
            show something is known: that there, little is to be changed.
        lips: how much more a pixel counts on the lips and between them.
        play: step from which the critic is heeded; it learns from the first one on.
        half: whether networks are computed in bfloat16, on processors that can.
    """

    seed: int = 0
    minutes: float = 90.0
    steps: int = 560
    batch: int = 4
    rate: float = 7e-4
    rate_critic: float = 2e-3
    decay: float = 1e-3
    average: float = 0.995
    true: float = 3.0
    spoken: float = 0.0
    loose: float = 0.4
    leaky: float = 0.2
    pixel: float = 4.0
    look: float = 1.0
    lips: float = 2.0
    fooled: float = 0.02
    play: int = 200
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
        taught: where the pair teaches anything [n, 1, s, s], 0–1.
        place: where the window begins, down and across.
    """

    made: Tensor
    truth: Tensor
    maps: Tensor
    act: Tensor
    units: Tensor
    exact: Tensor
    taught: Tensor
    place: tuple[int, int]

    def laid(self, picture: Tensor, share: Tensor) -> Tensor:
        """So much of a picture over what the rig drew."""
        return torch.lerp(self.made, picture, share)

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

    def held(self, kind: str, most: int = 40) -> Mouths | None:
        """Pairs of people held out, as they are; None if there are none."""
        held = np.flatnonzero(self._pairs.held & (self._pairs.kinds == kind))[:most]
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
        is_true = torch.from_numpy(self._pairs.kinds[chosen] == "true")[:, None, None, None]
        maps = _like_convolutions(x[:, 7:])
        return Mouths(
            _like_convolutions(x[:, :3]),
            _like_convolutions(x[:, 3:6]),
            maps,
            x[:, 6:7].contiguous(),
            torch.from_numpy(np.stack(units)),
            torch.where(is_true, self._recipe.loose, 1.0),
            torch.where(is_true, 1.0, torch.lerp(opening(maps), torch.tensor(1.0), self._recipe.leaky)),
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
        return _lit(_sharpened(pictures, rng), rng), act, maps, units


def _placed(layers: Floats, matrix: NDArray[Any]) -> Floats:
    """Pictures or maps [s, s, k] carried by a matrix [2, 3]."""
    planes = (np.ascontiguousarray(plane) for plane in np.moveaxis(layers, 2, 0))
    return np.dstack(
        [cv2.warpAffine(plane, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE) for plane in planes]
    )


def _joined(pair: tuple[Floats, Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    pictures, act, maps, units = pair
    return np.concatenate([pictures, act, maps], 2).astype(np.float32), units


def _sharpened(pictures: Floats, rng: Generator) -> Floats:
    """Sharper or softer, alike in both: of a larger photograph the crop is sharper."""
    if rng.random() < 0.5:
        return pictures
    soft = np.dstack([cv2.GaussianBlur(x, (0, 0), 0.8) for x in np.dsplit(pictures, 2)])
    return pictures + np.float32(rng.uniform(-0.6, 0.8)) * (pictures - soft)


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


def opening(maps: Tensor) -> Tensor:
    """What lies between the lips, and the rim of these [n, 1, s, s], 0–1."""
    return nn.functional.max_pool2d(maps[:, HOLE : HOLE + 1].clamp(0, 1), 2 * _RIM + 1, 1, _RIM)


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
        self._net, self._vgg, self._recipe, self._machine = net, vgg, recipe, machine
        self._critic = MouthCritic(vgg.channels).to(machine.device)
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
        held = {kind: dealer.held(kind) for kind in KINDS}
        self._held = {kind: sent(x, machine.device) for kind, x in held.items() if x is not None}
        self.seen = {kind: int(((pairs.kinds == kind) & ~pairs.held).sum()) for kind in KINDS}

    def step(self, batch: Mouths, step: int) -> Losses:
        """One batch."""
        x, recipe = sent(batch, self._machine.device), self._recipe
        with self._quick():
            made = self._net(x.made, x.maps, x.units, x.act).float().clamp(0, 1)
        # Where a pair teaches nothing, nothing is compared, and nothing given away to the critic.
        shown = x.window(x.laid(made, x.taught))
        goal = x.window(x.laid(x.truth, x.taught * x.act))
        with self._quick():
            seen = self._vgg(shown)
            with torch.no_grad():
                true = self._vgg(goal)
        counted = x.window(x.taught * x.act)
        look = torch.stack([apart.mean() for apart in parted(seen, true)]).sum()
        pixel = pixel_loss(made, x, recipe.lips)
        losses = {"pixel": pixel, "look": look, "critic": self._judged(true, seen, counted)}
        loss = recipe.pixel * pixel + recipe.look * look
        if step >= recipe.play and recipe.fooled:
            losses["fooled"] = -mean_inside(self._critic(seen), counted)
            loss = loss + recipe.fooled * losses["fooled"]
        self.taught.learners["finish"].improve(loss)
        return {"loss": loss, **losses}

    def _judged(self, true: list[Tensor], seen: list[Tensor], counted: Tensor) -> Tensor:
        """Teach the critic, by a hinge: 2 is what tossing a coin comes to."""
        yes, no = (self._critic([f.detach() for f in features]) for features in (true, seen))
        off = [nn.functional.relu(1 - a) + nn.functional.relu(1 + b) for a, b in zip(yes, no, strict=True)]
        loss = mean_inside(off, counted)
        self.taught.learners["critic"].improve(loss)
        return loss.detach()

    def _quick(self) -> torch.autocast:
        return torch.autocast(self._machine.device.type, torch.bfloat16, enabled=self._recipe.half)

    def figures(self) -> Mapping[str, float]:
        """See ``_MEASURED``."""
        net = kept(self.taught)
        return {
            f"{kind}_{name}": value
            for kind, x in self._held.items()
            for name, value in figures_of(net, self._vgg, x).items()
        }

    @torch.no_grad()
    def sheet(self) -> NDArray[np.uint8] | None:
        """People held out: the rig, finished, the photograph."""
        if not self._held:
            return None
        net = kept(self.taught)
        return np.vstack([_sheet_of(x, net(x.made, x.maps, x.units, x.act)) for x in self._held.values()])


def _sheet_of(x: Mouths, made: Tensor) -> NDArray[np.uint8]:
    """A few of a batch, beside each other."""
    few = np.linspace(0, len(made) - 1, _SHOWN).round().astype(int)
    return np.vstack([np.hstack(list(_pixels(row[few]))) for row in (x.made, made, x.truth)])


def mean_inside(values: Sequence[Tensor], share: Tensor) -> Tensor:
    """Mean over the blocks of the mean inside ``share`` [n, 1, h, w]."""
    means = []
    for x in values:
        inside = nn.functional.interpolate(share, size=x.shape[-2:], mode="area")
        means.append((x * inside).sum() / inside.sum().clamp(min=1))
    return torch.stack(means).mean()


def pixel_loss(made: Tensor, x: Mouths, lips: float) -> Tensor:
    """Mean difference where anything may change, of pixels and of 2 × 2 and 8 × 8 of them together."""
    more = (x.maps[:, HOLE : HOLE + 1] + x.maps[:, LIPS : LIPS + 1]).clamp(0, 1)
    weight = x.act * x.taught * (1 + lips * more)
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
        "look": float(look.mean() / rig.mean()),
        "pixel": float(off.mean() / rig_off.mean()),
        "better": float((look < rig).float().mean()),
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
