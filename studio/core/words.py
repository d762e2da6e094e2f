"""What is said to a person: English that still knows its template, so that it can be said in any language.

    raise FileMissing(Said("There is no file {0}.", file), Said("Check the name and the folder."))

A template is a literal: ``python -m studio.ui.gathering`` finds it where it is used.
"""

from collections.abc import Iterable
from functools import reduce


class Said(str):
    """A sentence, or a part of one.

    It is its English, wherever a text is expected, and ``str()`` of it, or of an error that was given it, is
    the same value. What is made of it (a slice, a sum, an f-string) is plain text: put it into a template
    instead.

    Attributes:
        template: with ``{0}``, ``{1}`` … where something is put in.
        args: what is put in. What was said itself is translated, too; all else, such as a name, is plain
            text and stays as it is.
    """

    __slots__ = ("args", "template")

    template: str
    args: tuple[str, ...]

    def __new__(cls, template: str, *args: object) -> "Said":
        texts = tuple(str(each) for each in args)
        made = super().__new__(cls, template.format(*texts))
        made.template, made.args = template, texts
        return made

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[type["Said"], tuple[str, ...]]:
        return Said, (self.template, *self.args)


def entitled(title: object, text: object) -> str:
    """``title: text``."""
    return Said("{0}: {1}", title, text)


def listed(parts: Iterable[str]) -> str:
    """``A, B, C``; nothing for nothing."""
    return reduce(lambda before, last: Said("{0}, {1}", before, last), list(parts) or [""])


def either(parts: Iterable[str]) -> str:
    """``A``, ``A or B``, ``A, B or C``; nothing for nothing."""
    *before, last = list(parts) or [""]
    return Said("{0} or {1}", listed(before), last) if before else last


def in_a_row(sentences: Iterable[str]) -> str:
    """One sentence after another, without those that are empty; nothing for nothing."""
    return reduce(lambda before, last: Said("{0} {1}", before, last), list(filter(None, sentences)) or [""])
