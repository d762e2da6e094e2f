"""The menu of a line of a dub: its takes, whose mouth says it, how it is heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from studio.core.lines import DUCKED, FacePoint, Line
from studio.core.time import Seconds
from studio.ui.words import translate

_FADES: Final = (0, 50, 100, 250, 500, 1000)
"""Milliseconds."""
_LOUD: Final = (6, 3, 0, -3, -6, -12)
"""Decibels."""


@dataclass(frozen=True, slots=True, eq=False)
class LineDeeds:
    """What can be done with a line.

    Attributes:
        set: sets values of it (``studio.core.line_edits.line_set``), under a label.
    """

    set: Callable[[str, dict[str, object]], None]
    choose_take: Callable[[int], None]
    add_take: Callable[[], None]
    record_take: Callable[[], None]
    remove_take: Callable[[int], None]
    choose_face: Callable[[FacePoint, bool], None]
    split: Callable[[], None]
    rename: Callable[[], None]
    remove: Callable[[], None]
    type_words: Callable[[], None]


def fill_line_menu(menu: QMenu, line: Line, faces: Sequence[FacePoint], face: int, deeds: LineDeeds) -> None:
    """Fill a menu.

    Args:
        faces: a point on each face of the film; ``face`` is the number of the one that says it.
    """
    _fill_takes(menu.addMenu(translate("Lines", "Take")), line, deeds)
    if len(faces) > 1:
        _fill_faces(menu.addMenu(translate("Lines", "Whose mouth")), line, faces, face, deeds)
    _fill_left(menu.addMenu(translate("Lines", "Original sound")), line, deeds)
    _fill_loud(menu.addMenu(translate("Lines", "Loudness")), line, deeds)
    _fill_fades(menu.addMenu(translate("Lines", "Fade in")), line.fade_in, "fade_in", deeds)
    _fill_fades(menu.addMenu(translate("Lines", "Fade out")), line.fade_out, "fade_out", deeds)
    menu.addSeparator()
    menu.addAction(translate("Lines", "Split at the playhead"), deeds.split)
    menu.addAction(translate("Lines", "Type its words…"), deeds.type_words)
    menu.addAction(translate("Lines", "Rename…"), deeds.rename)
    menu.addAction(translate("Lines", "Remove"), deeds.remove)


def _choice(menu: QMenu, title: str, chosen: bool, choose: Callable[[], None]) -> None:
    action = menu.addAction(title, choose)
    action.setCheckable(True)
    action.setChecked(chosen)


def _fill_takes(menu: QMenu, line: Line, deeds: LineDeeds) -> None:
    for number, take in enumerate(line.takes):
        title = f"{number + 1}  {take.name}   {float(take.length):.1f} s"
        _choice(menu, title, number == line.chosen, partial(deeds.choose_take, number))
    menu.addSeparator()
    menu.addAction(translate("Lines", "Record a take to picture"), deeds.record_take)
    menu.addAction(translate("Lines", "Add a take…"), deeds.add_take)
    if len(line.takes) > 1:
        menu.addAction(translate("Lines", "Remove this take"), partial(deeds.remove_take, line.chosen))


def _fill_faces(menu: QMenu, line: Line, faces: Sequence[FacePoint], face: int, deeds: LineDeeds) -> None:
    for number, point in enumerate(faces):
        title = translate("Lines", "Face {0} from the left").format(number + 1)
        _choice(menu, title, number == face, partial(deeds.choose_face, point, False))
    if line.speaker:
        menu.addSeparator()
        for number, point in enumerate(faces):
            title = translate("Lines", "All lines of {0}: face {1}").format(line.speaker, number + 1)
            menu.addAction(title, partial(deeds.choose_face, point, True))


def _fill_left(menu: QMenu, line: Line, deeds: LineDeeds) -> None:
    for left, title in (
        (DUCKED, translate("Lines", "Quiet under the line")),
        (0.0, translate("Lines", "Replaced by the line")),
        (1.0, translate("Lines", "As loud as ever")),
    ):
        _choice(menu, title, line.left == left, partial(deeds.set, title, {"left": left}))


def _fill_loud(menu: QMenu, line: Line, deeds: LineDeeds) -> None:
    for decibels in _LOUD:
        gain = round(10 ** (decibels / 20), 6)
        title = f"{decibels:+d} dB" if decibels else "0 dB"
        _choice(menu, title, abs(line.gain - gain) < 1e-4, partial(deeds.set, title, {"gain": gain}))


def _fill_fades(menu: QMenu, now: Seconds, which: str, deeds: LineDeeds) -> None:
    for milliseconds in _FADES:
        fade = Seconds(milliseconds, 1000)
        title = f"{float(fade):g} s" if fade else translate("Lines", "None")
        label = translate("Lines", "Fade {0}").format(title)
        _choice(menu, title, now == fade, partial(deeds.set, label, {which: fade}))
