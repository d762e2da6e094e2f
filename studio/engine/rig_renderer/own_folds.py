"""Folds that a photographed expression has made, filled where it leaves: brackets beside the mouth of
somebody who smiles, furrows of one who frowns.

What is darker than the skin around along a line is a fold; a mole is too short, and so is stubble.
Where folds come with which expression is told by the plates of others' folds (``donor_folds``).

    relief = fill · max over folds (zone · taken),  taken = what of the photograph's own amount is gone

At the photograph's own state nothing is filled, and nothing in a face that shows no expression.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.crop import coarsely, crop_matrix, into_crop
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.donor_folds import (
    DENSITY,
    FOLDS,
    HEIGHT,
    WIDTH,
    FoldedFace,
    amounts_of,
    box_around,
    dark_and_light,
    evened,
    features,
    fetched,
    flat_face,
    leftness,
    plates,
    roughness,
)

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

COMING: Final = (
    "glabella", "oblique", "forehead_middle", "forehead_sides", "crow", "corners", "dimples",
)  # fmt: skip
"""Folds that go with the expression that made them. Not those about nostrils, lids and chin, where there is
always one."""
_AROUND: Final = 0.4
"""How wide the skin around a fold is looked at, cm (standard deviation)."""
_EYES: Final = 9.0
"""Between the outer corners of a mean face's eyes, cm."""
_DEEPEST: Final = 0.5
"""Logarithm that is filled at most."""
_LENGTH, _WIDTH = 0.5, 0.04
"""What is shorter is no fold; what is narrower is looked at as if it were about so wide, cm."""
_WAYS: Final = 12
"""Directions in which folds are looked for."""
_LONG: Final = (0.4, 0.8)
"""How dark all of the best line through a place is, beside the place itself: a spot, and a fold."""
_ROUGH: Final = (0.10, 0.20)
"""Standard deviation of the finest light and dark beside folds, logarithms: skin, and stubble."""
_LAID: Final = 0.05
"""Log-gain that a plate lays where its fold surely is."""
_SOFT: Final = 0.25
"""How soft a zone's edge is, cm."""
_SURE: Final = 0.25
"""Amount of a fold from which a photograph's expression has surely made it: a score that errs makes none."""
_TAKEN: Final = 0.75
"""How much of a fold is filled at most: a trace is often the person's own."""
_LEAST: Final = 0.08
"""Share of a fold that is not worth its place in a frame's time."""
_UNSEEN: Final = 0.01
"""The same of a log-gain."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnFolds:
    """A photograph's own folds in a crop that is finer than the networks': a value, made once.

    Attributes:
        fill: log-gain that makes them even with the skin around [m, m].
        zones: fold of ``COMING`` → where it lies, 0–1 [m, m].
        boxes: rows and columns that hold each of these.
        leftness: how far each place belongs to the subject's left side, 0–1 [m, m].
        around: how wide the skin around a fold is looked at, pixels of the networks' crop.
    """

    fill: Floats
    zones: Mapping[str, Floats]
    boxes: Mapping[str, tuple[slice, slice]]
    leftness: Floats
    around: float

    @classmethod
    def of(cls, pixels: Pixels, landmarks: Array, face: FoldedFace) -> "OwnFolds":
        """Found in a photograph.

        Args:
            pixels: RGB(A) [h, w, 3 or 4].
            landmarks: [478, 3] in it.
            face: the same, for others' folds.
        """
        sheet = folds_in(*flat_face(pixels, landmarks))
        here = fetched(sheet, face.on_sheet)
        side = fetched(np.repeat(leftness()[None], HEIGHT, axis=0), face.on_sheet)
        places = {name: fetched(zone, face.on_sheet) for name, zone in zones().items()}
        eyes = into_crop(landmarks, crop_matrix(landmarks))[list(t.EYE_OUTER), :2]
        centimetre = np.linalg.norm(eyes[0] - eyes[1]) / _EYES
        boxes = {name: _box_of(zone) for name, zone in places.items()}
        return cls(here, places, boxes, side, float(_AROUND * centimetre))

    def relief(self, state: FaceState, rest: FaceState, gain: Floats) -> Floats | None:
        """The log-gain [m, m] of a state, alike for all colours; None if all folds stay.

        Args:
            rest: what the photograph shows.
            gain: of the network, in its crop or a finer one [s, s, 3]: what it fills itself is not
                filled twice.
        """
        taken = taken_of(state, rest).astype(np.float32)
        leaving = [
            (fold.name, right, left)
            for fold, (right, left) in zip(FOLDS, taken, strict=True)
            if fold.name in self.zones and max(right, left) > _LEAST
        ]
        if not leaving:
            return None
        here = box_around([self.boxes[name] for name, *_ in leaving])
        side, share = self.leftness[here], np.zeros_like(self.fill[here])
        for name, right, left in leaving:
            np.maximum(share, self.zones[name][here] * (right + (left - right) * side), out=share)
        out = np.zeros_like(self.fill)
        out[here] = np.maximum(self.fill[here] * share - self._filled(coarsely(gain))[here] - _UNSEEN, 0)
        return out

    def _filled(self, gain: Floats) -> Floats:
        """What the network lightens as narrowly as what is filled here [m, m]."""
        grey = np.asarray(cv2.transform(gain, np.full((1, 3), 1 / 3, np.float32)), np.float32)
        narrow = np.maximum(grey - cv2.GaussianBlur(grey, (0, 0), self.around), 0)
        return np.asarray(cv2.resize(narrow, self.fill.shape, interpolation=cv2.INTER_LINEAR), np.float32)


def _box_of(zone: Floats) -> tuple[slice, slice]:
    left, top, width, height = cv2.boundingRect((zone > 0).astype(np.uint8))
    return slice(top, top + height), slice(left, left + width)


def taken_of(state: FaceState, rest: FaceState) -> Array:
    """How much of each fold that the photograph shows is gone in a state, 0–1 [folds, 2]."""
    own = amounts_of(rest)
    gone = np.maximum(own - amounts_of(state), 0) / np.maximum(own, 1e-6)
    out: Array = _TAKEN * gone * smoothstep(own / _SURE)
    return out


def folds_in(picture: Floats, covered: Mask) -> Floats:
    """The log-gain [HEIGHT, WIDTH] that evens the folds of a flattened face."""
    light, skin = dark_and_light(picture), (covered & (features() == 0)).astype(np.float32)
    # What is dark itself does not count as the skin around it.
    around = evened(np.maximum(light, evened(light, skin, _AROUND)), skin, _AROUND)
    dark = np.clip(around - light, 0, _DEEPEST) * skin
    even = cv2.GaussianBlur(dark, (0, 0), _WIDTH * DENSITY)
    long = np.max([cv2.morphologyEx(even, cv2.MORPH_OPEN, line) for line in _lines()], axis=0)
    fill = (dark * smoothstep((long / np.maximum(even, 1e-3) - _LONG[0]) / (_LONG[1] - _LONG[0]))).astype(
        np.float32
    )
    rough = smoothstep(
        (roughness(light + np.minimum(dark, long), skin) - _ROUGH[0]) / (_ROUGH[1] - _ROUGH[0])
    )
    return np.asarray(fill * (1 - rough), np.float32)


@cache
def _lines() -> tuple[NDArray[np.uint8], ...]:
    """Short lines in all directions."""
    half = round(_LENGTH / 2 * DENSITY)
    out = []
    for angle in np.arange(_WAYS) * np.pi / _WAYS:
        x, y = round(half * np.cos(angle)), round(half * np.sin(angle))
        line = np.zeros((2 * half + 1, 2 * half + 1), np.uint8)
        cv2.line(line, (half - x, half - y), (half + x, half + y), 1)
        out.append(line)
    return tuple(out)


@cache
def zones() -> Mapping[str, Floats]:
    """Fold → where its donors show it, 0–1 [HEIGHT, WIDTH].

    Raises:
        ModelError: the plates are missing or damaged.
    """
    return {name: _zone(name) for name in COMING if name in plates()}


def _zone(name: str) -> Floats:
    deepest = np.zeros((HEIGHT, WIDTH), np.float32)
    for plate in plates()[name]:
        deepest[plate.part] = np.maximum(deepest[plate.part], -plate.relief)
    wide = cv2.dilate(deepest, np.ones((5, 5), np.uint8))
    shown = np.asarray(cv2.GaussianBlur(wide, (0, 0), _SOFT * DENSITY), np.float32)
    return np.asarray(smoothstep(shown / _LAID), np.float32)
