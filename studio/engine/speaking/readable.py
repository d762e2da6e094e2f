"""What of a text an English voice can read aloud: addresses put into words, other scripts left out.

The voice's own pronouncer reads numbers, dates, money, units and abbreviations well; it spells
Cyrillic letters as nonsense, drops emoji and Chinese without a word, and loses the dots of an
address. This is where that is put right.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from studio.core.errors import TextUnspeakable
from studio.core.words import Said

_ADDRESS: Final = re.compile(
    r"(?P<lead>(?:https?|ftp)://)?"
    r"(?P<host>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+[A-Za-z]{2,})"
    r"(?P<path>/[^\s?#]*)?(?:[?#]\S*)?"
)
_ENDINGS: Final = frozenset(
    "com org net edu gov io co uk de fr info biz ca au tv ly ai eu ch nl dev app".split()
)
"""Endings that make a bare ``name.ending`` an address; those that are English words too are not here."""
_SIGNS: Final = {".": " dot ", "@": " at ", "/": " slash ", "-": " dash ", "_": " underscore ", "+": " plus "}
_DIGITS: Final = re.compile(r"[0-9](?:[,.\u2019']?[0-9]){15,}")
"""More digits than a card number has: nobody says them as one number, and the pronouncer knows no word for
numbers beyond a hundred decillions.
"""
_SPACED: Final = {"№": "number ", "•": ", ", "·": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""}


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as the voice will read it.

    Attributes:
        text: only letters, digits and signs that the voice knows; paragraphs stay apart.
        left_out: the words, as written, that the voice can't say; for telling the person.
    """

    text: str
    left_out: tuple[str, ...]


def readable(text: str) -> Readable:
    """Put a text into a form that can be read aloud.

    Raises:
        TextUnspeakable: nothing is left to say.
    """
    left_out: list[str] = []
    paragraphs = [_paragraph(part, left_out) for part in re.split(r"[\n\r\u2028\u2029]+", text)]
    spoken = "\n".join(part for part in paragraphs if part)
    if not any(c.isalnum() for c in spoken):
        raise _unspeakable(text, left_out)
    return Readable(spoken, tuple(left_out))


def _paragraph(text: str, left_out: list[str]) -> str:
    words = []
    for written in unicodedata.normalize("NFC", text).split():
        word = _without_pictures("".join(_SPACED.get(c, c) for c in _plain_width(written)))
        if any(_is_foreign(c) for c in word):
            left_out.append(written)
            word = "".join(c for c in word[-1:] if c in ".,;:!?")  # its pause stays
        elif not word:
            left_out.append(written)
        words.append(_read_address(_DIGITS.sub(_one_by_one, word)))
    # A pause left by a word that fell out belongs to the word before it.
    return re.sub(r"\s+([.,;:!?…]+)(?=\s|$)", r"\1", " ".join(w for w in words if w))


def _one_by_one(number: re.Match[str]) -> str:
    """The digits of a number, each a word; its point is said, its thousands are not."""
    return " ".join("point" if c == "." else c for c in number[0] if c.isdigit() or c == ".")


def _plain_width(word: str) -> str:
    """Full-width Latin (U+FF01–FF5E) as ordinary characters."""
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in word)


def _without_pictures(word: str) -> str:
    """Without emoji, dingbats, joiners and variation selectors (Unicode So, Sk, Cs, Cf, Co, Cn, M)."""
    kept = "°™®©^`´¨"
    return "".join(c for c in word if c in kept or unicodedata.category(c) not in _PICTURES)


_PICTURES: Final = frozenset(("So", "Sk", "Cs", "Cf", "Co", "Cn", "Cc", "Mn", "Me", "Mc"))


def _is_foreign(character: str) -> bool:
    """A letter or digit outside Latin."""
    if character.isascii() or not character.isalnum():
        return False
    name = unicodedata.name(character, "")
    return not name.startswith(_LATIN)


_LATIN: Final = ("LATIN", "SUPERSCRIPT", "SUBSCRIPT", "VULGAR FRACTION", "MICRO", "FEMININE", "MASCULINE")


def _read_address(word: str) -> str:
    """A web or mail address in words: ``https://www.a.com/b?c=1`` is "a dot com slash b"."""
    core = word.strip("()[]<>\"'“”‘’.,;:!?")
    found = _ADDRESS.fullmatch(core)
    if not core or found is None or not _looks_like_address(found):
        return word
    said = found["host"].removeprefix("www.") + (found["path"] or "").rstrip("/")
    for sign, name in _SIGNS.items():
        said = said.replace(sign, name)
    return word.replace(core, " ".join(said.split()))


def _looks_like_address(found: re.Match[str]) -> bool:
    host = found["host"]
    named = host.rsplit(".", 1)[-1] in _ENDINGS
    return bool(found["lead"]) or "@" in host or host.startswith("www.") or named


def _unspeakable(text: str, left_out: list[str]) -> TextUnspeakable:
    if not text.strip():
        return TextUnspeakable(
            Said("There is no text to speak."), Said("Write a sentence, or give a sound file.")
        )
    shown = " ".join(left_out or text.split())
    shown = shown if len(shown) <= 40 else shown[:40] + "…"
    return TextUnspeakable(
        Said("The voice can't say any of “{0}”: it reads English words and numbers.", shown),
        Said("Write the words in Latin letters, or record them and give the sound file."),
    )
