"""The inside of one portrait's mouth: prepared once, painted between the lips of every frame."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig.pose import HeadFrame
from studio.engine.rig_renderer.mouth.arch import BEHIND_LIPS, Arches, jaw_frame, on_arch
from studio.engine.rig_renderer.mouth.compose import lay, mix
from studio.engine.rig_renderer.mouth.light import Light, on_teeth, sideways
from studio.engine.rig_renderer.mouth.opening import Opening, blurred, find_opening, lip_gap
from studio.engine.rig_renderer.mouth.own import find_own_teeth, lip_traces
from studio.engine.rig_renderer.mouth.plates import Donor, Plate, Teeth, donors, find_donor, fitting
from studio.engine.rig_renderer.mouth.tongue import Soft, over_the_lip, paint_throat, paint_tip, paint_tongue
from studio.engine.tone import Tone

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_SHUT: Final = 0.006
_OPEN: Final = 0.016
"""Lip gaps, in interocular units, below which nothing and above which all of the mouth is painted."""
_SAME: Final = 0.004
_OTHER: Final = 0.02
"""How far lips have moved from the photograph's, likewise, until its own mouth is all replaced."""
_LOWER_LEVEL: Final = 0.85
_INTO_LIPS: Final = 0.035
"""Where the photograph's mouth was open, the edge of its lips, as found, carries a trace of teeth, cm."""
_ROLL: Final = 0.8
_UPPER_ROLL: Final = 0.5
_LOWER_ROLL: Final = 0.8
"""How much the rolled-in lips hide at their edge, and their brightness beside the lips'."""
_FELT: Final = 0.4
"""Pixels of blur below which a mouth stays as sharp as it is."""
_INNER: Final = np.array(t.INNER_LIPS)


@dataclass(frozen=True, slots=True, eq=False)
class MouthPlace:
    """What the renderer knows of the mouth in one frame.

    Attributes:
        landmarks: [478, 3] in pixels of the output picture.
        skull: canonical cm → pixels of this frame, rigid with the skull.
        jaw_drop: how far the chin has dropped from the closed mouth, cm (0 to about 4).
        jaw_side: how far it has moved to the viewer's right, cm.
        tongue: 0 at rest; the tip is raised, then seen between the teeth; at 1 it lies on the lower lip.
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
        traces: [20] how far beyond them the photograph still shows teeth, cm: from there on outward
            the lips are lips.
        tone: the photograph's colours.
    """

    arches: Arches
    teeth: Teeth
    light: Light
    donor: str
    own: bool
    rest: Array
    traces: Array
    tone: Tone

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
        lenders = [find_donor(donor)] if donor else suiting_donors(light, neutral)
        lender = lenders[0]
        arches = Arches.of(neutral)
        teeth = Teeth.of(lender.upper, lender.lower)
        found = find_own_teeth(pixels, landmarks, frame, arches, light, lenders)
        traces = np.zeros(len(_INNER))
        if found is not None:
            arches, light, teeth = found.arches, found.light, found.teeth
            traces = lip_traces(pixels, landmarks, frame, light.white)
        rest = frame.to_canonical(landmarks[_INNER])
        tone = Tone.of(pixels, landmarks)
        return cls(arches, teeth, light, lender.name, found is not None, rest, traces, tone)

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
        grown = _INTO_LIPS if self.own else 0.0
        pushed = self._pushed(place)
        lips = over_the_lip(place.landmarks, place.skull, place.tongue)
        opening = find_opening(lips, place.skull, (width, height), origin, grown, pushed)
        if opening is None:
            return
        x0, y0, x1, y1 = opening.box
        region = canvas[y0:y1, x0:x1]
        mix(
            region,
            self._paint(opening, _shifted(place.skull, origin), place, quality),
            self._colour(opening, place.skull.scale),
            _noise() * np.float32(self.light.grain),
            _rolled_in(region, opening),
            opening.rim,
            self._cover(opening, place.skull.scale) * np.float32(weight),
            self.tone,
        )

    def _weight(self, place: MouthPlace) -> float:
        """How much of the mouth is painted: nothing between closed lips or over the photograph's own."""
        unit = self.arches.interocular
        gap = lip_gap(place.landmarks, place.skull) / unit
        moved = place.skull.to_canonical(place.landmarks[_INNER]) - self.rest
        change = float(np.linalg.norm(moved[:, :2], axis=1).max()) / unit
        return _ramp(gap, _SHUT, _OPEN) * max(_ramp(change, _SAME, _OTHER), _ramp(place.tongue, 0, 0.1))

    def _pushed(self, place: MouthPlace) -> float:
        """How much farther before the teeth the lips are than closed ones at ease, cm."""
        lips = place.skull.to_canonical(place.landmarks[t.LIP_MIDDLE])
        return float(lips[:, 2].mean() - self.arches.upper[2] - BEHIND_LIPS)

    def _paint(self, opening: Opening, skull: HeadFrame, place: MouthPlace, quality: Quality) -> Floats:
        """The mouth's inside over the opening's box [h, w, 3], in tooth whites."""
        jaw = jaw_frame(skull, self.arches, place.jaw_drop, place.jaw_side)
        x, y = opening.coarse_grid()
        back = paint_throat(skull, self.arches, x, y, opening.deep)
        back = _over(back, paint_tongue(skull, jaw, self.arches, x, y, opening.deep))
        out = opening.fine(back).copy()
        cubic = quality == "full"
        lower, upper = (fitting(rows, skull.scale) for rows in (self.teeth.lower, self.teeth.upper))
        _put_row(out, opening, lower, on_arch(jaw, self.arches.lower, x, y), _LOWER_LEVEL, cubic)
        if place.tongue > 0:
            tip = paint_tip(skull, jaw, self.arches, x, y, place.tongue, opening.near)
            out = _over(out, Soft(opening.fine(tip.colour), opening.fine(tip.alpha)))
        soft = self._soft(skull.scale)
        if not self.own:
            _put_row(out, opening, upper, on_arch(skull, self.arches.upper, x, y), 1.0, cubic)
        out = blurred(out, soft) if soft else out
        if self.own:  # which are as soft as their photograph
            _put_row(out, opening, upper, on_arch(skull, self.arches.upper, x, y), 1.0, cubic)
        return out

    def _cover(self, opening: Opening, scale: float) -> Floats:
        """How much of each pixel is the mouth's inside [h, w]; in a soft photograph it begins softly."""
        soft = self._soft(scale)
        if not soft:
            return opening.mask
        return np.clip(2 * blurred(opening.mask, soft) - 1, 0, 1).astype(np.float32)

    def _soft(self, scale: float) -> float:
        """By how many pixels the inside is blurred; none where nobody would see it."""
        pixels = self.light.soft * scale
        return pixels if pixels > _FELT else 0.0

    def _colour(self, opening: Opening, scale: float) -> Floats:
        """RGB 0–1 of a tooth in full light all over the opening [h, w, 3]."""
        x, y = opening.coarse_grid()
        slope = sideways((x - x.mean()) / np.float32(scale), self.light.slope)
        return opening.fine(np.repeat(slope[..., None] * self.light.white, len(y), 0))


