"""Colours of tracks: each region has one, and the tracks of a region differ a little."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QColor

from studio.core.timeline import SLOT_INDEX, SLOTS
from studio.core.tracks import Group, UnitTrack, group_of
from studio.ui.theme import Theme
from studio.ui.words import translate

_INKS: Final = MappingProxyType({
    "brow": "#c8bf5c", "eye": "#6fa8dc", "gaze": "#58b8c0", "cheek": "#d8907a", "nose": "#a08cd0",
    "mouth": "#d87890", "jaw": "#7fb860", "tongue": "#c070b0", "head": "#b4b4b4",
})  # fmt: skip
_TITLES: Final[Mapping[str, str]] = MappingProxyType({
    "brow": str(QT_TRANSLATE_NOOP("Regions", "Brows")), "eye": str(QT_TRANSLATE_NOOP("Regions", "Eyes")),
    "gaze": str(QT_TRANSLATE_NOOP("Regions", "Gaze")), "cheek": str(QT_TRANSLATE_NOOP("Regions", "Cheeks")),
    "nose": str(QT_TRANSLATE_NOOP("Regions", "Nose")), "mouth": str(QT_TRANSLATE_NOOP("Regions", "Mouth")),
    "jaw": str(QT_TRANSLATE_NOOP("Regions", "Jaw")), "tongue": str(QT_TRANSLATE_NOOP("Regions", "Tongue")),
    "head": str(QT_TRANSLATE_NOOP("Regions", "Head")),
})  # fmt: skip
_TURNS: Final = (0, -14, 14, -26, 26)
"""Of a region's tracks, degrees that its hue is turned by, in turn."""
_CONTRASTS: Final = (6.3, 10.5, 4.5, 5.0, 8.5)
"""How they stand out from the ground, in turn: from 4.5 on small text is read well."""
_FULL: Final = 0.6
"""How saturated a colour is at least on a light ground: pale ones all look brown there."""


def ink_of(group: Group, theme: Theme, place: int = 0) -> QColor:
    """The colour of a region, or of its track at a place, as it can be read on the theme's ground."""
    return _ink(group, theme.colour("field").name(), place % len(_TURNS))


@cache
def _ink(group: Group, field: str, turn: int) -> QColor:
    ink, ground = QColor(_INKS[group]), QColor(field)
    is_light, full = ground.lightness() > 128, ink.hslSaturationF()
    hue = (ink.hslHueF() + _TURNS[turn] / 360) % 1.0 if full else 0.0
    full = max(full, _FULL) if is_light and full else full
    low, high = 0.0, 1.0
    for _ in range(8):
        middle = (low + high) / 2
        is_strong = contrast(QColor.fromHslF(hue, full, middle), ground) > _CONTRASTS[turn]
        low, high = (middle, high) if is_strong == is_light else (low, middle)
    return QColor.fromHslF(hue, full, (low + high) / 2)


def contrast(one: QColor, other: QColor) -> float:
    """How far two colours stand apart, 1–21 (WCAG 2, contrast ratio)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
