"""Teaches the shading network: folds and cheek shading from pairs of pictures of one person.

python -m studio.train.shading --data FOLDER --minutes 50    builds the pairs, trains, writes models/shading
python -m studio.train.shading --pairs FILE                  the same from pairs that were stored
python -m studio.train.shading --data FOLDER --evaluate      the table of the London set's unseen people
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import cv2
import h5py
import numpy as np
import torch
from numpy.random import Generator
from safetensors.torch import load_file
from torch import Tensor, nn

from studio.engine.crop import SIZE, finely
from studio.engine.rig_renderer.shading import Familiar, Shading, appearance_code, face_tensors, save_shading
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.models import Training, installed_file, shelf
from studio.files.places import state_folder
from studio.nets.perception import Vgg16Hed, parted
from studio.nets.shading import AppearanceFeatures, ShadingConfig, ShadingNet
from studio.train.batches import Drawn
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.face_pairs import FaceSet, gathered
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.pace import Length, Schedule
from studio.train.shading_lessons import Pair, collate, pair_of
from studio.train.shading_table import sheet, table, trials
from studio.train.taught import Learner, Taught

FACE = (8, 152), (16, 144)
"""First and last row and column of the crop that hold the face."""
WINDOW = 80
"""Side of the part of it whose features are compared: all of it would take three times as long."""
_FINE_WINDOW = 96
"""The same of a finer crop, in its own pixels."""
_REPORT = 250
_DEPTH = 3
"""Blocks of VGG16-HED in the loss; the table uses all five."""
_ANEW = 0.25
"""The share of the finer maps' learning rate that all else takes when everything is learned anew."""
_CODES, _AXES = 700, 12
"""Faces, and directions of their appearance, from which familiarity is told."""

