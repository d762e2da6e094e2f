"""Teaches the occlusion network what may lie in front of a face, on photographs that it lays things on.

python -m studio.train.occlusion --data FOLDER               builds the faces, trains, writes models/occlusion
python -m studio.train.occlusion --pairs FILE                the same from faces that were stored
python -m studio.train.occlusion --pairs FILE --evaluate     the figures of the people held out
"""

import argparse
from dataclasses import dataclass, fields, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engine.crop import filled, into_crop
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.occluders import load_occlusion, mask_of, probability_of, save_occlusion
from studio.engine.rig_renderer.shading import HOLES
from studio.files.models import Training, shelf
from studio.files.places import state_folder
from studio.nets.occlusion import OcclusionConfig, OcclusionNet
from studio.train.batches import Drawn
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import learn, options, read_recipe, told
from studio.train.curves import Losses
from studio.train.face_pairs import FaceSet, gathered
from studio.train.loop import Habits, Lesson, Outcome
from studio.train.machine import Machine, chosen, sow
from studio.train.occluder_shapes import CHEEKS, MARKS, OCCLUDERS, BareFace, laid
from studio.train.pace import Length, Schedule
from studio.train.shading_lessons import mirrored
from studio.train.taught import Learner, Taught

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_REPORT = 100
_MARGIN = 17
"""Pixels: window by which the oval is widened; what is outside is not taught."""
_BROWS = (105, 334)
_CROWN = (10, 109, 338, 54, 284)
"""Of the oval, above the forehead: the second darkest of what lies outside is taken for hair."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_EVERY_CANADA, _EVERY_CONGRESS = 4, 10
"""Of those sets, every so many people are held out."""
_SHOWN = 96
"""Synthetic pictures of the people held out."""

CARD = Card(
    name="occlusion",
    title="What lies in front of a face",
    purpose="rendering",
    about="""
