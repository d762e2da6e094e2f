"""The tables of the GATH paper on people that nothing was trained on: its network beside rig and still.

    python -m studio.evaluate.gath --data DATA --out FOLDER [--net gath=FOLDER gath-dc=FOLDER …]

Of each clip (eval/grid_speakers, eval/emotion, eval/talk) the calmest frame is the source and a few frames
that differ most are targets; of London's validation set neutral and smiling photograph are each other's.
Tables 1 and 2: source and target of one person. Table 3: the target's expression on somebody else. Neutral:
the zero vector on a smile (section 5.4).

Pictures are compared as the paper does, in the network's aligned crop, in steps of 0–255, whole and inside
the target's face, with CLAHE on what was made and without. Units are read by our tracker, which also
drives (the paper: OpenFace), in crops enlarged to the same 256 pixels for all methods, in FACS units 0–5.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from studio.core.conversion import unit_values
from studio.core.face import FaceState
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.units import FACEWAREHOUSE_46, FACS_17
from studio.engine.crop import crop_matrix, cut, filled, into_crop
from studio.engine.finish import equalised
from studio.engine.gath_hd_renderer import NAME as GATH_HD
from studio.engine.gath_hd_renderer import GathHdRenderer
from studio.engine.gath_renderer import (
    NAME,
    TEACHERS,
    GathRenderer,
    load_estimator,
    load_gath,
    units_of_state,
)
from studio.engine.portrait import Portrait
from studio.engine.ports import Renderer
from studio.engine.reel import Reel
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.subject import Subject, subject_of
from studio.engine.tracking.expression import frame_of, on_pixels
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.performance import TrackedClip, track_clip
from studio.engine.tracking.port import FaceChoice
from studio.engine.tracking.rest import calibrated
from studio.evaluate.methods import still
from studio.evaluate.report import Study, sheet, table, tell
from studio.files.models import is_installed, shelf
from studio.files.pictures import read_picture
from studio.files.places import study_data
from studio.files.video import Video
from studio.nets.gath import ActionUnitEstimator, GathGenerator

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_READ_AT: Final = 256
"""Side to which crops are enlarged before their units are read."""
_TARGETS: Final = 6
_LONGEST: Final = 75
"""Frames of a clip that are looked at."""
_LARGEST: Final = 640
"""Longest side of a photograph that is looked at."""
_SPREAD: Final = 0.02
"""Standard deviation of a unit from which it counts as one that moves."""
_SHOWN: Final = 2
"""Targets of each person on the contact sheet."""
CLIPS: Final = ("eval/grid_speakers/*.mpg", "eval/emotion/*.mp4", "eval/talk/*.mp4")
PAPER: Final = MappingProxyType({
    "paper GATH-DC": (127.16, 76.58, 125.42, 55.94, 172.68, 118.53, 172.47, 89.54, 0.486, 0.587),
    "paper GATH-C": (131.97, 75.83, 131.66, 56.32, 176.21, 117.89, 176.97, 90.18, 0.481, 0.583),
    "paper GATH": (132.50, 75.66, 133.15, 55.43, 176.66, 117.79, 178.13, 88.64, 0.477, 0.579),
})  # fmt: skip
"""Tables 1 to 3, “All”, in the order of ``COLUMNS``. Other data: other people, other pictures, OpenFace, and
an error of which the paper does not say how it counts channels."""
COLUMNS: Final = (
    "MAE", "MAE CLAHE", "MAE mask", "MAE mask CLAHE", "RMSE", "RMSE CLAHE", "RMSE mask", "RMSE mask CLAHE",
    "AU intra", "AU inter",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A picture of somebody."""

    pixels: Pixels
    person: Person

    @property
    def landmarks(self) -> Array:
        """[478, 3] pixels."""
        return self.person.landmarks

    @property
    def state(self) -> FaceState:
        """What their face does, absolute."""
        return self.person.rest

    def subject(self) -> Subject:
        """To be drawn from."""
        source, start = still(self.pixels), (Seconds(0),)
        return Subject(source, FaceChoice(), self.pixels, start, self.person, None, Reel(source, start))

    def crop(self, size: int) -> Pixels:
        return cut(self.pixels[..., :3], crop_matrix(self.landmarks, size), size)

    def mask(self, size: int) -> NDArray[np.uint8]:
        """1 inside the face, in the crop."""
        return filled(into_crop(self.landmarks, crop_matrix(self.landmarks, size)), (t.OVAL,), size)


