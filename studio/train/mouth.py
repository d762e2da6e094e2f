"""Cuts donor plates: the upper teeth of people who smile openly (London set, CC BY 4.0).

Each donor's incisal line was drawn by hand on the flattened row and is snapped to the photograph; all
else is found. The lower row is made of the same teeth, turned over and narrowed to the widths of lower
teeth: nobody in the set shows theirs whole.

    python -m studio.train.mouth DATA [-o models/mouth/teeth.safetensors]
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import HeadFrame, fit_pose
from studio.engine.rig_renderer.mouth.arch import BEHIND_LIPS, CURVE, on_arch
from studio.engine.rig_renderer.mouth.light import Light, on_teeth, warmed
from studio.engine.rig_renderer.mouth.opening import find_opening
from studio.engine.rig_renderer.mouth.plates import BOTTOM, DENSITY, LEFT, TOP, WHITE
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.models import seal, shelf
from studio.files.pictures import read_picture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Points = tuple[tuple[float, float], ...]

GUM: Final = np.array([0.80, 0.50, 0.50], np.float32)
LOWER_WIDTHS: Final = (0.0, 0.50, 1.03, 1.60, 2.10, 2.50, 2.90)
"""From the midline to where each lower tooth ends, seen from the front, cm."""
_FLATTENED: Final = 0.5
"""How much of a row's curve is taken out (all of its tilt is): most are flatter than the widest smiles'."""
LOWER_HEIGHT: Final = 0.86
"""Height of lower crowns beside the upper ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Sitter:
    """A sitter and what was drawn by hand on the flattened row (cm from midline and lip line).

    Attributes:
        number: in the London set.
        edge: the line along the edges of the upper teeth, left to right.
        contacts: where neighbouring teeth touch; the middle one is the midline.
    """

    number: str
    edge: Points
    contacts: tuple[float, ...]


