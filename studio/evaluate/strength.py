"""Does a unit show as strongly as it is asked for: units drawn one by one, and read back by the tracker.

Each person is drawn at rest and with every unit of FACS alone at three strengths. Two readings of each
picture, both from the same person's picture at rest: ``read`` is what landmarks and scores together say, as
the studio reads them of a photograph (in the rig's own intensities, whatever channels do together);
``score`` is the landmark model's scores alone, which know nothing of the rig. Units that the model never
scores (nose, cheeks) have no score. Below stand pairs of units that faces move together, and what there is
to see of each: centimetres.

    python -m studio.evaluate.strength --data DATA --out FOLDER
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Performance
from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX, CHANNELS, FACS_17, ActionUnit
from studio.engine.portrait import Portrait, prepared
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.solve import fit_channels
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.tracking.expression import above_rest, frame_of, on_pixels, rig_channels
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import TrackedFace
from studio.evaluate.methods import still
from studio.evaluate.report import Claim, Study, sheet, table, tell
from studio.files.pictures import read_picture

Array = NDArray[np.float64]

STRENGTHS: Final = (1.0, 3.0, 5.0)
PEOPLE: Final = "portraits/london/val/*_neutral.jpg"
UNSCORED: Final = frozenset(("AU06", "AU09"))
"""Units that the landmark model never scores."""
SLOPE: Final = (0.8, 1.2)
LEAK: Final = 0.25
"""Of a unit, that may be seen as another one."""
PAIRS: Final[tuple[Mapping[str, float], ...]] = (
    {"AU12": 4.0, "AU25": 4.0},
    {"AU12": 4.0, "AU26": 2.0},
    {"AU25": 3.0},
    {"AU10": 3.0, "AU12": 3.0},
    {"AU25": 3.0, "AU26": 3.0},
    {"AU09": 4.0, "AU10": 3.0},
    {"AU01": 4.0, "AU04": 4.0},
    {"AU04": 5.0},
    {"tongueOut": 1.0},
    {"cheekPuff": 1.0},
)
_LARGE: Final = 700
"""Pixels of a picture's height from which it is made smaller: more does not help the tracker."""
FULL: Final = 5.0
_HELD: Final = 0.003
"""How firmly a unit is held at zero against the landmarks."""
_BLINKS: Final = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_OWN_MEASURE: Final = [*_BLINKS, *(i for i, name in enumerate(CHANNELS) if name.startswith("eyeLook"))]
_RATE: Final = FrameRate.of(25)
_VIEWED: Final = 1.25


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What is read of a picture, from the same person's at rest.

    Attributes:
        read, scores: units of ``FACS_17``, 0–5 [17].
        gap: between the lips, cm.
        width: of the mouth beside its own at rest.
        brows: how far the inner ends of the brows have come up, cm, and their distance beside that at rest.
    """

    read: Array
    scores: Array
    gap: float
    width: float
    brows: tuple[float, float]


class Eye:
    """Reads pictures of one person."""

    def __init__(self, landmarker: FaceLandmarker, rest: Pixels) -> None:
        self._landmarker, self._basis = landmarker, load_basis()
        face = choose_face(landmarker.find(rest))
        self._rest = face.state
        self._neutral = _shape(face, np.zeros(len(CHANNELS)))

    def look(self, pixels: Pixels) -> Seen:
        """What a picture shows."""
        face = choose_face(self._landmarker.find(pixels))
        scores = above_rest(Performance.of([face.state], _RATE, self._rest))[0]
        shape = _shape(face, scores, self._neutral)
        moved = shape - self._neutral
        read = _read(rig_channels(self._basis, scores, moved))
        inner = [107, 336]
        apart = [float(np.ptp(s[inner, 0])) for s in (shape, self._neutral)]
        wide = [float(np.ptp(s[list(t.MOUTH_CORNERS), 0])) for s in (shape, self._neutral)]
        gap = float(shape[13, 1] - shape[14, 1])
        brows = (float(moved[inner, 1].mean()), apart[0] / apart[1])
        return Seen(read, scored_units(scores), gap, wide[0] / wide[1], brows)


def _shape(face: TrackedFace, scores: NDArray[np.floating], neutral: Array | None = None) -> Array:
    points = on_pixels(face.landmarks)
    return frame_of(load_basis(), points, scores, neutral).to_canonical(points)


def _read(channels: NDArray[np.floating]) -> Array:
    read = in_units(np.tensordot(_lidless(channels), load_basis().sliders, 1))
    read[FACS_17.names.index("AU45")] = FULL * float(channels[_BLINKS].mean())
    return read


def _lidless(channels: NDArray[np.floating]) -> Array:
    """Without blinks, which are measured on their own, and looks."""
    out = channels.astype(np.float64)
    out[_OWN_MEASURE] = 0.0
    return out


def in_units(motion: Array) -> Array:
    """The units of ``FACS_17`` that explain a motion [478, 3] together, 0–5 [17]."""
    return FULL * fit_channels(_unit_basis(), motion, np.zeros(len(FACS_17)), _HELD)


@cache
def _unit_basis() -> Array:
    return np.tensordot(FACS_17.matrix() * FULL, load_basis().sliders, 1)


def scored_units(scores: NDArray[np.floating]) -> Array:
    """Scores [54] as each unit of ``FACS_17`` alone would be told from its own, 0–5."""
    matrix = FACS_17.matrix()
    out: Array = matrix @ scores / (matrix**2).sum(1)
    return out


def slope_of(asked: Sequence[float], seen: Sequence[float]) -> float:
    """Of the line through the origin."""
    a, b = np.asarray(asked), np.asarray(seen)
    return float(a @ b / (a @ a))


def leak_of(unit: ActionUnit, seen: Array, asked: float) -> tuple[float, str]:
    """How much of a unit is seen as another that shares none of its channels, and as which."""
    others = [
        (float(value) / asked, other.name)
        for other, value in zip(FACS_17.units, seen, strict=True)
        if not set(other.weights) & set(unit.weights)
    ]
    return max(others)


def opened_small(path: Path, renderer: RigRenderer) -> Portrait:
    """A portrait, no larger than needed."""
    pixels = read_picture(path).pixels
    factor = min(1.0, _LARGE / pixels.shape[0])
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    return prepared(still(cv2.resize(pixels[..., :3], size, interpolation=cv2.INTER_AREA)), renderer)


def drawn(portrait: Portrait, **units: float) -> Pixels:
    """The person's neutral with some units."""
    state = FaceState(head=portrait.rest.head, gaze=portrait.rest.gaze)
    for name, value in units.items():
        state = state.with_unit(name, value, relative=True)
    return Scene(portrait, held=state).picture()


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """What was seen of one person: by unit at each strength, and by pair."""

    units: Mapping[str, tuple[Seen, ...]]
    pairs: tuple[Seen, ...]
    cells: tuple[Pixels, ...]


