"""Head and brows go with what stands out in the speech, the way people's do."""

import numpy as np
import pytest

from studio.core.speech import Word
from studio.core.time import Seconds, TimeRange
from studio.engine.speaking.articulation import Score
from studio.engine.speaking.prosody import Accents, accents, brows, nods

TIMES = np.arange(0, 6, 0.04)
FOUND = Accents(np.array([1.0, 2.5, 4.0]), np.array([1.0, 1.0, 1.0]), np.array([5.0]), np.zeros(0))
NOTHING = np.zeros(0)


@pytest.mark.parametrize("seed", range(5))
def test_that_a_head_nods_down_on_the_words_that_stand_out(seed: int) -> None:
    """Pitch above zero looks up: a nod goes below it, and never above."""
    pitch = nods(TIMES, FOUND, np.random.default_rng(seed))[:, 1]
    assert pitch.max() <= 0
    assert pitch.min() < -1.0
    low = TIMES[pitch < -0.5]
    assert all(np.abs(low - at).min() < 0.3 for at in FOUND.at[np.abs(FOUND.at[:, None] - low).min(1) < 0.3])
    assert np.abs(low[:, None] - FOUND.at).min(1).max() < 0.35, "nowhere else"


def test_that_a_question_tilts_the_head_and_lifts_it() -> None:
    asked = Accents(NOTHING, NOTHING, NOTHING, np.array([4.0]))
    _, pitch, roll = nods(TIMES, asked, np.random.default_rng(0)).T
    assert pitch.max() > 0.5
    assert np.abs(roll).max() > 1.0
    assert brows(TIMES, asked, np.random.default_rng(0)).max() > 0.2


@pytest.mark.parametrize("mark", ["?", "?”", "？", "؟", "\u037e", "?!"])
def test_that_a_question_is_known_by_its_mark_in_any_script(mark: str) -> None:
    words = [
        Word("so", TimeRange(Seconds(0), Seconds(1))),
        Word(f"what{mark}", TimeRange(Seconds(1), Seconds(2))),
    ]
    assert accents(Score.of([], NOTHING), words).questions.tolist() == [2.0]
    other = [words[0], Word("so;", words[1].range)]
    assert not len(accents(Score.of([], NOTHING), other).questions)