@dataclass(frozen=True, slots=True, eq=False)
class Sitter:
    """Somebody: the source, and targets that show the same person otherwise."""

    name: str
    group: str
    source: Look
    targets: tuple[Look, ...]


class Maker(Protocol):
    """Source + state → crop of the size that all are compared at."""

    def make(self, sitter: Sitter, state: FaceState) -> Pixels: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """The source, unmoved."""

    size: int

    def make(self, sitter: Sitter, state: FaceState) -> Pixels:
        return sitter.source.crop(self.size)


class Net:
    """The network's own crop, as the paper measures it."""

    def __init__(self, net: GathGenerator) -> None:
        self._net = net

    @torch.inference_mode()
    def make(self, sitter: Sitter, state: FaceState) -> Pixels:
        crop = sitter.source.crop(self._net.config.size).astype(np.float32) / 127.5 - 1
        x = torch.from_numpy(np.ascontiguousarray(crop.transpose(2, 0, 1)))[None]
        made = self._net(x, torch.from_numpy(units_of_state(state)))[0].permute(1, 2, 0).numpy()
        return np.asarray(np.rint((made + 1) * 127.5).clip(0, 255), np.uint8)


class Drawn:
    """What a renderer draws, cut as the source is."""

    def __init__(self, renderer: Renderer, size: int) -> None:
        self._renderer, self._size = renderer, size
        self._portraits: dict[str, Portrait] = {}

    def make(self, sitter: Sitter, state: FaceState) -> Pixels:
        if sitter.name not in self._portraits:
            subject = sitter.source.subject()
            self._portraits[sitter.name] = Portrait(subject, self._renderer, self._renderer.prepare(subject))
        portrait = self._portraits[sitter.name]
        held = replace(state, head=portrait.rest.head)
        picture = Scene(portrait, held=held).picture()
        return cut(picture[..., :3], crop_matrix(sitter.source.landmarks, self._size), self._size)


