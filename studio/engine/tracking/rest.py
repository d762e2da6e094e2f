"""What the landmark model scores in a face at rest, and channels freed of it.

A neutral face does not score zero: squint, blink, chin and lip scores depend on how somebody is
built. For a still this bias is that of people in general; for a clip it is the person's own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.files.models import installed_file

Floats = NDArray[np.float32]

REST_BIAS_FILE: Final = "rest_bias.toml"
_LOW: Final = 8
"""Percentile of a clip's scores that is taken for rest."""
_ENOUGH: Final = 50
"""Frames after which a clip tells as much about a person's rest as people in general do."""
_BLINKS: Final = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_SHUT: Final = 0.45
"""Blink score from which the eyes tell nothing about the gaze."""


@dataclass(frozen=True, slots=True, eq=False)
class RestBias:
    """What neutral faces score.

    Attributes:
        typical: [54]; three quarters of neutral faces score no more.
        most: [54], the 97th percentile: what scores more is an expression.
    """

    typical: Floats
    most: Floats


@cache
def population_bias() -> RestBias:
    """Of people in general, as ``studio/train/rest_bias.py`` measured it.

    Raises:
        ModelError: the table is missing or damaged.
    """
    facts = tomllib.loads(installed_file("face_landmarker", REST_BIAS_FILE).read_text("utf-8"))
    rows = np.array([facts["channels"].get(name, (0.0, 0.0)) for name in CHANNELS], np.float32)
    return RestBias(rows[:, 0], rows[:, 1])


def calibrated(state: FaceState, bias: RestBias | None = None) -> FaceState:
    """A state freed of the rest bias: a neutral face becomes zero, a full score stays 1.

    Between typical and most, where a score may be build or expression, it counts for the less the
    nearer it is to typical (smoothstep); beyond it is ``(s − typical) / (1 − typical)``.
    """
    bias = bias or population_bias()
    above = np.maximum(state.channels - bias.typical, 0)
    trust = smoothstep(above / np.maximum(bias.most - bias.typical, 1e-6))
    return FaceState(trust * above / np.maximum(1 - bias.typical, 1e-6), state.head, state.gaze)


def calibrate_rest(channels: Floats, gaze: Floats, head: Floats) -> FaceState:
    """How the person in a clip rests: low scores, the usual pose and gaze.

    Args:
        channels: [n, 54] as tracked.
        gaze: [n, 2] degrees.
        head: [n, 6].

    A short clip is mixed with people in general; no rest is taken for higher than neutral faces score.
    """
    if not len(channels):
        return FaceState()
    bias = population_bias()
    own = np.minimum(np.percentile(channels, _LOW, axis=0), bias.most)
    weight = len(channels) / (len(channels) + _ENOUGH)
    seeing = channels[:, _BLINKS].max(axis=1) < _SHUT
    look = np.median(gaze[seeing] if seeing.any() else gaze, axis=0)
    turn = np.median(head, axis=0)
    rest = weight * own + (1 - weight) * np.minimum(bias.typical, channels.min(axis=0))
    return FaceState(rest.astype(np.float32), HeadPose(*map(float, turn)), Gaze(*map(float, look)))
