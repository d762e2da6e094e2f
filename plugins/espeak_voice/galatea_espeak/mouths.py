"""What the mouth does at each sound of any language: IPA as espeak writes it → the studio's phonemes.

The studio's phonemes are those of American English, but here each is only the mouth that it makes: P, B, M
shut the lips, F, V tuck the lower lip, UW rounds and closes, UH and AO round with a more open jaw, S and
Z keep the teeth together and the lips apart, SH and ZH keep them together and push the lips forward, T, D, N
and L lift the tongue's tip, K, G and NG its back, and HH leaves the mouth to its neighbours. So a sound is
given the phoneme whose lips, jaw and tongue are nearest, whatever it would sound like in English.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from studio.api import PHONEMES

Mouths = Mapping[str, str]
"""A string of IPA without stress → phonemes, with spaces between them."""

VOWELS: Final = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())

_VOWELS: Final = {
    "i": "IY", "ɪ": "IH", "ᵻ": "IH", "ɛ": "EH", "ε": "EH", "æ": "AE", "a": "AA", "ɑ": "AA",
    "ə": "AH", "ɐ": "AH", "ʌ": "AH", "ɘ": "AH", "ɤ": "AH",
    "ɔ": "AO", "ɒ": "AO", "u": "UW", "ʊ": "UH",
    # Between IY and EH, and between UW and AO: short ones are mid in most languages and as open as EH and
    # AO; long ones (German Leben, Boot) are close.
    "e": "EH", "eː": "IH", "o": "AO", "oː": "UH",
    # Rounded in front: the tongue is that of IY and EH, but the lips are those of UW, UH and AO.
    "y": "UW", "ʏ": "UH", "ø": "UH", "œ": "AO", "ɶ": "AO",
    # Rounded in the middle (Swedish hus and full, Dutch put).
    "ʉ": "UW", "ɵ": "UH", "ɞ": "AO",
    # Not rounded, though further back (Russian ы, Turkish ı, Korean 으): lips spread, jaw nearly shut.
    "ɨ": "IH", "ɯ": "IH",
    # English with its r: lips a little rounded. A bare ɜ is espeak's German -er, which is not.
    "ɚ": "ER", "ɝ": "ER", "ɜː": "ER", "əɹ": "ER", "ɜ": "AH",
    "aɪ": "AY", "ai": "AY", "aːɪ": "AY", "aʊ": "AW", "au": "AW", "ɑu": "AW", "ɑʊ": "AW", "ʌʊ": "AW",
    "eɪ": "EY", "ei": "EY", "ɛɪ": "EY", "ɛi": "EY", "oʊ": "OW", "ou": "OW", "əʊ": "OW", "ɔʊ": "OW",
    "ɔɪ": "OY", "oɪ": "OY", "oi": "OY", "ɔi": "OY",
    # German eu ends rounded; its way there is that of OY.
    "ɔø": "OY", "ɔʏ": "OY",
}  # fmt: skip

_CONSONANTS: Final = {
    "p": "P", "b": "B", "m": "M", "ɓ": "B", "ʙ": "B",
    # Both lips nearly meet (Spanish b between vowels): the shut ones are nearest; a tucked lip is not.
    "ɸ": "P", "β": "B",
    # Lip to teeth, also where it is a nasal (Italian inverno) or an approximant (Hindi, Dutch w).
    "f": "F", "v": "V", "ʋ": "V", "ɱ": "V", "ⱱ": "V", "pf": "P F",
    "θ": "TH", "ð": "DH",
    "t": "T", "d": "D", "n": "N", "l": "L", "ʈ": "T", "ɖ": "D", "ɗ": "D", "ɳ": "N", "ɭ": "L", "ɫ": "L",
    "ɬ": "L", "ɮ": "L", "ɺ": "L",
    # The tongue's tip strikes or trills behind the teeth and the lips stay as they are; R would push
    # them forward, which only the English r does.
    "r": "D", "ɾ": "D", "ɽ": "D", "ɹ": "R", "ɻ": "R",
    # Czech ř: a trill with the teeth of ž.
    "r̝": "ZH", "r̝̊": "SH",
    "s": "S", "z": "Z", "ʃ": "SH", "ʒ": "ZH", "ʂ": "SH", "ʐ": "ZH", "s.": "SH", "z.": "ZH",
    "ɧ": "SH", "sx": "SH",
    # x and j of pinyin, Polish ś and ź: the lips are spread, so it is S and not SH.
    "ɕ": "S", "ʑ": "Z",
    "ts": "T S", "dz": "D Z", "tɕ": "T S", "dʑ": "D Z",
    "tʃ": "CH", "dʒ": "JH", "tʂ": "CH", "dʐ": "JH", "ʈʂ": "CH", "ɖʐ": "JH", "ts.": "CH",
    "k": "K", "ɡ": "G", "g": "G", "ŋ": "NG", "nɡ": "NG", "q": "K", "ɢ": "G", "ɴ": "NG", "ɠ": "G", "ʛ": "G",
    # The back of the tongue, nearly shut: German Bach, Spanish jota, Mandarin h; the French r.
    "x": "K", "χ": "K", "ɣ": "G", "ʁ": "G", "ʀ": "G",
    # The middle of the tongue at the palate, lips spread: German ich, Italian gli; ñ is done with N's tongue.
    "j": "Y", "ç": "Y", "ʝ": "Y", "ʎ": "Y", "ɲ": "N", "c": "K", "ɟ": "G",
    "w": "W", "ʍ": "W", "ɥ": "W", "ɰ": "HH",
    # In the throat: the mouth is that of the vowel beside it.
    "h": "HH", "ɦ": "HH", "ħ": "HH", "ʕ": "HH", "ʜ": "HH", "ʢ": "HH", "ʔ": "HH", "?": "HH",
}  # fmt: skip


def _decomposed(mouths: Mouths) -> Mouths:
    return MappingProxyType({unicodedata.normalize("NFD", ipa): names for ipa, names in mouths.items()})


MOUTHS: Final[Mouths] = _decomposed(_VOWELS | _CONSONANTS)
"""For every language that does not say otherwise (``languages``)."""

_STRESS: Final = {"ˈ": 1, "ˌ": 2}
_LONGEST: Final = 4
_STOPS: Final = frozenset("pbtdkɡgqɢcɟʈɖ")


_NONE: Final[Mouths] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mouth:
    """One phoneme of the studio within a sound.

    Attributes:
        stress: 1 or 2 on a stressed vowel.
        share: of the sound's length, 0–1.
    """

    name: str
    stress: int
    share: float


def mouths_of(sound: str, own: Mouths = _NONE) -> tuple[Mouth, ...]:
    """The mouths of one sound as espeak names it; none for a bare mark, which lengthens what comes before.

    The longest known string counts; marks (length, tone, breath, nasality) that are not part of one are
    passed over. A diphthong that the studio does not know is its two vowels, an affricate its two halves; a
    vowel lasts twice as long as what it is joined with. A letter that nobody knows is AH where it is written
    as a vowel, or else HH, which follows its neighbours.

    Args:
        own: how this language differs.
    """
    stress = _STRESS.get(sound[:1], 0)
    names: list[str] = []
    rest = unicodedata.normalize("NFD", sound.lstrip("ˈˌ"))
    while rest:
        size, found = _longest(rest, own)
        names += [name for name in found.split() if name not in names[-1:]]
        rest = rest[size:]
    weights = [2.0 if name in VOWELS else 1.0 for name in names]
    first = next((i for i, name in enumerate(names) if name in VOWELS), -1)
    return tuple(
        Mouth(name, stress if i == first else 0, weight / sum(weights))
        for i, (name, weight) in enumerate(zip(names, weights, strict=True))
    )


def is_stop(sound: str) -> bool:
    """Whether it begins with a closure, which is silent."""
    return sound[:1] in _STOPS


def _longest(text: str, own: Mouths) -> tuple[int, str]:
    """How many letters the first mouth of a string takes, and what it is."""
    for size in range(min(_LONGEST, len(text)), 0, -1):
        for table in (own, MOUTHS):
            if text[:size] in table:
                return size, table[text[:size]]
    return 1, _guessed(text[0])


def _guessed(letter: str) -> str:
    """By the letter's own name: LATIN SMALL LETTER TURNED A is a vowel, a modifier letter is nothing."""
    if unicodedata.category(letter) not in ("Ll", "Lu", "Lo"):
        return ""
    return "AH" if unicodedata.name(letter, "").split(" WITH ")[0][-2:] in _VOWEL_ENDINGS else "HH"


_VOWEL_ENDINGS: Final = frozenset(" " + vowel for vowel in "AEIOUY")

_UNKNOWN: Final = {name for names in MOUTHS.values() for name in names.split()} - set(PHONEMES)
if _UNKNOWN:
    raise ValueError(f"no phoneme is called {sorted(_UNKNOWN)}")
