from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import Speech
from studio.core.time import FrameRate
from studio.core.timeline import rows_of, slots_in
from studio.core.units import CHANNEL_INDEX
from studio.engine.neural_lipsync_driver import (
    MOVES,
    NeuralLipsync,
    channels_of,
    load_generator,
    moves_of,
    save_generator,
)
from studio.engine.speaking.ensemble import driven
from studio.nets.neural_lipsync import LipsyncConfig, generator_of

RATE = FrameRate.of(25)


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> NeuralLipsync:
    """With weights that nobody taught."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("net") / "lips.safetensors"
    save_generator(path, generator_of(LipsyncConfig(mouth=len(MOVES), width=16)))
    return NeuralLipsync(path)


def spoken(seconds: float, rate: int = 24_000) -> Speech:
    time = np.arange(int(seconds * rate)) / rate
    tone = 0.3 * np.sin(2 * np.pi * 150 * time) * np.sin(2 * np.pi * 2 * time) ** 2
    return Speech((tone + 0.001 * np.cos(1e4 * time)).astype(np.float32), rate)


def pieces_of(speech: Speech, length: int) -> Iterator[Speech]:
    for first in range(0, len(speech.samples), length):
        yield Speech(speech.samples[first : first + length], speech.sample_rate)


def whole(driver: NeuralLipsync, pieces: Iterator[Speech]) -> Performance:
    return Performance.joined(driver.drive(pieces, RATE), RATE)


@pytest.mark.parametrize("length", [100, 977, 24_000])
def test_that_speech_in_pieces_moves_the_mouth_as_the_whole_does(driver: NeuralLipsync, length: int) -> None:
    speech = spoken(1.9)
    at_once, in_pieces = whole(driver, iter([speech])), whole(driver, pieces_of(speech, length))
    np.testing.assert_allclose(in_pieces.channels, at_once.channels, atol=2e-4)


@pytest.mark.parametrize("seconds", [0.01, 0.31, 2.0])
def test_that_the_performance_is_as_long_as_the_speech(driver: NeuralLipsync, seconds: float) -> None:
    speech = spoken(seconds)
    assert len(whole(driver, iter([speech]))) == RATE.count_in(speech.length)


def test_that_frames_come_before_the_speech_has_ended(driver: NeuralLipsync) -> None:
    speech, heard = spoken(3.0), []

    def told() -> Iterator[Speech]:
        for piece in pieces_of(speech, 2_400):
            heard.append(piece)
            yield piece

    first = next(piece for piece in driver.drive(told(), RATE) if len(piece))
    assert len(first) >= 1
    assert len(heard) < 15  # of 30: what it looks ahead, and what the resampler keeps


def test_that_it_waits_no_longer_than_it_says(driver: NeuralLipsync) -> None:
    assert driver.ahead is not None
    assert float(driver.ahead) <= 0.2


def test_that_nothing_but_the_mouth_moves(driver: NeuralLipsync) -> None:
    rows = rows_of(whole(driver, iter([spoken(1.0)])))
    assert rows[:, slots_in(frozenset(("mouth",)))].any()
    assert not rows[:, slots_in(frozenset(("face", "head")))].any()


def test_that_any_frame_rate_can_be_had(driver: NeuralLipsync) -> None:
    rate = FrameRate.of("30000/1001")
    speech = spoken(2.0)
    performance = Performance.joined(driven(driver, iter([speech]), rate), rate)
    assert abs(len(performance) - rate.count_in(speech.length)) <= 1


def test_that_nothing_to_hear_is_refused_in_words(driver: NeuralLipsync) -> None:
    with pytest.raises(NoSpeech, match="nothing to speak"):
        list(driver.drive(iter([]), RATE))


def test_that_both_sides_of_a_mouth_move_alike() -> None:
    moves = np.zeros((1, len(MOVES)), np.float32)
    moves[0, list(MOVES).index("mouthSmile")] = 0.4
    channels = channels_of(moves)
    assert channels[0, CHANNEL_INDEX["mouthSmileLeft"]] == channels[0, CHANNEL_INDEX["mouthSmileRight"]]
    np.testing.assert_allclose(moves_of(channels), moves, atol=1e-6)


@pytest.mark.parametrize("kind", ["tcn", "lstm", "bilstm"])
def test_that_a_stored_network_gives_what_it_gave(kind: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = generator_of(LipsyncConfig(kind, mouth=3, width=16)).eval().half().float()
    save_generator(tmp_path / "net.safetensors", net)
    again = load_generator(tmp_path / "net.safetensors")
    x = torch.randn(1, net.window + 8, 40)
    assert torch.equal(again(x), net(x))
