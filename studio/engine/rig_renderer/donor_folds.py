"""Folds that a photograph does not show, laid over it from people who show them: furrows between the brows,
lines across a forehead, ridges of a nose.

A plate is what a fold does to the logarithm of the skin's light, on the sheet: the mean face seen from the
front, flattened. So it lies where the same skin lies on any face, and goes along with it. Plates are cut by
``studio/train/donor_folds.py``, which frees them of the donor's own light, colour and even skin.

    relief = Σ plate · (amount(state) − amount(rest)),  amount = (Σ k Π channels)^1.5

Nothing moves, nothing is laid. Where the learned gain (``shading``) makes a fold itself, only what is missing
is added. Which donor lends is told from the portrait's own skin.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, product
from types import MappingProxyType
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from studio.core.easing import smoothstep
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.crop import SIZE, coarsely, crop_matrix, cut, finely, finer, into_crop, planes
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.warp.raster import rasterise
from studio.files.models import installed_file

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Terms = Mapping[tuple[str, ...], float]

MODEL: Final = "donor_folds"
DENSITY: Final = 24.0
"""Pixels of the sheet to a canonical centimetre."""
LEFT: Final = 8.0
TOP: Final = 9.0
"""Where the sheet begins: centimetres to the left, as seen, and above the face's origin."""
WIDTH: Final = 384
HEIGHT: Final = 456
STEP: Final = 0.00625
"""Log-gain of one step of a stored plate."""
_FAINT: Final = 1.5
"""Faint moves fold skin less than in proportion."""
SIDES: Final = ("Right", "Left")
"""The subject's own, as they are seen in the picture from left to right."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold, and what brings it.

    A channel without its side, ``browDown``, is that of either side; a term has one channel or two.

    Attributes:
        by: channels that are multiplied → how much of the fold is there when they are full.
    """

    name: str
    by: Terms


def _of(side: str, name: str) -> str:
    return name if name in CHANNEL_INDEX else f"{name}{side}"


def _fold(name: str, by: Terms) -> Fold:
    return Fold(name, MappingProxyType(dict(by)))


FOLDS: Final = (
    # Brows drawn together furrow what is between them; lifted as well, they wave the forehead's middle.
    _fold("glabella", {("browDown",): 1.0, ("browDown", "browInnerUp"): -0.8, ("noseSneer",): 0.3}),
    _fold("oblique", {("browDown", "browInnerUp"): 1.0}),
    _fold(
        "forehead_middle", {("browInnerUp",): 1.0, ("browOuterUp",): 0.3, ("browDown", "browInnerUp"): -1.0}
    ),
    _fold("forehead_sides", {("browOuterUp",): 1.0, ("browDown", "browOuterUp"): -0.7}),
    _fold("nose", {("noseSneer",): 1.0}),
    _fold("wings", {("noseSneer",): 0.8, ("mouthUpperUp",): 0.8}),
    _fold("crow", {("cheekSquint",): 1.0, ("eyeSquint",): 0.2, ("mouthSmile",): 0.15}),
    _fold("lids", {("cheekSquint",): 0.9, ("eyeSquint",): 0.8}),
    _fold("cheeks", {("cheekSquint",): 1.0}),
    _fold("rays", {("cheekSquint",): 1.0}),
    _fold("corners", {("mouthSmile",): 0.7, ("mouthDimple",): 0.4, ("cheekSquint",): 0.4}),
    _fold("dimples", {("mouthDimple",): 1.0}),
    _fold("pits", {("mouthDimple",): 1.0}),
    _fold("tight", {("mouthPress", "mouthRollUpper"): 4.0}),
    _fold("drooped", {("mouthFrown",): 1.0}),
    _fold("chin", {("mouthShrugLower",): 1.0}),
)
"""In the order of the face, from above."""

_ACROSS: Final = 0.8
"""Centimetres over which what one side does goes over into what the other one does."""
_FINEST: Final = 3
"""How many times as fine as the networks' crop folds are laid, at most."""
_BROWS: Final = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)
_BESIDE: Final = 0.14
"""How far around brows, eyes and lips nothing is laid, cm."""
_SOFT: Final = 0.1
"""How soft that edge is, cm."""


