"""The inside of one portrait's mouth: prepared once, painted between the lips of every frame."""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.mouth.arch import Arches, jaw_frame, on_arch
from studio.engine.mouth.light import Light, on_teeth, sideways
from studio.engine.mouth.opening import Opening, find_opening, lip_gap
from studio.engine.mouth.own import find_own_teeth
from studio.engine.mouth.plates import Donor, Plate, Teeth, donors, find_donor, fitting
from studio.engine.mouth.tongue import Soft, paint_throat, paint_tip, paint_tongue
from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig.pose import HeadFrame

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_SHUT: Final = 0.006
_OPEN: Final = 0.016
"""Lip gaps, in interocular units, below which nothing and above which all of the mouth is painted."""
_SAME: Final = 0.004
_OTHER: Final = 0.02
"""How far lips have moved from the photograph's, likewise, until its own mouth is all replaced."""
_LOWER_LEVEL: Final = 0.92
_INNER: Final = np.array(t.INNER_LIPS)


@dataclass(frozen=True, slots=True, eq=False)
class MouthPlace:
    """What the renderer knows of the mouth in one frame.

    Attributes:
        landmarks: [478, 3] in pixels of the output picture.
        skull: canonical cm → pixels of this frame, rigid with the skull.
        jaw_drop: how far the chin has dropped from the closed mouth, cm (0 to about 4).
        jaw_side: how far it has moved to the viewer's right, cm.
        tongue: 0 at rest to 1, the tip raised and seen between the teeth.
    """

    landmarks: Array
    skull: HeadFrame
    jaw_drop: float
    jaw_side: float
    tongue: float


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """A portrait's teeth, their place and the light on them.

    Attributes:
        donor: whose teeth complete, or are, the portrait's.
        own: the photograph shows the portrait's own upper teeth and they are used.
        rest: [20, 3] the inner lips of the photograph, canonical cm.
    """

    arches: Arches
    teeth: Teeth
    light: Light
    donor: str
    own: bool
    rest: Array

    @classmethod
    def of(
        cls,
        pixels: NDArray[Any],
        landmarks: Array,
        neutral: Array,
        frame: HeadFrame,
        donor: str | None = None,
    ) -> "Mouth":
        """Prepare a portrait's mouth.

        Args:
            pixels: the photograph, RGB(A), 8 or 16 bits.
            landmarks: [478, 3] in its pixels.
            neutral: [478, 3] this person's shape with closed lips, canonical cm.
            frame: the photograph's head pose.
            donor: who lends the teeth; by the look of the portrait if None.

        Raises:
            UsageError: there is no such donor.
            ModelError: the teeth are not installed.
        """
        light = Light.of(pixels, landmarks)
        lender = find_donor(donor) if donor else choose_donor(light, neutral)
        arches = Arches.of(neutral)
        teeth = Teeth.of(lender.upper, lender.lower)
        found = find_own_teeth(pixels, landmarks, frame, arches, light, lender)
        if found is not None:
            arches, light, teeth = found.arches, found.light, found.teeth
        rest = frame.to_canonical(landmarks[_INNER])
        return cls(arches, teeth, light, lender.name, found is not None, rest)

    def draw(
        self,
        canvas: NDArray[Any],
        place: MouthPlace,
        origin: tuple[int, int] = (0, 0),
        quality: Quality = "full",
    ) -> None:
        """Paint the mouth into ``canvas``, in place, between the inner lips only.

        Args:
            canvas: RGB(A) [h, w, c], 8 or 16 bits: the output picture, or a part of it.
            place: where everything is, in pixels of the whole picture.
            origin: x, y of the canvas' corner in the whole picture.
        """
        weight = self._weight(place)
        if weight <= 0:
            return
        height, width = canvas.shape[:2]
        opening = find_opening(place.landmarks, place.skull, (width, height), origin)
        if opening is None:
            return
        here = HeadFrame(
            place.skull.scale, place.skull.rotation, place.skull.offset - (origin[0], -origin[1], 0)
        )
        _blend(canvas, opening, self._paint(opening, here, place, quality), weight)

    def _weight(self, place: MouthPlace) -> float:
        """How much of the mouth is painted: nothing between closed lips or over the photograph's own."""
        unit = self.arches.interocular
        gap = lip_gap(place.landmarks, place.skull) / unit
        moved = place.skull.to_canonical(place.landmarks[_INNER]) - self.rest
        change = float(np.linalg.norm(moved[:, :2], axis=1).max()) / unit
        return _ramp(gap, _SHUT, _OPEN) * max(_ramp(change, _SAME, _OTHER), _ramp(place.tongue, 0, 0.1))

    def _paint(self, opening: Opening, skull: HeadFrame, place: MouthPlace, quality: Quality) -> Floats:
        """The mouth's inside over the opening's box [h, w, 3], RGB 0–1."""
        jaw = jaw_frame(skull, self.arches, place.jaw_drop, place.jaw_side)
        x, y = opening.coarse_grid()
        back = paint_throat(skull, self.arches, x, y, opening.deep)
        back = _over(back, paint_tongue(skull, jaw, self.arches, x, y, opening.deep))
        out = opening.fine(back)
        cubic = quality == "full"
        lower, upper = (fitting(rows, skull.scale) for rows in (self.teeth.lower, self.teeth.upper))
        out = _row(out, opening, lower, on_arch(jaw, self.arches.lower, x, y), _LOWER_LEVEL, cubic)
        if place.tongue > 0:
            tip = paint_tip(skull, jaw, self.arches, x, y, place.tongue, opening.near)
            out = _over(out, Soft(opening.fine(tip.colour), opening.fine(tip.alpha)))
        out = _row(out, opening, upper, on_arch(skull, self.arches.upper, x, y), 1.0, cubic)
        across = (x - x.mean()) / np.float32(skull.scale)
        tint = opening.fine(np.repeat(sideways(across, self.light.slope), len(y), 0))
        out = out * tint[..., None] * self.light.white
        return self._grained(out)

    def _grained(self, out: Floats) -> Floats:
        if self.light.grain < 1e-3:
            return out
        tile = _noise()
        height, width = out.shape[:2]
        noise = np.tile(tile, (-(-height // len(tile)), -(-width // len(tile))))[:height, :width, None]
        grained: Floats = out + noise * np.float32(self.light.grain)
        return grained


def choose_donor(light: Light, neutral: Array) -> Donor:
    """Whose teeth suit a portrait: a mouth as wide, whites as warm, a face as bright."""
    corners = neutral[list(t.MOUTH_CORNERS)]
    width = float(np.linalg.norm(corners[0] - corners[1]))
    warmth = float(light.white[0] - light.white[2]) / float(light.white.mean())
    known = [find_donor(name) for name in donors()]
    return min(
        known,
        key=lambda d: abs(d.width - width) + 2 * abs(d.warmth - warmth) + 0.5 * abs(d.skin - light.skin),
    )


def _row(
    out: Floats, opening: Opening, plate: Plate, where: tuple[Floats, Floats], level: float, cubic: bool
) -> Floats:
    """``out`` with a row of teeth over it."""
    x, y = where
    light = opening.fine(on_teeth(opening.near, opening.deep, x) * np.float32(level))
    seen = plate.flattened(opening.fine(x), opening.fine(y), cubic)
    painted: Floats = out * (1 - seen[..., 3:]) + seen[..., :3] * light[..., None]
    return painted


def _over(below: Floats, above: Soft) -> Floats:
    a = above.alpha[..., None]
    out: Floats = below * (1 - a) + above.colour * a
    return out


def _blend(canvas: NDArray[Any], opening: Opening, inside: Floats, weight: float) -> None:
    x0, y0, x1, y1 = opening.box
    full = np.float32(np.iinfo(canvas.dtype).max)
    region = canvas[y0:y1, x0:x1, :3]
    cover = opening.mask[..., None] * np.float32(weight)
    mixed = region * (1 - cover) + np.clip(inside, 0, 1) * (full * cover) + np.float32(0.5)
    touched = opening.mask > 0
    region[touched] = mixed[touched].astype(canvas.dtype)


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))


def _noise() -> Floats:
    noise = np.random.default_rng(3).standard_normal((64, 64)).astype(np.float32)
    return cv2.GaussianBlur(noise, (0, 0), 0.5) * np.float32(1.4)