def _shifted(frame: HeadFrame, origin: tuple[int, int]) -> HeadFrame:
    """The frame in pixels of a canvas whose corner is at ``origin``."""
    return HeadFrame(frame.scale, frame.rotation, frame.offset - np.array([origin[0], -origin[1], 0]))


def suiting_donors(light: Light, neutral: Array) -> list[Donor]:
    """Whose teeth suit a portrait, the best first: a mouth as wide, whites as warm, a face as bright; even
    ones.
    """
    corners = neutral[list(t.MOUTH_CORNERS)]
    width = float(np.linalg.norm(corners[0] - corners[1]))
    warmth = float(light.white[0] - light.white[2]) / float(light.white.mean())
    return sorted(
        (find_donor(name) for name in donors()),
        key=lambda d: (
            abs(d.width - width)
            + 2 * abs(d.warmth - warmth)
            + 0.5 * abs(d.skin - light.skin)
            + 8 * d.unevenness
        ),
    )


def _put_row(
    out: Floats, opening: Opening, plate: Plate, where: tuple[Floats, Floats], level: float, cubic: bool
) -> None:
    """Paint a row of teeth over ``out``, in place."""
    part = _extent(plate, *where)
    if part is None:
        return
    rows, columns = part
    x, y = (w[rows, columns] for w in where)
    light = on_teeth(opening.near[rows, columns], opening.deep[rows, columns], x) * np.float32(level)
    fine = (slice(rows.start * opening.step, None), slice(columns.start * opening.step, None))
    region = out[fine]
    x, y, light = (opening.fine_part(v, region.shape[:2]) for v in (x, y, light))
    region = region[: x.shape[0], : x.shape[1]]
    lay(region, plate.seen(x, y, cubic), light)


def _extent(plate: Plate, x: Floats, y: Floats) -> tuple[slice, slice] | None:
    """The part of the coarse grid on which a plate is seen, with a pixel around it."""
    height, width = plate.rgba.shape[:2]
    px, py = x * plate.density + plate.middle[0], plate.middle[1] - y * plate.density
    seen = (px > -1) & (px < width) & (py > -1) & (py < height)
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    if not len(rows):
        return None
    return slice(max(rows[0] - 1, 0), rows[-1] + 2), slice(max(columns[0] - 1, 0), columns[-1] + 2)


def _over(below: Floats, above: Soft) -> Floats:
    a = above.alpha[..., None]
    out: Floats = below * (1 - a) + above.colour * a
    return out


def _rolled_in(region: NDArray[Any], opening: Opening) -> Floats:
    """The lips' colour where they roll inward, RGB 0–1, and how much of the rim it is known for [h, w, 4].

    The upper lip's inside lies in shadow, the lower one's shows.
    """
    step = opening.step
    small = region[::step, ::step, :3].astype(np.float32) / np.float32(np.iinfo(region.dtype).max)
    outside = 1 - opening.mask[::step, ::step, None]
    spread = blurred(np.concatenate([small * outside, outside], 2), max(3.0 / step, 1.2))
    share = spread[..., 3:]
    y = np.linspace(0, 1, len(small), dtype=np.float32)[:, None, None]
    dark = np.float32(_UPPER_ROLL) + np.float32(_LOWER_ROLL - _UPPER_ROLL) * y
    colour = spread[..., :3] / np.maximum(share, 1e-3) * dark
    known = np.clip(share / 0.02, 0, 1) * np.float32(_ROLL)
    return opening.fine(np.concatenate([colour, known], 2))


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))


@cache
def _noise() -> Floats:
    """Grain of a unit spread [64, 64]."""
    noise = np.random.default_rng(3).standard_normal((64, 64)).astype(np.float32)
    return cv2.GaussianBlur(noise, (0, 0), 0.5) * np.float32(1.4)
