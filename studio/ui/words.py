"""Words on the screen that belong to no widget, and those that the rooms below say."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from studio.core import words
from studio.core.words import Said

translate: Final = QCoreApplication.translate


def in_their_words(text: str) -> str:
    """What was said below, in the person's language. What was put into it stays, unless it was said, too."""
    if not isinstance(text, Said):
        return text
    return translate("Told", text.template).format(*map(in_their_words, text.args))


def only_here() -> str:
    """Why a command that only shows something has no twin on the command line."""
    return translate("Commands", "looking is what windows are for")


def called(name: str) -> str:
    """What a renderer, driver or voice is called, by its name; those of plugins as they name them."""
    names = {
        "rig": translate("Names", "Rig"), "gath": "GATH", "gath_hd": "GATH HD",
        "rule": translate("Names", "Rules"), "neural_lipsync": translate("Names", "Neural lip sync"),
        "virtual_anchor": translate("Names", "Virtual anchor"),
    }  # fmt: skip
    return names.get(name, name)


def entitled(title: str, text: str) -> str:
    """``title: text``."""
    return in_their_words(words.entitled(title, text))


def listed(parts: Iterable[str]) -> str:
    """``A, B, C``; nothing for nothing."""
    return in_their_words(words.listed(parts))


def in_a_row(sentences: Iterable[str]) -> str:
    """One sentence after another; nothing for nothing."""
    return in_their_words(words.in_a_row(sentences))


def percent(share: float) -> str:
    """A share, 0–1, as it is read: ``40 %``."""
    return f"{100 * share:.0f} %"


def with_its_key(title: str, key: str) -> str:
    """What a button does, and the key that does the same: ``Loop  (Ctrl+L)``."""
    return f"{title}  ({key})" if key else title
