"""Alignment: against a voice that knows its own times, and with sound that is not what it should be."""

import difflib

import numpy as np
import pytest
import soxr

from studio.core.errors import NoSpeech
from studio.core.speech import Cue, Speech
from studio.core.time import Seconds, TimeRange
from studio.engine.speaking import alignment
from studio.engine.speaking.alignment import _heard_within, align, align_pieces, segments
from studio.engine.speaking.envelope import loudness
from studio.engine.speaking.voice_hibari import HibariVoice


def differences(own: Speech, found: Speech) -> np.ndarray:
    """Seconds between the starts of phonemes that both have, in order."""
    a = [p for p in own.phonemes if p.name != "SIL"]
    b = [p for p in found.phonemes if p.name != "SIL"]
    blocks = difflib.SequenceMatcher(
        None, [p.name for p in a], [p.name for p in b], False
    ).get_matching_blocks()
    pairs = [(a[i + k], b[j + k]) for i, j, n in blocks for k in range(n)]
    assert len(pairs) > 0.75 * len(a)
    return np.array([float(x.range.start - y.range.start) for x, y in pairs])


def covers(speech: Speech) -> bool:
    joined = zip(speech.phonemes, speech.phonemes[1:], strict=False)
    ends = speech.phonemes[0].range.start == 0 and speech.phonemes[-1].range.end == speech.length
    return ends and all(a.range.end == b.range.start for a, b in joined)


def test_that_a_spoken_sentence_is_found_where_the_voice_put_it(mary: Speech) -> None:
    found = align(mary.samples, mary.sample_rate, "Mary bought five beautiful peaches at the market.")
    assert [w.text for w in found.words] == [w.text for w in mary.words]
    assert np.median(np.abs(differences(mary, found))) < 0.025
    assert covers(found)


def test_that_telephone_sound_is_aligned_too(mary: Speech) -> None:
    telephone = soxr.resample(mary.samples, mary.sample_rate, 8000)
    found = align(telephone, 8000, "Mary bought five beautiful peaches at the market.")
    assert len(found.words) == 8
    assert np.median(np.abs(differences(mary, found))) < 0.04


def test_that_words_no_dictionary_knows_are_aligned(voice: HibariVoice) -> None:
    text = "Galatea met Zorblaxian 42 times in Brzeczyslaw."
    (own,) = voice.speak(text)
    found = align(own.samples, own.sample_rate, text)
    assert [w.text for w in found.words] == text.split()
    assert np.median(np.abs(differences(own, found))) < 0.04


def test_that_without_a_transcript_there_are_phonemes_by_ear(mary: Speech) -> None:
    by_ear: list[TimeRange] = []
    found = align(mary.samples, mary.sample_rate, None, by_ear.append)
    assert found.words == ()
    assert sum(p.name != "SIL" for p in found.phonemes) > 20
    assert by_ear == [TimeRange(Seconds(0), mary.length)]
    assert covers(found)
    assert found.phonemes[-1].name == "SIL"


def right(own: Speech, found: Speech) -> float:
    """The share of hundredths of a second in which a phoneme is found that was said."""
    times = [Seconds(i, 100) for i in range(int(own.length * 100))]
    said, heard = ([_at(speech, time) for time in times] for speech in (own, found))
    return float(np.mean([a == b for a, b in zip(said, heard, strict=True)]))


def _at(speech: Speech, time: Seconds) -> str:
    return next(p.name for p in speech.phonemes if p.range.start <= time < p.range.end)


