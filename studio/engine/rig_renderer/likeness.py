"""A picture or video as the rig renderer knows it: what does not change from frame to frame."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.compositing.composition import Canvas, Composition, Layer, Relief
from studio.engine.crop import crop_matrix, into_crop
from studio.engine.leeway import Leeway
from studio.engine.recent import Recent
from studio.engine.rig.person import Person
from studio.engine.rig_renderer.burned_in import BurnedIn, Letters
from studio.engine.rig_renderer.donor_folds import FoldedFace, Lent
from studio.engine.rig_renderer.eyes import Eye, looks_elsewhere
from studio.engine.rig_renderer.layers import EyesLayer, LidsLayer, MouthLayer
from studio.engine.rig_renderer.lids import Lid
from studio.engine.rig_renderer.lip_line import LipLineLayer
from studio.engine.rig_renderer.mouth.interior import Mouth
from studio.engine.rig_renderer.mouth_finish import FinishLayer, MouthFinish
from studio.engine.rig_renderer.own_folds import OwnFolds
from studio.engine.rig_renderer.place import Place
from studio.engine.rig_renderer.shading import ShadedFace
from studio.engine.subject import Followed, Subject
from studio.engine.warp.field import WarpArea

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

NEAR = 8
"""Frames of a video that stay prepared for drafts."""


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """How light changes on a moving face: the network's log-gain [s, s, 3], and others' folds."""

    gain: Floats
    relief: Relief | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RigLikeness:
    """A picture, prepared: the person's rig and all that does not change from frame to frame.

    Attributes:
        canvas: the picture, to compose on.
        folds: what folds are made of, in the canvas's own crop.
        donors: the folds of others that can be laid over it; None without their plates.
        smaller: the same at a half, a quarter … of the size, for drafts; None of a video's frame.
        leeway: how far a performance may carry the head; None of a video's frame.
        letters: what was burned into a video's frame, is painted out of its pixels and comes on top again.
        finish: the learned finish of the mouth; None without it.
        lent_share: how much of others' folds is laid over it, 0–1.
        own_folds: the picture's own folds, which go with its expression; None of a video's frame.
    """

    canvas: Canvas
    person: Person
    eyes: tuple[Eye, ...]
    lids: tuple[Lid, ...]
    mouth: Mouth
    folds: ShadedFace
    donors: FoldedFace | None = None
    smaller: "Smaller | None" = None
    leeway: Leeway | None = None
    letters: Letters | None = None
    finish: MouthFinish | None = None
    lent_share: float = 1.0
    own_folds: OwnFolds | None = None

    def folded(self, share: float) -> "RigLikeness":
        """The same with so much of others' folds, 0–1."""
        return self if share == self.lent_share else replace(self, lent_share=share)

    @property
    def pixels(self) -> Pixels:
        """The picture itself."""
        return self.canvas.pixels

    @property
    def area(self) -> WarpArea:
        """Where it may change."""
        return self.canvas.area

    @property
    def look(self) -> "Look":
        return Look(self.folds, self.canvas.front, self.donors)

    @property
    def rest(self) -> FaceState:
        """As it was photographed."""
        return self.person.rest

    @property
    def face_height(self) -> float:
        """Pixels from the highest landmark to the lowest."""
        return float(np.ptp(self.person.landmarks[:, 1]))

    def composition(self, state: FaceState, light: Callable[[], Light]) -> Composition:
        """What becomes of the picture in a state.

        Args:
            light: gives how light changes in that state.
        """
        place = Place.of(self.person, state)
        layers: tuple[Layer, ...] = (
            EyesLayer(self.eyes, place),
            LidsLayer(self.lids, self.pixels, place),
            LipLineLayer(place),
            MouthLayer(self.mouth, place),
            *self._finished(place),
        )
        shows = looks_elsewhere(self.person, state) or state["tongueOut"] != self.rest["tongueOut"]
        motion = place.motion(self.mouth.traces)
        return Composition(motion, lambda: light().gain, layers, shows, lambda: light().relief)

    def _finished(self, place: Place) -> tuple[FinishLayer, ...]:
        if self.finish is None:
            return ()
        trust, colour, canvas = self.folds.strength, self.folds.colour, self.canvas
        return (FinishLayer(self.finish, self.mouth, place, trust, colour, canvas.front, canvas.to_crop),)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the networks see of a face, in a crop that goes with it: it holds at any size, and for a while.

    Attributes:
        folds: what folds are made of.
        front: what lies in front of it; None if nothing does.
        donors: the folds of others that can be laid over it.
    """

    folds: ShadedFace
    front: Floats | None
    donors: FoldedFace | None = None

    def on(self, landmarks: Array) -> "Look":
        """The same for a face that lies elsewhere in its picture."""
        to_crop = crop_matrix(landmarks)
        return replace(self, folds=replace(self.folds, to_crop=to_crop, points=into_crop(landmarks, to_crop)))


class Smaller:
    """A likeness at a half, a quarter … of its size, each made when it is first wanted."""

    def __init__(self, halve: Callable[[RigLikeness], RigLikeness]) -> None:
        self._halve = halve
        self._made: list[RigLikeness] = []
        self._turn = Lock()

    def of(self, likeness: RigLikeness, shrink: int) -> RigLikeness:
        """Such that so many pixels of the likeness, a power of two, become one."""
        halvings = shrink.bit_length() - 1
        with self._turn:
            while len(self._made) < halvings:
                self._made.append(self._halve(self._made[-1] if self._made else likeness))
        return self._made[halvings - 1] if halvings else likeness


Signs = Recent[BurnedIn | None]


@dataclass(frozen=True, slots=True, eq=False)
class RigClip:
    """A video, prepared.

    Attributes:
        mouth: prepared from one frame for all, so that its teeth stay the same.
        signs: letters that are burned in over the face, by stretches of frames.
        near: frames that are prepared for drafts.
        looks: how the face looked where it was looked at last.
        leeway: how far a performance may carry the head from where a frame has it; None is anywhere.
        lent: the folds of others, chosen from one frame for all, so that they stay the same.
        lent_share: how much of them is laid, 0–1.
    """

    subject: Subject
    followed: Followed
    mouth: Mouth
    signs: Signs
    near: Recent[RigLikeness] = field(default_factory=lambda: Recent(NEAR))
    looks: Recent[Look] = field(default_factory=lambda: Recent(1))
    leeway: Leeway | None = None
    lent: Lent | None = None
    lent_share: float = 1.0

    def folded(self, share: float) -> "RigClip":
        """The same with so much of others' folds, 0–1; what is prepared of it is shared."""
        return self if share == self.lent_share else replace(self, lent_share=share)