def spots() -> Array:
    """Where the landmarks lie on the sheet, pixels and depth [478, 3]."""
    origin = np.array([LEFT, -TOP, 0.0])
    out: Array = (load_basis().neutral + origin) * (DENSITY, -DENSITY, -DENSITY) - (0.5, 0.5, 0.0)
    return out


def flattened(pixels: Pixels, landmarks: Array) -> tuple[Floats, Mask]:
    """A face on the sheet: colours 0–1 [HEIGHT, WIDTH, 3], and where there is any [HEIGHT, WIDTH].

    Args:
        pixels: RGB(A) [h, w, 3 or 4].
        landmarks: [478, 3] in it.
    """
    place = spots()
    found, covered = rasterise(
        load_basis().triangles, place[:, :2], landmarks[:, :2], (WIDTH, HEIGHT), place[:, 2], -9.0
    )
    eyes = landmarks[list(t.EYE_OUTER), :2]
    times = float(np.linalg.norm(eyes[0] - eyes[1]) / np.linalg.norm(place[33, :2] - place[263, :2]))
    picture = pixels[..., :3].astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    if times > 1.1:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.45 * times), np.float32)
    out = cv2.remap(picture, *planes(found), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.float32), covered


@cache
def features() -> Bytes:
    """1 where brows, eyes and lips are on the sheet, and a little around them [HEIGHT, WIDTH]."""
    out, place = np.zeros((HEIGHT, WIDTH), np.uint8), spots()[:, :2].astype(np.float32)
    for ring in (*_BROWS, t.EYE_RIGHT, t.EYE_LEFT, t.OUTER_LIPS):
        cv2.fillPoly(out, [np.round(cv2.convexHull(place[list(ring)])).astype(np.int32)], 1)
    reach = 2 * round(_BESIDE * DENSITY) + 1
    grown = cv2.dilate(out, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return np.asarray(grown, np.uint8)


@cache
def leftness() -> Floats:
    """How far each column of the sheet belongs to the subject's left side, 0–1 [WIDTH]."""
    x = (np.arange(WIDTH) + 0.5) / DENSITY - LEFT
    return np.asarray(smoothstep(x / _ACROSS + 0.5), np.float32)


def dark_and_light(picture: Floats) -> Floats:
    """The logarithm of a picture's luminance [h, w]."""
    return np.asarray(np.log(picture.mean(2) + np.float32(0.03)), np.float32)


def evened(values: Floats, counted: Floats, reach: float) -> Floats:
    """Values [h, w] averaged around each place over what is counted, 0–1.

    Args:
        reach: standard deviation, cm.
    """
    sigma = reach * DENSITY
    total = cv2.GaussianBlur(values * counted, (0, 0), sigma)
    return np.asarray(total / np.maximum(cv2.GaussianBlur(counted, (0, 0), sigma), 1e-3), np.float32)


# The portrait's own skin ------------------------------------------------------------------------------

_NEAR: Final = 1.0
"""How far around a place its skin is looked at, cm."""
_HAIR: Final = (0.30, 0.60)
"""Logarithm by which a place is darker than the skin around: skin up to the one, hair or a rim from the
other."""
_FRINGE: Final = (0.9, 1.4)
"""The same beside the whole face's median."""
_ROUGH: Final = (0.10, 0.20)
"""Standard deviation of the finest light and dark, in logarithms: skin, and hair or stubble."""
_FINE: Final = 0.12
_PATCH: Final = 0.35
"""Centimetres: what is finest, and over how much of it the deviation is taken."""


def bare_skin(picture: Floats, covered: Mask) -> Floats:
    """How far each place of a flattened face is bare skin, no brow, fringe, beard or rim: 0–1
    [HEIGHT, WIDTH].
    """
    skin = (covered & (features() == 0)).astype(np.float32)
    light = dark_and_light(picture)
    around = evened(light, skin, _NEAR)
    middle = float(np.median(light[skin > 0]))
    hair = np.maximum(
        smoothstep((around - light - _HAIR[0]) / (_HAIR[1] - _HAIR[0])),
        smoothstep((middle - around - _FRINGE[0]) / (_FRINGE[1] - _FRINGE[0])),
    )
    rough = smoothstep((roughness(light, skin) - _ROUGH[0]) / (_ROUGH[1] - _ROUGH[0]))
    bare = skin * (1 - np.maximum(hair, rough)).astype(np.float32)
    shut = cv2.erode(bare, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.GaussianBlur(shut, (0, 0), _SOFT * DENSITY) * skin, np.float32)


def roughness(light: Floats, skin: Floats) -> Floats:
    """Standard deviation of the finest light and dark around each place, logarithms [h, w]."""
    finest = light - evened(light, skin, _FINE)
    return np.asarray(np.sqrt(evened(finest * finest, skin, _PATCH)), np.float32)


_ZONES: Final = ((0.0, 6.4, 4.0, 0.9), (0.0, 4.6, 0.9, 1.2), (-5.9, 2.2, 0.9, 1.3), (5.9, 2.2, 0.9, 1.3),
                 (-3.2, 0.9, 1.8, 0.7), (3.2, 0.9, 1.8, 0.7))  # fmt: skip
"""Where age shows: x, y and half axes of ellipses, cm."""
_LINES: Final = (0.04, 0.3)
"""Standard deviations between which the lines of age lie, cm."""
_YOUNG: Final = 0.003
_OLD: Final = 0.030
"""Mean depth of those lines at 0 and at 1, logarithms."""


@cache
def _zones() -> Mask:
    out = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x, y, a, b in _ZONES:
        middle = round((x + LEFT) * DENSITY), round((TOP - y) * DENSITY)
        cv2.ellipse(out, middle, (round(a * DENSITY), round(b * DENSITY)), 0, 0, 360, 1, -1)
    return np.asarray(out > 0)


def lines_of(picture: Floats, bare: Floats) -> float:
    """How deep the lines of a flattened face are where age shows, logarithms."""
    light = dark_and_light(picture)
    fine, coarse = (evened(light, bare, sigma) for sigma in _LINES)
    counted = bare * _zones()
    return float((np.maximum(coarse - fine, 0) * counted).sum() / max(counted.sum(), 1.0))


def age_of(picture: Floats, bare: Floats) -> float:
    """How old a flattened face's skin looks: 0 smooth, 1 wrinkled. A soft photograph looks young."""
    return float(np.clip((lines_of(picture, bare) - _YOUNG) / (_OLD - _YOUNG), 0, 1))


# Plates -----------------------------------------------------------------------------------------------

_STRENGTH: Final = (0.55, 1.0)
"""How much of a plate smooth skin is given, and wrinkled."""
_DEEPEST: Final = 0.42
"""Logarithm by which a plate darkens skin at most: a third of its light."""
_WIDE: Final = 0.05
"""How soft the edge of a fold is, cm."""
_SKIN_COUNTS: Final = 0.15
"""How far a donor may be off in the logarithm of the skin's light, beside age, which is 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """What a fold does to the light of skin.

    Attributes:
        corner: its first column and row on the sheet.
        relief: log-gain [h, w].
        age: of the donor's skin, 0–1.
        skin: logarithm of its luminance.
    """

    corner: tuple[int, int]
    relief: Floats
    age: float
    skin: float

    @property
    def part(self) -> tuple[slice, slice]:
        """Rows and columns of the sheet."""
        (x, y), (height, width) = self.corner, self.relief.shape
        return slice(y, y + height), slice(x, x + width)

    def apart(self, age: float, skin: float) -> float:
        """How unlike a portrait the donor is."""
        return abs(self.age - age) + _SKIN_COUNTS * abs(self.skin - skin)


@cache
def plates() -> Mapping[str, tuple[Plate, ...]]:
    """Fold → its donors' plates.

    Raises:
        ModelError: their file is missing or damaged.
    """
    tensors = load_file(installed_file(MODEL))
    modelled = {name: (_modelled(spots),) for name, spots in MODELLED.items()}
    names = sorted(name.removesuffix(".relief") for name in tensors if name.endswith(".relief"))
    return modelled | {
        fold: tuple(_plate(tensors[f"{name}.relief"], tensors[f"{name}.facts"]) for name in of_it)
        for fold, of_it in groupby(names, lambda name: name.split(".")[0])
    }


def _plate(relief: NDArray[np.int8], facts: Floats) -> Plate:
    x, y, age, skin = map(float, facts)
    return Plate((int(x), int(y)), _as_deep_as_skin(relief.astype(np.float32) * np.float32(STEP)), age, skin)


def _as_deep_as_skin(relief: Floats) -> Floats:
    """The same, with a furrow for what would be a scratch: no deeper than ``_DEEPEST``, with a soft edge."""
    soft = np.asarray(cv2.GaussianBlur(relief, (0, 0), _WIDE * DENSITY), np.float32)
    return np.where(soft < 0, -_DEEPEST * np.tanh(soft / -_DEEPEST), soft).astype(np.float32)


MODELLED: Final[Mapping[str, tuple[tuple[float, ...], ...]]] = MappingProxyType({
    # A raised cheek is lit where it bulges, and shaded in a curve where it meets the lid and where it
    # ends below.
    "cheeks": ((4.3, -0.1, 1.2, 0.65, -0.25, 0.14), (3.5, 0.65, 0.9, 0.22, 0.0, 0.12),
               (2.35, 1.42, 0.55, 0.10, -0.35, -0.50), (3.4, 1.18, 0.6, 0.10, 0.0, -0.58),
               (4.6, 1.42, 0.5, 0.10, 0.35, -0.46), (3.4, 1.64, 0.9, 0.13, 0.0, 0.12),
               (4.4, -1.9, 1.2, 0.45, -0.6, -0.20)),
    # Crow's feet: rays from the outer corner of the eye, the skin between them lit.
    "rays": ((5.55, 3.1, 0.38, 0.055, 0.50, -0.42), (5.75, 2.6, 0.44, 0.055, 0.10, -0.46),
             (5.6, 2.1, 0.42, 0.055, -0.30, -0.42), (5.7, 2.85, 0.4, 0.07, 0.3, 0.14),
             (5.75, 2.35, 0.4, 0.07, -0.1, 0.14)),
    # A dimpler draws the corner in: a bracket of shade beside it, skin that bunches on both sides.
    "pits": ((3.42, -4.25, 0.14, 0.40, 0.0, -0.50), (3.30, -3.72, 0.13, 0.28, 0.40, -0.28),
             (3.30, -4.78, 0.13, 0.28, -0.40, -0.28), (2.88, -4.3, 0.12, 0.14, 0.0, -0.3),
             (3.12, -4.2, 0.13, 0.40, 0.0, 0.14), (3.85, -4.2, 0.25, 0.55, 0.0, 0.16)),
    # Tightened lips stand in a rim: a line of shade above the upper one and under the lower one.
    "tight": ((0.9, -3.05, 1.1, 0.12, 0.0, -0.12), (0.8, -5.6, 1.0, 0.2, 0.0, -0.16)),
})  # fmt: skip
"""What light does on skin that bulges and that nobody lends: spots on the subject's left, each x, y, half its
width and height (standard deviations, cm), its tilt in radians up to the side, and log-gain."""


def _modelled(spots: Sequence[Sequence[float]]) -> Plate:
    """A plate of soft spots on both sides."""
    x = (np.arange(WIDTH) + 0.5) / DENSITY - LEFT
    y = (TOP - (np.arange(HEIGHT) + 0.5) / DENSITY)[:, None]
    out = np.zeros((HEIGHT, WIDTH))
    for side in (1.0, -1.0):
        for at_x, at_y, wide, high, tilt, gain in spots:
            across, up = side * x - at_x, y - at_y
            along = across * math.cos(tilt) + up * math.sin(tilt)
            off = up * math.cos(tilt) - across * math.sin(tilt)
            out += gain * np.exp(-((along / wide) ** 2 + (off / high) ** 2) / 2)
    rows, columns = (np.flatnonzero((np.abs(out) > STEP / 2).any(axis)) for axis in (1, 0))
    left, top = int(columns[0]), int(rows[0])
    return Plate((left, top), out[top : rows[-1] + 1, left : columns[-1] + 1].astype(np.float32), 0.5, 0.0)


Lent = Mapping[str, Plate]
"""Fold → the plate that a face was lent, with nothing where it shows no skin."""


@dataclass(frozen=True, slots=True, eq=False)
class FoldedFace:
    """A photograph that folds can be laid over: a value, made once.

    Attributes:
        on_sheet: where on the sheet each pixel of the crop lies [m, m, 2]; m is a whole number of the
            networks' crops.
        plates: what it was lent.
        boxes: rows and columns of the crop where each lies.
    """

    on_sheet: Floats
    plates: Lent
    boxes: Mapping[str, tuple[slice, slice]]


class DonorFolds:
    """Faces and their states → relief.

    Raises:
        ModelError: the plates are missing or damaged.
    """

    def __init__(self) -> None:
        self._plates = plates()

    def lent(self, pixels: Pixels, landmarks: Array) -> Lent:
        """What donors lend a photograph or a clip, chosen by one look.

        Args:
            pixels: RGB(A) [h, w, 3 or 4].
            landmarks: [478, 3] in it.
        """
        picture, covered = flat_face(pixels, landmarks)
        bare = bare_skin(picture, covered)
        age, skin = age_of(picture, bare), skin_of(picture, bare)
        most = _STRENGTH[0] + (_STRENGTH[1] - _STRENGTH[0]) * age
        chosen = {name: min(of_it, key=lambda p: p.apart(age, skin)) for name, of_it in self._plates.items()}
        return {name: _on(plate, bare * np.float32(most)) for name, plate in chosen.items()}

    def placed(self, lent: Lent, landmarks: Array) -> FoldedFace:
        """What is lent, on the face with these landmarks [478, 3]."""
        times = _fineness(landmarks)
        size, place = SIZE * times, spots()
        points = finely(into_crop(landmarks, crop_matrix(landmarks)), times)
        on_sheet, _ = rasterise(
            load_basis().triangles, points[:, :2], place[:, :2], (size, size), points[:, 2], -9.0
        )
        return FoldedFace(on_sheet, lent, {name: _box_of(plate, on_sheet) for name, plate in lent.items()})

    def relief(
        self, face: FoldedFace, state: FaceState, rest: FaceState, gain: Floats, share: float = 1.0
    ) -> Floats | None:
        """The log-gain [m, m] of a state in a crop that is finer than the networks', alike for all colours;
        None if no fold is there.

        Args:
            rest: what the photograph shows itself.
            gain: of the network, in its crop or a finer one [s, s, 3]: what it folds itself is not
                folded twice.
            share: how much of them is seen, 0–1.
        """
        more = np.maximum(amounts_of(state) - amounts_of(rest), 0.0)
        if more.max() < _LEAST or not share:
            return None
        out = np.zeros(face.on_sheet.shape[:2], np.float32)
        here = box_around(
            [face.boxes[fold.name] for fold, of_it in zip(FOLDS, more, strict=True) if of_it.any()]
        )
        laid = np.float32(share) * fetched(summed(face.plates, more), face.on_sheet[here])
        own = _enlarged(np.minimum(_uneven(coarsely(gain)), 0), len(out) // SIZE, here)
        out[here] = np.where(laid < 0, np.minimum(laid - own, 0), laid)
        return out


_LEAST: Final = 0.01
_SHRUNK: Final = 4
_OWN_REACH: Final = 0.05
"""How wide the network's gain is looked at to tell its folds from its even shading, of the crop's side."""


def _box_of(plate: Plate, on_sheet: Floats) -> tuple[slice, slice]:
    """Rows and columns of the crop where a plate lies, and some more; none if it is not seen."""
    rows, columns = plate.part
    x, y = on_sheet[::_SHRUNK, ::_SHRUNK, 0], on_sheet[::_SHRUNK, ::_SHRUNK, 1]
    far = _SHRUNK * 2
    there = (
        (x > columns.start - far) & (x < columns.stop + far) & (y > rows.start - far) & (y < rows.stop + far)
    )
    left, top, width, height = (n * _SHRUNK for n in cv2.boundingRect(there.astype(np.uint8)))
    return slice(top, top + height), slice(left, left + width)


def box_around(boxes: Sequence[tuple[slice, slice]]) -> tuple[slice, slice]:
    """The rows and columns that hold all of some."""
    seen = [box for box in boxes if box[0].stop > box[0].start] or [(slice(0, 1), slice(0, 1))]
    rows, columns = (
        slice(min(box[axis].start for box in seen), max(box[axis].stop for box in seen)) for axis in (0, 1)
    )
    return rows, columns


def fetched(sheet: Floats, places: Floats) -> Floats:
    """What is at places [h, w, 2] of the sheet [h, w]."""
    # The second map must be None, not an empty array: OpenCV 5.0 would read beyond it.
    out = cv2.remap(sheet, np.ascontiguousarray(places), None, cv2.INTER_LINEAR)  # type: ignore[call-overload]
    return np.asarray(out, np.float32)


def _enlarged(values: Floats, times: int, part: tuple[slice, slice]) -> Floats:
    """A part of values [s, s] at so many times their size."""
    rows, columns = (slice(p.start // times, -(-p.stop // times)) for p in part)
    small = values[rows, columns]
    wide = cv2.resize(small, (small.shape[1] * times, small.shape[0] * times), interpolation=cv2.INTER_LINEAR)
    top, left = part[0].start - rows.start * times, part[1].start - columns.start * times
    height, width = (p.stop - p.start for p in part)
    return np.asarray(wide[top : top + height, left : left + width], np.float32)


def _uneven(gain: Floats) -> Floats:
    """What darkens and lightens in a gain [s, s, 3] as folds do: narrowly [s, s]."""
    grey = np.asarray(cv2.transform(gain, np.full((1, 3), 1 / 3, np.float32)), np.float32)
    small = cv2.resize(grey, (len(grey) // _SHRUNK, len(grey) // _SHRUNK), interpolation=cv2.INTER_AREA)
    even = cv2.resize(cv2.GaussianBlur(small, (0, 0), _OWN_REACH * len(small)), grey.shape)
    return np.asarray(grey - even, np.float32)


_TINT: Final = (-0.18, 0.04, 0.14)
"""By how much more or less than all of it red, green and blue light is lost in a fold of skin."""


def tinted(colour: float) -> tuple[float, float, float]:
    """How much of a relief each colour takes on a face with so much of skin's colour, 0–1."""
    red, green, blue = (1 + colour * share for share in _TINT)
    return red, green, blue


def flat_face(pixels: Pixels, landmarks: Array) -> tuple[Floats, Mask]:
    """A face on the sheet as ``flattened`` gives it, no finer than folds are laid."""
    times = _fineness(landmarks)
    matrix = finer(crop_matrix(landmarks), times)
    return flattened(cut(pixels[..., :3], matrix, SIZE * times), into_crop(landmarks, matrix))


def _fineness(landmarks: Array) -> int:
    """How many times as fine as the networks' crop a photograph is."""
    scale = float(np.linalg.norm(crop_matrix(landmarks)[:, 0]))
    return int(np.clip(round(1 / scale), 1, _FINEST))


def skin_of(picture: Floats, bare: Floats) -> float:
    """The logarithm of a flattened face's luminance where it is bare."""
    seen = dark_and_light(picture)[bare > 0.5]
    return float(np.median(seen)) if len(seen) else 0.0


def _on(plate: Plate, share: Floats) -> Plate:
    return Plate(plate.corner, plate.relief * share[plate.part], plate.age, plate.skin)


@cache
def _terms() -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    """All terms of all folds on both sides: two channels [2, n], with 1 as a last channel; how much of which
    fold and side they bring [folds · 2, n].
    """
    pairs, rows = [], []
    for i, (fold, side) in enumerate(product(FOLDS, SIDES)):
        for names, share in fold.by.items():
            known = [CHANNEL_INDEX[_of(side, name)] for name in names]
            pairs.append((*known, *[len(CHANNELS)] * (2 - len(known))))
            rows.append((i, share))
    shares = np.zeros((len(FOLDS) * len(SIDES), len(rows)))
    for n, (i, share) in enumerate(rows):
        shares[i, n] = share
    first, second = np.array(pairs).T
    return first, second, shares


def amounts_of(state: FaceState) -> Array:
    """How much of each fold is there in a state, 0–1 [folds, 2]."""
    first, second, shares = _terms()
    channels = np.append(state.channels.astype(np.float64), 1.0)
    total = shares @ (channels[first] * channels[second])
    out: Array = np.clip(total, 0.0, 1.0).reshape(-1, 2) ** _FAINT
    return out


def summed(chosen: Mapping[str, Plate], amounts: Array) -> Floats:
    """Plates by their amounts on either side [folds, 2], on the sheet [HEIGHT, WIDTH]."""
    out = np.zeros((HEIGHT, WIDTH), np.float32)
    for fold, (right, left) in zip(FOLDS, amounts.astype(np.float32), strict=True):
        plate = chosen.get(fold.name)
        if plate is not None and max(right, left) > 0:
            rows, columns = plate.part
            out[rows, columns] += plate.relief * (right + (left - right) * leftness()[columns])
    return out
