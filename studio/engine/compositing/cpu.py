"""The compositor on the processor: OpenCV, on the thread that asks."""

import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.compositing.carrying import Carried, Carrier, shade
from studio.engine.compositing.composition import Canvas, Composition, Motion
from studio.engine.crop import SIZE, box_of, from_corner, share_at
from studio.engine.ports import Quality
from studio.engine.rig.basis import load_basis
from studio.engine.warp.blend import lay_over
from studio.engine.warp.contour import soften_contours
from studio.engine.warp.field import (
    RIMS,
    WarpArea,
    active_box,
    pixel_map,
    refine,
    touching,
    warp_field,
)
from studio.engine.warp.texture import Box

Floats = NDArray[np.float32]


class CpuCompositor:
    """A compositor that is always there."""

    def __init__(self) -> None:
        self._triangles = load_basis().triangles
        self._rims = tuple((rim, touching(self._triangles, rim)) for rim in RIMS)

    def compose(self, canvas: Canvas, composition: Composition, quality: Quality = "full") -> Pixels:
        """What is to be seen in the canvas's box."""
        out = canvas.cut()
        region, carrier = self._moved(out, canvas, composition.motion, quality)
        if carrier is None and not composition.even_still:
            return out
        hiding = _hiding(canvas, region, carrier)
        bare = None if hiding is None else region[hiding.part].copy()
        if carrier is not None:
            _light(region, carrier, composition)
        for layer in composition.layers:
            layer.lay(out, canvas.corner, quality)
        if hiding is not None and bare is not None:
            lay_over(region[hiding.part], bare, (hiding.values * 255 + 0.5).astype(np.uint8))
        return out

    def _moved(
        self, out: Pixels, canvas: Canvas, motion: Motion | None, quality: Quality
    ) -> tuple[Pixels, Carrier | None]:
        """Move the photograph in ``out``: the region that moves, and what carries a crop's values there.

        Where nothing moves, that is all of it, and None.
        """
        if motion is None:
            return out, None
        area, texture = canvas.area if quality == "full" else canvas.draft, canvas.texture
        field = warp_field(area, self._triangles, motion.source, motion.target, motion.rigid, motion.skull)
        box = active_box(area, field)
        if box is None:
            return out, None
        places = self._places(canvas, area, field, box, motion)
        x, y = canvas.corner
        region = out[box[1] - y : box[3] - y, box[0] - x : box[2] - x]
        region[:] = texture.fetch(places, fine=quality == "full")
        if canvas.backdrop is not None:
            canvas.backdrop.put_back(region, field, area.step, box[:2])
        soften_contours(region, field, area, box)
        return region, Carrier(places, texture, canvas.to_crop)

    def _places(self, canvas: Canvas, area: WarpArea, field: Floats, box: Box, motion: Motion) -> Floats:
        """Where in the texture every pixel of a box comes from [h, w, 2]."""
        texture, front = canvas.texture, None
        if canvas.front is not None:
            front = canvas.front, texture.onward(canvas.to_crop)
        places = pixel_map(area, field, box, texture)
        for rim, near in self._rims:
            refine(places, box[:2], near, texture.at(motion.source), motion.target, rim, front)
        return places


def _light(region: Pixels, carrier: Carrier, composition: Composition) -> None:
    """Change the light of a region that has moved."""
    if composition.gain is not None:
        gain = composition.gain()
        times = len(gain) // SIZE
        lit = carrier.carried(gain) if times == 1 else carrier.carried_finely(gain, times)
        _shade(region, lit and carrier.faded(lit))
    relief = None if composition.relief is None else composition.relief()
    if relief is not None:
        laid = carrier.carried_finely(relief.values, len(relief.values) // SIZE)
        _shade(region, laid, relief.tint)


def _shade(region: Pixels, gain: Carried | None, tint: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> None:
    if gain is not None:
        shade(region[gain.part], gain.values, tint)


def _hiding(canvas: Canvas, region: Pixels, carrier: Carrier | None) -> Carried | None:
    """What lies in front of the face in a region; None if nothing does."""
    if canvas.front is None:
        return None
    if carrier is not None:
        return carrier.carried(canvas.front)
    here = from_corner(canvas.to_crop, canvas.corner)
    box = box_of(canvas.front, here, region)
    if box is None:
        return None
    x0, y0, x1, y1 = box
    share = share_at(canvas.front, here, np.array([x0, y0]), 1, (x1 - x0, y1 - y0))
    return Carried((slice(y0, y1), slice(x0, x1)), share)
