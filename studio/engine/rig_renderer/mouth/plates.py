"""Rows of teeth as flat pictures: real donors' and the portrait's own.

A plate is a photograph of a row of teeth with its gum, flattened onto the arch (see ``arch``), without
the light that fell on it: 1 is the white of the teeth. Donors are cut by ``studio/train/mouth.py``.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from studio.core.errors import UsageError
from studio.core.words import Said, listed
from studio.files.models import installed_file

Floats = NDArray[np.float32]

WHITE: Final = 200
"""The byte that stands for the white of the teeth (highlights are brighter)."""
DENSITY: Final = 48.0
"""Pixels per cm of the stored donors: more than the photographs have."""
LEFT: Final = 3.0
TOP: Final = 1.7
BOTTOM: Final = 0.4
"""What a stored plate covers, cm: ±LEFT of the midline, TOP above and BOTTOM below the edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """One row of teeth.

    Attributes:
        rgba: [h, w, 4] bytes, colour already multiplied by alpha; ``WHITE`` is 1.
        density: pixels per cm.
        middle: x, y in pixels of the point that lies on the arch's origin.
    """

    rgba: NDArray[np.uint8]
    density: float
    middle: tuple[float, float]

    @classmethod
    def of(cls, colour: Floats, alpha: Floats, density: float, middle: tuple[float, float]) -> "Plate":
        """From albedo [h, w, 3] (1 is white) and coverage [h, w], 0–1."""
        values = np.concatenate([colour * WHITE * alpha[..., None], alpha[..., None] * 255], 2)
        return cls(np.clip(values + 0.5, 0, 255).astype(np.uint8), density, middle)

    @property
    def alpha(self) -> Floats:
        """Coverage [h, w], 0–1."""
        return self.rgba[..., 3].astype(np.float32) / np.float32(255)

    @property
    def colour(self) -> Floats:
        """Albedo [h, w, 3]; 0 where nothing is."""
        rgb = self.rgba[..., :3].astype(np.float32) / np.float32(WHITE)
        return (rgb / np.maximum(self.alpha[..., None], 1 / 255)).astype(np.float32)

    def halved(self) -> "Plate":
        """The same at half the density."""
        height, width = (-(-n // 2) for n in self.rgba.shape[:2])
        padded = np.pad(
            self.rgba, ((0, 2 * height - len(self.rgba)), (0, 2 * width - self.rgba.shape[1]), (0, 0))
        )
        small = cv2.resize(padded, (width, height), interpolation=cv2.INTER_AREA)
        x, y = ((m + 0.5) / 2 - 0.5 for m in self.middle)
        return Plate(small.astype(np.uint8, copy=False), self.density / 2, (x, y))

    def seen(self, x: Floats, y: Floats, cubic: bool = True) -> NDArray[np.uint8]:
        """The plate where the rays meet its arch.

        Args:
            x, y: [h, w] cm, as ``on_arch`` gives them.

        Returns:
            [h, w, 4] bytes, premultiplied.
        """
        px = x * np.float32(self.density) + np.float32(self.middle[0])
        py = np.float32(self.middle[1]) - y * np.float32(self.density)
        how = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
        return cv2.remap(self.rgba, px, py, how, borderMode=cv2.BORDER_CONSTANT).astype(np.uint8, copy=False)


@dataclass(frozen=True, slots=True, eq=False)
class Teeth:
    """Both rows, each in a pyramid of falling density."""

    upper: tuple[Plate, ...]
    lower: tuple[Plate, ...]

    @classmethod
    def of(cls, upper: Plate, lower: Plate) -> "Teeth":
        return cls(_pyramid(upper), _pyramid(lower))


def _pyramid(plate: Plate) -> tuple[Plate, ...]:
    levels = [plate]
    while levels[-1].density > 6:
        levels.append(levels[-1].halved())
    return tuple(levels)


def fitting(levels: tuple[Plate, ...], density: float) -> Plate:
    """The coarsest level that is still at least 0.8 times as fine as a picture of ``density`` px/cm."""
    for plate in reversed(levels):
        if plate.density >= 0.8 * density:
            return plate
    return levels[0]


@dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """A person who lent teeth.

    Attributes:
        name: what a user chooses it by.
        upper, lower: the rows.
        warmth: how much less blue than red the teeth were, as a share.
        skin: luminance of the donor's cheeks, 0–1.
        width: of the closed mouth, canonical cm.
        unevenness: of the edge of the front teeth, cm.
    """

    name: str
    upper: Plate
    lower: Plate
    warmth: float
    skin: float
    width: float
    unevenness: float


@cache
def _all() -> dict[str, Donor]:
    tensors = load_file(installed_file("mouth"))
    middle = (LEFT * DENSITY - 0.5, TOP * DENSITY - 0.5)
    under = (LEFT * DENSITY - 0.5, BOTTOM * DENSITY - 0.5)
    out = {}
    for name in sorted({key.split(".")[0] for key in tensors}):
        upper, lower, facts = (tensors[f"{name}.{part}"] for part in ("upper", "lower", "facts"))
        out[name] = Donor(
            name,
            _premultiplied(upper, middle),
            _premultiplied(lower, under),
            *map(float, facts),
        )
    return out


def _premultiplied(stored: NDArray[np.uint8], middle: tuple[float, float]) -> Plate:
    return Plate.of(
        stored[..., :3].astype(np.float32) / np.float32(WHITE),
        stored[..., 3].astype(np.float32) / np.float32(255),
        DENSITY,
        middle,
    )


def donors() -> list[str]:
    """The names of those who lent teeth, for choosing by hand."""
    return list(_all())


def find_donor(name: str) -> Donor:
    """The donor of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return _all()[name]
    except KeyError:
        raise UsageError(
            Said("Nobody called {0} lent teeth.", name), Said("Choose one of: {0}.", listed(donors()))
        ) from None
