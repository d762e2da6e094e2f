"""Icons, all of one family (Material Design), in the colours of the theme."""

from types import MappingProxyType
from typing import Final

import qtawesome
from PySide6.QtGui import QIcon

from studio.ui.theme import Theme

_NAMES: Final = MappingProxyType({
    "play": "mdi6.play", "stop": "mdi6.stop", "start": "mdi6.skip-previous", "end": "mdi6.skip-next",
    "back": "mdi6.step-backward", "on": "mdi6.step-forward", "loop": "mdi6.repeat", "key": "mdi6.rhombus",
    "fit": "mdi6.fit-to-screen-outline", "face": "mdi6.face-recognition",
    "wipe": "mdi6.compare", "beside": "mdi6.view-split-vertical",
    "mesh": "mdi6.vector-triangle", "crop": "mdi6.crop", "faces": "mdi6.account-multiple-outline",
    "curves": "mdi6.chart-bell-curve-cumulative",
})  # fmt: skip


def icon(name: str, theme: Theme, on: str = "text") -> QIcon:
    """An icon by what it stands for; ``on``: its colour while it is switched on.

    Raises:
        KeyError: there is none of that name.
    """
    ink, off = theme.colour("text"), theme.colour("off")
    return QIcon(qtawesome.icon(_NAMES[name], color=ink, color_disabled=off, color_on=theme.colour(on)))
