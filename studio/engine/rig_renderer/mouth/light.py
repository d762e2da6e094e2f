"""The light that a photograph was taken in, as far as a mouth needs it, and how it falls into a mouth."""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.rig import topology as t
from studio.engine.rig_renderer.mouth.arch import CURVE
from studio.engine.tone import LUMA

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_CHEEKS: Final = ((50, 205, 101), (280, 425, 330))
"""Viewer's left and right."""
_EYES: Final = ((t.EYE_RIGHT, t.IRIS_RIGHT), (t.EYE_LEFT, t.IRIS_LEFT))
_SCLERA: Final = np.array([1.055, 0.975, 0.972])
_TOOTH: Final = np.array([1.04, 0.99, 0.945])
_DEEPEST: Final = 2.2
_EYES_APART: Final = 9.4
"""Of a face, cm between the outer corners."""
_AROUND_EYES: Final = (70, 300, 336, 107, 33, 263, 145, 374, 6)
"""Brows, lids and the bridge of the nose."""
_LEAST_SIDE: Final = 8
"""Pixels that these must have."""
_STEEP: Final = 95
_SHARPEST: Final = 10
"""Of all pixels there the steepest, and of these the sharpest, %."""
_SHARP: Final = 1.0
"""Pixels: so wide are the edges of most photographs, which count as sharp."""
SHADE_REDNESS: Final = (0.0, 0.12, 0.16)
"""How much more of red, green and blue the full shade takes."""
_SCATTERED: Final = 0.12
"""Light that reaches every tooth through lips and cheeks."""


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """How bright and of what colour things inside the mouth are.

    Attributes:
        white: [3] RGB 0–1 of a tooth's white in full light.
        slope: change of brightness per cm to the viewer's right, as a share.
        grain: standard deviation of the photograph's noise, 0–1.
        skin: luminance of the cheeks, 0–1.
        soft: how much more blurred the photograph is than a sharp one, cm of the face (standard deviation).
    """

    white: Floats
    slope: float
    grain: float
    skin: float
    soft: float

    @classmethod
    def of(cls, pixels: NDArray[Any], landmarks: Array) -> "Light":
        """Read from a photograph: cheeks on both sides and the whites of the eyes."""
        full = float(np.iinfo(pixels.dtype).max)
        patches = [_patch(pixels, landmarks, side) / full for side in _CHEEKS]
        left, right = (np.median(p.reshape(-1, 3), 0) for p in patches)
        skin = (left + right) / 2
        apart = abs(landmarks[_CHEEKS[1][0], 0] - landmarks[_CHEEKS[0][0], 0])
        eyes = float(np.linalg.norm(landmarks[33, :2] - landmarks[263, :2]))
        ratio = np.log(max(right.mean(), 0.02) / max(left.mean(), 0.02))
        slope = float(np.clip(ratio * eyes / max(apart, 1) / _EYES_APART, -0.12, 0.12))
        whites = _eye_white(pixels, landmarks)
        white = _tooth_white(skin, None if whites is None else whites / full)
        soft = _softness(pixels, landmarks) * _EYES_APART / max(eyes, 1)
        return cls(white, slope, _grain(patches), float(skin @ LUMA), soft)


def _patch(pixels: NDArray[Any], landmarks: Array, at: tuple[int, ...]) -> Floats:
    """The pixels around some landmarks [n, k, 3]."""
    radius = max(1, int(0.025 * np.linalg.norm(landmarks[33, :2] - landmarks[263, :2])))
    height, width = pixels.shape[:2]
    out = []
    inside = np.array([width, height]) - radius - 1
    for x, y in np.clip(landmarks[list(at), :2].astype(int), radius, np.maximum(inside, radius)):
        out.append(pixels[y - radius : y + radius + 1, x - radius : x + radius + 1, :3].astype(np.float32))
    return np.array(out, np.float32)