class Reader:
    """Reads FACS units, 0–5, of crops."""

    def __init__(self) -> None:
        self._tracker = FaceLandmarker()
        self._true: dict[tuple[int, int], Array | None] = {}

    def true(self, look: Look, size: int) -> Array | None:
        """The same of a true picture's crop, read once."""
        key = id(look), size
        if key not in self._true:
            self._true[key] = self.units(look.crop(size), look)
        return self._true[key]

    def units(self, crop: Pixels, like: Look) -> Array | None:
        """[17]; None where no face is seen.

        Args:
            like: whose face is about there.
        """
        large = cv2.resize(crop, (_READ_AT, _READ_AT), interpolation=cv2.INTER_CUBIC)
        wide = cv2.copyMakeBorder(large, *(4 * (_READ_AT // 4,)), cv2.BORDER_REPLICATE)
        places = into_crop(like.landmarks, crop_matrix(like.landmarks, _READ_AT))
        seen = self._tracker.at(np.asarray(wide), places + np.array([_READ_AT // 4, _READ_AT // 4, 0]))
        return None if seen is None else unit_values(FACS_17, calibrated(seen.state).channels)


# People ----------------------------------------------------------------------------------------------


def of_clip(path: Path, tracker: FaceLandmarker, group: str) -> Sitter | None:
    """A clip's calmest frame, and those that differ most; None if it shows no face."""
    video = Video(path)
    frames = list(islice(video.frames(), _LONGEST))
    clip = track_clip(_Some(frames, video.size, video.rate), tracker)
    seen = np.flatnonzero(~clip.held)
    if len(seen) < 2:
        return None
    channels = clip.performance.channels
    source = int(seen[np.abs(channels[seen]).sum(1).argmin()])
    chosen, away = [], np.abs(channels[seen] - channels[source]).sum(1)
    for _ in range(min(_TARGETS, len(seen) - 1)):
        chosen.append(int(seen[away.argmax()]))
        away = np.minimum(away, np.abs(channels[seen] - channels[chosen[-1]]).sum(1))
    looks = [Look(frames[i].pixels, _person(clip, i)) for i in (source, *chosen)]
    return Sitter(path.stem, group, looks[0], tuple(looks[1:]))


def _person(clip: TrackedClip, index: int) -> Person:
    """The rig of one frame, as the whole clip tells it."""
    basis, points = load_basis(), on_pixels(clip.landmarks[index])
    frame = frame_of(basis, points, clip.scores[index], clip.neutral)
    return Person.of(basis, points, frame, clip.performance.state(index), clip.neutral)


@dataclass(frozen=True, slots=True, eq=False)
class _Some:
    """The first frames of a video, as a source."""

    kept: Sequence[Frame]
    size: tuple[int, int]
    rate: FrameRate | None

    @property
    def length(self) -> Seconds:
        assert self.rate is not None
        return self.rate.time_of(len(self.kept))

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        return (frame for frame in self.kept if frame.time >= start)


def of_pair(name: str, neutral: Look, smiling: Look) -> Iterator[Sitter]:
    """Neutral to smiling; and back, which is the table of neutral faces."""
    yield Sitter(name, "london", neutral, (smiling,))
    yield Sitter(f"{name} back", "back", smiling, (neutral,))


def look_at(path: Path, tracker: FaceLandmarker) -> Look:
    """A photograph and its face."""
    pixels = np.asarray(read_picture(path).pixels)
    shrink = min(1.0, _LARGEST / max(pixels.shape[:2]))
    if shrink < 1:
        pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    subject = subject_of(still(pixels), tracker)
    return Look(pixels, subject.person())


def sitters(study: Study) -> Iterator[Sitter]:
    """Everybody."""
    tracker = FaceLandmarker()
    for pattern in CLIPS:
        for path in study.files(pattern):
            found = of_clip(path, tracker, path.parent.name)
            if found is not None:
                yield found
    for path in study.files("portraits/london/val/*_neutral.jpg"):
        smiling = path.with_name(path.name.replace("neutral", "smiling"))
        yield from of_pair(path.name[:3], look_at(path, tracker), look_at(smiling, tracker))


# Figures ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Scores:
    """What one method made, gathered."""

    off: dict[str, list[float]] = field(default_factory=dict)
    intra: list[Array] = field(default_factory=list)
    inter: list[Array] = field(default_factory=list)
    lost: int = 0

    def compare(self, made: Pixels, truth: Pixels, mask: NDArray[np.uint8]) -> None:
        """Table 1: with CLAHE on what was made, and without."""
        for name, picture in (("", made), (" CLAHE", equalised(made))):
            away = picture.astype(np.float64) - truth
            for where, inside in (("", np.ones_like(mask)), (" mask", mask)):
                here = away[inside > 0]
                self.off.setdefault(f"MAE{where}{name}", []).append(float(np.abs(here).mean()))
                self.off.setdefault(f"RMSE{where}{name}", []).append(float((here**2).mean()))

    def figures(self) -> dict[str, float]:
        """By the names of ``COLUMNS``; ``lost`` counts pictures in which no face was seen."""
        out = {name: float(np.mean(x)) for name, x in self.off.items()}
        out |= {name: float(np.sqrt(x)) for name, x in out.items() if name.startswith("RMSE")}
        for name, squares in (("AU intra", self.intra), ("AU inter", self.inter)):
            out[name] = float(np.sqrt(np.mean(squares))) if squares else float("nan")
        return out | {"lost": float(self.lost)}


def score(maker: Maker, people: Sequence[Sitter], reader: Reader, size: int) -> dict[str, dict[str, float]]:
    """The figures of one method by group of people, and of all that are not neutralised."""
    every = {name: Scores() for name in ("all", *dict.fromkeys(sitter.group for sitter in people))}
    for i, sitter in enumerate(people):
        wholes = [every[sitter.group]] + ([every["all"]] if sitter.group != "back" else [])
        stranger = _stranger(people, i)
        for target in sitter.targets:
            state = FaceState() if sitter.group == "back" else target.state
            made = maker.make(sitter, state)
            truth = reader.true(target, size)
            own = reader.units(made, sitter.source)
            borrowed = None
            if stranger is not None and sitter.group != "back":
                borrowed = reader.units(maker.make(stranger, state), stranger.source)
            for scores in wholes:
                scores.compare(made, target.crop(size), target.mask(size))
                if truth is None:
                    continue
                scores.lost += own is None
                if own is not None:
                    scores.intra.append((own - truth) ** 2)
                if borrowed is not None:
                    scores.inter.append((borrowed - truth) ** 2)
    return {name: scores.figures() for name, scores in every.items() if scores.off}


def _stranger(people: Sequence[Sitter], index: int) -> Sitter | None:
    """The next one of another group, whose source is at rest."""
    around = [*people[index + 1 :], *people[:index]]
    return next((x for x in around if x.group not in (people[index].group, "back")), None)


@torch.inference_mode()
def estimated(net: ActionUnitEstimator, people: Sequence[Sitter]) -> dict[str, dict[str, float]]:
    """How well the estimator reads each unit of people it never saw, beside the tracker that taught it.

    Of each: root mean square error, how far the unit spreads by itself, and r; units that hardly move are
    left out, since nothing is told of them.
    """
    looks = [look for sitter in people if sitter.group != "back" for look in (sitter.source, *sitter.targets)]
    size = net.config.size
    crops = np.stack([look.crop(size) for look in looks]).astype(np.float32) / 127.5 - 1
    guessed = net(torch.from_numpy(np.ascontiguousarray(crops.transpose(0, 3, 1, 2)))).numpy()
    true = np.concatenate([units_of_state(look.state) for look in looks])
    out = {}
    for i, name in enumerate(FACEWAREHOUSE_46.names):
        if true[:, i].std() > _SPREAD:
            error = float(np.sqrt(((guessed[:, i] - true[:, i]) ** 2).mean()))
            r = float(np.corrcoef(guessed[:, i], true[:, i])[0, 1])
            out[name] = {"rmse": error, "spread": float(true[:, i].std()), "r": r}
    return out


def shown(people: Sequence[Sitter], makers: Mapping[str, Maker], size: int) -> list[list[Pixels]]:
    """Rows of the contact sheet: source, what each method made, the truth."""
    rows = []
    for sitter in people:
        for target in sitter.targets[:_SHOWN]:
            state = FaceState() if sitter.group == "back" else target.state
            made = [maker.make(sitter, state) for maker in makers.values()]
            row = [sitter.source.crop(size), *made, target.crop(size)]
            rows.append([cv2.resize(x, (192, 192), interpolation=cv2.INTER_CUBIC) for x in row])
    return rows


def asked_for() -> tuple[Study, dict[str, Path]]:
    """From the command line: the study, and networks by name."""
    parser = argparse.ArgumentParser(description="The tables of the GATH paper on unseen people.")
    parser.add_argument("--data", type=Path, help="data folder")
    parser.add_argument("--out", type=Path, required=True, help="folder for figures and sheets")
    parser.add_argument("--limit", type=int, help="only so many of each set")
    parser.add_argument("--net", nargs="*", default=[f"gath={shelf() / NAME}"], help="NAME=FOLDER of weights")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    nets = dict(pair.split("=", 1) for pair in given.net)
    return Study(given.data or study_data(), given.out, given.limit), {n: Path(p) for n, p in nets.items()}


def main() -> None:
    """All methods on everybody."""
    study, folders = asked_for()
    nets = {name: load_gath(folder / "gath.safetensors") for name, folder in folders.items()}
    size = next(iter(nets.values())).config.size
    makers: dict[str, Maker] = {"still": Identity(size), "rig": Drawn(RigRenderer(), size)}
    makers |= {name: Net(net) for name, net in nets.items()}
    first = next(iter(folders))
    makers[f"{first} laid"] = Drawn(GathRenderer(folders[first] / "gath.safetensors"), size)
    if is_installed(GATH_HD):
        makers["gath_hd"] = Drawn(GathHdRenderer(), size)
    people, reader = list(sitters(study)), Reader()
    figures = {name: score(maker, people, reader, size) for name, maker in makers.items()}
    rows = {name: [found["all"][c] for c in COLUMNS] for name, found in figures.items()}
    told = [table("tables 1 to 3", ["", *COLUMNS], rows | {n: list(x) for n, x in PAPER.items()})]
    back = {
        name: [found["back"][c] for c in COLUMNS[:-1]] for name, found in figures.items() if "back" in found
    }
    if back:
        told.append(table("a smile and the zero vector, beside the neutral face", ["", *COLUMNS[:-1]], back))
    read = estimated(load_estimator(folders[first] / TEACHERS), people)
    columns = ("rmse", "spread", "r")
    told.append(table("the estimator", ["", *columns], {n: [x[c] for c in columns] for n, x in read.items()}))
    sheet(study.out / "gath.png", ["source", *makers, "truth"], shown(people, makers, size), 192)
    tell(study, "gath", told, [], {"size": size, "figures": figures, "estimator": read})


if __name__ == "__main__":
    main()
