"""Tags: read out of the text, placed on words, refused by name."""

import numpy as np
import pytest

from studio.core.errors import UsageError
from studio.core.face import Performance
from studio.core.speech import Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS
from studio.engine.speaking.tags import Cue, cue_times, read_tags, with_tags


def test_that_tags_are_taken_out_and_cover_their_words() -> None:
    found = read_tags("[AU12=2]Hello[/] there, [AU1=1, browDownLeft=.5]my friend[/]!")
    assert found.text == "Hello there, my friend!"
    assert found.cues == (
        Cue((("AU12", 2.0),), 0, 1),
        Cue((("AU01", 1.0), ("browDownLeft", 0.5)), 2, 4),
    )


def test_that_tags_stand_inside_each_other_and_hold_to_the_end() -> None:
    found = read_tags("[AU12=1]one [AU02=2]two[/] three[/] [AU06=3]four five")
    spans = [(cue.units[0][0], cue.first, cue.last) for cue in found.cues]
    assert spans == [("AU12", 0, 3), ("AU02", 1, 2), ("AU06", 3, 5)]


def test_that_brackets_of_a_plain_text_stay() -> None:
    text = "As shown in [1] and [see below], it works."
    assert read_tags(text).text == text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[AU99=1]hi[/]", "AU99"),
        ("[grin=2]hi[/]", "grin"),
        ("[AU12=9]hi[/]", "AU12"),
        ("[AU12=lots]hi[/]", "AU12=lots"),
        ("[AU12]hi[/]", "AU12"),
        ("[laughs] hi", "laughs"),
        ("hi[/]", "[/]"),
        ("[AU12=2 hello there", "[AU12=2"),
        ("so [ AU12 = 2, hello", "[ AU12 ="),
        ("[AU12=1 [AU06=1]hi[/] there", "[AU12=1"),
        ("[AU12=1]hi[/ there", "[/"),
        ("[AU12=nan]hi[/]", "AU12=nan"),
        ("[AU12=1e300000000]hi[/]", "AU12=1e300000000"),
    ],
)
def test_that_a_wrong_tag_is_named(text: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_tags(text)
    assert named in caught.value.message


def test_that_a_cue_finds_its_words_though_some_were_said_otherwise() -> None:
    tagged = read_tags("Go 😀 [AU12=1]5 km[/] on.")
    spoken = [("Go", 0, 1), ("5 km", 1, 3), ("on.", 3, 4)]
    words = [Word(text, TimeRange(Seconds(a), Seconds(b))) for text, a, b in spoken]
    ((cue, when),) = cue_times(tagged, words)
    assert cue.units == (("AU12", 1.0),)
    assert when == TimeRange(Seconds(1), Seconds(3))


def test_that_any_performance_can_be_given_tags() -> None:
    still = Performance(
        FrameRate.of(25),
        np.zeros((50, len(CHANNELS)), np.float32),
        np.zeros((50, 6), np.float32),
        np.zeros((50, 2), np.float32),
    )
    words = [Word("hello", TimeRange(Seconds(1, 2), Seconds(1)))]
    smiling = with_tags(still, read_tags("[AU12=5]hello[/]"), words)
    smile = smiling.channels[:, CHANNELS.index("mouthSmileLeft")]
    assert smile[13] == 1.0
    assert smile[0] == smile[-1] == 0.0
