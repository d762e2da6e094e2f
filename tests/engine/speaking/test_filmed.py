"""A film moves face and head, and a recording the lips."""

import numpy as np
import pytest

from studio.core.errors import NoSpeech
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX
from studio.engine.speaking.ensemble import driven, ensemble_of
from studio.engine.speaking.filmed import FilmedDriver
from tests.fakes import Hummer

RATE = FrameRate.of(25)
SAID = "one two. three four five. six seven eight. nine ten"
REST = FaceState.of({"browInnerUp": 0.1}, HeadPose(yaw=3.0), Gaze(1.0, 0.0))


def film(count: int = 100, rate: FrameRate = RATE) -> Performance:
    """A head that goes round, brows that rise, jaw and corners of a mouth that speaks and then smiles."""
    states = [
        FaceState.of(
            {
                "browInnerUp": 0.1 + 0.5 * (i > 30), "jawOpen": 0.8 * (i % 4 > 1),
                "mouthSmileLeft": 0.1 * (i % 4 > 1) + 0.6 * (i > 60),
            },
            HeadPose(yaw=3.0 + 0.1 * i, roll=2.0),
            Gaze(1.0 + 0.05 * i, 0.0),
        )
        for i in range(count)
    ]  # fmt: skip
    return Performance.of(states, rate, REST)


def together(filmed: FilmedDriver, text: str = SAID) -> Performance:
    driver = ensemble_of(Drivers.all("rule"), filmed)
    return Performance.joined(driven(driver, iter(list(Hummer().speak(text))), RATE), RATE)


def value(performance: Performance, name: str) -> np.ndarray:
    return performance.channels[:, CHANNEL_INDEX[name]]


def test_that_head_brows_and_eyes_are_the_films_and_the_lips_are_not() -> None:
    made, lips = (
        together(FilmedDriver(film())),
        ensemble_of(Drivers.all("rule").moving(frozenset(("mouth",)))),
    )
    alone = Performance.joined(driven(lips, Hummer().speak(SAID), RATE), RATE)
    count = min(len(made), 100)
    assert made.head[:count, 0] == pytest.approx(0.1 * np.arange(count), abs=1e-4)
    assert made.gaze[:count, 0] == pytest.approx(0.05 * np.arange(count), abs=1e-4)
    assert value(made, "browInnerUp")[50] == pytest.approx(0.5)
    assert np.array_equal(value(made, "jawOpen"), value(alone, "jawOpen"))
    assert not value(made, "eyeBlinkLeft").any()


def test_that_a_smile_comes_with_the_face_and_speech_does_not() -> None:
    smile = value(together(FilmedDriver(film())), "mouthSmileLeft")
    assert smile[80:90].mean() == pytest.approx(0.6, abs=0.1)
    assert smile[10:45].max() < 0.1
    assert np.abs(np.diff(smile)).max() < 0.06


def test_that_a_film_that_ends_before_the_speech_is_held() -> None:
    made = together(FilmedDriver(film(40)))
    assert len(made) > 60
    assert made.head[45:, 0] == pytest.approx(3.9, abs=1e-4)


def test_that_the_head_alone_can_be_the_films() -> None:
    made = together(FilmedDriver(film(), frozenset(("head",))))
    assert made.head[20, 0] == pytest.approx(2.0)
    assert value(made, "eyeBlinkLeft").any()
    assert value(made, "browInnerUp")[55] != pytest.approx(0.5)


def test_that_a_film_of_another_rate_keeps_its_time() -> None:
    made = together(FilmedDriver(film(120, FrameRate.of(50))))
    assert made.head[20, 0] == pytest.approx(4.0, abs=0.02)


def test_that_nothing_said_is_refused() -> None:
    with pytest.raises(NoSpeech):
        list(FilmedDriver(film()).drive(iter([Speech(np.zeros(0, np.float32), 16000)]), RATE))
