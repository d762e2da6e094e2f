"""The languages: espeak's name of each, its scripts, and where its mouths and its full stops are its own."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from galatea_espeak.mouths import Mouths


@dataclass(frozen=True, slots=True)
class Language:
    """One language that can be spoken.

    Attributes:
        code: as in the voice's name, ``espeak-de``.
        name: in English, for messages.
        voice: what espeak calls it.
        scripts: how the Unicode names of its letters begin, besides Latin.
        is_spaced: words have spaces between them.
        counts_with_stops: "3." is "third" and does not end a sentence.
        abbreviations: in small letters without their full stop, which ends no sentence, and how each is
            said where espeak does not know it.
        mouths: where they are not the common ones.
    """

    code: str
    name: str
    voice: str
    scripts: tuple[str, ...] = ()
    is_spaced: bool = True
    counts_with_stops: bool = False
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    mouths: Mouths = field(default_factory=dict)

    def knows(self, letter: str) -> bool:
        """Whether a letter or digit can be read aloud in this language."""
        return letter.isascii() or unicodedata.name(letter, "").startswith(_EVERYWHERE + self.scripts)


_EVERYWHERE: Final = (
    "LATIN",
    "SUPERSCRIPT",
    "SUBSCRIPT",
    "VULGAR FRACTION",
    "MICRO",
    "FEMININE",
    "MASCULINE",
)


def _mouths(**groups: str) -> Mouths:
    """``UH="o ɔ̃"`` gives both sounds the mouth UH; ``Y_AA`` is two phonemes."""
    return MappingProxyType({
        unicodedata.normalize("NFD", sound): names.replace("_", " ")
        for names, sounds in groups.items()
        for sound in sounds.split()
    })  # fmt: skip


def _short(words: str) -> Mapping[str, str]:
    """``prof dr=doktor``: two abbreviations, of which espeak knows the first; _ is a space."""
    pairs = (word.partition("=") for word in words.split())
    return MappingProxyType({short: said.replace("_", " ") for short, _, said in pairs})


_ALL: Final = (
    Language(
        "cs", "Czech", "cs", counts_with_stops=True,
        abbreviations=_short(
            "např tzv=takzvaný tj=to_jest mj atd apod dr=doktor ing=inženýr mgr=magistr "
            "prof=profesor doc sv=svatý č=číslo"
        ),
        # é and ó are short e and o held longer; ť and ď are made with the tongue's blade.
        mouths=_mouths(EH="eː", AO="oː", T="c", D="ɟ"),
    ),
    Language(
        "de", "German", "de", counts_with_stops=True,
        abbreviations=_short(
            "dr=Doktor prof=Professor hr=Herr hrn=Herrn fr=Frau nr=Nummer str=Straße st=Sankt etc ca=circa "
            "bzw=beziehungsweise usw=und_so_weiter evtl=eventuell ggf=gegebenenfalls inkl=inklusive "
            "vgl=vergleiche abs=Absatz tel=Telefon mio=Millionen mrd=Milliarden bd=Band geb=geboren "
            "dipl=Diplom ing=Ingenieur"
        ),
        # The German r is made at the uvula, though espeak rolls it.
        mouths=_mouths(G="r ɾ"),
    ),
    Language(
        "el", "Greek", "el", ("GREEK",),
        abbreviations=_short("κ=κύριος κα=κυρία δρ=δόκτωρ π.χ=παραδείγματος_χάριν βλ=βλέπε σελ=σελίδα"),
        # Greek χ before e and i.
        mouths=_mouths(Y="ç"),
    ),
    Language(
        "en", "English", "en-us",
        abbreviations=_short(
            "mr mrs ms dr prof st no vs etc e.g i.e jr sr rev gen col capt lt sgt fig=figure"
        ),
        # What falls to schwa or ends in r is two sounds.
        mouths=_mouths(IY_AH="iə", AY_AH="aɪə", AY_ER="aɪɚ", AA_R="ɑːɹ", AO_R="ɔːɹ oːɹ"),
    ),
    Language(
        "es", "Spanish", "es",
        abbreviations=_short(
            "sr sra srta=señorita dr dra ud uds d=don dña=doña prof=profesor núm=número "
            "pág=página av=avenida sta=santa"
        ),
    ),
    Language(
        "fi", "Finnish", "fi", counts_with_stops=True,
        abbreviations=_short(
            "esim=esimerkiksi mm=muun_muassa ym=ynnä_muuta yms tri=tohtori prof=professori nro=numero"
        ),
        # No close and open e and o: long ones are as open as short ones.
        mouths=_mouths(EH="eː", AO="oː"),
    ),
    Language(
        "fr", "French", "fr",
        abbreviations=_short(
            "m=monsieur mm=messieurs mme mlle=mademoiselle dr pr=professeur st ste=sainte "
            "av=avenue bd=boulevard"
        ),
        # é and au are close; on is the most rounded of the nasals, in is open and spread, un a little
        # rounded; the e that falls silent elsewhere rounds the lips.
        mouths=_mouths(IH="e", UH="o ɔ̃", AE="ɛ̃", ER="œ̃ ə"),
    ),
    Language(
        "hi", "Hindi", "hi", ("DEVANAGARI",),
        abbreviations=_short("डॉ=डॉक्टर"),
        # c and j are affricates, but without the pushed lips of English.
        mouths=_mouths(T_S="c", D_Z="ɟ"),
    ),
    Language(
        "hu", "Hungarian", "hu", counts_with_stops=True,
        abbreviations=_short("dr prof pl stb kb=körülbelül ill=illetve ún=úgynevezett"),
        # Short a is rounded; ty and gy are made with the tongue's blade.
        mouths=_mouths(AO="ɑ", T="c", D="ɟ"),
    ),
    Language(
        "it", "Italian", "it",
        abbreviations=_short(
            "sig=signor sigg=signori dott=dottor dr prof=professor ing=ingegner avv=avvocato "
            "ecc=eccetera pag=pagina"
        ),
    ),
    # ㅏ is as open as any a.
    Language("ko", "Korean", "ko", ("HANGUL",), mouths=_mouths(AA="ɐ")),
    Language(
        "nl", "Dutch", "nl",
        abbreviations=_short(
            "dhr=de_heer mevr=mevrouw mw=mevrouw dr=dokter prof=professor nr "
            "bijv=bijvoorbeeld enz st=sint ca=circa"
        ),
    ),
    Language(
        "pl", "Polish", "pl", counts_with_stops=True,
        abbreviations=_short(
            "np tzn tj dr prof mgr=magister inż=inżynier ul=ulica al=aleja św=święty "
            "nr=numer godz=godzina itd"
        ),
    ),
    Language(
        "pt", "Portuguese", "pt-br",
        abbreviations=_short(
            "sr=senhor sra=senhora srta=senhorita dr dra prof=professor profa=professora "
            "av=avenida pág=página"
        ),
        # The unstressed e and a at the end of a word, in Brazil nearly i and a schwa.
        mouths=_mouths(IY="y", AH="æ"),
    ),
    Language(
        "ro", "Romanian", "ro",
        abbreviations=_short("dl=domnul dna=doamna dr=doctor prof=profesor nr=numărul str=strada pag=pagina"),
        # â and î before a glide, which espeak names as if they were rounded.
        mouths=_mouths(IH="yɪ", IH_UH="yʊ"),
    ),
    Language(
        "ru", "Russian", "ru", ("CYRILLIC",),
        abbreviations=_short(
            "т д др пр г ул=улица им=имени стр=страница см=смотри рис=рисунок тыс=тысяч "
            "млн=миллионов проф=профессор"
        ),
        # ы, which espeak names as if it were a rounded ü.
        mouths=_mouths(IH="y"),
    ),
    Language(
        "sv", "Swedish", "sv",
        abbreviations=_short(
            "t.ex=till_exempel bl.a=bland_annat dr=doktor prof=professor nr=nummer kl=klockan ca"
        ),
    ),
    Language(
        "tr", "Turkish", "tr", counts_with_stops=True,
        abbreviations=_short(
            "dr=doktor prof=profesör doç=doçent av=avukat vb=ve_benzeri bkz=bakınız "
            "cad=caddesi sok=sokak"
        ),
        # ü and ö are as close as in German, though espeak names them more open.
        mouths=_mouths(UW="ø", UH="œ"),
    ),
    Language(
        "uk", "Ukrainian", "uk", ("CYRILLIC", "MODIFIER LETTER APOSTROPHE"),
        abbreviations=_short(
            "т д ін р вул=вулиця ім=імені стор=сторінка див=дивись рис=рисунок тис=тисяч "
            "млн=мільйонів проф=професор"
        ),
        # в is between v and w; the lips never shut for it.
        mouths=_mouths(V="β"),
    ),
    Language(
        "zh", "Mandarin", "cmn", ("CJK UNIFIED", "IDEOGRAPHIC"), is_spaced=False,
        # What stands before a more open vowel glides to it; e is not rounded, whatever espeak's name for it;
        # the vowel of zhi and zi is made with the teeth together; er curls the tongue.
        mouths=_mouths(
            Y_AA="iɑ ia", Y_AW="iɑu", Y_EH="iɛ", Y_OW="io iou", Y_UH="yu",
            W_AA="uɑ ua", W_AY="uai", W_AH="uə", W_EY="uei", W_AO="uo", W_AE="yæ", W_EH="yɛ",
            UW_IH="yi", UW_AH="yə", UH_NG="onɡ", AH="o-", IH="i. i̪", ER="ər",
        ),
    ),
)  # fmt: skip

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType({each.code: each for each in _ALL})
"""By code."""
