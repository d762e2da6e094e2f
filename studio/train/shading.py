"""Teaches the shading network: folds and cheek shading from pairs of pictures of one person.

python -m studio.train.shading --data FOLDER --minutes 50    builds the pairs, trains, writes models/shading
python -m studio.train.shading --pairs FILE                  the same from pairs that were stored
python -m studio.train.shading --data FOLDER --evaluate      the table of the London set's unseen people
"""

import argparse
import hashlib
import os
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import h5py
import numpy as np
import torch
from numpy.random import Generator
from safetensors.torch import load_file
from torch import Tensor, nn

from studio.engine.shading import (
    Familiar,
    Shading,
    appearance_code,
    face_tensors,
    save_shading,
)
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.models import installed_file, shelf
from studio.nets.perception import Vgg16Hed, parted
from studio.nets.shading import AppearanceFeatures, ShadingConfig, ShadingNet
from studio.train.face_pairs import FaceSet, build
from studio.train.shading_lessons import Lesson, collate, lesson
from studio.train.shading_table import sheet, table, trials

FACE = (8, 152), (16, 144)
"""First and last row and column of the crop that hold the face."""
WINDOW = 80
"""Side of the part of it whose features are compared: all of it would take three times as long."""
_REPORT = 250
_DEPTH = 3
"""Blocks of VGG16-HED in the loss; the table uses all five."""
_CODES, _AXES = 700, 12
"""Faces, and directions of their appearance, from which familiarity is told."""

