"""Words on the screen that belong to no widget."""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate


def entitled(title: str, text: str) -> str:
    """``title: text``."""
    return translate("Words", "{0}: {1}").format(title, text)


def listed(parts: Iterable[str]) -> str:
    """``A, B, C``."""
    return reduce(lambda before, part: translate("Words", "{0}, {1}").format(before, part), parts)


def in_a_row(sentences: Iterable[str]) -> str:
    """One sentence after another."""
    return reduce(lambda before, part: translate("Words", "{0} {1}").format(before, part), sentences)
