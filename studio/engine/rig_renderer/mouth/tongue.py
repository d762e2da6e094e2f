"""The soft inside of a mouth: throat, cheeks and tongue. Smooth, so it is painted coarsely."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.engine.rig import topology as t
from studio.engine.rig.pose import FLIP, HeadFrame
from studio.engine.rig_renderer.mouth.arch import Arches

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_THROAT: Final = np.array([0.11, 0.05, 0.047], np.float32)
_CHEEK: Final = np.array([0.36, 0.2, 0.19], np.float32)
TONGUE: Final = np.array([0.84, 0.565, 0.555], np.float32)
"""Colours under the light in which a tooth is 1; the cheeks' as 33 open smiles of the London set show it."""
_INTO_THROAT: Final = 0.4
_INTO_CHEEKS: Final = 0.75
"""How much light the narrowest opening lets in there: cheeks lie right behind the corners of the lips."""
_BEHIND: Final = 1.1
_HALF_WIDTH: Final = 2.3
_CREST: Final = 0.6
_LOWEST: Final = 0.08
_OUT_FROM: Final = 0.85
_OVER: Final = 0.62
_OVER_HALF_WIDTH: Final = 1.45
"""From where on the tongue leaves the mouth; how far over the lower lip it lies then, and how wide, cm."""
_TIP_BEHIND: Final = 0.35
_TIP_HALF_WIDTH: Final = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Soft:
    """Colour [h, w, 3] in tooth whites and coverage [h, w] of something soft."""

    colour: Floats
    alpha: Floats


def on_plane(frame: HeadFrame, middle: Array, behind: float, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where viewing rays meet the plane ``behind`` cm behind ``middle``: x and y from there, cm [h, w]."""
    to_cm = (frame.rotation.T * FLIP / frame.scale).T
    start = frame.to_canonical(np.zeros((1, 3)))[0] - middle + (0, 0, behind)
    ray = -to_cm[2] / -to_cm[2, 2]
    right, down = (to_cm[i] - to_cm[i, 2] * ray for i in range(2))
    origin = start - start[2] * ray
    gx, gy = (np.float32(origin[i]) + np.float32(right[i]) * x + np.float32(down[i]) * y for i in range(2))
    return gx, gy


def paint_throat(skull: HeadFrame, arches: Arches, x: Floats, y: Floats, deep: Floats) -> Floats:
    """Everything behind tongue and teeth [h, w, 3]: dark in the middle, cheeks at the sides."""
    u, v = on_plane(skull, arches.upper, 3.0, x, y)
    away = np.clip(np.hypot(u / 2.6, (v + 0.9) / 2.0), 0, 1)[..., None]
    throat, cheeks = (
        colour * (least + (1 - least) * deep[..., None])
        for colour, least in ((_THROAT, _INTO_THROAT), (_CHEEK, _INTO_CHEEKS))
    )
    out: Floats = throat + (cheeks - throat) * away**1.6
    return out


def paint_tongue(
    skull: HeadFrame, jaw: HeadFrame, arches: Arches, x: Floats, y: Floats, deep: Floats
) -> Soft:
    """The tongue's body, resting on the floor of the mouth behind the lower teeth."""
    u, v = on_plane(jaw, arches.lower, _BEHIND, x, y)
    crest = _CREST * apart(skull, jaw, arches) + _LOWEST
    arc = (1 - np.minimum(np.abs(u) / _HALF_WIDTH, 1) ** 2.6) ** 0.6
    below = (-0.7 + (crest + 0.7) * arc) - v
    alpha = _smooth(below / 0.35 + 0.3)
    forward = np.clip(below / (crest + 0.7), 0, 1)
    level = 0.32 + 0.68 * _smooth(forward * 1.35)
    level *= 1 - 0.25 * (u / _HALF_WIDTH) ** 2
    level *= 1 - 0.14 * np.exp(-((u / 0.16) ** 2)) * (1 - 0.6 * forward)
    return Soft(_surface(u, v, level * np.sqrt(np.maximum(deep, 0)), wet=0.05), alpha)


def apart(skull: HeadFrame, jaw: HeadFrame, arches: Arches) -> float:
    """How far the edges of the two rows are from one another, cm (negative while they overlap)."""
    upper = skull.to_pixels(arches.upper[None])
    lower = jaw.to_pixels(arches.lower[None])
    return float((skull.to_canonical(upper) - skull.to_canonical(lower))[0, 1])


def over_the_lip(landmarks: Array, frame: HeadFrame, tongue: float) -> Array:
    """The landmarks [478, 3] with the inner lower lip where the end of the tongue covers it."""
    out = smoothstep((tongue - _OUT_FROM) / (1 - _OUT_FROM))
    if out == 0:
        return landmarks
    shape = frame.to_canonical(landmarks)
    lower = [below for _, below in t.LIP_PAIRS]
    away = (shape[lower, 0] - shape[lower, 0].mean()) / _OVER_HALF_WIDTH
    shape[lower, 1] -= _OVER * out * np.sqrt(np.maximum(1 - away**2, 0))
    return frame.to_pixels(shape)


def paint_tip(
    skull: HeadFrame, jaw: HeadFrame, arches: Arches, x: Floats, y: Floats, raised: float, near: Floats
) -> Soft:
    """The tongue's tip, raised to the upper teeth."""
    _, floor = on_plane(jaw, arches.lower, _TIP_BEHIND, x, y)
    u, _ = on_plane(skull, arches.upper, _TIP_BEHIND, x, y)
    top = -0.55 + (max(apart(skull, jaw, arches), 0) + 0.65) * raised
    arc = 0.5 * (1 - np.sqrt(np.maximum(1 - (u / _TIP_HALF_WIDTH) ** 2, 0)))
    below = top - arc - floor
    alpha = _smooth(below / 0.10 + 0.5) * (np.abs(u) < _TIP_HALF_WIDTH)
    level = 0.5 + 0.5 * _smooth(below / 0.5)
    level *= 1 - 0.45 * np.minimum(np.abs(u) / _TIP_HALF_WIDTH, 1) ** 2.5
    level *= 1 - 0.10 * np.exp(-((u / 0.12) ** 2))
    return Soft(_surface(u, floor, level * np.sqrt(np.maximum(near, 0)), wet=0.06), alpha.astype(np.float32))


def _surface(u: Floats, v: Floats, level: Floats, wet: float) -> Floats:
    """Tongue colour with its fine bumps and a wet shine, lit by ``level``."""
    bumps, shine = _texture()
    size = bumps.shape[0]
    px = (u * 28 + size / 2).astype(np.float32)
    py = (v * 28 + size / 2).astype(np.float32)
    fine = cv2.remap(bumps, px, py, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    gloss = cv2.remap(shine, px, py, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    lit = level * (1 + 0.035 * fine)
    out: Floats = (TONGUE * lit[..., None] + (wet * np.maximum(gloss - 0.8, 0) * level)[..., None]).astype(
        np.float32
    )
    return out


@cache
def _texture() -> tuple[Floats, Floats]:
    """Bumps and shine of a tongue at 28 px/cm, both of zero mean and unit spread."""
    noise = np.random.default_rng(7).standard_normal((2, 256, 256)).astype(np.float32)
    bumps = cv2.GaussianBlur(noise[0], (0, 0), 0.8) + 0.9 * cv2.GaussianBlur(noise[0], (0, 0), 3.0)
    shine = cv2.GaussianBlur(noise[1], (0, 0), 2.2)
    return bumps / bumps.std(), shine / shine.std()


def _smooth(values: NDArray[np.floating]) -> Floats:
    return smoothstep(values).astype(np.float32)
