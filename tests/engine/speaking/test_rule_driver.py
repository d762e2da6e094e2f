"""The rule driver: lips that shut, silence that is still, eyes that blink, and the same again for a seed."""

from collections.abc import Sequence

import numpy as np
import pytest

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import PHONEMES, Phoneme, Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.speaking.articulation import Score, articulate
from studio.engine.speaking.figures import life, talking
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.speaking.tags import read_tags, with_tags
from studio.engine.speaking.visemes import PHONEME_VISEMES, VISEMES, spread
from studio.engine.speaking.voice_hibari import HibariVoice
from studio.evaluate.life import QUARTILES

MOUTH = [
    i
    for i, name in enumerate(CHANNELS)
    if name.startswith(("mouth", "jaw", "lips", "tongue")) and not name.startswith("mouthSmile")
]
"""What speech moves; smiles come by chance."""
OPENERS = [
    CHANNEL_INDEX[name]
    for name in ("mouthFunnel", "lipsUpperOpen", "lipsLowerOpen", "mouthUpperUpLeft", "mouthLowerDownLeft")
]
RATE = FrameRate.of(25)


def driven(speech, rate, seed=0):
    (whole,) = RuleDriver().drive(speech, rate, seed)
    return whole


def value(performance: Performance, name: str) -> np.ndarray:
    return performance.channels[:, CHANNEL_INDEX[name]]


def opening(performance: Performance) -> np.ndarray:
    """What parts the lips, by channel; 0 when they touch."""
    jaw = value(performance, "jawOpen") - value(performance, "mouthClose")
    return np.asarray(jaw + performance.channels[:, OPENERS].sum(1))


def phonemes(names: str, seconds_each: float, start: float = 0.0) -> tuple[Phoneme, ...]:
    step = Seconds(round(seconds_each * 1000), 1000)
    at = [Seconds(round(start * 1000), 1000) + i * step for i in range(len(names.split()) + 1)]
    return tuple(Phoneme(n, TimeRange(a, b), 1) for n, a, b in zip(names.split(), at, at[1:], strict=False))


def speech_of(parts: Sequence[Phoneme]) -> Speech:
    return Speech(np.zeros(int(parts[-1].range.end * 16_000), np.float32), 16_000, (), tuple(parts))


@pytest.mark.parametrize("rate", ["24", "25", "29.97", "60"])
def test_that_lips_shut_at_every_p_b_and_m(mary: Speech, rate: str) -> None:
    performance = driven(iter([mary]), FrameRate.of(rate))
    parted = opening(performance)
    shown = [
        performance.rate.index_at((p.range.start + p.range.end) / 2) for p in mary.phonemes if p.name in "PBM"
    ]
    assert len(shown) == 5
    assert parted[shown].max() < 1e-6
    assert np.percentile(parted, 90) > 0.5


def test_that_even_a_very_short_closure_is_seen() -> None:
    for shift in np.arange(0.0, 0.04, 0.005):
        parts = [*phonemes("SIL AA", 0.5), *phonemes("B", 0.012, 1.0 + shift), *phonemes("AA SIL", 0.5, 1.1)]
        performance = driven(iter([speech_of(parts)]), RATE)
        assert opening(performance).min(initial=1, where=np.arange(len(performance)) > 20) < 1e-6


def test_that_the_lower_lip_tucks_at_f_and_the_jaw_nearly_shuts_at_s() -> None:
    performance = driven(iter([speech_of(phonemes("SIL AA F AA S AA SIL", 0.2))]), RATE)
    assert value(performance, "mouthRollLower")[12] > 0.3
    assert value(performance, "jawOpen")[12] < 0.08
    assert value(performance, "jawOpen")[22] < 0.09
    assert value(performance, "jawOpen")[7] > 0.2


def test_that_lips_round_before_the_sound_does() -> None:
    performance = driven(iter([speech_of(phonemes("SIL IY T UW SIL", 0.2))]), RATE)
    pucker = value(performance, "mouthPucker")
    assert pucker[14] > 0.2  # 0.58 s; UW begins at 0.6
    assert pucker[14] > pucker[12] > pucker[8]


def test_that_a_closed_mouth_stays_closed_in_silence(voice: HibariVoice) -> None:
    pieces = list(voice.speak("My mother came home.\n\nPlease sit."))
    performance = driven(iter(pieces), RATE)
    seam = pieces[0].length
    since = float(seam - pieces[0].phonemes[-1].range.length) + 0.16
    until = float(seam + pieces[1].phonemes[0].range.length) - 0.16
    times = (np.arange(len(performance)) + 0.5) / 25
    silent = (times > since) & (times < until)
    assert silent.sum() > 8
    assert not performance.channels[silent][:, MOUTH].any()
    assert not performance.channels[[0, -1]][:, MOUTH].any()
    assert performance.head[silent].std(0)[:3].max() > 0  # the head lives on


def test_that_vowels_open_the_mouth_as_people_do() -> None:
    for name in ("AA", "AE"):
        performance = driven(iter([speech_of(phonemes(f"SIL T {name} T SIL", 0.16))]), RATE)
        assert 0.35 < value(performance, "jawOpen").max() < 0.65


