"""From the rig's channels to the units of a vocabulary: what a face would be called there.

Up, a vocabulary's units are weighted sets of channels and nothing is lost (``Vocabulary.channels``).
Down there are fewer units than channels: ``convert`` looks for the values whose face is nearest in
landmarks, each within its range. How much of the landmarks' motion such a round trip keeps is
documented in ``KEPT``.
"""

from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import CHANNELS, VOCABULARIES, Vocabulary
from studio.engine.rig.basis import load_basis
from studio.engine.rig.solve import bounded_minimum

Array = NDArray[np.float64]

KEPT: Final = MappingProxyType(
    {"ARKIT_52": (0.998, 0.997), "FACEWAREHOUSE_46": (0.999, 0.999), "FACS_17": (0.96, 0.80)}
)
"""Share of the landmarks' motion (R²) that is left after channels → units → channels: of calm speech
and posed smiles (GRID s1, London set), and of strong, one-sided expressions with turning eyes and
pushed lips (22 clips of other people). What FACS_17 cannot say: one side alone, gaze, pucker and
funnel, the jaw sideways, lips rolled in or closed over an open jaw."""

_NAMES_COUNT: Final = 0.02
"""What a channel's own value counts beside the motion that it makes, so that what moves no landmark
(the tongue, the irises) is carried by name."""


def convert(channels: NDArray[np.floating], vocabulary: Vocabulary) -> Array:
    """The values of a vocabulary's units [..., len(vocabulary)] that move the face as the channels do.

    Args:
        channels: [..., 54], 0–1.
        vocabulary: one of ``VOCABULARIES``.

    Returns:
        Values on the units' own scale, 0 to ``full``.
    """
    rows = np.asarray(channels, np.float64).reshape(-1, len(CHANNELS))
    gram, project, full = _equations(vocabulary.name)
    values = np.array([bounded_minimum(gram, project @ row) for row in rows]).reshape(len(rows), -1)
    return (values * full).reshape(*channels.shape[:-1], len(vocabulary))


def motion_kept(channels: NDArray[np.floating], vocabulary: Vocabulary) -> float:
    """R² of the landmarks' motion after the way down and up again; channels [n, 54]."""
    sliders = load_basis().sliders.reshape(len(CHANNELS), -1)
    back = vocabulary.channels(convert(channels, vocabulary))
    wanted = channels @ sliders
    return float(1.0 - ((back @ sliders - wanted) ** 2).sum() / (wanted**2).sum())


@cache
def _equations(name: str) -> tuple[Array, Array, Array]:
    """Normal equations of a vocabulary: [m, m], [m, 54], and each unit's full value [m]."""
    vocabulary = next(v for v in VOCABULARIES if v.name == name)
    sliders = load_basis().sliders.reshape(len(CHANNELS), -1)
    metric = sliders @ sliders.T
    metric += _NAMES_COUNT * np.trace(metric) / len(CHANNELS) * np.eye(len(CHANNELS))
    full = np.array([unit.full for unit in vocabulary.units])
    units = vocabulary.matrix() * full[:, None]
    project = units @ metric
    return project @ units.T, project, full
