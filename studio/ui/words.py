"""Words on the screen that belong to no widget."""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate


def only_here() -> str:
    """Why a command that only shows something has no twin on the command line."""
    return translate("Commands", "looking is what windows are for")


def entitled(title: str, text: str) -> str:
    """``title: text``."""
    return translate("Words", "{0}: {1}").format(title, text)


def claused(first: str, second: str) -> str:
    """``first; second``."""
    return translate("Words", "{0}; {1}").format(first, second)


def listed(parts: Iterable[str]) -> str:
    """``A, B, C``; nothing for nothing."""
    return _joined(translate("Words", "{0}, {1}"), parts)


def in_a_row(sentences: Iterable[str]) -> str:
    """One sentence after another; nothing for nothing."""
    return _joined(translate("Words", "{0} {1}"), sentences)


def _joined(two: str, parts: Iterable[str]) -> str:
    return reduce(two.format, [*parts] or [""])
