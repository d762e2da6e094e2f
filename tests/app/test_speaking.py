"""Tags while they are typed; speech that is used again; what the library calls it."""

import numpy as np
import pytest

from studio.app.session import Session
from studio.app.speaking import again, spoken_words, tags_in
from studio.core.project import SpeakingSettings
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange

RATE = FrameRate.of(25)
SPAN = TimeRange(Seconds(0), Seconds(1))


def told(text: str, depth: int = 0) -> list[tuple[str, bool]]:
    tags, _ = tags_in(text, depth)
    return [(text[tag.start : tag.end], not tag.problem) for tag in tags]


def test_that_tags_are_found_and_the_wrong_ones_named() -> None:
    assert told("[AU12=2]I[/] am [AU99=1]here[/][/] [AU12=9]now") == [
        ("[AU12=2]", True),
        ("[/]", True),
        ("[AU99=1]", False),
        ("[/]", True),
        ("[/]", False),
        ("[AU12=9]", False),
    ]
    (tag,), _ = tags_in("[AU12=9]")
    assert "0 to 5" in tag.problem


def test_that_a_tag_that_is_typed_now_is_not_wrong_yet() -> None:
    assert told("Hello [AU99") == [("[AU99", True)]


def test_that_brackets_which_are_text_are_no_tags() -> None:
    assert told("as said [1] and [see below]") == []


def test_that_a_tag_may_be_closed_on_another_line() -> None:
    _, depth = tags_in("[AU12=2]I am")
    assert told("here[/]", depth) == [("[/]", True)]


def test_that_a_sound_is_called_by_the_words_in_it() -> None:
    assert spoken_words("Hello, [AU12=3]I\nam[/] [AU99=1]here[/] [1].") == "Hello, I am here [1]."


def test_that_known_speech_moves_the_face_again_with_its_tags() -> None:
    speech = Speech(
        np.zeros(16000, np.float32), 16000, (Word("so", SPAN),), (Phoneme("S", SPAN), Phoneme("OW", SPAN, 1))
    )
    spoken = again(speech, "[browInnerUp=1]so[/]", SpeakingSettings(), RATE, lambda *_: None)
    assert spoken.speech is speech
    assert spoken.performance.state(12)["browInnerUp"] == pytest.approx(1, abs=0.1)


def test_that_another_version_of_a_sound_takes_its_place_in_the_library() -> None:
    session = Session()
    speech = Speech(np.zeros(16000, np.float32), 16000, (), (Phoneme("SIL", SPAN),))
    spoken = again(speech, "", SpeakingSettings(), RATE, lambda *_: None)
    spoken.placed(session, "Speak", "first")
    (first,) = session.sounds
    spoken.placed(session, "Speak", "second")
    spoken.placed(session, "Speak", "never shown", instead=first.id)
    assert [item.name for item in session.sounds] == ["second", "first"]
    assert session.sounds[1].id != first.id
    assert session.sounds[1].made == first.made
    assert set(session.content().takes) == {item.id for item in session.sounds}
