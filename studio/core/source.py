"""What is animated: pixels, frames, and a source that gives them in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, runtime_checkable

from numpy.typing import NDArray

from studio.core.time import FrameRate, Seconds

Pixels = NDArray[Any]
"""[height, width, 3 or 4], RGB(A), uint8 or uint16."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture and when it is shown."""

    pixels: Pixels
    time: Seconds


class Source(Protocol):
    """A still, or a video that can be read again from any time."""

    @property
    def size(self) -> tuple[int, int]:
        """Width, height in pixels."""

    @property
    def rate(self) -> FrameRate | None:
        """None for a still."""

    @property
    def length(self) -> Seconds | None:
        """None for a still."""

    def frames(self, start: Seconds = Fraction(0)) -> Iterator[Frame]:
        """The frames from a time on, one at a time; a still gives its one frame."""


@runtime_checkable
class Shrinkable(Protocol):
    """A source that can be read at half its size, in less time."""

    def halved(self) -> Source | None:
        """The same at half its size, each pixel the mean of four; None where a side is odd."""