def test_that_words_that_nobody_wrote_down_are_guessed_for_their_sounds(
    mary: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessed = align(mary.samples, mary.sample_rate)
    by_ear = align(mary.samples, mary.sample_rate, guessing=False)
    assert right(mary, guessed) > right(mary, by_ear) + 0.05
    assert guessed.words == ()


def test_that_where_a_guess_is_in_doubt_there_is_the_ear(
    mary: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Peaches sound like no windows; what the ear hears there is right here, and elsewhere it is not."""

    def names(speech: Speech) -> list[str]:
        return [p.name for p in speech.phonemes if p.name != "SIL"]

    wrong = alignment._transcribed("Mary bought five beautiful windows at the market")
    monkeypatch.setattr(alignment._Listener, "_written", lambda self, _: self.spell(wrong))
    by_ear = align(mary.samples, mary.sample_rate, guessing=False)
    told = names(align(mary.samples, mary.sample_rate, "Mary bought five beautiful peaches at the market."))
    assert names(align(mary.samples, mary.sample_rate)) == told
    assert names(by_ear) != told
    monkeypatch.setattr(alignment, "_DOUBTED", -1000.0)
    assert "W" in names(align(mary.samples, mary.sample_rate)), "or the test would prove nothing"


def test_that_noise_is_not_taken_for_words() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 32_000).astype(np.float32)
    listener = alignment._Listener()
    pcm = alignment._pcm(noise, 16_000)
    assert listener.guess(pcm, listener.hear(pcm)) is None


def test_that_a_wrong_transcript_is_noticed_and_the_lips_follow_the_sound(mary: Speech) -> None:
    by_ear: list[TimeRange] = []
    found = align(mary.samples, mary.sample_rate, "Nothing of this was ever said by anyone.", by_ear.append)
    assert by_ear
    assert sum(p.name != "SIL" for p in found.phonemes) > 20


def test_that_a_long_recording_is_cut_at_pauses_and_every_word_keeps_its_place(voice: HibariVoice) -> None:
    text = (
        "The harbour was quiet that morning. Two old boats lay side by side. Nobody spoke for a while. "
        "Then my brother picked up the rope, and we began to pull. It was heavier than it looked. "
        "Above us a single gull was crying. We worked until noon, and nothing moved. "
        "At last the big wheel turned. I remember how happy we were."
    )
    pieces = list(voice.speak(text))
    samples = np.concatenate([piece.samples for piece in pieces])
    starts = np.cumsum([0.0, *(float(piece.length) for piece in pieces)])
    own = [float(w.range.start) + s for piece, s in zip(pieces, starts, strict=False) for w in piece.words]
    aligned = list(align_pieces(samples, 24_000, text))
    assert len(aligned) > 1
    assert not any(piece.by_ear for piece in aligned)
    assert all(piece.speech.length <= 20 for piece in aligned)
    found = [float(w.range.start + piece.range.start) for piece in aligned for w in piece.speech.words]
    assert len(found) == len(own)
    assert np.max(np.abs(np.subtract(found, own))) < 0.15


def test_that_sound_without_any_pause_is_still_cut() -> None:
    level = loudness(np.random.default_rng(0).normal(0, 0.1, 60 * 8000).astype(np.float32), 8000)
    cuts = segments(level)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(level)
    assert all(0 < b - a <= 2000 for a, b in cuts)


SAID = (
    "The harbour was quiet that morning.",
    "Two old boats lay side by side.",
    "Nobody spoke for a while.",
    "Then my brother picked up the rope.",
)


@pytest.fixture(scope="module")
def four(voice: HibariVoice) -> tuple[np.ndarray, list[TimeRange]]:
    """Four sentences with pauses, and where each of them is."""
    pieces = [piece for text in SAID for piece in voice.speak(text)]
    ends = np.cumsum([len(piece.samples) for piece in pieces])
    starts = [0, *ends[:-1]]
    ranges = [
        TimeRange(Seconds(int(a), 24_000), Seconds(int(b), 24_000)) for a, b in zip(starts, ends, strict=True)
    ]
    return np.concatenate([piece.samples for piece in pieces]), ranges


def test_that_a_transcript_is_told_to_misfit_only_where_it_does(
    four: tuple[np.ndarray, list[TimeRange]],
) -> None:
    samples, ranges = four
    wrong = [SAID[0], "We have never seen such heavy rain in June.", SAID[2], SAID[3]]
    for text in (" ".join(wrong), " ".join([SAID[0], *SAID[2:]])):
        by_ear: list[TimeRange] = []
        found = align(samples, 24_000, text, by_ear.append)
        assert [word.text for word in found.words] == " ".join([SAID[0], *SAID[2:]]).split()
        assert by_ear
        assert all(ranges[1].start - 0.3 <= part.start < part.end <= ranges[1].end + 0.3 for part in by_ear)
        assert covers(found)
        inside = [p for p in found.phonemes if p.name != "SIL" and ranges[1].holds(p.range.start)]
        assert len(inside) > 10, "the lips follow the sound there"


def test_that_a_sentence_that_nobody_says_costs_no_other_its_words(
    four: tuple[np.ndarray, list[TimeRange]],
) -> None:
    by_ear: list[TimeRange] = []
    text = " ".join([*SAID[:2], "And the dog barked.", *SAID[2:]])
    found = align(four[0], 24_000, text, by_ear.append)
    assert [word.text for word in found.words] == " ".join(SAID).split()
    assert not by_ear


def test_that_the_times_of_subtitles_tell_which_words_are_meant(
    four: tuple[np.ndarray, list[TimeRange]],
) -> None:
    samples, ranges = four
    again = np.concatenate([samples, samples])
    length = Seconds(len(samples), 24_000)
    # Of what is said twice only the second time has words, and only its second and fourth sentence.
    cues = [Cue(SAID[i], ranges[i].moved(length + Seconds(1, 5))) for i in (1, 3)]
    text = " ".join(cue.text for cue in cues)
    found = align(again, 24_000, text, None, cues=cues)
    assert [word.text for word in found.words] == text.split()
    assert all(ranges[1].start + length <= word.range.start for word in found.words)
    assert ranges[3].moved(length).holds(found.words[-1].range.start)
    assert covers(found)


def test_that_subtitles_of_another_cut_are_used_without_their_times(
    four: tuple[np.ndarray, list[TimeRange]],
) -> None:
    samples, ranges = four
    cues = [Cue(text, part.moved(Seconds(60))) for text, part in zip(SAID, ranges, strict=True)]
    found = align(samples, 24_000, " ".join(SAID), cues=cues)
    assert [word.text for word in found.words] == " ".join(SAID).split()


@pytest.mark.parametrize("samples", [np.zeros(0), np.ones(1), np.zeros(16_000), np.full(16_000, 0.5)])
def test_that_silence_is_no_speech(samples: np.ndarray) -> None:
    with pytest.raises(NoSpeech):
        align(samples.astype(np.float32), 16_000, "Hello.")


@pytest.mark.parametrize("count", [100, 480, 4800, 96_000])
def test_that_sound_that_is_no_voice_does_not_fail(count: int) -> None:
    tone = 0.3 * np.sin(2 * np.pi * 200 * np.arange(count) / 16_000)
    assert covers(align(tone.astype(np.float32), 16_000, "Hello there."))


def test_that_a_stop_stretched_over_a_pause_is_heard_at_its_end() -> None:
    pauses = [(591, 608)]
    assert _heard_within(pauses, [("B", 590, 608), ("IY", 608, 614)]) == [("B", 600, 608), ("IY", 608, 614)]
    assert _heard_within(pauses, [("AH", 580, 590), ("P", 590, 608)])[-1] == ("P", 590, 591)
    assert _heard_within(pauses, [("B", 605, 612), ("IY", 612, 620)])[0] == ("B", 605, 612)
    assert _heard_within(pauses, [("B", 620, 628), ("IY", 628, 640)])[0] == ("B", 620, 628)
