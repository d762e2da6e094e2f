"""The driver that reads words: tokens, what a frame is told, chance, from rest to rest."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange, seconds
from studio.core.units import CHANNEL_INDEX, FACS_17
from studio.engine.speaking.word_vectors import WordVectors, save_vectors
from studio.engine.virtual_anchor_driver import (
    UNITS,
    Anchor,
    Chance,
    Script,
    VirtualAnchorDriver,
    bolder,
    load_anchor,
    performance_of,
    save_anchor,
    tokens_of,
)
from studio.nets.virtual_anchor import AnchorConfig, VirtualAnchor

RATE = FrameRate.of(25)
WORDS = ("we", "saw", "the", "sea")


def table() -> WordVectors:
    return WordVectors.of(WORDS, np.random.default_rng(0).standard_normal((len(WORDS), 200)))


def chance(size: float = 0.3) -> Chance:
    past = np.tile(np.array([[1.5], [-0.6]], np.float32), (1, UNITS))
    return Chance(past, size * np.eye(UNITS, dtype=np.float32))


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> VirtualAnchorDriver:
    """With weights that nobody taught."""
    folder = tmp_path_factory.mktemp("anchor")
    torch.manual_seed(0)
    net = VirtualAnchor(AnchorConfig(width=16)).eval()
    ones = np.ones(UNITS, np.float32)
    save_anchor(folder / "a.safetensors", Anchor(net, 0.5 * ones, ones, chance()))
    save_vectors(folder / "w.safetensors", table())
    return VirtualAnchorDriver(folder / "a.safetensors", folder / "w.safetensors")


def word(text: str, start: float, end: float) -> Word:
    return Word(text, TimeRange(seconds(start), seconds(end)))


def speech(start: float = 0.3, count: int = 4, length: float = 2.5) -> Speech:
    words = tuple(word(text, start + 0.4 * i, start + 0.4 * i + 0.38) for i, text in enumerate(WORDS[:count]))
    return Speech(np.zeros(int(length * 16_000), np.float32), 16_000, words)


def whole(driver: VirtualAnchorDriver, *pieces: Speech, seed: int = 0) -> Performance:
    return Performance.joined(driver.drive(iter(pieces), RATE, seed), RATE)


def test_that_words_and_silences_follow_one_another_without_a_gap() -> None:
    tokens = tokens_of(speech().words, (), 2.5)
    assert [t.text for t in tokens] == ["", *WORDS, ""]
    assert tokens[0].start == 0.0
    assert tokens[-1].end == 2.5
    for before, after in pairwise(tokens):
        assert before.end == after.start


def test_that_what_nobody_wrote_down_is_cut_into_words_that_nobody_knows() -> None:
    heard = [
        Phoneme("SIL", TimeRange(seconds(0), seconds(0.5))),
        Phoneme("AA", TimeRange(seconds(0.5), seconds(1.5))),
    ]
    tokens = tokens_of((), heard, 2.0)
    assert [bool(t.text) for t in tokens] == [False, True, True, False]
    assert not any(t.text in table() for t in tokens)


def test_that_a_frame_is_told_its_word_and_its_place_in_it() -> None:
    script = Script.of(tokens_of(speech().words, (), 2.5), table(), 62, RATE)
    assert script.now.tolist() == sorted(script.now.tolist())
    assert np.allclose(script.words[1], table().vector("we"), atol=1e-3)
    inside = np.flatnonzero(script.now == 1)
    assert (np.diff(script.place[inside, 3]) > 0).all()
    assert (np.diff(script.place[inside, 4]) < 0).all()
    assert script.facts[:, 1].tolist() == [1, 0, 0, 0, 0, 1]


def test_that_the_performance_is_as_long_as_the_speech_and_begins_and_ends_at_rest(driver) -> None:
    done = whole(driver, speech())
    assert len(done) == RATE.count_in(Seconds(5, 2))
    assert not done.channels[[0, -1]].any()
    assert not done.head[[0, -1]].any()
    assert done.channels[20:40].max() > 0
    assert np.abs(done.head[20:40]).max() > 0


def test_that_pieces_and_the_whole_move_alike_and_a_seed_gives_the_same_again(driver) -> None:
    first, second = speech(), speech(0.1, 2, 1.0)
    moved = tuple(Word(w.text, w.range.moved(first.length)) for w in second.words)
    joined = Speech(np.concatenate([first.samples, second.samples]), 16_000, first.words + moved)
    in_pieces, at_once = whole(driver, first, second, seed=3), whole(driver, joined, seed=3)
    assert np.allclose(in_pieces.channels, at_once.channels, atol=1e-5)
    assert not np.allclose(whole(driver, joined, seed=4).channels, at_once.channels, atol=1e-3)


def test_that_a_minute_neither_freezes_nor_runs_away(driver) -> None:
    words = tuple(word(WORDS[i % 4], 0.2 + 0.4 * i, 0.55 + 0.4 * i) for i in range(148))
    done = whole(driver, Speech(np.zeros(60 * 16_000, np.float32), 16_000, words))
    speed = np.abs(np.diff(done.head[:, :3], axis=0)).mean(1)
    assert 0.5 < speed[1250:1450].mean() / speed[50:250].mean() < 2.0
    assert np.abs(done.head).max() < 20


def test_that_nothing_to_speak_is_refused(driver) -> None:
    with pytest.raises(NoSpeech):
        list(driver.drive(iter(()), RATE))


def test_that_chance_moves_as_what_it_was_fitted_to() -> None:
    truth = chance().drawn(4000, np.random.default_rng(0))
    again = Chance.fitted([truth]).drawn(4000, np.random.default_rng(1))
    for measure in (np.std, lambda x, axis: np.diff(x, axis=axis).std(axis)):
        assert np.allclose(measure(again, axis=0) / measure(truth, axis=0), 1.0, atol=0.25)


def test_that_chance_forgets_even_if_what_it_was_fitted_to_ran_away() -> None:
    runs_away = (1.02 ** np.arange(300))[:, None] * np.ones((1, UNITS), np.float32)
    drawn = Chance.fitted([runs_away.astype(np.float32)]).drawn(5000, np.random.default_rng(0))
    assert np.abs(drawn[4000:]).max() < 10 * np.abs(drawn[:1000]).max() + 1


def test_that_what_is_quick_goes_farther_and_what_is_slow_stays() -> None:
    times = np.arange(500) / 25
    slow, quick = np.sin(2 * np.pi * 0.2 * times), np.sin(2 * np.pi * 4.0 * times)
    drawn = bolder(np.stack([slow, quick, np.ones(500)], 1).astype(np.float32))
    assert np.abs(drawn[20:-20, 0]).max() == pytest.approx(1.0, abs=0.01)
    assert 1.4 < np.abs(drawn[20:-20, 1]).max() < 1.75
    np.testing.assert_allclose(drawn[:, 2], 1.0, atol=1e-6)


def test_that_no_chance_adds_nothing() -> None:
    assert not Chance.none(UNITS).drawn(50, np.random.default_rng(0)).any()


def test_that_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    net = VirtualAnchor(AnchorConfig(width=16)).eval()
    mean, deviation = np.arange(UNITS, dtype=np.float32), np.ones(UNITS, np.float32)
    save_anchor(tmp_path / "a.safetensors", Anchor(net, mean, deviation, chance()))
    back = load_anchor(tmp_path / "a.safetensors")
    assert np.array_equal(back.mean, mean)
    assert np.array_equal(back.chance.throw, chance().throw)
    for name, x in net.state_dict().items():
        assert torch.allclose(back.net.state_dict()[name], x, atol=1e-2), name


def test_that_units_move_the_channels_that_they_are_made_of() -> None:
    values = np.zeros((60, UNITS), np.float32)
    values[:, [unit.name for unit in FACS_17.units].index("AU26")] = 2.5
    values[:, -3] = 7.0
    done = performance_of(values)
    assert done.channels[30, CHANNEL_INDEX["jawOpen"]] > 0.3
    assert done.head[30, 0] == pytest.approx(7.0)
