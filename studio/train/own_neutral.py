"""Learns a person's own neutral from an expressive face: ``python -m studio.train.own_neutral DATA``.

People who are photographed with a face near neutral are drawn by the rig smiling, with an open mouth,
frowning, and tracked anew; beside these stand the London set's true pairs, people in training only. Two
ridge regressions, of smiles and of all else, tell what is to be added to the neutral that the scores leave
(see ``studio/engine/tracking/own_neutral.py``). Both sides of a face are learned from alike.

True pairs hold no open mouths and no frowns, so of those only pictures that we drew are learned from.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from studio.core.easing import smoothstep
from studio.core.errors import StudioError
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.edit import towards_neutral
from studio.engine.portrait import Portrait, prepared
from studio.engine.rig import topology as t
from studio.engine.rig.basis import Basis, load_basis
from studio.engine.rig.person import sealed
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.tracking.expression import FirstReading, first_reading, on_pixels
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.own_neutral import MODEL, SKIN, OwnNeutral, inputs, weights
from studio.engine.tracking.port import TrackedFace
from studio.files.models import Training, shelf
from studio.files.pictures import Picture, Still, read_picture
from studio.train.cards import Card, Measured, write_card
from studio.train.sliders import twins

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

SMILES: Final = ("grin", "smile")
KINDS: Final = {"grin": 0.3, "smile": 0.25, "open": 0.15, "frown": 0.12, "sad": 0.08, "talk": 0.1}
"""What is drawn, and how often."""
_EACH: Final = 4
"""Pictures drawn of each person."""
_SIDE: Final = 640
"""Larger photographs are drawn so large, pixels."""
_SEED: Final = 5
_NEAR: Final = {"mouthSmile": 0.1, "jawOpen": 0.04, "browDown": 0.2, "eyeBlink": 0.3}
"""What a synthetic face may score to pass for neutral."""
_TURNED: Final = 15.0
_DIFFERENCES: Final = 40
"""Ways in which faces differ that the maps are given."""
_RIDGE: Final = 5.0
_TRUE: Final = 10.0
"""What a true pair counts beside one that was drawn. Both were chosen on London's people in training, a sixth
left out in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One expressive face and the neutral it should lead to.

    Attributes:
        person: set and name.
        kind: one of ``KINDS``.
        channels: calibrated scores [54].
        own, motion: as seen, and how far the scores say that it has moved [478, 3], canonical cm.
        truth: the person's neutral in the same frame [478, 3].
    """

    person: str
    kind: str
    channels: Floats
    own: Array
    motion: Array
    truth: Array

    @property
    def neutral(self) -> Array:
        """What the scores leave of it, with closed lips [478, 3]."""
        return sealed(self.own - self.motion)

    def mirrored(self, mirror: NDArray[np.int32]) -> "Example":
        """The other side of the face."""
        own, motion, truth = ((s * [-1.0, 1.0, 1.0])[mirror] for s in (self.own, self.motion, self.truth))
        return Example(self.person, self.kind, self.channels[twins()], own, motion, truth)


# Pictures --------------------------------------------------------------------------------------------


def near_neutral(data: Path) -> list[Path]:
    """Photographs of people in training whose face is near neutral, the sets taken in turn."""
    portraits = data / "portraits"
    sets = [
        _synthetic(portraits / "synthetic_sfhq"), _congress(portraits / "congress_large"),
        sorted(portraits.glob("london/train/*_neutral.jpg")), sorted(portraits.glob("canada/*.jpg")),
    ]  # fmt: skip
    chance = np.random.default_rng(_SEED)
    mixed = [[one[i] for i in chance.permutation(len(one))] for one in sets]
    return [one[i] for i in range(max(map(len, mixed))) for one in mixed if i < len(one)]


def _synthetic(folder: Path) -> list[Path]:
    rows = json.loads((folder / "index.json").read_text("utf-8"))
    return [
        folder / f"{row['name']}.jpg"
        for row in rows
        if all(row[name] < most for name, most in _NEAR.items())
        and max(abs(row["yaw"]), abs(row["pitch"])) < _TURNED
        and row["eye_distance"] > 65
        and not (row.get("gray") or row.get("other_faces") or row["tongue_seen"])
    ]


def _congress(folder: Path) -> list[Path]:
    rows = json.loads((folder / "index.json").read_text("utf-8"))["rows"]
    return [
        folder / f"{name}.jpg" for name, eyes, smile, jaw in rows if eyes > 55 and smile < 0.1 and jaw < 0.03
    ]


def _set_of(path: Path) -> str:
    return "london" if path.parent.name == "train" else path.parent.name


def _sized(path: Path, side: int) -> Pixels:
    pixels = read_picture(path).pixels[..., :3]
    factor = side / max(pixels.shape[:2])
    if factor >= 1:
        return pixels
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def drawn_state(chance: np.random.Generator) -> tuple[str, Floats]:
    """A kind of expression and channels [54] of it."""
    out = np.zeros(len(CHANNELS), np.float32)

    def put(stem: str, low: float, high: float, often: float = 1.0) -> None:
        value = chance.uniform(low, high) * (chance.random() < often)
        both = np.clip(value * (1 + 0.15 * chance.standard_normal(2)), 0, 1)
        names = (stem,) if stem in CHANNEL_INDEX else (f"{stem}Left", f"{stem}Right")
        for name, one in zip(names, both, strict=False):
            out[CHANNEL_INDEX[name]] = one

    kind = str(chance.choice(list(KINDS), p=list(KINDS.values())))
    for stem, *how in _DRAWN[kind]:
        put(stem, *how)
    return kind, out


_SMILE: Final = (
    ("mouthSmile", 0.3, 1.0), ("cheekSquint", 0.0, 0.6), ("eyeSquint", 0.0, 0.5),
    ("mouthStretch", 0.0, 0.3, 0.5), ("mouthDimple", 0.0, 0.5, 0.3), ("mouthPress", 0.0, 0.4, 0.3),
)  # fmt: skip
_DRAWN: Final = {
    "smile": _SMILE,
    "grin": (
        *_SMILE, ("mouthUpperUp", 0.0, 0.5), ("mouthLowerDown", 0.0, 0.4), ("jawOpen", 0.0, 0.35, 0.6),
        ("lipsUpperOpen", 0.0, 0.3),
    ),
    "open": (
        ("jawOpen", 0.15, 0.9), ("mouthLowerDown", 0.0, 0.3), ("browInnerUp", 0.0, 0.8),
        ("browOuterUp", 0.0, 0.8), ("eyeWide", 0.0, 0.6),
    ),
    "frown": (
        ("browDown", 0.2, 1.0), ("eyeSquint", 0.0, 0.5), ("noseSneer", 0.0, 0.5), ("mouthPress", 0.0, 0.4),
        ("mouthFrown", 0.0, 0.4),
    ),
    "sad": (("mouthFrown", 0.2, 1.0), ("mouthShrugLower", 0.0, 0.6), ("browInnerUp", 0.0, 0.8)),
    "talk": (
        ("jawOpen", 0.05, 0.4), ("mouthFunnel", 0.0, 0.5), ("mouthPucker", 0.0, 0.6),
        ("mouthLowerDown", 0.0, 0.4), ("mouthUpperUp", 0.0, 0.3),
    ),
}  # fmt: skip
"""Of each kind: which channels, from where to where, and how often if not always."""


def drawn(data: Path) -> Iterator[dict[str, NDArray[np.generic]]]:
    """Each near-neutral person in some expressions, tracked anew: what ``examples_of`` reads."""
    tracker, renderer, chance = FaceLandmarker(), RigRenderer(), np.random.default_rng(_SEED)
    for path in near_neutral(data):
        try:
            portrait = prepared(Still(Picture(_sized(path, _SIDE))), renderer)
            yield from _expressions(portrait, path, tracker, chance)
        except StudioError:
            continue


def _expressions(
    portrait: Portrait, path: Path, tracker: FaceLandmarker, chance: np.random.Generator
) -> Iterator[dict[str, NDArray[np.generic]]]:
    person, calm = portrait.subject.person(), towards_neutral(portrait.rest)
    truth = person.frame.to_pixels(person.neutral)
    for _ in range(_EACH):
        kind, channels = drawn_state(chance)
        picture = Scene(portrait, held=replace(calm, channels=channels)).picture()
        face = choose_face(tracker.find(picture))
        yield {
            "set": np.array(_set_of(path)), "name": np.array(path.name), "kind": np.array(kind),
            "truth": truth.astype(np.float32), "lm": on_pixels(face.landmarks).astype(np.float32),
            "sc": face.state.channels,
        }  # fmt: skip


def drawn_examples(basis: Basis, table: dict[str, NDArray[np.generic]]) -> list[Example]:
    """Examples of what was drawn."""
    out = []
    for group, name, kind, truth, points, scores in zip(
        *(table[key] for key in ("set", "name", "kind", "truth", "lm", "sc")), strict=True
    ):
        seen = first_reading(basis, points.astype(np.float64), FaceState(scores))
        goal = seen.frame.to_canonical(truth.astype(np.float64))
        out.append(Example(f"{group}/{name}", str(kind), seen.channels, seen.own, seen.motion, goal))
    return out


def true_examples(basis: Basis, folder: Path) -> list[Example]:
    """The smiling people of a folder of the London set and their neutral photographs."""
    tracker, out = FaceLandmarker(), []
    for path in sorted(folder.glob("*_neutral.jpg")):
        smile, calm = (
            _read(basis, choose_face(tracker.find(read_picture(one).pixels)))
            for one in (path.with_name(f"{path.name[:3]}_smiling.jpg"), path)
        )
        out.append(Example(f"london/{path.name}", "smile", smile.channels, smile.own, smile.motion, calm.own))
    return out


def _read(basis: Basis, face: TrackedFace) -> FirstReading:
    return first_reading(basis, on_pixels(face.landmarks), face.state)


# Maps ------------------------------------------------------------------------------------------------


def taught(basis: Basis, examples: list[Example], true: list[Example]) -> dict[str, Floats]:
    """The maps, as ``OwnNeutral`` takes them."""
    both = [side for one in (*examples, *true) for side in (one, one.mirrored(basis.mirror))]
    counts = np.array([*([0.5] * 2 * len(examples)), *([_TRUE / 2] * 2 * len(true))])
    shapes = _differences(basis, both[::4])
    out = {"shapes": shapes}
    for name, smiling in (("smiles", True), ("others", False)):
        kept = np.array([(one.kind in SMILES) == smiling for one in both])
        some = [one for one, is_kept in zip(both, kept, strict=True) if is_kept]
        where = _around_mouth(basis) if smiling else np.ones((SKIN, 1))
        out[name] = _regressed(basis, shapes, some, counts[kept], where)
    return {name: tensor.astype(np.float16) for name, tensor in out.items()}


def _differences(basis: Basis, examples: list[Example]) -> Array:
    """How faces differ most [k, 468 · 3], each as large as the first is common."""
    weighted = np.array([((one.own - basis.neutral)[:SKIN] * weights()).ravel() for one in examples])
    _, sizes, ways = np.linalg.svd(weighted - weighted.mean(0), full_matrices=False)
    common = sizes[0] / np.sqrt(len(examples))
    return np.asarray(ways[:_DIFFERENCES] * weights().ravel() / common, np.float64)


def _regressed(basis: Basis, shapes: Array, examples: list[Example], counts: Array, where: Array) -> Array:
    given = np.array([inputs(shapes, one.channels, one.own - basis.neutral) for one in examples])
    goals = np.array([((one.truth - one.neutral)[:SKIN] * where).ravel() for one in examples])
    gram = given.T @ (given * counts[:, None]) + _RIDGE * np.eye(given.shape[1])
    return np.asarray(np.linalg.solve(gram, given.T @ (goals * counts[:, None])), np.float64)


_MOUTH_AT: Final = (0.0, -4.2)
_NEAR_MOUTH, _FAR_FROM_IT = 3.5, 6.0
"""Between two photographs a head has turned a little, which is no expression: what a smile leaves is learned
around the mouth alone, all of it to the first of these, cm, and nothing from the second."""


def _around_mouth(basis: Basis) -> Array:
    """How far each point is of the mouth [468, 1], 0–1."""
    away = np.linalg.norm(basis.neutral[:SKIN, :2] - _MOUTH_AT, axis=1)
    out: Array = 1 - smoothstep((away - _NEAR_MOUTH) / (_FAR_FROM_IT - _NEAR_MOUTH))
    return out[:, None]


_LIPS: Final = list(t.OUTER_LIPS + t.INNER_LIPS)


def left(basis: Basis, maps: OwnNeutral | None, examples: list[Example]) -> float:
    """The lips' distance to the truth beside what it was in the expressive face, pooled."""
    after = before = 0.0
    for one in examples:
        neutral = one.neutral
        if maps is not None:
            neutral = sealed(neutral + maps.correction(one.channels, one.own, one.motion, basis.neutral))
        after += _lips_apart(neutral, one.truth)
        before += _lips_apart(one.own, one.truth)
    return after / before


