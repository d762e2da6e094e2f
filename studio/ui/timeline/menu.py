"""Menus: what can be done with keys that are selected, in lines and curves; which phoneme it should be."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from studio.core.speech import PHONEMES
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
