import numpy as np
import pytest

from studio.core.speech import Phoneme
from studio.core.time import TimeRange, seconds
from studio.evaluate.articulation import Seen, closures, stillness


def label(name, start, end):
    return Phoneme(name, TimeRange(seconds(start), seconds(end)))


LABELS = (
    label("SIL", 0, 1),
    label("M", 1, 1.12),
    label("AA", 1.12, 1.4),
    label("B", 1.4, 1.48),
    label("SIL", 1.48, 3),
)


def seen(gaps, lips=None):
    return Seen(
        np.asarray(gaps, float), np.zeros((len(gaps), 4, 2)) if lips is None else lips, np.zeros((478, 3))
    )


def test_that_closed_lips_count_as_closed_beside_an_open_vowel():
    gaps = np.zeros(75)
    gaps[28:35] = 0.2
    assert closures(LABELS, seen(gaps)) == [0, 0]


def test_that_lips_that_never_meet_are_told():
    gaps = np.full(75, 0.1)
    gaps[28:35] = 0.2
    assert closures(LABELS, seen(gaps)) == pytest.approx([0.5, 0.5])


def test_that_a_twitch_in_a_pause_is_told_and_speech_is_not():
    lips = np.zeros((75, 4, 2))
    lips[25:37] = 0.3
    assert max(stillness(LABELS, seen(np.zeros(75), lips))) == 0
    lips[60] = 0.02
    assert max(stillness(LABELS, seen(np.zeros(75), lips))) == pytest.approx(0.0283, abs=1e-3)
