"""Every sound of every language has a mouth, and the right one."""

import pytest
from galatea_espeak import mouths
from galatea_espeak.languages import LANGUAGES
from galatea_espeak.mouths import mouths_of
from galatea_espeak.synthesis import PHONEME, Synthesis
from inventory import letters_of

from studio.api import PHONEMES


def names(sound: str, language: str = "en") -> str:
    return " ".join(mouth.name for mouth in mouths_of(sound, LANGUAGES[language].mouths))


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_phoneme_that_espeak_has_for_a_language_is_known(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessed: list[str] = []
    known = mouths._guessed

    def noted(letter: str) -> str:
        if name := known(letter):
            guessed.append(letter)
        return name

    monkeypatch.setattr(mouths, "_guessed", noted)
    heard = set()
    with Synthesis(LANGUAGES[code].voice, 175) as espeak:
        for letters in letters_of(LANGUAGES[code].voice):
            sound = espeak.say_phonemes(letters)
            heard |= {event.symbol for event in sound.events if event.kind == PHONEME and event.symbol}
    assert len(heard) > 50
    for symbol in heard:
        assert all(mouth.name in PHONEMES for mouth in mouths_of(symbol, LANGUAGES[code].mouths))
    assert guessed == []


@pytest.mark.parametrize(
    ("sound", "language", "expected"),
    [
        ("ˈyː", "de", "UW"), ("øː", "de", "UH"), ("œ", "de", "AO"), ("ç", "de", "Y"), ("x", "de", "K"),
        ("pf", "de", "P F"), ("ts", "de", "T S"), ("ɔø", "de", "OY"), ("ʊɐ", "de", "UH AH"), ("ɾ", "de", "G"),
        ("ɔ̃", "fr", "UH"), ("ɛ̃", "fr", "AE"), ("ɑ̃", "fr", "AA"), ("e", "fr", "IH"), ("ʁ", "fr", "G"),
        ("e", "es", "EH"), ("β", "es", "B"), ("r", "es", "D"), ("θ", "es", "TH"), ("ʎ", "es", "Y"),
        ("tɕh", "zh", "T S HH"), ("ts.h", "zh", "CH HH"), ("iɑu", "zh", "Y AW"), ("onɡ", "zh", "UH NG"),
        ("y", "zh", "UW"), ("o-", "zh", "AH"), ("ˈi.", "zh", "IH"), ("y", "ru", "IH"), ("r̝̊", "cs", "SH"),
        ("ɑːɹ", "en", "AA R"), ("aɪɚ", "en", "AY ER"), ("əl", "en", "AH L"), ("ɹ", "en", "R"),
        ("β", "uk", "V"), ("y", "pt", "IY"), ("yɪ", "ro", "IH"), ("ø", "tr", "UW"), ("ɐ", "ko", "AA"),
    ],
)  # fmt: skip
def test_that_sounds_have_the_nearest_mouth(sound: str, language: str, expected: str) -> None:
    assert names(sound, language) == expected


def test_that_no_language_names_a_phoneme_that_the_studio_does_not_have() -> None:
    named = {name for each in LANGUAGES.values() for names in each.mouths.values() for name in names.split()}
    assert named <= set(PHONEMES)


def test_that_stress_is_read_and_stands_on_the_first_vowel() -> None:
    assert [(m.name, m.stress) for m in mouths_of("ˈɪə")] == [("IH", 1), ("AH", 0)]
    assert [(m.name, m.stress) for m in mouths_of("ˌjuː")] == [("Y", 0), ("UW", 2)]


def test_that_the_parts_of_a_sound_fill_it() -> None:
    for sound in ("ˈiɑu", "ts", "əl", "ɛ̃", "a"):
        assert sum(mouth.share for mouth in mouths_of(sound)) == pytest.approx(1.0)


def test_that_marks_are_passed_over_and_unknown_letters_have_a_mouth() -> None:
    assert names("tʲ") == "T"
    assert names("bʰ") == "B"
    assert names("a˥˩") == "AA"
    assert names("ʲ") == ""
    assert names("ꬳ") == "AH"  # LATIN SMALL LETTER BARRED E
    assert names("ж") == "HH"
