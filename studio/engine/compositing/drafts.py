"""Drafts of large faces: composed at half the photograph's size, and only what changed enlarged."""

import cv2
import numpy as np

from studio.core.source import Pixels
from studio.engine.compositing.composition import Canvas
from studio.engine.part import Part
from studio.engine.warp.blend import lay_over


def enlarged(canvas: Canvas, small: Canvas, after: Pixels) -> Part:
    """The photograph with what changed in it at half its size.

    Args:
        small: the same at half the size.
        after: what became of the small photograph in its box.
    """
    x0, y0, x1, y1 = (2 * edge for edge in small.box)
    out = canvas.pixels[y0:y1, x0:x1].copy()
    off = cv2.absdiff(small.cut(), after)
    changed = cv2.dilate((np.maximum.reduce(cv2.split(off)) > 0).astype(np.uint8), np.ones((5, 5), np.uint8))
    x, y, width, height = cv2.boundingRect(changed)
    if width:
        box = (slice(y, y + height), slice(x, x + width))
        region = out[2 * y : 2 * (y + height), 2 * x : 2 * (x + width)]
        size = 2 * width, 2 * height
        share = np.asarray(cv2.resize(cv2.blur(changed[box] * np.uint8(255), (5, 5)), size), np.uint8)
        above = np.asarray(cv2.resize(after[box], size)).reshape(*share.shape, -1)
        here = np.s_[: region.shape[0], : region.shape[1]]
        lay_over(region, np.ascontiguousarray(above[here]), share[here])
    return Part(out, (x0, y0))
