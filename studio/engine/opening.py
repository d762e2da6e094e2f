"""How far the eyes of a photographed face open when it speaks: lids that were caught half shut, or eyes that
were cast down, would otherwise stay so for as long as somebody speaks.

Measured on the face at zero, where a blink and a squint that were read are gone already: the slit between
the lids over the width of the iris, which is nearly the same in all people. What is missing to the least
that nine in ten people show who were photographed at rest is made up for: the eyes rise to the viewer, and
the lids with them, and what is still missing the lids do alone. Nobody is opened farther than that, nor by
more than is bounded here; eyes that are open as most people's are left alone.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState, Gaze, Performance
from studio.core.life import COLUMNS
from studio.core.units import CHANNEL_INDEX
from studio.engine.rig import topology as t
from studio.engine.rig.person import Person
from studio.engine.speaking.easing import at_rest_outside

Array = NDArray[np.float64]

NATURAL: Final = 0.69
"""The slit over the width of the iris that nine in ten people's eyes have at least (portraits/canada: 10th
percentile of 40 neutral faces; median .76).
"""
_BELOW: Final = 1.4
"""Degrees below the camera where the eyes of those who look at it are read in the median (the same 40)."""
_HIGHEST: Final = 9.0
"""Degrees by which a gaze is raised at most."""
_WIDEST: Final = 0.6
"""Of the channel eyeWide, that lids are raised by at most."""
_COMES, _GOES = 0.5, 0.6
"""Seconds in which eyes open as speech begins, and go back as it ends."""
_TRIED: Final = 0.4
_SIDES: Final = (
    ("Left", t.UPPER_LID_LEFT, t.LOWER_LID_LEFT, t.IRIS_LEFT),
    ("Right", t.UPPER_LID_RIGHT, t.LOWER_LID_RIGHT, t.IRIS_RIGHT),
)
_MIDDLE: Final = slice(2, 5)
"""Of the seven pairs of a lid's landmarks, those before the iris."""
_WIDE: Final = [CHANNEL_INDEX["eyeWideLeft"], CHANNEL_INDEX["eyeWideRight"]]
_LIDS: Final = [COLUMNS.index(("blinks", f"eyeWide{side}")) for side, *_ in _SIDES]
_LOOK: Final = COLUMNS.index(("gaze", "gaze.pitch"))


@dataclass(frozen=True, slots=True)
class Opening:
    """What is added to a face that speaks.

    Attributes:
        gaze: degrees that the eyes are raised.
        wide: how far both lids go up, as the channel eyeWide counts, left and right.
    """

    gaze: float = 0.0
    wide: tuple[float, float] = (0.0, 0.0)

    def __bool__(self) -> bool:
        return bool(self.gaze or any(self.wide))

    def of(self, performance: Performance) -> Performance:
        """A performance with it: lids that go up by themselves go farther up from there."""
        times = np.arange(len(performance)) / float(performance.rate)
        coming = at_rest_outside(times, _COMES, _GOES)
        channels, gaze = performance.channels.copy(), performance.gaze.copy()
        added = coming[:, None] * np.array(self.wide)
        channels[:, _WIDE] = added + channels[:, _WIDE] * (1.0 - added)
        gaze[:, 1] += coming * self.gaze
        life = performance.life
        if life is not None:
            life = life.copy()
            life[:, _LIDS] += channels[:, _WIDE] - performance.channels[:, _WIDE]
            life[:, _LOOK] += coming * self.gaze
        return replace(performance, channels=channels, gaze=gaze, life=life)


def opening_of(person: Person) -> Opening:
    """How far the eyes of a photographed face open when it speaks."""
    zero = replace(person.rest, channels=np.zeros_like(person.rest.channels))
    missing = NATURAL - slits(person, zero)
    if (missing <= 0.0).all():
        return Opening()
    below = -(person.rest.gaze.pitch + person.rest.head.pitch) - _BELOW
    raised = _raised(zero, float(np.clip(below, 0.0, _HIGHEST)))
    missing = (NATURAL - slits(person, raised)).clip(0.0)
    tried = raised.with_channels(eyeWideLeft=_TRIED, eyeWideRight=_TRIED)
    gains = (slits(person, tried) - slits(person, raised)) / _TRIED
    wide = (missing / np.maximum(gains, 1e-3)).clip(0.0, _WIDEST)
    return Opening(raised.gaze.pitch - zero.gaze.pitch, (float(wide[0]), float(wide[1])))


def _raised(state: FaceState, degrees: float) -> FaceState:
    return replace(state, gaze=Gaze(state.gaze.yaw, state.gaze.pitch + degrees))


def slits(person: Person, state: FaceState) -> Array:
    """Between the lids over the width of the iris, left and right [2]."""
    shape, out = person.shape(state), []
    for _, upper, lower, iris in _SIDES:
        slit = (shape[list(upper)] - shape[list(lower)])[_MIDDLE, 1].mean()
        ring = person.own[list(iris[1:]), :2]
        across = np.linalg.norm(ring[[0, 1]] - ring[[2, 3]], axis=1).mean()
        out.append(float(slit) / max(float(across), 1e-6))
    return np.array(out)
