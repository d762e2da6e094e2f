"""Voices for Galatea Studio that speak twenty languages through espeak-ng.

Each class is a voice of the studio (entry points ``espeak-cs`` … ``espeak-zh`` in ``galatea.voices``).
"""

from galatea_espeak.voice import EspeakVoice

__all__ = [
    "Czech",
    "Dutch",
    "English",
    "Finnish",
    "French",
    "German",
    "Greek",
    "Hindi",
    "Hungarian",
    "Italian",
    "Korean",
    "Mandarin",
    "Polish",
    "Portuguese",
    "Romanian",
    "Russian",
    "Spanish",
    "Swedish",
    "Turkish",
    "Ukrainian",
]


class Czech(EspeakVoice):
    code = "cs"


class Dutch(EspeakVoice):
    code = "nl"


class English(EspeakVoice):
    """English, as in America."""

    code = "en"


class Finnish(EspeakVoice):
    code = "fi"


class French(EspeakVoice):
    """French, as in France."""

    code = "fr"


class German(EspeakVoice):
    code = "de"


class Greek(EspeakVoice):
    code = "el"


class Hindi(EspeakVoice):
    code = "hi"


class Hungarian(EspeakVoice):
    code = "hu"


class Italian(EspeakVoice):
    code = "it"


class Korean(EspeakVoice):
    code = "ko"


class Mandarin(EspeakVoice):
    """Mandarin, in Chinese characters."""

    code = "zh"


class Polish(EspeakVoice):
    code = "pl"


class Portuguese(EspeakVoice):
    """Portuguese, as in Brazil."""

    code = "pt"


class Romanian(EspeakVoice):
    code = "ro"


class Russian(EspeakVoice):
    code = "ru"


class Spanish(EspeakVoice):
    """Spanish, as in Spain."""

    code = "es"


class Swedish(EspeakVoice):
    code = "sv"


class Turkish(EspeakVoice):
    code = "tr"


class Ukrainian(EspeakVoice):
    code = "uk"
