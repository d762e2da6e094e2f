"""A sound that comes and goes softly, and is turned up or down."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from studio.core.time import Seconds
from studio.files.sound import Samples, SoundStream


class Faded:
    """A sound, as a ``SoundStream``, with a gain and a fade at either end.

    Args:
        length: of the sound, seconds.
        gain: a factor.
        fade_in, fade_out: seconds, together no more than the length; equal power, as in other editors.
    """

    def __init__(
        self, sound: SoundStream, length: Seconds, gain: float, fade_in: Seconds, fade_out: Seconds
    ) -> None:
        self.rate: Final = sound.rate
        self.channels: Final = sound.channels
        self._sound, self._length, self._gain = sound, length, gain
        self._fades = fade_in, fade_out

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        to = self.rate if rate is None else rate
        end, first = round(self._length * to), 0
        into, out_of = (max(float(fade) * to, 1e-9) for fade in self._fades)
        for block in self._sound.blocks(rate):
            places = np.arange(first, first + len(block))
            edge = np.minimum((places + 0.5) / into, (end - places - 0.5) / out_of).clip(0, 1)
            level = (self._gain * np.sin(edge * (np.pi / 2))).astype(np.float32)
            yield block * (level if block.ndim == 1 else level[:, None])
            first += len(block)