A hand, a microphone, hair over the brow, the brim of a hat: where they lie in front of the face, so that
they do not move with its skin. Learned from photographs on which such things were drawn or laid; no real
hand, microphone or hat was seen in training. Sure masks only: what is doubtful counts as face, so thin
rims of glasses, single hairs and things that look like skin may be missed. Portraits: Face Research Lab
London Set, 73 people, and Canada, 30 (DeBruine, Jones). Clips: GRID, one speaker (Cooke, Barker,
Cunningham, Shao). All CC BY 4.0. Members of Congress, about 350 (public domain).""",
    files=("occlusion.safetensors",),
    training=Training(
        command="python -m studio.train.occlusion --data FOLDER",
        data=(
            "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
            "Face Research Lab Canada portraits, 30 (CC BY 4.0)",
            "GRID s1, frames of 220 sentences (CC BY 4.0)",
            "Members of Congress, about 350 portraits and paintings (public domain)",
        ),
    ),
)
_MEASURED = """\
People held out (London 15, Canada 10, Congress 40): pixels of the face under drawn occluders, after
all cleaning of the mask; bare_*: part of the face that is masked with nothing in front."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of a training.

    Attributes:
        minutes: it ends then, or after ``steps``, whichever comes first; the rate falls accordingly.
        bare: share of the pictures with nothing in front.
        overlap: weight of the overlap's loss beside that of the pixels.
        worn: names of portraits in which something real lies in front of the face.
    """

    seed: int = 0
    minutes: float = 18.0
    steps: int = 4000
    batch: int = 12
    rate: float = 2e-3
    decay: float = 1e-2
    average: float = 0.995
    bare: float = 0.25
    overlap: float = 0.5
    size: int = 160
    widths: tuple[int, int, int, int] = (16, 40, 80, 96)
    worn: tuple[str, ...] = ()

    @property
    def config(self) -> OcclusionConfig:
        return OcclusionConfig(self.size, self.widths)

    @property
    def length(self) -> Length:
        return Length(self.steps, self.minutes)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A picture and what lies in front in it, or a batch of them.

    Attributes:
        picture: [n, 3, s, s], 0–1.
        skin, holes: [n, 1, s, s], oval of the face; its eyes and mouth.
        front: [n, 1, s, s], how much of each pixel lies in front.
        counted: [n, 1, s, s], 1 where that is known.
    """

    picture: Tensor
    skin: Tensor
    holes: Tensor
    front: Tensor
    counted: Tensor

    def to(self, device: torch.device) -> "Sight":
        return Sight(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


def collate(sights: list[Sight]) -> Sight:
    """Single ones → a batch."""
    return Sight(*(torch.cat([getattr(x, f.name) for x in sights]) for f in fields(Sight)))


# --- faces -------------------------------------------------------------------------------------------


def bare_face(crop: Bytes, points: Array) -> BareFace:
    """A stored face as the drawing knows it."""
    picture = np.asarray(crop / 255, np.float32)
    cheeks = np.array([_around(picture, points[i, :2], 3) for i in CHEEKS])
    rim = points[list(_CROWN), :2]
    above = np.array([_around(picture, p + (p - points[4, :2]) * 0.14, 3) for p in rim])
    hair = above[np.argsort(above @ _LUMA)[1]]
    return BareFace(
        picture, points, filled(points, (t.OVAL,)), np.asarray(np.median(cheeks, axis=0), np.float32), hair
    )


def _around(picture: Floats, place: Array, reach: int) -> Floats:
    x, y = (int(np.clip(round(v), reach, len(picture) - reach - 1)) for v in place)
    part = picture[y - reach : y + reach + 1, x - reach : x + reach + 1].reshape(-1, 3)
    return np.asarray(np.median(part, axis=0), np.float32)


def moved(face: BareFace, rng: Generator) -> BareFace:
    """The same face a little turned, shifted and scaled, mirrored or not."""
    size, c = face.size, rng.uniform(0.92, 1.1) * np.exp(1j * np.radians(rng.normal(0, 4)))
    linear = np.array([[c.real, -c.imag], [c.imag, c.real]])
    picture, points = face.picture, face.points
    if rng.random() < 0.5:
        picture, points = np.ascontiguousarray(picture[:, ::-1]), mirrored(points)
    middle = np.full(2, (size - 1) / 2)
    matrix = np.column_stack([linear, middle + rng.normal(0, 2, 2) - linear @ middle])
    picture = np.asarray(
        cv2.warpAffine(picture, matrix, (size, size), borderMode=cv2.BORDER_REFLECT), np.float32
    )
    points = into_crop(points, matrix)
    return replace(face, picture=picture, points=points, oval=filled(points, (t.OVAL,)))


def doubtful(face: BareFace) -> Bytes:
    """1 where the photograph may have hair of its own in front: beside or above, unlike the skin."""
    light = cv2.GaussianBlur(face.picture @ _LUMA, (0, 0), 1.0) / max(float(face.skin @ _LUMA), 0.02)
    unlike = ((light < 0.66) | (light > 1.5)).astype(np.uint8)
    y = np.mgrid[0 : face.size, 0 : face.size][0]
    above = y < face.points[list(_BROWS), 1].mean() - 3
    inner = cv2.erode(face.oval, np.ones((15, 15), np.uint8))
    hair = cv2.dilate(unlike, np.ones((5, 5), np.uint8))
    return np.asarray(hair * (above | (inner == 0)), np.uint8)


# --- pictures ----------------------------------------------------------------------------------------


def weathered(picture: Floats, rng: Generator) -> Floats:
    """As another camera, another light, another century would show it."""
    out = np.asarray(picture, np.float64)
    if rng.random() < 0.6:
        out = out * rng.uniform(0.85, 1.15, 3)
    out = np.clip(out, 0, 1) ** np.exp(rng.normal(0, 0.25))
    if rng.random() < 0.4:
        grey = (out @ _LUMA)[..., None]
        out = grey + (out - grey) * rng.choice((0.0, 0.0, rng.uniform(0, 1.6)))
    if rng.random() < 0.25:
        out = rng.uniform(0, 0.35) + out * rng.uniform(0.45, 0.9)
    if rng.random() < 0.15:
        out = out * (1 - rng.uniform(0, 0.3, 3)) + rng.uniform(0, 0.2, 3)
    seen = _refocused(np.asarray(np.clip(out, 0, 1), np.float32), rng)
    out = seen + rng.normal(0, rng.choice((0.0, 0.0, 0.01, 0.02, 0.05)), out.shape)
    return _recompressed(np.asarray(np.clip(out, 0, 1), np.float32), rng)


def _refocused(picture: Floats, rng: Generator) -> Floats:
    kind, size = rng.random(), picture.shape[1::-1]
    if kind < 0.3:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.6)), np.float32)
    if kind < 0.45:
        small = cv2.resize(
            picture, None, fx=(k := rng.uniform(0.35, 0.9)), fy=k, interpolation=cv2.INTER_AREA
        )
        return np.asarray(cv2.resize(small, size, interpolation=int(rng.choice((1, 2)))), np.float32)
    if kind < 0.55:
        return np.asarray(cv2.medianBlur((picture * 255).astype(np.uint8), 3) / 255, np.float32)
    if kind < 0.65:
        return np.asarray(picture * 1.8 - cv2.GaussianBlur(picture, (0, 0), 1.5) * 0.8, np.float32)
    return picture


