"""Microphones and loudspeakers, without any: a sound card that the test holds."""

import pytest

from studio.app import sound
from studio.app.sound import Playing, Recording, look_again, microphone, microphones
from studio.core.errors import DeviceError
from tests.sounding import RATE, Card


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setattr(sound, "sounddevice", card)
    monkeypatch.setattr(sound, "_streams", [])
    return card


def test_that_each_microphone_is_listed_once_and_found_by_its_name(card: Card) -> None:
    assert [device.name for device in microphones()] == ["Yeti", "Webcam"]
    assert microphone("") is None
    found = microphone("Webcam")
    assert found is not None
    assert found.number == 1


def test_that_a_microphone_that_is_gone_is_named_not_replaced(card: Card) -> None:
    card.inputs.remove("Webcam")
    with pytest.raises(DeviceError, match="“Webcam” is not connected") as caught:
        microphone("Webcam")
    assert caught.value.hint


def test_that_it_is_told_whether_a_microphone_or_portaudio_is_missing(card: Card, monkeypatch) -> None:
    card.inputs.clear()
    with pytest.raises(DeviceError, match="no microphone") as caught:
        Recording()
    assert "PortAudio" not in str(caught.value)
    monkeypatch.setattr(sound, "sounddevice", None)
    with pytest.raises(DeviceError, match="PortAudio"):
        Recording()
    assert microphones() == ()
    look_again()


def test_that_a_microphone_that_refuses_is_told(card: Card) -> None:
    card.refuses = True
    with pytest.raises(DeviceError, match="can't be opened"):
        Recording()


def test_that_only_what_is_heard_after_the_beginning_is_kept(card: Card) -> None:
    recording = Recording(microphone("Webcam"))
    (stream,) = card.streams
    assert stream.asked["device"] == 1
    assert recording.heard() == (0.0, True)
    stream.hear(1.0)
    assert recording.clipped
    recording.begin()
    assert not recording.clipped
    stream.hear(0.25)
    stream.hear(0.125)
    assert recording.heard() == (1.0, True), "the loudest since it was asked last"
    assert recording.heard() == (0.0, False)
    assert recording.length == 1.0
    samples = recording.stop()
    assert (len(samples), recording.rate, recording.lost) == (RATE, RATE, False)
    assert abs(samples).max() == pytest.approx(0.25)


def test_that_a_word_that_began_early_is_kept_and_what_came_before_a_pause_is_not(card: Card) -> None:
    recording = Recording()
    (stream,) = card.streams
    for level, length in ((0.5, 2.0), (0.4, 0.3), (0.0, 0.4), (0.3, 0.2), (0.0, 0.1)):
        stream.hear(level, length)
    recording.begin()
    stream.hear(0.2, 1.0)
    samples = recording.stop()
    assert len(samples) == pytest.approx(RATE * 1.36, abs=0.03 * RATE)
    assert abs(samples).max() == pytest.approx(0.3)


def test_that_quiet_before_the_beginning_is_not_kept(card: Card) -> None:
    recording = Recording()
    (stream,) = card.streams
    stream.hear(0.5, 0.3)
    stream.hear(0.005, 0.6)
    recording.begin()
    stream.hear(0.5, 1.0)
    assert len(recording.stop()) == RATE


def test_that_a_recording_may_begin_with_the_first_sample(card: Card) -> None:
    recording = Recording(begins=True)
    card.streams[0].hear(0.5, 0.25)
    assert len(recording.stop()) == RATE // 4


def test_that_what_was_recorded_is_kept_when_the_device_goes_away(card: Card) -> None:
    recording = Recording()
    recording.begin()
    (stream,) = card.streams
    stream.hear(0.5)
    stream.unplug()
    assert recording.lost
    assert len(recording.stop()) == RATE // 2


def test_that_devices_are_looked_for_again_only_while_nothing_sounds(card: Card) -> None:
    card.plugged_since.append("Headset")
    playing = Playing(sound.np.zeros(RATE, "float32"), RATE, 0.0)
    assert playing.is_heard
    look_again()
    assert len(microphones()) == 2
    playing.stop()
    look_again()
    assert [device.name for device in microphones()] == ["Yeti", "Webcam", "Headset"]


def test_that_stopping_a_loudspeaker_that_is_gone_is_no_problem(card: Card) -> None:
    card.plugged_since.append("Headset")
    playing = Playing(sound.np.zeros(RATE, "float32"), RATE, 0.0)
    card.streams[0].is_gone = True
    playing.stop()
    look_again()
    assert "Headset" in [device.name for device in microphones()], "nothing sounds any more"


def test_that_playing_goes_on_in_silence_when_the_loudspeaker_is_unplugged(card: Card) -> None:
    playing = Playing(sound.np.zeros(RATE, "float32"), RATE, 0.25)
    card.streams[0].play(0.5)
    card.streams[0].is_gone = True
    first = playing.now()
    assert first >= 0.25
    assert not playing.is_heard
    assert playing.now() >= first
    playing.stop()
