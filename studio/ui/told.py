"""What the rooms below the window say, in the person's language.

There, sentences are English and finished: ``There is no file face.png.`` Here the template that such a
sentence was made from is found (``There is no file {0}.``), and what was put into it goes into the template's
translation.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import Formatter
from typing import Final

from studio.ui.sentences import SENTENCES
from studio.ui.words import claused, entitled, in_a_row, listed, translate

_TEMPLATES: Final = tuple(str(text) for text in SENTENCES)
_VAGUE: Final = 4
"""Letters: a template that begins with what is put in, and has no more, is part of a sentence only."""


def in_their_words(text: str) -> str:
    """An English sentence, or some, in the person's language; what nobody translated stays as it is."""
    sample = translate("Told", _TEMPLATES[0])
    return text if sample == _TEMPLATES[0] or not text else _put(text, sample)


@lru_cache(1024)
def _put(text: str, _sample: str) -> str:
    """For each language, which the sample tells, a text is looked for once."""
    return _found(text) or text


def _found(text: str, *, within: bool = False) -> str | None:
    """A text in other words; ``within``: it is part of another. None if it is not known."""
    if (template := _whole().get(text)) is not None:
        return translate("Told", template).format()
    # A pattern would take more than one sentence, too.
    for first, rest in _cuts(text, r"(?<=[.?]) (?=\S)"):
        known = _filled(first, within=False), _found(rest)
        if known[0] is not None and known[1] is not None:
            return in_a_row(part for part in known if part is not None)
    whole = _list(text, within=within) or _filled(text, within=within) or _clauses(text)
    if whole is not None:
        return whole
    for first, rest in _cuts(text, r": "):
        if (last := _found(rest)) is not None:
            return entitled(first, last)
    return None


def _list(text: str, *, within: bool) -> str | None:
    """``A, B, C`` if each is known."""
    parts = [_filled(part, within=within) for part in text.split(", ")]
    known = [part for part in parts if part is not None]
    return listed(known) if len(known) == len(parts) > 1 else None


def _clauses(text: str) -> str | None:
    """``first; second`` if at least the second is known."""
    for first, rest in _cuts(text, r"; "):
        if (last := _found(rest)) is not None:
            return claused(_found(first) or first, last)
    return None


def _filled(text: str, *, within: bool) -> str | None:
    """What is put into a template goes into its translation, and is looked for itself."""
    if (template := _whole().get(text)) is not None:
        return translate("Told", template).format()
    for pattern, template, is_vague in _patterns():
        if (within or not is_vague) and (match := pattern.fullmatch(text)):
            parts = range(1, 1 + len(match.groups()))
            return translate("Told", template).format(*(_part(match, number) for number in parts))
    return None


def _part(match: re.Match[str], number: int) -> str:
    """What was put in, in other words, unless it is a name, which stands in quotation marks."""
    is_name = match.string[: match.start(number)].endswith("“")
    return match[number] if is_name else _found(match[number], within=True) or match[number]


def _cuts(text: str, where: str) -> Iterator[tuple[str, str]]:
    """All ways to cut a text in two."""
    return ((text[: cut.start()], text[cut.end() :]) for cut in re.finditer(where, text))


@lru_cache(1)
def _whole() -> dict[str, str]:
    """Sentences that nothing is put into, and their templates."""
    return {text.format(): text for text in _TEMPLATES if _letters(text)[1] == 1}


@lru_cache(1)
def _patterns() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Templates that something is put into, those that say most first; and whether they say little."""
    found = sorted((text for text in _TEMPLATES if _letters(text)[1] > 1), key=_letters, reverse=True)
    return tuple((_pattern(text), text, text[0] == "{" and _letters(text)[0] <= _VAGUE) for text in found)


def _pattern(template: str) -> re.Pattern[str]:
    parts = Formatter().parse(template)
    return re.compile(
        "".join(re.escape(text) + ("" if name is None else "(.+?)") for text, name, *_ in parts), re.DOTALL
    )


def _letters(template: str) -> tuple[int, int]:
    """How many letters a template has, and in how many parts what is put in divides it."""
    parts = list(Formatter().parse(template))
    letters = sum(letter.isalpha() for text, *_ in parts for letter in text)
    return letters, 1 + sum(name is not None for _, name, *_ in parts)
