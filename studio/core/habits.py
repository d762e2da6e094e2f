"""How one speaker moves besides speaking: what a manner file holds, figures and snippets of motion."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.words import Said

Array = NDArray[np.float64]

SNIPPETS_PER_SECOND: Final = 25
TURNS: Final = ("yaw", "pitch", "roll")
MOVED: Final = (
    *TURNS,
    "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "browDownLeft", "browDownRight",
    "mouthSmileLeft", "mouthSmileRight",
)  # fmt: skip
"""What a snippet moves: the head's turn in degrees from how it is held, then channels above their rest."""
LONGEST: Final = 20 * SNIPPETS_PER_SECOND
MOST_TURNED: Final = 90.0
MOST_SNIPPETS: Final = 2000


@dataclass(frozen=True, slots=True)
class Figures:
    """What a speaker does how far and how often; degrees, seconds, channels 0–1.

    Attributes:
        posture_yaw, posture_pitch, posture_roll: spread of the ways in which the head is held.
        hold: how long it is held so, median.
        drift: of the head's wandering while it is held, spread.
        nod: depth of a nod on a word that stands out.
        brow: how far the brows go up on the strongest word, and in a question.
        idle: how much of its pace the head keeps in a pause, and brows and smiles of their height, 0–2.
        look_yaw, look_pitch: spread of where the eyes look when they leave the viewer.
        fixation: how long they rest on one point, median.
        viewer: share of fixations that are on the viewer, 0–1.
        blinks: a second.
        smile: how far both corners of the mouth are up while nothing else moves them.
        snippet: how much of the snippets is shown, 0–4.
    """

    posture_yaw: float = 4.0
    posture_pitch: float = 3.0
    posture_roll: float = 3.0
    hold: float = 1.2
    drift: float = 0.7
    nod: float = 3.0
    brow: float = 0.2
    idle: float = 0.6
    look_yaw: float = 3.4
    look_pitch: float = 1.7
    fixation: float = 0.85
    viewer: float = 0.55
    blinks: float = 0.27
    smile: float = 0.05
    snippet: float = 1.0

    def __post_init__(self) -> None:
        for field in fields(self):
            low, high = _BOUNDS.get(field.name, (0.0, MOST_TURNED))
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(Said("{0} goes from {1} to {2}, not {3}", field.name, low, high, value))


_BOUNDS: Final = {
    "hold": (0.05, 60.0), "fixation": (0.05, 60.0), "blinks": (0.0, 3.0), "snippet": (0.0, 4.0),
    "idle": (0.0, 2.0), **dict.fromkeys(("brow", "viewer", "smile"), (0.0, 1.0)),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """How something sounds, 25 times a second.

    Attributes:
        pitch: semitones from the voice's own median, [n]; between voiced parts in a straight line.
        energy: 0 where nothing is heard to 1 where the voice is loudest, [n].
        pause: 1 in a pause, else 0, [n].
    """

    pitch: Array
    energy: Array
    pause: Array

    def __len__(self) -> int:
        return len(self.pitch)

    def part(self, start: int, end: int) -> "Contour":
        return Contour(self.pitch[start:end], self.energy[start:end], self.pause[start:end])


@dataclass(frozen=True, slots=True, eq=False)
class Snippet:
    """A few seconds of somebody's motion, with how they sounded.

    Attributes:
        name: of the clip, and where in it.
        motion: [n, len(MOVED)], 25 times a second.
        looks: at which frame the eyes go where, seen from the viewer's place: frame, yaw, pitch, [m, 3].
        blinks: frames in which the lids come down.
    """

    name: str
    contour: Contour
    motion: Array
    looks: Array
    blinks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        n = len(self.contour)
        if not 2 <= n <= LONGEST or self.motion.shape != (n, len(MOVED)):
            raise ValueError(Said("the snippet {0} has another length than its sound", self.name))
        if self.looks.ndim != 2 or self.looks.shape[1] != 3:
            raise ValueError(Said("the snippet {0} looks nowhere", self.name))

    def __len__(self) -> int:
        return len(self.motion)


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """All of it.

    Attributes:
        name: as a person calls it.
        origin: whose motion it is, what figures, and under what licence.
        measured: how lively it is, by the names that a study of life uses; for a person to read.
    """

    name: str
    origin: str
    figures: Figures
    snippets: tuple[Snippet, ...]
    measured: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if len(self.snippets) > MOST_SNIPPETS:
            raise ValueError(Said("there are more than {0} snippets", MOST_SNIPPETS))
