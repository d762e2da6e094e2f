"""An hour of mixed sound, in small."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.units import CHANNEL_INDEX
from studio.engine.hearing.features import SOUND_RATE
from studio.engine.hearing.without_voice import KINDS
from studio.engine.speaking.rule_driver import RuleDriver
from studio.evaluate.long_sound import RATE, Part, figures_of, mixed

VOICES = [(name, np.full(SOUND_RATE, 0.1, np.float32)) for name in ("anna", "ben")]


def test_that_recordings_pauses_and_all_else_fill_the_time_exactly() -> None:
    parts = list(mixed(VOICES, 60.0))
    assert sum(len(part.samples) for part in parts) == 60 * SOUND_RATE
    assert {part.kind for part in parts} == {"anna", "ben", "pause", *KINDS}
    first, again = (
        (part for part in parts if part.kind == "anna" and len(part.samples) == SOUND_RATE),
        VOICES[0][1],
    )
    heard = next(first).samples
    assert np.array_equal(heard, again)
    assert not np.array_equal(next(first).samples, again), "the next time otherwise"


class Stuck(RuleDriver):
    """A driver whose mouth hangs open and never moves."""

    name = "stuck"
    hears = frozenset(("sound",))

    def drive(self, speech, rate, seed=0, progress=None):
        for piece in super().drive(speech, rate, seed):
            channels = np.zeros_like(piece.channels)
            channels[2:, CHANNEL_INDEX["jawOpen"]] = 0.5  # before that it was shut
            yield replace(piece, channels=channels)


def parts() -> list[Part]:
    noise = np.random.default_rng(0).normal(0, 0.05, 4 * SOUND_RATE).astype(np.float32)
    return [Part("anna", noise), Part("pause", np.zeros(4 * SOUND_RATE, np.float32))]


def test_that_a_mouth_that_hangs_open_is_told_from_one_that_rests() -> None:
    hangs = figures_of(Stuck(), iter(parts()), 8.0)
    assert hangs.mouths["pause"].stuck == 1.0
    assert hangs.mouths["pause"].jaw_mean == pytest.approx(0.5, abs=0.01)
    rests = figures_of(RuleDriver(), iter(parts()), 8.0)
    assert rests.sane
    assert rests.mouths["pause"].jaw_high < 0.05
    assert rests.mouths["pause"].stuck == 0.0
    assert rests.mouths["anna"].seconds == pytest.approx(4.0, abs=1 / float(RATE))
    assert len(rests.memory) == 10
    assert rests.speed > 0


class Mad(RuleDriver):
    """A driver that leaves the range of channels."""

    def drive(self, speech, rate, seed=0, progress=None):
        for piece in super().drive(speech, rate, seed):
            channels = piece.channels.copy()
            channels[5] = np.nan
            yield replace(piece, channels=channels)


def test_that_what_is_no_number_is_not_sane() -> None:
    assert not figures_of(Mad(), iter(parts()), 8.0).sane
