"""How English is said: written words → the voice's phoneme letters → ARPAbet.

The letters are those of misaki (an IPA with capital letters for diphthongs) as hibari's pronouncer
gives them; ARPAbet is what CMUdict, the aligner and the viseme table use.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hibari import Hibari
from hibari.g2p import G2P
from hibari.g2p.normalize import normalize

VOWELS: Final = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())

_ARPABET: Final = {
    "A": "EY", "I": "AY", "O": "OW", "Q": "OW", "W": "AW", "Y": "OY",
    "ɑ": "AA", "ɒ": "AA", "a": "AE", "æ": "AE", "ɔ": "AO", "o": "AO", "ʌ": "AH", "ɐ": "AH", "ə": "AH",
    "ᵊ": "AH", "ɛ": "EH", "e": "EH", "ɜ": "ER", "ɚ": "ER", "ɪ": "IH", "ᵻ": "IH", "ɨ": "IH", "i": "IY",
    "y": "IY", "ʊ": "UH", "u": "UW", "ɯ": "UW", "ø": "EH", "œ": "EH",
    "b": "B", "ʧ": "CH", "d": "D", "ð": "DH", "f": "F", "ɡ": "G", "h": "HH", "ʤ": "JH", "k": "K",
    "c": "K", "x": "K", "χ": "K", "q": "K", "l": "L", "m": "M", "n": "N", "ɲ": "N", "ŋ": "NG", "p": "P",
    "ɹ": "R", "r": "R", "ɾ": "T", "s": "S", "ʃ": "SH", "ɕ": "SH", "ç": "HH", "t": "T", "T": "T",
    "ʔ": "T", "θ": "TH", "v": "V", "β": "V", "w": "W", "ɥ": "W", "j": "Y", "z": "Z", "ʒ": "ZH",
    "ʣ": "Z", "ʦ": "S", "ʨ": "CH", "ʥ": "JH",
}  # fmt: skip
_STRESS: Final = {"ˈ": 1, "ˌ": 2}
_R_COLOURED: Final = frozenset("əɜ")
CLAUSE_ENDS: Final = frozenset(",;:—…")
SENTENCE_ENDS: Final = frozenset(".!?")
_BREAKS: Final = CLAUSE_ENDS | SENTENCE_ENDS | frozenset(' "()“”')


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as written, and the letters in which the voice is told to say it.

    Attributes:
        text: as written; several written words where they are said as one ("3 km").
        letters: the voice's phoneme letters, with the punctuation that follows.
    """

    text: str
    letters: str

    @property
    def sounds(self) -> bool:
        return any(c in _ARPABET for c in self.letters)


@dataclass(frozen=True, slots=True)
class Sound:
    """One phoneme of a string of letters.

    Attributes:
        name: ARPAbet, or "" for a break: a space or punctuation.
        first, last: which letters of the string it takes, half-open.
    """

    name: str
    stress: int
    first: int
    last: int


def sounds_of(letters: Sequence[str]) -> list[Sound]:
    """Letters → phonemes and breaks, which together take every letter.

    A stress mark and a length mark belong to their vowel; a schwa with r is ER; a letter that has
    no ARPAbet twin lengthens what comes before it.
    """
    found: list[Sound] = []
    stress, begun = 0, 0
    for i, letter in enumerate(letters):
        if letter in _STRESS:
            stress = _STRESS[letter]
            continue
        before = found[-1] if found else None
        if letter in "ɹr" and before and before.last == i == begun and letters[i - 1] in _R_COLOURED:
            found[-1] = Sound("ER", before.stress, before.first, i + 1)
        elif letter in _ARPABET:
            name = _ARPABET[letter]
            found.append(Sound(name, stress if name in VOWELS else 0, begun, i + 1))
            stress = 0 if name in VOWELS else stress
        elif before and letter not in _BREAKS and before.name:
            found[-1] = Sound(before.name, before.stress, before.first, i + 1)
        else:
            found.append(Sound("", 0, begun, i + 1))
        begun = i + 1
    return found


class Pronouncer:
    """English text → how it is said; loads hibari's lexicon (0.4 s) once."""

    def __init__(self, g2p: G2P | None = None) -> None:
        self._g2p = g2p or G2P()

    def words(self, sentence: str) -> list[SpokenWord]:
        """The words of one sentence or paragraph as written, each with how it is said in this place.

        Numbers, dates, abbreviations are put into words first; where that joins or splits written
        words ("5 km", "$5.99") the shortest stretch that fits becomes one word.
        """
        written = sentence.split()
        return list(_rejoined(written, self._groups(normalize(sentence))))

    def _groups(self, text: str) -> list[SpokenWord]:
        """Tokens that stand without a space between them, as one word each."""
        groups: list[SpokenWord] = []
        text_so_far = letters = ""
        for token in self._g2p.phonemize_tokens(self._g2p.tokenize(text)):
            text_so_far += token.text
            letters += token.phonemes or ""
            if token.whitespace:
                groups.append(SpokenWord(text_so_far, letters.strip()))
                text_so_far = letters = ""
        if text_so_far:
            groups.append(SpokenWord(text_so_far, letters.strip()))
        return groups


def _rejoined(written: list[str], spoken: list[SpokenWord]) -> Iterator[SpokenWord]:
    """Give the spoken words their written form back."""
    matcher = difflib.SequenceMatcher(
        None, [_bare(w) for w in written], [_bare(s.text) for s in spoken], False
    )
    waiting: list[str] = []  # letters that were added in front of a word: "#tag" is "hashtag tag"
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or b - a == d - c:
            for text, said in zip(written[a:b], spoken[c:d], strict=True):
                yield SpokenWord(text, " ".join([*waiting, said.letters]))
                waiting = []
        elif tag == "insert":
            waiting = [s.letters for s in spoken[c:d] if s.letters]
        elif d > c:
            letters = " ".join([*waiting, *(s.letters for s in spoken[c:d] if s.letters)])
            yield SpokenWord(" ".join(written[a:b]), letters)
            waiting = []
    if waiting:
        yield SpokenWord("", " ".join(waiting))


def _bare(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum() or c == "'") or word


def arpabet(letters: Iterable[str]) -> tuple[str, ...]:
    """Phoneme names of a string of letters, breaks left out."""
    return tuple(sound.name for sound in sounds_of(tuple(letters)) if sound.name)


def sentences(text: str) -> list[str]:
    """A text cut at the ends of sentences and paragraphs; titles, initials and "No. 5" do not end one."""
    found: list[str] = []
    for sentence in (s.strip() for s in Hibari.split_sentences(text)):
        if found and found[-1].endswith((" No.", " Nos.")) and sentence[0].isdigit():
            found[-1] += " " + sentence
        else:
            found.append(sentence)
    return found
