"""Laying one picture over another, pixel by pixel, in one pass."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from studio.engine.rig_renderer.mouth.light import SHADE_REDNESS
from studio.engine.rig_renderer.mouth.plates import WHITE
from studio.engine.tone import Tone

Floats = NDArray[np.float32]


@numba.njit(cache=True, fastmath=True, nogil=True)
def _lay(out, seen, light, white, redness):  # type: ignore[no-untyped-def]  # pragma: no cover
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            alpha = seen[y, x, 3]
            if alpha == 0:
                continue
            rest = np.float32(1) - alpha * np.float32(1 / 255)
            lit = light[y, x]
            for c in range(3):
                warm = lit * (np.float32(1) - redness[c] * (np.float32(1) - lit)) / white
                out[y, x, c] = out[y, x, c] * rest + seen[y, x, c] * warm


@numba.njit(cache=True, fastmath=True, nogil=True)
def _mix(canvas, inside, colour, noise, lips, rim, mask, tones, alone, full):  # type: ignore[no-untyped-def]  # pragma: no cover
    size, steps = noise.shape[0], tones.shape[0] - 1
    shown = np.zeros(3, np.float32)
    for y in range(inside.shape[0]):
        for x in range(inside.shape[1]):
            cover = mask[y, x]
            if cover <= 0:
                continue
            edge = rim[y, x] * lips[y, x, 3]
            grain = noise[y % size, x % size]
            for c in range(3):
                value = inside[y, x, c] * colour[y, x, c]
                value += grain * (np.float32(0.3) + np.float32(0.7) * value)
                value += (lips[y, x, c] - value) * edge
                shown[c] = min(max(value, np.float32(0)), np.float32(1))
            if alone > 0:
                bright = (
                    np.float32(0.299) * shown[0] + np.float32(0.587) * shown[1] + np.float32(0.114) * shown[2]
                )
                at = int(bright * steps + np.float32(0.5))
                for c in range(3):
                    shown[c] += alone * (tones[at, c] - shown[c])
            for c in range(3):
                old = np.float32(canvas[y, x, c])
                canvas[y, x, c] = np.uint16(old + (shown[c] * full - old) * cover + np.float32(0.5))


def lay(out: Floats, seen: NDArray[np.uint8], light: Floats) -> None:
    """Paint a plate as it is seen over ``out``, in place.

    Args:
        out: [h, w, 3] in tooth whites.
        seen: [h, w, 4] premultiplied plate colour and alpha, bytes.
        light: [h, w] that falls on it.
    """
    _lay(out, seen, light, np.float32(WHITE), np.array(SHADE_REDNESS, np.float32))


def mix(
    canvas: NDArray[Any],
    inside: Floats,
    colour: Floats,
    noise: Floats,
    lips: Floats,
    rim: Floats,
    mask: Floats,
    tone: Tone,
) -> None:
    """Put the inside of a mouth into a picture, in place.

    Args:
        canvas: [h, w, 3 or 4] 8 or 16 bits.
        inside: [h, w, 3] in tooth whites.
        colour: [h, w, 3] RGB 0–1 of that white.
        noise: [n, n] grain, repeated over the picture.
        lips: [h, w, 4] RGB 0–1 of the lips where they roll in, and how much of it is known.
        rim: [h, w] how much they hide.
        mask: [h, w] coverage.
        tone: of the photograph, whose colours all of it takes.
    """
    full = np.float32(np.iinfo(canvas.dtype).max)
    _mix(canvas, inside, colour, noise, lips, rim, mask, tone.colours, np.float32(tone.alone), full)
