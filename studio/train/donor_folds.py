"""Cuts donor folds: what frowns, raised brows, wrinkled noses and smiles do to the light of skin.

Of a face that frowns nobody has the neutral picture, so what is left of its light when all that is even is
taken away stands for the fold; of the London set the smile's light over the neutral one's does. Both are
freed of colour, of the donor's even skin and pores, and mirrored from the better side where one lies in the
dark. Which donor shows what was chosen by eye.

    python -m studio.train.donor_folds DATA [-o models/donor_folds]
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from studio.engine.rig_renderer.donor_folds import (
    DENSITY,
    HEIGHT,
    LEFT,
    STEP,
    TOP,
    WIDTH,
    dark_and_light,
    evened,
    features,
    flattened,
    leftness,
    skin_of,
)
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.files.models import Licence, Training, shelf
from studio.files.pictures import read_picture
from studio.train.cards import Card, write_card

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Region:
    """Where on the face a fold lies: outlines in cm from the face's origin, x to the right as seen, y up.

    Attributes:
        outline: on the subject's left; its mirror image belongs to it.
        deep: how dark its darkest twentieth becomes, a logarithm.
        soft: over how many cm it fades out.
        middle: cm from the midline beyond which it fades out too, or, below zero, within which it does; 0:
            neither.
        even: what is wider than so many cm is the donor's own light or the shape of the face, not a fold.
    """

    outline: Points
    deep: float
    soft: float = 0.35
    middle: float = 0.0
    even: float = 0.6


FOREHEAD: Final = ((0.0, 5.2), (2.0, 5.5), (5.9, 5.9), (5.1, 7.3), (2.6, 7.9), (0.0, 7.95))
REGIONS: Final = {
    "glabella": Region(((0.0, 2.7), (1.0, 2.8), (1.25, 4.0), (1.9, 5.2), (2.2, 6.7), (0.0, 7.0)), 0.62),
    "oblique": Region(
        ((0.0, 2.9), (0.9, 3.0), (1.25, 4.2), (1.9, 5.3), (4.6, 6.0), (4.6, 7.2), (2.4, 7.7), (0.0, 7.8)),
        0.50,
    ),
    "forehead_middle": Region(FOREHEAD, 0.55, middle=2.6),
    "forehead_sides": Region(FOREHEAD, 0.50, middle=-2.6),
    "nose": Region(((0.0, 4.5), (1.1, 4.3), (1.7, 3.0), (1.5, 1.3), (0.0, 0.7)), 0.60, even=0.35),
    "wings": Region(((1.5, 0.6), (2.4, 0.6), (3.5, -1.2), (3.9, -2.8), (3.1, -2.9), (2.2, -1.6)), 0.45),
    "crow": Region(((4.7, 3.4), (6.9, 3.6), (7.0, 1.0), (5.4, 0.4), (4.7, 1.6)), 0.42, 0.3),
    "lids": Region(((1.6, 1.6), (3.2, 1.6), (5.1, 1.9), (5.0, 0.5), (3.2, -0.1), (1.7, 0.4)), 0.40, 0.3),
    # Over a neutral picture the shape of the face is gone already.
    "corners": Region(
        ((2.4, -1.6), (3.6, -1.4), (5.0, -3.4), (4.6, -5.4), (3.0, -5.4), (2.7, -4.2)), 0.42, 0.3, even=1.0
    ),
    "dimples": Region(((2.6, -3.3), (3.4, -3.1), (4.2, -3.9), (3.8, -5.3), (2.8, -5.2)), 0.45, 0.3),
    "drooped": Region(((2.5, -4.4), (3.5, -4.0), (4.4, -6.0), (3.4, -7.2), (2.2, -6.0)), 0.22, 0.5),
    "chin": Region(((0.0, -5.7), (1.8, -5.8), (3.0, -7.0), (2.2, -8.4), (0.0, -8.7)), 0.36),
}


@dataclass(frozen=True, slots=True)
class Sitter:
    """A donor.

    Attributes:
        name: of the picture of portraits/synthetic_sfhq without its ending, or the number in
            portraits/london/train.
        age: of the skin, by eye: 0 smooth, 1 wrinkled.
        lends: folds.
        mirrored: the side that is taken for both, ``Left`` or ``Right``, the subject's own.
    """

    name: str
    age: float
    lends: tuple[str, ...]
    mirrored: str = ""


_BROW: Final = ("forehead_middle", "forehead_sides")
_EYE: Final = ("crow", "lids")
SITTERS: Final = (
    Sitter("FLUX1_schnell_image_0054107", 0.0, ("glabella",)),
    Sitter("FLUX1_schnell_image_0015000", 0.15, ("glabella",)),
    Sitter("FLUX1_schnell_image_0005151", 0.35, ("glabella",)),
    Sitter("FLUX1_schnell_image_0002052", 0.5, ("glabella", "nose")),
    Sitter("FLUX1_schnell_image_0028991", 1.0, ("glabella", "nose")),
    Sitter("FLUX1_schnell_image_0003850", 0.0, ("oblique",)),
    Sitter("FLUX1_schnell_image_0036369", 0.3, ("oblique",), "Left"),
    Sitter("FLUX1_schnell_image_0039560", 0.8, ("oblique",)),
    Sitter("FLUX1_schnell_image_0041424", 0.0, _BROW),
    Sitter("FLUX1_schnell_image_0016126", 0.35, _BROW),
    Sitter("SDXL_image_0012951", 0.7, _BROW),
    Sitter("SDXL_image_0044607", 1.0, (*_BROW, "wings", "drooped", "chin")),
    Sitter("FLUX1_schnell_image_0011062", 0.0, ("nose", "wings")),
    Sitter("FLUX1_schnell_image_0046860", 0.3, ("wings",), "Left"),
    Sitter("SDXL_image_0009350", 0.6, ("wings",)),
    Sitter("SDXL_image_0019336", 0.1, _EYE),
    Sitter("SDXL_image_0007460", 0.4, _EYE),
    Sitter("SDXL_image_0051905", 1.0, _EYE),
    Sitter("013", 0.0, ("corners",)),
    Sitter("032", 0.2, ("corners", "dimples")),
    Sitter("064", 0.5, ("corners", "dimples")),
    Sitter("FLUX1_schnell_image_0016901", 0.0, ("dimples",)),
    Sitter("FLUX1_schnell_image_0038076", 0.1, ("drooped",), "Right"),
    Sitter("FLUX1_schnell_image_0029327", 0.5, ("drooped", "chin")),
)

_PORES: Final = (0.04, 0.02)
"""Centimetres and logarithms: what is narrower or fainter is skin."""
_EDGE: Final = 0.08
"""How soft a fold ends at brows, eyes and lips, cm."""
_LIGHTS: Final = 0.4
"""How much of what is lighter than the skin around is kept: it is the donor's light rather than a fold's."""
_LIGHTEST: Final = 0.09
_DEEPEST: Final = 127 * STEP

CARD = Card(
    name="donor_folds",
    title="Donors' folds",
    purpose="rendering",
    about="""
