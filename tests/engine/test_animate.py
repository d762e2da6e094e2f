from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.core.errors import Cancelled, FileUnreadable, NoSpeech, TextUnspeakable, UsageError
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds
from studio.engine.animate import (
    Resized,
    SizeWish,
    StatesOnto,
    Take,
    animate,
    at_rate,
    fitted,
    open_portrait,
    read_text,
    take_of_sound,
    take_of_text,
)
from studio.files.pictures import Picture, Still, write_picture
from studio.files.sound import write_sound
from studio.files.video import Video
from tests.fakes import PAUSE, RATE, WORD, Gaper, Hummer, Painter, told_by

FPS = FrameRate(Fraction(25))


def _spoken(text: str = "one two. three") -> Take:
    return take_of_text(text, Hummer(), Gaper(), FPS)


@pytest.fixture
def take() -> Iterator[Take]:
    with _spoken() as spoken:
        yield spoken


def test_that_a_text_becomes_sound_and_motion_of_the_same_length(take: Take) -> None:
    assert take.sound is not None
    length = 3 * WORD + 2 * PAUSE
    assert sum(len(block) for block in take.sound.blocks()) == length * RATE
    assert len(take.performance) == FPS.count_in(length)


def test_that_the_lips_of_a_later_sentence_wait_for_it(take: Take) -> None:
    times = (Seconds(1, 10), Seconds(7, 10), Seconds(9, 10))
    jaws = [take.performance.state_at(time)["jawOpen"] for time in times]
    assert jaws == [0.5, 0.0, 0.5]


def test_that_every_frame_shows_its_own_state(ramp: Pixels, tmp_path: Path) -> None:
    states = [FaceState.of({"jawOpen": i / 10}, HeadPose(yaw=float(i))) for i in range(6)]
    made = animate(
        Still(Picture(ramp)), Take(Performance.of(states, FPS)), tmp_path / "frames", Painter(), preset="png"
    )
    assert made.frames == 6
    for i, path in enumerate(sorted((tmp_path / "frames").glob("*.png"))):
        told = told_by(next(open_portrait(path).frames()).pixels)
        assert told["jawOpen"] == pytest.approx(i / 10, abs=0.003)
        assert told["mouthSmileLeft"] == 0.0  # the portrait's own smile is gone: zero is neutral
        assert told.head.yaw == pytest.approx(4 + i, abs=0.3)  # its own pose is not
        assert told.gaze.pitch == pytest.approx(2.0, abs=0.3)


def test_that_a_video_has_its_picture_and_its_sound(ramp: Pixels, take: Take, tmp_path: Path) -> None:
    output = tmp_path / "hum.mp4"
    animate(Still(Picture(ramp)), take, output, Painter())
    with av.open(str(output)) as container:
        kinds = {stream.type for stream in container.streams}
    assert kinds == {"video", "audio"}
    assert Video(output).length == pytest.approx(float(3 * WORD + 2 * PAUSE), abs=0.05)


def test_that_a_stopped_animation_leaves_nothing(ramp: Pixels, take: Take, tmp_path: Path) -> None:
    def stop(done: float, doing: str) -> None:
        if done > 0.5:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        animate(Still(Picture(ramp)), take, tmp_path / "out.mp4", Painter(), progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_that_progress_rises_to_the_end(ramp: Pixels, take: Take, tmp_path: Path) -> None:
    told: list[float] = []

    def listen(done: float, doing: str) -> None:
        told.append(done)

    animate(Still(Picture(ramp)), take, tmp_path / "out.mp4", Painter(), progress=listen)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_that_a_portrait_video_may_have_any_name(ramp: Pixels, tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", ramp)
    (tmp_path / "a.png").rename(tmp_path / "a.mp4")
    assert open_portrait(tmp_path / "a.mp4").rate is None


def test_that_a_performance_can_change_its_rate() -> None:
    states = [FaceState.of({"jawOpen": i / 10}) for i in range(11)]
    doubled = at_rate(Performance.of(states, FPS), FrameRate(Fraction(50)))
    assert len(doubled) == 22
    assert doubled.state(3)["jawOpen"] == pytest.approx(0.15)


def test_that_states_are_carried_onto_a_face_as_they_are_asked_for(ramp: Pixels) -> None:
    performance = Performance.of([FaceState.of({"jawOpen": 0.5}, HeadPose(yaw=2.0))] * 3, FPS)
    states = StatesOnto(performance, Painter().prepare(Still(Picture(ramp))))
    assert len(states) == 3
    assert [state.head.yaw for state in states] == [6.0] * 3
    assert states[-1]["mouthSmileLeft"] == 0.0
    assert [state["jawOpen"] for state in states[1:]] == [0.5, 0.5]


def test_that_a_tag_moves_the_face_over_its_words() -> None:
    with _spoken("one [AU12=5]two[/] three. four") as take:
        smile = [take.performance.state_at(Seconds(t, 100))["mouthSmileLeft"] for t in (5, 45, 130)]
    assert smile[1] > 0.9
    assert smile[2] < 0.05


@pytest.mark.parametrize(
    ("wish", "size", "result"),
    [
        ("source", (4001, 3000), (4000, 3000)),
        ("auto", (512, 512), (512, 512)),
        ("auto", (6000, 4000), (1620, 1080)),
        ("1080p", (512, 640), (1080, 1350)),
        ("1280x720", (1000, 1000), (720, 720)),
        ("640×640", (2000, 1000), (640, 320)),
    ],
)
def test_that_a_size_keeps_proportions_and_is_even(
    wish: str, size: tuple[int, int], result: tuple[int, int]
) -> None:
    assert SizeWish.read(wish).of(size) == result


@pytest.mark.parametrize("wish", ["", "big", "0x0", "99999p", "12x", "-5p", "1e3p"])
def test_that_an_impossible_size_is_refused(wish: str) -> None:
    with pytest.raises(UsageError):
        SizeWish.read(wish)


def test_that_a_source_is_made_smaller_frame_by_frame(ramp: Pixels) -> None:
    source = fitted(Still(Picture(ramp)), SizeWish.read("256x256"))
    assert isinstance(source, Resized)
    assert next(source.frames()).pixels.shape == (48, 256, 3)


def test_that_silence_is_refused(tmp_path: Path) -> None:
    write_sound(tmp_path / "still.wav", np.zeros(RATE, np.float32), RATE)
    with pytest.raises(NoSpeech):
        take_of_sound(tmp_path / "still.wav", None, Gaper(), FPS)


def test_that_a_text_of_nothing_is_refused() -> None:
    with pytest.raises(TextUnspeakable):
        _spoken(" . ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_that_a_text_file_is_read_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("Déjà vu, naïve café.".encode(encoding))
    assert read_text(path) == "Déjà vu, naïve café."


def test_that_a_picture_is_no_text(astronaut_file: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_text(astronaut_file)
