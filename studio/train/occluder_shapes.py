"""Things that are laid in front of photographed faces, and things that only seem to lie there.

Everything is drawn in the aligned crop, eyes 67 pixels apart, so that a finger is about 11 pixels wide.
Hands are made of skin cut from photographs, microphones and glasses are drawn, cloth and paper come from
the corners of other photographs, hair is drawn in the person's own colour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from studio.engine.rig import topology as t

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

CHEEKS = (50, 280, 205, 425, 187, 411)
_FOREHEAD = (151, 108, 337)
_BROWS = (105, 334, 66, 296)
_CHIN = 152
_FINE = 4
"""Bits of a pixel's fraction that the drawing functions are given."""


@dataclass(frozen=True, slots=True, eq=False)
class BareFace:
    """A face with nothing known to lie before it.

    Attributes:
        picture: [s, s, 3], 0–1.
        points: landmarks [478, 3] in pixels of the crop.
        oval: [s, s], 1 in the face.
        skin, hair: its colours [3]; ``hair`` is what is above the forehead.
    """

    picture: Floats
    points: Array
    oval: Bytes
    skin: Floats
    hair: Floats

    @property
    def size(self) -> int:
        return int(self.oval.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Something in front: colour [s, s, 3] and cover [s, s], 0–1; how dark a shadow it throws, 0–1."""

    colour: Floats
    cover: Floats
    shadow: float = 0.0


def at(points: Array, *indices: int) -> Array:
    """The middle of some landmarks [2]."""
    out: Array = points[list(indices), :2].mean(0)
    return out


def laid(picture: Floats, layer: Layer, rng: Generator) -> Floats:
    """The picture with a layer on it, and its shadow below."""
    if layer.shadow > 0:
        away = rng.uniform((-5, -2), (5, 8))
        shift = np.array([[1, 0, away[0]], [0, 1, away[1]]])
        size = layer.cover.shape[::-1]
        thrown = cv2.GaussianBlur(cv2.warpAffine(layer.cover, shift, size), (0, 0), rng.uniform(1.2, 5))
        picture = picture * (1 - layer.shadow * thrown)[..., None]
    cover = layer.cover[..., None]
    return np.asarray(picture * (1 - cover) + layer.colour * cover, np.float32)


def line(mask: Bytes, ends: Array, width: float) -> None:
    """A rounded line through points [n, 2]."""
    fixed = [np.round(ends * (1 << _FINE)).astype(np.int32)]
    cv2.polylines(mask, fixed, False, 255, max(1, round(width)), cv2.LINE_AA, _FINE)


def polygon(mask: Bytes, corners: Array) -> None:
    cv2.fillPoly(mask, [np.round(corners * (1 << _FINE)).astype(np.int32)], 255, cv2.LINE_AA, _FINE)


def soft(mask: Bytes, rng: Generator, most: float = 0.9) -> Floats:
    """A drawn mask as cover 0–1, its edge as sharp as the camera's focus."""
    cover = mask.astype(np.float32) / 255
    return np.asarray(cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.3, most)), np.float32)


