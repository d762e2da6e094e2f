"""From a text as written to what espeak is given: pieces of a sentence each, and where its words are.

espeak reads numbers, dates and abbreviations itself. What it should not read is left out here: emoji,
invisible and control characters (some of which command it), and letters of scripts that the language does
not have, which it would spell by name.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from galatea_espeak.languages import Language

End = Literal["clause", "sentence", "paragraph"]

_PARAGRAPHS: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WIDE_STOPS: Final = "。！？；，、：…"
_AFTER_WIDE_STOP: Final = re.compile(rf"(?<=[{_WIDE_STOPS}])(?![{_WIDE_STOPS}”’」』）》.!?]|$)")
_CLOSING: Final = "\"'”’»«“)]}」』）》"
_SENTENCE: Final = re.compile(r"[.!?…。！？؟।॥]$")
_CLAUSE: Final = re.compile(r"[,;:—–…，、；：]$")
_LONGEST: Final = 300
"""Letters in a piece; a longer sentence is cut after a clause, or else between words."""
_LONGEST_WORD: Final = 80
"""Letters in a word; espeak's own room for one ends at 160 bytes."""
_SIGNS: Final = frozenset("°™©®")
_SEEN: Final = frozenset(("So", "Cs", "Cf", "Co", "Cn", "Cc", "Me"))
"""Unicode categories that are looked at and not read."""
_JOINERS: Final = frozenset("\u200c\u200d")
"""They shape letters in some scripts, and emoji; read are only the first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a piece.

    Attributes:
        written: as in the text.
        start: its first letter in the piece's text.
        is_read: there is something in it to say.
    """

    written: str
    start: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What is spoken at once: a sentence, or a part of a long one.

    Attributes:
        text: what espeak is given; one line.
        end: what ends with it.
    """

    text: str
    words: tuple[Word, ...]
    end: End

    def word_at(self, position: int) -> int:
        """Which word a letter belongs to; a space belongs to the one after it."""
        position += self.text[position : position + 1] == " "  # where espeak begins a word after a full stop
        return max(0, bisect_right([word.start for word in self.words], position) - 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is never taken apart: a word, or what stands between two marks where there are no spaces.

    Attributes:
        said: what of it is read.
        gap: what parts it from the one before, " " or "".
    """

    written: str
    said: str
    gap: str

    @property
    def is_read(self) -> bool:
        return any(c.isalnum() for c in self.said)


def pieces(text: str, language: Language) -> Iterator[Piece]:
    """A text in pieces that have something to say; none if nothing in it can be said."""
    for paragraph in _PARAGRAPHS.split(text):
        sentences = _sentences(list(_parts(paragraph, language)), language)
        found = [run for run in sentences if any(part.is_read for part in run)]
        for i, sentence in enumerate(found):
            cut = list(_cut(sentence))
            for j, run in enumerate(cut):
                ends_sentence, ends_paragraph = j == len(cut) - 1, i == len(found) - 1
                end: End = "paragraph" if ends_paragraph else "sentence"
                yield _piece(run, end if ends_sentence else "clause")


def _parts(paragraph: str, language: Language) -> Iterator[_Part]:
    """The parts of a paragraph from which something is left."""
    cut = " " if language.is_spaced else ""
    for word in unicodedata.normalize("NFC", paragraph.encode("utf-8", "ignore").decode()).split():
        gap = " "
        for run in _AFTER_WIDE_STOP.split(word):
            for i in range(0, len(run), _LONGEST_WORD):
                written = run[i : i + _LONGEST_WORD]
                if said := _said(written, language):
                    yield _Part(written, said, cut if i else gap)
                    gap = ""


def _said(word: str, language: Language) -> str:
    """What of a word is read."""
    plain = "".join(chr(ord(c) - 0xFEE0) if _is_wide_latin(c) else c for c in word)
    return "".join(
        c for i, c in enumerate(plain)
        if (language.knows(c) if c.isalnum() else _is_read(c, plain[i - 1 : i]))
    )  # fmt: skip


def _is_wide_latin(character: str) -> bool:
    """A letter or digit in full width (U+FF10–FF5A)."""
    return "\uff10" <= character <= "\uff5a" and character.isalnum()


def _is_read(character: str, before: str) -> bool:
    """Whether a mark is given to espeak: punctuation, signs, and marks on letters."""
    if character in _JOINERS:
        return before.isalpha() or unicodedata.category(before or " ").startswith("M")
    kind = unicodedata.category(character)
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    is_skin_tone = kind == "Sk" and not character.isascii()
    return character in _SIGNS or not (kind in _SEEN or is_selector or is_skin_tone)


def _sentences(parts: list[_Part], language: Language) -> Iterator[list[_Part]]:
    sentence: list[_Part] = []
    for i, part in enumerate(parts):
        following = parts[i + 1].said if i + 1 < len(parts) else ""
        ends = not following or _ends_sentence(part.said, following, language)
        said = _in_full(part.said, language)
        if not ends and part.said.endswith("."):
            # espeak takes a full stop for the end of a sentence unless a small letter follows.
            said = said[:-1] if following[0].isdigit() and not _bare(said).isdigit() else said
            parts[i + 1] = replace(parts[i + 1], said=following[0].lower() + following[1:])
        sentence.append(replace(part, said=said))
        if ends:
            yield sentence
            sentence = []


def _bare(word: str) -> str:
    """A word without the full stop and the brackets around it, in small letters."""
    return word.rstrip(_CLOSING + ",;:").removesuffix(".").lstrip("([{\"'“„«¿¡").casefold()


def _in_full(word: str, language: Language) -> str:
    """An abbreviation that espeak does not know, as it is said."""
    bare = _bare(word)
    full = language.abbreviations.get(bare) if "." in word else None
    return re.sub(re.escape(bare), full, word, count=1, flags=re.IGNORECASE) if full else word


def _ends_sentence(word: str, following: str, language: Language) -> bool:
    """Whether a sentence ends between two words; abbreviations and ordinals end none."""
    core = word.rstrip(_CLOSING)
    if not _SENTENCE.search(core) or following.lstrip(_CLOSING)[:1].islower():
        return False
    if not core.endswith(".") or core.endswith(".."):
        return True
    bare = _bare(core)
    is_ordinal = bare.isdigit() and language.counts_with_stops
    is_initial = len(bare) == 1 and bare.isalpha()
    return not (is_ordinal or is_initial or bare in language.abbreviations)


def _cut(sentence: list[_Part]) -> Iterator[list[_Part]]:
    """Runs of at most ``_LONGEST`` letters, cut after the last clause that fits."""
    run: list[_Part] = []
    for part in sentence:
        if run and sum(len(each.said) + 1 for each in run) + len(part.said) > _LONGEST:
            ends = [i for i, each in enumerate(run, 1) if _CLAUSE.search(each.said)]
            end = ends[-1] if ends else len(run)
            yield run[:end]
            run = run[end:]
        run.append(part)
    yield run


def _piece(run: list[_Part], end: End) -> Piece:
    text, words = "", []
    for part in run:
        text += part.gap if text else ""
        words.append(Word(part.written, len(text), part.is_read))
        text += part.said
    return Piece(text, tuple(words), end)