What folds do to the light of skin, as relief: furrows between the brows, lines of the forehead, ridges of the
nose, lines around eyes and mouth, the chin's. Bytes of a logarithm on the flattened mean face; no colour, and
no face of anybody. Cut from synthetic faces (SFHQ-T2I, David Beniaguev, 2024, MIT), and at the corners of the
mouth from smiles over the same people's neutral faces (Face Research Lab London Set, CC BY 4.0).
``NAME.facts``: first column and row on the sheet, age of the skin (0–1, by eye), logarithm of its light.""",
    limits="""who lends what was chosen by eye, and so was each donor's age. Synthetic faces exaggerate, so
how deep a fold is was set, not measured. Portraits of like age fold alike. No bands of the neck.""",
    credits="""
Folds at the corners of the mouth: Face Research Lab London Set, Lisa DeBruine and Benedict Jones (2017),
CC BY 4.0, https://doi.org/10.6084/m9.figshare.5047666; people 013, 032 and 064, changed: one photograph over
the other, flattened, freed of all but folds.""",
    licence=Licence(
        "CC-BY-4.0",
        "Lisa DeBruine, Benedict Jones: Face Research Lab London Set; David Beniaguev: SFHQ-T2I; changed",
        url="https://creativecommons.org/licenses/by/4.0/",
    ),
    files=("donor_folds.safetensors",),
    recipe="",
    optional=True,
    training=Training(
        command="python -m studio.train.donor_folds DATA",
        data=(
            "SFHQ-T2I, 21 synthetic faces (MIT)",
            "Face Research Lab London Set, 3 of its training people, neutral and smiling (CC BY 4.0)",
        ),
    ),
)


class Cutter:
    """Finds faces and lays them on the sheet."""

    def __init__(self, data: Path) -> None:
        self._portraits = data / "portraits"
        self._find = FaceLandmarker().find

    def light(self, sitter: Sitter) -> tuple[Floats, Floats, float]:
        """A donor's light and dark [HEIGHT, WIDTH], logarithms, where it is seen, and that of the skin."""
        if sitter.name.isdigit():
            folder = self._portraits / "london" / "train"
            calm, bare = self._flat(folder / f"{sitter.name}_neutral.jpg")
            moved, also = self._flat(folder / f"{sitter.name}_smiling.jpg")
            values, seen = dark_and_light(moved) - dark_and_light(calm), bare * also
            return values, seen, skin_of(calm, seen)
        picture, seen = self._flat(self._portraits / "synthetic_sfhq" / f"{sitter.name}.jpg")
        return dark_and_light(picture), seen, skin_of(picture, seen)

    def _flat(self, path: Path) -> tuple[Floats, Floats]:
        """The flattened face, and where it counts: a donor's own folds may be as dark as hair."""
        pixels = read_picture(path).pixels
        picture, covered = flattened(pixels, choose_face(self._find(pixels)).landmarks)
        return picture, (covered & (features() == 0)).astype(np.float32)