SITTERS: Final = (
    Sitter(
        "002",
        (
            (-2.65, -0.21),
            (-2.38, -0.25),
            (-2.15, -0.29),
            (-2.09, -0.33),
            (-1.96, -0.39),
            (-1.86, -0.40),
            (-1.74, -0.39),
            (-1.62, -0.33),
            (-1.57, -0.28),
            (-1.52, -0.35),
            (-1.39, -0.41),
            (-1.12, -0.46),
            (-1.02, -0.44),
            (-0.96, -0.43),
            (-0.88, -0.52),
            (-0.65, -0.55),
            (-0.36, -0.56),
            (-0.13, -0.55),
            (-0.06, -0.49),
            (0.02, -0.50),
            (0.28, -0.52),
            (0.64, -0.51),
            (0.80, -0.48),
            (0.86, -0.42),
            (0.93, -0.40),
            (1.11, -0.38),
            (1.31, -0.36),
            (1.43, -0.31),
            (1.48, -0.24),
            (1.55, -0.26),
            (1.74, -0.31),
            (1.87, -0.28),
            (1.96, -0.23),
            (2.10, -0.25),
            (2.28, -0.23),
            (2.48, -0.13),
            (2.63, -0.06),
        ),
        (-2.38, -2.13, -1.57, -0.98, -0.06, 0.84, 1.49, 1.97, 2.31),
    ),
    Sitter(
        "030",
        (
            (-2.87, -0.22),
            (-2.74, -0.26),
            (-2.64, -0.24),
            (-2.59, -0.37),
            (-2.47, -0.49),
            (-2.37, -0.48),
            (-2.31, -0.52),
            (-2.12, -0.59),
            (-1.99, -0.52),
            (-1.93, -0.43),
            (-1.87, -0.50),
            (-1.74, -0.56),
            (-1.56, -0.55),
            (-1.46, -0.45),
            (-1.39, -0.52),
            (-1.18, -0.55),
            (-0.95, -0.55),
            (-0.85, -0.48),
            (-0.77, -0.58),
            (-0.42, -0.60),
            (-0.07, -0.57),
            (0.02, -0.44),
            (0.11, -0.55),
            (0.46, -0.55),
            (0.78, -0.49),
            (0.85, -0.42),
            (0.93, -0.47),
            (1.13, -0.51),
            (1.34, -0.50),
            (1.47, -0.33),
            (1.55, -0.40),
            (1.69, -0.50),
            (1.81, -0.56),
            (1.93, -0.50),
            (2.03, -0.36),
            (2.07, -0.31),
            (2.13, -0.43),
            (2.25, -0.52),
            (2.40, -0.48),
            (2.48, -0.32),
            (2.54, -0.36),
            (2.63, -0.39),
            (2.74, -0.34),
            (2.81, -0.13),
        ),
        (-2.64, -2.35, -1.93, -1.46, -0.85, 0.02, 0.85, 1.47, 2.06, 2.48, 2.76),
    ),
    Sitter(
        "100",
        (
            (-2.59, -0.06),
            (-2.44, -0.12),
            (-2.30, -0.16),
            (-2.12, -0.13),
            (-2.06, -0.21),
            (-1.91, -0.33),
            (-1.81, -0.38),
            (-1.65, -0.33),
            (-1.52, -0.21),
            (-1.45, -0.31),
            (-1.24, -0.39),
            (-1.04, -0.40),
            (-0.98, -0.39),
            (-0.92, -0.45),
            (-0.54, -0.48),
            (-0.13, -0.48),
            (-0.07, -0.33),
            (-0.01, -0.45),
            (0.40, -0.46),
            (0.84, -0.45),
            (0.90, -0.40),
            (1.11, -0.40),
            (1.37, -0.36),
            (1.45, -0.25),
            (1.49, -0.12),
            (1.56, -0.21),
            (1.72, -0.31),
            (1.87, -0.25),
            (1.96, -0.13),
            (2.10, -0.15),
            (2.28, -0.13),
            (2.40, -0.05),
        ),
        (-2.44, -2.12, -1.51, -0.99, -0.07, 0.87, 1.48, 1.97, 2.29),
    ),
    Sitter(
        "134",
        (
            (-1.99, -0.09),
            (-1.89, -0.18),
            (-1.76, -0.19),
            (-1.71, -0.16),
            (-1.62, -0.26),
            (-1.46, -0.37),
            (-1.33, -0.29),
            (-1.22, -0.13),
            (-1.15, -0.25),
            (-0.95, -0.36),
            (-0.74, -0.32),
            (-0.64, -0.21),
            (-0.60, -0.47),
            (-0.42, -0.52),
            (-0.07, -0.56),
            (0.16, -0.57),
            (0.22, -0.47),
            (0.28, -0.58),
            (0.64, -0.60),
            (1.02, -0.56),
            (1.08, -0.43),
            (1.11, -0.31),
            (1.18, -0.32),
            (1.37, -0.38),
            (1.55, -0.33),
            (1.62, -0.19),
            (1.69, -0.26),
            (1.90, -0.34),
            (2.01, -0.26),
            (2.08, -0.13),
            (2.16, -0.18),
            (2.31, -0.19),
            (2.37, -0.09),
        ),
        (-1.99, -1.71, -1.22, -0.65, 0.22, 1.10, 1.62, 2.08, 2.35),
    ),
    Sitter(
        "129",
        (
            (-2.47, 0.28),
            (-2.38, 0.22),
            (-2.21, 0.16),
            (-2.01, 0.19),
            (-1.96, -0.02),
            (-1.77, -0.09),
            (-1.59, -0.06),
            (-1.50, -0.01),
            (-1.42, -0.13),
            (-1.24, -0.22),
            (-1.04, -0.25),
            (-0.95, -0.21),
            (-0.91, -0.13),
            (-0.85, -0.34),
            (-0.65, -0.42),
            (-0.36, -0.45),
            (-0.11, -0.44),
            (-0.05, -0.30),
            (0.02, -0.43),
            (0.40, -0.44),
            (0.75, -0.41),
            (0.84, -0.34),
            (0.89, -0.18),
            (0.96, -0.27),
            (1.16, -0.30),
            (1.37, -0.26),
            (1.50, -0.16),
            (1.55, -0.11),
            (1.63, -0.16),
            (1.81, -0.19),
            (1.96, -0.12),
            (2.06, 0.05),
            (2.13, 0.01),
            (2.27, -0.01),
            (2.40, 0.05),
            (2.45, 0.19),
            (2.57, 0.11),
            (2.69, 0.17),
            (2.78, 0.28),
        ),
        (-2.38, -1.99, -1.50, -0.91, -0.05, 0.89, 1.55, 2.06, 2.44),
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """A smiling donor and what is known of their head."""

    pixels: NDArray[np.uint8]
    landmarks: Array
    frame: HeadFrame
    neutral: Array


def donors(folder: Path) -> dict[str, Donor]:
    """All donors, tracked; the neutral photograph tells the shape of the skull and of closed lips."""
    finder, basis = FaceLandmarker(), load_basis()
    out = {}
    for sitter in SITTERS:
        still, smile = (
            read_picture(folder / f"{sitter.number}_{kind}.jpg").pixels for kind in ("neutral", "smiling")
        )
        calm, open_ = (choose_face(finder.find(pixels)).landmarks for pixels in (still, smile))
        neutral = fit_pose(calm, basis.neutral, basis.weights).to_canonical(calm)
        out[sitter.number] = Donor(smile, open_, fit_pose(open_, neutral, basis.weights), neutral)
    return out


def cut(sitter: Sitter, donor: Donor) -> dict[str, NDArray[np.generic]]:
    """One donor's rows: ``upper`` and ``lower`` [h, w, 4] straight albedo and alpha, and ``facts``."""
    meet = (donor.neutral[13] + donor.neutral[14]) / 2
    middle = sitter.contacts[len(sitter.contacts) // 2]
    edge = np.array(sitter.edge) - (middle, 0)
    level = float(np.median(edge[np.abs(edge[:, 0]) < 0.7, 1]))
    edge[:, 1] -= level
    origin = meet + np.array([middle, level, -BEHIND_LIPS])
    x, y = _grid()
    bend, tilt, _ = np.polyfit(edge[:, 0], edge[:, 1], 2)
    arc = (tilt * x + _FLATTENED * bend * x**2).astype(np.float32)
    places = _onto_picture(donor.frame, origin, x, y + arc)
    edge[:, 1] -= np.interp(edge[:, 0], x[0], arc[0])
    seen = cv2.remap(donor.pixels, *places, cv2.INTER_LANCZOS4).astype(np.float32) / np.float32(255)
    light, visible = _light_there(donor, origin, places)
    albedo = (_crisp(seen) / warmed(np.maximum(light, np.float32(0.6)))).astype(np.float32)
    edge_line = _snapped(seen.mean(2), np.interp(x[0], edge[:, 0], edge[:, 1]))
    contacts = np.array(sitter.contacts) - middle
    white = _white(albedo, x, y, edge_line, visible)
    upper = _with_gum(albedo / white, x, y, edge_line, visible, contacts)
    own = Light.of(donor.pixels, donor.landmarks)
    corners = donor.neutral[list(t.MOUTH_CORNERS)]
    width = float(np.linalg.norm(corners[0] - corners[1]))
    warmth = float(white[0] - white[2]) / white.mean()
    facts = np.array([warmth, own.skin, width, _unevenness(x[0], edge_line)], np.float32)
    return {
        "upper": _stored(upper),
        "lower": _stored(_turned_over(upper, x, edge_line, contacts)),
        "facts": facts,
    }


def _crisp(seen: Floats) -> Floats:
    """The photograph with its finest contrasts raised: it is a third as fine as the plate."""
    soft = cv2.GaussianBlur(seen, (0, 0), 0.05 * DENSITY).astype(np.float32, copy=False)
    out: Floats = np.clip(seen + np.float32(0.6) * (seen - soft), 0, 1)
    return out


def _unevenness(x: Floats, edge: Array) -> float:
    """Deviation of the front teeth's edge from a smooth curve, cm."""
    front = np.abs(x) < 2
    curve = np.polyval(np.polyfit(x[front], edge[front], 2), x[front])
    return float(np.std(edge[front] - curve))


def _grid() -> tuple[Floats, Floats]:
    """Places x and y of a plate's pixels [h, w], cm."""
    x = (np.arange(round(2 * LEFT * DENSITY), dtype=np.float32) + 0.5) / DENSITY - LEFT
    y = TOP - (np.arange(round((TOP + BOTTOM) * DENSITY), dtype=np.float32) + 0.5) / DENSITY
    gx, gy = np.meshgrid(x, y)
    return gx, gy


def _onto_picture(frame: HeadFrame, origin: Array, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Pixels of the photograph, x and y [h, w], of places on the arch."""
    points = np.stack([x, y, -CURVE * x * x], -1).reshape(-1, 3) + origin
    found = frame.to_pixels(points).astype(np.float32)
    return found[:, 0].reshape(x.shape), found[:, 1].reshape(x.shape)


def _light_there(donor: Donor, origin: Array, places: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """The light that fell on the row, and where the lips let it be seen, on the plate's grid."""
    height, width = donor.pixels.shape[:2]
    opening = find_opening(donor.landmarks, donor.frame, (width, height), (0, 0))
    assert opening is not None, "a donor's mouth is open"
    across, _ = on_arch(donor.frame, origin, *opening.coarse_grid())
    light = opening.fine(on_teeth(opening.near, opening.deep, across))
    x, y = (place - corner for place, corner in zip(places, opening.box[:2], strict=True))
    there = [cv2.remap(m, x, y, cv2.INTER_LINEAR).astype(np.float32) for m in (light, opening.mask)]
    return there[0], there[1]


def _snapped(grey: Floats, line: Array, reach: int = 4) -> Array:
    """The hand-drawn line moved by up to ``reach`` pixels onto the steepest fall of brightness below it."""
    rows = (TOP - line) * DENSITY - 0.5
    fall = cv2.GaussianBlur(grey, (0, 0), 0.8)
    fall = np.roll(fall, 1, 0) - np.roll(fall, -1, 0)
    steps = np.arange(-reach, reach + 1)
    at = np.clip(np.round(rows[None] + steps[:, None]).astype(int), 1, len(grey) - 2)
    gain = (np.take_along_axis(fall, at, 0) - 0.004 * np.abs(steps)[:, None]).astype(np.float32)
    found = TOP - (rows + steps[_best_path(gain)] + 0.5) / DENSITY
    smooth: Array = cv2.GaussianBlur(found[None], (0, 0), 1.2)[0].astype(np.float64)
    return smooth


def _best_path(gain: Floats) -> NDArray[np.intp]:
    """The row in each column that gains most, moving by at most one row per column."""
    total, came = gain[:, 0].copy(), np.zeros(gain.shape, int)
    for i in range(1, gain.shape[1]):
        padded = np.pad(total, 1, constant_values=-np.inf)
        options = np.stack([padded[:-2] - 0.01, padded[1:-1], padded[2:] - 0.01])
        came[:, i] = options.argmax(0) - 1
        total = options.max(0) + gain[:, i]
    path = np.empty(gain.shape[1], int)
    path[-1] = total.argmax()
    for i in range(gain.shape[1] - 1, 0, -1):
        path[i - 1] = path[i] + came[path[i], i]
    return path


def _white(albedo: Floats, x: Floats, y: Floats, edge: Array, visible: Floats) -> Floats:
    """The bright tenth of the incisors [3]."""
    teeth = (np.abs(x) < 1.3) & (y > edge + 0.1) & (y < edge + 0.7) & (visible > 0.9)
    values = albedo[teeth]
    order = np.argsort(values.sum(1))
    out: Floats = values[order[int(len(order) * 0.85) : int(len(order) * 0.95)]].mean(0)
    return out


def _with_gum(albedo: Floats, x: Floats, y: Floats, edge: Array, visible: Floats, contacts: Array) -> Floats:
    """Albedo and alpha [h, w, 4]: the photograph up to the lip, painted gum above it."""
    seen = cv2.erode((visible > 0.9).astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2) > 0
    seen &= y > edge
    top = np.where(seen.any(0), TOP - np.argmax(seen, 0) / DENSITY, np.nan)
    known = np.flatnonzero(~np.isnan(top))
    top = np.interp(np.arange(len(top)), known, top[known])
    top = cv2.GaussianBlur(top[None].astype(np.float32), (0, 0), 3)[0]
    top -= _papillae(x[0], contacts)
    above = np.clip((y - top) / 0.10 + 0.5, 0, 1)[..., None]
    grain = cv2.GaussianBlur(
        np.random.default_rng(1).standard_normal(x.shape).astype(np.float32), (0, 0), 2.5
    )
    gum = GUM * (1 + 0.25 * grain[..., None]) * np.clip(1.05 - 0.25 * (y - top), 0.6, 1.05)[..., None]
    colour = albedo * (1 - above) + gum * above
    alpha = np.clip((y - edge) / 0.05 + 0.5, 0, 1)
    ends = np.minimum(x - contacts[0], contacts[-1] - x) + 0.08
    alpha *= np.clip(ends / np.where(y > top, 0.7, 0.1), 0, 1)
    alpha *= np.clip((TOP - 0.1 - y) / 0.2, 0, 1)
    return np.concatenate([colour, alpha[..., None]], 2).astype(np.float32)


def _papillae(x: Floats, contacts: Array) -> Floats:
    """How far the gum reaches down between the teeth, cm [w]."""
    nearest = np.abs(x[:, None] - contacts).min(1)
    depth: Floats = (0.16 * np.exp(-((nearest / 0.09) ** 2))).astype(np.float32)
    return depth


def _turned_over(upper: Floats, x: Floats, edge: Array, contacts: Array) -> Floats:
    """A lower row from an upper one [h, w, 4]: upside down, mirrored, each tooth as wide as a lower one."""
    half = len(contacts) // 2
    sides = min(half, len(contacts) - 1 - half)
    near = contacts[half - sides : half + sides + 1]
    widths = np.array(LOWER_WIDTHS[: sides + 1])
    goal = np.concatenate([-widths[:0:-1], widths])
    source = np.interp(-x[0], goal, near)
    smooth = cv2.GaussianBlur(edge[None], (0, 0), 0.12 * DENSITY)[0]
    arc = np.interp(source, x[0], 0.8 * smooth + 0.2 * edge)
    height = (np.arange(len(x), dtype=np.float32) + 0.5) / DENSITY - BOTTOM
    px = ((source + LEFT) * DENSITY - 0.5).astype(np.float32)
    py = (TOP - arc[None] - height[:, None] / LOWER_HEIGHT) * DENSITY - 0.5
    maps = (np.repeat(px[None], len(x), 0), py.astype(np.float32))
    out = cv2.remap(upper, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    out = out.astype(np.float32, copy=False)
    out[..., 3] *= np.clip((goal[-1] + 0.05 - np.abs(x)) / 0.1, 0, 1)
    row: Floats = np.maximum(out, 0)
    return row


def _stored(plate: Floats) -> NDArray[np.uint8]:
    scale = np.array([WHITE] * 3 + [255], np.float32)
    stored: NDArray[np.uint8] = np.clip(plate * scale + 0.5, 0, 255).astype(np.uint8)
    return stored


def main() -> None:
    """Cut all donors of GALATEA_DATA's London training set."""
    parser = argparse.ArgumentParser(description="Cut the donors' rows of teeth.")
    parser.add_argument("data", type=Path, help="the folder of the data sets (GALATEA_DATA)")
    parser.add_argument("-o", "--output", type=Path, default=shelf() / "mouth" / "teeth.safetensors")
    given = parser.parse_args()
    found = donors(given.data / "portraits" / "london" / "train")
    tensors = {}
    for sitter in SITTERS:
        for part, values in cut(sitter, found[sitter.number]).items():
            tensors[f"{sitter.number}.{part}"] = np.ascontiguousarray(values)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, given.output)
    given.output.chmod(0o644)
    if given.output.parent == shelf() / "mouth":
        seal("mouth")


if __name__ == "__main__":
    main()
