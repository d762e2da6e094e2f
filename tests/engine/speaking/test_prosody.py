"""Head and brows go with what stands out in the speech, the way people's do."""

import numpy as np
import pytest

from studio.core.speech import Word
from studio.core.time import Seconds, TimeRange
from studio.engine.speaking.articulation import Score
from studio.engine.speaking.prosody import Accents, Emphasis, accents, emphasis

TIMES = np.arange(0, 6, 0.04)
AT = np.array([1.0, 2.5, 4.0])
WEAK = Accents(np.append(AT, [1.7, 3.2, 4.8]), np.full(6, 0.4), np.array([5.0]), np.zeros(0))
STRONG = Accents(AT, np.ones(3), np.array([5.0]), np.zeros(0))
NOTHING = np.zeros(0)


def done(found: Accents, seed: int = 0) -> Emphasis:
    return emphasis(TIMES, found, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_that_a_head_nods_down_on_words_that_stand_out_a_little(seed: int) -> None:
    """Pitch above zero looks up: a nod goes below it, and never above."""
    nodded = done(WEAK, seed)
    pitch = nodded.head[:, 1]
    assert pitch.max() <= 0
    assert pitch.min() < -1.0
    low = TIMES[pitch < -0.5]
    assert np.abs(low[:, None] - WEAK.at).min(1).max() < 0.3, "nowhere else"
    assert not nodded.brows.any()
    assert not nodded.lids.any()


def test_that_brows_lids_and_chin_go_up_as_one_with_strong_words() -> None:
    ways = []
    for seed in range(20):
        gesture = done(STRONG, seed)
        up = gesture.brows[:, 0] > 0
        assert np.abs(TIMES[up, None] - AT).min(1).max() < 0.5, "nowhere else"
        assert np.array_equal(up, gesture.lids > 0)
        assert not np.abs(gesture.head)[~up].any(), "the head is down again before the brows are"
        begins = np.flatnonzero(np.diff(up.astype(int)) > 0) + 1
        assert (np.abs(gesture.head[begins, 1]) > 0).all(), "they begin together"
        assert np.corrcoef(gesture.brows[:, 0], gesture.lids)[0, 1] > 0.98
        for at in AT:
            here = np.abs(TIMES - at) < 0.5
            peak = np.argmax(gesture.brows[here, 0])
            assert abs(np.argmax(np.abs(gesture.head[here, 1])) - peak) <= 3
            assert TIMES[here][peak] <= at + 0.05, "up before the vowel is over"
            ways.append(np.sign(gesture.head[here][peak, 1]))
    assert 0.7 < np.mean(np.array(ways) > 0) < 1, "the chin goes up as a rule, and now and then the head bows"


def test_that_the_stronger_a_word_the_farther_the_whole_face_goes() -> None:
    def size(strength: float) -> np.ndarray:
        found = [done(Accents(AT, np.full(3, strength), AT[:0], AT[:0]), seed) for seed in range(20)]
        return np.mean([(np.abs(x.head[:, 1]).max(), x.brows.max(), x.lids.max()) for x in found], axis=0)

    little, middling, much = size(0.55), size(0.75), size(1.0)
    assert (1.2 * little < middling).all()
    assert (1.2 * middling < much).all()


def test_that_a_question_tilts_the_head_and_lifts_it() -> None:
    asked = Accents(NOTHING, NOTHING, NOTHING, np.array([4.0]))
    _, pitch, roll = done(asked).head.T
    assert pitch.max() > 0.5
    assert np.abs(roll).max() > 1.0
    assert done(asked).brows.max() > 0.2


@pytest.mark.parametrize("mark", ["?", "?”", "？", "؟", "\u037e", "?!"])
def test_that_a_question_is_known_by_its_mark_in_any_script(mark: str) -> None:
    words = [
        Word("so", TimeRange(Seconds(0), Seconds(1))),
        Word(f"what{mark}", TimeRange(Seconds(1), Seconds(2))),
    ]
    assert accents(Score.of([], NOTHING), words).questions.tolist() == [2.0]
    other = [words[0], Word("so;", words[1].range)]
    assert not len(accents(Score.of([], NOTHING), other).questions)
