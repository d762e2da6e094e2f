"""What somebody said, made without a person."""

import numpy as np

from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.corpus.clip import Clip


def opening_clip() -> Clip:
    """A second of silence with a jaw that hangs a little, and a second of sound with an open one."""
    rate = FrameRate.of(25)
    channels = np.zeros((50, len(CHANNELS)), np.float32)
    channels[:, CHANNEL_INDEX["jawOpen"]] = 0.1
    channels[25:, CHANNEL_INDEX["jawOpen"]] = 0.5
    time = np.arange(32_000) / 16_000
    sound = np.where(time > 1, 0.3 * np.sin(2 * np.pi * 150 * time), 0.0).astype(np.float32)
    half = Seconds(1)
    phonemes = (Phoneme("SIL", TimeRange(Seconds(0), half)), Phoneme("AA", TimeRange(half, Seconds(2)), 1))
    still = np.zeros((50, 6), np.float32)
    performance = Performance(rate, channels, still, still[:, :2])
    return Clip("b/c", "abcdef0123", Speech(sound, 16_000, (), phonemes), performance, still[:, :2])
