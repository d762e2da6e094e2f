from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.hearing.features import BANDS, HOP, SOUND_RATE, Floats, count_of, log_mel
from studio.engine.hearing.listening import SILENCE, MelStream, VoiceNormal, heard


def hummed(seconds: float, loud: float = 0.3, pitch: float = 220.0) -> Floats:
    """A tone with overtones that comes and goes."""
    time = np.arange(int(seconds * SOUND_RATE)) / SOUND_RATE
    tone = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 12))
    return np.asarray(loud * tone / 3 * (0.2 + np.sin(2 * np.pi * 1.5 * time) ** 2), np.float32)


SOUND = hummed(1.3)


@given(st.lists(st.integers(0, 3000), max_size=20))
def test_that_a_sound_in_pieces_is_heard_as_the_whole(cuts: list[int]) -> None:
    stream, normal = MelStream(), VoiceNormal()
    ends = np.minimum(np.cumsum([0, *cuts]), len(SOUND))
    pieces = [SOUND[a:b] for a, b in pairwise(ends)] + [SOUND[ends[-1] :]]
    rows = [normal.hear(stream.hear(piece)) for piece in pieces] + [normal.hear(stream.end())]
    np.testing.assert_allclose(np.concatenate(rows), heard(SOUND), atol=1e-5)


def test_that_every_hop_of_a_sound_has_a_feature() -> None:
    for length in (0, 1, HOP, HOP + 1, 5 * HOP):
        assert heard(np.zeros(length, np.float32)).shape == (count_of(length), BANDS)


def test_that_a_feature_belongs_to_the_time_at_its_middle() -> None:
    click = np.zeros(SOUND_RATE, np.float32)
    click[50 * HOP] = 1.0
    assert log_mel(click).mean(1).argmax() == 50


def test_that_a_louder_recording_is_heard_alike_after_a_while() -> None:
    soft, loud = heard(hummed(8.0, 0.05)), heard(hummed(8.0, 0.5))
    assert np.abs(soft[-200:] - loud[-200:]).mean() < 0.2 * np.abs(soft[:50] - loud[:50]).mean()


def test_that_no_sound_is_heard_as_silence() -> None:
    np.testing.assert_allclose(heard(np.zeros(HOP, np.float32))[0], SILENCE, atol=0.02)