def _recompressed(picture: Floats, rng: Generator) -> Floats:
    if rng.random() < 0.6:
        return picture
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 95))]
    _, data = cv2.imencode(".jpg", (picture * 255).astype(np.uint8), quality)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.float32) / np.float32(255)


def with_occluders(
    face: BareFace, other: BareFace, rng: Generator, only: str | None = None
) -> tuple[Floats, Floats]:
    """Picture [s, s, 3] and how much of each pixel lies in front [s, s]."""
    names, shares = list(OCCLUDERS), np.array([share for _, share in OCCLUDERS.values()])
    picture, front = face.picture, np.zeros((face.size, face.size), np.float32)
    for name in [only] if only else rng.choice(names, 1 + (rng.random() < 0.25), p=shares / shares.sum()):
        layer = OCCLUDERS[str(name)][0](face, other, rng)
        picture = np.clip(laid(picture, layer, rng), 0, 1)
        front = np.maximum(front, layer.cover)
    return picture, front


def marked(face: BareFace, rng: Generator) -> BareFace:
    """With shadows, paint or a beard that belong to the face."""
    picture = face.picture
    for _ in range(int(rng.choice((0, 0, 1, 2)))):
        picture = np.clip(MARKS[int(rng.integers(len(MARKS)))](face, picture, rng), 0, 1)
    return replace(face, picture=picture)


def sight(face: BareFace, picture: Floats, front: Floats, points: Array) -> Sight:
    """As tensors of one; ``points`` [478, 3] are where the tracker takes the landmarks to be."""
    around = cv2.dilate(face.oval, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_MARGIN, _MARGIN)))
    counted = around * np.where(front > 0.5, 1, 1 - doubtful(face))
    planes = (filled(points, (t.OVAL,)), filled(points, HOLES), front, counted)
    image = torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1)))[None].float()
    return Sight(image, *(torch.from_numpy(np.asarray(p, np.float32))[None, None] for p in planes))


def drawn_sight(
    faces: list[BareFace], i: int, recipe: Recipe, rng: Generator, only: str | None = None
) -> Sight:
    """Face ``i``, varied, with something in front of it or not."""
    face = marked(moved(faces[i], rng), rng)
    other = faces[rng.integers(len(faces))]
    picture, front = face.picture, np.zeros((face.size, face.size), np.float32)
    if only or rng.random() >= recipe.bare:
        picture, front = with_occluders(face, other, rng, only)
    off = face.points * rng.normal(1, 0.01) + rng.normal(0, 1.2, 3)
    return sight(face, weathered(picture, rng), front, off)


