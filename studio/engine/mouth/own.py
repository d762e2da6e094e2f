"""The portrait's own teeth, where its photograph shows them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.mouth.arch import Arches
from studio.engine.mouth.light import Light
from studio.engine.mouth.plates import Donor, Teeth
from studio.engine.rig.pose import HeadFrame

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OwnTeeth:
    arches: Arches
    light: Light
    teeth: Teeth


def find_own_teeth(
    pixels: NDArray[Any], landmarks: Array, frame: HeadFrame, arches: Arches, light: Light, lender: Donor
) -> OwnTeeth | None:
    return None
