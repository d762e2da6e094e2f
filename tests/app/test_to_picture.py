"""Recording to picture: beeps, streamer, and a recording that lies in time with the film."""

from types import SimpleNamespace

import numpy as np
import pytest

from studio.app import sound
from studio.app.sound import Playing, Recording
from studio.app.to_picture import Guide, RecordingSettings, Run, passed
from studio.core.time import Seconds, TimeRange
from tests.sounding import RATE, Card


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setattr(sound, "sounddevice", card)
    monkeypatch.setattr(sound, "_streams", [])
    return card


# In time with a picture


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """The computer's clock, in the test's hands."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(sound, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


def test_that_both_devices_tell_when_on_one_clock(card: Card, clock) -> None:
    playing = Playing(np.zeros(RATE, "float32"), RATE, 0.0, origin=-1.0)
    (out,) = card.streams
    assert playing.moment_of(0.0) is None, "nothing was played yet"
    out.play(0.5)
    clock.now = 107.0
    assert playing.moment_of(0.0) == pytest.approx(106.5), (
        "its place 0 was heard at 0 of a stream that is at .5"
    )
    assert playing.moment_of(1.5) == pytest.approx(108.0)
    assert playing.now() == pytest.approx(0.5)


def test_that_what_was_said_between_two_moments_is_found_by_what_the_device_tells(card: Card, clock) -> None:
    recording = Recording(begins=True)
    (stream,) = card.streams
    ramp = np.arange(RATE, dtype=np.float32)[:, None] / RATE
    for first in range(0, RATE, 1000):
        # The stream's clock is at 50 where the computer's is at 100; blocks come late, by this and by that.
        stream.played = 50 + first / RATE + 0.03 + 0.002 * (first // 1000 % 3)
        clock.now = stream.played + 50
        stream.give(ramp[first : first + 1000], 50 + first / RATE)
    assert recording.heard_until == pytest.approx(101.0, abs=1e-4)
    said = recording.between(100.25, 100.5)
    assert len(said) == RATE // 4
    assert said[0] == pytest.approx(0.25, abs=1e-3)
    early = recording.between(99.9, 100.1)
    assert len(early) == round(0.2 * RATE)
    assert (early[: RATE // 10] == 0).all()
    assert early[-1] == pytest.approx(0.1, abs=1e-3)
    recording.forget(100.5)
    assert recording.between(100.6, 100.7)[0] == pytest.approx(0.6, abs=1e-3)
    assert len(recording.stop()) < RATE


def test_that_a_device_that_does_not_tell_when_counts_with_its_usual_way(card: Card, clock) -> None:
    recording = Recording(begins=True)
    (stream,) = card.streams
    stream.latency = 0.04
    stream.hear(0.5, 0.5)
    assert recording.heard_until == pytest.approx(100 - 0.04)


# Runs


RUN = Run(TimeRange(Seconds(2), Seconds(3)), 3)


def test_that_three_beeps_a_second_apart_are_followed_by_silence_where_the_line_begins() -> None:
    guide = Guide(None, RATE, RUN, RecordingSettings())
    heard = guide[0 : len(guide)]
    assert heard.shape == (round(4.5 * RATE), 2), (
        "from a second before the film to half a second after the line"
    )
    loud = np.abs(heard).max(1) > 0.05
    starts = np.flatnonzero(loud & ~np.roll(loud, RATE // 5)) / RATE
    begins = [float(starts[np.searchsorted(starts, second)]) for second in (0, 1, 2)]
    assert begins == pytest.approx([0, 1, 2], abs=0.01)
    assert not loud[round(2.2 * RATE) :].any()
    assert (heard[:, 0] == heard[:, 1]).all()
    silent = Guide(None, RATE, RUN, RecordingSettings(beeps=False))
    assert not silent[0 : len(silent)].any()


@pytest.mark.parametrize(
    ("ear", "left", "right"), [("left", 1, 0), ("right", 0, 1), ("both", 1, 1), ("none", 0, 0)]
)
def test_that_the_films_sound_is_heard_in_its_ear_and_in_time(ear, left, right) -> None:
    own = np.arange(4 * RATE, dtype=np.float32) / (4 * RATE)
    guide = Guide(own, RATE, RUN, RecordingSettings(ear=ear, beeps=False))
    heard = guide[0 : len(guide)]
    assert not heard[:RATE].any(), "the film has not begun"
    expected = own[: round(3.5 * RATE)]
    assert np.array_equal(heard[RATE:, 0], expected * left)
    assert np.array_equal(heard[RATE:, 1], expected * right)
    assert np.array_equal(guide[1000:1100], heard[1000:1100])


def test_that_the_streamer_is_across_when_the_line_begins() -> None:
    assert RUN.wiped(-0.5) is None
    assert [RUN.wiped(now) for now in (0.0, 1.0, 1.5)] == [0, 0.5, 0.75]
    assert RUN.wiped(2.0) is None
    assert [RUN.counted(now) for now in (-1.0, 0.5, 1.99, 2.0)] == [3, 2, 1, 0]


def test_that_what_is_recorded_lies_in_the_line_with_a_handle_at_both_ends(card: Card, clock) -> None:
    recording = Recording(begins=True)
    (stream,) = card.streams
    ramp = np.arange(6 * RATE, dtype=np.float32)[:, None] / RATE
    clock.now = stream.played = 106.0
    stream.give(ramp, 100.0)
    # The line's first moment was heard at 103: three seconds into the recording.
    said = passed(recording, RUN, 103.0, Seconds(10), 0)
    assert said is not None
    assert said.part == TimeRange(Seconds(1, 2), Seconds(3, 2))
    assert len(said.samples) == 2 * RATE
    assert said.samples[RATE // 2] == pytest.approx(3.0, abs=1e-3)
    late = passed(recording, RUN, 103.0, Seconds(10), 100)
    assert late is not None
    assert late.samples[RATE // 2] == pytest.approx(3.1, abs=1e-3)
    stopped = passed(recording, RUN, 103.0, Seconds(5, 2), 0)
    assert stopped is not None
    assert stopped.part == TimeRange(Seconds(1, 2), Seconds(1))
    assert passed(recording, RUN, 103.0, Seconds(21, 10), 0) is None
