"""What a warp can't make: eyes, lids and the inside of the mouth, painted over the moved photograph."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.core.units import CHANNEL_INDEX
from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.eyes import Eye, draw_eyes
from studio.engine.rig_renderer.lids import Lid, draw_lids
from studio.engine.rig_renderer.mouth.interior import Mouth, MouthPlace
from studio.engine.rig_renderer.place import Place

_JAW = CHANNEL_INDEX["jawOpen"]
_JAW_SIDES = (CHANNEL_INDEX["jawLeft"], CHANNEL_INDEX["jawRight"])
_TONGUE = CHANNEL_INDEX["tongueOut"]


@dataclass(frozen=True, slots=True, eq=False)
class EyesLayer:
    """The eyeballs, where they look."""

    eyes: tuple[Eye, ...]
    place: Place

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Paint them between the lids."""
        place = self.place
        draw_eyes(out, self.eyes, place.person, place.state, place.pose, _from(corner, place))


@dataclass(frozen=True, slots=True, eq=False)
class LidsLayer:
    """The upper lids that are closing.

    Attributes:
        photo: the photograph that the lids are taken from.
    """

    lids: tuple[Lid, ...]
    photo: Pixels
    place: Place

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Paint them over the eyes."""
        place = self.place
        draw_lids(out, self.photo, self.lids, place.person, place.state, _from(corner, place))


@dataclass(frozen=True, slots=True, eq=False)
class MouthLayer:
    """The inside of the mouth."""

    mouth: Mouth
    place: Place

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Paint it between the lips."""
        self.mouth.draw(out, mouth_place(self.place), corner, quality)


def _from(corner: tuple[int, int], place: Place) -> NDArray[np.float64]:
    """The landmarks of a place, counted from a corner of the picture."""
    return np.asarray(place.target - (*corner, 0))


def mouth_place(place: Place) -> MouthPlace:
    """Where skull, jaw and tongue are."""
    basis, channels = place.person.basis.sliders, place.state.channels
    drop = -float(basis[_JAW, t.CHIN, 1]) * place.person.jaw_open(place.state)
    side = sum(float(basis[i, t.CHIN, 0]) * channels[i] for i in _JAW_SIDES)
    return MouthPlace(place.target, place.pose, max(float(drop), 0.0), float(side), float(channels[_TONGUE]))