def round_light(cover: Floats, width: float, rng: Generator) -> Floats:
    """Brightness of a rounded thing that is about ``width`` wide, lit from somewhere: about 0.5–1.2."""
    deep = cv2.distanceTransform((cover > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    height = np.sqrt(1 - (1 - np.minimum(deep / max(width / 2, 1), 1)) ** 2).astype(np.float32)
    height = cv2.GaussianBlur(height, (0, 0), 0.8)
    slope_x, slope_y = cv2.Sobel(height, cv2.CV_32F, 1, 0), cv2.Sobel(height, cv2.CV_32F, 0, 1)
    turn = rng.uniform(0, 2 * np.pi)
    side = (np.cos(turn) * slope_x + np.sin(turn) * slope_y) * width / 40
    dark = rng.uniform(0.4, 0.9)
    return np.asarray(np.clip(dark + (1 - dark) * height + rng.uniform(0, 0.5) * side, 0.2, 1.3), np.float32)


def flesh(face: BareFace, rng: Generator) -> Floats:
    """Skin of a face, cut from a cheek or the forehead and laid over the whole crop: [s, s, 3]."""
    x, y = np.round(at(face.points, int(rng.choice(CHEEKS + _FOREHEAD)))).astype(int)
    half = int(rng.integers(6, 11))
    x, y = (int(np.clip(v, half, face.size - half)) for v in (x, y))
    patch = face.picture[y - half : y + half, x - half : x + half]
    large = cv2.resize(patch, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    return _tiled(np.asarray(large, np.float32), face.size, rng)


def _tiled(patch: Floats, size: int, rng: Generator) -> Floats:
    repeats = 2 + size // min(patch.shape[:2])
    mirrored = np.vstack([np.hstack([patch, patch[:, ::-1]]), np.hstack([patch[::-1], patch[::-1, ::-1]])])
    wide = np.tile(mirrored, (repeats, repeats, 1))
    y, x = (int(rng.integers(0, n - size + 1)) for n in wide.shape[:2])
    return np.ascontiguousarray(wide[y : y + size, x : x + size])


def colour(rng: Generator) -> Floats:
    """Any colour, dark and grey ones more often than others."""
    light, tint = rng.beta(1.0, 1.3), rng.beta(0.8, 2)
    return np.asarray(light * (1 - tint * rng.uniform(0, 1, 3)), np.float32)


def even(size: int, rng: Generator) -> Floats:
    """A colour that changes a little from one side to the other."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size - 0.5
    turn = rng.uniform(0, 2 * np.pi)
    slope = 1 + rng.uniform(0, 0.9) * (np.cos(turn) * x + np.sin(turn) * y)
    return np.asarray(colour(rng) * slope[..., None], np.float32)


def noise(size: int, rng: Generator) -> Floats:
    """Cloth and foam: an even colour with grain of some size."""
    coarse = max(4, int(size / rng.choice((1, 1.5, 2.5, 5, 12))))
    grain = cv2.resize(rng.standard_normal((coarse, coarse)).astype(np.float32), (size, size))
    return np.asarray(even(size, rng) * (1 + rng.uniform(0.05, 0.5) * grain[..., None]), np.float32)


def stripes(size: int, rng: Generator) -> Floats:
    """Two colours in turn, as of cloth, wire mesh or a printed page."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    turn, wide = rng.uniform(0, np.pi), rng.uniform(2.5, 16)
    wave = 0.5 + 0.5 * np.sin((np.cos(turn) * x + np.sin(turn) * y) * 2 * np.pi / wide)
    if rng.random() < 0.5:
        wave = wave * (0.5 + 0.5 * np.sin((np.cos(turn) * y - np.sin(turn) * x) * 2 * np.pi / wide))
    mix = wave[..., None]
    return np.asarray(colour(rng) * mix + even(size, rng) * (1 - mix), np.float32)


def scrap(other: BareFace, rng: Generator) -> Floats:
    """A corner of another photograph, where background, hair or clothes are, enlarged to the crop."""
    side = int(rng.integers(16, 34))
    y, x = (int(rng.choice((0, other.size - side))) for _ in range(2))
    part = other.picture[y : y + side, x : x + side]
    out = cv2.resize(part, (other.size, other.size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(out * rng.uniform(0.6, 1.4), np.float32)


def stuff(other: BareFace, rng: Generator) -> Floats:
    """The surface of any thing [s, s, 3]."""
    kind = rng.integers(5)
    if kind < 2:
        return scrap(other, rng)
    made = (even, noise, stripes)[kind - 2](other.size, rng)
    return np.asarray(made, np.float32)


def spot(face: BareFace, rng: Generator) -> Array:
    """Some place in the face [2]."""
    return np.asarray(face.points[rng.integers(468), :2] + rng.normal(0, 6, 2))


def direction(angle: float) -> Array:
    return np.array([np.cos(angle), np.sin(angle)])


# --- hands -------------------------------------------------------------------------------------------


def hand(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """One to five fingers on a palm, or fingers alone, from below or from a side."""
    owner = face if rng.random() < 0.65 else other
    surface = flesh(owner, rng) * rng.uniform(0.75, 1.2) * rng.uniform(0.95, 1.05, 3).astype(np.float32)
    pointing = rng.choice((-np.pi / 2, 0.0, np.pi, -np.pi / 2)) + rng.normal(0, 0.6)
    width, fingers = rng.uniform(8, 14), int(rng.choice((1, 2, 3, 4, 4, 5)))
    ahead, aside = direction(pointing), direction(pointing + np.pi / 2)
    root = spot(face, rng) - ahead * rng.uniform(10, 55)
    layer = Layer(surface, np.zeros((face.size, face.size), np.float32))
    if rng.random() < 0.8:
        layer = _with_part(layer, surface, _palm(root, ahead, width, fingers, face.size), width * 3, rng)
    bend, spread = rng.normal(0, 0.35), rng.uniform(0, 0.16)
    for i in rng.permutation(fingers):
        place = i - (fingers - 1) / 2
        start = root + aside * place * width * rng.uniform(0.9, 1.12)
        turn = pointing + place * spread + rng.normal(0, 0.06)
        layer = _with_finger(layer, surface, start, (turn, bend + rng.normal(0, 0.1)), width, rng)
    return Layer(layer.colour, layer.cover, rng.uniform(0, 0.6))


def _palm(root: Array, ahead: Array, width: float, fingers: int, size: int) -> Bytes:
    mask = np.zeros((size, size), np.uint8)
    broad = max(fingers, 2.5) * width
    line(mask, np.array([root - ahead * broad * 0.5, root - ahead * broad * 1.1]), broad)
    line(mask, np.array([root - ahead * broad, root - ahead * 200]), broad * 0.75)
    return mask


def _with_finger(
    under: Layer, surface: Floats, start: Array, turns: tuple[float, float], width: float, rng: Generator
) -> Layer:
    """Three bones, each thinner than the last; sometimes a nail."""
    turn, bend = turns
    joints, length = [start], width * rng.uniform(3.0, 4.8)
    for part, share in enumerate((0.45, 0.3, 0.25)):
        joints.append(joints[-1] + direction(turn + bend * part) * length * share)
    mask = np.zeros(under.cover.shape, np.uint8)
    for k in range(3):
        line(mask, np.array(joints[k : k + 2]), width * (1.0 - 0.07 * k))
    out = _with_part(under, surface, mask, width, rng)
    if rng.random() < 0.4:
        return _with_nail(out, joints, width, rng)
    return out


def _with_part(under: Layer, surface: Floats, mask: Bytes, width: float, rng: Generator) -> Layer:
    """A part laid on what is there already; a dark seam parts them."""
    cover = soft(mask, rng)
    seam = cv2.GaussianBlur(cv2.dilate(cover, np.ones((3, 3))), (0, 0), 1.0) - cover
    below = under.colour * (1 - rng.uniform(0.2, 0.6) * np.clip(seam, 0, 1))[..., None]
    lit = surface * round_light(cover, width, rng)[..., None]
    mixed = below * (1 - cover[..., None]) + lit * cover[..., None]
    return Layer(np.asarray(mixed, np.float32), np.maximum(under.cover, cover))


def _with_nail(layer: Layer, joints: list[Array], width: float, rng: Generator) -> Layer:
    mask = np.zeros(layer.cover.shape, np.uint8)
    middle, tip = joints[-2] * 0.25 + joints[-1] * 0.75, joints[-1]
    line(mask, np.array([middle, tip]), width * 0.55)
    cover = (soft(mask, rng) * rng.uniform(0.3, 1.0) * layer.cover)[..., None]
    paint = colour(rng) if rng.random() < 0.4 else layer.colour * np.float32(1.15) + np.float32(0.05)
    return Layer(np.asarray(layer.colour * (1 - cover) + paint * cover, np.float32), layer.cover)


# --- things ------------------------------------------------------------------------------------------


def microphone(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A head of mesh or foam on a stick that comes from below or from a side."""
    size = face.size
    away = np.pi / 2 + rng.normal(0, 0.8)
    radius = rng.uniform(6, 19)
    centre = at(face.points, 0, 17, _CHIN) + rng.normal(0, (22, 16), 2)
    head, stick = (np.zeros((size, size), np.uint8) for _ in range(2))
    line(stick, np.array([centre, centre + direction(away) * 220]), radius * rng.uniform(0.5, 1.3))
    axes = (radius, radius * rng.uniform(0.8, 1.5))
    polygon(head, _ellipse(centre, axes, away))
    surface = (stripes if rng.random() < 0.5 else noise)(size, rng)
    dark = np.float32(rng.uniform(0.2, 0.9) if rng.random() < 0.7 else 1)
    layer = Layer(np.asarray(even(size, rng) * dark, np.float32), np.zeros((size, size), np.float32))
    layer = _with_part(layer, layer.colour, stick, radius, rng)
    layer = _with_part(layer, surface * dark, head, radius * 2, rng)
    return Layer(_with_glint(layer, centre, radius, rng), layer.cover, rng.uniform(0, 0.5))


def _ellipse(centre: Array, axes: tuple[float, float], turn: float, wobble: float = 0.0) -> Array:
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    ring = np.column_stack([axes[1] * np.cos(angles), axes[0] * np.sin(angles)])
    ring *= 1 + wobble * np.sin(3 * angles + turn)[:, None]
    ahead, aside = direction(turn), direction(turn + np.pi / 2)
    out: Array = centre + ring @ np.array([ahead, aside])
    return out


def _with_glint(layer: Layer, centre: Array, radius: float, rng: Generator) -> Floats:
    y, x = np.mgrid[0 : layer.cover.shape[0], 0 : layer.cover.shape[1]]
    place = centre + rng.normal(0, radius * 0.4, 2)
    glint = np.exp(
        -((x - place[0]) ** 2 + (y - place[1]) ** 2) / (2 * (radius * rng.uniform(0.15, 0.5)) ** 2)
    )
    return np.asarray(layer.colour + rng.uniform(0, 0.5) * glint[..., None], np.float32)


def headset(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A thin boom along the cheek with a capsule before the mouth."""
    ear, corner = ((234, 61), (454, 291))[rng.integers(2)]
    mask = np.zeros((face.size, face.size), np.uint8)
    tip = at(face.points, corner) + rng.normal(0, 5, 2)
    middle = (at(face.points, ear) + tip) / 2 + rng.normal(0, 4, 2) + (0, rng.uniform(0, 14))
    line(mask, np.array([at(face.points, ear), middle, tip]), rng.uniform(1.5, 4))
    polygon(mask, _ellipse(tip, (rng.uniform(2, 6), rng.uniform(3, 8)), rng.uniform(0, np.pi)))
    surface = np.asarray(even(face.size, rng) * rng.uniform(0.2, 1), np.float32)
    return Layer(surface, soft(mask, rng), rng.uniform(0, 0.4))


def thing(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A ball, a cup, a phone, paper, a stone: any outline, any surface."""
    mask = np.zeros((face.size, face.size), np.uint8)
    centre, turn = spot(face, rng), rng.uniform(0, np.pi)
    long = rng.uniform(6, 50)
    axes = (long, long * rng.uniform(0.3, 1))
    kind = rng.integers(4)
    if kind == 0:
        polygon(mask, _ellipse(centre, axes, turn, rng.uniform(0, 0.4)))
    elif kind == 1:
        polygon(mask, _ellipse(centre, (long, long), 0))
    elif kind == 2:
        box = cv2.boxPoints(
            ((float(centre[0]), float(centre[1])), (2 * axes[0], 2 * axes[1]), np.degrees(turn))
        )
        polygon(mask, np.asarray(box, np.float64))
    else:
        around = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(4, 9)))
        polygon(mask, centre + np.array([direction(a) * long * rng.uniform(0.4, 1) for a in around]))
    cover, surface = soft(mask, rng, 2.0), stuff(other, rng)
    if rng.random() < 0.5:
        surface = surface * round_light(cover, min(axes) * 2, rng)[..., None]
    return Layer(np.asarray(surface, np.float32), cover, rng.uniform(0, 0.6))


def stick(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A pen, a straw, a wire, a racket's rim: long and thin, straight or bent."""
    mask = np.zeros((face.size, face.size), np.uint8)
    start, turn = spot(face, rng), rng.uniform(0, 2 * np.pi)
    bend, long = rng.normal(0, 0.5), rng.uniform(30, 200)
    path = [start + direction(turn + bend * s) * long * s for s in np.linspace(0, 1, 12)]
    width = rng.uniform(1.6, 9)
    line(mask, np.array(path), width)
    cover = soft(mask, rng)
    surface = stuff(other, rng) * round_light(cover, width, rng)[..., None]
    return Layer(np.asarray(surface, np.float32), cover, rng.uniform(0, 0.5))


def cloth(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A mask over mouth and nose, or a scarf over the chin."""
    jaw = face.points[
        [
            234,
            93,
            132,
            58,
            172,
            136,
            150,
            149,
            176,
            148,
            152,
            377,
            400,
            378,
            379,
            365,
            397,
            288,
            361,
            323,
            454,
        ],
        :2,
    ]
    top = at(face.points, *((6, 197), (197, 195), (2, 164), (17, 200))[rng.integers(4)]) + rng.normal(0, 3, 2)
    middle = jaw.mean(0)
    edge = jaw[jaw[:, 1] > top[1] - rng.uniform(0, 12)]
    if len(edge) < 5:
        return thing(face, other, rng)
    outward = edge + (edge - middle) * rng.uniform(0.03, 0.3) + (0, rng.uniform(0, 20))
    mask = np.zeros((face.size, face.size), np.uint8)
    polygon(mask, np.vstack([outward, [top]]))
    cover = soft(mask, rng)
    surface = stuff(other, rng)
    y = np.mgrid[0 : face.size, 0 : face.size][0].astype(np.float32)
    folds = 1 + rng.uniform(0, 0.15) * np.sin(y * rng.uniform(0.2, 0.9) + rng.uniform(0, 6))
    lit = surface * round_light(cover, 60, rng)[..., None] * folds[..., None]
    return Layer(np.asarray(lit, np.float32), cover, rng.uniform(0, 0.4))


def hat(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A brim, a cap or a head scarf over the forehead."""
    brow, top = at(face.points, *_BROWS), at(face.points, 10)
    low = brow[1] + (top[1] - brow[1]) * rng.uniform(-0.05, 0.85)
    x = np.linspace(-20, face.size + 20, 40)
    across = (x - brow[0]) / face.size
    edge = low + rng.uniform(-60, 60) * across**2 + rng.normal(0, 14) * across
    mask = np.zeros((face.size, face.size), np.uint8)
    polygon(mask, np.vstack([np.column_stack([x, edge]), [[face.size + 20, -40], [-20, -40]]]))
    cover = soft(mask, rng)
    surface = stuff(other, rng)
    if rng.random() < 0.6:
        deep = np.clip((edge.mean() - np.mgrid[0 : face.size, 0 : face.size][0]) / rng.uniform(4, 20), 0, 1)
        surface = surface * (rng.uniform(0.4, 0.9) + 0.4 * deep)[..., None]
    return Layer(np.asarray(surface, np.float32), cover, rng.uniform(0, 0.7))


def text(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """Words or a banner over the picture."""
    mask = np.zeros((face.size, face.size), np.uint8)
    letters = "".join(rng.choice(list("ABCDEFGHIKLMNOPRSTUVWYabcdeghiklmnoprstuwz0123456789 "), 14))
    place = (int(rng.integers(-40, 60)), int(rng.integers(20, face.size)))
    font = int(rng.integers(0, 5))
    thick = int(rng.integers(1, 5))
    cv2.putText(mask, letters, place, font, rng.uniform(0.5, 1.8), 255, thick, cv2.LINE_AA)
    if rng.random() < 0.2:
        high = int(rng.integers(8, 26))
        mask[max(place[1] - high, 0) : place[1] + 4] = np.maximum(
            mask[max(place[1] - high, 0) : place[1] + 4], 200
        )
    return Layer(even(face.size, rng), soft(mask, rng), rng.choice((0.0, 0.5)))


# --- hair --------------------------------------------------------------------------------------------


def hair(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A fringe from above, a lock along a side, or some loose strands."""
    kind = rng.integers(3)
    if kind == 0:
        return _strands(face, _fringe(face, rng), rng)
    if kind == 1:
        return _strands(face, _lock(face, rng), rng)
    return _strands(face, _loose(face, rng), rng)


def _curve(start: Array, end: Array, bow: float, rng: Generator) -> Array:
    s = np.linspace(0, 1, 10)[:, None]
    aside = np.array([end[1] - start[1], start[0] - end[0]])
    wave = rng.normal(0, 0.02) * np.sin(s * rng.uniform(4, 12))
    out: Array = start + (end - start) * s + aside * (bow * s * (1 - s) + wave)
    return out


def _fringe(face: BareFace, rng: Generator) -> list[Array]:
    """Clumps from the crown down to the brows, combed to one side or none."""
    top, brow = at(face.points, 10)[1], at(face.points, *_BROWS)[1]
    left, right = np.sort(rng.uniform(face.points[234, 0] - 8, face.points[454, 0] + 8, 2))
    lean, bow = rng.normal(0, 22), rng.normal(0, 0.3)
    low = top + (brow - top) * rng.uniform(0.3, 1.35)
    paths = []
    for middle in rng.uniform(left, right, int(rng.integers(3, 16))):
        tip = np.array([middle + lean, low + rng.normal(0, 6)])
        for _ in range(int(rng.integers(8, 45))):
            start = np.array([middle + rng.normal(0, 9), top - rng.uniform(4, 30)])
            paths.append(_curve(start, tip + rng.normal(0, (2.5, 4), 2), bow + rng.normal(0, 0.05), rng))
    return paths


def _lock(face: BareFace, rng: Generator) -> list[Array]:
    """Hair that hangs down one side, over temple and cheek."""
    side = int(rng.choice((234, 454)))
    inward = np.sign(face.points[4, 0] - face.points[side, 0])
    start = at(face.points, 10) * 0.5 + at(face.points, side) * 0.5 + rng.normal(0, 8, 2) + (0, -30)
    end = at(face.points, side) + np.array([inward * rng.uniform(-4, 26), rng.uniform(0, 75)])
    bow, wide = rng.normal(0, 0.25), rng.uniform(2, 12)
    count = int(rng.integers(15, 120))
    return [
        _curve(
            start + rng.normal(0, wide, 2), end + rng.normal(0, wide * 0.7, 2), bow + rng.normal(0, 0.04), rng
        )
        for _ in range(count)
    ]


def _loose(face: BareFace, rng: Generator) -> list[Array]:
    """Some hairs blown across, alone or in thin wisps."""
    paths = []
    for _ in range(int(rng.integers(1, 5))):
        start = np.array([rng.uniform(15, face.size - 15), rng.uniform(-10, 40)])
        if rng.random() < 0.4:
            start = np.array([rng.choice((10, face.size - 10)) + rng.normal(0, 6), rng.uniform(20, 110)])
        end, bow = spot(face, rng), rng.normal(0, 0.4)
        for _ in range(int(rng.integers(2, 12))):
            ends = start + rng.normal(0, 3, 2), end + rng.normal(0, 4, 2)
            paths.append(_curve(*ends, bow + rng.normal(0, 0.08), rng))
    return paths


def _strands(face: BareFace, paths: list[Array], rng: Generator) -> Layer:
    """Each in a shade of its own, drawn at twice the size so that hairs are thinner than a pixel."""
    size, base = face.size, face.hair if rng.random() < 0.8 else colour(rng)
    cover = np.zeros((2 * size, 2 * size), np.uint8)
    shades = np.full((2 * size, 2 * size), 128, np.uint8)
    vary, thick = rng.uniform(8, 45), int(rng.choice((1, 1, 2, 3)))
    for path in paths:
        fixed = [np.round(path * (2 << _FINE)).astype(np.int32)]
        shade = float(np.clip(128 + rng.normal(0, vary), 10, 250))
        for image, value in ((cover, 255), (shades, shade)):
            cv2.polylines(image, fixed, False, value, thick, cv2.LINE_AA, _FINE)
    covered, shaded = (cv2.resize(x, (size, size), interpolation=cv2.INTER_AREA) for x in (cover, shades))
    painted = base * ((shaded / 128) ** 1.3)[..., None]
    dense = covered * (rng.uniform(0.75, 1) / 255)
    return Layer(np.asarray(painted, np.float32), np.asarray(dense, np.float32), rng.uniform(0, 0.5))


# --- glasses -----------------------------------------------------------------------------------------


def glasses(face: BareFace, other: BareFace, rng: Generator) -> Layer:
    """A broad frame, or sunglasses whose lenses hide the eyes."""
    size = face.size
    eyes = [at(face.points, *ring) for ring in (t.EYE_RIGHT, t.EYE_LEFT)]
    along = eyes[1] - eyes[0]
    turn, apart = float(np.arctan2(along[1], along[0])), float(np.linalg.norm(along))
    axes = (apart * rng.uniform(0.22, 0.36), apart * rng.uniform(0.34, 0.44))
    power = rng.uniform(2, 5)
    drop = direction(turn + np.pi / 2) * rng.uniform(-2, 6)
    rims = [_rim(eye + drop, axes, turn, power) for eye in eyes]
    frame = np.zeros((size, size), np.uint8)
    dark = rng.random() < 0.5
    width = rng.uniform(1.0, 5.0) if dark else rng.uniform(2.2, 6.0)
    for rim in rims:
        line(frame, np.vstack([rim, rim[:1]]), width)
        if dark:
            polygon(frame, rim)
    bridge = [eye + drop + direction(turn) * axes[1] * s for eye, s in zip(eyes, (1, -1), strict=True)]
    line(frame, np.array(bridge) - direction(turn + np.pi / 2) * rng.uniform(0, 5), max(width, 1.5))
    for eye, s in zip(eyes, (-1, 1), strict=True):
        hinge = eye + drop + direction(turn) * axes[1] * s - direction(turn + np.pi / 2) * axes[0] * 0.4
        line(frame, np.array([hinge, hinge + direction(turn) * s * 40]), max(width * 0.8, 1.5))
    surface = even(size, rng) * rng.uniform(0.1, 1.0)
    if dark and rng.random() < 0.6:
        surface = surface + rng.uniform(0, 0.3) * scrap(other, rng)
    return Layer(np.asarray(surface, np.float32), soft(frame, rng), rng.uniform(0, 0.4))


def _rim(centre: Array, axes: tuple[float, float], turn: float, power: float) -> Array:
    """A superellipse: round for a power of 2, a box with round corners for 5."""
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    c, s = np.cos(angles), np.sin(angles)
    ring = np.column_stack(
        [axes[1] * np.sign(c) * np.abs(c) ** (2 / power), axes[0] * np.sign(s) * np.abs(s) ** (2 / power)]
    )
    out: Array = centre + ring @ np.array([direction(turn), direction(turn + np.pi / 2)])
    return out


Occluder = Callable[[BareFace, BareFace, Generator], Layer]
OCCLUDERS: dict[str, tuple[Occluder, float]] = {
    "hand": (hand, 0.25),
    "hair": (hair, 0.22),
    "microphone": (microphone, 0.11),
    "headset": (headset, 0.03),
    "thing": (thing, 0.12),
    "stick": (stick, 0.06),
    "cloth": (cloth, 0.04),
    "hat": (hat, 0.06),
    "text": (text, 0.04),
    "glasses": (glasses, 0.07),
}
"""By name: what draws it, and how often it comes (shares of 1)."""


# --- what belongs to the face ------------------------------------------------------------------------


def _blot(face: BareFace, rng: Generator) -> Floats:
    """A shape with a soft or a hard edge [s, s], 0–1."""
    mask = np.zeros((face.size, face.size), np.uint8)
    axes = tuple(rng.uniform(4, 60, 2))
    polygon(mask, _ellipse(spot(face, rng), (axes[0], axes[1]), rng.uniform(0, np.pi), rng.uniform(0, 0.4)))
    return np.asarray(
        cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), rng.choice((0.8, 2, 5, 10))), np.float32
    )


def shadow(face: BareFace, picture: Floats, rng: Generator) -> Floats:
    """Part of the face in shadow or in light."""
    gain = rng.uniform(0.35, 0.9) if rng.random() < 0.7 else rng.uniform(1.1, 1.6)
    return np.asarray(picture * (1 + (gain - 1) * _blot(face, rng)[..., None]), np.float32)


def paint(face: BareFace, picture: Floats, rng: Generator) -> Floats:
    """Make-up or painted colour: the skin's own relief stays."""
    tint = rng.uniform(0.45, 1.2, 3).astype(np.float32)
    return np.asarray(picture * (1 + (tint - 1) * _blot(face, rng)[..., None]), np.float32)


def stubble(face: BareFace, picture: Floats, rng: Generator) -> Floats:
    """A beard's darkness and grain on the lower face."""
    mask = np.zeros((face.size, face.size), np.uint8)
    middle = at(face.points, 17, _CHIN)
    polygon(mask, _ellipse(middle, (rng.uniform(12, 34), rng.uniform(15, 45)), 0, rng.uniform(0, 0.2)))
    where = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), rng.uniform(2, 7))
    grain = cv2.GaussianBlur(
        rng.standard_normal(mask.shape).astype(np.float32), (0, 0), rng.uniform(0.5, 1.2)
    )
    beard = face.hair * (1 + rng.uniform(0.3, 1) * grain[..., None])
    share = (where * rng.uniform(0.15, 0.8) * np.clip(0.7 + grain, 0, 1))[..., None]
    return np.asarray(picture * (1 - share) + beard * share, np.float32)


def wrinkles(face: BareFace, picture: Floats, rng: Generator) -> Floats:
    """Some faint dark lines, as of age or of cracked paint."""
    mask = np.zeros((face.size, face.size), np.uint8)
    for _ in range(int(rng.integers(2, 10))):
        start, end = spot(face, rng), spot(face, rng)
        line(mask, _curve(start, start + (end - start) * rng.uniform(0.1, 0.6), rng.normal(0, 0.3), rng), 1)
    dark = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), rng.uniform(0.6, 1.4))
    return np.asarray(picture * (1 - rng.uniform(0.1, 0.4) * dark[..., None]), np.float32)


Mark = Callable[[BareFace, Floats, Generator], Floats]
MARKS: Sequence[Mark] = (shadow, shadow, paint, stubble, wrinkles)
"""What may seem to lie in front and does not."""