CARD = '''name = "shading"
title = "Folds and shading"
purpose = "rendering"
about = """
What a photograph is multiplied with when its face moves: folds deepen, cheeks catch light. Made from the
photograph once and from the motion of the landmarks for every frame. Learned from pairs of photographs
of one person. Clips: GRID, one speaker (Cooke, Barker, Cunningham, Shao). Portraits: Face Research Lab
London Set, 73 people (DeBruine, Jones). Both CC BY 4.0; which faces are familiar is told from these, the
40 Canadian portraits of the same authors (CC BY 4.0) and 466 of members of Congress (public domain).
Limits: learned from smiles in even studio light and from one man's speech and blinks. Nobody frowns or
raises the brows strongly in it. Faces turned away, and faces unlike those, get less."""

[licence]
id = "MIT"
holder = "Galatea Studio authors"
url = "https://opensource.org/license/mit"

[[files]]
name = "shading.safetensors"
size = {size}
sha256 = "{sha256}"

[training]
command = "python -m studio.train.shading --data FOLDER"
recipe = "recipe.toml"
data = [
    "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
    "GRID s1, 220 sentences, up to 4 frames of each (CC BY 4.0)",
    "Face Research Lab Canada portraits, 40, Congress, 466 (CC BY 4.0, public domain): familiarity",
]
seed = {seed}
steps = {steps}

[metrics]
# London set, 15 people held out, geometry of the true photograph; VGG16-HED distance to the truth.
{metrics}
'''


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the learning rate falls accordingly.
        london: share of the London set among the lessons; the rest is GRID.
        colour, look, even, outside, partial: weights of the losses.
    """

    seed: int = 0
    minutes: float = 55.0
    steps: int = 4000
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
    return nn.functional.grid_sample(
        lit, field, mode="bilinear", padding_mode="border", align_corners=False
    ).clamp(0, 1)


def features_of(net: ShadingNet, x: Lesson) -> AppearanceFeatures:
    out: AppearanceFeatures = net.appearance(x.picture, x.skin, x.holes, x.fade)
    return out


def look_distance(vgg: Vgg16Hed, picture: Tensor, goal: Tensor) -> Tensor:
    """Sum over the blocks of the mean distance of features."""
    with torch.no_grad():
        truth = vgg(goal)
    return torch.stack([d.mean() for d in parted(vgg(picture), truth)]).sum()


def window(pictures: Sequence[Tensor], rng: Generator) -> list[Tensor]:
    """The same part of the face out of all of them."""
    top, left = (int(rng.integers(low, high - WINDOW + 1)) for low, high in FACE)
    return [p[:, :, top : top + WINDOW, left : left + WINDOW] for p in pictures]


def losses(net: ShadingNet, vgg: Vgg16Hed, x: Lesson, rng: Generator) -> Losses:
    """All parts for a batch; some part of the motion must give about that part of the gain."""
    part = float(rng.uniform(0.05, 0.95))
    with torch.autocast(x.picture.device.type, torch.bfloat16, enabled=x.picture.is_cuda):
        features = features_of(net, x)
        rest, whole, partly = (net.coefficients(features, x.motion * k).float() for k in (0.0, 1.0, part))
    gain, less = net.gain(features, whole, rest), net.gain(features, partly, rest)
    result = shown(x.picture, gain, x.field)
    off = nn.functional.avg_pool2d((result - x.goal) * x.counted, 4).abs().sum() * 16 / 3
    filled_in = result * x.counted + x.goal * (1 - x.counted)
    return Losses(
        colour=off / x.counted.sum(),
        look=look_distance(vgg, *window([filled_in, x.goal], rng)),
        even=gain.diff(dim=2).abs().mean() + gain.diff(dim=3).abs().mean(),
        outside=(gain.abs() * (1 - x.skin * (1 - x.holes))).mean(),
        partial=nn.functional.avg_pool2d(less - gain * part, 4).abs().mean(),
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
        sets = [
            london if rng.random() < recipe.london or not len(grid) else grid for _ in range(recipe.batch)
        ]
        yield collate([lesson(faces, s[rng.integers(len(s))], rng) for s in sets])


def progress_of(recipe: Recipe, step: int, began: float) -> float:
    """How much of the training is done, 0–1."""
    return min(1.0, max(step / recipe.steps, (time.monotonic() - began) / (60 * recipe.minutes)))


def rate_at(recipe: Recipe, done: float, step: int) -> float:
    """Learning rate: a short rise, then half a cosine."""
    return (
        recipe.rate * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * (0.5 + 0.5 * float(np.cos(np.pi * done))))
    )


def started(recipe: Recipe, start: Path | None) -> ShadingNet:
    """A network to be taught, which looks at a photograph as the one of the file ``start`` does."""
    torch.manual_seed(recipe.seed)
    net = ShadingNet(recipe.config)
    if start:
        known, fresh = load_file(start), net.state_dict()
        for name in fresh:
            old = known.get(f"net.{name}")
            if name.startswith("appearance") and old is not None and old.shape == fresh[name].shape:
                fresh[name] = old.float()
        net.load_state_dict(fresh)
    return net


def train(
    net: ShadingNet, faces: FaceSet, vgg: Vgg16Hed, recipe: Recipe, device: torch.device
) -> tuple[ShadingNet, int]:
    """The network (its averaged weights) and how many steps it took."""
    rng = np.random.default_rng(recipe.seed)
    net = net.to(device)
    average, began = Average(net, recipe.average), time.monotonic()
    optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    known, unseen = (held_lessons(faces, p, device) for p in ("london/train", "london/val"))
    for step, batch in enumerate(drawn(faces, recipe, rng)):
        done = progress_of(recipe, step, began)
        if done >= 1:
            return average.net.eval(), step
        for group in optimiser.param_groups:
            group["lr"] = rate_at(recipe, done, step)
        loss = losses(net, vgg, batch.to(device), rng).total(recipe)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        average.take(net, step)
        if step % _REPORT == 0:
            report = [progress_line(average.net, vgg, x) for x in (known, unseen)]
            print(f"{step:6} {done:4.0%}  seen {report[0]}  unseen {report[1]}", flush=True)
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
    bare, ours = (p * x.counted + x.goal * (1 - x.counted) for p in (bare, ours))
    look = look_distance(vgg, ours, x.goal) / look_distance(vgg, bare, x.goal)
    off = (ours - x.goal).abs().mean() / (bare - x.goal).abs().mean()
    return f"look {float(look):.3f} colour {float(off):.3f} gain {float(gain.abs().mean()):.3f}"


@torch.no_grad()
def familiar_faces(net: ShadingNet, faces: FaceSet, rng: Generator) -> Familiar:
    """What faces look like to the network: directions in which they differ, and how far they go."""
    net = net.cpu()
    codes = []
    for i in _one_of_each(faces, rng):
        features = net.appearance(*face_tensors(faces.crops[i], faces.points[i]))
        codes.append(appearance_code(features))
    table_of_codes = np.array(codes)
    mean = table_of_codes.mean(0)
    _, spread, axes = np.linalg.svd(table_of_codes - mean, full_matrices=False)
    scale = np.sqrt(len(codes)) / spread[:_AXES]
    known = Familiar(mean, (axes[:_AXES].T * scale).astype(np.float32), 1.0, 2.0)
    far = np.percentile([known.distance(c) for c in codes], 99)
    return replace(known, near=float(far), far=float(2 * far))


def _one_of_each(faces: FaceSet, rng: Generator) -> list[int]:
    """Indices of the portraits, and of some frames of GRID's one speaker; nobody who is held out."""
    still = [i for i, name in enumerate(faces.names) if "/train/" in name and not name.startswith("grid")]
    film = [i for i, name in enumerate(faces.names) if name.startswith("grid/train")]
    return still[:_CODES] + sorted(rng.permutation(film)[:20].tolist())


