"""Tags while they are typed; speech that is used again; what the library calls it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.app import speaking
from studio.app.session import Session
from studio.app.speaking import again, hear, say, spoken_words, tags_in
from studio.core.errors import Cancelled, NoSpeech, TextUnspeakable, UsageError
from studio.core.face import Performance
from studio.core.manner import Manner
from studio.core.project import Drivers, Project, SpeakingSettings
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.engine.progress import Progress, unheard
from studio.files.sound import Sound, write_sound
from tests.fakes import PAUSE, WORD, Hummer, Swayer
from tests.sounding import two_sounds

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


# Saying and hearing ----------------------------------------------------------------------------------


def by(mouth: str, face: str = "rule", head: str = "rule") -> SpeakingSettings:
    return SpeakingSettings("hummer", Drivers(mouth, face, head))


def test_that_a_text_becomes_sound_and_motion_of_the_same_length(fakes_installed: Path) -> None:
    spoken = say("one two. three", by("gaper"), RATE, unheard)
    length = 3 * WORD + 2 * PAUSE
    assert spoken.speech.length == length
    assert len(spoken.performance) == RATE.count_in(length)
    times = (Seconds(1, 10), Seconds(7, 10), Seconds(9, 10))
    jaws = [spoken.performance.state(RATE.index_at(time))["jawOpen"] for time in times]
    assert jaws == [0.5, 0.0, 0.5], "the lips of a later sentence wait for it"
    assert [word.text for word in spoken.speech.words] == ["one", "two", "three"]


def test_that_a_tag_moves_the_face_over_its_words(fakes_installed: Path) -> None:
    lips = by("gaper").moving(frozenset(("mouth",)))
    spoken = say("one [AU12=5]two[/] three. four", lips, RATE, unheard)
    smile = [spoken.performance.state(RATE.index_at(Seconds(t, 100)))["mouthSmileLeft"] for t in (5, 45, 130)]
    assert smile[1] > 0.9
    assert smile[2] < 0.05


def test_that_the_sound_of_a_long_text_lies_on_disk(fakes_installed: Path) -> None:
    samples = say("one. " * 40, by("gaper"), RATE, unheard).speech.samples
    assert not samples.flags.owndata
    assert samples.max() == pytest.approx(0.3, abs=0.01)


def test_that_a_driver_streams_while_the_voice_speaks(
    fakes_installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def speak(self: Hummer, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        for piece in humming(self, text, speed, seed):
            order.append("said")
            yield piece

    def drive(self: Swayer, *given: Any) -> Iterator[Performance]:
        for piece in swaying(self, *given):
            order.append("moved")
            yield piece

    humming, swaying = Hummer.speak, Swayer.drive
    monkeypatch.setattr(Hummer, "speak", speak)
    monkeypatch.setattr(Swayer, "drive", drive)
    say("one. two. three.", by("swayer", "swayer", "swayer"), RATE, unheard)
    assert order == ["said", "moved"] * 3


@pytest.mark.parametrize("driver", ["gaper", "swayer", "rule"])
def test_that_how_far_it_is_follows_the_voice_and_never_goes_back(fakes_installed: Path, driver: str) -> None:
    told: list[tuple[float, str]] = []
    say("one. two. three. four.", by(driver), RATE, lambda *heard: told.append(heard))
    done = [part for part, _ in told]
    assert done == sorted(done)
    spoken = [part for part, doing in told if doing == "speaking"]
    assert len(set(spoken)) == 4, "each sentence is seen to be spoken"
    assert told[-1][1] != "speaking"
    assert 0.9 <= done[-1] <= 1


def test_that_moving_the_face_to_known_speech_never_goes_back(fakes_installed: Path) -> None:
    said = say("one. two.", by("gaper"), RATE, unheard)
    done: list[float] = []
    again(said.speech, said.text, by("gaper"), RATE, lambda part, doing: done.append(part))
    assert len(set(done)) > 5
    assert done == sorted(done)


def test_that_voice_and_drivers_are_given_speed_and_seed(
    fakes_installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, float, int]] = []

    def speak(self: Hummer, text: str, speed: float = 1.0, seed: int = 0) -> Iterator[Speech]:
        given.append(("voice", speed, seed))
        return humming(self, text, speed, seed)

    def drive(
        self: Swayer, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        given.append(("driver", float(rate), seed))
        return swaying(self, speech, rate, seed, progress)

    humming, swaying = Hummer.speak, Swayer.drive
    monkeypatch.setattr(Hummer, "speak", speak)
    monkeypatch.setattr(Swayer, "drive", drive)
    settings = replace(by("gaper", "swayer", "rule"), speed=2.0, seed=5)
    said = say("one two.", settings, RATE, unheard)
    assert said.speech.length == 2 * WORD / 2 + PAUSE
    again(said.speech, "one two.", settings, RATE, unheard)
    assert given == [("voice", 2.0, 5), ("driver", 10.0, 5), ("driver", 10.0, 5)]


def test_that_a_manner_lies_on_whatever_is_said_or_heard(fakes_installed: Path, tmp_path: Path) -> None:
    """Of the nodding driver's head nothing is left, and the mood is there, by text and by sound."""
    plain = replace(by("gaper", head="nodder"), seed=0)
    still = replace(plain, manner=Manner(0.0, "happy", 1.0))
    for settings, moves in ((plain, True), (still, False)):
        said = say("one two three four.", settings, RATE, unheard)
        heard = hear(Sound(said.speech.samples, said.speech.sample_rate), "", settings, RATE, unheard)
        for spoken in (said, heard, again(said.speech, "", settings, RATE, unheard)):
            assert bool(np.ptp(spoken.performance.head[:, 1]) > 3.0) is moves
            middle = spoken.performance.state(len(spoken.performance) // 2)
            assert (middle["mouthSmileLeft"] < 0.2) is moves


def test_that_speaking_can_be_stopped_between_pieces(fakes_installed: Path) -> None:
    def stop(done: float, doing: str) -> None:
        if done > 0.3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        say("one. two. three. four.", by("gaper"), RATE, stop)


def test_that_a_text_of_nothing_is_refused(fakes_installed: Path) -> None:
    with pytest.raises(TextUnspeakable):
        say(" . ", by("gaper"), RATE, unheard)


def test_that_silence_is_refused(fakes_installed: Path, tmp_path: Path) -> None:
    write_sound(tmp_path / "still.wav", Sound(np.zeros(8000, np.float32), 8000))
    with pytest.raises(NoSpeech):
        hear(tmp_path / "still.wav", "", by("gaper"), RATE, unheard)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    (piece,) = Hummer().speak("one two")
    write_sound(tmp_path / "hum.wav", Sound(piece.samples, piece.sample_rate))
    return tmp_path / "hum.wav"


def test_that_words_and_phonemes_are_looked_for_only_for_a_driver_that_hears_them(
    fakes_installed: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []
    align = speaking.align

    def listen(samples: Any, rate: int, transcript: str | None, *others: Any) -> Speech:
        asked.append(transcript)
        return align(samples, rate, transcript, *others)

    monkeypatch.setattr(speaking, "align", listen)
    deaf = by("swayer", "swayer", "swayer")
    spoken = hear(recording, "one two", deaf, RATE, unheard)
    assert not asked
    assert not spoken.speech.phonemes
    assert (spoken.text, spoken.by_ear) == ("one two", ())
    assert spoken.performance.head.any()
    hear(recording, "[AU12=2]one[/] two", deaf, RATE, unheard)
    assert asked == ["one two"], "a tag holds over words"
    hear(recording, "", by("swayer", "swayer", "rule"), RATE, unheard)
    assert asked == ["one two", None], "one driver of several hears them"


def test_that_what_is_exported_sounds_like_the_file_that_was_heard(
    fakes_installed: Path, recording: Path
) -> None:
    spoken = hear(recording, "", by("swayer", "swayer", "swayer"), RATE, unheard)
    assert spoken.sound is not None
    project = spoken.placing("take")(Project())
    (clip,) = next(track for track in project.timeline.tracks if track.kind == "sound").clips
    assert clip.media == spoken.sound
    assert Path(clip.media.path) == recording


def test_that_of_two_sounds_the_voice_is_heard_or_the_chosen_one_and_it_is_kept_which(
    fakes_installed: Path, tmp_path: Path
) -> None:
    film, still = two_sounds(tmp_path / "a.mkv"), by("swayer", "swayer", "swayer")
    voice = hear(film, "", still, RATE, unheard)
    assert "number 2" in voice.told[0]
    hum = hear(film, "", still, RATE, unheard, track=1)
    assert hum.told == ()
    assert (voice.sound.track, hum.sound.track) == (0, 1)
    assert not np.allclose(voice.speech.samples, hum.speech.samples)
    with pytest.raises(UsageError, match="no sound track 3"):
        hear(film, "", still, RATE, unheard, track=3)


def test_that_a_long_recording_lies_on_disk_and_not_in_memory(fakes_installed: Path, recording: Path) -> None:
    spoken = hear(recording, "", by("swayer", "swayer", "swayer"), RATE, unheard)
    assert isinstance(spoken.speech.samples.base, np.memmap)


CHANCE = by("gaper")


def moved(spoken: speaking.Spoken) -> bytes:
    performance = spoken.performance
    return performance.head.tobytes() + performance.channels.tobytes()


def test_that_without_a_seed_what_is_animated_decides_by_what_chance_it_moves(fakes_installed: Path) -> None:
    """Clips seen side by side should not all blink in the same frame; the same twice is the same."""
    one = say("one two three.", CHANCE, RATE, unheard, picture="a")
    other_text = say("one two four.", CHANCE, RATE, unheard, picture="a")
    other_picture = say("one two three.", CHANCE, RATE, unheard, picture="b")
    assert len({moved(spoken) for spoken in (one, other_text, other_picture)}) == 3
    assert len({spoken.seed for spoken in (one, other_text, other_picture)}) == 3
    assert moved(say(" one two\nthree.", CHANCE, RATE, unheard, picture="a")) == moved(one)
    chosen = say("one two three.", replace(CHANCE, seed=one.seed), RATE, unheard, picture="b")
    assert moved(chosen) == moved(one), "a seed that is chosen decides alone, and gives the same again"
    assert again(one.speech, one.text, CHANCE, RATE, unheard, picture="a").seed == one.seed
    assert again(one.speech, f"[AU12=2]{one.text}[/]", CHANCE, RATE, unheard, picture="a").seed == one.seed


def test_that_a_sound_decides_by_what_chance_a_face_moves_to_it(fakes_installed: Path) -> None:
    speech = say("one two three.", CHANCE, RATE, unheard).speech
    sounds = [Sound(speech.samples * loud, speech.sample_rate) for loud in (1.0, 0.5)]
    one, other = (hear(sound, "", CHANCE, RATE, unheard, picture="a") for sound in sounds)
    assert one.seed != other.seed
    assert moved(hear(sounds[0], "", CHANCE, RATE, unheard, picture="a")) == moved(one)
    assert moved(hear(sounds[0], "", CHANCE, RATE, unheard, picture="b")) != moved(one)
    assert again(one.speech, one.text, CHANCE, RATE, unheard, picture="a").seed == one.seed
