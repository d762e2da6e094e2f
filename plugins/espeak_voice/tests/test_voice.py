"""The voices: what they say, when, and what they refuse."""

import ast
import sys
from importlib.metadata import entry_points
from itertools import pairwise
from pathlib import Path

import galatea_espeak
import numpy as np
import pytest
from galatea_espeak import German, Mandarin, synthesis
from galatea_espeak.languages import LANGUAGES
from galatea_espeak.voice import EspeakVoice
from sentences import SENTENCES

from studio.api import PHONEMES, DeviceError, Speech, TextUnspeakable, UsageError, Voice

LIPS = frozenset("PBM")
VOICES: dict[str, type[EspeakVoice]] = {
    voice.code: voice for voice in (getattr(galatea_espeak, name) for name in galatea_espeak.__all__)
}
INSTALLED = {entry.name: entry for entry in entry_points(group="galatea.voices")}


def spoken(text: str, code: str = "de", speed: float = 1.0) -> list[Speech]:
    return list(VOICES[code]().speak(text, speed))


def words(pieces: list[Speech]) -> list[str]:
    return [word.text for piece in pieces for word in piece.words]


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_each_language_is_installed_under_its_name(code: str) -> None:
    made: Voice = INSTALLED[f"espeak-{code}"].load()()
    assert made.name == f"espeak-{code}"
    assert code in SENTENCES


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_times_cover_the_whole_length_and_words_are_those_of_the_text(code: str) -> None:
    text, _ = SENTENCES[code]
    pieces = spoken(text, code)
    assert without_spaces("".join(words(pieces))) == without_spaces(text)
    for piece in pieces:
        assert piece.samples.dtype == np.float32
        assert 0.1 < np.abs(piece.samples).max() <= 1.0
        assert piece.phonemes[0].range.start == 0
        assert piece.phonemes[-1].range.end == piece.length
        assert all(before.range.end == after.range.start for before, after in pairwise(piece.phonemes))
        assert all(p.name in PHONEMES and p.range.length > 0 for p in piece.phonemes)
        assert piece.phonemes[0].name == piece.phonemes[-1].name == "SIL"
        assert all(before.range.end <= after.range.start for before, after in pairwise(piece.words))
        bounds = {p.range.start for p in piece.phonemes} | {p.range.end for p in piece.phonemes}
        assert all({word.range.start, word.range.end} <= bounds for word in piece.words)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_lips_shut_as_often_as_the_text_asks(code: str) -> None:
    text, times = SENTENCES[code]
    shut = [p for piece in spoken(text, code) for p in piece.phonemes if p.name in LIPS]
    assert len(shut) == times


def test_that_a_stop_has_its_closure_before_it_is_heard() -> None:
    (piece,) = spoken("Papa")
    stops = [p for p in piece.phonemes if p.name == "P"]
    inner = stops[1].range
    heard = np.abs(piece.samples[int(inner.start * piece.sample_rate) : int(inner.end * piece.sample_rate)])
    assert heard[0] == 0
    assert heard.max() > 0
    assert inner.length > 0.06


def test_that_only_silence_is_called_silence() -> None:
    for piece in spoken("Guten Tag, Herr Schmidt, wie geht es Ihnen heute?"):
        for phoneme in piece.phonemes:
            a, b = (int(t * piece.sample_rate) for t in (phoneme.range.start, phoneme.range.end))
            is_silent = not piece.samples[a:b].any()
            assert is_silent == (phoneme.name == "SIL"), phoneme


def test_that_a_comma_and_a_full_stop_are_pauses() -> None:
    first, second = spoken("Wir kaufen Brot, dann gehen wir heim. Danach essen wir.")
    pauses = [p.range.length for p in first.phonemes[1:-1] if p.name == "SIL"]
    assert len(pauses) == 1
    assert pauses[0] >= 0.1
    assert 0.3 < first.phonemes[-1].range.length + second.phonemes[0].range.length < 0.6


def test_that_the_same_text_sounds_the_same_whatever_was_said_before_and_whatever_the_seed() -> None:
    text = "Guten Morgen, liebe Freunde, es ist sehr schön."
    voice = German()
    (first,) = voice.speak(text)
    spoken("Bonjour, ma chérie.", "fr")
    (again,) = voice.speak(text, seed=7)
    assert np.array_equal(first.samples, again.samples)
    assert first.phonemes == again.phonemes


def test_that_speed_is_kept_and_refused_where_nobody_can_follow() -> None:
    lengths = [
        sum(
            float(p.range.length)
            for p in spoken("Guten Morgen, liebe Freunde.", speed=speed)[0].phonemes[1:-1]
        )
        for speed in (0.5, 1.0, 2.0)
    ]
    assert lengths[0] / lengths[1] == pytest.approx(2.0, rel=0.25)
    assert lengths[1] / lengths[2] == pytest.approx(2.0, rel=0.25)
    for speed in (0.4, 9.0, float("nan")):
        with pytest.raises(UsageError):
            German().speak("Hallo", speed)