def test_that_a_seed_gives_the_same_performance_and_another_a_different_one(mary: Speech) -> None:
    one, same, other = (driven(iter([mary]), RATE, seed) for seed in (3, 3, 4))
    for name in ("channels", "head", "gaze"):
        assert np.array_equal(getattr(one, name), getattr(same, name))
    assert np.array_equal(one.channels[:, MOUTH], other.channels[:, MOUTH])
    assert not np.array_equal(one.head, other.head)


def test_that_pieces_and_the_whole_move_alike(voice: HibariVoice) -> None:
    pieces = list(voice.speak("I know. You do not."))
    performance = driven(iter(pieces), FrameRate.of("30000/1001"))
    length = sum((piece.length for piece in pieces), Seconds(0))
    assert len(performance) == performance.rate.count_in(length)


def test_that_people_blink_as_often_as_people_do() -> None:
    silent_minutes = speech_of(phonemes("SIL", 240.0))
    for seed in range(3):
        performance = driven(iter([silent_minutes]), RATE, seed)
        lids = value(performance, "eyeBlinkLeft")
        count = int(((lids[1:] > 0.5) & (lids[:-1] <= 0.5)).sum())
        assert 0.2 <= count / 240 <= 0.4
        assert (lids > 0.99).sum() >= count  # each is fully shut in a frame
        assert np.abs(performance.head[:, :3]).max() < 14
        assert np.abs(performance.gaze).max() < 18


def test_that_a_question_raises_the_brows(voice: HibariVoice) -> None:
    asked, said = (driven(voice.speak(f"You are coming{sign}"), RATE) for sign in ("?", "."))
    assert value(asked, "browInnerUp").max() > 0.2
    assert value(asked, "browInnerUp").max() > value(said, "browInnerUp").max()


def test_that_tags_add_their_units_over_their_words(voice: HibariVoice) -> None:
    tagged = read_tags("We said [AU12=2.5]hello there[/] to them.")
    (piece,) = voice.speak(tagged.text)
    plain = value(driven(iter([piece]), RATE), "mouthSmileLeft")
    smiling = value(with_tags(driven(iter([piece]), RATE), tagged, piece.words), "mouthSmileLeft")
    hello, there = piece.words[2:4]
    inside = slice(RATE.index_at(hello.range.start) + 1, RATE.index_at(there.range.end))
    assert np.allclose((smiling - plain)[inside], 0.5, atol=1e-6)
    assert not (smiling - plain)[: RATE.index_at(hello.range.start) - 4].any()


def test_that_nothing_to_speak_is_refused() -> None:
    with pytest.raises(NoSpeech):
        driven(iter([]), RATE)


def test_that_every_phoneme_has_a_viseme_and_every_viseme_a_face() -> None:
    assert set(PHONEME_VISEMES) == set(PHONEMES)
    assert set(PHONEME_VISEMES.values()) == set(VISEMES)
    assert len(VISEMES) == 15
    assert VISEMES["sil"] == {}
    assert VISEMES["PP"]["mouthClose"] == VISEMES["PP"]["jawOpen"]
    for targets in VISEMES.values():
        assert set(targets) <= set(CHANNELS)


def test_that_a_head_leads_its_own_life_as_much_as_real_speakers_do(voice: HibariVoice) -> None:
    """Between the quartiles of real speakers: in the median of five seeds, for each figure."""
    speech = list(
        voice.speak("We had hoped to find the old mill before the rain came down. But nobody knew the road!")
    )
    samples = np.concatenate([piece.samples for piece in speech])
    found = []
    for seed in range(5):
        performance = driven(iter(speech), RATE, seed)
        heard = talking(samples, speech[0].sample_rate, len(performance), 25.0)
        found.append(life(performance, heard))
    for name, (low, high) in QUARTILES.items():
        if name not in ("head velocity, speech over pause", "blinks a second"):  # too few in six seconds
            assert 0.8 * low <= np.median([figures[name] for figures in found]) <= 1.2 * high, name


def test_that_lips_open_before_the_sound_and_shut_with_it() -> None:
    spoken = [*phonemes("SIL AA AA B AA AA SIL", 0.2)]
    performance = driven(iter([speech_of(spoken)]), FrameRate.of(100))
    jaw, parted = value(performance, "jawOpen"), opening(performance)
    assert jaw[20:60].argmax() + 20 < 45  # the first vowels last from 0.2 s to 0.6 s
    shut = np.flatnonzero(parted < 1e-6)
    assert abs(shut[(shut > 40) & (shut < 90)].mean() / 100 - 0.7) < 0.02


def test_that_the_vowel_that_stands_out_most_opens_the_mouth_farther() -> None:
    """By more than its loudness does: a decibel alone is one part in a hundred."""
    score = Score.of(phonemes("AA AA AA AA", 0.4), np.repeat([-20.0, -20.0, -19.0, -20.0], 40))
    assert score.prominence.argmax() == 2
    jaw = spread(articulate(score, np.arange(0.0, 1.6, 0.04)))[:, CHANNEL_INDEX["jawOpen"]]
    assert jaw[22:28].max() > 1.1 * jaw[2:8].max()
