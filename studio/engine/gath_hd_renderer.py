"""The rig with the learned finish of the mouth, behind the renderer's port.

All is the rig's but lips and teeth of full frames, see ``studio.engine.rig_renderer.mouth_finish``. Without
the finish's model it draws as the rig does, and says so.
"""

from pathlib import Path
from typing import Final

from studio.core.errors import ModelMissing, UsageError
from studio.core.words import Said, in_a_row
from studio.engine.rig_renderer.mouth_finish import MODEL, MouthFinish
from studio.engine.rig_renderer.renderer import RigRenderer

NAME: Final = MODEL


class GathHdRenderer(RigRenderer):
    """The rig, and a network that finishes its mouths.

    Args:
        weights: a file of the finish; the model ``gath_hd`` if none is given.
    """

    name = NAME
    model = MODEL

    def __init__(self, weights: Path | None = None) -> None:
        finish = _installed(weights)
        super().__init__(finish=finish)
        self.lacks = "" if finish else _LACKS


_LACKS: Final = in_a_row(
    (
        Said("The model that finishes mouths is missing, so mouths are as the rig draws them."),
        Said("Install a studio that comes with it, or choose the renderer “rig”."),
    )
)


def _installed(weights: Path | None) -> MouthFinish | None:
    """None where the model is not there; a damaged one is an error."""
    try:
        return MouthFinish(weights)
    except (ModelMissing, UsageError):
        return None