def test_that_the_first_sentence_is_there_before_the_second_is_spoken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    say = synthesis.Synthesis.say

    def noted(self: synthesis.Synthesis, text: str, flags: int = 1) -> synthesis.Sound:
        asked.append(text)
        return say(self, text, flags)

    monkeypatch.setattr(synthesis.Synthesis, "say", noted)
    pieces = German().speak("Der erste Satz. Der zweite Satz. Der dritte Satz.")
    assert asked == []
    next(pieces)
    assert asked == ["Der erste Satz."]


def test_that_a_voice_that_is_let_go_ends_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int | None] = []
    leave = synthesis.Synthesis.__exit__

    def noted(self: synthesis.Synthesis, *error: object) -> None:
        leave(self, *error)
        ended.append(self._process.returncode)

    monkeypatch.setattr(synthesis.Synthesis, "__exit__", noted)
    pieces = German().speak("Der erste Satz. Der zweite Satz.")
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert len(ended) == 1
    assert ended[0] is not None


def test_that_two_voices_can_speak_in_turns() -> None:
    german, chinese = German().speak("Eins. Zwei. Drei."), Mandarin().speak("一。二。三。")
    both = [piece for pair in zip(german, chinese, strict=True) for piece in pair]
    assert words(both) == ["Eins.", "一。", "Zwei.", "二。", "Drei.", "三。"]


@pytest.mark.parametrize(
    "text", ["", "  \n ", "\0\x01\x1b", "\ud800", "😀😀 ❤️", "🇩🇪", "... !?", "你好世界", "Привет мир"]
)
def test_that_a_text_without_anything_to_say_is_refused_in_words(text: str) -> None:
    with pytest.raises(TextUnspeakable) as caught:
        German().speak(text)
    assert caught.value.hint
    assert caught.value.message.isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hallo 😀 你好, Welt ♥!", "Hallo Welt"),
        ("a\ud800b \0 gut", "ab gut"),
        ("[[h@l'oU]] <break/> &amp;", "[[h@l'oU]] <break/> &amp;"),
        ("1️⃣ Haus", "1️⃣ Haus"),
        ("Dr. Müller kam am 25. Mai, z. B. um 12:30 Uhr.", "Dr. Müller kam am 25. Mai, z. B. um 12:30 Uhr."),
        ("x" * 200, " ".join(["x" * 80, "x" * 80, "x" * 40])),
        ("9" * 120, " ".join(["9" * 80, "9" * 40])),
    ],
)
def test_that_odd_texts_are_read_as_far_as_they_can_be(text: str, expected: str) -> None:
    assert words(spoken(text)) == expected.split()


def test_that_words_stay_in_order_where_espeak_goes_back() -> None:
    (piece,) = spoken("11 5,5-9.... und 5", "uk")
    assert words([piece]) == ["11", "5,5-9....", "und", "5"]
    assert all(before.range.end <= after.range.start for before, after in pairwise(piece.words))


def test_that_a_sentence_of_many_words_is_cut() -> None:
    pieces = spoken("und wieder " * 120)
    assert len(pieces) > 3
    assert len(words(pieces)) == 240
    assert all(piece.length < 40 for piece in pieces)
    chinese = spoken("我们去北京" * 100, "zh")
    assert len(chinese) > 1
    assert "".join(words(chinese)) == "我们去北京" * 100


def test_that_an_abbreviation_is_said_in_full_and_ends_no_sentence() -> None:
    (piece,) = spoken("Dr. Müller")
    names = [p.name for p in piece.phonemes]
    assert names[1:7] == ["D", "AO", "K", "T", "UH", "G"]  # Doktor
    assert "SIL" not in names[1:-1]


def test_that_a_text_at_which_espeak_breaks_down_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("print('{}', flush=True)\nopen(0, 'rb', 0).read(8)\n")
    monkeypatch.setattr(synthesis, "__file__", str(tmp_path / "synthesis.py"))
    with pytest.raises(TextUnspeakable, match="broke down"):
        spoken("Hallo")


def test_that_a_missing_library_and_a_missing_voice_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(DeviceError, match="no voice xx"), synthesis.Synthesis("xx", 175):
        pass
    monkeypatch.setattr(
        synthesis.espeakng_loader, "get_library_path", lambda: str(tmp_path / "libespeak-ng.so")
    )
    with pytest.raises(DeviceError, match="missing"):
        German()


def test_that_nothing_of_the_studio_is_imported_but_its_api() -> None:
    files = sorted(Path(galatea_espeak.__file__).parent.glob("*.py"))
    named = {(file.name, name) for file in files for name in _imports(file)}
    assert len(files) > 5
    assert {name for _, name in named if name.partition(".")[0] == "studio"} == {"studio.api"}
    outside = {name.partition(".")[0] for file, name in named if file == "child.py"}
    assert outside <= sys.stdlib_module_names


def _imports(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [
                f"{node.module}.{alias.name}" if node.module == "studio" else node.module or ""
                for alias in node.names
            ]
    return found