CARD = Card(
    name="shading",
    title="Folds and shading",
    purpose="rendering",
    about="""
What a photograph is multiplied with when its face moves: folds deepen, cheeks catch light. Made from the
photograph once and from the motion of the landmarks for every frame. Learned from pairs of photographs
of one person: light and shade in crops of 160 pixels, fine lines in crops of 320. Clips: GRID, one speaker
(Cooke, Barker, Cunningham, Shao). Portraits: Face Research Lab London Set, 73 people (DeBruine, Jones). Both
CC BY 4.0; which faces are familiar is told from these, the 40 Canadian portraits of the same authors
(CC BY 4.0) and 466 of members of Congress (public domain).""",
    limits="""learned from smiles in even studio light and from one man's speech and blinks. Nobody frowns or
raises the brows strongly in it. Faces turned away, and faces unlike those, get less. Fine lines are grey, and
no finer than the 320th part of the crop.""",
    files=("shading.safetensors",),
    training=Training(
        command="python -m studio.train.shading --data FOLDER",
        data=(
            "Face Research Lab London Set, 73 people, neutral and smiling, 1350 pixels (CC BY 4.0)",
            "GRID s1, 220 sentences, up to 4 frames of each (CC BY 4.0)",
            "Face Research Lab Canada portraits, 40, Congress, 466 (CC BY 4.0, public domain): familiarity",
        ),
    ),
)
_MEASURED = (
    "London set, 15 people held out, geometry of the true photograph; VGG16-HED distance to the truth."
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the learning rate falls accordingly.
        london: share of the London set among the lessons; the rest is GRID.
        colour, look, even, outside, partial: weights of the losses.
        coarse: share of the learning rate that all but the finer maps take; 0 leaves the rest as it was in
            the weights that are gone on from, and is ``_ANEW`` if there are none.
        size, appearance, motion, details, fine: of the network (``ShadingConfig``).
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
    coarse: float = 1.0
    size: int = 160
    appearance: int = 16
    motion: int = 16
    details: int = 8
    fine: int = 0

    @property
    def config(self) -> ShadingConfig:
        return ShadingConfig(self.size, self.appearance, self.motion, self.details, fine=self.fine)

    @property
    def times(self) -> int:
        """How many times as fine as the networks' crop the pictures must be."""
        return self.config.side // self.config.size

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


@dataclass(frozen=True, slots=True)
class Parts:
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


def features_of(net: ShadingNet, x: Pair) -> AppearanceFeatures:
    out: AppearanceFeatures = net.appearance(x.picture, x.skin, x.holes, x.fade)
    return out


def look_distance(vgg: Vgg16Hed, picture: Tensor, goal: Tensor) -> Tensor:
    """Sum over the blocks of the mean distance of features."""
    with torch.no_grad():
        truth = vgg(goal)
    return torch.stack([d.mean() for d in parted(vgg(picture), truth)]).sum()


def window(pictures: Sequence[Tensor], rng: Generator) -> list[Tensor]:
    """The same part of the face out of all of them."""
    times = pictures[0].shape[-1] // SIZE
    side = WINDOW if times == 1 else _FINE_WINDOW
    top, left = (int(rng.integers(low * times, high * times - side + 1)) for low, high in FACE)
    return [p[:, :, top : top + side, left : left + side] for p in pictures]


def losses(net: ShadingNet, vgg: Vgg16Hed, x: Pair, machine: Machine, rng: Generator) -> Parts:
    """All parts for a batch; some part of the motion must give about that part of the gain."""
    part = float(rng.uniform(0.05, 0.95))
    with machine.autocast():
        features = features_of(net, x)
        rest, whole, partly = (net.coefficients(features, x.motion * k).float() for k in (0.0, 1.0, part))
    gain, less = net.whole(features, whole, rest), net.whole(features, partly, rest)
    result, times = shown(x.picture, gain, x.field), gain.shape[-1] // SIZE
    off = pooled((result - x.goal) * x.counted).abs().sum() * (4 * times) ** 2 / 3
    filled_in = result * x.counted + x.goal * (1 - x.counted)
    return Parts(
        colour=off / x.counted.sum(),
        look=look_distance(vgg, *window([filled_in, x.goal], rng)),
        even=times * (gain.diff(dim=2).abs().mean() + gain.diff(dim=3).abs().mean()),
        outside=(gain.abs() * (1 - x.skin * (1 - x.holes))).mean(),
        partial=pooled(less - gain * part).abs().mean(),
    )


def pooled(picture: Tensor) -> Tensor:
    """Means over places that are 4 pixels of the networks' crop wide."""
    return nn.functional.avg_pool2d(picture, 4 * picture.shape[-1] // SIZE)


def drawn(faces: FaceSet, recipe: Recipe) -> Drawn[Pair]:
    """Batches without end."""
    london, grid = faces.pairs_of("london/train"), faces.pairs_of("grid/train")

    def draw(_number: int, rng: Generator) -> Pair:
        sets = [
            london if rng.random() < recipe.london or not len(grid) else grid for _ in range(recipe.batch)
        ]
        return collate([pair_of(faces, s[rng.integers(len(s))], rng) for s in sets])

    return Drawn(draw, recipe.seed)


def started(recipe: Recipe, start: Path | None) -> ShadingNet:
    """A network to be taught, which does what the one of the file ``start`` does as far as both are alike."""
    net = ShadingNet(recipe.config)
    if start:
        known, fresh = load_file(start), net.state_dict()
        for name, new in fresh.items():
            old = known.get(f"net.{name}")
            if old is not None and old.shape == new.shape:
                fresh[name] = old.float()
        net.load_state_dict(fresh)
    return net


def paced(net: ShadingNet, recipe: Recipe) -> list[dict[str, Any]]:
    """The parameters in two groups, the finer maps' and all others, and what share of the pace each takes.

    Those that take none are learned no further.
    """
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        share = 1.0 if "sharpen" in name else recipe.coarse
        parameter.requires_grad = share > 0
        groups.setdefault(share, []).append(parameter)
    return [{"params": group, "share": share} for share, group in groups.items() if share > 0]


class ShadingLesson(Lesson[Pair]):
    """Pairs of pictures, and a network that is to explain the second by the first."""

    def __init__(
        self, net: ShadingNet, faces: FaceSet, vgg: Vgg16Hed, recipe: Recipe, machine: Machine, rng: Generator
    ) -> None:
        optimiser = torch.optim.AdamW(paced(net, recipe), recipe.rate, weight_decay=recipe.decay)
        learner = Learner(optimiser, Schedule(recipe.rate, rise=100), clip=1.0)
        taught = Taught({"shading": net}, {"shading": learner}, {"shading": recipe.average})
        super().__init__(taught, drawn(faces, recipe), rng)
        self._net, self._vgg, self._recipe, self._machine = net, vgg, recipe, machine
        held = {"seen": "london/train", "unseen": "london/val"}
        pairs = {name: held_pairs(faces, prefix) for name, prefix in held.items()}
        self._held = {name: x.to(machine.device) for name, x in pairs.items() if x is not None}

    def step(self, batch: Pair, step: int) -> Losses:
        """One batch."""
        loss = losses(self._net, self._vgg, batch.to(self._machine.device), self._machine, self.rng)
        total = loss.total(self._recipe)
        self.taught.learners["shading"].improve(total)
        return {"loss": total, **{f.name: getattr(loss, f.name) for f in fields(loss)}}

    def figures(self) -> dict[str, float]:
        """How far the averaged network is, on pairs it learns from and on people held out."""
        net = averaged(self.taught)
        return {
            f"{name}_{what}": value
            for name, x in self._held.items()
            for what, value in progress(net, self._vgg, x).items()
        }


def averaged(taught: Taught) -> ShadingNet:
    """The network that is kept."""
    net = taught.averages["shading"].net
    assert isinstance(net, ShadingNet)
    return net.eval()


def held_pairs(faces: FaceSet, prefix: str, most: int = 16) -> Pair | None:
    """The same pairs each time, not varied; None if there are none."""
    pairs = faces.pairs_of(prefix)[:most]
    return collate([pair_of(faces, pair) for pair in pairs]) if len(pairs) else None


@torch.no_grad()
def progress(net: ShadingNet, vgg: Vgg16Hed, x: Pair) -> dict[str, float]:
    """How far the result is from the truth, as parts of how far the bare warp is; and the mean gain."""
    gain = net(features_of(net, x), x.motion)
    bare, ours = (shown(x.picture, g, x.field) for g in (gain * 0, gain))
    bare, ours = (p * x.counted + x.goal * (1 - x.counted) for p in (bare, ours))
    look = look_distance(vgg, ours, x.goal) / look_distance(vgg, bare, x.goal)
    off = (ours - x.goal).abs().mean() / (bare - x.goal).abs().mean()
    return {"look": float(look), "colour": float(off), "gain": float(gain.abs().mean())}


@torch.no_grad()
def familiar_faces(net: ShadingNet, faces: FaceSet, rng: Generator) -> Familiar:
    """What faces look like to the network: directions in which they differ, and how far they go."""
    net = net.cpu()
    codes = []
    for i in _one_of_each(faces, rng):
        features = net.appearance(*face_tensors(faces.crops[i], finely(faces.points[i], faces.times)))
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


def card_of(recipe: Recipe, outcome: Outcome, figures: dict[str, float], start: Path | None) -> Card:
    """The card of weights that were just taught."""
    card = CARD.taught(recipe.seed, outcome, recipe.length)
    if start:
        command = f"{card.training.command} --start EARLIER"
        kept = "earlier weights, of which all but the finer maps was kept"
        notes = {"start": "earlier weights" if recipe.coarse else kept}
        card = replace(card, training=replace(card.training, command=command), notes=notes)
    return replace(card, measured=(Measured(_MEASURED, figures),)) if figures else card


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / "shading"
    parser = options("Teach the shading network, or measure it.", out=shelf() / "shading", work=work)
    parser.add_argument("--pairs", type=Path, help="file of aligned pairs: read if it exists, else written")
    parser.add_argument("--features", type=Path, help="VGG16-HED's file, if it is not the installed one")
    parser.add_argument("--start", type=Path, help="weights to go on from, as far as they are alike")
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets of the people held out")
    return parser.parse_args()


def teach(asked: argparse.Namespace, features: Path, weights: Path) -> tuple[Recipe, Outcome]:
    """Train and store the weights."""
    recipe, machine = read_recipe(asked, shelf() / "shading", Recipe), chosen(asked.device, asked.threads)
    if not asked.start and not recipe.coarse:
        recipe = replace(recipe, coarse=_ANEW)
    faces, rng = gathered(asked.data, asked.pairs, recipe.times), sow(recipe.seed)
    vgg = perception(features, _DEPTH).to(machine.device, torch.bfloat16 if machine.half else None)
    vgg = vgg.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    net = started(recipe, asked.start).to(machine.device)
    lesson = ShadingLesson(net, faces, vgg, recipe, machine, rng)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT))
    net = averaged(lesson.taught)
    save_shading(weights, net, familiar_faces(net, faces, np.random.default_rng(recipe.seed)))
    return recipe, outcome


def main() -> None:
    """Train and measure, or only measure."""
    asked = asked_for()
    features, weights = asked.features or installed_file("vgg16_hed"), asked.out / "shading.safetensors"
    if asked.evaluate:
        measure(asked.data, weights, features, asked.sheets)
        return
    recipe, outcome = teach(asked, features, weights)
    held = (asked.data / "portraits/london/val").is_dir()
    figures = measure(asked.data, weights, features, asked.sheets) if held else {}
    write_card(asked.out, card_of(recipe, outcome, figures, asked.start))


if __name__ == "__main__":
    told(main)
