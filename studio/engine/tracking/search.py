"""Where the faces of a picture are: the detector over the whole and over ever finer tiles.

The detector sees 128 × 128 pixels and misses faces below a tenth of that. So the picture is made
smaller by ever less, and each size is looked at through overlapping windows of 128 pixels: a face of
any size fills a good part of some window.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.tracking.crops import Floats, unit_rgb
from studio.engine.tracking.model import DETECTOR_SIDE, LandmarkModel, Sighting, overlap

Array = NDArray[np.float64]

SMALLEST_FACE: Final = 32
"""Faces smaller than this many pixels are not looked for."""
_SMALLEST_SEEN: Final = 0.1
"""The smallest face that the detector finds reliably, in parts of its window."""
_STRIDE: Final = DETECTOR_SIDE // 2
_FLAT: Final = 0.02
"""A window whose values spread less than this shows nothing."""


def searches(model: LandmarkModel, pixels: Pixels) -> Iterator[list[Sighting]]:
    """Ever more unlikely searches of a picture, each with what it sees, surest first.

    Upright faces of all sizes; then a face so near that it fills the picture; then the picture turned
    (a phone held sideways or upside down). Stop at the first that holds a face.
    """
    yield in_all_sizes(model, pixels)
    yield from_afar(model, pixels)
    yield in_turns(model, pixels)


def in_all_sizes(model: LandmarkModel, pixels: Pixels) -> list[Sighting]:
    """Faces of all sizes."""
    seen: list[Sighting] = []
    for view in _views(pixels):
        seen = distinct(seen + _in_windows(model, view, seen))
    return seen


def at_large(model: LandmarkModel, pixels: Pixels) -> list[Sighting]:
    """Faces seen in the picture as a whole: quick, and enough for large ones."""
    return distinct(_in_windows(model, _shrunk(pixels, DETECTOR_SIDE / max(pixels.shape[:2]))))


def from_afar(model: LandmarkModel, pixels: Pixels) -> list[Sighting]:
    """Faces so near that they fill the picture or more."""
    return distinct(_in_windows(model, _shrunk(pixels, 0.6 * DETECTOR_SIDE / max(pixels.shape[:2]))))


def in_turns(model: LandmarkModel, pixels: Pixels) -> list[Sighting]:
    """Large faces that lie on a side or stand on their head."""
    height, width = pixels.shape[:2]
    seen = [
        _turned_back(face, quarters, width, height)
        for quarters in (1, 2, 3)
        for face in at_large(model, np.rot90(pixels, quarters))
    ]
    return distinct(seen)


def distinct(faces: list[Sighting]) -> list[Sighting]:
    """Each face once, surest first: those that overlap or lie within one another are the same."""
    kept: list[Sighting] = []
    for face in sorted(faces, key=lambda one: -one.score):
        if not any(_is_same(face.box, other.box) for other in kept):
            kept.append(face)
    return kept


def _is_same(one: Array, other: Array) -> bool:
    if overlap(one, other[None])[0] > 0.3:
        return True
    small, large = sorted((one, other), key=lambda box: float(box[2] - box[0]))
    middle = (small[:2] + small[2:]) / 2
    return bool((middle > large[:2]).all() and (middle < large[2:]).all())


class _View:
    """The picture at one size, padded to whole windows; ``scale`` is its pixels per picture pixel."""

    def __init__(self, small: Floats, scale: float) -> None:
        height, width = small.shape[:2]
        rest = [max(0, DETECTOR_SIDE - length) for length in (height, width)]
        self._before = np.array([rest[1] // 2, rest[0] // 2], float)
        pads = [(more // 2, more - more // 2) for more in rest]
        self.small = np.pad(small, (*pads, (0, 0)))
        self.scale = scale

    def windows(self) -> Iterator[tuple[Array, Floats]]:
        """Corner (x, y) and pixels of each window that shows something."""
        for top in _starts(self.small.shape[0]):
            for left in _starts(self.small.shape[1]):
                window = self.small[top : top + DETECTOR_SIDE, left : left + DETECTOR_SIDE]
                if window.std() > _FLAT:
                    yield np.array([left, top], float), window

    def box_of(self, corner: Array) -> Array:
        """A window's x0, y0, x1, y1 in pixels of the picture."""
        low = corner - self._before
        return np.concatenate([low, low + DETECTOR_SIDE]) / self.scale

    def placed(self, face: Sighting, corner: Array) -> Sighting:
        """A sighting in a window, in pixels of the picture."""
        move = corner - self._before
        box = (face.box * DETECTOR_SIDE + np.tile(move, 2)) / self.scale
        return Sighting(box, (face.eyes * DETECTOR_SIDE + move) / self.scale, face.score)


def _starts(length: int) -> list[int]:
    """Where windows begin along a side: evenly, half a window apart or less."""
    count = max(1, int(np.ceil((length - DETECTOR_SIDE) / _STRIDE)) + 1)
    return [round(place) for place in np.linspace(0, length - DETECTOR_SIDE, count)]


def _views(pixels: Pixels) -> Iterator[_View]:
    """The picture as one window, then twice as large each time until small faces are large enough."""
    longest = max(pixels.shape[:2])
    finest = max(DETECTOR_SIDE, longest * DETECTOR_SIDE * _SMALLEST_SEEN / SMALLEST_FACE)
    side = float(DETECTOR_SIDE)
    while side < finest * 1.01:
        yield _shrunk(pixels, side / longest)
        side *= 2


def _shrunk(pixels: Pixels, scale: float) -> _View:
    size = [max(1, round(length * scale)) for length in pixels.shape[1::-1]]
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return _View(unit_rgb(cv2.resize(pixels, size, interpolation=way)), scale)


def _in_windows(model: LandmarkModel, view: _View, known: Sequence[Sighting] = ()) -> list[Sighting]:
    """What is seen in a view's windows; those that lie within a known face are passed over."""
    return [
        view.placed(face, corner)
        for corner, window in view.windows()
        if not any(_lies_within(view.box_of(corner), face.box) for face in known)
        for face in model.sightings(window)
    ]


def _lies_within(box: Array, around: Array) -> bool:
    return bool((box[:2] >= around[:2]).all() and (box[2:] <= around[2:]).all())


def _turned_back(face: Sighting, quarters: int, width: int, height: int) -> Sighting:
    """A sighting in the picture turned counter-clockwise by quarters, in the picture itself."""
    corners = face.box.reshape(2, 2)
    places = np.concatenate([corners, face.eyes])
    x, y = places.T
    back = {1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[quarters]
    upright = np.column_stack(back)
    box = np.concatenate([upright[:2].min(axis=0), upright[:2].max(axis=0)])
    return Sighting(box, upright[2:], face.score)