def folded(values: Floats, seen: Floats, reach: float) -> Floats:
    """The folds among light and dark [HEIGHT, WIDTH], logarithms; 0 where nothing is seen.

    Args:
        values: logarithms.
        seen: 0–1.
        reach: cm; what is wider is even light.
    """
    fine = evened(values, seen, _PORES[0]) - evened(values, seen, reach)
    cored = np.sign(fine) * np.maximum(np.abs(fine) - _PORES[1], 0)
    inside = cv2.erode(seen, np.ones((3, 3), np.uint8), iterations=2)
    return np.asarray(cored * seen * cv2.GaussianBlur(inside, (0, 0), _EDGE * DENSITY), np.float32)


def mask_of(region: Region) -> Floats:
    """How far each place of the sheet belongs to a region [HEIGHT, WIDTH], 0–1."""
    out = np.zeros((HEIGHT, WIDTH), np.uint8)
    points = [((x + LEFT) * DENSITY - 0.5, (TOP - y) * DENSITY - 0.5) for x, y in region.outline]
    cv2.fillPoly(out, [np.round(points).astype(np.int32)], 1)
    out = np.maximum(out, out[:, ::-1])
    sigma = region.soft * DENSITY / 2
    shrunk = cv2.erode(out, np.ones((3, 3), np.uint8), iterations=round(sigma / 2), borderValue=0)
    mask = np.asarray(cv2.GaussianBlur(shrunk.astype(np.float32), (0, 0), sigma), np.float32)
    if region.middle:
        away = np.abs((np.arange(WIDTH) + 0.5) / DENSITY - LEFT)
        within = 1 / (1 + np.exp((away - abs(region.middle)) / 0.35))
        mask *= (within if region.middle > 0 else 1 - within).astype(np.float32)
    return mask


def shaped(relief: Floats, region: Region, mirrored: str = "") -> Floats:
    """A fold of a region as deep as it shall be: darks kept, lights damped [HEIGHT, WIDTH]."""
    if mirrored:
        share = leftness() if mirrored == "Left" else 1 - leftness()
        relief = relief * share + relief[:, ::-1] * (1 - share)
    mask = mask_of(region)
    dark = -relief[(relief < 0) & (mask > 0.5)]
    deep = float(np.quantile(dark, 0.95)) if len(dark) else 1.0
    scaled = relief * (region.deep / max(deep, 1e-3))
    out = np.where(scaled < 0, scaled, np.minimum(_LIGHTS * scaled, _LIGHTEST))
    return np.asarray(np.maximum(out, -_DEEPEST) * mask, np.float32)


def stored(relief: Floats) -> tuple[NDArray[np.int8], tuple[int, int]]:
    """Bytes of the part where anything is, and its first column and row."""
    steps = np.round(relief / STEP).astype(np.int8)
    x, y, width, height = cv2.boundingRect((steps != 0).astype(np.uint8))
    return np.ascontiguousarray(steps[y : y + height, x : x + width]), (x, y)


def cut(cutter: Cutter, sitter: Sitter) -> Iterator[tuple[str, NDArray[np.int8], NDArray[np.float32]]]:
    """The plates of one donor: name, bytes and facts."""
    values, seen, skin = cutter.light(sitter)
    for fold in sitter.lends:
        region = REGIONS[fold]
        steps, corner = stored(shaped(folded(values, seen, region.even), region, sitter.mirrored))
        yield f"{fold}.{sitter.name}", steps, np.array([*corner, sitter.age, skin], np.float32)


def main() -> None:
    """Cut all donors' folds."""
    parser = argparse.ArgumentParser(description="Cut the donors' folds.")
    parser.add_argument("data", type=Path, help="the folder of the data sets (GALATEA_DATA)")
    parser.add_argument("-o", "--output", type=Path, default=shelf() / CARD.name)
    given = parser.parse_args()
    tensors: dict[str, NDArray[np.generic]] = {}
    cutter = Cutter(given.data)
    for sitter in SITTERS:
        for name, steps, facts in cut(cutter, sitter):
            tensors |= {f"{name}.relief": steps, f"{name}.facts": facts}
    given.output.mkdir(parents=True, exist_ok=True)
    path = given.output / CARD.files[0]
    save_file(tensors, path)
    path.chmod(0o644)
    write_card(given.output, CARD)


if __name__ == "__main__":
    main()