def perception(path: Path, depth: int) -> Vgg16Hed:
    """VGG16-HED from its published file."""
    arrays: dict[str, np.ndarray] = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, x: arrays.update({name: x[()]}) if isinstance(x, h5py.Dataset) else None)
    return Vgg16Hed(arrays, depth)


def measure(data: Path, weights: Path, features: Path, sheets: Path | None = None) -> dict[str, float]:
    """Print the table of the people held out, and give its figures."""
    shading, vgg, find = Shading(weights, torch.device("cpu")), perception(features, 5), FaceLandmarker().find
    figures: dict[str, float] = {}
    for toward in ("smile", "neutral"):
        results = list(trials(data / "portraits/london/val", find, shading, vgg, toward))
        print(table(results, toward), flush=True)
        for key in ("copy", "warp", "ours"):
            figures[f"toward_{toward}_{key}"] = float(np.mean([getattr(r, key) for r in results]))
        figures[f"toward_{toward}_better_for"] = float(np.mean([r.ours < r.warp for r in results]))
        if sheets:
            cv2.imwrite(str(sheets / f"toward_{toward}.png"), sheet(results)[:, :, ::-1])
    return figures


def write_card(folder: Path, seed: int, steps: int, figures: dict[str, float]) -> None:
    """Describe the weights that lie in ``folder``."""
    content = (folder / "shading.safetensors").read_bytes()
    lines = "\n".join(f"{name} = {value:.4f}" for name, value in figures.items())
    card = CARD.format(
        size=len(content), sha256=hashlib.sha256(content).hexdigest(), seed=seed, steps=steps, metrics=lines
    )
    (folder / "card.toml").write_text(card, encoding="utf-8")


def read_recipe(folder: Path) -> Recipe:
    """``recipe.toml`` beside the weights."""
    return Recipe(**tomllib.loads((folder / "recipe.toml").read_text("utf-8")))


def gather(data: Path, pairs: Path | None) -> FaceSet:
    """The pairs: from ``pairs`` if it is there, else read from the data and stored in it."""
    if pairs and pairs.is_file():
        return FaceSet.load(pairs)
    faces = build(data, FaceLandmarker().find)
    if pairs:
        faces.save(pairs)
    return faces


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Teach the shading network, or measure it.")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GALATEA_DATA", "../shared/data")))
    parser.add_argument("--pairs", type=Path, help="file of aligned pairs: read if it exists, else written")
    parser.add_argument("--features", type=Path, help="VGG16-HED's file, if it is not the installed one")
    parser.add_argument(
        "--out", type=Path, default=shelf() / "shading", help="folder of recipe, weights, card"
    )
    parser.add_argument("--start", type=Path, help="weights whose appearance network is taken over")
    parser.add_argument("--minutes", type=float, help="instead of the recipe's")
    parser.add_argument("--steps", type=int, help="instead of the recipe's")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate", action="store_true", help="only measure the weights that are there")
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets of the people held out")
    return parser.parse_args()


def main() -> None:
    """Train and measure, or only measure."""
    asked = options()
    torch.set_num_threads(asked.threads)
    features, weights = asked.features or installed_file("vgg16_hed"), asked.out / "shading.safetensors"
    if asked.evaluate:
        measure(asked.data, weights, features, asked.sheets)
        return
    changed = {
        name: getattr(asked, name) for name in ("minutes", "steps") if getattr(asked, name) is not None
    }
    recipe = replace(read_recipe(asked.out), **changed)
    faces = gather(asked.data, asked.pairs)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # Processors without instructions for it are eight times slower at half precision.
    vgg = perception(features, _DEPTH).to(device, torch.bfloat16 if device.type == "cuda" else None)
    net, steps = train(started(recipe, asked.start), faces, vgg, recipe, device)
    save_shading(weights, net, familiar_faces(net, faces, np.random.default_rng(recipe.seed)))
    unmeasured = not (asked.data / "portraits/london/val").is_dir()
    write_card(
        asked.out,
        recipe.seed,
        steps,
        {} if unmeasured else measure(asked.data, weights, features, asked.sheets),
    )


if __name__ == "__main__":
    main()
