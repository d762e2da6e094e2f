"""Menus of the timeline: what can be done with selected keys, what a layer moves."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.core.timeline import PORTIONS, Portion
from studio.ui.words import translate

_SHAPES: Final = ("bezier", "linear", "stepped")
_HANDLES: Final = ("auto", "vector", "aligned", "free")


def fill_key_menu(
    menu: QMenu,
    *,
    any_picked: bool,
    shape: Callable[[str, str], None],
    copy: Callable[[], None],
    remove: Callable[[], None],
    paste: Callable[[], None],
) -> None:
    """Fill a menu.

    Args:
        shape: is given an interpolation, or kind of handles, and an empty text for the other one.
    """
    shapes = (translate("Keys", "Smooth"), translate("Keys", "Straight"), translate("Keys", "Stepped"))
    kinds = (
        translate("Keys", "Handles: automatic"),
        translate("Keys", "Handles: straight to the neighbours"),
        translate("Keys", "Handles: aligned"),
        translate("Keys", "Handles: free"),
    )
    for name, title in zip(_SHAPES, shapes, strict=True):
        menu.addAction(title, partial(shape, name, ""))
    menu.addSeparator()
    for name, title in zip(_HANDLES, kinds, strict=True):
        menu.addAction(title, partial(shape, "", name))
    menu.addSeparator()
    menu.addAction(translate("Keys", "Copy keys"), copy)
    menu.addAction(translate("Keys", "Remove keys"), remove)
    for action in menu.actions():
        action.setEnabled(any_picked)
    menu.addAction(translate("Keys", "Paste keys at the playhead"), paste)


def fill_moves_menu(
    menu: QMenu,
    moves: frozenset[Portion],
    portions: frozenset[Portion],
    choose: Callable[[frozenset[Portion]], None],
) -> None:
    """What of an actor's own motion a layer takes the place of: of the portions that it has at least one."""
    menu.addAction(translate("Moves", "In place of the actor it moves")).setEnabled(False)
    for portion in PORTIONS:
        action = _portion(menu, portion, portion in moves & portions)
        action.setEnabled(portion in portions and moves & portions != {portion})
        action.triggered.connect(partial(choose, moves ^ {portion}))


def fill_share_menu(
    menu: QMenu, portions: frozenset[Portion], share: Callable[[frozenset[Portion]], None]
) -> None:
    """Which portions a layer moves, where speech and a performance move a face together; each has one."""
    menu.addAction(translate("Moves", "Of speech and performance, this moves")).setEnabled(False)
    for portion in PORTIONS:
        action = _portion(menu, portion, portion in portions)
        changed = portions ^ {portion}
        action.setEnabled(bool(changed) and len(changed) < len(PORTIONS))
        action.triggered.connect(partial(share, changed))
    menu.addSeparator()
    menu.addAction(translate("Moves", "Without the performance"), partial(share, frozenset()))
    menu.addSeparator()


def _portion(menu: QMenu, portion: Portion, on: bool) -> QAction:
    titles = {
        "mouth": translate("Moves", "Mouth"),
        "face": translate("Moves", "Face and gaze"),
        "head": translate("Moves", "Head"),
    }
    action = menu.addAction(titles[portion])
    action.setCheckable(True)
    action.setChecked(on)
    return action
