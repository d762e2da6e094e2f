"""What a frame is composed of, and who composes it.

    Canvas (once for a photograph) ──┐
    Composition (for each frame) ────┴─Compositor─> the part of the frame that changes

A renderer makes small things alone: where landmarks go, how light changes in the aligned crop, what a network
drew there. So a compositor may work on another device, and gets little to carry over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.compositing.backdrop import Backdrop
from studio.engine.crop import from_corner, paste_back, share_at
from studio.engine.ports import Quality
from studio.engine.warp.field import WarpArea, warp_area
from studio.engine.warp.texture import Box, Texture

Array = NDArray[np.float64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A photograph, or a video's frame, made ready to compose on.

    Attributes:
        pixels: [height, width, 3 or 4].
        texture: of the pixels, what the warp fetches from.
        area, draft: where the warp acts, and the same for drafts, perhaps on a coarser grid.
        to_crop: pixels of the photograph → pixels of the aligned crop [2, 3].
        front: what lies in front of the face, 0–1, in the crop [s, s]; None if nothing does.
        backdrop: what is behind the person; None if that is not known.
    """

    pixels: Pixels
    texture: Texture
    area: WarpArea
    draft: WarpArea
    to_crop: Array
    front: Floats | None = None
    backdrop: Backdrop | None = None

    @classmethod
    def of(cls, pixels: Pixels, landmarks: Array, to_crop: Array, front: Floats | None = None) -> Self:
        """One around a face [478, 3]; attributes as they are called."""
        area = warp_area(landmarks, (pixels.shape[1], pixels.shape[0]))
        if front is not None:
            area = replace(area, front=share_at(front, to_crop, area.origin, area.step, area.grid_size))
        return cls(pixels, Texture(pixels), area, area, to_crop, front)

    @property
    def box(self) -> Box:
        """The part that may change: x0, y0, x1, y1 in pixels."""
        return self.area.box

    @property
    def corner(self) -> tuple[int, int]:
        """The box's first pixel, x and y."""
        return self.area.box[:2]

    def sharpened(self) -> Self:
        """With a texture that is worth its while for a photograph of which many pictures are made."""
        return replace(self, texture=Texture.doubled(self.pixels, self.box))

    def cut(self) -> Pixels:
        """A copy of what is in the box."""
        x0, y0, x1, y1 = self.box
        return self.pixels[y0:y1, x0:x1].copy()


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Where the face goes: what the displacement of every pixel is made of.

    Attributes:
        source: where each landmark's texture lies in the photograph [478, 2].
        target: where the landmark is in the result, pixels and depth [478, 3].
        rigid: where it would be if the head moved but not the face [478, 2].
        skull: source − result of the skull's outline behind each point of the oval [36, 2].
    """

    source: Array
    target: Array
    rigid: Array
    skull: Array


class Layer(Protocol):
    """What is painted over the moved photograph; where it has nothing to show, it changes nothing."""

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Paint, in place.

        Args:
            out: a part of the result [h, w, 3 or 4].
            corner: the result's pixel at the part's corner, x and y.
        """


@dataclass(frozen=True, slots=True, eq=False)
class CropPatch:
    """What a network drew in its aligned crop.

    Attributes:
        drawn: [s, s, 3], whole numbers of any depth, or 0–1.
        alpha: how much of it is seen [s, s], 0–1.
        to_crop: pixels of the result → pixels of the crop [2, 3].
    """

    drawn: Pixels | Floats
    alpha: Floats
    to_crop: Array

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Paste it back."""
        paste_back(out, self.drawn, from_corner(self.to_crop, corner), self.alpha)


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Folds as light and shade.

    Attributes:
        values: log-gain in a crop that is a whole number of times as fine as the networks' [m, m].
        tint: of it for red, green and blue: light that is lost in a fold of skin comes back from its sides.
    """

    values: Floats
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """One frame: what becomes of a canvas.

    Attributes:
        motion: where the face goes; None if it stays as it was photographed.
        gain: waits for the log-gain of the moving photograph in the aligned crop [s, s, 3], or in one that is
            so many times as fine, and gives it, such as a future's ``result``, so that a network may work
            while the photograph is warped; not asked for if nothing moves. None if light stays as it is.
        layers: what is painted over that, the first one lowest.
        even_still: they are painted although nothing moves: for eyes that only look elsewhere, or a tongue.
        relief: gives folds that the light is changed by after the gain; None of either is none.
    """

    motion: Motion | None = None
    gain: Callable[[], Floats] | None = None
    layers: tuple[Layer, ...] = ()
    even_still: bool = True
    relief: Callable[[], Relief | None] | None = None


class Compositor(Protocol):
    """Makes frames; used by several threads at once."""

    def compose(self, canvas: Canvas, composition: Composition, quality: Quality = "full") -> Pixels:
        """What is to be seen in the canvas's box [y1 − y0, x1 − x0, 3 or 4], in its depth.

        The photograph is moved, what is behind the person put back, light changed, layers are laid, and what
        lies in front of the face covers all of it.
        """
