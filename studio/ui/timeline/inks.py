"""Colours of tracks: each region has one, and the tracks of a region differ a little."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QColor

from studio.core.timeline import SLOT_INDEX, SLOTS
from studio.core.tracks import Group, UnitTrack, group_of
from studio.ui.theme import Theme
from studio.ui.words import translate

_INKS: Final = MappingProxyType({
    "brow": "#c8a45c", "eye": "#6fa8dc", "gaze": "#58b8c0", "cheek": "#d8907a", "nose": "#a08cd0",
    "mouth": "#d87890", "jaw": "#9cb860", "tongue": "#c070b0", "head": "#b4b4b4",
})  # fmt: skip
_TITLES: Final[Mapping[str, str]] = MappingProxyType({
    "brow": str(QT_TRANSLATE_NOOP("Regions", "Brows")), "eye": str(QT_TRANSLATE_NOOP("Regions", "Eyes")),
    "gaze": str(QT_TRANSLATE_NOOP("Regions", "Gaze")), "cheek": str(QT_TRANSLATE_NOOP("Regions", "Cheeks")),
    "nose": str(QT_TRANSLATE_NOOP("Regions", "Nose")), "mouth": str(QT_TRANSLATE_NOOP("Regions", "Mouth")),
    "jaw": str(QT_TRANSLATE_NOOP("Regions", "Jaw")), "tongue": str(QT_TRANSLATE_NOOP("Regions", "Tongue")),
    "head": str(QT_TRANSLATE_NOOP("Regions", "Head")),
})  # fmt: skip
_SHADES: Final = (100, 135, 78, 160, 65)
"""Of a region's tracks, percent of its lightness, in turn."""


def ink_of(group: Group, theme: Theme, place: int = 0) -> QColor:
    """The colour of a region, or of its track at a place; darker on a light ground."""
    shade = _SHADES[place % len(_SHADES)]
    colour = QColor(_INKS[group]).lighter(shade)
    return colour.darker(170) if theme.colour("field").lightness() > 128 else colour


def inks_of(tracks: Sequence[UnitTrack], theme: Theme) -> dict[str, QColor]:
    """The colours of tracks, by name; a track keeps its own, whatever others come and go."""
    return {track.name: ink_of(track.group, theme, _place(track)) for track in tracks}


def _place(track: UnitTrack) -> int:
    """Where the first of a track's slots is among those of its region."""
    first = min(track.slots, key=SLOT_INDEX.__getitem__)
    return [slot for slot in SLOTS if group_of(slot) == track.group].index(first)


def title_of(group: Group) -> str:
    """What a region is called."""
    return translate("Regions", _TITLES[group])