# --- training ----------------------------------------------------------------------------------------


def split(faces: FaceSet, recipe: Recipe) -> tuple[list[int], list[int]]:
    """Indices of faces to learn from, and of people held out; nobody is in both."""
    learnt: list[int] = []
    held: list[int] = []
    counts = {"canada": 0, "congress_large": 0}
    for i, name in enumerate(map(str, faces.names)):
        group, person = name.split("/")[0], name.split("/")[-1]
        if person in recipe.worn:
            continue
        every = {"canada": _EVERY_CANADA, "congress_large": _EVERY_CONGRESS}.get(group)
        if every:
            counts[group] += 1
        out = "/val/" in name or (every is not None and counts[group] % every == 0)
        (held if out else learnt).append(i)
    return learnt, held


def chances(names: list[str]) -> Array:
    """How often each face is drawn: GRID, one man, no oftener than a twentieth of the time."""
    film = np.array([name.startswith("grid") for name in names])
    weights = np.where(film, 0.05 / max(film.sum(), 1), 0.95 / max((~film).sum(), 1))
    out: Array = weights / weights.sum()
    return out


def loss_of(logits: Tensor, x: Sight, recipe: Recipe) -> Tensor:
    """Pixel by pixel, and by overlap over the batch (soft Dice)."""
    pixels = nn.functional.binary_cross_entropy_with_logits(logits, x.front, reduction="none")
    seen = torch.sigmoid(logits) * x.counted
    both, either = (seen * x.front).sum(), (seen + x.front * x.counted).sum()
    return (pixels * x.counted).sum() / x.counted.sum() + recipe.overlap * (1 - 2 * both / (either + 1))


def drawn(faces: FaceSet, recipe: Recipe) -> Drawn[Sight]:
    """Batches without end, of the faces to learn from."""
    learnt = split(faces, recipe)[0]
    bare = [bare_face(faces.crops[i], faces.points[i]) for i in learnt]
    odds = chances([str(faces.names[i]) for i in learnt])

    def draw(_number: int, rng: Generator) -> Sight:
        chosen_ones = rng.choice(len(bare), recipe.batch, p=odds)
        return collate([drawn_sight(bare, int(i), recipe, rng) for i in chosen_ones])

    return Drawn(draw, recipe.seed)


class OcclusionLesson(Lesson[Sight]):
    """Faces with something drawn in front of them, and a network that is to say where."""

    def __init__(
        self, net: OcclusionNet, faces: FaceSet, recipe: Recipe, machine: Machine, rng: Generator
    ) -> None:
        optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
        learner = Learner(optimiser, Schedule(recipe.rate, rise=60), clip=1.0)
        taught = Taught({"occlusion": net}, {"occlusion": learner}, {"occlusion": recipe.average})
        super().__init__(taught, drawn(faces, recipe), rng)
        self._net, self._recipe, self._machine = net, recipe, machine

    def step(self, batch: Sight, step: int) -> Losses:
        """One batch."""
        x = batch.to(self._machine.device)
        with self._machine.autocast():
            logits = self._net(x.picture, x.skin, x.holes)
        loss = loss_of(logits.float(), x, self._recipe)
        self.taught.learners["occlusion"].improve(loss)
        return {"loss": loss}