def _eye_white(pixels: NDArray[Any], landmarks: Array) -> Array | None:
    """The bright quarter of the sclera [3], or None when the eyes show too little of it."""
    found = []
    for lids, iris in _EYES:
        ring = landmarks[list(lids), :2]
        x0, y0 = np.maximum(np.floor(ring.min(0)).astype(int), 0)
        x1, y1 = np.ceil(ring.max(0)).astype(int) + 1
        crop = pixels[y0:y1, x0:x1, :3]
        if crop.size == 0:
            continue
        mask = np.zeros(crop.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.round(ring - (x0, y0)).astype(np.int32)], 1)
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8))
        radius = np.linalg.norm(landmarks[list(iris[1:]), :2] - landmarks[iris[0], :2], axis=1).mean()
        y, x = np.mgrid[: crop.shape[0], : crop.shape[1]]
        outside = np.hypot(x + x0 - landmarks[iris[0], 0], y + y0 - landmarks[iris[0], 1]) > 1.2 * radius
        values = crop[(inner > 0) & outside].astype(np.float64)
        if len(values) >= 8:
            order = np.argsort(values.sum(1))
            found.append(values[order[len(order) * 3 // 4 :]].mean(0))
    return np.mean(found, 0) if found else None


def _tooth_white(skin: Array, eye: Array | None) -> Floats:
    """A tooth's white from the eyes' white [3] and the cheeks' colour [3].

    Measured on 40 open smiles of the London set: a tooth is 1.2 times as bright as the bright quarter
    of the sclera, and less pink. One eye tells little (deviation 0.2), so half of what it says is
    taken back toward a well exposed picture, for the hue too.
    """
    bright = float(skin @ LUMA)
    if eye is None:
        eye = np.full(3, max(0.9 * bright, 0.25 + 0.45 * bright)) * (skin / skin.mean()) ** 0.25
    level = (1.2 * float(eye @ LUMA)) ** 0.6 * 0.82**0.4
    level = float(np.clip(level, 1.08 * bright, 0.9))
    hue = (eye / max(float(eye @ LUMA), 0.02) / _SCLERA) ** 0.6
    white: Floats = np.clip(level * hue * _TOOTH, 0.02, 0.95).astype(np.float32)
    return white


def _grain(patches: list[Floats]) -> float:
    """Noise of the photograph: the finest differences on the cheeks, robustly."""
    grey = np.concatenate(patches).mean(-1)
    fine = grey[:, 1:-1, 1:-1] - (grey[:, :-2, 1:-1] + grey[:, 2:, 1:-1]) / 2
    return float(np.clip(np.median(np.abs(fine)) / 0.6745 / 1.22, 0, 0.03)) if fine.size else 0.0


def _softness(pixels: NDArray[Any], landmarks: Array) -> float:
    """Pixels (standard deviation) by which a photograph is more blurred than a sharp one, at eyes and brows.

    An edge of width s that is blurred by one pixel more rises less steeply, by sqrt(s² / (s² + 1)): Zhuo and
    Sim, "Defocus map estimation from a single image", 2011, eq. 4. Steep edges alone are asked, and the
    sharpest tenth of them, as shades are no edges.
    """
    ring = landmarks[list(_AROUND_EYES), :2]
    (x0, y0), (x1, y1) = np.maximum(ring.min(0), 0).astype(int), np.maximum(ring.max(0), 0).astype(int) + 1
    part = pixels[y0:y1, x0:x1, :3].astype(np.float32)
    if min(part.shape[:2]) < _LEAST_SIDE:
        return 0.0
    grey = part @ LUMA
    rises, less = _rise(grey), _rise(np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.0), np.float32))
    steep = less >= max(float(np.percentile(less, _STEEP)), 1e-3)
    ratio = np.clip(rises[steep] / np.maximum(less[steep], 1e-3), 1.001, None)
    widths = 1 / np.sqrt(ratio**2 - 1)
    if not len(widths):
        return 0.0
    return float(np.sqrt(max(np.percentile(widths, _SHARPEST) ** 2 - _SHARP**2, 0.0)))


def _rise(grey: Floats) -> Floats:
    """How steeply brightness rises at each pixel."""
    across, down = cv2.Scharr(grey, cv2.CV_32F, 1, 0), cv2.Scharr(grey, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def on_teeth(near: Floats, deep: Floats, x: Floats) -> Floats:
    """Light on a row of teeth, 0–1: less under the lips, less at the back of the arch.

    Args:
        near, deep: what the opening lets in (see ``opening``).
        x: distance from the midline, cm.
    """
    back = np.minimum(CURVE * x * x / _DEEPEST, 1)
    let_in = np.maximum(near, 1e-3) ** (1 - back) * np.maximum(deep, 1e-3) ** back
    out: Floats = _SCATTERED + (1 - _SCATTERED) * np.sqrt(let_in)
    return out


def warmed(light: Floats) -> Floats:
    """Light as it colours the teeth, RGB [..., 3]: what reaches the shade has passed lips and gums."""
    shade = (1 - light)[..., None]
    out: Floats = light[..., None] * (1 - np.array(SHADE_REDNESS, np.float32) * shade)
    return out


def sideways(x: Floats, slope: float) -> Floats:
    """The photograph's light from one side."""
    out: Floats = np.clip(1 + np.float32(slope) * x, 0.7, 1.3)
    return out
