"""The port of a tracker, and what it gives: faces in frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Frame, Pixels

Landmarks = NDArray[np.float64]
"""[478, 3]: x right, y down in pixels of the picture; z in pixels, smaller is nearer."""


HARDLY_SEEN: Final = frozenset((
    "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "jawForward", "mouthDimpleLeft", "mouthDimpleRight",
    "noseSneerLeft", "noseSneerRight", "tongueOut",
))  # fmt: skip
"""Channels that no tracker here tells from a face in which they move (docs/RESULTS.md, "Strength")."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedFace:
    """One face in one picture.

    Attributes:
        landmarks: [478, 3] in pixels of the picture.
        scores: [52] raw blendshape scores 0–1 as the landmark model gives them (its order, index 0
            is its unused neutral): an action-unit *proxy*, biased at rest.
        state: channels, head and gaze read from landmarks and scores; not yet calibrated to the
            person's rest.
        box: x0, y0, x1, y1 in pixels.
        confidence: 0–1.
        held: no face was seen in this frame and the last one is repeated.
        begins: a shot begins with this frame; nothing of those before goes on.
        look: a unit vector [128] by which the person is told from others (``identity``), in frames in which
            the tracker looked who it is.
    """

    landmarks: Landmarks
    scores: NDArray[np.float64]
    state: FaceState
    box: tuple[float, float, float, float]
    confidence: float
    held: bool = False
    begins: bool = False
    look: NDArray[np.float32] | None = None

    @property
    def interocular(self) -> float:
        """Pixels between the outer eye corners."""
        return float(np.linalg.norm(self.landmarks[33, :2] - self.landmarks[263, :2]))


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """Which face of several: the largest, the n-th from the left (from 0), or the one at a point."""

    index: int | None = None
    point: tuple[float, float] | None = None


class Tracker(Protocol):
    """Frames → faces."""

    name: str

    def find(self, pixels: Pixels) -> list[TrackedFace]:
        """All faces of a picture, largest first."""

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        """One person's face through a clip and its cuts; None until it is first seen, held when lost."""
