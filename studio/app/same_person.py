"""Whom a clip shows: the person of the picture, who may tell how their face rests, or somebody else."""

from typing import Final

from studio.core.face import Performance
from studio.core.words import Said
from studio.engine.portrait import Portrait

STRANGER: Final = 0.45
"""Cosine of two looks below which a clip seems to show somebody else (docs/RESULTS.md, "A clip of the same
person")."""
FAMILIAR: Final = 0.6
"""From here on there is no doubt that it shows the same person."""


def likeness(portrait: Portrait, performance: Performance) -> float | None:
    """The cosine of how the performer and the person of a picture look; None where either is not known."""
    if performance.look is None or portrait.look is None:
        return None
    return float(portrait.look @ performance.look)


def doubt(portrait: Portrait, performance: Performance, name: str) -> Said | None:
    """What a person is told who said that a clip shows the person of the picture; None without a doubt.

    Args:
        name: what the clip is called.
    """
    alike = likeness(portrait, performance)
    if alike is None or alike >= STRANGER:
        return None
    return Said("“{0}” seems to show somebody else than the picture.", name)


def may_be_offered(portrait: Portrait, performance: Performance) -> bool:
    """Whether a clip shows the person of a picture beyond doubt, and can tell how their face rests."""
    alike = likeness(portrait, performance)
    is_told = portrait.is_video or performance.neutral is None
    return not is_told and alike is not None and alike >= FAMILIAR
