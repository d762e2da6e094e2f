"""The performance of any driver laid on a face in a manner: calmer or livelier, and in a mood."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.life import COLUMNS
from studio.core.manner import FEELINGS, Manner
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.speaking.easing import at_rest_outside
from studio.engine.speaking.envelope import Array

_AT_WILL: Final = np.array([
    name.startswith(("brow", "eyeWide", "cheekSquint", "mouthSmile", "mouthFrown", "mouthDimple"))
    for name in CHANNELS
])  # fmt: skip
"""Channels that speech needs little or not at all: how far they move is a matter of temper."""
_PARTING: Final = frozenset((
    "jawOpen", "mouthFunnel", "lipsUpperOpen", "lipsLowerOpen",
    *(f"mouth{which}{side}" for which in ("UpperUp", "LowerDown") for side in ("Left", "Right")),
))  # fmt: skip
"""What parts the lips: speech alone has a say there, so that they shut for P, B and M in every mood."""
_COMES, _GOES = 0.5, 0.6
"""Seconds in which a mood comes over a face and leaves it."""
_SWELL: Final = 0.18
_SWELL_HERTZ: Final = (0.11, 0.19, 0.31)
"""By how much of itself a mood comes and goes while it lasts, and how slowly: a face that holds is a mask."""


def in_manner(performance: Performance, manner: Manner) -> Performance:
    """The same words with more or less of everything that people do besides, and in a mood."""
    if replace(manner, name="") == Manner():
        return performance
    feeling = FEELINGS.get(manner.mood)
    lively = manner.liveliness
    channels, head = performance.channels.astype(np.float64), performance.head.astype(np.float64)
    if feeling is not None:
        lively *= 1.0 + manner.strength * (feeling.liveliness - 1.0)
    left = np.ones((len(performance), len(CHANNELS)))
    left[:, _AT_WILL] = lively
    channels *= left
    head *= lively
    if feeling is not None:
        felt = manner.strength * _presence(performance)
        for name, value in feeling.expression.channels().items():
            if name not in _PARTING:
                index = CHANNEL_INDEX[name]
                channels[:, index] += felt * value * (1.0 - channels[:, index])
                left[:, index] *= 1.0 - felt * value
        head[:, 1] += felt * feeling.pitch
    return replace(
        performance,
        channels=np.clip(channels, 0.0, 1.0).astype(np.float32),
        head=head.astype(np.float32),
        gaze=(performance.gaze * lively).astype(np.float32),
        life=_left_of(performance.life, left, lively),
    )


def _left_of(life: NDArray[np.float32] | None, left: Array, lively: float) -> NDArray[np.float32] | None:
    """What of life is left, [n, len(COLUMNS)], where of channels so much is [n, len(CHANNELS)]."""
    if life is None:
        return None
    shares = [
        left[:, CHANNEL_INDEX[s]] if s in CHANNEL_INDEX else np.full(len(left), lively) for _, s in COLUMNS
    ]
    return np.asarray(life * np.column_stack(shares), np.float32)


def _presence(performance: Performance) -> Array:
    """How much of a mood is there, [n], 0–1: it comes, swells and ebbs, and goes."""
    times = np.arange(len(performance)) / float(performance.rate)
    waves = [np.sin(2 * np.pi * hertz * times + index) for index, hertz in enumerate(_SWELL_HERTZ)]
    swell = np.mean(waves, axis=0) if len(times) else times
    return at_rest_outside(times, _COMES, _GOES) * (1.0 - _SWELL * (0.5 + 0.5 * swell))
