"""Menus of the timeline: what can be done with selected keys, which phoneme it is, what a layer moves."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from studio.core.speech import PHONEMES
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


def fill_phoneme_menu(menu: QMenu, now: str, chosen: Callable[[str], None]) -> None:
    """Fill a menu with all phonemes; the one that it is ``now`` is checked."""
    for name in PHONEMES:
        action = menu.addAction(name, partial(chosen, name))
        action.setCheckable(True)
        action.setChecked(name == now)


def fill_moves_menu(
    menu: QMenu, moves: frozenset[Portion], choose: Callable[[frozenset[Portion]], None]
) -> None:
    """What of an actor's own motion a layer takes the place of: of three at least one."""
    titles = {
        "mouth": translate("Moves", "Mouth"),
        "face": translate("Moves", "Face and gaze"),
        "head": translate("Moves", "Head"),
    }
    menu.clear()
    menu.addAction(translate("Moves", "In place of the actor it moves")).setEnabled(False)
    for portion in PORTIONS:
        action = menu.addAction(titles[portion])
        action.setCheckable(True)
        action.setChecked(portion in moves)
        action.setEnabled(moves != {portion})
        action.triggered.connect(partial(choose, moves ^ {portion}))