# --- figures -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overlap:
    """Pixels: rightly masked, wrongly masked, missed."""

    right: float = 0.0
    wrong: float = 0.0
    missed: float = 0.0

    def __add__(self, other: "Overlap") -> "Overlap":
        return Overlap(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def union(self) -> float:
        return self.right / max(self.right + self.wrong + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)


@torch.inference_mode()
def overlap(net: OcclusionNet, x: Sight) -> Overlap:
    """Of one picture; a mask's pixel counts from a half on, and its soft rim not as wrong."""
    seen = torch.sigmoid(net(x.picture, x.skin, x.holes))[0, 0].numpy()
    oval = x.skin[0, 0].numpy().astype(np.uint8)
    masked = (mask_of(seen, oval) > 0.5) & (oval > 0) & (x.counted[0, 0].numpy() > 0)
    front = (x.front[0, 0].numpy() > 0.5) & (oval > 0)
    rim = cv2.dilate(front.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    return Overlap(
        float((masked & front).sum()), float((masked & ~rim).sum()), float((front & ~masked).sum())
    )


def measure(faces: FaceSet, net: OcclusionNet, recipe: Recipe) -> dict[str, float]:
    """Figures of the people held out, printed and given."""
    rng, held = np.random.default_rng(recipe.seed + 1), split(faces, recipe)[1]
    bare = [bare_face(faces.crops[i], faces.points[i]) for i in held]
    each = {
        name: sum(
            (overlap(net, drawn_sight(bare, i % len(bare), recipe, rng, name)) for i in range(_SHOWN // 4)),
            Overlap(),
        )
        for name in OCCLUDERS
    }
    for name, o in each.items():
        print(f"{name:12} IoU {o.union:.3f} precision {o.precision:.3f} recall {o.recall:.3f}", flush=True)
    whole = sum(each.values(), Overlap())
    figures = {"iou": whole.union, "precision": whole.precision, "recall": whole.recall}
    return figures | bare_figures(faces, held, net)


def bare_figures(faces: FaceSet, held: list[int], net: OcclusionNet) -> dict[str, float]:
    """How much of the face is masked, for each set, with nothing in front; and how many have any mask."""
    areas: dict[str, list[float]] = {}
    for i in held:
        oval = filled(faces.points[i], (t.OVAL,))
        mask = mask_of(probability_of(net, faces.crops[i], faces.points[i]), oval)
        areas.setdefault(str(faces.names[i]).split("/")[0], []).append(
            float((mask * oval).sum() / oval.sum())
        )
    figures = {}
    for group, values in areas.items():
        figures[f"bare_{group}"] = float(np.mean(values))
        figures[f"bare_{group}_any"] = float(np.mean(np.array(values) > 0))
        print(f"bare {group}: {np.mean(values):.4f} of the face, {np.count_nonzero(values)} of {len(values)}")
    return figures


def card_of(recipe: Recipe, outcome: Outcome, figures: dict[str, float]) -> Card:
    """The card of weights that were just taught."""
    return replace(CARD.taught(recipe.seed, outcome, recipe.length), measured=(Measured(_MEASURED, figures),))


def asked_for() -> argparse.Namespace:
    """What was asked for."""
    work = state_folder() / "training" / "occlusion"
    parser = options("Teach the occlusion network, or measure it.", out=shelf() / "occlusion", work=work)
    parser.add_argument("--pairs", type=Path, help="file of aligned faces: read if it exists, else written")
    return parser.parse_args()


def teach(asked: argparse.Namespace, faces: FaceSet, recipe: Recipe, weights: Path) -> Outcome:
    """Train and store the weights."""
    machine, rng = chosen(asked.device, asked.threads), sow(recipe.seed)
    net = OcclusionNet(recipe.config).to(machine.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    lesson = OcclusionLesson(net, faces, recipe, machine, rng)
    outcome = learn(asked, lesson, recipe, Habits(_REPORT))
    kept = lesson.taught.averages["occlusion"].net
    assert isinstance(kept, OcclusionNet)
    save_occlusion(weights, kept)
    return outcome


def main() -> None:
    """Train and measure, or only measure."""
    asked = asked_for()
    recipe, weights = read_recipe(asked, shelf() / "occlusion", Recipe), asked.out / "occlusion.safetensors"
    faces = gathered(asked.data, asked.pairs)
    if asked.evaluate:
        measure(faces, load_occlusion(weights).eval(), recipe)
        return
    outcome = teach(asked, faces, recipe, weights)
    write_card(asked.out, card_of(recipe, outcome, measure(faces, load_occlusion(weights).eval(), recipe)))


if __name__ == "__main__":
    told(main)