def study_person(portrait: Portrait, landmarker: FaceLandmarker) -> Person:
    """Draw and read everything."""
    eye = Eye(landmarker, drawn(portrait))
    units = {
        name: tuple(eye.look(drawn(portrait, **{name: value})) for value in STRENGTHS)
        for name in FACS_17.names
    }
    pictures = [drawn(portrait, **pair) for pair in PAIRS]
    cells = tuple(_face_of(portrait, picture) for picture in pictures)
    return Person(units, tuple(eye.look(picture) for picture in pictures), cells)


def _face_of(portrait: Portrait, picture: Pixels) -> Pixels:
    points = portrait.subject.person().landmarks[:, :2]
    middle, half = (points.min(0) + points.max(0)) / 2, np.ptp(points, 0).max() * _VIEWED / 2
    x0, y0 = np.maximum(middle - half, 0).astype(int)
    x1, y1 = (middle + half).astype(int)
    return picture[y0:y1, x0:x1, :3]


def unit_rows(people: Sequence[Person]) -> dict[str, list[float | str]]:
    """By unit: slope of the reading and how many people's are within bounds, slope of the score, and
    the median leak at full.
    """
    out: dict[str, list[float | str]] = {}
    for i, unit in enumerate(FACS_17.units):
        read = [slope_of(STRENGTHS, [s.read[i] for s in p.units[unit.name]]) for p in people]
        scored = [slope_of(STRENGTHS, [s.scores[i] for s in p.units[unit.name]]) for p in people]
        leaks = [leak_of(unit, p.units[unit.name][-1].read, STRENGTHS[-1]) for p in people]
        within = sum(SLOPE[0] <= slope <= SLOPE[1] for slope in read)
        tight = sum(leak < LEAK for leak, _ in leaks)
        names = [name for _, name in leaks]
        out[unit.name] = [
            float(np.median(read)),
            f"{within}/{len(people)}",
            float("nan") if unit.name in UNSCORED else float(np.median(scored)),
            float(np.median([leak for leak, _ in leaks])),
            f"{tight}/{len(people)}",
            max(set(names), key=names.count),
        ]
    return out


def pair_rows(people: Sequence[Person]) -> dict[str, list[float | str]]:
    """By pair, medians: lips' gap in cm, mouth's width and brows beside those at rest."""
    out: dict[str, list[float | str]] = {}
    for i, pair in enumerate(PAIRS):
        seen = [p.pairs[i] for p in people]
        figures = [[s.gap, s.width, *s.brows] for s in seen]
        out[" ".join(f"{name}={value:g}" for name, value in pair.items())] = [
            *map(float, np.median(figures, 0))
        ]
    return out


def main() -> None:
    """Run the protocol."""
    study = Study.read("Draw units and read them back.")
    renderer, landmarker = RigRenderer(), FaceLandmarker()
    people = [study_person(opened_small(path, renderer), landmarker) for path in study.files(PEOPLE)]
    units, pairs = unit_rows(people), pair_rows(people)
    sheet(study.out / "pairs.png", [*pairs], [p.cells for p in people[:6]], 224)
    good = [name for name, row in units.items() if SLOPE[0] <= float(row[0]) <= SLOPE[1]]
    claims = [
        Claim(
            f"units read at {SLOPE[0]}–{SLOPE[1]} of what is asked", str(len(good)), len(good) == len(units)
        )
    ]
    columns = ("unit", "read / asked", "within", "score / asked", "leak", f"below {LEAK:g}", "mostly as")
    tables = [
        table(f"Units, medians of {len(people)} people", columns, units),
        table("Pairs", ("pair", "lip gap cm", "mouth width ×", "brows up cm", "brows apart ×"), pairs),
    ]
    tell(study, "strength", tables, claims, {"units": units, "pairs": pairs})


if __name__ == "__main__":
    main()