def _lips_apart(one: Array, other: Array) -> float:
    return float(np.linalg.norm((one - other)[_LIPS, :2], axis=1).mean())


def measure(basis: Basis, examples: list[Example], true: list[Example]) -> dict[str, float]:
    """``left`` before and after, of a fifth of the people, left out: of true pairs and of drawn ones."""
    people = sorted({one.person for one in (*examples, *true)})
    kept_out = {people[i] for i in np.random.default_rng(_SEED).permutation(len(people))[: len(people) // 5]}
    seen = [[one for one in some if one.person not in kept_out] for some in (examples, true)]
    maps = as_maps(taught(basis, *seen))
    unseen = {"true": [one for one in true if one.person in kept_out]}
    for kind in KINDS:
        unseen[kind] = [one for one in examples if one.person in kept_out and one.kind == kind]
    return {
        f"{name}_{when}": left(basis, which, some)
        for name, some in unseen.items()
        for when, which in (("before", None), ("after", maps))
    }


def as_maps(tensors: dict[str, Floats]) -> OwnNeutral:
    """What was taught, as the studio uses it."""
    return OwnNeutral(*(tensors[name].astype(np.float64) for name in ("shapes", "smiles", "others")))


CARD: Final = Card(
    name=MODEL,
    title="A person's own neutral",
    purpose="neutralising",
    about="""
Two linear maps from what the tracker sees in an expressive face (scores, and 40 numbers of its shape) to how
far landmarks of the neutral that the scores leave must still be moved, in canonical centimetres: one of
smiles, one of open mouths, frowns and sulks. A face in which nothing is read stays as it is.
Taught on people near neutral (SFHQ-T2I, David Beniaguev, 2024, MIT; members of Congress, public domain; Face
Research Lab London Set and its Canadian counterpart, DeBruine, Jones, CC BY 4.0), drawn by the rig in drawn
expressions and tracked anew, and on the London set's true pairs. Holds no face of anybody.""",
    limits="""Open mouths and frowns were learned from pictures that the rig drew, so they undo what the rig
does. Lips that are a little parted for speech are read no better than before. The figures
are of all that the maps tell; the studio does six tenths of it.""",
    files=("own_neutral.safetensors",),
    recipe="",
    training=Training(
        command="python -m studio.train.own_neutral DATA",
        data=(
            "SFHQ-T2I, 282 synthetic faces near neutral (MIT)",
            "Members of Congress, 155 near neutral (public domain)",
            "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
            "Face Research Lab Canadian set, 40 people (CC BY 4.0)",
        ),
        seed=_SEED,
        stage="trained",
    ),
    optional=True,
)
_MEASURED: Final = """\
Lips' distance to the true neutral beside the expressive face's, a fifth of the people left out: as the scores
leave it, and mended. "true" are the London set's pairs, the others were drawn by the rig."""


def main() -> None:
    """Draw, track, teach and write."""
    parser = argparse.ArgumentParser(description="Learn a person's own neutral from an expressive face.")
    parser.add_argument("data", type=Path, help="the folder of the data sets (GALATEA_DATA)")
    parser.add_argument(
        "--drawn", type=Path, default=Path("output/own_neutral.npz"), help="made if it is missing"
    )
    parser.add_argument("-o", "--output", type=Path, default=shelf() / CARD.name)
    given = parser.parse_args()
    basis = load_basis()
    if not given.drawn.exists():
        rows = list(drawn(given.data))
        given.drawn.parent.mkdir(parents=True, exist_ok=True)
        columns: dict[str, Any] = {key: np.array([row[key] for row in rows]) for key in rows[0]}
        np.savez(given.drawn, **columns)
    with np.load(given.drawn) as table:
        examples = drawn_examples(basis, dict(table))
    true = true_examples(basis, given.data / "portraits/london/train")
    given.output.mkdir(parents=True, exist_ok=True)
    path = given.output / CARD.files[0]
    save_file(taught(basis, examples, true), path)
    path.chmod(0o644)
    figures = measure(basis, examples, true)
    write_card(given.output, replace(CARD, measured=(Measured(_MEASURED, figures),)))
    print("\n".join(f"{name:16} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
