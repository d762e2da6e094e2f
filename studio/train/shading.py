"""Teaches the shading network: folds and cheek shading from pairs of pictures of one person.

    python -m studio.train.shading --data FOLDER --minutes 50      builds the pairs, trains, writes models/shading
    python -m studio.train.shading --data FOLDER --evaluate        the table of the London set's unseen people
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from studio.nets.perception import Vgg16Hed, parted
from studio.nets.shading import AppearanceFeatures, ShadingConfig, ShadingNet
from studio.train.face_pairs import FaceSet
from studio.train.shading_lessons import Lesson, collate, lesson

WINDOW = (slice(8, 152), slice(16, 144))
"""Rows and columns of the crop that hold the face."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the learning rate falls accordingly.
        london: share of the London set among the lessons; the rest is GRID.
        colour, look, even, outside, partial: weights of the losses.
    """

    seed: int = 0
    minutes: float = 50.0
    steps: int = 20000
    batch: int = 4
    rate: float = 1e-3
    decay: float = 1e-3
    average: float = 0.998
    london: float = 0.78
    colour: float = 8.0
    look: float = 3.0
    even: float = 0.15
    outside: float = 0.5
    partial: float = 1.0
    size: int = 160
    appearance: int = 16
    motion: int = 16
    details: int = 8

    @property
    def config(self) -> ShadingConfig:
        return ShadingConfig(self.size, self.appearance, self.motion, self.details)


@dataclass(frozen=True, slots=True)
class Losses:
    """Parts of the loss, unweighted."""

    colour: Tensor
    look: Tensor
    even: Tensor
    outside: Tensor
    partial: Tensor

    def total(self, recipe: Recipe) -> Tensor:
        return (
            recipe.colour * self.colour
            + recipe.look * self.look
            + recipe.even * self.even
            + recipe.outside * self.outside
            + recipe.partial * self.partial
        )


def shown(picture: Tensor, gain: Tensor, field: Tensor) -> Tensor:
    """The photograph with its gain, in the target's geometry: [n, 3, s, s]."""
    lit = picture * torch.exp(gain)
    return F.grid_sample(lit, field, mode="bilinear", padding_mode="border", align_corners=False).clamp(0, 1)


def features_of(net: ShadingNet, x: Lesson) -> AppearanceFeatures:
    out: AppearanceFeatures = net.appearance(x.picture, x.skin, x.holes, x.fade)
    return out


def look_distance(vgg: Vgg16Hed, picture: Tensor, goal: Tensor) -> Tensor:
    """Sum over the blocks of the mean distance of features."""
    rows, columns = WINDOW
    a, b = (x[:, :, rows, columns] for x in (picture, goal))
    with torch.no_grad():
        truth = vgg(b)
    return torch.stack([d.mean() for d in parted(vgg(a), truth)]).sum()


def losses(net: ShadingNet, vgg: Vgg16Hed, x: Lesson, part: float) -> Losses:
    """All parts for a batch; ``part`` of the motion must give about that part of the gain."""
    with torch.autocast(x.picture.device.type, torch.bfloat16):
        features = features_of(net, x)
        rest, whole, partly = (net.coefficients(features, x.motion * k).float() for k in (0.0, 1.0, part))
    gain, less = net.gain(features, whole, rest), net.gain(features, partly, rest)
    result = shown(x.picture, gain, x.field)
    off = F.avg_pool2d((result - x.goal) * x.counted, 4).abs().sum() * 16 / 3
    filled_in = result * x.counted + x.goal * (1 - x.counted)
    uncounted = 1 - x.skin * (1 - x.holes)
    return Losses(
        colour=off / x.counted.sum(),
        look=look_distance(vgg, filled_in, x.goal),
        even=gain.diff(dim=2).abs().mean() + gain.diff(dim=3).abs().mean(),
        outside=(gain.abs() * uncounted).mean(),
        partial=F.avg_pool2d(less - gain * part, 4).abs().mean(),
    )


class Average:
    """The running average of a network's weights, which is what is kept."""

    def __init__(self, net: ShadingNet, keep: float) -> None:
        self.net = ShadingNet(net.config).to(next(net.parameters()).device)
        self.net.load_state_dict(net.state_dict())
        self.net.requires_grad_(False)
        self._keep = keep

    def take(self, net: ShadingNet, step: int) -> None:
        keep = min(self._keep, (1 + step) / (10 + step))
        for mean, now in zip(self.net.parameters(), net.parameters(), strict=True):
            mean.lerp_(now.detach(), 1 - keep)


def drawn(faces: FaceSet, recipe: Recipe, rng: Generator) -> Iterator[Lesson]:
    """Batches without end."""
    london, grid = faces.pairs_of("london/train"), faces.pairs_of("grid/train")
    while True:
        sets = [london if rng.random() < recipe.london or not len(grid) else grid for _ in range(recipe.batch)]
        yield collate([lesson(faces, s[rng.integers(len(s))], rng) for s in sets])


def progress_of(recipe: Recipe, step: int, started: float) -> float:
    """How much of the training is done, 0–1."""
    return min(1.0, max(step / recipe.steps, (time.monotonic() - started) / (60 * recipe.minutes)))


def rate_at(recipe: Recipe, done: float, step: int) -> float:
    """Learning rate: a short rise, then half a cosine."""
    return recipe.rate * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * (0.5 + 0.5 * float(np.cos(np.pi * done))))


def train(faces: FaceSet, vgg: Vgg16Hed, recipe: Recipe, device: torch.device) -> tuple[ShadingNet, int]:
    """The network and how many steps it took."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    net = ShadingNet(recipe.config).to(device)
    average, started = Average(net, recipe.average), time.monotonic()
    optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    known, unseen = (held_lessons(faces, p, device) for p in ("london/train", "london/val"))
    for step, batch in enumerate(drawn(faces, recipe, rng)):
        done = progress_of(recipe, step, started)
        if done >= 1:
            return average.net.eval(), step
        for group in optimiser.param_groups:
            group["lr"] = rate_at(recipe, done, step)
        loss = losses(net, vgg, batch.to(device), float(rng.uniform(0.05, 0.95))).total(recipe)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        average.take(net, step)
        if step % 250 == 0:
            report = [progress_line(average.net, vgg, x) for x in (known, unseen)]
            print(f"{step:6} {done:5.1%} seen {report[0]}   unseen {report[1]}", flush=True)
    raise AssertionError("batches never end")


def held_lessons(faces: FaceSet, prefix: str, device: torch.device, most: int = 16) -> Lesson:
    """The same pairs each time, not varied."""
    pairs = faces.pairs_of(prefix)[:most]
    return collate([lesson(faces, pair) for pair in pairs]).to(device)


@torch.no_grad()
def progress_line(net: ShadingNet, vgg: Vgg16Hed, x: Lesson) -> str:
    """How far the result is from the truth, as parts of how far the bare warp is."""
    gain = net(features_of(net, x), x.motion)
    bare, ours = (shown(x.picture, g, x.field) for g in (gain * 0, gain))
    look, off = (
        [f(p * x.counted + x.goal * (1 - x.counted)) for p in (bare, ours)]
        for f in (lambda p: float(look_distance(vgg, p, x.goal)), lambda p: float((p - x.goal).abs().mean()))
    )
    return f"look {look[1] / look[0]:.3f} colour {off[1] / off[0]:.3f} gain {float(gain.abs().mean()):.3f}"
