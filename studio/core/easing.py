"""A soft step, of which what fades, grows or is let in is made."""

from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

_Float = TypeVar("_Float", bound=np.floating)


@overload
def smoothstep(x: float) -> float: ...
@overload
def smoothstep(x: NDArray[_Float]) -> NDArray[_Float]: ...
def smoothstep(x: float | NDArray[_Float]) -> float | NDArray[_Float]:
    """0 below 0, 1 above 1, between them 3x² − 2x³, which is level at both ends; float32 stays float32."""
    part = np.clip(x, 0, 1)
    out: float | NDArray[_Float] = part * part * (3 - 2 * part)
    return out
