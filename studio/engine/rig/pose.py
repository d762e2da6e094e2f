"""The head's pose: weighted Procrustes of landmarks to a person's shape, weak perspective.

Image landmarks have y down and z away from the viewer; the canonical frame has y up and z toward
the viewer. ``FLIP`` turns one into the other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.face import HeadPose

Array = NDArray[np.float64]
FLIP = np.array([1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True, eq=False)
class HeadFrame:
    """Canonical centimetres → pixels: ``px = (scale · X @ rotation.T + offset) * FLIP``.

    Attributes:
        scale: pixels per centimetre.
        rotation: [3, 3].
        offset: [3], in flipped pixels.
    """

    scale: float
    rotation: Array
    offset: Array

    def to_pixels(self, shape: Array) -> Array:
        """[n, 3] canonical → [n, 3] pixels (z in pixels, smaller is nearer)."""
        out: Array = (self.scale * shape @ self.rotation.T + self.offset) * FLIP
        return out

    def to_canonical(self, pixels: Array) -> Array:
        """[n, 3] pixels → [n, 3] canonical."""
        out: Array = (pixels * FLIP - self.offset) @ self.rotation / self.scale
        return out

    def turned(self, delta: Array, about: Array) -> "HeadFrame":
        """This frame with its rotation multiplied by ``delta`` (in the camera's axes), keeping the
        canonical point ``about`` where it is.
        """
        rotation = delta @ self.rotation
        place = self.scale * about @ self.rotation.T + self.offset
        return HeadFrame(self.scale, rotation, place - self.scale * about @ rotation.T)

    def halved(self) -> "HeadFrame":
        """The same in a picture at half the size, whose pixels stand for squares of four."""
        return HeadFrame(self.scale / 2, self.rotation, halved(self.offset * FLIP) * FLIP)


def halved(pixels: Array) -> Array:
    """Places [..., 3] in a picture → in the same picture at half the size."""
    out: Array = pixels / 2 - (0.25, 0.25, 0.0)
    return out


def fit_pose(landmarks: Array, shape: Array, weights: Array) -> HeadFrame:
    """The frame that carries ``shape`` [n, 3] (canonical) onto ``landmarks`` [n, 3] (pixels).

    Weighted Procrustes (Umeyama 1991); 0.1 ms. Points with weight zero do not count.
    """
    w = weights / weights.sum()
    goal = landmarks * FLIP
    mean_shape, mean_goal = w @ shape, w @ goal
    a, b = shape - mean_shape, goal - mean_goal
    u, s, vt = np.linalg.svd((b * w[:, None]).T @ a)
    sign = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    rotation = (u * sign) @ vt
    scale = float((s * sign).sum() / (w @ (a**2).sum(1)))
    return HeadFrame(scale, rotation, mean_goal - scale * rotation @ mean_shape)


def angles(rotation: Array) -> tuple[float, float, float]:
    """Yaw, pitch, roll in degrees (see ``studio.core.face`` for their signs)."""
    yaw = np.degrees(np.arctan2(rotation[0, 2], rotation[2, 2]))
    pitch = np.degrees(np.arcsin(np.clip(rotation[1, 2], -1, 1)))
    roll = -np.degrees(np.arctan2(rotation[1, 0], rotation[1, 1]))
    return float(yaw), float(pitch), float(roll)


def rotation_of(yaw: float, pitch: float, roll: float) -> Array:
    """The rotation of these angles in degrees; the inverse of ``angles``."""
    y, p, r = np.radians([yaw, -pitch, -roll])
    cy, sy, cp, sp, cr, sr = np.cos(y), np.sin(y), np.cos(p), np.sin(p), np.cos(r), np.sin(r)
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    out: Array = about_y @ about_x @ about_z
    return out


def head_pose(frame: HeadFrame) -> HeadPose:
    """Angles of a frame; translation is not told by one picture and stays zero."""
    yaw, pitch, roll = angles(frame.rotation)
    return HeadPose(yaw, pitch, roll)
